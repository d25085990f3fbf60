//! Names of what was measured that stand in cells, and the units beside them: known as headings are. Contents by volume
//! beside the density of the sample.

use crate::domain::Measurement;
use crate::ingest::{InputFile, read_files};
use crate::standards::Standards;
use crate::standards::lab::ColumnRule;

use super::{options, problems, standards};

const LONG: &str = "sample_id;machine;sampled_on;parameter;value;unit";

#[test]
fn parameters_are_known_as_headings_are() {
    let standards = Standards::built_in().unwrap();
    let read = |rows: &[(&str, &str, &str)]| {
        let rows: Vec<String> =
            rows.iter().map(|(name, value, unit)| format!("1;M1;2026-05-01;{name};{value};{unit}")).collect();
        let text = format!("{LONG}\n{}\n", rows.join("\n"));
        let file = InputFile { path: "a.csv".into(), bytes: Ok(text.into_bytes()) };
        let intake = read_files(vec![file], &standards, &options()).unwrap();
        let id = |found: &Measurement| (standards.property(found.property).id.to_string(), found.reading.exact());
        let told: Vec<(String, Option<f64>)> =
            intake.samples.iter().flat_map(|sample| &sample.measurements).map(id).collect();
        (told, intake)
    };
    let named = |names: &[(&str, f64)]| {
        names.iter().map(|(name, value)| ((*name).to_owned(), Some(*value))).collect::<Vec<_>>()
    };
    // Method and year, laboratory's number, two names of one thing; units of the row, of the name, and customary ones.
    let (told, intake) = read(&[
        ("ASTM D 5185-18 - Hierro (Fe)", "12", "ppm"),
        ("COBRE (CU) - 25", "3", ""),
        ("Calcio ppm", "2", ""),
        ("Visc@40C", "46", ""),
        ("Iron - GR", "5", "ppm"),
    ]);
    assert_eq!(told, named(&[("fe", 12.0), ("cu", 3.0), ("ca", 2.0), ("kv_40c", 46.0)]), "{:?}", intake.problems);
    assert_eq!(problems(&intake), Vec::<String>::new());
    let assumed: Vec<(&str, &str)> =
        intake.sources[0].assumed_units.iter().map(|known| (&*known.heading, &*known.unit)).collect();
    assert_eq!(assumed, [("COBRE (CU) - 25", "mg/kg"), ("Visc@40C", "mm2/s")]);
    assert_eq!(intake.sources[0].ledger.rows_skipped.get("grease test"), Some(&1));
    // A lone symbol is an element among elements or beside a unit of contents.
    assert_eq!(read(&[("P", "280", "ppm"), ("NA", "4", "mg/kg")]).0, named(&[("p", 280.0), ("na", 4.0)]));
    let (told, intake) = read(&[("P", "280", ""), ("Fe", "1", "")]);
    assert_eq!(
        (told, problems(&intake)),
        (named(&[("fe", 1.0)]), vec!["2:4 ambiguous-column column_ignored".to_owned()])
    );
    let among = [("P", "280", ""), ("Fe", "1", ""), ("Cu", "2", ""), ("Zn", "3", "")];
    assert_eq!(read(&among).0, named(&[("p", 280.0), ("fe", 1.0), ("cu", 2.0), ("zn", 3.0)]));
    // Two names that mean different things, and a unit that laboratories do not agree on.
    let (_, intake) = read(&[("전산가(TBN)", "1", ""), ("Oxidation", "3", "")]);
    assert_eq!(problems(&intake), ["2:4 ambiguous-column column_ignored", "3:4 bad-unit column_ignored"]);
}

#[test]
fn a_row_that_counts_kilometres_inherits_no_hours_from_the_row_above() {
    let with_unit = |unit: &str| {
        format!("{LONG};oilhours;hoursunit\n1;M1;2026-05-01;fe;1;ppm;250;h\n2;M1;2026-05-01;fe;2;ppm;250;{unit}\n")
    };
    let mut standards = standards::small();
    let long = &mut standards.labs[1];
    let columns = [
        ("bottle", "sample_id"),
        ("machine", "machine"),
        ("sampled_on", "sampled_on"),
        ("parameter", "parameter"),
        ("value", "value"),
        ("unit", "unit"),
        ("oilhours", "oil_hours"),
    ];
    long.signature = vec!["oilhours".to_owned(), "parameter".to_owned()];
    long.columns = columns
        .map(|(heading, field)| {
            (heading.to_owned(), ColumnRule::Context { field: field.into(), prefix: String::new() })
        })
        .into();
    long.unit_from = [("oilhours".to_owned(), "hoursunit".to_owned())].into();
    long.ignore = [("hoursunit".to_owned(), "read with oilhours".to_owned())].into();
    // The own form needs no profile; with another id column the profile is taken.
    let hours = |unit: &str| {
        let text = with_unit(unit).replace("sample_id;", "bottle;");
        let file = InputFile { path: "a.csv".into(), bytes: Ok(text.into_bytes()) };
        let intake = read_files(vec![file], &standards, &options()).unwrap();
        intake.samples.iter().map(|sample| sample.oil_hours).collect::<Vec<_>>()
    };
    assert_eq!(hours("h"), [Some(250.0), Some(250.0)]);
    assert_eq!(hours("km"), [Some(250.0), None]);
}

