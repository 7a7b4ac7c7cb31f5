//! What holds of every life, whatever happens and whenever.

use crate::states::check_actions;
use crate::steps::*;
use complaint::case::Case;
use complaint::clock::{Calendar, ClockKind};
use complaint::event::{Actor, Event, What};
use complaint::level::Level;
use complaint::site::Policy;
use complaint::status::Status;
use complaint::time::{Millis, Span};
use complaint::view::{ClockState, NextActor};
use proptest::prelude::*;
use std::collections::HashSet;

/// One thing that is tried, so long after the last that was taken.
#[derive(Clone, Debug)]
enum Try {
    Tell(Actor, What),
    /// The alarm rings, on time or not.
    Ring,
    /// Every alarm on the way is kept.
    Wait,
}

fn tries(most: usize) -> impl Strategy<Value = Vec<(Span, Try)>> {
    let lowered = What::LevelChanged { level: Level::C, reason: reason(), approved_by: Some("Ben R.".into()) };
    let raised = What::LevelChanged { level: Level::S, reason: reason(), approved_by: None };
    let mut whats = specimens();
    whats.extend([lowered, raised]);
    let tell = prop::sample::select(whats).prop_map(|what| Try::Tell(usual(&what), what));
    let by_merchant = Just(Try::Tell(Actor::MERCHANT, message()));
    let what = prop_oneof![12 => tell, 1 => by_merchant, 3 => Just(Try::Ring), 3 => Just(Try::Wait)];
    let minutes = prop_oneof![3 => 0i64..30, 3 => 30i64..600, 3 => 600i64..6_000, 1 => 6_000i64..60_000];
    prop::collection::vec((minutes.prop_map(Span::minutes), what), 1..most)
}

fn beginnings() -> impl Strategy<Value = Life> {
    // Eight hours of every 24, from four hours before the start; the last of them end while the life goes on.
    let hours = |day: i64| (START + Span::hours(24 * day - 4), START + Span::hours(24 * day + 4));
    let calendar =
        (0i64..20).prop_map(move |days| Calendar::try_from((0..days).map(hours).collect::<Vec<_>>()).unwrap());
    (prop::sample::select(Level::ALL), calendar, prop::sample::select(vec![0, 50, 100])).prop_map(
        |(level, working, review_percent)| Life::begin(level, Policy { working, review_percent, ..Policy::default() }),
    )
}

/// The life after that try, as it was if the try is refused.
fn live(life: &Life, after: Span, what: &Try) -> Life {
    let mut next = life.clone();
    match what {
        Try::Tell(actor, what) => {
            let _refused = next.tell(after, actor.clone(), what.clone());
        }
        Try::Ring => {
            next.ring(life.now() + after);
        }
        Try::Wait => {
            next.wait(life.now() + after);
        }
    }
    next
}

fn state(life: &Life, kind: ClockKind) -> Option<(ClockState, Millis)> {
    life.case.clocks().into_iter().find(|clock| clock.clock == kind).map(|clock| (clock.state, clock.due_at))
}

/// Somebody is always on the clock, or waited for with a reason to read.
fn on_the_clock(life: &Life) -> Result<(), TestCaseError> {
    let owed = |kind| matches!(state(life, kind), Some((ClockState::Running | ClockState::Missed, _)));
    match life.case.status() {
        _ if !life.case.is_open() => {
            prop_assert!(life.case.status().ending().is_some());
            prop_assert!(life.case.due().is_empty());
        }
        Status::AwaitingMerchant { what, why, .. } => {
            prop_assert!(owed(ClockKind::MerchantReply));
            prop_assert!(!what.trim().is_empty() && !why.trim().is_empty());
        }
        Status::ResolutionProposed { .. } => prop_assert!(owed(ClockKind::Confirmation)),
        status => {
            prop_assert_eq!(status.next_actor(), NextActor::Platform);
            prop_assert!(owed(ClockKind::Update));
            let paused = life.case.clocks().iter().any(|clock| clock.state == ClockState::Paused);
            prop_assert!(!paused, "nobody knows why");
        }
    }
    Ok(())
}

/// Only a level may move a promise nearer.
fn never_earlier(before: &Life, after: &Life) -> Result<(), TestCaseError> {
    if after.case.level() < before.case.level() {
        return Ok(());
    }
    for kind in [ClockKind::Assign, ClockKind::Contact, ClockKind::Proposal, ClockKind::Closure, ClockKind::Legal] {
        if let (Some((_, was)), Some((_, is))) = (state(before, kind), state(after, kind)) {
            prop_assert!(is >= was, "{} moved from {was:?} to {is:?}", kind.code());
        }
    }
    Ok(())
}

