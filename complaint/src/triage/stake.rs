//! What is at stake: the highest sum, and what it, the reason and a few plain words settle of the level.

use super::concept::{Concept, Feature};
use super::features::Features;
use crate::amount::{Amount, Currency, Decimal};
use crate::extract::{Fact, Value};
use crate::level::Level;
use crate::reason::{Reason, Topic};

/// The sums that make a complaint critical unless the site names its own; main currencies and coins, and
/// those of the other markets at rates rounded to what matters here.
const CRITICAL_FROM: [(Currency, Decimal); 21] = [
    (Currency::of("EUR"), Decimal::whole(10_000)),
    (Currency::of("USD"), Decimal::whole(10_000)),
    (Currency::of("GBP"), Decimal::whole(10_000)),
    (Currency::of("CHF"), Decimal::whole(10_000)),
    (Currency::of("USDT"), Decimal::whole(10_000)),
    (Currency::of("USDC"), Decimal::whole(10_000)),
    (Currency::of("PLN"), Decimal::whole(45_000)),
    (Currency::of("CNY"), Decimal::whole(80_000)),
    (Currency::of("BTC"), Decimal { e8: 20_000_000 }),
    (Currency::of("ETH"), Decimal { e8: 350_000_000 }),
    (Currency::of("BRL"), Decimal::whole(60_000)),
    (Currency::of("SEK"), Decimal::whole(110_000)),
    (Currency::of("NOK"), Decimal::whole(115_000)),
    (Currency::of("DKK"), Decimal::whole(75_000)),
    (Currency::of("CZK"), Decimal::whole(250_000)),
    (Currency::of("HUF"), Decimal::whole(4_000_000)),
    (Currency::of("RON"), Decimal::whole(50_000)),
    (Currency::of("JPY"), Decimal::whole(1_600_000)),
    (Currency::of("HKD"), Decimal::whole(80_000)),
    (Currency::of("CAD"), Decimal::whole(15_000)),
    (Currency::of("AUD"), Decimal::whole(16_000)),
];

/// A share of one, as [`Stake`] counts.
const CRITICAL: i64 = 1_000;

/// The highest sum told, by what is critical in its currency.
#[derive(Clone, Copy, Default)]
pub(super) struct Stake {
    /// In thousandths of the sum that makes a complaint critical.
    pub(super) share: i64,
    /// Whether the writer tells a sum; that of the page alone says little of what is asked.
    is_told: bool,
    pub(super) critical_from: Option<Amount>,
}

impl Stake {
    /// Of those facts that are the writer's `own`, and of the sum declared.
    pub(super) fn of(
        facts: &[Fact],
        own: impl Fn(&Fact) -> bool,
        declared: Option<Amount>,
        critical_from: &[Amount],
    ) -> Self {
        let mut told = Self::default();
        for fact in facts {
            if let Value::Amount(amount) = fact.value
                && own(fact)
            {
                told = told.or_higher(amount, critical_from);
            }
        }
        let highest = declared.map_or(told, |declared| told.or_higher(declared, critical_from));
        Self { is_told: told.share > 0, ..highest }
    }

    fn or_higher(self, amount: Amount, critical_from: &[Amount]) -> Self {
        Self::of_sum(amount, critical_from).filter(|stake| stake.share >= self.share).unwrap_or(self)
    }

    /// None for a currency unknown.
    fn of_sum(amount: Amount, critical_from: &[Amount]) -> Option<Self> {
        let own = critical_from.iter().find(|from| from.currency == amount.currency).map(|from| from.value);
        let house = || CRITICAL_FROM.iter().find(|(known, _)| *known == amount.currency).map(|(_, from)| *from);
        let critical = own.or_else(house)?;
        let share = amount.value.e8 / (critical.e8 / CRITICAL).max(1);
        Some(Self { share, is_told: false, critical_from: Some(Amount { value: critical, ..amount }) })
    }

    pub(super) fn is_critical(&self) -> bool {
        self.share >= CRITICAL
    }

    /// Whether the sum alone makes a complaint for `reason` critical.
    pub(super) fn is_critical_for(&self, reason: Reason) -> bool {
        self.is_critical() && reason.topic() != Topic::Other
    }
}

