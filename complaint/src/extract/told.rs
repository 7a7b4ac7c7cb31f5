//! Numbers and names that only the words beside them explain: one walk over the text with the last such word in mind.

use super::ascii::{DIGIT, Made};
use super::label::{self, FAR, Label, REACH};
use super::lexicon::Cue;
use super::order::{self, Id};
use super::page::Page;
use super::parcel::{ALONE, Known, TOLD};
use super::table::Table;
use super::token::{ALNUM, AT, BREAK, DIGITS, HAN, MIXED, OPEN, WORD};
use super::{Ground, Kind, handle, list, phone, pieces};
use crate::triage::is_small_word;
use core::ops::Range;

/// To whom money goes, with whom somebody deals, whose something is: what stands between that and a name.
const PAID: &str = "to an a aan naar do from von van de da od di by por par door przez with mit avec con com met z as als \
                    jako como comme";

/// What says that one is the other.
const IS: &str = "is ist est es e to jest was war c'est ( = 是";

struct Mind {
    label: Label,
    person: Label,
    carrier: Label,
    /// Parcels were spoken of.
    parcels: bool,
    /// The last order with more to it than figures, of which another may differ from it in figures alone.
    model: Range<usize>,
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
        model: 0..0,
        table: Table::NONE,
        end: 0,
    };
    mind.table.begin_line(page, 0);
    for i in 0..page.tokens.len() {
        if page.at(i).is_taken() {
            continue;
        }
        if page.at(i).start >= mind.end && mind.find(page, i) {
            if let Some(found) = page.found.last() {
                mind.end = found.span.end;
                let figures = page.run(found.span.start, DIGIT, found.span.len());
                if found.kind == Kind::Order && figures < found.span.len() {
                    mind.model = found.span.clone();
                }
                match found.kind {
                    Kind::Handle => mind.person = Label::NONE,
                    Kind::Phone => {}
                    _ => mind.label = Label::NONE,
                }
            }
        } else {
            mind.hear(page, i);
        }
    }
}

impl Mind {
    /// What token `i` means for those behind it.
    fn hear(&mut self, page: &Page<'_>, i: usize) {
        let token = page.at(i);
        let label = Label { cue: token.cue, arg: token.arg, gap: 0, numbered: false };
        // `My order number? 12-345`
        let asked = || self.label.gap == 0 && page.sign(i, b"?");
        let ends = !token.is(ALNUM | HAN | BREAK) && page.sign(i, b".!?") && !asked() && ends_sentence(page, i);
        let gap = match token.cue {
            Cue::Number => {
                self.label = label::abbreviated(page, i).map_or(self.label, |cue| Label { cue, ..label });
                return self.label.numbered = true;
            }
            // `order reference`
            Cue::Reference if self.label.gap <= 6 && self.label.cue != Cue::Other => return self.label.numbered = true,
            _ if token.is(HAN) => 1,
            _ if token.is(ALNUM) || page.sign(i, b",;") => 2,
            _ if ends => 4,
            _ => 0,
        };
        for label in [&mut self.label, &mut self.person] {
            *label = Label { gap: label.gap + gap, ..*label }.within(FAR - 1);
        }
        self.carrier.gap += gap;
        match token.cue {
            Cue::Order
            | Cue::Parcel
            | Cue::Shipment
            | Cue::Other
            | Cue::Phone
            | Cue::Card
            | Cue::Hash
            | Cue::Wallet => {
                self.parcels |= token.cue == Cue::Parcel;
                // Who carried another parcel is better only than nobody.
                if token.cue == Cue::Order && self.carrier.gap > 4 {
                    self.carrier.gap += FAR;
                }
                self.label = label;
            }
            Cue::Person | Cue::Nick => self.person = label,
            Cue::Carrier => self.carrier = label,
            Cue::Reference => self.label = Label { cue: Cue::Other, ..label },
            _ if token.is(BREAK) => (self.label, self.person) = (self.label.within(0), Label::NONE),
            _ if ends => (self.label, self.person) = (Label::NONE, Label::NONE),
            _ => {}
        }
        if let Some(cue) = self.table.step(page, i) {
            let heading = Label { cue, arg: 0, gap: 0, numbered: true };
            (self.label, self.person) =
                if cue == Cue::Person { (Label::NONE, heading) } else { (heading, Label::NONE) };
        }
    }

