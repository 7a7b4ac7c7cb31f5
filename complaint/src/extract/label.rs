//! What a word says of the number or name behind it, and how far behind.

use super::lexicon::Cue;
use super::page::Page;

/// A word that says what the next number or name is.
#[derive(Clone, Copy)]
pub(crate) struct Label {
    pub(crate) cue: Cue,
    pub(crate) arg: u8,
    /// How much text lies between, a word counting two and a Chinese character one.
    pub(crate) gap: usize,
    /// `number`, `no.`, `#` came between.
    pub(crate) numbered: bool,
}

/// How far most labels reach.
pub(crate) const REACH: usize = 12;
/// From where on a label tells nothing.
pub(crate) const FAR: usize = 2 * REACH + 1;

impl Label {
    pub(crate) const NONE: Self = Self { cue: Cue::None, arg: u8::MAX, gap: FAR, numbered: false };

    /// Whether the next number names an account, which people call by a name as well.
    pub(crate) fn is_account(self) -> bool {
        self.cue == Cue::Other && self.arg > 0
    }

    pub(crate) fn within(self, reach: usize) -> Self {
        if self.gap <= reach { self } else { Self::NONE }
    }
}

/// `Best.-Nr.`, `Kd.-Nr.`: what the shortened word before the number sign `i` means.
pub(crate) fn abbreviated(page: &Page<'_>, i: usize) -> Option<Cue> {
    let joined = |n: usize| page.glued(n) && page.sign(n - 1, b".-");
    let word = i.wrapping_sub(if joined(i.wrapping_sub(1)) { 3 } else { 2 });
    match () {
        () if !joined(i) => None,
        () if page.is_among(word, "best bst auftr a") => Some(Cue::Order),
        () => page.is_among(word, "kd rg re rech art ser").then_some(Cue::Other),
    }
}
