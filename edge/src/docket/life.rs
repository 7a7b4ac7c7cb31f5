//! One complaint as it stands: read back from its rows, and what is still to be done for it.

use super::acknowledge;
use super::ledger::{Ledger, moment, read};
use super::tables::rows;
use crate::fault::Fault;
use complaint::api::{Receipt, Submission};
use complaint::case::Case;
use complaint::event::Event;
use complaint::id::ComplaintId;
use complaint::site::Policy;
use complaint::time::Millis;
use complaint::triage::Triage;
use serde::Deserialize;
use std::rc::Rc;
use worker::SqlStorageValue;
use worker::SqlStorageValue::Integer;

/// One complaint, read back.
pub(super) struct Life {
    pub id: ComplaintId,
    pub policy: Rc<Policy>,
    pub events: Vec<Event>,
    pub case: Case,
    pub work: Work,
    /// `work` as it is on disk; nothing is of a complaint that nothing was done for yet.
    pub(super) kept: Option<Work>,
}

/// What is still to be done for a complaint.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Work {
    /// How many events, from the first, the platform has.
    pub sent: u32,
    /// How often the next one was tried.
    pub attempts: u32,
    pub parked: bool,
    pub deliver_at: Option<Millis>,
    pub wakes_at: Option<Millis>,
}

impl Work {
    /// To be delivered at once, whatever a clock that jumps back takes for now.
    pub(super) const NOW: Millis = Millis(0);
}

/// What a receipt tells of a complaint's first events.
#[derive(Deserialize)]
struct Told {
    received_at: Millis,
    claimed_at: Millis,
    triage: Triage,
}

impl Ledger {
    /// One complaint as it stands.
    pub(super) fn life(&self, sequence: u32) -> Result<Life, Fault> {
        let id = ComplaintId { docket: self.owner.number, sequence };
        let key = || vec![Integer(sequence.into())];
        let row = rows(&self.sql, "SELECT policy, opening, receipt FROM complaint WHERE sequence = ?", key())?.pop();
        let Some([Integer(policy), SqlStorageValue::String(opening), SqlStorageValue::String(receipt)]) =
            row.as_deref()
        else {
            return Err(Fault::NotFound);
        };
        let policy = self.policy(*policy)?;
        let mut events: Vec<Event> = read(id, opening)?;
        if events.first().is_none_or(|event| event.seq > 0) {
            let Told { received_at, claimed_at, triage } = read(id, receipt)?;
            events = acknowledge::opening(id, received_at, claimed_at, triage).into_iter().chain(events).collect();
        }
        for row in rows(&self.sql, "SELECT event FROM event WHERE complaint = ? ORDER BY seq", key())? {
            let [SqlStorageValue::String(event)] = &row[..] else { return Err(Fault::Unreadable(id.to_string())) };
            events.push(read(id, event)?);
        }
        let case = Case::replay(&policy, &events).map_err(|_| Fault::Unreadable(id.to_string()))?;
        let row = rows(
            &self.sql,
            "SELECT sent, attempts, parked, deliver_at, wakes_at FROM work WHERE complaint = ?",
            key(),
        )?
        .pop();
        let (work, kept) = match row.as_deref() {
            Some([Integer(sent), Integer(attempts), Integer(parked), deliver_at, wakes_at]) => {
                let work = Work {
                    sent: *sent as u32,
                    attempts: *attempts as u32,
                    parked: *parked != 0,
                    deliver_at: moment(deliver_at),
                    wakes_at: moment(wakes_at),
                };
                (work, Some(work))
            }
            None if sequence >= self.attended.get() => {
                (Work { deliver_at: Some(Work::NOW), wakes_at: case.wakes_at(), ..Work::default() }, None)
            }
            None => {
                let work = Work { sent: events.len() as u32, ..Work::default() };
                (work, Some(work))
            }
            Some(_) => return Err(Fault::Unreadable(id.to_string())),
        };
        Ok(Life { id, policy, events, case, work, kept })
    }

    /// Receipt and submission of a complaint, as they were written down.
    pub(super) fn papers(&self, id: ComplaintId) -> Result<(Receipt, Submission), Fault> {
        let query = "SELECT receipt, submission FROM complaint WHERE sequence = ?";
        let row = rows(&self.sql, query, vec![Integer(id.sequence.into())])?.pop();
        let Some([SqlStorageValue::String(receipt), SqlStorageValue::String(submission)]) = row.as_deref() else {
            return Err(Fault::NotFound);
        };
        Ok((read(id, receipt)?, read(id, submission)?))
    }
}
