//! Sums of money: a number with its currency before it, behind it, or glued to it.

use super::ascii::{self, ALNUM, CAPITAL, DIGIT, HAN, LETTER, SMALL, SPACE};
use super::lexicon::{self, Cue, Hit, place};
use super::number;
use super::page::{HAN_LEN, Page};
use super::token::{MIXED, OPEN};
use super::{Ground, Kind};

/// Powers of ten, by the argument of [`Cue::Scale`].
const SCALES: [i32; 7] = [3, 4, 6, 9, 8, 5, 7];
/// Adjectives that make another dollar of a dollar.
const DOLLARS: [(&str, u8); 8] = [
    ("canad", place("CAD")),
    ("kanad", place("CAD")),
    ("austral", place("AUD")),
    ("singap", place("SGD")),
    ("hong", place("HKD")),
    ("kong", place("HKD")),
    ("taiwan", place("TWD")),
    ("neusee", place("NZD")),
];
const EURO: u8 = place("EUR");
const DOLLAR: u8 = place("USD");
const POUND: u8 = place("GBP");
const ZLOTY: u8 = place("PLN");
/// What may stand between a number and its currency without a meaning of its own.
const FILLERS: &str = "de di d of us american chinese swiss 个 枚 个的";
/// Currencies of which people own thousandths, and so write three places.
const COINS: &str = "btc eth sol bnb ltc";

/// A currency beside a number.
struct Unit {
    /// As [`lexicon::currency`] has it.
    currency: u8,
    /// Power of ten the number is multiplied by.
    scale: i32,
    /// `4€50`
    cents: i64,
    from: usize,
    end: usize,
}

/// The sum whose number begins in token `i`.
pub(crate) fn find(page: &mut Page<'_>, i: usize) -> bool {
    let token = page.at(i);
    let lead = token.len() - page.of(i).iter().skip_while(|b| !b.is_ascii_digit()).count();
    let start = token.start + lead;
    // The tail of a decimal or of an identifier is no number of its own.
    let joined = if lead > 0 { token.cue != Cue::Currency } else { page.is_joined(start, b".,/_-") };
    if joined || page.byte(start) == b'0' && page.is(start + 1, DIGIT) {
        return false;
    }
    let called = |n: usize| page.at(i.wrapping_sub(n)).cue == Cue::Currency;
    if !token.is(OPEN | MIXED) && !(1..5).any(called) {
        return false;
    }
    let Some(number) = number::at(page.rest(0), start) else { return false };
    let unit = match before(page, i, lead, number.end) {
        // `the dollar: 143.80 yen`: a word before the number yields to a currency behind it.
        Some(unit) if page.is(unit.from, SMALL) && unit.from + 3 < start - 1 => {
            behind(page, start, number.end).or(Some(unit))
        }
        Some(unit) => Some(unit),
        None => behind(page, start, number.end),
    };
    let Some(unit) = unit else { return false };
    let is_coin = || ascii::among(COINS, lexicon::currency(unit.currency).as_bytes());
    let places = if number.thousand_or_decimal && is_coin() { 3 } else { number.places };
    let power = 8 + unit.scale - places as i32;
    let mut e8 = Some(number.digits);
    for _ in 0..power.abs() {
        e8 = e8.and_then(|e8| if power < 0 { Some(e8 / 10) } else { e8.checked_mul(10) });
    }
    // None beyond what an amount holds.
    let Some(e8) = e8.and_then(|e8| e8.checked_add(unit.cents * 1_000_000)) else { return false };
    page.take_with(i, unit.from..unit.end, Kind::Amount, Ground::Currency, unit.currency, e8 as u64)
}

