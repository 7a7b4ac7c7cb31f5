//! A complaint's whole life so far: the fold of its events.

mod alarm;
mod judge;
mod refused;
mod show;

use alloc::string::String;
use alloc::vec::Vec;
pub(crate) use judge::same_person;
pub use refused::Refused;

use crate::api::Due;
use crate::clock::{ClockKind, Clocks, Gait};
use crate::event::{ActorKind, Event, What};
use crate::level::{Complexity, Level};
use crate::site::Policy;
use crate::status::{Ending, Status};
use crate::time::{Millis, Span};
use crate::triage::Triage;

/// Always replayed under the policy it was received under: what was promised then holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    status: Status,
    clocks: Clocks,
    facts: Facts,
    last_at: Millis,
    next_seq: u32,
}

/// What the events have established, whatever the state.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Facts {
    pub(crate) received_at: Millis,
    pub(crate) triage: Triage,
    pub(crate) level: Level,
    pub(crate) case: Option<String>,
    pub(crate) team: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) expected_at: Option<Millis>,
    /// How long the merchant has been waited for, of [`crate::limits::PAUSE_CAP`].
    pub(crate) waited: Span,
    pub(crate) rejections: u32,
    pub(crate) escalated: bool,
    pub(crate) level_contested: bool,
    pub(crate) rated: bool,
    /// Of 0..100: below the site's percentage it is reviewed. Fixed at receipt, so that nobody chooses what is looked at.
    lot: u8,
}

impl Case {
    /// The life in `events`, oldest first, as stored. What was once written down is not judged again.
    pub fn replay<'a>(policy: &Policy, events: impl IntoIterator<Item = &'a Event>) -> Result<Self, Refused> {
        let mut events = events.into_iter();
        let first = Self::open(policy, events.next(), events.next())?;
        events.try_fold(first, |case, event| case.fold(policy, event))
    }

    /// The case after `event`, or why it may not happen; `self` is unchanged on refusal.
    pub fn on(&self, policy: &Policy, event: &Event) -> Result<Self, Refused> {
        judge::judge(event, self.facts.level)?;
        if event.actor.kind == ActorKind::Edge && !self.is_due(event) {
            return Err(Refused::OutOfOrder { status: self.status.code(), kind: event.what.kind() });
        }
        self.clone().fold(policy, event)
    }

    /// The edge receives and triages in one write: there is no complaint before both.
    fn open(policy: &Policy, received: Option<&Event>, triaged: Option<&Event>) -> Result<Self, Refused> {
        let none =
            Refused::OutOfOrder { status: "new", kind: received.or(triaged).map_or("", |event| event.what.kind()) };
        let (Some(received), Some(triaged)) = (received, triaged) else { return Err(none) };
        let (What::Received { .. }, What::Triaged(triage)) = (&received.what, &triaged.what) else { return Err(none) };
        let at = received.at;
        follows(received, 0, at)?;
        follows(triaged, 1, at)?;
        Ok(Self {
            status: Status::Triaged,
            clocks: Clocks::start(policy, triage.level, at),
            facts: Facts {
                received_at: at,
                triage: triage.clone(),
                level: triage.level,
                case: None,
                team: None,
                name: None,
                expected_at: None,
                waited: Span(0),
                rejections: 0,
                escalated: false,
                level_contested: false,
                rated: false,
                lot: lot(&received.id),
            },
            last_at: triaged.at,
            next_seq: 2,
        })
    }

    fn fold(self, policy: &Policy, event: &Event) -> Result<Self, Refused> {
        let Self { status, mut clocks, mut facts, last_at, next_seq } = self;
        follows(event, next_seq, last_at)?;
        let at = event.at;
        let waited = status.waited(at);
        let status = status.on(event, policy, &facts)?;
        if !matches!(status, Status::AwaitingMerchant { .. }) {
            facts.waited = facts.waited + waited;
        }
        clocks.strike(at);
        match &event.what {
            What::LevelChanged { level, .. } => clocks.relevel(policy, facts.level, *level, at),
            What::Reminder { clock } => clocks.reminded(*clock, at),
            What::Warning { clock, .. } => clocks.warned(*clock),
            What::Breached { clock, due_at } => clocks.spoken(Due { clock: *clock, at: *due_at }),
            _ => {}
        }
        facts.learn(event);
        for kind in event.meets() {
            clocks.meet(*kind, policy, facts.level, at);
        }
        clocks.follow(&status, policy, facts.level, at);
        if event.is_update() {
            clocks.updated(policy, facts.level, at);
        }
        Ok(Self { status, clocks, facts, last_at: at, next_seq: next_seq + 1 })
    }

    /// What is promised and still to be kept, for the receipt.
    pub fn due(&self) -> Vec<Due> {
        let running = self.clocks.iter().filter(|clock| clock.gait == Gait::Running);
        running.map(|clock| Due { clock: clock.kind, at: clock.marks.due_at }).collect()
    }

    /// As judged when it was received; what the level is now says [`Case::level`].
    pub fn triage(&self) -> &Triage {
        &self.facts.triage
    }

    pub fn level(&self) -> Level {
        self.facts.level
    }

    pub fn status(&self) -> &Status {
        &self.status
    }

    pub fn is_open(&self) -> bool {
        self.status.is_open()
    }
}

