//! Promised and done: which later happening fulfils, breaks or overtakes a planned, demanded or promised one.

use std::collections::{BTreeMap, HashMap};

use verbale_record::{Answer, EntityKind, Occurrence, Party, Status, Told};

use crate::days::day_number;
use crate::names::{Name, same_name};
use crate::table::{Row, Table};
use crate::words::{cosine, word_set};
use crate::{Error, Rules};

/// One happening answers another.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The planned, demanded or promised occurrence.
    pub of: i64,
    /// The later one that answers it.
    pub by: i64,
    pub answer: Answer,
    /// Between 0 and 1.
    pub confidence: f32,
    /// What speaks for it, in words.
    pub why: String,
}

/// Whose actors have to fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sides {
    Same,
    Reply,
    Either,
}

/// A row of `answers.tsv`.
#[derive(Clone, Debug)]
pub(crate) struct AnswerRow {
    pub asked: String,
    asked_as: Vec<Status>,
    pub answering: String,
    answered_as: Status,
    answer: Answer,
    sides: Sides,
    days: i32,
    surety: f32,
}

/// Links below this are not worth a look.
const CONFIDENCE_MIN: f32 = 0.3;
/// At least this much of the side that has to fit fits.
const PARTY_MIN: f32 = 0.45;
/// Words in common beyond this make no difference.
const TOPIC_FULL: f32 = 0.3;

/// The answers to occurrences among occurrences, the best for each of them and each kind of answer, in order of the
/// occurrences asked about. `tellings` lends the words; those of other occurrences do no harm.
pub fn answers(rules: &Rules, occurrences: &[Occurrence], tellings: &[Told]) -> Vec<Link> {
    let views = views(rules, occurrences, tellings);
    let mut by_key: HashMap<(&str, u64), Vec<usize>> = HashMap::new();
    for (at, view) in views.iter().enumerate() {
        let kind = view.occurrence.kind.as_str();
        view.keys.iter().for_each(|key| by_key.entry((kind, *key)).or_default().push(at));
    }
    let mut best: BTreeMap<(i64, Answer), Link> = BTreeMap::new();
    for asked in &views {
        for row in rules.answers.iter().filter(|row| row.asks(asked.occurrence)) {
            for link in links(row, asked, &views, &by_key) {
                let known = best.entry((link.of, link.answer)).or_insert_with(|| link.clone());
                if (known.confidence, known.by) < (link.confidence, known.by.min(link.by)) {
                    *known = link;
                }
            }
        }
    }
    best.into_values().collect()
}

/// An occurrence made ready.
struct View<'a> {
    occurrence: &'a Occurrence,
    day: i32,
    last_day: i32,
    words: Vec<u64>,
    /// Actors, then recipients and hosts.
    parties: Vec<(Name, &'a Party)>,
    /// How many of them are actors.
    acting: usize,
    keys: Vec<u64>,
}

impl<'a> View<'a> {
    fn actors(&self) -> &[(Name, &'a Party)] {
        &self.parties[..self.acting]
    }

    fn others(&self) -> &[(Name, &'a Party)] {
        &self.parties[self.acting..]
    }
}

fn views<'a>(rules: &Rules, occurrences: &'a [Occurrence], tellings: &[Told]) -> Vec<View<'a>> {
    let by_id: HashMap<i64, &Told> = tellings.iter().map(|told| (told.id, told)).collect();
    let mut views: Vec<View> = occurrences.iter().filter_map(|occurrence| view(rules, occurrence, &by_id)).collect();
    views.sort_by_key(|view| (view.day, view.occurrence.id));
    views
}

/// Nothing where no day is known: what has no day is neither before nor after anything.
fn view<'a>(rules: &Rules, occurrence: &'a Occurrence, by_id: &HashMap<i64, &Told>) -> Option<View<'a>> {
    let tellings: Vec<&&Told> = occurrence.tellings.iter().filter_map(|id| by_id.get(id)).collect();
    let published = tellings.iter().filter_map(|told| told.source.published).min().map(day_number);
    let published = published.or(occurrence.history.first().and_then(|first| first.published).map(day_number));
    let own = occurrence.start.or(occurrence.end).map(day_number);
    let texts: Vec<&str> = tellings
        .iter()
        .flat_map(|told| [told.content.as_ref(), Some(&told.sentence_words)])
        .flatten()
        .map(|words| words.text.as_str())
        .collect();
    let parties = [&occurrence.actors, &occurrence.recipients, &occurrence.hosts].into_iter().flatten();
    let parties: Vec<(Name, &Party)> = parties.map(|party| (Name::of(rules, &party.words), party)).collect();
    let (acting, keys) = (occurrence.actors.len(), keys(parties.iter()));
    // A plan is asked about from the day it was told, a deed answers on the day it was done.
    let planned = matches!(occurrence.status, Status::Planned | Status::Possible);
    let day = if planned { published.or(own) } else { own.or(published) }?;
    let last_day = own.unwrap_or(day).max(day);
    Some(View { occurrence, day, last_day, words: word_set(&texts, &rules.common), parties, acting, keys })
}

