//! What is being written: the three fields, what the page knows, and what is wrong with it.

use crate::json::{Json, object};
use crate::page::Known;
use complaint::draft::{Draft, Provenance, Sourced};
use complaint::problem::{Code, Problem, field};
use js_sys::JSON;
use wasm_bindgen::JsValue;

#[derive(Clone, Default)]
pub(crate) struct Form {
    /// As typed, in the order of [`Field`].
    pub(crate) typed: [String; 3],
    pub(crate) known: Known,
    pub(crate) problems: Vec<Problem>,
}

/// What is asked for.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) enum Field {
    Text,
    Order,
    Contact,
}

impl Field {
    pub(crate) const ALL: [Self; 3] = [Self::Text, Self::Order, Self::Contact];

    /// In the first form, in the stored draft and in the sentences about problems.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Order => "order",
            Self::Contact => "contact",
        }
    }

    pub(crate) fn selector(self) -> &'static str {
        match self {
            Self::Text => "#text",
            Self::Order => "#order",
            Self::Contact => "#contact",
        }
    }

    /// Where its problems are found.
    fn path(self) -> &'static str {
        match self {
            Self::Text => field::TEXT,
            Self::Order => field::ORDER,
            Self::Contact => field::CONTACT,
        }
    }
}

impl Form {
    /// A fresh form: the stored draft, into which the page puts its order unless another one was typed.
    pub(crate) fn new<J: Json>(stored: Option<J>, given: &J, known: Known) -> Self {
        let stored_text = |key| stored.as_ref().and_then(|draft| draft.text(key));
        let stored_order = stored.as_ref().and_then(|draft| draft.get("order"));
        let typed_order = stored_order.filter(|order| order.text("from").as_deref() == Some(Provenance::Typed.code()));
        let order = typed_order.and_then(|order| order.text("value"));
        let known_order = known.order.as_ref().map(|order| order.value.clone());
        Self {
            typed: [
                stored_text("text").or_else(|| given.text("text")).unwrap_or_default(),
                order.or(known_order).unwrap_or_default(),
                stored_text("contact").unwrap_or_default(),
            ],
            known,
            problems: Vec::new(),
        }
    }

    pub(crate) fn draft(&self, lang: &str) -> Draft {
        let [text, order, contact] = self.typed.clone();
        let order = order.trim();
        let known = self.known.order.as_ref().filter(|known| known.value == order);
        let typed = || Some(Sourced { value: order.to_owned(), from: Provenance::Typed }).filter(|_| !order.is_empty());
        Draft {
            text,
            contact,
            order: known.cloned().or_else(typed),
            merchant: self.known.merchant.clone(),
            lang: lang.to_owned(),
            ..Draft::default()
        }
    }

    /// The draft as it crosses the wire.
    pub(crate) fn draft_json(&self, draft: &Draft) -> JsValue {
        let sourced = |value: JsValue, from: Provenance| object(&[("value", value), ("from", from.code().into())]);
        let text = |known: &Option<Sourced<String>>| {
            known.as_ref().map_or(JsValue::UNDEFINED, |known| sourced(known.value.as_str().into(), known.from))
        };
        let amount = self.known.amount.as_ref().map_or(JsValue::UNDEFINED, |Sourced { value, from }| {
            let sum = [("value", value.value.as_str().into()), ("currency", value.currency.as_str().into())];
            sourced(object(&sum), *from)
        });
        object(&[
            ("text", draft.text.as_str().into()),
            ("contact", draft.contact.as_str().into()),
            ("order", text(&draft.order)),
            ("amount", amount),
            ("merchant", text(&draft.merchant)),
            ("lang", draft.lang.as_str().into()),
        ])
    }

    /// Whether the order is the one that the page tells.
    pub(crate) fn has_known_order(&self) -> bool {
        self.known.order.as_ref().is_some_and(|known| known.value == self.typed[Field::Order as usize])
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
