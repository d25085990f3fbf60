//! Tables whose rows are results, and tables whose columns are samples.

use std::fmt::Write;

use proptest::prelude::*;

use crate::domain::{Reading, SampleKind, Value};
use crate::standards::lab::Form;

use super::{Intake, check, problems, read, read_in_chunks, told};

const LONG: &str = "sample_id;machine;sampled_on;parameter;value;unit";

/// The same five samples, each value as a laboratory might write it.
const FIVE: [(&str, &str, [&str; 4]); 5] = [
    ("1", "2026-05-01", ["42", "<50", "45.1", "18/16/13"]),
    ("2", "2026-05-02", ["<1", "310", "46", "-"]),
    ("3", "2026-05-03", ["7.5", "1O", "44.9", "20/18/15"]),
    ("4", "2026-05-04", ["-", "nd", "47", "17/15/12"]),
    ("5", "2026-05-05", ["120", "29", "43.0", "23/21/18"]),
];
const RESULTS: [(&str, &str); 4] =
    [("fe", "mg/kg"), ("water", "mg/kg"), ("kv_40c", "mm2/s"), ("cleanliness_iso4406", "")];

fn heading((id, unit): (&str, &str)) -> String {
    if unit.is_empty() { id.to_owned() } else { format!("{id} [{unit}]") }
}

fn wide() -> String {
    let mut text = format!("sample_id;machine;sampled_on;{}\n", RESULTS.map(heading).join(";"));
    for (id, day, values) in FIVE {
        writeln!(text, "{id};M1;{day};{}", values.join(";")).unwrap();
    }
    text
}

fn long(order: impl Fn(usize) -> usize) -> String {
    let mut rows = Vec::new();
    for (id, day, values) in FIVE {
        for ((name, unit), value) in RESULTS.iter().zip(values) {
            rows.push(format!("{id};M1;{day};{name};{value};{unit}"));
        }
    }
    let count = rows.len();
    let ordered: Vec<String> = (0..count).map(|index| rows[order(index) % count].clone()).collect();
    format!("{LONG}\n{}\n", ordered.join("\n"))
}

fn columns(units_apart: bool) -> String {
    let mut lines = vec![String::from("sample_id"), "machine".to_owned(), "sampled_on".to_owned()];
    lines.extend(RESULTS.map(|result| if units_apart { result.0.to_owned() } else { heading(result) }));
    if units_apart {
        for (line, unit) in lines.iter_mut().zip(["", "", ""].into_iter().chain(RESULTS.map(|(_, unit)| unit))) {
            write!(line, ";{unit}").unwrap();
        }
    }
    for (id, day, values) in FIVE {
        for (line, cell) in lines.iter_mut().zip([id, "M1", day].into_iter().chain(values)) {
            write!(line, ";{cell}").unwrap();
        }
    }
    lines.join("\n") + "\n"
}

/// What was measured, without where it stands.
fn oils(intake: &Intake) -> Vec<String> {
    let mut oils: Vec<String> = intake
        .samples
        .iter()
        .map(|sample| {
            let mut readings: Vec<String> =
                sample.measurements.iter().map(|found| format!("{:?}={:?}", found.property, found.reading)).collect();
            readings.sort();
            format!("{} {} {} {readings:?}", sample.sample_id, sample.machine, sample.sampled_on)
        })
        .collect();
    oils.sort();
    oils
}

#[test]
fn the_same_samples_are_the_same_in_every_form() {
    let expect = read(&wide());
    assert_eq!((expect.samples.len(), expect.sources[0].form), (5, Form::Wide));
    for (text, form) in [
        (long(|index| index), Form::Long),
        (long(|index| index * 7), Form::Long),
        (columns(false), Form::Columns),
        (columns(true), Form::Columns),
    ] {
        let intake = read(&text);
        assert_eq!(oils(&intake), oils(&expect), "{text}\n{:?}", intake.problems);
        assert_eq!(intake.sources[0].form, form);
        let codes: Vec<&str> = intake.problems.iter().map(|problem| problem.code.id()).collect();
        assert_eq!(codes, ["not-a-number"], "{:?}", intake.problems);
        // The place of the bad cell, by whatever way the file has it.
        let sample = intake.samples.iter().find(|sample| &*sample.sample_id == "3").unwrap();
        let bad = sample.measurements.iter().find(|found| found.reading == Reading::Unreadable).unwrap();
        let source = &intake.sources[0];
        assert_eq!(source.raw(sample.place, bad), "1O");
        let location = source.location(sample.place, bad);
        assert_eq!(
            (location.row, location.column),
            (intake.problems[0].location.row, intake.problems[0].location.column)
        );
    }
}

