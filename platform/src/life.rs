//! What the events of a case say, and what it will be once the edge has taken what the desk sent.

use crate::store::cases::{self, Summary};
use crate::store::outbox::{Post, State};
use crate::store::{StoreError, events, outbox};
use complaint::api::{Due, Filed};
use complaint::case::{Case, Refused};
use complaint::event::{Actor, Event, What};
use complaint::id::ComplaintId;
use complaint::site::Policy;
use complaint::time::Millis;
use complaint::view::{Delivery, View};
use rusqlite::Transaction;

pub(crate) struct Life {
    pub(crate) events: Vec<Event>,
    /// What the edge has not told back.
    pub(crate) posts: Vec<Post>,
    /// None while the events are too few, or where the edge knows a rule that we do not.
    outlook: Option<Outlook>,
}

/// The fold of both, and where the next event would stand.
struct Outlook {
    case: Case,
    next: u32,
    at: Millis,
}

impl Life {
    pub(crate) fn read(tx: &Transaction<'_>, policy: &Policy, complaint: ComplaintId) -> Result<Self, StoreError> {
        let events = events::of(tx, complaint)?;
        let posts = outbox::of(tx, complaint)?;
        let mut outlook = Outlook::of(policy, &events);
        for post in posts.iter().filter(|post| post.state != State::Refused) {
            // The edge judges: what it would refuse by our reckoning is left out of the picture.
            outlook = outlook.map(|now| now.after(policy, &post.event.actor, &post.event.event).unwrap_or(now));
        }
        Ok(Self { events, posts, outlook })
    }

    pub(crate) fn view(&self, complaint: ComplaintId) -> Option<View> {
        self.outlook.as_ref().map(|now| now.case.view(complaint, Delivery::Delivered, &self.events))
    }

    /// How many events of the complaint are known, what is on its way included.
    pub(crate) fn length(&self) -> usize {
        self.outlook.as_ref().map_or(self.events.len(), |now| now.next as usize)
    }

    /// Whether `actor` may do `what` now; where our reckoning fails, the edge decides.
    pub(crate) fn allows(&self, policy: &Policy, actor: &Actor, what: &What) -> bool {
        self.outlook.as_ref().is_none_or(|now| now.after(policy, actor, what).is_ok())
    }
}

impl Outlook {
    fn of(policy: &Policy, events: &[Event]) -> Option<Self> {
        let (case, last) = (Case::replay(policy, events).ok()?, events.last()?);
        Some(Self { case, next: last.seq + 1, at: crate::now().max(last.at) })
    }

    fn after(&self, policy: &Policy, actor: &Actor, what: &What) -> Result<Self, Refused> {
        let Self { next, at, .. } = *self;
        let event = Event { id: "foretold".into(), seq: next, at, actor: actor.clone(), what: what.clone() };
        Ok(Self { case: self.case.on(policy, &event)?, next: next + 1, at })
    }
}

/// Writes the list's line of `complaint` anew, if there is one.
pub(crate) fn refresh(tx: &Transaction<'_>, policy: &Policy, complaint: ComplaintId) -> Result<(), StoreError> {
    let life = Life::read(tx, policy, complaint)?;
    match (&life.outlook, life.view(complaint)) {
        (Some(now), Some(view)) => cases::summarise(tx, complaint, &summary(view, &now.case)),
        _ => Ok(()),
    }
}

/// Where a complaint stands of which only the filing is known.
pub(crate) fn summary_as_filed(filed: &Filed) -> Summary {
    let first = nearest(&filed.due);
    Summary {
        level: filed.triage.level,
        queue: filed.triage.queue,
        status: "received".into(),
        open: true,
        escalated: false,
        team: None,
        handler: None,
        clock: first.map(|due| due.clock),
        due: first.map(|due| due.at),
    }
}

fn summary(view: View, case: &Case) -> Summary {
    let due = case.due();
    let first = nearest(&due);
    Summary {
        level: view.level,
        queue: view.queue,
        status: view.status,
        open: case.is_open(),
        escalated: view.escalated,
        team: view.responsible_team,
        handler: view.responsible_name,
        clock: first.map(|due| due.clock),
        due: first.map(|due| due.at),
    }
}

fn nearest(due: &[Due]) -> Option<&Due> {
    due.iter().min_by_key(|due| due.at)
}