/// `€12`, `EUR 12`, `EUR: -12`, `US$ 12`, `USD12`, `€ 2 Mio.`, `Fr. 49.-`
fn before(page: &Page<'_>, i: usize, lead: usize, number_end: usize) -> Option<Unit> {
    let token = page.at(i);
    let (mut from, mut end) = (token.start, token.start + lead);
    let mut code = None;
    // `KR9652158`, `ZL2024` number something.
    if lead > 0 && (page.run(end, DIGIT, 7) == 7 || lead < 3 && page.is(from, CAPITAL)) {
        return None;
    }
    if lead == 0 {
        let mut n = i.wrapping_sub(1);
        for _ in 0..2 {
            n = n.wrapping_sub(usize::from(page.sign(n, b"-:)~")));
        }
        n = n.wrapping_sub(usize::from(page.sign(n, b".") && page.is_among(n.wrapping_sub(1), "fr")));
        let sign = page.at(n);
        if sign.is_taken() || sign.cue != Cue::Currency {
            return None;
        }
        (from, end) = (sign.start, sign.end);
        // `A$`, `US $`
        let word = page.at(n.wrapping_sub(1));
        if page.byte(from) == b'$' && (page.glued(n) || page.is_among(n.wrapping_sub(1), "us")) {
            code = currency(page, if page.glued(n) { word.start } else { from }, end, false);
            from = code.map_or(from, |_| word.start);
        }
    }
    let code = code.or_else(|| currency(page, from, end, lead > 0))?;
    let abbreviated = page.byte(end) == b'.';
    let (scale, whole) = scale(page, number_end);
    let end = dashes(page, whole);
    // `Fr. 49.-`, `Fr. 12.50`; in `Fr. 9 Uhr` a Friday.
    (!abbreviated || end > whole || page.is_of(number_end - 3, b".,")).then_some(Unit {
        currency: code,
        scale,
        cents: 0,
        from,
        end,
    })
}

/// Where `,-`, `,=`, `.--` or `.-` in place of cents ends.
fn dashes(page: &Page<'_>, at: usize) -> usize {
    let dashes = page.run_of(at, 0, b",.-=", 3);
    // The sentence's own.
    let dashes = dashes - usize::from(dashes > 2 && page.is_of(at + dashes - 1, b".,"));
    let whole = dashes >= 2 || dashes == 1 && page.byte(at + 1) == b' ';
    if whole && page.is_of(at + dashes - 1, b"-=") { at + dashes } else { at }
}

/// `12 EUR`, `12€`, `5k EUR`, `2,5 Mio. €`, `3万元`, `50000U`, `50,- €`, `4€50`, `99 cents`
fn behind(page: &Page<'_>, from: usize, number_end: usize) -> Option<Unit> {
    // Most numbers have another behind them, or the end of a sentence.
    let next = number_end + page.run(number_end, SPACE, 2);
    let dashed = page.is_of(next + usize::from(page.is_of(next, b",.")), b"-=");
    if page.byte(next).is_ascii() && !page.is(next, LETTER) && !dashed && page.byte(next) != b'$' {
        return None;
    }
    // `0x`: most letters right behind a figure tell nothing, but for `5kEUR` and `50US$`.
    if page.is(number_end, LETTER) && !page.is_of(number_end, b"kKmMuU") && page.cue(number_end) == Cue::None {
        return None;
    }
    let (scale, at) = scale(page, number_end);
    let at = match dashes(page, at) {
        // `12-cent`
        end if end == at && page.byte(at) == b'-' => at + 1,
        end => end,
    };
    let (mut start, mut end) = page.word(at);
    let mut dollar = None;
    for _ in 0..2 {
        let name = page.bytes(start..end);
        let kind = DOLLARS.iter().find(|(stem, _)| ascii::begins(name, stem)).map(|(_, place)| *place);
        if kind.is_none() && !ascii::among(FILLERS, name) {
            break;
        }
        dollar = kind.or(dollar);
        (start, end) = page.word(end + usize::from(page.byte(end) == b'\''));
    }
    let hit = page.look(start, end)?;
    end = start + hit.len;
    if hit.cue == Cue::Cent {
        let currency = if page.is_of(start, b"pP") { POUND } else { EURO };
        return Some(Unit { currency, scale: scale - 2, cents: 0, from, end });
    }
    let glued = start == at;
    let code = meant(page, hit, start, end, glued)?;
    let (cents, end) = if glued && code == EURO && page.run(end, DIGIT, 3) == 2 && page.run(end, ALNUM, 3) == 2 {
        (ascii::value(page.bytes(end..end + 2)) as i64, end + 2)
    } else if page.is_han_of(end.wrapping_sub(HAN_LEN), "块")
        && page.run(end, ALNUM, 2) == 1
        && page.is(end, DIGIT)
        && !page.is(end + 1, HAN)
    {
        // `29块9`, but no `29块9个`
        (ascii::value(page.bytes(end..end + 1)) as i64 * 10, end + 1)
    } else {
        cents_behind(page, end, code)
    };
    Some(Unit { currency: dollar.filter(|_| code == DOLLAR).unwrap_or(code), scale, cents, from, end })
}

