//! A filter to a query. What an index answers goes into it; names are looked up among the entities first.

use std::collections::HashSet;

use rusqlite::params_from_iter;
use rusqlite::types::Value;
use verbale_record::Told;
use verbale_views::{Filter, Place, Who};

use crate::merging::occurrences_of;
use crate::{Archive, Error};

/// The entities whose name, or whose actor's name, has all words.
const NAMED: &str = "SELECT rowid FROM entity_words WHERE entity_words MATCH ?words
    UNION SELECT n.id FROM entity n WHERE n.actor IN (SELECT rowid FROM actor_words WHERE actor_words MATCH ?words)";

/// All combinations of modes, each found by a jump over the events of the one before.
const MODES: &str = "WITH RECURSIVE c(modes) AS (
    SELECT min(modes) FROM event WHERE modes <> ''
    UNION ALL SELECT (SELECT min(v.modes) FROM event v WHERE v.modes > c.modes AND v.modes <> '') FROM c WHERE c.modes IS NOT NULL)
  SELECT modes FROM c WHERE modes IS NOT NULL";

/// Kilometres of a degree of latitude, rounded down, so that a box is rather too large.
const KM_A_DEGREE: f32 = 110.0;

/// Events that are in memory at one time where all of an answer are looked at one after another.
pub const LOADED_AT_ONCE: usize = 512;

/// What is asked for: a filter, and what only an archive can tell apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    pub filter: Filter,
    /// Only events of this report.
    pub report: Option<i64>,
    /// Only events with a content, with a condition.
    pub statements: bool,
    pub conditions: bool,
}

impl Question {
    /// Whether nothing but days is asked for.
    pub fn asks_for_days_alone(&self) -> bool {
        *self == Question::from(self.filter.clone()) && self.filter.asks_for_days_alone()
    }
}

impl From<Filter> for Question {
    fn from(filter: Filter) -> Self {
        Question { filter, ..Question::default() }
    }
}

/// Which of the events that fit come first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By day, the latest first; what lies after the day of its own report (planned, foretold) comes after all that does not.
    #[default]
    Latest,
    /// By day, the earliest first.
    Earliest,
    /// As they stand in the archive.
    Archive,
}

/// The parts of a query as they come together.
#[derive(Debug, Default)]
pub(crate) struct Query {
    /// What must hold of the event's own row, and of those who take part in it.
    pub(crate) conditions: Vec<String>,
    pub(crate) parties: Vec<String>,
    pub(crate) values: Vec<Value>,
}

impl Query {
    fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    fn push(&mut self, condition: String) {
        self.conditions.push(condition);
    }

    fn list(&mut self, values: &[String]) -> String {
        let marks: Vec<String> = values.iter().map(|value| self.value(value.clone())).collect();
        marks.join(", ")
    }

    /// All conditions as a clause; the events of parties are listed first and looked up in the list.
    pub(crate) fn clause(&self) -> String {
        let parties = self.parties.iter().map(|party| format!("e.id IN (SELECT p.event FROM {party})"));
        let all: Vec<String> = self.conditions.iter().cloned().chain(parties).collect();
        if all.is_empty() { String::new() } else { format!("WHERE {}", all.join(" AND ")) }
    }
}

impl Archive {
    /// The numbers of the events that fit, at most `most` of them after the first `skipped`.
    pub fn find(&self, question: &Question, order: Order, skipped: usize, most: usize) -> Result<Vec<i64>, Error> {
        let wanted = skipped.saturating_add(most);
        if order == Order::Latest
            && let Some(found) = self.walk(question, wanted)?
            && (found.whole || found.ids.len() >= wanted)
        {
            return Ok(found.ids.into_iter().skip(skipped).take(most).collect());
        }
        self.listed(question, order, skipped, most)
    }

    /// The same, from a list of all events that fit.
    pub(crate) fn listed(
        &self,
        question: &Question,
        order: Order,
        skipped: usize,
        most: usize,
    ) -> Result<Vec<i64>, Error> {
        if let Some(place @ Place::Around { .. }) = &question.filter.place {
            return Ok(self.around(place, question, order)?.into_iter().skip(skipped).take(most).collect());
        }
        self.select("e.id", question, order, skipped, most)
    }

