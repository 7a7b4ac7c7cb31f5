//! Following: where it stands, who has it, until when, and all that has happened.

use crate::app::{App, msg};
use crate::case::Case;
use crate::figures;
use crate::json::Json;
use crate::messages::{fill, follow as says, write};
use crate::time;
use crate::timeline;
use crate::ui::act;
use crate::ui::element::{button, el, with, words};
use crate::ui::promises;
use complaint::view::Stage;
use leptos::prelude::*;

pub(crate) fn view(app: &App, case: &Case) -> AnyView {
    let foot =
        vec![button("quiet", app.say(write::mine), msg::MINE), button("quiet", app.say(says::another), msg::ANOTHER)];
    el(
        "MAIN",
        "",
        vec![
            words("DIV", "id", case.text("id")),
            el("OL", "stages", stages(app, case)),
            el("DIV", "now", now(app, case)),
            proposal(app, case),
            act::view(app, case),
            with("OL", "lines", &[("aria-live", Some("polite"))], lines(app, case)),
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
        let current = is_current.then_some("step");
        stages.push(with(
            "LI",
            class,
            &[("aria-current", current)],
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
    let next = view.text("next_actor");
    let is_merchants = next.as_deref() == Some("merchant");
    let mut lines = vec![app.say(says::with)];
    lines.push(match (next.as_deref(), view.text("responsible_team")) {
        (Some("merchant"), _) => app.say(says::waiting),
        (Some("nobody"), _) => {
            let outcome = app.messages.of("outcome", &view.text("outcome").unwrap_or_default());
            fill(&app.say(says::ended), &[("outcome", &outcome)])
        }
        (_, Some(team)) => {
            let team = app.messages.of("queue", &team);
            view.text("responsible_name").map_or(team.clone(), |name| [&team, " · ", &name].concat())
        }
        (_, None) => app.say(says::nobody),
    });
    lines.extend(view.text("waiting_for"));
    lines.extend(view.text("waiting_why"));
    lines.extend(view.time("expected_at").map(|at| {
        let sentence = if is_merchants { says::answer_by } else { says::expected };
        fill(&app.say(sentence), &[("time", &time::moment(at, &app.locale))])
    }));
    let mut parts: Vec<_> = lines.into_iter().map(|line| words("P", "", line)).collect();
    parts.push(el("DL", "", promises::rows(app, case)));
    parts
}

/// What lies before the merchant, or was decided, point by point.
fn proposal(app: &App, case: &Case) -> AnyView {
    let Some(proposal) = case.view.get("proposal") else { return el("DIV", "", vec![]) };
    let outcome = app.messages.of("outcome", &proposal.text("outcome").unwrap_or_default());
    let mut parts = vec![
        words("B", "", fill(&app.say(says::proposal), &[("outcome", &outcome)])),
        words("P", "words", proposal.text("text").unwrap_or_default()),
    ];
    let points = proposal.list("points").into_iter().filter_map(|point| point.as_text());
    parts.push(el("UL", "", points.map(|point| words("LI", "", point)).collect::<Vec<_>>()));
    parts.extend(proposal.text("offer").map(|offer| words("B", "", offer)));
    el("DIV", "tile", parts)
}

fn lines(app: &App, case: &Case) -> Vec<AnyView> {
    let moment = |at| time::moment(at, &app.locale);
    let mut lines = Vec::new();
    for entry in case.view.list("timeline") {
        let line = timeline::line(&entry, &case.view, &app.messages, moment, |sum| figures::sum(sum, &app.locale));
        let mut said = vec![line.sentence.into_any()];
        if let Some(written) = line.words {
            said.push(words("P", "words", written));
        }
        lines.push(el("LI", "", vec![words("TIME", "", moment(line.at)), el("DIV", "", said)]));
    }
    lines
}
