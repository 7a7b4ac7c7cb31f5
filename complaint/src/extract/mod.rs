//! What the merchant wrote, read: each fact with its place, its normal form, how sure we are and on what ground.

mod amount;
pub(crate) mod ascii;
pub mod card;
pub mod chain;
mod day;
mod days;
pub(crate) mod fold;
mod handle;
pub mod iban;
mod keccak;
mod label;
pub(crate) mod lexicon;
mod list;
mod net;
mod number;
mod order;
mod page;
pub mod parcel;
mod phone;
mod pieces;
mod relative;
mod sha256;
mod shape;
mod table;
pub(crate) mod token;
mod told;

pub use self::order::shape as order_shape;
use alloc::string::String;
use alloc::vec::Vec;

use self::lexicon::Words;
use self::page::Page;
use self::token::{AT, DIGITS, HAN, MIXED, OPEN, TELLING, WORD};
use crate::amount::{Amount, push_digits};
use crate::date;
use crate::reason::codes;
use crate::triage::{Language, Vocabulary, languages};
use core::fmt;
use core::ops::Range;
use core::str::FromStr;
use serde::{Deserialize, Serialize};

/// What helps reading and is not in the text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// The day the text was written; without it "yesterday" stays unread.
    pub today: Option<Day>,
    /// How the page's own order ids look: `#` a digit, `@` a letter, `*` either, all else literal; empty = unknown.
    pub order_shape: &'a str,
    /// The language of the site, BCP 47; empty = unknown. Only settles what the text leaves open.
    pub lang: &'a str,
}

/// What a text says and in which language.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// Everything found, in the order of the text; spans never overlap.
    pub all: Vec<Fact>,
    pub language: Language,
    /// What else is written or quoted in it.
    pub others: Vec<Language>,
}

#[derive(Clone, PartialEq)]
pub struct Fact {
    /// Bytes of the text as given, on character boundaries.
    pub span: Range<usize>,
    pub value: Value,
    pub certainty: Certainty,
    pub ground: Ground,
}

/// A fact in its normal form.
#[derive(Clone, PartialEq)]
pub enum Value {
    /// As written, without a leading `#`.
    Order(String),
    /// Letters and digits only, upper case.
    Parcel {
        number: String,
        carrier: Option<Carrier>,
    },
    /// Never negative: `-12 EUR` is a sum of 12 EUR.
    Amount(Amount),
    Date(Day),
    /// Without spaces, upper case.
    Iban(String),
    /// As written.
    Wallet {
        address: String,
        network: Network,
    },
    /// A transaction's hash or signature, as written.
    Transaction(String),
    /// `+` and digits (E.164) where the country is told, else the digits as dialled at home.
    Phone(String),
    Email(String),
    Url(String),
    /// Without a leading `@`.
    Handle(String),
    /// A payment card number, of which only the last four digits are ever kept.
    Card {
        last_four: [u8; 4],
    },
}

/// A day of the calendar; some texts leave the year to the reader.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Day {
    pub year: Option<u16>,
    pub month: u8,
    pub day: u8,
}

