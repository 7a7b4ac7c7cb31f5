//! Bytes of the folded text by class, how long they run, and how many of each a word is made of.

pub(crate) const DIGIT: u8 = 1;
pub(crate) const CAPITAL: u8 = 2;
pub(crate) const SMALL: u8 = 4;
pub(crate) const SPACE: u8 = 8;
pub(crate) const LETTER: u8 = CAPITAL | SMALL;
pub(crate) const ALNUM: u8 = LETTER | DIGIT;

/// Of a letter outside ASCII, or a later byte of any character: a run of letters never begins inside one.
pub(crate) const MARKED: u8 = 16;
/// The first of a Chinese, Japanese or Korean character.
pub(crate) const HAN: u8 = 32;
/// What may go on with figures, beside what else it is.
pub(crate) const JOINS: u8 = 128;
/// A figure of base sixteen, beside what else it is.
pub(crate) const HEX: u8 = 64;
/// Of a letter of any alphabet.
pub(crate) const LETTERS: u8 = LETTER | MARKED;

/// UTF-8 begins what is below U+00C0 with C2, alphabets up to U+2000 with C3 to E1, signs with E2, EE and EF; Chinese and its
/// like lie between, and behind the pictures, which begin with F0 9F.
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' => DIGIT | HEX | JOINS,
            b'A'..=b'F' => CAPITAL | HEX | JOINS,
            b'G'..=b'Z' => CAPITAL | JOINS,
            b'a'..=b'f' => SMALL | HEX | JOINS,
            b'g'..=b'z' => SMALL | JOINS,
            b' ' => SPACE | JOINS,
            b'.' | b',' | b'\'' | b'-' | b'/' | b'_' | b'$' | b'=' => JOINS,
            0x80..=0xBF | 0xC3..=0xE1 => MARKED | JOINS,
            0xE3..=0xED => HAN | JOINS,
            0x80.. => JOINS,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

/// One of the above, or 0.
pub(crate) fn class(byte: u8) -> u8 {
    CLASSES[usize::from(byte)]
}

/// Whether a character is Chinese, Japanese or Korean.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c as u32, 0x3040..0xE000 | 0x20000..)
}

/// Whether it is a letter of any alphabet.
pub(crate) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c as u32, 0xC0..0x2000)
}

/// Whether it may stand in a word or a figure.
pub(crate) fn is_spoken(c: char) -> bool {
    c.is_ascii_digit() || c == '\'' || is_letter(c) || is_han(c)
}

/// How many bytes the character has that begins with this one.
pub(crate) fn char_len(first: u8) -> usize {
    1 + usize::from(first >= 0xC0) + usize::from(first >= 0xE0) + usize::from(first >= 0xF0)
}

/// Whether `byte` is one of `signs`.
// In Wasm each copy is downloaded; elsewhere a call costs more than what it does.
#[cfg_attr(target_family = "wasm", inline(never))]
#[expect(clippy::manual_contains, reason = "a searcher takes longer to begin than a few signs to compare")]
pub(crate) fn is_of(byte: u8, signs: &[u8]) -> bool {
    signs.iter().any(|sign| *sign == byte)
}

/// How many bytes of `text` from `at` on are of one of `classes`, `most` at most.
pub(crate) fn run(text: &[u8], at: usize, classes: u8, most: usize) -> usize {
    text.get(at..).unwrap_or_default().iter().take(most).take_while(|b| class(**b) & classes != 0).count()
}

/// How many from `at` on are of one of `classes` or one of `signs`, `most` at most.
pub(crate) fn run_of(text: &[u8], at: usize, classes: u8, signs: &[u8], most: usize) -> usize {
    let fits = |b: &&u8| class(**b) & classes != 0 || is_of(**b, signs);
    text.get(at..).unwrap_or_default().iter().take(most).take_while(fits).count()
}

/// The same of those of `classes` that `text` ends with.
pub(crate) fn run_back(text: &[u8], classes: u8, most: usize) -> usize {
    text.iter().rev().take(most).take_while(|b| class(**b) & classes != 0).count()
}

/// Whether `text` begins with `word`, in whatever case.
pub(crate) fn begins(text: &[u8], word: &str) -> bool {
    text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()))
}

/// The value of figures, of which there are 19 at most.
pub(crate) fn value(figures: &[u8]) -> u64 {
    figures.iter().fold(0, |n, b| n * 10 + u64::from(b - b'0'))
}

/// What a word is made of.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Made {
    pub(crate) digits: usize,
    pub(crate) capitals: usize,
    pub(crate) small: usize,
    pub(crate) underscores: usize,
    pub(crate) hyphens: usize,
    pub(crate) points: usize,
    /// Capitals right behind a small letter.
    pub(crate) humps: usize,
    pub(crate) length: usize,
}

impl Made {
    pub(crate) fn of(word: &[u8]) -> Self {
        let mut made = Self { length: word.len(), ..Self::default() };
        let mut before = 0;
        for byte in word {
            let class = class(*byte);
            made.digits += usize::from(class & DIGIT != 0);
            made.capitals += usize::from(class & CAPITAL != 0);
            made.small += usize::from(class & SMALL != 0);
            made.underscores += usize::from(*byte == b'_');
            made.hyphens += usize::from(*byte == b'-');
            made.points += usize::from(*byte == b'.');
            made.humps += usize::from(class & CAPITAL != 0 && before & SMALL != 0);
            before = class;
        }
        made
    }

    pub(crate) fn letters(&self) -> usize {
        self.capitals + self.small
    }

    /// Signs that join the parts of a name.
    pub(crate) fn joints(&self) -> usize {
        self.underscores + self.hyphens + self.points
    }
}

/// Whether `word`, in whatever case, is one of `words`, which are in small letters with a space between each two.
pub(crate) fn among(words: &str, word: &[u8]) -> bool {
    // No word begins with a figure.
    let Some(first) = word.first().filter(|b| !b.is_ascii_digit()) else { return false };
    let (words, first) = (words.as_bytes(), first.to_ascii_lowercase());
    let mut at = 0;
    while let Some(known) = words.get(at..at + word.len()) {
        let end = at + word.len();
        // Most begin with another letter.
        if known[0] == first && words.get(end).is_none_or(|b| *b == b' ') && known.eq_ignore_ascii_case(word) {
            return true;
        }
        at += words[at..].iter().take_while(|b| **b != b' ').count() + 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_ends_where_another_class_begins() {
        let check = |text: &str, classes, most, expected| {
            assert_eq!(run(text.as_bytes(), 0, classes, most), expected, "{text}");
        };
        check("12a", DIGIT, 9, 2);
        check("12a", ALNUM, 9, 3);
        check("12a", ALNUM, 1, 1);
        check("  a", SPACE, 9, 2);
        check("é", LETTER, 9, 0);
        check("", ALNUM, 9, 0);
    }

    #[test]
    fn what_a_word_is_made_of() {
        let expected =
            Made { digits: 2, capitals: 2, small: 8, underscores: 1, hyphens: 0, points: 0, humps: 1, length: 13 };
        assert_eq!(Made::of(b"PacoGangas_65"), expected);
    }
}
