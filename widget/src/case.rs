//! A complaint that was recorded: its receipt, and the last that was seen of it.

use crate::browser;
use crate::json::Json;
use crate::messages::Sentence;
use complaint::time::Millis;
use wasm_bindgen::JsValue;

pub(crate) struct Case {
    /// The receipt's bytes, as they came.
    pub(crate) raw: String,
    pub(crate) receipt: JsValue,
    /// Null until the first look.
    pub(crate) view: JsValue,
    /// The view's bytes: unchanged bytes are no news.
    pub(crate) seen: String,
    /// What is to be told of the last thing done.
    pub(crate) said: Option<&'static Sentence>,
    /// When the desk stopped answering.
    pub(crate) as_of: Option<Millis>,
}

impl Case {
    pub(crate) fn new(raw: String) -> Self {
        let receipt = browser::parse(&raw);
        Self { raw, receipt, view: JsValue::NULL, seen: String::new(), said: None, as_of: None }
    }

    pub(crate) fn text(&self, key: &str) -> String {
        self.receipt.text(key).unwrap_or_default()
    }

    /// Takes a view's bytes, or that none came; whether it is news.
    pub(crate) fn see(&mut self, view: Option<String>) -> bool {
        let Some(view) = view else {
            self.as_of = self.as_of.or(Some(browser::now()));
            return false;
        };
        self.as_of = None;
        let shown = browser::parse(&view);
        // An answer may come late: when another complaint is on the screen, or when more is known.
        let length = |view: &JsValue| view.list("timeline").len();
        let is_news =
            self.seen != view && shown.text("id") == self.receipt.text("id") && length(&shown) >= length(&self.view);
        if is_news {
            self.view = shown;
            self.seen = view;
            self.said = None;
        }
        is_news
    }

    /// Its clocks, as last seen or as the receipt has them.
    pub(crate) fn clocks(&self) -> Vec<JsValue> {
        if self.view.is_null() { self.receipt.list("due") } else { self.view.list("clocks") }
    }
}
