//! What complaints are told by in one language: stems of words, each with the concept it speaks of or, if learned, with what
//! it weighs. A page fetches the one it needs; the edge has all.

use super::concept::Concept;
use super::language::Language;
use super::pack::{Files, pack};
use crate::extract::lexicon::Lexicon;
use crate::level::Level;
use crate::parts::{cut, parts};
use crate::reason::Topic;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use once_cell::race::OnceBox;

/// What gives away text written for a model to obey rather than for a person to read, in whatever language the rest is.
const TELLS: &str = ":previous_instruct prior_instruct system_prompt system_instruct system_override system_note system_remind \
    note_to_ai assistant_note you_are_an_ai as_an_ai_ ai_model language_model dear_ai_ llm_ set_severity severity_s_ set_priority \
    jailbreak role_system ignore_all_ ignore_everything ignore_the_above admin_password";
/// The same, where it stands near the beginning of a sentence and before a colon: `SYSTEM: …`, `Note to the assistant: …`.
const SPEAKERS: &str = ":assistant_: assistent_: assistente_: asistente_: system_: sistema_: systeem_: systeme_: ai_: ia_: ki_: \
    系统_: 指令_: 助手_:";
/// Their meanings, behind all [`super::Concept`]s: those of a sentence are one `u64`.
pub(super) const MACHINE: u16 = 63;
pub(super) const SPEAKER: u16 = 62;
/// The meaning of the first group of learned stems.
const LEARNED: u16 = MACHINE + 1;

/// A number for each of [`Topic::ALL`], then for each of [`Level::ALL`]: what learned stems say of them.
pub(super) type Weights<T> = [T; CLASSES];
const CLASSES: usize = Topic::ALL.len() + Level::ALL.len();

/// What stands for a weight of 0 in a packed vocabulary; one more for 1.
pub(super) const ZERO: i16 = 79;

/// The words of a language, and its stems by hash.
pub struct Vocabulary {
    text: &'static str,
    words: Lexicon,
    /// Of all stems, one behind the other.
    letters: Vec<u8>,
    stems: Vec<Stem>,
    /// From 1; of those that begin words, then of those that may begin inside one, for German and Dutch write compounds.
    first: Vec<u16>,
    /// Of each class, what each group of learned stems weighs.
    weights: Vec<i16>,
}

/// The beginning of a word; `_` in it stands for whatever parts two words.
struct Stem {
    /// Where its letters are.
    start: u16,
    length: u8,
    meaning: u16,
    /// The next with the same hash of its first three bytes, which is also the shortest a stem may be; from 1.
    next: u16,
}

macro_rules! files {
    ($words:expr, $code:literal) => {
        Files {
            words: $words,
            concepts: include_str!(concat!("../../vocabulary/", $code, ".txt")),
            learned: include_str!(concat!("../../vocabulary/", $code, ".learned.txt")),
        }
    };
    ($code:literal) => {
        files!(include_str!(concat!("../../vocabulary/", $code, ".words.txt")), $code)
    };
}

/// In the order of [`Language::ALL`]. English words are known to all that read.
static COMPILED: [Files<'static>; Language::ALL.len()] = [
    files!("", "en"),
    files!("de"),
    files!("fr"),
    files!("es"),
    files!("it"),
    files!("nl"),
    files!("pl"),
    files!("pt"),
    files!("zh"),
];

