//! What every program that asks an archive needs: happenings answered by later ones, and events one after another.

use verbale_merge::{Rules, answers};
use verbale_record::{Occurrence, Told};
use verbale_store::{Archive, Error, LOADED_AT_ONCE, Order, Question};
use verbale_views::{Link, Who};

use crate::Lookup;

/// Events that are looked at for views which need all of them.
pub const EVENTS_MAX: usize = 100_000;

/// The words with which somebody is asked for, or the actor's own name where the words are another of its names.
///
/// # Errors
/// Where the archive cannot be read.
pub fn own_name(archive: &Archive, lookup: &Lookup, who: &str) -> Result<String, Error> {
    let named = matches!(Who::parse(who, lookup.knowledge()), Some(Who::Name(_)));
    let own = if named { archive.actor_called(who)? } else { None };
    Ok(own.unwrap_or_else(|| who.to_owned()))
}

/// Finds actors and happenings of an archive that an earlier version wrote.
///
/// # Errors
/// Where the archive cannot be written.
pub fn settle(archive: &mut Archive, rules: &Rules) -> Result<(), Error> {
    let batch = archive.batch()?;
    batch.merge(rules)?;
    batch.commit()
}

/// Which happenings answer which, as the views take it.
pub fn links(rules: &Rules, happenings: &[Occurrence], tellings: &[Told]) -> Vec<Link> {
    let found = answers(rules, happenings, tellings);
    found.iter().map(|link| Link { of: link.of, by: link.by, answer: link.answer }).collect()
}

/// Hands the events that fit to `take`, one after another, few of them in memory at a time. Where the archive fails on the way, `take`
/// sees an early end, and `incomplete` says what came of it.
pub fn stream<T, E: From<Error>>(
    archive: &Archive,
    question: &Question,
    take: impl FnOnce(&mut dyn Iterator<Item = Told>) -> Result<T, E>,
    incomplete: impl FnOnce(Error) -> E,
) -> Result<T, E> {
    let ids = archive.find(question, Order::Archive, 0, usize::MAX)?;
    let mut loader = archive.loader();
    let mut failed = None;
    let mut events =
        ids.chunks(LOADED_AT_ONCE).map_while(|ids| loader.events(ids).map_err(|error| failed = Some(error)).ok());
    let taken = take(&mut events.by_ref().flatten())?;
    drop(events);
    failed.map_or(Ok(taken), |error| Err(incomplete(error)))
}
