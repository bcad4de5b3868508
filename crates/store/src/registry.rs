//! The actors of new entities, before their happenings are merged. Only entities that share a neighbourhood with
//! something new are looked at again; who is one with whom does not depend on the order in which reports came in.
//!
//! People without a name get an actor only where office, country and day leave one: this is settled with what the archive
//! knows when the report comes in, so it may depend on the order, and merging does not look at it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension, Row, params};
use verbale_merge::{Actor, Lookup, Named, Rules, actor_keys, cluster_actors, is_nominal, touched};
use verbale_record::EntityKind;

use crate::Error;
use crate::actors::{Decision, standing};
use crate::merging::numbers;

/// So many days before its first and after its last mention an office is taken to be held.
const TERM_DAYS: i64 = 60;
/// This share of the reports that give the office must give it to one person.
const HOLDER_SHARE_MIN: f64 = 0.9;

/// An entity as it stands in the archive.
struct Held {
    named: Named,
    actor: i64,
    near: i64,
    /// Whether any of its mentions is a name.
    has_name: bool,
}

/// Gives all new entities their actor.
pub(crate) fn place(db: &Connection, rules: &Rules) -> Result<(), Error> {
    let new = numbers(db, "SELECT entity FROM unplaced ORDER BY entity", [])?;
    if new.is_empty() {
        return Ok(());
    }
    let fresh = load(db, &new)?;
    let (named, nominal): (Vec<Held>, Vec<Held>) = fresh.into_iter().partition(|held| bears_a_name(rules, held));
    let decisions = standing(db)?;
    let named = if decisions.is_empty() { place_countries(db, named)? } else { named };
    let keys: Vec<u64> = named.iter().flat_map(|held| keys(rules, &held.named, &decisions)).collect();
    let again: Vec<i64> =
        touched(&keys, &Kept { db }).into_iter().filter(|id| new.binary_search(id).is_err()).collect();
    let mut all = named;
    all.extend(load(db, &again)?);
    place_named(db, rules, &all, &decisions)?;
    let orphans = numbers(db, "SELECT entity FROM unplaced ORDER BY entity", [])?;
    let orphans: Vec<i64> = orphans.into_iter().filter(|id| new.binary_search(id).is_err()).collect();
    place_nominals(db, &nominal)?;
    place_nominals(db, &load(db, &orphans)?)?;
    db.execute("DELETE FROM unplaced", [])?;
    Ok(())
}

/// A country with a code is one with all of that code, which are many in a large archive and need not be looked at again: the
/// new ones get the actor that is there. Hands back all others.
fn place_countries(db: &Connection, named: Vec<Held>) -> Result<Vec<Held>, Error> {
    let mut find = db.prepare_cached(
        "SELECT a.id, n.near FROM actor a JOIN entity n ON n.id = a.id WHERE a.kind = 'country' AND a.country = ?1",
    )?;
    let (mut others, mut grown) = (Vec::new(), BTreeSet::new());
    for held in named {
        let code = held.named.country.as_ref().filter(|_| held.named.kind == EntityKind::Country && held.near == 0);
        let known =
            code.map(|code| find.query_row([code], |row| Ok((row.get(0)?, row.get(1)?))).optional()).transpose()?;
        match known.flatten() {
            Some((actor, near)) if actor < held.named.id => {
                set(db, held.named.id, (actor, near), false)?;
                grown.insert(actor);
            }
            _ => others.push(held),
        }
    }
    grown.into_iter().try_for_each(|actor| grow(db, actor))?;
    Ok(others)
}

/// An actor with new members is called, and coded, as most of them are; the first of equals, as `cluster_actors` has it.
fn grow(db: &Connection, actor: i64) -> Result<(), Error> {
    db.prepare_cached(
        "UPDATE actor SET
           name = (SELECT name FROM entity WHERE actor = ?1 GROUP BY name ORDER BY count(*) DESC, min(id) LIMIT 1),
           sectors = coalesce((SELECT sectors FROM entity WHERE actor = ?1 AND sectors <> ''
             GROUP BY sectors ORDER BY count(*) DESC, min(id) LIMIT 1), '')
         WHERE id = ?1",
    )?
    .execute([actor])?;
    db.prepare_cached(
        "INSERT OR REPLACE INTO actor_words (rowid, name)
         SELECT ?1, group_concat(name, char(10)) FROM (SELECT DISTINCT name FROM entity WHERE actor = ?1 ORDER BY name)",
    )?
    .execute([actor])?;
    Ok(())
}

