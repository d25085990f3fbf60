//! Two viscosities of one sample that cannot both be right. An oil is thinner at 100 °C than at 40 °C; where the
//! numbers say otherwise, one of them stands in the wrong column, and nothing in the row shows which.

use crate::domain::{Measurement, ProblemCode, PropertyId, Reading};
use crate::standards::Standards;

use super::fault::Fault;

/// The two viscosities that nearly every laboratory gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viscosities {
    at_40c: Option<PropertyId>,
    at_100c: Option<PropertyId>,
}

impl Viscosities {
    /// Finds them among the properties.
    #[must_use]
    pub fn of(standards: &Standards) -> Self {
        Self { at_40c: standards.find_property("kv_40c"), at_100c: standards.find_property("kv_100c") }
    }

    /// Makes both unreadable if they contradict each other, and says so of each.
    pub fn drop_impossible(self, measurements: &mut [Measurement]) -> Vec<(Measurement, Fault)> {
        let number = |wanted: Option<PropertyId>| {
            let of_it = measurements.iter().find(|measurement| Some(measurement.property) == wanted)?;
            of_it.reading.exact()
        };
        let (Some(cold), Some(hot)) = (number(self.at_40c), number(self.at_100c)) else { return Vec::new() };
        if cold > hot {
            return Vec::new();
        }
        let both = measurements.iter_mut().filter(|measurement| {
            let property = Some(measurement.property);
            (property == self.at_40c || property == self.at_100c) && measurement.reading.exact().is_some()
        });
        both.map(|measurement| {
            measurement.reading = Reading::Unreadable;
            let says = format!(
                "an oil of {hot} mm2/s at 100 °C cannot have {cold} mm2/s at 40 °C: one of the two stands in the wrong \
                 column or has a slip of the pen; neither is used"
            );
            (*measurement, Fault::new(ProblemCode::Implausible, says))
        })
        .collect()
    }
}
