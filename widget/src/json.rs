//! JSON as it lies there: the browser's own values in a page, `serde_json`'s in a test.
//!
//! Reading the few fields that are shown costs 1 KB of the download; serde's readers of the same types cost 29 KB.

use complaint::time::Millis;
use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

pub(crate) trait Json: Sized {
    /// The member of that name; `None` where there is none or it is null.
    fn get(&self, key: &str) -> Option<Self>;
    /// The elements of an array, the members of an object.
    fn values(&self) -> Vec<Self>;
    /// A text, or a number as it is written.
    fn as_text(&self) -> Option<String>;
    fn as_number(&self) -> Option<f64>;

    fn text(&self, key: &str) -> Option<String> {
        self.get(key)?.as_text()
    }

    fn time(&self, key: &str) -> Option<Millis> {
        Some(Millis(self.get(key)?.as_number()? as i64))
    }

    fn list(&self, key: &str) -> Vec<Self> {
        self.get(key).map(|list| list.values()).unwrap_or_default()
    }
}

impl Json for JsValue {
    fn get(&self, key: &str) -> Option<Self> {
        Reflect::get(self, &key.into()).ok().filter(|value| !value.is_null() && !value.is_undefined())
    }

    fn values(&self) -> Vec<Self> {
        self.dyn_ref::<Object>().map(|object| Object::values(object).iter().collect()).unwrap_or_default()
    }

    fn as_text(&self) -> Option<String> {
        self.as_string().or_else(|| self.as_f64().and(JSON::stringify(self).ok()).map(String::from))
    }

    fn as_number(&self) -> Option<f64> {
        self.as_f64()
    }
}

/// An object of these members; `undefined` ones are left out when it is written.
pub(crate) fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in members {
        // A fresh object refuses nothing.
        let _ = Reflect::set(&object, &(*key).into(), value);
    }
    object.into()
}

#[cfg(test)]
impl Json for serde_json::Value {
    fn get(&self, key: &str) -> Option<Self> {
        serde_json::Value::get(self, key).filter(|value| !value.is_null()).cloned()
    }

    fn values(&self) -> Vec<Self> {
        match self {
            Self::Array(values) => values.clone(),
            Self::Object(members) => members.values().cloned().collect(),
            _ => Vec::new(),
        }
    }

    fn as_text(&self) -> Option<String> {
        self.as_str().map(str::to_owned).or_else(|| self.as_number().map(ToString::to_string))
    }

    fn as_number(&self) -> Option<f64> {
        self.as_f64()
    }
}
