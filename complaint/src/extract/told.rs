//! Numbers and names that only the words beside them explain: one walk over the text with the last such word in mind.

use super::lexicon::Cue;
use super::order::{self, Id};
use super::page::{Found, Page};
use super::parcel::{ALONE, Known, TOLD};
use super::token::{Class, Token};
use super::{Carrier, Certainty, Ground, Value, handle, phone, pieces};
use alloc::string::String;

/// A word that says what the next number or name is.
#[derive(Clone, Copy)]
struct Label {
    cue: Cue,
    arg: u8,
    /// How much text lies between, a word counting two and a Chinese character one.
    gap: usize,
    /// `number`, `no.`, `#` came between.
    numbered: bool,
}

#[derive(Default)]
struct Mind {
    label: Option<Label>,
    person: Option<Label>,
    carrier: Option<Label>,
    /// Parcels were spoken of.
    parcels: bool,
    /// First token not looked at yet: identifiers are judged as a whole.
    next: usize,
}

const REACH: usize = 12;

/// Finds orders, parcels, phones and names.
pub(crate) fn read(page: &mut Page<'_>) {
    let mut mind = Mind::default();
    for i in 0..page.tokens.len() {
        let token = page.at(i);
        if token.taken {
            continue;
        }
        if i >= mind.next
            && let Some(found) = mind.find(page, i)
        {
            mind.next =
                page.tokens[i..].iter().position(|t| t.start >= found.span.end).map_or(page.tokens.len(), |n| i + n);
            match found.value {
                Value::Handle(_) => mind.person = None,
                Value::Phone(_) => {}
                _ => mind.label = None,
            }
            page.take(i, found);
            continue;
        }
        mind.hear(page, i);
    }
}

impl Mind {
    /// What token `i` means for those behind it.
    fn hear(&mut self, page: &Page<'_>, i: usize) {
        let token = page.at(i);
        let label = Label { cue: token.cue, arg: token.arg, gap: 0, numbered: false };
        match (token.class, token.cue) {
            (
                _,
                Cue::Order
                | Cue::Parcel
                | Cue::Shipment
                | Cue::Other
                | Cue::Phone
                | Cue::Card
                | Cue::Hash
                | Cue::Wallet,
            ) => {
                self.step(2);
                self.parcels |= token.cue == Cue::Parcel;
                self.label = Some(label);
            }
            (_, Cue::Person | Cue::Nick) => {
                self.step(2);
                self.person = Some(label);
            }
            (_, Cue::Carrier) => {
                self.step(2);
                self.carrier = Some(label);
            }
            (_, Cue::Reference) => match &mut self.label {
                Some(label) if label.gap <= 2 && label.cue != Cue::Other => label.numbered = true,
                _ => self.label = Some(Label { cue: Cue::Other, ..label }),
            },
            (_, Cue::Price) => self.step(8),
            (_, Cue::Number) => {
                if let Some(cue) = abbreviated(page, i) {
                    self.label = Some(Label { cue, ..label });
                }
                if let Some(label) = &mut self.label {
                    label.numbered = true;
                }
            }
            (Class::Sign(b'#'), _) => {
                if let Some(label) = &mut self.label {
                    label.numbered = true;
                }
            }
            (Class::Break, _) => {
                let open = i > 0 && page.is_sign(i - 1, b':');
                self.label = self.label.filter(|label| label.gap == 0 || open);
                self.person = self.person.filter(|label| label.gap == 0 && open);
            }
            (Class::Sign(b'.' | b'!' | b'?'), _) if self.ends_sentence(page, i) => {
                self.label = None;
                self.person = None;
                self.step(4);
            }
            (Class::Sign(b',' | b';'), _) => self.step(2),
            (Class::Sign(_), _) => {}
            (Class::Han, _) => self.step(1),
            _ => self.step(2),
        }
    }

    fn step(&mut self, gap: usize) {
        for label in [&mut self.label, &mut self.person, &mut self.carrier] {
            *label = label.map(|label| Label { gap: label.gap + gap, ..label }).filter(|label| label.gap <= 2 * REACH);
        }
    }

