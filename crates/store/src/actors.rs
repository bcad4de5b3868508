//! Actors across reports: who the archive knows, and what people decide about them.

use rusqlite::{Connection, OptionalExtension, params};
use verbale_views::filter::fold;

use crate::ask::search_words;
use crate::correct::Author;
use crate::put::Batch;
use crate::{Archive, Error, ErrorKind};

/// How many names of an actor are handed out.
const VARIANTS_MAX: i64 = 8;

/// An actor and what the archive knows of it.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownActor {
    pub id: i64,
    pub name: String,
    pub kind: String,
    pub country: Option<String>,
    pub sectors: String,
    pub reports: i64,
    pub events: i64,
    pub offices: Vec<Tenure>,
    /// The names that reports give, the commonest first, with how many reports give each.
    pub variants: Vec<(String, i64)>,
}

/// An office and the first and last day of a report that gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Tenure {
    pub office: String,
    pub first: Option<String>,
    pub last: Option<String>,
    pub reports: i64,
}

/// What a person decided about two names.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Decision {
    pub id: i64,
    /// Both are one actor; else the other name is not the one's.
    pub joins: bool,
    pub one: String,
    pub one_country: Option<String>,
    pub other: String,
    pub other_country: Option<String>,
}

impl Decision {
    pub fn is(&self, name: &str, other: &str) -> bool {
        fold(name) == fold(other)
    }

    pub fn names_either(&self, name: &str) -> bool {
        self.is(&self.one, name) || self.is(&self.other, name)
    }
}