impl Vocabulary {
    /// That of `language`, for a program that holds all of them.
    pub fn of(language: Language) -> &'static Self {
        static BUILT: [OnceBox<Vocabulary>; COMPILED.len()] = [const { OnceBox::new() }; COMPILED.len()];
        let build = || Box::new(Self::new(pack(COMPILED[language as usize]).leak()));
        BUILT[language as usize].get_or_init(build)
    }

    /// That of `language` as it would be shipped with other `learned` stems: lines of a group, as its file has them.
    pub fn packed_with(language: Language, learned: &str) -> String {
        pack(Files { learned, ..COMPILED[language as usize] })
    }

    /// Takes, with tabs between: words as [`Lexicon::new`] does; a line a concept, in the order of [`Concept::ALL`], with a colon
    /// before its stems, `~` before those that may begin inside a word, and one for what speaks to a machine; for each class
    /// what each group of learned stems weighs, a character each; for each learned stem its group, from `!`; and these stems,
    /// each behind a letter for how many bytes it has in common with the one before, from `A`.
    pub fn new(text: &'static str) -> Self {
        let mut all = parts(text, b'\t');
        let mut part = || all.next().unwrap_or_default();
        let mut vocabulary = Self {
            text,
            words: Lexicon::new(part()),
            letters: Vec::new(),
            stems: Vec::new(),
            first: vec![0; 2 * BUCKETS],
            weights: Vec::new(),
        };
        let concepts = (0..Concept::ALL.len() as u16).chain([MACHINE]);
        for (line, meaning) in parts(part(), b'\n').zip(concepts).chain([(TELLS, MACHINE), (SPEAKERS, SPEAKER)]) {
            for stem in parts(cut(line, b':').1, b' ') {
                let (kind, stem) = stem.strip_prefix("~").map_or((0, stem), |rest| (BUCKETS, rest));
                vocabulary.letters.extend_from_slice(stem.as_bytes());
                vocabulary.add(stem.len(), kind, meaning);
            }
        }
        for _ in 0..CLASSES {
            for c in part().chars() {
                vocabulary.weights.push(c as i16 - ZERO);
            }
        }
        let (groups, mut stems) = (part(), part().as_bytes());
        let mut before = 0;
        for group in groups.chars() {
            let start = vocabulary.letters.len();
            let (shared, own) = stems.split_first().unwrap_or((&b'A', b""));
            let behind = own.iter().take_while(|byte| !byte.is_ascii_uppercase()).count();
            vocabulary.letters.extend_from_within(before..before + usize::from(shared - b'A'));
            vocabulary.letters.extend_from_slice(&own[..behind]);
            stems = &own[behind..];
            before = start;
            vocabulary.add(vocabulary.letters.len() - start, 0, LEARNED + (group as u16 - u16::from(b'!')));
        }
        vocabulary
    }

    /// What figures and names are told by.
    pub(crate) fn words(&self) -> &Lexicon {
        &self.words
    }

    /// As it was given.
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// How many stems; they are numbered from 1.
    pub(super) fn count(&self) -> usize {
        self.stems.len()
    }

    /// Takes the last so many letters as a stem.
    fn add(&mut self, length: usize, kind: usize, meaning: u16) {
        let start = self.letters.len() - length;
        let bucket = kind + bucket(&self.letters[start..]);
        self.stems.push(Stem { start: start as u16, length: length as u8, meaning, next: self.first[bucket] });
        self.first[bucket] = self.stems.len() as u16;
    }

    /// The concepts whose stems `rest` begins with, a bit each; with `begins`, also those of stems that begin words. Learned
    /// stems go to `learned`, by their numbers.
    pub(super) fn spoken(&self, rest: &[u8], begins: bool, learned: &mut Vec<u16>) -> u64 {
        let mut spoken = 0;
        let bucket = bucket(rest);
        for kind in if begins { 0..2 } else { 1..2 } {
            let mut at = self.first[kind * BUCKETS + bucket];
            while let Some(stem) = self.stems.get(usize::from(at).wrapping_sub(1)) {
                let start = usize::from(stem.start);
                if rest.starts_with(&self.letters[start..start + usize::from(stem.length)]) {
                    match stem.meaning {
                        LEARNED.. => learned.push(at),
                        concept => spoken |= 1 << concept,
                    }
                }
                at = stem.next;
            }
        }
        spoken
    }

    /// What learned stems weigh together.
    pub(super) fn weigh(&self, learned: &[u16]) -> Weights<i32> {
        let mut sums = [0; _];
        let groups = self.weights.len() / CLASSES;
        for number in learned {
            if let Some(stem) = self.stems.get(usize::from(*number).wrapping_sub(1)) {
                let group = usize::from(stem.meaning.wrapping_sub(LEARNED));
                for (class, sum) in sums.iter_mut().enumerate() {
                    *sum += self.weights.get(class * groups + group).map_or(0, |weight| i32::from(*weight));
                }
            }
        }
        sums
    }
}

const BUCKETS: usize = 4096;

fn bucket(bytes: &[u8]) -> usize {
    let key = bytes.iter().take(3).fold(0, |key, byte| key << 8 | u32::from(*byte));
    (key.wrapping_mul(0x9E37_79B1) >> 20) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::fold::Folded;
    use crate::triage::Feature;
    use alloc::borrow::ToOwned;

    #[test]
    fn each_language_tells_of_every_concept_in_order() {
        assert!(Concept::ALL.len() <= usize::from(SPEAKER), "a sentence's concepts are one u64");
        let concepts = Concept::ALL.iter().map(|concept| Feature::Said(*concept).name());
        let concepts: Vec<String> = concepts.chain(["machine".to_owned()]).collect();
        for (language, files) in Language::ALL.iter().zip(COMPILED) {
            let told = files.concepts.lines().filter_map(|line| line.split_once(": "));
            let machine = usize::from(*language != Language::En); // What is English is known to all.
            assert_eq!(told.map(|(name, _)| name).collect::<Vec<_>>(), concepts[..concepts.len() - 1 + machine]);
        }
    }

    #[test]
    fn stems_are_stored_as_they_are_given_and_looked_up() {
        for (language, files) in Language::ALL.iter().zip(COMPILED) {
            let vocabulary = Vocabulary::of(*language);
            let stored = vocabulary.stems.iter().map(|stem| {
                let start = usize::from(stem.start);
                str::from_utf8(&vocabulary.letters[start..start + usize::from(stem.length)]).unwrap()
            });
            let mut stored: Vec<&str> = stored.collect();
            let lines = files.concepts.lines().chain(files.learned.lines()).filter_map(|line| line.split_once(' '));
            let given = lines
                .flat_map(|(_, stems)| stems.split(' '))
                .chain(TELLS[1..].split(' '))
                .chain(SPEAKERS[1..].split(' '));
            let mut given: Vec<&str> = given.map(|stem| stem.trim_start_matches('~')).collect();
            stored.sort_unstable();
            given.sort_unstable();
            assert_eq!(stored, given);
            for text in stored {
                assert!(text.len() >= 3, "{text}");
                assert_eq!(Folded::new(text).text.to_lowercase(), text);
            }
        }
    }

    #[test]
    fn learned_stems_weigh_what_stands_before_them() {
        let files = Files { words: "", concepts: "payout: payo", learned: "b-1 abge\nc15f-2n3 abgezog einbeh" };
        let vocabulary = Vocabulary::new(pack(files).leak());
        let check = |rest: &str, stems: usize, [b, c, f, n]: [i32; 4]| {
            let mut learned = Vec::new();
            vocabulary.spoken(rest.as_bytes(), true, &mut learned);
            let sums = vocabulary.weigh(&learned);
            assert_eq!((learned.len(), [sums[1], sums[2], sums[5], sums[13]]), (stems, [b, c, f, n]), "{rest}");
        };
        check("abgezogen_", 2, [-1, 15, -2, 3]);
        check("abgeben_", 1, [-1, 0, 0, 0]);
        check("einbehalten_", 1, [0, 15, -2, 3]);
        check("payout_", 0, [0; 4]);
    }
}
