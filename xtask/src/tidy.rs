//! House rules as tests: what a reviewer would otherwise have to say each time.

use std::fs;
use std::path::{Path, PathBuf};

use crate::tree;

/// Folders that hold nothing written by hand.
const FOREIGN: [&str; 8] =
    [".git", ".redress", "target", "node_modules", "edge/assets", "edge/build", "test-results", "playwright-report"];

#[test]
fn every_rust_file_says_what_it_is_for() {
    check(&["rs"], |text| {
        let says = text.starts_with("//! ");
        (!says).then(|| "say in one sentence what this file is for".to_owned()).into_iter().collect()
    });
}

#[test]
fn files_stay_short() {
    check(&["rs", "js", "mjs", "css", "html"], |text| {
        let lines = text.lines().count();
        (lines > 400).then(|| format!("{lines} lines: split it along its reasons to change")).into_iter().collect()
    });
}

#[test]
fn words_that_stay_out() {
    const FORBIDDEN: [(&str, &str); 5] = [
        (concat!("target", "_arch"), "give each target its own crate instead"),
        (concat!("unsafe", " {"), "there is a safe way"),
        (concat!("TO", "DO"), "do it, or open an issue"),
        (concat!("FIX", "ME"), "mend it, or open an issue"),
        (concat!("ec.europa.eu/", "consumers/odr"), "the EU closed its ODR platform on 20 July 2025"),
    ];
    check(&["rs", "js", "mjs", "css", "html", "toml", "json", "jsonc", "md"], |text| {
        let found = FORBIDDEN.iter().filter(|(word, _)| text.contains(word));
        found.map(|(word, why)| format!("`{word}`: {why}")).collect()
    });
}

#[test]
fn manifests_lean_on_the_workspace() {
    check(&["toml"], |text| {
        if !text.contains("[package]") {
            return Vec::new();
        }
        let mut faults: Vec<String> = versioned_dependencies(text)
            .into_iter()
            .map(|line| format!("`{line}`: the version belongs into [workspace.dependencies]"))
            .collect();
        if !text.contains("[lints]\nworkspace = true") {
            faults.push("inherit the workspace's lints".to_owned());
        }
        if text.contains("\"cdylib\"") && text.contains("\"rlib\"") {
            // A leptos counter: 38 KB in place of 29.
            faults.push("what is an rlib too is built without LTO: drop the rlib".to_owned());
        }
        faults
    });
}

/// Fails with everything that `faults` finds in our own files with one of `extensions`.
fn check(extensions: &[&str], faults: impl Fn(&str) -> Vec<String>) {
    let files = files(extensions);
    assert!(!files.is_empty(), "no file with {extensions:?}: the walk is broken");
    let found = files
        .iter()
        .flat_map(|(path, text)| faults(text).into_iter().map(move |fault| format!("{}: {fault}", path.display())));
    let found: Vec<String> = found.collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// The lines of a crate's manifest that name a dependency without leaving its version to the workspace.
fn versioned_dependencies(manifest: &str) -> Vec<&str> {
    let mut in_dependencies = false;
    let mut found = Vec::new();
    for line in manifest.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if line.starts_with('[') {
            in_dependencies = line.contains("dependencies");
        } else if in_dependencies && line.starts_with(char::is_alphabetic) && !line.contains("workspace = true") {
            found.push(line);
        }
    }
    found
}

/// Our own files with one of `extensions`, by their path from the root.
fn files(extensions: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(path) = open.pop() {
        if path.ends_with("node_modules") || FOREIGN.iter().any(|foreign| path == Path::new(foreign)) {
            continue;
        }
        let full = tree::root().join(&path);
        if full.is_dir() {
            open.extend(fs::read_dir(full).unwrap().map(|entry| path.join(entry.unwrap().file_name())));
        } else if path.extension().is_some_and(|extension| extensions.iter().any(|wanted| extension == *wanted)) {
            found.push((path, fs::read_to_string(full).unwrap()));
        }
    }
    found
}

#[test]
fn versions_outside_the_workspace_are_seen() {
    let check =
        |manifest: &str, expected: &[&str]| assert_eq!(versioned_dependencies(manifest), expected, "{manifest}");
    check("[package]\nname = \"x\"\nversion = \"1.0.0\"\n", &[]); // A version, but not of a dependency.
    check("[dependencies]\nserde.workspace = true\nserde_json = { workspace = true, features = [\"std\"] }", &[]);
    check("[dependencies]\nserde = { workspace = true, features = [\n  \"std\",\n] }", &[]); // One entry, three lines.
    check("[dependencies]\nserde = \"1\"", &["serde = \"1\""]);
    check("[target.'cfg(unix)'.dev-dependencies]\n# why\nx = { version = \"1\" }", &["x = { version = \"1\" }"]);
}
