//! What happened, the newest on top, above it what is still on its way to the edge.

use super::list::level;
use super::time::moment;
use super::words::{clock_name, sentence};
use crate::life::Life;
use crate::store::outbox::{Post, State};
use complaint::event::{Actor, ActorKind, Event, What};
use maud::{Markup, html};

pub(super) fn timeline(life: &Life) -> Markup {
    html! {
        section #timeline aria-labelledby="timeline-title" data-live {
            h2 #timeline-title { "Timeline" }
            ol.timeline {
                @for post in life.posts.iter().rev().filter(|post| post.state != State::Refused) {
                    li.pending { (on_its_way(post)) (told(&post.event.actor, &post.event.event)) }
                }
                @for event in life.events.iter().rev() { (line(event)) }
            }
        }
    }
}

fn on_its_way(post: &Post) -> Markup {
    html! {
        @match (post.state, &post.fault) {
            (State::Taken, _) => span.quiet { "Taken" },
            (_, None) => span.quiet { "Sending" },
            (_, Some(fault)) => span.quiet {
                "Not sent yet after try " (post.attempts) " (" (fault) "); next try " (moment(post.next_at))
            },
        }
    }
}

fn line(event: &Event) -> Markup {
    html! { li class=(event.actor.kind.code()) { (moment(event.at)) (told(&event.actor, &event.what)) } }
}

/// One deed, as a handler reads it; also of one that the edge refused.
pub(super) fn told(actor: &Actor, what: &What) -> Markup {
    html! {
        div {
            p { (who(actor)) (headline(what)) }
            @if let Some(words) = words(what) { blockquote { (words) } }
            @if let What::Proposed(resolution) = what {
                @if !resolution.points.is_empty() { ul { @for point in &resolution.points { li { (point) } } } }
                @if let Some(offer) = &resolution.offer { p { "Offer: " (offer) } }
            }
        }
    }
}

fn who(actor: &Actor) -> Markup {
    html! {
        @match (actor.kind, &actor.name) {
            (ActorKind::Merchant, _) => b { "Merchant" },
            (ActorKind::Edge, _) => b { "Redress" },
            (kind, None) => b { (sentence(kind.code())) },
            (_, Some(name)) => {
                b { (name) }
                @if let Some(team) = &actor.team { span.quiet { ", " (team) } }
            }
        }
        ": "
    }
}

fn headline(what: &What) -> Markup {
    html! {
        @match what {
            What::Received { .. } => "recorded the complaint",
            What::Triaged(triage) => {
                "judged it " (level(triage.level)) " " (sentence(triage.reason.code()).to_lowercase())
                ", for " (triage.queue.code())
            }
            What::Forwarded { case } => { "delivered it here, case " (case) }
            What::Assigned { team, expected_at } => {
                "handed it to " b { (team) }
                @if let Some(at) = expected_at { ", result expected " (moment(*at)) }
            }
            What::Message { .. } => "wrote",
            What::InfoRequested { what, until, .. } => {
                "asked for " b { (what) }
                @if let Some(until) = until { " by " (moment(*until)) }
            }
            What::InfoProvided { .. } => "answered",
            What::ThirdpartyWait { party } => { "waits for " b { (party) } }
            What::ThirdpartyReturn => "has the third party’s answer",
            What::Proposed(resolution) => { "proposed: " b { (sentence(resolution.outcome.code())) } }
            What::Rejected { .. } => "is not content with the proposal",
            What::Confirmed => "says it is solved",
            What::Lapsed => "heard nothing: the proposal lapsed",
            What::SuggestionAccepted { .. } => "took an answer that was offered",
            What::ReviewPassed => "passed the review",
            What::ReviewFailed { .. } => "sent it back from the review",
            What::Inadmissible { .. } => "found it not admissible",
            What::Contested { .. } => "contests that",
            What::Withdrawn => "withdrew it",
            What::Reopened { .. } => "opened it again",
            What::Escalated { .. } => "escalated it",
            What::Duplicate { of } => { "says it is the same as " (of) }
            What::LevelChanged { level: to, approved_by, .. } => {
                "changed the level to " (level(*to))
                @if let Some(second) = approved_by { ", with " (second) }
            }
            What::LevelContested { level: to, .. } => { "asks for " (level(*to)) }
            What::Rated { solved, .. } => { @if *solved { "rated it: solved" } @else { "rated it: not solved" } }
            What::Parked { attempts } => { "could not deliver after " (attempts) " tries" }
            What::Reminder { clock } => { "reminded of " (clock_name(*clock).to_lowercase()) }
            What::Warning { clock, due_at } => { "warns: " (clock_name(*clock).to_lowercase()) " is due " (moment(*due_at)) }
            What::Breached { clock, due_at } => {
                strong.late { "promise broken: " (clock_name(*clock).to_lowercase()) } ", was due " (moment(*due_at))
            }
            other => (sentence(other.kind()).to_lowercase()),
        }
    }
}

/// What was written, in its writer's words.
fn words(what: &What) -> Option<&str> {
    let words = match what {
        What::Message { text } | What::InfoProvided { text } | What::Rated { text, .. } => text,
        What::InfoRequested { why, .. } => why,
        What::Proposed(resolution) => &resolution.text,
        What::Rejected { reason }
        | What::ReviewFailed { reason }
        | What::Contested { reason }
        | What::Reopened { reason }
        | What::Escalated { reason }
        | What::LevelChanged { reason, .. }
        | What::LevelContested { reason, .. } => reason,
        What::Inadmissible { reasons } => reasons,
        What::SuggestionAccepted { answer } => answer,
        _ => return None,
    };
    (!words.is_empty()).then_some(words)
}
