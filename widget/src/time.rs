//! Times as the merchant reads them: in the zone of the browser, in the language of the widget.

use crate::browser;
use crate::json::Json;
use crate::messages::{Messages, Sentence, fill, receipt};
use complaint::time::{Millis, Span};
use js_sys::Date;

/// `14:37` today, `Sun 22 Nov, 14:22` on another day.
pub(crate) fn moment(at: Millis, lang: &str) -> String {
    let date = |at: Millis| Date::new(&(at.0 as f64).into());
    let (then, today) = (date(at), date(browser::now()));
    let near = then.to_date_string() == today.to_date_string();
    let style = match near {
        true => r#"{"timeStyle":"short"}"#,
        false => r#"{"weekday":"short","day":"numeric","month":"short","hour":"numeric","minute":"2-digit"}"#,
    };
    then.to_locale_string(lang, &browser::parse(style)).into()
}

/// `21 Nov 2026, 14:22:07`.
pub(crate) fn exact(at: Millis, lang: &str) -> String {
    let style = browser::parse(r#"{"dateStyle":"medium","timeStyle":"medium"}"#);
    Date::new(&(at.0 as f64).into()).to_locale_string(lang, &style).into()
}

/// `in 14 min 52 s`, or by how much it is late.
pub(crate) fn left<J: Json>(span: Span, messages: &Messages<J>) -> String {
    let seconds = span.0 / 1_000;
    let (sentence, seconds): (Sentence, i64) = match seconds {
        ..0 => (receipt::late, -seconds),
        0..3_600 => (receipt::in_minutes, seconds),
        _ => (receipt::in_hours, seconds),
    };
    let minutes = seconds / 60 % 60;
    fill(
        &messages.say(sentence),
        &[
            ("hours", &(seconds / 3_600).to_string()),
            ("minutes", &minutes.to_string()),
            ("seconds", &(seconds % 60).to_string()),
        ],
    )
}
