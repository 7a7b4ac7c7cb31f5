//! The forms of the case page: each is there only while the rules of complaints allow its step.

use super::list::level;
use super::who::Handler;
use super::words::sentence;
use crate::life::Life;
use crate::store::cases::Case;
use crate::store::lowerings::Lowering;
use complaint::event::{ActorKind, Event, Resolution, What};
use complaint::level::Level;
use complaint::limits;
use complaint::reason::{Outcome, Queue};
use complaint::site::Policy;
use maud::{Markup, html};

/// A case before the handler who looks at it.
pub(super) struct Desk<'a> {
    pub(super) case: &'a Case,
    pub(super) life: &'a Life,
    pub(super) policy: &'a Policy,
    pub(super) me: &'a Handler,
    pub(super) lowering: Option<&'a Lowering>,
}

/// How a handler ends a case; the other outcomes come about by other steps.
const OUTCOMES: [Outcome; 4] = [Outcome::Upheld, Outcome::PartlyUpheld, Outcome::NotUpheld, Outcome::Settled];

impl Desk<'_> {
    pub(super) fn form(&self, action: &str, fields: Markup) -> Markup {
        html! {
            form method="post" action={"/desk/cases/" (self.case.number)} {
                input type="hidden" name="nonce" value=(self.life.length());
                input type="hidden" name="action" value=(action);
                (fields)
            }
        }
    }

    fn allows(&self, what: What) -> bool {
        self.life.allows(self.policy, &self.me.actor(ActorKind::Handler), &what)
    }

    fn may_review(&self) -> bool {
        self.life.allows(self.policy, &self.me.actor(ActorKind::Reviewer), &What::ReviewPassed)
    }
}

pub(super) fn forms(desk: &Desk<'_>) -> Markup {
    let some = || "…".to_owned();
    let proposal = Resolution { outcome: Outcome::Upheld, text: some(), points: vec![some()], offer: None };
    let summary = &desk.case.summary;
    // Open from the start; the others wait behind their names.
    let (take_name, first) = match summary.handler {
        None => ("Take", "Take"),
        Some(_) => ("Hand over", "Write to the merchant"),
    };
    let step = |name: &str, form| html! { details open[name == first] { summary { (name) } (form) } };
    html! {
        section.actions #actions aria-labelledby="actions-title" data-live {
            h2 #actions-title { "What next" }
            @if !summary.open { p.hint { "Nothing: the case is closed." } }
            (lowering(desk))
            (contested(desk))
            @if desk.may_review() {
                (desk.form("review_pass", html! { button type="submit" { "Pass review" } }))
                (step("Not well handled", review_fail(desk)))
            } @else if summary.status == "in_review" {
                p.hint { "It waits for the review of a second person." }
            }
            @if desk.allows(What::ThirdpartyReturn) {
                (desk.form("return", html! { button type="submit" { "Third party answered" } }))
            }
            @for (name, form, what) in [
                (take_name, take as fn(&_) -> _, What::Assigned { team: some(), expected_at: None }),
                ("Write to the merchant", message, What::Message { text: some() }),
                ("Ask for information", ask, What::InfoRequested { what: some(), why: some(), until: None }),
                ("Resolution", propose, What::Proposed(proposal)),
                ("Third party", wait, What::ThirdpartyWait { party: some() }),
                ("Escalation", escalate, What::Escalated { reason: some() }),
                ("Not admissible", inadmissible, What::Inadmissible { reasons: some() }),
                ("Duplicate", duplicate, What::Duplicate { of: some() }),
            ] {
                @if desk.allows(what) { (step(name, form(desk))) }
            }
            @if summary.open { (step("Level", change_level(desk))) }
        }
    }
}

fn text(id: &str, name: &str, label: &str, hint: &str) -> Markup {
    html! {
        label for=(id) { (label) }
        textarea id=(id) name=(name) rows="3" required maxlength=(limits::MESSAGE_MAX) aria-describedby=[hint_id(id, hint)] {}
        @if let Some(of) = hint_id(id, hint) { p.hint id=(of) { (hint) } }
    }
}

fn hint_id(id: &str, hint: &str) -> Option<String> {
    (!hint.is_empty()).then(|| format!("{id}-hint"))
}

fn line(id: &str, name: &str, label: &str) -> Markup {
    html! {
        label for=(id) { (label) }
        input id=(id) name=(name) required maxlength=(limits::NAME_MAX);
    }
}

fn hours(id: &str, label: &str, choices: &[(&str, &str)]) -> Markup {
    html! {
        label for=(id) { (label) }
        select id=(id) name="hours" { @for (hours, words) in choices { option value=(hours) { (words) } } }
    }
}

fn take(desk: &Desk<'_>) -> Markup {
    let known = Queue::ALL.iter().any(|queue| queue.code() == desk.me.team);
    let team = if known { desk.me.team } else { desk.case.summary.queue.code() };
    let fields = html! {
        div.pair {
            div {
                label for="take-team" { "Team" }
                select #take-team name="team" {
                    @for queue in Queue::ALL {
                        option value=(queue.code()) selected[queue.code() == team] { (sentence(queue.code())) }
                    }
                }
            }
            div {
                (hours("take-hours", "Result expected", &[
                    ("4", "In 4 hours"), ("8", "In 8 hours"), ("24", "In 24 hours"), ("48", "In 2 days"),
                ]))
            }
        }
        button type="submit" { "Take case" }
        p.hint { "The merchant sees " (desk.me.name) " and the team from then on." }
    };
    desk.form("take", fields)
}

