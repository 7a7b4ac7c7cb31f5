//! The complaints filed from this browser.

use crate::app::{App, msg};
use crate::case::Case;
use crate::messages::follow;
use crate::ui::element::{button, el};
use leptos::prelude::*;

pub(crate) fn view(app: &App, cases: &[Case]) -> AnyView {
    let open = |case: &Case| button("quiet", case.text("id"), &case.text("id"));
    let mut parts: Vec<_> = cases.iter().map(open).collect();
    parts.push(button("", app.say(follow::another), msg::ANOTHER));
    el("MAIN", "", parts)
}
