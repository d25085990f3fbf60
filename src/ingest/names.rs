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

    /// Makes a sample of any part use the texts gathered here.
    pub fn unify(&self, sample: &mut Sample) {
        let known = |name: &mut Arc<str>| {
            if let Some(shared) = self.known.get(&**name) {
                *name = shared.clone();
            }
        };
        known(&mut sample.machine);
        let optional = [
            &mut sample.lab,
            &mut sample.customer,
            &mut sample.site,
            &mut sample.component,
            &mut sample.point,
            &mut sample.product,
            &mut sample.lot,
            &mut sample.grade,
            &mut sample.note,
            &mut sample.lab_verdict,
        ];
        optional.into_iter().flatten().for_each(known);
    }
}
