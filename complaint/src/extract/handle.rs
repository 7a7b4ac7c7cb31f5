//! Screen names: after `@`, after a word for a person, or written as nothing but a screen name is.

use super::ascii::{self, ALNUM, CAPITAL, DIGIT, HAN, LETTER, MARKED, Made, SMALL};
use super::lexicon::Cue;
use super::net::split_last;
use super::page::{HAN_LEN, Page};
use super::{Ground, Kind, token};
use crate::triage::is_small_word;

/// How long a name gets, in characters.
const LONGEST: usize = 30;
/// No name in one piece is shorter, in bytes, that only its form tells.
const SHORTEST: usize = 8;
/// Words that end a Chinese name: of, is, in, to, says, pressed, with, and, person, this, again and again.
const ENDS: &str = "的是在给说把和跟与被让发点骗人这那连没不已就还却用，一直";
/// What parts the name of a key, a request or a state, and no one's.
const TECHNICAL: &str =
    "in on is not id key api ak pk rk sk tk req request error status state order payment pending hold live test ord";
/// What an event or an entry of a program begins with: `listing.takedown`.
const EVENTS: &str = "account cart document event form listing payout user";
/// Where hosts and files end.
const HOSTS: &str = "com net org example pdf png jpg jpeg xlsx xls csv docx doc zip txt mp4 html js json webp heic";
/// Written like names, and everywhere.
const BRANDS: &str = "paypal whatsapp defi";

/// `@name` at the sign `i`.
pub(crate) fn at_sign(page: &mut Page<'_>, i: usize) -> bool {
    let start = page.at(i).start;
    let end = name(page, start + 1);
    end > 0
        && !page.follows(start, ALNUM)
        && !page.follows_of(start, b"*_.")
        && page.take(i, start..end, Kind::Handle, Ground::AddressForm)
}

/// The name at token `i`, behind a word that announces one; `sure` where that word is "nickname" itself,
/// and `direct` where it stands right before.
pub(crate) fn announced(page: &mut Page<'_>, i: usize, sure: bool, direct: bool) -> bool {
    let start = page.at(i).start;
    let end = name(page, start);
    let shown = page.bytes(start..end);
    let made = Made::of(shown);
    let before = page.before(start);
    // `Käufer: Anna-Lena Schmidt`
    let full = page.byte(end) == b' ' && page.is(end + 1, CAPITAL);
    // Or between commas, or at the head of a line of a chat.
    let sign = if before == b' ' { page.before(start - 1) } else { b' ' };
    let behind = page.byte(end);
    let quoted = is_quoted(page, start, end)
        || matches!((sign, behind), (b',', b',') | (b']', b':'))
        || (before, behind) == (b'(', b')');
    let believed = if shown.iter().any(|b| ascii::class(*b) & HAN != 0) {
        // `买家 小马哥OTC 刚刚…`, `买家阿强用…`, `叫追款王99的`, `买家ID：果果爸爸2017，…`,
        // `买家"顺风顺水_168"`
        let apart = before == b' ' && page.byte(end) == b' ';
        let familiar = page.is_han_of(start, "阿") && !page.is_han_of(start + HAN_LEN, "姨里拉");
        let numbered = page.follows(end, DIGIT) && (page.is_han_of(end, "的") || before == b':');
        // `账号：云上听风。`
        let marked = before == b':' && matches!(page.byte(end), b' ' | b'\n') && made.length > 3 * HAN_LEN;
        // `有个叫专治奸商的买家`
        let called = made.length > 3 * HAN_LEN && page.is_han_of(end, "的") && page.cue(end + HAN_LEN) == Cue::Person;
        sure || direct && (apart || familiar || numbered || quoted || marked || called || made.underscores > 0)
    } else {
        // Or, as in `微信zhubian-laoli`, right behind Chinese.
        let marked = direct && (before == b':' || sign == b':' || page.follows(start, MARKED));
        is_screen_name(&made, sure || direct) && !is_brand(shown, &made)
            || direct && (is_parted(shown, &made) || made.joints() > 0 && (sure || marked && !full || quoted))
            || (sure || direct && is_keyed(page, start))
                && (quoted
                    || marked
                    || made.small > 0 && made.humps + made.digits + made.joints() > 0
                    || direct && page.is(start, CAPITAL) && made.small > 0)
    };
    let number = made.digits + made.hyphens == made.length || made.small == 0 && made.hyphens > 0 && made.digits > 3;
    end > 0 && believed && !number && !is_technical(shown) && page.take(i, start..end, Kind::Handle, Ground::Label)
}

