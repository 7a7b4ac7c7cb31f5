//! Lists: numbers beside a parcel or an order, with nothing but commas between, are what it is.

use super::lexicon::Cue;
use super::order::{self, Id};
use super::page::{Found, Page, What};
use super::token::Class;
use super::{Certainty, Ground, pieces};

/// Numbers beside a parcel or an order in a list are parcels or orders as well.
pub(crate) fn complete(page: &mut Page<'_>) {
    for n in 0..page.found.len() {
        let parcel = match page.found[n].what {
            What::Parcel(_) => true,
            What::Order => false,
            _ => continue,
        };
        let at = page.first_from(page.found[n].span.start);
        let Some(model) = &order::id(page, at) else { continue };
        let mut i = at;
        while let Some(next) = next_item(page, i, model)
            && let Some(found) = item(page, next, parcel, model)
        {
            page.take(next, found);
            i = next;
        }
        i = at;
        while parcel
            && let Some(before) = previous_item(page, i)
            && let Some(found) = item(page, before, parcel, model)
        {
            page.take(before, found);
            i = before;
        }
    }
}

fn item(page: &Page<'_>, i: usize, parcel: bool, model: &Id) -> Option<Found> {
    let Some(id) = &order::id(page, i) else { return None };
    if id.made.digits == 0 || order::measures(page, id) {
        return None;
    }
    if parcel {
        let (end, known) = pieces::told(page, i, id)?;
        return Some(pieces::found(page, id.span.start..end, known, pieces::named_behind(page, end), Ground::List));
    }
    let believed = id.resembles(model) && id.could_be(page.bytes(id.span.clone()), true, true);
    believed.then(|| id.found(Certainty::Labelled, Ground::List))
}

/// What may stand between the items of a list.
fn parts(page: &Page<'_>, i: usize) -> bool {
    let token = page.at(i);
    matches!(token.class, Class::Sign(b',' | b';' | b'/' | b'#' | b'&' | b'|' | b'"' | b'+'))
        || matches!(token.cue, Cue::And | Cue::Number)
        // `from … to …`
        || token.cue == Cue::DatePrep && token.arg == 1
        || page.of(i) == b"to"
}

fn next_item(page: &Page<'_>, i: usize, model: &Id) -> Option<usize> {
    let from = i + page.tokens[i..].iter().take_while(|token| token.is_taken()).count();
    let mut next = from;
    while next - from < 4 && parts(page, next) {
        next += 1;
    }
    // Long numbers of one length need nothing between them.
    let alike = || {
        order::id(page, next).is_some_and(|id| id.span.len() == model.span.len() && id.made.digits == model.made.digits)
    };
    (is_free(page, next) && (next > from || model.made.digits >= 8 && alike())).then_some(next)
}

fn previous_item(page: &Page<'_>, i: usize) -> Option<usize> {
    let mut before = i;
    while before > 0 && i - before < 4 && parts(page, before - 1) {
        before -= 1;
    }
    if before == i || before == 0 {
        return None;
    }
    // Back over the groups of one number.
    let mut first = before - 1;
    let is_figures = |n: usize| page.at(n).class == Class::Digits;
    while first > 0
        && is_figures(first - 1)
        && is_figures(first)
        && page.follows_space(first)
        && before - first < pieces::PIECES
    {
        first -= 1;
    }
    is_free(page, first).then_some(first)
}

fn is_free(page: &Page<'_>, i: usize) -> bool {
    page.at(i).is_alnum() && !page.at(i).is_taken()
}
