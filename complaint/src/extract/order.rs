//! Order numbers: the shapes that speak for themselves, and those that need a word beside them.

use super::ascii::{self, ALNUM, Made};
use super::lexicon::Cue;
use super::page::Page;
use super::token::{self, WORD};
use super::{Ground, Kind, shape as shapes};
use crate::parts::parts;
use alloc::borrow::ToOwned;
use alloc::string::String;
use core::ops::Range;

/// Letters and digits joined by hyphens, slashes or underscores: `ORD-2024-25193`, `C000GU03B2`, `7218`.
#[derive(Clone, Debug)]
pub(crate) struct Id {
    pub(crate) span: Range<usize>,
    /// First token behind it.
    pub(crate) next: usize,
    pub(crate) made: Made,
    pub(crate) joints: usize,
}

/// How long a number people copy as one word gets.
const LONGEST: usize = 40;
/// So many tokens more than most others an oddly written one has.
const MOST: usize = 12;

/// The identifier whose first token is `i`; none in the middle of one.
pub(crate) fn id(page: &Page<'_>, i: usize) -> Option<Id> {
    let token = page.at(i);
    let start = token.start;
    // `Bestellnr.4711`
    let label = page.at(i.wrapping_sub(2)).cue;
    let told = page.sign(i.wrapping_sub(1), b".") && matches!(label, Cue::Number | Cue::Order | Cue::Parcel);
    if !token.is(token::ALNUM) || page.is_joined(start, b"-/_.") && !told {
        return None;
    }
    let (mut next, mut joints) = (i + 1, 0);
    while joints < 5
        && page.glued(next)
        && page.glued(next + 1)
        && page.at(next + 1).is(token::ALNUM)
        && is_joint(page, start, page.at(next).start)
        && page.at(next + 1).is_taken() == token.is_taken()
    {
        next += 2;
        joints += 1;
    }
    let span = start..page.at(next - 1).end;
    let made = Made::of(page.bytes(span.clone()));
    // All of it ASCII.
    (made.length <= LONGEST && made.digits + made.letters() + joints == made.length).then_some(Id {
        made,
        span,
        next,
        joints,
    })
}

/// Points join only what no number of money, version or address is written like, `0077.3391.2`, `VLK.771.04`: capitals and
/// figures, four of which or more begin or end there, or behind capitals in what began at `start`. `#` joins a long number to
/// capitals that are no word: `EB#935531898`, but not `PO#935531898`.
fn is_joint(page: &Page<'_>, start: usize, at: usize) -> bool {
    if !page.is_of(at, b".#") {
        return page.is_of(at, b"-/_");
    }
    let (before, after) = (ascii::run_back(page.bytes(0..at), ALNUM, 8), page.run(at + 1, ALNUM, 8));
    let (long, short) = (before.max(after), before.min(after));
    if long < 4 && short < 2 {
        return false;
    }
    let (one, other) = (Made::of(page.bytes(at - before..at)), Made::of(page.bytes(at + 1..at + 1 + after)));
    if page.byte(at) == b'#' {
        return one.capitals == before && other.digits > 5 && page.look(start, at).is_none();
    }
    let lettered = at - before > start && page.is(start, ascii::CAPITAL);
    one.small + other.small == 0 && (long >= 4 && short >= 1 || (lettered || one.capitals == before) && short > 1)
}

/// What stands right behind a word for an order, where it is more than `id`, with which it begins.
fn whole(page: &Page<'_>, id: &Id) -> Option<Id> {
    let next = joined(page, id).or_else(|| grouped(page, id)).unwrap_or(id.next);
    let long = id.joints > 0 || id.made.letters() > 0 || id.made.digits > 4;
    let tailed = next > id.next && ends(page, next) || long && is_tail(page, next);
    let next = next + usize::from(tailed && is_like(page, next, id));
    if next == id.next {
        return None;
    }
    let span = id.span.start..page.at(next - 1).end;
    let made = Made::of(page.bytes(span.clone()));
    let fits = made.digits > 2 && made.digits <= 20 && made.length <= LONGEST;
    fits.then_some(Id { span, next, made, joints: 1 })
}

/// Whether a number could end in token `i`, which stands apart: `TB-2611-08 K`, `558554 151 IE`.
fn ends(page: &Page<'_>, i: usize) -> bool {
    let tail = page.at(i);
    tail.len() <= 2 && tail.is(WORD | token::DIGITS) && page.is_of(tail.end, b"),.;\n") && page.follows_space(i)
}

/// Whether it does so in capitals.
fn is_tail(page: &Page<'_>, i: usize) -> bool {
    ends(page, i) && page.is_shouted(page.at(i).start, page.at(i).end)
}