    /// A full stop behind an abbreviation ends nothing: `Best.-Nr. 12`, `tel. 0351`, `n. 7`.
    fn ends_sentence(&self, page: &Page<'_>, i: usize) -> bool {
        // `My order number? 12-345`
        if page.is_sign(i, b'?') && self.label.is_some_and(|label| label.gap == 0) {
            return false;
        }
        let short = i > 0 && page.glued(i) && {
            let before = page.at(i - 1);
            before.cue != Cue::None || before.end - before.start <= 2
        };
        !(short && page.is_sign(i, b'.')) && page.byte(page.at(i).end) == b' ' || page.byte(page.at(i).end) == b'\n'
    }

    fn label(&self, reach: usize) -> Option<Label> {
        self.label.filter(|label| label.gap <= reach)
    }

    fn find(&mut self, page: &Page<'_>, i: usize) -> Option<Found> {
        let token = page.at(i);
        if let Class::Sign(sign) = token.class {
            return match sign {
                b'@' => handle::at_sign(page, i),
                b'+' | b'(' if page.byte(token.end).is_ascii_digit() || page.byte(token.end) == b'+' => {
                    self.phone(page, i)
                }
                _ => None,
            };
        }
        if self.tells_nothing(page, i) {
            return None;
        }
        if handle::may_begin(token.class)
            && let Some(found) = self.name(page, i)
        {
            return Some(found);
        }
        if !token.is_alnum() || i > 0 && page.glued(i) && page.at(i - 1).is_alnum() {
            return None;
        }
        if token.class == Class::Word && !page.glued(i + 1) && !shouted(page, token) {
            return None;
        }
        let id = order::id(page, i)?;
        if id.digits == 0 && !shouted(page, token) {
            return None;
        }
        if let Some(found) = self.parcel_alone(page, i) {
            return Some(found);
        }
        self.next = id.next;
        let text = page.text(id.span.clone());
        let label = self.label(REACH);
        let other = label.is_some_and(|label| label.cue == Cue::Other && label.gap <= 6);
        let order = |certainty, ground| id.found(page, certainty, ground);
        if order::fits(text, page.context.order_shape) {
            return order(Certainty::Checked, Ground::SiteShape);
        }
        if id.is_known(text) || id.is_uuid(text) && !other {
            return order(Certainty::Shaped, Ground::KnownShape);
        }
        if label.is_some_and(|label| label.cue == Cue::Phone)
            && let Some(found) = self.phone(page, i)
        {
            return Some(found);
        }
        if order::measures(page, &id) {
            return None;
        }
        if let Some(found) = self.told(page, i, &id) {
            return Some(found);
        }
        if let Some(found) = self.phone(page, i) {
            return Some(found);
        }
        if let Some(found) = self.told_behind(page, i, &id) {
            return Some(found);
        }
        let hash =
            page.before(token.start) == b'#' || page.before(token.start) == b' ' && i > 0 && page.is_sign(i - 1, b'#');
        let short = ["no", "nr", "n"].iter().any(|sign| i > 0 && page.of(i - 1).eq_ignore_ascii_case(sign));
        let numbered = short && id.joints > 0 && id.digits >= 5;
        let unnamed = label.is_none_or(|label| !matches!(label.cue, Cue::Other | Cue::Parcel)) && id.is_composed(text);
        let blocked = label.is_some_and(|label| {
            matches!(label.cue, Cue::Other | Cue::Parcel | Cue::Card | Cue::Phone) && label.gap <= 4
        });
        if !blocked
            && (unnamed
                || numbered && id.small == 0
                || hash && id.digits >= 3 && id.small <= 2 && id.span.len() <= 20
                || id.is_long(text))
        {
            return order(Certainty::Shaped, Ground::KnownShape);
        }
        None
    }

    /// A few figures that no word explains, with nothing behind them that joins them to others.
    fn tells_nothing(&self, page: &Page<'_>, i: usize) -> bool {
        let token = page.at(i);
        token.class == Class::Digits
            && token.end - token.start <= 3
            && self.label.is_none()
            && self.person.is_none()
            && page.context.order_shape.is_empty()
            && !page.is_sign(i.wrapping_sub(1), b'#')
            && (!b"-/_. ()x".contains(&page.byte(token.end)) || phone::goes_on(page, i) && page.byte(token.end) == b' ')
    }

