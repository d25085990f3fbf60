//! Tables that are laid out by known headings: the traps of laboratories' exports, one row each.

use std::collections::BTreeMap;

use proptest::prelude::*;

use std::sync::Arc;

use crate::domain::Location;
use crate::standards::Standards;

use super::super::heading::{Dictionary, columns};
use super::super::{InputFile, Intake, Options, explain_headings, read_files};
use super::{problems, today};

/// The built-in standards are what knows the headings.
fn known() -> &'static Standards {
    static STANDARDS: std::sync::OnceLock<Standards> = std::sync::OnceLock::new();
    STANDARDS.get_or_init(|| Standards::built_in().unwrap())
}

fn dictionary() -> &'static Dictionary<'static> {
    static DICTIONARY: std::sync::OnceLock<Dictionary<'static>> = std::sync::OnceLock::new();
    DICTIONARY.get_or_init(|| Dictionary::new(known(), std::sync::Arc::new(super::super::labels::Labels::new(known()))))
}

/// What a heading is taken for among certain elements.
fn found(heading: &str) -> Option<String> {
    let headings = [heading, "Fe ppm", "Cu ppm", "Pb ppm"].map(Arc::from);
    let headed = columns(&headings, None, dictionary(), &Location::file(""));
    assert_eq!((headed.columns.len(), headed.said.len()), (4, 4));
    headed.said[0].taken_as.clone()
}

fn read(text: &str) -> Intake {
    let file = InputFile { path: "a.csv".into(), bytes: Ok(text.as_bytes().to_vec()) };
    let intake = read_files(vec![file], known(), &Options::on(today())).unwrap();
    for source in &intake.sources {
        assert!(source.ledger.balances(), "{:?}", source.ledger);
    }
    intake
}

/// The samples, one a line: machine, then `property=raw text`.
fn told(intake: &Intake) -> Vec<String> {
    let line = |sample: &crate::domain::Sample| {
        let source = &intake.sources[sample.place.source as usize];
        let results: Vec<String> = sample
            .measurements
            .iter()
            .map(|result| format!("{}={}", known().property(result.property).id, source.raw(sample.place, result)))
            .collect();
        format!("{} {}", sample.machine, results.join(" "))
    };
    intake.samples.iter().map(line).collect()
}

fn skipped(intake: &Intake) -> BTreeMap<&str, u64> {
    let rows = &intake.sources[0].ledger.rows_skipped;
    rows.iter().map(|(reason, count)| (reason.as_str(), *count)).collect()
}

fn taken(headings: &[&str]) -> Vec<String> {
    let said = explain_headings(headings, known());
    said.into_iter().map(|said| if said.read { said.taken_as.unwrap_or_default() } else { "-".to_owned() }).collect()
}

#[test]
fn columns_may_move_between_downloads() {
    let one = read("Unit ID,Date Sampled,Fe (Iron),Visc@40C (cSt)\nP1,2026-05-01,12,46.1\n");
    let other = read("Visc@40C (cSt),Country,Fe (Iron),Date Sampled,Unit ID\n46.1,x,12,2026-05-01,P1\n");
    assert_eq!(told(&one), ["P1 fe=12 kv_40c=46.1"]);
    assert_eq!(told(&other), ["P1 kv_40c=46.1 fe=12"]);
    assert_eq!(&*one.sources[0].profile, "known headings");
    assert_eq!(&*one.samples[0].sample_id, "row 2");
    assert_eq!(problems(&other), ["1:2 unknown-column column_ignored"]);
}

#[test]
fn the_heading_row_is_found_under_titles_and_over_units_and_limits() {
    let head = "Unit ID,Date Sampled,Fe,Cu,Water";
    let row = "P1,2026-05-01,12,3,0.02\n";
    for (titles, at) in [(0, 1), (1, 2), (3, 4), (5, 6), (10, 11)] {
        let above = "Oil report,,,,\n".repeat(titles);
        let text =
            format!("{above}{head}\n,,ppm,ppm,wt%\nLimit,,100,50,0.1\n{row}\nUNIVERSAL AVERAGES,2026-05-01,9,9,9\n");
        let intake = read(&text);
        assert_eq!(told(&intake), ["P1 fe=12 cu=3 water=0.02"], "{titles}");
        assert_eq!(problems(&intake), [""; 0], "{titles}: {:?}", intake.problems);
        let skipped = skipped(&intake);
        let count = |reason| skipped.get(reason).copied().unwrap_or_default();
        let counts = ["title", "units", "limits", "average", "blank"].map(count);
        assert_eq!(counts, [titles as u64, 1, 1, 1, 1], "{titles}");
        assert_eq!(intake.samples[0].place.row as usize, at + 3);
    }
    let eleven = format!("{}{head}\n{row}", "Oil report,,,,\n".repeat(11));
    assert_eq!(problems(&read(&eleven)), ["-:- unknown-layout file_rejected"]);
}