/// Where an identifier ends that is joined as nothing else is: `K.3391.k`, `op:66120-mx-9`.
fn joined(page: &Page<'_>, id: &Id) -> Option<usize> {
    let mut next = id.next;
    while next < id.next + MOST
        && page.glued(next)
        && page.sign(next, b"-/_.:*+")
        && page.glued(next + 1)
        && is_like(page, next + 1, id)
    {
        next += 2;
    }
    (next > id.next).then_some(next)
}

/// Where one ends that stands in groups: `71 393 603 05`, `LBC 3666 0214`, `sb 47272 24`, `8555 6749 k`.
fn grouped(page: &Page<'_>, id: &Id) -> Option<usize> {
    let made = id.made;
    let begins = if made.digits == 0 {
        let before = page.of(id.next.wrapping_sub(2));
        // `ORDER IS 12345`
        let shouts = before.len() > 1 && Made::of(before).capitals == before.len();
        let vowels = page.bytes(id.span.clone()).iter().any(|b| ascii::is_of(*b, b"aeiouy"));
        !shouts && (made.small == 0 || made.capitals == 0 && (2..4).contains(&made.length) && !vowels)
    } else {
        made.small == 0
    };
    if !begins || id.joints > 1 || made.length > 6 {
        return None;
    }
    let (mut next, mut last, mut digits) = (id.next, id.span.clone(), made.digits);
    // `BRD 000218 / 26`
    let behind_slash = |n: usize| n + usize::from(page.sign(n, b"/") && page.follows_space(n));
    while next < id.next + MOST
        && let begin = behind_slash(next)
        && page.follows_space(begin)
        && is_like(page, begin, id)
        && let Some(group) = self::id(page, begin).filter(|group| group.made.digits > 1)
    {
        let (one, other) = (page.bytes(last), page.bytes(group.span.clone()));
        // `4711 4712` are two, and so are `P2P 510811-X`.
        let alike = one.len() == other.len() && one.get(..2) == other.get(..2);
        let apart = made.digits > 0 && made.letters() > 0 && group.joints > 0;
        if alike
            || apart
            || group.made.small > 0
            || !(2..=6).contains(&group.made.digits)
            || (made.letters() == 0 || id.joints > 0) && measures(page, &group)
            || id.joints > 0 && (made.letters() == 0 || group.made.digits < 4 || other.starts_with(b"20"))
        {
            return None;
        }
        digits += group.made.digits;
        (next, last) = (group.next, group.span);
    }
    // `10233 2026`
    let year = next == id.next + 1 && made.letters() == 0 && made.digits > 4 && !is_tail(page, next);
    if next == id.next || year || digits < if made.letters() > 1 { 4 } else { 5 } {
        return None;
    }
    Some(next)
}

/// Whether token `i` is of letters or figures and as free as those of `id`.
fn is_like(page: &Page<'_>, i: usize, id: &Id) -> bool {
    page.at(i).is(token::ALNUM) && page.at(i).is_taken() == page.at(id.next - 1).is_taken()
}

/// The identifier at token `i`, in odd writing or groups where it is.
pub(crate) fn read(page: &Page<'_>, i: usize) -> Option<Id> {
    let id = id(page, i)?;
    whole(page, &id).or(Some(id))
}

/// The identifier of so many bytes at token `i`.
pub(crate) fn of_length(page: &Page<'_>, i: usize, length: usize) -> Option<Id> {
    let mut id = id(page, i)?;
    if id.span.len() != length {
        id = whole(page, &id)?;
    }
    (id.span.len() == length).then_some(id)
}

/// Shapes that only an order has: Amazon's, eBay's, Pinduoduo's, Rakuten's, bol.com's; a ULID.
const KNOWN: [&str; 8] = ["d3-d7-d7", "d2-d5-d5", "d6-d15", "d6-d8-d10", "A000x6", "B000x6", "C000x6", "01x24"];
/// What trading desks put into the numbers of their trades: `MI-OTC-23396`.
const DESKS: &str = "otc p2p c2c";
/// An order here and there, a request or a session elsewhere.
const UUID: &[u8] = b"h8-h4-h4-h4-h12";

impl Id {
    pub(crate) fn is_known(&self, text: &[u8]) -> bool {
        text.len() > 9 && KNOWN.into_iter().any(|shape| shapes::fits(text, shape.as_bytes()))
            || text.len() > 5 && ascii::begins(text, "ord") && self.made.digits >= 4
            || text.starts_with(b"ord_") && self.made.digits > 0
            || self.made.digits >= 4 && text.split(|b| ascii::is_of(*b, b"-_/.")).any(|part| ascii::among(DESKS, part))
    }

    pub(crate) fn is_uuid(&self, text: &[u8]) -> bool {
        text.len() == const { shapes::len(UUID) } && shapes::fits(text, UUID)
    }

