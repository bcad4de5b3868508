//! Events in a sentence of the brief's own.

use verbale_record::{EntityKind, Occurrence, Party, Precision, Spot, Status, Told};

use super::gather::Item;
use super::name::{Namer, is_clean, is_plural, shown};
use super::page::Desk;
use super::phrases::{GAP, Pattern};
use super::when;
use crate::part::Count;
use crate::weight::is_mutual;

/// An event less sure than this is not told in words of its own.
const CONFIDENCE_MIN: f32 = 0.4;
/// An event less sure than this is told with "reportedly".
pub(super) const SURE: f32 = 0.6;
/// How many of day, place, sides, sizes and second sources must be known, so that a bare noun ("relations") makes no news.
const SUBSTANCE_MIN: usize = 2;

/// A sentence before its parties have names.
#[derive(Debug)]
pub(super) struct Clause<'a> {
    pub event: &'a Told,
    pub subject: Vec<&'a Party>,
    /// With a gap for the objects, where there are any.
    pub predicate: String,
    pub object: Vec<&'a Party>,
    pub hosts: Vec<&'a Party>,
    /// Place and sizes.
    pub tail: String,
}

impl Clause<'_> {
    /// The sentence, with a capital and a full stop.
    pub fn words(&self, namer: &mut Namer<'_>) -> String {
        let subject = namer.list(&self.subject, self.event);
        let object = namer.list(&self.object, self.event);
        let mut words = format!("{subject} {}{}", self.predicate.replacen(GAP, &object, 1), self.tail);
        if !self.hosts.is_empty() {
            words += &format!(", with {} as host", namer.list(&self.hosts, self.event));
        }
        sentence(&words)
    }
}

/// With a capital at its start and a stop at its end.
pub(super) fn sentence(words: &str) -> String {
    let words = words.trim().trim_end_matches([',', ';', ':']);
    let mut letters = words.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let ends = words.trim_end_matches(['”', '"', '’', '\'', ')']).ends_with(['.', '!', '?']);
    format!("{first}{}{}", letters.as_str(), if ends { "" } else { "." })
}

/// The sentence for an event; none where something that it needs is not known.
pub(super) fn clause<'a>(item: &Item<'a>, desk: &Desk<'_>) -> Option<Clause<'a>> {
    let event = item.lead;
    if event.confidence < CONFIDENCE_MIN || substance(item, desk) < SUBSTANCE_MIN {
        return None;
    }
    let pattern = desk.phrases.pattern(&event.kind, &event.modes, &event.trigger.text)?;
    let (subject, object) = roles(event, desk);
    if subject.iter().chain(&object).any(|party| !is_clean(party, desk.phrases)) {
        return None;
    }
    if contradicts_itself(event, &subject, &object, desk) {
        return None;
    }
    let verb = Verb { status: item.status, is_past: desk.is_past(item), is_plural: plural(&subject, desk) };
    let (subject, predicate, object) = match (subject.is_empty(), object.is_empty()) {
        (false, false) => (subject, verb.active(&pattern.past, &pattern.base)?, object),
        (false, true) => (subject, verb.active(&pattern.alone_past, &pattern.alone_base)?, object),
        (true, false) => {
            let verb = Verb { is_plural: plural(&object, desk), ..verb };
            (object, verb.passive(pattern)?, subject)
        }
        (true, true) => return None,
    };
    let predicate = if is_doubtful(item, desk) { verb.reportedly(&predicate) } else { predicate };
    let named: Vec<&Party> = subject.iter().chain(&object).copied().collect();
    let hosts = shown(&event.hosts, desk.phrases);
    let is_new = |host: &&Party| named.iter().all(|party| party.name != host.name) && is_clean(host, desk.phrases);
    let hosts = hosts.into_iter().filter(is_new).collect();
    Some(Clause { event, predicate, tail: tail(event, &named, desk), subject, object, hosts })
}

/// Whether people would meet their own country, or another country than the one in which they meet it.
fn contradicts_itself(event: &Told, subject: &[&Party], object: &[&Party], desk: &Desk<'_>) -> bool {
    let place = event.place.as_ref().and_then(|spot| spot.country.as_ref());
    let is_odd = |country: &&Party| {
        let own = subject.iter().any(|party| party.country.is_some() && party.country == country.country);
        own || place.is_some_and(|place| country.country.as_ref() != Some(place))
    };
    let countries = object.iter().copied().filter(|party| party.kind == EntityKind::Country);
    let goes_there = is_mutual(&event.kind, desk.knowledge.ontology()) && !event.recipients.is_empty();
    goes_there && countries.clone().any(|country| is_odd(&country))
}

/// Who does it and to whom. Of those who do it with each other, the first does it with the rest; one alone must be many.
fn roles<'a>(event: &'a Told, desk: &Desk<'_>) -> (Vec<&'a Party>, Vec<&'a Party>) {
    let actors = shown(&event.actors, desk.phrases);
    if !is_mutual(&event.kind, desk.knowledge.ontology()) || !event.recipients.is_empty() {
        return (actors, shown(&event.recipients, desk.phrases));
    }
    match actors.split_first() {
        Some((one, [])) if !is_plural(one, desk.phrases) => (Vec::new(), Vec::new()),
        Some((one, rest)) => (vec![*one], rest.to_vec()),
        None => (Vec::new(), Vec::new()),
    }
}

