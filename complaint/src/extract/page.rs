//! The text on the reading desk: folded, cut into tokens, with what has been found so far.

use super::ascii::{self, ALNUM, CAPITAL, HAN, LETTERS, MARKED, SPACE};
use super::fold::Folded;
use super::lexicon::{self, Cue, Hit, Words};
use super::token::{self, BREAK, Token};
use super::{Carrier, Context, Day, Fact, Ground, Kind, Network, Value};
use crate::amount::{Amount, Currency, Decimal, push_digits};
use crate::triage::Language;
use alloc::borrow::ToOwned;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

pub(crate) struct Page<'a> {
    given: &'a str,
    folded: Folded,
    /// The last one stands behind the text: the end of a line, taken.
    pub(crate) tokens: Vec<Token>,
    pub(crate) context: Context<'a>,
    pub(crate) found: Vec<Found>,
    /// What the writer writes in, or the site where the text leaves it open.
    pub(crate) language: Language,
    words: Words,
}

/// A fact, its span in folded bytes; its normal form is made once all is read, by [`Page::facts`].
#[derive(Clone)]
pub(crate) struct Found {
    pub(crate) span: Range<usize>,
    pub(crate) kind: Kind,
    pub(crate) ground: Ground,
    /// What the span does not say: of a sum its currency as [`lexicon::currency`] has it, of a wallet its network, of a
    /// parcel its carrier, of a phone how many digits are dialled, `ABROAD` more where the country is told.
    pub(crate) arg: u8,
    /// Of a sum in units of 10⁻⁸, of a phone or a card the digits, of a date [`Day::packed`].
    pub(crate) value: u64,
}

/// Bytes of nearly every Chinese character.
pub(crate) const HAN_LEN: usize = 3;
/// No carrier.
pub(crate) const NOBODY: u8 = u8::MAX;
pub(crate) const ABROAD: u8 = 100;

