//! One case: where it stands, what was filed, what can be done, what happened.

use super::forms::{Desk, forms};
use super::list::level;
use super::page::{Shown, page};
use super::time::{countdown, length, moment};
use super::timeline::{timeline, told};
use super::who::Me;
use super::words::{clock_name, provenance, sentence, why};
use crate::fault::Fault;
use crate::life::Life;
use crate::store::cases::{self, Case, Number};
use crate::store::lowerings;
use crate::store::outbox::State as Sent;
use crate::{Platform, now};
use axum::extract::{Path, State};
use complaint::api::Filed;
use complaint::draft::Correction;
use complaint::event::What;
use complaint::time::Millis;
use complaint::view::{ClockState, ClockView, View};
use maud::{Markup, html};
use rusqlite::Transaction;

/// `GET /desk/cases/{number}`
pub(super) async fn show(
    State(platform): State<Platform>,
    me: Me,
    Path(number): Path<String>,
) -> Result<Markup, Shown> {
    let number: Number = number.parse().map_err(|_| Fault::NoSuchCase)?;
    let policy = platform.config.policy.clone();
    let rules = policy.clone();
    let read = move |tx: &Transaction<'_>| {
        let case = cases::numbered(tx, number)?.ok_or(Fault::NoSuchCase)?;
        let life = Life::read(tx, &rules, case.filed.id)?;
        let lowering = lowerings::of(tx, case.filed.id)?;
        Ok::<_, Fault>((case, life, lowering))
    };
    let (case, life, lowering) = platform.store.run(read).await?;
    let view = life.view(case.filed.id);
    let desk = Desk { case: &case, life: &life, policy: &policy, me: me.0, lowering: lowering.as_ref() };
    let title = format!("{number} {}", sentence(case.filed.triage.reason.code()));
    let main = html! {
        p.back { a href="/desk" { "All cases" } }
        div.title { h1 { (level(case.summary.level)) " " (title) } }
        (standing(&case, &life, view.as_ref()))
        (refusals(&desk))
        div.columns {
            div {
                (filed(&case.filed))
                (forms(&desk))
                (timeline(&life))
            }
            div {
                (clocks(&case.filed, view.as_ref(), now()))
                (triage(&case.filed))
                (record(&case))
            }
        }
    };
    Ok(page(&title, &format!("/desk/cases/{number}"), me.0, main))
}

fn standing(case: &Case, life: &Life, view: Option<&View>) -> Markup {
    let (summary, now) = (&case.summary, now());
    let rated = life.events.iter().rev().find_map(|event| match event.what {
        What::Rated { solved, .. } => Some(if solved { "solved" } else { "not solved" }),
        _ => None,
    });
    let waits_for = view.and_then(|view| view.waiting_for.as_ref());
    let outcome = view.and_then(|view| view.outcome);
    html! {
        dl.standing #standing data-live {
            div {
                dt { "State" }
                dd {
                    (sentence(&summary.status))
                    @if summary.escalated { " " span.late { "Escalated" } }
                    @if let Some(what) = waits_for { small { "for " (what) } }
                    @if let Some(outcome) = outcome { small { (sentence(outcome.code())) } }
                    @if let Some(rated) = rated { small { "The merchant says: " (rated) } }
                }
            }
            div {
                dt { "With" }
                dd {
                    (summary.team.as_deref().map_or("Nobody yet".into(), sentence))
                    @if let Some(name) = &summary.handler { " · " (name) }
                }
            }
            div {
                dt { "Due next" }
                dd {
                    @if let (Some(due), Some(clock)) = (summary.due, summary.clock) {
                        (clock_name(clock)) " " (countdown(due, now))
                    } @else { "Nothing" }
                }
            }
            div { dt { "Queue" } dd { (sentence(summary.queue.code())) } }
        }
    }
}

fn refusals(desk: &Desk<'_>) -> Markup {
    html! {
        div #refusals data-live {
            @for post in desk.life.posts.iter().filter(|post| post.state == Sent::Refused) {
                section.notice role="alert" {
                    p { strong { "The edge refused this: " } (post.fault.as_deref().unwrap_or_default()) }
                    (told(&post.event.actor, &post.event.event))
                    (desk.form("dismiss", html! {
                        input type="hidden" name="post" value=(post.event.id);
                        button.quiet type="submit" { "Dismiss" }
                    }))
                }
            }
        }
    }
}

