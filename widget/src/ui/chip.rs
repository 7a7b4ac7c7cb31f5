//! A fact that need not be typed, with where it was found, and a way to take it out.

use crate::app::App;
use crate::messages::{Sentence, write};
use crate::ui::element::{el, with, words};
use complaint::draft::Provenance;
use leptos::prelude::*;

pub(crate) fn view(app: &App, label: Sentence, value: String, from: Provenance, forget: &str) -> AnyView {
    let label = app.say(label);
    let from = app.say(if from == Provenance::Url { write::from_url } else { write::from_page });
    let remove = [&app.say(write::remove), " ", &label].concat();
    let remove = with(
        "BUTTON",
        "icon",
        [("value", Some(forget.into())), ("type", Some("button".into())), ("aria-label", Some(remove))],
        vec!["✕".into_any()],
    );
    el("SPAN", "chip", [words("SMALL", "", label), words("B", "", value), words("SMALL", "", from), remove])
}
