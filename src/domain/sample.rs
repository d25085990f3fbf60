//! A sample: one bottle of oil, what is known about it, and what was measured.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta};

use super::property::PropertyId;
use super::service::{Criticality, Supply};
use super::value::Reading;

/// One bottle of oil and its results.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// The laboratory, if the file or its profile says.
    pub lab: Option<Arc<str>>,
    /// The laboratory's number.
    pub sample_id: Arc<str>,
    /// Whose oil it is.
    pub customer: Option<Arc<str>>,
    /// Where the machine stands.
    pub site: Option<Arc<str>>,
    /// The machine.
    pub machine: Arc<str>,
    /// What kind of machine it is.
    pub machine_type: Option<MachineType>,
    /// The machine's make or model, as written: machines of one model are alike.
    pub model: Option<Arc<str>>,
    /// The part of the machine that the oil serves.
    pub component: Option<Arc<str>>,
    /// The sampling point.
    pub point: Option<Arc<str>>,
    /// The oil by its trade name.
    pub product: Option<Arc<str>>,
    /// The delivery lot of the product.
    pub lot: Option<Arc<str>>,
    /// The grade as declared, edition included where pinned: `GB 11121-1995 / SF 40`.
    pub grade: Option<Arc<str>>,
    /// New oil, oil in service, or a reference.
    pub kind: SampleKind,
    /// The day on which the bottle was filled.
    pub sampled_on: NaiveDate,
    /// When the laboratory had it.
    pub received_at: Option<Stamp>,
    /// When it was tested.
    pub tested_at: Option<Stamp>,
    /// When the customer was told.
    pub reported_at: Option<Stamp>,
    /// Hours on this oil.
    pub oil_hours: Option<f64>,
    /// Hours on the machine.
    pub machine_hours: Option<f64>,
    /// Whether the oil was changed right after this sample was drawn.
    pub oil_changed: Option<bool>,
    /// Whether the filter was changed right after this sample was drawn.
    pub filter_changed: Option<bool>,
    /// Litres added since the sample before.
    pub top_up_l: Option<f64>,
    /// Litres in the sump.
    pub sump_l: Option<f64>,
    /// What a failure of the machine would cost, if the form says.
    pub criticality: Option<Criticality>,
    /// Who supplies the customer's oil, if the form says.
    pub supply: Option<Supply>,
    /// What the sampler wrote.
    pub note: Option<Arc<str>>,
    /// The laboratory's own verdict, as written; kept and shown, never used as ours.
    pub lab_verdict: Option<Arc<str>>,
    /// The results, in the file's order.
    pub measurements: Box<[Measurement]>,
    /// What the laboratory states beside the results as the values of the new oil; no results of this oil.
    pub baseline: Box<[Measurement]>,
    /// The older report of the same sample that this one takes the place of.
    pub replaces: Option<Place>,
    /// The test methods that the file names; [`Measurement::method`] counts into them. Samples of a file share them.
    pub methods: Arc<[Arc<str>]>,
    /// Where the sample stands.
    pub place: Place,
}

impl Sample {
    /// The result for a property; the first, if the file has several.
    #[must_use]
    pub fn measurement(&self, property: PropertyId) -> Option<&Measurement> {
        self.measurements.iter().find(|measurement| measurement.property == property)
    }

    /// The reading for a property.
    #[must_use]
    pub fn reading(&self, property: PropertyId) -> Option<Reading> {
        self.measurement(property).map(|measurement| measurement.reading)
    }

    /// The test method of a result, if the file names one: `ASTM D445`.
    #[must_use]
    pub fn method(&self, measurement: &Measurement) -> Option<&Arc<str>> {
        self.methods.get(usize::from(measurement.method).checked_sub(1)?)
    }

    /// The number of an exact result.
    #[must_use]
    pub fn exact(&self, property: PropertyId) -> Option<f64> {
        self.reading(property).and_then(Reading::exact)
    }

