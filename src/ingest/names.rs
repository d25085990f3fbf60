//! One `Arc<str>` for each distinct text: machines, customers and products repeat from row to row.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::Sample;

/// The texts of one part of a file.
#[derive(Debug, Default)]
pub struct Names {
    known: BTreeSet<Arc<str>>,
    /// The last text by field; most rows repeat the row above.
    last: Vec<Option<Arc<str>>>,
}

impl Names {
    /// The shared form of a text. `slot` tells fields apart; any small number does.
    pub fn share(&mut self, slot: usize, text: &str) -> Arc<str> {
        if let Some(Some(last)) = self.last.get(slot)
            && &**last == text
        {
            return last.clone();
        }
        let shared = self.known.get(text).cloned().unwrap_or_else(|| {
            let new: Arc<str> = Arc::from(text);
            self.known.insert(new.clone());
            new
        });
        if self.last.len() <= slot {
            self.last.resize(slot + 1, None);
        }
        if let Some(last) = self.last.get_mut(slot) {
            *last = Some(shared.clone());
        }
        shared
    }

    /// Adds the texts of another part.
    pub fn add(&mut self, other: &Self) {
        for name in &other.known {
            if !self.known.contains(name) {
                self.known.insert(name.clone());
            }
        }
    }

    /// Makes samples of any part use the texts gathered here.
    pub fn unify(&self, samples: &mut [Sample]) {
        // Neighbours have the same names: the last name of each field, and what it became.
        let mut last: [Option<(Arc<str>, Arc<str>)>; 11] = Default::default();
        for sample in samples {
            let names = [
                Some(&mut sample.machine),
                sample.lab.as_mut(),
                sample.customer.as_mut(),
                sample.site.as_mut(),
                sample.component.as_mut(),
                sample.point.as_mut(),
                sample.product.as_mut(),
                sample.lot.as_mut(),
                sample.grade.as_mut(),
                sample.note.as_mut(),
                sample.lab_verdict.as_mut(),
            ];
            for (name, last) in names.into_iter().zip(&mut last) {
                let Some(name) = name else { continue };
                if !last.as_ref().is_some_and(|(from, _)| Arc::ptr_eq(from, name)) {
                    *last = self.known.get(&**name).map(|shared| (name.clone(), shared.clone()));
                }
                if let Some((_, shared)) = last.as_ref().filter(|(_, shared)| !Arc::ptr_eq(shared, name)) {
                    *name = shared.clone();
                }
            }
        }
    }
}
