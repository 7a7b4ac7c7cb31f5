//! Days told from today: `yesterday`, `vor drei Tagen`, `venerdì scorso`, `上周五`.

use super::ascii::{self, DIGIT, among};
use super::lexicon::Cue;
use super::page::{Found, Page, What};
use super::{Certainty, Day, Ground};
use crate::triage::Language;

/// From one to ten, `|` between.
const NUMBERS: &str = "a one ein einem einer un une una uno een jeden um uma 一|two zwei deux dos due twee dwa dwie dois duas 二 两|\
    three drei trois tres tre drie trzy 三|four vier quatre cuatro quattro cztery quatro 四|\
    five funf cinq cinco cinque vijf piec 五|six sechs seis sei zes szesc 六|seven sieben sept siete sette zeven siedem sete 七|\
    eight acht huit ocho otto osiem oito 八|nine neun neuf nueve nove negen dziewiec 九|ten zehn dix diez dieci tien dziesiec dez 十";
const DAYS: &str = "day days tag tage tagen jour jours dia dias giorno giorni dag dagen dzien dni 天 日";
const WEEKS: &str = "week weeks woche wochen semaine semaines semana semanas settimana settimane weken tydzien tygodnie tygodni 周 星期";
const AGO: &str = "ago fa geleden temu atras 前";
const AGO_BEFORE: &str = "vor hace ha a";
const HENCE: &str = "后 後";
const HENCE_BEFORE: &str = "in dans tra fra over za";
/// Of a weekday or a week, before or behind it.
const LAST: &str = "last letzten letzter letzte letztem vergangenen vorigen vorige afgelopen dernier derniere passe pasado pasada \
    scorso scorsa passata passado passada ultimo zeszly zeszla zeszlym ubiegly ostatni ostatnia 上 上个";
const NEXT: &str = "next nachsten nachster kommenden prochain prochaine proximo proxima prossimo prossima volgende komende \
    aanstaande przyszly przyszla przyszlym nastepny najblizszy 下 下个";
/// What makes the day before yesterday of yesterday, and what the day after tomorrow of tomorrow.
const BEFORE: &str = "before avant altro antes";
const AFTER: &str = "after apres dopo depois pasado";
/// `Guten Morgen`, `por la mañana`: no tomorrow.
const MORNING: &str = "guten la las esta de";

/// The argument of `hier`.
const HIER: u8 = 11;

/// The day that token `i` is the heart of; nothing unless today is known.
pub(crate) fn find(page: &Page<'_>, i: usize) -> Option<Found> {
    let today = page.context.today?;
    let token = page.at(i);
    let (first, last, days) = match token.cue {
        // Yesterday in French, in German a place.
        Cue::Relative if token.arg == HIER => (page.language == Language::Fr).then(|| told(page, i, -1))??,
        Cue::Relative => told(page, i, i64::from(token.arg) - 8)?,
        // `dni` are days in Polish and a document in Spanish.
        Cue::Unit | Cue::Other => counted(page, i)?,
        Cue::Weekday => weekday(page, i, today)?,
        _ => return None,
    };
    Some(Found {
        span: page.at(first).start..page.at(last).end,
        what: What::Date(today.plus(days)),
        certainty: Certainty::Shaped,
        ground: Ground::Relative,
    })
}

/// Token `i - n`, where there is one, is one of `words`.
fn behind(page: &Page<'_>, i: usize, n: usize, words: &str) -> bool {
    page.is_among(i.wrapping_sub(n), words)
}

fn told(page: &Page<'_>, i: usize, days: i64) -> Option<(usize, usize, i64)> {
    if days == 1 && behind(page, i, 1, MORNING) && !behind(page, i, 2, AFTER) {
        return None;
    }
    let further = match days {
        -1 => BEFORE,
        1 => AFTER,
        _ => "-",
    };
    let reach = (1..=2).find(|n| behind(page, i, *n, further) && !page.is_sign(i - n, b'-'));
    Some((i - reach.unwrap_or(0), i, if reach.is_some() { days * 2 } else { days }))
}

/// `3 days ago`, `il y a deux semaines`, `两周前`
fn counted(page: &Page<'_>, i: usize) -> Option<(usize, usize, i64)> {
    let unit = page.of(i);
    let unit = if among(DAYS, unit) { 1 } else { among(WEEKS, unit).then_some(7)? };
    // `3个星期`
    let at = i.wrapping_sub(if behind(page, i, 1, "个") { 2 } else { 1 });
    let word = page.of(at);
    let figures = ascii::run(word, DIGIT, 3);
    let number = match figures {
        1 | 2 if figures == word.len() => ascii::value(word) as i64,
        _ => 1 + NUMBERS.split('|').position(|words| among(words, word))? as i64,
    };
    let days = number * unit;
    if page.is_among(i + 1, AGO) {
        return Some((at, i + 1, -days));
    }
    if page.is_among(i + 1, HENCE) {
        return Some((at, i + 1, days));
    }
    // The `a` of `il y a`.
    let has = behind(page, at, 1, AGO_BEFORE) && (page.of(at - 1) != b"a" || behind(page, at, 2, "y"));
    let hence = behind(page, at, 1, HENCE_BEFORE);
    (has || hence).then_some((at - 1, i, if has { -days } else { days }))
}

