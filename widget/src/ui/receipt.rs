//! The receipt: the number, the promises with their times, and whether the platform has it.

use crate::app::{App, msg};
use crate::browser;
use crate::case::Case;
use crate::json::Json;
use crate::messages::{Sentence, fill, form, receipt as says};
use crate::time;
use crate::ui::element::{button, el, with, words};
use js_sys::encode_uri_component;
use leptos::prelude::*;

pub(crate) fn view(app: &App, case: &Case) -> AnyView {
    let say = |sentence| app.messages.say(sentence);
    let file = ["data:application/json,", &String::from(encode_uri_component(&case.raw))].concat();
    let received = time::exact(case.receipt.time("received_at").unwrap_or_default(), &app.lang);
    el("MAIN", "", [
        el("DIV", "have", [words("B", "", say(says::have)), words("SMALL", "", received)]),
        el("DIV", "id", [words("B", "", case.text("id")), button("quiet", say(says::copy), msg::COPY)]),
        el("DL", "", promises(app, case)),
        el("DIV", "two", tiles(app, case)),
        words("SMALL", "", desk(app, case)),
        button("", say(says::follow), &case.text("id")),
        with("A", "button", [("href", Some(file)), ("download", Some(case.text("id") + ".json"))], vec![say(says::save).into_any()]),
    ])
}

fn promises(app: &App, case: &Case) -> Vec<AnyView> {
    let row = |label: Sentence, value: String, more: String| {
        let value = el("DD", "", [value.into_any(), words("SMALL", "", more)]);
        el("DIV", "", [words("DT", "", app.messages.say(label)), value])
    };
    let mut rows = Vec::new();
    for (label, clock) in [(says::contact, "contact"), (says::proposal, "proposal"), (says::closure, "closure")] {
        if let Some(at) = case.due(clock) {
            let by = fill(&app.messages.say(says::by), &[("time", &time::moment(at, &app.lang))]);
            rows.push(row(label, by, time::left(at - browser::now(), &app.messages)));
        }
    }
    rows.push(row(says::queue, app.messages.of("queue", &case.text("queue")), String::new()));
    rows
}

fn tiles(app: &App, case: &Case) -> [AnyView; 2] {
    let number = case.view.text("case").unwrap_or_default();
    let (head, text) = match case.view.text("delivery").as_deref() {
        Some("delivered") => (says::delivered, says::case),
        Some("parked") => (says::parked, says::parked_why),
        _ => (says::pending, says::pending_why),
    };
    [(form::recorded, says::proof), (head, text)].map(|(head, text)| {
        let text = fill(&app.messages.say(text), &[("case", &number)]);
        el("DIV", "tile", [words("B", "", app.messages.say(head)), text.into_any()])
    })
}

fn desk(app: &App, case: &Case) -> String {
    let desk = case.receipt.get("contact").unwrap_or_default();
    let of = |key| desk.text(key).unwrap_or_default();
    fill(&app.messages.say(says::desk), &[("name", &of("name")), ("email", &of("email")), ("phone", &of("phone"))])
}