/// A name that needs no word: `jo_du_93`, `Krypto_Janek`.
pub(crate) fn shaped(page: &mut Page<'_>, i: usize) -> bool {
    let token = page.at(i);
    let start = token.start;
    if token.is(token::HAN) || page.follows(start, ALNUM) || page.follows_of(start, b"_./=`-@") {
        return false;
    }
    let parted = page.glued(i + 1)
        && page.is_of(token.end, b"_.-")
        && (page.is(token.end + 1, ALNUM | MARKED | HAN) || page.is_of(token.end + 1, b"_.-"));
    let small = || page.run(start + 1, SMALL | MARKED, usize::MAX) + 1 == token.len();
    if !parted && (token.len() < SHORTEST || token.is(token::WORD) && small()) {
        return false;
    }
    let end = name(page, start);
    let shown = page.bytes(start..end);
    let made = Made::of(shown);
    let quoted = is_quoted(page, start, end);
    let believed = if made.underscores > 0 {
        let personal = made.digits > 0 || page.is(start, CAPITAL) || quoted || shown.len() >= 10;
        // An underscore with something on both its sides.
        let joins = parts(shown, b"_").filter(|part| !part.is_empty()).count() > 1;
        let called = page.is_of(end, b"(=:") && page.byte(end + 1) != b' ';
        joins && made.small > 0 && made.letters() > 2 && personal && !called && !is_technical(shown)
    } else if made.joints() > 0 {
        // `jorn.de.fietser`, `kotek.bezogonka`, `"Koopjes.kees"`, `(Lola.modas)`
        let apart = quoted || (page.before(start), page.byte(end)) == (b'(', b')');
        let plain = made.joints() == 1
            && made.capitals + made.digits == 0
            && are_names(shown)
            && !parts(shown, b".").any(|part| ascii::among(EVENTS, part));
        (made.points > 1 || made.points > 0 && (apart || plain))
            && made.letters() > 5
            && made.capitals < made.letters()
            && is_parted(shown, &made)
            && !page.is_of(end, b"/@:(=")
    } else {
        token.cue == Cue::None && is_humped(shown, &made)
            || quoted && made.humps > 0 && made.letters() > 7 && !is_brand(shown, &made)
    };
    end > 0 && believed && page.take(i, start..end, Kind::Handle, Ground::ScreenName)
}

/// Also `【小雨】`.
fn is_quoted(page: &Page<'_>, start: usize, end: usize) -> bool {
    let open = page.before(start);
    ascii::is_of(open, b"\"'[") && page.byte(end) == if open == b'[' { b']' } else { open }
}

/// What data writes behind a key: `"seller":"quillandoak"`.
fn is_keyed(page: &Page<'_>, start: usize) -> bool {
    page.bytes(0..start).ends_with(b":\"")
}

/// Where a name ends: letters, digits and `_ . -` between them, two at least; a Chinese one ends where the sentence goes on.
/// 0 where there is none.
fn name(page: &Page<'_>, start: usize) -> usize {
    // `昵称：小鹿不乱撞3⏎`, `“A0后街玩具批发”`: a Chinese name with something on both its sides is all that stands between.
    let behind = || start + page.run_of(start, ALNUM | MARKED | HAN, b"_.-", 36);
    let enclosed = match page.before(start) {
        b'"' | b'[' => is_quoted(page, start, behind()),
        b':' => page.is_of(behind(), b" \n,"),
        b'@' => page.is_of(behind(), b" \n"),
        _ => false,
    };
    let mut end = start;
    let (mut han, mut count) = (0, 0);
    while count <= LONGEST {
        let first = page.byte(end);
        let class = ascii::class(first);
        let is_han = class & HAN != 0;
        // `wx_lili在…`, `夜雨声烦_77好评…`: what is Latin in a name ends where Chinese goes on.
        let tailed = || page.follows(end, ALNUM) && ascii::is_of(b'_', page.bytes(start..end));
        let foreign = is_han && (han == 0 && count > 0 || tailed());
        let goes_on = foreign || han > 7 && is_han || han > 0 && page.is_han_of(end, ENDS);
        let is_part = class & (ALNUM | MARKED | HAN) != 0 || ascii::is_of(first, b"_.-");
        if !is_part || goes_on && !enclosed {
            break;
        }
        han += usize::from(is_han);
        count += 1;
        end += ascii::char_len(first);
    }
    while page.follows_of(end, b".-") && end > start {
        (end, count) = (end - 1, count - 1);
    }
    // `Kharn#2217`
    let tag = if page.is_of(end, b"#") && page.follows(end, LETTER) { page.run(end + 1, DIGIT, 6) } else { 0 };
    end += if (3..6).contains(&tag) { tag + 1 } else { 0 };
    if count > 1 { end } else { 0 }
}

