//! A text read as a page shows it: every fact with its place as the page counts it, what is hidden, and the judgement.

mod wire;

pub use self::wire::answer;
use crate::amount::{Amount, Currency};
use crate::extract::{self, Carrier, Certainty, Context, Day, Fact, Ground, Kind, Network, Value};
use crate::limits::FACTS_SHOWN;
use crate::mask::{self, Hidden};
use crate::parts::parts;
use crate::suggestion::fits;
use crate::triage::{self, Language, Said, Triage, Vocabulary};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Serialize, Serializer};

/// What is known beside the text.
#[derive(Clone, Debug, Default)]
pub struct Setting<'a> {
    pub today: Option<Day>,
    /// The language of the site, BCP 47; empty = unknown.
    pub lang: &'a str,
    pub said: Said,
    /// As in the policy of the site.
    pub critical_from: Vec<Amount>,
    /// When each of the site's suggestions fits, as [`fits`] takes it, `|` between two; empty = there are none.
    pub suggestions: &'a str,
    /// The order that the page is about; empty = none.
    pub order: &'a str,
}

#[derive(Serialize)]
pub struct Reading<'a> {
    pub facts: Shown<'a>,
    pub hidden: Vec<Hidden>,
    /// `None` where no vocabulary of the language is at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub triage: Option<Triage>,
    /// Places of those suggestions that fit, in the site's order.
    pub suggestions: Vec<usize>,
    /// ISO 639-1.
    pub lang: Language,
    /// Languages, by the same codes, whose vocabulary would tell more.
    pub missing: Vec<Language>,
    /// The text as it may be kept: card numbers are covered.
    pub masked: String,
}

/// At most [`FACTS_SHOWN`] facts, in the order of the text; they never overlap.
pub struct Shown<'a> {
    text: &'a str,
    facts: Vec<Fact>,
}

impl<'a> Shown<'a> {
    /// Each is made when it is asked for.
    pub fn told(&self) -> impl ExactSizeIterator<Item = Told<'a>> {
        let mut places = Places { text: self.text, byte: 0, unit: 0 };
        self.facts.iter().take(FACTS_SHOWN).map(move |fact| told(self.text, fact, &mut places))
    }
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.told())
    }
}

/// A fact in plain values.
#[derive(Serialize)]
pub struct Told<'a> {
    pub kind: Kind,
    /// In UTF-16 units, from which on and up to which.
    pub start: usize,
    pub end: usize,
    /// As written.
    pub text: &'a str,
    /// As [`Value::text`] says it.
    pub value: String,
    #[serde(flatten)]
    pub own: Option<Own>,
    pub certainty: Certainty,
    pub ground: Ground,
}

/// What only some kinds of fact have.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Own {
    /// Of a sum.
    Currency(Currency),
    /// Of a parcel, where known.
    Carrier(Carrier),
    /// Of a wallet.
    Network(Network),
}

/// `at_hand` gives the vocabulary of a language where it is at hand.
pub fn read<'a>(
    text: &'a str,
    setting: &Setting<'_>,
    at_hand: fn(Language) -> Option<&'static Vocabulary>,
) -> Reading<'a> {
    let shape = extract::order_shape(setting.order);
    let context = Context { today: setting.today, order_shape: &shape, lang: setting.lang };
    let facts = extract::extract_with(text, &context, at_hand);
    let masked = mask::mask_facts(text, &facts.all, &[]);
    let language = facts.language;
    let judge = |vocabulary| triage::judge(text, &facts, vocabulary, setting.said, &setting.critical_from);
    let triage = at_hand(language).map(judge);
    let mut suggestions = Vec::new();
    for (at, when) in parts(setting.suggestions, b'|').enumerate() {
        if triage.as_ref().is_some_and(|triage| !when.is_empty() && fits(when, triage, &facts)) {
            suggestions.push(at);
        }
    }
    // All know English words; of English, and of no other quoted language, it takes the whole vocabulary to judge.
    let mut missing = Vec::new();
    for other in [language].iter().chain(&facts.others) {
        if at_hand(*other).is_none() && (*other == language || *other != Language::En) {
            missing.push(*other);
        }
    }
    Reading {
        facts: Shown { text, facts: facts.all },
        hidden: masked.report,
        triage,
        suggestions,
        lang: language,
        missing,
        masked: masked.text,
    }
}

