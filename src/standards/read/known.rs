//! The closed lists of words that files may use, for "did you mean".

use crate::domain::{Axis, MachineType, PropertyGroup, Rating, Severity};

pub(super) const PROVENANCE: [&str; 3] = ["confirmed", "single", "recalled"];
pub(super) const RECALL: [&str; 3] = ["firm", "fair", "weak"];
pub(super) const KINDS: [&str; 6] = ["number", "iso4406", "nas1638", "as4059", "copper", "rating"];
pub(super) const WORSE: [&str; 4] = ["up", "down", "both", "none"];
pub(super) const OIL: [&str; 3] = ["new", "used", "any"];
pub(super) const ROLES: [&str; 4] = ["condemn", "condemn_dry", "with_another", "clean"];
pub(super) const DOCUMENT_KINDS: [&str; 3] = ["grade", "in_service", "alarm"];
pub(super) const PRECEDENCE: [&str; 5] = ["customer", "maker", "fleet", "published", "generic"];
pub(super) const CAUSE_GROUPS: [&str; 6] = ["wear", "contamination", "degradation", "filter", "sampling", "artefact"];

/// Fields of the sample's form, which headings and layouts may name.
pub(super) const CONTEXT: [&str; 33] = [
    "lab",
    "sample_id",
    "customer",
    "site",
    "machine",
    "machine_type",
    "model",
    "component",
    "point",
    "product",
    "lot",
    "grade",
    "kind",
    "sampled_on",
    "received_at",
    "tested_at",
    "reported_at",
    "oil_hours",
    "machine_hours",
    "oil_changed",
    "filter_changed",
    "top_up_l",
    "sump_l",
    "criticality",
    "supply",
    "note",
    "lab_verdict",
    "parameter",
    "value",
    "value_text",
    "unit",
    "method",
    "baseline",
];

/// Fields that count hours or litres.
pub(super) const AMOUNTS: [&str; 4] = ["oil_hours", "machine_hours", "top_up_l", "sump_l"];

/// Fluid families.
pub(super) const FAMILIES: [&str; 10] = [
    "hydraulic",
    "gear",
    "turbine",
    "engine_petrol",
    "engine_diesel",
    "engine_gas",
    "compressor",
    "transmission",
    "phosphate_ester",
    "other",
];

pub(super) fn severities() -> Vec<&'static str> {
    Severity::ALL.iter().map(|severity| severity.id()).collect()
}

pub(super) fn axes() -> Vec<&'static str> {
    Axis::ALL.iter().map(|axis| axis.id()).collect()
}

pub(super) fn groups() -> Vec<&'static str> {
    PropertyGroup::ALL.iter().map(|group| group.id()).collect()
}

pub(super) fn machine_types() -> Vec<&'static str> {
    MachineType::ALL.iter().map(|machine| machine.id()).collect()
}

pub(super) fn ratings() -> Vec<&'static str> {
    Rating::ALL.iter().map(|rating| rating.id()).collect()
}

pub(super) fn word_meanings() -> Vec<&'static str> {
    ["not_tested", "not_detected", "yes", "no"].into_iter().chain(ratings()).collect()
}
