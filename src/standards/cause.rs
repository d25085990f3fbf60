//! Failure causes as rules: `causes/*.toml`.
//!
//! Evidence is a closed list of signals joined by "all of any of"; there is no expression language.
//! The words of a cause are in `text/*.ftl` as `cause-C03`, `.action` and `.why`.

use std::sync::Arc;

use crate::domain::{Axis, MachineType, PropertyId, Provenance, Rating, Severity};

/// A file of `causes/`.
#[derive(Debug, Clone)]
pub struct CauseRule {
    /// `C03`.
    pub id: Arc<str>,
    /// What sort of cause.
    pub group: CauseGroup,
    /// Axis on which it counts.
    pub axis: Axis,
    /// Machines in which it can happen; empty for any.
    pub machines: Vec<MachineType>,
    /// All of these must hold; the first is the leading sign. Empty where no sample shows the cause alone: it is found
    /// by comparing the samples of one laboratory run.
    pub required: Vec<Clause>,
    /// Each that holds makes it surer.
    pub supporting: Vec<Clause>,
    /// Each that holds speaks against it; a decisive one closes it.
    pub excluding: Vec<Exclusion>,
    /// Severity when it holds.
    pub severity: Severity,
    /// Higher severities, each with what it takes.
    pub worse: Vec<(Severity, Clause)>,
    /// Days within which to act, by severity: caution, abnormal, critical.
    pub urgency_days: [Option<u32>; 3],
    /// Where the pattern was published.
    pub source: Vec<Arc<str>>,
    /// How far the pattern can be trusted.
    pub provenance: Provenance,
    /// Ids of the causes that it brings about: dust wears a bearing.
    pub leads_to: Vec<Arc<str>>,
    /// What it explains away; only a misleading sample or a harmless pattern does.
    pub mutes: Mutes,
}

/// What a misleading sample or a harmless pattern explains away. Nothing of it is dropped: it is listed under the finding
/// that explains it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mutes {
    /// Results that it accounts for, as far as its own required evidence rests on them.
    pub explains: Vec<PropertyId>,
    /// Ids of the causes that are not to be believed where they rest on those results.
    pub causes: Vec<Arc<str>>,
    /// True if the limits on those results raise no alarm below `critical`.
    pub sets_limits_aside: bool,
    /// True if the report must not go out before somebody has asked.
    pub holds: bool,
}

impl CauseRule {
    /// True if it can happen in a machine of this kind.
    #[must_use]
    pub fn fits(&self, machine: Option<MachineType>) -> bool {
        self.machines.is_empty() || machine.is_some_and(|machine| self.machines.contains(&machine))
    }
}

/// What sort of cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CauseGroup {
    /// Something wears.
    Wear,
    /// Something gets in.
    Contamination,
    /// The oil ages.
    Degradation,
    /// A filter or breather fails.
    Filter,
    /// The sample or the laboratory misleads.
    Sampling,
    /// A harmless pattern that looks like trouble.
    Artefact,
}

/// Any one of these signals.
#[derive(Debug, Clone)]
pub struct Clause {
    /// The alternatives, at least one.
    pub any: Vec<Signal>,
}

/// A clause that speaks against a cause.
#[derive(Debug, Clone)]
pub struct Exclusion {
    /// What speaks against it.
    pub clause: Clause,
    /// True if it closes the cause, false if it only lowers the confidence.
    pub decisive: bool,
}

/// The sizes of an ISO 4406 code, in the order of its numbers; µm(c).
pub const ISO_SIZES_UM: [u8; 3] = [4, 6, 14];

