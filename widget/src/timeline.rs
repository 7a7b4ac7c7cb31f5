//! The sentences of the timeline, made from the codes of the wire.

use crate::facts::normal;
use crate::json::Json;
use crate::messages::{Messages, fill, follow, placeholders};
use complaint::time::Millis;

/// One line: what happened, and what somebody wrote with it.
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct Line {
    pub(crate) at: Millis,
    pub(crate) sentence: String,
    pub(crate) words: Option<String>,
}

/// The line of `entry` in `view`; what was written is quoted below the sentence unless the sentence has room for it.
pub(crate) fn line<J: Json>(
    entry: &J,
    view: &J,
    messages: &Messages<J>,
    moment: impl Fn(Millis) -> String,
    sum: impl Fn(&str) -> String,
) -> Line {
    let template = messages.of("event", &entry.text("kind").unwrap_or_default());
    let text = entry.text("text");
    let has_room = placeholders(&template).any(|name| matches!(name, "text" | "clock"));
    let code = |section, code: Option<String>| code.map(|code| messages.of(section, &code)).unwrap_or_default();
    // The edge gives a broken promise for its reason.
    let is_edges = entry.text("actor").as_deref() == Some("edge");
    let sentence = fill(
        &template,
        &[
            ("who", &who(entry, messages)),
            ("team", &code("queue", entry.text("team"))),
            ("level", &entry.text("level").unwrap_or_default()),
            ("why", &why(view, messages, sum)),
            ("clock", &code("clock", text.clone())),
            ("until", &entry.time("until").map(moment).unwrap_or_default()),
            ("text", text.as_deref().unwrap_or_default()),
        ],
    );
    let words = text.filter(|_| !has_room).map(|text| if is_edges { messages.of("clock", &text) } else { text });
    Line { at: entry.time("at").unwrap_or_default(), sentence, words }
}

/// Why it has its level, in one sentence's words; `judged` is a judgement or a view.
pub(crate) fn why<J: Json>(judged: &J, messages: &Messages<J>, sum: impl Fn(&str) -> String) -> String {
    let from = judged.get("critical_from").and_then(|from| normal(&from)).map(|from| sum(&from)).unwrap_or_default();
    let said = |code: &J| fill(&messages.of("why", &code.as_text().unwrap_or_default()), &[("sum", &from)]);
    let mut why = String::new();
    for code in judged.list("why") {
        why += if why.is_empty() { "" } else { ", " };
        why += &said(&code);
    }
    why
}

/// `Ana K., Risk team`, `You`, or whichever of it is known.
fn who<J: Json>(entry: &J, messages: &Messages<J>) -> String {
    if entry.text("actor").as_deref() == Some("merchant") {
        return messages.say(follow::you);
    }
    let team = entry.text("team").map(|team| messages.of("queue", &team));
    match (entry.text("name"), team) {
        (Some(name), Some(team)) => name + ", " + &team,
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => messages.say(follow::platform),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::ENGLISH_LATER;
    use complaint::event::ActorKind;
    use complaint::level::Level;
    use complaint::view::Entry;

    #[test]
    fn a_line_says_what_happened() {
        let view = serde_json::json!({
            "why": ["reason_funds", "amount_critical"], "critical_from": { "value": "5000", "currency": "EUR" }
        });
        let messages = Messages(serde_json::from_str(ENGLISH_LATER).unwrap());
        let entry = |kind: &str| Entry {
            at: Millis(7),
            kind: kind.into(),
            actor: ActorKind::Handler,
            automated: false,
            name: Some("Ana K.".into()),
            team: Some("Risk team".into()),
            text: None,
            until: None,
            level: None,
        };
        let check = |entry: Entry, sentence: &str, words: Option<&str>| {
            let entry = serde_json::to_value(entry).unwrap();
            let line = line(&entry, &view, &messages, |at| format!("day {}", at.0), str::to_owned);
            assert_eq!(line, Line { at: Millis(7), sentence: sentence.into(), words: words.map(str::to_owned) });
        };
        let with = |kind: &str, text: &str| Entry { text: Some(text.into()), ..entry(kind) };
        check(entry("complaint.received"), "Recorded.", None);
        let triaged = Entry { level: Some(Level::S), ..entry("complaint.triaged") };
        check(triaged, "Level S: your money is held, the sum is 5000 EUR or more.", None);
        check(entry("complaint.assigned"), "Handed to: Risk team.", None);
        check(Entry { team: Some("risk".into()), ..entry("complaint.assigned") }, "Handed to: Risk.", None);
        check(with("complaint.forwarded", "88-1042"), "Delivered to the platform, case 88-1042.", None);
        check(with("message.sent", "Hello {who}"), "Ana K., Risk team", Some("Hello {who}"));
        check(Entry { team: None, ..with("message.sent", "Hello") }, "Ana K.", Some("Hello"));
        check(Entry { team: None, name: None, ..with("message.sent", "Hello") }, "The platform", Some("Hello"));
        check(Entry { actor: ActorKind::Merchant, ..with("message.sent", "Hello") }, "You", Some("Hello"));
        let breach = Entry { until: Some(Millis(3)), ..with("sla.breached", "contact") };
        check(breach, "A promise was broken. A person contacts you: was due day 3.", None);
        let raised = Entry { actor: ActorKind::Edge, ..with("complaint.escalated", "contact") };
        check(raised, "Raised to the next level:", Some("A person contacts you"));
        check(with("complaint.escalated", "contact us"), "Raised to the next level:", Some("contact us"));
        let asked = Entry { level: Some(Level::A), actor: ActorKind::Merchant, ..with("level.contested", "Wages") };
        check(asked, "You asked for level A:", Some("Wages"));
        check(with("thing.unheard", "of"), "There is news.", Some("of")); // From a newer edge.
    }
}
