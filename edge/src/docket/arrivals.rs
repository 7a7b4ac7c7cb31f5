//! Complaints for which nothing was done yet. They have no row in `work`: that they are new is all there is to say of them, and
//! to say it would cost their acknowledgement a third of its rows.

use super::life::Work;
use complaint::time::Millis;
use std::collections::{BTreeMap, HashSet};

/// In the order in which they came, and in memory no more than a part of them.
#[derive(Default)]
pub(super) struct Arrivals {
    known: BTreeMap<u32, Arrival>,
    /// Which ones are new from here to `end`, only the table says.
    unread: u32,
    end: u32,
}

struct Arrival {
    came: Millis,
    due: Millis,
}

/// So many are fetched from the table at a time.
pub(super) const FETCH: usize = 1_000;

impl Arrivals {
    /// Of a table that was not read from `unread` on.
    pub(super) fn unread(unread: u32, end: u32) -> Self {
        Self { known: BTreeMap::new(), unread, end }
    }

    /// Of all before this one something was done.
    pub(super) fn first(&self) -> u32 {
        self.known.first_key_value().map_or(self.unread, |(sequence, _)| *sequence)
    }

    /// The next one came.
    pub(super) fn add(&mut self, sequence: u32, came: Millis) {
        if self.unread == self.end && self.known.len() < FETCH {
            self.known.insert(sequence, Arrival { came, due: Work::NOW });
            self.unread = sequence + 1;
        }
        self.end = sequence + 1;
    }

    /// Something was done for it.
    pub(super) fn remove(&mut self, sequence: u32) {
        self.known.remove(&sequence);
    }

    /// Leaves it alone before `until`.
    pub(super) fn put_off(&mut self, sequence: u32, until: Millis) {
        if let Some(arrival) = self.known.get_mut(&sequence) {
            arrival.due = until;
        }
    }

    /// From where on the table is to be read, if those here are used up.
    pub(super) fn wants(&self, now: Millis, hand: &HashSet<u32>) -> Option<u32> {
        (self.unread < self.end && self.due(now, hand).is_none()).then_some(self.unread)
    }

    /// Takes over the first [`FETCH`] new ones of the table, from where it [wants](Self::wants) them.
    pub(super) fn refill(&mut self, rows: &[(u32, Millis)]) {
        self.unread = rows.last().filter(|_| rows.len() == FETCH).map_or(self.end, |(sequence, _)| sequence + 1);
        self.known.extend(rows.iter().map(|(sequence, came)| (*sequence, Arrival { came: *came, due: Work::NOW })));
    }

    /// The first one to be looked at, of those not in `hand`.
    pub(super) fn due(&self, now: Millis, hand: &HashSet<u32>) -> Option<u32> {
        self.at_rest(hand).find(|(_, arrival)| arrival.due <= now).map(|(sequence, _)| sequence)
    }

    /// Of those that came before `before` and are due, the first `limit`.
    pub(super) fn waiting(&self, now: Millis, before: Millis, hand: &HashSet<u32>, limit: usize) -> Vec<u32> {
        let waiting = self.at_rest(hand).filter(|(_, arrival)| arrival.came < before && arrival.due <= now);
        waiting.map(|(sequence, _)| sequence).take(limit).collect()
    }

    /// When one is to be looked at.
    pub(super) fn next(&self, hand: &HashSet<u32>) -> Option<Millis> {
        if self.unread < self.end || self.due(Work::NOW, hand).is_some() {
            return Some(Work::NOW);
        }
        self.at_rest(hand).map(|(_, arrival)| arrival.due).min()
    }

    fn at_rest(&self, hand: &HashSet<u32>) -> impl Iterator<Item = (u32, &Arrival)> {
        self.known
            .iter()
            .map(|(sequence, arrival)| (*sequence, arrival))
            .filter(|(sequence, _)| !hand.contains(sequence))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(arrivals: &Arrivals, now: i64, hand: &[u32], due: Option<u32>, next: Option<i64>) {
        let hand = hand.iter().copied().collect();
        let found = (arrivals.due(Millis(now), &hand), arrivals.next(&hand));
        assert_eq!(found, (due, next.map(Millis)), "at {now}, in hand {hand:?}");
    }

    #[test]
    fn they_are_taken_in_the_order_in_which_they_came() {
        let mut arrivals = Arrivals::default();
        check(&arrivals, 9, &[], None, None);
        (1..4).for_each(|sequence| arrivals.add(sequence, Millis(sequence.into())));
        check(&arrivals, 9, &[], Some(1), Some(0));
        check(&arrivals, 9, &[1], Some(2), Some(0));
        check(&arrivals, 9, &[1, 2, 3], None, None);
        arrivals.put_off(1, Millis(20));
        arrivals.remove(2);
        assert_eq!(arrivals.first(), 1, "it was put off, and nothing was done for it");
        check(&arrivals, 19, &[3], None, Some(20));
        check(&arrivals, 20, &[3], Some(1), Some(20));
        arrivals.remove(1);
        arrivals.remove(3);
        assert_eq!(arrivals.first(), 4);
        check(&arrivals, 20, &[], None, None);
    }

    #[test]
    fn who_waits_too_long_is_named() {
        let mut arrivals = Arrivals::default();
        (1..6).for_each(|sequence| arrivals.add(sequence, Millis(10 * i64::from(sequence))));
        arrivals.put_off(2, Millis(1_000));
        let waiting = |before, limit| arrivals.waiting(Millis(100), Millis(before), &[1].into(), limit);
        assert_eq!(waiting(50, 9), [3, 4]);
        assert_eq!(waiting(i64::MAX, 2), [3, 4]);
        assert!(waiting(30, 9).is_empty());
    }

    #[test]
    fn the_table_is_read_as_far_as_needed() {
        let none = HashSet::new();
        let (from, many) = (3, FETCH as u32 + 3);
        let mut arrivals = Arrivals::unread(from, many + 1);
        check(&arrivals, 0, &[], None, Some(0)); // Look into the table.
        assert_eq!((arrivals.wants(Millis(0), &none), arrivals.first()), (Some(from), from));
        let rows = |range: std::ops::Range<u32>| range.map(|sequence| (sequence, Millis(1))).collect::<Vec<_>>();
        arrivals.refill(&rows(from..many));
        arrivals.add(many + 1, Millis(1)); // Not kept: another is before it.
        assert_eq!((arrivals.wants(Millis(0), &none), arrivals.first()), (None, from));
        (from..many).for_each(|sequence| arrivals.remove(sequence));
        assert_eq!((arrivals.wants(Millis(0), &none), arrivals.first()), (Some(many), many));
        arrivals.refill(&rows(many + 1..many + 2)); // For the other something was done.
        check(&arrivals, 0, &[], Some(many + 1), Some(0));
        arrivals.add(many + 2, Millis(1));
        check(&arrivals, 0, &[many + 1], Some(many + 2), Some(0));
        assert_eq!(arrivals.wants(Millis(0), &none), None, "all are known");
    }
}