impl Facts {
    pub(crate) fn is_simple(&self) -> bool {
        self.triage.complexity == Complexity::Simple
    }

    /// Where an ending goes: S and A always to another person, B and C by lot.
    pub(crate) fn review(&self, policy: &Policy, ending: Ending, handler: String, at: Millis) -> Status {
        if self.level.round_the_clock() || self.lot < policy.review_percent {
            Status::InReview { ending, handler }
        } else {
            Status::Closed { ending, at }
        }
    }

    fn learn(&mut self, event: &Event) {
        let actor = &event.actor;
        if actor.is_human_staff() && actor.kind == ActorKind::Handler {
            self.name = actor.name.clone().or(self.name.take());
            self.team = actor.team.clone().or(self.team.take());
        }
        match &event.what {
            What::Forwarded { case } => self.case = Some(case.clone()),
            What::Assigned { team, expected_at } => {
                self.team = Some(team.clone());
                self.expected_at = *expected_at;
                self.name = actor.name.clone().filter(|_| actor.is_human_staff());
            }
            What::LevelChanged { level, .. } => self.level = *level,
            What::LevelContested { .. } => self.level_contested = true,
            What::Rejected { .. } => {
                self.rejections += 1;
                self.escalated |= self.rejections >= 2;
            }
            What::Escalated { .. } => self.escalated = true,
            What::Rated { .. } => self.rated = true,
            _ => {}
        }
    }
}

impl Event {
    /// What is promised of the platform and kept by this: whoever writes to the merchant has the complaint.
    fn meets(&self) -> &'static [ClockKind] {
        use ClockKind::{Assign, Contact, Forward, Proposal};
        let human = self.actor.is_human_staff();
        match (&self.what, self.actor.kind) {
            (What::Proposed(_), _) => &[Forward, Assign, Contact, Proposal],
            (What::Message { .. } | What::InfoRequested { .. } | What::Inadmissible { .. }, _) if human => {
                &[Forward, Assign, Contact]
            }
            (What::Assigned { .. }, _) => &[Forward, Assign],
            (What::Forwarded { .. }, _) | (_, ActorKind::Platform | ActorKind::Handler | ActorKind::Reviewer) => {
                &[Forward]
            }
            _ => &[],
        }
    }

    /// A person has told the merchant something.
    fn is_update(&self) -> bool {
        let told = matches!(
            self.what,
            What::Message { .. } | What::ThirdpartyWait { .. } | What::ThirdpartyReturn | What::ReviewFailed { .. }
        );
        told && self.actor.is_human_staff()
    }
}

/// Whether `event` stands in its place behind the last one.
fn follows(event: &Event, next: u32, last: Millis) -> Result<(), Refused> {
    match event {
        Event { seq, .. } if *seq != next => Err(Refused::NotNext { seq: *seq, next }),
        Event { at, .. } if *at < last => Err(Refused::Backdated { at: *at, last }),
        _ => Ok(()),
    }
}

/// FNV-1a of the first event's id.
fn lot(id: &str) -> u8 {
    let hash = id
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (hash % 100) as u8
}
