//! The merchant's view of a case: derived each time, never stored.

use super::Case;
use crate::clock::{Clock, ClockKind, Gait};
use crate::event::{Actor, Event, Resolution, What};
use crate::id::ComplaintId;
use crate::level::Level;
use crate::reason::Confirmation;
use crate::status::{Ending, Status};
use crate::time::Millis;
use crate::view::{ClockState, ClockView, Delivery, Entry, MerchantAction, NextActor, View};
use alloc::borrow::ToOwned;
use alloc::vec::Vec;

impl Case {
    /// What the merchant is shown; `events` are those the case was folded from.
    pub fn view(&self, id: ComplaintId, delivery: Delivery, events: &[Event]) -> View {
        let Self { status, facts, .. } = self;
        let (waiting_for, waiting_why) = match status {
            Status::AwaitingMerchant { what, why, .. } => (Some(what.clone()), Some(why.clone())),
            Status::AwaitingThirdParty { party } => (Some(party.clone()), None),
            _ => (None, None),
        };
        View {
            id,
            status: status.code().to_owned(),
            stage: status.stage(),
            next_actor: status.next_actor(),
            allowed_actions: self.allowed(),
            responsible_team: facts.team.clone(),
            responsible_name: facts.name.clone(),
            expected_at: self.expected_at(),
            waiting_for,
            waiting_why,
            proposal: self.proposal(events).cloned(),
            level: facts.level,
            why: facts.triage.why.clone(),
            critical_from: facts.triage.critical_from,
            queue: facts.triage.queue,
            escalated: facts.escalated,
            outcome: status.ending().map(|ending| ending.outcome),
            confirmation: status.ending().map(|ending| ending.confirmation),
            reopen_until: status.reopen_until(),
            delivery,
            trying: None,
            case: facts.case.clone().filter(|case| !case.is_empty()),
            received_at: facts.received_at,
            clocks: self.clocks(),
            timeline: events.iter().map(entry).collect(),
        }
    }

    /// The promises, kept, broken and under way.
    pub fn clocks(&self) -> Vec<ClockView> {
        self.clocks.iter().filter_map(shown).collect()
    }

    fn proposal<'a>(&self, events: &'a [Event]) -> Option<&'a Resolution> {
        let decided = |ending: Ending| matches!(ending.confirmation, Confirmation::Confirmed | Confirmation::Lapsed);
        let shown = match self.status.ending() {
            Some(ending) => decided(ending),
            None => matches!(self.status, Status::ResolutionProposed { .. }),
        };
        events.iter().filter(|_| shown).rev().find_map(|event| match &event.what {
            What::Proposed(resolution) => Some(resolution),
            _ => None,
        })
    }

    fn allowed(&self) -> Vec<MerchantAction> {
        use MerchantAction::*;
        let Self { status, facts, last_at, .. } = self;
        let in_time = status.reopen_until().is_some_and(|until| *last_at < until);
        let may = |action: &MerchantAction| match action {
            Reply => status.is_open(),
            Confirm | Reject => matches!(status, Status::ResolutionProposed { .. }),
            Withdraw => status.ending().is_none(),
            Escalate => status.is_open() && !facts.escalated,
            ContestLevel => status.is_open() && !facts.level_contested && facts.level > Level::S,
            Contest => in_time && status.ending().is_some_and(Ending::is_inadmissible),
            Reopen => match status {
                Status::Closed { ending, .. } => in_time && !ending.is_inadmissible(),
                Status::InReview { ending, .. } => ending.confirmation == Confirmation::Lapsed,
                _ => false,
            },
            Rate => status.ending().is_some() && !facts.rated,
        };
        MerchantAction::ALL.iter().copied().filter(may).collect()
    }

    /// When the next step is to be expected: from the merchant what a clock waits for, from the platform what it named,
    /// else the nearest thing it promised.
    fn expected_at(&self) -> Option<Millis> {
        let due = |kind: &ClockKind| {
            self.clocks.get(*kind).filter(|clock| clock.gait == Gait::Running && !clock.missed).map(Clock::due_at)
        };
        match self.status.next_actor() {
            NextActor::Merchant => [ClockKind::MerchantReply, ClockKind::Confirmation].iter().find_map(due),
            NextActor::Platform => self.facts.expected_at.filter(|named| *named > self.last_at).or_else(|| {
                [ClockKind::Contact, ClockKind::Proposal, ClockKind::Closure, ClockKind::Review, ClockKind::Update]
                    .iter()
                    .filter_map(due)
                    .min()
            }),
            NextActor::Nobody => None,
        }
    }
}

fn shown(clock: &Clock) -> Option<ClockView> {
    let state = match clock.gait {
        _ if clock.missed => ClockState::Missed,
        Gait::Running => ClockState::Running,
        Gait::Held(_) => ClockState::Paused,
        Gait::Met => ClockState::Met,
        Gait::Off => return None,
    };
    let left = (state == ClockState::Paused).then_some(clock.left);
    let warn_at = (state == ClockState::Running).then_some(clock.marks.warn_at);
    Some(ClockView { clock: clock.kind, state, due_at: clock.marks.due_at, warn_at, left })
}

fn entry(event: &Event) -> Entry {
    let Actor { kind: actor, automated, name, team } = event.actor.clone();
    let mut entry = Entry {
        at: event.at,
        kind: event.what.kind().to_owned(),
        actor,
        automated,
        name,
        team,
        text: None,
        until: None,
        level: None,
    };
    match &event.what {
        What::Forwarded { case: text }
        | What::Message { text }
        | What::InfoProvided { text }
        | What::ThirdpartyWait { party: text }
        | What::Rejected { reason: text }
        | What::SuggestionAccepted { answer: text }
        | What::ReviewFailed { reason: text }
        | What::Inadmissible { reasons: text }
        | What::Contested { reason: text }
        | What::Duplicate { of: text }
        | What::Reopened { reason: text }
        | What::Escalated { reason: text }
        | What::Rated { text, .. } => entry.text = Some(text.clone()),
        What::LevelChanged { level, reason, .. } | What::LevelContested { level, reason } => {
            entry.text = Some(reason.clone());
            entry.level = Some(*level);
        }
        What::Triaged(triage) => entry.level = Some(triage.level),
        What::Proposed(resolution) => entry.text = Some(resolution.text.clone()),
        What::InfoRequested { what, why, until } => {
            entry.text = Some([what.as_str(), why].join("\n"));
            entry.until = *until;
        }
        What::Assigned { team, expected_at } => {
            entry.team = Some(team.clone());
            entry.until = *expected_at;
        }
        What::Warning { clock, due_at } | What::Breached { clock, due_at } => {
            entry.text = Some(clock.code().to_owned());
            entry.until = Some(*due_at);
        }
        What::Reminder { clock } => entry.text = Some(clock.code().to_owned()),
        _ => {}
    }
    entry
}
