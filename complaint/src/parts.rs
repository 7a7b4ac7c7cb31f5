//! Texts that hold several, one sign between each two: what `str::split` does, once for all in a page.

/// What stands before and behind the first `sign`, an ASCII character; nothing behind where there is none.
pub fn cut(text: &str, sign: u8) -> (&str, &str) {
    match text.bytes().position(|b| b == sign) {
        // Without the words that a panic would have: the form would download 3 KB of them.
        Some(at) => (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default()),
        None => (text, ""),
    }
}

/// The parts of `text` between one `sign` and the next.
pub fn parts(text: &str, sign: u8) -> Parts<'_> {
    Parts { rest: Some(text), sign }
}

pub struct Parts<'a> {
    rest: Option<&'a str>,
    sign: u8,
}

impl<'a> Iterator for Parts<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest?;
        let (part, behind) = cut(rest, self.sign);
        self.rest = (part.len() < rest.len()).then_some(behind);
        Some(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::vec::Vec;

    #[test]
    fn parts_are_those_of_the_library() {
        for text in ["", ",", "a", "a,", ",b", "a,,b", "é,字"] {
            assert_eq!(parts(text, b',').collect::<Vec<_>>(), text.split(',').collect::<Vec<_>>(), "{text}");
            assert_eq!(cut(text, b','), text.split_once(',').unwrap_or((text, "")), "{text}");
        }
    }
}
