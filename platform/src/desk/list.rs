//! The list of cases: what is due first stands on top.

use super::page::{Shown, page};
use super::time::{countdown, length};
use super::who::{HANDLERS, Me};
use super::words::sentence;
use crate::store::cases::{self, Case, Filter};
use crate::store::{StoreError, events};
use crate::{Platform, now};
use axum::extract::{Query, State};
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
        (filters(&filter, &states))
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

fn filters(filter: &Filter, states: &[String]) -> Markup {
    let choices = |codes: &mut dyn Iterator<Item = &'static str>| -> Vec<(String, String)> {
        codes.map(|code| (code.to_owned(), sentence(code))).collect()
    };
    let levels = choices(&mut Level::ALL.iter().map(|level| level.code()));
    let queues = choices(&mut Queue::ALL.iter().map(|queue| queue.code()));
    let handlers: Vec<_> = HANDLERS.iter().map(|who| (who.name.to_owned(), who.name.to_owned())).collect();
    let mut all_states = vec![("all".to_owned(), "All".to_owned())];
    all_states.extend(states.iter().map(|state| (state.clone(), sentence(state))));
    html! {
        form.filters method="get" action="/desk" role="search" aria-label="Filter cases" {
            (select("level", "Level", "Any", &filter.level, &levels))
            (select("state", "State", "Open", &filter.state, &all_states))
            (select("queue", "Queue", "Any", &filter.queue, &queues))
            (select("handler", "Handler", "Anyone", &filter.handler, &handlers))
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

fn table(cases: &[Case], now: Millis) -> Markup {
    html! {
        table {
            thead {
                tr {
                    th scope="col" { "Due" }
                    th scope="col" { "Level" }
                    th scope="col" { "Case" }
                    th scope="col" { "About" }
                    th.wide scope="col" { "Queue" }
                    th scope="col" { "With" }
                    th scope="col" { "State" }
                    th.wide scope="col" { "Age" }
                }
            }
            tbody { @for case in cases { (row(case, now)) } }
        }
    }
}

fn row(case: &Case, now: Millis) -> Markup {
    let Case { number, filed, summary } = case;
    let draft = &filed.submission.draft;
    html! {
        tr {
            td {
                @if let (Some(due), Some(clock)) = (summary.due, summary.clock) {
                    (countdown(due, now)) small { (sentence(clock.code())) }
                } @else { span.quiet { "–" } }
            }
            td { (level(summary.level)) }
            td { a #{"case-" (number)} href={"/desk/cases/" (number)} { (number) } }
            td.about {
                (sentence(filed.triage.reason.code()))
                small {
                    @if let Some(amount) = &draft.amount { (amount.value.value) " " (amount.value.currency) }
                    @if draft.amount.is_some() && draft.order.is_some() { " · " }
                    @if let Some(order) = &draft.order { (order.value) }
                }
            }
            td.wide { (sentence(summary.queue.code())) }
            td {
                @match (&summary.handler, &summary.team) {
                    (Some(name), team) => { (name) small { (team.as_deref().map(sentence).unwrap_or_default()) } }
                    (None, Some(team)) => (sentence(team)),
                    (None, None) => span.quiet { "Nobody yet" },
                }
            }
            td {
                (sentence(&summary.status))
                @if summary.escalated { small.late { "Escalated" } }
            }
            td.wide { (length(now - filed.received_at)) }
        }
    }
}

/// The level's letter, never its colour alone.
pub(super) fn level(level: Level) -> Markup {
    html! { span class={"level " (level.code())} { span.unseen { "Level " } (level.code()) } }
}
