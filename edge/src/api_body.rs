//! Request bodies: read up to the limit, then parsed into a type with the path of the fault.

pub(crate) mod distinct;

use crate::fault::Fault;
use complaint::limits::BODY_BYTES;
use complaint::problem::{Code, Problem, field};
use futures_util::StreamExt;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;
use serde_path_to_error::Track;
use worker::js_sys::Uint8Array;
use worker::wasm_bindgen_futures::JsFuture;
use worker::{Error, Request, web_sys};

/// Of a body that is too large, so much is read and dropped: whoever is still sending would not see the refusal.
const PATIENCE_BYTES: usize = 1024 * 1024;

/// The whole body; more than [`BODY_BYTES`] is refused, whatever `Content-Length` said.
///
/// Read before a request is refused for anything else: an unread body costs the sender its connection.
pub(crate) async fn read(request: &web_sys::Request) -> Result<Vec<u8>, Fault> {
    let told = request.headers().get("content-length").map_err(Error::from)?.and_then(|length| length.parse().ok());
    if told.is_some_and(|length: usize| length <= BODY_BYTES) {
        // The runtime reads no more than that, and reads it faster than piece by piece.
        let bytes = JsFuture::from(request.array_buffer().map_err(Error::from)?).await.map_err(Error::from)?;
        return Ok(Uint8Array::new(&bytes).to_vec());
    }
    let (mut body, mut length) = (Vec::new(), 0);
    // A request without a body has no stream either.
    let Ok(mut stream) = Request::from(Clone::clone(request)).stream() else { return Ok(body) };
    while let Some(chunk) = stream.next().await {
        let chunk = chunk?;
        length += chunk.len();
        if length <= BODY_BYTES {
            body.extend(chunk);
        } else if length > PATIENCE_BYTES {
            break;
        }
    }
    if length > BODY_BYTES { Err(Fault::TooLarge) } else { Ok(body) }
}

/// The body as text; not UTF-8 → [`Fault::Malformed`].
pub(crate) fn text(body: &[u8]) -> Result<&str, Fault> {
    std::str::from_utf8(body).map_err(|_| malformed(Code::NotUtf8))
}

/// The value in a JSON text.
///
/// Empty or not JSON (a key said twice is none: RFC 7493, 2.3) → [`Fault::Malformed`]; a missing or unknown field,
/// a wrong type or value → [`Fault::Rejected`].
pub(crate) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    if text.trim().is_empty() {
        return Err(malformed(Code::EmptyBody));
    }
    // serde would read a struct from an array as well.
    if !text.trim_start().starts_with('{') {
        let is_json = serde_json::from_str::<IgnoredAny>(text).is_ok();
        return Err(if is_json {
            Fault::Rejected(vec![Problem::new(field::BODY, Code::WrongType)])
        } else {
            malformed(Code::NotJson)
        });
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let mut track = Track::new();
    let value = T::deserialize(serde_path_to_error::Deserializer::new(&mut json, &mut track));
    let value = value.map_err(|error| blame(track.path().to_string(), &error))?;
    json.end().map_err(|_| malformed(Code::NotJson))?;
    Ok(value)
}

fn malformed(code: Code) -> Fault {
    Fault::Malformed(Problem::new(field::BODY, code))
}

/// serde tells kinds of fault apart by their sentences only.
fn blame(path: String, error: &serde_json::Error) -> Fault {
    let sentence = error.to_string();
    let named = sentence.split('`').nth(1).unwrap_or_default();
    let within = |name: &str| match path.as_str() {
        "." => name.to_owned(),
        _ if path.split('.').next_back() == Some(name) => path.clone(),
        _ => format!("{path}.{name}"),
    };
    let problem = |field: String, code| Problem { field: field.into(), code, limit: None };
    let here = if path == "." { field::BODY.to_owned() } else { path.clone() };
    if error.classify() != Category::Data {
        return Fault::Malformed(problem(field::BODY.into(), Code::NotJson));
    }
    if sentence.starts_with("duplicate field") {
        return Fault::Malformed(problem(within(named), Code::NotJson));
    }
    Fault::Rejected(vec![if sentence.starts_with("missing field") {
        problem(within(named), Code::Missing)
    } else if sentence.starts_with("unknown field") {
        problem(within(named), Code::UnknownField)
    } else if sentence.starts_with("invalid type") {
        problem(here, Code::WrongType)
    } else {
        problem(here, Code::UnknownValue)
    }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use complaint::api::Submission;

    const WHOLE: &str = r#"{"submission_id":"018f3b1e-7a2c-7c3d-9e4f-123456789abc","site":"demo","claimed_at":1,"draft":{"text":"t","contact":"c"}}"#;

    #[test]
    fn a_fault_is_found_where_it_is() {
        let check = |body: &[u8], at: &str, code: Code, status: u16| {
            let fault = text(body).and_then(parse::<Submission>).unwrap_err();
            let expected = [Problem { field: at.to_owned().into(), code, limit: None }];
            assert_eq!((fault.problems().as_slice(), fault.status()), (&expected[..], status), "{body:?}");
        };
        let with = |from: &str, to: &str| {
            assert!(WHOLE.contains(from), "{from}");
            WHOLE.replacen(from, to, 1).into_bytes()
        };
        check(b"", "body", Code::EmptyBody, 400);
        check(b" \n", "body", Code::EmptyBody, 400);
        check(b"{\"site\":\"\xff\"}", "body", Code::NotUtf8, 400);
        check(b"{", "body", Code::NotJson, 400);
        check(b"hello", "body", Code::NotJson, 400);
        check(&[WHOLE, "x"].concat().into_bytes(), "body", Code::NotJson, 400);
        check(&with("\"t\"", "\"\\ud800\""), "body", Code::NotJson, 400); // Half a surrogate pair.
        check(&with("\"t\"", &format!("{}{}", "[".repeat(500), "]".repeat(500))), "draft.text", Code::WrongType, 422);
        check(&with("\"site\":\"demo\"", "\"site\":\"demo\",\"site\":\"demo\""), "site", Code::NotJson, 400);
        check(&with("\"text\":\"t\"", "\"text\":\"t\",\"text\":\"u\""), "draft.text", Code::NotJson, 400);
        check(b"[]", "body", Code::WrongType, 422);
        check(b"null", "body", Code::WrongType, 422);
        check(b"{}", "submission_id", Code::Missing, 422);
        check(&with("\"text\":\"t\",", ""), "draft.text", Code::Missing, 422);
        check(&with("\"text\"", "\"colour\":1,\"text\""), "draft.colour", Code::UnknownField, 422);
        check(&with("{\"sub", "{\"colour\":1,\"sub"), "colour", Code::UnknownField, 422);
        check(&with("\"t\"", "7"), "draft.text", Code::WrongType, 422);
        check(&with("1,", "1.5,"), "claimed_at", Code::WrongType, 422);
        check(&with("1,", "9223372036854775808,"), "claimed_at", Code::UnknownValue, 422);
        check(&with("018f3b1e", "018F3B1G"), "submission_id", Code::UnknownValue, 422);
        check(&with("\"t\"", "\"t\",\"reason\":\"boredom\""), "draft.reason", Code::UnknownValue, 422);
    }

    #[test]
    fn a_whole_body_is_read() {
        assert!(parse::<Submission>(WHOLE).is_ok());
    }
}
