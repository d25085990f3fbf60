//! A failure cause in words.

use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use crate::domain::PropertyId;

use super::super::cause::{CauseGroup, CauseRule, Clause, ISO_SIZES_UM, Signal};
use super::super::{Catalog, Standards};

pub(super) fn text(standards: &Standards, rule: &CauseRule) -> String {
    let say = Sayer { standards, catalog: Catalog::new(standards, "en").ok() };
    let mut text = format!("{}: {}\n", rule.id, say.words(rule, ""));
    let machines: Vec<&str> = rule.machines.iter().map(|machine| machine.id()).collect();
    let machines = if machines.is_empty() { "any machine".to_owned() } else { machines.join(", ") };
    let _ = writeln!(text, "{}, axis {}, {machines}, {}", group(rule.group), rule.axis.id(), rule.severity.id());
    let _ = writeln!(text, "why: {}\naction: {}", say.words(rule, ".why"), say.words(rule, ".action"));
    if rule.required.is_empty() {
        text.push_str("requires: the samples of one laboratory run side by side\n");
        text.push_str(&super::batch::text(standards, &rule.id));
    }
    for clause in &rule.required {
        let _ = writeln!(text, "requires: {}", say.clause(clause));
    }
    for clause in &rule.supporting {
        let _ = writeln!(text, "supported by: {}", say.clause(clause));
    }
    for exclusion in &rule.excluding {
        let word = if exclusion.decisive { "excluded by" } else { "doubtful with" };
        let _ = writeln!(text, "{word}: {}", say.clause(&exclusion.clause));
    }
    for (severity, clause) in &rule.worse {
        let _ = writeln!(text, "{} with: {}", severity.id(), say.clause(clause));
    }
    if !rule.leads_to.is_empty() {
        let _ = writeln!(text, "leads to: {}", rule.leads_to.join(", "));
    }
    let ids = rule.mutes.explains.iter().map(|property| say.id(*property)).collect::<Vec<_>>().join(", ");
    if !rule.mutes.causes.is_empty() {
        let _ = writeln!(text, "mutes: {}, where they rest on {ids}", rule.mutes.causes.join(", "));
    }
    if rule.mutes.sets_limits_aside {
        let _ = writeln!(text, "sets aside: limits below critical on {ids}");
    }
    if rule.mutes.holds {
        let _ = writeln!(text, "holds the report");
    }
    for (severity, days) in ["caution", "abnormal", "critical"].iter().zip(rule.urgency_days) {
        if let Some(days) = days {
            let _ = writeln!(text, "within {days} days at {severity}");
        }
    }
    for source in &rule.source {
        let _ = writeln!(text, "source: {source} ({})", rule.provenance.id());
    }
    text
}

pub(super) fn json(standards: &Standards, rule: &CauseRule) -> Json {
    let say = Sayer { standards, catalog: Catalog::new(standards, "en").ok() };
    let clauses =
        |clauses: &[Clause]| -> Vec<Vec<String>> { clauses.iter().map(|clause| say.signals(clause)).collect() };
    let excluding: Vec<Json> = rule
        .excluding
        .iter()
        .map(|exclusion| json!({ "decisive": exclusion.decisive, "any": say.signals(&exclusion.clause) }))
        .collect();
    let worse: Vec<Json> = rule
        .worse
        .iter()
        .map(|(severity, clause)| json!({ "severity": severity.id(), "any": say.signals(clause) }))
        .collect();
    let [caution, abnormal, critical] = rule.urgency_days;
    json!({
        "id": &*rule.id,
        "title": say.words(rule, ""),
        "why": say.words(rule, ".why"),
        "action": say.words(rule, ".action"),
        "group": group(rule.group),
        "axis": rule.axis.id(),
        "machines": rule.machines.iter().map(|machine| machine.id()).collect::<Vec<_>>(),
        "severity": rule.severity.id(),
        "required": clauses(&rule.required),
        "supporting": clauses(&rule.supporting),
        "excluding": excluding,
        "worse": worse,
        "leads_to": rule.leads_to.iter().map(|id| &**id).collect::<Vec<_>>(),
        "urgency_days": { "caution": caution, "abnormal": abnormal, "critical": critical },
        "source": rule.source.iter().map(|source| &**source).collect::<Vec<_>>(),
        "provenance": rule.provenance.id(),
        "explains": rule.mutes.explains.iter().map(|property| say.id(*property)).collect::<Vec<_>>(),
        "mutes": rule.mutes.causes.iter().map(|id| &**id).collect::<Vec<_>>(),
        "sets_limits_aside": rule.mutes.sets_limits_aside,
        "holds": rule.mutes.holds,
    })
}

/// The word used in files.
const fn group(group: CauseGroup) -> &'static str {
    match group {
        CauseGroup::Wear => "wear",
        CauseGroup::Contamination => "contamination",
        CauseGroup::Degradation => "degradation",
        CauseGroup::Filter => "filter",
        CauseGroup::Sampling => "sampling",
        CauseGroup::Artefact => "artefact",
    }
}

