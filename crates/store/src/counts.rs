//! Happenings without a look at their words: counted by day or month, and as dealings of two countries.

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params, params_from_iter};
use verbale_record::{Date, Occurrence, Party, Status};
use verbale_views::{DayCount, Dealt, Place, Sides, Step};

use crate::ask::query;
use crate::events::{day, list, word};
use crate::{Archive, Error, Order, Question};

/// What the column `ways` adds up.
const FIRST_ON_SECOND: i64 = 1;
const SECOND_ON_FIRST: i64 = 2;
const BOTH_ACT: i64 = 4;
const TO_NOBODY: i64 = 8;

impl Archive {
    /// The happenings of all events that fit, by day or, where whole months are asked for, by month.
    pub fn day_counts(&self, question: &Question, step: Step) -> Result<Vec<DayCount>, Error> {
        let by_month = step == Step::Month && question.filter.asks_for_whole_months();
        let mut counts = match (question.asks_for_days_alone(), &question.filter.place) {
            (true, _) if by_month => self.counts_by_month()?,
            (true, _) => self.counted("SELECT day, status, kind, modes, 1 FROM occurrence", &[])?,
            (false, Some(Place::Around { .. })) => self.counts_around(question)?,
            (false, _) => self.counts_of(question, by_month)?,
        };
        counts.retain(|count| question.filter.has_day(count.day));
        Ok(counts)
    }

    fn counts_by_month(&self) -> Result<Vec<DayCount>, Error> {
        self.counted("SELECT month || '-01', status, kind, modes, happenings FROM pace WHERE happenings > 0", &[])
    }

    fn counts_of(&self, question: &Question, by_month: bool) -> Result<Vec<DayCount>, Error> {
        let query = query(question);
        let day = if by_month { "substr(o.day, 1, 7) || '-01'" } else { "o.day" };
        let sql = format!(
            "SELECT {day}, o.status, o.kind, o.modes, count(*) FROM occurrence o
             WHERE o.id IN (SELECT coalesce(e.occurrence, e.id) FROM event e {}) GROUP BY 1, 2, 3, 4",
            query.clause()
        );
        self.counted(&sql, &query.values)
    }

    fn counts_around(&self, question: &Question) -> Result<Vec<DayCount>, Error> {
        let mut counts = Vec::new();
        for number in self.happening_numbers(question, Order::Archive)? {
            let sql = "SELECT day, status, kind, modes, 1 FROM occurrence WHERE id = ?1";
            counts.extend(self.counted(sql, &[number.into()])?);
        }
        Ok(counts)
    }

    /// Rows of day, status, type, modes and how many.
    fn counted(&self, sql: &str, values: &[Value]) -> Result<Vec<DayCount>, Error> {
        let mut find = self.db.prepare_cached(sql)?;
        let found = find.query_map(params_from_iter(values), |row| day_count(row, row.get(4)?))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The happenings in which both countries take part, as far as the days asked for go; no country deals with itself.
    pub fn dealings(&self, one: &str, other: &str, question: &Question) -> Result<Vec<Dealt>, Error> {
        let turned = one > other;
        let (first, second) = if turned { (other, one) } else { (one, other) };
        let mut find = self.db.prepare_cached(
            "SELECT o.day, o.status, o.kind, o.modes, o.id, d.ways FROM dealing d JOIN occurrence o ON o.id = d.occurrence
             WHERE d.one = ?1 AND d.other = ?2 ORDER BY o.id",
        )?;
        let found = find.query_map([first, second], |row| dealt(row, turned))?;
        let mut dealt = found.collect::<Result<Vec<Dealt>, _>>()?;
        dealt.retain(|dealt| question.filter.has_day(dealt.day));
        Ok(dealt)
    }
}

fn day_count(row: &Row, count: usize) -> rusqlite::Result<DayCount> {
    let (day, status, kind, modes) = heading(row)?;
    Ok(DayCount { day, kind, modes, status, count })
}

fn dealt(row: &Row, turned: bool) -> rusqlite::Result<Dealt> {
    let (day, status, kind, modes) = heading(row)?;
    let ways: i64 = row.get(5)?;
    let has = |way: i64| ways & way != 0;
    let (forth, back) = if turned { (SECOND_ON_FIRST, FIRST_ON_SECOND) } else { (FIRST_ON_SECOND, SECOND_ON_FIRST) };
    let sides = Sides { forth: has(forth), back: has(back), both_act: has(BOTH_ACT), to_nobody: has(TO_NOBODY) };
    Ok(Dealt { id: row.get(4)?, day, kind, modes, status, sides })
}

/// Day, status, type and modes, from the first four columns.
fn heading(row: &Row) -> rusqlite::Result<(Option<Date>, Status, String, Vec<String>)> {
    let status = Status::from_name(word(row, 1)?).unwrap_or(Status::Happened);
    Ok((day(row, 0)?, status, row.get(2)?, list(row, 3)?))
}

/// Keeps a happening's pairs of countries.
pub(crate) fn insert_dealings(db: &Connection, happening: &Occurrence) -> Result<(), Error> {
    let parties = [&happening.actors, &happening.recipients, &happening.hosts].into_iter().flatten();
    let mut countries: Vec<&str> = parties.filter_map(|party| party.country.as_deref()).collect();
    countries.sort_unstable();
    countries.dedup();
    let mut insert = db.prepare_cached("INSERT OR REPLACE INTO dealing VALUES (?1, ?2, ?3, ?4)")?;
    for (at, first) in countries.iter().enumerate() {
        for second in &countries[at + 1..] {
            insert.execute(params![first, second, happening.id, ways(happening, first, second)])?;
        }
    }
    Ok(())
}

fn ways(happening: &Occurrence, first: &str, second: &str) -> i64 {
    let among =
        |parties: &[Party], country: &str| parties.iter().any(|party| party.country.as_deref() == Some(country));
    let acts = |country| among(&happening.actors, country);
    let suffers = |country| among(&happening.recipients, country);
    let ways = [
        (FIRST_ON_SECOND, acts(first) && suffers(second)),
        (SECOND_ON_FIRST, acts(second) && suffers(first)),
        (BOTH_ACT, acts(first) && acts(second)),
        (TO_NOBODY, happening.recipients.is_empty()),
    ];
    ways.into_iter().filter(|(_, holds)| *holds).map(|(way, _)| way).sum()
}
