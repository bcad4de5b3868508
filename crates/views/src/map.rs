//! Where things happen: points with what is known of how exact they are.

use std::collections::BTreeMap;

use serde::Serialize;
use verbale_knowledge::Ontology;
use verbale_record::{Date, Occurrence, Spot, Status};

use crate::View;
use crate::part::{At, day_of, text};
use crate::timeline::counts;
use crate::weight::score;

/// Points on a map.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Map {
    /// The busiest first.
    pub rows: Vec<Point>,
    /// Happenings with no place, and with one that has no position.
    pub nowhere: usize,
}

/// What is known of one place, of one status.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Point {
    #[serde(flatten)]
    pub at: At,
    pub status: &'static str,
    pub count: usize,
    pub kinds: BTreeMap<String, usize>,
    /// The sum of scores from -10 to 10.
    pub score: f64,
    pub first: Option<Date>,
    pub last: Option<Date>,
    /// The archive's numbers of the happenings.
    pub happenings: Vec<i64>,
}

pub fn map(happenings: &[Occurrence], ontology: &Ontology) -> Map {
    let mut points: BTreeMap<(String, Status), Point> = BTreeMap::new();
    let mut nowhere = 0;
    for happening in happenings {
        let Some(spot) = happening.place.as_ref().filter(|spot| spot.position.is_some()) else {
            nowhere += 1;
            continue;
        };
        let point = points.entry((row_of(spot), happening.status)).or_insert_with(|| Point {
            at: At::of(spot),
            status: happening.status.name(),
            count: 0,
            kinds: BTreeMap::new(),
            score: 0.0,
            first: None,
            last: None,
            happenings: Vec::new(),
        });
        point.add(happening, ontology);
    }
    let mut rows: Vec<Point> = points.into_values().collect();
    rows.sort_by_key(|point| std::cmp::Reverse(point.count));
    Map { rows, nowhere }
}

/// The gazetteer's row; without one, the position.
fn row_of(spot: &Spot) -> String {
    spot.row.clone().unwrap_or_else(|| format!("{:?}", spot.position))
}

impl Point {
    fn add(&mut self, happening: &Occurrence, ontology: &Ontology) {
        let day = day_of(happening);
        self.count += 1;
        *self.kinds.entry(happening.kind.clone()).or_default() += 1;
        self.score += f64::from(score(&happening.kind, &happening.modes, ontology).unwrap_or(0.0));
        self.first = self.first.into_iter().chain(day).min();
        self.last = self.last.into_iter().chain(day).max();
        self.happenings.push(happening.id);
    }
}

impl View for Map {
    type Row = Point;

    fn columns(&self) -> Vec<String> {
        let names =
            ["place", "country", "latitude", "longitude", "precision", "status", "count", "first", "last", "types"];
        names.map(str::to_owned).into()
    }

    fn rows(&self) -> &[Point] {
        &self.rows
    }

    fn cells(&self, row: &Point) -> Vec<String> {
        let degrees = |degrees: Option<f32>| degrees.map(|degrees| format!("{degrees:.4}")).unwrap_or_default();
        vec![
            row.at.name.clone(),
            text(row.at.country.as_ref()),
            degrees(row.at.latitude),
            degrees(row.at.longitude),
            text(row.at.precision),
            row.status.to_owned(),
            row.count.to_string(),
            text(row.first),
            text(row.last),
            counts(&row.kinds),
        ]
    }
}