fn message(desk: &Desk<'_>) -> Markup {
    let hint = "The merchant reads it as it is, with your name.";
    desk.form(
        "message",
        html! {
            (text("message-text", "text", "Message", hint))
            button type="submit" { "Send message" }
        },
    )
}

fn ask(desk: &Desk<'_>) -> Markup {
    desk.form("ask", html! {
        (line("ask-what", "what", "What you need"))
        (text("ask-why", "why", "Why you need it", "Proposal and closure wait meanwhile; any answer starts them again."))
        (hours("ask-hours", "Wanted", &[("24", "Within 24 hours"), ("48", "Within 2 days"), ("", "Within 3 days, the longest")]))
        button type="submit" { "Ask the merchant" }
    })
}

fn propose(desk: &Desk<'_>) -> Markup {
    desk.form(
        "propose",
        html! {
            label for="propose-outcome" { "Outcome for the complaint" }
            select #propose-outcome name="outcome" {
                @for outcome in OUTCOMES { option value=(outcome.code()) { (sentence(outcome.code())) } }
            }
            (text("propose-text", "text", "What you propose, and why", ""))
            (text("propose-points", "points", "Points answered", "One a line: each point the merchant raised."))
            label for="propose-offer" { "Offer " span.quiet { "(optional)" } }
            input #propose-offer name="offer" maxlength=(limits::NAME_MAX);
            button type="submit" { "Propose resolution" }
            p.hint { "Only the merchant can say that it is solved." }
        },
    )
}

fn wait(desk: &Desk<'_>) -> Markup {
    desk.form(
        "wait",
        html! {
            (line("wait-party", "party", "Whom you wait for"))
            button type="submit" { "Wait for third party" }
            p.hint { "No clock stops for a third party." }
        },
    )
}

fn escalate(desk: &Desk<'_>) -> Markup {
    desk.form(
        "escalate",
        html! {
            (text("escalate-reason", "reason", "Why it is escalated", ""))
            button type="submit" { "Escalate" }
        },
    )
}

fn change_level(desk: &Desk<'_>) -> Markup {
    let now = desk.case.summary.level;
    desk.form("level", html! {
        label for="level-level" { "New level" }
        select #level-level name="level" {
            @for level in Level::ALL.iter().filter(|level| **level != now) {
                option value=(level.code()) { (level.code()) @if *level > now { " (lower: a second person agrees)" } }
            }
        }
        (text("level-reason", "reason", "Why the level changes", ""))
        button type="submit" { "Change level" }
    })
}

/// The merchant's wish for a more urgent level, until a person has granted it or written back.
fn contested(desk: &Desk<'_>) -> Markup {
    let is_answer = |event: &&Event| {
        event.actor.is_human_staff() && matches!(event.what, What::LevelChanged { .. } | What::Message { .. })
    };
    let wish =
        desk.life.events.iter().rev().take_while(|event| !is_answer(event)).find_map(|event| match &event.what {
            What::LevelContested { level, reason } => Some((*level, reason)),
            _ => None,
        });
    let Some((wanted, why)) = wish.filter(|_| desk.case.summary.open) else { return html! {} };
    html! {
        div.notice {
            p { "The merchant asks for " (level(wanted)) ": " (why) }
            (desk.form("level", html! {
                input type="hidden" name="level" value=(wanted.code());
                input type="hidden" name="reason" value="As you asked.";
                button type="submit" { "Raise to " (wanted.code()) }
            }))
            p.hint { "Or write to the merchant why not." }
        }
    }
}

fn lowering(desk: &Desk<'_>) -> Markup {
    let Some(asked) = desk.lowering.filter(|_| desk.case.summary.open) else { return html! {} };
    html! {
        div.notice {
            p { b { (asked.asked_by) } " wants the level lowered to " (level(asked.level)) ": " (asked.reason) }
            @if asked.asked_by == desk.me.name {
                p.hint { "A second person has to agree." }
                (desk.form("disagree", html! { button.quiet type="submit" { "Take back" } }))
            } @else {
                div.row {
                    (desk.form("agree", html! { button type="submit" { "Agree to lower" } }))
                    (desk.form("disagree", html! { button.quiet type="submit" { "Disagree" } }))
                }
            }
        }
    }
}

fn review_fail(desk: &Desk<'_>) -> Markup {
    let hint = "The case goes back to its handler and the clocks run on.";
    desk.form(
        "review_fail",
        html! {
            (text("review-reason", "reason", "What is wrong", hint))
            button type="submit" { "Fail review" }
        },
    )
}

fn inadmissible(desk: &Desk<'_>) -> Markup {
    desk.form(
        "inadmissible",
        html! {
            (text("inadmissible-reasons", "reasons", "Reasons", "The merchant reads them and may contest once."))
            button type="submit" { "Mark inadmissible" }
        },
    )
}

fn duplicate(desk: &Desk<'_>) -> Markup {
    desk.form(
        "duplicate",
        html! {
            (line("duplicate-of", "of", "The same as which complaint"))
            button type="submit" { "Mark duplicate" }
        },
    )
}
