//! Fits the weights of triage to the texts in `complaint/training`: multinomial logistic regression, the same bytes each time.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use complaint::extract;
use complaint::level::Level;
use complaint::reason::Reason;
use complaint::triage::{self, Features};

/// One text of `complaint/training`: `language|reason|level|text`.
struct Example {
    features: Features,
    reason: usize,
    level: usize,
}

const ROUNDS: usize = 1_500;
const RATE: f64 = 0.5;
/// Pull towards zero: what little text says should weigh little.
const DECAY: f64 = 0.002;
/// The largest weight in the table.
const SCALE: f64 = 127.0;

pub(crate) fn run(root: &Path) -> Result<()> {
    let examples = read(&root.join("complaint/training"))?;
    let names: Vec<String> = triage::names().into_iter().chain(["bias".to_owned()]).collect();
    let inputs: Vec<Vec<f64>> = examples
        .iter()
        .map(|example| example.features.0.iter().chain(&[10]).map(|tenths| f64::from(*tenths) / 10.0).collect())
        .collect();
    let reasons = fit(&inputs, &examples.iter().map(|e| e.reason).collect::<Vec<_>>(), Reason::ALL.len());
    let levels = fit(&inputs, &examples.iter().map(|e| e.level).collect::<Vec<_>>(), Level::ALL.len());

    let mut table = String::from("feature");
    for class in Reason::ALL.iter().map(|r| r.code()).chain(Level::ALL.iter().map(|l| l.code())) {
        write!(table, "\t{class}")?;
    }
    table.push('\n');
    for (row, name) in names.iter().enumerate() {
        table.push_str(name);
        for weight in reasons.iter().chain(&levels).map(|class| class[row]) {
            write!(table, "\t{weight}")?;
        }
        table.push('\n');
    }
    fs::write(root.join("complaint/src/triage/weights.tsv"), table)?;
    println!("{} texts, {} features, {} classes", examples.len(), names.len(), Reason::ALL.len() + Level::ALL.len());
    Ok(())
}

fn read(folder: &Path) -> Result<Vec<Example>> {
    let mut paths: Vec<_> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.sort();
    let mut examples = Vec::new();
    for path in paths {
        for (line, text) in fs::read_to_string(&path)?.lines().enumerate() {
            examples.push(example(text).with_context(|| format!("{}:{}", path.display(), line + 1))?);
        }
    }
    ensure!(!examples.is_empty(), "{} holds no texts", folder.display());
    Ok(examples)
}

fn example(line: &str) -> Result<Example> {
    let mut parts = line.splitn(4, '|');
    let mut part = |name| parts.next().with_context(|| format!("no {name}: a line is language|reason|level|text"));
    let (language, reason, level, text) = (part("language")?, part("reason")?, part("level")?, part("text")?);
    let facts = extract::extract(text, &extract::Context { lang: language, ..Default::default() });
    Ok(Example {
        features: triage::features(text, &facts, triage::stake_of(&facts, None, &[])),
        reason: Reason::ALL.iter().position(|r| r.code() == reason).with_context(|| format!("no reason `{reason}`"))?,
        level: Level::ALL.iter().position(|l| l.code() == level).with_context(|| format!("no level `{level}`"))?,
    })
}

/// Weights by class, then by feature, as whole numbers in -127..=127.
fn fit(inputs: &[Vec<f64>], classes: &[usize], count: usize) -> Vec<Vec<i32>> {
    let width = inputs.first().map_or(0, Vec::len);
    let mut weights = vec![vec![0.0_f64; width]; count];
    let share = 1.0 / inputs.len() as f64;
    for _ in 0..ROUNDS {
        let mut slope = vec![vec![0.0; width]; count];
        for (input, class) in inputs.iter().zip(classes) {
            let chances = softmax(&weights, input);
            for (at, chance) in chances.iter().enumerate() {
                let miss = (chance - f64::from(u8::from(at == *class))) * share;
                slope[at].iter_mut().zip(input).for_each(|(slope, value)| *slope += miss * value);
            }
        }
        for (weights, slope) in weights.iter_mut().zip(&slope) {
            weights.iter_mut().zip(slope).for_each(|(weight, slope)| *weight -= RATE * (slope + DECAY * *weight));
        }
    }
    let largest = weights.iter().flatten().fold(0.0_f64, |most, weight| most.max(weight.abs())).max(f64::MIN_POSITIVE);
    weights.iter().map(|row| row.iter().map(|weight| (weight * SCALE / largest).round() as i32).collect()).collect()
}

fn softmax(weights: &[Vec<f64>], input: &[f64]) -> Vec<f64> {
    let scores: Vec<f64> = weights.iter().map(|row| row.iter().zip(input).map(|(w, x)| w * x).sum()).collect();
    let highest = scores.iter().fold(f64::MIN, |most, score| most.max(*score));
    let raised: Vec<f64> = scores.iter().map(|score| (score - highest).exp()).collect();
    let sum: f64 = raised.iter().sum();
    raised.iter().map(|value| value / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_difference_is_learned() {
        let inputs = [vec![1.0, 0.0, 1.0], vec![0.0, 1.0, 1.0]];
        let weights = fit(&inputs, &[0, 1], 2);
        assert!(weights[0][0] > 0 && weights[1][0] < 0 && weights[1][1] > 0, "{weights:?}");
    }

    #[test]
    fn a_bad_line_says_what_is_wrong() {
        let fault = |line| example(line).err().unwrap().to_string();
        assert_eq!(fault("en|funds_frozen|S"), "no text: a line is language|reason|level|text");
        assert_eq!(fault("en|funds|S|Hello"), "no reason `funds`");
        assert_eq!(fault("en|funds_frozen|X|Hello"), "no level `X`");
    }
}
