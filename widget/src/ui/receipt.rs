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
    let say = |sentence| app.say(sentence);
    let file = ["data:application/json,", &String::from(encode_uri_component(&case.raw))].concat();
    let received = time::exact(case.receipt.time("received_at").unwrap_or_default(), &app.locale);
    el(
        "MAIN",
        "",
        [
            el("DIV", "have", [words("B", "", say(says::have)), words("SMALL", "", received)]),
            el("DIV", "id", [words("B", "", case.text("id")), button("quiet", say(says::copy), msg::COPY)]),
            el("DL", "", promises(app, case)),
            el("DIV", "two", tiles(app, case)),
            words("SMALL", "", desk(app, case)),
            button("", say(says::follow), &case.text("id")),
            with(
                "A",
                "button",
                [("href", Some(file)), ("download", Some(case.text("id") + ".json"))],
                vec![say(says::save).into_any()],
            ),
        ],
    )
}

fn promises(app: &App, case: &Case) -> Vec<AnyView> {
    let row = |label: Sentence, value: String, more: String| {
        let value = el("DD", "", [value.into_any(), words("SMALL", "", more)]);
        el("DIV", "", [words("DT", "", app.say(label)), value])
    };
    let mut rows = Vec::new();
    for (label, clock) in [(says::contact, "contact"), (says::proposal, "proposal"), (says::closure, "closure")] {
        if let Some(at) = case.due(clock) {
            let by = fill(&app.say(says::by), &[("time", &time::moment(at, &app.locale))]);
            rows.push(row(label, by, time::left(at - browser::now(), &app.messages)));
        }
    }
    rows.push(row(says::queue, app.messages.of("queue", &case.text("queue")), String::new()));
    rows
}

fn tiles(app: &App, case: &Case) -> [AnyView; 2] {
    let number = case.view.text("case").unwrap_or_default();
    let delivery = match case.view.text("delivery").as_deref() {
        Some("delivered") => ("tile done", says::delivered, says::case),
        Some("parked") => ("tile", says::parked, says::parked_why),
        _ => ("tile", says::pending, says::pending_why),
    };
    [("tile done", form::recorded, says::proof), delivery].map(|(class, head, text)| {
        let text = fill(&app.say(text), &[("case", &number)]);
        el("DIV", class, [words("B", "", app.say(head)), text.into_any()])
    })
}

fn desk(app: &App, case: &Case) -> String {
    let desk = case.receipt.get("contact").unwrap_or_default();
    let of = |key| desk.text(key).unwrap_or_default();
    fill(&app.say(says::desk), &[("name", &of("name")), ("email", &of("email")), ("phone", &of("phone"))])
}