    fn find(&mut self, page: &mut Page<'_>, i: usize) -> bool {
        let token = *page.at(i);
        if !token.is(ALNUM | HAN) {
            return token.is(AT) && handle::at_sign(page, i)
                || page.sign(i, b"+(")
                    && (page.is(token.end, DIGIT) || page.byte(token.end) == b'+')
                    && self.phone(page, i);
        }
        if page.goes_on(i) {
            return false;
        }
        if self.tells_nothing(page, i) {
            return !page.is_joined(token.start, b"-/_.") && self.phone(page, i);
        }
        if self.is_like_model(page, i)
            && let Some(id) = order::of_length(page, i, self.model.len())
        {
            return id.take(page, i, Ground::List);
        }
        if self.is_right_before(page, i)
            && let Some(id) = order::read(page, i)
            && id.joints > 0
            && id.made.digits > 2
            && (id.made.digits > 4 || id.made.letters() > 0)
        {
            return id.take(page, i, Ground::Label);
        }
        if self.name(page, i) {
            return true;
        }
        // Capitals that may begin or be a number: `RN 514 …`, `XKBKNABJK`.
        let before = page.at(i.wrapping_sub(1));
        // But for a word among capitals: `ORDER DELIVERED`.
        let loud = || before.is(WORD) && page.is_shouted(before.start, before.end);
        let short = match token.len() {
            1..=3 => true,
            9 => !loud(),
            _ => false,
        };
        let shouted = short && page.is_shouted(token.start, token.end);
        if token.is(WORD) && !page.glued(i + 1) && !shouted {
            return false;
        }
        let Some(id) = &order::id(page, i) else { return false };
        if id.made.digits == 0 && !shouted {
            return false;
        }
        // Numbers that prove what they are, in one piece or in groups.
        if let Some((end, known)) = pieces::pieces(page, i, &ALONE) {
            return self.parcel(page, i, end, Some(known));
        }
        self.end = page.at(id.next).start;
        let label = self.label.within(REACH);
        let text = page.bytes(id.span.clone());
        if order::fits(text, page.context.order_shape) {
            return id.take(page, i, Ground::SiteShape);
        }
        if id.is_known(text) || id.is_uuid(text) && label.cue != Cue::Other {
            return id.take(page, i, Ground::KnownShape);
        }
        // `0x`: too little for all but what is told, or a phone: `06.39.98.55.10`.
        if id.made.digits < 3 && label.cue == Cue::None && self.carrier.gap > REACH {
            return self.phone(page, i);
        }
        label.cue == Cue::Phone && self.phone(page, i)
            || !order::measures(page, id)
                && (self.told(page, i, id)
                    || self.phone(page, i)
                    || self.told_behind(page, i, id)
                    || (label.gap > 4 || label.cue == Cue::Order)
                        && is_believed(page, i, id, label.cue)
                        && id.take(page, i, Ground::KnownShape))
    }

    /// Whether what begins at token `i` differs from the model in its figures alone, and no word says that it is something else.
    fn is_like_model(&self, page: &Page<'_>, i: usize) -> bool {
        let start = page.at(i).start;
        self.model.end > 0
            && self.label.within(4).cue != Cue::Other
            && order::is_alike(page.bytes(start..start + self.model.len()), page.bytes(self.model.clone()))
    }

    /// Whether token `i` stands right behind a word for an order, or linked to it.
    fn is_right_before(&self, page: &Page<'_>, i: usize) -> bool {
        // But for `"order":"ord_5521"`.
        let telling = matches!(page.at(i).cue, Cue::Number | Cue::Reference | Cue::Order | Cue::Parcel | Cue::Other)
            && !page.is_of(page.at(i).end, b"_-");
        let before = i.wrapping_sub(1);
        // `Kauf vom 12. September, Nr. 658 532 536/2`
        let word = page.at(before.wrapping_sub(usize::from(page.sign(before, b"."))));
        let numbered = matches!(word.cue, Cue::Number | Cue::Reference);
        let near = match self.label.gap {
            0 => true,
            1 | 2 => numbered || names_nothing(page, before),
            gap => numbered && gap <= REACH && gap < self.person.gap,
        };
        let order = match self.label.cue {
            Cue::Order => true,
            Cue::Shipment => self.carrier.gap >= FAR && pieces::pieces(page, i, &ALONE).is_none(),
            _ => false,
        };
        order && !telling && (near || page.sign(before, b":#"))
    }

