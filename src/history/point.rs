//! What makes two samples come from the same place.

use std::sync::Arc;

/// Customer, site, machine, component and point, folded (Unicode form, case, width, outer spaces). Nothing is
/// merged on a weaker likeness.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PointKey(pub [Arc<str>; 5]);

/// The same names as people write them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointLabel {
    /// Customer.
    pub customer: Option<Arc<str>>,
    /// Site.
    pub site: Option<Arc<str>>,
    /// Machine.
    pub machine: Arc<str>,
    /// Component.
    pub component: Option<Arc<str>>,
    /// Sampling point.
    pub point: Option<Arc<str>>,
}
