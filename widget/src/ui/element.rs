//! The elements all screens are made of. One type of view for all of them: each further one costs a kilobyte.

use leptos::html::custom;
use leptos::prelude::*;

/// An element of any tag.
pub(crate) fn el(tag: &'static str, class: &'static str, children: impl Into<Vec<AnyView>>) -> AnyView {
    with(tag, class, [], children.into())
}

/// An element that holds text alone.
pub(crate) fn words(tag: &'static str, class: &'static str, text: String) -> AnyView {
    el(tag, class, [text.into_any()])
}

/// A button: its value tells what it asks for.
pub(crate) fn button(class: &'static str, label: String, msg: &str) -> AnyView {
    with("BUTTON", class, [("value", Some(msg.to_owned()))], vec![label.into_any()])
}

/// A label for the input of that id.
pub(crate) fn label(text: String, of: String) -> AnyView {
    with("LABEL", "", [("for", Some(of))], vec![text.into_any()])
}

/// A choice of a `SELECT`.
pub(crate) fn option(code: String, text: String) -> AnyView {
    with("OPTION", "", [("value", Some(code))], vec![text.into_any()])
}

/// An element with up to four attributes more.
pub(crate) fn with<const N: usize>(
    tag: &'static str,
    class: &'static str,
    attributes: [(&'static str, Option<String>); N],
    children: Vec<AnyView>,
) -> AnyView {
    let mut rest = attributes.into_iter();
    let mut next = || rest.next().unwrap_or_default();
    any(tag, class, [next(), next(), next(), next()], children)
}

fn any(
    tag: &'static str,
    class: &'static str,
    [a, b, c, d]: [(&'static str, Option<String>); 4],
    children: Vec<AnyView>,
) -> AnyView {
    let element = custom(tag).attr("class", class).attr(a.0, a.1).attr(b.0, b.1).attr(c.0, c.1).attr(d.0, d.1);
    element.child(children).into_any()
}