    /// A few figures that no word explains, with nothing behind them that joins them to others but, at most, those of a phone.
    fn tells_nothing(&self, page: &Page<'_>, i: usize) -> bool {
        let token = page.at(i);
        token.is(DIGITS)
            && token.len() <= 3
            && self.label.cue == Cue::None
            && self.person.cue == Cue::None
            && page.context.order_shape.is_empty()
            && page.before(token.start) != b'#'
            && (!token.is(OPEN)
                || !page.is_of(token.end, b"-/_. ")
                || phone::goes_on(page, i) && page.byte(token.end) == b' ')
    }

    /// What the last label says of an identifier.
    fn told(&self, page: &mut Page<'_>, i: usize, id: &Id) -> bool {
        let label = self.label.within(REACH);
        let carried = self.carrier.gap <= if id.made.digits < 10 { 4 } else { REACH };
        // `no orders (error 429)`
        let direct = label.gap <= if id.made.length <= 3 { 0 } else { 2 };
        let numbered = label.numbered || page.before(id.span.start) == b'#';
        match label.cue {
            Cue::Parcel => self.parcel_told(page, i, id) || self.parcel_joined(page, i, id, direct),
            Cue::Order | Cue::Shipment => {
                label.cue == Cue::Shipment
                    && (carried || page.at(id.next).cue == Cue::Carrier || self.parcels && id.made.capitals > 1)
                    && self.parcel_told(page, i, id)
                    || id.could_be(page.bytes(id.span.clone()), direct, numbered) && id.take(page, i, Ground::Label)
            }
            _ => carried && self.carrier.gap < label.gap && self.parcel_told(page, i, id),
        }
    }

    /// A long number that the words behind it explain, or the parcels spoken of before.
    fn told_behind(&self, page: &mut Page<'_>, i: usize, id: &Id) -> bool {
        let Made { digits, capitals, length, .. } = id.made;
        if digits < 5 {
            return false;
        }
        // `(Bestell-Nr. 12)` names the number that follows.
        let mut inside = (id.next + 1..id.next + 6).take_while(|n| !page.sign(*n, b")"));
        let names_next = page.sign(id.next, b"(") && inside.any(|n| page.at(n).has_digit());
        let mut linked = false;
        for n in id.next..id.next + 5 {
            linked |= page.is_among(n, IS);
            match page.at(n).cue {
                _ if names_next || page.at(n).is(BREAK) => break,
                Cue::Order if linked || n == id.next && page.at(n).is(HAN) => {
                    return id.could_be(page.bytes(id.span.clone()), true, true) && id.take(page, i, Ground::Label);
                }
                Cue::Parcel if linked && digits >= 8 => return self.parcel_told(page, i, id),
                Cue::Delivered if digits >= 10 => return self.parcel_told(page, i, id),
                // `54670821 Mondial Relay`
                Cue::Carrier if digits >= 8 && n <= id.next + 1 && self.label.cue == Cue::None => {
                    return self.parcel_told(page, i, id);
                }
                Cue::None | Cue::Number => {}
                _ => break,
            }
        }
        let usual = matches!(length, 12 | 14 | 20) && digits == length || capitals == 1 && digits == 14;
        self.parcels
            && self.label.cue == Cue::None
            && usual
            && TOLD.read(page.bytes(id.span.clone())).is_some()
            && self.parcel_told(page, i, id)
    }

    fn parcel_told(&self, page: &mut Page<'_>, i: usize, id: &Id) -> bool {
        let Some((end, known)) = pieces::told(page, i, id) else { return false };
        self.parcel(page, i, end, known)
    }

    /// `return parcel ZX-0099-4410-77`
    fn parcel_joined(&self, page: &mut Page<'_>, i: usize, id: &Id, direct: bool) -> bool {
        direct
            && id.joints > 0
            && id.joints == id.made.hyphens
            && id.made.digits >= 8
            && id.made.capitals > 0
            && self.parcel(page, i, id.span.end, None)
    }

    fn parcel(&self, page: &mut Page<'_>, i: usize, end: usize, known: Option<Known>) -> bool {
        pieces::take(page, i, page.at(i).start..end, known, self.carrier, Ground::Label)
    }

    fn phone(&self, page: &mut Page<'_>, i: usize) -> bool {
        let label = self.label.within(REACH);
        let other = label.gap <= 4 && label.cue != Cue::Phone;
        phone::find(page, i, label.cue, other)
    }

