//! The signals of a cause's evidence: a closed list, each with its own keys.

use std::sync::Arc;

use crate::domain::{PropertyId, PropertyKind, Rating, Severity, fold};

use super::super::cause::{Clause, FormField, ISO_SIZES_UM, Signal};
use super::super::conversion::Conversion;
use super::super::faults::{Read, Reported};
use super::dictionary::Dictionary;
use super::known;
use super::toml_table::Keys;

const SIGNALS: [&str; 35] = [
    "over",
    "within",
    "above",
    "reaches",
    "below",
    "once_above",
    "rising",
    "falling",
    "flat",
    "over_reference",
    "under_reference",
    "near_reference",
    "over_reference_percent",
    "under_reference_percent",
    "rise_ratio",
    "ratio",
    "rated_at_least",
    "steps_up",
    "steps_up_all",
    "machine_hours_below",
    "oil_hours_below",
    "topped_up",
    "noted",
    "described",
    "jumped_up",
    "jumped_down",
    "steps_down",
    "new_oil_above",
    "over_as_in_new",
    "over_within_scatter",
    "code_rises",
    "filter_changes",
    "form_missing",
    "machine_hours_fell",
    "oil_change_found",
];

/// Reads `any = [ … ]`: at least one signal.
pub(super) fn clause(keys: &Keys<'_>, dictionary: &Dictionary) -> Read<Clause> {
    let signals = keys.tables("any")?;
    if signals.is_empty() {
        return Err(keys.fault("any", "any = [ … ] needs at least one signal"));
    }
    let read: Vec<Read<Signal>> = signals
        .iter()
        .map(|keys| {
            let word = keys.word("signal", &SIGNALS, |word| SIGNALS.iter().find(|known| **known == word).copied())?;
            let signal = SignalReader { keys, dictionary }.read(word);
            keys.finish()?;
            signal
        })
        .collect();
    Ok(Clause { any: read.into_iter().collect::<Read<Vec<Signal>>>()? })
}

struct SignalReader<'r> {
    keys: &'r Keys<'r>,
    dictionary: &'r Dictionary,
}

