//! Telling the index what has changed: in batches, a while after it happened, so that neither an acknowledgement nor a delivery
//! waits for it and a burst of events costs one line.

use super::ledger::{Ledger, json};
use super::{Inner, SAFETY, now};
use crate::fault::Fault;
use crate::index::{self, Line};
use complaint::api::Listed;
use complaint::time::{Millis, Span};
use complaint::view::View;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use worker::SqlStorageValue::Integer;
use worker::{Response, console_error};

/// The alarm that looks after what is in hand rings then anyway.
const DELAY: Span = SAFETY;
/// An index that is down is left alone for so long.
const TROUBLE: Span = Span::minutes(5);
/// Complaints told at a time.
const BATCH: usize = 50;

/// Complaints that the index has yet to be told of, those that changed first before the others.
#[derive(Default)]
pub(super) struct Stale {
    changes: BTreeSet<(i64, u32)>,
    of: HashMap<u32, i64>,
    /// When it is told.
    at: Option<Millis>,
    /// It is being told.
    busy: bool,
}

impl Stale {
    /// `change`: the number of its latest one.
    pub(super) fn note(&mut self, sequence: u32, change: i64) {
        if let Some(before) = self.of.insert(sequence, change) {
            self.changes.remove(&(before, sequence));
        }
        self.changes.insert((change, sequence));
    }

    /// When there is something to do next.
    pub(super) fn next(&self) -> Option<Millis> {
        self.at.filter(|_| !self.busy && !self.of.is_empty())
    }

    /// Whether to begin now; then it is busy until it has [ended](Self::end).
    fn begin(&mut self, now: Millis) -> bool {
        if self.busy || self.of.is_empty() {
            return false;
        }
        self.busy = *self.at.get_or_insert(now + DELAY) <= now;
        self.busy
    }

    fn take(&mut self) -> Vec<(i64, u32)> {
        let next = |_| {
            let (change, sequence) = self.changes.pop_first()?;
            self.of.remove(&sequence);
            Some((change, sequence))
        };
        (0..BATCH).map_while(next).collect()
    }

    /// Those of `batch` that are not stale anyway are so from these changes on.
    fn note_anew(&mut self, batch: &[(i64, u32)]) {
        for (change, sequence) in batch {
            if !self.of.contains_key(sequence) {
                self.note(*sequence, *change);
            }
        }
    }

    /// The first change that the index does not know.
    fn first(&self) -> Option<i64> {
        self.changes.first().map(|(change, _)| *change)
    }

    /// `at`: when to go on with what is left.
    fn end(&mut self, at: Option<Millis>) {
        (self.busy, self.at) = (false, at);
    }
}

impl Inner {
    /// Something of those complaints should have happened by now: looks after all that is due, and tells the index anew.
    pub(super) async fn wake(self: &Rc<Self>, sequences: &[u32]) -> Result<Response, Fault> {
        let ledger = self.ledger()?.ok_or(Fault::NotFound)?;
        let named: Vec<_> = sequences.iter().map(|sequence| (ledger.changes.get(), *sequence)).collect();
        ledger.stale.borrow_mut().note_anew(&named);
        self.attend_due(&ledger).await?;
        Ok(Response::empty()?)
    }

    /// Tells the index on a task of its own, if it is time to.
    pub(super) fn feed_due(self: &Rc<Self>, ledger: &Rc<Ledger>) {
        if ledger.stale.borrow_mut().begin(now()) {
            let (inner, ledger) = (Rc::clone(self), Rc::clone(ledger));
            self.state.wait_until(async move { inner.feed(&ledger).await });
        }
    }

    async fn feed(self: &Rc<Self>, ledger: &Rc<Ledger>) {
        let told = loop {
            let batch = ledger.stale.borrow_mut().take();
            if batch.is_empty() {
                break Ok(());
            }
            let told = self.feed_batch(ledger, &batch).await;
            if told.is_err() {
                ledger.stale.borrow_mut().note_anew(&batch);
                break told;
            }
        };
        if let Err(fault) = &told {
            console_error!("index: {fault}");
        }
        ledger.stale.borrow_mut().end(told.is_err().then(|| now() + TROUBLE));
        if let Err(error) = Box::pin(self.attend_due(ledger)).await {
            console_error!("alarm: {error}");
        }
    }