    /// All events that fit around a point: the box comes from the data base, the circle is drawn here.
    fn around(&self, place: &Place, question: &Question, order: Order) -> Result<Vec<i64>, Error> {
        let query = query(question);
        let (clause, order) = (query.clause(), by(order));
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT e.id, n.latitude, n.longitude FROM event e JOIN entity n ON n.id = e.place {clause} ORDER BY {order}"
        ))?;
        let mut rows = statement.query(params_from_iter(&query.values))?;
        let mut near = Vec::new();
        while let Some(row) = rows.next()? {
            let position = (row.get::<_, f64>(1)? as f32, row.get::<_, f64>(2)? as f32);
            if place.holds_position(position) {
                near.push(row.get(0)?);
            }
        }
        Ok(near)
    }

    /// The numbers of the happenings of all events that fit, each once, in order of the events.
    pub fn happening_numbers(&self, question: &Question, order: Order) -> Result<Vec<i64>, Error> {
        let mut numbers = match question.filter.place {
            Some(Place::Around { .. }) => occurrences_of(&self.db, &self.find(question, order, 0, usize::MAX)?)?,
            _ => self.select("coalesce(e.occurrence, e.id)", question, order, 0, usize::MAX)?,
        };
        let mut seen = HashSet::new();
        numbers.retain(|number| seen.insert(*number));
        Ok(numbers)
    }

    /// The events that fit.
    pub fn ask(&self, question: &Question, order: Order, skipped: usize, most: usize) -> Result<Vec<Told>, Error> {
        self.events(&self.find(question, order, skipped, most)?)
    }

    /// How many events fit, but for a circle around a point, where its box counts.
    pub fn count(&self, question: &Question) -> Result<usize, Error> {
        self.count_to(question, usize::MAX)
    }

    /// The same, but no further than to `most`.
    pub fn count_to(&self, question: &Question, most: usize) -> Result<usize, Error> {
        let mut query = query(question);
        let limit = query.value(i64::try_from(most).unwrap_or(-1));
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM event e {} LIMIT {limit})", query.clause());
        Ok(self.db.prepare_cached(&sql)?.query_row(params_from_iter(&query.values), |row| row.get(0))?)
    }

    /// A number of each event that fits; around a point, of each in the box.
    fn select(
        &self,
        number: &str,
        question: &Question,
        order: Order,
        skipped: usize,
        most: usize,
    ) -> Result<Vec<i64>, Error> {
        let mut query = query(question);
        let limit = query.value(i64::try_from(most).unwrap_or(-1));
        let offset = query.value(skipped as i64);
        let (clause, order) = (query.clause(), by(order));
        let sql = format!("SELECT {number} FROM event e {clause} ORDER BY {order} LIMIT {limit} OFFSET {offset}");
        let mut statement = self.db.prepare_cached(&sql)?;
        let found = statement.query_map(params_from_iter(&query.values), |row| row.get(0))?;
        Ok(found.collect::<Result<_, _>>()?)
    }
}

pub(crate) fn query(question: &Question) -> Query {
    let filter = &question.filter;
    let mut query = Query::default();
    party(&mut query, filter.actor.as_ref(), "= 'actor'");
    party(&mut query, filter.with.as_ref(), "IN ('actor', 'recipient', 'host')");
    party(&mut query, filter.recipient.as_ref(), "= 'recipient'");
    if !filter.kinds.is_empty() {
        let list = query.list(&filter.kinds);
        query.push(format!("e.kind IN ({list})"));
    }
    if !filter.statuses.is_empty() {
        let names: Vec<String> = filter.statuses.iter().map(|status| status.name().to_owned()).collect();
        let list = query.list(&names);
        query.push(format!("e.status IN ({list})"));
    }
    modes(&mut query, &filter.modes);
    days(&mut query, filter);
    place(&mut query, filter.place.as_ref());
    if !filter.about.is_empty() {
        let words = query.value(search_words(&filter.about.join(" ")));
        query.push(format!(
            "e.id IN (SELECT v.id FROM sentence_words w JOIN event v
             ON v.id > (w.rowid >> 16) << 16 AND v.id < ((w.rowid >> 16) + 1) << 16 AND v.sentence = (w.rowid & 65535) - 1
             WHERE sentence_words MATCH {words})"
        ));
    }
    if let Some(report) = question.report {
        let (first, past) = (query.value(report << 16), query.value((report + 1) << 16));
        query.push(format!("e.id > {first} AND e.id < {past}"));
    }
    if let Some(min) = filter.min_confidence {
        let min = query.value(f64::from(min));
        query.push(format!("e.confidence >= {min}"));
    }
    if let Some(min) = filter.min_sources.filter(|min| *min > 1) {
        let min = query.value(min as i64);
        query.push(format!(
            "e.id IN (SELECT o.id FROM occurrence o WHERE o.sources > 1 AND o.sources >= {min}
             UNION ALL SELECT v.id FROM occurrence o JOIN event v ON v.occurrence = o.id AND v.occurrence <> v.id
             WHERE o.sources > 1 AND o.sources >= {min})"
        ));
    }
    if question.statements {
        query.push("e.content_start IS NOT NULL".to_owned());
    }
    if question.conditions {
        query.push("e.condition_start IS NOT NULL".to_owned());
    }
    query
}

