//! Finds the longest known word at a place: one probe a letter and a language, whatever the size of the tables.

use super::ascii::{self, HAN, LETTERS};
use crate::parts::{cut, parts};
use crate::reason::nth;
use crate::triage::{Language, Vocabulary};
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
    /// The next number names something else: a ticket, an invoice, an article, a customer; 1 = an account.
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

/// What the lines of `complaint/vocabulary/*.words.txt` tell, in their order.
const ROLES: [Cue; 25] = [
    Cue::Order,
    Cue::Parcel,
    Cue::Delivered,
    Cue::Shipment,
    Cue::Other,
    Cue::Reference,
    Cue::Phone,
    Cue::Nick,
    Cue::Person,
    Cue::Number,
    Cue::Card,
    Cue::Expiry,
    Cue::Hash,
    Cue::Wallet,
    Cue::Scale,
    Cue::Cent,
    Cue::Relative,
    Cue::DatePrep,
    Cue::Weekday,
    Cue::Unit,
    Cue::Price,
    Cue::And,
    Cue::Carrier,
    Cue::Month,
    Cue::Currency,
];

/// ISO 4217 codes and tickers.
const CURRENCIES: &str = "EUR USD GBP CHF PLN CNY USDT USDC BTC ETH HKD JPY BRL CZK SEK NOK DKK HUF RON BGN TRY UAH RUB INR AUD CAD \
    SGD NZD TWD MXN KRW VND THB NGN ILS GEL PHP AED ZAR BNB SOL TRX XRP LTC DOGE DAI FDUSD";

/// The one that a cue's argument means.
pub(crate) fn currency(arg: u8) -> &'static str {
    nth(CURRENCIES, usize::from(arg))
}

/// The argument that means a code of three letters.
pub(crate) const fn place(code: &str) -> u8 {
    let (known, code) = (CURRENCIES.as_bytes(), code.as_bytes());
    let (mut at, mut place) = (0, 0);
    while known[at] != code[0] || known[at + 1] != code[1] || known[at + 2] != code[2] {
        place += (known[at] == b' ') as u8;
        at += 1;
    }
    place
}

/// English, and what is written in all languages: a text in any is read with it.
const ENGLISH: &str = include_str!("../../vocabulary/en.words.txt");

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
    /// By hash: the upper half of the hash and the place of its entry, from 1; 0 where nothing is.
    slots: Vec<u32>,
}

const SLOTS: usize = 2048;
/// No stem is shorter, in bytes.
const SHORTEST: usize = 4;
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

    /// Takes a line a role, in the order of [`ROLES`]: `order: auftrag* bestnr`. `|` parts the arguments of a cue, from 0; `*` marks a
    /// stem, `!` a word that counts in capitals only, `~` a month that is also an everyday word.
    pub(crate) fn new(words: &'static str) -> Self {
        let mut lexicon = Self::empty();
        for (cue, line) in ROLES.into_iter().zip(parts(words, b'\n')) {
            let (_, words) = cut(line, b':');
            for (arg, group) in (if cue == Cue::Month { 1 } else { 0 }..).zip(parts(words, b'|')) {
                lexicon.add(group, cue, arg);
            }
        }
        lexicon
    }

    /// The first to claim a word keeps it; where nobody claims it, arguments add up.
    pub(crate) fn add(&mut self, words: &'static str, cue: Cue, arg: u8) {
        for word in parts(words, b' ').filter(|word| !word.is_empty()) {
            let (stem, capitals, weak) = (word.ends_with("*"), word.ends_with("!"), word.starts_with("~"));
            let word = &word[usize::from(weak)..word.len() - usize::from(stem || capitals)];
            let cue = if weak { Cue::WeakMonth } else { cue };
            let hash = word.bytes().fold(SEED, mix);
            match self.find(hash, word.as_bytes()) {
                Ok(known) if cue == Cue::None => self.entries[known].arg |= arg,
                Ok(_) => {}
                Err(slot) => {
                    self.entries.push(Entry { word, cue, arg, stem, capitals });
                    self.slots[slot] = hash >> 16 << 16 | self.entries.len() as u32;
                }
            }
        }
    }

    /// The place of a word's entry, or the slot where that would be noted.
    fn find(&self, hash: u32, word: &[u8]) -> Result<usize, usize> {
        let mut at = (hash ^ (hash >> 15)) as usize;
        loop {
            at %= SLOTS;
            let known = self.slots[at];
            let entry = (known as u16 as usize).wrapping_sub(1);
            if known == 0 {
                return Err(at);
            }
            if known >> 16 == hash >> 16 && self.entries[entry].word.as_bytes().eq_ignore_ascii_case(word) {
                return Ok(entry);
            }
            at += 1;
        }
    }

    /// What was told of a whole word, 0 where nothing was.
    pub(crate) fn argument(&self, word: &[u8]) -> u8 {
        let hash = word.iter().fold(SEED, |hash, byte| mix(hash, byte.to_ascii_lowercase()));
        self.find(hash, word).map_or(0, |known| self.entries[known].arg)
    }
}