fn parts<'a>(name: &'a [u8], signs: &'static [u8]) -> impl Iterator<Item = &'a [u8]> {
    name.split(|b| ascii::is_of(*b, signs))
}

/// `[21:14] Zbyszek-Exchange: …`, `btc.onkel88: …`: whether what begins at token `i` is somebody who speaks.
pub(crate) fn speaks(page: &Page<'_>, i: usize) -> bool {
    let start = page.at(i).start;
    let answered = page.sign(i.wrapping_sub(1), b"]");
    if !answered && page.before(start) != b'\n' {
        return false;
    }
    let end = name(page, start);
    let made = Made::of(page.bytes(start..end));
    page.byte(end) == b':' && page.byte(end + 1) == b' ' && (answered || made.points + made.underscores > 0)
}

/// `mollyx.94`, `lulu-du-59`, `slowpanda.trades`: whether what begins at token `i` is a word with a number after a point or a
/// hyphen, or two words with a point between them.
pub(crate) fn is_composed(page: &Page<'_>, i: usize) -> bool {
    let token = page.at(i);
    if token.len() < 4 {
        return false;
    }
    let name = page.bytes(token.start..name(page, token.start));
    let made = Made::of(name);
    let named = || made.joints() == 1 && made.points == 1 && are_names(name);
    made.joints() > 0 && made.capitals == 0 && (matches!(ascii::run_back(name, DIGIT, 4), 2 | 3) || named())
}

/// Whether no part between points is one of the small words of a language.
fn are_names(name: &[u8]) -> bool {
    !parts(name, b".").any(is_small_word)
}

/// `PacoGangas65`, `marzipan77`, but no `oktoberfest2026`
fn is_humped(name: &[u8], made: &Made) -> bool {
    let digits = ascii::run_back(name, DIGIT, LONGEST);
    let letters = name.len() - digits;
    let numbered =
        (2..=4).contains(&digits) && made.humps < 2 && letters > 5 + made.humps && made.small > made.capitals;
    let year = digits == 4 && made.humps == 0 && name[letters..].starts_with(b"20");
    (numbered && !year || made.humps > 1 && letters > 11) && ascii::run(name, 0, LETTER, letters) == letters
}

/// Letters with an underscore, a digit or, if it is `sure` to be a name, a capital inside; not a plain number, word or
/// model name.
fn is_screen_name(made: &Made, sure: bool) -> bool {
    let (small, digit) = (made.small > 0, made.digits > 0);
    made.letters() >= 2
        && (made.underscores > 0 && (small || digit || sure)
            || small && digit && made.letters() >= 3
            || sure && made.humps > 0)
}

/// Parted as neither words nor hosts nor files are: `pepe.remesas`, `jorn.de.fietser`, `gpu-farm-braga`.
fn is_parted(name: &[u8], made: &Made) -> bool {
    let parts = || parts(name, b"._-");
    (made.points > 0 || made.hyphens > 1)
        && parts().any(|part| part.len() > 3)
        && (made.joints() > 1 || parts().all(|part| part.len() > 2))
        && !parts()
            .any(|part| (2..8).contains(&part.len()) && (ascii::among(HOSTS, part) || ascii::among(TECHNICAL, part)))
}

/// `PayPal`, `mBank`, `iPhone15`
fn is_brand(name: &[u8], made: &Made) -> bool {
    ascii::among(BRANDS, name)
        || made.joints() == 0 && ascii::run(name, 0, SMALL, 2) == 1 && ascii::run(name, 0, LETTER, 2) == 2
}

/// `sk_live_…`, `req_…`, `in_transit`
fn is_technical(name: &[u8]) -> bool {
    // None of them is shorter or longer.
    ascii::is_of(b'.', name) && ascii::among(HOSTS, split_last(name, b'.').1)
        || ascii::is_of(b'_', name)
            && parts(name, b"_").any(|part| (2..8).contains(&part.len()) && ascii::among(TECHNICAL, part))
}
