//! How a brief words things: patterns for types of events, verbs of speech, and the words that grammar asks for.

use std::collections::{HashMap, HashSet};

use verbale_knowledge::{Knowledge, fold};
use verbale_record::Told;

use super::table;
use crate::Error;

/// Where a pattern takes those to whom something is done.
pub(super) const GAP: &str = "{}";

/// The wording of one type of event, or of one mode or some triggers of it. What cannot be said is empty.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pattern {
    kind: String,
    mode: String,
    triggers: Vec<String>,
    /// With those to whom it is done: "gave aid to {}".
    pub past: String,
    pub base: String,
    /// With nobody to whom it is done: "gave aid".
    pub alone_past: String,
    pub alone_base: String,
    /// Of those to whom it is done, where nobody is known to do it: "given aid".
    pub participle: String,
    pub noun: String,
}

/// All tables of wording, checked.
#[derive(Clone, Debug)]
pub struct Phrases {
    patterns: Vec<Pattern>,
    /// Verbs of speech as they stand in reports, and whether they deny.
    verbs: HashMap<String, bool>,
    words: HashSet<(String, String)>,
    adjectives: HashMap<String, String>,
}

impl Phrases {
    /// The tables that come with the program. Fails where one is damaged, or names a type of event or a mode that the
    /// knowledge does not have; the message names file and line.
    pub fn bundled(knowledge: &Knowledge) -> Result<Phrases, Error> {
        Ok(Phrases {
            patterns: patterns(include_str!("phrases.tsv"), knowledge)?,
            verbs: verbs(include_str!("verbs.tsv"))?,
            words: words(include_str!("words.tsv"))?,
            adjectives: adjectives(include_str!("../../../../data/countries.tsv"))?,
        })
    }

    /// The pattern that fits an event best: by its trigger, then by its mode, then by its type.
    pub(super) fn pattern(&self, kind: &str, modes: &[String], trigger: &str) -> Option<&Pattern> {
        let trigger = fold(trigger);
        let fits =
            |pattern: &&Pattern| pattern.kind == kind && (pattern.mode.is_empty() || modes.contains(&pattern.mode));
        let by_trigger =
            |pattern: &&Pattern| trigger.split(' ').any(|word| pattern.triggers.iter().any(|one| one == word));
        let all = || self.patterns.iter().filter(fits);
        let by_mode = |pattern: &&Pattern| pattern.triggers.is_empty() && !pattern.mode.is_empty();
        let plain = |pattern: &&Pattern| pattern.triggers.is_empty() && pattern.mode.is_empty();
        all().find(by_trigger).or_else(|| all().find(by_mode)).or_else(|| all().find(plain))
    }

    /// What a happening is called: "meeting".
    pub(super) fn noun(&self, event: &Told) -> Option<&str> {
        let noun = &self.pattern(&event.kind, &event.modes, &event.trigger.text)?.noun;
        (!noun.is_empty()).then_some(noun)
    }

    pub(super) fn is_verb(&self, words: &str) -> bool {
        self.verbs.contains_key(&fold(words))
    }

    pub(super) fn denies(&self, words: &str) -> bool {
        self.verbs.get(&fold(words)).copied().unwrap_or(false)
    }

    pub(super) fn is(&self, kind: &str, word: &str) -> bool {
        self.words.contains(&(kind.to_owned(), word.to_owned()))
    }

    /// "Russian", of a country's code.
    pub(super) fn adjective(&self, country: &str) -> Option<&str> {
        self.adjectives.get(country).map(String::as_str)
    }
}

fn patterns(text: &str, knowledge: &Knowledge) -> Result<Vec<Pattern>, Error> {
    let columns = ["kind", "mode", "triggers", "past", "base", "alone_past", "alone_base", "participle", "noun"];
    let mut patterns = Vec::new();
    for row in table::rows("phrases.tsv", text, &columns)? {
        let (kind, mode) = (row.cell("kind"), row.cell("mode"));
        let event =
            knowledge.ontology().event(kind).ok_or_else(|| row.error(format!("not a type of event: {kind}")))?;
        if !mode.is_empty() && event.mode(mode).is_none() {
            return Err(row.error(format!("not a mode of {kind}: {mode}")));
        }
        if ["past", "base"].iter().any(|column| !row.cell(column).is_empty() && !row.cell(column).contains(GAP)) {
            return Err(row.error(format!("no {GAP} for those to whom it is done")));
        }
        let cell = |column: &str| row.cell(column).to_owned();
        patterns.push(Pattern {
            kind: kind.to_owned(),
            mode: mode.to_owned(),
            triggers: row.list("triggers").map(str::to_owned).collect(),
            past: cell("past"),
            base: cell("base"),
            alone_past: cell("alone_past"),
            alone_base: cell("alone_base"),
            participle: cell("participle"),
            noun: cell("noun"),
        });
    }
    Ok(patterns)
}

fn verbs(text: &str) -> Result<HashMap<String, bool>, Error> {
    let rows = table::rows("verbs.tsv", text, &["words", "denies"])?;
    let verb = |row: table::Row<'_>| match row.cell("denies") {
        "yes" => Ok((row.cell("words").to_owned(), true)),
        "no" => Ok((row.cell("words").to_owned(), false)),
        other => Err(row.error(format!("denies is neither yes nor no: {other}"))),
    };
    rows.into_iter().map(verb).collect()
}

fn words(text: &str) -> Result<HashSet<(String, String)>, Error> {
    let rows = table::rows("words.tsv", text, &["kind", "word"])?;
    Ok(rows.iter().map(|row| (row.cell("kind").to_owned(), row.cell("word").to_owned())).collect())
}

/// The first adjective of a country; where one is an abbreviation, as headlines have it, that.
fn adjectives(text: &str) -> Result<HashMap<String, String>, Error> {
    let rows = table::rows("countries.tsv", text, &["code", "adjectives"])?;
    let short = |word: &&str| word.bytes().all(|byte| byte.is_ascii_uppercase());
    let of = |row: &table::Row<'_>| {
        let adjective = row.list("adjectives").find(short).or_else(|| row.list("adjectives").next())?;
        Some((row.cell("code").to_owned(), adjective.to_owned()))
    };
    Ok(rows.iter().filter_map(of).collect())
}
