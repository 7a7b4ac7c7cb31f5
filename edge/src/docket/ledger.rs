//! The docket's records: everything here is synchronous, so that what belongs together is written together.
//!
//! Nothing can be rolled back by hand. Hence the order of two writes: work to be done goes first, because a wake-up too many
//! is harmless and one too few is not.

use super::agenda::Agenda;
use super::arrivals::{Arrivals, FETCH};
use super::feed::Stale;
use super::filing::Filing;
use super::life::{Life, Work};
use super::tables::{self, Owner, rows};
use super::tide::Tide;
use crate::fault::Fault;
use crate::sites::Site;
use complaint::breaker::Breaker;
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
    /// As it is on disk: of a complaint before this one something was done.
    pub attended: Cell<u32>,
    /// How often what is to be done for a complaint has changed: the number of the latest change.
    pub changes: Cell<i64>,
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

/// A complaint to be written down.
pub(super) struct Record<'a> {
    pub id: ComplaintId,
    pub filing: &'a Filing,
    pub site: &'a Rc<Site>,
    pub at: Millis,
    /// What happened at once, but for what the receipt tells.
    pub opening: &'a [Event],
    pub receipt: &'a str,
    pub submission: &'a str,
}

/// What was answered to a submission.
pub(super) struct Filed {
    pub body_sha256: String,
    pub receipt: String,
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
        let told = ledger.recall()?;
        ledger.changes.set(told);
        for row in rows(sql, "SELECT complaint, stale FROM work WHERE stale > ?", vec![Integer(told)])? {
            if let [Integer(sequence), Integer(change)] = row[..] {
                ledger.stale.borrow_mut().note(sequence as u32, change);
                ledger.changes.set(change.max(ledger.changes.get()));
            }
        }
        let arrivals = Arrivals::unread(ledger.attended.get(), ledger.next_sequence.get());
        ledger.agenda.replace(Agenda::unread(arrivals));
        Ok(Some(ledger))
    }

    /// What is said of the docket as a whole; returns the latest change that the index knows.
    fn recall(&self) -> Result<i64, Fault> {
        let row = rows(&self.sql, "SELECT breaker, attended, told FROM docket", vec![])?.pop();
        let Some([breaker, Integer(attended), Integer(told)]) = row.as_deref() else {
            return Err(Fault::Unreadable("docket".into()));
        };
        if let SqlStorageValue::String(text) = breaker {
            self.recall_breaker(text)?;
        }
        self.attended.set(*attended as u32);
        Ok(*told)
    }

    /// Fetches what is due by `now`, or next, where what was fetched before is used up.
    pub(super) fn refill(&self, now: Millis, hand: &HashSet<u32>) -> Result<(), Fault> {
        for (column, moments) in self.agenda.borrow_mut().kinds() {
            let Some(wanted) = moments.wants(now, hand) else { continue };
            let query = format!("SELECT complaint, {column} FROM work WHERE {column} >= 0 ORDER BY {column} LIMIT ?");
            moments.refill(wanted, &moments_in(&rows(&self.sql, &query, vec![Integer(wanted as i64)])?));
        }
        let wanted = self.agenda.borrow().arrivals.wants(now, hand);
        if let Some(from) = wanted {
            let query = "SELECT sequence, at FROM complaint WHERE sequence >= ?
                AND NOT EXISTS (SELECT 1 FROM work WHERE complaint = sequence) ORDER BY sequence LIMIT ?";
            let found = moments_in(&rows(&self.sql, query, vec![Integer(from.into()), Integer(FETCH as i64)])?);
            self.agenda.borrow_mut().arrivals.refill(&found);
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
            attended: Cell::default(),
            changes: Cell::default(),
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

    fn filed(&self, filing: &Filing) -> Result<Filed, Fault> {
        let query = "SELECT body_sha256, receipt FROM complaint WHERE submission_id = ?";
        let row = rows(&self.sql, query, vec![filing.submission_id.to_string().into()])?.pop();
        match row.map(<[SqlStorageValue; 2]>::try_from) {
            Some(Ok([SqlStorageValue::String(body_sha256), SqlStorageValue::String(receipt)])) => {
                Ok(Filed { body_sha256, receipt })
            }
            _ => Err(Fault::Unreadable(filing.submission_id.to_string())),
        }
    }

    /// Writes a complaint down, unless a submission of its id was before: then what was answered to that.
    pub(super) fn add(&self, record: &Record<'_>) -> Result<Option<Filed>, Fault> {
        let Record { id, filing, site, at, opening, receipt, submission } = record;
        let policy = self.policy_row(site)?;
        let values = vec![
            Integer(id.sequence.into()),
            Integer(at.0),
            filing.submission_id.to_string().into(),
            filing.body_sha256.as_str().into(),
            Integer(policy),
            json(opening)?.into(),
            (*receipt).into(),
            (*submission).into(),
        ];
        // To look first would cost every acknowledgement as much as to write.
        let insert = "INSERT INTO complaint VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (submission_id) DO NOTHING";
        if self.write(insert, values)? == 0 {
            return self.filed(filing).map(Some);
        }
        self.next_sequence.set(id.sequence + 1);
        self.last_at.set(*at);
        self.agenda.borrow_mut().arrivals.add(id.sequence, *at);
        Ok(None)
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
        let (sequence, work) = (life.id.sequence, life.work);
        if life.kept != Some(work) {
            self.changes.set(self.changes.get() + 1);
            self.note_changed(sequence);
            let at = |moment: Option<Millis>| moment.map_or(Null, |at| Integer(at.0));
            let values = vec![
                Integer(sequence.into()),
                Integer(work.sent.into()),
                Integer(work.attempts.into()),
                Integer(work.parked.into()),
                at(work.deliver_at),
                at(work.wakes_at),
                Integer(self.changes.get()),
            ];
            self.write("INSERT OR REPLACE INTO work VALUES (?, ?, ?, ?, ?, ?, ?)", values)?;
            self.stale.borrow_mut().note(sequence, self.changes.get());
            life.kept = Some(work);
        }
        self.agenda.borrow_mut().note(sequence, work.deliver_at, work.wakes_at);
        Ok(())
    }

    pub(super) fn policy(&self, row: i64) -> Result<Rc<Policy>, Fault> {
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

    /// Returns how many rows were written, those of indexes among them.
    pub(super) fn write(&self, statement: &str, values: Vec<SqlStorageValue>) -> Result<usize, Fault> {
        let written = self.sql.exec(statement, values)?.rows_written();
        self.rows_written.set(self.rows_written.get() + written);
        Ok(written)
    }
}

fn moments_in(rows: &[Vec<SqlStorageValue>]) -> Vec<(u32, Millis)> {
    let moments = rows.iter().filter_map(|row| match row[..] {
        [Integer(sequence), Integer(at)] => Some((sequence as u32, Millis(at))),
        _ => None,
    });
    moments.collect()
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
