//! Lists: numbers and names beside a parcel, an order or a name, with nothing but commas between, are what it is.

use super::label::Label;
use super::lexicon::Cue;
use super::order::{self, Id};
use super::page::Page;
use super::token::{ALNUM, BREAK, DIGITS};
use super::{Ground, Kind, handle, pieces};

/// So many tokens are looked past for the next item: the longest order has as many, and behind more facts no list goes on.
const NEAR: usize = 12;

/// Numbers beside a parcel or an order in a list are parcels or orders as well, names beside a name names.
pub(crate) fn complete(page: &mut Page<'_>) {
    for (n, at) in page.firsts().into_iter().enumerate() {
        let kind = page.found[n].kind;
        let model = &match kind {
            Kind::Parcel => {
                heads_line(page, at);
                order::id(page, at)
            }
            Kind::Order => order::of_length(page, at, page.found[n].span.len()),
            Kind::Handle => None,
            _ => continue,
        };
        let mut i = at;
        while let Some(next) = next_item(page, i, model)
            && item(page, next, kind, model)
        {
            i = next;
        }
        i = at;
        while kind != Kind::Order
            && let Some(before) = previous_item(page, i, kind)
            && item(page, before, kind, model)
        {
            i = before;
        }
    }
}

/// Takes what a line begins with that tells of the parcel at token `i`: `1) MD 118/11 - DPD 09445440165308`.
fn heads_line(page: &mut Page<'_>, i: usize) {
    let Some(breaks) = (1..2 * NEAR).find(|n| page.at(i.wrapping_sub(*n)).is(BREAK)) else { return };
    let mut first = (i + 1).wrapping_sub(breaks);
    // A bullet or a number.
    while first < i && (!page.at(first).is(ALNUM) || page.at(first).len() < 3 && page.sign(first + 1, b").")) {
        first += 1;
    }
    if is_free(page, first)
        && let Some(id) = order::read(page, first)
        && id.made.digits > 2
        && id.joints > 0
        && id.next <= i
        && i - id.next < 4
    {
        id.take(page, first, Ground::List);
    }
}

/// Whether the figures at token `i` go on with a list of orders or parcels as long.
pub(crate) fn goes_on(page: &Page<'_>, i: usize) -> bool {
    let before = (1..4).map(|n| i.wrapping_sub(n)).find(|n| !parts(page, *n)).unwrap_or(i);
    page.at(before).len() == page.at(i).len()
        && page.found_at(before).is_some_and(|found| matches!(found.kind, Kind::Order | Kind::Parcel))
}

/// Takes token `i` as one more of `kind`, like `model`.
fn item(page: &mut Page<'_>, i: usize, kind: Kind, model: &Option<Id>) -> bool {
    if kind == Kind::Handle {
        return !matches!(page.at(i + 2).cue, Cue::Person | Cue::Nick) && handle::announced(page, i, false, true);
    }
    let id = if kind == Kind::Order { order::read(page, i) } else { order::id(page, i) };
    let Some(id) = &id else { return false };
    if id.made.digits == 0 || order::measures(page, id) {
        return false;
    }
    if kind == Kind::Parcel {
        let Some((end, known)) = pieces::told(page, i, id) else { return false };
        return pieces::take(page, i, id.span.start..end, known, Label::NONE, Ground::List);
    }
    let alike = model.as_ref().is_some_and(|model| id.resembles(model));
    alike && id.could_be(page.bytes(id.span.clone()), true, true) && id.take(page, i, Ground::List)
}

/// What may stand between the items of a list.
pub(crate) fn parts(page: &Page<'_>, i: usize) -> bool {
    let token = page.at(i);
    // `from … to …`
    let until = token.cue == Cue::DatePrep && token.arg == 1;
    until
        || matches!(token.cue, Cue::And | Cue::Number)
        || page.sign(i, b",;/#&|\"+")
        || page.is_of(token.end, b" ") && page.is_among(i, "to a ate ni nor nem noch")
        || token.len() == 1 && (page.sign(i + 1, b"/") || page.sign(i.wrapping_sub(1), b"/")) && page.is_among(i, "t m")
}

fn next_item(page: &Page<'_>, i: usize, model: &Option<Id>) -> Option<usize> {
    let from = (i..i + NEAR).find(|n| !page.at(*n).is_taken())?;
    let mut next = from;
    while next - from < 4 && parts(page, next) {
        next += 1;
    }
    if is_free(page, next) && next > from {
        return Some(next);
    }
    let model = model.as_ref()?;
    let alike = |next: usize| {
        is_free(page, next)
            && order::id(page, next)
                .is_some_and(|id| id.span.len() == model.span.len() && id.made.digits == model.made.digits)
    };
    // Long numbers of one length need nothing between them.
    if model.made.digits >= 8 && alike(next) {
        return Some(next);
    }
    // Each begins a line that says more of it: `- 84120611007281, 38.90 €`.
    let is_sign = |n: usize| !page.at(n).is(ALNUM | BREAK);
    let breaks = |n: usize| page.at(n).is(BREAK);
    let before = i.wrapping_sub(1);
    let begins = breaks(before) || is_sign(before) && breaks(i.wrapping_sub(2));
    let next = (from..from + NEAR).find(|n| breaks(*n))? + 1;
    let next = next + usize::from(is_sign(next));
    (begins && model.made.digits >= 5 && alike(next)).then_some(next)
}

fn previous_item(page: &Page<'_>, i: usize, kind: Kind) -> Option<usize> {
    let before = (i.saturating_sub(4)..i).rev().take_while(|n| parts(page, *n)).last()?;
    // Back over the groups of one number, or the parts of one name.
    let mut first = before.checked_sub(1)?;
    let joins = |n: usize| match kind {
        Kind::Handle => page.glued(n) && (page.at(n - 1).is(ALNUM) || page.sign(n - 1, b"._-")),
        _ => page.at(n).is(DIGITS) && page.at(n - 1).is(DIGITS) && page.follows_space(n),
    };
    while first > 0 && before - first < pieces::PIECES && joins(first) {
        first -= 1;
    }
    is_free(page, first).then_some(first)
}

fn is_free(page: &Page<'_>, i: usize) -> bool {
    page.at(i).is(ALNUM) && !page.at(i).is_taken()
}
