//! The field's nouns: samples, values, severities, limits' outcomes, findings.
//!
//! Types and the physics of codes only. No input or output, no text for people beyond the words that
//! are part of a file format, and no knowledge of where a limit comes from.

mod change;
mod code;
mod colour;
mod decision_rule;
mod density;
mod finding;
mod follow_up;
mod formula;
mod grade;
mod inspection;
mod message;
mod name;
mod problem;
mod property;
mod provenance;
mod rating;
mod sample;
mod severity;
mod unit;
mod value;
mod verdict;
mod viscosity_index;
mod walther;

pub use change::{change_percent, change_scatter_percent, percent_of_new};
pub use code::{As4059, Code, CopperStrip, Iso4406, NasClass, ScaleNumber};
pub use colour::ColourNumber;
pub use decision_rule::{DecisionRule, Rounding};
pub use density::oil_density_at;
pub use finding::{
    Confidence, DrainForecast, Evidence, Explained, Finding, FindingKind, Joined, Named, OpenCause, Proof,
};
pub use follow_up::{FollowUp, FollowUpState, FollowUps, Gone};
pub use formula::OutOfRange;
pub use grade::{DeclaredGrade, grade_begins_with};
pub use inspection::{Inspection, InspectionOutcome};
pub use message::{Arg, Message};
pub use name::{cmp_folded, fold, is_plain, one_line, printable};
pub use problem::{Effect, Location, Problem, ProblemCode};
pub use property::{PropertyGroup, PropertyId, PropertyKind, Worse};
pub use provenance::{Provenance, Recall};
pub use rating::Rating;
pub use sample::{MachineType, Measurement, Place, Sample, SampleKind, Stamp};
pub use severity::{Axes, Axis, Severity};
pub use unit::{Quantity, Unit};
pub use value::{Reading, Value};
pub use verdict::{LimitId, Outcome, ValueState, Verdict};
pub use viscosity_index::{Procedure, VISCOSITY_INDEX_TABLE_END, ViscosityIndex, viscosity_index};
pub use walther::WaltherLine;
