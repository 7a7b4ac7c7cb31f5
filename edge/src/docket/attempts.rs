//! What was tried and is tried next. Most events are taken at the first try and leave no trace here.

use super::ledger::{Ledger, json, moment, read};
use super::life::Life;
use super::tables::rows;
use super::{Inner, now};
use crate::fault::Fault;
use complaint::api::{Deliveries, Replayed, Try};
use complaint::breaker::Breaker;
use complaint::time::Millis;
use complaint::view::Trying;
use std::rc::Rc;
use worker::Response;
use worker::SqlStorageValue::{self, Integer, Null};

impl Inner {
    /// 1. Not one of the site's API tokens → 401. 2. No such complaint → 404. 3. Otherwise → 200 [`Deliveries`].
    pub(super) async fn deliveries(
        self: &Rc<Self>,
        sequence: u32,
        authorization: Option<String>,
    ) -> Result<Response, Fault> {
        let ledger = self.ledger_for_platform(authorization).await?;
        Ok(Response::from_json(&ledger.deliveries(&ledger.life(sequence)?)?)?)
    }

    /// 1. Not one of the site's API tokens → 401. 2. No such complaint → 404. 3. Otherwise → 200 [`Replayed`].
    pub(super) async fn replay(
        self: &Rc<Self>,
        sequence: u32,
        authorization: Option<String>,
    ) -> Result<Response, Fault> {
        let ledger = self.ledger_for_platform(authorization).await?;
        self.replay_of(&ledger, &[ledger.life(sequence)?.id.sequence]).await
    }

    /// The same for whoever was let in by the Worker.
    pub(super) async fn replay_all(self: &Rc<Self>, sequences: &[u32]) -> Result<Response, Fault> {
        let ledger = self.ledger()?.ok_or(Fault::NotFound)?;
        self.replay_of(&ledger, sequences).await
    }

    async fn replay_of(self: &Rc<Self>, ledger: &Rc<Ledger>, sequences: &[u32]) -> Result<Response, Fault> {
        let mut complaints = 0;
        for sequence in sequences {
            complaints += ledger.hurry(Some(*sequence))?;
        }
        ledger.set_breaker(ledger.breaker.get().hasten(now()))?;
        self.changed(ledger).await?;
        Ok(Response::from_json(&Replayed { complaints, next: None })?)
    }
}

impl Ledger {
    /// The breaker as it was when the object went to sleep; one that was closed has forgotten its few failures.
    pub(super) fn recall_breaker(&self, text: &str) -> Result<(), Fault> {
        self.breaker.set(serde_json::from_str(text).map_err(|_| Fault::Unreadable("breaker".into()))?);
        Ok(())
    }

    /// A platform that was taken for dead and is not gets at once whatever waits.
    pub(super) fn set_breaker(&self, breaker: Breaker) -> Result<(), Fault> {
        let before = self.breaker.replace(breaker);
        if before == breaker || before.is_closed() && breaker.is_closed() {
            return Ok(());
        }
        let kept = if breaker.is_closed() { Null } else { json(&breaker)?.into() };
        self.write("UPDATE docket SET breaker = ?", vec![kept])?;
        if breaker.is_closed() {
            self.hurry(None)?;
        }
        Ok(())
    }

    /// Makes due now what waits for its next try, of one complaint or of all; returns of how many.
    pub(super) fn hurry(&self, only: Option<u32>) -> Result<u32, Fault> {
        let query = "UPDATE work SET deliver_at = 0 WHERE deliver_at > 0 AND ifnull(complaint = ?, true)
            RETURNING complaint, deliver_at, wakes_at";
        let hurried = rows(&self.sql, query, vec![only.map_or(Null, |sequence| Integer(sequence.into()))])?;
        for row in &hurried {
            if let [Integer(sequence), deliver_at, wakes_at] = &row[..] {
                self.agenda.borrow_mut().note(*sequence as u32, moment(deliver_at), moment(wakes_at));
                self.note_changed(*sequence as u32);
            }
        }
        Ok(hurried.len() as u32)
    }

    /// Writes down a try.
    pub(super) fn tried(&self, life: &Life, tried: &Try) -> Result<(), Fault> {
        let Try { seq, n, at, answer } = tried;
        let numbers = [life.id.sequence, *seq, *n].map(|number| Integer(number.into()));
        let values = numbers.into_iter().chain([Integer(at.0), json(answer)?.into()]);
        self.write("INSERT OR REPLACE INTO try VALUES (?, ?, ?, ?, ?)", values.collect())?;
        Ok(())
    }

    /// What the merchant is told of it; `None` while there is nothing to tell.
    pub(super) fn trying(&self, life: &Life) -> Result<Option<Trying>, Fault> {
        let attempts = life.work.attempts;
        let Some(next_at) = self.next_try(life).filter(|_| attempts > 0 || !self.breaker.get().is_closed()) else {
            return Ok(None);
        };
        let last = "SELECT max(at) FROM try WHERE complaint = ? AND seq = ?";
        let last = rows(&self.sql, last, vec![Integer(life.id.sequence.into()), Integer(life.work.sent.into())])?;
        let last_at = last.first().and_then(|row| moment(&row[0]));
        Ok(Some(Trying { attempts, last_at, next_at }))
    }

    /// Not before; a time gone by stands for any moment.
    pub(super) fn next_try(&self, life: &Life) -> Option<Millis> {
        life.work.deliver_at.map(|at| self.breaker.get().until().map_or(at, |gate| gate.max(at)))
    }

    /// In the order of the events, then of the tries.
    pub(super) fn tries(&self, life: &Life) -> Result<Vec<Try>, Fault> {
        let query = "SELECT seq, n, at, answer FROM try WHERE complaint = ? ORDER BY seq, n";
        let mut tries = Vec::new();
        for row in rows(&self.sql, query, vec![Integer(life.id.sequence.into())])? {
            let [Integer(seq), Integer(n), Integer(at), SqlStorageValue::String(answer)] = &row[..] else {
                return Err(Fault::Unreadable(life.id.to_string()));
            };
            let (seq, n, at) = (*seq as u32, *n as u32, Millis(*at));
            tries.push(Try { seq, n, at, answer: read(life.id, answer)? });
        }
        Ok(tries)
    }

    fn deliveries(&self, life: &Life) -> Result<Deliveries, Fault> {
        let (events, sent, tries) = (life.events.len() as u32, life.work.sent, self.tries(life)?);
        Ok(Deliveries { id: life.id, state: life.platform_has(), events, sent, next_at: self.next_try(life), tries })
    }
}
