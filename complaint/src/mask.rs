//! Hides payment card numbers before anything is stored or sent, and whatever else a site's policy wants hidden.

use crate::draft::{Draft, Sourced};
use crate::event::What;
use crate::extract::fold::plain;
use crate::extract::{Context, Fact, Kind, extract, numbers};
use crate::parts::cut;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

/// What hides a character.
const COVER: char = '*';

/// A text fit to be kept, and what was hidden in it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Masked {
    pub text: String,
    /// In the order of the text; shown to the merchant, so that nobody wonders where a number went.
    pub report: Vec<Hidden>,
}

#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Hidden {
    pub kind: Kind,
    /// What is left to see, `**** **** **** 1111`.
    pub shown: String,
}

/// Hides every card number (PCI DSS 3.4: at most the last four digits are shown) and all facts of the kinds `also`.
///
/// Masking what is masked changes nothing.
pub fn mask(text: &str, also: &[Kind]) -> Masked {
    let found = if also.is_empty() { numbers(text) } else { extract(text, &Context::default()).all };
    mask_facts(text, &found, also)
}

/// The same for a text already read.
pub(crate) fn mask_facts(text: &str, facts: &[Fact], also: &[Kind]) -> Masked {
    let secret = |fact: &&Fact| fact.value.kind() == Kind::Card || also.contains(&fact.value.kind());
    let mut masked = Masked { text: String::with_capacity(text.len()), report: Vec::new() };
    let mut at = 0;
    for fact in facts.iter().filter(secret) {
        let kind = fact.value.kind();
        let shown = cover(&text[fact.span.clone()], kind);
        masked.text.push_str(&text[at..fact.span.start]);
        masked.text.push_str(&shown);
        at = fact.span.end;
        masked.report.push(Hidden { kind, shown });
    }
    masked.text.push_str(&text[at..]);
    if masked.text != text {
        // Once is enough nearly always; the digits left of one number may complete another.
        let more = mask(&masked.text, also);
        masked.text = more.text;
        masked.report.extend(more.report);
    }
    masked
}

/// Hides card numbers, and what else the site wants hidden, in what a merchant typed into a draft; true where there was
/// any. What the page supplied is the shop's own: one in ten of its long numbers only looks like a card.
pub fn mask_draft(draft: &mut Draft, also: &[Kind]) -> bool {
    let typed = |sourced: &&mut Sourced<String>| !sourced.from.is_of_page();
    let sourced =
        [&mut draft.order, &mut draft.merchant].into_iter().flatten().filter(typed).map(|sourced| &mut sourced.value);
    let corrected = draft.corrections.iter_mut().flat_map(|one| [&mut one.read].into_iter().chain(&mut one.became));
    let wish = draft.level.as_mut().map(|wish| &mut wish.why);
    let mut found = false;
    for text in sourced.chain(corrected).chain(wish).chain([&mut draft.text]) {
        found |= mask_in_place(text, also);
    }
    found
}

/// Hides card numbers in what a person wrote about a complaint.
pub fn mask_event(what: &mut What) {
    for words in what.words_mut() {
        mask_in_place(words, &[]);
    }
}

fn mask_in_place(text: &mut String, also: &[Kind]) -> bool {
    let masked = mask(text, also);
    *text = masked.text;
    !masked.report.is_empty()
}

