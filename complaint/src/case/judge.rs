//! Whose word an event is, and whether its words are there: all that is judged without looking at the state.

use super::Refused;
use crate::event::{Actor, ActorKind, Event, Resolution, What};
use crate::level::Level;
use crate::limits;
use crate::reason::Outcome;
use crate::time::Millis;

/// Refuses the wrong actor and missing words. `level` is the complaint's now.
pub(super) fn judge(event: &Event, level: Level) -> Result<(), Refused> {
    let Event { id, at, actor, what, .. } = event;
    hear(actor, what, level)?;
    written("id", id, limits::NAME_MAX)?;
    for (field, name) in [("actor.name", &actor.name), ("actor.team", &actor.team)] {
        name.as_ref().map_or(Ok(()), |name| written(field, name, limits::NAME_MAX))?;
    }
    read(what, *at)
}

/// Whether two public names are one person's.
pub(crate) fn same_person(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other.trim())
}

fn hear(actor: &Actor, what: &What, level: Level) -> Result<(), Refused> {
    let kind = what.kind();
    let lowering = matches!(what, What::LevelChanged { level: lower, .. } if *lower > level);
    if !is_theirs(actor.kind, what) || lowering && actor.kind == ActorKind::Platform {
        return Err(Refused::NotAllowed { kind, field: "actor.kind" });
    }
    if actor.automated && (lowering || !is_for_machines(actor.kind, what)) {
        return Err(Refused::NotAllowed { kind, field: "actor.automated" });
    }
    let by_name = lowering || matches!(what, What::Proposed(_) | What::ReviewPassed | What::ReviewFailed { .. });
    match (&actor.name, what) {
        (None, _) if by_name => Err(Refused::Incomplete { field: "actor.name" }),
        (Some(name), What::LevelChanged { approved_by, .. }) if lowering => match approved_by {
            None => Err(Refused::Incomplete { field: "event.data.approved_by" }),
            Some(second) if same_person(second, name) => {
                Err(Refused::NotAllowed { kind, field: "event.data.approved_by" })
            }
            Some(_) => Ok(()),
        },
        _ => Ok(()),
    }
}

/// Whether it is for this actor to say.
fn is_theirs(actor: ActorKind, what: &What) -> bool {
    let edge = actor == ActorKind::Edge;
    let merchant = actor == ActorKind::Merchant;
    let staff = matches!(actor, ActorKind::Handler | ActorKind::Reviewer);
    let platform = staff || actor == ActorKind::Platform;
    match what {
        What::Received { .. }
        | What::Triaged(_)
        | What::InfoLapsed
        | What::Lapsed
        | What::Parked { .. }
        | What::Reminder { .. }
        | What::Warning { .. }
        | What::Breached { .. }
        | What::Archived => edge,
        What::InfoProvided { .. }
        | What::Rejected { .. }
        | What::Confirmed
        | What::SuggestionAccepted { .. }
        | What::Contested { .. }
        | What::Withdrawn
        | What::Reopened { .. }
        | What::LevelContested { .. }
        | What::Rated { .. } => merchant,
        What::InfoRequested { .. }
        | What::ThirdpartyWait { .. }
        | What::Inadmissible { .. }
        | What::Duplicate { .. } => staff,
        What::Assigned { .. } | What::ThirdpartyReturn | What::LevelChanged { .. } => platform,
        What::Forwarded { .. } => edge || platform,
        What::Message { .. } => merchant || platform,
        What::Escalated { .. } => edge || merchant || staff,
        What::Proposed(_) => actor == ActorKind::Handler,
        What::ReviewPassed | What::ReviewFailed { .. } => actor == ActorKind::Reviewer,
    }
}

/// Whether a machine may say it for them; the edge is nothing else.
fn is_for_machines(actor: ActorKind, what: &What) -> bool {
    match actor {
        ActorKind::Edge => true,
        ActorKind::Merchant => false,
        ActorKind::Platform | ActorKind::Handler | ActorKind::Reviewer => matches!(
            what,
            What::Message { .. }
                | What::Forwarded { .. }
                | What::Assigned { .. }
                | What::ThirdpartyReturn
                | What::LevelChanged { .. }
        ),
    }
}

fn read(what: &What, at: Millis) -> Result<(), Refused> {
    let text = |field, text: &str| written(field, text, limits::MESSAGE_MAX);
    let name = |field, text: &str| written(field, text, limits::NAME_MAX);
    match what {
        What::Forwarded { case } => bounded("event.data.case", case, limits::NAME_MAX),
        What::Assigned { team, expected_at } => {
            name("event.data.team", team)?;
            ahead("event.data.expected_at", *expected_at, at, None)
        }
        What::Message { text: words } | What::InfoProvided { text: words } => text("event.data.text", words),
        What::Rated { text, .. } => bounded("event.data.text", text, limits::MESSAGE_MAX),
        What::InfoRequested { what, why, until } => {
            text("event.data.what", what)?;
            text("event.data.why", why)?;
            ahead("event.data.until", *until, at, Some(at + limits::MERCHANT_REPLY))
        }
        What::ThirdpartyWait { party } => name("event.data.party", party),
        What::Proposed(resolution) => proposal(resolution),
        What::SuggestionAccepted { answer } => text("event.data.answer", answer),
        What::Inadmissible { reasons } => text("event.data.reasons", reasons),
        What::Duplicate { of } => name("event.data.of", of),
        What::LevelChanged { reason, approved_by, .. } => {
            text("event.data.reason", reason)?;
            approved_by.as_ref().map_or(Ok(()), |second| name("event.data.approved_by", second))
        }
        What::Rejected { reason }
        | What::ReviewFailed { reason }
        | What::Contested { reason }
        | What::Reopened { reason }
        | What::Escalated { reason }
        | What::LevelContested { reason, .. } => text("event.data.reason", reason),
        _ => Ok(()),
    }
}

fn proposal(resolution: &Resolution) -> Result<(), Refused> {
    let Resolution { outcome, text, points, offer } = resolution;
    if !matches!(outcome, Outcome::Upheld | Outcome::PartlyUpheld | Outcome::NotUpheld | Outcome::Settled) {
        return Err(Refused::Incomplete { field: "event.data.outcome" });
    }
    written("event.data.text", text, limits::MESSAGE_MAX)?;
    points.iter().try_for_each(|point| written("event.data.points", point, limits::MESSAGE_MAX))?;
    offer.as_ref().map_or(Ok(()), |offer| written("event.data.offer", offer, limits::MESSAGE_MAX))
}

fn written(field: &'static str, text: &str, max: usize) -> Result<(), Refused> {
    if text.trim().is_empty() { Err(Refused::Incomplete { field }) } else { bounded(field, text, max) }
}

fn bounded(field: &'static str, text: &str, max: usize) -> Result<(), Refused> {
    if text.chars().count() > max { Err(Refused::Incomplete { field }) } else { Ok(()) }
}

/// A time that is named lies ahead, and not beyond what is promised.
fn ahead(field: &'static str, named: Option<Millis>, at: Millis, end: Option<Millis>) -> Result<(), Refused> {
    let fits = named.is_none_or(|named| named > at && end.is_none_or(|end| named <= end));
    if fits { Ok(()) } else { Err(Refused::Incomplete { field }) }
}
