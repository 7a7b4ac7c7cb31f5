//! Lists: numbers beside a parcel or an order, with nothing but commas between, are what it is.

use super::lexicon::Cue;
use super::order::{self, Id};
use super::page::{Found, Page};
use super::parcel::TOLD;
use super::token::Class;
use super::{Certainty, Ground, Value, pieces};
use alloc::vec::Vec;

/// Numbers beside a parcel or an order in a list are parcels or orders as well.
pub(crate) fn complete(page: &mut Page<'_>) {
    let found: Vec<(usize, bool)> = page
        .found
        .iter()
        .filter_map(|found| match found.value {
            Value::Parcel { .. } => Some((page.tokens.partition_point(|t| t.start < found.span.start), true)),
            Value::Order(_) => Some((page.tokens.partition_point(|t| t.start < found.span.start), false)),
            _ => None,
        })
        .collect();
    for (at, parcel) in found {
        let Some(model) = order::id(page, at).or_else(|| parcel.then(|| order::id(page, at)).flatten()) else {
            continue;
        };
        let mut i = at;
        while let Some(next) = next_item(page, i, &model) {
            let Some(taken) = item(page, next, parcel, &model) else { break };
            page.take(next, taken);
            i = next;
        }
        let mut i = at;
        while let Some(before) = previous_item(page, i).filter(|_| parcel) {
            let Some(taken) = item(page, before, parcel, &model) else { break };
            page.take(before, taken);
            i = before;
        }
    }
}

fn item(page: &Page<'_>, i: usize, parcel: bool, model: &Id) -> Option<Found> {
    let id = order::id(page, i).filter(|id| id.digits > 0 && !order::measures(page, id))?;
    if !parcel {
        let text = page.text(id.span.clone());
        return (id.resembles(model) && id.could_be(text, true, true))
            .then(|| id.found(page, Certainty::Labelled, Ground::List))?;
    }
    if id.joints > 0 {
        return None;
    }
    let (number, end, known) = match pieces::pieces(page, i, TOLD) {
        Some((number, end, known)) => (number, end, Some(known)),
        None => pieces::spaced(page, i, &id).map(|(number, end)| (number, end, None))?,
    };
    Some(pieces::found(page, page.at(i).start..end, number, known, pieces::named_behind(page, end), Ground::List))
}

/// What may stand between the items of a list.
fn parts(page: &Page<'_>, i: usize) -> bool {
    let token = page.at(i);
    matches!(token.class, Class::Sign(b',' | b';' | b'/' | b'#' | b'&' | b'|' | b'"' | b'+'))
        || matches!(token.cue, Cue::And | Cue::Number)
        // `from … to …`
        || token.cue == Cue::DatePrep && token.arg == 1
        || page.of(i) == "to"
}

fn next_item(page: &Page<'_>, i: usize, model: &Id) -> Option<usize> {
    let own = page.tokens[i..].iter().take_while(|token| token.taken).count();
    let mut next = i + own;
    let from = next;
    while next < page.tokens.len() && next - from < 4 && parts(page, next) {
        next += 1;
    }
    // Long numbers of one length need nothing between them.
    let alike = model.digits >= 8
        && order::id(page, next).is_some_and(|id| id.span.len() == model.span.len() && id.digits == model.digits);
    ((next > from || alike) && page.token(next).is_some_and(|token| token.is_alnum() && !token.taken)).then_some(next)
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
    while first > 0
        && page.at(first - 1).class == Class::Digits
        && page.at(first).class == Class::Digits
        && page.at(first).start - page.at(first - 1).end == 1
        && before - first < pieces::PIECES
        && page.byte(page.at(first - 1).end) == b' '
    {
        first -= 1;
    }
    page.token(first).filter(|token| token.is_alnum() && !token.taken).map(|_| first)
}