struct Sayer<'s> {
    standards: &'s Standards,
    catalog: Option<Catalog>,
}

impl Sayer<'_> {
    fn words(&self, rule: &CauseRule, part: &str) -> String {
        self.catalog.as_ref().map_or_else(String::new, |catalog| catalog.words(&format!("cause-{}{part}", rule.id)))
    }

    fn clause(&self, clause: &Clause) -> String {
        self.signals(clause).join(", or ")
    }

    fn signals(&self, clause: &Clause) -> Vec<String> {
        clause.any.iter().map(|signal| self.signal(signal)).collect()
    }

    fn id(&self, property: PropertyId) -> &str {
        &self.standards.property(property).id
    }

    fn level(&self, property: PropertyId, number: f64) -> String {
        let unit = self.standards.property(property).unit.for_people();
        format!("{number} {unit}").trim_end().to_owned()
    }

    fn signal(&self, signal: &Signal) -> String {
        let id = |property: &PropertyId| self.id(*property);
        let band = |low: &f64, high: &f64| match (low.is_finite(), high.is_finite()) {
            (true, true) => format!("{low} to {high}"),
            (true, false) => format!("at least {low}"),
            _ => format!("at most {high}"),
        };
        match signal {
            Signal::Over(property, severity) => {
                format!("{} outside a limit of {} or worse", id(property), severity.id())
            }
            Signal::Within(property) => format!("{} inside its limits", id(property)),
            Signal::Above(property, level) => format!("{} above {}", id(property), self.level(*property, *level)),
            Signal::Reaches(property, level) => {
                format!("{} at or above {}", id(property), self.level(*property, *level))
            }
            Signal::Below(property, level) => format!("{} below {}", id(property), self.level(*property, *level)),
            Signal::OnceAbove(property, level) => {
                format!("{} above {} now or earlier in this oil", id(property), self.level(*property, *level))
            }
            Signal::Rising(property) => format!("{} rising", id(property)),
            Signal::Falling(property) => format!("{} falling", id(property)),
            Signal::Flat(property) => format!("{} not rising", id(property)),
            Signal::OverReference(property, by) => {
                format!("{} over the reference by {} or more", id(property), self.level(*property, *by))
            }
            Signal::UnderReference(property, by) => {
                format!("{} under the reference by {} or more", id(property), self.level(*property, *by))
            }
            Signal::NearReference(property, by) => {
                format!("{} less than {} from the reference", id(property), self.level(*property, *by))
            }
            Signal::OverReferencePercent(property, by) => {
                format!("{} over the reference by {by} % or more", id(property))
            }
            Signal::UnderReferencePercent(property, by) => {
                format!("{} under the reference by {by} % or more", id(property))
            }
            Signal::RiseRatio(of, to, low, high) => {
                format!("rise of {} by rise of {} {}", id(of), id(to), band(low, high))
            }
            Signal::Ratio(of, to, low, high) => format!("{} by {} {}", id(of), id(to), band(low, high)),
            Signal::RatedAtLeast(property, rating) => format!("{} {} or worse", id(property), rating.id()),
            Signal::StepsUp(property, steps) => format!("{} worse by {steps} steps or more", id(property)),
            Signal::StepsUpAt(property, size, steps) => {
                let size = ISO_SIZES_UM.get(*size).copied().unwrap_or_default();
                format!("{} worse by {steps} steps or more at {size} µm", id(property))
            }
            Signal::StepsUpAll(property, steps) => {
                format!("{} worse by {steps} steps or more at every size", id(property))
            }
            Signal::MachineHoursBelow(hours) => format!("machine younger than {hours} h"),
            Signal::OilHoursBelow(hours) => format!("oil younger than {hours} h"),
            Signal::ToppedUp => "topped up".to_owned(),
            Signal::Noted(words) => format!("note says {}", words.join(" or ")),
            Signal::Described(words) => format!("machine, component or oil is called {}", words.join(" or ")),
            Signal::JumpedUp(property) => format!("{} jumped up from the sample before", id(property)),
            Signal::JumpedDown(property) => format!("{} jumped down from the sample before", id(property)),
            Signal::StepsDown(property, steps) => format!("{} better by {steps} steps or more", id(property)),
            Signal::NewOilAbove(property, level) => {
                format!("{} of the new oil above {}", id(property), self.level(*property, *level))
            }
            Signal::OverAsInNew(property, severity) => {
                format!("{} outside a limit of {} or worse, as in the new oil", id(property), severity.id())
            }
            Signal::OverWithinScatter(property) => {
                format!("{} newly outside a limit by a change within scatter", id(property))
            }
            Signal::CodeRises(property) => format!("{} rising with particle size", id(property)),
            Signal::FilterChanges(count) => format!("{count} filter changes or more"),
            Signal::FormMissing(field) => format!("{} no longer on the form", field.id()),
            Signal::MachineHoursFell => "machine_hours went back".to_owned(),
            Signal::OilChangeFound => "an oil change that only the results show".to_owned(),
        }
    }
}
