//! Which complaint wants attention when; in memory, so that no index has to be written for it.

use complaint::time::Millis;
use std::collections::{BTreeSet, HashMap, HashSet};

/// At most one moment per complaint, in order.
#[derive(Default)]
pub(super) struct Agenda {
    moments: BTreeSet<(Millis, u32)>,
    of: HashMap<u32, Millis>,
}

impl Agenda {
    /// Replaces what was noted for `sequence`; `None` strikes it off.
    pub(super) fn note(&mut self, sequence: u32, at: Option<Millis>) {
        let before = match at {
            Some(at) => self.of.insert(sequence, at),
            None => self.of.remove(&sequence),
        };
        if let Some(before) = before {
            self.moments.remove(&(before, sequence));
        }
        if let Some(at) = at {
            self.moments.insert((at, sequence));
        }
    }

    /// The longest overdue, of those not in `hand`.
    pub(super) fn due(&self, now: Millis, hand: &HashSet<u32>) -> Option<u32> {
        let due = self.moments.iter().take_while(|(at, _)| *at <= now);
        due.map(|(_, sequence)| *sequence).find(|sequence| !hand.contains(sequence))
    }

    /// The next moment of any complaint not in `hand`.
    pub(super) fn next(&self, hand: &HashSet<u32>) -> Option<Millis> {
        self.moments.iter().find(|(_, sequence)| !hand.contains(sequence)).map(|(at, _)| *at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_overdue_comes_first_and_none_twice() {
        let mut agenda = Agenda::default();
        for (sequence, at) in [(1, 30), (2, 10), (3, 20), (2, 25)] {
            agenda.note(sequence, Some(Millis(at)));
        }
        let hand = |taken: &[u32]| taken.iter().copied().collect::<HashSet<_>>();
        let check = |agenda: &Agenda, now, taken: &[u32], due, next: Option<i64>| {
            let taken = hand(taken);
            assert_eq!((agenda.due(Millis(now), &taken), agenda.next(&taken)), (due, next.map(Millis)));
        };
        check(&agenda, 19, &[], None, Some(20));
        check(&agenda, 20, &[], Some(3), Some(20));
        check(&agenda, 30, &[3], Some(2), Some(25)); // Not at 10: it was put off.
        check(&agenda, 30, &[1, 2, 3], None, None);
        agenda.note(3, None);
        check(&agenda, 20, &[], None, Some(25));
    }
}
