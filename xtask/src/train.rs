//! Fits the weights of triage to the texts in `complaint/training`: multinomial logistic regression, the same bytes each time.

mod words;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use anyhow::{Context as _, Result, ensure};
use complaint::extract;
use complaint::level::Level;
use complaint::reason::{Reason, Topic};
use complaint::triage::{self, Feature, Language, Vocabulary};

use words::{Places, Push, Word};

/// One text of `complaint/training`: `language|reason|level|text`, `⏎` for the end of a line in it.
struct Example {
    language: Language,
    /// Features that are not zero, by their place: those of [`names`], then the words.
    input: Vec<(usize, f64)>,
    /// What of it could become a learned word.
    candidates: Vec<String>,
    reason: usize,
    level: usize,
    /// What it counts in the fit.
    weight: f64,
    /// Which fifth it belongs to: by its place among those of its reason, which in part of the files is one for all languages'
    /// texts of one thought. Where it is not, the fifths know a little of each other.
    fold: usize,
}

/// What a short text counts beside a longer one: it tells little.
const SHORT: f64 = 0.4;
const FOLDS: usize = 5;
const ROUNDS: usize = 400;
const RATE: f64 = 0.5;
const MOMENTUM: f64 = 0.9;
/// Pull towards zero: what little text says should weigh little. By cross-validation.
const REASON_DECAY: f64 = 0.0001;
const LEVEL_DECAY: f64 = 0.0007;
/// See [`Task::near`].
const LEVEL_NEAR: f64 = 0.1;
/// The largest weight in the table: finer ones tell nothing more and are twice the download.
const SCALE: f64 = 15.0;
/// Weights by class, then by feature.
type Weights = Vec<Vec<f64>>;

struct Model {
    words: Vec<Word>,
    /// Of the words.
    pushes: Vec<Push>,
    /// Of what is named.
    reasons: Weights,
    levels: Weights,
}

pub(crate) fn run(root: &Path) -> Result<()> {
    let examples = read(&root.join("complaint/training"))?;
    let all: Vec<&Example> = examples.iter().collect();
    let model = learn(&all);
    let weights = table(&whole(&model.reasons), &whole(&model.levels));
    fs::write(root.join("complaint/src/triage/weights.tsv"), weights)?;
    for language in Language::ALL {
        let file = format!("complaint/vocabulary/{}.learned.txt", language.code());
        fs::write(root.join(file), words::table(&model.words, &model.pushes, *language))?;
    }
    println!("{} texts; each fifth judged by the weights that the others teach:", examples.len());
    cross_validate(&examples);
    Ok(())
}

/// Of the features that people named.
fn names() -> &'static [String] {
    static NAMES: OnceLock<Vec<String>> = OnceLock::new();
    NAMES.get_or_init(|| Feature::all().map(Feature::name).chain(["bias".to_owned()]).collect())
}

fn table(reasons: &[Vec<i32>], levels: &[Vec<i32>]) -> String {
    let codes = Reason::ALL.iter().map(|reason| reason.code()).chain(Level::ALL.iter().map(|level| level.code()));
    let mut table = codes.fold("feature".to_owned(), |line, code| line + "\t" + code);
    table.push('\n');
    for (row, name) in names().iter().enumerate() {
        table.push_str(name);
        for class in reasons.iter().chain(levels) {
            // Writing into a String cannot fail.
            let _ = write!(table, "\t{}", class[row]);
        }
        table.push('\n');
    }
    table
}

/// Whole numbers, up to [`SCALE`] either way.
fn whole(weights: &Weights) -> Vec<Vec<i32>> {
    let largest = words::largest(weights);
    let whole = |class: &Vec<f64>| class.iter().map(|weight| (weight * SCALE / largest).round() as i32).collect();
    weights.iter().map(whole).collect()
}

fn read(folder: &Path) -> Result<Vec<Example>> {
    let mut paths: Vec<_> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.sort();
    let mut examples = Vec::new();
    for path in paths {
        let mut seen = [0; Reason::ALL.len()];
        for (line, text) in fs::read_to_string(&path)?.lines().enumerate() {
            let mut example = example(text).with_context(|| format!("{}:{}", path.display(), line + 1))?;
            example.fold = seen[example.reason] % FOLDS;
            seen[example.reason] += 1;
            examples.push(example);
        }
    }
    ensure!(!examples.is_empty(), "{} holds no texts", folder.display());
    Ok(examples)
}

