//! The docket's records: everything here is synchronous, so that what belongs together is written together.
//!
//! Nothing can be rolled back by hand. Hence the order of two writes: work to be done goes first, because a wake-up too many
//! is harmless and one too few is not.

use super::agenda::Agenda;
use super::feed::Stale;
use super::filing::Filing;
use super::tables::{self, Owner, rows};
use super::tide::Tide;
use crate::fault::Fault;
use crate::sites::Site;
use complaint::api::{Receipt, Submission};
use complaint::breaker::Breaker;
use complaint::case::Case;
use complaint::event::{Actor, Event, What};
use complaint::id::ComplaintId;
use complaint::site::Policy;
use complaint::time::Millis;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;
use worker::SqlStorageValue::{Integer, Null};
use worker::{SqlStorage, SqlStorageValue};

pub(super) struct Ledger {
    pub(super) sql: SqlStorage,
    pub owner: Owner,
    pub agenda: RefCell<Agenda>,
    pub breaker: Cell<Breaker>,
    pub stale: RefCell<Stale>,
    pub tide: Tide,
    next_sequence: Cell<u32>,
    /// When the latest complaint was received: the next one is later.
    last_at: Cell<Millis>,
    policies: RefCell<HashMap<i64, Rc<Policy>>>,
    /// The site as it last filed, and its policy's row.
    current: RefCell<Option<(Rc<Site>, i64)>>,
    /// Complaints whose view has changed and was not yet shown.
    changed: RefCell<BTreeSet<u32>>,
    /// Since the object woke.
    rows_written: Cell<usize>,
}

/// One complaint, read back.
pub(super) struct Life {
    pub id: ComplaintId,
    pub policy: Rc<Policy>,
    pub events: Vec<Event>,
    pub case: Case,
    pub work: Work,
    /// `work` as it is on disk.
    kept: Work,
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

/// A complaint to be written down.
pub(super) struct Record<'a> {
    pub id: ComplaintId,
    pub filing: &'a Filing,
    pub site: &'a Rc<Site>,
    /// Received, triaged, and perhaps contested.
    pub opening: &'a [Event],
    pub work: Work,
    pub receipt: &'a str,
    pub submission: &'a str,
}

/// What was answered to a submission.
pub(super) struct Filed {
    pub body_sha256: String,
    pub receipt: String,
}

impl Work {
    /// To be delivered at once, whatever a clock that jumps back takes for now.
    pub(super) const NOW: Millis = Millis(0);
}

impl Ledger {
    /// The records in `sql`; `None` in an object that never took a complaint.
    pub(super) fn open(sql: &SqlStorage) -> Result<Option<Self>, Fault> {
        let Some(owner) = tables::open(sql)? else { return Ok(None) };
        let ledger = Self::of(sql, owner);
        if let Some([Integer(sequence), Integer(at)]) =
            rows(sql, "SELECT sequence, at FROM complaint ORDER BY sequence DESC LIMIT 1", vec![])?
                .first()
                .map(Vec::as_slice)
        {
            ledger.next_sequence.set(*sequence as u32 + 1);
            ledger.last_at.set(Millis(*at));
        }
        for row in rows(sql, "SELECT complaint FROM work WHERE stale <> 0", vec![])? {
            if let [Integer(sequence)] = row[..] {
                ledger.stale.borrow_mut().note(sequence as u32);
            }
        }
        ledger.agenda.replace(Agenda::unread());
        ledger.recall_breaker()?;
        Ok(Some(ledger))
    }

    /// Fetches what is due by `now`, or next, where what was fetched before is used up.
    pub(super) fn refill(&self, now: Millis, hand: &HashSet<u32>) -> Result<(), Fault> {
        for (column, moments) in self.agenda.borrow_mut().kinds() {
            let Some(wanted) = moments.wants(now, hand) else { continue };
            let query = format!("SELECT complaint, {column} FROM work WHERE {column} >= 0 ORDER BY {column} LIMIT ?");
            let found = rows(&self.sql, &query, vec![Integer(wanted as i64)])?;
            let found = found.iter().filter_map(|row| match row[..] {
                [Integer(sequence), Integer(at)] => Some((sequence as u32, Millis(at))),
                _ => None,
            });
            moments.refill(wanted, &found.collect::<Vec<_>>());
        }
        Ok(())
    }

    /// New records.
    pub(super) fn found(sql: &SqlStorage, owner: Owner) -> Result<Self, Fault> {
        tables::found(sql, &owner)?;
        Ok(Self::of(sql, owner))
    }

