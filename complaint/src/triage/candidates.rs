//! What of a text could be learned, beside the concepts that people wrote down: `cargo xtask train` makes
//! `complaint/vocabulary/*.learned.txt` of it.

use super::cues;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

/// What could become a stem in `text`: whole words of up to four letters, `_` behind them, beginnings of four, five, six and
/// eight letters, and of Chinese up to three signs in a row. Each once.
pub fn candidates(text: &str) -> Vec<String> {
    let plain = cues::spelled(text);
    let mut found = Vec::new();
    let mut before = '_';
    for (at, c) in plain.char_indices() {
        let begins = matches!(before, '_' | '\'') || !c.is_ascii();
        before = c;
        if !begins || matches!(c, '_' | ':' | '\'' | '0'..='9') {
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
}