impl SignalReader<'_> {
    fn read(&self, word: &str) -> Read<Signal> {
        let keys = self.keys;
        let property = |wrap: fn(PropertyId) -> Signal| self.property("property").map(wrap);
        match word {
            "over" => self.reached(Signal::Over),
            "above" => self.level("level", Conversion::level, Signal::Above),
            "reaches" => self.level("level", Conversion::level, Signal::Reaches),
            "below" => self.level("level", Conversion::level, Signal::Below),
            "within" => property(Signal::Within),
            "once_above" => self.level("level", Conversion::level, Signal::OnceAbove),
            "rising" => property(Signal::Rising),
            "falling" => property(Signal::Falling),
            "flat" => property(Signal::Flat),
            "over_reference" => self.level("by", Conversion::difference, Signal::OverReference),
            "under_reference" => self.level("by", Conversion::difference, Signal::UnderReference),
            "near_reference" => self.level("by", Conversion::difference, Signal::NearReference),
            "over_reference_percent" => self.percent(Signal::OverReferencePercent),
            "under_reference_percent" => self.percent(Signal::UnderReferencePercent),
            "rise_ratio" => self.ratio(Signal::RiseRatio),
            "ratio" => self.ratio(Signal::Ratio),
            "rated_at_least" => {
                let property = self.of_kind("property", |kind| kind == PropertyKind::Rating, "ratings");
                let rating = keys.word("rating", &known::ratings(), Rating::from_id);
                Ok(Signal::RatedAtLeast(property?, rating?))
            }
            "steps_up" => self.steps_up(),
            "steps_up_all" => {
                let property = self.coded();
                Ok(Signal::StepsUpAll(property?, self.steps()?))
            }
            "machine_hours_below" => keys.required_number("hours").map(Signal::MachineHoursBelow),
            "oil_hours_below" => keys.required_number("hours").map(Signal::OilHoursBelow),
            "topped_up" => Ok(Signal::ToppedUp),
            "noted" => self.words().map(Signal::Noted),
            "described" => self.words().map(Signal::Described),
            _ => self.read_of_the_past(word),
        }
    }

    /// Signals that hold a sample against the one before it, the new oil itself or earlier forms.
    fn read_of_the_past(&self, word: &str) -> Read<Signal> {
        let keys = self.keys;
        match word {
            "jumped_up" => self.number_property("property").map(Signal::JumpedUp),
            "jumped_down" => self.number_property("property").map(Signal::JumpedDown),
            "steps_down" => {
                let property = self.coded();
                Ok(Signal::StepsDown(property?, self.steps()?))
            }
            "new_oil_above" => self.level("level", Conversion::level, Signal::NewOilAbove),
            "over_as_in_new" => self.reached(Signal::OverAsInNew),
            "over_within_scatter" => self.number_property("property").map(Signal::OverWithinScatter),
            "code_rises" => {
                let is_code = |kind| kind == PropertyKind::Iso4406;
                self.of_kind("property", is_code, "ISO 4406 codes").map(Signal::CodeRises)
            }
            "filter_changes" => match keys.count::<u8>("at_least")? {
                Some(count) if count > 0 => Ok(Signal::FilterChanges(count)),
                _ => Err(keys.fault("at_least", "at_least must be 1 or more")),
            },
            "form_missing" => {
                let fields = FormField::ALL.map(FormField::id);
                keys.word("field", &fields, FormField::from_id).map(Signal::FormMissing)
            }
            "machine_hours_fell" => Ok(Signal::MachineHoursFell),
            "oil_change_found" => Ok(Signal::OilChangeFound),
            _ => Err(Reported),
        }
    }

    fn reached(&self, wrap: fn(PropertyId, Severity) -> Signal) -> Read<Signal> {
        let property = self.property("property");
        let severity = self.keys.word("at_least", &known::severities(), Severity::from_id);
        Ok(wrap(property?, severity?))
    }

    /// `size` picks one number of an ISO 4406 code; without it the one counts that got worse most.
    fn steps_up(&self) -> Read<Signal> {
        let property = self.coded();
        let steps = self.steps();
        let Some(size) = self.keys.count::<u8>("size")? else { return Ok(Signal::StepsUp(property?, steps?)) };
        let Some(position) = ISO_SIZES_UM.iter().position(|known| *known == size) else {
            return Err(self.keys.fault("size", "size must be 4, 6 or 14"));
        };
        self.of_kind("property", |kind| kind == PropertyKind::Iso4406, "ISO 4406 codes")?;
        Ok(Signal::StepsUpAt(property?, position, steps?))
    }

    fn steps(&self) -> Read<u8> {
        match self.keys.count::<u8>("steps")? {
            Some(steps) if steps > 0 => Ok(steps),
            _ => Err(self.keys.fault("steps", "steps must be 1 or more")),
        }
    }

    fn words(&self) -> Read<Vec<Arc<str>>> {
        let words: Vec<Arc<str>> = self.keys.texts("words")?.iter().map(|word| Arc::from(fold(word))).collect();
        let is_there = !words.is_empty() && words.iter().all(|word| !word.is_empty());
        if is_there { Ok(words) } else { Err(self.keys.fault("words", "words are missing")) }
    }

    fn coded(&self) -> Read<PropertyId> {
        self.of_kind("property", |kind| kind != PropertyKind::Number, "classes, codes or ratings")
    }

    fn property(&self, key: &'static str) -> Read<PropertyId> {
        self.dictionary.property_key(self.keys, key)
    }

    fn of_kind(&self, key: &'static str, fits: fn(PropertyKind) -> bool, wanted: &str) -> Read<PropertyId> {
        let property = self.property(key)?;
        let kind = self.dictionary.get(property).map(|property| property.kind).ok_or(Reported)?;
        if fits(kind) {
            return Ok(property);
        }
        Err(self.keys.fault(key, format!("the results of this property are not {wanted}")))
    }

    fn number_property(&self, key: &'static str) -> Read<PropertyId> {
        self.of_kind(key, |kind| kind == PropertyKind::Number, "numbers")
    }

    fn level(
        &self,
        key: &'static str,
        convert: fn(Conversion, f64) -> f64,
        wrap: fn(PropertyId, f64) -> Signal,
    ) -> Read<Signal> {
        let property = self.number_property("property");
        let number = self.keys.required_number(key);
        let unit = self.dictionary.unit_key(self.keys, "unit");
        let (property, number, unit) = (property?, number?, unit?);
        let conversion = self.dictionary.to_canonical(property, &unit).ok_or_else(|| {
            let canonical = self.dictionary.get(property).map_or("", |property| property.unit.symbol());
            let says = format!("\"{}\" does not convert into the property's unit \"{canonical}\"", unit.symbol());
            self.keys.fault("unit", says)
        })?;
        Ok(wrap(property, convert(conversion, number)))
    }

    fn percent(&self, wrap: fn(PropertyId, f64) -> Signal) -> Read<Signal> {
        let property = self.number_property("property");
        let percent = self.keys.required_number("percent");
        Ok(wrap(property?, percent?))
    }

    fn ratio(&self, wrap: fn(PropertyId, PropertyId, f64, f64) -> Signal) -> Read<Signal> {
        let keys = self.keys;
        let (of, to) = (self.number_property("of"), self.number_property("to"));
        let (low, high) = (keys.number("low"), keys.number("high"));
        let (of, to, low, high) = (of?, to?, low?, high?);
        if low.is_none() && high.is_none() {
            return Err(keys.fault("low", "low or high must be given"));
        }
        let (low, high) = (low.unwrap_or(f64::NEG_INFINITY), high.unwrap_or(f64::INFINITY));
        if low > high {
            return Err(keys.fault("high", format!("the range is inverted: {high} is less than {low}")));
        }
        Ok(wrap(of, to, low, high))
    }
}
