//! How long reading takes natively: for each file named, milliseconds for its first 1, 10, 100 and 1,000 KB, and for as much
//! of the first file right after it, a line each.

use complaint::reading::{Setting, read};
use complaint::triage::Vocabulary;
use std::hint::black_box;
use std::time::{Duration, Instant};
use std::{env, fs};

const LONG: usize = 1_000_000;

/// The fastest of several runs: what else the machine does only ever adds.
fn best(text: &str) -> f64 {
    let start = Instant::now();
    let mut best = f64::MAX;
    let mut runs = 0;
    while runs < 3 || start.elapsed() < Duration::from_millis(150) {
        let start = Instant::now();
        black_box(read(black_box(text), &Setting::default(), |language| Some(Vocabulary::of(language))));
        best = best.min(start.elapsed().as_secs_f64() * 1_000.0);
        runs += 1;
    }
    best
}

fn main() {
    // Cargo adds `--bench`.
    let paths: Vec<String> = env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let texts: Vec<String> = paths.iter().map(|path| fs::read_to_string(path).expect("a readable file")).collect();
    for (path, text) in paths.iter().zip(&texts) {
        let cut = |text: &str, bytes| best(&text[..text.floor_char_boundary(bytes)]).to_string();
        let times = [1_000, 10_000, 100_000, LONG].map(|bytes| cut(text, bytes));
        println!("{path}\t{}\t{}", times.join("\t"), cut(&texts[0], LONG));
    }
}
