//! Screen names: after `@`, after a word for a person, or written as nothing but a screen name is.

use super::ascii::{self, ALNUM, CAPITAL, DIGIT, LETTER, Made, SMALL};
use super::page::{Found, Page, What};
use super::token::{self, Class};
use super::{Certainty, Ground};

/// How long a name gets, in characters.
const LONGEST: usize = 30;
/// Words that end a Chinese name: of, is, in, to, says, pressed, with, and, person, this, again and again.
const ENDS: &str = "的是在给说把和跟与被让发点骗人这那连没不已就还用，一直";
/// What parts the name of a key, a request or a state, and no one's.
const TECHNICAL: &str =
    "in on is not id key api ak pk rk sk tk req request error status state order payment pending hold live test";
/// Where hosts and files end.
const HOSTS: &str = "com net org example pdf png jpg jpeg xlsx xls csv docx doc zip txt mp4";
/// Written like names, and everywhere.
const BRANDS: &str = "paypal whatsapp defi";

/// `@name` at the sign `i`.
pub(crate) fn at_sign(page: &Page<'_>, i: usize) -> Option<Found> {
    let start = page.at(i).start;
    let free = !page.follows(start, ALNUM) && !page.follows_of(start, b"*_.");
    let end = name(page, start + 1).filter(|_| free)?;
    Some(found(start, end, Ground::AddressForm, Certainty::Checked))
}

/// The name at token `i`, behind a word that announces one; `sure` where that word is "nickname" itself,
/// and `direct` where it stands right before.
pub(crate) fn announced(page: &Page<'_>, i: usize, sure: bool, direct: bool) -> Option<Found> {
    let start = page.at(i).start;
    let end = name(page, start)?;
    let shown = page.text(start..end);
    let made = Made::of(shown.as_bytes());
    let before = page.before(start);
    let marked = direct && (before == b':' || before == b' ' && page.before(start - 1) == b':');
    // `Käufer: Anna-Lena Schmidt`
    let full = page.byte(end) == b' ' && page.is(end + 1, CAPITAL);
    let han = shown.chars().any(token::is_han);
    // Or at the head of a line of a chat.
    let quoted =
        is_quoted(page, start, end) || page.byte(end) == b':' && before == b' ' && page.before(start - 1) == b']';
    let believed = if han {
        // `买家 小马哥OTC 刚刚…`, `买家阿强用…`, `叫追款王99的`, `买家"顺风顺水_168"`
        let apart = before == b' ' && page.byte(end) == b' ';
        let mut chars = shown.chars();
        let familiar = chars.next() == Some('阿') && !matches!(chars.next(), Some('姨' | '里' | '拉'));
        let numbered = page.follows(end, DIGIT) && page.rest(end).starts_with("的".as_bytes());
        sure || direct && (apart || familiar || numbered || quoted)
    } else {
        let shown = shown.as_bytes();
        is_screen_name(&made, sure || direct) && !is_brand(shown, &made)
            || direct && (is_parted(shown, &made) || made.joints() > 0 && (sure || marked && !full || quoted))
            || sure
                && (quoted
                    || marked
                    || made.small > 0 && made.humps + made.digits + made.joints() > 0
                    || direct && page.is(start, CAPITAL) && made.small > 0)
    };
    let number = made.digits + made.hyphens == made.length;
    (believed && !number && !is_technical(shown.as_bytes()))
        .then(|| found(start, end, Ground::Label, Certainty::Labelled))
}

/// A name that needs no word: `jo_du_93`, `Krypto_Janek`.
pub(crate) fn shaped(page: &Page<'_>, i: usize) -> Option<Found> {
    let token = page.at(i);
    let start = token.start;
    if token.class == Class::Han || page.follows(start, ALNUM) || page.follows_of(start, b"_./=`-@") {
        return None;
    }
    let parted = page.glued(i + 1) && page.is_of(token.end, b"_.-");
    if !parted && Made::of(&page.bytes(start..token.end)[1..]).capitals == 0 {
        return None;
    }
    let end = name(page, start)?;
    let shown = page.bytes(start..end);
    let made = Made::of(shown);
    let quoted = is_quoted(page, start, end);
    let believed = if made.underscores > 0 {
        let personal = made.digits > 0
            || page.is(start, CAPITAL)
            || quoted
            || shown.len() >= 10 && shown.split(|b| *b == b'_').all(|part| part.len() > 1);
        // An underscore with something on both its sides.
        let mut parts = shown.split(|b| *b == b'_').filter(|part| !part.is_empty());
        let called = page.is_of(end, b"(=:") && page.byte(end + 1) != b' ';
        parts.nth(1).is_some() && made.small > 0 && personal && !called && !is_technical(shown)
    } else if made.joints() > 0 {
        // `jorn.de.fietser`, `"koopjes.kees"`
        (made.points > 1 || made.points > 0 && quoted)
            && made.letters() > 5
            && made.capitals < made.letters()
            && is_parted(shown, &made)
            && !page.is_of(end, b"/@:(")
    } else {
        is_humped(shown, &made) || quoted && made.humps > 0 && made.letters() > 7 && !is_brand(shown, &made)
    };
    believed.then(|| found(start, end, Ground::ScreenName, Certainty::Shaped))
}

