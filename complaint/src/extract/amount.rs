//! Sums of money: a number with its currency before it, behind it, or glued to it.

use super::ascii::{self, ALNUM, CAPITAL, DIGIT, LETTER, SMALL, SPACE};
use super::lexicon::{self, Cue};
use super::number;
use super::page::{Found, Page, What};
use super::token::Class;
use super::{Certainty, Ground};
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
const FILLERS: &str = "de di d of us american chinese swiss 个 枚 个的";
/// Currencies of which people own thousandths, and so write three places.
const COINS: &str = "BTC ETH SOL BNB LTC";

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
    let lead = page.of(i).iter().position(u8::is_ascii_digit)?;
    if lead > 0 && token.cue != Cue::Currency {
        return None;
    }
    let start = token.start + lead;
    // The tail of a decimal or of an identifier is no number of its own.
    let padded = page.byte(start) == b'0' && page.is(start + 1, DIGIT);
    if padded || lead == 0 && page.is_joined(start, b".,/_-") {
        return None;
    }
    let number = number::at(page.rest(0), start)?;
    let behind = || behind(page, start, number.end);
    let unit = match before(page, i, lead, number.end) {
        // `the dollar: 143.80 yen`: a word before the number yields to a currency behind it.
        Some(unit) if page.is(unit.from, SMALL) && unit.from + 3 < start - 1 => behind().unwrap_or(unit),
        Some(unit) => unit,
        None => behind()?,
    };
    let places =
        if number.thousand_or_decimal && ascii::among(COINS, unit.code.as_bytes()) { 3 } else { number.places };
    let value = Decimal { e8: e8(number.digits, 8 + unit.scale - places as i32, unit.cents)? };
    Some(Found {
        span: unit.from..unit.end,
        what: What::Amount(Amount { value, currency: Currency::of(unit.code) }),
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
    let mut from = token.start;
    let mut code;
    if lead > 0 {
        // `KR9652158`, `ZL2024` number something.
        let figures = page.run(from + lead, DIGIT, 7);
        if figures == 7 || lead < 3 && page.is(from, CAPITAL) {
            return None;
        }
        code = currency(page, from, from + lead, true);
    } else {
        let mut n = i.wrapping_sub(1);
        for _ in 0..2 {
            n -= usize::from(n > 0 && page.is_of(page.at(n).start, b"-:)~"));
        }
        let sign = page.at(n);
        if sign.is_taken() || sign.cue != Cue::Currency || token.start - sign.end > 3 || sign.class == Class::Mixed {
            return None;
        }
        (code, from) = (currency(page, sign.start, sign.end, false), sign.start);
        // `A$`, `US $`
        let word = page.at(n.wrapping_sub(1));
        if page.byte(from) == b'$' && word.class == Class::Word {
            let us = || code.filter(|_| page.is_among(n - 1, "us"));
            let own = if page.glued(n) { currency(page, word.start, sign.end, false) } else { us() };
            (code, from) = own.map_or((code, from), |own| (Some(own), word.start));
        }
    }
    let code = code?;
    let (scale, end) = scale(page, number_end);
    Some(Unit { code, scale, cents: 0, from, end: dashes(page, end) })
}

/// Where `,-`, `.--` or `.-` in place of cents ends.
fn dashes(page: &Page<'_>, at: usize) -> usize {
    let dashes = page.rest(at).iter().take(3).take_while(|b| b",.-".contains(b)).count();
    let whole = dashes >= 2 || dashes == 1 && page.byte(at + 1) == b' ';
    if whole && page.byte(at + dashes - 1) == b'-' { at + dashes } else { at }
}

/// `12 EUR`, `12€`, `5k EUR`, `2,5 Mio. €`, `3万元`, `50000U`, `50,- €`, `4€50`, `99 cents`
fn behind(page: &Page<'_>, from: usize, number_end: usize) -> Option<Unit> {
    // Most numbers have another behind them, or the end of a sentence.
    let next = number_end + page.run(number_end, SPACE, 2);
    if page.byte(next).is_ascii() && !page.is(next, LETTER) && !page.is_of(next, b",.-$") {
        return None;
    }
    let (scale, at) = scale(page, number_end);
    let at = match dashes(page, at) {
        // `12-cent`
        end if end == at && page.byte(at) == b'-' => at + 1,
        end => end,
    };
    let (mut start, mut end) = page.word(at)?;
    let mut dollar = None;
    for _ in 0..2 {
        let name = page.bytes(start..end);
        let kind = DOLLARS.iter().find(|(stem, _)| ascii::begins(name, stem)).map(|(_, code)| *code);
        if kind.is_none() && !ascii::among(FILLERS, name) {
            break;
        }
        dollar = kind.or(dollar);
        (start, end) = page.word(end + usize::from(page.byte(end) == b'\''))?;
    }
    let hit = page.look(start, end)?;
    end = start + hit.len;
    let unit = |code, cents, end| Some(Unit { code, scale, cents, from, end });
    if hit.cue == Cue::Cent {
        let code = if page.is_of(start, b"pP") { "GBP" } else { "EUR" };
        return Some(Unit { code, scale: scale - 2, cents: 0, from, end });
    }
    let glued = start == at;
    let code = currency(page, start, end, glued)?;
    let code = dollar.filter(|_| code == "USD").unwrap_or(code);
    if glued && code == "EUR" && page.run(end, ALNUM, 3) == 2 && page.run(end, DIGIT, 2) == 2 {
        return unit(code, ascii::value(page.bytes(end..end + 2)) as i64, end + 2);
    }
    let (cents, end) = cents_behind(page, end).filter(|_| !ascii::among(COINS, code.as_bytes())).unwrap_or((0, end));
    unit(code, cents, end)
}

/// `3 dollars 50 cents`, `3 Euro und 50 Cent`, `3 € 50`: the hundredths and where they end.
fn cents_behind(page: &Page<'_>, at: usize) -> Option<(i64, usize)> {
    let (start, end) = page.word(at)?;
    let and = page.look(start, end).is_some_and(|hit| hit.cue == Cue::And);
    // `29 euro e 90`
    let said = end == start + 1 && and;
    let at = if and { end } else { at };
    let digits = at + usize::from(page.byte(at) == b' ');
    let number = number::at(page.rest(0), digits).filter(|number| number.end - digits <= 2)?;
    match page.word(number.end).map(|(start, end)| (page.look(start, end).map(|hit| hit.cue), end)) {
        Some((Some(Cue::Cent), end)) => Some((number.digits, end)),
        // `12 euros 50` as it is said, unless what follows is counted, bought or paid besides.
        Some((Some(Cue::Unit | Cue::Currency | Cue::Scale), _)) => None,
        _ if and && !said || number.end - digits < 2 || digits == at || page.is_of(number.end, b"%-:/") => None,
        _ => Some((number.digits, number.end)),
    }
}

/// The power of ten behind a number and where its word ends: `k`, `Mio.`, `万`, `mil`.
fn scale(page: &Page<'_>, number_end: usize) -> (i32, usize) {
    let plain = (0, number_end);
    let Some((start, end)) = page.word(number_end) else { return plain };
    let hit = page.look(start, end);
    // `5kEUR`: the letter before a currency.
    let close = start == number_end || page.is(start, CAPITAL);
    if hit.is_none() && close && end > start + 1 && page.is_of(start, b"kKmM") {
        let before_currency = page.look(start + 1, end).is_some_and(|hit| hit.cue == Cue::Currency);
        let power = if page.is_of(start, b"kK") { 3 } else { 6 };
        return if before_currency { (power, start + 1) } else { plain };
    }
    match hit {
        Some(hit) if hit.cue == Cue::Scale => {
            let end = start + hit.len;
            (SCALES[usize::from(hit.arg)], end + usize::from(page.byte(end) == b'.' && page.byte(end + 1) == b' '))
        }
        _ => plain,
    }
}

/// The code of the currency whose word or sign this is, unless it reads as another word here.
fn currency(page: &Page<'_>, start: usize, end: usize, glued: bool) -> Option<&'static str> {
    let hit = page.look(start, end).filter(|hit| hit.cue == Cue::Currency)?;
    let capitals = page.run(start, CAPITAL, 3) == end - start;
    let is = |words| ascii::among(words, page.bytes(start..end));
    let believed = match () {
        () if is("u") => glued,
        () if is("lei") => !glued || capitals,
        () if is("kc ft") => !capitals && (glued || page.is(start, CAPITAL)),
        () => true,
    };
    believed.then(|| lexicon::currency(hit.arg))
}