fn example(line: &str) -> Result<Example> {
    let mut parts = line.splitn(4, '|');
    let mut part = |name| parts.next().with_context(|| format!("no {name}: a line is language|reason|level|text"));
    let (language, reason, level, text) = (part("language")?, part("reason")?, part("level")?, part("text")?);
    let text = text.replace('⏎', "\n");
    let facts = extract::extract(&text, &extract::Context { lang: language, ..Default::default() });
    let values = triage::features(&text, &facts, Vocabulary::of(facts.language), None, &[]).values;
    let tenths = values.into_iter().chain([10]).enumerate().filter(|(_, tenths)| *tenths > 0);
    Ok(Example {
        language: facts.language,
        input: tenths.map(|(at, tenths)| (at, f64::from(tenths) / 10.0)).collect(),
        candidates: triage::candidates(&text),
        reason: Reason::ALL.iter().position(|r| r.code() == reason).with_context(|| format!("no reason `{reason}`"))?,
        level: Level::ALL.iter().position(|l| l.code() == level).with_context(|| format!("no level `{level}`"))?,
        weight: if triage::is_short(&text) { SHORT } else { 1.0 },
        fold: 0,
    })
}

/// How well the weights judge texts they were not fitted to, by language.
fn cross_validate(examples: &[Example]) {
    let mut scores: BTreeMap<&str, [usize; 6]> = BTreeMap::new();
    for fold in 0..FOLDS {
        let (own, others): (Vec<&Example>, Vec<&Example>) = examples.iter().partition(|example| example.fold == fold);
        let model = learn(&others);
        let places = words::places(&model.words);
        for example in own {
            let (reason, level) = model.judge(example, &places);
            let topic = |reason: usize| Reason::ALL[reason].topic();
            let critical = example.level == Level::S as usize;
            let told = [
                true,
                critical,
                topic(reason) == topic(example.reason),
                level == example.level,
                level.abs_diff(example.level) <= 1,
                critical && level == example.level,
            ];
            for language in [example.language.code(), "all"] {
                let sums = scores.entry(language).or_default();
                sums.iter_mut().zip(told).for_each(|(sum, right)| *sum += usize::from(right));
            }
        }
    }
    for (language, [texts, critical, topic, level, near, found]) in scores {
        let share = |count: usize, of: usize| count as f64 / of.max(1) as f64;
        let (topic, level, near) = (share(topic, texts), share(level, texts), share(near, texts));
        let found = share(found, critical);
        println!(
            "{language:<4} {texts:>5} texts  topic {topic:.3}  level {level:.3}  within one {near:.3}  S found {found:.3}"
        );
    }
}

impl Model {
    /// Reason and level by the weights alone.
    fn judge(&self, example: &Example, places: &Places<'_>) -> (usize, usize) {
        let learned = words::inputs(example, &self.words, places).skip(example.input.len());
        let learned = learned.fold([0.0; _], |mut sums: Push, (at, _)| {
            sums.iter_mut().zip(&self.pushes[at - names().len()]).for_each(|(sum, push)| *sum += push);
            sums
        });
        let best = |weights: &Weights, learned: &dyn Fn(usize) -> f64| {
            let named = scores(weights, &example.input).into_iter().map(|score| score / words::unit(weights));
            let scores = named.enumerate().map(|(at, score)| score + learned(at));
            scores.enumerate().fold((0, f64::MIN), |best, next| if next.1 > best.1 { next } else { best }).0
        };
        let reason = best(&self.reasons, &|at| learned[Reason::ALL[at].topic() as usize]);
        (reason, best(&self.levels, &|at| learned[Topic::ALL.len() + at]))
    }
}

fn learn(examples: &[&Example]) -> Model {
    let words = words::frequent(examples);
    let (reasons, levels) = fit_both(examples, &words);
    let pushes = words::grouped(&words, &reasons, &levels);
    Model { words, pushes, reasons, levels }
}

/// Weights of the reasons and of the levels, for a world that holds as much of each topic, and of each level.
fn fit_both(examples: &[&Example], words: &[Word]) -> (Weights, Weights) {
    let class = |class: fn(&Example) -> usize| examples.iter().map(|example| class(example)).collect::<Vec<_>>();
    let topic = |example: &Example| Reason::ALL[example.reason].topic() as usize;
    let places = words::places(words);
    let inputs: Vec<Vec<_>> = examples.iter().map(|example| words::inputs(example, words, &places).collect()).collect();
    let levels = class(|example| example.level);
    // Of reasons words tell the topic only: there are too few texts for more.
    let topics: Vec<usize> = Reason::ALL.iter().map(|reason| reason.topic() as usize).collect();
    let each: Vec<usize> = (0..Level::ALL.len()).collect();
    let reasons = Task { classes: &class(|example| example.reason), groups: &topics, decay: REASON_DECAY, near: 0.0 };
    let weights: Vec<f64> = examples.iter().map(|example| example.weight).collect();
    let reasons = fit(&inputs, &reasons, &even(&class(topic), &weights, Topic::ALL.len()));
    let task = Task { classes: &levels, groups: &each, decay: LEVEL_DECAY, near: LEVEL_NEAR };
    (reasons, fit(&inputs, &task, &even(&levels, &weights, Level::ALL.len())))
}

