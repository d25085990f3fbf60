//! Codes whose numbers stand in columns of their own, `ISO4`, `ISO6` and `ISO14`: gathered cell by cell to one result.

use crate::domain::{Code, Iso4406, Measurement, PropertyId, Reading, ScaleNumber, Value};

/// The coded results of the row at hand.
#[derive(Debug, Default)]
pub struct CodesInParts(Vec<CodeParts>);

/// The numbers of one coded result.
#[derive(Debug)]
struct CodeParts {
    property: PropertyId,
    numbers: [ScaleNumber; 3],
    readable: bool,
    first: Measurement,
}

impl CodesInParts {
    /// Forgets the row before.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Takes in one number: `first` is its cell as a measurement, `position` which of the three it is; a cell that says
    /// that it was not counted is `None`.
    pub fn gather(&mut self, first: Measurement, position: usize, read: Result<Option<ScaleNumber>, ()>) {
        let known = self.0.iter().position(|code| code.property == first.property);
        let index = known.unwrap_or(self.0.len());
        if known.is_none() {
            let numbers = [ScaleNumber::NotCounted; 3];
            self.0.push(CodeParts { property: first.property, numbers, readable: true, first });
        }
        let Some(code) = self.0.get_mut(index) else { return };
        match read {
            Ok(Some(number)) => {
                if let Some(slot) = code.numbers.get_mut(position) {
                    *slot = number;
                }
            }
            Ok(None) => {}
            Err(()) => code.readable = false,
        }
    }

    /// Makes one measurement of each code, at the place of its first part. A code with one part unreadable is
    /// unreadable: the rest of it would look like a better oil.
    pub fn finish(&mut self, measurements: &mut Vec<Measurement>) {
        if self.0.is_empty() {
            return;
        }
        for code in self.0.drain(..) {
            let counted = code.numbers.iter().any(|number| number.rank().is_some());
            let reading = match (code.readable, counted) {
                (false, _) => Reading::Unreadable,
                (true, true) => Reading::Value(Value::Code(Code::Iso4406(Iso4406(code.numbers)))),
                (true, false) => Reading::NotTested,
            };
            measurements.push(Measurement { reading, ..code.first });
        }
        measurements.sort_by_key(|measurement| measurement.column);
    }
}