/// Names and countries by which two occurrences can have a party in common.
fn keys<'a>(parties: impl Iterator<Item = &'a (Name, &'a Party)>) -> Vec<u64> {
    let mut keys = Vec::new();
    for (name, party) in parties {
        keys.extend(party.country.iter().map(|country| crate::words::hash(country.as_bytes())));
        if party.country.is_none() && !name.nominal {
            keys.extend(name.words.iter().map(|word| crate::words::hash(word.as_bytes())));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// What may answer by one row, each once.
fn links(row: &AnswerRow, asked: &View, views: &[View], by_key: &HashMap<(&str, u64), Vec<usize>>) -> Vec<Link> {
    let mut candidates: Vec<usize> = Vec::new();
    for key in &asked.keys {
        let Some(block) = by_key.get(&(row.answering.as_str(), *key)) else { continue };
        let first = block.partition_point(|at| views[*at].day < asked.day);
        let within = block[first..].iter().take_while(|at| views[**at].day <= asked.last_day + row.days);
        candidates.extend(within);
    }
    candidates.sort_unstable();
    candidates.dedup();
    candidates.into_iter().filter_map(|at| link(row, asked, &views[at])).collect()
}

fn link(row: &AnswerRow, asked: &View, by: &View) -> Option<Link> {
    let stands = by.occurrence.status == row.answered_as;
    if !stands || by.occurrence.id == asked.occurrence.id || !is_later(asked, by) {
        return None;
    }
    let party = row.fit(asked, by);
    if party < PARTY_MIN {
        return None;
    }
    let topic = (cosine(&asked.words, &by.words) / TOPIC_FULL).min(1.0);
    let age = (by.day - asked.last_day).max(0) as f32 / row.days as f32;
    let confidence = row.surety * (0.3 + 0.7 * party) * (0.55 + 0.45 * topic) * (1.0 - 0.4 * age.min(1.0));
    (confidence >= CONFIDENCE_MIN).then(|| Link {
        of: asked.occurrence.id,
        by: by.occurrence.id,
        answer: row.answer,
        confidence,
        why: why(row, party, topic, by.day - asked.day),
    })
}

/// A plan told later than the deed does not ask for it; a new plan must be for another day.
fn is_later(asked: &View, by: &View) -> bool {
    let replanned = by.occurrence.status != Status::Planned || by.last_day != asked.last_day;
    replanned && (by.day > asked.day || (by.day == asked.day && by.occurrence.id > asked.occurrence.id))
}

fn why(row: &AnswerRow, party: f32, topic: f32, days: i32) -> String {
    let sides = match row.sides {
        Sides::Same => "the same side acts",
        Sides::Reply => "the side that was asked acts",
        Sides::Either => "the same parties",
    };
    format!(
        "{} after {}: {sides} ({party:.2}), words in common {topic:.2}, {days} days later",
        row.answering, row.asked
    )
}

impl AnswerRow {
    fn asks(&self, occurrence: &Occurrence) -> bool {
        self.asked == occurrence.kind && self.asked_as.contains(&occurrence.status)
    }

    fn fit(&self, asked: &View, by: &View) -> f32 {
        match self.sides {
            Sides::Same => {
                let others = if asked.others().is_empty() { 0.8 } else { share(asked.others(), &by.parties).max(0.5) };
                share(asked.actors(), by.actors()) * others
            }
            Sides::Reply => share(asked.others(), by.actors()),
            Sides::Either => share(&asked.parties, &by.parties),
        }
    }
}

/// The share of parties that find theirs on the other side; those without any say nothing.
fn share(of: &[(Name, &Party)], among: &[(Name, &Party)]) -> f32 {
    let best = |party: &(Name, &Party)| among.iter().map(|other| fit(party, other)).fold(0.0, f32::max);
    if of.is_empty() { 0.0 } else { of.iter().map(best).sum::<f32>() / of.len() as f32 }
}

/// By actor, by name, by country; a government stands for its country.
fn fit(a: &(Name, &Party), b: &(Name, &Party)) -> f32 {
    if a.1.actor != 0 && a.1.actor == b.1.actor {
        return 1.0;
    }
    let countries = a.1.country.as_ref().zip(b.1.country.as_ref()).map(|(a, b)| a == b);
    if countries == Some(false) {
        return 0.0;
    }
    let name = if a.0.nominal { 0.0 } else { same_name(&a.0, &b.0) };
    let state = a.1.kind == EntityKind::Country || b.1.kind == EntityKind::Country;
    let sector = !a.1.sectors.is_empty() && a.1.sectors.first() == b.1.sectors.first();
    match countries {
        Some(true) if state || sector => name.max(0.8),
        Some(true) => name.max(0.4),
        _ => name,
    }
}

pub(crate) fn rows(text: &str) -> Result<Vec<AnswerRow>, Error> {
    let columns = ["asked", "asked_as", "by", "by_as", "answer", "sides", "days", "surety"];
    Table::new("answers", text, &columns)?.rows().map(|row| row.and_then(|row| answer_row(&row))).collect()
}

fn answer_row(row: &Row) -> Result<AnswerRow, Error> {
    let status = |name: &str| Status::from_name(name).ok_or_else(|| row.error("not a status"));
    let days: i32 = row.number(6)?;
    Ok(AnswerRow {
        asked: row.word(0)?.to_owned(),
        asked_as: row.list(1).map(status).collect::<Result<_, _>>()?,
        answering: row.word(2)?.to_owned(),
        answered_as: status(row.word(3)?)?,
        answer: Answer::from_name(row.word(4)?).ok_or_else(|| row.error("not an answer"))?,
        sides: sides(row)?,
        days: if days > 0 { days } else { return Err(row.error("no days")) },
        surety: row.weight(7)?,
    })
}

fn sides(row: &Row) -> Result<Sides, Error> {
    match row.word(5)? {
        "same" => Ok(Sides::Same),
        "reply" => Ok(Sides::Reply),
        "either" => Ok(Sides::Either),
        _ => Err(row.error("not a choice of sides")),
    }
}
