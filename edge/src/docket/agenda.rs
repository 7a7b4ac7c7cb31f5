//! Which complaint wants attention when; in memory, so that no index has to be written for it.

use complaint::time::Millis;
use std::collections::{BTreeSet, HashMap, HashSet};

/// When complaints are to be delivered, and when their clocks have something to say.
#[derive(Default)]
pub(super) struct Agenda {
    deliveries: Moments,
    clocks: Moments,
}

/// At most one moment per complaint, in order.
#[derive(Default)]
struct Moments {
    all: BTreeSet<(Millis, u32)>,
    of: HashMap<u32, Millis>,
}

impl Agenda {
    /// Replaces what was noted for `sequence`; `None` strikes it off.
    pub(super) fn note(&mut self, sequence: u32, deliver_at: Option<Millis>, wakes_at: Option<Millis>) {
        self.deliveries.note(sequence, deliver_at);
        self.clocks.note(sequence, wakes_at);
    }

    /// Leaves `sequence` alone before `until`.
    pub(super) fn put_off(&mut self, sequence: u32, until: Millis) {
        for moments in [&mut self.deliveries, &mut self.clocks] {
            let at = moments.of.get(&sequence).map(|at| until.max(*at));
            moments.note(sequence, at);
        }
    }

    /// The longest overdue, of those not in `hand`; nothing is delivered before `gate`.
    pub(super) fn due(&self, now: Millis, gate: Option<Millis>, hand: &HashSet<u32>) -> Option<u32> {
        let due = |moments: &Moments| moments.first(hand).filter(|(at, _)| *at <= now);
        let delivery = || due(&self.deliveries).filter(|_| gate.is_none_or(|gate| gate <= now));
        due(&self.clocks).or_else(delivery).map(|(_, sequence)| sequence)
    }

    /// The next moment of any complaint not in `hand`.
    pub(super) fn next(&self, gate: Option<Millis>, hand: &HashSet<u32>) -> Option<Millis> {
        let delivery = self.deliveries.first(hand).map(|(at, _)| gate.map_or(at, |gate| gate.max(at)));
        delivery.into_iter().chain(self.clocks.first(hand).map(|(at, _)| at)).min()
    }
}

impl Moments {
    fn note(&mut self, sequence: u32, at: Option<Millis>) {
        let before = match at {
            Some(at) => self.of.insert(sequence, at),
            None => self.of.remove(&sequence),
        };
        if let Some(before) = before {
            self.all.remove(&(before, sequence));
        }
        if let Some(at) = at {
            self.all.insert((at, sequence));
        }
    }

    fn first(&self, hand: &HashSet<u32>) -> Option<(Millis, u32)> {
        self.all.iter().find(|(_, sequence)| !hand.contains(sequence)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(agenda: &Agenda, now: i64, gate: Option<i64>, hand: &[u32], due: Option<u32>, next: Option<i64>) {
        let (gate, hand) = (gate.map(Millis), hand.iter().copied().collect());
        let found = (agenda.due(Millis(now), gate, &hand), agenda.next(gate, &hand));
        assert_eq!(found, (due, next.map(Millis)), "at {now}, gate {gate:?}, in hand {hand:?}");
    }

    #[test]
    fn the_longest_overdue_comes_first_and_none_twice() {
        let mut agenda = Agenda::default();
        for (sequence, at) in [(1, 30), (2, 10), (3, 20), (2, 25)] {
            agenda.note(sequence, Some(Millis(at)), None);
        }
        check(&agenda, 19, None, &[], None, Some(20));
        check(&agenda, 20, None, &[], Some(3), Some(20));
        check(&agenda, 30, None, &[3], Some(2), Some(25)); // Not at 10: it was put off.
        check(&agenda, 30, None, &[1, 2, 3], None, None);
        agenda.note(3, None, None);
        agenda.put_off(1, Millis(40));
        agenda.put_off(2, Millis(24)); // Later anyway.
        check(&agenda, 30, None, &[2], None, Some(40));
        check(&agenda, 30, None, &[], Some(2), Some(25));
    }

    #[test]
    fn clocks_pass_the_gate_that_deliveries_wait_at() {
        let mut agenda = Agenda::default();
        agenda.note(1, Some(Millis(0)), Some(Millis(50)));
        agenda.note(2, Some(Millis(0)), Some(Millis(20)));
        check(&agenda, 10, Some(30), &[], None, Some(20));
        check(&agenda, 20, Some(30), &[], Some(2), Some(20));
        check(&agenda, 30, Some(30), &[2], Some(1), Some(30));
        check(&agenda, 60, Some(90), &[2], Some(1), Some(50));
        check(&agenda, 10, None, &[], Some(1), Some(0));
    }
}
