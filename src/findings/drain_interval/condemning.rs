//! Which properties decide on the oil of a family, and which limits can condemn it.

use crate::domain::{PropertyId, Severity, Verdict};
use crate::standards::Limit;
use crate::standards::property::Role;

use super::super::subject::Subject;

/// The properties of the oil's family, by what they decide, in the order of `drain.csv`.
pub(super) struct Rules {
    /// Those that condemn the oil. If it is wet, those that water spoils are left out.
    pub(super) condemning: Vec<PropertyId>,
    /// Those that condemn it only with another.
    pub(super) helping: Vec<PropertyId>,
    /// Those that ask for cleaning or drying.
    pub(super) cleaning: Vec<PropertyId>,
    /// Those that would condemn it if it were dry.
    pub(super) spoilt: Vec<PropertyId>,
    none: bool,
}

impl Rules {
    /// The rules for the oil of a sample.
    pub(super) fn of(subject: &Subject<'_, '_>) -> Self {
        let family = subject.specification.family.as_deref();
        let roles = |wanted: Role| -> Vec<PropertyId> {
            let rows = subject.standards.drain.iter().filter(|row| Some(&*row.family) == family && row.role == wanted);
            rows.map(|row| row.property).collect()
        };
        let (mut condemning, dry_only) = (roles(Role::Condemn), roles(Role::CondemnDry));
        let none = condemning.is_empty() && dry_only.is_empty();
        let mut spoilt = Vec::new();
        if is_wet(subject) {
            spoilt = dry_only;
            spoilt.retain(|property| is_broken(subject, *property));
        } else {
            condemning.extend(dry_only);
        }
        Self { condemning, helping: roles(Role::WithAnother), cleaning: roles(Role::Clean), spoilt, none }
    }

    /// True if nothing is known to condemn oils of the family.
    pub(super) const fn condemn_nothing(&self) -> bool {
        self.none
    }
}

/// True if the oil holds more water than a limit allows.
fn is_wet(subject: &Subject<'_, '_>) -> bool {
    subject.known.water.is_some_and(|water| subject.decisions.severity(water) >= Severity::Caution)
}

/// True if the oil is wet and this property may look bad for no other reason.
pub(in crate::findings) fn is_spoilt_by_water(subject: &Subject<'_, '_>, property: PropertyId) -> bool {
    let family = subject.specification.family.as_deref();
    let mut rows = subject.standards.drain.iter().filter(|row| Some(&*row.family) == family);
    is_wet(subject) && rows.any(|row| row.property == property && row.role == Role::CondemnDry)
}

/// The limits that can condemn the oil by a property: of abnormal or worse, in the strongest documents that judged
/// it. An alarm list does not condemn an oil that its oil-change standard passes.
pub(super) fn condemning_limits<'x>(
    subject: &Subject<'x, '_>,
    property: PropertyId,
) -> impl Iterator<Item = (&'x Verdict, &'x Limit)> {
    let standards = subject.standards;
    let severe = |(_, limit): &(&Verdict, &Limit)| limit.severity >= Severity::Abnormal;
    let precedence = move |limit: &Limit| standards.document(limit.document).precedence;
    let strongest = subject.judging_limits(property).filter(severe).map(|(_, limit)| precedence(limit)).min();
    let limits = subject.judging_limits(property).filter(severe);
    limits.filter(move |(_, limit)| Some(precedence(limit)) == strongest)
}

/// The condemning limits that are broken. A limit that is only weakly remembered never condemns.
pub(super) fn broken_limits<'x>(
    subject: &Subject<'x, '_>,
    property: PropertyId,
) -> impl Iterator<Item = (&'x Verdict, &'x Limit)> {
    let broken =
        |(verdict, _): &(&Verdict, &Limit)| verdict.outcome.is_outside() && verdict.severity >= Severity::Abnormal;
    condemning_limits(subject, property).filter(broken)
}

/// True if a property is outside a condemning limit.
pub(super) fn is_broken(subject: &Subject<'_, '_>, property: PropertyId) -> bool {
    broken_limits(subject, property).next().is_some()
}