#[test]
fn rows_of_a_sample_are_gathered_wherever_they_stand() {
    let rows = "1;M1;2026-05-01;fe;42;mg/kg\n2;M2;2026-05-01;fe;7;mg/kg\n\n1;m1 ;2026-05-01;Water;<0.005;wt%\n\
                2;M2;2026-05-01;kv_40c;46;cSt\n1;M1;2026-05-01;appearance;Clear;\n";
    let intake =
        check(&format!("{LONG}\n{rows}"), "1: fe=42; water=<0.005; appearance=clear;\n2: fe=7; kv_40c=46;\n", &[]);
    let ledger = &intake.sources[0].ledger;
    assert_eq!((ledger.rows_read, ledger.samples_taken), (6, 2));
    let skipped: Vec<(&str, u64)> = ledger.rows_skipped.iter().map(|(why, rows)| (why.as_str(), *rows)).collect();
    assert_eq!(skipped, [("blank", 1), ("result row of a sample", 3)]);
    let sample = &intake.samples[0];
    let water = &sample.measurements[1];
    assert_eq!(intake.sources[0].raw(sample.place, water), "<0.005");
    assert_eq!(intake.sources[0].location(sample.place, water).to_string(), "a.csv:5:5 \"value\"");
}

#[test]
fn each_row_has_its_own_unit() {
    let rows = "1;M1;2026-05-01;water;29;ppm\n2;M1;2026-05-02;water;0.03;wt%\n3;M1;2026-05-03;water;1;furlong\n\
                4;M1;2026-05-04;water;2;\n5;M1;2026-05-05;water, wt%;0.2;\n6;M1;2026-05-06;fe [mg/kg];3;-\n\
                7;M1;2026-05-07;water;2;FURLONG\n8;M1;2026-05-08;fe;1;cSt\n";
    let intake = check(
        &format!("{LONG}\n{rows}"),
        "1: water=0.0029;\n2: water=0.03;\n5: water=0.2;\n6: fe=3;\n",
        &["4:4 bad-unit column_ignored", "5:4 bad-unit column_ignored", "9:4 bad-unit column_ignored"],
    );
    assert!(intake.problems[0].says.ends_with("rows left out: 2"), "{}", intake.problems[0].says);
    assert!(intake.problems[1].says.contains("the unit is missing"), "{}", intake.problems[1].says);
}

#[test]
fn unknown_parameters_are_told_once_with_the_nearest() {
    let mut text = format!("{LONG}\n");
    for number in 0..40 {
        writeln!(text, "{number};M1;2026-05-01;kv_40x;46;cSt\n{number};M1;2026-05-01;fe;1;ppm").unwrap();
    }
    let intake = read(&text);
    assert_eq!(
        (intake.samples.len(), problems(&intake)),
        (40, vec!["2:4 unknown-parameter column_ignored".to_owned()])
    );
    let says = &intake.problems[0].says;
    assert!(says.contains("40 rows") && says.ends_with("did you mean kv_40c?"), "{says}");
    assert_eq!(intake.sources[0].ledger.rows_skipped.get("unknown-parameter"), Some(&40));
}

