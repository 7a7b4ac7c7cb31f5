//! What the page knows, taken out of a JavaScript object: what is missing or malformed counts as unknown.

use alloc::string::{String, ToString};
use complaint::amount::Amount;
use complaint::level::Level;
use complaint::reading::Setting;
use complaint::reason::Reason;
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

    pub(crate) fn parse(&self) -> Setting {
        let critical_from = self
            .object("critical_from")
            .map(|list| (0..).map_while(|n: u32| list.object(&n.to_string())).filter_map(|sum| sum.amount()).collect());
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
            critical_from: critical_from.unwrap_or_default(),
        }
    }
}
