//! Filters from the words of a command line or an address.

use verbale_knowledge::{Knowledge, NameForm, Ontology, Quad, fold};
use verbale_record::Status;

use super::who::is_country;
use super::{Filter, Place, Who, first_day, last_day};
use crate::Error;
use crate::error::ErrorKind;
use crate::weight::quad_name;

/// The flags of a filter and what each takes, for help texts and errors.
pub const FLAGS: [(&str, &str); 12] = [
    ("actor", "a country's code, a country's and a sector's, or a name"),
    ("with", "a country's code, a country's and a sector's, or a name"),
    ("recipient", "a country's code, a country's and a sector's, or a name"),
    ("kind", "types of events or quad classes, divided by commas"),
    ("mode", "modes of events, divided by commas"),
    ("status", "happened, planned, possible or denied, divided by commas"),
    ("since", "a day, month or year"),
    ("until", "a day, month or year, to its end"),
    ("place", "a country, a name, or a name or position with kilometres around it (\"Kursk 50km\")"),
    ("about", "words"),
    ("min-confidence", "a number from 0 to 1"),
    ("min-sources", "a whole number"),
];

/// Where a place of this name lies, in degrees north and east: a gazetteer behind a function.
pub type Locate<'a> = &'a dyn Fn(&str) -> Option<(f32, f32)>;

impl Filter {
    /// A filter from pairs of flag and value; empty values ask for nothing. Fails at the first flag that no filter has and
    /// the first value that its flag does not take, and names both.
    pub fn parse<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
        knowledge: &Knowledge,
        locate: Locate<'_>,
    ) -> Result<Filter, Error> {
        let mut filter = Filter::default();
        for (flag, value) in pairs.into_iter().filter(|(_, value)| !value.trim().is_empty()) {
            filter.set(flag, value.trim(), knowledge, locate)?;
        }
        Ok(filter)
    }

    fn set(&mut self, flag: &str, value: &str, knowledge: &Knowledge, locate: Locate<'_>) -> Result<(), Error> {
        let takes = FLAGS.iter().find(|(name, _)| *name == flag).map(|(_, takes)| *takes);
        let takes = takes.ok_or_else(|| Error::new(ErrorKind::Flag, flag))?;
        let wrong = || Error::value(flag, value, takes);
        let who = || Who::parse(value, knowledge).ok_or_else(wrong);
        match flag {
            "actor" => self.actor = Some(who()?),
            "with" => self.with = Some(who()?),
            "recipient" => self.recipient = Some(who()?),
            "kind" => self.kinds.extend(kinds(flag, value, knowledge.ontology())?),
            "mode" => self.modes.extend(modes(flag, value, knowledge.ontology())?),
            "status" => self.statuses.extend(statuses(flag, value)?),
            "since" => self.since = Some(first_day(flag, value)?),
            "until" => self.until = Some(last_day(flag, value)?),
            "place" => self.place = Some(place(value, knowledge, locate).ok_or_else(wrong)?),
            "about" => self.about.extend(fold(value).split(' ').filter(|word| !word.is_empty()).map(str::to_owned)),
            "min-confidence" => self.min_confidence = Some(share(value).ok_or_else(wrong)?),
            _ => self.min_sources = Some(value.parse().map_err(|_| wrong())?),
        }
        Ok(())
    }
}

fn list(value: &str) -> impl Iterator<Item = &str> {
    value.split(',').map(str::trim).filter(|part| !part.is_empty())
}

/// Types of events; the name of a quad class stands for its types.
fn kinds(flag: &str, value: &str, ontology: &Ontology) -> Result<Vec<String>, Error> {
    let mut kinds = Vec::new();
    for part in list(value) {
        let of_quad = |quad: Quad| quad_name(quad).eq_ignore_ascii_case(part);
        let named = |code: &str, quad: Quad| code.eq_ignore_ascii_case(part) || of_quad(quad);
        let found = ontology.events.iter().filter(|event| named(&event.code.code, event.quad));
        let before = kinds.len();
        kinds.extend(found.map(|event| event.code.code.clone()));
        if kinds.len() == before {
            return Err(Error::value(flag, part, "a type of event or a quad class"));
        }
    }
    Ok(kinds)
}

fn modes(flag: &str, value: &str, ontology: &Ontology) -> Result<Vec<String>, Error> {
    let known = |part: &str| {
        let mut modes = ontology.events.iter().flat_map(|event| &event.modes);
        modes.find(|mode| mode.code.code.eq_ignore_ascii_case(part)).map(|mode| mode.code.code.clone())
    };
    list(value).map(|part| known(part).ok_or_else(|| Error::value(flag, part, "a mode of an event"))).collect()
}

fn statuses(flag: &str, value: &str) -> Result<Vec<Status>, Error> {
    let status = |part: &str| Status::from_name(&part.to_ascii_lowercase());
    let wrong = |part: &str| Error::value(flag, part, "one of happened, planned, possible, denied");
    list(value).map(|part| status(part).ok_or_else(|| wrong(part))).collect()
}

fn share(value: &str) -> Option<f32> {
    value.parse().ok().filter(|share| (0.0..=1.0).contains(share))
}

fn place(value: &str, knowledge: &Knowledge, locate: Locate<'_>) -> Option<Place> {
    if let Some((name, km)) = with_radius(value) {
        let (latitude, longitude) = position(name).or_else(|| locate(name))?;
        return Some(Place::Around { latitude, longitude, km });
    }
    if is_country(value, knowledge) {
        return Some(Place::Country(value.to_owned()));
    }
    let country = knowledge.country_by_name(value).filter(|found| found.form == NameForm::Name);
    match (country, fold(value)) {
        (Some(found), _) => Some(Place::Country(found.country.code.clone())),
        (None, name) => (!name.is_empty()).then_some(Place::Name(name)),
    }
}

/// What stands before "50km" or "50 km", and the kilometres.
fn with_radius(value: &str) -> Option<(&str, f32)> {
    let rest = value.strip_suffix("km")?.trim_end();
    let name = rest.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    let km = rest.strip_prefix(name)?.parse().ok().filter(|km: &f32| *km > 0.0)?;
    let name = name.trim_end_matches([' ', ',']);
    (!name.is_empty()).then_some((name, km))
}

/// "36.2,37.1": degrees north and east.
fn position(text: &str) -> Option<(f32, f32)> {
    let (north, east) = text.split_once(',')?;
    let degrees = |part: &str, limit: f32| part.trim().parse().ok().filter(|degrees: &f32| degrees.abs() <= limit);
    Some((degrees(north, 90.0)?, degrees(east, 180.0)?))
}