    fn name(&self, page: &mut Page<'_>, i: usize) -> bool {
        // `released 900 USDT to pepe.remesas`, `sold to mara_fx`
        let amount = |n| page.found_at(n).is_some_and(|found| found.kind == Kind::Amount);
        let composed = |i| page.glued(i + 1) && page.sign(i + 1, b".-") && handle::is_composed(page, i);
        let paid = page.at(i).is(WORD)
            && page.at(i.wrapping_sub(1)).is(WORD)
            && (amount(i.wrapping_sub(2)) || page.sign(i + 1, b"_") || composed(i))
            && page.is_among(i.wrapping_sub(1), PAID);
        let speaks = handle::speaks(page, i);
        // `account terp8911`
        let account = self.label.is_account() && self.label.gap == 0 && !self.label.numbered;
        let person =
            if paid || speaks || account { Label { cue: Cue::Person, gap: 0, ..Label::NONE } } else { self.person };
        let sure = person.cue == Cue::Nick && person.arg == 0;
        let token = page.at(i);
        let before = i.wrapping_sub(1);
        // `noemt zich BitBaas`
        let near = person.cue == Cue::Nick && !sure && person.gap <= 2 && !token.is(HAN);
        // `mein Nick war Coinmichl`, `The buyer, mamie-bulles, …`
        let is_it = page.at(before).is(WORD) && page.is_among(before, IS);
        let direct = person.gap == 0 || near || is_it || person.gap == 2 && page.sign(before, b",");
        let speech = token.cue != Cue::None && !token.is(MIXED) && page.byte(token.end) != b'_' && !speaks;
        person.gap <= if sure { 2 } else { 4 }
            && (self.label.cue != Cue::Order || self.label.gap > person.gap)
            && !speech
            && handle::announced(page, i, sure, direct)
            || (self.label.within(4).cue != Cue::Other || self.label.is_account()) && handle::shaped(page, i)
    }
}

/// What may be believed if nothing else explains it.
fn is_believed(page: &Page<'_>, i: usize, id: &Id, label: Cue) -> bool {
    let text = page.bytes(id.span.clone());
    let before = i.wrapping_sub(1);
    let Made { digits, small, length, .. } = id.made;
    // `signalement n° 88-4410-T`, `申诉号SS-20261121-09`: the number of what we have no word for.
    let number = before.wrapping_sub(usize::from(page.sign(before, b":.")));
    let noun = page.at(number.wrapping_sub(1));
    if page.at(number).cue == Cue::Number && noun.cue == Cue::None && noun.is(WORD | HAN) && noun.len() > 2 {
        return false;
    }
    id.is_long(text)
        || !matches!(label, Cue::Other | Cue::Parcel)
            && id.is_joined(text)
            && (id.is_composed(text) || names_nothing(page, before) || label == Cue::None && begins_series(page, id))
            && !order::is_of_others(text)
        || page.before(id.span.start) == b'#' && digits >= 3 && small <= 2 && length <= 20
        || small == 0 && id.joints > 0 && digits >= 5 && page.is_among(before, "no nr n")
}

/// Whether another like it follows: `N-31907, N-31911`.
fn begins_series(page: &Page<'_>, id: &Id) -> bool {
    let next = (id.next..id.next + 2).find(|n| !list::parts(page, *n)).unwrap_or(id.next);
    next > id.next
        && order::id(page, next).is_some_and(|next| order::is_alike(page.bytes(id.span.clone()), page.bytes(next.span)))
}

/// Whether token `i` is a word that names nothing, so that what follows is named before or not at all: `my order is …`.
fn names_nothing(page: &Page<'_>, i: usize) -> bool {
    let token = page.at(i);
    token.is(WORD) && matches!(token.cue, Cue::None | Cue::And) && is_small_word(page.of(i))
}

/// A full stop behind an abbreviation ends nothing: `Bestnr. 12`, `tel. 0351`.
fn ends_sentence(page: &Page<'_>, i: usize) -> bool {
    let before = page.at(i.wrapping_sub(1));
    let told = !matches!(before.cue, Cue::None | Cue::Currency | Cue::Nick)
        && (before.len() <= 5 || page.bytes(0..before.end).ends_with(b"nr"));
    let short = page.glued(i) && (told || before.len() <= 2);
    match page.byte(page.at(i).end) {
        b' ' => !(short && page.sign(i, b".")),
        next => next == b'\n',
    }
}
