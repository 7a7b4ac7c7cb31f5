//! A reading as JSON, byte for byte as `serde_json` writes it.

use alloc::string::String;
use complaint::amount::Amount;
use complaint::reading::{Reading, Told};
use complaint::triage::Triage;

pub(crate) fn reading(reading: &Reading<'_>) -> String {
    let mut json = Json(String::with_capacity(reading.masked.len() * 2 + 512));
    json.list("{\"facts\":[", reading.facts.iter(), fact);
    json.text("],\"masked\":", &reading.masked);
    json.list(",\"hidden\":[", reading.hidden.iter(), |json, hidden| {
        json.text("{\"kind\":", hidden.kind.code());
        json.text(",\"shown\":", &hidden.shown);
        json.0.push('}');
    });
    json.0.push_str("],\"triage\":");
    match &reading.triage {
        Some(triage) => judgement(&mut json, triage),
        None => json.0.push_str("null"),
    }
    json.list(",\"suggestions\":[", reading.suggestions.iter(), |json, at| json.number("", *at));
    json.text("],\"lang\":", reading.lang);
    json.list(",\"missing\":[", reading.missing.iter(), |json, lang| json.text("", lang));
    json.0.push_str("]}");
    json.0
}

fn judgement(json: &mut Json, triage: &Triage) {
    json.text("{\"reason\":", triage.reason.code());
    json.text(",\"target\":", triage.target.code());
    json.text(",\"level\":", triage.level.code());
    json.text(",\"complexity\":", triage.complexity.code());
    json.text(",\"queue\":", triage.queue.code());
    json.list(",\"why\":[", triage.why.iter(), |json, why| json.text("", why.code()));
    json.0.push(']');
    if let Some(Amount { value, currency }) = triage.critical_from {
        json.text(",\"critical_from\":{\"value\":", &value.text());
        json.text(",\"currency\":", &currency.text());
        json.0.push('}');
    }
    if let Some(judged) = triage.judged {
        json.text(",\"judged\":{\"reason\":", judged.reason.code());
        json.text(",\"level\":", judged.level.code());
        json.0.push('}');
    }
    json.0.push('}');
}

fn fact(json: &mut Json, fact: &Told<'_>) {
    json.text("{\"kind\":", fact.kind);
    json.number(",\"start\":", fact.start);
    json.number(",\"end\":", fact.end);
    json.text(",\"text\":", fact.text);
    json.text(",\"value\":", &fact.value);
    for (key, value) in
        [(",\"currency\":", fact.currency.as_deref()), (",\"carrier\":", fact.carrier), (",\"network\":", fact.network)]
    {
        if let Some(value) = value {
            json.text(key, value);
        }
    }
    json.text(",\"certainty\":", fact.certainty);
    json.text(",\"ground\":", fact.ground);
    json.0.push('}');
}

/// What is written so far; each method is told what stands before its value.
struct Json(String);

impl Json {
    fn list<T>(&mut self, before: &str, items: impl Iterator<Item = T>, one: fn(&mut Self, T)) {
        self.0.push_str(before);
        for (n, item) in items.enumerate() {
            if n > 0 {
                self.0.push(',');
            }
            one(self, item);
        }
    }

    fn text(&mut self, before: &str, value: &str) {
        self.0.push_str(before);
        self.0.push('"');
        let mut rest = value;
        while let Some(at) = rest.bytes().position(|b| matches!(b, b'"' | b'\\' | ..b' ')) {
            self.0.push_str(&rest[..at]);
            self.escape(rest.as_bytes()[at]);
            rest = &rest[at + 1..];
        }
        self.0.push_str(rest);
        self.0.push('"');
    }

    fn escape(&mut self, byte: u8) {
        self.0.push('\\');
        let short = match byte {
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x08 => b'b',
            0x0C => b'f',
            0..b' ' => {
                self.0.push_str(if byte < 16 { "u000" } else { "u001" });
                b"0123456789abcdef"[usize::from(byte % 16)]
            }
            _ => byte,
        };
        self.0.push(char::from(short));
    }

    fn number(&mut self, before: &str, value: u32) {
        self.0.push_str(before);
        let mut scale = 1;
        while value / scale >= 10 {
            scale *= 10;
        }
        while scale > 0 {
            self.0.push(char::from(b'0' + (value / scale % 10) as u8));
            scale /= 10;
        }
    }
}
