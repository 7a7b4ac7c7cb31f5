//! The text on the reading desk: folded, cut into tokens, with what has been found so far.

use super::fold::Folded;
use super::lexicon::{self, Cue, Hit};
use super::token::{self, Class, Token};
use super::{Certainty, Context, Fact, Facts, Ground, Value};
use crate::triage::Language;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

pub(crate) struct Page<'a> {
    pub(crate) given: &'a str,
    pub(crate) folded: Folded,
    pub(crate) tokens: Vec<Token>,
    pub(crate) context: Context<'a>,
    /// Spans in folded bytes until [`Page::facts`].
    pub(crate) found: Vec<Found>,
    /// What the writer writes in, or the site where the text leaves it open.
    pub(crate) language: Language,
}

/// A fact, its span in folded bytes.
pub(crate) struct Found {
    pub(crate) span: Range<usize>,
    pub(crate) value: Value,
    pub(crate) certainty: Certainty,
    pub(crate) ground: Ground,
}

/// Looks for one kind of fact that begins at token `i`.
pub(crate) type Recogniser = fn(&Page<'_>, usize) -> Option<Found>;

impl<'a> Page<'a> {
    pub(crate) fn new(given: &'a str, context: &Context<'a>, language: Language) -> Self {
        let folded = Folded::new(given);
        let tokens = token::tokens(&folded.text);
        Self { given, folded, tokens, context: *context, found: Vec::new(), language }
    }

    /// Runs a recogniser over all that is not taken yet and might begin what it looks for.
    pub(crate) fn look_for(&mut self, might_begin: fn(&Token) -> bool, recogniser: Recogniser) {
        let mut i = 0;
        while let Some(token) = self.tokens.get(i) {
            if !token.taken
                && might_begin(token)
                && let Some(found) = recogniser(self, i)
            {
                self.take(i, found);
            }
            i += 1;
        }
    }

    /// Notes a fact and marks its tokens, of which `i` is one; a fact that overlaps an older one is dropped.
    pub(crate) fn take(&mut self, i: usize, found: Found) {
        let first = (0..=i).rev().take_while(|n| self.tokens[*n].end > found.span.start).last().unwrap_or(i);
        let last = (i..self.tokens.len()).take_while(|n| self.tokens[*n].start < found.span.end).last().unwrap_or(i);
        if self.tokens[first..=last].iter().any(|token| token.taken) {
            return;
        }
        for token in &mut self.tokens[first..=last] {
            token.taken = true;
        }
        self.found.push(found);
    }

    /// Each fact has a first token of its own, which puts them in order.
    pub(crate) fn facts(self) -> Facts {
        let Self { folded, tokens, found, .. } = self;
        // By token, from 1.
        let mut places = vec![0_u32; tokens.len()];
        for (n, found) in (1..).zip(&found) {
            places[tokens.partition_point(|token| token.end <= found.span.start)] = n;
        }
        let mut found: Vec<Option<Found>> = found.into_iter().map(Some).collect();
        let fact =
            |Found { span, value, certainty, ground }| Fact { span: folded.given(span), value, certainty, ground };
        let placed = places.into_iter().filter_map(|n| found.get_mut((n as usize).wrapping_sub(1))?.take());
        Facts { all: placed.map(fact).collect(), language: self.language }
    }

    #[inline(never)]
    pub(crate) fn text(&self, span: Range<usize>) -> &str {
        &self.folded.text[span]
    }

    #[inline(never)]
    pub(crate) fn of(&self, i: usize) -> &str {
        self.of_span(self.at(i))
    }

    pub(crate) fn of_span(&self, token: Token) -> &str {
        self.text(token.start..token.end)
    }

    /// A name as the merchant wrote it, with its accents, but without what only the folding could read.
    pub(crate) fn written(&self, span: Range<usize>) -> String {
        let given = &self.given[self.folded.given(span.clone())];
        let plain = |c: char| c.is_ascii_graphic() || matches!(c as u32, 0xC0..0x250 | 0x3040..0xA000 | 0x400..0x530);
        if given.chars().all(plain) && !given.contains(['&', ';']) {
            given.to_owned()
        } else {
            self.text(span).to_owned()
        }
    }

    pub(crate) fn token(&self, i: usize) -> Option<&Token> {
        self.tokens.get(i)
    }

    /// The byte there; a line ends behind the text.
    #[inline(never)]
    pub(crate) fn byte(&self, at: usize) -> u8 {
        self.folded.text.as_bytes().get(at).copied().unwrap_or(b'\n')
    }

    pub(crate) fn before(&self, at: usize) -> u8 {
        at.checked_sub(1).map_or(b'\n', |at| self.byte(at))
    }

    /// Token `i`; behind the last, the end of a line.
    #[inline(never)]
    pub(crate) fn at(&self, i: usize) -> Token {
        let end = self.folded.text.len();
        let behind = Token { start: end, end, class: Class::Break, cue: Cue::None, arg: 0, taken: true };
        self.tokens.get(i).copied().unwrap_or(behind)
    }

    /// Whether token `i` begins where the one before it ends.
    pub(crate) fn glued(&self, i: usize) -> bool {
        i > 0 && i < self.tokens.len() && self.tokens[i - 1].end == self.tokens[i].start
    }

    pub(crate) fn is_sign(&self, i: usize, sign: u8) -> bool {
        self.token(i).is_some_and(|token| token.class == Class::Sign(sign))
    }

    /// The word or sign at a byte, after at most two spaces, and where it ends.
    pub(crate) fn word_at(&self, at: usize) -> Option<(Hit, usize)> {
        let bytes = self.folded.text.as_bytes();
        let at = at + bytes[at.min(bytes.len())..].iter().take(2).take_while(|b| **b == b' ').count();
        let rest = self.folded.text.get(at..)?;
        let len = rest.chars().take_while(|c| token::is_letter(*c)).take(24).map(char::len_utf8).sum::<usize>();
        let sign = rest.chars().next().map_or(0, |c| if (c as u32) < 0x2E80 { c.len_utf8() } else { 0 });
        let hit = lexicon::look(rest.as_bytes(), if len > 0 { len } else { sign })?;
        Some((hit, at + hit.len))
    }

    /// The nearest word before token `i` that tells something, within `reach` tokens of the same line.
    pub(crate) fn cue_before(&self, i: usize, reach: usize) -> Option<Token> {
        self.tokens[i.saturating_sub(reach)..i]
            .iter()
            .rev()
            .take_while(|token| token.class != Class::Break)
            .find(|token| !matches!(token.cue, Cue::None | Cue::Number | Cue::Unit | Cue::And))
            .copied()
    }
}