#[test]
fn bounds_below_the_headings_are_no_sample() {
    let text = "设备位号,采样时间,运动粘度(40℃)(mm2 / s),闪点(开口)(℃)\n,,41.4～50.6,≥180\nP1,2026-05-01,46.2,221\n";
    let intake = read(text);
    assert_eq!(told(&intake), ["P1 kv_40c=46.2 flash_point_coc=221"]);
    assert_eq!(skipped(&intake), BTreeMap::from([("limits", 1)]));
    let undated = read("Unit ID,Date Sampled,Fe,Cu,Pb\nP1,,<1,<1,<1\n");
    assert_eq!(problems(&undated), ["2:2 missing-cell row_rejected"]);
}

#[test]
fn all_line_ends_and_delimiters_are_found() {
    for (delimiter, end) in [(',', "\n"), (';', "\r\n"), ('\t', "\r"), ('|', "\n")] {
        let text = ["Title;;;", "Maschine;Probenahmedatum;Eisen (Fe) [mg/kg]", "P1;2026-05-01;12", ""].join(end);
        let intake = read(&text.replace(';', &delimiter.to_string()));
        assert_eq!(told(&intake), ["P1 fe=12"], "{delimiter:?} {end:?}");
    }
}

#[test]
fn two_columns_of_one_thing_are_both_named_and_the_left_is_read() {
    let head = "Unit ID,Date Sampled,Número Básico (BN) (mg KOH/g) ASTM D2896,TBN by D4739 (mg KOH/g),P  (Phosphorus),P (Phosphorus)";
    let intake = read(&format!("{head}\nP1,2026-05-01,9.1,7.7,800,801\n"));
    assert_eq!(told(&intake), ["P1 base_number=9.1 p=800"]);
    assert_eq!(problems(&intake), ["1:4 duplicate-column column_ignored", "1:6 duplicate-column column_ignored"]);
    let says = &intake.problems[0].says;
    assert!(says.starts_with("column 3 \"Número Básico (BN) (mg KOH/g) ASTM D2896\" is base_number already"), "{says}");
    assert!(says.contains("that one by ASTM D2896, this one by ASTM D4739"), "{says}");
    let coded = read("EQUIPO,FECHA_MUESTREO,COBRE (CU) - 25,COBRE (CU) - 119\nP1,2026-05-01,1,2\n");
    assert!(
        coded.problems[0].says.contains("test 25, this one the laboratory's test 119"),
        "{}",
        coded.problems[0].says
    );
}

#[test]
fn symbols_are_elements_among_elements_only() {
    let among = ["Unit ID", "Date Sampled", "FE", "CU", "PB", "NA", "P", "S", "K", "V", "B", "AL"];
    assert_eq!(taken(&among)[5..], ["na", "p", "-", "k", "v", "b", "al"].map(str::to_owned));
    let alone = ["Unit ID", "Date Sampled", "FE", "CU", "NA", "P", "S", "K", "V", "B", "AL"];
    assert_eq!(taken(&alone)[2..], ["fe", "cu", "-", "-", "-", "-", "-", "-", "-"].map(str::to_owned));
    assert_eq!(taken(&["P (ppm)", "Al", "Phosphorus", "전산가(TBN)"]), ["p", "al", "-", "-"]);
    let intake = read("Unit ID,Date Sampled,P,전산가(TBN),Fe\nP1,2026-05-01,3,4,1\n");
    assert_eq!(problems(&intake), ["1:3 ambiguous-column column_ignored", "1:4 ambiguous-column column_ignored"]);
    // Under elements a cell `NA` is not sodium and the heading is.
    let sodium = read("Unit ID,Date Sampled,FE,CU,PB,NA\nP1,2026-05-01,1,2,3,4\n");
    assert_eq!(told(&sodium), ["P1 fe=1 cu=2 pb=3 na=4"]);
}

