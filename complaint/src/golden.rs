//! Lives with the due times they must give, in every build of this crate: natively, in the browser, at the edge.

use crate::case::Case;
use crate::clock::{Calendar, ClockKind};
use crate::date;
use crate::event::{Actor, ActorKind, Event, What};
use crate::level::{Complexity, Level};
use crate::reason::{Queue, Reason, Target};
use crate::site::Policy;
use crate::time::Millis;
use crate::triage::{Triage, Why};
use crate::view::ClockState;
use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::string::ToString;
use alloc::vec;
use alloc::vec::Vec;
use serde::{Deserialize, Deserializer, de};

/// [`Golden`] as JSON. The due times were counted minute by minute, by another program than this.
pub const CLOCKS: &str = include_str!("../golden/clocks.json");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Golden {
    pub calendars: BTreeMap<String, Vec<(Moment, Moment)>>,
    pub lives: Vec<Life>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Life {
    pub name: String,
    pub level: Level,
    /// One of the calendars.
    pub working: Option<String>,
    pub received: Moment,
    #[serde(default)]
    pub then: Vec<Step>,
    pub due: BTreeMap<ClockKind, (ClockState, Moment)>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub at: Moment,
    pub by: ActorKind,
    pub what: What,
}

/// `2026-03-27T16:00:00Z`.
#[derive(Clone, Copy, Debug)]
pub struct Moment(pub Millis);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let numbers: Vec<i64> = text.split(['-', 'T', ':', 'Z']).filter_map(|part| part.parse().ok()).collect();
        let [year, month, day, hour, minute, second] = numbers[..] else {
            return Err(de::Error::custom("not a moment"));
        };
        let seconds = ((date::days_to((year, month, day)) * 24 + hour) * 60 + minute) * 60 + second;
        Ok(Self(Millis(seconds * 1_000)))
    }
}

impl Golden {
    /// What is wrong with our clocks; nothing, if they are right.
    pub fn faults(&self) -> Vec<String> {
        self.lives.iter().flat_map(|life| life.faults(&self.calendars)).collect()
    }
}

impl Life {
    fn faults(&self, calendars: &BTreeMap<String, Vec<(Moment, Moment)>>) -> Vec<String> {
        let working = self.working.iter().filter_map(|name| calendars.get(name)).flatten();
        let working: Vec<_> = working.map(|(from, until)| (from.0, until.0)).collect();
        let case = Calendar::try_from(working).map_err(|bad| bad.to_string()).and_then(|working| {
            let policy = Policy { working, ..Policy::default() };
            Case::replay(&policy, &self.events()).map_err(|refused| refused.to_string())
        });
        let clocks = match case {
            Ok(case) => case.clocks(),
            Err(fault) => return vec![format!("{}: {fault}", self.name)],
        };
        let wrong = |(kind, (state, due)): (&ClockKind, &(ClockState, Moment))| {
            let ours = clocks.iter().find(|clock| clock.clock == *kind).map(|clock| (clock.state, clock.due_at));
            (ours != Some((*state, due.0))).then(|| format!("{}: {} is {ours:?}", self.name, kind.code()))
        };
        self.due.iter().filter_map(wrong).collect()
    }

    fn events(&self) -> Vec<Event> {
        let triage = Triage {
            reason: Reason::Other,
            target: Target::Platform,
            level: self.level,
            complexity: Complexity::Standard,
            queue: Queue::Support,
            why: vec![Why::ReasonOrdinary],
            critical_from: None,
            judged: None,
        };
        let received = self.received.0;
        let opening = [What::Received { claimed_at: received }, What::Triaged(triage)];
        let opening = opening.into_iter().map(|what| (received, Actor::EDGE, what));
        let then = self.then.iter().map(|Step { at, by, what }| {
            let name = matches!(by, ActorKind::Handler | ActorKind::Reviewer).then(|| by.code().to_owned());
            (at.0, Actor { kind: *by, name, ..Actor::MERCHANT }, what.clone())
        });
        let numbered = (0..).zip(opening.chain(then));
        numbered.map(|(seq, (at, actor, what))| Event { id: format!("{seq}"), seq, at, actor, what }).collect()
    }
}
