//! Order numbers: the shapes that speak for themselves, and those that need a word beside them.

use super::lexicon::Cue;
use super::page::{Found, Page};
use super::token::Class;
use super::{Certainty, Ground, Value};
use alloc::borrow::ToOwned;
use alloc::string::String;
use core::ops::Range;

/// Letters and digits joined by hyphens, slashes or underscores: `ORD-2024-25193`, `C000GU03B2`, `7218`.
#[derive(Clone, Debug)]
pub(crate) struct Id {
    pub(crate) span: Range<usize>,
    /// First token behind it.
    pub(crate) next: usize,
    pub(crate) digits: usize,
    pub(crate) capitals: usize,
    pub(crate) small: usize,
    /// `2-5-5` as `[2, 5, 5]`; empty where letters are among the digits.
    groups: [usize; 6],
    pub(crate) joints: usize,
}

/// How long a number people copy as one word gets.
const LONGEST: usize = 40;

/// The identifier whose first token is `i`; none in the middle of one.
pub(crate) fn id(page: &Page<'_>, i: usize) -> Option<Id> {
    let token = page.at(i);
    // Points join only what no number of money, version or address is written like: `0077.3391.2`.
    let joint = |at: usize| b"-/_".contains(&page.byte(at)) || page.byte(at) == b'.' && is_dotted(page, at);
    let inside = token.start > 1
        && (joint(token.start - 1) || page.byte(token.start - 1) == b'.')
        && page.byte(token.start - 2).is_ascii_alphanumeric();
    if !token.is_alnum() || inside {
        return None;
    }
    let mut next = i + 1;
    let mut joints = 0;
    while joints < 5
        && next + 1 < page.tokens.len()
        && page.glued(next)
        && joint(page.at(next).start)
        && page.glued(next + 1)
        && page.at(next + 1).is_alnum()
        && page.at(next + 1).taken == token.taken
    {
        next += 2;
        joints += 1;
    }
    let span = token.start..page.at(next - 1).end;
    let text = page.text(span.clone());
    if text.len() > LONGEST || !text.is_ascii() {
        return None;
    }
    let mut groups = [0; 6];
    for (length, group) in groups.iter_mut().zip(text.as_bytes().split(|b| b"-/_.".contains(b))) {
        *length = if group.iter().all(u8::is_ascii_digit) { group.len() } else { 0 };
    }
    let count = |class: fn(&u8) -> bool| text.bytes().filter(&class).count();
    Some(Id {
        digits: count(u8::is_ascii_digit),
        capitals: count(u8::is_ascii_uppercase),
        small: count(u8::is_ascii_lowercase),
        span,
        next,
        groups,
        joints,
    })
}

/// Whether the point at a byte stands between letters and digits, four of which or more begin or end there.
fn is_dotted(page: &Page<'_>, at: usize) -> bool {
    let bytes = page.folded.text.as_bytes();
    let run = |bytes: &mut dyn Iterator<Item = &u8>| bytes.take(8).take_while(|b| b.is_ascii_alphanumeric()).count();
    let (before, after) = (run(&mut bytes[..at].iter().rev()), run(&mut bytes[at + 1..].iter()));
    let small = |b: &u8| b.is_ascii_lowercase();
    let letters = bytes[at - before..at].iter().any(small) || bytes[at + 1..at + 1 + after].iter().any(small);
    let capitals = bytes[at - before..at].iter().all(u8::is_ascii_uppercase);
    !letters && (before.max(after) >= 4 && before.min(after) >= 1 || capitals && before > 1 && after > 1)
}

impl Id {
    /// Shapes that only an order has: Amazon 3-7-7, eBay 2-5-5, Pinduoduo 6-15, Rakuten 6-8-10, bol.com, `ORD-…`.
    pub(crate) fn is_known(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        match self.groups {
            [3, 7, 7, 0, ..] | [2, 5, 5, 0, ..] | [6, 15, 0, ..] | [6, 8, 10, 0, ..] => {
                return self.small + self.capitals == 0;
            }
            _ => {}
        }
        let bol =
            bytes.len() == 10 && matches!(bytes[0], b'A'..=b'C') && text[1..].starts_with("000") && self.small == 0;
        let spoken = text.len() > 5 && bytes[..3].eq_ignore_ascii_case(b"ord") && self.digits >= 4;
        bol || spoken
    }

