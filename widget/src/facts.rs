//! What need not be typed: each fact with where it was found and how sure that is, and what the merchant made of it.

use crate::form::{Field, Form};
use crate::json::Json;
use crate::page::{Known, Sum};
use complaint::draft::{Provenance, Sourced};
use std::mem;

/// Letters tell facts apart in the page; there are no more of them.
const MOST: usize = 26;
pub(crate) const ORDER: &str = "order";
pub(crate) const AMOUNT: &str = "amount";
pub(crate) const MERCHANT: &str = "merchant";

#[derive(Clone)]
pub(crate) struct Fact {
    /// The code of an `extract::Kind`, or [`MERCHANT`].
    pub(crate) kind: String,
    /// As it was read: its normal form; of a sum `1250 EUR`.
    pub(crate) read: String,
    /// What it is instead; empty where it was taken out.
    pub(crate) became: Option<String>,
    pub(crate) from: Provenance,
    /// The code of an `extract::Certainty`; empty for what the page says.
    pub(crate) sure: String,
    /// The code of a carrier or a network, or empty.
    pub(crate) by: String,
}

impl Fact {
    /// What stands.
    pub(crate) fn value(&self) -> &str {
        self.became.as_deref().filter(|became| !became.is_empty()).unwrap_or(&self.read)
    }

    pub(crate) fn is_removed(&self) -> bool {
        self.became.as_deref() == Some("")
    }

    pub(crate) fn source(&self) -> Provenance {
        if self.became.is_some() { Provenance::Typed } else { self.from }
    }

    fn of_page(kind: &str, read: String, from: Provenance) -> Self {
        Self { kind: kind.to_owned(), read, became: None, from, sure: String::new(), by: String::new() }
    }

    /// One of the engine's, or of a stored draft's corrections.
    pub(crate) fn told<J: Json>(told: &J) -> Option<Self> {
        Some(Self {
            kind: told.text("kind")?,
            read: told.text("read").or_else(|| normal(told))?,
            became: told.get("read").map(|_| told.text("became").unwrap_or_default()),
            from: Provenance::Text,
            sure: told.text("certainty").unwrap_or_default(),
            by: told.text("carrier").or_else(|| told.text("network")).unwrap_or_default(),
        })
    }
}

/// The normal form of what the engine or a draft tells.
pub(crate) fn normal<J: Json>(told: &J) -> Option<String> {
    let mut value = told.text("value")?;
    if let Some(currency) = told.text("currency") {
        value.push(' ');
        value.push_str(&currency);
    }
    Some(value)
}

/// What the page knows beside the order.
pub(crate) fn of_page(known: &Known) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(Sourced { value: Sum { value, currency }, from }) = &known.amount {
        // As the engine writes it, which knows the same sum by the same text.
        let value = value.strip_suffix(".00").unwrap_or(value);
        facts.push(Fact::of_page(AMOUNT, [value, " ", currency].concat(), *from));
    }
    if let Some(Sourced { value, from }) = &known.merchant {
        facts.push(Fact::of_page(MERCHANT, value.clone(), *from));
    }
    facts
}

impl Form {
    /// Takes what was read in the text. What was corrected stays so while the text still gives it; a card number is told of
    /// elsewhere.
    pub(crate) fn learn<J: Json>(&mut self, reading: &J) {
        let before = mem::replace(&mut self.facts, of_page(&self.known));
        for told in reading.list("facts") {
            let Some(mut fact) = Fact::told(&told) else { continue };
            if let Some(order) =
                self.known.order.as_ref().filter(|order| fact.kind == ORDER && order.value == fact.read)
            {
                fact.from = order.from;
                fact.sure.clear();
            }
            let is_known = self.facts.iter().any(|known| known.kind == fact.kind && known.read == fact.read);
            if fact.kind != "card" && !is_known && self.facts.len() < MOST {
                self.facts.push(fact);
            }
        }
        for fact in &mut self.facts {
            let was = before.iter().find(|was| was.kind == fact.kind && was.read == fact.read);
            fact.became = was.and_then(|was| was.became.clone());
        }
        self.fill();
    }

    /// Whether another of its kind is filed.
    pub(crate) fn is_offered(&self, fact: &Fact) -> bool {
        let filed = match &*fact.kind {
            ORDER => Some(self.order()),
            AMOUNT => self.filed(AMOUNT).map(Fact::value),
            _ => None,
        };
        !fact.is_removed() && filed.is_some_and(|filed| filed != fact.value())
    }

    /// The one of that kind that is filed: the chosen one, else the page's, else the surest, of equals the first.
    pub(crate) fn filed(&self, kind: &str) -> Option<&Fact> {
        let mut filed: Option<&Fact> = None;
        for fact in self.facts.iter().filter(|fact| fact.kind == kind && !fact.is_removed()) {
            // The codes of certainty, after none at all, are in the order of the alphabet.
            let beats = |filed: &Fact| match (fact.value() == self.chosen, filed.value() == self.chosen) {
                (is, was) if is != was => is,
                _ => fact.sure < filed.sure,
            };
            if filed.is_none_or(beats) {
                filed = Some(fact);
            }
        }
        filed
    }

    /// The sum to file.
    pub(crate) fn amount(&self) -> Option<Sourced<Sum>> {
        let fact = self.filed(AMOUNT)?;
        let (value, currency) = fact.value().split_once(' ')?;
        Some(Sourced { value: Sum { value: value.to_owned(), currency: currency.to_owned() }, from: fact.source() })
    }

    pub(crate) fn order(&self) -> &str {
        self.typed[Field::Order as usize].trim()
    }

