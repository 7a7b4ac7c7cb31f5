//! The two pages that answer the hosted form; their frame and classes are those of `www/form`.

use super::Form;
use super::words::Words;
use crate::date::rfc3339;
use complaint::api::Receipt;
use complaint::clock::ClockKind;
use complaint::problem::{Problem, field};
use complaint::reason::Remedy;
use complaint::time::Millis;
use maud::{DOCTYPE, Markup, html};

/// The form again, with what was typed and what to do about it.
pub(super) fn again(words: &Words, form: &Form, problems: &[Problem]) -> Markup {
    let at = |field: &str| problems.iter().find(|problem| problem.field == field).map(|problem| words.say(problem));
    let (text, order, contact) = (at(field::TEXT), at(field::ORDER), at(field::CONTACT));
    frame(
        words,
        words.title,
        html! {
            div.problems role="alert" {
                @if text.is_some() || order.is_some() || contact.is_some() {
                    p { (words.look_again) }
                    ul {
                        @for (id, sentence) in [("text", &text), ("order", &order), ("contact", &contact)] {
                            @if let Some(sentence) = sentence { li { a href={ "#" (id) } { (sentence) } } }
                        }
                    }
                } @else {
                    p { (words.not_filed) }
                }
            }
            form method="post" action="/v1/complaints" {
                input type="hidden" name="site" value=(form.site);
                input type="hidden" name="lang" value=(words.lang);
                // The answer may have been lost, not the complaint: the same name again is the same complaint.
                @if !form.submission_id.is_empty() && !problems.iter().any(|problem| problem.field == field::SUBMISSION_ID) {
                    input type="hidden" name="submission_id" value=(form.submission_id);
                }
                div.field {
                    label for="text" { (words.text) }
                    p.hint #text-hint { (words.text_hint) }
                    textarea #text name="text" rows="6" required aria-describedby="text-hint text-problem"
                        aria-invalid=[text.as_ref().map(|_| "true")] { "\n" (form.text) }
                    (problem("text-problem", text.as_deref()))
                }
                div.field {
                    label for="order" { (words.order) " " span.hint { (words.if_any) } }
                    input #order name="order" value=(form.order) autocomplete="off" spellcheck="false"
                        aria-describedby="order-problem" aria-invalid=[order.as_ref().map(|_| "true")];
                    (problem("order-problem", order.as_deref()))
                }
                div.field {
                    label for="contact" { (words.contact) }
                    p.hint #contact-hint { (words.contact_hint) }
                    input #contact name="contact" value=(form.contact) inputmode="email" autocomplete="email"
                        autocapitalize="none" spellcheck="false" required aria-describedby="contact-hint contact-problem"
                        aria-invalid=[contact.as_ref().map(|_| "true")];
                    (problem("contact-problem", contact.as_deref()))
                }
                div.field {
                    label for="remedy" { (words.remedy) }
                    select #remedy name="remedy" {
                        option value="" { (words.choose) }
                        @for (remedy, name) in Remedy::ALL.iter().zip(words.remedies) {
                            option value=(remedy.code()) selected[form.remedy == remedy.code()] { (name) }
                        }
                    }
                }
                button.button { (words.file) }
            }
        },
    )
}

/// What a merchant without JavaScript keeps of the receipt.
pub(super) fn receipt(words: &Words, receipt: &Receipt) -> Markup {
    let due = |clock| receipt.due.iter().find(|due| due.clock == clock).map(|due| due.at);
    let desk = &receipt.contact;
    frame(
        words,
        words.recorded,
        html! {
            p { (words.keep) }
            div { p.hint { (words.number) } p.receipt-id { (receipt.id) } }
            dl.facts {
                div { dt { (words.received_at) } dd { (moment(receipt.received_at)) } }
                @for (name, at) in [
                    (words.contact_by, due(ClockKind::Contact)),
                    (words.proposal_by, due(ClockKind::Proposal)),
                    (words.closed_by, due(ClockKind::Closure)),
                ] {
                    @if let Some(at) = at { div { dt { (name) } dd { (moment(at)) } } }
                }
                div { dt { (words.department) } dd { (words.queue(receipt.queue)) } }
            }
            p.hint { (words.desk) " " (desk.name) ", " (desk.email) ", " (desk.phone) }
        },
    )
}

fn frame(words: &Words, title: &str, content: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(words.lang) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · Redress" }
                link rel="icon" href="/mark.svg" type="image/svg+xml";
                link rel="stylesheet" href="/redress.css";
            }
            body {
                header.top.page { a.mark href="/" { img src="/mark.svg" alt="" width="24" height="24"; "Redress" } }
                main.page { div.card { h1 { (title) } (content) } }
            }
        }
    }
}

fn problem(id: &str, sentence: Option<&str>) -> Markup {
    html! { @if let Some(sentence) = sentence { p.problem id=(id) { (sentence) } } }
}

/// In UTC: the page cannot know its reader's time zone.
fn moment(at: Millis) -> Markup {
    let written = rfc3339(at);
    html! { time datetime=(written) { (written[..10]) " " (written[11..16]) " UTC" } }
}
