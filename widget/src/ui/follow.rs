//! Following: where it stands, who has it, until when, and all that has happened.

use crate::app::{App, msg};
use crate::case::Case;
use crate::json::Json;
use crate::messages::{fill, follow as says, write};
use crate::time;
use crate::timeline;
use crate::ui::act;
use crate::ui::element::{button, el, with, words};
use complaint::time::Millis;
use complaint::view::Stage;
use leptos::prelude::*;

pub(crate) fn view(app: &App, case: &Case) -> AnyView {
    let foot =
        [button("quiet", app.say(write::mine), msg::MINE), button("quiet", app.say(says::another), msg::ANOTHER)];
    el(
        "MAIN",
        "",
        [
            words("DIV", "id", case.text("id")),
            el("OL", "stages", stages(app, case)),
            el("DIV", "now", now(app, case)),
            with("OL", "lines", [("aria-live", Some("polite".into()))], lines(app, case)),
            act::view(app, case),
            el("DIV", "two", foot),
        ],
    )
}

fn stages(app: &App, case: &Case) -> Vec<AnyView> {
    let stage = case.view.text("stage").unwrap_or_default();
    let mut class = "done";
    let mut stages = Vec::new();
    for known in Stage::ALL {
        let is_current = known.code() == stage;
        let current = is_current.then(|| "step".to_owned());
        stages.push(with(
            "LI",
            class,
            [("aria-current", current)],
            vec![app.messages.of("stage", known.code()).into_any()],
        ));
        if is_current {
            class = "";
        }
    }
    stages
}

/// Who has it, and what comes by when.
fn now(app: &App, case: &Case) -> Vec<AnyView> {
    let view = &case.view;
    let mut lines = vec![app.say(says::with)];
    lines.push(match (view.text("next_actor").as_deref(), view.text("responsible_team")) {
        (Some("merchant"), _) => app.say(says::waiting),
        (Some("nobody"), _) => app.say(says::ended),
        (_, Some(team)) => match view.text("responsible_name") {
            Some(name) => [team, name].join(" · "),
            None => team,
        },
        (_, None) => app.say(says::nobody),
    });
    lines.extend(view.text("waiting_for"));
    lines.extend(view.text("waiting_why"));
    let due = |clock| running(case, clock);
    let dates =
        [(says::contact_by, due("contact")), (says::expected, view.time("expected_at")), (says::update, due("update"))];
    for (sentence, at) in dates {
        if let Some(at) = at {
            lines.push(fill(&app.say(sentence), &[("time", &time::moment(at, &app.locale))]));
        }
    }
    lines.into_iter().map(|line| words("P", "", line)).collect()
}

fn running(case: &Case, clock: &str) -> Option<Millis> {
    let clocks = case.view.list("clocks").into_iter();
    let mut clocks = clocks.filter(|known| known.text("clock").as_deref() == Some(clock));
    clocks.next().filter(|known| known.text("state").as_deref() == Some("running"))?.time("due_at")
}

fn lines(app: &App, case: &Case) -> Vec<AnyView> {
    let moment = |at| time::moment(at, &app.locale);
    let mut lines = Vec::new();
    for entry in case.view.list("timeline") {
        let line = timeline::line(&entry, &case.view, &app.messages, moment);
        let mut said = vec![line.sentence.into_any()];
        if let Some(written) = line.words {
            said.push(words("P", "words", written));
        }
        lines.push(el("LI", "", [words("TIME", "", moment(line.at)), el("DIV", "", said)]));
    }
    lines
}
