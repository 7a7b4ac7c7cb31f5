//! Sums of money: a number with its currency before it, behind it, or glued to it.

use super::lexicon::{self, Cue};
use super::number;
use super::page::{Found, Page};
use super::token::{self, Class};
use super::words::CURRENCIES;
use super::{Certainty, Ground, Value};
use crate::amount::{Amount, Currency, Decimal};

/// Powers of ten, by the argument of [`Cue::Scale`].
const SCALES: [i32; 7] = [3, 4, 6, 9, 8, 5, 7];
/// Adjectives that make another dollar of a dollar.
const DOLLARS: [(&str, &str); 8] = [
    ("canad", "CAD"),
    ("kanad", "CAD"),
    ("austral", "AUD"),
    ("singap", "SGD"),
    ("hong", "HKD"),
    ("kong", "HKD"),
    ("taiwan", "TWD"),
    ("neusee", "NZD"),
];
/// What may stand between a number and its currency without a meaning of its own.
const FILLERS: [&str; 11] = ["de", "di", "d", "of", "us", "american", "chinese", "swiss", "个", "枚", "个的"];
/// Currencies of which people own thousandths, and so write three places.
const COINS: [&str; 5] = ["BTC", "ETH", "SOL", "BNB", "LTC"];

/// A currency beside a number.
struct Unit {
    code: &'static str,
    /// Power of ten the number is multiplied by.
    scale: i32,
    /// `4€50`
    cents: i64,
    from: usize,
    end: usize,
}

/// The sum whose number begins in token `i`.
pub(crate) fn find(page: &Page<'_>, i: usize) -> Option<Found> {
    let token = page.at(i);
    let lead = page.of(i).bytes().take_while(|b| !b.is_ascii_digit()).count();
    if !token.has_digit() || lead > 0 && token.cue != Cue::Currency {
        return None;
    }
    let start = token.start + lead;
    // The tail of a decimal or of an identifier is no number of its own.
    if lead == 0 && b".,/_-".contains(&page.before(start)) && page.before(start - 1).is_ascii_alphanumeric() {
        return None;
    }
    let number = number::at(page.folded.text.as_bytes(), start)?;
    let behind = || behind(page, start, number.end);
    let unit = match before(page, i, lead, number.end) {
        // `the dollar: 143.80 yen`: a word before the number yields to a currency behind it.
        Some(unit) if page.byte(unit.from).is_ascii_lowercase() && unit.from + 3 < start - 1 => {
            behind().unwrap_or(unit)
        }
        Some(unit) => unit,
        None => behind()?,
    };
    let places = if number.thousand_or_decimal && COINS.contains(&unit.code) { 3 } else { number.places };
    let value = Decimal { e8: e8(number.digits, 8 + unit.scale - places as i32, unit.cents)? };
    Some(Found {
        span: unit.from..unit.end,
        value: Value::Amount(Amount { value, currency: Currency::of(unit.code) }),
        certainty: Certainty::Labelled,
        ground: Ground::Currency,
    })
}

/// Units of 10⁻⁸; none beyond what an [`Amount`] holds.
fn e8(digits: i64, power: i32, cents: i64) -> Option<i64> {
    let factor = 10_i64.checked_pow(power.unsigned_abs())?;
    let value = if power < 0 { digits / factor } else { digits.checked_mul(factor)? };
    value.checked_add(cents * 1_000_000)
}

