//! The receipt: the number, the promises with their times, and whether the platform has it.

use crate::app::{App, msg};
use crate::browser;
use crate::case::Case;
use crate::json::Json;
use crate::messages::{fill, form, receipt as says};
use crate::time;
use crate::ui::element::{button, el, with, words};
use crate::ui::promises;
use js_sys::encode_uri_component;
use leptos::prelude::*;

pub(crate) fn view(app: &App, case: &Case) -> AnyView {
    let say = |sentence| app.say(sentence);
    let file = ["data:application/json,", &String::from(encode_uri_component(&case.raw))].concat();
    let mut rows = promises::rows(app, case);
    let queue = app.messages.of("queue", &case.text("queue"));
    rows.push(el("DIV", "", vec![words("DT", "", say(says::queue)), words("DD", "", queue)]));
    let received = time::exact(case.receipt.time("received_at").unwrap_or_default(), &app.locale);
    el(
        "MAIN",
        "",
        vec![
            el("DIV", "have", vec![words("B", "", say(says::have)), words("SMALL", "", received)]),
            el("DIV", "id", vec![words("B", "", case.text("id")), button("quiet", say(says::copy), msg::COPY)]),
            el("DL", "", rows),
            el("DIV", "two", tiles(app, case)),
            words("SMALL", "", desk(app, case)),
            button("", say(says::follow), &case.text("id")),
            with(
                "A",
                "button",
                &[("href", Some(&file)), ("download", Some(&(case.text("id") + ".json")))],
                vec![say(says::save).into_any()],
            ),
        ],
    )
}

fn tiles(app: &App, case: &Case) -> Vec<AnyView> {
    let number = case.view.text("case").unwrap_or_default();
    // A try that is due any moment needs no time said.
    let next = case.view.get("trying").and_then(|trying| trying.time("next_at")).filter(|at| *at > browser::now());
    let delivery = match case.view.text("delivery").as_deref() {
        Some("delivered") => ("tile done", says::delivered, says::case),
        Some("parked") => ("tile", says::parked, says::parked_why),
        _ if next.is_some() => ("tile", says::pending, says::trying_why),
        _ => ("tile", says::pending, says::pending_why),
    };
    let next = next.map(|at| time::moment(at, &app.locale)).unwrap_or_default();
    let tile = |(class, head, text)| {
        let text = fill(&app.say(text), &[("case", &number), ("time", &next)]);
        el("DIV", class, vec![words("B", "", app.say(head)), text.into_any()])
    };
    vec![tile(("tile done", form::recorded, says::proof)), tile(delivery)]
}

fn desk(app: &App, case: &Case) -> String {
    let desk = case.receipt.get("contact").unwrap_or_default();
    let of = |key| desk.text(key).unwrap_or_default();
    fill(&app.say(says::desk), &[("name", &of("name")), ("email", &of("email")), ("phone", &of("phone"))])
}
