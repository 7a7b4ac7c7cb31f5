//! Downloads and their byte budgets: what a page's visitor downloads, stage by stage, after brotli at its best.

use std::fmt::Write;
use std::io::Write as _;

use anyhow::{Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// When a file is fetched.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Arrival {
    /// With the page.
    Page,
    /// On the first open: the form in plain JavaScript.
    FirstForm,
    /// Behind it: the leptos form.
    Form,
    /// One of these per visitor: the language of the page.
    Language,
    /// Once the form stands: its style.
    Later,
    /// Then too: what reads along.
    Engine,
    /// Then too, and one of these per visitor: what is said once a complaint is filed.
    LaterLanguage,
    /// When something is first written in a language: what its complaints are told by.
    Vocabulary,
}

/// One downloaded file.
#[derive(Clone, Debug)]
pub(crate) struct Asset {
    pub(crate) name: String,
    pub(crate) arrival: Arrival,
    /// Its hash as an `integrity` attribute writes it (Subresource Integrity).
    pub(crate) integrity: String,
    /// Bytes as it is, and after brotli.
    pub(crate) raw: usize,
    pub(crate) packed: usize,
}

impl Asset {
    pub(crate) fn of(name: String, arrival: Arrival, content: &[u8]) -> Result<Self> {
        Ok(Self { name, arrival, integrity: integrity(content), raw: content.len(), packed: brotli(content)? })
    }
}

/// A sum of downloads and the most it may be, in bytes after brotli.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Budget {
    pub(crate) name: &'static str,
    pub(crate) limit: usize,
    pub(crate) bytes: usize,
}

impl Budget {
    pub(crate) fn is_kept(&self) -> bool {
        self.bytes <= self.limit
    }
}

/// The sums that we promise; 1 KB = 1,000 bytes. What reads along, which arrives when the form is already in use, is to come
/// down to 40,000, and so everything to 90,000.
pub(crate) fn budgets(assets: &[Asset]) -> [Budget; 5] {
    let page = sum(assets, Arrival::Page);
    let first = page + sum(assets, Arrival::FirstForm);
    let form = sum(assets, Arrival::Form) + largest(assets, Arrival::Language);
    let later = sum(assets, Arrival::Later) + largest(assets, Arrival::LaterLanguage);
    [
        Budget { name: "before a click", limit: 1_500, bytes: page },
        Budget { name: "first form", limit: 5_000, bytes: first },
        Budget { name: "leptos form", limit: 50_000, bytes: page + form },
        Budget { name: "reading one language", limit: 56_300, bytes: reading(assets) },
        Budget { name: "everything", limit: 114_300, bytes: first + form + later + reading(assets) },
    ]
}

/// What reads along, for whoever writes in one language.
pub(crate) fn reading(assets: &[Asset]) -> usize {
    sum(assets, Arrival::Engine) + largest(assets, Arrival::Vocabulary)
}

fn sum(assets: &[Asset], arrival: Arrival) -> usize {
    assets.iter().filter(|asset| asset.arrival == arrival).map(|asset| asset.packed).sum()
}

/// That of one language, which may be any.
fn largest(assets: &[Asset], arrival: Arrival) -> usize {
    assets.iter().filter(|asset| asset.arrival == arrival).map(|asset| asset.packed).max().unwrap_or_default()
}

/// Files and budgets as a table to print.
pub(crate) fn table(assets: &[Asset], budgets: &[Budget]) -> String {
    let mut text = format!("{:<28}{:>10}{:>10}\n", "bytes", "raw", "brotli");
    for Asset { name, raw, packed, .. } in assets {
        _ = writeln!(text, "{name:<28}{:>10}{:>10}", grouped(*raw), grouped(*packed));
    }
    for budget in budgets {
        let verdict = if budget.is_kept() { "" } else { "  OVER" };
        let (bytes, limit) = (grouped(budget.bytes), grouped(budget.limit));
        _ = writeln!(text, "{:<28}{bytes:>20} of {limit}{verdict}", budget.name);
    }
    text
}