codes! {
    /// What kind of thing a fact is.
    Kind {
        "order" Order, "parcel" Parcel, "amount" Amount, "date" Date, "iban" Iban, "wallet" Wallet,
        "transaction" Transaction, "phone" Phone, "email" Email, "url" Url, "handle" Handle, "card" Card,
    }
    /// How sure we are, the surest first.
    Certainty { "checked" Checked, "labelled" Labelled, "shaped" Shaped }
    /// On what ground a fact was believed.
    Ground {
        // A check digit or checksum holds.
        "checksum" Checksum,
        // A word beside it says what it is, or what its neighbour in a list is.
        "label" Label, "list" List,
        // The page's own order ids look like this; a known marketplace's, carrier's or chain's numbers do.
        "site_shape" SiteShape, "known_shape" KnownShape,
        // A currency sign, code or word; a day of the calendar; a day counted from today.
        "currency" Currency, "calendar" Calendar, "relative" Relative,
        // `+` and a calling code, or the way numbers are grouped at home.
        "calling_code" CallingCode, "grouping" Grouping,
        // `user@host`, `scheme://host`, `@name`, or a name written as only screen names are.
        "address_form" AddressForm, "screen_name" ScreenName,
    }
    /// Who carries the parcel.
    Carrier {
        "amazon" Amazon, "austrian_post" AustrianPost, "brt" Brt, "cainiao" Cainiao, "china_post" ChinaPost,
        "chronopost" Chronopost, "correos" Correos, "ctt" Ctt, "deutsche_post" DeutschePost, "dhl" Dhl, "dpd" Dpd,
        "evri" Evri, "fedex" Fedex, "gls" Gls, "hermes" Hermes, "inpost" Inpost, "jt_express" JtExpress,
        "la_poste" LaPoste, "mondial_relay" MondialRelay, "poczta_polska" PocztaPolska,
        "poste_italiane" PosteItaliane, "postnl" Postnl, "royal_mail" RoyalMail, "sda" Sda, "seur" Seur,
        "sf_express" SfExpress, "ups" Ups, "usps" Usps, "4px" FourPx, "yunexpress" Yunexpress, "zto" Zto,
        "canada_post" CanadaPost, "canpar" Canpar, "gofo" Gofo, "landmark" Landmark, "lasership" Lasership,
        "old_dominion" OldDominion, "ontrac" Ontrac, "purolator" Purolator, "speedee" Speedee, "yodel" Yodel,
    }
    /// Which chain an address belongs to; forks that share a format go under the older name.
    Network {
        "bitcoin" Bitcoin, "ethereum" Ethereum, "tron" Tron, "solana" Solana, "litecoin" Litecoin,
        "dogecoin" Dogecoin,
    }
}

impl Ground {
    pub(crate) fn certainty(self) -> Certainty {
        match self {
            Self::Checksum | Self::SiteShape | Self::Calendar | Self::CallingCode | Self::AddressForm => {
                Certainty::Checked
            }
            Self::Label | Self::List | Self::Currency => Certainty::Labelled,
            Self::KnownShape | Self::Relative | Self::Grouping | Self::ScreenName => Certainty::Shaped,
        }
    }
}

impl Value {
    pub fn kind(&self) -> Kind {
        match self {
            Self::Order(_) => Kind::Order,
            Self::Parcel { .. } => Kind::Parcel,
            Self::Amount(_) => Kind::Amount,
            Self::Date(_) => Kind::Date,
            Self::Iban(_) => Kind::Iban,
            Self::Wallet { .. } => Kind::Wallet,
            Self::Transaction(_) => Kind::Transaction,
            Self::Phone(_) => Kind::Phone,
            Self::Email(_) => Kind::Email,
            Self::Url(_) => Kind::Url,
            Self::Handle(_) => Kind::Handle,
            Self::Card { .. } => Kind::Card,
        }
    }

    /// The normal form alone: of a sum the number, `1250.00`; of a day ISO 8601, `2025-11-05` or `--11-05`; of a card its
    /// last four digits.
    pub fn text(&self) -> String {
        match self {
            Self::Order(text)
            | Self::Parcel { number: text, .. }
            | Self::Iban(text)
            | Self::Wallet { address: text, .. }
            | Self::Transaction(text)
            | Self::Phone(text)
            | Self::Email(text)
            | Self::Url(text)
            | Self::Handle(text) => text.clone(),
            Self::Amount(amount) => amount.value.text(),
            Self::Date(day) => day.text(),
            Self::Card { last_four } => last_four.iter().map(|digit| char::from(*digit)).collect(),
        }
    }
}

impl Day {
    /// Whether the calendar has it; without a year, some year's does.
    pub fn exists(self) -> bool {
        date::day_of(self.days()) == self.parts()
    }

    /// The day so many days later; a day without a year stays as it is.
    pub fn plus(self, days: i64) -> Self {
        let (year, month, day) = date::day_of(self.days() + days);
        Self { year: self.year.and_then(|_| u16::try_from(year).ok()), month: month as u8, day: day as u8 }
    }

