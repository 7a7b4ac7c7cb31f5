//! Whatever is typed: no panic, spans on character boundaries, no card number left, nothing masked twice.

use complaint::extract::{Context, Day, Kind, card, extract};
use complaint::mask::mask;
use complaint::reading::{Setting, read};
use complaint::triage::Vocabulary;
use proptest::prelude::*;

/// Pieces that complaints are made of, whole and broken, so that chance finds the seams between recognisers.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => any::<char>().prop_map(String::from),
        4 => "[0-9]{1,20}",
        2 => "[0-9 .,/-]{1,24}",
        2 => "[A-Z]{1,3}[0-9]{1,22}[A-Z]{0,2}",
        2 => "[a-z_.]{1,10}",
        1 => "[\u{660}-\u{669}０-９٫ ]{1,20}",
        3 => prop::sample::select(vec![
            " ", "\n", "€", "$", "@", "#", "+", "(", ")", "<b>", "</b>", "<", "&nbsp;", "&#52;", "&", ": ", "<!--", "-->", "\n> ", "?", "payout ", "冻结", "0x", "http://", "www.",
            "订单号", "年", "月", "日", "元", "Bestellung ", "order ", "tel ", "IBAN DE", "1Z", "Mai", "\u{200b}", "ß", "é", "ﬁ", "—", "%",
        ])
        .prop_map(str::to_owned),
        2 => card_number(),
    ]
}

/// A number with a right check digit that some issuer could have given out, grouped at random.
fn card_number() -> impl Strategy<Value = String> {
    let prefixes = vec!["4", "51", "2221", "34", "37", "6011", "3530", "62", "36"];
    (prop::sample::select(prefixes), "[0-9]{14}", prop::collection::vec(0..6_usize, 16)).prop_map(
        |(prefix, rest, gaps)| {
            let length = if matches!(prefix, "34" | "37") { 15 } else { 16 };
            let body: String = prefix.chars().chain(rest.chars()).take(length - 1).collect();
            let check =
                ('0'..='9').find(|check| card::validate(&format!("{body}{check}")) && luhn(&format!("{body}{check}")));
            let whole = format!("{body}{}", check.expect("one of ten digits fits"));
            whole.chars().zip(gaps).flat_map(|(c, gap)| [Some(c), (gap == 0).then_some(' ')]).flatten().collect()
        },
    )
}

#[test]
fn what_a_card_is_to_somebody_else() {
    let check = |text: &str, expected: &[&str]| assert_eq!(cards(text), expected, "{text}");
    check("paid by 4111 1111-1111 1111, thanks", &["4111111111111111"]);
    check("(378282246310005)", &["378282246310005"]);
    check("41111111\u{200b}1111\u{e000}1111", &["4111111111111111"]);
    check("4111 1111 1111 1112 and **** 1111", &[]);
}

fn luhn(number: &str) -> bool {
    let digits = number.bytes().rev().map(|b| u32::from(b - b'0'));
    let sum: u32 = digits.enumerate().map(|(n, d)| if n % 2 == 0 { d } else { d * 2 / 10 + d * 2 % 10 }).sum();
    sum.is_multiple_of(10)
}

/// Card numbers as somebody else would look for them: runs of figures with at most one space or hyphen between two, and
/// no letter beside them, that some issuer gives out in that length and whose sum is right.
fn cards(text: &str) -> Vec<String> {
    let sign = |c: char| match c {
        '0'..='9' | ' ' | '-' => Some(c),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => None,
        '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'.. => None,
        _ if c.is_alphanumeric() => Some('x'),
        _ => Some('|'),
    };
    // What stands for a figure is read as a letter, which parts numbers.
    let signs: String = text.replace("&#52;", "x").chars().filter_map(sign).collect();
    let gaps = ["  ", "--", "- ", " -"];
    let signs = gaps.iter().fold(signs, |signs, gap| signs.replace(gap, "|"));
    let runs = signs.split('|').flat_map(|part| {
        part.split_inclusive('x').scan(false, |joined, run| {
            let beside = *joined && run.starts_with(|c: char| c.is_ascii_digit());
            *joined = true;
            let number = run.trim_end_matches('x');
            let joined_behind = number.len() < run.len() && number.ends_with(|c: char| c.is_ascii_digit());
            Some(if beside || joined_behind { "" } else { number })
        })
    });
    let digits = runs.map(|run| run.chars().filter(char::is_ascii_digit).collect::<String>());
    digits.filter(|digits| is_issued(digits) && luhn(digits)).collect()
}

fn is_issued(digits: &str) -> bool {
    let head = |length: usize| digits.get(..length).and_then(|head| head.parse::<u32>().ok()).unwrap_or_default();
    match digits.len() {
        13 => head(1) == 4,
        14 => matches!(head(2), 36 | 38 | 39) || (300..=305).contains(&head(3)),
        15 => matches!(head(2), 34 | 37),
        16 => {
            head(1) == 4
                || (51..=55).contains(&head(2))
                || (2221..=2720).contains(&head(4))
                || matches!(head(2), 62 | 65)
                || head(4) == 6011
                || (3528..=3589).contains(&head(4))
        }
        19 => head(1) == 4 || head(2) == 62,
        _ => false,
    }
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn facts_lie_inside_the_text_and_apart(text in text()) {
        let context = Context { today: Some(Day { year: Some(2025), month: 11, day: 22 }), order_shape: "##-@*", lang: "" };
        let mut at = 0;
        for fact in extract(&text, &context).all {
            prop_assert!(fact.span.start >= at && fact.span.end > fact.span.start, "{text:?} {fact:?}");
            prop_assert!(text.get(fact.span.clone()).is_some(), "{text:?} {fact:?}");
            at = fact.span.end;
        }
    }

    #[test]
    fn whatever_is_written_is_judged(text in text()) {
        let reading = read(&text, &Setting::default(), |language| Some(Vocabulary::of(language)));
        prop_assert_eq!(reading.masked, mask(&text, &[]).text);
        prop_assert!(reading.triage.is_some_and(|triage| !triage.why.is_empty()));
        let units = text.encode_utf16().count();
        prop_assert!(reading.facts.told().all(|fact| fact.start < fact.end && fact.end <= units), "{text:?}");
    }

    #[test]
    fn masking_ends_all_cards_and_itself(text in text()) {
        for also in [&[][..], &[Kind::Iban, Kind::Email, Kind::Phone]] {
            let once = mask(&text, also).text;
            let left = extract(&once, &Context::default()).all;
            prop_assert!(left.iter().all(|fact| fact.value.kind() != Kind::Card && !also.contains(&fact.value.kind())), "{text:?} {once:?}");
            prop_assert_eq!(&mask(&once, also).text, &once);
        }
    }

    #[test]
    fn nobody_else_finds_a_card_either(text in text()) {
        let masked = mask(&text, &[]).text;
        prop_assert_eq!(cards(&masked), Vec::<String>::new(), "{:?}", text);
    }

    #[test]
    fn a_card_between_words_never_survives(before in "[a-zé ]{0,12}", number in card_number(), after in "[,.]? [a-z]{1,8}") {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let masked = mask(&format!("{before} {number}{after}"), &[]).text;
        let left: String = masked.chars().filter(char::is_ascii_digit).collect();
        prop_assert!(!left.contains(&digits[..digits.len() - 4]), "{number:?} {masked:?}");
    }
}
