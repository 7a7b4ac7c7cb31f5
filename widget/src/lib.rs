//! The full widget: it takes over the loader's dialog, and what has been typed there.

mod actions;
mod app;
mod browser;
mod case;
mod facts;
mod figures;
mod filing;
mod following;
mod form;
mod json;
mod live;
mod messages;
mod page;
mod promise;
mod reading;
mod suggestion;
mod takeover;
mod time;
mod timeline;
mod ui;

use app::{App, Screen};
use case::Case;
use form::Field;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Interval;
use js_sys::Array;
use json::Json;
use messages::Messages;
use std::cell::{Cell, RefCell};
use takeover::FirstForm;
use wasm_bindgen::prelude::*;
use web_sys::{CssStyleSheet, Element, Event, HtmlDialogElement, HtmlElement, ShadowRoot};

/// Two of these are a pause in typing, eight a second.
const TICK_MS: u32 = 125;

/// Constant time like the default one, and 2 KB lighter.
#[global_allocator]
static HEAP: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

thread_local! {
    /// One for the page, for as long as the page lives.
    static APP: Cell<Option<&'static App>> = const { Cell::new(None) };
}

/// Opens the dialog of `host`, the loader's element.
///
/// `settings`: `edge`, `site`, `lang`, `messages`, `load` (imports a script, by file and hash), `first` (the module of the first
/// form, for its style and for what fetches the engine); `given`: what the page says of the order.
#[wasm_bindgen]
pub fn open(host: HtmlElement, settings: JsValue, given: JsValue) -> Result<(), JsValue> {
    let Some(app) = APP.get() else { return start(host, settings, given) };
    let is_about_an_order = given.text("order").is_some();
    app.given.replace(given);
    if is_about_an_order && !matches!(*app.screen.borrow(), Screen::Sending { .. }) {
        app.begin();
    }
    open_dialog(app)
}

fn start(host: HtmlElement, settings: JsValue, given: JsValue) -> Result<(), JsValue> {
    let setting = |key| settings.text(key).unwrap_or_default();
    let root = host.shadow_root().ok_or("no shadow root")?;
    let dialog = dialog(&root)?;
    let first = FirstForm::read(&root, &dialog);
    if first.as_ref().is_some_and(|first| first.composing) {
        EventListener::once(&dialog, "compositionend", move |_| drop(start(host, settings, given))).forget();
        return Ok(());
    }
    let lang = setting("lang");
    let app: &'static App = Box::leak(Box::new(App {
        host,
        dialog,
        edge: setting("edge"),
        site: setting("site"),
        locale: browser::locale(&lang),
        lang,
        messages: Messages(settings.get("messages").unwrap_or_default()),
        given: RefCell::new(given),
        form: RefCell::default(),
        screen: RefCell::new(Screen::Write { refused: false }),
        painted: RefCell::default(),
        asking: Cell::new(false),
        line: RefCell::default(),
        acting: Cell::new(false),
        deed: RefCell::default(),
        engine: RefCell::default(),
    }));
    APP.set(Some(app));
    let style = settings.get("first").and_then(|first| first.text("style")).unwrap_or_default();
    adopt_style(&root, &style)?;
    listen(app);
    app.begin();
    let (pending, receipt) =
        first.as_ref().map(|first| (first.pending.clone(), first.receipt.clone())).unwrap_or_default();
    if let Some(receipt) = receipt {
        app.show(Screen::Recorded(Case::new(receipt)));
    } else if let Some(body) = pending.or_else(|| browser::recall(&app.key("outbox"))) {
        app.send(body);
    }
    open_dialog(app)?;
    first.into_iter().for_each(|first| first.restore(app));
    app.learn();
    app.wake_engine(settings);
    Ok(())
}

/// One listener each for all buttons and all inputs, and the clock.
fn listen(app: &'static App) {
    let target = |event: &Event| event.target().map(JsCast::unchecked_into::<Element>);
    EventListener::new_with_options(
        &app.dialog,
        "click",
        EventListenerOptions::enable_prevent_default(),
        move |event| {
            if let Some(button) = target(event).and_then(|element| element.closest("button").ok().flatten()) {
                event.prevent_default();
                app.on(&button.get_attribute("value").unwrap_or_default());
            }
        },
    )
    .forget();
    // What was typed into a chip and is no value of its kind gives way to what stands.
    EventListener::new(&app.dialog, "focusout", move |_| app.read_soon()).forget();
    EventListener::new(&app.dialog, "input", move |event| target(event).iter().for_each(|input| app.typed(input)))
        .forget();
    let mut count = 0;
    Interval::new(TICK_MS, move || {
        count += 1;
        app.wait();
        if count % 8 == 0 {
            app.tick(count / 8);
        }
    })
    .forget();
}

fn open_dialog(app: &App) -> Result<(), JsValue> {
    if !app.dialog.open() {
        app.dialog.show_modal()?;
        app.focus(if matches!(*app.screen.borrow(), Screen::Write { .. }) { Field::Text.selector() } else { "h2" });
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

/// Beside the sheets that are there. Constructed ones are outside `style-src`.
pub(crate) fn adopt_style(root: &ShadowRoot, style: &str) -> Result<(), JsValue> {
    let sheet = CssStyleSheet::new()?;
    sheet.replace_sync(style)?;
    root.adopted_style_sheets().unchecked_into::<Array>().push(&sheet);
    Ok(())
}