/// What is to be told of each text.
struct Task<'a> {
    classes: &'a [usize],
    /// The group of each class, within which words weigh alike.
    groups: &'a [usize],
    decay: f64,
    /// How much of a text each neighbour of its class gets, where classes have an order: to be off by one is half right.
    near: f64,
}

impl Task<'_> {
    /// How much of a text of `class` the class `at` is to get.
    fn target(&self, class: usize, at: usize) -> f64 {
        let neighbours = usize::from(class > 0) + usize::from(class + 1 < self.groups.len());
        match at.abs_diff(class) {
            0 => 1.0 - self.near * neighbours as f64,
            1 => self.near,
            _ => 0.0,
        }
    }
}

/// What each text counts by its weight, one in all, so that every group counts alike.
fn even(groups: &[usize], weights: &[f64], count: usize) -> Vec<f64> {
    let mut sizes = vec![0.0; count];
    groups.iter().zip(weights).for_each(|(group, weight)| sizes[*group] += weight);
    let present = sizes.iter().filter(|size| **size > 0.0).count() as f64;
    groups.iter().zip(weights).map(|(group, weight)| weight / present / sizes[*group]).collect()
}

fn fit(inputs: &[Vec<(usize, f64)>], task: &Task<'_>, shares: &[f64]) -> Weights {
    let width = inputs.iter().flatten().map(|(at, _)| at + 1).max().unwrap_or_default();
    let mut weights = vec![vec![0.0; width]; task.groups.len()];
    let mut speeds = weights.clone();
    for _ in 0..ROUNDS {
        let mut slopes: Weights =
            weights.iter().map(|class| class.iter().map(|weight| task.decay * weight).collect()).collect();
        for ((input, class), share) in inputs.iter().zip(task.classes).zip(shares) {
            for (at, chance) in softmax(scores(&weights, input)).into_iter().enumerate() {
                let miss = (chance - task.target(*class, at)) * share;
                input.iter().for_each(|(feature, value)| slopes[at][*feature] += miss * value);
            }
        }
        tie(&mut slopes, task.groups);
        for ((weights, speeds), slopes) in weights.iter_mut().zip(&mut speeds).zip(&slopes) {
            for ((weight, speed), slope) in weights.iter_mut().zip(speeds).zip(slopes) {
                *speed = MOMENTUM * *speed - RATE * slope;
                *weight += *speed;
            }
        }
    }
    weights
}

/// Lets the words of a group go one way.
fn tie(slopes: &mut Weights, groups: &[usize]) {
    for group in 0..=groups.iter().copied().max().unwrap_or_default() {
        let members: Vec<usize> = (0..groups.len()).filter(|class| groups[*class] == group).collect();
        if members.len() < 2 {
            continue;
        }
        for word in names().len()..slopes[members[0]].len() {
            let sum = members.iter().map(|class| slopes[*class][word]).sum::<f64>();
            members.iter().for_each(|class| slopes[*class][word] = sum);
        }
    }
}

fn scores(weights: &Weights, input: &[(usize, f64)]) -> Vec<f64> {
    weights.iter().map(|class| input.iter().map(|(at, value)| class[*at] * value).sum()).collect()
}

fn softmax(scores: Vec<f64>) -> Vec<f64> {
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
        let inputs = [vec![(0, 1.0), (2, 1.0)], vec![(1, 1.0), (2, 1.0)]];
        let task = Task { classes: &[0, 1], groups: &[0, 1], decay: REASON_DECAY, near: 0.0 };
        let weights = fit(&inputs, &task, &even(&[0, 1], &[1.0, 1.0], 2));
        assert!(weights[0][0] > 0.0 && weights[1][0] < 0.0 && weights[1][1] > 0.0, "{weights:?}");
    }

    #[test]
    fn neighbours_get_their_share() {
        let task = Task { classes: &[], groups: &[0, 1, 2], decay: 0.0, near: 0.25 };
        let targets = |class| [0, 1, 2].map(|at| task.target(class, at));
        assert_eq!([targets(0), targets(1)], [[0.75, 0.25, 0.0], [0.25, 0.5, 0.25]]);
    }

    #[test]
    fn a_bad_line_says_what_is_wrong() {
        let fault = |line| example(line).err().unwrap().to_string();
        assert_eq!(fault("en|funds_frozen|S"), "no text: a line is language|reason|level|text");
        assert_eq!(fault("en|funds|S|Hello"), "no reason `funds`");
        assert_eq!(fault("en|funds_frozen|X|Hello"), "no level `X`");
    }
}
