//! What the pages say, per language: the widget's own words where it has them, the form's few others here.

use complaint::problem::Problem;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A language: one value, so that no sentence can be missing.
pub(super) struct Words {
    pub(super) lang: &'static str,
    pub(super) text_hint: &'static str,
    pub(super) if_any: &'static str,
    pub(super) remedy: &'static str,
    pub(super) choose: &'static str,
    /// In the order of [`complaint::reason::Remedy::ALL`].
    pub(super) remedies: [&'static str; 8],
    /// Above the form that comes back.
    pub(super) look_again: &'static str,
    /// Where no field is to blame.
    pub(super) not_filed: &'static str,
    pub(super) keep: &'static str,
    pub(super) shared: Shared,
}

/// Of the widget's locale file.
#[derive(Deserialize)]
pub(super) struct Shared {
    pub(super) form: Labels,
    pub(super) receipt: Promises,
    pub(super) write: Hints,
    pub(super) queue: BTreeMap<String, String>,
    problem: BTreeMap<String, String>,
}

#[derive(Deserialize)]
pub(super) struct Labels {
    pub(super) title: String,
    pub(super) what_happened: String,
    pub(super) order: String,
    pub(super) contact: String,
    pub(super) file: String,
    pub(super) recorded: String,
    pub(super) number: String,
    pub(super) received_at: String,
    pub(super) contact_by: String,
}

#[derive(Deserialize)]
pub(super) struct Promises {
    pub(super) have: String,
    pub(super) proposal: String,
    pub(super) closure: String,
    pub(super) queue: String,
    pub(super) desk: String,
}

#[derive(Deserialize)]
pub(super) struct Hints {
    pub(super) contact_hint: String,
}

impl Words {
    /// The language asked for, else English.
    pub(super) fn of(lang: &str) -> Self {
        match lang.get(..2) {
            Some("de") => Self {
                lang: "de",
                text_hint: "Was nicht stimmt, seit wann, und der Betrag, wenn Geld zurückgehalten wird. Bitte keine Kartennummern.",
                if_any: "(falls vorhanden)",
                remedy: "Was soll geschehen?",
                choose: "Bitte wählen",
                remedies: [
                    "Mein Geld freigeben",
                    "Geld zurückzahlen",
                    "Mein Konto oder Angebot wiederherstellen",
                    "Das Paket finden",
                    "Eine Gebühr berichtigen",
                    "Einen Fehler beheben",
                    "Die Entscheidung erklären",
                    "Etwas anderes",
                ],
                look_again: "Noch nicht eingereicht. Bitte sehen Sie hier noch einmal nach:",
                not_filed: "Noch nicht eingereicht. Was Sie geschrieben haben, steht unten; bitte versuchen Sie es noch einmal.",
                keep: "Bewahren Sie die Nummer auf: Mit ihr findet die Beschwerdestelle Ihre Beschwerde wieder.",
                shared: shared(include_str!("../../../widget/locales/de.json")),
            },
            _ => Self {
                lang: "en",
                text_hint: "What is wrong, since when, and the amount if money is held back. No card numbers, please.",
                if_any: "(if there is one)",
                remedy: "What should be done?",
                choose: "Please choose",
                remedies: [
                    "Release my money",
                    "Pay a refund",
                    "Restore my account or listing",
                    "Find the parcel",
                    "Correct a fee",
                    "Fix a fault",
                    "Explain the decision",
                    "Something else",
                ],
                look_again: "Not filed yet. Please look again here:",
                not_filed: "Not filed yet. What you wrote is below; please try once more.",
                keep: "Keep the number: with it the desk finds your complaint again.",
                shared: shared(include_str!("../../../widget/locales/en.json")),
            },
        }
    }

    /// What to do about it.
    pub(super) fn say(&self, problem: &Problem) -> String {
        let key = format!("{}.{}", problem.field.trim_start_matches("draft."), problem.code.code());
        let sentence = self.shared.problem.get(&key).or_else(|| self.shared.problem.get("other"));
        let limit = problem.limit.map(|limit| limit.to_string()).unwrap_or_default();
        sentence.map(|sentence| sentence.replace("{limit}", &limit)).unwrap_or_default()
    }
}

fn shared(locale: &str) -> Shared {
    serde_json::from_str(locale).expect("the locale files are read in a test")
}

#[cfg(test)]
mod tests {
    use super::*;
    use complaint::problem::Code;
    use complaint::reason::Remedy;

    #[test]
    fn every_language_is_whole() {
        for lang in ["en", "de", "en-GB", "fr", "d", "", "日本"] {
            let words = Words::of(lang);
            assert_eq!(words.remedies.len(), Remedy::ALL.len());
            assert!(!words.say(&Problem::new("site", Code::UnknownSite)).is_empty(), "{lang}");
        }
        assert!(Words::of("de").say(&Problem::beyond("draft.text", Code::TooLong, 10_000)).contains("10000"));
    }
}