fn filed(filed: &Filed) -> Markup {
    let draft = &filed.submission.draft;
    html! {
        section aria-labelledby="filed-title" {
            h2 #filed-title { "What happened" }
            blockquote.filed lang=[Some(&draft.lang).filter(|lang| !lang.is_empty())] { (draft.text) }
            dl.grid {
                @if let Some(order) = &draft.order {
                    div { dt { "Order" } dd { (order.value) small { (provenance(order.from)) } } }
                }
                @if let Some(amount) = &draft.amount {
                    div {
                        dt { "Amount" }
                        dd { (amount.value.value) " " (amount.value.currency) small { (provenance(amount.from)) } }
                    }
                }
                @if let Some(merchant) = &draft.merchant {
                    div { dt { "Merchant" } dd { (merchant.value) small { (provenance(merchant.from)) } } }
                }
                div { dt { "Contact" } dd { (draft.contact) } }
                @if let Some(remedy) = draft.remedy { div { dt { "Wants" } dd { (sentence(remedy.code())) } } }
                div { dt { "Filed" } dd { (moment(filed.received_at)) } }
            }
            @if !draft.corrections.is_empty() {
                h3 { "Corrected by the merchant" }
                ul { @for correction in &draft.corrections { li { (corrected(correction)) } } }
            }
        }
    }
}

fn corrected(Correction { kind, read, became }: &Correction) -> Markup {
    html! {
        (sentence(kind.code())) ": read as " del { (read) } ", "
        @match became { Some(became) => { "is " ins { (became) } }, None => "does not belong here" }
    }
}

fn clocks(filed: &Filed, view: Option<&View>, now: Millis) -> Markup {
    html! {
        section #clocks aria-labelledby="clocks-title" data-live {
            h2 #clocks-title { "Clocks" }
            @match view {
                // Too little told yet, or a rule that this desk does not know.
                None => dl.facts {
                    @for due in &filed.due { div { dt { (clock_name(due.clock)) } dd { (countdown(due.at, now)) } } }
                },
                Some(view) => dl.facts {
                    @for clock in in_order(&view.clocks) {
                        div {
                            dt { (clock_name(clock.clock)) }
                            dd class=(clock.state.code()) {
                                @match clock.state {
                                    ClockState::Running => { (countdown(clock.due_at, now)) small { (moment(clock.due_at)) } }
                                    ClockState::Missed => {
                                        strong.late { "Missed" } small { "was due " (moment(clock.due_at)) }
                                    }
                                    ClockState::Paused => {
                                        "Paused" @if let Some(left) = clock.left { small { (length(left)) " left" } }
                                    }
                                    state => (sentence(state.code())),
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What runs first, and of that what is due first.
fn in_order(clocks: &[ClockView]) -> Vec<&ClockView> {
    let mut clocks: Vec<_> = clocks.iter().collect();
    let rest = |state| match state {
        ClockState::Running => 0,
        ClockState::Paused => 1,
        ClockState::Missed => 2,
        ClockState::Met => 3,
    };
    clocks.sort_by_key(|clock| (rest(clock.state), clock.due_at));
    clocks
}

fn triage(filed: &Filed) -> Markup {
    let Filed { triage, submission, .. } = filed;
    html! {
        section aria-labelledby="triage-title" {
            h2 #triage-title { "Triage when filed" }
            dl.facts {
                div { dt { "Level" } dd { (level(triage.level)) } }
                div { dt { "Reason" } dd { (sentence(triage.reason.code())) } }
                div { dt { "Against" } dd { (sentence(triage.target.code())) } }
                div { dt { "Complexity" } dd { (sentence(triage.complexity.code())) } }
            }
            p.quiet { "Because " (triage.why.iter().map(|each| why(*each)).collect::<Vec<_>>().join("; ")) "." }
            @if let Some(judged) = triage.judged {
                p { "The text was read as " (sentence(judged.reason.code()).to_lowercase()) ", level " (level(judged.level)) "." }
            }
            @if let Some(wish) = &submission.draft.level {
                p { "The merchant asked for " (level(wish.level)) ":" }
                blockquote { (wish.why) }
            }
        }
    }
}

fn record(case: &Case) -> Markup {
    let submission = &case.filed.submission;
    html! {
        section aria-labelledby="record-title" {
            h2 #record-title { "Record" }
            dl.facts {
                div { dt { "Complaint" } dd { code { (case.filed.id) } } }
                div { dt { "Claimed" } dd { (moment(submission.claimed_at)) } }
                @if !submission.page.is_empty() { div { dt { "Page" } dd.address { (submission.page) } } }
            }
        }
    }
}
