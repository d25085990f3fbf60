//! Signals of the forms that came with this and earlier samples: what is missing, what cannot be, what was changed.

use crate::domain::{Arg, Message, Sample, SampleKind};
use crate::history::LifeStart;
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

/// An oil life that begins with this sample because its results and those before it say so, and no form.
pub(super) fn oil_change_found(subject: &Subject<'_, '_>) -> Answer {
    let begins = subject.life.is_some_and(|(life, _)| {
        life.start == LifeStart::FoundByResults && life.samples.first() == Some(&subject.index)
    });
    if begins { yes(Message::new("proof-oil-change-found")) } else { Answer::No }
}

/// The samples of oil in service before this one, in time order.
fn earlier<'a>(subject: &Subject<'_, 'a>) -> Vec<&'a Sample> {
    let samples = subject.history.samples.iter().take(subject.index);
    samples.copied().filter(|sample| sample.kind == SampleKind::InService).collect()
}

fn yes(says: Message) -> Answer {
    Answer::Yes(vec![says::of_form(says)])
}

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, reason = "a test may panic")]

    use super::super::fixture::{fires, series};
    use crate::domain::Sample;
    use crate::standards::cause::{FormField, Signal};

    fn three() -> Vec<Sample> {
        series("fe", &["5", "5", "5"])
    }

    #[test]
    fn a_field_is_missing_where_an_earlier_form_had_it() {
        let hours = |samples: &[Sample]| fires(Signal::FormMissing(FormField::OilHours), samples);
        assert!(!hours(&three()));
        let mut samples = three();
        samples[2].oil_hours = None;
        assert!(hours(&samples));
        samples[0].oil_hours = None;
        samples[1].oil_hours = None;
        assert!(!hours(&samples), "no form of this machine ever had them");
    }

    #[test]
    fn machine_hours_do_not_go_back() {
        let fell = |hours: [Option<f64>; 3]| {
            let mut samples = three();
            for (sample, hours) in samples.iter_mut().zip(hours) {
                sample.machine_hours = hours;
            }
            fires(Signal::MachineHoursFell, &samples)
        };
        assert!(fell([Some(1.0), Some(900.0), Some(899.0)]) && fell([Some(900.0), None, Some(899.0)]));
        assert!(!fell([Some(1.0), Some(900.0), Some(900.0)]) && !fell([Some(900.0), Some(901.0), None]));
    }

    #[test]
    fn a_filter_counts_once_it_was_in_use() {
        let changes = |changed: [Option<bool>; 3]| {
            let mut samples = three();
            for (sample, changed) in samples.iter_mut().zip(changed) {
                sample.filter_changed = changed;
            }
            fires(Signal::FilterChanges(2), &samples)
        };
        assert!(changes([Some(true), Some(true), None]));
        assert!(!changes([Some(true), Some(false), Some(true)]) && !changes([Some(true), None, Some(true)]));
    }
}