/// `3 dollars 50 cents`, `3 Euro und 50 Cent`, `3 € 50`, `3 zł 50 gr`: the hundredths and where they end.
fn cents_behind(page: &Page<'_>, at: usize, currency: u8) -> (i64, usize) {
    let (start, end) = page.word(at);
    let and = page.look(start, end).is_some_and(|hit| hit.cue == Cue::And);
    // `29 euro e 90`
    let said = end == start + 1;
    let gap = if and { end } else { at };
    let digits = gap + usize::from(page.byte(gap) == b' ');
    let figures = page.run(digits, DIGIT, 3);
    let more = digits + figures;
    let cents = ascii::value(page.bytes(digits..more)) as i64;
    let (start, end) = page.word(more);
    match page.look(start, end).map(|hit| hit.cue) {
        _ if !matches!(figures, 1 | 2) || page.is_of(more, b".,") && page.is(more + 1, DIGIT) => (0, at),
        Some(Cue::Cent) => (cents, end),
        // Elsewhere these are grams.
        _ if currency == ZLOTY && page.bytes(start..end) == b"gr" => (cents, end),
        // `12 euros 50` as it is said, unless what follows is counted, bought or paid besides.
        Some(Cue::Unit | Cue::Currency | Cue::Scale) => (0, at),
        _ if and && !said || figures < 2 || digits == at || page.is_of(more, b"%-:/") => (0, at),
        _ => (cents, more),
    }
}

/// The power of ten behind a number and where its word ends: `k`, `Mio.`, `万`, `mil`.
fn scale(page: &Page<'_>, number_end: usize) -> (i32, usize) {
    let (start, end) = page.word(number_end);
    if !page.is(start, LETTER | HAN) {
        return (0, number_end);
    }
    match page.look(start, end) {
        Some(hit) if hit.cue == Cue::Scale => {
            let end = start + hit.len;
            (SCALES[usize::from(hit.arg)], end + usize::from(page.byte(end) == b'.' && page.byte(end + 1) == b' '))
        }
        // `5kEUR`, `30 MUSD`: the letter before a currency.
        None if page.is_of(start, b"kKmM") && page.look(start + 1, end).is_some_and(|hit| hit.cue == Cue::Currency) => {
            (if page.is_of(start, b"kK") { 3 } else { 6 }, start + 1)
        }
        _ => (0, number_end),
    }
}

/// The currency whose word or sign this is.
fn currency(page: &Page<'_>, start: usize, end: usize, glued: bool) -> Option<u8> {
    meant(page, page.look(start, end)?, start, end, glued)
}

/// The currency of a word or sign, unless it reads as another word here.
fn meant(page: &Page<'_>, hit: Hit, start: usize, end: usize, glued: bool) -> Option<u8> {
    let is = |words| ascii::among(words, page.bytes(start..end));
    let believed = match () {
        () if hit.cue != Cue::Currency => false,
        () if !page.is(start, LETTER) => true,
        // But for `58U91O77D`.
        () if is("u") => glued && !page.is(end, ALNUM),
        () if is("fr") => !glued && page.byte(end) == b'.',
        () if is("lei") => !glued || page.is_shouted(start, end),
        () if is("kc ft") => !page.is_shouted(start, end) && (glued || page.is(start, CAPITAL)),
        () => true,
    };
    believed.then_some(hit.arg)
}
