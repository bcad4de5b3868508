//! Pages of what fits, the latest first. Of parties of whom there is much, the latest events are gone through one by one,
//! which finds a page of them without a list of all.

use rusqlite::types::Value;
use rusqlite::{Statement, params};
use verbale_record::Told;
use verbale_views::{Filter, Place, Who};

use crate::ask::{LATEST, Query, query};
use crate::{Archive, Error, Order, Question};

/// Events beyond those shown are counted so far; to count on takes longer than to find them.
const MORE_MAX: usize = 10_000;

/// Who takes part in so many events is found faster by going through the latest events than by a list of all of them.
const MANY: i64 = 20_000;

/// So many of the latest events are gone through; what is not found among them is rather listed.
const WALK_MAX: usize = 30_000;

/// Whoever wants more than a page and what is counted beyond it wants everything.
const WALK_WANTED_MAX: usize = 4 * MORE_MAX;

/// The latest of the events that fit, and how many more there are.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub events: Vec<Told>,
    /// How many fit beyond those, as far as was counted.
    pub rest: usize,
    /// Whether all of them were counted.
    pub whole: bool,
}

/// Numbers of events that fit, the latest first, and whether they are all that fit.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) ids: Vec<i64>,
    pub(crate) whole: bool,
}

impl Archive {
    /// The latest of the events that fit, at most `most` of them after the first `skipped`, and how many more there are.
    pub fn page(&self, question: &Question, skipped: usize, most: usize) -> Result<Page, Error> {
        let shown = skipped.saturating_add(most);
        let wanted = shown.saturating_add(MORE_MAX + 1);
        // A list of words or parties is better made but once; what has none is found and counted by indexes.
        if !needs_list(&question.filter) && parties(&question.filter).next().is_none() {
            let events = self.ask(question, Order::Latest, skipped, most)?;
            let count = self.count_to(question, wanted)?;
            return Ok(Page { events, rest: count.saturating_sub(shown), whole: count < wanted });
        }
        let walked = self.walk(question, wanted)?.filter(|found| found.whole || found.ids.len() >= shown);
        let found = match walked {
            Some(found) => found,
            None => {
                let ids = self.listed(question, Order::Latest, 0, wanted)?;
                Found { whole: ids.len() < wanted, ids }
            }
        };
        let rest = found.ids.len().saturating_sub(shown);
        let ids: Vec<i64> = found.ids.into_iter().skip(skipped).take(most).collect();
        Ok(Page { events: self.events(&ids)?, rest, whole: found.whole })
    }

    /// The latest events that fit, found by going through all events from the latest one on: for parties of whom there is so
    /// much that to list all of it would take longer. Ends early after `most` of them or a number of events that were looked
    /// at; none where a list is shorter.
    pub(crate) fn walk(&self, question: &Question, most: usize) -> Result<Option<Found>, Error> {
        let filter = &question.filter;
        if needs_list(filter) || most > WALK_WANTED_MAX || !self.is_about_many(filter)? {
            return Ok(None);
        }
        let query = query(question);
        let here = query.values.len() + 1;
        let check = |party: &String| format!("EXISTS (SELECT 1 FROM {party} AND p.event = ?{here})");
        let parties: Vec<String> = query.parties.iter().map(check).collect();
        let mut fits = self.db.prepare_cached(&format!("SELECT {}", parties.join(" AND ")))?;
        let events = Query { parties: Vec::new(), ..query }; // the same values, since parameters go by number
        let sql = format!("SELECT e.id FROM event e {} ORDER BY {LATEST} LIMIT {WALK_MAX}", events.clause());
        let mut latest = self.db.prepare_cached(&sql)?;
        bind(&mut fits, &events.values)?;
        bind(&mut latest, &events.values)?;
        let (mut ids, mut seen) = (Vec::new(), 0);
        let mut rows = latest.raw_query();
        while let Some(row) = rows.next()? {
            seen += 1;
            let id: i64 = row.get(0)?;
            fits.raw_bind_parameter(here, id)?;
            if fits.raw_query().next()?.map_or(Ok(false), |row| row.get(0))? {
                ids.push(id);
                if ids.len() == most {
                    return Ok(Some(Found { ids, whole: false }));
                }
            }
        }
        Ok(Some(Found { ids, whole: seen < WALK_MAX }))
    }

    /// Whether a party that is asked for, by its codes, takes part in a great many events.
    fn is_about_many(&self, filter: &Filter) -> Result<bool, Error> {
        for who in parties(filter) {
            let many = match who {
                Who::Country(country) | Who::CountrySector(country, _) => self
                    .db
                    .prepare_cached("SELECT count(*) = ?2 FROM (SELECT 1 FROM party WHERE country = ?1 LIMIT ?2)")?
                    .query_row(params![country, MANY], |row| row.get(0))?,
                Who::Sector(_) => true,
                Who::Name(_) => false,
            };
            if !many {
                return Ok(false);
            }
        }
        Ok(parties(filter).next().is_some())
    }
}

/// All who are asked for, in whatever role.
fn parties(filter: &Filter) -> impl Iterator<Item = &Who> {
    [&filter.actor, &filter.with, &filter.recipient].into_iter().flatten()
}

/// Whether what fits is known from a list of all of it alone: of words, around a point.
fn needs_list(filter: &Filter) -> bool {
    !filter.about.is_empty() || matches!(filter.place, Some(Place::Around { .. }))
}

/// Binds as many of the values as the statement has parameters for.
fn bind(statement: &mut Statement, values: &[Value]) -> Result<(), Error> {
    for (at, value) in values.iter().enumerate().take(statement.parameter_count()) {
        statement.raw_bind_parameter(at + 1, value)?;
    }
    Ok(())
}
