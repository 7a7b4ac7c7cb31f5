//! A text read as a page shows it: every fact with its place as the page counts it, what is hidden, and the judgement.

use crate::amount::Amount;
use crate::extract::{self, Context, Day, Fact, Value};
use crate::limits::FACTS_SHOWN;
use crate::mask::{self, Hidden};
use crate::suggestion::When;
use crate::triage::{self, Language, Said, Triage, Vocabulary};
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

/// What is known beside the text.
#[derive(Clone, Debug, Default)]
pub struct Setting {
    pub today: Option<Day>,
    /// The language of the site, BCP 47; empty = unknown.
    pub lang: String,
    /// The order that the page is about; empty = none.
    pub order: String,
    pub said: Said,
    /// As in the policy of the site.
    pub critical_from: Vec<Amount>,
    /// When each of the site's suggestions fits.
    pub suggestions: Vec<When>,
}

#[derive(Serialize)]
pub struct Reading<'a> {
    /// In the order of the text, at most [`FACTS_SHOWN`]; they never overlap.
    pub facts: Vec<Told<'a>>,
    /// The text as it may be kept: card numbers are covered.
    pub masked: String,
    pub hidden: Vec<Hidden>,
    /// `None` where no vocabulary of the language is at hand.
    pub triage: Option<Triage>,
    /// Places of those suggestions that fit, in the site's order.
    pub suggestions: Vec<u32>,
    /// ISO 639-1.
    pub lang: &'static str,
    /// Languages, by the same codes, whose vocabulary would tell more.
    pub missing: Vec<&'static str>,
}

/// A fact in plain values; the codes are those of [`extract::Kind`], [`extract::Certainty`], [`extract::Ground`].
#[derive(Serialize)]
pub struct Told<'a> {
    pub kind: &'static str,
    /// In UTF-16 units, from which on and up to which.
    pub start: u32,
    pub end: u32,
    /// As written.
    pub text: &'a str,
    /// As [`Value::text`] says it.
    pub value: String,
    /// Of a sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Of a parcel, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carrier: Option<&'static str>,
    /// Of a wallet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<&'static str>,
    pub certainty: &'static str,
    pub ground: &'static str,
}

/// `at_hand` gives the vocabulary of a language where it is at hand.
pub fn read<'a>(text: &'a str, setting: &Setting, at_hand: fn(Language) -> Option<&'static Vocabulary>) -> Reading<'a> {
    let shape = extract::order_shape(&setting.order);
    let context = Context { today: setting.today, order_shape: &shape, lang: &setting.lang };
    let facts = extract::extract_with(text, &context, at_hand);
    let masked = mask::mask_facts(text, &facts.all, &[]);
    let language = facts.language;
    let judge = |vocabulary| triage::judge(text, &facts, vocabulary, setting.said, &setting.critical_from);
    let triage = at_hand(language).map(judge);
    let fits = |when: &When| triage.as_ref().is_some_and(|triage| when.fits(triage, &facts));
    let mut suggestions = Vec::new();
    for (at, when) in setting.suggestions.iter().enumerate() {
        if fits(when) {
            suggestions.push(at as u32);
        }
    }
    // All know English words; of English, and of no other quoted language, it takes the whole vocabulary to judge.
    let mut missing = Vec::new();
    for other in [language].iter().chain(&facts.others) {
        if at_hand(*other).is_none() && (*other == language || *other != Language::En) {
            missing.push(other.code());
        }
    }
    let mut places = Places { text, byte: 0, unit: 0 };
    Reading {
        facts: facts.all.into_iter().take(FACTS_SHOWN).map(|fact| told(text, fact, &mut places)).collect(),
        masked: masked.text,
        hidden: masked.report,
        triage,
        suggestions,
        lang: language.code(),
        missing,
    }
}

fn told<'a>(text: &'a str, Fact { span, value, certainty, ground }: Fact, places: &mut Places<'a>) -> Told<'a> {
    let (start, end) = (places.unit_at(span.start), places.unit_at(span.end));
    let (mut currency, mut carrier, mut network) = (None, None, None);
    match &value {
        Value::Amount(amount) => currency = Some(amount.currency.text()),
        Value::Parcel { carrier: known, .. } => carrier = known.map(|known| known.code()),
        Value::Wallet { network: known, .. } => network = Some(known.code()),
        _ => {}
    }
    Told {
        kind: value.kind().code(),
        start,
        end,
        text: &text[span],
        value: value.text(),
        currency,
        carrier,
        network,
        certainty: certainty.code(),
        ground: ground.code(),
    }
}

/// A walk over the text that counts UTF-16 units as it goes.
struct Places<'a> {
    text: &'a str,
    byte: usize,
    unit: u32,
}

impl Places<'_> {
    /// The UTF-16 unit at a byte, which is not before the last one asked for.
    fn unit_at(&mut self, byte: usize) -> u32 {
        // Each character counts one, those of four bytes two; all its later bytes begin with the bits 10.
        for byte in &self.text.as_bytes()[self.byte..byte] {
            self.unit += u32::from(*byte & 0xC0 != 0x80) + u32::from(*byte >= 0xF0);
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
        let check = |text: &str, expected: (u32, u32)| {
            let reading = read(text, &Setting::default(), |_| None);
            let fact = &reading.facts[0];
            assert_eq!((fact.start, fact.end), expected, "{text}");
            let units: Vec<u16> = text.encode_utf16().collect();
            let shown = String::from_utf16(&units[fact.start as usize..fact.end as usize]).unwrap();
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
        let setting =
            Setting { order: "4-17-A".to_owned(), said: Said { amount, ..Said::default() }, ..Setting::default() };
        let text = "4-22-A, paid 1.250,50 € by card 4111 1111 1111 1111: my balance is frozen!";
        let reading = read(text, &setting, |language| Some(Vocabulary::of(language)));
        let expected = [
            r#"{"facts":["#,
            r#"{"kind":"order","start":0,"end":6,"text":"4-22-A","value":"4-22-A","certainty":"checked","ground":"site_shape"},"#,
            r#"{"kind":"amount","start":13,"end":23,"text":"1.250,50 €","value":"1250.50","currency":"EUR","certainty":"labelled","ground":"currency"},"#,
            r#"{"kind":"card","start":32,"end":51,"text":"4111 1111 1111 1111","value":"1111","certainty":"checked","ground":"checksum"}],"#,
            r#""masked":"4-22-A, paid 1.250,50 € by card **** **** **** 1111: my balance is frozen!","#,
            r#""hidden":[{"kind":"card","shown":"**** **** **** 1111"}],"#,
            r#""triage":{"reason":"funds_frozen","target":"platform","level":"S","complexity":"standard","queue":"funds","#,
            r#""why":["reason_funds","amount_critical"],"critical_from":{"value":"10000","currency":"EUR"}},"suggestions":[],"lang":"en","missing":[]}"#,
        ];
        assert_eq!(serde_json::to_string(&reading).unwrap(), expected.concat());
    }
}