/// Before the entities of a report go: those who shared a neighbourhood with them are to be placed again.
pub(crate) fn leave(db: &Connection, first: i64, past: i64) -> Result<(), Error> {
    let range = params![first, past];
    db.prepare_cached(
        "INSERT OR IGNORE INTO unplaced SELECT o.id FROM entity o WHERE o.near <> 0 AND o.near IN
         (SELECT n.near FROM entity n WHERE n.id > ?1 AND n.id < ?2) AND NOT (o.id > ?1 AND o.id < ?2)",
    )?
    .execute(range)?;
    let gone = numbers(db, "SELECT DISTINCT actor FROM entity WHERE id > ?1 AND id < ?2 AND near <> 0", range)?;
    gone.iter().try_for_each(|actor| forget(db, *actor))
}

fn load(db: &Connection, ids: &[i64]) -> Result<Vec<Held>, Error> {
    let mut find = db.prepare_cached(
        "SELECT n.id, n.name, n.variants, n.kind, n.country, n.sectors, n.office, r.published, n.actor, n.near, n.named > 0
         FROM entity n JOIN report r ON r.id = n.id >> 16 WHERE n.id = ?1",
    )?;
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        all.extend(find.query_row([id], held).optional()?);
    }
    Ok(all)
}

fn held(row: &Row) -> rusqlite::Result<Held> {
    let (variants, kind, sectors): (String, String, String) = (row.get(2)?, row.get(3)?, row.get(5)?);
    let day = row.get::<_, Option<String>>(7)?.and_then(|day| day.parse().ok());
    let named = Named {
        id: row.get(0)?,
        name: row.get(1)?,
        variants: variants.lines().map(str::to_owned).collect(),
        kind: EntityKind::from_name(&kind).unwrap_or(EntityKind::Group),
        country: row.get(4)?,
        sectors: sectors.split_whitespace().map(str::to_owned).collect(),
        office: row.get(6)?,
        first: day,
        last: day,
    };
    Ok(Held { named, actor: row.get(8)?, near: row.get(9)?, has_name: row.get(10)? })
}

/// Countries do, and whoever the report names; places are no actors.
fn bears_a_name(rules: &Rules, held: &Held) -> bool {
    match held.named.kind {
        EntityKind::Country => held.named.country.is_some() || held.has_name,
        EntityKind::Place => false,
        _ => held.has_name && !is_nominal(rules, &held.named),
    }
}

/// The keys of its names, and one of every decision that brings it together with somebody.
fn keys(rules: &Rules, named: &Named, decisions: &[Decision]) -> Vec<u64> {
    let mut keys = actor_keys(rules, named);
    let together = decisions.iter().filter(|decision| decision.joins && decision.names_either(&named.name));
    keys.extend(together.map(|decision| decision.id as u64));
    keys
}

/// What the archive keeps of earlier placings.
struct Kept<'a> {
    db: &'a Connection,
}

impl Lookup for Kept<'_> {
    fn neighbourhoods_by_key(&self, keys: &[u64]) -> Vec<i64> {
        let keys: BTreeSet<&u64> = keys.iter().collect();
        let of_key = "SELECT near FROM actor_key WHERE key = ?1";
        keys.iter().flat_map(|key| numbers(self.db, of_key, [**key as i64]).unwrap_or_default()).collect()
    }

    fn members(&self, neighbourhood: i64) -> Vec<i64> {
        numbers(self.db, "SELECT id FROM entity WHERE near = ?1 AND near <> 0", [neighbourhood]).unwrap_or_default()
    }
}

