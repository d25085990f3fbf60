//! From a heap of samples to one history per sampling point, in an order that does not depend on the input's.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{Sample, fold};
use crate::standards::Standards;

use super::PointHistory;
use super::life;
use super::point::{PointKey, PointLabel};
use super::reference::NewOils;
use super::reset::Resets;

/// The histories of all sampling points, in the order of their keys.
#[must_use]
pub fn histories<'a>(samples: &'a [Sample], standards: &Standards) -> Vec<PointHistory<'a>> {
    let mut folded = Folded::default();
    let mut points: BTreeMap<PointKey, Vec<&'a Sample>> = BTreeMap::new();
    for sample in samples {
        points.entry(folded.key(sample)).or_default().push(sample);
    }
    let new_oils = NewOils::gather(samples, standards);
    let resets = Resets::new(standards);
    let history = |(key, mut samples): (PointKey, Vec<&'a Sample>)| {
        samples.sort_by(|a, b| (a.sampled_on, a.place, &a.sample_id).cmp(&(b.sampled_on, b.place, &b.sample_id)));
        let lives = life::lives(&samples, &new_oils, &resets);
        let machine_type = samples.iter().rev().find_map(|sample| sample.machine_type);
        PointHistory { key, label: label(&samples), machine_type, samples, lives }
    };
    points.into_iter().map(history).collect()
}

/// The names as the last sample has them; a name that it leaves out is taken from the last that has it.
fn label(samples: &[&Sample]) -> PointLabel {
    let last = |name: fn(&Sample) -> Option<&Arc<str>>| samples.iter().rev().find_map(|sample| name(sample)).cloned();
    PointLabel {
        customer: last(|sample| sample.customer.as_ref()),
        site: last(|sample| sample.site.as_ref()),
        machine: samples.last().map_or_else(|| Arc::from(""), |sample| Arc::clone(&sample.machine)),
        component: last(|sample| sample.component.as_ref()),
        point: last(|sample| sample.point.as_ref()),
    }
}

/// Folded names, each spelling folded once: a file repeats the same few names a million times.
#[derive(Default)]
struct Folded {
    known: BTreeMap<Arc<str>, Arc<str>>,
}

impl Folded {
    fn key(&mut self, sample: &Sample) -> PointKey {
        PointKey([
            self.name(sample.customer.as_ref()),
            self.name(sample.site.as_ref()),
            self.name(Some(&sample.machine)),
            self.name(sample.component.as_ref()),
            self.name(sample.point.as_ref()),
        ])
    }

    fn name(&mut self, name: Option<&Arc<str>>) -> Arc<str> {
        let name = name.cloned().unwrap_or_else(|| Arc::from(""));
        let folded = self.known.entry(name).or_insert_with_key(|name| Arc::from(fold(name)));
        Arc::clone(folded)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

    use super::super::fixture;
    use super::*;

    #[test]
    fn one_point_is_one_history_however_its_name_is_written() {
        let standards = fixture::standards();
        let mut samples = fixture::monthly(&standards, "fe", &["1", "2", "3", "4"]);
        samples[1].machine = Arc::from("  m ");
        samples[2].machine = Arc::from("Ｍ");
        samples[3].machine = Arc::from("M2");
        samples.reverse();
        let histories = histories(&samples, &standards);
        assert_eq!(histories.len(), 2);
        let first = histories.first().unwrap();
        let days: Vec<String> = first.samples.iter().map(|sample| sample.sampled_on.to_string()).collect();
        assert_eq!(days, ["2025-01-01", "2025-02-01", "2025-03-01"]);
        assert_eq!(&*first.label.machine, "Ｍ");
    }

    #[test]
    fn customers_and_sites_meet_however_they_are_written() {
        let standards = fixture::standards();
        let mut samples = fixture::monthly(&standards, "fe", &["1", "2", "3"]);
        for (sample, (customer, site)) in samples.iter_mut().zip([
            ("Müller GmbH", "Halle 1"),
            ("mu\u{308}ller gmbh ", "HALLE１"),
            ("MÜLLER　GmbH", "Halle  1"),
        ]) {
            sample.customer = Some(Arc::from(customer));
            sample.site = Some(Arc::from(site.replace("HALLE１", "HALLE １")));
        }
        assert_eq!(histories(&samples, &standards).len(), 1);
        samples[2].site = Some(Arc::from("Halle1"));
        assert_eq!(histories(&samples, &standards).len(), 2);
    }

    #[test]
    fn the_order_of_the_files_does_not_show() {
        let standards = fixture::standards();
        let mut samples = fixture::monthly(&standards, "fe", &["1", "2", "3"]);
        samples[0].customer = Some(Arc::from("Z"));
        let keys = |samples: &[Sample]| -> Vec<PointKey> {
            histories(samples, &standards).into_iter().map(|history| history.key).collect()
        };
        let forward = keys(&samples);
        samples.reverse();
        assert_eq!(forward, keys(&samples));
    }
}
