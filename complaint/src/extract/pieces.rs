//! Parcel numbers on the page: in one piece or in groups, and whose they are.

use super::ascii::{self, DIGIT, MARKED, Made};
use super::label::{FAR, Label};
use super::lexicon::Cue;
use super::order::Id;
use super::page::{NOBODY, Page};
use super::parcel::{ALONE, Formats, Known, TOLD};
use super::token::{ALNUM, BREAK, DIGITS};
use super::{Carrier, Ground, Kind};
use crate::triage::Language;
use core::ops::Range;

/// Most groups a parcel number is printed in.
pub(crate) const PIECES: usize = 8;

/// No parcel number has fewer digits.
const LEAST: usize = 7;

/// A parcel number in the making: capitals and figures, whatever parts its groups.
struct Dense {
    bytes: [u8; 40],
    len: usize,
    digits: usize,
}

impl Dense {
    const EMPTY: Self = Self { bytes: [0; 40], len: 0, digits: 0 };

    /// Takes groups without what parts them; false where there is no room.
    fn push(&mut self, groups: &[u8]) -> bool {
        for byte in groups.iter().filter(|b| b.is_ascii_alphanumeric()) {
            let Some(place) = self.bytes.get_mut(self.len) else { return false };
            *place = byte.to_ascii_uppercase();
            self.len += 1;
            self.digits += usize::from(byte.is_ascii_digit());
        }
        true
    }

    fn get(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

/// Where the longest run of groups from token `i` ends that `formats` accept as one number, and what it says.
pub(crate) fn pieces(page: &Page<'_>, i: usize, formats: &Formats) -> Option<(usize, Known)> {
    let first = page.at(i);
    let mut number = Dense::EMPTY;
    let mut best = None;
    let most = if may_be_grouped(page, i) { PIECES } else { 1 };
    if most == 1 && first.len() < LEAST {
        return None;
    }
    for n in i..i + most {
        let token = page.at(n);
        let apart = n > i && token.start != page.at(n - 1).end + 1;
        let letters = n == i + 1 && !token.has_digit() && !first.has_digit();
        if !token.is(ALNUM) || token.is_taken() || apart || letters || !number.push(page.of(n)) {
            break;
        }
        if number.digits >= LEAST
            && !page.is(token.end, ascii::ALNUM | MARKED)
            && page.byte(token.end) != b'_'
            && let Some(verdict) = formats.read(number.get())
            && (n == i || verdict.checked || first.len() < 8 && page.is(first.end - 1, DIGIT))
        {
            best = Some((token.end, verdict));
        }
    }
    best
}

/// Whether a number in groups may begin at token `i`, and not have begun before it.
fn may_be_grouped(page: &Page<'_>, i: usize) -> bool {
    let token = page.at(i);
    let before = page.at(i.wrapping_sub(1));
    let least = if token.is(DIGITS) && !page.of(i).starts_with(b"00") { 4 } else { 2 };
    token.len() >= least && !(before.len() == token.len() && before.is(token.kinds & ALNUM) && page.follows_space(i))
}

/// Where a number ends that no carrier's rule knows: digits in one piece or in groups, or capitals with many digits.
fn spaced(page: &Page<'_>, i: usize, id: &Id) -> Option<usize> {
    let Made { mut digits, mut length, capitals, small, .. } = id.made;
    let mut end = id.span.end;
    let mut n = i + 1;
    while digits == length && id.made.length <= 6 && n < i + PIECES {
        let token = page.at(n);
        let more = token.len();
        if !token.is(DIGITS) || token.is_taken() || !page.follows_space(n) || length + more > 24 {
            break;
        }
        (digits, length, end, n) = (digits + more, length + more, token.end, n + 1);
    }
    let fits = if digits == length {
        (8..25).contains(&digits)
    } else {
        digits >= 6 && (9..31).contains(&length) && small <= 2
            // A GLS track id.
            || length == 8 && digits >= 3 && capitals >= 3
    };
    fits.then_some(end)
}

/// Where a number ends that is a parcel's because a word or a list says so, and what it says of itself.
pub(crate) fn told(page: &Page<'_>, i: usize, id: &Id) -> Option<(usize, Option<Known>)> {
    if id.joints > 0 {
        return None;
    }
    match pieces(page, i, &TOLD) {
        Some((end, known)) => Some((end, Some(known))),
        None => spaced(page, i, id).map(|end| (end, None)),
    }
}

/// Takes the parcel at token `i`; `carrier` is the one last spoken of, and another may follow: `… (DPD)`.
pub(crate) fn take(
    page: &mut Page<'_>,
    i: usize,
    span: Range<usize>,
    known: Option<Known>,
    carrier: Label,
    ground: Ground,
) -> bool {
    let first = page.first_from(span.end);
    let of = |place: u8| Carrier::ALL.get(usize::from(place)).copied();
    // `79939526469 (GLS)`
    let follows = page.sign(first, b"(-") && page.at(first + 1).cue == Cue::Carrier && !page.at(first + 2).has_digit();
    let before = if follows { None } else { of(carrier.within(FAR - 1).arg) };
    let mut behind = (first..first + 5).map(|n| page.at(n)).take_while(|token| !token.is(BREAK));
    let named = before.or_else(|| behind.find(|token| token.cue == Cue::Carrier).and_then(|token| of(token.arg)));
    let mut number = Dense::EMPTY;
    number.push(page.bytes(span.clone()));
    let alone = ALONE.read(number.get()).is_some();
    let own = known.and_then(|known| known.carrier);
    let carrier = if alone { own.or(named) } else { named.or(of(carrier.arg)).or_else(|| usual(page, &number, own)) };
    let ground = match known {
        Some(Known { checked: true, .. }) => Ground::Checksum,
        _ if alone => Ground::KnownShape,
        _ => ground,
    };
    page.take_with(i, span, Kind::Parcel, ground, carrier.map_or(NOBODY, |carrier| carrier as u8), 0)
}

/// Who most likely numbers so where nobody is named, by length and by what is spoken.
fn usual(page: &Page<'_>, number: &Dense, own: Option<Carrier>) -> Option<Carrier> {
    match (number.digits == number.len, number.len, page.language) {
        (true, 8, _) => Some(Carrier::MondialRelay),
        (true, 12, Language::It) if own != Some(Carrier::Gls) => Some(Carrier::Brt),
        (true, 14, Language::Es) if number.bytes[0] != b'0' => Some(Carrier::Seur),
        (true, 14, Language::Zh) => Some(Carrier::Zto),
        (true, 12, _) if own.is_none() => Some(Carrier::Dhl),
        (true, 10, _) => own.or(Some(Carrier::Dhl)),
        (true, 13, _) => Some(Carrier::Dpd),
        (true, 14, _) => own.or(Some(Carrier::Dpd)),
        _ => own,
    }
}