fn place_named(db: &Connection, rules: &Rules, all: &[Held], decisions: &[Decision]) -> Result<(), Error> {
    let entities: Vec<Named> = all.iter().map(|held| held.named.clone()).collect();
    let names: HashMap<i64, &Named> = entities.iter().map(|named| (named.id, named)).collect();
    let clustered = cluster_actors(rules, &entities);
    let mut near: HashMap<i64, i64> = clustered.neighbourhoods.iter().copied().collect();
    let mut actors = clustered.actors;
    for decision in decisions {
        decide(decision, &mut actors, &mut near, &names);
    }
    for old in all.iter().map(|held| held.actor).collect::<BTreeSet<i64>>() {
        forget(db, old)?;
    }
    let old: HashMap<i64, (i64, i64)> = all.iter().map(|held| (held.named.id, (held.actor, held.near))).collect();
    for near in old.values().map(|(_, near)| *near).collect::<BTreeSet<i64>>() {
        db.prepare_cached("DELETE FROM actor_key WHERE near = ?1")?.execute([near])?;
    }
    for actor in &actors {
        keep(db, actor, &names)?;
        for member in &actor.members {
            let now = (actor.id, near.get(member).copied().unwrap_or(*member));
            if old.get(member) != Some(&now) {
                set(db, *member, now, old.get(member).is_some_and(|(before, _)| *before == actor.id))?;
            }
        }
    }
    let mut insert = db.prepare_cached("INSERT OR IGNORE INTO actor_key VALUES (?1, ?2)")?;
    for named in &entities {
        for key in keys(rules, named, decisions) {
            insert.execute(params![key as i64, near.get(&named.id).copied().unwrap_or(named.id)])?;
        }
    }
    Ok(())
}

/// Brings two actors together, or sets those with one name apart.
fn decide(decision: &Decision, actors: &mut Vec<Actor>, near: &mut HashMap<i64, i64>, names: &HashMap<i64, &Named>) {
    let is = |actor: &Actor, (name, country): (&str, &Option<String>)| {
        let elsewhere = actor.country.as_ref().zip(country.as_ref()).is_some_and(|(a, b)| a != b);
        !elsewhere && actor.members.iter().any(|id| decision.is(name, &names[id].name))
    };
    let (first, second) = ((&*decision.one, &decision.one_country), (&*decision.other, &decision.other_country));
    let Some(one) = actors.iter().position(|actor| is(actor, first)) else { return };
    if decision.joins {
        let other = (0..actors.len()).find(|at| *at != one && is(&actors[*at], second));
        if let Some(other) = other {
            join(actors, near, one, other);
        }
        return;
    }
    let part = |id: &i64| decision.is(&decision.other, &names[id].name);
    let (apart, rest): (Vec<i64>, Vec<i64>) = actors[one].members.iter().partition(|id| part(id));
    if let (Some(first), false) = (apart.first(), rest.is_empty()) {
        let other = Actor { id: *first, name: decision.other.clone(), members: apart.clone(), ..actors[one].clone() };
        actors[one].id = rest[0];
        actors[one].members = rest;
        actors.push(other);
    }
}

fn join(actors: &mut Vec<Actor>, near: &mut HashMap<i64, i64>, one: usize, other: usize) {
    let (of_one, of_other) = (actors[one].members[0], actors[other].members[0]);
    let (from, to) = (near[&of_other].max(near[&of_one]), near[&of_other].min(near[&of_one]));
    near.values_mut().filter(|number| **number == from).for_each(|number| *number = to);
    let moved = actors[other].members.clone();
    actors[one].members.extend(moved);
    actors[one].members.sort_unstable();
    actors[one].id = actors[one].members[0];
    actors.remove(other);
}

/// An actor goes; people without a name who had it are placed again.
fn forget(db: &Connection, actor: i64) -> Result<(), Error> {
    db.prepare_cached(
        "INSERT OR IGNORE INTO unplaced SELECT id FROM entity WHERE actor = ?1 AND near = 0 AND actor <> 0",
    )?
    .execute([actor])?;
    db.prepare_cached("DELETE FROM actor WHERE id = ?1")?.execute([actor])?;
    db.prepare_cached("DELETE FROM actor_words WHERE rowid = ?1")?.execute([actor])?;
    Ok(())
}

