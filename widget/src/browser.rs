//! The little of the browser that is used: storage, time, randomness, requests.

use complaint::time::Millis;
use js_sys::{Date, JSON};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, NodeList, RequestInit, Response, Window};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_namespace = ["import", "meta"], js_name = url)]
    static OWN_ADDRESS: String;
}

pub(crate) fn window() -> Window {
    leptos::prelude::window()
}

pub(crate) fn document() -> Document {
    leptos::prelude::document()
}

pub(crate) fn is_online() -> bool {
    window().navigator().on_line()
}

pub(crate) fn now() -> Millis {
    Millis(Date::now() as i64)
}

/// `None` where the browser keeps nothing for this page.
fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

pub(crate) fn recall(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// Keeps `value`, or forgets what was kept. A page that may keep nothing files all the same.
pub(crate) fn keep(key: &str, value: Option<&str>) {
    let Some(storage) = storage() else { return };
    let _ = match value {
        Some(value) => storage.set_item(key, value),
        None => storage.remove_item(key),
    };
}

pub(crate) fn random() -> [u8; 10] {
    let mut bytes = [0; 10];
    if let Ok(crypto) = window().crypto() {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes
}

/// The page's JSON-LD.
pub(crate) fn json_ld() -> Vec<JsValue> {
    let scripts = document().query_selector_all(r#"script[type="application/ld+json"]"#);
    let texts = |nodes: NodeList| (0..nodes.length()).filter_map(move |at| nodes.get(at)?.text_content());
    scripts.into_iter().flat_map(texts).map(|text| parse(&text)).collect()
}

/// The merchant's own kind of `lang`, `en-GB`: it knows how the hours are written.
pub(crate) fn locale(lang: &str) -> String {
    let own = window().navigator().language().filter(|own| own.starts_with(lang));
    own.unwrap_or_else(|| lang.to_owned())
}

/// The address of `path` beside the module that runs.
pub(crate) fn beside(path: &str) -> String {
    let own = OWN_ADDRESS.with(String::clone);
    own.rsplit_once('/').map(|(folder, _)| [folder, "/", path].concat()).unwrap_or_default()
}

/// Whether the browser let us.
pub(crate) fn copy(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    let is_there = !clipboard.is_undefined(); // Only on https.
    if is_there {
        let _ = clipboard.write_text(text);
    }
    is_there
}

/// The document in `text`, or null.
pub(crate) fn parse(text: &str) -> JsValue {
    JSON::parse(text).unwrap_or(JsValue::NULL)
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

/// Asks `url`, with `POST` where there is a body; `None` where nothing came back.
///
/// No header is set, so that no request is ever preflighted; what the browser has cached it revalidates itself.
pub(crate) async fn ask(url: &str, body: Option<&str>) -> Option<Answer> {
    let init = RequestInit::new();
    if let Some(body) = body {
        init.set_method("POST");
        init.set_body(&body.into());
    }
    let response: Response = JsFuture::from(window().fetch_with_str_and_init(url, &init)).await.ok()?.unchecked_into();
    let body = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
    Some(Answer { status: response.status(), body })
}
