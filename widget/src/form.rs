//! What is being written: the fields, what was read, what the merchant says of that, and what is wrong with it.

use crate::facts::{self, Fact};
use crate::json::{Json, object};
use crate::page::Known;
use complaint::draft::{Draft, Provenance, Sourced, Wish};
use complaint::level::Level;
use complaint::problem::{Code, Problem, field};
use js_sys::{Array, JSON};
use wasm_bindgen::JsValue;

#[derive(Clone, Default)]
pub(crate) struct Form {
    /// As typed, in the order of [`Field`].
    pub(crate) typed: [String; 4],
    pub(crate) known: Known,
    /// The page's first, then those of the text.
    pub(crate) facts: Vec<Fact>,
    /// What was put into the field of the order for the merchant.
    pub(crate) filled: String,
    /// The merchant's own choice among several sums.
    pub(crate) chosen: String,
    /// Codes of the reason and the level that the merchant chose, or empty.
    pub(crate) reason: String,
    pub(crate) level: String,
    pub(crate) problems: Vec<Problem>,
}

/// What is asked for.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) enum Field {
    Text,
    Order,
    Contact,
    /// Why another level.
    Why,
}

impl Field {
    pub(crate) const ALL: [Self; 4] = [Self::Text, Self::Order, Self::Contact, Self::Why];
    /// Of the first form.
    pub(crate) const FIRST: [Self; 3] = [Self::Text, Self::Order, Self::Contact];

    /// In the first form, in the stored draft and in the sentences about problems.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Order => "order",
            Self::Contact => "contact",
            Self::Why => "why",
        }
    }

    pub(crate) fn selector(self) -> &'static str {
        match self {
            Self::Text => "#text",
            Self::Order => "#order",
            Self::Contact => "#contact",
            Self::Why => "#why",
        }
    }

    /// Where its problems are found.
    fn path(self) -> &'static str {
        match self {
            Self::Text => field::TEXT,
            Self::Order => field::ORDER,
            Self::Contact => field::CONTACT,
            Self::Why => field::LEVEL,
        }
    }
}

impl Form {
    /// A fresh form: the stored draft, into which the page puts its order unless another one was typed.
    pub(crate) fn new<J: Json>(stored: Option<J>, given: &J, known: Known) -> Self {
        let stored_text = |key| stored.as_ref().and_then(|draft| draft.text(key));
        let stored_order = stored.as_ref().and_then(|draft| draft.get("order"));
        let is_own = |from: &str| from == Provenance::Typed.code() || from == Provenance::Text.code();
        let order = stored_order.filter(|order| order.text("from").is_some_and(|from| is_own(&from)));
        let order = order.and_then(|order| order.text("value"));
        let known_order = known.order.as_ref().map(|order| order.value.clone());
        let stored_value = |key| stored.as_ref().and_then(|draft| draft.get(key));
        let wish = stored_value("level");
        let wished = |key| wish.as_ref().and_then(|wish| wish.text(key)).unwrap_or_default();
        let mut facts = facts::of_page(&known);
        for corrected in stored.iter().flat_map(|draft| draft.list("corrections")) {
            facts.extend(Fact::told(&corrected));
        }
        Self {
            typed: [
                stored_text("text").or_else(|| given.text("text")).unwrap_or_default(),
                order.or_else(|| known_order.clone()).unwrap_or_default(),
                stored_text("contact").unwrap_or_default(),
                wished("why"),
            ],
            known,
            facts,
            filled: known_order.unwrap_or_default(),
            chosen: stored_value("amount").and_then(|sum| facts::normal(&sum.get("value")?)).unwrap_or_default(),
            reason: stored_text("reason").unwrap_or_default(),
            level: wished("level"),
            problems: Vec::new(),
        }
    }

    /// What can be judged here; the rest is only passed on.
    pub(crate) fn draft(&self, lang: &str) -> Draft {
        let [text, _, contact, why] = self.typed.clone();
        let order = self.order().to_owned();
        Draft {
            text,
            contact,
            order: Some(Sourced { value: order, from: self.order_from() }).filter(|order| !order.value.is_empty()),
            // Whichever level it is.
            level: Some(Wish { level: Level::S, why }).filter(|_| !self.level.is_empty()),
            lang: lang.to_owned(),
            ..Draft::default()
        }
    }

    /// The draft as it crosses the wire.
    pub(crate) fn draft_json(&self, draft: &Draft) -> JsValue {
        let some = |code: &str| if code.is_empty() { JsValue::UNDEFINED } else { code.into() };
        let sourced = |value: JsValue, from: Provenance| object(&[("value", value), ("from", from.code().into())]);
        let order = draft.order.as_ref().map(|order| sourced(order.value.as_str().into(), order.from));
        let amount = self.amount().map(|sum| sourced(sum.value.json(), sum.from));
        let merchant = self.filed(facts::MERCHANT).map(|fact| sourced(fact.value().into(), fact.source()));
        let level = draft
            .level
            .as_ref()
            .map(|wish| object(&[("level", self.level.as_str().into()), ("why", wish.why.as_str().into())]));
        let corrections = Array::new();
        for fact in self.facts.iter().filter(|fact| fact.kind != facts::MERCHANT) {
            if let Some(became) = &fact.became {
                let (kind, read) = (fact.kind.as_str().into(), fact.read.as_str().into());
                corrections.push(&object(&[("kind", kind), ("read", read), ("became", some(became))]));
            }
        }
        object(&[
            ("text", draft.text.as_str().into()),
            ("contact", draft.contact.as_str().into()),
            ("order", order.unwrap_or_default()),
            ("amount", amount.unwrap_or_default()),
            ("merchant", merchant.unwrap_or_default()),
            ("reason", some(&self.reason)),
            ("level", level.unwrap_or_default()),
            ("corrections", corrections.into()),
            ("lang", draft.lang.as_str().into()),
        ])
    }

    pub(crate) fn problem(&self, field: Field) -> Option<&Problem> {
        self.problems.iter().find(|problem| problem.field == field.path())
    }
}

pub(crate) fn write(value: &JsValue) -> String {
    JSON::stringify(value).map(String::from).unwrap_or_default()
}

/// The problems of a refusal, as far as they are about something in the form.
pub(crate) fn problems<J: Json>(refusal: &J) -> Vec<Problem> {
    let read = |problem: &J| {
        let at = problem.text("field")?;
        let path = Field::ALL.map(Field::path).into_iter().find(|path| at.strip_prefix(*path).is_some())?;
        let code = problem.text("code")?;
        let code = Code::ALL.iter().find(|known| known.code() == code)?;
        Some(Problem { field: path.into(), code: *code, limit: problem.text("limit")?.parse().ok() })
    };
    refusal.list("problems").iter().filter_map(read).collect()
}
