//! `cargo xtask bench read`: how fast texts are read, natively and in Chromium, prose beside texts made to be hard.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::{assets, build, chromium, command, setup, size, tree};

/// Bytes of each text.
const LONG: usize = 1_000_000;

/// What costs a reader that looks back, looks ahead, or starts over: repeated until it is long enough.
const HARD: [(&str, &str); 55] = [
    ("digits", "1234567890"),
    ("one digit", "4"),
    ("short numbers", "1 2 3 4 "),
    ("numbers", "12 345 6 7890 "),
    ("dates, cut short", "14.10."),
    ("day and month", "14 Okt 14 "),
    ("version numbers", "1.1.1.1."),
    ("hyphens", "1-1-1"),
    ("semicolons", ";1"),
    ("plus signs", "+1+1"),
    ("telephone", "+49 221 9988 "),
    ("figures and brackets", "1("),
    ("area codes", "10-("),
    ("a plus and a point", "+1."),
    ("points and spaces", ". 1"),
    ("almost hyphenated", "1 1-"),
    ("closing brackets", "10)1."),
    ("calling codes", "x+49-10"),
    ("almost cards", "4111 1111 1111 1112 "),
    ("cards", "4111111111111111 "),
    ("card behind card", "4111-10"),
    ("almost IBAN", "DE89 3704 0044 0532 "),
    ("almost parcels", "1Z 00340434 "),
    ("order list", "order 12345, 23456, 34567, "),
    ("parcel list", "tracking 12345678901, 12345678901, "),
    ("orders", "order 12345 "),
    ("orders in groups", "order 12 34 56 "),
    ("a table", "order;buyer;parcel\n1;a_1;2\n"),
    ("currencies", "EUREUR"),
    ("sums", "EUR 1 "),
    ("short sums", "$1"),
    ("currency signs", "€$£¥₿"),
    ("hex", "0x0x0x"),
    ("almost hex", "]0x"),
    ("base58", "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ"),
    ("base58 words", "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ "),
    ("schemes", "http://"),
    ("hosts", "www."),
    ("almost hosts", "a 9.V"),
    ("at signs", "@"),
    ("addresses", "a@a."),
    ("handles", "a_1 "),
    ("parted names", "\"abcd.b.c\" "),
    ("Chinese names", "买家昵称：小鹿"),
    ("a chat", "[1] ab-c: "),
    ("brackets", "((((["),
    ("angles", "<a "),
    ("comments", "<!--"),
    ("entities", "&#52;"),
    ("quotes", "\"a"),
    ("one word", "aaaaaaaaaaaaaaaaaaaa"),
    ("lines", "a\n"),
    ("Chinese labels", "订单号"),
    ("Chinese figures", "一二三"),
    ("almost Chinese sums", " DE!1家"),
];

/// Milliseconds for the first 1, 10, 100 and 1,000 KB of a text, and for 1,000 KB of prose right after it, since a machine is
/// not equally busy all the time.
type Times = [f64; 5];

pub(crate) fn run() -> Result<()> {
    let tools = setup::run()?;
    let assets = assets::run(&tools, build::EDGE)?;
    let folder = tree::target()?.join("xtask/bench-read");
    let files = texts(&folder)?;

    let mut cargo = Command::new("cargo");
    cargo.args(["bench", "--quiet", "-p", "complaint", "--bench", "read", "--"]).args(&files);
    let native = times(&command::output(cargo.current_dir(tree::root()))?)?;

    let mut node = Command::new("node");
    node.arg(tree::root().join("xtask/src/bench/read.mjs")).arg(assets::folder()).args(&files);
    node.envs(chromium::find()?.map(|path| (chromium::VARIABLE, path)));
    let printed = command::output(node.current_dir(tree::root()))?;
    let (median, rows) = printed.split_once('\n').context("Chromium's figures")?;
    let browser = times(rows)?;

    println!("{}", table(&native, &browser)?);
    println!("10 KB of prose in Chromium: {median} ms, median of 201 readings");
    println!("download to read one language: {} bytes (brotli)", size::reading(&assets));
    Ok(())
}

/// Writes the texts to `folder`, a file each, prose first: what complaints sound like in nine languages.
fn texts(folder: &Path) -> Result<Vec<PathBuf>> {
    fs::create_dir_all(folder)?;
    let mut prose = String::new();
    for path in tree::files(&tree::root().join("complaint/training"))? {
        for line in fs::read_to_string(path)?.lines() {
            prose.push_str(line.splitn(4, '|').nth(3).context("a line is language|reason|level|text")?);
            prose.push('\n');
        }
    }
    let all = [("prose", prose.as_str())].into_iter().chain(HARD);
    all.map(|(name, piece)| {
        let path = folder.join(format!("{name}.txt"));
        fs::write(&path, piece.repeat(LONG / piece.len() + 1))?;
        Ok(path)
    })
    .collect()
}

/// By name, from lines of a path and its times.
fn times(printed: &str) -> Result<BTreeMap<String, Times>> {
    let row = |line: &str| {
        let mut fields = line.split('\t');
        let name = Path::new(fields.next()?).file_stem()?.to_str()?.to_owned();
        let times: Vec<f64> = fields.map_while(|field| field.parse().ok()).collect();
        Some((name, times.try_into().ok()?))
    };
    let rows: Option<BTreeMap<_, _>> = printed.lines().map(row).collect();
    rows.with_context(|| format!("not figures: {printed}"))
}

/// Speed at 1 MB, its time as a multiple of prose's, and by how much more than a thousandfold 1 KB's time has grown.
fn table(native: &BTreeMap<String, Times>, browser: &BTreeMap<String, Times>) -> Result<String> {
    ensure!(native.len() == browser.len(), "native and Chromium read different texts");
    let figures = |[one, _, _, long, prose]: Times| (LONG as f64 / 1_000.0 / long, long / prose, long / one / 1_000.0);
    let mut rows: Vec<(f64, String)> = native
        .iter()
        .zip(browser.values())
        .map(|((name, native), browser)| {
            let (speed, ratio, growth) = figures(*native);
            let own = format!("{name:<18}{speed:>8.1}{ratio:>9.2}{growth:>9.2}");
            let most = ratio;
            let (speed, ratio, growth) = figures(*browser);
            (ratio.max(most), format!("{own}{speed:>12.1}{ratio:>9.2}{growth:>9.2}"))
        })
        .collect();
    rows.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let head = format!(
        "{:<18}{:>8}{:>9}{:>9}{:>12}{:>9}{:>9}\n",
        "1 MB of", "MB/s", "× prose", "growth", "Chromium", "× prose", "growth"
    );
    Ok(head + &rows.into_iter().map(|(_, row)| row).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slowest_stands_first() {
        let printed = "/t/prose.txt\t0.1\t1\t10\t100\t100\n/t/at signs.txt\t0.2\t3\t20\t150\t100\n";
        let read = times(printed).unwrap();
        let table = table(&read, &read).unwrap();
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines[1], "at signs               6.7     1.50     0.75         6.7     1.50     0.75");
        assert_eq!(lines[2], "prose                 10.0     1.00     1.00        10.0     1.00     1.00");
        assert!(times("error: no such file").is_err());
    }
}