fn told<'a>(text: &'a str, fact: &Fact, places: &mut Places<'a>) -> Told<'a> {
    let Fact { span, value, certainty, ground } = fact;
    let own = match value {
        Value::Amount(amount) => Some(Own::Currency(amount.currency)),
        Value::Parcel { carrier, .. } => carrier.map(Own::Carrier),
        Value::Wallet { network, .. } => Some(Own::Network(*network)),
        _ => None,
    };
    Told {
        kind: value.kind(),
        start: places.unit_at(span.start),
        end: places.unit_at(span.end),
        text: &text[span.clone()],
        value: value.text(),
        own,
        certainty: *certainty,
        ground: *ground,
    }
}

/// A walk over the text that counts UTF-16 units as it goes.
struct Places<'a> {
    text: &'a str,
    byte: usize,
    unit: usize,
}

impl Places<'_> {
    /// The UTF-16 unit at a byte, which is not before the last one asked for.
    fn unit_at(&mut self, byte: usize) -> usize {
        // Each character counts one, those of four bytes two; all its later bytes begin with the bits 10.
        for byte in &self.text.as_bytes()[self.byte..byte] {
            self.unit += usize::from(*byte & 0xC0 != 0x80) + usize::from(*byte >= 0xF0);
        }
        self.byte = byte;
        self.unit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_the_page_counts() {
        let check = |text: &str, expected: (usize, usize)| {
            let reading = read(text, &Setting::default(), |_| None);
            let fact = reading.facts.told().next().unwrap();
            assert_eq!((fact.start, fact.end), expected, "{text}");
            let units: Vec<u16> = text.encode_utf16().collect();
            let shown = String::from_utf16(&units[fact.start..fact.end]).unwrap();
            assert_eq!(shown, fact.text);
        };
        check("12 EUR", (0, 6));
        check("für 12 EUR", (4, 10));
        check("卖家 12 EUR", (3, 9));
        check("😡😡 12 € zurück", (5, 9));
    }

    #[test]
    fn a_reading_as_it_goes_to_the_page() {
        let amount = Some(Amount { value: "12000".parse().unwrap(), currency: "EUR".parse().unwrap() });
        let setting = Setting { order: "4-17-A", said: Said { amount, ..Said::default() }, ..Setting::default() };
        let text = "4-22-A, paid 1.250,50 € by card 4111 1111 1111 1111: my balance is frozen!";
        let reading = read(text, &setting, |language| Some(Vocabulary::of(language)));
        let expected = [
            r#"{"facts":["#,
            r#"{"kind":"order","start":0,"end":6,"text":"4-22-A","value":"4-22-A","certainty":"checked","ground":"site_shape"},"#,
            r#"{"kind":"amount","start":13,"end":23,"text":"1.250,50 €","value":"1250.50","currency":"EUR","certainty":"labelled","ground":"currency"},"#,
            r#"{"kind":"card","start":32,"end":51,"text":"4111 1111 1111 1111","value":"1111","certainty":"checked","ground":"checksum"}],"#,
            r#""hidden":[{"kind":"card","shown":"**** **** **** 1111"}],"#,
            r#""triage":{"reason":"funds_frozen","target":"platform","level":"S","complexity":"standard","queue":"funds","#,
            r#""why":["reason_funds","amount_critical"],"critical_from":{"value":"10000","currency":"EUR"}},"suggestions":[],"lang":"en","missing":[],"#,
            r#""masked":"4-22-A, paid 1.250,50 € by card **** **** **** 1111: my balance is frozen!"}"#,
        ];
        assert_eq!(serde_json::to_string(&reading).unwrap(), expected.concat());
    }
}
