//! The promises in a list, the remaining time running. It is no live region: nobody wants to hear each second.

use crate::app::App;
use crate::browser;
use crate::case::Case;
use crate::json::Json;
use crate::messages::{fill, promise as says};
use crate::promise::{Promise, State, length};
use crate::time;
use crate::ui::element::{el, with, words};
use complaint::time::Millis;
use leptos::prelude::*;

/// Rows of a description list.
pub(crate) fn rows(app: &App, case: &Case) -> Vec<AnyView> {
    let now = browser::now();
    Promise::all(&case.clocks()).iter().map(|promise| row(app, case, promise, now)).collect()
}

fn row(app: &App, case: &Case, promise: &Promise, now: Millis) -> AnyView {
    let say = |sentence| app.say(sentence);
    let by = |sentence| fill(&say(sentence), &[("time", &time::moment(promise.due_at, &app.locale))]);
    let lasts = |span| length(span, &app.messages);
    let (class, head, more) = match promise.state {
        State::Running { .. } if promise.due_at <= now => {
            ("broken", by(says::by), fill(&say(says::late), &[("span", &lasts(now - promise.due_at))]))
        }
        State::Running { .. } => {
            let left = fill(&say(says::left), &[("span", &lasts(promise.due_at - now))]);
            match promise.is_short(now) {
                true => ("short", by(says::by), [&left, " · ", &say(says::short)].concat()),
                false => ("", by(says::by), left),
            }
        }
        State::Paused { left } => {
            let why = app.messages.of("pause", &case.view.text("status").unwrap_or_default());
            ("", say(says::paused), fill(&say(says::paused_left), &[("span", &lasts(left)), ("why", &why)]))
        }
        State::Kept => ("kept", say(says::kept), String::new()),
        State::Broken => ("broken", say(says::broken), by(says::was_due)),
    };
    let iso = time::iso(promise.due_at);
    let value = el(
        "DD",
        class,
        vec![with("TIME", "", &[("datetime", Some(&iso))], vec![head.into_any()]), words("SMALL", "", more)],
    );
    let used = promise.used(now).map(|used| used.to_string());
    let bar = [("max", Some("100")), ("value", used.as_deref()), ("aria-hidden", Some("true"))];
    el(
        "DIV",
        "",
        vec![words("DT", "", app.messages.of("clock", &promise.clock)), value, with("PROGRESS", "", &bar, vec![])],
    )
}
