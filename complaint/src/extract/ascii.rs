//! ASCII bytes by class, how long they run, and how many of each a word is made of.

pub(crate) const DIGIT: u8 = 1;
pub(crate) const CAPITAL: u8 = 2;
pub(crate) const SMALL: u8 = 4;
pub(crate) const SPACE: u8 = 8;
pub(crate) const LETTER: u8 = CAPITAL | SMALL;
pub(crate) const ALNUM: u8 = LETTER | DIGIT;

/// One of the above, or 0.
pub(crate) fn class(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => DIGIT,
        b'A'..=b'Z' => CAPITAL,
        b'a'..=b'z' => SMALL,
        b' ' => SPACE,
        _ => 0,
    }
}

/// Whether `byte` is one of `signs`.
#[inline(never)]
#[expect(clippy::manual_contains, reason = "a searcher takes longer to begin than a few signs to compare")]
pub(crate) fn is_of(byte: u8, signs: &[u8]) -> bool {
    signs.iter().any(|sign| *sign == byte)
}

/// How many of the bytes that `text` begins with are of one of `classes`, `most` at most.
#[inline(never)]
pub(crate) fn run(text: &[u8], classes: u8, most: usize) -> usize {
    text.iter().take(most).take_while(|b| class(**b) & classes != 0).count()
}

/// The same of those that `text` ends with.
#[inline(never)]
pub(crate) fn run_back(text: &[u8], classes: u8, most: usize) -> usize {
    text.iter().rev().take(most).take_while(|b| class(**b) & classes != 0).count()
}

/// Whether `text` begins with `word`, in whatever case.
#[inline(never)]
pub(crate) fn begins(text: &[u8], word: &str) -> bool {
    text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()))
}

/// The value of figures, of which there are 19 at most.
#[inline(never)]
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
    #[inline(never)]
    pub(crate) fn of(word: &[u8]) -> Self {
        let mut made = Self { length: word.len(), ..Self::default() };
        let mut before = 0;
        for byte in word {
            let class = class(*byte);
            made.digits += usize::from(class == DIGIT);
            made.capitals += usize::from(class == CAPITAL);
            made.small += usize::from(class == SMALL);
            made.underscores += usize::from(*byte == b'_');
            made.hyphens += usize::from(*byte == b'-');
            made.points += usize::from(*byte == b'.');
            made.humps += usize::from(class == CAPITAL && before == SMALL);
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

/// Whether `word` is one of `words`, a space between each two, in whatever case.
#[inline(never)]
pub(crate) fn among(words: &str, word: &[u8]) -> bool {
    words.as_bytes().split(|b| *b == b' ').any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_ends_where_another_class_begins() {
        let check = |text: &str, classes, most, expected| {
            assert_eq!(run(text.as_bytes(), classes, most), expected, "{text}");
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
