//! To which samples a limit is narrowed beyond grade and kind of machine: components, models, products, oil age.
//!
//! Published limits know families of machines; the limits that a fleet's own results make hold for its members of one
//! build only. The columns are optional, so a file of limits without them says the same as before.

use std::sync::Arc;

use crate::domain::fold;

/// What a row of limits asks of a sample; what is left open asks nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scope {
    /// Components, as written; empty for any.
    pub components: Vec<Arc<str>>,
    /// Models of machine, as written; empty for any.
    pub models: Vec<Arc<str>>,
    /// Trade names of the oil, as written; empty for any.
    pub products: Vec<Arc<str>>,
    /// Oil hours from which it holds, the end included.
    pub oil_hours_from: Option<f64>,
    /// Oil hours below which it holds, the end excluded.
    pub oil_hours_below: Option<f64>,
}

/// What a sample says of itself, as far as a scope asks.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Asked<'a> {
    /// Its component.
    pub component: Option<&'a str>,
    /// Its machine's model.
    pub model: Option<&'a str>,
    /// Its product.
    pub product: Option<&'a str>,
    /// The hours of its oil.
    pub oil_hours: Option<f64>,
}

impl Scope {
    /// Whether a sample lies within it. What the sample does not say is not taken to fit.
    #[must_use]
    pub fn covers(&self, sample: Asked<'_>) -> bool {
        let named = |names: &[Arc<str>], name: Option<&str>| {
            names.is_empty() || name.is_some_and(|name| names.iter().any(|known| fold(known) == fold(name)))
        };
        let from = self.oil_hours_from.is_none_or(|from| sample.oil_hours.is_some_and(|hours| hours >= from));
        let below = self.oil_hours_below.is_none_or(|below| sample.oil_hours.is_some_and(|hours| hours < below));
        from && below
            && named(&self.components, sample.component)
            && named(&self.models, sample.model)
            && named(&self.products, sample.product)
    }

    /// In how many ways it is narrowed: 0 for a row that is open to all.
    #[must_use]
    pub fn narrowings(&self) -> usize {
        let by_age = self.oil_hours_from.is_some() || self.oil_hours_below.is_some();
        [!self.components.is_empty(), !self.models.is_empty(), !self.products.is_empty(), by_age]
            .into_iter()
            .filter(|narrowed| *narrowed)
            .count()
    }

    /// What it asks, for people: `Pump A; below 500 h`. Empty for an open one.
    #[must_use]
    pub fn written(&self) -> String {
        let mut parts: Vec<String> = [&self.components, &self.models, &self.products]
            .into_iter()
            .filter(|names| !names.is_empty())
            .map(|names| names.join(", "))
            .collect();
        match (self.oil_hours_from, self.oil_hours_below) {
            (Some(from), Some(below)) => parts.push(format!("{from} to {below} h")),
            (Some(from), None) => parts.push(format!("from {from} h")),
            (None, Some(below)) => parts.push(format!("below {below} h")),
            (None, None) => {}
        }
        parts.join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_count_from_one_end_to_below_the_other() {
        let scope = Scope { oil_hours_from: Some(100.0), oil_hours_below: Some(500.0), ..Scope::default() };
        let covers = |oil_hours| scope.covers(Asked { oil_hours, ..Asked::default() });
        assert_eq!([99.9, 100.0, 499.9, 500.0].map(|hours| covers(Some(hours))), [false, true, true, false]);
        assert!(!covers(None));
        assert_eq!((scope.narrowings(), scope.written().as_str()), (1, "100 to 500 h"));
    }

    #[test]
    fn names_are_compared_folded_and_a_missing_name_does_not_fit() {
        let scope = Scope { components: vec![Arc::from("Pump A"), Arc::from("Pump B")], ..Scope::default() };
        let covers = |component| scope.covers(Asked { component, ..Asked::default() });
        assert_eq!([Some("pump  a"), Some("ＰＵＭＰ B"), Some("Pump C"), None].map(covers), [true, true, false, false]);
        assert!(Scope::default().covers(Asked::default()));
        assert_eq!(Scope::default().narrowings(), 0);
    }
}
