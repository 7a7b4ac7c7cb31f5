//! `cargo xtask read`: what the engine reads in a file of texts, and how that compares with what a person read.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use complaint::extract::{Certainty, Context, Day, Fact, Kind, Value, card, chain, extract, iban, parcel};
use complaint::triage::{self, Said, Vocabulary};
use serde_json::{Map, Value as Json, json};

/// `read FILE.jsonl` prints predictions, one JSON object a line, in the format of the file's own answers;
/// `read --score DIR` prints the whole table of a directory with `score.py` in it or above it.
pub(crate) fn run(words: &[String]) -> Result<()> {
    match words {
        [flag, dir] if flag == "--score" => score(Path::new(dir)),
        [file] if !file.starts_with("--") => {
            print!("{}", predictions(Path::new(file))?);
            Ok(())
        }
        _ => bail!("read FILE.jsonl, or read --score DIR"),
    }
}

fn predictions(file: &Path) -> Result<String> {
    let text = fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let mut out = String::new();
    for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let row: Map<String, Json> =
            serde_json::from_str(line).with_context(|| format!("{}:{}", file.display(), n + 1))?;
        out.push_str(&predict(file, &row).to_string());
        out.push('\n');
    }
    Ok(out)
}

/// The kind of a row is told by its keys, as in `score.py`; only the text and, for dates, the day of reference are read.
fn predict(file: &Path, row: &Map<String, Json>) -> Json {
    let word = |key| row.get(key).and_then(Json::as_str).unwrap_or_default();
    let mut answer = match (row.contains_key("order_numbers"), row.contains_key("spans"), row.contains_key("input")) {
        (true, _, _) => complaint(word("text")),
        (_, true, _) => spans(file, word("text"), word("ref").parse().ok()),
        (_, _, true) => validity(row, word("input")),
        _ => complaint(word("text")),
    };
    answer["id"] = row.get("id").cloned().unwrap_or_default();
    answer
}

fn complaint(text: &str) -> Json {
    let facts = extract(text, &Context::default());
    let judged = triage::judge(text, &facts, Vocabulary::of(facts.language), Said::default(), &[]);
    let language = facts.language.code();
    let facts = facts.all;
    let of = |kind: Kind| facts.iter().filter(|fact| fact.value.kind() == kind).map(told).collect::<Vec<_>>();
    json!({
        "order_numbers": of(Kind::Order),
        "tracking": of(Kind::Parcel),
        "amounts": of(Kind::Amount),
        "dates": of(Kind::Date),
        "emails": of(Kind::Email),
        "phones": of(Kind::Phone),
        "urls": of(Kind::Url),
        "ibans": of(Kind::Iban),
        "tx_hashes": of(Kind::Transaction),
        "wallets": of(Kind::Wallet),
        "handles": of(Kind::Handle),
        "lang": language,
        "type": judged.reason.topic().code(),
        "severity": judged.level.code(),
        "pan_present": facts.iter().any(|fact| fact.value.kind() == Kind::Card),
    })
}

fn told(fact: &Fact) -> Json {
    let text = fact.value.text();
    match &fact.value {
        Value::Parcel { carrier, .. } => json!({ "number": text, "carrier": carrier.map(|carrier| carrier.code()) }),
        Value::Amount(amount) => json!({ "value": text.parse::<f64>().ok(), "currency": amount.currency.code() }),
        _ => json!(text),
    }
}

fn spans(file: &Path, text: &str, today: Option<Day>) -> Json {
    let name = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let kind = match name {
        "currency" => Kind::Amount,
        "date" => Kind::Date,
        "phone" => Kind::Phone,
        "email" => Kind::Email,
        _ => Kind::Url,
    };
    let context = Context { today, ..Context::default() };
    let facts = extract(text, &context).all.into_iter().filter(|fact| fact.value.kind() == kind);
    let spans: Vec<Json> = facts
        .map(|fact| {
            let mut span = json!({ "text": &text[fact.span.clone()] });
            match &fact.value {
                Value::Amount(amount) => {
                    span["value"] = json!(amount.value.to_string());
                    span["iso"] = json!(amount.currency.code());
                }
                Value::Date(day) => span["dates"] = json!(occurrences(*day, today)),
                _ => {}
            }
            span
        })
        .collect();
    json!({ "spans": spans })
}