    pub(crate) fn text(self) -> String {
        let mut text = String::new();
        match self.year {
            Some(year) => push_digits(&mut text, u64::from(year), 4),
            None => text.push('-'),
        }
        for part in [self.month, self.day] {
            text.push('-');
            push_digits(&mut text, u64::from(part), 2);
        }
        text
    }

    fn days(self) -> i64 {
        date::days_to(self.parts())
    }

    /// In one number, the later day the greater.
    pub(crate) fn packed(self) -> u64 {
        u64::from(self.year.unwrap_or(0)) << 16 | u64::from(self.month) << 8 | u64::from(self.day)
    }

    pub(crate) fn unpacked(packed: u64) -> Self {
        let year = Some((packed >> 16) as u16).filter(|year| *year > 0);
        Self { year, month: (packed >> 8) as u8, day: packed as u8 }
    }

    /// A leap year stands in for the year nobody told.
    fn parts(self) -> date::Day {
        (i64::from(self.year.unwrap_or(2024)), i64::from(self.month), i64::from(self.day))
    }
}

/// ISO 8601, `2025-11-05`, or `--11-05` where no year is told.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

/// ISO 8601 with its year, `2025-11-05`.
impl FromStr for Day {
    type Err = NoSuchDay;

    fn from_str(text: &str) -> Result<Self, NoSuchDay> {
        let text = text.as_bytes();
        let fits = |(n, b): (usize, &u8)| if matches!(n, 4 | 7) { *b == b'-' } else { b.is_ascii_digit() };
        if text.len() != 10 || !text.iter().enumerate().all(fits) {
            return Err(NoSuchDay);
        }
        let [year, month, day] = [&text[..4], &text[5..7], &text[8..]].map(ascii::value);
        let day = Self { year: Some(year as u16), month: month as u8, day: day as u8 };
        if day.exists() { Ok(day) } else { Err(NoSuchDay) }
    }
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("not a day of the calendar, written 2025-11-05")]
pub struct NoSuchDay;

/// Facts are personal data: a log line shows their kind only.
impl fmt::Debug for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}..{}", self.value.kind().code(), self.span.start, self.span.end)
    }
}

/// Reads `text` in time linear in its length: what proves itself first, then what a word beside it tells.
pub fn extract(text: &str, context: &Context<'_>) -> Facts {
    extract_with(text, context, |language| Some(Vocabulary::of(language)))
}

/// The same with those vocabularies that are at hand: what is told by words of other languages is not found.
pub fn extract_with(text: &str, context: &Context<'_>, at_hand: fn(Language) -> Option<&'static Vocabulary>) -> Facts {
    let languages = languages(text, context.lang);
    let mut page = numbered(text, context, &languages, at_hand);
    page.look_for(AT, net::email);
    page.look_for(WORD | OPEN | MIXED, net::url);
    page.look_for(WORD | DIGITS | MIXED, chain::find);
    page.look_for(OPEN | MIXED | HAN | TELLING, day::find);
    page.look_for(DIGITS | MIXED, amount::find);
    if context.today.is_some() {
        page.look_for(TELLING, relative::find);
    }
    days::complete(&mut page);
    told::read(&mut page);
    list::complete(&mut page);
    Facts { all: page.facts(), language: languages[0], others: languages[1..].to_vec() }
}

/// IBANs and payment cards alone, which whatever else the text says does not change, nor its language, which is not asked for.
pub(crate) fn numbers(text: &str) -> Vec<Fact> {
    numbered(text, &Context::default(), &[Language::En], |_| None).facts()
}

fn numbered<'a>(
    text: &'a str,
    context: &Context<'a>,
    languages: &[Language],
    at_hand: fn(Language) -> Option<&'static Vocabulary>,
) -> Page<'a> {
    let mut page = Page::new(text, context, languages[0], Words::of(languages, at_hand));
    page.look_for(WORD | MIXED, iban::find);
    page.look_for(DIGITS | MIXED, card::find);
    page
}
