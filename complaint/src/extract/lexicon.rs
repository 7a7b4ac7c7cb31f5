//! Finds the longest known word at a place: one probe a letter, whatever the size of the tables.

use super::words::{CURRENCIES, MONTHS, WORDS};
use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;
use once_cell::race::OnceBox;

/// What a word tells about the figures near it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Cue {
    None,
    /// The next number is an order, trade or deal.
    Order,
    /// The next number is a parcel or consignment.
    Parcel,
    /// What happens to parcels: such a word behind a long number tells what it is.
    Delivered,
    /// `reference`: of the order or parcel just named, else of something else.
    Reference,
    /// A parcel in an order's clothes or the reverse: `Sendung`, `encomenda`, `overeenkomst`.
    Shipment,
    /// The next number names something else: a ticket, an invoice, an article, a customer.
    Other,
    Phone,
    /// Someone with a screen name: buyer, user, seller.
    Person,
    /// The screen name follows: nick, pseudo, username.
    Nick,
    /// `number`, `no.`, `id`: the word before says of what.
    Number,
    /// A payment or card: its last digits, its expiry.
    Card,
    /// A sum's currency, by its place in [`CURRENCIES`].
    Currency,
    /// A hundredth of the usual currency.
    Cent,
    /// The power of ten a number is multiplied by.
    Scale,
    /// January = 1; `weak` ones are common words too.
    Month,
    WeakMonth,
    Weekday,
    /// Days from today, plus 8.
    Relative,
    /// `on`, `am`, `le`: a day may follow without its year.
    DatePrep,
    /// Until when a card is valid.
    Expiry,
    /// Kilograms, hours, pieces: the number is no identifier.
    Unit,
    /// The next number is money, whether or not it says so.
    Price,
    And,
    Carrier,
    Hash,
    Wallet,
}

#[derive(Clone, Copy)]
pub(crate) struct Hit {
    pub(crate) len: usize,
    pub(crate) cue: Cue,
    pub(crate) arg: u8,
}

struct Entry {
    word: &'static str,
    cue: Cue,
    arg: u8,
    /// Longer words that begin like it count too.
    stem: bool,
    /// In small letters it is another word.
    capitals: bool,
}

/// A table of words.
pub(crate) struct Lexicon {
    entries: Vec<Entry>,
    slots: Vec<u16>,
}

const SLOTS: usize = 8192;
/// No known word is longer, in bytes.
const LONGEST: usize = 24;
const SEED: u32 = 0x811C_9DC5;

fn mix(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

impl Lexicon {
    pub(crate) fn empty() -> Self {
        Self { entries: Vec::new(), slots: vec![0; SLOTS] }
    }

    fn new() -> Self {
        let mut lexicon = Self::empty();
        for (cue, words) in WORDS {
            for (arg, group) in words.split('|').enumerate() {
                lexicon.add(group, *cue, arg as u8);
            }
        }
        for (arg, words) in MONTHS.iter().enumerate() {
            let (sure, weak) = words.split_once('~').unwrap_or((words, ""));
            lexicon.add(sure, Cue::Month, arg as u8 + 1);
            lexicon.add(weak, Cue::WeakMonth, arg as u8 + 1);
        }
        for (arg, (_, words)) in CURRENCIES.iter().enumerate() {
            lexicon.add(words, Cue::Currency, arg as u8);
        }
        lexicon
    }

    /// The first to claim a word keeps it; where nobody claims it, arguments add up.
    pub(crate) fn add(&mut self, words: &'static str, cue: Cue, arg: u8) {
        for word in words.split(' ').filter(|word| !word.is_empty()) {
            let (word, stem) = word.strip_suffix('*').map_or((word, false), |stem| (stem, true));
            let (word, capitals) = word.strip_suffix('!').map_or((word, false), |word| (word, true));
            let at = self.slot(word.bytes().fold(SEED, mix), word.as_bytes());
            match self.entry(at) {
                Some(known) if cue == Cue::None => self.entries[known].arg |= arg,
                Some(_) => {}
                None => {
                    self.entries.push(Entry { word, cue, arg, stem, capitals });
                    self.slots[at] = self.entries.len() as u16;
                }
            }
        }
    }

    fn entry(&self, slot: usize) -> Option<usize> {
        usize::from(self.slots[slot]).checked_sub(1)
    }

    /// Where the word is, or would be.
    fn slot(&self, hash: u32, word: &[u8]) -> usize {
        let mut at = (hash ^ (hash >> 15)) as usize & (SLOTS - 1);
        while self.entry(at).is_some_and(|known| !self.entries[known].word.as_bytes().eq_ignore_ascii_case(word)) {
            at = (at + 1) & (SLOTS - 1);
        }
        at
    }

    /// What was told of a whole word, 0 where nothing was.
    pub(crate) fn argument(&self, word: &[u8]) -> u8 {
        let hash = word.iter().fold(SEED, |hash, byte| mix(hash, byte.to_ascii_lowercase()));
        self.entry(self.slot(hash, word)).map_or(0, |known| self.entries[known].arg)
    }

    /// The longest known word that `text` begins with; one that is no stem must fill `whole` bytes (0 = any length, for
    /// scripts without spaces).
    pub(crate) fn look(&self, text: &[u8], whole: usize) -> Option<Hit> {
        let limit = if whole == 0 { LONGEST } else { whole.min(LONGEST) };
        let mut hash = SEED;
        let mut best = None;
        for (n, byte) in text.iter().take(limit).enumerate() {
            hash = mix(hash, byte.to_ascii_lowercase());
            let len = n + 1;
            // No word ends inside a character.
            if text.get(len).is_none_or(|next| next & 0xC0 != 0x80)
                && let Some(known) = self.entry(self.slot(hash, &text[..len]))
                && let entry = &self.entries[known]
                && (entry.stem || whole == 0 || len == whole)
                && !(entry.capitals && text[..len].iter().any(u8::is_ascii_lowercase))
            {
                best = Some(Hit { len: whole.max(len), cue: entry.cue, arg: entry.arg });
            }
        }
        best
    }
}

/// What the words of all nine languages tell.
pub(crate) fn look(text: &[u8], whole: usize) -> Option<Hit> {
    static LEXICON: OnceBox<Lexicon> = OnceBox::new();
    LEXICON.get_or_init(|| Box::new(Lexicon::new())).look(text, whole)
}
