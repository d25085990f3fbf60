//! Why a formula of the field gives no number: an input lies where the formula is not defined.

/// An input that a formula cannot take.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{what} is {value}: {needs}")]
pub struct OutOfRange {
    /// The input, with its unit where it has one.
    pub what: String,
    /// Its value.
    pub value: f64,
    /// What the formula needs instead.
    pub needs: String,
}

impl OutOfRange {
    /// An input, its value and what is needed.
    #[must_use]
    pub fn new(what: impl Into<String>, value: f64, needs: impl Into<String>) -> Self {
        Self { what: what.into(), value, needs: needs.into() }
    }
}

/// A viscosity that any liquid can have: finite and above zero. `celsius` says of which temperature it is.
pub(super) fn checked_viscosity(kv: f64, celsius: f64) -> Result<f64, OutOfRange> {
    if kv.is_finite() && kv > 0.0 {
        return Ok(kv);
    }
    Err(OutOfRange::new(format!("viscosity at {celsius} °C, mm2/s,"), kv, "a viscosity is a number above zero"))
}
