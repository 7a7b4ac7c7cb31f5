//! The elements all screens are made of. One type of view for all of them: each further one costs a kilobyte.

use leptos::html::custom;
use leptos::prelude::*;

/// An element of any tag.
pub(crate) fn el(tag: &'static str, class: &'static str, children: Vec<AnyView>) -> AnyView {
    with(tag, class, &[], children)
}

/// An element that holds text alone.
pub(crate) fn words(tag: &'static str, class: &'static str, text: String) -> AnyView {
    el(tag, class, vec![text.into_any()])
}

/// A button: its value tells what it asks for.
pub(crate) fn button(class: &'static str, label: String, msg: &str) -> AnyView {
    with("BUTTON", class, &[("value", Some(msg))], vec![label.into_any()])
}

/// A label for the input of that id.
pub(crate) fn label(text: String, of: &str) -> AnyView {
    with("LABEL", "", &[("for", Some(of))], vec![text.into_any()])
}

/// A choice of a `SELECT`.
pub(crate) fn option(code: &str, text: String) -> AnyView {
    with("OPTION", "", &[("value", Some(code))], vec![text.into_any()])
}

/// An element with up to four attributes more; one that is `None` is left out.
pub(crate) fn with(
    tag: &'static str,
    class: &'static str,
    attributes: &[(&'static str, Option<&str>)],
    children: Vec<AnyView>,
) -> AnyView {
    let mut rest = attributes.iter();
    let mut next = || rest.next().map_or(("", None), |(name, value)| (*name, value.map(str::to_owned)));
    let (a, b, c, d) = (next(), next(), next(), next());
    let element = custom(tag).attr("class", class).attr(a.0, a.1).attr(b.0, b.1).attr(c.0, c.1).attr(d.0, d.1);
    element.child(children).into_any()
}
