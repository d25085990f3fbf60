//! Signals of the forms that came with this and earlier samples: what is missing, what cannot be, what was changed.

use crate::domain::{Arg, Message, Sample, SampleKind};
use crate::standards::cause::FormField;

use super::super::says;
use super::super::subject::Subject;
use super::Answer;

/// So many filter changes that the form records, up to this sample. A filter changed after this sample was drawn is
/// none yet.
pub(super) fn filter_changes(subject: &Subject<'_, '_>, at_least: u8) -> Answer {
    let earlier = earlier(subject);
    let count = earlier.iter().filter(|sample| sample.filter_changed == Some(true)).count();
    if count >= usize::from(at_least) {
        return yes(Message::new("proof-filter-changes").with("count", Arg::Count(count)));
    }
    let is_known = earlier.iter().all(|sample| sample.filter_changed.is_some());
    if is_known { Answer::No } else { Answer::Unknown(Vec::new()) }
}

/// A field that this form lacks and an earlier one had.
pub(super) fn form_missing(subject: &Subject<'_, '_>, field: FormField) -> Answer {
    let has = |sample: &Sample| match field {
        FormField::OilHours => sample.oil_hours.is_some(),
        FormField::MachineHours => sample.machine_hours.is_some(),
        FormField::Oil => sample.product.is_some() || sample.grade.is_some(),
    };
    let count = earlier(subject).iter().filter(|sample| has(sample)).count();
    if has(subject.sample) || count == 0 {
        return Answer::No;
    }
    yes(Message::new(format!("proof-form-lacks-{}", field.id().replace('_', "-"))).with("count", Arg::Count(count)))
}

/// Hours on the machine that went back.
pub(super) fn machine_hours_fell(subject: &Subject<'_, '_>) -> Answer {
    let latest = earlier(subject).iter().rev().find_map(|sample| Some((sample.sampled_on, sample.machine_hours?)));
    let (Some(now), Some((on, hours))) = (subject.sample.machine_hours, latest) else {
        return Answer::Unknown(Vec::new());
    };
    if now >= hours {
        return Answer::No;
    }
    let says = Message::new("proof-machine-hours-fell").with("hours", Arg::Number(now, 0));
    yes(says.with("previous", Arg::Number(hours, 0)).with("on", Arg::Date(on)))
}

/// The samples of oil in service before this one, in time order.
fn earlier<'a>(subject: &Subject<'_, 'a>) -> Vec<&'a Sample> {
    let samples = subject.history.samples.iter().take(subject.index);
    samples.copied().filter(|sample| sample.kind == SampleKind::InService).collect()
}

fn yes(says: Message) -> Answer {
    Answer::Yes(vec![says::of_form(says)])
}
