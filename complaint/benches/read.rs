//! How long reading takes natively: for each file named, milliseconds for its first 1, 10, 100 and 1,000 KB, a line each.

use complaint::reading::{Setting, read};
use std::hint::black_box;
use std::time::{Duration, Instant};
use std::{env, fs};

/// The fastest of several runs: what else the machine does only ever adds.
fn best(text: &str) -> f64 {
    let start = Instant::now();
    let mut best = f64::MAX;
    let mut runs = 0;
    while runs < 3 || start.elapsed() < Duration::from_millis(150) {
        let start = Instant::now();
        black_box(read(black_box(text), &Setting::default()));
        best = best.min(start.elapsed().as_secs_f64() * 1_000.0);
        runs += 1;
    }
    best
}

fn main() {
    // Cargo adds `--bench`.
    for path in env::args().skip(1).filter(|word| !word.starts_with("--")) {
        let text = fs::read_to_string(&path).expect("a readable file");
        let times =
            [1_000, 10_000, 100_000, 1_000_000].map(|bytes| best(&text[..text.floor_char_boundary(bytes)]).to_string());
        println!("{path}\t{}", times.join("\t"));
    }
}
