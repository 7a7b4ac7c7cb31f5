//! Telling the index what has changed: in batches, a while after it happened, so that neither an acknowledgement nor a delivery
//! waits for it and a burst of events costs one line.

use super::ledger::{Ledger, json};
use super::{Inner, SAFETY, now};
use crate::fault::Fault;
use crate::index::{self, Line};
use complaint::api::Listed;
use complaint::time::{Millis, Span};
use complaint::view::View;
use std::collections::BTreeSet;
use std::rc::Rc;
use worker::{Response, console_error};

/// The alarm that looks after what is in hand rings then anyway.
const DELAY: Span = SAFETY;
/// An index that is down is left alone for so long.
const TROUBLE: Span = Span::minutes(5);
/// Complaints told at a time.
const BATCH: usize = 50;

/// Complaints that the index has yet to be told of.
#[derive(Default)]
pub(super) struct Stale {
    complaints: BTreeSet<u32>,
    /// When it is told.
    at: Option<Millis>,
    /// It is being told.
    busy: bool,
}

impl Stale {
    pub(super) fn note(&mut self, sequence: u32) {
        self.complaints.insert(sequence);
    }

    /// When there is something to do next.
    pub(super) fn next(&self) -> Option<Millis> {
        self.at.filter(|_| !self.busy && !self.complaints.is_empty())
    }

    /// Whether to begin now; then it is busy until it has [ended](Self::end).
    fn begin(&mut self, now: Millis) -> bool {
        if self.busy || self.complaints.is_empty() {
            return false;
        }
        self.busy = *self.at.get_or_insert(now + DELAY) <= now;
        self.busy
    }

    fn take(&mut self) -> Vec<u32> {
        (0..BATCH).map_while(|_| self.complaints.pop_first()).collect()
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
        sequences.iter().for_each(|sequence| ledger.stale.borrow_mut().note(*sequence));
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
                batch.iter().for_each(|sequence| ledger.stale.borrow_mut().note(*sequence));
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

    async fn feed_batch(&self, ledger: &Ledger, batch: &[u32]) -> Result<(), Fault> {
        let lines = batch.iter().filter_map(|sequence| match ledger.line(*sequence) {
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

    /// The index knows of `batch`, but for what has changed since.
    fn told(&self, batch: &[u32]) -> Result<(), Fault> {
        let stale = self.stale.borrow();
        let known: Vec<u32> = batch.iter().copied().filter(|sequence| !stale.complaints.contains(sequence)).collect();
        let known = json(&known)?;
        let among = "complaint IN (SELECT value FROM json_each(?))";
        let (rest, done) = ("deliver_at IS NULL AND wakes_at IS NULL", vec![known.as_str().into()]);
        self.write(&format!("DELETE FROM work WHERE {rest} AND {among}"), done)?;
        self.write(&format!("UPDATE work SET stale = 0 WHERE {among}"), vec![known.into()])
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
        stale.note(2);
        assert!(!begins(&mut stale, noted, Some(due)));
        stale.note(1);
        stale.note(2);
        assert!(!begins(&mut stale, due - Span(1), Some(due)));
        assert!(begins(&mut stale, due, None));
        assert_eq!(stale.take(), [1, 2]);
        stale.note(2);
        assert!(!begins(&mut stale, due, None), "it is busy");
        stale.end(None);
        assert!(!begins(&mut stale, due, Some(due + DELAY)));
        assert!(begins(&mut stale, due + DELAY, None));
        assert_eq!(stale.take(), [2]);
        assert!(stale.take().is_empty());
        stale.note(2);
        stale.end(Some(due + TROUBLE));
        assert!(!begins(&mut stale, due + DELAY, Some(due + TROUBLE)), "it was down");
    }

    #[test]
    fn a_batch_is_bounded() {
        let mut stale = Stale::default();
        (0..120).for_each(|sequence| stale.note(sequence));
        assert_eq!([stale.take().len(), stale.take().len(), stale.take().len()], [50, 50, 20]);
    }
}