#[test]
fn what_the_laboratory_thinks_is_its_own_verdict_and_no_result() {
    let head =
        "Report Status,Oil Rating,Unit ID,Date Sampled,Fe (Iron),RESULT_Fe (Iron),Cu (Copper),,Hierro (Fe) - Estado";
    let intake = read(&format!("{head}\nAlert,Normal,P1,2026-05-01,12,*,3,+,Normal\nNormal,,P2,2026-05-02,1,,2,,\n"));
    assert_eq!(told(&intake), ["P1 fe=12 cu=3", "P2 fe=1 cu=2"]);
    assert_eq!(intake.samples[0].lab_verdict.as_deref(), Some("Report Status: Alert; Oil Rating: Normal"));
    assert_eq!(problems(&intake), [""; 0]);
    assert_eq!(intake.sources[0].ledger.cells_skipped.get("laboratory's verdict"), Some(&6));
}

#[test]
fn sums_rates_targets_and_grease_are_left_out_with_their_reason() {
    let head = "Equipo,Fecha,Fierro ppm,TD Fe,Fe Acum ppm,Target PC 4,Iron - GR,Iron - gr - ICP,Average";
    let intake = read(&format!("{head}\nP1,2026-05-01,12,1,2,3,4,5,6\n"));
    assert_eq!(told(&intake), ["P1 fe=12"]);
    let skipped = &intake.sources[0].ledger.cells_skipped;
    assert_eq!(
        (skipped.get("derived value"), skipped.get("grease test"), problems(&intake).len()),
        (Some(&4), Some(&2), 0)
    );
}

#[test]
fn a_unit_is_said_or_customary_or_asked_for() {
    let head = "Unit ID,Date Sampled,Fe,Water,Agua ppm,Oxidación ABS/01 mm,Flash Point COC,Soot %,Oil Age (km)";
    let intake = read(&format!("{head}\nP1,2026-05-01,12,0.1,900,0.2,220,1,5\n"));
    assert_eq!(told(&intake), ["P1 fe=12 water=900 oxidation=0.2 flash_point_coc=220 soot=1"]);
    let expect = [
        "1:4 bad-unit column_ignored",
        "1:7 bad-unit column_ignored",
        "1:8 bad-unit column_ignored",
        "1:9 bad-unit column_ignored",
    ];
    assert_eq!(problems(&intake), expect);
    let assumed: Vec<String> = intake.sources[0].assumed_units.iter().map(|unit| format!("{unit:?}")).collect();
    assert_eq!(assumed, ["AssumedUnit { heading: \"Fe\", property: \"fe\", unit: \"mg/kg\" }"]);
    let oxidation = intake.samples[0].measurements[2].reading;
    assert_eq!(oxidation, crate::domain::Reading::Value(crate::domain::Value::Exact(20.0)));
}

#[test]
fn results_in_rows_and_samples_in_columns_are_known_by_their_headings() {
    let head = "Oil report;;;;;;\nUnit ID;Date Sampled;Parameter;Result Value;UOM;Status;Severity\n";
    let long = read(&format!("{head}P1;2026-05-01;Fe;12;ppm;Alert;3\n\nP1;2026-05-01;Cu;3;ppm;Normal;1\n"));
    assert_eq!(told(&long), ["P1 fe=12 cu=3"]);
    assert_eq!(problems(&long), ["2:7 unknown-column column_ignored"]);
    assert_eq!((&*long.sources[0].profile, long.samples[0].place.row), ("known headings", 3));
    assert_eq!(skipped(&long), BTreeMap::from([("blank", 1), ("result row of a sample", 1), ("title", 1)]));
    assert_eq!(long.samples[0].lab_verdict.as_deref(), Some("Alert: Fe; Normal: Cu"));
    // Where a row is a sample, a column of units is none of a result.
    assert_eq!(taken(&["Unit ID", "Oil Age", "UOM", "Parameter"]), ["@machine", "@oil_hours", "-", "-"]);
    let labels = "Sample No;1;2\nUnit ID;P1;P2\nDate Sampled;2026-05-01;2026-05-02\n";
    let columns = read(&format!("{labels}Fe (Iron);12;3\nVisc@40C;46;47\nWater;29;30\n"));
    assert_eq!(told(&columns), ["P1 fe=12 kv_40c=46 water=29", "P2 fe=3 kv_40c=47 water=30"]);
    assert_eq!(problems(&columns), ["6:1 bad-unit column_ignored"]);
    let assumed: Vec<&str> = columns.sources[0].assumed_units.iter().map(|unit| &*unit.unit).collect();
    assert_eq!((&*columns.sources[0].profile, assumed), ("known headings", vec!["mg/kg", "mm2/s"]));
}

