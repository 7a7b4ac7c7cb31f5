//! A vocabulary as people read it, `complaint/vocabulary`, made the text that is shipped and read by programs: a fifth less to
//! download.

use super::vocabulary::{Weights, ZERO};
use crate::parts::cut;
use alloc::string::String;
use alloc::vec::Vec;
use core::iter;

/// What stands in the files of one language: its words, a line a role; its concepts, a line each; its learned stems, a line a
/// group, behind a letter for each class they speak for or against, with how much: `c15f-2 abgezog einbehalt`.
#[derive(Clone, Copy)]
pub(super) struct Files<'a> {
    pub(super) words: &'a str,
    pub(super) concepts: &'a str,
    pub(super) learned: &'a str,
}

/// As [`super::Vocabulary::new`] takes it.
pub(super) fn pack(Files { words, concepts, learned }: Files<'_>) -> String {
    let mut groups: Vec<(Weights<i16>, Vec<&str>)> = learned.lines().map(group).collect();
    // The larger a group, the shorter its character.
    groups.sort_by_key(|(_, stems)| usize::MAX - stems.len());
    let numbered =
        groups.iter().zip('!'..).flat_map(|((_, stems), group)| stems.iter().map(move |stem| (*stem, group)));
    let mut stems: Vec<(&str, char)> = numbered.collect();
    stems.sort_unstable();

    let mut packed = String::new();
    unnamed(&mut packed, words);
    packed.push('\t');
    unnamed(&mut packed, concepts);
    for class in 0..Weights::<i16>::default().len() {
        packed.push('\t');
        packed.extend(groups.iter().filter_map(|(weights, _)| char::from_u32((ZERO + weights[class]) as u32)));
    }
    packed.push('\t');
    packed.extend(stems.iter().map(|(_, group)| group));
    packed.push('\t');
    let before = iter::once("").chain(stems.iter().map(|(stem, _)| *stem));
    for (before, (stem, _)) in before.zip(&stems) {
        let same = before.char_indices().zip(stem.chars()).take_while(|((_, one), other)| one == other);
        let shared = same.last().map_or(0, |((at, c), _)| at + c.len_utf8());
        packed.push(char::from(b'A' + shared as u8));
        packed.push_str(&stem[shared..]);
    }
    packed
}

/// Lines without the names before their colons.
fn unnamed(packed: &mut String, lines: &str) {
    for (n, line) in lines.lines().enumerate() {
        packed.push_str(if n > 0 { "\n:" } else { ":" });
        packed.push_str(cut(line, b':').1.trim_start());
    }
}

fn group(line: &str) -> (Weights<i16>, Vec<&str>) {
    let mut words = line.split(' ');
    (weights(words.next().unwrap_or_default()), words.collect())
}

/// `c15f-2`: 15 for the third class, 2 against the sixth.
fn weights(code: &str) -> Weights<i16> {
    let mut weights = Weights::default();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vocabulary_is_packed() {
        let packed = pack(Files {
            words: "order: auftrag* bestnr\nparcel:\n",
            concepts: "payout: auszahl\nabsent: fehlt\n",
            learned: "b-1 abge\nc15n3 abgezog einbeh\n",
        });
        let weights = "OO\tON\t^O\tOO\tOO\tOO\tOO\tOO\tOO\tOO\tOO\tOO\tOO\tRO";
        assert_eq!(packed, [":auftrag* bestnr\n:\t:auszahl\n:fehlt\t", weights, "\t\"!!\tAabgeEzogAeinbeh"].concat());
    }
}
