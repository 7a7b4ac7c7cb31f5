//! The form: one box first, then two lines, what is known already, and a button.

use crate::app::{App, msg};
use crate::browser;
use crate::form::{Field, Form};
use crate::json::Json;
use crate::messages::{fill, form as says, read as found, write};
use crate::ui::element::{button, el, with, words};
use crate::ui::{chip, field, judged, suggestion};
use leptos::prelude::*;

pub(crate) fn view(app: &App) -> AnyView {
    let form = &*app.form.borrow();
    let label = app.say(if browser::is_online() { says::file } else { write::file_later });
    let mut parts = Vec::new();
    for field in Field::FIRST {
        parts.push(field::view(app, field, form));
        if field == Field::Text {
            parts.push(el("DIV", "read", read(app, form)));
            parts.push(judged::view(app, form));
        }
    }
    parts.push(suggestion::cards(app));
    parts.push(button("", label, msg::FILE));
    parts.push(words("SMALL", "", app.say(write::receipt_follows)));
    if browser::recall(&app.key("mine")).is_some() {
        parts.push(button("quiet", app.say(write::mine), msg::MINE));
    }
    with("FORM", "", &[("novalidate", Some(""))], parts)
}

/// What is known and found; and that a card number is hidden.
fn read(app: &App, form: &Form) -> Vec<AnyView> {
    let hidden = app.engine.borrow().reading.list("hidden");
    let card = hidden.first().and_then(|hidden| hidden.text("shown"));
    let card = card.map(|card| fill(&app.say(found::card), &[("card", &card)])).unwrap_or_default();
    let title = if form.facts.is_empty() { String::new() } else { app.say(found::read) };
    let mut chips = Vec::new();
    for (at, fact) in form.facts.iter().enumerate() {
        chips.push(chip::view(app, form, at, fact));
    }
    vec![
        with("P", "card", &[("role", Some("status"))], vec![card.into_any()]),
        words("SMALL", "", title),
        el("DIV", "chips", chips),
    ]
}
