//! The context columns of the sample's form, by the names that files give them.

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)+) => {
        /// A context column: what is known about a sample besides its results.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Field { $($(#[$doc])* $name,)+ }

        impl Field {
            /// All fields, in the order of the form.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The heading in the project's own form.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }

            /// Finds a field by its heading.
            #[must_use]
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|field| field.id() == id)
            }
        }
    };
}

fields! {
    /// The laboratory.
    Lab = "lab",
    /// The laboratory's number.
    SampleId = "sample_id",
    /// Whose oil it is.
    Customer = "customer",
    /// Where the machine stands.
    Site = "site",
    /// The machine.
    Machine = "machine",
    /// What kind of machine it is.
    MachineType = "machine_type",
    /// The machine's model.
    Model = "model",
    /// The part of the machine.
    Component = "component",
    /// The sampling point.
    Point = "point",
    /// Trade name of the oil.
    Product = "product",
    /// Delivery lot.
    Lot = "lot",
    /// Grade as declared.
    Grade = "grade",
    /// New, in service, reference.
    Kind = "kind",
    /// Day of sampling.
    SampledOn = "sampled_on",
    /// Arrival in the laboratory.
    ReceivedAt = "received_at",
    /// Test.
    TestedAt = "tested_at",
    /// Report.
    ReportedAt = "reported_at",
    /// Hours on the oil.
    OilHours = "oil_hours",
    /// Hours on the machine.
    MachineHours = "machine_hours",
    /// Oil changed after the sample.
    OilChanged = "oil_changed",
    /// Filter changed after the sample.
    FilterChanged = "filter_changed",
    /// Litres added.
    TopUpL = "top_up_l",
    /// Litres in the sump.
    SumpL = "sump_l",
    /// What a failure would cost.
    Criticality = "criticality",
    /// Who supplies the oil.
    Supply = "supply",
    /// Remark.
    Note = "note",
    /// The laboratory's own verdict.
    LabVerdict = "lab_verdict",
    /// Long form: what was measured.
    Parameter = "parameter",
    /// Long form: the result.
    Value = "value",
    /// Long form: the result in words.
    ValueText = "value_text",
    /// Long form: the result's unit.
    Unit = "unit",
    /// Long form: the test method.
    Method = "method",
    /// Long form: the new oil's value.
    Baseline = "baseline",
}

/// How the cells of a field are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Words, as they stand.
    Text,
    /// A number that is not below zero.
    Amount,
    /// Yes or no.
    YesNo,
    /// A day or a moment.
    Time,
    /// One of the machine types.
    MachineType,
    /// One of the kinds of sample.
    SampleKind,
    /// Normal or critical.
    Criticality,
    /// Direct or by a dealer.
    Supply,
    /// A part of a result, in the long form.
    Result,
}

impl Field {
    /// How its cells are read.
    #[must_use]
    pub const fn kind(self) -> FieldKind {
        match self {
            Self::OilHours | Self::MachineHours | Self::TopUpL | Self::SumpL => FieldKind::Amount,
            Self::OilChanged | Self::FilterChanged => FieldKind::YesNo,
            Self::SampledOn | Self::ReceivedAt | Self::TestedAt | Self::ReportedAt => FieldKind::Time,
            Self::MachineType => FieldKind::MachineType,
            Self::Kind => FieldKind::SampleKind,
            Self::Criticality => FieldKind::Criticality,
            Self::Supply => FieldKind::Supply,
            Self::Parameter | Self::Value | Self::ValueText | Self::Unit | Self::Method | Self::Baseline => {
                FieldKind::Result
            }
            _ => FieldKind::Text,
        }
    }
}