#[test]
fn a_result_in_numbers_and_in_words_is_one_result() {
    let head = "sample_id;machine;sampled_on;parameter;value;value_text;unit";
    let row = |number: &str, text: &str| read(&format!("{head}\n1;M1;2026-05-01;fe;{number};{text};ppm\n"));
    for (number, text, reading, problem) in [
        ("12", "", "12", ""),
        ("", "<1", "<1", ""),
        ("12", "12", "12", ""),
        ("12.34", "12.3", "12.34", ""),
        ("1", "<1", "<1", ""),
        ("0.5", "<1", "<1", ""),
        ("0", "nd", "nd", ""),
        ("12", "Aceptable", "12", ""),
        ("12", "clear", "12", ""),
        ("-", "trace", "trace", ""),
        ("12", "-", "12", ""),
        ("-", "n/a", "not tested", ""),
        ("2", "<1", "unreadable 2", "contradicting-cells"),
        ("12", "13", "unreadable 12", "contradicting-cells"),
        ("1O", "", "unreadable 1O", "not-a-number"),
    ] {
        let intake = row(number, text);
        let told = told(&intake);
        let found = told.trim().trim_start_matches("1: fe=").trim_end_matches(';');
        let code = intake.problems.first().map_or("", |problem| problem.code.id());
        assert_eq!((found, code), (reading, problem), "{number} and {text}: {:?}", intake.problems);
    }
    let none = row("", "");
    assert_eq!((told(&none).as_str(), problems(&none).len()), ("1:\n", 0));
}

#[test]
fn the_base_line_is_no_measurement_of_the_used_oil() {
    let head = "muestra;equipo;fecha;parametro;unidad;linea_base;resultado_numerico;resultado_texto;nivel_alerta;observacion;orden";
    let rows = "1;M1;2026-05-01;Fe (Hierro);;2;42;;Alerta;wear;1\n1;M1;2026-05-01;cu;ppm;;3;;Normal;;2\n\
                1;M1;2026-05-01;kv_40c, cSt;;45.5;46;;Normal;thick;3\n1;M1;2026-05-01;Tendencia;;;1;;;;4\n";
    let intake = check(&format!("{head}\n{rows}"), "1: fe=42; cu=3; kv_40c=46;\n", &[]);
    let sample = &intake.samples[0];
    let baseline: Vec<Option<f64>> = sample.baseline.iter().map(|found| found.reading.exact()).collect();
    assert_eq!(baseline, [Some(2.0), Some(45.5)]);
    assert_eq!(intake.sources[0].raw(sample.place, &sample.baseline[1]), "45.5");
    assert_eq!(sample.lab_verdict.as_deref(), Some("Normal; Alerta: Fe (Hierro)"));
    assert_eq!(sample.note.as_deref(), Some("wear; thick"));
    assert_eq!(sample.kind, SampleKind::InService);
    assert_eq!(intake.sources[0].ledger.rows_skipped.get("ignored by profile"), Some(&1));
}

#[test]
fn a_profile_states_the_form() {
    let text = "Unit ID;Press 1;Press 2\nSampled;2026-05-01;2026-05-02\nFe (Iron);1;2\n";
    let intake = check(text, "column 2: fe=1;\ncolumn 3: fe=2;\n", &[]);
    assert_eq!((&*intake.sources[0].profile, intake.sources[0].form), ("trends", Form::Columns));
    let lacking = read("muestra;parametro;resultado_numerico\n1;fe;2\n");
    assert_eq!(problems(&lacking), ["-:- missing-column file_rejected"]);
    let sideways = read("Unit ID;Sampled;Fe (Iron)\nPress 1;2026-05-01;1\n");
    assert_eq!(problems(&sideways), ["-:- missing-column file_rejected"]);
}

#[test]
fn rows_that_contradict_each_other_are_told() {
    let head = format!("{LONG};oil_hours");
    let rows = "1;M1;2026-05-01;fe;42;ppm;100\n1;M1;2026-05-01;cu;1;ppm;110\n1;M1;2026-05-01;fe;42;ppm;100\n\
                1;M1;2026-05-01;cu;2;ppm;100\n1;M1;x;cu;2;ppm;100\n1;M1;2026-05-01;;2;ppm;100\n";
    let intake = check(
        &format!("{head}\n{rows}"),
        "1: fe=42; cu=1; cu=2;\n",
        &[
            "2:7 contradicting-cells note",
            "4:- duplicate-row note",
            "5:- repeated-result note",
            "6:3 bad-date row_rejected",
            "7:4 missing-cell row_rejected",
        ],
    );
    assert_eq!(intake.samples[0].oil_hours, Some(100.0));
}

