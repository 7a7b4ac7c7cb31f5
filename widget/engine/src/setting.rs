//! What the page knows, as `widget/loader/engine.js` writes it: what is missing or malformed counts as unknown.

use alloc::borrow::ToOwned;
use alloc::vec::Vec;
use complaint::amount::Amount;
use complaint::extract::Kind;
use complaint::level::Level;
use complaint::parts::{cut, parts};
use complaint::reading::Setting;
use complaint::reason::Reason;
use complaint::suggestion::When;
use complaint::triage::Said;

/// The setting, and the text to read in it. Parted by NUL stand the day, the site's language, reason, level, the sum at stake,
/// critical sums, suggestions, the order and the text. Items of a list have commas between them, suggestions `|`, their three
/// lists `;`: `2026-11-22`, `de-AT`, `fee_billing`, `B`, `1250.00 EUR`, `5000 EUR,4500 GBP`, `question,fee_billing;;order|;B;`.
pub(crate) fn parse(asked: &str) -> (Setting, &str) {
    let mut rest = asked;
    let mut part = || {
        let (part, behind) = cut(rest, 0);
        rest = behind;
        part
    };
    let setting = Setting {
        today: part().parse().ok(),
        lang: part().to_owned(),
        said: Said {
            reason: coded(part(), Reason::ALL, Reason::CODES).first().copied(),
            level: coded(part(), Level::ALL, Level::CODES).first().copied(),
            amount: amount(part()),
        },
        critical_from: parts(part(), b',').filter_map(amount).collect(),
        suggestions: parts(part(), b'|').filter(|when| !when.is_empty()).map(when).collect(),
        order: part().to_owned(),
    };
    (setting, rest)
}

fn amount(text: &str) -> Option<Amount> {
    let (value, currency) = cut(text, b' ');
    Some(Amount { value: value.parse().ok()?, currency: currency.parse().ok()? })
}

fn when(text: &str) -> When {
    let mut lists = parts(text, b';');
    let mut list = || lists.next().unwrap_or_default();
    When {
        reasons: coded(list(), Reason::ALL, Reason::CODES),
        levels: coded(list(), Level::ALL, Level::CODES),
        facts: coded(list(), Kind::ALL, Kind::CODES),
    }
}

/// Those of `all` whose codes are in a list.
fn coded<T: Copy>(list: &str, all: &[T], codes: &str) -> Vec<T> {
    let mut coded = Vec::new();
    for (one, code) in all.iter().zip(parts(codes, b' ')) {
        if parts(list, b',').any(|listed| listed == code) {
            coded.push(*one);
        }
    }
    coded
}