#[test]
fn hours_are_hours_only_where_the_file_says_so() {
    let table =
        |unit: &str| read(&format!("Unit ID,Date Sampled,Oil Age,Oil Age UOM,Fe\nP1,2026-05-01,250,{unit},1\n"));
    assert_eq!(table("hrs").samples[0].oil_hours, Some(250.0));
    let far = table("km");
    assert_eq!((far.samples[0].oil_hours, problems(&far)), (None, vec!["1:3 bad-unit column_ignored".to_owned()]));
    let either = read("Equipo,Fecha Muestra,Lubricante Horas/Kms,Fe\nP1,2026-05-01,250,1\n");
    assert_eq!(problems(&either), ["1:3 bad-unit column_ignored"]);
    assert_eq!(taken(&["Einfülltage", "Ölstunden [h]", "Component hours"]), ["-", "@oil_hours", "-"]);
}

#[test]
fn a_table_that_lacks_what_a_sample_needs_is_told_what() {
    let motor = read("Motor,Carga,Horas Oleo,TBN,OXI,V100,ST,NIT,SUL,CU,FE\nTE8037,7,88,9.9,10,13.7,0,6,16,35,7\n");
    assert_eq!(problems(&motor), ["-:- missing-column file_rejected"]);
    assert!(motor.problems[0].says.contains("no column is the sampled_on"), "{}", motor.problems[0].says);
    let bare = read("equipo,fecha_muestra,lubricante,status\nP1,2026-05-01,x,DONE\n");
    assert_eq!((told(&bare), problems(&bare)), (vec!["P1 ".to_owned()], vec!["1:- missing-column note".to_owned()]));
}

#[test]
fn the_own_form_and_profiles_keep_their_right() {
    let own = read("sample_id,machine,sampled_on,Fe (Iron)\n1,M1,2026-05-01,3\n");
    assert_eq!(
        (&*own.sources[0].profile, problems(&own)),
        ("own form", vec!["1:4 unknown-column column_ignored".to_owned()])
    );
    let titled = read(
        "Report;;;\nserialno;sampledate;evalcode;compartid;oilgradeid;PQI;V40;ISO6;X70;Fe\n1;14-Aug-16;A;118;30;1;100;17;1;2\n",
    );
    assert_eq!((&*titled.sources[0].profile, told(&titled).len()), ("mobile-fleet", 1));
    assert_eq!(skipped(&titled), BTreeMap::from([("title", 1)]));
}

proptest! {
    #[test]
    fn any_heading_is_known_or_left_alone(text in "\\PC{0,24}", name in "[A-Za-z]{1,12}[ /.-][A-Za-z]{1,12}") {
        for heading in [&*text, &*name] {
            found(heading);
        }
    }

    #[test]
    fn letters_around_an_element_are_never_that_element(
        before in "[a-z]{1,3}", after in "[a-z]{1,3}", symbol in "(Fe|Cu|Pb|Sn|Na|Iron|Zinc|铁)", apart in "[ /-]?",
    ) {
        let wanted = found(&symbol);
        // A unit, an instrument, or another name of the element may stand beside it.
        let may_follow = dictionary().unit(&after).is_some() || ["ir", "kf", "icp", "rde", "xrf"].contains(&&*after);
        prop_assume!(!may_follow && found(&before) != wanted && found(&after) != wanted);
        for heading in [format!("{before}{apart}{symbol}"), format!("{symbol}{apart}{after}")] {
            let found = found(&heading);
            // French iron is `fer`, and `th Fe` the loss of steel in a thermal stability test.
            let joined = |text: &str| crate::domain::fold(&text.replace([' ', '-', '/'], ""));
            let is_symbol = known().properties.iter().any(|property| joined(&property.symbol) == joined(&heading));
            let is_word = is_symbol || known().headings.contains_key(&joined(&heading));
            prop_assert!(is_word || found.is_none(), "{heading}: {found:?}");
        }
    }
}
