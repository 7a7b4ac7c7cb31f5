//! The desk's English for the codes of the trade.

use complaint::clock::ClockKind;
use complaint::draft::Provenance;
use complaint::triage::Why;

/// `payment_not_received` → `Payment not received`, `review.passed` → `Review passed`
pub(super) fn sentence(code: &str) -> String {
    let mut letters = code.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).map(|letter| if matches!(letter, '_' | '.') { ' ' } else { letter }).collect()
}

pub(super) fn provenance(from: Provenance) -> &'static str {
    match from {
        Provenance::SignedToken => "vouched for by the shop",
        Provenance::JsonLd | Provenance::DataAttr => "from the page",
        Provenance::Url => "from the page’s address",
        Provenance::Text => "read from the text",
        Provenance::Typed => "typed",
    }
}

pub(super) fn why(why: Why) -> String {
    match why.code() {
        "level_chosen" => "the merchant asked for it".into(),
        "reason_chosen" => "the merchant chose the reason".into(),
        "reason_funds" => "money is blocked".into(),
        "reason_fraud" => "fraud, or a payment taken back".into(),
        "reason_restriction" => "an account or a listing is restricted".into(),
        "reason_ordinary" => "an ordinary dispute".into(),
        "reason_minor" => "a question or a minor fault".into(),
        "amount_critical" => "the sum is at or above the critical one".into(),
        "amount_high" => "the sum is high".into(),
        "fraud_running" => "a theft may still be stopped".into(),
        "threat" => "the merchant is being threatened".into(),
        "deadline" => "a deadline is close".into(),
        "perishable" => "the goods will not keep".into(),
        "shop_down" => "sales have stopped".into(),
        "urgent" => "the merchant says it is urgent".into(),
        code => sentence(code),
    }
}

pub(super) fn clock_name(clock: ClockKind) -> String {
    match clock {
        ClockKind::Forward => "Delivery to us".into(),
        ClockKind::Contact => "First contact".into(),
        ClockKind::Update => "Next update".into(),
        ClockKind::Legal => "Decision by law".into(),
        clock => sentence(clock.code()),
    }
}
