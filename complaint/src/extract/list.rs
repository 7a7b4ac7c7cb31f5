//! Lists: numbers and names beside a parcel, an order or a name, with nothing but commas between, are what it is.

use super::lexicon::Cue;
use super::order::{self, Id};
use super::page::{Found, Page, What};
use super::token::Class;
use super::{Certainty, Ground, handle, pieces};

/// So many tokens are looked past for the next item: the longest order has as many, and behind more facts no list goes on.
const NEAR: usize = 12;

/// Numbers beside a parcel or an order in a list are parcels or orders as well, names beside a name names.
pub(crate) fn complete(page: &mut Page<'_>) {
    for (n, at) in page.firsts().into_iter().enumerate() {
        let what = page.found[n].what;
        let model = &match what {
            What::Parcel(_) => order::id(page, at),
            What::Order => order::read(page, at),
            What::Handle => None,
            _ => continue,
        };
        let mut i = at;
        while let Some(next) = next_item(page, i, model)
            && let Some(found) = item(page, next, what, model)
        {
            page.take(next, found);
            i = next;
        }
        i = at;
        while !matches!(what, What::Order)
            && let Some(before) = previous_item(page, i, what)
            && let Some(found) = item(page, before, what, model)
        {
            page.take(before, found);
            i = before;
        }
    }
}

/// Whether the figures at token `i` go on with a list of orders or parcels as long.
pub(crate) fn goes_on(page: &Page<'_>, i: usize) -> bool {
    let length = |i: usize| page.at(i).end - page.at(i).start;
    let before = (1..4).map(|n| i.wrapping_sub(n)).find(|n| !parts(page, *n)).unwrap_or(i);
    length(before) == length(i)
        && page.found_at(before).is_some_and(|found| matches!(found.what, What::Order | What::Parcel(_)))
}

fn item(page: &Page<'_>, i: usize, what: What, model: &Option<Id>) -> Option<Found> {
    if let What::Handle = what {
        return handle::announced(page, i, false, true)
            .filter(|_| !matches!(page.at(i + 2).cue, Cue::Person | Cue::Nick));
    }
    let Some(id) = &(if matches!(what, What::Order) { order::read(page, i) } else { order::id(page, i) }) else {
        return None;
    };
    if id.made.digits == 0 || order::measures(page, id) {
        return None;
    }
    if let What::Parcel(_) = what {
        let (end, known) = pieces::told(page, i, id)?;
        return Some(pieces::found(page, id.span.start..end, known, pieces::named_behind(page, end), Ground::List));
    }
    let alike = model.as_ref().is_some_and(|model| id.resembles(model));
    let believed = alike && id.could_be(page.bytes(id.span.clone()), true, true);
    believed.then(|| id.found(Certainty::Labelled, Ground::List))
}

/// What may stand between the items of a list.
fn parts(page: &Page<'_>, i: usize) -> bool {
    let token = page.at(i);
    matches!(token.class, Class::Sign(b',' | b';' | b'/' | b'#' | b'&' | b'|' | b'"' | b'+'))
        || matches!(token.cue, Cue::And | Cue::Number)
        // `from … to …`
        || token.cue == Cue::DatePrep && token.arg == 1
        || page.is_among(i, "to a ate ni nor nem noch") && page.byte(token.end) == b' '
        || page.is_among(i, "t m") && (page.is_sign(i + 1, b'/') || page.is_sign(i.wrapping_sub(1), b'/'))
}

fn next_item(page: &Page<'_>, i: usize, model: &Option<Id>) -> Option<usize> {
    let from = i + page.tokens[i..].iter().take(NEAR).take_while(|token| token.is_taken()).count();
    let mut next = from;
    while next - from < 4 && parts(page, next) {
        next += 1;
    }
    if is_free(page, next) && next > from {
        return Some(next);
    }
    let Some(model) = model else { return None };
    let alike = |next: usize| {
        order::id(page, next).is_some_and(|id| id.span.len() == model.span.len() && id.made.digits == model.made.digits)
    };
    // Long numbers of one length need nothing between them.
    if model.made.digits >= 8 && is_free(page, next) && alike(next) {
        return Some(next);
    }
    // Each begins a line that says more of it: `- 84120611007281, 38.90 €`.
    let first = |n: usize| n + usize::from(matches!(page.at(n).class, Class::Sign(_)));
    let begins = (1..3).any(|n| page.at(i.wrapping_sub(n)).class == Class::Break && first(i + 1 - n) == i);
    let next = first((from..from + NEAR).find(|n| page.at(*n).class == Class::Break)? + 1);
    (begins && model.made.digits >= 5 && is_free(page, next) && alike(next)).then_some(next)
}

fn previous_item(page: &Page<'_>, i: usize, what: What) -> Option<usize> {
    let mut before = i;
    while before > 0 && i - before < 4 && parts(page, before - 1) {
        before -= 1;
    }
    if before == i || before == 0 {
        return None;
    }
    // Back over the groups of one number, or the parts of one name.
    let mut first = before - 1;
    let is_figures = |n: usize| page.at(n).class == Class::Digits;
    let joins = |n: usize| page.at(n).is_alnum() || page.is_of(page.at(n).start, b"._-");
    while matches!(what, What::Handle) && page.glued(first) && joins(first - 1) && before - first < pieces::PIECES {
        first -= 1;
    }
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
