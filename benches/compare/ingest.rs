//! Megabytes a second of reading, in one run beside its bounds: `cargo bench --manifest-path benches/compare/Cargo.toml`.
//!
//! The wide file of 45 columns and the same data in long form are read by the program, by a plain count of line ends
//! (what memory alone allows), by the `csv` crate's loop over `StringRecord`s and by polars' CSV reader. The last two
//! part cells and give them a type at most; the program knows what each is, in which unit, and accounts for all.
#![expect(clippy::expect_used, reason = "a bench may panic")]

use std::hint::black_box;
use std::io::Cursor;
use std::time::Duration;

use chrono::NaiveDate;
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use lubelab::ingest::{self, InputFile, Options};
use lubelab::standards::Standards;
use polars::prelude::{CsvReadOptions, SerReader as _};

const SAMPLES: u64 = 20_000;

/// Cells that are not empty: the least that a reader has to look at.
fn cells_by_csv(text: &[u8]) -> usize {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text);
    let mut record = csv::StringRecord::new();
    let mut cells = 0;
    while reader.read_record(&mut record).expect("generated text is UTF-8") {
        cells += record.iter().filter(|cell| !cell.is_empty()).count();
    }
    cells
}

/// Rows of a frame whose columns polars has typed.
fn rows_by_polars(text: &[u8]) -> usize {
    let options = CsvReadOptions::default().with_has_header(true).with_infer_schema_length(Some(1000));
    let options = options.with_ignore_errors(true);
    options.into_reader_with_file_handle(Cursor::new(text)).finish().expect("generated text is CSV").height()
}

fn samples_by_lubelab(text: &[u8], standards: &Standards) -> usize {
    let as_of = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day of the calendar");
    let file = InputFile { path: "generated.csv".into(), bytes: Ok(text.to_vec()) };
    ingest::read_files(vec![file], standards, &Options::on(as_of)).map_or(0, |intake| intake.samples.len())
}

fn readers(group: &mut BenchmarkGroup<'_, WallTime>, form: &str, text: &[u8], standards: &Standards) {
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function(format!("{form}: line ends"), |bencher| {
        bencher.iter(|| black_box(memchr::memchr_iter(b'\n', text).count()));
    });
    group.bench_function(format!("{form}: csv crate"), |bencher| bencher.iter(|| black_box(cells_by_csv(text))));
    group.bench_function(format!("{form}: polars"), |bencher| bencher.iter(|| black_box(rows_by_polars(text))));
    // A form that is refused is refused fast; the figure would be a lie.
    let read = samples_by_lubelab(text, standards);
    assert_eq!(read as u64, SAMPLES, "the {form} form is not read whole");
    group.bench_function(format!("{form}: lubelab"), |bencher| {
        bencher.iter(|| black_box(samples_by_lubelab(text, standards)));
    });
}

fn ingest(criterion: &mut Criterion) {
    let standards = Standards::built_in().expect("the rules built in are without fault");
    let mut wide = Vec::new();
    generator::write(&mut wide, SAMPLES, 1).expect("memory takes all that is written");
    let text = std::str::from_utf8(&wide).expect("generated text is UTF-8");
    let mut long = Vec::new();
    generator::write_long(&mut long, text).expect("memory takes all that is written");

    let mut group = criterion.benchmark_group("ingest");
    // Under a minute, all of it.
    group.sample_size(10).warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(4));
    readers(&mut group, "wide", &wide, &standards);
    readers(&mut group, "long", &long, &standards);
    group.finish();
}

criterion_group!(benches, ingest);
criterion_main!(benches);
