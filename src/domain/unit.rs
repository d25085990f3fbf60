//! Units and quantities. A quantity cannot be made without its unit.

use std::fmt;
use std::sync::Arc;

/// A unit by its UCUM symbol, `mm2/s`. Which units exist is data: `standards/units.csv`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit(Arc<str>);

impl Unit {
    /// Names a unit. The standards' loader checks that it is one of `units.csv`.
    #[must_use]
    pub fn new(symbol: &str) -> Self {
        Self(Arc::from(symbol))
    }

    /// The UCUM symbol, as files have it.
    #[must_use]
    pub fn symbol(&self) -> &str {
        &self.0
    }

    /// The unit as a person reads it: `mm²/s`, `°C`, `mg KOH/g`. Empty for pure numbers, codes and ratings.
    #[must_use]
    pub fn for_people(&self) -> String {
        match self.symbol() {
            "1" | "{code}" | "{class}" | "{rating}" | "{stage}" => String::new(),
            "Cel" => "°C".to_owned(),
            "[degF]" => "°F".to_owned(),
            "[SUS]" => "SUS".to_owned(),
            "{dE}" => "ΔE".to_owned(),
            "%{m/m}" => "% m/m".to_owned(),
            "%{v/v}" => "% v/v".to_owned(),
            "mg{KOH}/g" => "mg KOH/g".to_owned(),
            "mg{KOH}" => "mg KOH".to_owned(),
            "{Abs}/cm" => "Abs/cm".to_owned(),
            "{Abs}/(0.1.mm)" => "Abs/0.1 mm".to_owned(),
            "/mL" => "1/mL".to_owned(),
            "/(100.mL)" => "1/100 mL".to_owned(),
            "mg/(200.mL)" => "mg/200 mL".to_owned(),
            "mg/(100.mL)" => "mg/100 mL".to_owned(),
            "{ShoreA}" => "Shore A".to_owned(),
            symbol => symbol.replace("mm2", "mm²").replace("cm2", "cm²").replace("cm3", "cm³").replace("m3", "m³"),
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.for_people())
    }
}

/// A number with its unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The number.
    pub value: f64,
    /// What it counts.
    pub unit: Unit,
}