#[test]
fn a_column_without_its_date_is_rejected_by_its_name() {
    let text = "Sample,S1,S2,S3,Average\nsample_id,1,2,3,\nmachine,M1,M1,M1,\nsampled_on,2026-05-01,,2026-05-03,\n\
                fe [mg/kg],1,2,<3,2\nWear\nkv_4x [mm2/s],4,5,6,5\n";
    let intake = check(
        text,
        "1: fe=1;\n3: fe=<3;\n",
        &[
            "1:1 unknown-column column_ignored",
            "4:3 missing-cell row_rejected",
            "6:1 unknown-column column_ignored",
            "7:1 unknown-column column_ignored",
        ],
    );
    assert_eq!(intake.problems[1].location.to_string(), "a.csv:4:3 \"sampled_on\"");
    let ledger = &intake.sources[0].ledger;
    assert_eq!((ledger.rows_read, ledger.samples_taken), (4, 2));
    assert_eq!(ledger.rows_skipped.get("average, target or limit"), Some(&1));
    let sample = &intake.samples[1];
    let source = &intake.sources[0];
    assert_eq!(source.location(sample.place, &sample.measurements[0]).to_string(), "a.csv:5:4 \"fe [mg/kg]\"");
    assert_eq!(source.raw(sample.place, &sample.measurements[0]), "<3");
}

#[test]
fn a_table_of_columns_may_have_one_sample_or_none() {
    let labels = |cells: &str| {
        format!("sample_id{cells}\nmachine{cells}\nsampled_on{}\nfe [ppm]{cells}\n", cells.replace('1', "2026-05-01"))
    };
    check(&labels(";1"), "1: fe=1;\n", &[]);
    check(&labels(""), "", &["-:- no-rows note"]);
    check(&labels(";"), "", &["-:- no-rows note"]);
    check(&labels(";1;"), "1: fe=1;\n", &[]);
}

#[test]
fn a_ragged_row_of_a_table_of_columns_is_left_out() {
    let text =
        "sample_id,1,2\nmachine,M1,M1\nsampled_on,2026-05-01,2026-05-02\nfe [ppm],1,5,2\ncu [ppm],7\nwater [ppm],1,2\n";
    check(
        text,
        "1: water=0.0001;\n2: water=0.0002;\n",
        &["4:1 ragged-row column_ignored", "5:1 ragged-row column_ignored"],
    );
    let machineless = read("sample_id,1,2\nsampled_on,2026-05-01,2026-05-02\nfe [ppm],1,2\n");
    assert_eq!(problems(&machineless), ["-:- missing-column file_rejected"]);
}

#[test]
fn decimal_signs_are_decided_row_by_row_where_columns_are_samples() {
    let text = "sample_id;1;2\nmachine;M1;M1\nsampled_on;2026-05-01;2026-05-02\nfe [ppm];1,5;2\ncu [ppm];1,234;2,5\n";
    check(text, "1: fe=1.5; cu=1.234;\n2: fe=2; cu=2.5;\n", &[]);
}

#[test]
fn parts_of_results_are_no_columns_of_a_wide_table() {
    let text = "sample_id,machine,sampled_on,unit,fe [ppm]\n1,M1,2026-05-01,h,3\n";
    check(text, "1: fe=3;\n", &["1:4 unknown-column column_ignored"]);
}

#[test]
fn the_verdict_beside_a_result_is_the_laboratorys_own() {
    let head = "sample_id,machine,sampled_on,fe [ppm],RESULT_Fe,cu [ppm],cu [ppm] - Estado ,water [ppm],RESULT_Water,RESULT_Product";
    let intake = check(
        &format!("{head}\n1,M1,2026-05-01,3,Alert,4,Normal,29,Normal,Alert\n2,M1,2026-05-02,3,,4,,29,-,\n"),
        "1: fe=3; cu=4; water=0.0029;\n2: fe=3; cu=4; water=0.0029;\n",
        &["1:10 unknown-column column_ignored"],
    );
    assert_eq!(intake.samples[0].lab_verdict.as_deref(), Some("Normal; Alert: fe [ppm]"));
    assert_eq!(intake.samples[1].lab_verdict, None);
    assert_eq!(intake.sources[0].ledger.cells_not_tested, 1);
}

