//! The folded text in pieces: words, figures, signs, ends of lines; each word with what it tells.

use super::ascii::{self, DIGIT, JOINS, LETTER, LETTERS};
use super::lexicon::{Cue, Words};
use alloc::vec::Vec;

/// Letters only.
pub(crate) const WORD: u8 = 1;
/// Digits only.
pub(crate) const DIGITS: u8 = 2;
/// Letters and digits without anything between.
pub(crate) const MIXED: u8 = 4;
/// Any of the three.
pub(crate) const ALNUM: u8 = WORD | DIGITS | MIXED;
/// A Chinese, Japanese or Korean character, or a known word of several.
pub(crate) const HAN: u8 = 8;
/// The sign `@`; other signs are of no kind.
pub(crate) const AT: u8 = 16;
/// End of a line.
pub(crate) const BREAK: u8 = 32;
/// With a cue of its own.
pub(crate) const TELLING: u8 = 64;
/// Figures that what stands right behind them may go on with.
pub(crate) const OPEN: u8 = 128;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// What it is, a bit each: what some facts begin with.
    pub(crate) kinds: u8,
    /// Of the word, or of the letters a mixed token begins with.
    pub(crate) cue: Cue,
    pub(crate) arg: u8,
    /// The fact that it belongs to, counted from 1; 0 for none.
    pub(crate) fact: u32,
}

impl Token {
    /// Whether it is of one of `kinds`.
    pub(crate) fn is(&self, kinds: u8) -> bool {
        self.kinds & kinds != 0
    }

    pub(crate) fn len(&self) -> usize {
        self.end - self.start
    }

    pub(crate) fn has_digit(&self) -> bool {
        self.is(DIGITS | MIXED)
    }

    pub(crate) fn is_taken(&self) -> bool {
        self.fact != 0
    }

    /// Whether it names a month.
    pub(crate) fn is_month(&self) -> bool {
        self.is(WORD) && matches!(self.cue, Cue::Month | Cue::WeakMonth)
    }
}

/// With one more behind the text: the end of a line that no fact can take.
pub(crate) fn tokens(text: &str, words: &Words) -> Vec<Token> {
    let text = text.as_bytes();
    let mut tokens = Vec::with_capacity(text.len() / 4 + 1);
    let mut end = 0;
    while let Some(first) = text.get(end) {
        let start = end;
        end += ascii::run(text, end, LETTERS, usize::MAX);
        // `J&T`
        if end == start + 1 && text.get(end) == Some(&b'&') && ascii::run(text, end + 1, LETTER, 2) == 1 {
            end += 2;
        }
        // As much of it as words are known by.
        let mut look = end - start;
        let mut digits = 0;
        while let more @ 1.. = ascii::run(text, end, DIGIT, usize::MAX) {
            digits += more;
            end += more;
            end += ascii::run(text, end, LETTERS, usize::MAX);
        }
        let mut kinds = match digits {
            0 if end == start => {
                end += ascii::char_len(*first);
                match first {
                    b' ' => continue,
                    b'\n' => BREAK,
                    b'@' => AT,
                    // Behind F0 9F, pictures.
                    0xF0.. if text[start + 1] != 0x9F => HAN,
                    byte if ascii::class(*byte) & ascii::HAN != 0 => HAN,
                    b'$' | 0x80.. => {
                        look = end - start;
                        0
                    }
                    _ => 0,
                }
            }
            0 => WORD,
            _ if digits == end - start => DIGITS,
            _ => MIXED,
        };
        let (mut cue, mut arg) = (Cue::None, 0);
        if (look > 0 || kinds == HAN)
            && let Some(hit) = words.tell(&text[start..], look)
        {
            (cue, arg) = (hit.cue, hit.arg);
            if kinds == HAN {
                end = start + hit.len;
            }
            kinds |= TELLING;
        }
        // A sign of money is the only one that needs nothing behind it.
        if kinds == DIGITS && (ascii::run(text, end, JOINS, 2) == 2 || text.get(end) == Some(&b'$')) {
            kinds |= OPEN;
        }
        tokens.push(Token { start, end, kinds, cue, arg, fact: 0 });
    }
    tokens.push(Token { start: end, end, kinds: BREAK, cue: Cue::None, arg: 0, fact: u32::MAX });
    tokens
}
