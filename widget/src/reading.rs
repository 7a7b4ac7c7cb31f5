//! Reading along: the engine is fetched once the form stands, and asked after each pause. Nothing typed leaves the page for it.

use crate::adopt_style;
use crate::app::{App, Screen};
use crate::browser;
use crate::facts;
use crate::figures;
use crate::form::{Field, write};
use crate::json::{Json, object};
use complaint::clock::Calendar;
use complaint::level::Level;
use complaint::time::{Millis, Span};
use js_sys::{Date, Function, Object, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// What reads along, and what it last read.
#[derive(Default)]
pub(crate) struct Engine {
    read: Option<Function>,
    /// The site as the page may know it; null until it is known.
    pub(crate) site: JsValue,
    /// Null before the first reading, and where the engine failed.
    pub(crate) reading: JsValue,
    /// 1 after a key, twice that after a tick: then it is time to read; 0 once that is done.
    pause: u32,
}

impl App {
    /// Fetches the engine, what the site promises, and the style of what is shown from then on. Where they cannot be had the
    /// form works without.
    pub(crate) fn wake_engine(&'static self, settings: JsValue) {
        spawn_local(async move {
            let style = browser::ask(&browser::beside("later.css"), None).await;
            if let Some(style) = style.filter(|style| style.status == 200) {
                let _ = self.host.shadow_root().map(|root| adopt_style(&root, &style.body));
            }
            if let Ok(read) = engine(&settings).await {
                self.engine.borrow_mut().read = read.dyn_into().ok();
            }
            self.read();
            let site = browser::ask(&[&self.edge, "v1/sites/", &self.site].concat(), None).await;
            if let Some(site) = site.filter(|site| site.status == 200) {
                self.engine.borrow_mut().site = browser::parse(&site.body);
                self.read();
            }
        });
    }

    /// Has what is written read at the next pause.
    pub(crate) fn read_soon(&self) {
        self.engine.borrow_mut().pause = 1;
    }

    /// Time has passed.
    pub(crate) fn wait(&'static self) {
        let mut engine = self.engine.borrow_mut();
        engine.pause *= 2;
        if engine.pause > 2 {
            engine.pause = 0;
            drop(engine);
            self.read();
        }
    }

    /// Reads what is written now, shows the facts as they then stand, and keeps them.
    pub(crate) fn read(&'static self) {
        if !matches!(*self.screen.borrow(), Screen::Write { .. }) {
            return;
        }
        let text = self.form.borrow().typed[Field::Text as usize].clone();
        let reading = self.ask_engine(&text);
        if let Some(reading) = &reading {
            self.form.borrow_mut().learn(reading);
            if let Some(more) = reading.get("more") {
                spawn_local(async move {
                    let _ = JsFuture::from(Promise::from(more)).await;
                    self.read();
                });
            }
        }
        self.engine.borrow_mut().reading = reading.unwrap_or_default();
        self.keep_draft();
        self.repaint();
        let form = self.form.borrow();
        // What has the focus is being changed.
        let put = |id: &str, value: &str| self.put(&["#", id, ":not(:focus)"].concat(), value);
        for (id, value) in [
            ("order", &form.typed[Field::Order as usize]),
            ("why", &form.typed[Field::Why as usize]),
            ("reason", &form.reason),
            ("level", &form.level),
        ] {
            put(id, value);
        }
        for (at, fact) in form.facts.iter().enumerate() {
            put(&["f", &letter(at)].concat(), &figures::fact(fact, &self.locale));
        }
    }

    /// What is read in `text`; `None` where the engine is not there.
    fn ask_engine(&self, text: &str) -> Option<JsValue> {
        let engine = self.engine.borrow();
        let form = self.form.borrow();
        let some = |code: &str| if code.is_empty() { JsValue::UNDEFINED } else { code.into() };
        let setting = object(&[
            // Swedes write dates as ISO 8601 does.
            ("today", Date::new_0().to_locale_date_string("sv", &JsValue::UNDEFINED).into()),
            ("lang", self.lang.as_str().into()),
            ("order", if form.order_from().is_of_page() { form.order().into() } else { JsValue::UNDEFINED }),
            ("amount", form.amount().map(|sum| sum.value.json()).unwrap_or_default()),
            ("reason", some(&form.reason)),
            ("level", some(&form.level)),
        ]);
        Object::assign(setting.unchecked_ref::<Object>(), engine.site.unchecked_ref());
        engine.read.as_ref()?.call2(&JsValue::NULL, &text.into(), &setting).ok()
    }

    /// By when a person answers if it is filed now; unknown where the site's promises are.
    pub(crate) fn answered_by(&self, level: Level) -> Option<Millis> {
        let site = &self.engine.borrow().site;
        let span = site.get("promises")?.get(level.code())?.get("contact")?.as_number()?;
        let moment = |at: &JsValue| Some(Millis(at.as_number()? as i64));
        let hours = |pair: &JsValue| match &*pair.values() {
            [from, until] => Some((moment(from)?, moment(until)?)),
            _ => None,
        };
        let working: Vec<_> = site.list("working").iter().filter_map(hours).collect();
        let working = Calendar::try_from(working).ok().filter(|_| !level.round_the_clock()).unwrap_or_default();
        Some(working.after(browser::now(), Span(span as i64)))
    }

    /// A chip was typed into. A sum must be one; other things are taken as they are written, nothing takes the fact out.
    pub(crate) fn corrected(&self, at: usize, typed: &str) {
        let Some(kind) = self.form.borrow().facts.get(at).map(|fact| fact.kind.clone()) else { return };
        let facts = self.ask_engine(typed).map(|reading| reading.list("facts")).unwrap_or_default();
        let told = facts.iter().find(|told| told.text("kind").as_ref() == Some(&kind)).and_then(facts::normal);
        let taken = kind != facts::AMOUNT || typed.is_empty();
        if let Some(value) = told.or_else(|| taken.then(|| typed.to_owned())) {
            self.form.borrow_mut().correct(at, value);
        }
    }

    /// Keeps what is written on the disk.
    pub(crate) fn keep_draft(&self) {
        let form = self.form.borrow();
        browser::keep(&self.key("draft"), Some(&write(&form.draft_json(&form.draft(&self.lang)))));
    }
}

/// The function that reads, from the first form's module.
async fn engine(settings: &JsValue) -> Result<JsValue, JsValue> {
    let engine: Function =
        settings.get("first").and_then(|first| first.get("engine")).unwrap_or_default().dyn_into()?;
    let promise = engine.call1(&JsValue::NULL, &settings.get("load").unwrap_or_default())?;
    JsFuture::from(Promise::resolve(&promise)).await
}

/// A fact's place in the page.
pub(crate) fn letter(at: usize) -> String {
    String::from(char::from(b'a' + at as u8))
}

/// The other way round.
pub(crate) fn place(letter: &str) -> usize {
    usize::from(letter.bytes().next().unwrap_or_default().wrapping_sub(b'a'))
}
