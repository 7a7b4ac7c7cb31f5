//! Lives to tell: a complaint, and one lawful specimen of everything that can happen to it.

use complaint::case::{Case, Refused};
use complaint::event::{Actor, ActorKind, Event, Resolution, What};
use complaint::id::ComplaintId;
use complaint::level::{Complexity, Level};
use complaint::reason::{Outcome, Queue, Reason, Target};
use complaint::site::Policy;
use complaint::time::{Millis, Span};
use complaint::triage::{Triage, Why};
use std::fmt;

/// Sunday, 22 November 2026, 14:00 UTC.
pub(crate) const START: Millis = Millis(1_795_356_000_000);

pub(crate) const ID: ComplaintId = ComplaintId { docket: 7, sequence: 1 };

#[derive(Clone)]
pub(crate) struct Life {
    pub(crate) policy: Policy,
    pub(crate) events: Vec<Event>,
    pub(crate) case: Case,
}

impl fmt::Debug for Life {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Life({:?} under {:?}: {:?})", self.case.level(), self.policy, self.events)
    }
}

impl Life {
    /// Received at [`START`]; B and C are reviewed only where `policy` says so.
    pub(crate) fn begin(level: Level, policy: Policy) -> Self {
        let complexity = if level == Level::C { Complexity::Simple } else { Complexity::Standard };
        let triage = Triage {
            reason: Reason::Other,
            target: Target::Platform,
            level,
            complexity,
            queue: Queue::Support,
            why: vec![Why::ReasonOrdinary],
            critical_from: None,
            judged: None,
        };
        let whats = [What::Received { claimed_at: START }, What::Triaged(triage)];
        let event = |(seq, what)| Event { id: format!("event-{seq}"), seq, at: START, actor: Actor::EDGE, what };
        let events: Vec<_> = (0..).zip(whats).map(event).collect();
        let case = Case::replay(&policy, &events).unwrap();
        Self { policy, events, case }
    }

    pub(crate) fn of(level: Level) -> Self {
        Self::begin(level, Policy { review_percent: 0, ..Policy::default() })
    }

    pub(crate) fn now(&self) -> Millis {
        self.events.last().unwrap().at
    }

    /// What comes of `what` happening `after` the last event.
    pub(crate) fn tell(&mut self, after: Span, actor: Actor, what: What) -> Result<(), Refused> {
        let seq = self.events.len() as u32;
        let event = Event { id: format!("event-{seq}"), seq, at: self.now() + after, actor, what };
        self.case = self.case.on(&self.policy, &event)?;
        self.events.push(event);
        Ok(())
    }

    /// A second later, by its usual actor.
    pub(crate) fn then(mut self, what: What) -> Self {
        self.tell(Span::seconds(1), usual(&what), what).unwrap();
        self
    }

    /// The alarm rings at `now`; the ids of what it says.
    pub(crate) fn ring(&mut self, now: Millis) -> Vec<String> {
        let news = self.case.overdue(now);
        for (_, what) in &news {
            self.tell(now - self.now(), Actor::EDGE, what.clone()).unwrap();
        }
        news.into_iter().map(|(id, _)| id).collect()
    }

    /// The alarm rings whenever it should, up to `end`; when it rang, and the ids of what it said.
    pub(crate) fn wait(&mut self, end: Millis) -> Vec<(Millis, String)> {
        let mut said = Vec::new();
        while let Some(now) = self.case.wakes_at().filter(|now| *now <= end) {
            let now = now.max(self.now());
            said.extend(self.ring(now).into_iter().map(|id| (now, id)));
        }
        said
    }
}

pub(crate) fn handler() -> Actor {
    Actor { kind: ActorKind::Handler, automated: false, name: Some("Ana K.".into()), team: None }
}

pub(crate) fn reviewer() -> Actor {
    Actor { kind: ActorKind::Reviewer, automated: false, name: Some("Ben R.".into()), team: None }
}

pub(crate) const PLATFORM: Actor = Actor { kind: ActorKind::Platform, automated: true, name: None, team: None };

/// Who says it, where several may.
pub(crate) fn usual(what: &What) -> Actor {
    match what {
        What::Received { .. }
        | What::Triaged(_)
        | What::Forwarded { .. }
        | What::InfoLapsed
        | What::Lapsed
        | What::Parked { .. }
        | What::Reminder { .. }
        | What::Warning { .. }
        | What::Breached { .. }
        | What::Archived => Actor::EDGE,
        What::Assigned { .. } => PLATFORM,
        What::ReviewPassed | What::ReviewFailed { .. } => reviewer(),
        What::InfoProvided { .. }
        | What::Rejected { .. }
        | What::Confirmed
        | What::SuggestionAccepted { .. }
        | What::Contested { .. }
        | What::Withdrawn
        | What::Reopened { .. }
        | What::LevelContested { .. }
        | What::Rated { .. }
        | What::Escalated { .. } => Actor::MERCHANT,
        _ => handler(),
    }
}

pub(crate) fn message() -> What {
    What::Message { text: "I am looking into it.".into() }
}

pub(crate) fn asked() -> What {
    What::InfoRequested { what: "The invoice".into(), why: "The sum is disputed".into(), until: None }
}

pub(crate) fn proposed() -> What {
    let text = "The sum is paid out today.".into();
    What::Proposed(Resolution { outcome: Outcome::Upheld, text, points: Vec::new(), offer: None })
}

pub(crate) fn reason() -> String {
    "It has not arrived.".into()
}

/// One of each kind but the two that begin every life, fit to be said where the state allows it.
pub(crate) fn specimens() -> Vec<What> {
    let clock = complaint::clock::ClockKind::Contact;
    vec![
        What::Forwarded { case: "C-1".into() },
        What::Assigned { team: "Payouts".into(), expected_at: None },
        message(),
        asked(),
        What::InfoProvided { text: "Here it is.".into() },
        What::InfoLapsed,
        What::ThirdpartyWait { party: "the carrier".into() },
        What::ThirdpartyReturn,
        proposed(),
        What::Rejected { reason: reason() },
        What::Confirmed,
        What::Lapsed,
        What::SuggestionAccepted { answer: "refund-times".into() },
        What::ReviewPassed,
        What::ReviewFailed { reason: reason() },
        What::Inadmissible { reasons: reason() },
        What::Contested { reason: reason() },
        What::Withdrawn,
        What::Duplicate { of: "RD-1".into() },
        What::Reopened { reason: reason() },
        What::Escalated { reason: reason() },
        What::LevelChanged { level: Level::A, reason: reason(), approved_by: Some("Ben R.".into()) },
        What::LevelContested { level: Level::S, reason: reason() },
        What::Rated { solved: true, text: String::new() },
        What::Parked { attempts: 10 },
        What::Reminder { clock },
        What::Warning { clock, due_at: START },
        What::Breached { clock, due_at: START },
        What::Archived,
    ]
}
