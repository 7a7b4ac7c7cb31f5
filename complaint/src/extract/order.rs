//! Order numbers: the shapes that speak for themselves, and those that need a word beside them.

use super::ascii::{self, ALNUM, Made};
use super::lexicon::Cue;
use super::page::{Found, Page, What};
use super::{Certainty, Ground};
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
    /// `2-5-5` as `[2, 5, 5]`; 0 where letters are among the digits.
    groups: [u8; 6],
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
    if !token.is_alnum() || page.is_joined(start, b"-/_.") {
        return None;
    }
    let (mut next, mut joints) = (i + 1, 0);
    while joints < 5
        && page.glued(next)
        && is_joint(page, page.at(next).start)
        && page.glued(next + 1)
        && page.at(next + 1).is_alnum()
        && page.at(next + 1).is_taken() == token.is_taken()
    {
        next += 2;
        joints += 1;
    }
    let span = start..page.at(next - 1).end;
    let text = page.bytes(span.clone());
    let made = Made::of(text);
    // All of it ASCII.
    if text.len() > LONGEST || made.digits + made.letters() + joints < text.len() {
        return None;
    }
    let mut groups = [0; 6];
    for (length, group) in groups.iter_mut().zip(text.split(|b| ascii::is_of(*b, b"-/_."))) {
        *length = if Made::of(group).digits == group.len() { group.len() as u8 } else { 0 };
    }
    Some(Id { made, span, next, groups, joints })
}

/// Points join only what no number of money, version or address is written like, `0077.3391.2`: capitals and figures, four
/// of which or more begin or end there.
fn is_joint(page: &Page<'_>, at: usize) -> bool {
    if page.byte(at) != b'.' {
        return page.is_of(at, b"-/_");
    }
    let (before, after) = (ascii::run_back(page.bytes(0..at), ALNUM, 8), page.run(at + 1, ALNUM, 8));
    let (one, other) = (Made::of(page.bytes(at - before..at)), Made::of(page.bytes(at + 1..at + 1 + after)));
    let (long, short) = (before.max(after), before.min(after));
    one.small + other.small == 0 && (long >= 4 && short >= 1 || one.capitals == before && short > 1)
}

/// What stands right behind a word for an order, where it is more than `id`, with which it begins: joined as nothing else is,
/// `K.3391.k`, `p2p.br:0417-77`, or in groups, `71 393 603 05`, `LBC 3666 0214`.
pub(crate) fn whole(page: &Page<'_>, id: &Id) -> Option<Id> {
    let taken = page.at(id.next - 1).is_taken();
    let free = |n: usize| page.at(n).is_alnum() && page.at(n).is_taken() == taken;
    let mut next = id.next;
    let most = next + MOST;
    while next < most
        && page.glued(next)
        && page.is_of(page.at(next).start, b"-/_.:*+")
        && page.glued(next + 1)
        && free(next + 1)
    {
        next += 2;
    }
    let whole = |next: usize| {
        let span = id.span.start..page.at(next - 1).end;
        let made = Made::of(page.bytes(span.clone()));
        Id { span, next, made, groups: [0; 6], joints: 1 }
    };
    if next > id.next {
        return Some(whole(next)).filter(|id| id.made.letters() > 0 && id.made.digits > 2 && id.made.length <= LONGEST);
    }
    let mut before = id.span.clone();
    while next < most
        && free(next)
        && page.follows_space(next)
        && let Some(group) = self::id(page, next).filter(|group| group.made.digits > 0)
    {
        // `4711 4712 4713` are three.
        let alike =
            group.span.len() == before.len() && page.bytes(before).get(..2) == page.bytes(group.span.clone()).get(..2);
        let model = id.made.digits > 0 && id.made.letters() > 0 && group.joints > 0;
        if alike || model || group.made.small > 0 || !(2..=6).contains(&group.made.digits) || measures(page, &group) {
            return None;
        }
        before = group.span;
        next = group.next;
    }
    if next > id.next && page.follows_space(next) && page.at(next).end - page.at(next).start <= 2 && free(next) {
        // `8555 6749 k)`
        next += usize::from(page.is_of(page.at(next).end, b"),.;\n"));
    }
    let vowels = || page.bytes(id.span.clone()).iter().any(|b| b"aeiouy".contains(b));
    let short = id.joints == 0
        && id.made.length <= 6
        && (id.made.small == 0 || id.made.small == id.made.length && (2..4).contains(&id.made.small) && !vowels());
    Some(whole(next)).filter(|whole| short && next > id.next && whole.made.digits >= 5 && whole.made.digits <= 20)
}