/// Looks for one kind of fact that begins at token `i`, and takes it; whether there is one.
pub(crate) type Recogniser = fn(&mut Page<'_>, usize) -> bool;

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
            if token.is(kinds) && !token.is_taken() {
                recogniser(self, i);
            }
        }
    }

    /// Notes a fact that its span tells all of, and marks its tokens, of which `i` is one.
    pub(crate) fn take(&mut self, i: usize, span: Range<usize>, kind: Kind, ground: Ground) -> bool {
        self.take_with(i, span, kind, ground, 0, 0)
    }

    /// The same with what [`Found`] says beside the span; a fact that overlaps an older one is dropped.
    pub(crate) fn take_with(
        &mut self,
        i: usize,
        span: Range<usize>,
        kind: Kind,
        ground: Ground,
        arg: u8,
        value: u64,
    ) -> bool {
        let (mut first, mut behind) = (i, i + 1);
        while first > 0 && self.at(first - 1).end > span.start {
            first -= 1;
        }
        while self.at(behind).start < span.end {
            behind += 1;
        }
        let tokens = &mut self.tokens[first..behind];
        if !tokens.iter().any(Token::is_taken) {
            self.found.push(Found { span, kind, ground, arg, value });
            for token in tokens {
                token.fact = self.found.len() as u32;
            }
        }
        true
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

    fn fact(&self, found: &Found) -> Fact {
        let span = self.folded.given(found.span.clone());
        let folded = &self.folded.text[found.span.clone()];
        let (arg, value) = (usize::from(found.arg), found.value);
        let dense = || {
            let dense = folded.bytes().filter(u8::is_ascii_alphanumeric);
            dense.map(|b| char::from(b.to_ascii_uppercase())).collect()
        };
        let written = || {
            let written = as_written(&self.given[span.clone()], folded);
            written.strip_prefix("@").unwrap_or(written).to_owned()
        };
        let digits = |before: &str, least| {
            let mut text = before.to_owned();
            push_digits(&mut text, value, least);
            text
        };
        let value = match found.kind {
            Kind::Order => Value::Order(folded.to_owned()),
            Kind::Parcel => Value::Parcel { number: dense(), carrier: Carrier::ALL.get(arg).copied() },
            Kind::Amount => Value::Amount(Amount {
                value: Decimal { e8: value as i64 },
                currency: Currency::of(lexicon::currency(found.arg)),
            }),
            Kind::Date => Value::Date(Day::unpacked(value)),
            Kind::Iban => Value::Iban(dense()),
            Kind::Wallet => Value::Wallet { address: folded.to_owned(), network: Network::ALL[arg] },
            Kind::Transaction => Value::Transaction(folded.to_owned()),
            Kind::Phone => Value::Phone(match found.arg {
                abroad @ ABROAD.. => digits("+", u32::from(abroad - ABROAD)),
                length => digits("", u32::from(length)),
            }),
            Kind::Email => Value::Email(written()),
            Kind::Url => Value::Url(written()),
            Kind::Handle => Value::Handle(written()),
            Kind::Card => Value::Card { last_four: [1000, 100, 10, 1].map(|place| b'0' + (value / place % 10) as u8) },
        };
        Fact { span, value, certainty: found.ground.certainty(), ground: found.ground }
    }

    /// None where the span ends behind the text.
    // In Wasm each copy is downloaded; elsewhere a call costs more than what it does.
    #[cfg_attr(target_family = "wasm", inline(never))]
    pub(crate) fn bytes(&self, span: Range<usize>) -> &[u8] {
        self.folded.text.as_bytes().get(span).unwrap_or_default()
    }

    /// What stands from a byte on; nothing behind the end.
    pub(crate) fn rest(&self, at: usize) -> &[u8] {
        self.folded.text.as_bytes().get(at..).unwrap_or_default()
    }

    /// How many of the bytes from `at` on are of one of `classes`, `most` at most.
    pub(crate) fn run(&self, at: usize, classes: u8, most: usize) -> usize {
        ascii::run(self.folded.text.as_bytes(), at, classes, most)
    }

    /// The same with some `signs` among them.
    pub(crate) fn run_of(&self, at: usize, classes: u8, signs: &[u8], most: usize) -> usize {
        ascii::run_of(self.folded.text.as_bytes(), at, classes, signs, most)
    }

    pub(crate) fn of(&self, i: usize) -> &[u8] {
        let token = self.at(i);
        self.bytes(token.start..token.end)
    }

    /// Whether token `i`, in whatever case, is one of `words`, as [`ascii::among`] has them.
    pub(crate) fn is_among(&self, i: usize, words: &str) -> bool {
        ascii::among(words, self.of(i))
    }

    /// The byte there; a line ends behind the text.
    #[cfg_attr(target_family = "wasm", inline(never))]
    pub(crate) fn byte(&self, at: usize) -> u8 {
        self.folded.text.as_bytes().get(at).copied().unwrap_or(b'\n')
    }

    /// Whether the byte there is of one of `classes`.
    pub(crate) fn is(&self, at: usize, classes: u8) -> bool {
        ascii::class(self.byte(at)) & classes != 0
    }

    /// Whether the bytes from `at` to `end` are capitals.
    pub(crate) fn is_shouted(&self, at: usize, end: usize) -> bool {
        self.run(at, CAPITAL, end - at) == end - at
    }

    pub(crate) fn before(&self, at: usize) -> u8 {
        self.byte(at.wrapping_sub(1))
    }

    /// Whether the byte before is of one of `classes`.
    pub(crate) fn follows(&self, at: usize, classes: u8) -> bool {
        self.is(at.wrapping_sub(1), classes)
    }

    /// Whether the byte there is one of `signs`.
    pub(crate) fn is_of(&self, at: usize, signs: &[u8]) -> bool {
        ascii::is_of(self.byte(at), signs)
    }

    /// Whether the byte before is one of `signs`.
    pub(crate) fn follows_of(&self, at: usize, signs: &[u8]) -> bool {
        self.is_of(at.wrapping_sub(1), signs)
    }

    /// Whether one of `signs` joins what begins at a byte to a letter or figure before.
    pub(crate) fn is_joined(&self, at: usize, signs: &[u8]) -> bool {
        self.follows(at.wrapping_sub(1), ALNUM) && self.follows_of(at, signs)
    }

    /// Token `i`; the end of a line, taken, behind the last and before the first.
    pub(crate) fn at(&self, i: usize) -> &Token {
        match self.tokens.get(i) {
            Some(token) => token,
            None => &self.tokens[self.tokens.len() - 1],
        }
    }

    /// The fact that token `i` belongs to.
    pub(crate) fn found_at(&self, i: usize) -> Option<&Found> {
        self.found.get((self.at(i).fact as usize).wrapping_sub(1))
    }

    /// Whether token `i` begins where the one before it ends.
    pub(crate) fn glued(&self, i: usize) -> bool {
        !self.at(i).is(BREAK) && self.at(i.wrapping_sub(1)).end == self.at(i).start
    }

    /// Whether token `i` goes on with the letters or figures right before it.
    pub(crate) fn goes_on(&self, i: usize) -> bool {
        self.glued(i) && self.at(i - 1).is(token::ALNUM)
    }

    /// Whether one space and nothing else stands between token `i` and the one before.
    pub(crate) fn follows_space(&self, i: usize) -> bool {
        let start = self.at(i).start;
        self.before(start) == b' ' && self.at(i.wrapping_sub(1)).end + 1 == start
    }

    /// The first token that begins at a byte or behind it.
    pub(crate) fn first_from(&self, at: usize) -> usize {
        self.tokens.partition_point(|token| token.start < at)
    }

    /// Whether token `i` is one of `signs`, of which a line's end is one.
    pub(crate) fn sign(&self, i: usize, signs: &[u8]) -> bool {
        !self.at(i).is(token::ALNUM) && self.is_of(self.at(i).start, signs)
    }

    /// The letters, or the sign, at a byte after at most two spaces.
    pub(crate) fn word(&self, at: usize) -> (usize, usize) {
        let start = at + self.run(at, SPACE, 2);
        let length = match self.run(start, LETTERS, usize::MAX) {
            0 => ascii::char_len(self.byte(start)),
            letters => letters,
        };
        (start, self.folded.text.len().min(start + length))
    }

    /// The place of the Chinese character at a byte among `chars`.
    pub(crate) fn han_place(&self, at: usize, chars: &str) -> Option<usize> {
        if !self.is(at, HAN) {
            return None;
        }
        let one: &[u8; HAN_LEN] = self.rest(at).first_chunk()?;
        chars.as_bytes().as_chunks().0.iter().position(|known| known == one)
    }

    /// Whether the Chinese character at a byte is one of `chars`.
    pub(crate) fn is_han_of(&self, at: usize, chars: &str) -> bool {
        self.han_place(at, chars).is_some()
    }

    /// What the word or sign tells that fills these bytes, or, in Chinese, begins there.
    pub(crate) fn look(&self, start: usize, end: usize) -> Option<Hit> {
        self.words.look(self.rest(start), if self.is(start, HAN) { 0 } else { end - start })
    }

    /// What the word or sign at a byte tells.
    pub(crate) fn cue(&self, at: usize) -> Cue {
        let (start, end) = self.word(at);
        self.look(start, end).map_or(Cue::None, |hit| hit.cue)
    }

    /// Whether what stands at a byte makes a figure before it one of something.
    pub(crate) fn is_counted(&self, at: usize) -> bool {
        matches!(self.cue(at), Cue::Unit | Cue::Currency | Cue::Scale | Cue::Cent)
    }

    /// What the nearest word before token `i` tells that tells something, within two tokens of the same line.
    pub(crate) fn cue_before(&self, i: usize) -> Cue {
        let before = |n| self.at(i.wrapping_sub(n));
        let plain = |token: &Token| matches!(token.cue, Cue::None | Cue::Number | Cue::Unit | Cue::And);
        if plain(before(1)) && !before(1).is(BREAK) { before(2).cue } else { before(1).cue }
    }
}

/// A name as the merchant wrote it, with its accents, but without what only the folding could read.
fn as_written<'a>(given: &'a str, folded: &'a str) -> &'a str {
    let plain = |b: u8| b.is_ascii_graphic() && b != b'&' || ascii::class(b) & (MARKED | HAN) != 0;
    if given.bytes().all(plain) { given } else { folded }
}
