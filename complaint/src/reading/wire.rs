//! What a page asks its engine and is answered, one text each: `widget/loader/engine.js` writes the one and takes the other
//! apart, so it has the same order of their parts.

use super::{Own, Reading, Setting, Told, read};
use crate::amount::{Amount, push_digits};
use crate::extract::{Carrier, Certainty, Ground, Kind, Network};
use crate::level::{Complexity, Level};
use crate::parts::{cut, parts};
use crate::reason::{Queue, Reason, Target, nth, place};
use crate::triage::{Language, Said, Triage, Vocabulary, Why};
use alloc::string::String;

/// Reads what is asked, and answers with each part of the [`Reading`] and NUL behind it. Before the parts of a list stands how
/// many items it has; what may be missing is a list of one. The text as it may be kept comes last, so that it may hold NULs.
pub fn answer(asked: &str, at_hand: fn(Language) -> Option<&'static Vocabulary>) -> String {
    let (setting, text) = parse(asked);
    let mut answer = Answer(String::new());
    answer.reading(&read(text, &setting, at_hand));
    answer.0
}

/// The setting, and the text to read in it: with NUL between two stand the day, the site's language, reason, level, the sum at
/// stake, critical sums, suggestions, the order and the text. `2026-11-22`, `de-AT`, `fee_billing`, `B`, `1250.00 EUR`,
/// `5000 EUR,4500 GBP`, `question,fee_billing;;order|;B;`; what is missing or malformed counts as unknown.
fn parse(asked: &str) -> (Setting<'_>, &str) {
    let mut rest = asked;
    let mut part = || {
        let (part, behind) = cut(rest, 0);
        rest = behind;
        part
    };
    let setting = Setting {
        today: part().parse().ok(),
        lang: part(),
        said: Said {
            reason: place(Reason::CODES, part()).map(|place| Reason::ALL[place]),
            level: place(Level::CODES, part()).map(|place| Level::ALL[place]),
            amount: amount(part()),
        },
        critical_from: parts(part(), b',').filter_map(amount).collect(),
        suggestions: part(),
        order: part(),
    };
    (setting, rest)
}

fn amount(text: &str) -> Option<Amount> {
    let (value, currency) = cut(text, b' ');
    Some(Amount { value: value.parse().ok()?, currency: currency.parse().ok()? })
}

/// What is told so far.
struct Answer(String);

impl Answer {
    fn reading(&mut self, reading: &Reading<'_>) {
        let facts = reading.facts.told();
        self.count(facts.len());
        for fact in facts {
            self.fact(&fact);
        }
        self.count(reading.hidden.len());
        for hidden in &reading.hidden {
            self.code(Kind::CODES, hidden.kind as usize);
            self.text(&hidden.shown);
        }
        self.count(usize::from(reading.triage.is_some()));
        if let Some(triage) = &reading.triage {
            self.triage(triage);
        }
        self.count(reading.suggestions.len());
        for at in &reading.suggestions {
            self.count(*at);
        }
        self.code(Language::CODES, reading.lang as usize);
        self.count(reading.missing.len());
        for lang in &reading.missing {
            self.code(Language::CODES, *lang as usize);
        }
        self.0.push_str(&reading.masked);
    }

    fn fact(&mut self, fact: &Told<'_>) {
        self.code(Kind::CODES, fact.kind as usize);
        self.count(fact.start);
        self.count(fact.end);
        self.text(&fact.value);
        self.count(usize::from(fact.own.is_some()));
        match fact.own {
            Some(Own::Currency(currency)) => {
                self.text("currency");
                self.text(&currency.text());
            }
            Some(Own::Carrier(carrier)) => {
                self.text("carrier");
                self.code(Carrier::CODES, carrier as usize);
            }
            Some(Own::Network(network)) => {
                self.text("network");
                self.code(Network::CODES, network as usize);
            }
            None => {}
        }
        self.code(Certainty::CODES, fact.certainty as usize);
        self.code(Ground::CODES, fact.ground as usize);
    }

