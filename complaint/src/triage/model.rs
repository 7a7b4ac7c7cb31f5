//! The weights: a table a person can read, made by `cargo xtask train` from the texts in `complaint/training`.

use super::features::{self, Features};
use crate::level::Level;
use crate::reason::Reason;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use once_cell::race::OnceBox;

/// A row a feature, a column a reason and then a level; weights in -127..=127. The row `bias` counts always.
const WEIGHTS: &str = include_str!("weights.tsv");

pub(super) struct Model {
    /// By feature, then by class.
    weights: Vec<Vec<i32>>,
}

/// Scores of the classes, and which features spoke loudest for a class.
pub(super) struct Scores {
    pub(super) reasons: Vec<i32>,
    pub(super) levels: Vec<i32>,
}

pub(super) fn model() -> &'static Model {
    static MODEL: OnceBox<Model> = OnceBox::new();
    MODEL.get_or_init(|| Box::new(Model::read(WEIGHTS)))
}

impl Model {
    fn read(table: &str) -> Self {
        let row = |line: &str| line.split('\t').skip(1).map(|weight| weight.parse().unwrap_or_default()).collect();
        Self { weights: table.lines().skip(1).map(row).collect() }
    }

    pub(super) fn scores(&self, Features(values): &Features) -> Scores {
        let classes = Reason::ALL.len() + Level::ALL.len();
        let mut sums = vec![0; classes];
        for (value, weights) in values.iter().chain(&[10]).zip(&self.weights) {
            if *value > 0 {
                sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += i32::from(*value) * weight);
            }
        }
        let levels = sums.split_off(Reason::ALL.len());
        Scores { reasons: sums, levels }
    }

    /// Names of the features that spoke for `level`, the loudest first.
    pub(super) fn grounds(&self, Features(values): &Features, level: Level) -> Vec<String> {
        let column = Reason::ALL.len() + level as usize;
        let mut spoke: Vec<(i32, String)> = features::names()
            .into_iter()
            .zip(values.iter().zip(&self.weights))
            .map(|(name, (value, weights))| {
                (i32::from(*value) * weights.get(column).copied().unwrap_or_default(), name)
            })
            .filter(|(push, _)| *push > 0)
            .collect();
        spoke.sort_by_key(|(push, _)| -push);
        spoke.into_iter().map(|(_, name)| name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_fits_the_features() {
        let rows: Vec<&str> = WEIGHTS.lines().skip(1).filter_map(|line| line.split('\t').next()).collect();
        let names: Vec<String> = features::names().into_iter().chain(["bias".to_owned()]).collect();
        assert_eq!(rows, names, "run `cargo xtask train`");
        let columns: Vec<&str> = WEIGHTS.lines().next().unwrap().split('\t').skip(1).collect();
        let classes: Vec<&str> =
            Reason::ALL.iter().map(|r| r.code()).chain(Level::ALL.iter().map(|l| l.code())).collect();
        assert_eq!(columns, classes);
        for line in WEIGHTS.lines().skip(1) {
            for weight in line.split('\t').skip(1) {
                assert!((-127..=127).contains(&weight.parse::<i32>().unwrap()), "{line}");
            }
        }
    }
}
