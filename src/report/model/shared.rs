//! What many machines tell together: lots that stand out, and causes that come again.
//!
//! The overview names everybody. A customer's page names that customer's machines and nobody else's.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::{Arg, Message, Severity};
use crate::fleet::{BadLot, Receiver, Recurring, says};
use crate::report::Context;
use crate::report::mark::{Mark, mark};
use crate::report::words::{tell, word};

/// A delivery lot that stands out, for the laboratory.
#[derive(Debug, Clone, Serialize)]
pub struct LotCard {
    /// Product and lot.
    pub title: String,
    /// Stable code.
    pub code: String,
    /// How sure.
    pub confidence: String,
    /// By what it stands out, with counts and chance.
    pub signs: Vec<String>,
    /// What to do with what is left of it.
    pub action: String,
    /// How many customers received it.
    pub says: String,
    /// Everybody who received it.
    pub receivers: Vec<LotReceiver>,
}

/// Somebody who received a lot.
#[derive(Debug, Clone, Serialize)]
pub struct LotReceiver {
    /// The customer.
    pub customer: String,
    /// The site.
    pub site: String,
    /// Machine or store, with the component.
    pub machine: String,
    /// Deliveries and samples of it.
    pub samples: String,
    /// The worst state of those samples.
    pub mark: Mark,
    /// Whether it shows a sign.
    pub shows: bool,
    /// The same in words.
    pub sign: String,
    /// Day of the last sample.
    pub last: String,
}

/// A cause that comes again.
#[derive(Debug, Clone, Serialize)]
pub struct RecurringCard {
    /// The cause, the group and the counts.
    pub says: String,
    /// The cause's id.
    pub code: String,
    /// The machines with it.
    pub machines: String,
}

/// The lots for the overview.
pub(super) fn lots(context: &Context<'_>) -> Vec<LotCard> {
    context.facts.shared.lots.iter().map(|lot| lot_card(context, lot)).collect()
}

fn lot_card(context: &Context<'_>, lot: &BadLot) -> LotCard {
    let words = context.words;
    let named = |id: &str| {
        let message = Message::new(id).with("lot", Arg::Text(lot.lot.to_string()));
        words.say(&message.with("product", Arg::Text(lot.product.to_string())))
    };
    let mut customers: Vec<&Option<std::sync::Arc<str>>> =
        lot.receivers.iter().map(|receiver| &receiver.customer).collect();
    customers.dedup();
    LotCard {
        title: format!("{} · {} {}", lot.product, word(words, "report-lot"), lot.lot),
        code: lot.code.clone(),
        confidence: word(words, &format!("confidence-{}", lot.confidence.id())),
        signs: lot.signs.iter().map(|sign| words.say(&says(sign, context.standards))).collect(),
        action: named("lot-shows-action"),
        says: tell(words, "report-customers-of-lot", vec![("count", Arg::Count(customers.len()))]),
        receivers: lot.receivers.iter().map(|receiver| lot_receiver(context, receiver)).collect(),
    }
}

fn lot_receiver(context: &Context<'_>, receiver: &Receiver) -> LotReceiver {
    let words = context.words;
    let count = |id: &str, count: usize| (count > 0).then(|| tell(words, id, vec![("count", Arg::Count(count))]));
    let samples: Vec<String> =
        [count("report-lot-delivered", receiver.deliveries), count("report-lot-in-service", receiver.in_service)]
            .into_iter()
            .flatten()
            .collect();
    let machine: Vec<&str> = std::iter::once(&*receiver.machine).chain(receiver.component.as_deref()).collect();
    LotReceiver {
        customer: receiver.customer.as_deref().map_or_else(|| word(words, "report-no-customer"), str::to_owned),
        site: receiver.site.as_deref().unwrap_or_default().to_owned(),
        machine: machine.join(" · "),
        samples: samples.join(", "),
        mark: mark(words, receiver.severity.max(Severity::NoVerdict)),
        shows: receiver.shows,
        sign: word(words, if receiver.shows { "report-lot-shows" } else { "report-lot-normal" }),
        last: receiver.last.map(|day| day.to_string()).unwrap_or_default(),
    }
}

/// The causes that come again: all for the overview, or those in which a customer's own machines take part.
pub(super) fn recurring(context: &Context<'_>, customer: Option<&str>) -> Vec<RecurringCard> {
    let card = |recurring: &Recurring| {
        let own = recurring.machines.iter().filter(|(of, _)| customer.is_none_or(|customer| **of == *customer));
        let machines: Vec<&str> = own.map(|(_, machine)| machine.as_str()).collect();
        (!machines.is_empty()).then(|| RecurringCard {
            says: context.words.say(&recurring.says()),
            code: recurring.cause.to_string(),
            machines: machines.join("; "),
        })
    };
    context.facts.shared.recurring.iter().filter_map(card).collect()
}

/// The lots in `run.json`.
pub(in crate::report) fn lots_json(context: &Context<'_>) -> Vec<serde_json::Value> {
    let lot = |lot: &BadLot| {
        let sign = |sign: &crate::fleet::LotSign| {
            serde_json::json!({
                "says": context.words.say(&says(sign, context.standards)),
                "lot": [sign.lot.0, sign.lot.1],
                "others": [sign.others.0, sign.others.1],
                "customers": [sign.customers.0, sign.customers.1],
                "probability": sign.probability.map(in_four_digits),
            })
        };
        let receiver = |receiver: &Receiver| {
            serde_json::json!({
                "customer": receiver.customer.as_deref(),
                "site": receiver.site.as_deref(),
                "machine": &*receiver.machine,
                "component": receiver.component.as_deref(),
                "deliveries": receiver.deliveries,
                "in_service": receiver.in_service,
                "shows": receiver.shows,
                "severity": receiver.severity,
                "last": receiver.last.map(|day| day.to_string()),
            })
        };
        serde_json::json!({
            "code": lot.code,
            "product": &*lot.product,
            "lot": &*lot.lot,
            "confidence": lot.confidence.id(),
            "signs": lot.signs.iter().map(sign).collect::<Vec<_>>(),
            "receivers": lot.receivers.iter().map(receiver).collect::<Vec<_>>(),
        })
    };
    context.facts.shared.lots.iter().map(lot).collect()
}

/// More digits than anybody believes.
fn in_four_digits(probability: f64) -> f64 {
    format!("{probability:.3e}").parse().unwrap_or(probability)
}

/// The causes that come again, in `run.json`.
pub(in crate::report) fn recurring_json(context: &Context<'_>) -> Vec<serde_json::Value> {
    let recurring = |recurring: &Recurring| {
        let machines: Vec<BTreeMap<&str, &str>> = recurring
            .machines
            .iter()
            .map(|(customer, machine)| BTreeMap::from([("customer", &**customer), ("machine", machine.as_str())]))
            .collect();
        serde_json::json!({
            "cause": &*recurring.cause,
            "says": context.words.say(&recurring.says()),
            "group": recurring.name,
            "inside": [recurring.inside.0, recurring.inside.1],
            "outside": [recurring.outside.0, recurring.outside.1],
            "probability": in_four_digits(recurring.probability),
            "machines": machines,
        })
    };
    context.facts.shared.recurring.iter().map(recurring).collect()
}
