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

impl Dyad {
    /// The first and the last meeting, to be given their places.
    pub fn meetings_mut(&mut self) -> impl Iterator<Item = &mut Encounter> {
        [&mut self.first_meeting, &mut self.last_meeting].into_iter().flatten()
    }
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

/// A happening as far as two parties deal with each other in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Dealt {
    /// The archive's number of the happening.
    pub id: i64,
    pub day: Option<Date>,
    pub kind: String,
    pub modes: Vec<String>,
    pub status: Status,
    pub sides: Sides,
}

/// On which sides of a happening two parties are; on none where a party is a host.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// The one acts on the other.
    pub forth: bool,
    /// The other acts on the one.
    pub back: bool,
    /// Both act.
    pub both_act: bool,
    /// It is done to nobody.
    pub to_nobody: bool,
}

impl Dealt {
    /// None where not both take part; nobody deals with himself.
    pub fn of(a: &Who, b: &Who, happening: &Occurrence) -> Option<Dealt> {
        let (actors, recipients) = (&happening.actors, &happening.recipients);
        are_both(a, b, happening).then(|| Dealt {
            id: happening.id,
            day: day_of(happening),
            kind: happening.kind.clone(),
            modes: happening.modes.clone(),
            status: happening.status,
            sides: Sides {
                forth: are_two(a, b, actors, recipients),
                back: are_two(b, a, actors, recipients),
                both_act: are_two(a, b, actors, actors),
                to_nobody: recipients.is_empty(),
            },
        })
    }

    /// The ways it goes: both at once where both act with each other.
    fn ways(&self, ontology: &Ontology) -> impl Iterator<Item = Way> {
        let Sides { forth, back, both_act, to_nobody } = self.sides;
        let mutual = to_nobody && is_mutual(&self.kind, ontology);
        let ways = [(mutual && both_act, Way::Both), (!mutual && forth, Way::AToB), (!mutual && back, Way::BToA)];
        ways.into_iter().filter(|(goes, _)| *goes).map(|(_, way)| way)
    }
}

/// The dealings of `a` and `b` among the happenings.
pub fn dyad(a: &Who, b: &Who, happenings: &[Occurrence], ontology: &Ontology) -> Dyad {
    let dealt: Vec<Dealt> = happenings.iter().filter_map(|happening| Dealt::of(a, b, happening)).collect();
    let mut dyad = dyad_of(a, b, &dealt, ontology);
    for meeting in dyad.meetings_mut() {
        meeting.place = happenings.iter().find(|happening| happening.id == meeting.id).and_then(place_of);
    }
    dyad
}

/// The same of happenings that were looked at before; where the meetings were, is left open.
pub fn dyad_of(a: &Who, b: &Who, dealt: &[Dealt], ontology: &Ontology) -> Dyad {
    let mut rows: BTreeMap<(bool, Option<Date>, Way), Dealing> = BTreeMap::new();
    for happening in dealt {
        let month = happening.day.map(|day| Step::Month.first(day));
        for way in happening.ways(ontology) {
            let row = rows.entry((month.is_none(), month, way)).or_insert_with(|| Dealing::new(month, way));
            row.add(happening, ontology);
        }
    }
    let is_met = |happening: &&Dealt| happening.status == Status::Happened && is_meeting(&happening.kind, ontology);
    let met = || dealt.iter().filter(is_met).filter_map(|meeting| Some((meeting.day?, meeting.id)));
    Dyad {
        a: a.label(),
        b: b.label(),
        rows: rows.into_values().collect(),
        first_meeting: met().min().map(encounter),
        last_meeting: met().max().map(encounter),
    }
}

fn are_both(a: &Who, b: &Who, happening: &Occurrence) -> bool {
    let mut ones = parties(happening).filter(|party| a.is(party));
    ones.any(|one| parties(happening).any(|other| other.entity != one.entity && b.is(other)))
}

/// Whether one of `from` and another of `to` are there.
fn are_two(a: &Who, b: &Who, from: &[Party], to: &[Party]) -> bool {
    let mut ones = from.iter().filter(|party| a.is(party));
    ones.any(|one| to.iter().any(|other| other.entity != one.entity && b.is(other)))
}

fn encounter((day, id): (Date, i64)) -> Encounter {
    Encounter { id, day: Some(day), place: None }
}

/// What a meeting's place is called.
pub fn place_of(meeting: &Occurrence) -> Option<String> {
    meeting.place.as_ref().map(|spot| spot.name.clone().unwrap_or_else(|| spot.words.clone()))
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

    fn add(&mut self, happening: &Dealt, ontology: &Ontology) {
        match happening.status {
            Status::Happened => self.add_happened(happening, ontology),
            Status::Planned => self.planned += 1,
            Status::Possible => self.possible += 1,
            Status::Denied => self.denied += 1,
        }
    }

    fn add_happened(&mut self, happening: &Dealt, ontology: &Ontology) {
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