fn plural(parties: &[&Party], desk: &Desk<'_>) -> bool {
    parties.len() > 1 || parties.iter().any(|party| is_plural(party, desk.phrases))
}

/// How much is known of an event beside its type.
fn substance(item: &Item<'_>, desk: &Desk<'_>) -> usize {
    let event = item.lead;
    let people = event.parties().filter(|party| party.kind == EntityKind::Person).count();
    usize::from(event.start.is_some())
        + usize::from(event.place.is_some())
        + usize::from(!event.sizes.is_empty())
        + usize::from(shown(&event.actors, desk.phrases).len() + shown(&event.recipients, desk.phrases).len() >= 2)
        + usize::from(people >= 2)
        + usize::from(item.sources >= 2)
}

/// One of several reports alone, or not sure.
fn is_doubtful(item: &Item<'_>, desk: &Desk<'_>) -> bool {
    item.lead.confidence < SURE || (desk.has_many_sources && item.sources < 2)
}

/// How a verb stands: by status, number and tense.
#[derive(Clone, Copy)]
struct Verb {
    status: Status,
    /// The day for which it was planned is over.
    is_past: bool,
    is_plural: bool,
}

impl Verb {
    fn be(self) -> &'static str {
        match (self.is_past || matches!(self.status, Status::Happened | Status::Denied), self.is_plural) {
            (true, true) => "were",
            (true, false) => "was",
            (false, true) => "are",
            (false, false) => "is",
        }
    }

    fn active(self, past: &str, base: &str) -> Option<String> {
        if past.is_empty() || base.is_empty() {
            return None;
        }
        Some(match self.status {
            Status::Happened => past.to_owned(),
            Status::Planned => format!("{} to {base}", self.be()),
            Status::Possible => format!("may {base}"),
            Status::Denied => format!("did not {base}"),
        })
    }

    fn passive(self, pattern: &Pattern) -> Option<String> {
        let participle = &pattern.participle;
        if participle.is_empty() {
            return None;
        }
        Some(match self.status {
            Status::Happened => format!("{} {participle}", self.be()),
            Status::Planned => format!("{} to be {participle}", self.be()),
            Status::Possible => format!("may be {participle}"),
            Status::Denied => format!("{} not {participle}", self.be()),
        })
    }

    /// With "reportedly" after the form of "be", if there is one; what may be or is denied needs none.
    fn reportedly(self, predicate: &str) -> String {
        if matches!(self.status, Status::Possible | Status::Denied) {
            return predicate.to_owned();
        }
        match predicate.split_once(' ') {
            Some((be, rest)) if be == self.be() || ["was", "were"].contains(&be) => format!("{be} reportedly {rest}"),
            _ => format!("reportedly {predicate}"),
        }
    }
}

/// Where it was and how much: a country is not told again where its people already are.
fn tail(event: &Told, named: &[&Party], desk: &Desk<'_>) -> String {
    let is_told = |spot: &Spot| named.iter().any(|party| party.country.is_some() && party.country == spot.country);
    let is_country = |spot: &Spot| matches!(spot.precision, None | Some(Precision::Country));
    let place = event.place.as_ref().filter(|spot| !(is_country(spot) && is_told(spot)));
    let place = place.map(|spot| format!(" {}", desk.namer().place(spot))).unwrap_or_default();
    let sizes: Vec<String> = event.sizes.iter().map(|size| Count::of(size).words()).collect();
    let sizes = if sizes.is_empty() { String::new() } else { format!(" ({})", sizes.join(", ")) };
    place + &sizes
}

/// Who was not at which meeting; none where the meeting is not among the events or nobody is named.
pub(super) fn absence<'a>(item: &Item<'a>, desk: &Desk<'_>) -> Option<Clause<'a>> {
    let event = item.lead;
    let meeting = desk.event(event.of?)?;
    let subject = shown(&event.actors, desk.phrases);
    if subject.is_empty() || item.status != Status::Denied {
        return None;
    }
    let be = if plural(&subject, desk) { "were" } else { "was" };
    let predicate = format!("{be} not present at {}", desk.called(meeting, None)?);
    Some(Clause { event, subject, predicate, object: Vec::new(), hosts: Vec::new(), tail: String::new() })
}

impl Desk<'_> {
    /// "the meeting in Riyadh on 18 February 2025".
    pub fn called(&self, event: &Told, happening: Option<&Occurrence>) -> Option<String> {
        let noun = self.phrases.noun(event)?;
        let place = event.place.as_ref().map(|spot| format!(" {}", self.namer().place(spot))).unwrap_or_default();
        let (start, end) = happening.map_or((event.start, event.end), |happening| (happening.start, happening.end));
        let day = when::phrase(start, end);
        Some(format!("the {noun}{place}{}{day}", if day.is_empty() { "" } else { " " }))
    }
}