/// The level that was `scored`, but for what is certain by the reason, the sum and a few plain words.
pub(super) fn settle(reason: Reason, scored: Level, features: &Features) -> Level {
    let is_said = |concept| features.values[Feature::Said(concept).place()] > 0;
    let Stake { share, is_told, .. } = features.stake;
    let is_account = reason == Reason::AccountSuspended && !is_said(Concept::Hacked);
    match (reason.topic(), scored) {
        _ if features.stake.is_critical_for(reason) => Level::S,
        // Money that is held is critical, whatever else is told; whoever only asks about it is not in distress.
        (_, Level::S | Level::A | Level::B) if reason == Reason::FundsFrozen => Level::S,
        // An account that nobody else is in: with money in it, more than a fee;
        (_, Level::S | Level::A) if is_account && is_told && share >= 5 => Level::S,
        // with nothing;
        (_, Level::S) if is_account => Level::A,
        // and blocked, though told calmly.
        (_, Level::B) if is_account && is_said(Concept::Frozen) => Level::A,
        // A chargeback, told as calmly.
        (_, Level::B) if reason == Reason::ChargebackAfterRelease => Level::A,
        // What spoils, and the whole of a shop or what it lives on.
        (Topic::ParcelProblem, Level::B) if is_said(Concept::Perish) => Level::A,
        (Topic::PolicyRemoval, Level::B) if is_said(Concept::Losing) || is_said(Concept::Outage) => Level::A,
        // A sum taken by fraud, though the merchant only asks what to do, or one that is extorted.
        (Topic::FraudChargeback, Level::B | Level::C) if share > 0 => Level::A,
        (Topic::MaliciousComplaint, Level::B) if is_told => Level::A,
        // Money that is late is critical by its sum alone, unless something is about to be released for it.
        (Topic::PaymentNotReceived, Level::S) if !is_said(Concept::Release) => Level::A,
        // A case with its sum, though the merchant only asks.
        (Topic::PaymentNotReceived | Topic::ParcelProblem, Level::C) if is_told => Level::B,
        _ => scored,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use alloc::vec::Vec;

    #[test]
    fn reason_and_sum_settle_what_they_can() {
        let check = |reason, said: &[Concept], share, scored: &[Level], expected| {
            let mut values = vec![0; Feature::all().count()];
            said.iter().for_each(|concept| values[Feature::Said(*concept).place()] = 10);
            let stake = Stake { share, is_told: share > 1, critical_from: None };
            let features = Features { values, words: Vec::new(), stake };
            for scored in scored {
                assert_eq!(settle(reason, *scored, &features), expected, "{reason:?} {share} {scored:?}");
            }
        };
        check(Reason::LogisticsLost, &[], CRITICAL, Level::ALL, Level::S);
        check(Reason::FundsFrozen, &[], 0, &[Level::A, Level::B], Level::S);
        check(Reason::FundsFrozen, &[], 9, &[Level::C], Level::C);
        check(Reason::AccountSuspended, &[], 0, &[Level::S, Level::A], Level::A);
        check(Reason::AccountSuspended, &[], 9, &[Level::S, Level::A], Level::S);
        check(Reason::AccountSuspended, &[], 4, &[Level::A], Level::A);
        check(Reason::AccountSuspended, &[Concept::Hacked], 0, &[Level::S], Level::S);
        check(Reason::AccountSuspended, &[Concept::Frozen], 0, &[Level::B], Level::A);
        check(Reason::ChargebackAfterRelease, &[], 0, &[Level::B], Level::A);
        check(Reason::LogisticsLost, &[Concept::Perish], 0, &[Level::B], Level::A);
        check(Reason::LogisticsLost, &[], 0, &[Level::B], Level::B);
        check(Reason::ListingRemoved, &[Concept::Losing], 0, &[Level::B], Level::A);
        check(Reason::ListingRemoved, &[Concept::Outage], 0, &[Level::B], Level::A);
        check(Reason::ListingRemoved, &[], 0, &[Level::B], Level::B);
        check(Reason::SuspectedFraud, &[], 9, &[Level::B, Level::C], Level::A);
        check(Reason::SuspectedFraud, &[], 0, &[Level::B], Level::B);
        // A share of 1 is that of the page.
        check(Reason::SuspectedFraud, &[], 1, &[Level::B, Level::C], Level::A);
        check(Reason::MaliciousCounterparty, &[], 1, &[Level::B], Level::B);
        check(Reason::AccountSuspended, &[], 1, &[Level::A], Level::A);
        check(Reason::ItemNotReceived, &[], 1, &[Level::C], Level::C);
        check(Reason::MaliciousCounterparty, &[], 9, &[Level::B], Level::A);
        check(Reason::PaymentNotReceived, &[], 300, &[Level::S], Level::A);
        check(Reason::PaymentNotReceived, &[Concept::Release], 300, &[Level::S], Level::S);
        check(Reason::PaymentNotReceived, &[], 9, &[Level::C], Level::B);
        check(Reason::ItemNotReceived, &[], 9, &[Level::C], Level::B);
    }
}