fn keep(db: &Connection, actor: &Actor, names: &HashMap<i64, &Named>) -> Result<(), Error> {
    db.prepare_cached("INSERT OR REPLACE INTO actor (id, name, kind, country, sectors) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![actor.id, actor.name, actor.kind.name(), actor.country, actor.sectors.join(" ")])?;
    // Each name a line of its own in the index: "and" of its words finds the actor under any of them.
    let of_members = actor.members.iter().filter_map(|id| names.get(id));
    let all: BTreeSet<&str> = of_members.map(|named| named.name.as_str()).chain([actor.name.as_str()]).collect();
    let words = all.into_iter().collect::<Vec<_>>().join("\n");
    db.prepare_cached("INSERT OR REPLACE INTO actor_words (rowid, name) VALUES (?1, ?2)")?
        .execute(params![actor.id, words])?;
    Ok(())
}

/// An entity's actor and neighbourhood; where the actor is another than before, its happenings are merged again.
fn set(db: &Connection, entity: i64, now: (i64, i64), same_actor: bool) -> Result<(), Error> {
    db.prepare_cached("UPDATE entity SET actor = ?2, near = ?3 WHERE id = ?1")?.execute([entity, now.0, now.1])?;
    if !same_actor {
        db.prepare_cached("INSERT OR IGNORE INTO unmerged SELECT event FROM party WHERE entity = ?1")?
            .execute([entity])?;
    }
    Ok(())
}

/// "The president" of a country on a day, where nearly all reports around that day give the office to one person.
fn place_nominals(db: &Connection, nominals: &[Held]) -> Result<(), Error> {
    let mut terms: HashMap<(&str, String), Vec<Holder>> = HashMap::new();
    for held in nominals {
        let named = &held.named;
        let mut actor = 0;
        if let (Some(country), Some(office), Some(day)) = (&named.country, &named.office, named.first) {
            let key = (country.as_str(), office.to_lowercase());
            let holders = match terms.get(&key) {
                Some(holders) => holders,
                None => {
                    let found = holders(db, country, office)?;
                    terms.entry(key).or_insert(found)
                }
            };
            actor = holder(holders, &day.to_string(), named.kind).unwrap_or(0);
        }
        if held.actor != actor || held.near != 0 {
            db.prepare_cached("UPDATE entity SET actor = ?2, near = 0 WHERE id = ?1")?.execute([named.id, actor])?;
        }
    }
    Ok(())
}

/// One report that gives an office to an actor: the actor, and the days between which it speaks.
struct Holder {
    actor: i64,
    first: String,
    past: String,
}

fn holders(db: &Connection, country: &str, office: &str) -> Result<Vec<Holder>, Error> {
    let mut find = db.prepare_cached(
        "SELECT n.actor, date(r.published, ?3), date(r.published, ?4) FROM entity n JOIN report r ON r.id = n.id >> 16
         WHERE n.country = ?1 AND n.office = ?2 COLLATE NOCASE AND n.near <> 0 AND n.kind = 'person' AND r.published IS NOT NULL",
    )?;
    let range = (format!("-{TERM_DAYS} days"), format!("+{TERM_DAYS} days"));
    let found = find.query_map(params![country, office, range.0, range.1], |row| {
        Ok(Holder { actor: row.get(0)?, first: row.get(1)?, past: row.get(2)? })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn holder(holders: &[Holder], day: &str, kind: EntityKind) -> Option<i64> {
    if kind != EntityKind::Person {
        return None;
    }
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    let around = holders.iter().filter(|holder| holder.first.as_str() <= day && day <= holder.past.as_str());
    around.for_each(|holder| *counts.entry(holder.actor).or_default() += 1);
    let all: usize = counts.values().sum();
    let (actor, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count as f64 >= HOLDER_SHARE_MIN * all as f64).then_some(actor)
}