    fn triage(&mut self, triage: &Triage) {
        self.code(Reason::CODES, triage.reason as usize);
        self.code(Target::CODES, triage.target as usize);
        self.code(Level::CODES, triage.level as usize);
        self.code(Complexity::CODES, triage.complexity as usize);
        self.code(Queue::CODES, triage.queue as usize);
        self.count(triage.why.len());
        for why in &triage.why {
            self.code(Why::CODES, *why as usize);
        }
        self.count(usize::from(triage.critical_from.is_some()));
        if let Some(Amount { value, currency }) = triage.critical_from {
            self.text(&value.text());
            self.text(&currency.text());
        }
        self.count(usize::from(triage.judged.is_some()));
        if let Some(judged) = triage.judged {
            self.code(Reason::CODES, judged.reason as usize);
            self.code(Level::CODES, judged.level as usize);
        }
    }

    #[inline(never)]
    fn code(&mut self, codes: &'static str, place: usize) {
        self.text(nth(codes, place));
    }

    #[inline(never)]
    fn count(&mut self, number: usize) {
        push_digits(&mut self.0, number as u64, 1);
        self.text("");
    }

    /// Less its NULs, which what is left to see of a card number may hold, and nothing else.
    #[inline(never)]
    fn text(&mut self, text: &str) {
        for part in parts(text, 0) {
            self.0.push_str(part);
        }
        self.0.push('\0');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn what_is_missing_or_malformed_is_unknown() {
        let sum = |text| amount(text).unwrap();
        let asked =
            ["2026-11-22", "de-AT", "fee_billing", "B", "1250.00 EUR", "5000 EUR,4500 GBP", ";;|;B;", "A-1", "a\0b"];
        let asked = asked.join("\0");
        let (Setting { today, lang, said, critical_from, suggestions, order }, text) = parse(&asked);
        assert_eq!((today, lang, order, text), ("2026-11-22".parse().ok(), "de-AT", "A-1", "a\0b"));
        assert_eq!(
            (said.reason, said.level, said.amount),
            (Some(Reason::FeeBilling), Some(Level::B), amount("1250 EUR"))
        );
        assert_eq!((critical_from, suggestions), (vec![sum("5000 EUR"), sum("4500 GBP")], ";;|;B;"));
        for asked in
            [["", "", "", "", "", "", "", "", "a"], ["22.11.2026", "", "fee", "b", "1250", "EUR,5000", "", "", "a"]]
        {
            let asked = asked.join("\0");
            let (Setting { today, said, critical_from, .. }, text) = parse(&asked);
            assert_eq!((today, said.reason, said.level, said.amount), (None, None, None, None));
            assert_eq!((critical_from, text), (Vec::new(), "a"));
        }
    }

    #[test]
    fn an_answer_in_parts() {
        let text = "4-22-A, paid 1.250,50 € by card 4111 1111 1111\0 1111: my balance is frozen!\0";
        let asked = ["", "en", "funds_frozen", "", "12000 EUR", "", ";B;|;S;card,order", "4-17-A", text].join("\0");
        let check = |at_hand, triage: &str| {
            let facts = "3 order 0 6 4-22-A 0 checked site_shape \
                amount 13 23 1250.50 1 currency EUR labelled currency card 32 52 1111 0 checked checksum";
            // Its NULs stay in the text alone.
            let hidden = ["1", "card", "**** **** **** 1111"];
            let masked = "4-22-A, paid 1.250,50 € by card **** **** ****\0 1111: my balance is frozen!\0";
            let parts: Vec<&str> = facts.split(' ').chain(hidden).chain(triage.split(' ')).chain([masked]).collect();
            assert_eq!(answer(&asked, at_hand), parts.join("\0"));
        };
        check(
            |language| Some(Vocabulary::of(language)),
            "1 funds_frozen platform S standard funds 3 reason_chosen reason_funds amount_critical 1 10000 EUR 0 1 1 en 0",
        );
        check(|_| None, "0 0 en 1 en");
    }
}