#[test]
fn new_oil_is_known_by_its_words() {
    let kind = |head: &str, cell: &str| {
        let intake = read(&format!("sample_id,sampled_on,machine,{head}\n1,2026-05-01,M,{cell}\n"));
        intake.samples[0].kind
    };
    for word in ["new", "Fresh", "Frischöl", "aceite nuevo", "新油", "신유"] {
        assert_eq!(kind("kind", word), SampleKind::New, "{word}");
    }
    assert_eq!(kind("kind", "Línea base"), SampleKind::Reference);
    assert_eq!(kind("component", "Baseline"), SampleKind::Reference);
    assert_eq!((kind("component", "New"), kind("point", "tank")), (SampleKind::InService, SampleKind::InService));
}

#[test]
fn a_censored_value_stays_censored_in_every_form() {
    let long = read(&format!("{LONG}\n1;M1;2026-05-01;fe;< 1;mg/kg\n"));
    assert_eq!(long.samples[0].measurements[0].reading, Reading::Value(Value::Below(1.0)));
    let columns = read("sample_id;1\nmachine;M1\nsampled_on;2026-05-01\nfe [mg/kg];>1\n");
    assert_eq!(columns.samples[0].measurements[0].reading, Reading::Value(Value::Above(1.0)));
}

#[test]
fn a_sign_that_nothing_shows_is_told_once_in_every_form() {
    let rows = "1;M1;2026-05-01;fe;1,234;ppm\n2;M1;2026-05-02;fe;2,345;ppm\n";
    let long = check(
        &format!("{LONG}\n{rows}"),
        "1: fe=unreadable 1,234;\n2: fe=unreadable 2,345;\n",
        &["2:5 ambiguous-number cell_lost"],
    );
    assert_eq!(long.sources[0].ledger.cells_lost.get("ambiguous-number"), Some(&2));
    let labels = "sample_id;1;2\nmachine;M1;M1\nsampled_on;2026-05-01;2026-05-02\n";
    let columns = check(
        &format!("{labels}fe [ppm];1,234;2,345\ncu [ppm];~3;4*\n"),
        "1: fe=unreadable 1,234; cu=3;\n2: fe=unreadable 2,345; cu=4;\n",
        &["4:2 ambiguous-number cell_lost", "5:2 approximate note", "5:3 laboratory-mark note"],
    );
    assert_eq!(columns.sources[0].ledger.cells_lost.get("ambiguous-number"), Some(&2));
    assert!(columns.problems[0].says.contains("nothing in this row"), "{}", columns.problems[0].says);
    let marked = "1;M1;2026-05-01;cleanliness_iso4406;18/16/13*;\n1;M1;2026-05-01;fe;7 mg/kg*;ppm\n";
    assert_eq!(problems(&read(&format!("{LONG}\n{marked}"))), ["2:5 laboratory-mark note"]);
}

#[test]
fn an_order_of_dates_that_nothing_shows_costs_each_sample_in_every_form() {
    let rows = "1;M1;03/04/2026;fe;1;ppm\n2;M1;05/06/2026;fe;2;ppm\n";
    let long = check(&format!("{LONG}\n{rows}"), "", &["2:3 ambiguous-date row_rejected"]);
    assert_eq!(long.sources[0].ledger.rows_rejected.get("ambiguous-date"), Some(&2));
    let table = |dates: &str| format!("sample_id;1;2\nmachine;M1;M1\nsampled_on;{dates}\nfe [ppm];1;2\n");
    let columns = check(&table("03/04/2026;05/06/2026"), "", &["3:2 ambiguous-date row_rejected"]);
    assert!(columns.problems[0].says.contains("their columns are not read"), "{}", columns.problems[0].says);
    let shown = check(&table("03/04/2026;25/06/2026"), "1: fe=1;\n2: fe=2;\n", &[]);
    assert_eq!(shown.samples[0].sampled_on.to_string(), "2026-04-03");
}

#[test]
fn viscosities_that_contradict_each_other_are_dropped_in_every_form() {
    let rows = "1;M1;2026-05-01;kv_40c;5;cSt\n1;M1;2026-05-01;fe;1;ppm\n1;M1;2026-05-01;kv_100c;46;cSt\n";
    let expect = "1: kv_40c=unreadable 5; fe=1; kv_100c=unreadable 46;\n";
    let long = check(&format!("{LONG}\n{rows}"), expect, &["2:5 implausible cell_lost", "4:5 implausible cell_lost"]);
    assert_eq!(long.sources[0].ledger.cells_lost.get("implausible"), Some(&2));
    let text = "sample_id;1\nmachine;M1\nsampled_on;2026-05-01\nkv_40c [cSt];5\nfe [ppm];1\nkv_100c [cSt];46\n";
    check(text, expect, &["4:2 implausible cell_lost", "6:2 implausible cell_lost"]);
}

