//! Where actors stand on issues: the latest statement of each on each, and what changed.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use verbale_knowledge::fold;
use verbale_record::{Date, Told};

use crate::View;
use crate::part::{Cite, Key, Side, key, text};

/// By what statements are told apart into issues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Issues {
    /// The contexts of the reports.
    Contexts,
    /// Words asked for, of which each is an issue; all words of one entry must stand in the content.
    Words(Vec<String>),
    /// The words that most actors use in what they say, so many of them.
    Topics(usize),
}

/// Actors by issues.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Positions {
    pub issues: Vec<String>,
    /// By actor, those with most to say first, then by issue.
    pub rows: Vec<Position>,
}

/// Where one actor stands on one issue.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Position {
    pub who: Side,
    pub issue: String,
    pub latest: Stand,
    /// The statement before it, where it was of another type or status, or on another condition.
    pub before: Option<Stand>,
    /// How many statements there are.
    pub count: usize,
}

/// One statement as a position.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stand {
    pub day: Option<Date>,
    pub kind: String,
    pub status: &'static str,
    pub content: String,
    pub condition: Option<String>,
    pub cite: Cite,
}

/// Words that are no topic.
const COMMON_WORDS: &str = include_str!("common_words.txt");
/// Words of fewer letters are no topics.
const TOPIC_LETTERS_MIN: usize = 4;

pub fn positions(events: &[Told], issues: &Issues) -> Positions {
    let mut statements: Vec<(&Told, String)> = events.iter().filter_map(with_content).collect();
    statements.sort_by_key(|(event, _)| (event.day(), event.source.published, event.id));
    let issues = named(issues, &statements);
    let mut rows = Vec::new();
    for (who, by_issue) in &by_actor(&statements, &issues) {
        rows.extend(by_issue.iter().filter_map(|(at, said)| position(who, &issues[*at].name, said)));
    }
    Positions { issues: issues.iter().map(|issue| issue.name.clone()).collect(), rows }
}

/// Statements by the place of their issue, in order of day.
type ByIssue<'a> = BTreeMap<usize, Vec<&'a Told>>;

/// Those who say most first.
fn by_actor<'a>(statements: &[(&'a Told, String)], issues: &[Issue]) -> Vec<(Side, ByIssue<'a>)> {
    let mut stands: BTreeMap<Key, (Side, ByIssue<'a>)> = BTreeMap::new();
    for (event, content) in statements {
        for (at, _) in issues.iter().enumerate().filter(|(_, issue)| issue.is_in(event, content)) {
            for party in &event.actors {
                let (_, by_issue) = stands.entry(key(party)).or_insert_with(|| (Side::of(party), BTreeMap::new()));
                by_issue.entry(at).or_default().push(event);
            }
        }
    }
    let mut actors: Vec<(Side, ByIssue<'a>)> = stands.into_values().collect();
    actors.sort_by_key(|(_, by_issue)| std::cmp::Reverse(by_issue.values().map(Vec::len).sum::<usize>()));
    actors
}

fn with_content(event: &Told) -> Option<(&Told, String)> {
    event.content.as_ref().map(|content| (event, fold(&content.text)))
}

/// An issue and how it is known.
struct Issue {
    name: String,
    is_context: bool,
}

impl Issue {
    fn is_in(&self, event: &Told, content: &str) -> bool {
        match self.is_context {
            true => event.source.contexts.contains(&self.name),
            false => fold(&self.name).split(' ').all(|word| content.split(' ').any(|other| other == word)),
        }
    }
}

fn named(issues: &Issues, statements: &[(&Told, String)]) -> Vec<Issue> {
    let words = |name: String| Issue { name, is_context: false };
    match issues {
        Issues::Contexts => {
            let all: BTreeSet<&String> = statements.iter().flat_map(|(event, _)| &event.source.contexts).collect();
            all.into_iter().map(|name| Issue { name: name.clone(), is_context: true }).collect()
        }
        Issues::Words(asked) => asked.iter().cloned().map(words).collect(),
        Issues::Topics(count) => topics(statements, *count).into_iter().map(words).collect(),
    }
}

/// The words that most actors use; names of the actors are none.
fn topics(statements: &[(&Told, String)], count: usize) -> Vec<String> {
    let common: BTreeSet<&str> = COMMON_WORDS.lines().filter(|line| !line.starts_with('#')).collect();
    let names: BTreeSet<String> = statements.iter().flat_map(|(event, _)| name_words(event)).collect();
    let mut users: BTreeMap<&str, BTreeSet<Key>> = BTreeMap::new();
    for (event, content) in statements {
        let is_topic =
            |word: &&str| word.chars().count() >= TOPIC_LETTERS_MIN && !common.contains(word) && !names.contains(*word);
        for word in content.split(' ').filter(is_topic) {
            users.entry(word).or_default().extend(event.actors.iter().map(key));
        }
    }
    let mut topics: Vec<(&str, usize)> = users.into_iter().map(|(word, users)| (word, users.len())).collect();
    topics.sort_by_key(|(word, users)| (std::cmp::Reverse(*users), *word));
    topics.into_iter().take(count).map(|(word, _)| word.to_owned()).collect()
}

fn name_words(event: &Told) -> Vec<String> {
    event.parties().flat_map(|party| fold(&party.name).split(' ').map(str::to_owned).collect::<Vec<_>>()).collect()
}

fn position(who: &Side, issue: &str, said: &[&Told]) -> Option<Position> {
    let (latest, earlier) = said.split_last()?;
    let latest = stand(latest);
    let before = earlier.last().map(|event| stand(event)).filter(|before| differs(before, &latest));
    Some(Position { who: who.clone(), issue: issue.to_owned(), latest, before, count: said.len() })
}

fn differs(before: &Stand, latest: &Stand) -> bool {
    before.kind != latest.kind || before.status != latest.status || before.condition != latest.condition
}

fn stand(event: &Told) -> Stand {
    Stand {
        day: event.day(),
        kind: event.kind.clone(),
        status: event.status().name(),
        content: event.content.as_ref().map(|content| content.text.clone()).unwrap_or_default(),
        condition: event.condition.as_ref().map(|condition| condition.text.clone()),
        cite: Cite::of(event),
    }
}

impl View for Positions {
    type Row = Position;

    fn columns(&self) -> Vec<String> {
        ["who", "issue", "day", "type", "status", "position", "condition", "changed from", "statements"]
            .map(str::to_owned)
            .into()
    }

    fn rows(&self) -> &[Position] {
        &self.rows
    }

    fn cells(&self, row: &Position) -> Vec<String> {
        let latest = &row.latest;
        let before = row.before.as_ref().map(|before| format!("{} {}", text(before.day), before.kind));
        vec![
            row.who.name.clone(),
            row.issue.clone(),
            text(latest.day),
            latest.kind.clone(),
            latest.status.to_owned(),
            latest.content.clone(),
            text(latest.condition.as_ref()),
            before.unwrap_or_default().trim().to_owned(),
            row.count.to_string(),
        ]
    }
}
