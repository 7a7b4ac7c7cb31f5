//! Screen names: after `@`, after a word for a person, or written as nothing but a screen name is.

use super::page::{Found, Page};
use super::token::{self, Class};
use super::{Certainty, Ground, Value};

/// How long a name gets, in characters.
const LONGEST: usize = 30;
/// Words that end a Chinese name: of, is, in, to, says, pressed, with, and, person, this, again and again.
const ENDS: &str = "的是在给说把和跟与被让发点骗人这那连没不已就还，一直";

/// `@name` at the sign `i`.
pub(crate) fn at_sign(page: &Page<'_>, i: usize) -> Option<Found> {
    let start = page.at(i).start;
    let free = !page.before(start).is_ascii_alphanumeric() && !b"*_.".contains(&page.before(start));
    let (from, end) = name(page, start + 1).filter(|_| page.is_sign(i, b'@') && free)?;
    Some(found(page, start, from, end, Ground::AddressForm, Certainty::Checked))
}

/// The name at token `i`, behind a word that announces one; `sure` where that word is "nickname" itself,
/// and `direct` where it stands right before.
pub(crate) fn announced(page: &Page<'_>, i: usize, sure: bool, direct: bool) -> Option<Found> {
    let start = page.at(i).start;
    let (from, end) = name(page, start)?;
    let shown = page.text(from..end);
    let quoted = page.before(start) == b'"' && page.byte(end) == b'"';
    let marked = direct && (page.before(start) == b':' || page.before(start) == b' ' && page.before(start - 1) == b':');
    let han = shown.chars().any(token::is_han);
    // `买家 小马哥OTC 刚刚…`
    let apart = direct && han && page.before(start) == b' ' && page.byte(end) == b' ';
    let joined = direct && shown.contains(['.', '-', '_']);
    let believed = is_screen_name(shown)
        || apart
        || joined && (sure || marked)
        || sure && (quoted || marked || han || shown.bytes().any(|b| b.is_ascii_uppercase() || b.is_ascii_digit()));
    let number = shown.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    (believed && !number).then(|| found(page, start, from, end, Ground::Label, Certainty::Labelled))
}

/// A name that needs no word: `jo_du_93`, `Krypto_Janek`.
pub(crate) fn shaped(page: &Page<'_>, i: usize) -> Option<Found> {
    let start = page.at(i).start;
    if b"_./=`-@".contains(&page.before(start)) || page.before(start).is_ascii_alphanumeric() {
        return None;
    }
    let underscore = (i + 1..page.tokens.len()).take(6).take_while(|n| page.glued(*n)).any(|n| page.is_sign(n, b'_'));
    let humped = || page.of(i).bytes().skip(1).any(|b| b.is_ascii_uppercase());
    if page.at(i).class == Class::Han || !underscore && !humped() {
        return None;
    }
    let (from, end) = name(page, start)?;
    let shown = page.text(from..end);
    if !underscore {
        return is_humped(shown).then(|| found(page, start, from, end, Ground::ScreenName, Certainty::Shaped));
    }
    let quoted = page.before(start) == b'"' && page.byte(end) == b'"';
    let small = shown.bytes().any(|b| b.is_ascii_lowercase());
    let personal = shown.bytes().any(|b| b.is_ascii_digit())
        || shown.as_bytes()[0].is_ascii_uppercase()
        || quoted
        || shown.len() >= 10 && shown.as_bytes().split(|b| *b == b'_').all(|part| part.len() > 2);
    let joined = shown.bytes().skip_while(|b| *b == b'_').skip_while(|b| *b != b'_').any(|b| b != b'_');
    let called = b"(=:".contains(&page.byte(end)) && page.byte(end + 1) != b' ';
    (joined && small && personal && !called)
        .then(|| found(page, start, from, end, Ground::ScreenName, Certainty::Shaped))
}

fn found(page: &Page<'_>, start: usize, from: usize, end: usize, ground: Ground, certainty: Certainty) -> Found {
    Found { span: start..end, value: Value::Handle(page.written(from..end)), certainty, ground }
}

/// Letters, digits and `_ . -` between them; a Chinese name ends where the sentence goes on.
fn name(page: &Page<'_>, start: usize) -> Option<(usize, usize)> {
    let text = page.folded.text.get(start..)?;
    let mut end = start;
    let mut han = 0;
    for (n, c) in text.chars().enumerate() {
        han += usize::from(token::is_han(c));
        let foreign = token::is_han(c) && n > 0 && han == 1;
        let letter = token::is_letter(c) || c.is_ascii_digit() || token::is_han(c) || c == '_' || c == '.' || c == '-';
        if !letter || foreign || n > LONGEST || han > 1 && ENDS.chars().any(|end| end == c) || han > 8 {
            break;
        }
        end += c.len_utf8();
    }
    // `wx_lili在…`: Latin names end where Chinese goes on.
    while end > start && b".-".contains(&page.byte(end - 1)) {
        end -= 1;
    }
    page.text(start..end).chars().nth(1).map(|_| (start, end))
}

/// `PacoGangas65`
fn is_humped(name: &str) -> bool {
    let digits = name.bytes().rev().take_while(u8::is_ascii_digit).count();
    let letters = &name.as_bytes()[..name.len() - digits];
    let humps = letters.windows(2).filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase()).count();
    let shaped = (2..=4).contains(&digits) && humps == 1 && letters.len() > 6 || humps > 1 && letters.len() > 11;
    shaped && letters.iter().all(u8::is_ascii_alphabetic)
}

/// Letters with an underscore, a digit or a capital inside; not a plain number, word or model name.
fn is_screen_name(name: &str) -> bool {
    let letters = name.bytes().filter(u8::is_ascii_alphabetic).count();
    let small = name.bytes().any(|b| b.is_ascii_lowercase());
    let digit = name.bytes().any(|b| b.is_ascii_digit());
    let hump = name.as_bytes().windows(2).any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    letters >= 2 && (name.contains('_') && (small || digit) || small && digit && letters >= 3 || hump)
}

/// Whether a token may begin a name.
pub(crate) fn may_begin(class: Class) -> bool {
    matches!(class, Class::Word | Class::Mixed | Class::Digits | Class::Han)
}
