//! Copies, rewrites and excerpts of one text, made by program, against other reports on the same topic.

mod support;

use std::collections::HashMap;

use support::Dice;
use verbale_merge::{Sketch, families, same_family};

const SUBJECTS: [&str; 8] = [
    "the foreign minister",
    "army commanders",
    "the opposition",
    "aid workers",
    "the mediator",
    "border guards",
    "the union",
    "rebel fighters",
];
const DEEDS: [&str; 8] =
    ["rejected", "welcomed", "demanded", "announced", "delayed", "discussed", "condemned", "described"];
const THINGS: [&str; 8] = [
    "the truce",
    "a new convoy",
    "the release of captives",
    "talks on the border",
    "the closure of the port",
    "a vote in parliament",
    "the shelling of the market",
    "an inquiry",
];
const TAILS: [&str; 8] = [
    "after a night of fighting",
    "at a meeting in the capital",
    "in a letter to the council",
    "despite warnings from abroad",
    "before the rains come",
    "while crowds gathered outside",
    "for the second time this year",
    "without giving a reason",
];

const SYLLABLES: [&str; 16] =
    ["ka", "mo", "ri", "tel", "ba", "nur", "so", "vi", "dra", "len", "pu", "zha", "ho", "qes", "ir", "du"];

/// A name: what reports have of their own is the names in them.
fn name(dice: &mut Dice) -> String {
    (0..3).map(|_| SYLLABLES[dice.roll(16)]).collect()
}

fn sentence(dice: &mut Dice) -> String {
    let pick = |words: [&'static str; 8], dice: &mut Dice| words[dice.roll(8)];
    let (who, did, what) = (pick(SUBJECTS, dice), pick(DEEDS, dice), pick(THINGS, dice));
    let (one, other, place, tail) = (name(dice), name(dice), name(dice), pick(TAILS, dice));
    let figure = dice.roll(900);
    format!("{who} of {one} {did} {what} near {place} {tail} and {other} counted {figure} cases")
}

/// One change of the kinds that editors make.
fn edit(dice: &mut Dice, sentences: &[String], how: usize) -> Vec<String> {
    let mut edited = sentences.to_vec();
    match how {
        0 => edited.truncate(sentences.len() * 2 / 3),
        1 => edited = sentences[2..6].to_vec(),
        2 => edited.insert(0, sentence(dice)),
        3 => dice.shuffle(&mut edited),
        4 => edited.iter_mut().for_each(|sentence| *sentence = sentence.replace(char::is_numeric, "7")),
        _ => edited.iter_mut().for_each(|sentence| *sentence = sentence.replace("the ", "this ")),
    }
    edited
}

/// The adjusted Rand index of two labellings.
fn adjusted_rand(a: &[i64], b: &[i64]) -> f64 {
    let pairs = |counts: Vec<usize>| counts.into_iter().map(|n| (n * n.saturating_sub(1) / 2) as f64).sum::<f64>();
    let count = |labels: &[(i64, i64)]| {
        let mut counts: HashMap<(i64, i64), usize> = HashMap::new();
        labels.iter().for_each(|label| *counts.entry(*label).or_default() += 1);
        pairs(counts.into_values().collect())
    };
    let both = count(&a.iter().copied().zip(b.iter().copied()).collect::<Vec<_>>());
    let of_a = count(&a.iter().map(|label| (*label, 0)).collect::<Vec<_>>());
    let of_b = count(&b.iter().map(|label| (*label, 0)).collect::<Vec<_>>());
    let by_chance = of_a * of_b / pairs(vec![a.len()]);
    (both - by_chance) / ((of_a + of_b) / 2.0 - by_chance)
}

#[test]
fn rewrites_and_excerpts_come_together_and_other_reports_do_not() {
    let mut dice = Dice(5);
    let (mut truth, mut sketches) = (Vec::new(), Vec::new());
    for text in 0..60 {
        let sentences: Vec<String> = (0..12).map(|_| sentence(&mut dice)).collect();
        let mut versions = vec![sentences.clone()];
        versions.extend((0..text % 7).map(|how| edit(&mut dice, &sentences, how)));
        for version in versions {
            truth.push(text as i64);
            sketches.push(Sketch::of(&version.join(". ")));
        }
    }
    let reports: Vec<(i64, &Sketch)> = sketches.iter().enumerate().map(|(at, sketch)| (at as i64, sketch)).collect();
    let found: Vec<i64> = families(&reports).into_iter().map(|(_, family)| family).collect();
    let ari = adjusted_rand(&truth, &found);
    println!("{} reports of 60 texts, adjusted Rand index {ari:.3}", reports.len());
    assert!(ari >= 0.9, "{ari}");
    let mut backwards = reports.clone();
    backwards.reverse();
    assert_eq!(families(&backwards), families(&reports));
}

#[test]
fn a_set_phrase_makes_no_family() {
    let a = Sketch::of("The minister said in a statement on Monday that the port would stay closed for another week.");
    let b = Sketch::of("The union said in a statement on Monday that its members had walked out of the mine at noon.");
    assert_eq!(same_family(&a, &b), None);
    assert_eq!(same_family(&Sketch::of(""), &Sketch::of("")), None);
}