/// What a text is read with: the words of its language, of those quoted in it, and English.
pub(crate) struct Words {
    lexicons: Vec<&'static Lexicon>,
    /// Whether its language writes compounds in one word.
    compounds: bool,
}

/// So long, in bytes, is the last part of a compound at least, and what stands before it.
const PART: usize = 5;

impl Words {
    /// The words of `languages` that are at hand, the first before the others.
    pub(crate) fn of(languages: &[Language], at_hand: fn(Language) -> Option<&'static Vocabulary>) -> Self {
        static LEXICON: OnceBox<Lexicon> = OnceBox::new();
        let english: &'static Lexicon = LEXICON.get_or_init(|| Box::new(Lexicon::new(ENGLISH)));
        let mut words = Vec::with_capacity(languages.len() + 1);
        for language in languages {
            if *language != Language::En
                && let Some(vocabulary) = at_hand(*language)
            {
                words.push(vocabulary.words());
            }
        }
        words.push(english);
        Self { lexicons: words, compounds: matches!(languages[0], Language::De | Language::Nl) }
    }

    /// The longest known word that `text` begins with, or what tells what the compound is that fills `whole` bytes:
    /// `Rahmenvertrag`.
    pub(crate) fn tell(&self, text: &[u8], whole: usize) -> Option<Hit> {
        let told = self.look(text, whole);
        if told.is_some() || !self.compounds || !(2 * PART..=LONGEST).contains(&whole) {
            return told;
        }
        let tail = (PART..=whole - PART).find_map(|start| self.look(text.get(start..)?, whole - start))?;
        let cue = match tail.cue {
            // Of something we have no word for.
            Cue::Number => Cue::Other,
            Cue::Order | Cue::Parcel | Cue::Other => tail.cue,
            _ => return None,
        };
        Some(Hit { len: whole, cue, ..tail })
    }

    /// The longest known word that `text` begins with; one that is no stem must fill `whole` bytes (0 = any length, for
    /// scripts without spaces).
    pub(crate) fn look(&self, text: &[u8], whole: usize) -> Option<Hit> {
        // A sign may end one: `单:`.
        let limit = if whole == 0 { ascii::run(text, 0, LETTERS | HAN, LONGEST) + 1 } else { whole };
        let mut hash = SEED;
        let mut best = None;
        for (n, byte) in text.iter().take(limit.min(LONGEST)).enumerate() {
            hash = mix(hash, byte.to_ascii_lowercase());
            let len = n + 1;
            // No word ends inside a character.
            if len < SHORTEST && len < whole || text.get(len).is_some_and(|next| next & 0xC0 == 0x80) {
                continue;
            }
            let fits = |entry: &&Entry| {
                (entry.stem || whole == 0 || len == whole)
                    && !(entry.capitals && text[..len].iter().any(u8::is_ascii_lowercase))
            };
            let known = self.lexicons.iter().find_map(|lexicon| {
                let known = lexicon.find(hash, &text[..len]).ok()?;
                Some(&lexicon.entries[known]).filter(fits)
            });
            if let Some(entry) = known {
                best = Some(Hit { len: whole.max(len), cue: entry.cue, arg: entry.arg });
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use std::fs;

    #[test]
    fn each_language_has_a_line_a_role() {
        let roles = ROLES.map(|role| format!("{role:?}").to_lowercase());
        for language in Language::ALL {
            let words = fs::read_to_string(format!("vocabulary/{}.words.txt", language.code())).unwrap();
            let names: Vec<&str> = words.lines().filter_map(|line| Some(line.split_once(':')?.0)).collect();
            assert_eq!(names, roles, "{language:?}");
        }
    }

    #[test]
    fn a_currency_is_told_by_its_place() {
        let check = |word: &str, code| {
            let hit = Words::of(&[Language::Zh], |language| Some(Vocabulary::of(language))).look(word.as_bytes(), 0);
            assert_eq!(hit.filter(|hit| hit.cue == Cue::Currency).map(|hit| currency(hit.arg)), code, "{word}");
        };
        check("eur", Some("EUR"));
        check("人民币", Some("CNY"));
        check("fdusd", Some("FDUSD"));
        check("busd", Some("DAI"));
        check("order", None);
    }
}
