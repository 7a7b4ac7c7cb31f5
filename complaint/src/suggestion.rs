//! Self-service: a site's own answers to common questions, offered while the merchant writes. They gate nothing: the button
//! that files stays where it is.

use crate::extract::{Facts, Kind};
use crate::level::Level;
use crate::parts::{cut, parts};
use crate::reason::{Reason, place};
use crate::triage::Triage;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Suggestion {
    /// The name under which it is counted: small letters, digits and hyphens.
    pub id: String,
    #[serde(default)]
    pub when: When,
    /// By language, BCP 47; a merchant is never offered one in another language than the page's.
    pub cards: BTreeMap<String, Card>,
}

/// What a complaint must be like for the answer to be one.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct When {
    /// One of these; empty: any.
    pub reasons: Vec<Reason>,
    /// One of these; empty: B and C, for whoever is in distress is not sent to read.
    pub levels: Vec<Level>,
    /// The text holds all of these.
    pub facts: Vec<Kind>,
}

#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// The merchant's question: "Where is my payout?".
    pub title: String,
    pub text: String,
    /// Where to read on, https.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// Whether a suggestion is an answer; `when` is its [`When`] as a page tells it: commas between the codes of a list, `;` between
/// the lists, `question,fee_billing;;order`.
pub fn fits(when: &str, triage: &Triage, facts: &Facts) -> bool {
    let (reasons, rest) = cut(when, b';');
    let (levels, kinds) = cut(rest, b';');
    let levels = if levels.is_empty() { "B,C" } else { levels };
    let lists = |list, code| parts(list, b',').any(|listed| listed == code);
    let tells = |kind| {
        let place = place(Kind::CODES, kind);
        facts.all.iter().any(|fact| Some(fact.value.kind() as usize) == place)
    };
    (reasons.is_empty() || lists(reasons, triage.reason.code()))
        && lists(levels, triage.level.code())
        && (kinds.is_empty() || parts(kinds, b',').all(tells))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{self, Context};
    use crate::triage::{self, Said, Vocabulary};

    #[test]
    fn an_answer_is_offered_where_it_fits() {
        let check = |when: &str, reason: Reason, level: Level, text: &str, expected: bool| {
            let facts = extract::extract(text, &Context::default());
            let judged = triage::judge(text, &facts, Vocabulary::of(facts.language), Said::default(), &[]);
            let triage = Triage { reason, level, ..judged };
            assert_eq!(fits(when, &triage, &facts), expected, "{when} {text}");
        };
        let lost = "My parcel 1Z5R89390357567127 is lost";
        check(";;", Reason::LogisticsLost, Level::B, lost, true);
        check(";;", Reason::LogisticsLost, Level::A, lost, false);
        check(";S,A;", Reason::LogisticsLost, Level::A, lost, true);
        check(";S,A;", Reason::LogisticsLost, Level::B, lost, false);
        check("fee_billing,logistics_lost;;", Reason::LogisticsLost, Level::C, lost, true);
        check("fee_billing;;", Reason::LogisticsLost, Level::C, lost, false);
        check("lost;;", Reason::LogisticsLost, Level::C, lost, false); // Not known here.
        check(";;parcel", Reason::LogisticsLost, Level::C, lost, true);
        check(";;parcel,amount", Reason::LogisticsLost, Level::C, lost, false);
    }
}