    async fn feed_batch(&self, ledger: &Ledger, batch: &[(i64, u32)]) -> Result<(), Fault> {
        let lines = batch.iter().filter_map(|(_, sequence)| match ledger.line(*sequence) {
            Ok(line) => Some(line),
            // It holds up no other.
            Err(fault) => {
                console_error!("index: {fault}");
                None
            }
        });
        index::put(&self.env, &lines.collect::<Vec<_>>()).await?;
        ledger.told(batch)
    }
}

impl Ledger {
    fn line(&self, sequence: u32) -> Result<Line<'_>, Fault> {
        let life = self.life(sequence)?;
        let next_try = self.next_try(&life).map(|at| at.max(now()));
        let View { id, received_at, status, stage, level, queue, responsible_team: team, escalated, outcome, .. } =
            life.case.view(life.id, life.delivery(), &[]);
        Ok(Line {
            site: &self.owner.site,
            received_at,
            id,
            version: life.events.len() as u32 + life.work.sent,
            wakes_at: next_try.into_iter().chain(life.work.wakes_at).min(),
            listed: Listed {
                id,
                received_at,
                status,
                stage,
                level,
                reason: life.case.triage().reason,
                queue,
                team,
                escalated,
                due_at: life.case.due().iter().map(|due| due.at).min(),
                outcome,
                delivery: life.platform_has(),
                attempts: life.work.attempts,
            },
        })
    }

    /// The index knows of `batch`, which was taken first of all that is stale; what it keeps no row for any more goes.
    fn told(&self, batch: &[(i64, u32)]) -> Result<(), Fault> {
        let told = self.stale.borrow().first().map_or(self.changes.get(), |first| first - 1);
        let (before, attended) = (self.attended.get(), self.agenda.borrow().arrivals.first());
        self.write("UPDATE docket SET told = ?, attended = ?", vec![Integer(told), Integer(attended.into())])?;
        self.attended.set(attended);
        let sequences: Vec<_> = batch.iter().map(|(_, sequence)| sequence).collect();
        let done = "DELETE FROM work WHERE deliver_at IS NULL AND wakes_at IS NULL AND stale <= ?1 AND complaint < ?2
            AND (complaint >= ?3 OR complaint IN (SELECT value FROM json_each(?4)))";
        let values = [told, attended.into(), before.into()].map(Integer).into_iter().chain([json(&sequences)?.into()]);
        self.write(done, values.collect())?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_told_once_and_a_change_meanwhile_again() {
        let mut stale = Stale::default();
        let begins = |stale: &mut Stale, at: Millis, next: Option<Millis>| {
            let begun = stale.begin(at);
            assert_eq!(stale.next(), next, "at {at:?}");
            begun
        };
        let (noted, due) = (Millis(1_000), Millis(1_000) + DELAY);
        assert!(!begins(&mut stale, Millis(0), None), "there is nothing to tell");
        stale.note(2, 1);
        assert!(!begins(&mut stale, noted, Some(due)));
        stale.note(1, 2);
        stale.note(2, 3);
        assert!(!begins(&mut stale, due - Span(1), Some(due)));
        assert!(begins(&mut stale, due, None));
        assert_eq!(stale.take(), [(2, 1), (3, 2)], "the earlier change first, and each complaint once");
        assert_eq!(stale.first(), None);
        stale.note(2, 4);
        stale.note_anew(&[(2, 1), (3, 2)]);
        assert_eq!(stale.first(), Some(2), "the index does not know of it");
        assert_eq!(stale.take(), [(2, 1), (4, 2)]);
        stale.note(2, 5);
        assert!(!begins(&mut stale, due, None), "it is busy");
        stale.end(None);
        assert!(!begins(&mut stale, due, Some(due + DELAY)));
        assert!(begins(&mut stale, due + DELAY, None));
        assert_eq!(stale.take(), [(5, 2)]);
        assert!(stale.take().is_empty());
        stale.note(2, 6);
        stale.end(Some(due + TROUBLE));
        assert!(!begins(&mut stale, due + DELAY, Some(due + TROUBLE)), "it was down");
    }

    #[test]
    fn a_batch_is_bounded() {
        let mut stale = Stale::default();
        (0..120).for_each(|sequence| stale.note(sequence, sequence.into()));
        assert_eq!([stale.take().len(), stale.take().len(), stale.take().len()], [50, 50, 20]);
    }
}
