//! The folded text in pieces: words, figures, signs, ends of lines; each word with what it tells.

use super::lexicon::{self, Cue};
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

/// With one more behind the text: the end of a line that no fact can take.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::with_capacity(text.len() / 4);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        at += c.len_utf8();
        let mut token = Token { start, end: at, class: Class::Break, cue: Cue::None, arg: 0, fact: 0 };
        let look = |token: &mut Token, whole| {
            if let Some(hit) = lexicon::look(&bytes[start..], whole) {
                (token.cue, token.arg) = (hit.cue, hit.arg);
                return hit.len;
            }
            c.len_utf8()
        };
        if c.is_ascii_digit() || is_letter(c) {
            let (mut digits, mut letters, mut lead) = (0, 0, 0);
            at = start;
            while let Some(c) = text[at..].chars().next() {
                match c {
                    '0'..='9' => digits += 1,
                    c if is_letter(c) => letters += 1,
                    _ => break,
                }
                at += c.len_utf8();
                if digits == 0 {
                    lead = at - start;
                }
            }
            token.end = at;
            token.class = match (digits, letters) {
                (0, _) => Class::Word,
                (_, 0) => Class::Digits,
                _ => Class::Mixed,
            };
            if lead > 0 {
                look(&mut token, lead);
            }
        } else if is_han(c) {
            token.class = Class::Han;
            at = start + look(&mut token, 0);
            token.end = at;
        } else if c == ' ' {
            continue;
        } else if c != '\n' {
            token.class = Class::Sign(if c.is_ascii() { c as u8 } else { 0 });
            if !c.is_ascii() || c == '$' || c == '#' {
                look(&mut token, c.len_utf8());
            }
        }
        tokens.push(token);
    }
    tokens.push(Token { start: at, end: at, class: Class::Break, cue: Cue::None, arg: 0, fact: u32::MAX });
    tokens
}