/// The identifier at token `i`, in odd writing or groups where it is.
pub(crate) fn read(page: &Page<'_>, i: usize) -> Option<Id> {
    let id = id(page, i)?;
    whole(page, &id).or(Some(id))
}

impl Id {
    /// Shapes that only an order has: Amazon 3-7-7, eBay 2-5-5, Pinduoduo 6-15, Rakuten 6-8-10, bol.com, `ORD-…`.
    pub(crate) fn is_known(&self, text: &[u8]) -> bool {
        match self.groups {
            [3, 7, 7, 0, ..] | [2, 5, 5, 0, ..] | [6, 15, 0, ..] | [6, 8, 10, 0, ..] => self.made.letters() == 0,
            _ => {
                let bol =
                    text.len() == 10 && matches!(text, [b'A'..=b'C', b'0', b'0', b'0', ..]) && self.made.small == 0;
                bol || text.len() > 5 && ascii::begins(text, "ord") && self.made.digits >= 4
            }
        }
    }

    /// 8-4-4-4-12 in hex: an order here and there, a request or a session elsewhere.
    pub(crate) fn is_uuid(&self, text: &[u8]) -> bool {
        let fits =
            |(n, b): (usize, &u8)| if matches!(n, 8 | 13 | 18 | 23) { *b == b'-' } else { b.is_ascii_hexdigit() };
        text.len() == 36 && text.iter().enumerate().all(fits)
    }

    /// Capitals, digits and hyphens, too many for a model or an article: `LY-20260803-5`.
    pub(crate) fn is_composed(&self, text: &[u8]) -> bool {
        const OTHERS: &str = "INV RE- RG FA FT FV TKT TCK TIC RMA CASE REQ ERR SKU ART REF DE";
        self.joints > 0
            && self.made.small == 0
            && self.made.capitals >= 2
            && self.made.digits >= 6
            && text.len() <= 20
            && text[0].is_ascii_uppercase()
            && !OTHERS.split(' ').any(|other| ascii::begins(text, other))
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
        let shouted = small == 0 || digits >= 4 || direct && numbered && digits >= 2;
        match (digits, capitals) {
            // PrestaShop: nine capitals.
            (0, 9) => direct && self.joints == 0,
            (0, _) => false,
            (1..=2, _) => direct && shouted && text.len() >= 5,
            _ => shouted && text.len() >= 5,
        }
    }

    pub(crate) fn found(&self, certainty: Certainty, ground: Ground) -> Found {
        Found { span: self.span.clone(), what: What::Order, certainty, ground }
    }

    /// Alike enough to stand in one list.
    pub(crate) fn resembles(&self, other: &Self) -> bool {
        self.groups == other.groups && self.joints == other.joints
            || self.joints == other.joints
                && self.made.digits.abs_diff(other.made.digits) <= 2
                && (self.made.letters() > 0) == (other.made.letters() > 0)
    }
}

/// How orders like `id` look, for [`fits`]: its digits may differ; an id too short to be told from other numbers stands for
/// itself alone.
pub fn shape(id: &str) -> String {
    let id = id.trim_start_matches('#');
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

/// A percentage, a decimal, a quantity: figures with something behind them that makes them no identifier.
pub(crate) fn measures(page: &Page<'_>, id: &Id) -> bool {
    let end = id.span.end;
    let decimal = page.is_of(end, b".,:") && page.is(end + 1, ascii::DIGIT);
    let unit = || id.made.digits <= 6 && matches!(page.cue(end), Cue::Unit | Cue::Scale | Cue::Currency | Cue::Cent);
    decimal || unit() || page.of(id.next) == "×".as_bytes() || page.byte(end) == b'%'
}
