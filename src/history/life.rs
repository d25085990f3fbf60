//! Oil lives: from one oil change to the next. A trend never crosses one.

use super::reference::Reference;

/// From one oil change to the next.
#[derive(Debug, Clone)]
pub struct OilLife {
    /// Indices into the point's samples, in time order.
    pub samples: Vec<usize>,
    /// Why it begins where it begins.
    pub start: LifeStart,
    /// The new oil that it is compared with.
    pub reference: Reference,
}

/// Why an oil life begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LifeStart {
    /// It is the first sample that there is.
    FirstSample,
    /// The form of the sample before says that the oil was changed.
    RecordedChange,
    /// The oil hours fell.
    HoursFell,
    /// The product changed.
    ProductChanged,
}