    /// What the last label says of an identifier.
    fn told(&self, page: &Page<'_>, i: usize, id: &Id) -> Option<Found> {
        let text = page.text(id.span.clone());
        let label = self.label(REACH);
        let carried = self.carrier.is_some_and(|carrier| carrier.gap <= 4);
        let direct = label.is_some_and(|label| label.gap <= 2);
        match label.map(|label| label.cue) {
            Some(Cue::Order) => id
                .could_be(text, direct, label?.numbered || page.before(id.span.start) == b'#')
                .then(|| id.found(page, Certainty::Labelled, Ground::Label))?,
            Some(Cue::Shipment) => {
                let parcel = carried || id.capitals >= 2 && id.joints == 0 && id.digits >= 8;
                if parcel { self.parcel_told(page, i, id) } else { None }.or_else(|| {
                    id.could_be(text, direct, label?.numbered)
                        .then(|| id.found(page, Certainty::Labelled, Ground::Label))?
                })
            }
            Some(Cue::Parcel) => self.parcel_told(page, i, id).or_else(|| self.parcel_joined(page, id, direct)),
            _ if carried && self.carrier.is_some_and(|carrier| label.is_none_or(|label| carrier.gap < label.gap)) => {
                self.parcel_told(page, i, id)
            }
            Some(Cue::Other | Cue::Phone | Cue::Card | Cue::Hash | Cue::Wallet) => None,
            _ if carried => self.parcel_told(page, i, id),
            _ => None,
        }
    }

    /// A long number that the words behind it explain, or the parcels spoken of before.
    fn told_behind(&self, page: &Page<'_>, i: usize, id: &Id) -> Option<Found> {
        if id.digits < 5 {
            return None;
        }
        let text = page.text(id.span.clone());
        let behind = page.tokens[id.next..].iter().take(5).take_while(|token| token.class != Class::Break);
        let names_next = page.is_sign(id.next, b'(') && (id.next + 1..id.next + 6).any(|n| page.at(n).has_digit());
        let mut linked = false;
        for token in behind {
            let word = page.of_span(*token);
            linked |= ["is", "ist", "est", "es", "e", "to", "jest", "was", "war", "(", "=", "是"].contains(&word);
            match token.cue {
                // `(Bestell-Nr. 12)` names the number that follows.
                Cue::Order | Cue::Parcel if names_next => break,
                Cue::Order if linked && id.digits >= 5 => {
                    return id
                        .could_be(text, true, true)
                        .then(|| id.found(page, Certainty::Labelled, Ground::Label))?;
                }
                Cue::Parcel if linked && id.digits >= 8 => return self.parcel_told(page, i, id),
                Cue::Delivered if id.digits >= 10 && !id.is_long(text) => return self.parcel_told(page, i, id),
                Cue::None | Cue::Number => {}
                _ => break,
            }
        }
        let usual =
            matches!(text.len(), 12 | 14 | 20) && id.digits == text.len() || id.capitals == 1 && id.digits == 14;
        let usual = usual && TOLD.read(text.as_bytes()).is_some();
        if self.parcels && usual && self.label.is_none() { self.parcel_told(page, i, id) } else { None }
    }

    /// Numbers that prove what they are, in one piece or in groups.
    fn parcel_alone(&self, page: &Page<'_>, i: usize) -> Option<Found> {
        pieces::pieces(page, i, ALONE).map(|(number, end, known)| self.parcel(page, i, number, end, Some(known)))
    }

    fn parcel_told(&self, page: &Page<'_>, i: usize, id: &Id) -> Option<Found> {
        if id.joints > 0 {
            return None;
        }
        if let Some((number, end, known)) = pieces::pieces(page, i, TOLD) {
            return Some(self.parcel(page, i, number, end, Some(known)));
        }
        let (number, end) = pieces::spaced(page, i, id)?;
        Some(self.parcel(page, i, number, end, None))
    }

