//! The sentences of the timeline, made from the codes of the wire.

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
pub(crate) fn line<J: Json>(entry: &J, view: &J, messages: &Messages<J>, moment: impl Fn(Millis) -> String) -> Line {
    let template = messages.of("event", &entry.text("kind").unwrap_or_default());
    let text = entry.text("text");
    let has_room = placeholders(&template).any(|name| matches!(name, "text" | "clock"));
    let code = |section, code: Option<String>| code.map(|code| messages.of(section, &code)).unwrap_or_default();
    let why = view.list("why").first().and_then(J::as_text);
    let sentence = fill(
        &template,
        &[
            ("who", &who(entry, messages)),
            ("team", &entry.text("team").unwrap_or_default()),
            ("level", &entry.text("level").unwrap_or_default()),
            ("why", &code("why", why)),
            ("clock", &code("clock", text.clone())),
            ("until", &entry.time("until").map(moment).unwrap_or_default()),
            ("text", text.as_deref().unwrap_or_default()),
        ],
    );
    Line { at: entry.time("at").unwrap_or_default(), sentence, words: text.filter(|_| !has_room) }
}

/// `Ana K., Risk team`, `You`, or whichever of it is known.
fn who<J: Json>(entry: &J, messages: &Messages<J>) -> String {
    if entry.text("actor").as_deref() == Some("merchant") {
        return messages.say(follow::you);
    }
    match (entry.text("name"), entry.text("team")) {
        (Some(name), Some(team)) => name + ", " + &team,
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => messages.say(follow::platform),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::ENGLISH;
    use complaint::event::ActorKind;
    use complaint::level::Level;
    use complaint::view::Entry;

    #[test]
    fn a_line_says_what_happened() {
        let view = serde_json::json!({ "why": ["reason_funds", "amount_critical"] });
        let messages = Messages(serde_json::from_str(ENGLISH).unwrap());
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
            let line = line(&entry, &view, &messages, |at| format!("day {}", at.0));
            assert_eq!(line, Line { at: Millis(7), sentence: sentence.into(), words: words.map(str::to_owned) });
        };
        let with = |kind: &str, text: &str| Entry { text: Some(text.into()), ..entry(kind) };
        check(entry("complaint.received"), "Recorded.", None);
        let triaged = Entry { level: Some(Level::S), ..entry("complaint.triaged") };
        check(triaged, "Level S: your money is held.", None);
        check(entry("complaint.assigned"), "Handed to Risk team.", None);
        check(with("complaint.forwarded", "88-1042"), "Delivered to the platform, case 88-1042.", None);
        check(with("message.sent", "Hello {who}"), "Ana K., Risk team", Some("Hello {who}"));
        check(Entry { team: None, ..with("message.sent", "Hello") }, "Ana K.", Some("Hello"));
        check(Entry { team: None, name: None, ..with("message.sent", "Hello") }, "The platform", Some("Hello"));
        check(Entry { actor: ActorKind::Merchant, ..with("message.sent", "Hello") }, "You", Some("Hello"));
        let breach = Entry { until: Some(Millis(3)), ..with("sla.breached", "contact") };
        check(breach, "A promise was broken: the first message from a person was due day 3.", None);
        check(with("thing.unheard", "of"), "There is news.", Some("of")); // From a newer edge.
    }
}
