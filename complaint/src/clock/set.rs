//! A complaint's clocks together: what each state asks of them, and the broken promises not yet spoken of.

use super::{Change, Clock, ClockKind, Course, Gait, Word};
use crate::api::Due;
use crate::date;
use crate::level::Level;
use crate::limits;
use crate::site::Policy;
use crate::status::Status;
use crate::time::{Millis, Span};
use crate::view::NextActor;
use alloc::vec::Vec;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Clocks {
    /// In the order of [`ClockKind`]; those that start afresh each time are there only while they run.
    list: Vec<Clock>,
    /// Promises broken whose breach is not yet an event.
    owed: Vec<Due>,
}

impl Clocks {
    /// The promises of a complaint received at `at`.
    pub(crate) fn start(policy: &Policy, level: Level, at: Millis) -> Self {
        use ClockKind::{Assign, Closure, Contact, Forward, Legal, Proposal, Update};
        let mut clocks = Self { list: Vec::new(), owed: Vec::new() };
        for kind in [Forward, Assign, Contact, Update, Proposal, Closure, Legal] {
            clocks.begin(kind, policy, level, at);
        }
        clocks
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Clock> {
        self.list.iter()
    }

    pub(crate) fn get(&self, kind: ClockKind) -> Option<&Clock> {
        self.list.iter().find(|clock| clock.kind == kind)
    }

    pub(crate) fn owed(&self) -> &[Due] {
        &self.owed
    }

    /// Notes the promises that were broken by `at`, so that nothing that happens now hides them.
    ///
    /// A proposal that has lapsed has ended the rest, however late the alarm.
    pub(crate) fn strike(&mut self, at: Millis) {
        let at = self.get(ClockKind::Confirmation).map_or(at, |lapse| at.min(lapse.due_at()));
        for clock in self.list.iter_mut().filter(|clock| clock.kind.reminders().is_empty()) {
            if clock.words().last().is_some_and(|(end, word)| *word == Word::End && *end <= at) {
                let due = Due { clock: clock.kind, at: clock.due_at() };
                clock.missed = true;
                self.owed.push(due);
            }
        }
    }

    /// The breach of `due` is an event now.
    pub(crate) fn spoken(&mut self, due: Due) {
        self.owed.retain(|owed| *owed != due);
    }

    pub(crate) fn warned(&mut self, kind: ClockKind) {
        if let Some(clock) = self.list.iter_mut().find(|clock| clock.kind == kind) {
            clock.warned = true;
        }
    }

    pub(crate) fn reminded(&mut self, kind: ClockKind, at: Millis) {
        if let Some(clock) = self.list.iter_mut().find(|clock| clock.kind == kind) {
            clock.remind(at);
        }
    }

    pub(crate) fn meet(&mut self, kind: ClockKind, policy: &Policy, level: Level, at: Millis) {
        if let Some(clock) = self.list.iter_mut().find(|clock| clock.kind == kind) {
            clock.steer(Course::Meet, at, policy.calendar(level, kind));
        }
    }

    /// A person has written to the merchant: the next update is due that much later.
    pub(crate) fn updated(&mut self, policy: &Policy, level: Level, at: Millis) {
        if self.get(ClockKind::Update).is_some() {
            self.begin(ClockKind::Update, policy, level, at);
        }
    }

    pub(crate) fn relevel(&mut self, policy: &Policy, old: Level, new: Level, at: Millis) {
        for clock in &mut self.list {
            if let Some(span) = promised(policy, new, clock.kind) {
                let change =
                    Change { span, old: policy.calendar(old, clock.kind), new: policy.calendar(new, clock.kind) };
                clock.promise(change, at);
            }
        }
    }

    /// Sets every clock to what `status` asks of it.
    pub(crate) fn follow(&mut self, status: &Status, policy: &Policy, level: Level, at: Millis) {
        for kind in ClockKind::ALL {
            match (asked(status, *kind), afresh(*kind)) {
                (Course::Run, true) if self.get(*kind).is_none() => self.begin(*kind, policy, level, at),
                (Course::Run, true) => {}
                (_, true) => self.list.retain(|clock| clock.kind != *kind),
                (course, false) => {
                    if let Some(clock) = self.list.iter_mut().find(|clock| clock.kind == *kind)
                        && !(clock.gait == Gait::Met && once(*kind))
                    {
                        clock.steer(course, at, policy.calendar(level, *kind));
                    }
                }
            }
        }
    }

    fn begin(&mut self, kind: ClockKind, policy: &Policy, level: Level, at: Millis) {
        let span = promised(policy, level, kind).unwrap_or(match kind {
            ClockKind::Forward => limits::FORWARD,
            ClockKind::MerchantReply => limits::MERCHANT_REPLY,
            ClockKind::Confirmation => limits::CONFIRMATION,
            ClockKind::Review => limits::REVIEW,
            _ => date::months_after(at, limits::LEGAL_MONTHS) - at,
        });
        let clock = Clock::start(kind, at, span, policy.calendar(level, kind));
        self.list.retain(|clock| clock.kind != kind);
        let place = self.list.partition_point(|clock| clock.kind < kind);
        self.list.insert(place, clock);
    }
}

fn promised(policy: &Policy, level: Level, kind: ClockKind) -> Option<Span> {
    let promise = policy.promise(level);
    match kind {
        ClockKind::Assign => Some(promise.assign),
        ClockKind::Contact => Some(promise.contact),
        ClockKind::Update => Some(promise.update),
        ClockKind::Proposal => Some(promise.proposal),
        ClockKind::Closure => Some(promise.closure),
        _ => None,
    }
}

/// Begins anew whenever its turn comes; all others go on where they stood.
fn afresh(kind: ClockKind) -> bool {
    matches!(kind, ClockKind::Update | ClockKind::MerchantReply | ClockKind::Confirmation | ClockKind::Review)
}

/// Once met, met for good.
fn once(kind: ClockKind) -> bool {
    matches!(kind, ClockKind::Forward | ClockKind::Assign | ClockKind::Contact | ClockKind::Proposal)
}

fn asked(status: &Status, kind: ClockKind) -> Course {
    let run_if = |it_is: bool| if it_is { Course::Run } else { Course::Drop };
    match (kind, status) {
        (ClockKind::Update, _) => run_if(status.next_actor() == NextActor::Platform),
        (ClockKind::MerchantReply, _) => run_if(matches!(status, Status::AwaitingMerchant { .. })),
        (ClockKind::Confirmation, _) => run_if(matches!(status, Status::ResolutionProposed { .. })),
        (ClockKind::Review, _) => run_if(matches!(status, Status::InReview { .. })),
        (ClockKind::Legal | ClockKind::Closure, _) if status.ending().is_some() => Course::Meet,
        (ClockKind::Proposal | ClockKind::Closure, Status::AwaitingMerchant { until, .. }) => {
            Course::Hold(Some(*until))
        }
        (ClockKind::Closure, Status::ResolutionProposed { .. }) => Course::Hold(None),
        _ => run_if(status.is_open()),
    }
}
