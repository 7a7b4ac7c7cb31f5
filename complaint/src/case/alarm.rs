//! What the clocks have to say, and when: the alarm's whole knowledge.

use super::Case;
use crate::clock::{Clock, ClockKind, Word};
use crate::event::{Event, What};
use crate::time::Millis;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::string::ToString;
use alloc::vec::Vec;

impl Case {
    /// What the clocks say has happened by `now` and is not yet in the events: warnings, breaches, reminders, lapse,
    /// automatic escalation, putting away, oldest first.
    ///
    /// Each with the id its event must carry: a late or doubled alarm makes no second event.
    pub fn overdue(&self, now: Millis) -> Vec<(String, What)> {
        let owed = self.clocks.owed().iter().map(|due| (due.at, breached(due.clock, due.at)));
        let said = self.clocks.iter().filter_map(|clock| {
            let (at, word) = clock.words().into_iter().rfind(|(at, _)| *at <= now)?;
            Some((at, said(clock, at, word)))
        });
        let put_away = self.put_away().filter(|(at, _)| *at <= now);
        let mut all: Vec<_> = owed.chain(said).chain(self.escalation(now)).chain(put_away).collect();
        // Whatever the hour of the alarm, what lapsed ended when it lapsed: later promises are no longer owed.
        all.sort_by_key(|(at, (_, what))| (*at, *what == What::Lapsed));
        if let Some(lapsed) = all.iter().position(|(_, (_, what))| *what == What::Lapsed) {
            all.truncate(lapsed + 1);
        }
        all.into_iter().map(|(_, news)| news).collect()
    }

    /// When [`Case::overdue`] next has something to say.
    pub fn wakes_at(&self) -> Option<Millis> {
        let owed = self.clocks.owed().iter().map(|due| due.at);
        let said = self.clocks.iter().filter_map(|clock| clock.words().into_iter().map(|(at, _)| at).min());
        let flagged = self.escalation(Millis(i64::MIN)).map(|(at, _)| at);
        owed.chain(said).chain(flagged).chain(self.put_away().map(|(at, _)| at)).min()
    }

    /// The end, once nobody can have it taken up again.
    fn put_away(&self) -> Option<(Millis, (String, What))> {
        let until = self.status.reopen_until()?;
        Some((until, (["complaint.archived", &until.0.to_string()].join(":"), What::Archived)))
    }

    /// The flag a broken promise raises, once.
    fn escalation(&self, now: Millis) -> Option<(Millis, (String, What))> {
        if self.facts.escalated || !self.is_open() {
            return None;
        }
        let struck =
            |clock: &&Clock| clock.missed || clock.words().iter().any(|word| word.0 <= now && word.1 == Word::End);
        let clocks = self.clocks.iter().filter(|clock| clock.kind.escalates()).filter(struck);
        let (due_at, clock) = clocks.map(|clock| (clock.due_at(), clock.kind)).min()?;
        Some((due_at, (id("complaint.escalated", clock, due_at), What::Escalated { reason: clock.code().to_owned() })))
    }

    /// The edge's word on clocks is only what the clocks say.
    pub(super) fn is_due(&self, event: &Event) -> bool {
        match event.what {
            What::Parked { .. } | What::Forwarded { .. } => true,
            _ => self.overdue(event.at).iter().any(|(_, what)| *what == event.what),
        }
    }
}

fn said(clock: &Clock, at: Millis, word: Word) -> (String, What) {
    let (kind, due_at) = (clock.kind, clock.due_at());
    match (word, kind) {
        (Word::Reminder, _) => (id("sla.reminder", kind, at), What::Reminder { clock: kind }),
        (Word::Warning, _) => (id("sla.warning", kind, due_at), What::Warning { clock: kind, due_at }),
        (Word::End, ClockKind::MerchantReply) => (id("info.lapsed", kind, due_at), What::InfoLapsed),
        (Word::End, ClockKind::Confirmation) => (id("resolution.lapsed", kind, due_at), What::Lapsed),
        (Word::End, _) => breached(kind, due_at),
    }
}

fn breached(clock: ClockKind, due_at: Millis) -> (String, What) {
    (id("sla.breached", clock, due_at), What::Breached { clock, due_at })
}

fn id(event: &str, clock: ClockKind, moment: Millis) -> String {
    [event, clock.code(), &moment.0.to_string()].join(":")
}
