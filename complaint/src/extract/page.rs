//! The text on the reading desk: folded, cut into tokens, with what has been found so far.

use super::ascii::{self, ALNUM, SPACE};
use super::fold::Folded;
use super::lexicon::{Cue, Hit, Words};
use super::token::{self, Class, Token};
use super::{Carrier, Certainty, Context, Day, Fact, Ground, Network, Value};
use crate::amount::{Amount, push_digits};
use crate::triage::Language;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

pub(crate) struct Page<'a> {
    given: &'a str,
    pub(crate) folded: Folded,
    /// The last one stands behind the text: the end of a line, taken.
    pub(crate) tokens: Vec<Token>,
    pub(crate) context: Context<'a>,
    pub(crate) found: Vec<Found>,
    /// What the writer writes in, or the site where the text leaves it open.
    pub(crate) language: Language,
    words: Words,
}

/// A fact, its span in folded bytes; its normal form is made once all is read, by [`Page::facts`].
pub(crate) struct Found {
    pub(crate) span: Range<usize>,
    pub(crate) what: What,
    pub(crate) certainty: Certainty,
    pub(crate) ground: Ground,
}

/// A [`Value`], less what its span says.
#[derive(Clone, Copy)]
pub(crate) enum What {
    Order,
    Parcel(Option<Carrier>),
    Amount(Amount),
    Date(Day),
    Iban,
    Wallet(Network),
    Transaction,
    /// So many digits of the number, without `+` and what is not dialled.
    Phone {
        digits: u64,
        length: u32,
        international: bool,
    },
    Email,
    Url,
    Handle,
    Card {
        last_four: [u8; 4],
    },
}