    /// Letters and digits, joined: `2026W44-0031`.
    pub(crate) fn is_joined(&self, text: &[u8]) -> bool {
        (self.joints > 0 || self.made.small == 0 && self.made.capitals > 1 && self.made.digits > 4)
            && (self.made.small == 0 || self.made.underscores == 0)
            && self.made.digits >= 4
            && self.made.letters() > 0
            && text.len() >= 6
    }

    /// Capitals, digits and hyphens, too many for a model or an article: `LY-20260803-5`.
    pub(crate) fn is_composed(&self, text: &[u8]) -> bool {
        self.joints > 0
            && self.made.small == 0
            && self.made.capitals >= 2
            && self.made.digits >= 6
            && text.len() <= 20
            && text[0].is_ascii_uppercase()
    }

    /// Lengths that trading desks and Chinese marketplaces number with, and little else.
    pub(crate) fn is_long(&self, text: &[u8]) -> bool {
        let first = text[0];
        self.made.digits == text.len()
            && match self.made.digits {
                20 => first == b'2',
                18 | 19 => first != b'0',
                16 => matches!(first, b'8' | b'3' | b'1'),
                _ => false,
            }
    }

    /// Whether it could be an order once a word says so; `direct` = right behind that word.
    pub(crate) fn could_be(&self, text: &[u8], direct: bool, numbered: bool) -> bool {
        let Made { digits, capitals, small, .. } = self.made;
        if digits == text.len() {
            let year = matches!(text, [b'1', b'9', ..] | [b'2', b'0', ..]);
            return match digits {
                0..=2 => numbered && direct,
                3 => direct,
                4 => numbered || direct && !year,
                5..=24 => true,
                _ => false,
            };
        }
        let shouted = small == 0 || digits >= 4 || direct && (numbered && digits >= 2 || capitals > 0 && digits >= 3);
        match (digits, capitals) {
            // PrestaShop: nine capitals.
            (0, 9) => direct && self.joints == 0,
            (0, _) => false,
            (1..=2, _) => direct && shouted && text.len() >= 5,
            _ => shouted && text.len() >= 5,
        }
    }

    pub(crate) fn take(&self, page: &mut Page<'_>, i: usize, ground: Ground) -> bool {
        page.take(i, self.span.clone(), Kind::Order, ground)
    }

    /// Alike enough to stand in one list.
    pub(crate) fn resembles(&self, other: &Self) -> bool {
        self.joints == other.joints
            && self.made.digits.abs_diff(other.made.digits) <= 2
            && (self.made.letters() > 0) == (other.made.letters() > 0)
    }
}

/// Whether a number begins as those of invoices and their like do.
pub(crate) fn is_of_others(text: &[u8]) -> bool {
    const OTHERS: &str = "INV RE- RG FA FT FV TKT TCK TIC RMA CASE REQ ERR SKU ART REF DE CHE- IMG";
    parts(OTHERS, b' ').any(|other| ascii::begins(text, other))
}

/// How orders like `id` look, for [`fits`]: its digits may differ; an id too short to be told from other numbers stands for
/// itself alone.
pub fn shape(id: &str) -> String {
    let id = id.strip_prefix("#").unwrap_or(id);
    let digits = Made::of(id.as_bytes()).digits;
    if digits < 9 && digits == id.len() {
        return id.to_owned();
    }
    id.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect()
}

/// Whether `text` looks like `shape`: `#` a digit, `@` a letter, `*` either, all else itself.
pub(crate) fn fits(text: &[u8], shape: &str) -> bool {
    let fits = |(c, s): (&u8, u8)| match s {
        b'#' => c.is_ascii_digit(),
        b'@' => c.is_ascii_alphabetic(),
        b'*' => c.is_ascii_alphanumeric(),
        _ => c.eq_ignore_ascii_case(&s),
    };
    text.len() == shape.len() && text.iter().zip(shape.bytes()).all(fits)
}

/// Whether two numbers differ in their figures alone.
pub(crate) fn is_alike(one: &[u8], other: &[u8]) -> bool {
    let alike = |(one, other): (&u8, &u8)| one == other || one.is_ascii_digit() && other.is_ascii_digit();
    one.len() == other.len() && one.iter().zip(other).all(alike)
}

/// A percentage, a decimal, a quantity: figures with something behind them that makes them no identifier.
pub(crate) fn measures(page: &Page<'_>, id: &Id) -> bool {
    let end = id.span.end;
    let decimal = id.made.digits < 8 && page.is_of(end, b".,:") && page.is(end + 1, ascii::DIGIT);
    // `11h20`
    let hour = id.made.length <= 5 && id.made.letters() == 1 && ascii::is_of(b'h', page.bytes(id.span.clone()));
    decimal || hour || id.made.digits <= 6 && page.is_counted(end) || page.byte(end) == b'%'
}
