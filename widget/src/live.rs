//! The line over which the desk tells of every change as it happens; while there is none, the widget asks.

use crate::app::{App, Screen};
use crate::browser;
use crate::json::Json;
use complaint::time::{Millis, Span};
use gloo::events::EventListener;
use std::cell::Cell;
use wasm_bindgen::JsValue;
use web_sys::WebSocket;

/// At most one: for the complaint on the screen, in a page that is seen.
#[derive(Default)]
pub(crate) struct Line {
    open: Option<Open>,
    /// Tries in a row that came to nothing.
    failures: u32,
    /// Not tried again before.
    next_at: Millis,
}

struct Open {
    url: String,
    socket: WebSocket,
    /// When something last came; never, until it stands.
    heard_at: Cell<Option<Millis>>,
    began_at: Millis,
    _listener: EventListener,
}

/// The other end answers `pong` without waking up for it.
const PING: &str = "ping";
const PING_EVERY_S: u32 = 20;
/// A line so long silent is dead, whatever the browser thinks.
const SILENCE: Span = Span::seconds(50);
const FIRST_PAUSE: Span = Span::seconds(1);
const LONGEST_PAUSE: Span = Span::seconds(60);

impl App {
    /// Keeps the line of what is on the screen, once a second; whether it stands, so that nothing need be asked.
    pub(crate) fn keep_line(&'static self, count: u32) -> bool {
        let url = match &*self.screen.borrow() {
            Screen::Recorded(case) | Screen::Follow(case) => self.address(case, "/live"),
            _ => String::new(),
        };
        let now = browser::now();
        let line = &mut *self.line.borrow_mut();
        if line.open.as_ref().is_some_and(|open| open.url != url) {
            *line = Line::default();
        }
        if let Some(open) = &line.open {
            let heard_at = open.heard_at.get();
            if open.socket.ready_state() <= WebSocket::OPEN && now - heard_at.unwrap_or(open.began_at) < SILENCE {
                if heard_at.is_some() && count.is_multiple_of(PING_EVERY_S) {
                    // A line that is just closing is found closed next time.
                    let _ = open.socket.send_with_str(PING);
                }
                return heard_at.is_some();
            }
            let failures = if heard_at.is_some() { 0 } else { line.failures + 1 };
            *line = Line { open: None, failures, next_at: now + pause(failures, browser::random()[0]) };
        }
        if !url.is_empty() && now >= line.next_at {
            line.open = self.open_line(url, now);
        }
        false
    }

    /// Whoever is not looking need not be told.
    pub(crate) fn hang_up(&self) {
        self.line.take();
    }

    fn open_line(&'static self, url: String, now: Millis) -> Option<Open> {
        let socket = WebSocket::new(&["ws", url.strip_prefix("http")?].concat()).ok()?;
        let listener = EventListener::new(&socket, "message", move |event| {
            if let Some(open) = &self.line.borrow().open {
                open.heard_at.set(Some(browser::now()));
            }
            // A `pong` is no view.
            if let Some(view) = JsValue::from(event).text("data").filter(|text| text.starts_with('{')) {
                self.see(Some(view));
            }
        });
        Some(Open { url, socket, heard_at: Cell::default(), began_at: now, _listener: listener })
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        // One that is closed already stays so.
        let _ = self.socket.close();
    }
}

/// How long to wait after so many `failures`: twice as long each time, up to a minute; `dice` takes off up to half, so that not
/// everyone is back at the same moment.
fn pause(failures: u32, dice: u8) -> Span {
    let whole = (FIRST_PAUSE.0 << failures.min(10)).min(LONGEST_PAUSE.0);
    Span(whole - whole * i64::from(dice) / 512)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_differ() {
        let check = |failures, dice, ms| assert_eq!(pause(failures, dice), Span(ms), "{failures} {dice}");
        check(0, 0, 1_000);
        check(0, 255, 502);
        check(1, 0, 2_000);
        check(5, 128, 24_000);
        check(6, 0, 60_000);
        check(u32::MAX, 255, 30_118);
    }
}
