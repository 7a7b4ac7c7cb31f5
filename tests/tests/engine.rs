//! A page and the edge read alike: the built engine answers, byte for byte, what the same code answers natively.

use complaint::amount::Amount;
use complaint::reading::{Setting, read};
use complaint::triage::{Language, Said, Vocabulary};
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Everything written for training and for tests, in nine languages, and what only a page can get wrong.
fn texts() -> Vec<String> {
    let complaint = Path::new(env!("CARGO_MANIFEST_DIR")).join("../complaint");
    let mut texts: Vec<String> =
        ["", "😡 12 € 😡 \"q\" \\ \u{1}\t\r\n\u{8}\u{c}\u{7f}", "٤١١١ ١١١١ ١١١١ ١١١١"].map(String::from).to_vec();
    for folder in ["training", "tests/reading"] {
        let mut files: Vec<PathBuf> =
            fs::read_dir(complaint.join(folder)).expect("a folder").map(|file| file.expect("a file").path()).collect();
        files.sort();
        for file in files {
            texts.extend(fs::read_to_string(file).expect("a text").lines().map(str::to_owned));
        }
    }
    // And one long text, which is read in other ways than a line.
    texts.push(texts.concat());
    texts
}

#[test]
fn page_and_edge_read_alike() {
    let texts = texts();
    let json = |amount: &str| format!(r#"{{"value":"{amount}","currency":"EUR"}}"#);
    let sum = |amount: &str| serde_json::from_str::<Amount>(&json(amount)).unwrap();
    let told = Setting {
        today: Some("2026-11-22".parse().unwrap()),
        lang: "de-AT",
        order: "304-8841207-5520931",
        said: Said { amount: Some(sum("1250.00")), ..Said::default() },
        critical_from: vec![sum("5000")],
        suggestions: ";;parcel|question,other;B;|;;",
    };
    let told_json = format!(
        // A page's data may hold what parts the members of a question.
        r#"{{"today":"2026-11-22","lang":"de-AT","order":"304-8841207-\u00005520931","amount":{},"critical_from":[{}],"suggestions":{}}}"#,
        json("1250.00"),
        json("5000"),
        r#"[{"when":{"facts":["parcel"]}},{"when":{"reasons":["question","other"],"levels":["B"]}},{}]"#
    );
    let assets = assets();
    for (setting, setting_json) in [(Setting::default(), "{}".to_owned()), (told, told_json)] {
        let answers = in_a_page(&texts, &setting_json, &assets.join("vocabulary"));
        assert_eq!(answers.len(), texts.len());
        let mut languages = BTreeSet::new();
        for (text, answer) in texts.iter().zip(answers) {
            let reading = read(text, &setting, |language| Some(Vocabulary::of(language)));
            assert_eq!(answer, serde_json::to_string(&reading).unwrap(), "{text}");
            languages.insert(reading.lang);
        }
        assert_eq!(languages.len(), Language::ALL.len());
    }
}

#[test]
fn without_its_vocabulary_a_text_is_read_but_not_judged() {
    let texts =
        ["Meine Auszahlung über 120,00 EUR ist eingefroren.", "My payout of 120 EUR is frozen."].map(String::from);
    let answers = in_a_page(&texts, "{}", Path::new("/nowhere"));
    for (text, answer) in texts.iter().zip(answers) {
        assert_eq!(answer, serde_json::to_string(&read(text, &Setting::default(), |_| None)).unwrap());
    }
}

fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../edge/assets").join(concat!("v", env!("CARGO_PKG_VERSION")))
}

/// What the built engine answers, run as a page runs it that finds its vocabularies there, a line a text.
fn in_a_page(texts: &[String], setting: &str, vocabularies: &Path) -> Vec<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("engine.mjs");
    let own = tempfile::tempdir().expect("there is room for a script");
    let mut node = Command::new("node")
        .args([&script, &assets(), vocabularies, own.path()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node runs");
    let asked = format!("[{},{setting}]", serde_json::to_string(texts).expect("strings are JSON"));
    node.stdin.take().expect("it is piped").write_all(asked.as_bytes()).expect("node listens");
    let output = node.wait_with_output().expect("node answers");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("JSON is UTF-8").lines().map(str::to_owned).collect()
}
