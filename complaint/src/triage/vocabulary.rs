//! What complaints are told by in one language: stems of words, each with the concept it speaks of or, if learned, with what
//! it weighs. A page fetches the one it needs; the edge has all.

use super::language::Language;
use crate::extract::lexicon::Lexicon;
use crate::level::Level;
use crate::parts::{cut, parts};
use crate::reason::Topic;
use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;
use once_cell::race::OnceBox;

/// What gives away text written for a model to obey rather than for a person to read, in whatever language the rest is.
const TELLS: &str = "previous_instruct prior_instruct earlier_instruct above_instruct system_prompt system_instruct \
    system_override you_are_an_ai as_an_ai ai_model language_model llm_ set_severity set_priority severity_s jailbreak \
    role_system ignore_all_ ignore_everything ignore_the_above assistant_ assistente_da admin_password \
    ignoriere_alle vorherigen_anweis bisherigen_anweis systemanweis sprachmodell \
    instructions_precedent ignore_toutes ignorez_toutes consigne_systeme \
    instrucciones_anterior ignora_todas ignora_las_inst instrucciones_para_el_mod instruccion_del_sist \
    istruzioni_precedent ignora_tutte istruzioni_per_il istruzioni_di_sist \
    vorige_instruct negeer_alle systeeminstr poprzednie_instr zignoruj_ instrukcja_system polecenie_system \
    ignore_todas instrucoes_anterior instrucao_do_sist 系统指令 系统提示 忽略以上 忽略之前 忽略前面 管理员密码";
/// Their meaning, behind all [`super::Concept`]s: those of a sentence are one `u64`.
pub(super) const MACHINE: u16 = 63;
/// The meaning of the first group of learned stems.
const LEARNED: u16 = MACHINE + 1;

/// A number for each of [`Topic::ALL`], then for each of [`Level::ALL`]: what learned stems say of them.
pub(super) type Weights<T> = [T; Topic::ALL.len() + Level::ALL.len()];

/// The words of a language, and its stems by hash.
pub struct Vocabulary {
    text: &'static str,
    words: Lexicon,
    stems: Vec<Stem>,
    /// From 1; of those that begin words, then of those that may begin inside one, for German and Dutch write compounds.
    first: Vec<u16>,
    /// Of each group of learned stems.
    weights: Vec<Weights<i16>>,
}

/// The beginning of a word; `_` in it stands for whatever parts two words.
struct Stem {
    text: &'static [u8],
    meaning: u16,
    /// The next with the same hash of its first three bytes, which is also the shortest a stem may be; from 1.
    next: u16,
}

macro_rules! compiled {
    ($words:expr, $code:literal) => {
        concat!(
            $words,
            "\n",
            include_str!(concat!("../../vocabulary/", $code, ".txt")),
            include_str!(concat!("../../vocabulary/", $code, ".learned.txt")),
        )
    };
    ($code:literal) => {
        compiled!(include_str!(concat!("../../vocabulary/", $code, ".words.txt")), $code)
    };
}

/// In the order of [`Language::ALL`]. English words are known to all that read.
static COMPILED: [&str; Language::ALL.len()] = [
    compiled!("\n", "en"),
    compiled!("de"),
    compiled!("fr"),
    compiled!("es"),
    compiled!("it"),
    compiled!("nl"),
    compiled!("pl"),
    compiled!("pt"),
    compiled!("zh"),
];

