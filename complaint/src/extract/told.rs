//! Numbers and names that only the words beside them explain: one walk over the text with the last such word in mind.

use super::ascii::{self, CAPITAL, DIGIT, Made};
use super::label::{FAR, Label, REACH};
use super::lexicon::Cue;
use super::order::{self, Id};
use super::page::{Found, Page, What};
use super::parcel::{ALONE, Known, TOLD};
use super::table::Table;
use super::token::{Class, Token};
use super::{Carrier, Certainty, Ground, handle, list, phone, pieces};

/// To whom money goes, with whom somebody deals, whose something is: what stands between that and a name.
const PAID: &str = "to an a aan naar do from von van de da od di by por par door przez with mit avec con com met z as als \
                    jako como comme";

struct Mind {
    label: Label,
    person: Label,
    carrier: Label,
    /// Parcels were spoken of.
    parcels: bool,
    table: Table,
    /// Up to where is looked at: identifiers are judged as a whole.
    end: usize,
}

/// Finds orders, parcels, phones and names.
pub(crate) fn read(page: &mut Page<'_>) {
    let mut mind = Mind {
        label: Label::NONE,
        person: Label::NONE,
        carrier: Label::NONE,
        parcels: false,
        table: Table::NONE,
        end: 0,
    };
    mind.table.begin_line(page, 0);
    for i in 0..page.tokens.len() {
        if page.at(i).is_taken() {
            continue;
        }
        let found = if page.at(i).start < mind.end { None } else { mind.find(page, i) };
        let Some(found) = found else {
            mind.hear(page, i);
            continue;
        };
        mind.end = found.span.end;
        match found.what {
            What::Handle => mind.person = Label::NONE,
            What::Phone { .. } => {}
            _ => mind.label = Label::NONE,
        }
        page.take(i, found);
    }
}

