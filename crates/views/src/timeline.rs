//! How much happened when: happenings by day, week or month.

use std::collections::BTreeMap;

use jiff::ToSpan;
use serde::Serialize;
use verbale_knowledge::Ontology;
use verbale_record::{Date, Occurrence, Status};

use crate::View;
use crate::part::{day_of, text};
use crate::weight::{QUADS, quad_at, quad_name, score};

/// How long a step of a timeline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    Day,
    /// From Monday.
    Week,
    Month,
}

impl Step {
    pub const ALL: [Step; 3] = [Step::Day, Step::Week, Step::Month];

    pub fn name(self) -> &'static str {
        match self {
            Step::Day => "day",
            Step::Week => "week",
            Step::Month => "month",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }

    /// The first day of the step that `day` lies in.
    pub fn first(self, day: Date) -> Date {
        match self {
            Step::Day => day,
            Step::Week => day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).unwrap_or(day),
            Step::Month => day.first_of_month(),
        }
    }
}

/// Happenings counted by step and status.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Timeline {
    pub step: Step,
    /// In order of day, what has no day last; then happened, planned, possible, denied.
    pub rows: Vec<Tick>,
}

/// What one step of time saw of one status. Steps without anything have no row.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tick {
    /// The first day of the step; none for happenings without a day.
    pub start: Option<Date>,
    pub status: &'static str,
    pub count: usize,
    /// Verbal and material cooperation, verbal and material conflict.
    pub quads: [usize; 4],
    pub kinds: BTreeMap<String, usize>,
    /// The sum of the scores of all types that have one, each from -10 to 10.
    pub score: f64,
}

/// Happenings of one day, type and status, and how many.
#[derive(Clone, Debug, PartialEq)]
pub struct DayCount {
    pub day: Option<Date>,
    pub kind: String,
    pub modes: Vec<String>,
    pub status: Status,
    pub count: usize,
}

impl From<&Occurrence> for DayCount {
    fn from(happening: &Occurrence) -> Self {
        DayCount {
            day: day_of(happening),
            kind: happening.kind.clone(),
            modes: happening.modes.clone(),
            status: happening.status,
            count: 1,
        }
    }
}

pub fn timeline(counted: impl IntoIterator<Item = DayCount>, step: Step, ontology: &Ontology) -> Timeline {
    let mut ticks: BTreeMap<(bool, Option<Date>, Status), Tick> = BTreeMap::new();
    for counted in counted {
        let start = counted.day.map(|day| step.first(day));
        let tick = ticks.entry((start.is_none(), start, counted.status)).or_insert_with(|| Tick {
            start,
            status: counted.status.name(),
            count: 0,
            quads: [0; 4],
            kinds: BTreeMap::new(),
            score: 0.0,
        });
        tick.add(counted, ontology);
    }
    Timeline { step, rows: ticks.into_values().collect() }
}

impl Tick {
    fn add(&mut self, counted: DayCount, ontology: &Ontology) {
        self.count += counted.count;
        if let Some(quad) = quad_at(&counted.kind, ontology) {
            self.quads[quad] += counted.count;
        }
        let score = score(&counted.kind, &counted.modes, ontology).unwrap_or(0.0);
        self.score += f64::from(score) * counted.count as f64;
        *self.kinds.entry(counted.kind).or_default() += counted.count;
    }
}

impl View for Timeline {
    type Row = Tick;

    fn columns(&self) -> Vec<String> {
        let quads = QUADS.map(quad_name);
        let head = [self.step.name(), "status", "count"];
        head.into_iter().chain(quads).chain(["score", "types"]).map(str::to_owned).collect()
    }

    fn rows(&self) -> &[Tick] {
        &self.rows
    }

    fn cells(&self, row: &Tick) -> Vec<String> {
        let head = [text(row.start), row.status.to_owned(), row.count.to_string()];
        let quads = row.quads.map(|count| count.to_string());
        head.into_iter().chain(quads).chain([format!("{:.1}", row.score), counts(&row.kinds)]).collect()
    }
}

/// "AID 3, CONSULT 1", most first.
pub(crate) fn counts(kinds: &BTreeMap<String, usize>) -> String {
    let mut kinds: Vec<(&String, &usize)> = kinds.iter().collect();
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    kinds.iter().map(|(kind, count)| format!("{kind} {count}")).collect::<Vec<_>>().join(", ")
}