    fn of(sql: &SqlStorage, owner: Owner) -> Self {
        Self {
            sql: sql.clone(),
            owner,
            agenda: RefCell::default(),
            breaker: Cell::default(),
            stale: RefCell::default(),
            tide: Tide::default(),
            next_sequence: Cell::new(1),
            last_at: Cell::new(Millis(0)),
            policies: RefCell::default(),
            current: RefCell::default(),
            changed: RefCell::default(),
            rows_written: Cell::new(0),
        }
    }

    /// Name and time of the next complaint; no two share a moment, even when the clock jumps back.
    pub(super) fn next(&self, now: Millis) -> (ComplaintId, Millis) {
        let id = ComplaintId { docket: self.owner.number, sequence: self.next_sequence.get() };
        (id, now.max(Millis(self.last_at.get().0 + 1)))
    }

    pub(super) fn take_changed(&self) -> BTreeSet<u32> {
        self.changed.take()
    }

    /// Whoever follows `sequence` is to be shown it anew.
    pub(super) fn note_changed(&self, sequence: u32) {
        self.changed.borrow_mut().insert(sequence);
    }

    pub(super) fn rows_written(&self) -> usize {
        self.rows_written.get()
    }

    /// What was answered to the submission of that id.
    pub(super) fn filed(&self, filing: &Filing) -> Result<Option<Filed>, Fault> {
        let query = "SELECT body_sha256, receipt FROM complaint WHERE submission_id = ?";
        let row = rows(&self.sql, query, vec![filing.submission_id.to_string().into()])?.pop();
        match row.map(<[SqlStorageValue; 2]>::try_from) {
            None => Ok(None),
            Some(Ok([SqlStorageValue::String(body_sha256), SqlStorageValue::String(receipt)])) => {
                Ok(Some(Filed { body_sha256, receipt }))
            }
            Some(_) => Err(Fault::Unreadable(filing.submission_id.to_string())),
        }
    }