/// `last Friday`, `vendredi dernier`, `上周五`; without such a word the last one, if a preposition says that it is a day.
fn weekday(page: &Page<'_>, i: usize, today: Day) -> Option<(usize, usize, i64)> {
    let feira = usize::from(page.of(i + 2) == b"feira") * 2;
    let after = i + 1 + feira;
    let ahead = (i64::from(page.at(i).arg) - weekday_of(today)).rem_euclid(7);
    let (last, next) = (behind(page, i, 1, LAST), behind(page, i, 1, NEXT));
    let first = if last || next { i - 1 } else { i };
    // A Chinese week is named with its day, and begins on Monday.
    if behind(page, i, 1, "上 上个 下 下个") {
        let monday = (weekday_of(today) + 6) % 7;
        let day = (i64::from(page.at(i).arg) + 6) % 7;
        return Some((first, i, day - monday + if last { -7 } else { 7 }));
    }
    if next || page.is_among(after, NEXT) {
        return Some((first, if next { i } else { after }, if ahead == 0 { 7 } else { ahead }));
    }
    if last || page.is_among(after, LAST) {
        return Some((first, if last { i } else { after }, ahead - 7));
    }
    let alone = page.at(i.wrapping_sub(1));
    (alone.cue == Cue::DatePrep && alone.arg == 0).then_some((first, i, ahead - 7))
}

/// From Sunday.
fn weekday_of(day: Day) -> i64 {
    (day.days() + 4).rem_euclid(7)
}

#[cfg(test)]
mod tests {
    use crate::extract::{Context, Day, Value, extract};
    use std::string::ToString;
    use std::vec::Vec;

    #[test]
    fn days_are_counted_from_today() {
        // A Saturday.
        let today = Some(Day { year: Some(2025), month: 11, day: 22 });
        let check = |lang, text: &str, expected: &[(&str, &str)]| {
            let context = Context { today, lang, ..Context::default() };
            let facts = extract(text, &context).all;
            let found = facts.iter().filter_map(|fact| match fact.value {
                Value::Date(day) => Some((&text[fact.span.clone()], day.to_string())),
                _ => None,
            });
            let found: Vec<_> = found.collect();
            let found: Vec<_> = found.iter().map(|(text, day)| (*text, day.as_str())).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("en", "It broke yesterday, not today.", &[("yesterday", "2025-11-21"), ("today", "2025-11-22")]);
        check("en", "since the day before yesterday", &[("before yesterday", "2025-11-20")]);
        check("en", "paid 3 days ago, two weeks ago", &[("3 days ago", "2025-11-19"), ("two weeks ago", "2025-11-08")]);
        check("en", "last Friday; next Friday", &[("last Friday", "2025-11-21"), ("next Friday", "2025-11-28")]);
        check("de", "Sie kam vor drei Tagen, hier ist sie.", &[("vor drei Tagen", "2025-11-19")]);
        check("de", "Guten Morgen, vorgestern bestellt", &[("vorgestern", "2025-11-20")]);
        check("de", "letzten Montag, am Dienstag", &[("letzten Montag", "2025-11-17"), ("Dienstag", "2025-11-18")]);
        check("fr", "Je l'ai reçu hier, payé avant-hier", &[("hier", "2025-11-21"), ("avant-hier", "2025-11-20")]);
        check(
            "fr",
            "il y a deux semaines, vendredi dernier",
            &[("a deux semaines", "2025-11-08"), ("vendredi dernier", "2025-11-21")],
        );
        check(
            "es",
            "anteayer, hace 5 días, por la mañana",
            &[("anteayer", "2025-11-20"), ("hace 5 días", "2025-11-17")],
        );
        check(
            "es",
            "pasado mañana o el lunes pasado",
            &[("pasado mañana", "2025-11-24"), ("lunes pasado", "2025-11-17")],
        );
        check("it", "l'altro ieri, tre giorni fa", &[("altro ieri", "2025-11-20"), ("tre giorni fa", "2025-11-19")]);
        check("it", "venerdì scorso", &[("venerdì scorso", "2025-11-21")]);
        check(
            "nl",
            "eergisteren, 2 weken geleden",
            &[("eergisteren", "2025-11-20"), ("2 weken geleden", "2025-11-08")],
        );
        check("nl", "afgelopen maandag", &[("afgelopen maandag", "2025-11-17")]);
        check("pl", "przedwczoraj, 4 dni temu", &[("przedwczoraj", "2025-11-20"), ("4 dni temu", "2025-11-18")]);
        check("pl", "w zeszły piątek", &[("zeszły piątek", "2025-11-21")]);
        check("pt", "anteontem, há duas semanas", &[("anteontem", "2025-11-20"), ("há duas semanas", "2025-11-08")]);
        check("pt", "na segunda-feira passada", &[("segunda-feira passada", "2025-11-17")]);
        check(
            "zh",
            "前天付款，三天前下单，上周五",
            &[("前天", "2025-11-20"), ("三天前", "2025-11-19"), ("上周五", "2025-11-14")],
        );
    }
}