/// A day without a year means the last one before the day of reference or the next one.
fn occurrences(day: Day, today: Option<Day>) -> Vec<String> {
    let (None, Some(Day { year: Some(year), .. })) = (day.year, today) else { return vec![day.to_string()] };
    let passed = (day.month, day.day) < today.map_or((0, 0), |today| (today.month, today.day));
    let first = if passed { year } else { year - 1 };
    [first, first + 1].map(|year| Day { year: Some(year), ..day }.to_string()).to_vec()
}

fn validity(row: &Map<String, Json>, input: &str) -> Json {
    let dense: String = input.chars().filter(|c| !c.is_whitespace() && *c != '-' && *c != '.').collect();
    if row.contains_key("brand") {
        json!({ "valid": card::validate(&dense) })
    } else if row.contains_key("network") {
        let found = chain::address(input);
        let own =
            |network: &str| found.is_some_and(|(found, _)| found.code() == network || shares(found.code(), network));
        match row["network"].as_str().filter(|network| *network != "-") {
            Some(network) if row["kind"] == "txhash" => json!({ "valid": chain::is_hash(input), "network": network }),
            Some(network) => json!({ "valid": own(network), "network": found.map(|_| network) }),
            None => json!({ "valid": found.is_some() }),
        }
    } else if row.contains_key("carrier") {
        let carrier = parcel::validate(&dense);
        json!({ "valid": carrier.is_some(), "carrier": carrier.and_then(|known| known.carrier).map(|carrier| carrier.code()) })
    } else {
        json!({ "valid": iban::validate(&dense) == Some(Certainty::Checked) })
    }
}

/// Chains whose addresses have one form.
fn shares(found: &str, network: &str) -> bool {
    matches!((found, network), ("bitcoin", "bitcoincash" | "litecoin" | "dogecoin"))
}

/// Predicts every file under `dir` that has answers and compares; validators also by what they belong to.
fn score(dir: &Path) -> Result<()> {
    let scorer = dir.ancestors().map(|dir| dir.join("score.py")).find(|path| path.exists());
    for file in answers(dir)? {
        let predicted = predictions(&file)?;
        println!("== {}", file.strip_prefix(dir).unwrap_or(&file).display());
        if let Some(scorer) = &scorer {
            let out = std::env::temp_dir().join(format!("redress-read-{}.jsonl", std::process::id()));
            fs::write(&out, &predicted)?;
            let ran = Command::new("python3").arg(scorer).arg(&file).arg(&out).status();
            fs::remove_file(&out)?;
            if ran.is_err() {
                println!("python3 is not here: no {}", scorer.display());
            }
        }
        for (group, (right, all)) in by_group(&file, &predicted)? {
            println!("{group:<24} {right} of {all} right");
        }
    }
    Ok(())
}

fn answers(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut dirs = vec![dir.to_owned()];
    while let Some(dir) = dirs.pop() {
        for entry in fs::read_dir(&dir).with_context(|| format!("reading {}", dir.display()))? {
            let path = entry?.path();
            match path.extension().and_then(|ending| ending.to_str()) {
                _ if path.is_dir() => dirs.push(path),
                Some("jsonl") => files.push(path),
                _ => {}
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Verdicts that agree with the file's, by network, carrier or brand.
fn by_group(file: &Path, predicted: &str) -> Result<BTreeMap<String, (usize, usize)>> {
    let mut groups = BTreeMap::new();
    let gold = fs::read_to_string(file)?;
    for (gold, predicted) in gold.lines().zip(predicted.lines()) {
        let (gold, predicted): (Json, Json) = (serde_json::from_str(gold)?, serde_json::from_str(predicted)?);
        let Some(group) = ["network", "carrier", "brand"].iter().find_map(|key| gold[key].as_str()) else { continue };
        let (right, all) = groups.entry(group.to_owned()).or_insert((0, 0));
        *right += usize::from(gold["valid"] == predicted["valid"]);
        *all += 1;
    }
    Ok(groups)
}
