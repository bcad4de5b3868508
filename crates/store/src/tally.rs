//! Events by month, pair of countries, type and status, kept in step with the events: series are read in a few milliseconds.

use rusqlite::{Connection, params};
use verbale_record::archive_number;

use crate::{Archive, Error};

/// One cell of the tally.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// A country's code; empty where no actor or recipient has one.
    pub actor: String,
    pub recipient: String,
    /// "2025-02"; empty for events without a day.
    pub month: String,
    pub kind: String,
    pub status: String,
    pub events: i64,
}

/// Each event counts once for each pair of an actor's and a recipient's country; a mutual one for each pair of its sides.
const PAIRS: &str = "
  WITH side AS (
    SELECT DISTINCT e.id, e.kind, e.status, coalesce(substr(e.day, 1, 7), '') AS month, a.country AS actor, a.role AS role
    FROM event e JOIN party a ON a.event = e.id AND a.country IS NOT NULL AND a.role <> 'host'
    WHERE e.id > ?1 AND e.id < ?2),
  pair AS (
    SELECT DISTINCT x.id, x.actor, y.actor AS recipient, x.month, x.kind, x.status
    FROM side x JOIN side y ON y.id = x.id AND y.actor <> x.actor
      AND (y.role = 'recipient' OR NOT EXISTS (SELECT 1 FROM side r WHERE r.id = x.id AND r.role = 'recipient'))
    WHERE x.role = 'actor'
    UNION
    SELECT x.id, x.actor, '', x.month, x.kind, x.status FROM side x
    WHERE x.role = 'actor' AND NOT EXISTS (SELECT 1 FROM side y WHERE y.id = x.id AND y.actor <> x.actor))
  INSERT INTO tally (actor, recipient, month, kind, status, events)
  SELECT actor, recipient, month, kind, status, ?3 * count(*) FROM pair WHERE 1 GROUP BY 1, 2, 3, 4, 5
  ON CONFLICT DO UPDATE SET events = events + excluded.events";

/// Adds (or with -1 takes away) the events of a report.
pub(crate) fn add(db: &Connection, report: i64, sign: i64) -> Result<(), Error> {
    let range = (archive_number(report, 0), archive_number(report + 1, 0));
    db.prepare_cached(PAIRS)?.execute(params![range.0, range.1, sign])?;
    Ok(())
}

impl Archive {
    /// The cells of one pair of countries in both directions, by month.
    pub fn tally_of_pair(&self, one: &str, other: &str) -> Result<Vec<Cell>, Error> {
        let mut find = self.db.prepare_cached(
            "SELECT * FROM tally WHERE events > 0 AND ((actor = ?1 AND recipient = ?2) OR (actor = ?2 AND recipient = ?1)) ORDER BY month, actor, kind",
        )?;
        let cells = find.query_map(params![one, other], cell)?;
        Ok(cells.collect::<Result<_, _>>()?)
    }

    /// All cells summed over pairs, by month, type and status.
    pub fn tally_by_month(&self) -> Result<Vec<Cell>, Error> {
        let mut find = self.db.prepare_cached(
            "SELECT '', '', month, kind, status, sum(events) FROM tally GROUP BY month, kind, status HAVING sum(events) > 0 ORDER BY month, kind",
        )?;
        let cells = find.query_map([], cell)?;
        Ok(cells.collect::<Result<_, _>>()?)
    }
}

fn cell(row: &rusqlite::Row) -> rusqlite::Result<Cell> {
    let (actor, recipient, month) = (row.get(0)?, row.get(1)?, row.get(2)?);
    Ok(Cell { actor, recipient, month, kind: row.get(3)?, status: row.get(4)?, events: row.get(5)? })
}