pub(crate) const LATEST: &str = "e.ahead, e.day DESC, e.id DESC";

fn by(order: Order) -> &'static str {
    match order {
        Order::Latest => LATEST,
        Order::Earliest => "e.day, e.id",
        Order::Archive => "e.id",
    }
}

/// The rows of those who take part as asked for, as a clause begins with them.
fn party(query: &mut Query, who: Option<&Who>, role: &str) {
    let Some(who) = who else { return };
    let condition = match who {
        Who::Country(country) => {
            let country = query.value(country.clone());
            format!("party p WHERE p.country = {country} AND p.role {role}")
        }
        Who::Sector(sector) => of_sector(query, sector, role, ""),
        Who::CountrySector(country, sector) => {
            let country = query.value(country.clone());
            of_sector(query, sector, role, &format!("p.country = {country} AND "))
        }
        Who::Name(name) => {
            let words = query.value(search_words(name));
            let named = NAMED.replace("?words", &words);
            format!("party p WHERE p.entity IN ({named}) AND p.role {role}")
        }
    };
    query.parties.push(condition);
}

fn of_sector(query: &mut Query, sector: &str, role: &str, country: &str) -> String {
    let sector = query.value(format!("% {sector} %"));
    format!(
        "party p CROSS JOIN entity n ON n.id = p.entity
         WHERE {country}p.role {role} AND ' ' || n.sectors || ' ' LIKE {sector}"
    )
}

/// The few combinations of modes that there are, are looked through first.
fn modes(query: &mut Query, modes: &[String]) {
    if modes.is_empty() {
        return;
    }
    let any: Vec<String> = modes
        .iter()
        .map(|mode| {
            let mode = query.value(format!("% {mode} %"));
            format!("' ' || m.modes || ' ' LIKE {mode}")
        })
        .collect();
    let any = any.join(" OR ");
    query.push(format!("e.modes <> '' AND e.modes IN (SELECT m.modes FROM ({MODES}) m WHERE {any})"));
}

fn days(query: &mut Query, filter: &Filter) {
    if let Some(since) = filter.since {
        let since = query.value(since.to_string());
        query.push(format!("e.day >= {since}"));
    }
    if let Some(until) = filter.until {
        let until = query.value(until.to_string());
        query.push(format!("e.day <= {until}"));
    }
}

fn place(query: &mut Query, place: Option<&Place>) {
    match place {
        None => {}
        Some(Place::Country(code)) => {
            let code = query.value(code.clone());
            query.push(format!("e.place_country = {code}"));
        }
        Some(Place::Name(name)) => {
            let words = query.value(search_words(name));
            query.push(format!("e.place IN (SELECT rowid FROM entity_words WHERE entity_words MATCH {words})"));
        }
        Some(Place::Around { latitude, longitude, km }) => {
            let (north, east) = box_degrees(*latitude, *km);
            let mut number = |degrees: f32| query.value(f64::from(degrees));
            let latitudes = (number(latitude - north), number(latitude + north));
            let longitudes = (number(longitude - east), number(longitude + east));
            query.push(format!(
                "e.place IN (SELECT id FROM entity WHERE latitude BETWEEN {} AND {} AND longitude BETWEEN {} AND {})",
                latitudes.0, latitudes.1, longitudes.0, longitudes.1
            ));
        }
    }
}

/// Degrees of latitude and of longitude that a radius covers at most; a circle around a pole has all of longitude.
fn box_degrees(latitude: f32, km: f32) -> (f32, f32) {
    let north = km / KM_A_DEGREE;
    let shrink = (latitude.abs() + north).min(90.0).to_radians().cos();
    (north, if shrink < 0.01 { 360.0 } else { north / shrink })
}

/// Words for the full-text search: each must stand there; a phrase in quotation marks as it is.
pub(crate) fn search_words(text: &str) -> String {
    let quoted = |words: &str| format!("\"{}\"", words.replace('"', ""));
    let mut parts = Vec::new();
    for (at, piece) in text.split('"').enumerate() {
        let phrase = at % 2 == 1 && !piece.trim().is_empty();
        if phrase {
            parts.push(quoted(piece));
        } else {
            parts.extend(piece.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(quoted));
        }
    }
    if parts.is_empty() { "\"\"".to_owned() } else { parts.join(" ") }
}
