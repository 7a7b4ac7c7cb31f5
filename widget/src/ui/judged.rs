//! What the complaint is taken to be, by when a person answers, and why; and the way to say otherwise.

use crate::app::App;
use crate::figures;
use crate::form::{Field, Form};
use crate::json::Json;
use crate::messages::{Sentence, fill, read as says};
use crate::time;
use crate::timeline;
use crate::ui::element::{self, el, option, with, words};
use crate::ui::field;
use complaint::level::Level;
use complaint::limits::TEXT_MIN;
use js_sys::Object;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

/// No judgement while there is too little to judge, or nothing to judge it by.
pub(crate) fn view(app: &App, form: &Form) -> AnyView {
    let triage = app.engine.borrow().reading.get("triage").unwrap_or_default();
    let of = |key| triage.text(key).unwrap_or_default();
    let code = of("level");
    let is_short = form.typed[Field::Text as usize].chars().count() < TEXT_MIN;
    let Some(level) = Level::ALL.iter().copied().find(|level| level.code() == code && !is_short) else {
        // What was asked for still wants its words, or to be taken back.
        let asked = if form.level.is_empty() { vec![] } else { vec![otherwise(app, form, &triage)] };
        return el("DIV", "", asked);
    };
    let why = timeline::why(&triage, &app.messages, |sum| figures::sum(sum, &app.locale));
    let because = [("level", &*app.messages.of("level", &code)), ("why", &*why)];
    let by =
        app.answered_by(level).map(|at| fill(&app.say(says::answers), &[("time", &time::moment(at, &app.locale))]));
    let is_higher = !form.level.is_empty() && form.level != code;
    let heard = if is_higher { app.say(says::heard) } else { String::new() };
    let reason = app.messages.of("reason", &of("reason"));
    let parts = [
        words("B", "level", code),
        with("B", "", &[("role", Some("status"))], vec![reason.into_any()]),
        words("P", "", by.unwrap_or_default()),
        words("SMALL", "", fill(&app.say(says::because), &because)),
        words("P", "", heard),
        otherwise(app, form, &triage),
    ];
    with("DIV", "judged", &[("data-level", Some(&of("level")))], parts.into())
}

/// Opens to choose another reason and to ask for another level, with words.
fn otherwise(app: &App, form: &Form, triage: &JsValue) -> AnyView {
    let judged = triage.get("judged").unwrap_or_else(|| triage.clone());
    let mut parts = vec![
        words("SUMMARY", "", app.say(says::not_right)),
        select(app, "reason", says::about, &judged),
        select(app, "level", says::urgency, &judged),
    ];
    if !form.level.is_empty() {
        parts.push(field::view(app, Field::Why, form));
    }
    let has_problem = form.problem(Field::Why).map(|_| "");
    with("DETAILS", "", &[("open", has_problem)], parts)
}

/// A choice of the codes that have a sentence; the one that was judged stands first, and chooses nothing.
fn select(app: &App, id: &'static str, label: &Sentence, judged: &JsValue) -> AnyView {
    let name = |code: &str| app.messages.of(id, code);
    let judged = judged.text(id).unwrap_or_default();
    let mut options = vec![option("", fill(&app.say(says::as_read), &[("read", &name(&judged))]))];
    if let Some(sentences) = app.messages.0.get(id) {
        for code in Object::keys(sentences.unchecked_ref::<Object>()).iter().filter_map(|code| code.as_string()) {
            if code != judged {
                options.push(option(&code, name(&code)));
            }
        }
    }
    let label = element::label(app.say(label), id);
    el("DIV", "", vec![label, with("SELECT", "", &[("id", Some(id))], options)])
}
