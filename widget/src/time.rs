//! Times as the merchant reads them: in the zone of the browser, in the language of the widget.

use crate::browser;
use complaint::time::Millis;
use js_sys::Date;

/// `14:37` today, `Sun 22 Nov, 14:22` on another day.
pub(crate) fn moment(at: Millis, lang: &str) -> String {
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
    date(at).to_locale_string(lang, &style).into()
}

/// For machines: `2026-11-21T13:22:07.000Z`.
pub(crate) fn iso(at: Millis) -> String {
    date(at).to_iso_string().into()
}

fn date(at: Millis) -> Date {
    Date::new(&(at.0 as f64).into())
}