/// Covers all letters and digits but the few that let the owner recognise it: the end of a number, of an address the
/// first letter and the domain.
fn cover(secret: &str, kind: Kind) -> String {
    let hideable = |c: char| match kind {
        // The letters between are those of an entity: `4111&nbsp;1111`.
        Kind::Card => plain(c).is_some_and(|plain| plain.is_ascii_digit()),
        _ => c.is_ascii_alphanumeric() || !c.is_ascii(),
    };
    let count = |text: &str| text.chars().filter(|c| hideable(*c)).count();
    // How many are left to see at the end.
    let (name, _) = cut(secret, b'@');
    let end = match kind {
        Kind::Email => count(secret) - count(name),
        Kind::Card | Kind::Iban => 4,
        _ => 2,
    };
    let all = count(secret);
    let visible = |n: usize| n + end >= all || kind == Kind::Email && n == 0 && count(name) > 1;
    let mut n = 0;
    let mut shown = String::with_capacity(secret.len());
    for c in secret.chars() {
        let hide = hideable(c) && !visible(n);
        n += usize::from(hideable(c));
        shown.push(if hide { COVER } else { c });
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, also: &[Kind], expected: &str) {
        let masked = mask(text, also);
        assert_eq!(masked.text, expected);
        assert_eq!(mask(&masked.text, also).text, expected, "masked twice");
        assert_eq!(masked.report.is_empty(), text == expected);
    }

    #[test]
    fn cards_are_hidden_in_any_writing() {
        check("Karte 4111 1111 1111 1111 gesperrt", &[], "Karte **** **** **** 1111 gesperrt");
        check("4111-1111-1111-1111/0927/123", &[], "****-****-****-1111/0927/123");
        check("card:378282246310005.", &[], "card:***********0005.");
        check("卡号４１１１１１１１１１１１１１１１被盗刷", &[], "卡号************１１１１被盗刷");
        check("4111&nbsp;1111&nbsp;1111&nbsp;1111", &[], "****&nbsp;****&nbsp;****&nbsp;1111");
        check("4\u{200b}1\u{200b}1\u{200b}1 11111111 1111", &[], "*\u{200b}*\u{200b}*\u{200b}* ******** 1111");
        check("Номер-карты-получателя4111111111111111", &[], "Номер-карты-получателя************1111");
        check("4111\u{e000}11111111\u{f0000}1111", &[], "****\u{e000}********\u{f0000}1111");
        check("٤١١١ ١١١١ ١١١١ ١١١١", &[], "**** **** **** ١١١١");
        check("https://pay.example/?pan=5555555555554444", &[], "https://pay.example/?pan=************4444");
        check("gl 51 2 0 3 1 8 1 7 3 9 1 3 1 9 5", &[], "gl ** * * * * * * * * * * 3 1 9 5");
        check("Nr5555555555554444x", &[], "Nr************4444x");
    }

    #[test]
    fn what_is_left_to_see_of_a_card_may_begin_the_next() {
        let chain = "4111-104111-104111-104111-104111-10";
        check(chain, &[], "****-******-******-******-**4111-10");
        check("4242424242424242\n4242 4242 4242 4242", &[], "************4242\n**** **** **** 4242");
        assert_eq!(
            mask(chain, &[]).report.len(),
            1,
            "found at once: a pass for each would take the square of the length"
        );
    }

    #[test]
    fn what_only_looks_like_a_card_stays() {
        for text in [
            "4111 1111 1111 1112", // One digit off.
            "Order 123-4567890-1234567",
            "Order 114-8890123-4471209 and 4000 12** **** 0119",
            "IBAN DE89 3704 0044 0532 0130 00",
            "tracking 00340434161094042557",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        ] {
            check(text, &[], text);
        }
    }

    #[test]
    fn a_site_may_hide_more() {
        let all = [Kind::Iban, Kind::Email, Kind::Phone];
        check("_@shop.example", &all, "_@shop.example"); // Nothing in it to hide, and no address.
        check("DE89 3704 0044 0532 0130 00", &all, "**** **** **** **** **30 00");
        check("mail anna.k@shop.example or +49 221 9988 4410", &all, "mail a***.*@shop.example or +** *** **** **10");
    }

    #[test]
    fn a_draft_is_masked_as_the_site_says() {
        let draft = || Draft {
            text: "Pay DE89 3704 0044 0532 0130 00, not 4111 1111 1111 1111".into(),
            contact: "anna.k@shop.example".into(),
            ..Draft::default()
        };
        let check = |also: &[Kind], expected: &str| {
            let mut masked = draft();
            assert!(mask_draft(&mut masked, also));
            assert_eq!(masked.text, expected);
            assert_eq!(masked.contact, draft().contact, "how to reach the merchant stays");
        };
        check(&[], "Pay DE89 3704 0044 0532 0130 00, not **** **** **** 1111");
        check(&[Kind::Iban, Kind::Email], "Pay **** **** **** **** **30 00, not **** **** **** 1111");
    }
}