/// `€12`, `EUR 12`, `EUR: -12`, `US$ 12`, `USD12`, `€ 2 Mio.`
fn before(page: &Page<'_>, i: usize, lead: usize, number_end: usize) -> Option<Unit> {
    let token = page.at(i);
    let (code, from) = if lead > 0 {
        (currency(page, token.start, token.start + lead, token.arg, true)?, token.start)
    } else {
        let mut n = i.checked_sub(1)?;
        for _ in 0..2 {
            if matches!(page.at(n).class, Class::Sign(b'-' | b':' | b')' | b'~')) && n > 0 {
                n -= 1;
            }
        }
        let sign = page.at(n);
        if sign.taken || sign.cue != Cue::Currency || token.start - sign.end > 3 || sign.class == Class::Mixed {
            return None;
        }
        let prefix = n > 0
            && page.of(n) == "$"
            && page.at(n - 1).class == Class::Word
            && (page.glued(n) || page.of(n - 1).eq_ignore_ascii_case("us"));
        let from = if prefix { page.at(n - 1).start } else { sign.start };
        match prefix.then(|| named(page.text(from..sign.end))).flatten() {
            Some(code) => (code, from),
            None => (currency(page, sign.start, sign.end, sign.arg, false)?, sign.start),
        }
    };
    let (scale, end) = scale(page, number_end);
    Some(Unit { code, scale, cents: 0, from, end: dashes(page, end) })
}

/// Where `,-`, `.--` or `.-` in place of cents ends.
fn dashes(page: &Page<'_>, at: usize) -> usize {
    let dashes = page.folded.text.as_bytes()[at..].iter().take(3).take_while(|b| b",.-".contains(b)).count();
    let whole = dashes >= 2 || dashes == 1 && page.byte(at) == b'-' && page.byte(at + 1) == b' ';
    if whole && page.byte(at + dashes - 1) == b'-' { at + dashes } else { at }
}

fn named(sign: &str) -> Option<&'static str> {
    let written = || sign.bytes().filter(|b| *b != b' ').map(|b| b.to_ascii_lowercase());
    let known = |words: &str| words.split(' ').any(|word| word.bytes().eq(written()));
    CURRENCIES.iter().find(|(_, words)| known(words)).map(|(code, _)| *code)
}

/// `12 EUR`, `12€`, `5k EUR`, `2,5 Mio. €`, `3万元`, `50000U`, `50,- €`, `4€50`, `99 cents`
fn behind(page: &Page<'_>, from: usize, number_end: usize) -> Option<Unit> {
    let (scale, at) = scale(page, number_end);
    let at = match dashes(page, at) {
        // `12-cent`
        end if end == at && page.byte(at) == b'-' => at + 1,
        end => end,
    };
    let (mut start, mut end) = word(page, at)?;
    let mut dollar = None;
    let named = !page.byte(start).is_ascii() || page.byte(start).is_ascii_alphabetic();
    for _ in 0..if named { 2 } else { 0 } {
        let name = page.text(start..end).as_bytes();
        let begins = |stem: &str| name.get(..stem.len()).is_some_and(|head| head.eq_ignore_ascii_case(stem.as_bytes()));
        let kind = DOLLARS.iter().find(|(stem, _)| begins(stem)).map(|(_, code)| *code);
        if kind.is_none() && !FILLERS.iter().any(|filler| filler.len() == name.len() && begins(filler)) {
            break;
        }
        dollar = kind.or(dollar);
        (start, end) = word(page, end + usize::from(page.byte(end) == b'\''))?;
    }
    let hit = look(page, start, end)?;
    end = start + hit.len;
    let glued = start == at;
    let code = match hit.cue {
        Cue::Currency => currency(page, start, end, hit.arg, glued)?,
        Cue::Cent => {
            let code = if page.byte(start) | 32 == b'p' { "GBP" } else { "EUR" };
            return Some(Unit { code, scale: scale - 2, cents: 0, from, end });
        }
        _ => return None,
    };
    let code = dollar.filter(|_| code == "USD").unwrap_or(code);
    let (tens, units) = (page.byte(end), page.byte(end + 1));
    if glued
        && code == "EUR"
        && tens.is_ascii_digit()
        && units.is_ascii_digit()
        && !page.byte(end + 2).is_ascii_alphanumeric()
    {
        let cents = i64::from(tens - b'0') * 10 + i64::from(units - b'0');
        return Some(Unit { code, scale, cents, from, end: end + 2 });
    }
    match cents_behind(page, end).filter(|_| !COINS.contains(&code)) {
        Some((cents, end)) => Some(Unit { code, scale, cents, from, end }),
        None => Some(Unit { code, scale, cents: 0, from, end }),
    }
}

