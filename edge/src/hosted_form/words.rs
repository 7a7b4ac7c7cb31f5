//! What the pages say, per language: the widget's own words where it has them, the form's few others here.

use complaint::problem::Problem;
use complaint::reason::Queue;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A language: one value, so that no sentence can be missing.
pub(super) struct Words {
    pub(super) lang: &'static str,
    pub(super) title: &'static str,
    pub(super) text: &'static str,
    pub(super) text_hint: &'static str,
    pub(super) order: &'static str,
    pub(super) contact: &'static str,
    pub(super) contact_hint: &'static str,
    pub(super) if_any: &'static str,
    pub(super) remedy: &'static str,
    pub(super) choose: &'static str,
    /// In the order of [`complaint::reason::Remedy::ALL`].
    pub(super) remedies: [&'static str; 8],
    /// Above the form that comes back.
    pub(super) look_again: &'static str,
    /// Where no field is to blame.
    pub(super) not_filed: &'static str,
    pub(super) file: &'static str,
    pub(super) recorded: &'static str,
    pub(super) keep: &'static str,
    pub(super) number: &'static str,
    pub(super) received_at: &'static str,
    pub(super) contact_by: &'static str,
    pub(super) proposal_by: &'static str,
    pub(super) closed_by: &'static str,
    pub(super) department: &'static str,
    /// Before the desk's name, address and number.
    pub(super) desk: &'static str,
    shared: Shared,
}

/// What the pages have in common with the widget: the rest of its locale files is of no use here.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Shared {
    queue: BTreeMap<String, String>,
    problem: BTreeMap<String, String>,
}

impl Shared {
    /// A page without these words is better than none; that they are there is tested.
    fn of(first: &str, later: &str) -> Self {
        let read = |file| serde_json::from_str::<Self>(file).unwrap_or_default();
        Self { problem: read(first).problem, queue: read(later).queue }
    }
}

impl Words {
    /// The language asked for, else English.
    pub(super) fn of(lang: &str) -> Self {
        match lang.get(..2) {
            Some("de") => Self {
                lang: "de",
                title: "Was ist schiefgelaufen?",
                text: "Was ist passiert?",
                text_hint: "Was nicht stimmt, seit wann, und der Betrag, wenn Geld zurückgehalten wird. Bitte keine Kartennummern.",
                order: "Bestellnummer",
                contact: "Wie erreichen wir Sie?",
                contact_hint: "E-Mail-Adresse oder Telefonnummer.",
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
                file: "Beschwerde einreichen",
                recorded: "Erfasst",
                keep: "Ihre Beschwerde ist bei uns. Bewahren Sie die Nummer auf: Mit ihr findet die Beschwerdestelle sie wieder.",
                number: "Ihre Nummer",
                received_at: "Eingegangen",
                contact_by: "Ein Mensch meldet sich bei Ihnen bis",
                proposal_by: "Lösungsvorschlag bis",
                closed_by: "Abschluss bis",
                department: "Abteilung",
                desk: "Oder direkt:",
                shared: Shared::of(
                    include_str!("../../../widget/locales/de.json"),
                    include_str!("../../../widget/locales/de.later.json"),
                ),
            },
            _ => Self {
                lang: "en",
                title: "What went wrong?",
                text: "What happened?",
                text_hint: "What is wrong, since when, and the amount if money is held back. No card numbers, please.",
                order: "Order number",
                contact: "How do we reach you?",
                contact_hint: "E-mail address or telephone number.",
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
                file: "File complaint",
                recorded: "Recorded",
                keep: "We have your complaint. Keep the number: with it the desk finds it again.",
                number: "Your number",
                received_at: "Received",
                contact_by: "A person contacts you by",
                proposal_by: "Proposal by",
                closed_by: "Closed by",
                department: "Department",
                desk: "Or reach the desk:",
                shared: Shared::of(
                    include_str!("../../../widget/locales/en.json"),
                    include_str!("../../../widget/locales/en.later.json"),
                ),
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

    pub(super) fn queue(&self, queue: Queue) -> &str {
        self.shared.queue.get(queue.code()).map_or(queue.code(), String::as_str)
    }
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
            assert!(Queue::ALL.iter().all(|queue| words.shared.queue.contains_key(queue.code())), "{lang}");
            assert!(!words.say(&Problem::new("site", Code::UnknownSite)).is_empty(), "{lang}");
        }
        assert!(Words::of("de").say(&Problem::beyond("draft.text", Code::TooLong, 10_000)).contains("10000"));
    }
}
