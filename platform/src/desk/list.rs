//! The list of cases: what is due first stands on top.

use super::page::{Shown, page};
use super::time::{countdown, length};
use super::who::{HANDLERS, Handler, Me};
use super::words::{clock_name, sentence};
use crate::store::cases::{self, Case, Filter, Summary};
use crate::store::{StoreError, events};
use crate::{Platform, now};
use axum::extract::{Query, State};
use complaint::api::Filed;
use complaint::level::Level;
use complaint::reason::Queue;
use complaint::time::Millis;
use maud::{Markup, html};
use rusqlite::Transaction;

/// `GET /desk`
pub(super) async fn show(
    State(platform): State<Platform>,
    me: Me,
    Query(filter): Query<Filter>,
) -> Result<Markup, Shown> {
    let wanted = filter.clone();
    let read = move |tx: &Transaction<'_>| {
        Ok::<_, StoreError>((cases::list(tx, &wanted)?, cases::states(tx)?, events::strays(tx)?))
    };
    let ((cases, total), states, strays) = platform.store.run(read).await?;
    let main = html! {
        div.title {
            h1 { "Cases" }
            p.quiet #total data-live {
                (total) @if total == 1 { " case" } @else { " cases" }
                @if total > i64::from(cases::PAGE) { ", the first " (cases.len()) " shown" }
                ", what is due first on top"
            }
        }
        (filters(&filter, &states, me.0))
        @if !strays.is_empty() {
            section.notice aria-labelledby="strays" {
                h2 #strays { "Deliveries we could not read" }
                ul { @for (id, fault) in &strays { li { code { (id) } ": " (fault) } } }
            }
        }
        div #cases data-live {
            @if cases.is_empty() { p.empty { "Nothing here. Nobody is waiting under these filters." } }
            @else { (table(&cases, now())) }
        }
    };
    Ok(page("Cases", "/desk", me.0, main))
}

fn filters(filter: &Filter, states: &[String], me: &Handler) -> Markup {
    let choices = |codes: &mut dyn Iterator<Item = &'static str>| -> Vec<(String, String)> {
        codes.map(|code| (code.to_owned(), sentence(code))).collect()
    };
    let levels = choices(&mut Level::ALL.iter().map(|level| level.code()));
    let queues = choices(&mut Queue::ALL.iter().map(|queue| queue.code()));
    let mut handlers = vec![("nobody".to_owned(), "Nobody yet".to_owned())];
    handlers.extend(
        HANDLERS.iter().map(|who| {
            (who.name.to_owned(), if who == me { format!("{} (you)", who.name) } else { who.name.to_owned() })
        }),
    );
    let mut all_states = vec![("all".to_owned(), "All".to_owned())];
    all_states.extend(states.iter().map(|state| (state.clone(), sentence(state))));
    html! {
        form.filters method="get" action="/desk" role="search" aria-label="Filter cases" {
            (select("level", "Level", "Any", &filter.level, &levels))
            (select("state", "State", "Open", &filter.state, &all_states))
            (select("queue", "Queue", "Any", &filter.queue, &queues))
            (select("handler", "Handler", "Anyone", &filter.handler, &handlers))
            div {
                label for="find" { "Case, complaint or order" }
                input #find name="find" type="search" value=(filter.find) autocomplete="off" spellcheck="false";
            }
            button.quiet type="submit" { "Filter" }
        }
    }
}

fn select(name: &str, label: &str, none: &str, chosen: &str, choices: &[(String, String)]) -> Markup {
    html! {
        div {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                option value="" { (none) }
                @for (code, words) in choices { option value=(code) selected[code == chosen] { (words) } }
            }
        }
    }
}

/// The roles are said: on a telephone the style makes cards of the lines, which would lose them.
fn table(cases: &[Case], now: Millis) -> Markup {
    html! {
        table role="table" {
            thead role="rowgroup" {
                tr role="row" {
                    @for head in ["Due", "Level", "Case", "About", "Queue", "With", "State", "Age"] {
                        th role="columnheader" scope="col" { (head) }
                    }
                }
            }
            tbody role="rowgroup" { @for case in cases { (row(case, now)) } }
        }
    }
}

fn row(case: &Case, now: Millis) -> Markup {
    let Case { number, filed, summary } = case;
    html! {
        tr role="row" {
            td.due role="cell" {
                @if let (Some(due), Some(clock)) = (summary.due, summary.clock) {
                    (countdown(due, now)) small { (clock_name(clock)) }
                } @else { span.quiet { "–" } }
            }
            td role="cell" { (level(summary.level)) }
            td role="cell" { a #{"case-" (number)} href={"/desk/cases/" (number)} { (number) } }
            td.about role="cell" { (about(filed)) }
            td.queue role="cell" { (sentence(summary.queue.code())) }
            td.with role="cell" { (with(summary)) }
            td.state role="cell" {
                (sentence(&summary.status))
                @if summary.escalated { small.late { "Escalated" } }
            }
            td.age role="cell" { (length(now - filed.received_at)) }
        }
    }
}

fn about(filed: &Filed) -> Markup {
    let draft = &filed.submission.draft;
    let amount = draft.amount.as_ref().map(|amount| format!("{} {}", amount.value.value, amount.value.currency));
    let order = draft.order.as_ref().map(|order| order.value.clone());
    html! {
        (sentence(filed.triage.reason.code()))
        small { (amount.into_iter().chain(order).collect::<Vec<_>>().join(" · ")) }
    }
}

fn with(summary: &Summary) -> Markup {
    let team = summary.team.as_deref().map(sentence);
    html! {
        @match (&summary.handler, team) {
            (Some(name), team) => { (name) small { (team.unwrap_or_default()) } }
            (None, Some(team)) => (team),
            (None, None) => span.quiet { "Nobody yet" },
        }
    }
}

/// The level's letter, never its colour alone.
pub(super) fn level(level: Level) -> Markup {
    html! { span class={"level " (level.code())} { span.unseen { "Level " } (level.code()) } }
}