fn found(start: usize, end: usize, ground: Ground, certainty: Certainty) -> Found {
    Found { span: start..end, what: What::Handle, certainty, ground }
}

fn is_quoted(page: &Page<'_>, start: usize, end: usize) -> bool {
    page.follows_of(start, b"\"'") && page.byte(end) == page.before(start)
}

/// Where a name ends: letters, digits and `_ . -` between them, two at least; a Chinese one ends where the sentence goes on.
fn name(page: &Page<'_>, start: usize) -> Option<usize> {
    let text = page.folded.text.get(start..)?;
    let is_part = |c: char| token::is_han(c) || token::is_letter(c) || matches!(c, '0'..='9' | '_' | '.' | '-');
    // `昵称：小鹿不乱撞3⏎`, `“A0后街玩具批发”`: a Chinese name with something on both its sides is all that stands between.
    let behind = text.char_indices().take(12).find(|(_, c)| !is_part(*c)).map_or(b'0', |(at, _)| page.byte(start + at));
    let enclosed = match page.before(start) {
        b'"' => behind == b'"',
        b':' | b'@' => matches!(behind, b' ' | b'\n'),
        _ => false,
    };
    let mut end = start;
    let mut han = 0;
    for (n, c) in text.chars().enumerate() {
        let is_han = token::is_han(c);
        han += usize::from(is_han);
        // `wx_lili在…`: Latin names end where Chinese goes on.
        let foreign = is_han && n > 0 && han == 1;
        let goes_on = han > 1 && ENDS.chars().any(|end| end == c) || foreign || han > 8;
        if !is_part(c) || n > LONGEST || goes_on && !enclosed {
            break;
        }
        end += c.len_utf8();
    }
    while end > start && page.follows_of(end, b".-") {
        end -= 1;
    }
    page.text(start..end).chars().nth(1).map(|_| end)
}

/// `mollyx.94`, `lulu-du-59`: whether what begins at token `i` is a word with a number after a point or a hyphen.
pub(crate) fn is_numbered(page: &Page<'_>, i: usize) -> bool {
    let token = page.at(i);
    let name = name(page, token.start).map_or(&[][..], |end| page.bytes(token.start..end));
    let made = Made::of(name);
    let tail = ascii::run_back(name, DIGIT, 4);
    token.end - token.start > 3 && made.joints() > 0 && made.capitals == 0 && (2..4).contains(&tail)
}

/// `PacoGangas65`
fn is_humped(name: &[u8], made: &Made) -> bool {
    let digits = ascii::run_back(name, DIGIT, LONGEST);
    let letters = name.len() - digits;
    let shaped = (2..=4).contains(&digits) && made.humps == 1 && letters > 6 || made.humps > 1 && letters > 11;
    shaped && ascii::run(name, LETTER, letters) == letters
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
    let parts = || name.split(|b| ascii::is_of(*b, b"._-"));
    (made.points > 0 || made.hyphens > 1)
        && parts().any(|part| part.len() > 3)
        && (made.joints() > 1 || parts().all(|part| part.len() > 2))
        && !parts().any(|part| ascii::among(HOSTS, part) || part.len() > 1 && ascii::among(TECHNICAL, part))
}

/// `PayPal`, `mBank`, `iPhone15`
fn is_brand(name: &[u8], made: &Made) -> bool {
    ascii::among(BRANDS, name)
        || made.joints() == 0 && ascii::run(name, SMALL, 2) == 1 && ascii::run(name, LETTER, 2) == 2
}

/// `sk_live_…`, `req_…`, `in_transit`
fn is_technical(name: &[u8]) -> bool {
    if name.rsplit(|b| *b == b'.').next().is_some_and(|end| ascii::among(HOSTS, end)) {
        return true;
    }
    let mut parts = name.split(|b| *b == b'_');
    // None of them is shorter or longer.
    let may_be = |part: &[u8]| (2..8).contains(&part.len());
    name.contains(&b'_') && parts.any(|part| may_be(part) && ascii::among(TECHNICAL, part))
}

/// Whether a token may begin a name.
pub(crate) fn may_begin(class: Class) -> bool {
    matches!(class, Class::Word | Class::Mixed | Class::Digits | Class::Han)
}
