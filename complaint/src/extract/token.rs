//! The folded text in pieces: words, figures, signs, ends of lines; each word with what it tells.

use super::ascii::{self, DIGIT, LETTER};
use super::lexicon::{Cue, Words};
use alloc::vec::Vec;

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Class {
    /// Letters only.
    Word,
    /// Digits only.
    Digits,
    /// Letters and digits without anything between.
    Mixed,
    /// A Chinese, Japanese or Korean character, or a known word of several.
    Han,
    /// Anything else, one character; the byte, or 0 outside ASCII.
    Sign(u8),
    /// End of a line.
    Break,
}

pub(crate) const WORD: u8 = 1;
pub(crate) const DIGITS: u8 = 2;
pub(crate) const MIXED: u8 = 4;
pub(crate) const HAN: u8 = 8;
pub(crate) const AT: u8 = 16;
/// With a cue of its own.
pub(crate) const TELLING: u8 = 32;
/// Of 20 bytes at least.
pub(crate) const LONG: u8 = 64;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) class: Class,
    /// Of the word, or of the letters a mixed token begins with.
    pub(crate) cue: Cue,
    pub(crate) arg: u8,
    /// The fact that it belongs to, counted from 1; 0 for none.
    pub(crate) fact: u32,
}

impl Token {
    pub(crate) fn is_alnum(&self) -> bool {
        matches!(self.class, Class::Word | Class::Digits | Class::Mixed)
    }

    pub(crate) fn has_digit(&self) -> bool {
        matches!(self.class, Class::Digits | Class::Mixed)
    }

    /// What it is, a bit each: what some facts begin with.
    pub(crate) fn kinds(&self) -> u8 {
        let class = match self.class {
            Class::Word => WORD,
            Class::Digits => DIGITS,
            Class::Mixed => MIXED,
            Class::Han => HAN,
            Class::Sign(b'@') => AT,
            Class::Sign(_) | Class::Break => 0,
        };
        let telling = if self.cue == Cue::None { 0 } else { TELLING };
        let long = if self.end - self.start < 20 { 0 } else { LONG };
        class | telling | long
    }

    pub(crate) fn is_taken(&self) -> bool {
        self.fact != 0
    }
}

/// The script of a character, as far as cutting words needs it.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c as u32, 0x2E80..0x3000 | 0x3040..0xA000 | 0xAC00..0xD7B0 | 0xF900..0xFB00 | 0x20000..0x33480)
}

pub(crate) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c as u32, 0xC0..0x2000 | 0xA640..0xAC00 | 0xFB00..0xFE00) && c != '×' && c != '÷'
}

/// The character at a byte.
#[inline(never)]
pub(crate) fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(ascii @ ..128) => Some(char::from(*ascii)),
        _ => text.get(at..)?.chars().next(),
    }
}

/// Where the letters end that begin at a byte.
#[inline(never)]
pub(crate) fn letters(text: &str, mut at: usize) -> usize {
    loop {
        at += ascii::run(&text.as_bytes()[at..], LETTER, usize::MAX);
        match char_at(text, at) {
            Some(c) if is_letter(c) => at += c.len_utf8(),
            _ => return at,
        }
    }
}

/// With one more behind the text: the end of a line that no fact can take.
pub(crate) fn tokens(text: &str, words: &Words) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::with_capacity(text.len() / 4 + 1);
    let mut end = 0;
    while end < text.len() {
        let start = end;
        let lead = letters(text, start);
        let mut digits = 0;
        end = lead;
        while let more @ 1.. = ascii::run(&bytes[end..], DIGIT, usize::MAX) {
            digits += more;
            end = letters(text, end + more);
        }
        let mut look = lead - start;
        let class = match digits {
            _ if end == start => {
                let Some(c) = char_at(text, start) else { break };
                end += c.len_utf8();
                match c {
                    ' ' => continue,
                    '\n' => Class::Break,
                    _ if is_han(c) => Class::Han,
                    _ => {
                        look = if !c.is_ascii() || c == '$' { end - start } else { 0 };
                        Class::Sign(if c.is_ascii() { bytes[start] } else { 0 })
                    }
                }
            }
            0 => Class::Word,
            _ if digits == end - start => Class::Digits,
            _ => Class::Mixed,
        };
        let (mut cue, mut arg) = (Cue::None, 0);
        if (look > 0 || class == Class::Han)
            && let Some(hit) = words.look(&bytes[start..], look)
        {
            (cue, arg) = (hit.cue, hit.arg);
            if class == Class::Han {
                end = start + hit.len;
            }
        }
        tokens.push(Token { start, end, class, cue, arg, fact: 0 });
    }
    tokens.push(Token { start: end, end, class: Class::Break, cue: Cue::None, arg: 0, fact: u32::MAX });
    tokens
}
