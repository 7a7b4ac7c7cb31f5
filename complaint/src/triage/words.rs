//! Words that the texts in `complaint/training` taught, beside the concepts that people wrote down: what each says of topic
//! and level. Made by `cargo xtask train`, as `*.learned.txt` in `complaint/vocabulary`.

use super::cues;
use super::model::Scores;
use crate::level::Level;
use crate::reason::{Reason, Topic};
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

/// What one of these weighs among the weights of the model, in tenths as all values are.
pub const UNIT: i32 = 64;

/// Adds what a word weighs: a small letter for each of [`Topic::ALL`], then one for each of [`Level::ALL`], with -9..=9
/// behind it, `c5f-2`.
pub(super) fn add(weights: impl Iterator<Item = u8>, scores: &mut Scores) {
    let (mut class, mut sign) = (0, 1);
    for byte in weights {
        match byte {
            b'-' => sign = -1,
            b'0'..=b'9' => {
                let push = UNIT * sign * i32::from(byte - b'0');
                if let Some(level) = usize::from(class).checked_sub(Topic::ALL.len()) {
                    scores.levels[level.min(Level::ALL.len() - 1)] += push;
                } else {
                    let of = |reason: &Reason| reason.topic() as u8 == class;
                    let own = scores.reasons.iter_mut().zip(Reason::ALL).filter(|(_, reason)| of(reason));
                    own.for_each(|(score, _)| *score += push);
                }
            }
            letter => (class, sign) = (letter.wrapping_sub(b'a'), 1),
        }
    }
}

/// What could become a stem in `text`: whole words of up to four letters, `_` behind them, beginnings of four, five, six and
/// eight letters, and of Chinese up to three signs in a row. Each once.
pub fn candidates(text: &str) -> Vec<String> {
    let plain = cues::spelled(text);
    let mut found = Vec::new();
    let mut before = '_';
    for (at, c) in plain.char_indices() {
        let begins = matches!(before, '_' | '\'') || !c.is_ascii();
        before = c;
        if !begins || matches!(c, '_' | '\'' | '0'..='9') {
            continue;
        }
        let word = plain[at..].split('_').next().unwrap_or_default();
        let ends: Vec<usize> = word.char_indices().skip(1).map(|(end, _)| end).chain([word.len()]).collect();
        let lengths: &[usize] = if c.is_ascii() { &[4, 5, 6, 8] } else { &[1, 2, 3] };
        found.extend(lengths.iter().filter_map(|length| ends.get(length - 1)).map(|end| word[..*end].to_owned()));
        if c.is_ascii() && (2..=4).contains(&ends.len()) {
            found.push([word, "_"].concat());
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_become_a_stem() {
        let check = |text: &str, expected: &[&str]| assert_eq!(candidates(text), expected, "{text}");
        check("Payout, no!", &["no_", "payo", "payou", "payout"]);
        check("l'ordine 12", &["l'or", "l'ord", "l'ordi", "l'ordine", "ordi", "ordin", "ordine"]);
        check("冻结", &["冻", "冻结", "结"]);
    }

    #[test]
    fn a_weight_goes_to_its_class() {
        let mut scores = Scores { reasons: [0; _], levels: [0; _] };
        add("a5c-2k3".bytes(), &mut scores);
        let of = |reason: Reason| scores.reasons[reason as usize] / UNIT;
        assert_eq!([Reason::PaymentNotReceived, Reason::PayoutWithheld, Reason::SuspectedFraud].map(of), [5, 5, -2]);
        assert_eq!(scores.levels.map(|score| score / UNIT), [3, 0, 0, 0]);
    }
}
