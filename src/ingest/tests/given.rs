//! What a person says of a file because no column says it.

use super::super::table::Instructions;
use super::super::{InputFile, Options, join, take_in};
use super::{options, problems, read, standards, told};

#[test]
fn what_all_rows_share_may_be_said_where_no_column_says_it() {
    let text = "machine;oil_hours;fe [mg/kg]\nM1;88;7\nM1;159;9\n";
    assert_eq!(problems(&read(text)), ["-:- missing-column file_rejected"]);
    let with = |given: &[(&str, &str)]| Options {
        given: given.iter().map(|(field, text)| ((*field).to_owned(), (*text).to_owned())).collect(),
        ..options()
    };
    let take = |given: &[(&str, &str)]| {
        let (standards, options) = (standards::small(), with(given));
        let file = InputFile { path: "a.csv".into(), bytes: Ok(text.as_bytes().to_vec()) };
        Instructions::new(&standards, &options, 64)
            .map(|instructions| join(vec![take_in(file, &instructions)], &standards))
            .map_err(|error| error.to_string())
    };
    let intake = take(&[("sampled_on", "2026-05-01"), ("machine", "M2")]).unwrap();
    assert_eq!((problems(&intake), told(&intake).as_str()), (vec![], "row 2: fe=7;\nrow 3: fe=9;\n"));
    assert_eq!((&*intake.samples[0].machine, intake.samples[0].sampled_on.to_string().as_str()), ("M1", "2026-05-01"));
    let rejected = take(&[("sampled_on", "May")]).unwrap();
    assert_eq!(problems(&rejected), ["2:- bad-date row_rejected", "3:- bad-date row_rejected"]);
    assert!(take(&[("sampled", "2026-05-01")]).unwrap_err().contains("no such field"));
    assert!(take(&[("oil_hours", "5")]).unwrap_err().contains("from sample to sample"));
}

#[test]
fn a_verdict_that_reads_alarm_does_not_make_a_sample_a_limit() {
    let text = "Estado;Alarm;Normal;Limit\nsample_id;1;2;\nmachine;M1;M1;\nsampled_on;2026-05-01;2026-05-02;\nfe [mg/kg];1;2;50\n";
    assert_eq!(told(&read(text)), "1: fe=1;\n2: fe=2;\n");
}