/// The decisions that were not taken back, in the order in which they were made.
pub(crate) fn standing(db: &Connection) -> Result<Vec<Decision>, Error> {
    let mut find = db.prepare_cached(
        "SELECT id, kind = 'same', one, one_country, other, other_country FROM decision WHERE undone IS NULL ORDER BY id",
    )?;
    let found = find.query_map([], |row| {
        let (id, joins, one) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (one_country, other, other_country) = (row.get(3)?, row.get(4)?, row.get(5)?);
        Ok(Decision { id, joins, one, one_country, other, other_country })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

impl Archive {
    /// Whether entities wait for their actor, as after an archive of version 1 was opened.
    pub fn has_unplaced(&self) -> Result<bool, Error> {
        Ok(self.db.query_row("SELECT EXISTS (SELECT 1 FROM unplaced)", [], |row| row.get(0))?)
    }

    /// The actors under one of whose names all words stand, those with the most events first.
    pub fn actors(&self, words: &str, country: Option<&str>, most: usize) -> Result<Vec<KnownActor>, Error> {
        let mut find = self.db.prepare_cached(
            "SELECT a.id, a.name, a.kind, a.country, a.sectors,
               (SELECT count(DISTINCT n.id >> 16) FROM entity n WHERE n.actor = a.id) AS reports,
               (SELECT count(DISTINCT p.event) FROM entity n JOIN party p ON p.entity = n.id WHERE n.actor = a.id) AS events
             FROM actor a
             WHERE (?1 = '' OR a.id IN (SELECT rowid FROM actor_words WHERE actor_words MATCH ?2)) AND (?3 IS NULL OR a.country = ?3)
             ORDER BY events DESC, reports DESC, a.id LIMIT ?4",
        )?;
        let found = find.query_map(params![words, search_words(words), country, most as i64], |row| {
            let (offices, variants) = (Vec::new(), Vec::new());
            let (id, name, kind, country) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            let (sectors, reports, events) = (row.get(4)?, row.get(5)?, row.get(6)?);
            Ok(KnownActor { id, name, kind, country, sectors, reports, events, offices, variants })
        })?;
        let mut all = found.collect::<Result<Vec<_>, _>>()?;
        all.iter_mut().try_for_each(|actor| self.fill(actor))?;
        Ok(all)
    }

    fn fill(&self, actor: &mut KnownActor) -> Result<(), Error> {
        let mut offices = self.db.prepare_cached(
            "SELECT n.office, min(r.published), max(r.published), count(DISTINCT r.id) FROM entity n JOIN report r ON r.id = n.id >> 16
             WHERE n.actor = ?1 AND n.office IS NOT NULL GROUP BY lower(n.office) ORDER BY 4 DESC, 1",
        )?;
        let tenures = offices.query_map([actor.id], |row| {
            Ok(Tenure { office: row.get(0)?, first: row.get(1)?, last: row.get(2)?, reports: row.get(3)? })
        })?;
        actor.offices = tenures.collect::<Result<_, _>>()?;
        let mut variants = self.db.prepare_cached(
            "SELECT name, count(DISTINCT id >> 16) FROM entity WHERE actor = ?1 AND near <> 0 GROUP BY name ORDER BY 2 DESC, 1 LIMIT ?2",
        )?;
        let found = variants.query_map([actor.id, VARIANTS_MAX], |row| Ok((row.get(0)?, row.get(1)?)))?;
        actor.variants = found.collect::<Result<_, _>>()?;
        Ok(())
    }

    /// The name of the actor who is asked for under another of its names: none where the words already stand in the name
    /// of an actor, or lead to nobody.
    pub fn actor_called(&self, words: &str) -> Result<Option<String>, Error> {
        let found = self.actors(words, None, 20)?;
        let asked = fold(words);
        let bears = |name: &str| {
            let name = fold(name);
            asked.split(' ').all(|word| name.split(' ').any(|other| other == word))
        };
        if found.iter().any(|actor| bears(&actor.name)) {
            return Ok(None);
        }
        // The index knows the words of all names together; one name must have them all.
        let mut names = self.db.prepare_cached("SELECT DISTINCT name FROM entity WHERE actor = ?1 AND near <> 0")?;
        for actor in found {
            let names = names.query_map([actor.id], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
            if names.iter().any(|name| bears(name)) {
                return Ok(Some(actor.name));
            }
        }
        Ok(None)
    }
}

impl Batch<'_> {
    /// Two actors are one; the number of the decision comes back. Placed when the batch is merged.
    pub fn join_actors(&self, one: i64, other: i64, author: &Author) -> Result<i64, Error> {
        let ((name, country), (other_name, other_country)) = (self.actor(one)?, self.actor(other)?);
        if one == other {
            return Err(Error::new(ErrorKind::Correction, "both are one actor already"));
        }
        self.place_again(&[one, other])?;
        self.decision("same", (name, country), (other_name, other_country), author)
    }

    /// Whoever has this name is not the actor; the number of the decision comes back.
    pub fn split_actor(&self, actor: i64, name: &str, author: &Author) -> Result<i64, Error> {
        let (own, country) = self.actor(actor)?;
        let mut find = self.transaction.prepare_cached("SELECT DISTINCT name FROM entity WHERE actor = ?1")?;
        let names: Vec<String> = find.query_map([actor], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let (apart, rest): (Vec<&String>, Vec<&String>) = names.iter().partition(|other| fold(other) == fold(name));
        let Some(apart) = apart.first().filter(|_| !rest.is_empty()) else {
            return Err(Error::new(ErrorKind::Correction, format!("actor {actor} has no name {name:?} beside others")));
        };
        // The name that stays names the actor, even where the archive shows it under the one that goes.
        let own = if fold(&own) == fold(name) { rest[0].clone() } else { own };
        self.place_again(&[actor])?;
        self.decision("apart", (own, country.clone()), ((*apart).clone(), country), author)
    }

    /// Takes a decision about actors back; it stays in the log.
    pub fn undo_decision(&self, decision: i64, at: &str) -> Result<(), Error> {
        let names: Option<(String, String)> = self
            .transaction
            .prepare_cached("UPDATE decision SET undone = ?2 WHERE id = ?1 AND undone IS NULL RETURNING one, other")?
            .query_row(params![decision, at], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let unknown = || Error::new(ErrorKind::Unknown, format!("decision {decision}"));
        let (one, other) = names.ok_or_else(unknown)?;
        let mut find = self
            .transaction
            .prepare_cached("SELECT DISTINCT actor FROM entity WHERE name IN (?1, ?2) AND near <> 0")?;
        let actors: Vec<i64> = find.query_map([one, other], |row| row.get(0))?.collect::<Result<_, _>>()?;
        self.place_again(&actors)
    }

    fn actor(&self, number: i64) -> Result<(String, Option<String>), Error> {
        let mut find = self.transaction.prepare_cached("SELECT name, country FROM actor WHERE id = ?1")?;
        let found = find.query_row([number], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        found.ok_or_else(|| Error::new(ErrorKind::Unknown, format!("actor {number}")))
    }

    fn place_again(&self, actors: &[i64]) -> Result<(), Error> {
        let mut again = self
            .transaction
            .prepare_cached("INSERT OR IGNORE INTO unplaced SELECT id FROM entity WHERE actor = ?1 AND near <> 0")?;
        actors.iter().try_for_each(|actor| again.execute([actor]).map(drop))?;
        Ok(())
    }

    fn decision(
        &self,
        kind: &str,
        one: (String, Option<String>),
        other: (String, Option<String>),
        author: &Author,
    ) -> Result<i64, Error> {
        let mut insert = self.transaction.prepare_cached(
            "INSERT INTO decision (kind, one, one_country, other, other_country, author, at, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        Ok(insert.insert(params![kind, one.0, one.1, other.0, other.1, author.name, author.at, author.reason])?)
    }
}
