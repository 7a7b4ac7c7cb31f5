//! The weights: a table a person can read, made by `cargo xtask train` from the texts in `complaint/training`.

use super::features::Features;
use super::vocabulary::Vocabulary;
use crate::level::Level;
use crate::reason::{Reason, Topic};

/// A row a feature, a column a reason and then a level. The row `bias` counts always.
const TABLE: &str = include_str!("weights.tsv");

const REASONS: usize = Reason::ALL.len();
const CLASSES: usize = REASONS + Level::ALL.len();

/// What learned stems weigh is counted in these, in tenths as all values are.
pub const UNIT: i32 = 2;

/// By feature, then by class.
static WEIGHTS: [[i8; CLASSES]; rows()] = read();

/// Scores of the reasons, then of the levels.
pub(super) fn scores(Features { values, words, .. }: &Features, vocabulary: &Vocabulary) -> [i32; CLASSES] {
    let mut scores = [0; CLASSES];
    for (at, weights) in WEIGHTS.iter().enumerate() {
        // What counts always stands behind all features.
        let value = i32::from(values.get(at).copied().unwrap_or(10));
        for (score, weight) in scores.iter_mut().zip(weights) {
            *score += value * i32::from(*weight);
        }
    }
    let learned = vocabulary.weigh(words);
    for (class, score) in scores.iter_mut().enumerate() {
        let of = match Reason::ALL.get(class) {
            Some(reason) => reason.topic() as usize,
            None => class - REASONS + Topic::ALL.len(),
        };
        *score += UNIT * learned[of];
    }
    scores
}

/// How much the feature at a place spoke for `level`.
pub(super) fn spoke_for(level: Level, Features { values, .. }: &Features, place: usize) -> i32 {
    i32::from(values[place]) * i32::from(WEIGHTS[place][REASONS + level as usize])
}

/// Lines of the table but the first.
const fn rows() -> usize {
    let (mut rows, mut at) = (0, 0);
    while at < TABLE.len() {
        rows += (TABLE.as_bytes()[at] == b'\n') as usize;
        at += 1;
    }
    rows - 1
}

/// The table as the compiler sees it, so that nothing of it is read at run time.
const fn read() -> [[i8; CLASSES]; rows()] {
    let bytes = TABLE.as_bytes();
    let mut weights = [[0; CLASSES]; rows()];
    let (mut at, mut line, mut column) = (0, 0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'\n' => (line, column) = (line + 1, 0),
            b'\t' => column += 1,
            digit @ b'0'..=b'9' if line > 0 && column > 0 => {
                let weight = &mut weights[line - 1][column - 1];
                let minus = is_negative(bytes, at);
                *weight = *weight * 10 + if minus { -((digit - b'0') as i8) } else { (digit - b'0') as i8 };
            }
            _ => {}
        }
        at += 1;
    }
    weights
}

const fn is_negative(bytes: &[u8], mut at: usize) -> bool {
    while bytes[at].is_ascii_digit() {
        at -= 1;
    }
    bytes[at] == b'-'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::triage::Feature;

    #[test]
    fn the_table_fits_the_features() {
        let rows: Vec<&str> = TABLE.lines().skip(1).filter_map(|line| line.split('\t').next()).collect();
        let names: Vec<String> = Feature::all().map(Feature::name).chain(["bias".to_owned()]).collect();
        assert_eq!(rows, names, "run `cargo xtask train`");
        let columns: Vec<&str> = TABLE.lines().next().unwrap().split('\t').skip(1).collect();
        let classes: Vec<&str> =
            Reason::ALL.iter().map(|r| r.code()).chain(Level::ALL.iter().map(|l| l.code())).collect();
        assert_eq!(columns, classes);
        for line in TABLE.lines().skip(1) {
            for weight in line.split('\t').skip(1) {
                assert!((-127..=127).contains(&weight.parse::<i32>().unwrap()), "{line}");
            }
        }
    }
}