    /// Writes a complaint down.
    pub(super) fn add(&self, record: &Record<'_>) -> Result<(), Fault> {
        let Record { id, filing, site, opening, work, receipt, submission } = record;
        let policy = self.policy_row(site)?;
        self.put_work(id.sequence, &Work::default(), work)?;
        let values = vec![
            Integer(id.sequence.into()),
            Integer(opening[0].at.0),
            filing.submission_id.to_string().into(),
            filing.body_sha256.as_str().into(),
            Integer(policy),
            json(opening)?.into(),
            (*receipt).into(),
            (*submission).into(),
        ];
        self.write("INSERT INTO complaint VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)?;
        self.next_sequence.set(id.sequence + 1);
        self.last_at.set(opening[0].at);
        Ok(())
    }

    /// One complaint as it stands.
    pub(super) fn life(&self, sequence: u32) -> Result<Life, Fault> {
        let id = ComplaintId { docket: self.owner.number, sequence };
        let key = || vec![Integer(sequence.into())];
        let row = rows(&self.sql, "SELECT policy, opening FROM complaint WHERE sequence = ?", key())?.pop();
        let Some([Integer(policy), SqlStorageValue::String(opening)]) = row.as_deref() else {
            return Err(Fault::NotFound);
        };
        let policy = self.policy(*policy)?;
        let mut events: Vec<Event> = read(id, opening)?;
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
        let work = match row.as_deref() {
            Some([Integer(sent), Integer(attempts), Integer(parked), deliver_at, wakes_at]) => Work {
                sent: *sent as u32,
                attempts: *attempts as u32,
                parked: *parked != 0,
                deliver_at: moment(deliver_at),
                wakes_at: moment(wakes_at),
            },
            None => Work { sent: events.len() as u32, ..Work::default() },
            Some(_) => return Err(Fault::Unreadable(id.to_string())),
        };
        Ok(Life { id, policy, events, case, work, kept: work })
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

    /// Writes down what happened to `life` and, in one with whatever else has changed of its work, what that leaves to be done.
    /// Nothing is written when it may not happen.
    pub(super) fn append(
        &self,
        life: &mut Life,
        event_id: String,
        actor: Actor,
        what: What,
        now: Millis,
    ) -> Result<Event, Fault> {
        let (seq, last) = life.events.last().map_or((0, now), |last| (last.seq + 1, last.at));
        let event = Event { id: event_id, seq, at: now.max(last), actor, what };
        let case = life.case.on(&life.policy, &event)?;
        life.work.deliver_at.get_or_insert(Work::NOW);
        life.work.wakes_at = case.wakes_at();
        self.keep(life)?;
        let values = vec![Integer(life.id.sequence.into()), Integer(seq.into()), json(&event)?.into()];
        self.write("INSERT INTO event VALUES (?, ?, ?)", values)?;
        life.case = case;
        life.events.push(event.clone());
        self.note_changed(life.id.sequence);
        Ok(event)
    }

    /// Notes when `life`, for which nothing is to be done now, wants attention again.
    pub(super) fn rest(&self, life: &mut Life) -> Result<(), Fault> {
        life.work.wakes_at = life.case.wakes_at();
        self.keep(life)
    }

    /// Writes down what is to be done for `life`, if that has changed.
    pub(super) fn keep(&self, life: &mut Life) -> Result<(), Fault> {
        self.put_work(life.id.sequence, &life.kept, &life.work)?;
        life.kept = life.work;
        Ok(())
    }

    fn put_work(&self, sequence: u32, before: &Work, work: &Work) -> Result<(), Fault> {
        if work != before {
            self.note_changed(sequence);
            let at = |moment: Option<Millis>| moment.map_or(Null, |at| Integer(at.0));
            let values = vec![
                Integer(sequence.into()),
                Integer(work.sent.into()),
                Integer(work.attempts.into()),
                Integer(work.parked.into()),
                at(work.deliver_at),
                at(work.wakes_at),
            ];
            self.write("INSERT OR REPLACE INTO work VALUES (?, ?, ?, ?, ?, ?, 1)", values)?;
            self.stale.borrow_mut().note(sequence);
        }
        self.agenda.borrow_mut().note(sequence, work.deliver_at, work.wakes_at);
        Ok(())
    }

    fn policy(&self, row: i64) -> Result<Rc<Policy>, Fault> {
        if let Some(policy) = self.policies.borrow().get(&row) {
            return Ok(Rc::clone(policy));
        }
        let text = rows(&self.sql, "SELECT policy FROM policy WHERE id = ?", vec![Integer(row)])?.pop();
        let Some([SqlStorageValue::String(text)]) = text.as_deref() else {
            return Err(Fault::Unreadable(format!("policy {row}")));
        };
        let policy: Policy = serde_json::from_str(text).map_err(|_| Fault::Unreadable(format!("policy {row}")))?;
        Ok(Rc::clone(self.policies.borrow_mut().entry(row).or_insert(Rc::new(policy))))
    }

    /// The row of the site's policy, which is written only when it is new.
    fn policy_row(&self, site: &Rc<Site>) -> Result<i64, Fault> {
        if let Some((_, row)) = self.current.borrow().as_ref().filter(|(current, _)| Rc::ptr_eq(current, site)) {
            return Ok(*row);
        }
        let text = json(&site.settings.policy)?;
        let known = rows(&self.sql, "SELECT id FROM policy WHERE policy = ?", vec![text.as_str().into()])?.pop();
        let row = match known.as_deref() {
            Some([Integer(row)]) => *row,
            _ => {
                let made = self.sql.exec("INSERT INTO policy (policy) VALUES (?) RETURNING id", vec![text.into()])?;
                let made: Vec<_> = made.raw().collect::<worker::Result<_>>()?;
                let Some([Integer(row)]) = made.first().map(Vec::as_slice) else {
                    return Err(Fault::Unreadable("policy".into()));
                };
                *row
            }
        };
        *self.current.borrow_mut() = Some((Rc::clone(site), row));
        Ok(row)
    }

    pub(super) fn write(&self, statement: &str, values: Vec<SqlStorageValue>) -> Result<(), Fault> {
        let written = self.sql.exec(statement, values)?.rows_written();
        self.rows_written.set(self.rows_written.get() + written);
        Ok(())
    }
}

pub(super) fn moment(value: &SqlStorageValue) -> Option<Millis> {
    match value {
        Integer(at) => Some(Millis(*at)),
        _ => None,
    }
}

pub(super) fn json<T: Serialize + ?Sized>(value: &T) -> Result<String, Fault> {
    Ok(serde_json::to_string(value).map_err(worker::Error::from)?)
}

/// A record of `id`; why it cannot be read stays unsaid, for serde quotes the values.
pub(super) fn read<T: DeserializeOwned>(id: ComplaintId, text: &str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(|_| Fault::Unreadable(id.to_string()))
}
