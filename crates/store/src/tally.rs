//! Events by month, pair of countries, type and status, kept in step with the events: the view `months` is read from it.

use rusqlite::{Connection, params};
use verbale_record::archive_number;

use crate::Error;

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
