//! A signal as a phrase for customers: "silicon rises". What a chemist who edits the rule reads is in `show`.

use crate::domain::{Arg, Message, PropertyId};

use super::cause::{ISO_SIZES_UM, Signal};

impl Signal {
    /// The property that it is about; of a proportion the first.
    #[must_use]
    pub const fn property(&self) -> Option<PropertyId> {
        match self {
            Self::Over(property, _)
            | Self::Within(property)
            | Self::Above(property, _)
            | Self::Reaches(property, _)
            | Self::Below(property, _)
            | Self::OnceAbove(property, _)
            | Self::Rising(property)
            | Self::Falling(property)
            | Self::Flat(property)
            | Self::OverReference(property, _)
            | Self::UnderReference(property, _)
            | Self::NearReference(property, _)
            | Self::OverReferencePercent(property, _)
            | Self::UnderReferencePercent(property, _)
            | Self::RiseRatio(property, ..)
            | Self::Ratio(property, ..)
            | Self::RatedAtLeast(property, _)
            | Self::StepsUp(property, _)
            | Self::StepsUpAt(property, ..)
            | Self::StepsUpAll(property, _)
            | Self::JumpedUp(property)
            | Self::JumpedDown(property)
            | Self::StepsDown(property, _)
            | Self::NewOilAbove(property, _)
            | Self::OverAsInNew(property, _)
            | Self::OverWithinScatter(property)
            | Self::CodeRises(property) => Some(*property),
            Self::MachineHoursBelow(_)
            | Self::OilHoursBelow(_)
            | Self::ToppedUp
            | Self::Noted(_)
            | Self::Described(_)
            | Self::FilterChanges(_)
            | Self::FormMissing(_)
            | Self::MachineHoursFell => None,
        }
    }

    /// As a phrase, without full stop.
    #[must_use]
    pub fn says(&self) -> Message {
        let about = |id: &str, property: &PropertyId| Message::new(id).with("property", Arg::Property(*property));
        let level = |id: &str, property: &PropertyId, number: &f64| {
            about(id, property).with("level", Arg::Bound(*property, *number))
        };
        let band = |id: &str, of: &PropertyId, to: &PropertyId, (low, high): (f64, f64)| {
            let ends = match (low.is_finite(), high.is_finite()) {
                (true, true) => {
                    Message::new("signal-band").with("low", Arg::Number(low, 1)).with("high", Arg::Number(high, 1))
                }
                (true, false) => Message::new("signal-band-from").with("low", Arg::Number(low, 1)),
                _ => Message::new("signal-band-up-to").with("high", Arg::Number(high, 1)),
            };
            about(id, of).with("other", Arg::Property(*to)).with("band", Arg::Said(Box::new(ends)))
        };
        let steps =
            |id: &str, property: &PropertyId, steps: u8| about(id, property).with("steps", Arg::Count(steps.into()));
        let hours = |id: &str, hours: f64| Message::new(id).with("hours", Arg::Number(hours, 0));
        match self {
            Self::Over(property, _) => about("signal-over", property),
            Self::OverAsInNew(property, _) => about("signal-over-as-in-new", property),
            Self::OverWithinScatter(property) => about("signal-over-within-scatter", property),
            Self::Within(property) => about("signal-within", property),
            Self::Above(property, number) => level("signal-above", property, number),
            Self::Reaches(property, number) => level("signal-reaches", property, number),
            Self::Below(property, number) => level("signal-below", property, number),
            Self::OnceAbove(property, number) => level("signal-once-above", property, number),
            Self::NewOilAbove(property, number) => level("signal-new-oil-above", property, number),
            Self::OverReference(property, by) => level("signal-over-new", property, by),
            Self::UnderReference(property, by) => level("signal-under-new", property, by),
            Self::NearReference(property, by) => level("signal-near-new", property, by),
            Self::OverReferencePercent(property, by) => {
                about("signal-over-new-percent", property).with("percent", Arg::Number(*by, 0))
            }
            Self::UnderReferencePercent(property, by) => {
                about("signal-under-new-percent", property).with("percent", Arg::Number(*by, 0))
            }
            Self::Rising(property) => about("signal-rising", property),
            Self::Falling(property) => about("signal-falling", property),
            Self::Flat(property) => about("signal-flat", property),
            Self::JumpedUp(property) => about("signal-jumped-up", property),
            Self::JumpedDown(property) => about("signal-jumped-down", property),
            Self::CodeRises(property) => about("signal-code-rises", property),
            Self::RiseRatio(of, to, low, high) => band("signal-rise-ratio", of, to, (*low, *high)),
            Self::Ratio(of, to, low, high) => band("signal-ratio", of, to, (*low, *high)),
            Self::RatedAtLeast(property, rating) => about("signal-rated", property).with(
                "rating",
                Arg::Result(*property, crate::domain::Value::Code(crate::domain::Code::Rating(*rating))),
            ),
            Self::StepsUp(property, count) => steps("signal-steps-up", property, *count),
            Self::StepsUpAll(property, count) => steps("signal-steps-up-all", property, *count),
            Self::StepsDown(property, count) => steps("signal-steps-down", property, *count),
            Self::StepsUpAt(property, size, count) => {
                let size = ISO_SIZES_UM.get(*size).copied().unwrap_or_default();
                steps("signal-steps-up-at", property, *count).with("size", Arg::Count(size.into()))
            }
            Self::MachineHoursBelow(below) => hours("signal-machine-hours", *below),
            Self::OilHoursBelow(below) => hours("signal-oil-hours", *below),
            Self::ToppedUp => Message::new("signal-topped-up"),
            Self::Noted(words) => Message::new("signal-noted").with("words", Arg::Text(words.join(", "))),
            Self::Described(words) => Message::new("signal-described").with("words", Arg::Text(words.join(", "))),
            Self::FilterChanges(count) => {
                Message::new("signal-filter-changes").with("count", Arg::Count((*count).into()))
            }
            Self::FormMissing(field) => Message::new(format!("signal-form-missing-{}", field.id().replace('_', "-"))),
            Self::MachineHoursFell => Message::new("signal-machine-hours-fell"),
        }
    }
}
