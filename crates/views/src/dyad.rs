//! How two parties deal with each other, month by month.

use std::collections::BTreeMap;

use serde::Serialize;
use verbale_knowledge::Ontology;
use verbale_record::{Date, Occurrence, Party, Status};

use crate::part::{day_of, parties};
use crate::timeline::{Step, counts};
use crate::weight::{QUADS, is_meeting, is_mutual, quad_at, quad_name, score};
use crate::{View, Who};

/// How two parties deal with each other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Dyad {
    pub a: String,
    pub b: String,
    /// In order of month, what has no day last; then from a to b, from b to a, between both.
    pub rows: Vec<Dealing>,
    pub first_meeting: Option<Encounter>,
    pub last_meeting: Option<Encounter>,
}

/// Which way a deed or word goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    AToB,
    BToA,
    /// Both do it with each other.
    Both,
}

/// What went one way in one month. Only what happened counts, scores too; the rest is counted beside it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Dealing {
    /// The first day of the month.
    pub month: Option<Date>,
    pub way: Way,
    pub count: usize,
    /// Verbal and material cooperation, verbal and material conflict.
    pub quads: [usize; 4],
    pub kinds: BTreeMap<String, usize>,
    /// The sum of scores from -10 to 10.
    pub score_sum: f64,
    /// The mean of them; none where nothing that has a score happened.
    pub score_mean: Option<f64>,
    pub planned: usize,
    pub possible: usize,
    pub denied: usize,
    #[serde(skip)]
    scored: usize,
}

/// A meeting, by its number and day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Encounter {
    pub id: i64,
    pub day: Option<Date>,
    pub place: Option<String>,
}

/// The dealings of `a` and `b` among the happenings.
pub fn dyad(a: &Who, b: &Who, happenings: &[Occurrence], ontology: &Ontology) -> Dyad {
    let mut rows: BTreeMap<(bool, Option<Date>, Way), Dealing> = BTreeMap::new();
    let mut meetings: Vec<&Occurrence> = Vec::new();
    for happening in happenings {
        for way in ways(a, b, happening, ontology) {
            let month = day_of(happening).map(|day| Step::Month.first(day));
            rows.entry((month.is_none(), month, way))
                .or_insert_with(|| Dealing::new(month, way))
                .add(happening, ontology);
        }
        if happening.status == Status::Happened && is_meeting(&happening.kind, ontology) && are_both(a, b, happening) {
            meetings.push(happening);
        }
    }
    meetings.retain(|meeting| day_of(meeting).is_some());
    meetings.sort_by_key(|meeting| (day_of(meeting), meeting.id));
    Dyad {
        a: a.label(),
        b: b.label(),
        rows: rows.into_values().collect(),
        first_meeting: meetings.first().map(|meeting| encounter(meeting)),
        last_meeting: meetings.last().map(|meeting| encounter(meeting)),
    }
}

/// The ways a happening goes: it goes both ways at once where both act with each other.
fn ways(a: &Who, b: &Who, happening: &Occurrence, ontology: &Ontology) -> Vec<Way> {
    if is_mutual(&happening.kind, ontology) && happening.recipients.is_empty() {
        let both = are_two(a, b, &happening.actors, &happening.actors);
        return both.then_some(Way::Both).into_iter().collect();
    }
    let goes = |from: &Who, to: &Who| are_two(from, to, &happening.actors, &happening.recipients);
    let there = goes(a, b).then_some(Way::AToB);
    let back = goes(b, a).then_some(Way::BToA);
    there.into_iter().chain(back).collect()
}

fn are_both(a: &Who, b: &Who, happening: &Occurrence) -> bool {
    let mut ones = parties(happening).filter(|party| a.is(party));
    ones.any(|one| parties(happening).any(|other| other.entity != one.entity && b.is(other)))
}

/// Whether one of `from` and another of `to` are there; nobody deals with himself.
fn are_two(a: &Who, b: &Who, from: &[Party], to: &[Party]) -> bool {
    let mut ones = from.iter().filter(|party| a.is(party));
    ones.any(|one| to.iter().any(|other| other.entity != one.entity && b.is(other)))
}

fn encounter(meeting: &Occurrence) -> Encounter {
    let place = meeting.place.as_ref().map(|spot| spot.name.clone().unwrap_or_else(|| spot.words.clone()));
    Encounter { id: meeting.id, day: day_of(meeting), place }
}

impl Dealing {
    fn new(month: Option<Date>, way: Way) -> Self {
        Dealing {
            month,
            way,
            count: 0,
            quads: [0; 4],
            kinds: BTreeMap::new(),
            score_sum: 0.0,
            score_mean: None,
            planned: 0,
            possible: 0,
            denied: 0,
            scored: 0,
        }
    }

    fn add(&mut self, happening: &Occurrence, ontology: &Ontology) {
        match happening.status {
            Status::Happened => self.add_happened(happening, ontology),
            Status::Planned => self.planned += 1,
            Status::Possible => self.possible += 1,
            Status::Denied => self.denied += 1,
        }
    }

    fn add_happened(&mut self, happening: &Occurrence, ontology: &Ontology) {
        self.count += 1;
        if let Some(quad) = quad_at(&happening.kind, ontology) {
            self.quads[quad] += 1;
        }
        *self.kinds.entry(happening.kind.clone()).or_default() += 1;
        if let Some(score) = score(&happening.kind, &happening.modes, ontology) {
            self.score_sum += f64::from(score);
            self.scored += 1;
            self.score_mean = Some(self.score_sum / self.scored as f64);
        }
    }
}

impl View for Dyad {
    type Row = Dealing;

    fn columns(&self) -> Vec<String> {
        let head = ["month", "way", "count"];
        let tail = ["score", "mean", "planned", "possible", "denied", "types"];
        head.into_iter().chain(QUADS.map(quad_name)).chain(tail).map(str::to_owned).collect()
    }

    fn rows(&self) -> &[Dealing] {
        &self.rows
    }

    fn cells(&self, row: &Dealing) -> Vec<String> {
        let month = row.month.map(|month| month.strftime("%Y-%m").to_string()).unwrap_or_default();
        let way = match row.way {
            Way::AToB => format!("{} to {}", self.a, self.b),
            Way::BToA => format!("{} to {}", self.b, self.a),
            Way::Both => "both".to_owned(),
        };
        let mean = row.score_mean.map(|mean| format!("{mean:.1}")).unwrap_or_default();
        let beside = [row.planned, row.possible, row.denied].map(|count| count.to_string());
        [month, way, row.count.to_string()]
            .into_iter()
            .chain(row.quads.map(|count| count.to_string()))
            .chain([format!("{:.1}", row.score_sum), mean])
            .chain(beside)
            .chain([counts(&row.kinds)])
            .collect()
    }
}