impl Mind {
    /// What token `i` means for those behind it.
    fn hear(&mut self, page: &Page<'_>, i: usize) {
        let token = page.at(i);
        let label = Label { cue: token.cue, arg: token.arg, gap: 0, numbered: false };
        match (token.class, token.cue) {
            // `the order I return: 12345`; `lettre de voiture`, but no other `voiture`.
            (_, Cue::Other)
                if token.arg > 0
                    && matches!(self.label.within(REACH).cue, Cue::Order | Cue::Parcel | Cue::Shipment) =>
            {
                self.step(2);
            }
            (_, Cue::Parcel) if token.arg > 0 && !page.is_among(i.wrapping_sub(2), "lettre carta") => self.step(2),
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
                if token.cue == Cue::Order {
                    self.carrier = self.carrier.within(4);
                }
                self.label = label;
            }
            (_, Cue::Person | Cue::Nick) => {
                self.step(2);
                self.person = label;
            }
            (_, Cue::Carrier) => {
                self.step(2);
                self.carrier = label;
            }
            (_, Cue::Reference) => {
                if self.label.gap <= 2 && self.label.cue != Cue::Other {
                    self.label.numbered = true;
                } else {
                    self.label = Label { cue: Cue::Other, ..label };
                }
            }
            (_, Cue::Price) => self.step(8),
            (_, Cue::Number) => {
                if let Some(cue) = abbreviated(page, i) {
                    self.label = Label { cue, ..label };
                }
                self.label.numbered = true;
            }
            (Class::Sign(b'#'), _) => self.label.numbered = true,
            (Class::Break, _) => {
                let open = i > 0 && page.is_sign(i - 1, b':');
                self.label = self.label.within(if open { FAR } else { 0 });
                self.person = if open { self.person.within(0) } else { Label::NONE };
            }
            (Class::Sign(b'.' | b'!' | b'?'), _) if self.ends_sentence(page, i) => {
                self.label = Label::NONE;
                self.person = Label::NONE;
                self.step(4);
            }
            (Class::Sign(b',' | b';'), _) => self.step(2),
            (Class::Sign(_), _) => {}
            (Class::Han, _) => self.step(1),
            _ => self.step(2),
        }
        if let Some(cue) = self.table.step(page, i) {
            let heading = Label { cue, arg: 0, gap: 0, numbered: true };
            (self.label, self.person) =
                if cue == Cue::Person { (Label::NONE, heading) } else { (heading, Label::NONE) };
        }
    }

    fn step(&mut self, gap: usize) {
        for label in [&mut self.label, &mut self.person, &mut self.carrier] {
            *label = Label { gap: label.gap + gap, ..*label }.within(FAR - 1);
        }
    }

    /// A full stop behind an abbreviation ends nothing: `Best.-Nr. 12`, `tel. 0351`, `n. 7`.
    fn ends_sentence(&self, page: &Page<'_>, i: usize) -> bool {
        // `My order number? 12-345`
        if page.is_sign(i, b'?') && self.label.gap == 0 {
            return false;
        }
        let before = page.at(i.wrapping_sub(1));
        let length = before.end - before.start;
        let told = !matches!(before.cue, Cue::None | Cue::Currency)
            && (length <= 5 || page.bytes(0..before.end).ends_with(b"nr"));
        let short = page.glued(i) && (told || length <= 2);
        match page.byte(page.at(i).end) {
            b' ' => !(short && page.is_sign(i, b'.')),
            next => next == b'\n',
        }
    }

    fn find(&mut self, page: &Page<'_>, i: usize) -> Option<Found> {
        let token = page.at(i);
        if let Class::Sign(sign) = token.class {
            return match sign {
                b'@' => handle::at_sign(page, i),
                b'+' | b'(' if page.is(token.end, DIGIT) || page.byte(token.end) == b'+' => self.phone(page, i),
                _ => None,
            };
        }
        if self.tells_nothing(page, i) {
            return None;
        }
        let joined = page.glued(i) && page.at(i - 1).is_alnum();
        if self.is_right_before(page, i)
            && let Some(id) = order::read(page, i)
            && id.joints > 0
            && id.made.digits > 2
            && (id.made.letters() > 0 || page.bytes(id.span.clone()).contains(&b' '))
        {
            return Some(id.found(Certainty::Labelled, Ground::Label));
        }
        if handle::may_begin(token.class)
            && !joined
            && let Some(found) = self.name(page, i)
        {
            return Some(found);
        }
        let shouted = shouted(page, token);
        if joined || token.class == Class::Word && !page.glued(i + 1) && !shouted {
            return None;
        }
        let Some(id) = &order::id(page, i) else { return None };
        if id.made.digits == 0 && !shouted {
            return None;
        }
        // Numbers that prove what they are, in one piece or in groups.
        if let Some((end, known)) = pieces::pieces(page, i, &ALONE) {
            return Some(self.parcel(page, i, end, Some(known)));
        }
        self.end = page.at(id.next).start;
        let text = page.bytes(id.span.clone());
        let label = self.label.within(REACH);
        if order::fits(text, page.context.order_shape) {
            return Some(id.found(Certainty::Checked, Ground::SiteShape));
        }
        let other = label.cue == Cue::Other && label.gap <= 6;
        let shaped = || Some(id.found(Certainty::Shaped, Ground::KnownShape));
        if id.is_known(text) || id.is_uuid(text) && !other {
            return shaped();
        }
        if label.cue == Cue::Phone
            && let Some(found) = self.phone(page, i)
        {
            return Some(found);
        }
        if order::measures(page, id) {
            return None;
        }
        let told = self.told(page, i, id).or_else(|| self.phone(page, i));
        if let Some(found) = told.or_else(|| self.told_behind(page, i, id)) {
            return Some(found);
        }
        let before = page.before(token.start);
        let hash = before == b'#' || before == b' ' && page.is_sign(i.wrapping_sub(1), b'#');
        let numbered = id.joints > 0 && id.made.digits >= 5 && page.is_among(i.wrapping_sub(1), "no nr n");
        let unnamed = !matches!(label.cue, Cue::Other | Cue::Parcel) && id.is_composed(text);
        let blocked = label.gap <= 4 && matches!(label.cue, Cue::Other | Cue::Parcel | Cue::Card | Cue::Phone);
        let believed = unnamed
            || numbered && id.made.small == 0
            || hash && id.made.digits >= 3 && id.made.small <= 2 && text.len() <= 20
            || id.is_long(text);
        if believed && !blocked { shaped() } else { None }
    }

    /// Whether token `i` stands right behind a word for an order.
    fn is_right_before(&self, page: &Page<'_>, i: usize) -> bool {
        let before = page.at(i.wrapping_sub(1));
        let telling = matches!(page.at(i).cue, Cue::Number | Cue::Reference | Cue::Order | Cue::Parcel | Cue::Other);
        self.label.cue == Cue::Order && !telling && (self.label.gap == 0 || page.is_of(before.start, b":#"))
    }

    /// A few figures that no word explains, with nothing behind them that joins them to others.
    fn tells_nothing(&self, page: &Page<'_>, i: usize) -> bool {
        let token = page.at(i);
        token.class == Class::Digits
            && token.end - token.start <= 3
            && self.label.cue == Cue::None
            && self.person.cue == Cue::None
            && page.context.order_shape.is_empty()
            && !page.is_sign(i.wrapping_sub(1), b'#')
            && (!page.is_of(token.end, b"-/_. ()x") || phone::goes_on(page, i) && page.byte(token.end) == b' ')
    }

    /// What the last label says of an identifier.
    fn told(&self, page: &Page<'_>, i: usize, id: &Id) -> Option<Found> {
        let text = page.bytes(id.span.clone());
        let label = self.label.within(REACH);
        let carried = self.carrier.gap <= if id.made.digits < 10 { 4 } else { REACH };
        let direct = label.gap <= 2;
        let order = |numbered| {
            let believed = id.could_be(text, direct, numbered);
            believed.then(|| id.found(Certainty::Labelled, Ground::Label))
        };
        match label.cue {
            Cue::Order => order(label.numbered || page.before(id.span.start) == b'#'),
            Cue::Shipment => {
                let parcel = carried || self.parcels && id.made.capitals >= 2 && id.joints == 0 && id.made.digits >= 8;
                let parcel = if parcel { self.parcel_told(page, i, id) } else { None };
                parcel.or_else(|| order(label.numbered))
            }
            Cue::Parcel => self.parcel_told(page, i, id).or_else(|| self.parcel_joined(page, id, direct)),
            _ if carried && self.carrier.gap < label.gap => self.parcel_told(page, i, id),
            _ => None,
        }
    }

    /// A long number that the words behind it explain, or the parcels spoken of before.
    fn told_behind(&self, page: &Page<'_>, i: usize, id: &Id) -> Option<Found> {
        let Made { digits, capitals, length, .. } = id.made;
        if digits < 5 {
            return None;
        }
        let text = page.bytes(id.span.clone());
        let names_next = page.is_sign(id.next, b'(') && (id.next + 1..id.next + 6).any(|n| page.at(n).has_digit());
        let mut linked = false;
        for n in id.next..id.next + 5 {
            linked |= !page.at(n).has_digit() && page.is_among(n, "is ist est es e to jest was war ( = 是");
            match page.at(n).cue {
                _ if page.at(n).class == Class::Break => break,
                // `(Bestell-Nr. 12)` names the number that follows.
                Cue::Order | Cue::Parcel if names_next => break,
                Cue::Order if linked => {
                    return id.could_be(text, true, true).then(|| id.found(Certainty::Labelled, Ground::Label));
                }
                Cue::Parcel if linked && digits >= 8 => return self.parcel_told(page, i, id),
                Cue::Delivered if digits >= 10 && !id.is_long(text) => return self.parcel_told(page, i, id),
                Cue::None | Cue::Number => {}
                _ => break,
            }
        }
        let usual = matches!(length, 12 | 14 | 20) && digits == length || capitals == 1 && digits == 14;
        let believed = self.parcels && self.label.cue == Cue::None && usual && TOLD.read(text).is_some();
        if believed { self.parcel_told(page, i, id) } else { None }
    }

    fn parcel_told(&self, page: &Page<'_>, i: usize, id: &Id) -> Option<Found> {
        let (end, known) = pieces::told(page, i, id)?;
        Some(self.parcel(page, i, end, known))
    }

    /// `return parcel ZX-0099-4410-77`
    fn parcel_joined(&self, page: &Page<'_>, id: &Id, direct: bool) -> Option<Found> {
        let text = page.bytes(id.span.clone());
        let written = direct
            && id.joints > 0
            && id.joints == id.made.hyphens
            && id.made.digits >= 8
            && id.made.capitals > 0
            && !id.is_known(text);
        written.then(|| pieces::found(page, id.span.clone(), None, self.named(), Ground::Label))
    }

    fn parcel(&self, page: &Page<'_>, i: usize, end: usize, known: Option<Known>) -> Found {
        let named = self.named().or_else(|| pieces::named_behind(page, end));
        pieces::found(page, page.at(i).start..end, known, named, Ground::Label)
    }

    fn named(&self) -> Option<Carrier> {
        Carrier::ALL.get(usize::from(self.carrier.arg)).copied()
    }

    fn phone(&self, page: &Page<'_>, i: usize) -> Option<Found> {
        let label = self.label.within(REACH);
        let called = label.cue == Cue::Phone;
        let dialled = if called || !phone::goes_on(page, i) { phone::dialled(page, i)? } else { return None };
        let other = label.gap <= 4 && matches!(label.cue, Cue::Order | Cue::Parcel | Cue::Other | Cue::Card)
            || list::goes_on(page, i);
        let (certainty, ground) = match () {
            () if dialled.international && (called || dialled.at_home) => (Certainty::Checked, Ground::CallingCode),
            () if called && dialled.length >= 6 => (Certainty::Labelled, Ground::Label),
            () if dialled.at_home && !other => (Certainty::Shaped, Ground::Grouping),
            () => return None,
        };
        Some(Found { span: dialled.start..dialled.end, what: dialled.what(), certainty, ground })
    }

    fn name(&self, page: &Page<'_>, i: usize) -> Option<Found> {
        let token = page.at(i);
        if page.glued(i) && page.is_sign(i - 1, b'_') {
            return None;
        }
        // `released 900 USDT to pepe.remesas`, `sold to mara_fx`
        let paid = i > 1
            && token.class == Class::Word
            && page.is_among(i - 1, PAID)
            && (handle::is_numbered(page, i)
                || page.is_sign(i + 1, b'_')
                || page.found_at(i - 2).is_some_and(|found| matches!(found.what, What::Amount(_))));
        // `[20.11.2026 21:14] Zbyszek-Exchange: …`
        let speaks = page.is_sign(i.wrapping_sub(1), b']');
        let person = if paid || speaks { Label { cue: Cue::Person, gap: 0, ..Label::NONE } } else { self.person };
        let sure = person.cue == Cue::Nick && person.arg == 0;
        // `noemt zich BitBaas`
        let direct = person.gap == 0 || person.cue == Cue::Nick && !sure && person.gap <= 2;
        let speech = token.cue != Cue::None && token.class != Class::Mixed && page.byte(token.end) != b'_';
        if person.gap <= if sure { 2 } else { 4 }
            && (self.label.cue != Cue::Order || self.label.gap > person.gap)
            && !speech
            && (sure || token.class != Class::Han || person.gap == 0)
            && let Some(found) = handle::announced(page, i, sure, direct)
        {
            return Some(found);
        }
        if self.label.within(4).cue == Cue::Other { None } else { handle::shaped(page, i) }
    }
}

/// `Best.-Nr.`, `Kd.-Nr.`: what the shortened word before the number sign `i` means.
fn abbreviated(page: &Page<'_>, i: usize) -> Option<Cue> {
    let joined = |n: usize| page.glued(n) && page.is_of(page.at(n - 1).start, b".-");
    let dots = if !joined(i) { return None } else { 1 + usize::from(joined(i - 1)) };
    let word = page.of(i.wrapping_sub(dots + 1));
    if ascii::among("best bst auftr a", word) {
        Some(Cue::Order)
    } else {
        ascii::among("kd rg re rech art ser", word).then_some(Cue::Other)
    }
}

/// Capitals that may begin or be a number: `RN 514 …`, `XKBKNABJK`.
fn shouted(page: &Page<'_>, token: &Token) -> bool {
    let length = token.end - token.start;
    matches!(length, 1..=3 | 9) && page.run(token.start, CAPITAL, length) == length
}