    /// `return parcel ZX-0099-4410-77`
    fn parcel_joined(&self, page: &Page<'_>, id: &Id, direct: bool) -> Option<Found> {
        let text = page.text(id.span.clone());
        let written = direct
            && id.joints > 0
            && id.digits >= 8
            && id.capitals > 0
            && !id.is_known(text)
            && !text.contains(['/', '_', '.']);
        let number = text.replace('-', "").to_ascii_uppercase();
        let carrier = self.carrier.map(|carrier| Carrier::ALL[usize::from(carrier.arg)]);
        written.then(|| pieces::found(page, id.span.clone(), number, None, carrier, Ground::Label))
    }

    fn parcel(&self, page: &Page<'_>, i: usize, number: String, end: usize, known: Option<Known>) -> Found {
        let named = self
            .carrier
            .map(|carrier| Carrier::ALL[usize::from(carrier.arg)])
            .or_else(|| pieces::named_behind(page, end));
        pieces::found(page, page.at(i).start..end, number, known, named, Ground::Label)
    }

    fn phone(&self, page: &Page<'_>, i: usize) -> Option<Found> {
        let label = self.label(REACH);
        let called = label.is_some_and(|label| label.cue == Cue::Phone);
        let dialled = if called || !phone::goes_on(page, i) { phone::dialled(page, i)? } else { return None };
        let other = label.is_some_and(|label| {
            matches!(label.cue, Cue::Order | Cue::Parcel | Cue::Other | Cue::Card) && label.gap <= 4
        });
        let (certainty, ground) = match () {
            () if dialled.international && (called || dialled.at_home) => (Certainty::Checked, Ground::CallingCode),
            () if called && dialled.number.len() >= 6 => (Certainty::Labelled, Ground::Label),
            () if dialled.at_home && !other => (Certainty::Shaped, Ground::Grouping),
            () => return None,
        };
        Some(Found { span: dialled.start..dialled.end, value: Value::Phone(dialled.number), certainty, ground })
    }

    fn name(&self, page: &Page<'_>, i: usize) -> Option<Found> {
        let token = page.at(i);
        if page.glued(i) && (page.at(i - 1).is_alnum() || page.is_sign(i - 1, b'_')) {
            return None;
        }
        let nearer = |person: &Label| self.label.is_none_or(|label| label.cue != Cue::Order || label.gap > person.gap);
        if let Some(person) = self.person.filter(nearer) {
            let nick = person.cue == Cue::Nick;
            let reach = if nick && person.arg == 0 { 2 } else { 4 };
            let speech = token.cue != Cue::None && token.class != Class::Mixed && page.byte(token.end) != b'_';
            if person.gap <= reach
                && !speech
                && (nick && person.arg == 0 || token.class != Class::Han || person.gap == 0)
                && let Some(found) = handle::announced(page, i, nick && person.arg == 0, person.gap == 0)
            {
                return Some(found);
            }
        }
        let other = self.label(4).is_some_and(|label| label.cue == Cue::Other);
        if other { None } else { handle::shaped(page, i) }
    }
}

/// `Best.-Nr.`, `Kd.-Nr.`: what the shortened word before the number sign `i` means.
fn abbreviated(page: &Page<'_>, i: usize) -> Option<Cue> {
    let dots = (1..=i.min(2))
        .take_while(|n| matches!(page.at(i - n).class, Class::Sign(b'.' | b'-')) && page.glued(i - n + 1))
        .count();
    let word = page.of(i.checked_sub(dots + 1).filter(|_| dots > 0)?).to_ascii_lowercase();
    match word.as_str() {
        "best" | "bst" | "auftr" | "a" => Some(Cue::Order),
        "kd" | "rg" | "re" | "rech" | "art" | "ser" => Some(Cue::Other),
        _ => None,
    }
}

/// Capitals that may begin or be a number: `RN 514 …`, `XKBKNABJK`.
fn shouted(page: &Page<'_>, token: Token) -> bool {
    matches!(token.end - token.start, 1..=3 | 9) && page.of_span(token).bytes().all(|b| b.is_ascii_uppercase())
}
