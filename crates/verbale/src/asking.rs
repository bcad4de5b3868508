//! What every program that asks an archive needs: happenings answered by later ones, and events one after another.

use std::collections::HashSet;

use verbale_merge::{Rules, answers};
use verbale_record::{Occurrence, Told};
use verbale_store::{Archive, Error, LOADED_AT_ONCE, Order, Question};
use verbale_views::{Dyad, Filter, Link, Who, dyad, dyad_of, place_of};

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

/// Whether more events fit than [`EVENTS_MAX`], so that only the latest are looked at.
///
/// # Errors
/// Where the archive cannot be read.
pub fn is_cut_short(archive: &Archive, question: &Question) -> Result<bool, Error> {
    Ok(archive.count_to(question, EVENTS_MAX + 1)? > EVENTS_MAX)
}

/// The events that fit, the earliest first; of more than [`EVENTS_MAX`] the latest.
///
/// # Errors
/// Where the archive cannot be read.
pub fn all_events(archive: &Archive, question: &Question) -> Result<Vec<Told>, Error> {
    let mut events = archive.ask(question, Order::Latest, 0, EVENTS_MAX)?;
    events.sort_by_key(|event| (event.day(), event.id));
    Ok(events)
}

/// The happenings of all events that fit, with all their tellings, in order of their numbers; of more than
/// [`EVENTS_MAX`] the latest. A happening lies within the days asked for as a whole, not by one telling alone.
///
/// # Errors
/// Where the archive cannot be read.
pub fn happenings(
    archive: &Archive,
    rules: &Rules,
    question: &Question,
) -> Result<(Vec<Occurrence>, Vec<Told>), Error> {
    load(archive, rules, question, archive.happening_numbers(question, Order::Latest)?)
}

/// The happenings in which both take part, whichever telling says so of whom.
fn happenings_of_both(
    archive: &Archive,
    rules: &Rules,
    question: &Question,
    both: [&Who; 2],
) -> Result<(Vec<Occurrence>, Vec<Told>), Error> {
    let of = |who: &Who| {
        let filter = Filter { with: Some(who.clone()), ..question.filter.clone() };
        archive.happening_numbers(&Question { filter, ..question.clone() }, Order::Latest)
    };
    let (mut numbers, others) = (of(both[0])?, of(both[1])?.into_iter().collect::<HashSet<i64>>());
    numbers.retain(|number| others.contains(number));
    load(archive, rules, question, numbers)
}

/// Their dealings by month; of two countries without a look at the words of what they did.
///
/// # Errors
/// Where the archive cannot be read.
pub fn dyad_of_both(
    archive: &Archive,
    lookup: &Lookup,
    rules: &Rules,
    question: &Question,
    both: [&Who; 2],
) -> Result<Dyad, Error> {
    let ontology = lookup.knowledge().ontology();
    let [one, other] = both;
    let countries = match both {
        [Who::Country(one), Who::Country(other)] if one != other => Some((one, other)),
        _ => None,
    };
    let Some((first, second)) = countries.filter(|_| question.asks_for_days_alone()) else {
        return Ok(dyad(one, other, &happenings_of_both(archive, rules, question, both)?.0, ontology));
    };
    let mut dyad = dyad_of(one, other, &archive.dealings(first, second, question)?, ontology);
    for meeting in dyad.meetings_mut() {
        meeting.place = archive.happenings(rules, &[meeting.id])?.0.first().and_then(place_of);
    }
    Ok(dyad)
}

fn load(
    archive: &Archive,
    rules: &Rules,
    question: &Question,
    mut numbers: Vec<i64>,
) -> Result<(Vec<Occurrence>, Vec<Told>), Error> {
    numbers.truncate(EVENTS_MAX);
    let (mut happenings, tellings) = archive.happenings(rules, &numbers)?;
    happenings.retain(|happening| question.filter.is_within(happening));
    Ok((happenings, tellings))
}

/// Which happenings answer which, as the views take it.
pub fn links(rules: &Rules, happenings: &[Occurrence], tellings: &[Told]) -> Vec<Link> {
    let found = answers(rules, happenings, tellings);
    found.iter().map(|link| Link { of: link.of, by: link.by, answer: link.answer }).collect()
}

/// Hands the events that fit to `take`, one after another, few of them in memory at a time. Where the archive fails on the
/// way, `take` sees an early end, and `incomplete` says what came of it.
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
