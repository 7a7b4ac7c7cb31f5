//! One plain spelling of the text for all recognisers, and the way back to the text as given.

use super::ascii::{self, ALNUM, DIGIT, HEX};
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

/// Latin letters without their marks, ASCII digits, spaces, quotes and hyphens whatever the script or the keyboard;
/// entities decoded, tags and invisible characters gone. Case is kept.
pub(crate) struct Folded {
    pub(crate) text: String,
    /// Where folded and given offsets part: `(folded, given)`, ascending.
    moves: Vec<(u32, u32)>,
    given_len: usize,
}

/// Latin-1 from U+00C0 and Latin Extended-A, a base letter each, and for `×` and `÷` what is typed in their place.
const LATIN: &[u8; 192] = b"AAAAAAACEEEEIIIIDNOOOOO*OUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty\
AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

/// The zero of each decimal script (Unicode category Nd) outside ASCII and the full-width forms.
const ZEROS: [u32; 36] = [
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20,
    0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0,
    0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0x104A0,
];

const ENTITIES: [(&str, char); 12] = [
    ("nbsp", ' '),
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("euro", '€'),
    ("pound", '£'),
    ("yen", '¥'),
    ("thinsp", ' '),
    ("ndash", '-'),
    ("shy", '\u{ad}'),
];

impl Folded {
    pub(crate) fn new(given: &str) -> Self {
        let bytes = given.as_bytes();
        let mut fold = Self { text: String::with_capacity(given.len()), moves: Vec::new(), given_len: given.len() };
        // Where the next `>` stands, so that many a `<` costs one search.
        let mut closing = 0;
        let mut at = 0;
        while at < given.len() {
            let is_plain = |b: &&u8| matches!(b, b'\n' | b' '..=b'~') && !matches!(b, b'<' | b'&');
            let same = bytes[at..].iter().take_while(is_plain).count();
            if same > 0 {
                fold.copy(at, &given[at..at + same]);
                at += same;
            }
            let Some(c) = given[at..].chars().next() else { break };
            let mut next = at + c.len_utf8();
            let mut shown = c;
            if c == '<' {
                if closing <= at {
                    closing = bytes[at..].iter().position(|b| *b == b'>').map_or(usize::MAX, |n| at + n);
                }
                if closing != usize::MAX && is_tag(&bytes[next..closing]) {
                    fold.copy(at, " ");
                    if let Some(link) = href(&bytes[next..closing]) {
                        fold.copy(next + link.start, &given[next + link.start..next + link.end]);
                        fold.copy(next + link.end, " ");
                    }
                    at = closing + 1;
                    fold.copy(closing, " ");
                    continue;
                }
            } else if c == '&'
                && let Some((decoded, len)) = entity(&given[at..])
            {
                shown = decoded;
                next = at + len;
            } else if c == '，' && given[next..].chars().next().is_some_and(|c| matches!(c, '０'..='９')) {
                // `９６，４００`: within a number, not between clauses.
                shown = ',';
            }
            if let Some(plain) = plain(shown) {
                fold.copy(at, plain.encode_utf8(&mut [0; 4]));
                // A Chinese comma parts clauses, and `n°` a number from its sign: what follows begins anew.
                let joined = || bytes.get(next).is_some_and(|b| !b.is_ascii() || b.is_ascii_alphanumeric());
                if plain == ';' && shown != ';' || matches!(c, '°' | 'º') && joined() {
                    fold.copy(at, " ");
                }
            }
            at = next;
        }
        fold
    }

    /// Writes what stands at a byte of the text as given.
    fn copy(&mut self, at: usize, text: &str) {
        let folded = self.text.len();
        let (from, to) = self.moves.last().copied().unwrap_or_default();
        if folded - from as usize + to as usize != at {
            self.moves.push((folded as u32, at as u32));
        }
        self.text.push_str(text);
    }

    /// The given bytes behind a range of folded ones.
    pub(crate) fn given(&self, folded: Range<usize>) -> Range<usize> {
        let at = |folded: usize| {
            let known = self.moves.partition_point(|(from, _)| *from as usize <= folded);
            let (from, to) = known.checked_sub(1).map_or((0, 0), |n| self.moves[n]);
            folded - from as usize + to as usize
        };
        let end = if folded.end >= self.text.len() { self.given_len } else { at(folded.end) };
        at(folded.start)..end
    }
}

