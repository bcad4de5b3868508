//! All that an archive knows of an actor: offices, meetings, deeds, words, sources.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use verbale_knowledge::Ontology;
use verbale_record::{Date, Party, Status, Told};

use crate::events::{StatementRow, statement_row};
use crate::part::{Key, Side, key, names, text};
use crate::weight::is_meeting;
use crate::{View, Who};

/// A dossier.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Dossier {
    pub who: String,
    /// The names under which reports know the actor, the commonest first.
    pub names: Vec<Counted>,
    pub countries: Vec<Counted>,
    pub offices: Vec<Office>,
    /// Those met, the most often first.
    pub met: Vec<Met>,
    /// Types of what the actor did or said and happened, with counts.
    pub did: BTreeMap<String, usize>,
    /// In order of day.
    pub said: Vec<StatementRow>,
    pub sources: Vec<Counted>,
}

/// Something and how often it was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Counted {
    pub name: String,
    pub count: usize,
}

/// An office and the reports that give it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Office {
    pub office: String,
    /// The first and the last day of publication of a report that gives it.
    pub first: Option<Date>,
    pub last: Option<Date>,
    pub reports: usize,
}

/// Somebody met.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Met {
    #[serde(flatten)]
    pub side: Side,
    pub count: usize,
    pub first: Option<Date>,
    pub last: Option<Date>,
}

/// The dossier of an actor out of the events given.
pub fn dossier(who: &Who, events: &[Told], ontology: &Ontology) -> Dossier {
    let mine: Vec<&Told> = events.iter().filter(|event| event.parties().any(|party| who.is(party))).collect();
    let own = || mine.iter().flat_map(|event| event.parties().filter(|party| who.is(party)));
    let acts = |event: &&&Told| event.actors.iter().any(|party| who.is(party));
    let mut said: Vec<StatementRow> = mine.iter().filter(acts).filter_map(|event| statement_row(event)).collect();
    said.sort_by_key(|row| (row.day.is_none(), row.day, row.id));
    let mut did = BTreeMap::new();
    for event in mine.iter().filter(acts).filter(|event| event.status() == Status::Happened) {
        *did.entry(event.kind.clone()).or_default() += 1;
    }
    Dossier {
        who: who.label(),
        names: counted(own().map(|party| party.name.clone())),
        countries: counted(own().filter_map(|party| party.country.clone())),
        offices: offices(who, &mine),
        met: met(who, &mine, ontology),
        did,
        said,
        sources: counted(mine.iter().map(|event| source_name(event))),
    }
}

fn source_name(event: &Told) -> String {
    event.source.publisher.clone().unwrap_or_else(|| event.source.id.clone())
}

fn counted(names: impl Iterator<Item = String>) -> Vec<Counted> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    let mut counted: Vec<Counted> = counts.into_iter().map(|(name, count)| Counted { name, count }).collect();
    counted.sort_by_key(|counted| std::cmp::Reverse(counted.count));
    counted
}

/// "Ambassador" and "ambassador" are one office; it is written as it first comes.
fn offices(who: &Who, mine: &[&Told]) -> Vec<Office> {
    let mut offices: BTreeMap<String, (String, BTreeMap<i64, Option<Date>>)> = BTreeMap::new();
    for event in mine {
        let held = event.parties().filter(|party| who.is(party)).filter_map(|party| party.office.clone());
        for office in held {
            let (_, reports) = offices.entry(office.to_lowercase()).or_insert_with(|| (office, BTreeMap::new()));
            reports.insert(event.source.number, event.source.published);
        }
    }
    let row = |(office, reports): (String, BTreeMap<i64, Option<Date>>)| Office {
        office,
        first: reports.values().flatten().min().copied(),
        last: reports.values().flatten().max().copied(),
        reports: reports.len(),
    };
    let mut rows: Vec<Office> = offices.into_values().map(row).collect();
    rows.sort_by_key(|office| (office.first.is_none(), office.first));
    rows
}

/// Each happening counts once for each party, however many reports tell it.
fn met(who: &Who, mine: &[&Told], ontology: &Ontology) -> Vec<Met> {
    let mut days: HashMap<Key, (Side, BTreeMap<i64, Option<Date>>)> = HashMap::new();
    for event in mine.iter().filter(|event| event.status() == Status::Happened && is_meeting(&event.kind, ontology)) {
        for party in others(who, event) {
            let (_, tellings) = days.entry(key(party)).or_insert_with(|| (Side::of(party), BTreeMap::new()));
            tellings.insert(event.occurrence.unwrap_or(event.id), event.day());
        }
    }
    let row = |(side, days): (Side, BTreeMap<i64, Option<Date>>)| Met {
        side,
        count: days.len(),
        first: days.values().flatten().min().copied(),
        last: days.values().flatten().max().copied(),
    };
    let mut rows: Vec<Met> = days.into_values().map(row).collect();
    rows.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.side.name.cmp(&other.side.name)));
    rows
}

fn others<'a>(who: &'a Who, event: &'a Told) -> impl Iterator<Item = &'a Party> {
    event.actors.iter().chain(&event.recipients).filter(move |party| !who.is(party))
}

impl View for Dossier {
    type Row = StatementRow;

    fn columns(&self) -> Vec<String> {
        ["day", "to", "type", "status", "said", "condition", "report"].map(str::to_owned).into()
    }

    fn rows(&self) -> &[StatementRow] {
        &self.said
    }

    fn cells(&self, row: &StatementRow) -> Vec<String> {
        vec![
            text(row.day),
            names(&row.addressees),
            row.kind.clone(),
            row.status.to_owned(),
            row.content.clone(),
            text(row.condition.as_ref()),
            row.cite.report_id.clone(),
        ]
    }
}
