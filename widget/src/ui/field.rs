//! One thing that is asked for: its label, its input, its hint and its problem.

use crate::app::App;
use crate::form::{Field, Form};
use crate::messages::{self, fill, write};
use crate::ui::element::{el, with};
use leptos::prelude::*;

pub(crate) fn view(app: &App, field: Field, form: &Form) -> AnyView {
    let name = field.name();
    let (tag, label, hint, complete) = match field {
        Field::Text => ("TEXTAREA", messages::form::what_happened, None, "off"),
        Field::Order if form.has_known_order() => ("INPUT", messages::form::order, Some(write::from_page), "off"),
        Field::Order => ("INPUT", messages::form::order, Some(write::optional), "off"),
        Field::Contact => ("INPUT", messages::form::contact, Some(write::contact_hint), "email"),
    };
    let problem = form.problem(field).map(|problem| {
        let sentence = app.messages.of("problem", &[name, ".", problem.code.code()].concat());
        fill(&sentence, &[("limit", &problem.limit.unwrap_or_default().to_string())])
    });
    let hint = hint.map(|hint| app.say(hint)).unwrap_or_default();
    let (hint_id, problem_id) = ([name, "-hint"].concat(), [name, "-problem"].concat());
    let input = with(
        tag,
        "",
        [
            ("id", Some(name.into())),
            ("autocomplete", Some(complete.into())),
            ("aria-describedby", Some([&problem_id, " ", &hint_id].concat())),
            ("aria-invalid", problem.as_ref().map(|_| "true".into())),
        ],
        vec![],
    );
    el(
        "DIV",
        "",
        [
            with("LABEL", "", [("for", Some(name.into()))], vec![app.say(label).into_any()]),
            input,
            with("SMALL", "", [("id", Some(hint_id))], vec![hint.into_any()]),
            with("P", "bad", [("id", Some(problem_id))], vec![problem.unwrap_or_default().into_any()]),
        ],
    )
}
