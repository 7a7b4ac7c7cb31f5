//! Which complaint wants attention when; in memory, so that no index has to be written for it. Only the next ones are: a docket
//! may have a hundred thousand open complaints.

use super::arrivals::Arrivals;
use super::life::Work;
use complaint::time::Millis;
use std::collections::{BTreeSet, HashMap, HashSet};

/// When complaints are to be delivered, and when their clocks have something to say.
#[derive(Default)]
pub(super) struct Agenda {
    pub arrivals: Arrivals,
    deliveries: Moments,
    clocks: Moments,
}

/// At most one moment per complaint, in order.
#[derive(Default)]
pub(super) struct Moments {
    all: BTreeSet<(Millis, u32)>,
    of: HashMap<u32, Millis>,
    /// Later ones are in the table only; while absent, there are none.
    beyond: Option<Millis>,
}

/// So many are fetched from the table at a time.
const FETCH: usize = 1_000;

impl Agenda {
    /// Of a table that was not read yet.
    pub(super) fn unread(arrivals: Arrivals) -> Self {
        let unread = || Moments { beyond: Some(Millis(0)), ..Moments::default() };
        Self { arrivals, deliveries: unread(), clocks: unread() }
    }

    /// The kinds, by their columns.
    pub(super) fn kinds(&mut self) -> [(&'static str, &mut Moments); 2] {
        [("deliver_at", &mut self.deliveries), ("wakes_at", &mut self.clocks)]
    }

    /// Replaces what was noted for `sequence`, which the table has; `None` strikes it off.
    pub(super) fn note(&mut self, sequence: u32, deliver_at: Option<Millis>, wakes_at: Option<Millis>) {
        self.arrivals.remove(sequence);
        self.deliveries.note(sequence, deliver_at);
        self.clocks.note(sequence, wakes_at);
    }

    /// Leaves `sequence` alone before `until`.
    pub(super) fn put_off(&mut self, sequence: u32, until: Millis) {
        self.arrivals.put_off(sequence, until);
        for moments in [&mut self.deliveries, &mut self.clocks] {
            if let Some(at) = moments.of.get(&sequence).copied() {
                moments.put(sequence, Some(until.max(at)));
            }
        }
    }

    /// The longest overdue, of those not in `hand`; nothing is delivered before `gate`.
    pub(super) fn due(&self, now: Millis, gate: Option<Millis>, hand: &HashSet<u32>) -> Option<u32> {
        let due = |moments: &Moments| moments.first(hand).filter(|(at, _)| *at <= now);
        let arrival = || self.arrivals.due(now, hand).map(|sequence| (Work::NOW, sequence));
        let delivery = || due(&self.deliveries).into_iter().chain(arrival()).min();
        let open = gate.is_none_or(|gate| gate <= now);
        due(&self.clocks).or_else(|| if open { delivery() } else { None }).map(|(_, sequence)| sequence)
    }

    /// The next moment of any complaint not in `hand`.
    pub(super) fn next(&self, gate: Option<Millis>, hand: &HashSet<u32>) -> Option<Millis> {
        let delivery = self.deliveries.next(hand).map(|at| gate.map_or(at, |gate| gate.max(at)));
        // Arrivals do not wait at the gate to be looked at.
        delivery.into_iter().chain(self.clocks.next(hand)).chain(self.arrivals.next(hand)).min()
    }
}

impl Moments {
    /// How many of the table's first rows to fetch by `now`, if those here are used up.
    pub(super) fn wants(&self, now: Millis, hand: &HashSet<u32>) -> Option<usize> {
        let used_up = || self.first(hand).is_none_or(|(at, _)| at > now);
        // Those here are among the first.
        self.beyond.filter(|beyond| *beyond <= now && used_up()).map(|_| self.of.len() + FETCH)
    }

    /// Takes over the first `wanted` rows of the table; what is known of a complaint is known better here.
    pub(super) fn refill(&mut self, wanted: usize, rows: &[(u32, Millis)]) {
        self.beyond = rows.last().filter(|_| rows.len() == wanted).map(|(_, at)| *at);
        for (sequence, at) in rows {
            if !self.of.contains_key(sequence) {
                self.put(*sequence, Some(*at));
            }
        }
    }

    fn note(&mut self, sequence: u32, at: Option<Millis>) {
        self.put(sequence, at.filter(|at| self.beyond.is_none_or(|beyond| *at <= beyond)));
    }

    fn put(&mut self, sequence: u32, at: Option<Millis>) {
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

    fn next(&self, hand: &HashSet<u32>) -> Option<Millis> {
        self.first(hand).map(|(at, _)| at).into_iter().chain(self.beyond).min()
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
    fn the_table_is_read_as_far_as_needed() {
        let none = HashSet::new();
        let mut agenda = Agenda::unread(Arrivals::default());
        check(&agenda, 10, None, &[], None, Some(0)); // Look into the table.
        agenda.note(5, Some(Millis(7)), None); // The table has it.
        let [(_, deliveries), (_, clocks)] = agenda.kinds();
        assert_eq!(deliveries.wants(Millis(10), &none), Some(FETCH));
        deliveries.refill(2, &[(1, Millis(7)), (2, Millis(20))]);
        clocks.refill(2, &[(1, Millis(30))]);
        check(&agenda, 10, None, &[], Some(1), Some(7));
        agenda.put_off(1, Millis(50));
        agenda.note(3, Some(Millis(21)), None); // Too late to be kept.
        check(&agenda, 20, None, &[], Some(2), Some(20));
        agenda.note(2, None, None);
        check(&agenda, 20, None, &[], None, Some(20));
        let [(_, deliveries), (_, clocks)] = agenda.kinds();
        assert_eq!(clocks.wants(Millis(40), &none), None, "all are known");
        assert_eq!(deliveries.wants(Millis(19), &none), None, "not yet");
        assert_eq!(deliveries.wants(Millis(20), &none), Some(FETCH + 1));
        deliveries.refill(FETCH + 1, &[(1, Millis(7)), (3, Millis(21))]);
        check(&agenda, 21, None, &[], Some(3), Some(21)); // The first one is still put off.
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
        agenda.arrivals.add(3, Millis(5));
        check(&agenda, 10, Some(30), &[1, 2], None, Some(0)); // To be written down, at least.
        check(&agenda, 10, None, &[2], Some(1), Some(0)); // The older one.
        check(&agenda, 10, None, &[1, 2], Some(3), Some(0));
        agenda.put_off(3, Millis(40));
        check(&agenda, 10, None, &[1, 2], None, Some(40));
        agenda.note(3, None, Some(Millis(60)));
        check(&agenda, 40, None, &[1, 2], None, Some(60));
    }
}
