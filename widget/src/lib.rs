//! The full widget: it takes over the loader's dialog, and what has been typed there.

mod app;
mod browser;
mod case;
mod form;
mod json;
mod messages;
mod page;
mod takeover;
mod time;
mod timeline;
mod ui;

use app::{App, Screen};
use case::Case;
use form::{Field, Form};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Interval;
use js_sys::Array;
use json::Json;
use messages::Messages;
use std::cell::{Cell, RefCell};
use takeover::FirstForm;
use wasm_bindgen::prelude::*;
use web_sys::{CssStyleSheet, Element, Event, HtmlDialogElement, HtmlElement, ShadowRoot};

const TICK_MS: u32 = 1_000;

thread_local! {
    /// One for the page, for as long as the page lives.
    static APP: Cell<Option<&'static App>> = const { Cell::new(None) };
}

/// Opens the dialog of `host`, the loader's element.
///
/// `settings`: `edge`, `site`, `lang`, `messages`; `given`: what the page says of the order.
#[wasm_bindgen]
pub fn open(host: HtmlElement, settings: JsValue, given: JsValue) -> Result<(), JsValue> {
    let Some(app) = APP.get() else { return start(host, settings, given) };
    if given.text("order").is_some() && !matches!(*app.screen.borrow(), Screen::Sending { .. }) {
        app.form.replace(blank(app, &given));
        app.show(Screen::Write);
    }
    open_dialog(app)
}

fn start(host: HtmlElement, settings: JsValue, given: JsValue) -> Result<(), JsValue> {
    let setting = |key| settings.text(key).unwrap_or_default();
    let root = host.shadow_root().ok_or("no shadow root")?;
    let dialog = dialog(&root)?;
    let first = FirstForm::read(&root, &dialog);
    let app: &'static App = Box::leak(Box::new(App {
        host,
        dialog,
        edge: setting("edge"),
        site: setting("site"),
        lang: setting("lang"),
        messages: Messages(settings.get("messages").unwrap_or_default()),
        form: RefCell::default(),
        screen: RefCell::new(Screen::Write),
        painted: RefCell::default(),
    }));
    APP.set(Some(app));
    adopt_style(&root)?;
    listen(app);

    let mut form = blank(app, &given);
    form.typed = first.as_ref().map_or(form.typed, |first| first.typed.clone());
    app.form.replace(form);
    match first.as_ref().and_then(|first| first.receipt.clone()) {
        Some(receipt) => app.show(Screen::Recorded(Case::new(receipt))),
        None => match first.as_ref().and_then(|first| first.pending.clone()).or_else(|| browser::recall(&app.key("outbox"))) {
            Some(body) => app.send(body),
            None => app.show(Screen::Write),
        },
    }
    open_dialog(app)?;
    if let Some(first) = first {
        first.refocus(app);
    }
    Ok(())
}

/// One listener each for all buttons and all inputs, and the clock.
fn listen(app: &'static App) {
    let target = |event: &Event| event.target().map(JsCast::unchecked_into::<Element>);
    EventListener::new_with_options(&app.dialog, "click", EventListenerOptions::enable_prevent_default(), move |event| {
        if let Some(button) = target(event).and_then(|element| element.closest("button").ok().flatten()) {
            event.prevent_default();
            app.on(&button.get_attribute("value").unwrap_or_default());
        }
    })
    .forget();
    EventListener::new(&app.dialog, "input", move |event| target(event).iter().for_each(|input| app.typed(input))).forget();
    let mut count = 0;
    Interval::new(TICK_MS, move || {
        count += 1;
        app.tick(count);
    })
    .forget();
}

/// A form with what is stored and what the page knows.
fn blank(app: &App, given: &JsValue) -> Form {
    let scripts = browser::document().query_selector_all(r#"script[type="application/ld+json"]"#);
    let texts = scripts.into_iter().flat_map(|nodes| (0..nodes.length()).filter_map(move |at| nodes.get(at)?.text_content()));
    let documents = texts.map(|text| browser::parse(&text)).collect();
    let address = browser::window().location().href().unwrap_or_default();
    let stored = browser::recall(&app.key("draft")).map(|draft| browser::parse(&draft));
    Form::new(stored, given, page::read(documents, given, &address))
}

fn open_dialog(app: &App) -> Result<(), JsValue> {
    if !app.dialog.open() {
        app.dialog.show_modal()?;
        app.focus(if matches!(*app.screen.borrow(), Screen::Write) { Field::Text.selector() } else { "h2" });
        app.tell("redress:open", &JsValue::UNDEFINED);
    }
    Ok(())
}

/// The first form's dialog, or a new one.
fn dialog(root: &ShadowRoot) -> Result<HtmlDialogElement, JsValue> {
    if let Some(dialog) = root.query_selector("dialog")? {
        return Ok(dialog.unchecked_into());
    }
    let dialog: HtmlDialogElement = browser::document().create_element("dialog")?.unchecked_into();
    dialog.set_attribute("aria-labelledby", "title")?;
    root.append_child(&dialog)?;
    Ok(dialog)
}

/// The loader's sheet stays, for its button; all other style is ours. Constructed sheets are outside `style-src`.
fn adopt_style(root: &ShadowRoot) -> Result<(), JsValue> {
    let sheet = CssStyleSheet::new()?;
    sheet.replace_sync(ui::STYLE)?;
    let sheets: Array = root.adopted_style_sheets().unchecked_into();
    root.set_adopted_style_sheets(&Array::of2(&sheets.get(0), &sheet));
    Ok(())
}