/// `3 dollars 50 cents`, `3 Euro und 50 Cent`, `3 € 50`: the hundredths and where they end.
fn cents_behind(page: &Page<'_>, at: usize) -> Option<(i64, usize)> {
    let (start, end) = word(page, at)?;
    let and = look(page, start, end).is_some_and(|hit| hit.cue == Cue::And);
    let at = if and { end } else { at };
    let digits = at + usize::from(page.byte(at) == b' ');
    let number = number::at(page.folded.text.as_bytes(), digits).filter(|number| number.end - digits <= 2)?;
    let hit = word(page, number.end).and_then(|(start, end)| Some((look(page, start, end)?.cue, end)));
    match hit {
        Some((Cue::Cent, end)) => Some((number.digits, end)),
        // `12 euros 50` as it is said, unless what follows is counted, bought or paid besides.
        Some((Cue::Unit | Cue::Currency | Cue::Scale, _)) => None,
        _ if and || number.end - digits < 2 || digits == at || b"%-:/".contains(&page.byte(number.end)) => None,
        _ => Some((number.digits, number.end)),
    }
}

/// The power of ten behind a number and where its word ends: `k`, `Mio.`, `万`, `mil`.
fn scale(page: &Page<'_>, number_end: usize) -> (i32, usize) {
    let plain = (0, number_end);
    let Some((start, end)) = word(page, number_end) else { return plain };
    // `5kEUR`: the letter before a currency.
    let close = start == number_end || page.byte(start).is_ascii_uppercase();
    let single = close && end > start + 1 && b"kKmM".contains(&page.byte(start));
    if single
        && look(page, start + 1, end).is_some_and(|hit| hit.cue == Cue::Currency)
        && look(page, start, end).is_none()
    {
        return (if page.byte(start) | 32 == b'k' { 3 } else { 6 }, start + 1);
    }
    match look(page, start, end) {
        Some(hit) if hit.cue == Cue::Scale => {
            let end = start + hit.len;
            (SCALES[usize::from(hit.arg)], end + usize::from(page.byte(end) == b'.' && page.byte(end + 1) == b' '))
        }
        _ => plain,
    }
}

/// The letters, or the sign, at a byte after at most two spaces or one hyphen.
fn word(page: &Page<'_>, at: usize) -> Option<(usize, usize)> {
    let text = &page.folded.text;
    let start = at + text.as_bytes().get(at..)?.iter().take(2).take_while(|b| **b == b' ').count();
    let letters =
        text[start..].chars().take(24).take_while(|c| token::is_letter(*c)).map(char::len_utf8).sum::<usize>();
    let sign = text[start..].chars().next()?.len_utf8();
    Some((start, start + if letters > 0 { letters } else { sign }))
}

fn look(page: &Page<'_>, start: usize, end: usize) -> Option<lexicon::Hit> {
    let first = page.byte(start);
    // No currency, scale or joining word begins with another sign, nor with a figure.
    if first.is_ascii() && !first.is_ascii_alphabetic() && first != b'$' {
        return None;
    }
    let han = page.text(start..end).chars().next().is_some_and(token::is_han);
    lexicon::look(&page.folded.text.as_bytes()[start..], if han { 0 } else { end - start })
}

/// The code of a currency word, unless it reads as another word here.
fn currency(page: &Page<'_>, start: usize, end: usize, arg: u8, glued: bool) -> Option<&'static str> {
    let code = CURRENCIES[usize::from(arg)].0;
    let shown = page.text(start..end);
    let capitals = shown.bytes().all(|b| b.is_ascii_uppercase());
    let believed = match shown.as_bytes() {
        [b'u' | b'U'] => glued,
        [_, _, _] if shown.eq_ignore_ascii_case("lei") => !glued || capitals,
        [first @ (b'k' | b'K'), b'c' | b'C'] | [first @ (b'f' | b'F'), b't' | b'T'] => {
            !capitals && (glued || first.is_ascii_uppercase())
        }
        _ => true,
    };
    believed.then_some(code)
}