/// # Errors
/// Every budget that is exceeded.
pub(crate) fn enforce(budgets: &[Budget]) -> Result<()> {
    let over: Vec<String> = (budgets.iter().filter(|budget| !budget.is_kept()))
        .map(|Budget { name, limit, bytes }| format!("{name} takes {} of {} bytes", grouped(*bytes), grouped(*limit)))
        .collect();
    if over.is_empty() {
        return Ok(());
    }
    bail!("over budget: {}", over.join("; "))
}

/// `sha256-` and the hash in base64: as good as a longer one, which the loader could not hold in its bytes.
pub(crate) fn integrity(content: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

/// The length of `content` after brotli at quality 11 with a 4 MB window, as a host compresses a static file.
pub(crate) fn brotli(content: &[u8]) -> Result<usize> {
    let mut packer = brotli::CompressorWriter::new(Vec::new(), 4096, 11, 22);
    packer.write_all(content)?;
    Ok(packer.into_inner().len())
}

/// `12345` → `12,345`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|three| str::from_utf8(three).unwrap_or("")).collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asset(name: &str, arrival: Arrival, packed: usize) -> Asset {
        Asset { name: name.to_owned(), arrival, integrity: String::new(), raw: packed * 3, packed }
    }

    #[test]
    fn each_stage_counts_what_it_downloads() {
        let assets = [
            asset("redress.js", Arrival::Page, 1_400),
            asset("first-form.js", Arrival::FirstForm, 3_600),
            asset("widget.js", Arrival::Form, 4_000),
            asset("widget.wasm", Arrival::Form, 43_000),
            asset("en.json", Arrival::Language, 1_500),
            asset("de.json", Arrival::Language, 1_700), // The larger one stands for any.
            asset("later.css", Arrival::Later, 1_000),
            asset("engine.wasm", Arrival::Engine, 30_000),
            asset("en.later.json", Arrival::LaterLanguage, 1_000),
            asset("de.later.json", Arrival::LaterLanguage, 900),
            asset("en.txt", Arrival::Vocabulary, 5_000),
            asset("de.txt", Arrival::Vocabulary, 5_500),
        ];
        let budgets = budgets(&assets);
        let bytes: Vec<usize> = budgets.iter().map(|budget| budget.bytes).collect();
        assert_eq!(bytes, [1_400, 5_000, 50_100, 35_500, 91_200]);
        let why = enforce(&budgets).unwrap_err().to_string();
        assert_eq!(why, "over budget: leptos form takes 50,100 of 50,000 bytes");
        let table = table(&assets, &budgets);
        assert!(table.contains("widget.wasm                    129,000    43,000\n"), "{table}");
        assert!(table.contains("first form                                 5,000 of 5,000\n"), "{table}");
        assert!(table.contains("leptos form                               50,100 of 50,000  OVER\n"), "{table}");
    }

    #[test]
    fn a_budget_may_be_used_to_its_last_byte() {
        let check = |bytes, kept| {
            assert_eq!(enforce(&[Budget { name: "x", limit: 5_000, bytes }]).is_ok(), kept, "{bytes}");
        };
        check(4_999, true);
        check(5_000, true);
        check(5_001, false);
    }

    #[test]
    fn sizes_are_those_after_brotli() {
        let zeros = Asset::of("zeros".to_owned(), Arrival::Page, &[0; 100_000]).unwrap();
        assert!(zeros.raw == 100_000 && zeros.packed < 50, "{zeros:?}");
    }

    #[test]
    fn integrity_as_browsers_write_it() {
        // The example of the SRI recommendation, §3.2: `alert('Hello, world.');`
        assert_eq!(integrity(b"alert('Hello, world.');"), "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
    }

    #[test]
    fn digits_in_threes() {
        let check = |number, text: &str| assert_eq!(grouped(number), text);
        check(0, "0");
        check(999, "999");
        check(1_000, "1,000");
        check(1_234_567, "1,234,567");
    }
}
