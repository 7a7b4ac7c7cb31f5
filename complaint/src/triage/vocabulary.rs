//! What complaints are told by in one language: stems of words, each with the concept it speaks of or, if learned, what it
//! weighs. A page fetches the one it needs; the edge has all.

use super::language::Language;
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
/// The meaning of the first learned word; behind it the places of their weights.
const LEARNED: u16 = MACHINE + 1;

/// The stems of a language, by hash.
pub struct Vocabulary {
    text: &'static str,
    stems: Vec<Stem>,
    /// From 1.
    first: Vec<u16>,
}

/// The beginning of a word; `_` in it stands for whatever parts two words.
struct Stem {
    text: &'static [u8],
    /// It may begin inside a word, for German and Dutch write compounds.
    inner: bool,
    meaning: u16,
    /// The next with the same hash of its first three bytes, which is also the shortest a stem may be; from 1.
    next: u16,
}

macro_rules! compiled {
    ($($code:literal),*) => {
        [$(concat!(
            include_str!(concat!("../../vocabulary/", $code, ".txt")),
            include_str!(concat!("../../vocabulary/", $code, ".learned.txt")),
        )),*]
    };
}

/// In the order of [`Language::ALL`].
static COMPILED: [&str; Language::ALL.len()] = compiled!("en", "de", "fr", "es", "it", "nl", "pl", "pt", "zh");

impl Vocabulary {
    /// That of `language`, for a program that holds all of them.
    pub fn of(language: Language) -> &'static Self {
        static BUILT: [OnceBox<Vocabulary>; COMPILED.len()] = [const { OnceBox::new() }; COMPILED.len()];
        BUILT[language as usize].get_or_init(|| Box::new(Self::new(COMPILED[language as usize])))
    }

    /// Takes a line a concept, in the order of [`super::Concept::ALL`], with its stems, `~` before those that may begin inside a word:
    /// `payout: ausgezahlt ~auszahl`; then a line a learned stem and its weights: `abgezog c5f-2`.
    pub fn new(text: &'static str) -> Self {
        let mut vocabulary = Self { text, stems: Vec::new(), first: vec![0; BUCKETS] };
        vocabulary.add(TELLS, MACHINE);
        let (mut concept, mut at) = (0, 0);
        for line in text.split('\n') {
            if let Some((head, rest)) = line.split_once(' ') {
                if head.ends_with(':') {
                    vocabulary.add(rest, concept);
                    concept += 1;
                } else {
                    vocabulary.add(head, LEARNED + (at + head.len() + 1) as u16);
                }
            }
            at += line.len() + 1;
        }
        vocabulary
    }

    /// As it was given.
    pub fn text(&self) -> &'static str {
        self.text
    }

    fn add(&mut self, stems: &'static str, meaning: u16) {
        for stem in stems.split(' ') {
            let (inner, text) = stem.strip_prefix('~').map_or((false, stem), |rest| (true, rest));
            let bucket = bucket(text.as_bytes());
            self.stems.push(Stem { text: text.as_bytes(), inner, meaning, next: self.first[bucket] });
            self.first[bucket] = self.stems.len() as u16;
        }
    }

    /// The concepts whose stems `rest` begins with, a bit each; with `begins`, also those of stems that begin words. Places of
    /// learned words go to `learned`.
    pub(super) fn spoken(&self, rest: &[u8], begins: bool, learned: &mut Vec<u16>) -> u64 {
        let mut spoken = 0;
        let mut at = self.first[bucket(rest)];
        while let Some(stem) = self.stems.get(usize::from(at).wrapping_sub(1)) {
            if (begins || stem.inner) && rest.starts_with(stem.text) {
                match stem.meaning.checked_sub(LEARNED) {
                    Some(place) => learned.push(place),
                    None => spoken |= 1 << stem.meaning,
                }
            }
            at = stem.next;
        }
        spoken
    }

    /// What the learned word at `place` weighs, as [`words::add`] reads it.
    pub(super) fn weights(&self, place: u16) -> impl Iterator<Item = u8> {
        self.text.as_bytes()[usize::from(place)..].iter().copied().take_while(|byte| *byte != b'\n')
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
    use crate::triage::{Concept, Feature};
    use alloc::string::String;

    #[test]
    fn each_language_tells_of_every_concept_in_order() {
        assert!(Concept::ALL.len() <= usize::from(MACHINE), "a sentence's concepts are one u64");
        let concepts: Vec<String> = Concept::ALL.iter().map(|concept| Feature::Said(*concept).name()).collect();
        for text in COMPILED {
            assert!(text.len() <= usize::from(u16::MAX - LEARNED), "a place and the meanings before it are one u16");
            let told = text.lines().filter_map(|line| line.split_once(": "));
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
    fn a_learned_word_is_found_at_its_place() {
        let check = |vocabulary: &Vocabulary, rest: &str, weights: &[&str]| {
            let mut places = Vec::new();
            vocabulary.spoken(rest.as_bytes(), true, &mut places);
            let found = places.iter().map(|place| String::from_utf8(vocabulary.weights(*place).collect()).unwrap());
            assert_eq!(found.collect::<Vec<_>>(), weights, "{rest}");
        };
        let small = Vocabulary::new("payout: payo\nabge b-1\nabgezog c5f-2\n");
        check(&small, "abgezogen_", &["c5f-2", "b-1"]);
        check(&small, "abgeben_", &["b-1"]);
        check(&small, "payout_", &[]);
        for language in Language::ALL {
            for (stem, weights) in COMPILED[*language as usize].lines().filter_map(|line| line.split_once(' ')) {
                let is_known = |byte| matches!(byte, b'-' | b'0'..=b'9' | b'a'..=b'n');
                if !stem.ends_with(':') {
                    assert!(weights.bytes().all(is_known), "{stem} {weights}");
                    let mut places = Vec::new();
                    Vocabulary::of(*language).spoken(stem.as_bytes(), true, &mut places);
                    assert!(places.iter().any(|place| Vocabulary::of(*language).weights(*place).eq(weights.bytes())));
                }
            }
        }
    }
}
