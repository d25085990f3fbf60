//! How long the stages take on realistic wide files: `cargo bench --bench pipeline`.
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "a bench makes its own files and may panic")]

mod generator;

use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

use chrono::NaiveDate;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lubelab::fleet::batch;
use lubelab::ingest::{self, Intake, Options};
use lubelab::report::{self, Format, RunFacts};
use lubelab::standards::{Catalog, Standards};
use lubelab::{findings, fleet, history};

const SAMPLES: u64 = 10_000;

fn input(folder: &tempfile::TempDir) -> PathBuf {
    let path = folder.path().join("generated.csv");
    let mut out = BufWriter::new(File::create(&path).expect("a file in a fresh folder"));
    generator::write(&mut out, SAMPLES, 1).expect("room for ten thousand rows");
    out.flush().expect("room for ten thousand rows");
    path
}

fn as_of() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day of the calendar")
}

fn read(path: &PathBuf, standards: &Standards) -> Intake {
    ingest::read(std::slice::from_ref(path), standards, &Options::on(as_of())).expect("a generated file is readable")
}

fn stages(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = input(&folder);
    let bytes = std::fs::metadata(&path).expect("the file just written").len();
    let standards = Standards::built_in().expect("the rules built in are without fault");
    let catalog = Catalog::new(&standards, "en").expect("English is always there");
    let intake = read(&path, &standards);

    let mut group = criterion.benchmark_group("pipeline");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("ingest", |bencher| bencher.iter(|| black_box(read(&path, &standards))));
    group.throughput(Throughput::Elements(SAMPLES));
    group.bench_function("findings", |bencher| {
        bencher.iter(|| black_box(findings::analyse(history::histories(&intake.samples, &standards), &standards)));
    });
    let mut analyses = findings::analyse(history::histories(&intake.samples, &standards), &standards);
    group.bench_function("laboratory runs", |bencher| {
        bencher.iter(|| black_box(batch::check(&mut analyses, &standards)));
    });
    let mut analyses = findings::analyse(history::histories(&intake.samples, &standards), &standards);
    let batches = batch::check(&mut analyses, &standards);
    let shared = fleet::compare(&mut analyses, &standards, as_of());
    let formats = [Format::Json, Format::Csv, Format::Parquet];
    let ledger = intake.sources.iter().fold(ingest::Ledger::default(), |mut sum, source| {
        sum.add(&source.ledger);
        sum
    });
    let facts = RunFacts {
        batches: &batches,
        as_of: as_of(),
        version: "bench",
        sources: &intake.sources,
        problems: &intake.problems,
        problems_by_code: &intake.problems_by_code(),
        ledger: &ledger,
        formats: &formats,
        only_customers: &[],
        shared: &shared,
        inspections: &intake.inspections,
    };
    group.bench_function("report data files", |bencher| {
        bencher.iter(|| {
            let out = tempfile::tempdir().expect("a temporary folder");
            report::write(&out.path().join("reports"), &facts, &analyses, &standards, &catalog).expect("writable")
        });
    });
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
