//! E-mail and web addresses.

use super::page::{Found, Page};
use super::token::Class;
use super::{Certainty, Ground, Value};

/// Top-level domains that are believed without a scheme or a path; `.example` stands for any (RFC 2606).
const DOMAINS: &str = " com net org info biz eu shop store online app dev io ai co example test xyz site pro \
    uk ie us ca au nz in cn hk tw jp kr sg de at ch fr be nl lu es it pt pl cz sk hu ro bg gr se no dk fi br mx ar cl pe tr ua ru il ae za gov edu me tv cc am pm ";
/// Those that are words as well: `fertig.es geht` is no address.
const WORDS: &str = " es it de me at is in to so be am no us pro co info online shop store app test site ai io pm ";

/// An address around the `@` at token `i` (RFC 5321, less what nobody writes).
pub(crate) fn email(page: &Page<'_>, i: usize) -> Option<Found> {
    if !page.is_sign(i, b'@') {
        return None;
    }
    let at = page.at(i).start;
    let text = page.folded.text.as_str();
    let local =
        text[..at].bytes().rev().take(65).take_while(|b| b.is_ascii_alphanumeric() || b"._%+-'".contains(b)).count();
    let mut start = at - local;
    // A quotation mark before the name is none of it.
    while page.byte(start) == b'\'' {
        start += 1;
    }
    let name = &text[start..at];
    if !name.bytes().any(|b| b.is_ascii_alphanumeric())
        || name.len() > 64
        || name.starts_with('.')
        || name.ends_with('.')
        || name.as_bytes().windows(2).any(|pair| pair == b"..")
    {
        return None;
    }
    let end = host(text, at + 1)?;
    let domain = &text[at + 1..end];
    let (_, top) = split_last(domain, b'.')?;
    if top.len() < 2 || !top.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let value = Value::Email(page.written(start..end));
    Some(Found { span: start..end, value, certainty: Certainty::Checked, ground: Ground::AddressForm })
}

/// `scheme://host…`, `www.host…`, or a host under a domain we know.
pub(crate) fn url(page: &Page<'_>, i: usize) -> Option<Found> {
    let token = page.at(i);
    if !b".-:".contains(&page.byte(token.end)) || page.glued(i) && page.at(i - 1).is_alnum() {
        return None;
    }
    let text = page.folded.text.as_str();
    let word = page.of(i);
    let scheme = token.class == Class::Word
        && page.byte(token.end) == b':'
        && ["http", "https", "ftp"].iter().any(|scheme| word.eq_ignore_ascii_case(scheme))
        && text[token.end..].starts_with("://");
    let from = if scheme { token.end + 3 } else { token.start };
    if !scheme && (!b".-".contains(&page.byte(token.end)) || b"/@.-_".contains(&page.before(token.start))) {
        return None;
    }
    let end = host(text, from)?;
    let host = &text[from..end];
    let rooted = page.byte(end) == b'/' && page.byte(end + 1) != b' ';
    if !scheme {
        let (name, top) = split_last(host, b'.')?;
        let listed = |list: &str| list.split(' ').any(|known| known.eq_ignore_ascii_case(top) && !known.is_empty());
        let www = word.eq_ignore_ascii_case("www");
        let believed = www
            || listed(DOMAINS)
                && (rooted
                    || name.bytes().any(|b| b == b'.' || b == b'-')
                    || !listed(WORDS)
                    || page.byte(end) != b' '
                    || name.len() > 5 && top.len() == 2 && !host.bytes().any(|b| b.is_ascii_uppercase()));
        let named = name.bytes().any(|b| b.is_ascii_alphabetic()) || rooted;
        if !believed
            || !named
            || page.byte(end - top.len()).is_ascii_uppercase() && !top.bytes().all(|b| b.is_ascii_uppercase())
            || page.byte(end) == b'@'
        {
            return None;
        }
    }
    let tail = text[end..].bytes().take_while(|b| b.is_ascii_graphic() && !b"<>\"`{}|\\^".contains(b)).count();
    let mut end = if page.byte(end).is_ascii_graphic() && b"/:?#".contains(&page.byte(end)) { end + tail } else { end };
    // Closing signs belong to the sentence, unless they were opened inside.
    while end > from && !page.byte(end - 1).is_ascii_alphanumeric() {
        let open = match page.byte(end - 1) {
            b')' => b'(',
            b']' => b'[',
            b'/' | b'=' | b'-' | b'_' | b'&' | b'+' | b'%' | b'~' | b'$' | b'@' => break,
            _ => b'\n',
        };
        if text.as_bytes()[from..end - 1].contains(&open) {
            break;
        }
        end -= 1;
    }
    let value = Value::Url(page.written(token.start..end));
    Some(Found { span: token.start..end, value, certainty: Certainty::Checked, ground: Ground::AddressForm })
}

/// What stands before and behind the last of a sign.
pub(crate) fn split_last(text: &str, sign: u8) -> Option<(&str, &str)> {
    let at = text.bytes().rposition(|b| b == sign)?;
    Some((&text[..at], &text[at + 1..]))
}

/// Where the host that begins at a byte ends: labels of letters, digits and inner hyphens; none if there is no such.
fn host(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut end = start;
    let mut at = start;
    // RFC 1035 allows 253 characters.
    while at < bytes.len() && at - start < 253 {
        let label = bytes[at..].iter().take(64).take_while(|b| b.is_ascii_alphanumeric() || **b == b'-').count();
        if label == 0 || bytes[at] == b'-' || bytes.get(at + label) == Some(&b'_') {
            break;
        }
        end = at + label;
        at = end + 1;
        if bytes.get(end) != Some(&b'.') {
            break;
        }
    }
    (end > start).then_some(end)
}
