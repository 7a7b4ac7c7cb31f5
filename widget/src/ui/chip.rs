//! A fact that need not be typed, which can be: what it is, where it was found, how sure that is, and a way to take it out.

use crate::app::App;
use crate::facts::Fact;
use crate::figures;
use crate::form::Form;
use crate::messages::{read as says, write};
use crate::reading::letter;
use crate::ui::element::{self, el, with};
use complaint::draft::Provenance;
use leptos::prelude::*;

pub(crate) fn view(app: &App, form: &Form, at: usize, fact: &Fact) -> AnyView {
    let label = app.messages.of("kind", &fact.kind);
    let shown = figures::fact(fact, &app.locale);
    let mut ground = source(app, fact.source());
    if fact.became.is_none() && !fact.sure.is_empty() {
        ground = [&figures::name(&fact.by), " ", &ground, ", ", &app.messages.of("sure", &fact.sure)].concat();
    }
    let (mut class, mut drop, mut sign) = ("chip", says::remove, "✕");
    if fact.is_removed() {
        (class, drop, sign, ground) = ("chip gone", says::put_back, "↶", app.say(says::removed));
    }
    let at = letter(at);
    let (id, ground_id) = (["f", &at].concat(), ["g", &at].concat());
    let width = (shown.len() as i64).to_string();
    let named = |sentence| [&app.say(sentence), " ", &label, " ", &shown].concat();
    let button = |verb: &str, sentence, class, sign: AnyView| {
        let (value, name) = ([verb, " ", &at].concat(), named(sentence));
        with(
            "BUTTON",
            class,
            &[("value", Some(&value)), ("type", Some("button")), ("aria-label", Some(&name))],
            vec![sign],
        )
    };
    let mut parts = vec![
        element::label(label.clone(), &id),
        with("INPUT", "", &[("id", Some(&id)), ("size", Some(&width)), ("aria-describedby", Some(&ground_id))], vec![]),
        with("SMALL", "", &[("id", Some(&ground_id))], vec![ground.into_any()]),
        button("drop", drop, "icon", sign.into_any()),
    ];
    if form.is_offered(fact) {
        class = "chip offered";
        parts.push(button("use", says::instead, "quiet", app.say(says::instead).into_any()));
    }
    el("SPAN", class, parts)
}

/// Where it was found.
pub(crate) fn source(app: &App, from: Provenance) -> String {
    app.say(match from {
        Provenance::Url => write::from_url,
        Provenance::Text => says::from_text,
        Provenance::Typed => says::from_you,
        _ => write::from_page,
    })
}
