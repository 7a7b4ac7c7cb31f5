//! E-mail and web addresses.

use super::ascii::{self, ALNUM, Made};
use super::page::Page;
use super::{Ground, Kind};

/// Top-level domains that are believed without a scheme or a path; `.example` stands for any (RFC 2606).
const DOMAINS: &str = "com net org info biz eu shop store online app dev io ai co example test xyz site pro \
    uk ie us ca au nz in cn hk tw jp kr sg de at ch fr be nl lu es it pt pl cz sk hu ro bg gr se no dk fi br mx ar cl pe tr ua ru il ae za gov edu me tv cc am pm";
/// Those that are words as well: `fertig.es geht` is no address.
const WORDS: &str = "es it de me at is in to so be am no us pro co info online shop store app test site ai io pm";

/// What an address may hold behind its host, beside letters and figures.
const LINK: &[u8] = b"!#$%&'()*+,-./:;=?@[]_~";

/// An address around the `@` at token `i` (RFC 5321, less what nobody writes).
pub(crate) fn email(page: &mut Page<'_>, i: usize) -> bool {
    let at = page.at(i).start;
    let mut start = at;
    while at - start < 65 && (page.follows(start, ALNUM) || page.follows_of(start, b"._%+-'")) {
        start -= 1;
    }
    // A quotation mark before the name is none of it.
    while page.byte(start) == b'\'' {
        start += 1;
    }
    let name = page.bytes(start..at);
    let made = Made::of(name);
    let pointed = name.split(|b| *b == b'.').any(<[u8]>::is_empty);
    if made.letters() + made.digits == 0 || name.len() > 64 || pointed {
        return false;
    }
    let end = host(page, at + 1);
    let (_, top) = split_last(page.bytes(at + 1..end), b'.');
    top.len() > 1 && Made::of(top).letters() == top.len() && page.take(i, start..end, Kind::Email, Ground::AddressForm)
}

/// `scheme://host…`, `www.host…`, or a host under a domain we know.
pub(crate) fn url(page: &mut Page<'_>, i: usize) -> bool {
    let token = page.at(i);
    let start = token.start;
    if !page.is_of(token.end, b".-:") || page.goes_on(i) {
        return false;
    }
    let scheme = page.rest(token.end).starts_with(b"://") && page.is_among(i, "http https ftp");
    if !scheme && (page.byte(token.end) == b':' || page.follows_of(start, b"/@.-_")) {
        return false;
    }
    let from = if scheme { token.end + 3 } else { start };
    let mut end = host(page, from);
    if end == from || !scheme && !is_believed(page, i, end) {
        return false;
    }
    if page.is_of(end, b"/:?#") {
        end += page.run_of(end, ALNUM, LINK, usize::MAX);
    }
    // Closing signs belong to the sentence, unless they were opened inside.
    let first = |sign| from + page.bytes(from..end).iter().take_while(|b| **b != sign).count();
    let (round, square, whole) = (first(b'('), first(b'['), end);
    while !page.follows(end, ALNUM) && !page.follows_of(end, b"/=-_&+%~$@") {
        let opened = match page.before(end) {
            b')' => round,
            b']' => square,
            _ => whole,
        };
        if opened < end {
            break;
        }
        end -= 1;
    }
    page.take(i, start..end, Kind::Url, Ground::AddressForm)
}

/// Whether a host from token `i` on, without a scheme, is meant as an address.
fn is_believed(page: &Page<'_>, i: usize, end: usize) -> bool {
    let (name, top) = split_last(page.bytes(page.at(i).start..end), b'.');
    if top.len() < 2 {
        return false;
    }
    let (name, made) = (Made::of(name), Made::of(top));
    let rooted = page.byte(end) == b'/' && page.byte(end + 1) != b' ';
    // `fertig.es geht`
    let joined = rooted || name.joints() > 0 || page.byte(end) != b' ';
    let is_word = || {
        !joined && (name.length <= 5 || top.len() != 2 || name.capitals + made.capitals > 0) && ascii::among(WORDS, top)
    };
    let shouted = made.capitals > 0 && (made.capitals < top.len() || name.small > 0);
    // `VT.90641.fr`, `LG93581.NL`
    let numbered = name.capitals > 0 && name.small == 0 && name.digits > 3 && !rooted;
    (name.letters() > 0 || rooted)
        && !shouted
        && !numbered
        && page.byte(end) != b'@'
        && (page.is_among(i, "www") || ascii::among(DOMAINS, top) && !is_word())
}

/// What stands before and behind the last of a sign; nothing behind where there is none.
pub(crate) fn split_last(text: &[u8], sign: u8) -> (&[u8], &[u8]) {
    let behind = text.iter().rev().take_while(|b| **b != sign).count();
    match text.len().checked_sub(behind + 1) {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, b""),
    }
}

/// Where the host that begins at a byte ends: labels of letters, digits and inner hyphens; where it begins if there is no such.
fn host(page: &Page<'_>, start: usize) -> usize {
    let mut end = start;
    let mut at = start;
    // RFC 1035 allows 253 characters.
    while at - start < 253 {
        let label = page.run_of(at, ALNUM, b"-", 64);
        if label == 0 || page.byte(at) == b'-' || page.byte(at + label) == b'_' {
            break;
        }
        end = at + label;
        at = end + 1;
        if page.byte(end) != b'.' {
            break;
        }
    }
    end
}
