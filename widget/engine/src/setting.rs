//! What the page knows, taken out of a JavaScript object: what is missing or malformed counts as unknown.

use alloc::string::String;
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

    #[wasm_bindgen(method, indexing_getter)]
    fn at(this: &Members, index: u32) -> JsValue;

    /// Of an array its items, commas between.
    #[wasm_bindgen(js_name = String)]
    fn shown(value: &JsValue) -> String;
}

fn object(value: JsValue) -> Option<Members> {
    Some(value).filter(JsValue::is_object).map(JsCast::unchecked_into)
}

/// Whether `code` is one of `codes`, with commas between.
fn names(codes: &str, code: &str) -> bool {
    codes.split(',').any(|known| known == code)
}

impl Members {
    fn text(&self, key: &str) -> Option<String> {
        self.get(key).as_string()
    }

    fn object(&self, key: &str) -> Option<Self> {
        object(self.get(key))
    }

    fn amount(&self) -> Option<Amount> {
        Some(Amount { value: self.text("value")?.parse().ok()?, currency: self.text("currency")?.parse().ok()? })
    }

    /// The objects in an array.
    fn list(&self, key: &str) -> Vec<Self> {
        let mut items = Vec::new();
        if let Some(list) = self.object(key) {
            while let Some(item) = object(list.at(items.len() as u32)) {
                items.push(item);
            }
        }
        items
    }

    /// Those of `all` whose codes stand in an array, or the one whose code stands alone.
    fn coded<T: Copy>(&self, key: &str, all: &[T], code: fn(T) -> &'static str) -> Vec<T> {
        let codes = shown(&self.get(key));
        all.iter().copied().filter(|one| names(&codes, code(*one))).collect()
    }

    fn reasons(&self, key: &str) -> Vec<Reason> {
        self.coded(key, Reason::ALL, Reason::code)
    }

    fn levels(&self, key: &str) -> Vec<Level> {
        self.coded(key, Level::ALL, Level::code)
    }

    fn when(&self) -> When {
        let when = self.object("when");
        let when = when.as_ref().unwrap_or(self);
        When {
            reasons: when.reasons("reasons"),
            levels: when.levels("levels"),
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
                reason: self.reasons("reason").first().copied(),
                level: self.levels("level").first().copied(),
            },
            critical_from: self.list("critical_from").iter().filter_map(Self::amount).collect(),
            suggestions: self.list("suggestions").iter().map(Self::when).collect(),
        }
    }
}