    /// Hours from receipt to report, if both are known to the minute.
    #[must_use]
    pub fn hours_to_report(&self) -> Option<f64> {
        let elapsed = self.reported_at?.since(self.received_at?)?;
        Some(elapsed.num_minutes() as f64 / 60.0)
    }
}

/// One result of a sample. Small on purpose: a file can have tens of millions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measurement {
    /// What was measured.
    pub property: PropertyId,
    /// Column in the file, from 1.
    pub column: u16,
    /// Which of the sample's [`methods`](Sample::methods) it was tested by, from 1; 0 if the file does not say.
    pub method: u16,
    /// What came out, in the property's canonical unit.
    pub reading: Reading,
    /// Rows below the sample's first row; 0 where a row is a sample.
    pub row_offset: u32,
    /// Where the raw text begins, in bytes from the sample's first byte.
    pub raw_start: u32,
    /// How many bytes the raw text has.
    pub raw_len: u16,
}

/// Where a sample stands in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// Index into the run's list of sources.
    pub source: u32,
    /// Its first row, as a spreadsheet counts.
    pub row: u32,
    /// Its first byte: of the row, or of the column's uppermost cell where a column is a sample.
    pub byte: u64,
}

/// Why a sample was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SampleKind {
    /// A delivery of new oil, judged against its grade.
    New,
    /// Oil in use.
    InService,
    /// New oil kept as the base line; judged against its grade too.
    Reference,
}

impl SampleKind {
    /// The word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::InService => "in_service",
            Self::Reference => "reference",
        }
    }

    /// Reads the word used in files.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::New, Self::InService, Self::Reference].into_iter().find(|kind| kind.id() == id)
    }
}

/// A moment as a laboratory writes it: local time, with its offset where one is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The wall clock.
    pub local: NaiveDateTime,
    /// Its distance from UTC.
    pub offset: Option<FixedOffset>,
    /// False if only a day was given.
    pub has_time: bool,
}

impl Stamp {
    /// Time since another moment. Needs times on both, and offsets on both or on neither.
    #[must_use]
    pub fn since(self, earlier: Self) -> Option<TimeDelta> {
        if !self.has_time || !earlier.has_time {
            return None;
        }
        match (self.offset, earlier.offset) {
            (Some(mine), Some(theirs)) => {
                let at = |stamp: Self, offset: FixedOffset| {
                    stamp.local.and_local_timezone(offset).single().map(|moment: DateTime<FixedOffset>| moment)
                };
                Some(at(self, mine)?.signed_duration_since(at(earlier, theirs)?))
            }
            (None, None) => Some(self.local.signed_duration_since(earlier.local)),
            _ => None,
        }
    }
}

macro_rules! machine_types {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)+) => {
        /// The machine families that alarm limits and causes know.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum MachineType { $($(#[$doc])* $name,)+ }

        impl MachineType {
            /// All machine types.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The word used in files.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }

            /// Reads the word used in files.
            #[must_use]
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|machine| machine.id() == id)
            }
        }
    };
}

machine_types! {
    /// Hydraulic systems.
    Hydraulic = "hydraulic",
    /// Closed gear units.
    Gear = "gear",
    /// Worm gear units.
    WormGear = "worm_gear",
    /// Wind turbine gearboxes.
    WindGear = "wind_gear",
    /// Steam turbines.
    SteamTurbine = "steam_turbine",
    /// Gas turbines.
    GasTurbine = "gas_turbine",
    /// Water turbines.
    HydroTurbine = "hydro_turbine",
    /// Compressors.
    Compressor = "compressor",
    /// Petrol engines.
    EnginePetrol = "engine_petrol",
    /// Diesel engines.
    EngineDiesel = "engine_diesel",
    /// Gas engines.
    EngineGas = "engine_gas",
    /// Transmissions.
    Transmission = "transmission",
    /// Final drives and axles.
    FinalDrive = "final_drive",
    /// Circulating systems of bearings.
    Bearing = "bearing",
    /// Pumps.
    Pump = "pump",
    /// Anything else.
    Other = "other",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measurement_stays_small() {
        assert_eq!(size_of::<Measurement>(), 32);
    }
}
