//! The form: one box first, then two lines, what is known already, and a button.

use crate::app::{App, msg};
use crate::browser;
use crate::form::{Field, Form};
use crate::messages::{form as says, write};
use crate::ui::element::{button, el, with, words};
use crate::ui::{chip, field};
use leptos::prelude::*;

pub(crate) fn view(app: &App) -> AnyView {
    let form = &*app.form.borrow();
    let label = app.say(if browser::is_online() { says::file } else { write::file_later });
    let mut parts: Vec<_> = Field::ALL.into_iter().map(|field| field::view(app, field, form)).collect();
    parts.push(el("DIV", "chips", chips(app, form)));
    parts.push(button("", label, msg::FILE));
    parts.push(words("SMALL", "", app.say(write::receipt_follows)));
    if browser::recall(&app.key("mine")).is_some() {
        parts.push(button("quiet", app.say(write::mine), msg::MINE));
    }
    with("FORM", "", [("novalidate", Some(String::new()))], parts)
}

fn chips(app: &App, form: &Form) -> Vec<AnyView> {
    let mut chips = Vec::new();
    if let Some(known) = &form.known.amount {
        let sum = [&known.value.value, " ", &known.value.currency].concat();
        chips.push(chip::view(app, write::amount, sum, known.from, msg::FORGET_AMOUNT));
    }
    if let Some(known) = &form.known.merchant {
        chips.push(chip::view(app, write::merchant, known.value.clone(), known.from, msg::FORGET_MERCHANT));
    }
    chips
}
