//! Texts as merchants write them, in nine languages, with every fact marked in place: `{kind:as written=normal form}`;
//! `⏎` ends a line.

use complaint::extract::{Context, Fact, Kind, Value, extract};
use std::ops::Range;

/// Kind, bytes of the bare text, normal form where the table gives one.
type Marked = (&'static str, Range<usize>, Option<String>);

/// The bare text of a line, and the facts marked in it.
fn parse(line: &str) -> (String, Vec<Marked>) {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (mark, after) = after.split_once('}').expect("a mark is closed");
        let (kind, shown) = mark.split_once(':').expect("a mark has a kind");
        let kind = Kind::ALL.iter().map(|known| known.code()).find(|known| *known == kind).expect("a known kind");
        let normal = matches!(kind, "amount" | "date" | "parcel" | "iban").then(|| shown.rsplit_once('=')).flatten();
        let (shown, normal) = normal.map_or((shown, None), |(shown, normal)| (shown, Some(normal.to_owned())));
        marks.push((kind, text.len()..text.len() + shown.len(), normal));
        text.push_str(shown);
        rest = after;
    }
    text.push_str(rest);
    (text, marks)
}

fn normal(fact: &Fact) -> String {
    let text = fact.value.text();
    match &fact.value {
        Value::Parcel { carrier, .. } => format!("{text} {}", carrier.map_or("?", |carrier| carrier.code())),
        Value::Amount(amount) => format!("{text} {}", amount.currency),
        _ => text,
    }
}

/// Reads every line as from a page in `lang`; gives what was missed and what was invented.
#[track_caller]
fn check(lang: &str, table: &str) {
    let mut faults = Vec::new();
    for line in table.lines().filter(|line| !line.is_empty()) {
        let (text, marks) = parse(&line.replace('⏎', "\n"));
        let facts = extract(&text, &Context { lang, ..Context::default() }).all;
        let told = |fact: &Fact, (kind, span, wanted): &Marked| {
            fact.value.kind().code() == *kind
                && fact.span == *span
                && wanted.as_ref().is_none_or(|wanted| *wanted == normal(fact))
        };
        for mark in marks.iter().filter(|mark| !facts.iter().any(|fact| told(fact, mark))) {
            faults.push(format!("missed   {} {:?} in: {text}", mark.0, &text[mark.1.clone()]));
        }
        for fact in facts.iter().filter(|fact| !marks.iter().any(|mark| told(fact, mark))) {
            let (kind, shown) = (fact.value.kind().code(), &text[fact.span.clone()]);
            faults.push(format!("invented {kind} {shown:?} = {} in: {text}", normal(fact)));
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

macro_rules! languages {
    ($($language:ident)*) => {$(
        #[test]
        fn $language() {
            check(stringify!($language), include_str!(concat!("reading/", stringify!($language), ".txt")));
        }
    )*};
}

languages!(de en fr es it nl pl pt zh);