    /// 8-4-4-4-12 in hex: an order here and there, a request or a session elsewhere.
    pub(crate) fn is_uuid(&self, text: &str) -> bool {
        let lengths = text.as_bytes().split(|b| *b == b'-').map(<[u8]>::len);
        self.joints == 4 && lengths.eq([8, 4, 4, 4, 12]) && text.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit())
    }

    /// Capitals, digits and hyphens, too many for a model or an article: `LY-20260803-5`.
    pub(crate) fn is_composed(&self, text: &str) -> bool {
        const OTHERS: [&str; 16] = [
            "INV", "RE-", "RG", "FA", "FT", "FV", "TKT", "TCK", "TIC", "CASE", "REQ", "ERR", "SKU", "ART", "REF", "DE",
        ];
        self.joints > 0
            && self.small == 0
            && self.capitals >= 2
            && self.digits >= 6
            && text.len() <= 20
            && text.as_bytes()[0].is_ascii_uppercase()
            && !OTHERS.iter().any(|other| text.starts_with(other))
    }

    /// Lengths that trading desks and Chinese marketplaces number with, and little else.
    pub(crate) fn is_long(&self, text: &str) -> bool {
        let first = text.as_bytes()[0];
        self.small + self.capitals + self.joints == 0
            && match self.digits {
                20 => first == b'2',
                18 | 19 => first != b'0',
                16 => matches!(first, b'8' | b'3' | b'1'),
                _ => false,
            }
    }

    /// Whether it could be an order once a word says so; `direct` = right behind that word.
    pub(crate) fn could_be(&self, text: &str, direct: bool, numbered: bool) -> bool {
        let year = self.digits == 4 && text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
        if self.digits == text.len() {
            return match self.digits {
                0..=2 => numbered && direct,
                3 => direct,
                4 => numbered || direct && !year,
                5..=24 => true,
                _ => false,
            };
        }
        let shouted = self.small == 0 || self.digits >= 4 || direct && numbered && self.digits >= 2;
        match (self.digits, self.capitals) {
            // PrestaShop: nine capitals.
            (0, 9) => direct && self.joints == 0,
            (0, _) => false,
            (1..=2, _) => direct && shouted && text.len() >= 5,
            _ => shouted && text.len() >= 5,
        }
    }

    pub(crate) fn found(&self, page: &Page<'_>, certainty: Certainty, ground: Ground) -> Option<Found> {
        let value = Value::Order(page.text(self.span.clone()).to_owned());
        Some(Found { span: self.span.clone(), value, certainty, ground })
    }

    /// Alike enough to stand in one list.
    pub(crate) fn resembles(&self, other: &Self) -> bool {
        self.groups == other.groups && self.joints == other.joints
            || self.joints == other.joints
                && self.digits.abs_diff(other.digits) <= 2
                && (self.capitals + self.small > 0) == (other.capitals + other.small > 0)
    }
}

/// How orders like `id` look, for [`fits`]: its digits may differ; an id too short to be told from other numbers stands for
/// itself alone.
pub fn shape(id: &str) -> String {
    let id = id.trim_start_matches('#');
    let digits = id.bytes().filter(u8::is_ascii_digit).count();
    if digits < 9 && digits == id.len() {
        return id.to_owned();
    }
    id.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect()
}

/// Whether `text` looks like `shape`: `#` a digit, `@` a letter, `*` either, all else itself.
pub(crate) fn fits(text: &str, shape: &str) -> bool {
    let fits = |(c, s): (u8, u8)| match s {
        b'#' => c.is_ascii_digit(),
        b'@' => c.is_ascii_alphabetic(),
        b'*' => c.is_ascii_alphanumeric(),
        _ => c.eq_ignore_ascii_case(&s),
    };
    !shape.is_empty() && text.len() == shape.len() && text.bytes().zip(shape.bytes()).all(fits)
}

/// A percentage, a decimal, a quantity: figures with something behind them that makes them no identifier.
pub(crate) fn measures(page: &Page<'_>, id: &Id) -> bool {
    let end = id.span.end;
    let decimal = b".,:".contains(&page.byte(end)) && page.byte(end + 1).is_ascii_digit();
    let unit = id.digits <= 6
        && page
            .word_at(end)
            .is_some_and(|(hit, _)| matches!(hit.cue, Cue::Unit | Cue::Scale | Cue::Currency | Cue::Cent));
    let times = page.token(id.next).is_some_and(|token| token.class == Class::Sign(0) && page.of(id.next) == "×");
    decimal || unit || times || page.byte(end) == b'%'
}
