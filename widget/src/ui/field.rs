//! One thing that is asked for: its label, its input, its hint and its problem.

use crate::app::App;
use crate::form::{Field, Form};
use crate::messages::{self, fill, read, write};
use crate::ui::chip;
use crate::ui::element::{self, el, with};
use complaint::draft::Provenance;
use leptos::prelude::*;

pub(crate) fn view(app: &App, field: Field, form: &Form) -> AnyView {
    let name = field.name();
    let (tag, label, hint, complete) = match field {
        Field::Text => ("TEXTAREA", messages::form::what_happened, None, "off"),
        Field::Order => ("INPUT", messages::form::order, Some(order_hint(app, form)), "off"),
        Field::Contact => ("INPUT", messages::form::contact, Some(app.say(write::contact_hint)), "email"),
        Field::Why => ("TEXTAREA", read::why, None, "off"),
    };
    let problem = form.problem(field).map(|problem| {
        let sentence = app.messages.of("problem", &[name, ".", problem.code.code()].concat());
        fill(&sentence, &[("limit", &problem.limit.unwrap_or_default().to_string())])
    });
    let hint = hint.unwrap_or_default();
    let (hint_id, problem_id) = ([name, "-hint"].concat(), [name, "-problem"].concat());
    let input = with(
        tag,
        "",
        &[
            ("id", Some(name)),
            ("autocomplete", Some(complete)),
            ("aria-describedby", Some(&[&*problem_id, " ", &hint_id].concat())),
            ("aria-invalid", problem.as_ref().map(|_| "true")),
        ],
        vec![],
    );
    el(
        "DIV",
        "",
        vec![
            element::label(app.say(label), name),
            input,
            with("SMALL", "", &[("id", Some(&hint_id))], vec![hint.into_any()]),
            with("P", "bad", &[("id", Some(&problem_id))], vec![problem.unwrap_or_default().into_any()]),
        ],
    )
}

/// Where the order was found; that it may be left out, where the merchant is to say it.
fn order_hint(app: &App, form: &Form) -> String {
    match form.order_from() {
        Provenance::Typed => app.say(write::optional),
        from => chip::source(app, from),
    }
}