/// Looks for one kind of fact that begins at token `i`.
pub(crate) type Recogniser = fn(&Page<'_>, usize) -> Option<Found>;

impl<'a> Page<'a> {
    pub(crate) fn new(given: &'a str, context: &Context<'a>, language: Language, words: Words) -> Self {
        let folded = Folded::new(given);
        let tokens = token::tokens(&folded.text, &words);
        Self { given, folded, tokens, context: *context, found: Vec::new(), language, words }
    }

    /// Runs a recogniser over all that is not taken yet and of one of `kinds`, which might begin what it looks for.
    pub(crate) fn look_for(&mut self, kinds: u8, recogniser: Recogniser) {
        for i in 0..self.tokens.len() {
            let token = &self.tokens[i];
            if token.kinds() & kinds != 0
                && !token.is_taken()
                && let Some(found) = recogniser(self, i)
            {
                self.take(i, found);
            }
        }
    }

    /// Notes a fact and marks its tokens, of which `i` is one; a fact that overlaps an older one is dropped.
    #[inline(never)]
    pub(crate) fn take(&mut self, i: usize, found: Found) {
        let (mut first, mut behind) = (i, i + 1);
        while first > 0 && self.at(first - 1).end > found.span.start {
            first -= 1;
        }
        while self.at(behind).start < found.span.end {
            behind += 1;
        }
        let tokens = &mut self.tokens[first..behind];
        if tokens.iter().any(Token::is_taken) {
            return;
        }
        self.found.push(found);
        for token in tokens {
            token.fact = self.found.len() as u32;
        }
    }

    /// Of each fact the first token that begins in it or behind it.
    pub(crate) fn firsts(&self) -> Vec<usize> {
        let mut firsts = vec![0; self.found.len()];
        for (i, token) in self.tokens.iter().enumerate().rev() {
            let n = (token.fact as usize).wrapping_sub(1);
            if let Some(found) = self.found.get(n) {
                firsts[n] = i + usize::from(token.start < found.span.start);
            }
        }
        firsts
    }

    /// In the order of the text, which the tokens keep.
    pub(crate) fn facts(self) -> Vec<Fact> {
        let mut all = Vec::with_capacity(self.found.len());
        let mut last = 0;
        for token in &self.tokens {
            if token.fact != last
                && let Some(found) = self.found.get((token.fact as usize).wrapping_sub(1))
            {
                all.push(self.fact(found));
            }
            last = token.fact;
        }
        all
    }

    fn fact(&self, Found { span, what, certainty, ground }: &Found) -> Fact {
        let given = self.folded.given(span.clone());
        let folded = self.text(span.clone());
        let text = match what {
            What::Iban | What::Parcel(_) => {
                let dense = folded.bytes().filter(u8::is_ascii_alphanumeric);
                dense.map(|b| char::from(b.to_ascii_uppercase())).collect()
            }
            What::Phone { digits, length, international } => {
                let mut text = String::from(if *international { "+" } else { "" });
                push_digits(&mut text, *digits, *length);
                text
            }
            What::Email | What::Url | What::Handle => {
                let written = as_written(&self.given[given.clone()], folded);
                written.strip_prefix('@').unwrap_or(written).to_owned()
            }
            What::Order | What::Wallet(_) | What::Transaction => folded.to_owned(),
            What::Amount(_) | What::Date(_) | What::Card { .. } => String::new(),
        };
        let value = match *what {
            What::Order => Value::Order(text),
            What::Parcel(carrier) => Value::Parcel { number: text, carrier },
            What::Amount(amount) => Value::Amount(amount),
            What::Date(day) => Value::Date(day),
            What::Iban => Value::Iban(text),
            What::Wallet(network) => Value::Wallet { address: text, network },
            What::Transaction => Value::Transaction(text),
            What::Phone { .. } => Value::Phone(text),
            What::Email => Value::Email(text),
            What::Url => Value::Url(text),
            What::Handle => Value::Handle(text),
            What::Card { last_four } => Value::Card { last_four },
        };
        Fact { span: given, value, certainty: *certainty, ground: *ground }
    }

    #[inline(never)]
    pub(crate) fn text(&self, span: Range<usize>) -> &str {
        &self.folded.text[span]
    }

    #[inline(never)]
    pub(crate) fn bytes(&self, span: Range<usize>) -> &[u8] {
        &self.folded.text.as_bytes()[span]
    }

    /// What stands from a byte on; nothing behind the end.
    #[inline(never)]
    pub(crate) fn rest(&self, at: usize) -> &[u8] {
        self.folded.text.as_bytes().get(at..).unwrap_or_default()
    }

    /// How many of the bytes from `at` on are of one of `classes`, `most` at most.
    #[inline(never)]
    pub(crate) fn run(&self, at: usize, classes: u8, most: usize) -> usize {
        ascii::run(self.rest(at), classes, most)
    }

    #[inline(never)]
    pub(crate) fn of(&self, i: usize) -> &[u8] {
        let token = self.at(i);
        self.bytes(token.start..token.end)
    }

    /// Whether token `i` is one of `words`, a space between each two, in whatever case.
    #[inline(never)]
    pub(crate) fn is_among(&self, i: usize, words: &str) -> bool {
        ascii::among(words, self.of(i))
    }

    /// The byte there; a line ends behind the text.
    #[inline(never)]
    pub(crate) fn byte(&self, at: usize) -> u8 {
        self.folded.text.as_bytes().get(at).copied().unwrap_or(b'\n')
    }

    /// Whether the byte there is of one of `classes`.
    #[inline(never)]
    pub(crate) fn is(&self, at: usize, classes: u8) -> bool {
        ascii::class(self.byte(at)) & classes != 0
    }

    pub(crate) fn before(&self, at: usize) -> u8 {
        self.byte(at.wrapping_sub(1))
    }

    /// Whether the byte before is of one of `classes`.
    pub(crate) fn follows(&self, at: usize, classes: u8) -> bool {
        self.is(at.wrapping_sub(1), classes)
    }

    /// Whether the byte there is one of `signs`.
    #[inline(never)]
    pub(crate) fn is_of(&self, at: usize, signs: &[u8]) -> bool {
        ascii::is_of(self.byte(at), signs)
    }

    /// Whether the byte before is one of `signs`.
    pub(crate) fn follows_of(&self, at: usize, signs: &[u8]) -> bool {
        self.is_of(at.wrapping_sub(1), signs)
    }

    /// Whether one of `signs` joins what begins at a byte to a letter or figure before.
    #[inline(never)]
    pub(crate) fn is_joined(&self, at: usize, signs: &[u8]) -> bool {
        self.follows_of(at, signs) && self.follows(at - 1, ALNUM)
    }

    /// Token `i`; the end of a line, taken, behind the last and before the first.
    #[inline(never)]
    pub(crate) fn at(&self, i: usize) -> &Token {
        match self.tokens.get(i) {
            Some(token) => token,
            None => &self.tokens[self.tokens.len() - 1],
        }
    }

    /// The fact that token `i` belongs to.
    #[inline(never)]
    pub(crate) fn found_at(&self, i: usize) -> Option<&Found> {
        self.found.get((self.at(i).fact as usize).wrapping_sub(1))
    }

    /// Whether token `i` begins where the one before it ends.
    #[inline(never)]
    pub(crate) fn glued(&self, i: usize) -> bool {
        self.at(i).class != Class::Break && self.at(i.wrapping_sub(1)).end == self.at(i).start
    }

    /// Whether one space and nothing else stands between token `i` and the one before.
    #[inline(never)]
    pub(crate) fn follows_space(&self, i: usize) -> bool {
        let start = self.at(i).start;
        self.before(start) == b' ' && self.at(i.wrapping_sub(1)).end + 1 == start
    }

    /// The first token that begins at a byte or behind it.
    #[inline(never)]
    pub(crate) fn first_from(&self, at: usize) -> usize {
        self.tokens.partition_point(|token| token.start < at)
    }

    #[inline(never)]
    pub(crate) fn is_sign(&self, i: usize, sign: u8) -> bool {
        self.at(i).class == Class::Sign(sign)
    }

    /// The letters, or the sign, at a byte after at most two spaces.
    #[inline(never)]
    pub(crate) fn word(&self, at: usize) -> Option<(usize, usize)> {
        let start = at + self.run(at, SPACE, 2);
        let first = token::char_at(&self.folded.text, start)?;
        let end = token::letters(&self.folded.text, start);
        Some((start, if end > start { end } else { start + first.len_utf8() }))
    }

    /// What the word or sign tells that fills these bytes, or, in Chinese, begins there.
    #[inline(never)]
    pub(crate) fn look(&self, start: usize, end: usize) -> Option<Hit> {
        let first = self.byte(start);
        // No currency, scale, unit or joining word begins with another sign, nor with a figure.
        if first.is_ascii() && !first.is_ascii_alphabetic() && first != b'$' {
            return None;
        }
        let han = token::char_at(&self.folded.text, start).is_some_and(token::is_han);
        self.words.look(self.rest(start), if han { 0 } else { end - start })
    }

    /// What the word or sign at a byte tells.
    #[inline(never)]
    pub(crate) fn cue(&self, at: usize) -> Cue {
        self.word(at).and_then(|(start, end)| self.look(start, end)).map_or(Cue::None, |hit| hit.cue)
    }

    /// What the nearest word before token `i` tells that tells something, within `reach` tokens of the same line.
    pub(crate) fn cue_before(&self, i: usize, reach: usize) -> Cue {
        let before = self.tokens[i.saturating_sub(reach)..i].iter().rev();
        let mut before = before.take_while(|token| token.class != Class::Break).map(|token| token.cue);
        before.find(|cue| !matches!(cue, Cue::None | Cue::Number | Cue::Unit | Cue::And)).unwrap_or(Cue::None)
    }
}

/// A name as the merchant wrote it, with its accents, but without what only the folding could read.
fn as_written<'a>(given: &'a str, folded: &'a str) -> &'a str {
    let plain = |c: char| {
        c.is_ascii_graphic() && c != '&' && c != ';' || matches!(c as u32, 0xC0..0x250 | 0x3040..0xA000 | 0x400..0x530)
    };
    if given.chars().all(plain) { given } else { folded }
}