    /// Where the order was found.
    pub(crate) fn order_from(&self) -> Provenance {
        if let Some(known) = self.known.order.as_ref().filter(|known| known.value == self.order()) {
            return known.from;
        }
        let read = self.facts.iter().find(|fact| fact.kind == ORDER && fact.value() == self.order());
        read.map_or(Provenance::Typed, Fact::source)
    }

    /// Takes a fact out, or puts it back.
    pub(crate) fn toggle(&mut self, at: usize) {
        let Some(fact) = self.facts.get_mut(at) else { return };
        let field = Field::Order as usize;
        if fact.is_removed() {
            fact.became = None;
        } else {
            if fact.kind == ORDER && fact.value() == self.typed[field] {
                self.typed[field] = self.filled.clone();
            }
            fact.became = Some(String::new());
        }
        self.fill();
    }

    /// Files this one of several.
    pub(crate) fn choose(&mut self, at: usize) {
        let Some(fact) = self.facts.get(at) else { return };
        let value = fact.value().to_owned();
        match &*fact.kind {
            ORDER => self.typed[Field::Order as usize] = value,
            AMOUNT => self.chosen = value,
            _ => {}
        }
    }

    /// Sets what a fact is instead; nothing at all takes it out.
    pub(crate) fn correct(&mut self, at: usize, value: String) {
        if value.is_empty() {
            return self.toggle(at);
        }
        let is_offered = self.facts.get(at).is_none_or(|fact| self.is_offered(fact));
        if let Some(fact) = self.facts.get_mut(at) {
            fact.became = Some(value).filter(|value| *value != fact.read);
        }
        if !is_offered {
            self.choose(at);
        }
    }

    /// Puts the page's order into its field, else the surest of the text, unless somebody typed one.
    fn fill(&mut self) {
        let field = Field::Order as usize;
        if self.typed[field] == self.filled {
            let known = self.known.order.as_ref().map(|known| known.value.as_str());
            let order = known.or_else(|| self.filed(ORDER).map(Fact::value)).unwrap_or_default().to_owned();
            self.filled = order.clone();
            self.typed[field] = order;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use complaint::extract::Certainty;
    use complaint::reading::{Setting, read};
    use serde_json::{Value, json};

    /// What is read in `text`, as it comes from the engine.
    fn reading(text: &str) -> Value {
        serde_json::to_value(read(text, &Setting::default(), |_| None)).unwrap()
    }

    fn form(text: &str, known: Known) -> Form {
        let mut form = Form::new(None, &json!({}), known);
        form.learn(&reading(text));
        form
    }

    #[track_caller]
    fn check(form: &Form, order: &str, amount: &str) {
        let filed = form.amount().map(|sum| format!("{} {} {}", sum.value.value, sum.value.currency, sum.from.code()));
        assert_eq!((form.order(), filed.unwrap_or_default().as_str()), (order, amount));
    }

    const TEXT: &str = "Order A-1042 for 120 EUR and order B-2077 for 80 EUR never came.";
    const NOTHING: &str = "Nothing to see here, really nothing.";

    #[test]
    fn the_surest_fills_what_nobody_typed() {
        check(&form(NOTHING, Known::default()), "", "");
        let mut two = form(TEXT, Known::default());
        check(&two, "A-1042", "120 EUR text");
        assert_eq!(two.order_from(), Provenance::Text);
        two.typed[Field::Order as usize] = "C-1".into();
        two.learn(&reading(TEXT));
        check(&two, "C-1", "120 EUR text");
        assert_eq!(two.order_from(), Provenance::Typed);
        let sum = Sum { value: "50.00".into(), currency: "EUR".into() };
        let order = Some(Sourced { value: "P-1042".to_owned(), from: Provenance::JsonLd });
        let page = Known { order, amount: Some(Sourced { value: sum, from: Provenance::JsonLd }), merchant: None };
        check(&form(TEXT, page.clone()), "P-1042", "50 EUR json_ld");
        let both = form("You owe me 50,00 EUR for order P-1042, as your own page says.", page);
        assert_eq!(both.facts.iter().map(Fact::source).collect::<Vec<_>>(), [Provenance::JsonLd; 2]);
        let codes: Vec<_> = Certainty::ALL.iter().map(|certainty| certainty.code()).collect();
        assert!(codes.is_sorted(), "the surest first");
    }

    #[test]
    fn what_is_removed_stays_removed_while_the_text_gives_it() {
        let mut form = form(TEXT, Known::default());
        let (order, amount) = (0, 1);
        form.toggle(order);
        form.toggle(amount);
        check(&form, "B-2077", "80 EUR text");
        form.learn(&reading(&[TEXT, " Please help."].concat()));
        check(&form, "B-2077", "80 EUR text");
        form.toggle(order);
        check(&form, "A-1042", "80 EUR text");
        form.learn(&reading(NOTHING));
        check(&form, "", "");
        form.learn(&reading(TEXT));
        check(&form, "A-1042", "120 EUR text");
        form.choose(2);
        check(&form, "B-2077", "120 EUR text");
        form.correct(2, String::new());
        check(&form, "A-1042", "120 EUR text");
    }

    #[test]
    fn what_is_corrected_is_filed_corrected() {
        let mut form = form(TEXT, Known::default());
        form.correct(1, "125 EUR".into());
        form.correct(0, "A-1043".into());
        check(&form, "A-1043", "125 EUR typed");
        assert_eq!(form.order_from(), Provenance::Typed);
        form.learn(&reading(TEXT));
        check(&form, "A-1043", "125 EUR typed");
        form.choose(3); // The other sum.
        check(&form, "A-1043", "80 EUR text");
        form.correct(0, "A-1042".into()); // As it was read.
        check(&form, "A-1042", "80 EUR text");
        assert_eq!(form.facts.iter().filter(|fact| fact.became.is_some()).count(), 1);
    }
}
