//! Days told from today: `yesterday`, `vor drei Tagen`, `venerdì scorso`, `上周五`.

use super::ascii;
use super::lexicon::Cue;
use super::page::Page;
use super::token::{ALNUM, DIGITS, HAN};
use super::{Day, Ground, Kind};
use crate::parts::parts;
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
pub(crate) fn find(page: &mut Page<'_>, i: usize) -> bool {
    let Some(today) = page.context.today else { return false };
    let token = page.at(i);
    let of_today = i64::from(token.arg) - 8;
    match token.cue {
        // Yesterday in French, in German a place.
        Cue::Relative if token.arg == HIER => page.language == Language::Fr && told(page, i, today, -1),
        Cue::Relative => told(page, i, today, of_today),
        // `dni` are days in Polish and a document in Spanish.
        Cue::Unit | Cue::Other => counted(page, i, today),
        Cue::Weekday => weekday(page, i, today),
        _ => false,
    }
}

/// Takes the day so many days from today, told by tokens `first` to `last`.
fn take(page: &mut Page<'_>, first: usize, last: usize, today: Day, days: i64) -> bool {
    let span = page.at(first).start..page.at(last).end;
    page.take_with(first, span, Kind::Date, Ground::Relative, 0, today.plus(days).packed())
}

/// Whether token `i - n`, where there is one, is one of `words`.
fn behind(page: &Page<'_>, i: usize, n: usize, words: &str) -> bool {
    page.is_among(i.wrapping_sub(n), words)
}

fn told(page: &mut Page<'_>, i: usize, today: Day, days: i64) -> bool {
    if days == 1 && behind(page, i, 1, MORNING) && !behind(page, i, 2, AFTER) {
        return false;
    }
    let further = match days {
        -1 => BEFORE,
        1 => AFTER,
        _ => "-",
    };
    match (1..3).find(|n| days.abs() == 1 && behind(page, i, *n, further)) {
        Some(n) => take(page, i - n, i, today, days * 2),
        None => take(page, i, i, today, days),
    }
}

/// `3 days ago`, `il y a deux semaines`, `两周前`
fn counted(page: &mut Page<'_>, i: usize, today: Day) -> bool {
    if !page.at(i.wrapping_sub(1)).is(ALNUM | HAN) {
        return false;
    }
    let unit = match () {
        () if page.is_among(i, DAYS) => 1,
        () if page.is_among(i, WEEKS) => 7,
        () => return false,
    };
    // `3个星期`
    let at = i.wrapping_sub(1 + usize::from(behind(page, i, 1, "个")));
    let word = page.of(at);
    let number = if page.at(at).is(DIGITS) && word.len() < 3 {
        ascii::value(word) as i64
    } else if let Some(number) = parts(NUMBERS, b'|').position(|words| ascii::among(words, word)) {
        number as i64 + 1
    } else {
        return false;
    };
    let days = number * unit;
    if page.is_among(i + 1, AGO) {
        return take(page, at, i + 1, today, -days);
    }
    if page.is_among(i + 1, HENCE) {
        return take(page, at, i + 1, today, days);
    }
    // The `a` of `il y a`.
    if behind(page, at, 1, AGO_BEFORE) && (!behind(page, at, 1, "a") || behind(page, at, 2, "y")) {
        return take(page, at - 1, i, today, -days);
    }
    behind(page, at, 1, HENCE_BEFORE) && take(page, at - 1, i, today, days)
}

/// `last Friday`, `vendredi dernier`, `上周五`; without such a word the last one, if a preposition says that it is a day.
fn weekday(page: &mut Page<'_>, i: usize, today: Day) -> bool {
    let after = i + 1 + if page.is_among(i + 2, "feira") { 2 } else { 0 };
    let day = i64::from(page.at(i).arg);
    let ahead = (day - weekday_of(today)).rem_euclid(7);
    let (last, next) = (behind(page, i, 1, LAST), behind(page, i, 1, NEXT));
    // A Chinese week is named with its day, and begins on Monday.
    if behind(page, i, 1, "上 上个 下 下个") {
        let monday = (weekday_of(today) + 6) % 7;
        return take(page, i - 1, i, today, (day + 6) % 7 - monday + if last { -7 } else { 7 });
    }
    let first = i - usize::from(last || next);
    if next || page.is_among(after, NEXT) {
        return take(page, first, if next { i } else { after }, today, if ahead == 0 { 7 } else { ahead });
    }
    let behind = page.is_among(after, LAST);
    let alone = page.at(i.wrapping_sub(1));
    (last || behind || alone.cue == Cue::DatePrep && alone.arg == 0)
        && take(page, first, if behind && !last { after } else { i }, today, ahead - 7)
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