impl Vocabulary {
    /// That of `language`, for a program that holds all of them.
    pub fn of(language: Language) -> &'static Self {
        static BUILT: [OnceBox<Vocabulary>; COMPILED.len()] = [const { OnceBox::new() }; COMPILED.len()];
        BUILT[language as usize].get_or_init(|| Box::new(Self::new(COMPILED[language as usize])))
    }

    /// Takes the words as [`Lexicon::new`] does, and behind an empty line a line a concept, in the order of
    /// [`super::Concept::ALL`], with its stems, `~` before those that may begin inside a word: `payout: ausgezahlt ~auszahl`;
    /// then a line a group of learned stems, behind a letter for each class they speak for or against, with how much:
    /// `c15f-2 abgezog einbehalt`.
    pub fn new(text: &'static str) -> Self {
        let mut lines = parts(text, b'\n');
        let words = Lexicon::new(lines.by_ref().take_while(|line| !line.is_empty()));
        let mut vocabulary = Self { text, words, stems: Vec::new(), first: vec![0; 2 * BUCKETS], weights: Vec::new() };
        vocabulary.add(TELLS, MACHINE);
        let mut concept = 0;
        for (head, stems) in lines.map(|line| cut(line, b' ')).filter(|(head, _)| !head.is_empty()) {
            if head.ends_with(":") {
                vocabulary.add(stems, concept);
                concept += 1;
            } else {
                vocabulary.add(stems, LEARNED + vocabulary.weights.len() as u16);
                vocabulary.weights.push(weights(head));
            }
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

    fn add(&mut self, stems: &'static str, meaning: u16) {
        for stem in parts(stems, b' ') {
            let (kind, text) = stem.strip_prefix("~").map_or((0, stem), |rest| (BUCKETS, rest));
            let bucket = kind + bucket(text.as_bytes());
            self.stems.push(Stem { text: text.as_bytes(), meaning, next: self.first[bucket] });
            self.first[bucket] = self.stems.len() as u16;
        }
    }

    /// The concepts whose stems `rest` begins with, a bit each; with `begins`, also those of stems that begin words. Learned
    /// stems go to `learned`, by their numbers.
    pub(super) fn spoken(&self, rest: &[u8], begins: bool, learned: &mut Vec<u16>) -> u64 {
        let mut spoken = 0;
        let bucket = bucket(rest);
        for kind in if begins { 0..2 } else { 1..2 } {
            let mut at = self.first[kind * BUCKETS + bucket];
            while let Some(stem) = self.stems.get(usize::from(at).wrapping_sub(1)) {
                if rest.starts_with(stem.text) {
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
        for number in learned {
            let stem = self.stems.get(usize::from(*number).wrapping_sub(1));
            let weights = stem.and_then(|stem| self.weights.get(usize::from(stem.meaning.wrapping_sub(LEARNED))));
            for (sum, weight) in sums.iter_mut().zip(weights.into_iter().flatten()) {
                *sum += i32::from(*weight);
            }
        }
        sums
    }
}

/// `c15f-2`: 15 for the third class, 2 against the sixth.
fn weights(code: &str) -> Weights<i16> {
    let mut weights = [0; _];
    let (mut class, mut sign) = (0, 1);
    for byte in code.bytes() {
        match byte {
            b'-' => sign = -1,
            b'0'..=b'9' => {
                if let Some(weight) = weights.get_mut(class) {
                    *weight = *weight * 10 + sign * i16::from(byte - b'0');
                }
            }
            letter => (class, sign) = (usize::from(letter.wrapping_sub(b'a')), 1),
        }
    }
    weights
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
    use crate::triage::{Concept, Feature};
    use alloc::string::String;

    #[test]
    fn each_language_tells_of_every_concept_in_order() {
        assert!(Concept::ALL.len() <= usize::from(MACHINE), "a sentence's concepts are one u64");
        let concepts: Vec<String> = Concept::ALL.iter().map(|concept| Feature::Said(*concept).name()).collect();
        for text in COMPILED {
            let (_, stems) = text.split_once("\n\n").unwrap();
            let told = stems.lines().filter_map(|line| line.split_once(": "));
            assert_eq!(told.map(|(name, _)| name).collect::<Vec<_>>(), concepts);
        }
    }

    #[test]
    fn stems_are_stored_as_they_are_looked_up() {
        for stem in Language::ALL.iter().flat_map(|language| &Vocabulary::of(*language).stems) {
            let text = str::from_utf8(stem.text).unwrap();
            assert!(text.len() >= 3, "{text}");
            assert_eq!(Folded::new(text).text.to_lowercase(), text);
        }
    }

    #[test]
    fn learned_stems_weigh_what_stands_before_them() {
        let vocabulary = Vocabulary::new("\n\npayout: payo\nb-1 abge\nc15f-2n3 abgezog einbeh\n");
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

    #[test]
    fn weights_are_for_classes_there_are() {
        for line in COMPILED.iter().flat_map(|text| text.lines()).filter(|line| !line.contains(':') && !line.is_empty())
        {
            let code = line.split(' ').next().unwrap();
            assert!(code.bytes().all(|byte| matches!(byte, b'-' | b'0'..=b'9' | b'a'..=b'n')), "{line}");
            assert!(weights(code).iter().any(|weight| *weight != 0), "{line}");
        }
    }
}