/// `/?name`, then space, `/` or nothing more: `<b>`, `<br/>`, `</p>`, `<a href=…>`; not `<me@shop.example>` or `a<b and c>d`,
/// nor `<system>`, which is no element and tells something.
fn is_tag(inside: &[u8]) -> bool {
    let body = inside.strip_prefix(b"/").unwrap_or(inside);
    let name = ascii::run(body, 0, ALNUM, 12);
    (1..12).contains(&name)
        && body[0].is_ascii_alphabetic()
        && !body.starts_with(b"system")
        && match &body[name..] {
            [] | b"/" | b" /" => true,
            rest => rest[0].is_ascii_whitespace() && ascii::is_of(b'=', rest),
        }
}

/// The quoted address of a link.
fn href(inside: &[u8]) -> Option<Range<usize>> {
    let at = inside.windows(5).position(|name| name == b"href=")? + 5;
    let quote = inside.get(at).filter(|b| matches!(b, b'"' | b'\''))?;
    let len = inside[at + 1..].iter().position(|b| b == quote)?;
    Some(at + 1..at + 1 + len)
}

/// The character an entity stands for, and the entity's length in bytes.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(10).position(|b| b == b';')?;
    let name = &text[1..end];
    let decoded = match name.as_bytes() {
        [b'#', number @ ..] => {
            let (radix, classes, digits) = match number {
                [b'x' | b'X', hex @ ..] => (16, HEX, hex),
                decimal => (10, DIGIT, decimal),
            };
            if digits.is_empty() || ascii::run(digits, 0, classes, 9) < digits.len() {
                return None;
            }
            // Eight at most: no overflow.
            let value = |digit: u8| u32::from(digit & 15) + if digit > b'9' { 9 } else { 0 };
            char::from_u32(digits.iter().fold(0, |n, b| n * radix + value(*b)))?
        }
        _ => ENTITIES.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((decoded, end + 1))
}

/// The plain form of a character; none for what is not seen.
pub(crate) fn plain(c: char) -> Option<char> {
    let code = c as u32;
    Some(match code {
        0x0A => c,
        0x00..0x20 | 0x7F => ' ',
        0x20..0x7F => c,
        0x85 | 0x2028 | 0x2029 | 0x3002 => '\n',
        0xA0 | 0x2000..=0x200A | 0x202F | 0x205F | 0x3000 => ' ',
        0xAD
        | 0x300..=0x36F
        | 0x200B..=0x200F
        | 0x202A..=0x202E
        | 0x2060..=0x2069
        | 0x20E3
        | 0xE000..=0xF8FF
        | 0xFE00..=0xFE0F
        | 0xFEFF
        | 0xE0000.. => {
            return None;
        }
        0xAA => 'a',
        0xB0 | 0xBA => 'o',
        0xB4 | 0x2018 | 0x2019 | 0x201A | 0x201B | 0x2032 | 0x02BC => '\'',
        0xAB | 0xBB | 0x201C..=0x201F | 0x2033 | 0x2039 | 0x203A | 0x3008..=0x300F | 0xFF02 => '"',
        0xC0..=0x17F => char::from(LATIN[code as usize - 0xC0]),
        0x218 => 'S',
        0x219 => 's',
        0x21A => 'T',
        0x21B => 't',
        0x2010..=0x2013 | 0x2212 | 0xFE58 | 0xFE63 => '-',
        0x2116 => 'N',
        0x3001 => ';',
        0x3010 | 0x3014 => '[',
        0x3011 | 0x3015 => ']',
        0x301C => '~',
        0xFF0C => ';',
        0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0)?,
        0xFFE1 => '£',
        0xFFE5 => '¥',
        0x1D7CE..=0x1D7FF => digit((code - 0x1D7CE) % 10),
        _ if code >= 0x660 && !(0x2E80..0xA000).contains(&code) => {
            ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)).map_or(c, |zero| digit(code - zero))
        }
        _ => c,
    })
}

fn digit(value: u32) -> char {
    char::from(b'0' + value as u8)
}
