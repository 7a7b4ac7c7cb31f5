//! What the page knows, taken out of a JavaScript object: what is missing or malformed counts as unknown.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use complaint::amount::Amount;
use complaint::extract::Kind;
use complaint::level::Level;
use complaint::reading::Setting;
use complaint::reason::Reason;
use complaint::suggestion::When;
use complaint::triage::Said;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// An object whose members are looked up by name, an array's by its indices.
    pub type Members;

    #[wasm_bindgen(method, indexing_getter)]
    fn get(this: &Members, key: &str) -> JsValue;
}

impl Members {
    fn text(&self, key: &str) -> Option<String> {
        self.get(key).as_string()
    }

    fn object(&self, key: &str) -> Option<Self> {
        Some(self.get(key)).filter(JsValue::is_object).map(JsCast::unchecked_into)
    }

    fn amount(&self) -> Option<Amount> {
        Some(Amount { value: self.text("value")?.parse().ok()?, currency: self.text("currency")?.parse().ok()? })
    }

    /// The objects in an array.
    fn list(&self, key: &str) -> impl Iterator<Item = Self> {
        let list = self.object(key);
        (0_u32..).map_while(move |n| list.as_ref()?.object(&n.to_string()))
    }

    /// Those of `all` whose codes stand in an array.
    fn coded<T: Copy>(&self, key: &str, all: &[T], code: fn(T) -> &'static str) -> Vec<T> {
        let list = self.object(key);
        let codes: Vec<_> = (0_u32..).map_while(|n| list.as_ref()?.text(&n.to_string())).collect();
        all.iter().copied().filter(|one| codes.iter().any(|known| known == code(*one))).collect()
    }

    fn when(&self) -> When {
        let when = self.object("when");
        let when = when.as_ref().unwrap_or(self);
        When {
            reasons: when.coded("reasons", Reason::ALL, Reason::code),
            levels: when.coded("levels", Level::ALL, Level::code),
            facts: when.coded("facts", Kind::ALL, Kind::code),
        }
    }

    pub(crate) fn parse(&self) -> Setting {
        Setting {
            today: self.text("today").and_then(|day| day.parse().ok()),
            lang: self.text("lang").unwrap_or_default(),
            order: self.text("order").unwrap_or_default(),
            said: Said {
                amount: self.object("amount").and_then(|sum| sum.amount()),
                reason: self
                    .text("reason")
                    .and_then(|code| Reason::ALL.iter().copied().find(|known| known.code() == code)),
                level: self
                    .text("level")
                    .and_then(|code| Level::ALL.iter().copied().find(|known| known.code() == code)),
            },
            critical_from: self.list("critical_from").filter_map(|sum| sum.amount()).collect(),
            suggestions: self.list("suggestions").map(|suggestion| suggestion.when()).collect(),
        }
    }
}
