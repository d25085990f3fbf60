//! `measurements.parquet`: one row per measurement, for statistics over the whole fleet.
//!
//! Written in row groups of a fixed number of rows, in the order of the sampling points, so that memory stays
//! bounded and two equal runs give equal bytes.

use std::io::{self, Write};
use std::mem;

use polars::prelude::{
    Column, DataFrame, DataType, NamedFrom, ParquetCompression, ParquetWriter, PolarsError, Schema, Series,
};

use crate::domain::{Code, Measurement, Reading, Sample, Value};
use crate::findings::PointAnalysis;

use super::Context;
use super::json::qualifier;

/// Rows in a row group: one machine's history is read from one or two groups of a million-sample file.
const GROUP_ROWS: usize = 65_536;

macro_rules! columns {
    ($($name:ident: $item:ty = $dtype:ident,)+) => {
        /// Rows waiting to be written, column by column. Texts are borrowed: there is one per cell.
        #[derive(Default)]
        struct Rows<'a> { $($name: Vec<$item>,)+ }

        impl Rows<'_> {
            fn schema() -> Schema {
                Schema::from_iter([$((stringify!($name).into(), DataType::$dtype),)+])
            }

            fn into_frame(self) -> Result<DataFrame, PolarsError> {
                DataFrame::new_infer_height(vec![
                    $(Column::from(Series::new(stringify!($name).into(), self.$name)),)+
                ])
            }
        }
    };
}

columns! {
    lab: Option<&'a str> = String,
    customer: Option<&'a str> = String,
    site: Option<&'a str> = String,
    machine: &'a str = String,
    component: Option<&'a str> = String,
    point: Option<&'a str> = String,
    sample_id: &'a str = String,
    sampled_on: &'a str = String,
    kind: &'static str = String,
    property: &'a str = String,
    value: Option<f64> = Float64,
    qualifier: &'static str = String,
    text: Option<String> = String,
    unit: &'a str = String,
    state: &'static str = String,
    column: Option<&'a str> = String,
    file: &'a str = String,
    row: u32 = UInt32,
    oil_hours: Option<f64> = Float64,
    machine_hours: Option<f64> = Float64,
}

/// Writes one row per measurement.
pub(super) fn write_measurements(
    out: impl Write,
    context: &Context<'_>,
    analyses: &[PointAnalysis<'_>],
) -> io::Result<()> {
    let mut writer = ParquetWriter::new(out)
        .with_compression(ParquetCompression::Zstd(None))
        .batched(&Rows::schema())
        .map_err(system_error)?;
    // Written once for each sample and not once for each of its results.
    let day = |sample: &&Sample| sample.sampled_on.to_string();
    let days: Vec<Vec<String>> = analyses.iter().map(|point| point.history.samples.iter().map(day).collect()).collect();
    let mut rows = Rows::default();
    for (point, days) in analyses.iter().zip(&days) {
        for ((sample, analysis), day) in point.history.samples.iter().zip(&point.samples).zip(days) {
            for (measurement, state) in sample.measurements.iter().zip(&analysis.states) {
                push(&mut rows, context, (sample, day), measurement, state.id());
                if rows.row.len() == GROUP_ROWS {
                    let frame = mem::take(&mut rows).into_frame().map_err(system_error)?;
                    writer.write_batch(&frame).map_err(system_error)?;
                }
            }
        }
    }
    writer.write_batch(&rows.into_frame().map_err(system_error)?).map_err(system_error)?;
    writer.finish().map_err(system_error)?;
    Ok(())
}

fn push<'a>(
    rows: &mut Rows<'a>,
    context: &Context<'a>,
    (sample, day): (&'a Sample, &'a str),
    measurement: &Measurement,
    state: &'static str,
) {
    let property = context.standards.property(measurement.property);
    rows.lab.push(sample.lab.as_deref());
    rows.customer.push(sample.customer.as_deref());
    rows.site.push(sample.site.as_deref());
    rows.machine.push(&sample.machine);
    rows.component.push(sample.component.as_deref());
    rows.point.push(sample.point.as_deref());
    rows.sample_id.push(&sample.sample_id);
    rows.sampled_on.push(day);
    rows.kind.push(sample.kind.id());
    rows.property.push(&property.id);
    rows.value.push(measurement.reading.value().and_then(Value::shown_number));
    rows.qualifier.push(qualifier(measurement.reading));
    rows.text.push(code_text(measurement.reading));
    rows.unit.push(property.unit.symbol());
    rows.state.push(state);
    rows.column.push(context.heading(sample, measurement));
    rows.file.push(context.path(sample));
    rows.row.push(sample.place.row);
    rows.oil_hours.push(sample.oil_hours);
    rows.machine_hours.push(sample.machine_hours);
}

/// The code, class or rating; numbers have none.
fn code_text(reading: Reading) -> Option<String> {
    match reading.value() {
        Some(Value::Code(code)) => Some(Code::to_string(&code)),
        _ => None,
    }
}

/// The system's error behind polars' own, so that a full disk is named as such.
fn system_error(error: PolarsError) -> io::Error {
    match error {
        PolarsError::IO { error, .. } => io::Error::new(error.kind(), error.to_string()),
        other => io::Error::other(other.to_string()),
    }
}
