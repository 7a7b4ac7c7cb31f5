//! E-mail and web addresses.

use super::ascii::{self, ALNUM, CAPITAL, Made};
use super::page::{Found, Page, What};
use super::token::Class;
use super::{Certainty, Ground};

/// Top-level domains that are believed without a scheme or a path; `.example` stands for any (RFC 2606).
const DOMAINS: &str = "com net org info biz eu shop store online app dev io ai co example test xyz site pro \
    uk ie us ca au nz in cn hk tw jp kr sg de at ch fr be nl lu es it pt pl cz sk hu ro bg gr se no dk fi br mx ar cl pe tr ua ru il ae za gov edu me tv cc am pm";
/// Those that are words as well: `fertig.es geht` is no address.
const WORDS: &str = "es it de me at is in to so be am no us pro co info online shop store app test site ai io pm";

/// An address around the `@` at token `i` (RFC 5321, less what nobody writes).
pub(crate) fn email(page: &Page<'_>, i: usize) -> Option<Found> {
    let at = page.at(i).start;
    let text = page.folded.text.as_bytes();
    let may_name = |b: &&u8| b.is_ascii_alphanumeric() || ascii::is_of(**b, b"._%+-'");
    let mut start = at - text[..at].iter().rev().take(65).take_while(may_name).count();
    // A quotation mark before the name is none of it.
    while page.byte(start) == b'\'' {
        start += 1;
    }
    let name = &text[start..at];
    let made = Made::of(name);
    let pointed = name.split(|b| *b == b'.').any(<[u8]>::is_empty);
    if made.letters() + made.digits == 0 || name.len() > 64 || pointed {
        return None;
    }
    let end = host(page, at + 1)?;
    let (_, top) = split_last(&text[at + 1..end], b'.')?;
    if top.len() < 2 || Made::of(top).letters() < top.len() {
        return None;
    }
    Some(found(start, end, What::Email))
}

/// `scheme://host…`, `www.host…`, or a host under a domain we know.
pub(crate) fn url(page: &Page<'_>, i: usize) -> Option<Found> {
    let token = page.at(i);
    if !page.is_of(token.end, b".-:") || page.glued(i) && page.at(i - 1).is_alnum() {
        return None;
    }
    let scheme =
        token.class == Class::Word && page.rest(token.end).starts_with(b"://") && page.is_among(i, "http https ftp");
    let from = if scheme { token.end + 3 } else { token.start };
    if !scheme && (page.byte(token.end) == b':' || page.follows_of(token.start, b"/@.-_")) {
        return None;
    }
    let mut end = host(page, from)?;
    if !scheme && !is_believed(page, i, end) {
        return None;
    }
    if page.is_of(end, b"/:?#") {
        end += page.rest(end).iter().take_while(|b| b.is_ascii_graphic() && !ascii::is_of(**b, b"<>\"`{}|\\^")).count();
    }
    // Closing signs belong to the sentence, unless they were opened inside.
    let first = |sign| page.bytes(from..end).iter().position(|b| *b == sign).map_or(usize::MAX, |at| from + at);
    let (round, square) = (first(b'('), first(b'['));
    while end > from && !page.follows(end, ALNUM) && !page.follows_of(end, b"/=-_&+%~$@") {
        let open = match page.before(end) {
            b')' => round,
            b']' => square,
            _ => usize::MAX,
        };
        if open < end {
            break;
        }
        end -= 1;
    }
    Some(found(token.start, end, What::Url))
}

/// Whether a host from token `i` on, without a scheme, is meant as an address.
fn is_believed(page: &Page<'_>, i: usize, end: usize) -> bool {
    let host = page.bytes(page.at(i).start..end);
    let Some((name, top)) = split_last(host, b'.') else { return false };
    let listed = |list| ascii::among(list, top);
    let (name, made) = (Made::of(name), Made::of(top));
    let rooted = page.byte(end) == b'/' && page.byte(end + 1) != b' ';
    // `fertig.es geht`
    let is_word = || {
        let joined = rooted || name.joints() > 0 || page.byte(end) != b' ';
        !joined && listed(WORDS) && (name.length <= 5 || top.len() != 2 || name.capitals + made.capitals > 0)
    };
    let shouted = page.is(end - top.len(), CAPITAL) && made.capitals < top.len();
    (page.is_among(i, "www") || listed(DOMAINS) && !is_word())
        && (name.letters() > 0 || rooted)
        && !shouted
        && page.byte(end) != b'@'
}

fn found(start: usize, end: usize, what: What) -> Found {
    Found { span: start..end, what, certainty: Certainty::Checked, ground: Ground::AddressForm }
}

/// What stands before and behind the last of a sign.
pub(crate) fn split_last(text: &[u8], sign: u8) -> Option<(&[u8], &[u8])> {
    let at = text.iter().rposition(|b| *b == sign)?;
    Some((&text[..at], &text[at + 1..]))
}

/// Where the host that begins at a byte ends: labels of letters, digits and inner hyphens; none if there is no such.
fn host(page: &Page<'_>, start: usize) -> Option<usize> {
    let mut end = start;
    let mut at = start;
    // RFC 1035 allows 253 characters.
    while at - start < 253 {
        let label = page.rest(at).iter().take(64).take_while(|b| b.is_ascii_alphanumeric() || **b == b'-').count();
        if label == 0 || page.byte(at) == b'-' || page.byte(at + label) == b'_' {
            break;
        }
        end = at + label;
        at = end + 1;
        if page.byte(end) != b'.' {
            break;
        }
    }
    (end > start).then_some(end)
}
