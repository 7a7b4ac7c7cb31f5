//! The site's own answers that may be the one. They stand beside the button that files, never before it.

use crate::app::App;
use crate::json::Json;
use crate::messages::suggestion as says;
use crate::ui::element::{button, el, with, words};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// At most; more would be a help page.
const SHOWN: usize = 3;

pub(crate) fn cards(app: &App) -> AnyView {
    let engine = app.engine.borrow();
    let mut cards = Vec::new();
    for at in engine.reading.list("suggestions").iter().take(SHOWN) {
        let suggestion = engine.site.get("suggestions").and_then(|all| all.get(&at.as_text()?));
        cards.extend(suggestion.and_then(|suggestion| card(app, &suggestion)));
    }
    el("DIV", "answers", cards)
}

/// Opens to the answer; nothing in a language that the page does not speak.
fn card(app: &App, suggestion: &JsValue) -> Option<AnyView> {
    let card = suggestion.get("cards")?.get(&app.lang)?;
    let mut parts = vec![words("SUMMARY", "", card.text("title")?), words("P", "", card.text("text")?)];
    if let Some(link) = card.text("link") {
        let away = [("href", Some(&*link)), ("target", Some("_blank")), ("rel", Some("noopener"))];
        parts.push(with("A", "", &away, vec![app.say(says::read_on).into_any()]));
    }
    parts.push(button("quiet", app.say(says::solved), &["solved ", &suggestion.text("id")?].concat()));
    Some(el("DETAILS", "", parts))
}