#[test]
fn rows_of_averages_are_no_results() {
    let rows = "1;M1;2026-05-01;fe;1;ppm\nAverage;M1;2026-05-01;fe;9;ppm\n";
    let intake = check(&format!("{LONG}\n{rows}"), "1: fe=1;\n", &[]);
    assert_eq!(intake.sources[0].ledger.rows_skipped.get("average"), Some(&1));
    // Rows that are left out for what they measure are rows all the same.
    let strange = read(&format!("{LONG}\n1;M1;2026-05-01;strange;1;ppm\n"));
    assert_eq!(problems(&strange), ["2:4 unknown-parameter column_ignored"]);
}

#[test]
fn threads_and_chunks_do_not_show_in_a_long_table() {
    let mut text = format!("{LONG};oil_hours\n");
    for number in 0..400 {
        let (id, value) = (number % 37, if number % 13 == 0 { "1O".to_owned() } else { format!("{number}") });
        let name = ["fe", "cu", "water", "strange", "kv_40c"][number % 5];
        writeln!(text, "{id};M{};2026-05-{:02};{name};{value};ppm;{}", id % 3, id % 32, number % 2).unwrap();
    }
    let whole = read(&text);
    assert!(whole.samples.len() > 30 && whole.problems.len() > 30);
    let shown = |intake: &Intake| format!("{:?}{:?}{:?}", intake.samples, intake.problems, intake.sources[0].ledger);
    for threads in [1, 2, 8] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        for chunk_bytes in [1, 37, 1000] {
            let other = pool.install(|| read_in_chunks("a.csv", text.as_bytes(), chunk_bytes));
            assert_eq!(shown(&whole), shown(&other), "{threads} threads, {chunk_bytes} bytes");
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_panic_and_every_form_balances(
        tail in proptest::collection::vec(any::<u8>(), 0..60),
        chunk_bytes in 1_usize..40,
    ) {
        for head in [LONG, "sample_id;1;2\nmachine;M;M\nsampled_on;2026-05-01;2026-05-02\n"] {
            read_in_chunks("a.csv", &[head.as_bytes(), b"\n", &tail].concat(), chunk_bytes);
            read_in_chunks("a.csv", &[head.as_bytes(), &tail].concat(), chunk_bytes);
        }
    }

    #[test]
    fn near_rows_of_a_long_table_balance(
        rows in proptest::collection::vec("(1|2|);(M1|m1 |);(2026-05-01|x);(fe|FE|water|wtr|);(1|<1|1O|-|1,5|\"1\"|);(ppm|cSt|)[;\"]?\r?\n", 0..14),
        chunk_bytes in 1_usize..60,
    ) {
        let text = format!("{LONG}\n{}", rows.concat());
        let intake = read_in_chunks("a.csv", text.as_bytes(), chunk_bytes);
        let whole = read(&text);
        prop_assert_eq!(told(&intake), told(&whole));
        prop_assert_eq!(&intake.problems, &whole.problems);
        prop_assert_eq!(&intake.sources[0].ledger, &whole.sources[0].ledger);
    }

    #[test]
    fn near_cells_of_a_table_of_columns_balance(
        cells in proptest::collection::vec("(1|<1|1O|-|2026-05-01|M|Average|\"1\"|)", 30..31),
        cuts in proptest::collection::vec(1_usize..6, 6..7),
    ) {
        let labels = ["sample_id", "machine", "sampled_on", "fe [ppm]", "water [ppm]", ""];
        let mut cells = cells.iter();
        let lines: Vec<String> = labels
            .iter()
            .zip(cuts)
            .map(|(label, cut)| {
                let own: Vec<&str> = cells.by_ref().take(5).map(String::as_str).take(cut).collect();
                format!("{label};{}", own.join(";"))
            })
            .collect();
        read(&lines.join("\n"));
    }
}
