//! A telling as the pair function sees it: everything that is compared, made ready once.

use std::collections::HashMap;
use std::sync::Arc;

use verbale_record::{Date, EntityKind, Party, Precision, Source, Spot, Status, Told};

use crate::Rules;
use crate::days::day_number;
use crate::names::Name;
use crate::words::{hash, stem, word_set};

/// A telling made ready.
#[derive(Clone, Debug)]
pub(crate) struct Glance {
    pub report: i64,
    pub circles: Vec<u8>,
    pub kind: u64,
    pub modes: Vec<u64>,
    pub status: Status,
    /// Of the type.
    pub confidence: f32,
    /// First and last day it may have happened on, and whether the text gives them.
    pub days: Option<(i32, i32)>,
    pub dated: bool,
    pub published: Option<i32>,
    pub actors: Vec<Side>,
    pub others: Vec<Side>,
    /// Hashes of the countries of parties and place, sorted.
    pub countries: Vec<u64>,
    pub place: Option<Place>,
    pub sizes: Vec<(u8, f64)>,
    pub trigger: Vec<u64>,
    pub story: Arc<Story>,
    /// Words of the sentence and of what was said, sorted.
    pub words: Vec<u64>,
}

/// What a whole report is about; its tellings share it.
#[derive(Clone, Debug)]
pub(crate) struct Story {
    /// Words of all its names, sorted.
    pub words: Vec<u64>,
    /// Words, as they sound, of those of whom it speaks most often, sorted.
    pub leads: Vec<u64>,
}

/// A party.
#[derive(Clone, Debug)]
pub(crate) struct Side {
    pub actor: i64,
    pub name: Arc<Name>,
    pub kind: EntityKind,
    pub country: Option<u64>,
    pub sector: Option<u64>,
    pub office: Option<u64>,
}

/// A place.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub name: String,
    pub country: Option<u64>,
    /// Degrees north and east, where it is a town or more exact.
    pub position: Option<(f32, f32)>,
}

/// An event without a date of its own happened at most so many days before its report.
const NEWS_AGE_DAYS: i32 = 7;
/// A report is about so many of those whom it names.
const LEADS: usize = 5;
/// A span of dates longer than this ("this year") says no more than the day of publication.
const SPAN_DAYS_MAX: i32 = 45;

impl Story {
    pub fn of(rules: &Rules, source: &Source) -> Arc<Story> {
        let names: Vec<&str> = source.names.iter().map(String::as_str).collect();
        let leads = names.iter().take(LEADS).flat_map(|name| Name::of(rules, name).words);
        let leads = sorted(leads.map(|word| hash(word.as_bytes())));
        Arc::new(Story { words: word_set(&names, &rules.common), leads })
    }
}

/// Makes tellings ready to be compared, each once; what they share (their report's story, names) is made once as well.
/// A telling is known by its number, so one of these serves one state of an archive.
#[derive(Debug)]
pub struct Glances<'r> {
    pub(crate) rules: &'r Rules,
    made: HashMap<i64, Arc<Glance>>,
    stories: HashMap<i64, Arc<Story>>,
    names: HashMap<String, Arc<Name>>,
}

impl<'r> Glances<'r> {
    pub fn new(rules: &'r Rules) -> Glances<'r> {
        Glances { rules, made: HashMap::new(), stories: HashMap::new(), names: HashMap::new() }
    }

    pub(crate) fn of(&mut self, told: &Told) -> Arc<Glance> {
        if let Some(made) = self.made.get(&told.id) {
            return Arc::clone(made);
        }
        let made = Arc::new(self.make(told));
        self.made.insert(told.id, Arc::clone(&made));
        made
    }

    fn make(&mut self, told: &Told) -> Glance {
        let rules = self.rules;
        let story = self.stories.entry(told.source.number).or_insert_with(|| Story::of(rules, &told.source));
        let story = Arc::clone(story);
        let published = told.source.published.map(day_number);
        let given = given_days(told.start, told.end);
        let content = told.content.as_ref().map_or("", |content| content.text.as_str());
        let actors: Vec<Side> = told.actors.iter().map(|party| self.side(party)).collect();
        let others: Vec<Side> = told.recipients.iter().chain(&told.hosts).map(|party| self.side(party)).collect();
        let place = told.place.as_ref().map(place);
        Glance {
            report: told.source.number,
            circles: rules.circles.get(&told.kind).cloned().unwrap_or_default(),
            kind: hash(told.kind.as_bytes()),
            modes: sorted(told.modes.iter().map(|mode| hash(mode.as_bytes()))),
            status: told.status(),
            confidence: told.confidence,
            days: given.or(published.map(|day| undated(day, told.status()))),
            dated: given.is_some(),
            published,
            countries: countries(actors.iter().chain(&others), place.as_ref()),
            actors,
            others,
            place,
            sizes: told.sizes.iter().map(|size| (size.kind as u8, size.value)).collect(),
            trigger: word_set(&[&told.trigger.text], &rules.common),
            story,
            words: word_set(&[&told.sentence_words.text, content], &rules.common),
        }
    }

    fn side(&mut self, party: &Party) -> Side {
        let code = |code: &String| hash(code.as_bytes());
        Side {
            actor: party.actor,
            name: self.name(&party.words),
            kind: party.kind,
            country: party.country.as_ref().map(code),
            sector: party.sectors.first().map(code),
            office: party.office.as_ref().map(|office| hash(office.to_lowercase().as_bytes())),
        }
    }

    fn name(&mut self, words: &str) -> Arc<Name> {
        if let Some(known) = self.names.get(words) {
            return Arc::clone(known);
        }
        let name = Arc::new(Name::of(self.rules, words));
        self.names.insert(words.to_owned(), Arc::clone(&name));
        name
    }
}

impl Glance {
    pub fn sides(&self) -> impl Iterator<Item = &Side> {
        self.actors.iter().chain(&self.others)
    }
}

fn given_days(start: Option<Date>, end: Option<Date>) -> Option<(i32, i32)> {
    let first = day_number(start.or(end)?);
    let last = day_number(end.or(start)?);
    (last - first <= SPAN_DAYS_MAX).then_some((first, last.max(first)))
}

/// What happened did so shortly before the report; what is planned comes after it.
fn undated(published: i32, status: Status) -> (i32, i32) {
    if status == Status::Happened {
        (published - NEWS_AGE_DAYS, published)
    } else {
        (published, published + NEWS_AGE_DAYS)
    }
}

fn place(spot: &Spot) -> Place {
    let exact = matches!(spot.precision, Some(Precision::Town | Precision::Exact));
    let name = spot.name.as_ref().unwrap_or(&spot.words);
    Place {
        name: verbale_knowledge::fold(name).split(' ').map(stem).collect::<Vec<_>>().join(" "),
        country: spot.country.as_ref().map(|code| hash(code.as_bytes())),
        position: spot.position.filter(|_| exact),
    }
}

fn countries<'a>(sides: impl Iterator<Item = &'a Side>, place: Option<&Place>) -> Vec<u64> {
    sorted(sides.filter_map(|side| side.country).chain(place.and_then(|place| place.country)))
}

fn sorted(values: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut values: Vec<u64> = values.collect();
    values.sort_unstable();
    values.dedup();
    values
}
