//! What the widget says, in one language: a file of sentences in sections, fetched beside the Wasm, and a second one with what
//! is said once a complaint is filed, fetched behind the form.

use crate::json::Json;

#[cfg(test)]
const ENGLISH: &str = include_str!("../locales/en.json");
#[cfg(test)]
pub(crate) const ENGLISH_LATER: &str = include_str!("../locales/en.later.json");

/// A language.
pub(crate) struct Messages<J>(pub(crate) J);

/// A sentence that the code names. The others go by a code of the wire, as in section `queue` under `funds`.
pub(crate) struct Sentence {
    section: &'static str,
    key: &'static str,
}

macro_rules! sentences {
    ($($section:ident { $($name:ident)* })*) => {
        $(#[expect(non_upper_case_globals, reason = "named as in the file")]
        pub(crate) mod $section {
            use super::Sentence;
            $(pub(crate) const $name: &Sentence = &Sentence { section: stringify!($section), key: stringify!($name) };)*
        })*

        #[cfg(test)]
        const NAMED: &[(&str, &[&str])] = &[$((stringify!($section), &[$(stringify!($name)),*])),*];
    };
}

sentences! {
    form { title close what_happened order contact file filing kept refused recorded }
    write { optional contact_hint from_page from_url receipt_follows offline file_later kept mine }
    read {
        read remove removed put_back instead from_text from_you card answers heard because not_right about urgency why as_read
    }
    suggestion { read_on solved }
    receipt {
        have copy copied queue proof pending pending_why trying_why delivered case parked parked_why desk save follow
    }
    promise { by was_due left late short broken kept paused paused_left minutes hours days }
    follow {
        title with waiting ended nobody expected answer_by proposal as_of you platform another words words_missing too_late
        unreachable
    }
}

impl<J: Json> Messages<J> {
    pub(crate) fn say(&self, sentence: &Sentence) -> String {
        self.of(sentence.section, sentence.key)
    }

    /// What the section says of a code; of one that it does not know, what it says of `other`, or the code itself. Nothing
    /// while the section is yet to come.
    pub(crate) fn of(&self, section: &str, code: &str) -> String {
        let Some(section) = self.0.get(section) else { return String::new() };
        let said = |key| section.text(key);
        said(code).or_else(|| said("other")).unwrap_or_else(|| code.to_owned())
    }
}

/// `template` with each `{name}` replaced; an unknown one is left as it stands.
pub(crate) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        filled.push_str(values.iter().find(|(known, _)| *known == name).map_or(name, |(_, value)| value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// The names in braces.
pub(crate) fn placeholders(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use complaint::clock::ClockKind;
    use complaint::extract::{Certainty, Kind};
    use complaint::level::Level;
    use complaint::reason::{Outcome, Queue, Reason};
    use complaint::triage::Why;
    use complaint::view::{MerchantAction, Stage, Tried};
    use std::collections::{BTreeMap, BTreeSet};

    /// Sections, keys and sentences of a file.
    type File = BTreeMap<String, BTreeMap<String, String>>;

    /// The two files of a language as one.
    fn read([first, later]: [&str; 2]) -> File {
        let mut sections: BTreeMap<String, serde_json::Value> = serde_json::from_str(first).unwrap();
        let mut more = serde_json::from_str(later).unwrap();
        sections.append(&mut more);
        let section = |(name, value): (String, serde_json::Value)| match serde_json::from_value(value.clone()) {
            Ok(section) => (name, section),
            Err(_) => (name, BTreeMap::from([(String::new(), serde_json::from_value(value).unwrap())])),
        };
        sections.into_iter().map(section).collect()
    }

    #[test]
    fn every_language_says_the_same_and_no_more() {
        let english = read([ENGLISH, ENGLISH_LATER]);
        for (lang, files) in [("de", [include_str!("../locales/de.json"), include_str!("../locales/de.later.json")])] {
            let said = read(files);
            let keys = |file: &File| -> Vec<_> {
                let of = |(section, said): (&String, &BTreeMap<String, String>)| {
                    said.keys().map(|key| format!("{section}.{key}")).collect::<Vec<_>>()
                };
                file.iter().flat_map(of).collect()
            };
            assert_eq!(keys(&said), keys(&english), "{lang}");
            for (section, key, sentence) in english
                .iter()
                .flat_map(|(section, said)| said.iter().map(move |(key, sentence)| (section, key, sentence)))
            {
                let translated = &said[section][key];
                let names = |sentence| placeholders(sentence).collect::<BTreeSet<_>>();
                assert_eq!(names(translated), names(sentence), "{lang} {section}.{key}");
                assert!(!translated.is_empty() && translated.trim() == translated, "{lang} {section}.{key}");
            }
        }
    }

    #[test]
    fn every_code_has_its_sentence() {
        let english = read([ENGLISH, ENGLISH_LATER]);
        let check = |section: &str, codes: &[&str]| {
            let codes: BTreeSet<_> = codes.iter().copied().collect();
            assert_eq!(english[section].keys().map(String::as_str).collect::<BTreeSet<_>>(), codes, "{section}");
        };
        check(
            "kind",
            &Kind::ALL
                .iter()
                .map(|kind| kind.code())
                .filter(|code| *code != "card")
                .chain(["merchant"])
                .collect::<Vec<_>>(),
        );
        check("sure", &Certainty::ALL.iter().map(|certainty| certainty.code()).collect::<Vec<_>>());
        check("reason", &Reason::ALL.iter().map(|reason| reason.code()).collect::<Vec<_>>());
        check("level", &Level::ALL.iter().map(|level| level.code()).collect::<Vec<_>>());
        check("stage", &Stage::ALL.iter().map(|stage| stage.code()).collect::<Vec<_>>());
        check("queue", &Queue::ALL.iter().map(|queue| queue.code()).collect::<Vec<_>>());
        check("why", &Why::ALL.iter().map(|why| why.code()).collect::<Vec<_>>());
        check("outcome", &Outcome::ALL.iter().map(|outcome| outcome.code()).collect::<Vec<_>>());
        check("action", &MerchantAction::ALL.iter().map(|action| action.code()).collect::<Vec<_>>());
        check("clock", &ClockKind::ALL.iter().map(|clock| clock.code()).collect::<Vec<_>>());
        let tried = Tried::ALL.iter().map(|tried| tried.code());
        let kinds = include_str!("../../complaint/src/event.rs").split("#[serde(rename = \"").skip(1);
        check(
            "event",
            &kinds.filter_map(|rest| rest.split('"').next()).chain(tried).chain(["other"]).collect::<Vec<_>>(),
        );
        for (section, names) in NAMED {
            check(section, names);
        }
    }

    #[test]
    fn filling() {
        let check = |template: &str, filled: &str| assert_eq!(fill(template, &[("a", "1"), ("b", "{a}")]), filled);
        check("", "");
        check("by {a}", "by 1");
        check("{b} and {a}.", "{a} and 1."); // What is put in is not read again.
        check("{c}", "c");
        check("{a", "1");
    }
}