/// What the history of a sampling point can show. This list is closed on purpose.
#[derive(Debug, Clone, PartialEq)]
pub enum Signal {
    /// Outside a limit of at least this severity.
    Over(PropertyId, Severity),
    /// Judged by a limit, and inside all that judged it.
    Within(PropertyId),
    /// A number above a level that the rule states, in canonical unit.
    Above(PropertyId, f64),
    /// A number at or above a level that the rule states: limits that are published as "from 2 % on".
    Reaches(PropertyId, f64),
    /// A number below a level that the rule states.
    Below(PropertyId, f64),
    /// Now, or earlier in this oil life, above a level that the rule states: water that was dried out since.
    OnceAbove(PropertyId, f64),
    /// Rises within this oil life by more than the methods scatter.
    Rising(PropertyId),
    /// Falls within this oil life by more than the methods scatter.
    Falling(PropertyId),
    /// Does not rise by more than the methods scatter.
    Flat(PropertyId),
    /// Above the reference oil by at least this much (canonical unit).
    OverReference(PropertyId, f64),
    /// Below the reference oil by at least this much.
    UnderReference(PropertyId, f64),
    /// Less than this much away from the reference oil, either way.
    NearReference(PropertyId, f64),
    /// Above the reference oil by at least this many percent.
    OverReferencePercent(PropertyId, f64),
    /// Below the reference oil by at least this many percent.
    UnderReferencePercent(PropertyId, f64),
    /// The rise of the first divided by the rise of the second since the base of the life lies in a band.
    RiseRatio(PropertyId, PropertyId, f64, f64),
    /// The levels' ratio lies in a band.
    Ratio(PropertyId, PropertyId, f64, f64),
    /// A rating at least this bad.
    RatedAtLeast(PropertyId, Rating),
    /// A code or class worse than the best earlier one of this life by at least this many steps.
    StepsUp(PropertyId, u8),
    /// One number of an ISO 4406 code, counted from the smallest size, worse than the best earlier one by at least this
    /// many steps: only the silt, or only the chunks.
    StepsUpAt(PropertyId, usize, u8),
    /// A code of which every counted number is worse than the best earlier one of this life by at least this many
    /// steps: particles of all sizes, not only dust or only chunks.
    StepsUpAll(PropertyId, u8),
    /// The form says that the machine is younger than this many hours.
    MachineHoursBelow(f64),
    /// The form says that the oil is younger than this many hours.
    OilHoursBelow(f64),
    /// Litres were topped up since the sample before.
    ToppedUp,
    /// A word in the sampler's note, folded.
    Noted(Vec<Arc<str>>),
    /// A word in the name of the machine, component, product or grade, folded: an ester oil, a refrigeration compressor.
    Described(Vec<Arc<str>>),
    /// Higher than in the sample before of this oil life by more than two tests can differ by.
    JumpedUp(PropertyId),
    /// Lower than in the sample before by more than two tests can differ by.
    JumpedDown(PropertyId),
    /// A code of which at least one number is better than in the sample before by at least this many steps, and none
    /// is worse.
    StepsDown(PropertyId, u8),
    /// The new oil itself holds more than this (canonical unit).
    NewOilAbove(PropertyId, f64),
    /// Outside a limit of at least this severity, and no more than the new oil holds, within what two tests differ by.
    OverAsInNew(PropertyId, Severity),
    /// Newly outside a limit, while the change from the sample before is within what two tests differ by and does
    /// not carry on the change before it.
    OverWithinScatter(PropertyId),
    /// A code whose numbers rise with particle size, which no oil can have.
    CodeRises(PropertyId),
    /// At least this many filter changes were recorded at this sampling point so far.
    FilterChanges(u8),
    /// A field of the form is empty that the form of an earlier sample had.
    FormMissing(FormField),
    /// The form has fewer hours on the machine than that of an earlier sample.
    MachineHoursFell,
    /// An oil life is taken to begin with this sample although no form says so: the results of two samples do.
    OilChangeFound,
}

/// A field of the form whose lack matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormField {
    /// Hours on the oil.
    OilHours,
    /// Hours on the machine.
    MachineHours,
    /// What oil it is: its product or its grade.
    Oil,
}

impl FormField {
    /// Every field, for lists of known words.
    pub const ALL: [Self; 3] = [Self::OilHours, Self::MachineHours, Self::Oil];

    /// The word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::OilHours => "oil_hours",
            Self::MachineHours => "machine_hours",
            Self::Oil => "oil",
        }
    }

    /// The field that a word of the files means.
    #[must_use]
    pub fn from_id(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.id() == word)
    }
}

impl Signal {
    /// True for what the form says; no test answers it.
    #[must_use]
    pub const fn is_of_form(&self) -> bool {
        matches!(
            self,
            Self::MachineHoursBelow(_)
                | Self::OilHoursBelow(_)
                | Self::ToppedUp
                | Self::FilterChanges(_)
                | Self::Noted(_)
                | Self::Described(_)
        )
    }

    /// False for what a healthy machine shows as well: that can be needed for a cause, and is never a sign of one.
    #[must_use]
    pub const fn is_sign(&self) -> bool {
        let reassures = matches!(
            self,
            Self::Within(_) | Self::Flat(_) | Self::NearReference(..) | Self::Below(..) | Self::NewOilAbove(..)
        );
        !reassures && (!self.is_of_form() || matches!(self, Self::Noted(_)))
    }
}