/// The alarm is silent before its time, speaks at it, and has then said all.
fn alarm_is_exact(life: &Life) -> Result<(), TestCaseError> {
    let Some(at) = life.case.wakes_at() else {
        prop_assert_eq!(life.case.overdue(START + Span::days(1_000)), []);
        return Ok(());
    };
    prop_assert!(at <= life.now() || life.case.overdue(at - Span(1)).is_empty());
    for now in [at, life.now(), at + Span::hours(30), at + Span::days(100)] {
        let mut rung = life.clone();
        let now = now.max(life.now());
        rung.ring(now);
        prop_assert!(rung.case.wakes_at().is_none_or(|next| next > now));
        prop_assert!(now < at || rung.events.len() > life.events.len());
        prop_assert_eq!(rung.case.overdue(now), []);
        prop_assert_eq!(one_by_one(life, now).case, rung.case);
    }
    Ok(())
}

/// The alarm looks again after each word.
fn one_by_one(life: &Life, now: Millis) -> Life {
    let mut life = life.clone();
    while let Some((_, what)) = life.case.overdue(now).into_iter().next() {
        life.tell(now - life.now(), Actor::EDGE, what).unwrap();
    }
    life
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens(beginning in beginnings(), tries in tries(30)) {
        let mut life = beginning;
        for (after, what) in tries {
            let next = live(&life, after, &what);
            never_earlier(&life, &next)?;
            life = next;
            on_the_clock(&life)?;
            alarm_is_exact(&life)?;
            check_actions(&life);
        }
        prop_assert_eq!(Case::replay(&life.policy, &life.events), Ok(life.case));
        let stored = serde_json::to_string(&life.events).unwrap();
        prop_assert_eq!(serde_json::from_str::<Vec<Event>>(&stored).unwrap(), life.events);
    }

    #[test]
    fn no_two_alarms_share_an_id(beginning in beginnings(), tries in tries(30)) {
        let (mut life, mut ids) = (beginning, HashSet::new());
        for (after, what) in tries {
            for (_, id) in life.wait(life.now() + after) {
                prop_assert!(ids.insert(id.clone()), "{id} twice");
            }
            life = live(&life, after, &what);
        }
    }

    /// What people do at the same moments breaks the same promises, whether the alarm rings in time or only at the end.
    #[test]
    fn a_late_alarm_hides_no_breach(beginning in beginnings(), tries in tries(12)) {
        let (mut prompt, mut late) = (beginning.clone(), beginning);
        for (after, what) in tries {
            let Try::Tell(actor, what) = what else { continue };
            let at = prompt.now().max(late.now()) + after;
            prompt.wait(at);
            // Where the alarm ends the waiting for the merchant, the two lives part.
            prop_assume!(prompt.case.status() == late.case.status());
            let told = prompt.tell(at - prompt.now(), actor.clone(), what.clone());
            let same = late.tell(at - late.now(), actor, what);
            prop_assume!(told == same);
        }
        let end = prompt.now().max(late.now());
        prompt.wait(end);
        late.ring(end);
        let breaches = |life: &Life| {
            let breach = |event: &Event| match event.what {
                What::Breached { clock, due_at } => Some((clock, due_at)),
                _ => None,
            };
            let mut breaches: Vec<_> = life.events.iter().filter_map(breach).collect();
            breaches.sort();
            breaches
        };
        prop_assert_eq!(breaches(&prompt), breaches(&late));
    }

    #[test]
    fn working_time_adds_up(start in -50i64..400, span in 0i64..300, more in 0i64..300, gaps in prop::collection::vec((1i64..40, 1i64..40), 0..8)) {
        let mut free_from = 0;
        let interval = |(gap, length): (i64, i64)| {
            let from = free_from + gap;
            free_from = from + length;
            (Millis(from), Millis(free_from))
        };
        let intervals: Vec<_> = gaps.into_iter().map(interval).collect();
        let counted = |at: i64| intervals.last().is_none_or(|(_, end)| Millis(at) >= *end)
            || intervals.iter().any(|(from, until)| (*from..*until).contains(&Millis(at)));
        let calendar = Calendar::try_from(intervals.clone()).unwrap();
        let (start, span, more) = (Millis(start), Span(span), Span(more));
        let due = calendar.after(start, span);
        let naive = (start.0..due.0).filter(|at| counted(*at)).count() as i64;
        prop_assert_eq!(Span(naive), span);
        prop_assert_eq!(calendar.between(start, due), span);
        prop_assert!(span == Span(0) || counted(due.0 - 1), "not the earliest moment");
        prop_assert_eq!(calendar.after(due, more).max(due), calendar.after(start, span + more).max(due));
    }
}