#[test]
fn labels_of_rows_are_known_as_headings_are() {
    let standards = Standards::built_in().unwrap();
    let read = |text: &str| {
        let file = InputFile { path: "a.csv".into(), bytes: Ok(text.as_bytes().to_vec()) };
        read_files(vec![file], &standards, &options()).unwrap()
    };
    let text = "Sample ID;S1;S2;Average\nUnit ID;M1;M1;\nDate Sampled;2026-05-01;2026-06-01;\nOil Age;250;400;\n\
                Oil Age UOM;h;km;\nVisc@40C;46;45;45\nIron (Fe) (mg/kg) ASTM D5185;12;<1;6\nIron - GR;1;2;1\n";
    let intake = read(text);
    let samples: Vec<_> =
        intake.samples.iter().map(|sample| (&*sample.sample_id, sample.oil_hours, sample.measurements.len())).collect();
    assert_eq!(samples, [("S1", Some(250.0), 2), ("S2", None, 2)], "{:?}", intake.problems);
    assert_eq!(problems(&intake), ["4:3 bad-unit cell_lost"]);
    assert_eq!(intake.sources[0].assumed_units.len(), 1);
    let machineless = read(&text.replace("Unit ID;M1;M1;\n", ""));
    assert_eq!(problems(&machineless), ["-:- missing-column file_rejected"]);
    assert!(machineless.problems[0].says.contains("--given machine="), "{}", machineless.problems[0].says);
}

#[test]
fn contents_by_volume_become_contents_by_mass_with_the_density_of_the_sample() {
    let standards = Standards::built_in().unwrap();
    let read = |text: &str| {
        let file = InputFile { path: "a.csv".into(), bytes: Ok(text.as_bytes().to_vec()) };
        read_files(vec![file], &standards, &options()).unwrap()
    };
    let head = "sample_id,machine,sampled_on";
    let row = "1,M1,2026-05-01";
    let value = |text: &str, id: &str| {
        let intake = read(text);
        let wanted = standards.find_property(id);
        let mut found = intake.samples[0].measurements.iter().filter(|found| Some(found.property) == wanted);
        let reading = found.next().map(|found| found.reading);
        assert!(found.next().is_none(), "two results of {id}");
        (reading.and_then(crate::domain::Reading::exact), problems(&intake), intake.sources[0].by_density.len())
    };
    let none = Vec::<String>::new;
    // 0.05 % of water by volume in oil of 870 kg/m3: 0.05 * 999.1 / 870 % by mass. 10 mg/L of iron: 10 / 0.87 mg/kg.
    let both = format!("{head},water [vol%],fe [mg/L],density_15c [g/cm3]\n{row},0.05,10,0.87\n");
    assert_eq!(value(&both, "water"), (Some(0.057_419_540_229_9), none(), 2));
    assert_eq!(value(&both, "fe"), (Some(11.494_252_873_6), none(), 2));
    let warmer = format!("{head},density_20c [kg/m3],water [vol%]\n{row},870,0.05\n");
    assert_eq!(value(&warmer, "water"), (Some(0.057_367_816_092), none(), 1));
    // Turned on its side it is the same.
    let turned = "sample_id,1\nmachine,M1\nsampled_on,2026-05-01\nwater [vol%],0.05\ndensity_15c [kg/m3],870\n";
    assert_eq!(value(turned, "water"), (Some(0.057_419_540_229_9), none(), 1));
    // A sample without its density keeps its text and no number; a file without any is told once.
    let one_without = format!("{head},water [vol%],density_15c [kg/m3]\n{row},0.05,\n");
    assert_eq!(value(&one_without, "water"), (None, vec!["2:4 bad-unit cell_lost".to_owned()], 1));
    let without = format!("{head},water [vol%],fe [ppm]\n{row},0.05,1\n");
    assert_eq!(value(&without, "water"), (None, vec!["1:4 bad-unit column_ignored".to_owned()], 0));
    // Fuel has no density that is known, and 1200 mg/kg of water needs none.
    let fuel = format!("{head},fuel_dilution [vol%],density_15c [kg/m3]\n{row},2,870\n");
    assert_eq!(value(&fuel, "fuel_dilution").1, ["1:4 bad-unit column_ignored"]);
    for order in ["water [vol%],water [ppm]", "water [ppm],water [vol%]"] {
        let cells = if order.starts_with("water [vol") { "0.05,1200" } else { "1200,0.05" };
        let by_mass = format!("{head},{order},density_15c [kg/m3]\n{row},{cells},870\n");
        let (found, told, _) = value(&by_mass, "water");
        assert_eq!((found, told.len()), (Some(0.12), 1), "{told:?}");
        let plain = format!("{head},{order}\n{row},{cells}\n");
        assert_eq!(value(&plain, "water").0, Some(0.12));
    }
    // None is none of it; a number that no sample can have is told.
    let none_of_it = format!("{head},water [vol%],density_15c [kg/m3]\n{row},ND,\n");
    assert_eq!(value(&none_of_it, "water").1, none());
    let too_much = format!("{head},water [vol%],density_15c [kg/m3]\n{row},101,870\n");
    assert_eq!(value(&too_much, "water").1, ["2:4 implausible cell_lost"]);
}
