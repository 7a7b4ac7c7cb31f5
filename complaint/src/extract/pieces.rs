//! Parcel numbers on the page: in one piece or in groups, and whose they are.

use super::lexicon::Cue;
use super::order::Id;
use super::page::{Found, Page};
use super::parcel::{ALONE, Formats, Known};
use super::token::Class;
use super::{Carrier, Certainty, Ground, Value};
use crate::triage::Language;
use alloc::string::String;
use core::ops::Range;

/// Most groups a parcel number is printed in.
pub(crate) const PIECES: usize = 8;

/// The longest run of groups from token `i` that `formats` accept as one number.
pub(crate) fn pieces(page: &Page<'_>, i: usize, formats: &Formats) -> Option<(String, usize, Known)> {
    let first = page.at(i);
    let mut number = [0; 36];
    let (mut len, mut figures) = (0, 0);
    let mut best = None;
    let most = if may_be_grouped(page, i) { PIECES } else { 1 };
    for n in i..(i + most).min(page.tokens.len()) {
        let token = page.at(n);
        let apart = n > i && token.start - page.at(n - 1).end != 1;
        let piece = page.of(n).as_bytes();
        if !token.is_alnum()
            || token.taken
            || apart
            || len + piece.len() > number.len()
            || n == i + 1 && !token.has_digit() && figures == 0
        {
            break;
        }
        for byte in piece {
            number[len] = byte.to_ascii_uppercase();
            figures += usize::from(byte.is_ascii_digit());
            len += 1;
        }
        let ends = !page.glued(n + 1) || !(page.at(n + 1).is_alnum() || page.is_sign(n + 1, b'_'));
        if figures >= 7
            && ends
            && let Some(verdict) = formats.read(&number[..len])
            && (n == i || verdict.checked || first.end - first.start < 8 && first.class != Class::Mixed)
        {
            best = Some((len, token.end, verdict));
        }
    }
    let (len, end, verdict) = best?;
    Some((number[..len].iter().map(|b| char::from(*b)).collect(), end, verdict))
}

/// Whether a number in groups may begin at token `i`, and not have begun before it.
fn may_be_grouped(page: &Page<'_>, i: usize) -> bool {
    let token = page.at(i);
    let len = token.end - token.start;
    let before = i
        .checked_sub(1)
        .map(|n| page.at(n))
        .filter(|before| before.class == token.class && before.end + 1 == token.start);
    let goes_on = before.is_some_and(|before| before.end - before.start == len && page.byte(before.end) == b' ');
    !goes_on
        && match token.class {
            Class::Digits => len >= 4 || len >= 2 && page.of(i).starts_with("00"),
            _ => len >= 2,
        }
}

/// A number that no carrier's rule knows: digits in one piece or in groups, or capitals with many digits.
pub(crate) fn spaced(page: &Page<'_>, i: usize, id: &Id) -> Option<(String, usize)> {
    let mut number = page.text(id.span.clone()).to_ascii_uppercase();
    let mut end = id.span.end;
    if id.digits == number.len() && number.len() <= 6 {
        for n in i + 1..(i + PIECES).min(page.tokens.len()) {
            let token = page.at(n);
            if token.class != Class::Digits
                || token.taken
                || token.start != end + 1
                || page.byte(end) != b' '
                || number.len() + token.end - token.start > 24
            {
                break;
            }
            number.push_str(page.of(n));
            end = token.end;
        }
    }
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let fits = if digits == number.len() {
        (8..=24).contains(&digits)
    } else {
        digits >= 6 && (9..=30).contains(&number.len()) && id.small <= 2
            // A GLS track id.
            || number.len() == 8 && digits >= 3 && id.capitals >= 3
    };
    fits.then_some((number, end))
}

/// A carrier's name within a few words behind the number: `… (DPD)`.
pub(crate) fn named_behind(page: &Page<'_>, end: usize) -> Option<Carrier> {
    let first = page.tokens.partition_point(|token| token.start < end);
    page.tokens[first..]
        .iter()
        .take(5)
        .take_while(|token| token.class != Class::Break)
        .find(|token| token.cue == Cue::Carrier)
        .map(|token| Carrier::ALL[usize::from(token.arg)])
}

pub(crate) fn found(
    page: &Page<'_>,
    span: Range<usize>,
    number: String,
    known: Option<Known>,
    named: Option<Carrier>,
    ground: Ground,
) -> Found {
    let alone = ALONE.read(number.as_bytes()).is_some();
    let own = known.and_then(|known| known.carrier);
    let carrier = if alone { own.or(named) } else { named.or_else(|| usual(page, &number, own)) };
    let checked = known.is_some_and(|known| known.checked);
    let (certainty, ground) = match (checked, alone) {
        (true, _) => (Certainty::Checked, Ground::Checksum),
        (_, true) => (Certainty::Shaped, Ground::KnownShape),
        _ => (Certainty::Labelled, ground),
    };
    Found { span, value: Value::Parcel { number, carrier }, certainty, ground }
}

/// Who most likely numbers so where nobody is named, by length and by what is spoken.
fn usual(page: &Page<'_>, number: &str, own: Option<Carrier>) -> Option<Carrier> {
    let digits = number.bytes().all(|b| b.is_ascii_digit());
    match (digits, number.len(), page.language) {
        (true, 8, _) => Some(Carrier::MondialRelay),
        (true, 12, Language::It) if own != Some(Carrier::Gls) => Some(Carrier::Brt),
        (true, 14, Language::Es) if !number.starts_with('0') => Some(Carrier::Seur),
        (true, 14, Language::Zh) => Some(Carrier::Zto),
        (true, 12, _) if own.is_none() => Some(Carrier::Dhl),
        (true, 10, _) => own.or(Some(Carrier::Dhl)),
        (true, 13, _) => Some(Carrier::Dpd),
        (true, 14, _) => own.or(Some(Carrier::Dpd)),
        _ => own,
    }
}
