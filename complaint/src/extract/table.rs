//! Pasted tables: a line of headings, and under it lines whose cells are what the headings say.

use super::lexicon::Cue;
use super::page::Page;
use super::token::BREAK;

/// Nobody pastes more columns that matter.
const COLUMNS: usize = 12;

/// The headings of the table that is being read, and how many cells of the line are behind us.
pub(crate) struct Table {
    headings: [Cue; COLUMNS],
    column: usize,
    is_table: bool,
}

impl Table {
    pub(crate) const NONE: Self = Self { headings: [Cue::None; COLUMNS], column: 0, is_table: false };

    /// Goes on behind token `i`: what the cell that begins there is headed, where it is one.
    pub(crate) fn step(&mut self, page: &Page<'_>, i: usize) -> Option<Cue> {
        if page.at(i).is(BREAK) {
            self.column = 0;
            self.begin_line(page, i + 1);
        } else if parts(page, i) {
            self.column += 1;
        } else {
            return None;
        }
        self.headings.get(self.column).copied().filter(|_| self.is_table)
    }

    /// A line without figures that names things is a heading, one in a single piece ends the table.
    pub(crate) fn begin_line(&mut self, page: &Page<'_>, first: usize) {
        let mut headings = [Cue::None; COLUMNS];
        let (mut column, mut told, mut figures) = (0, 0, false);
        for i in first.. {
            let token = page.at(i);
            if token.is(BREAK) {
                break;
            }
            column += usize::from(parts(page, i));
            figures |= token.has_digit();
            if matches!(token.cue, Cue::Order | Cue::Parcel | Cue::Shipment | Cue::Person | Cue::Phone)
                && let Some(heading @ Cue::None) = headings.get_mut(column)
            {
                *heading = token.cue;
                told += 1;
            }
        }
        if column == 0 {
            *self = Self::NONE;
        } else if told > 0 && column > 1 && !figures {
            self.headings = headings;
            self.is_table = true;
            // The headings head nothing themselves.
            self.column = COLUMNS;
        }
    }
}

fn parts(page: &Page<'_>, i: usize) -> bool {
    // `"4471-A","12,00 EUR"`
    page.sign(i, b";|,") && (!page.sign(i, b",") || page.sign(i.wrapping_sub(1), b"\""))
}
