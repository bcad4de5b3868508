//! What tables and rules make of a name, a place or a time by themselves, with no report around it.

use std::collections::{BTreeMap, HashMap};

use verbale_knowledge::gazetteer::Place as Row;
use verbale_knowledge::{Collective, Gazetteer, Knowledge, NameForm, Region, Tenure};
use verbale_record::{Date, EntityKind, Span};
use verbale_resolve::actor::{self, Actor};
use verbale_resolve::place::{self, Asked, Place};
use verbale_views::Filter;

use crate::{Error, ErrorKind};

/// The share of a report's mentions that a country named beside a place is taken to have.
const SHARE_BESIDE: f32 = 0.5;

/// The tables alone; opened in milliseconds.
#[derive(Debug)]
pub struct Lookup {
    knowledge: Knowledge,
    gazetteer: Gazetteer<'static>,
}

/// Who somebody is.
#[derive(Debug)]
pub struct Who<'a> {
    /// What the words were read as, and the codes they give; empty where nothing is known.
    pub kind: EntityKind,
    pub actor: Actor,
    /// Rows of people by this name, at whatever time.
    pub tenures: Vec<&'a Tenure>,
    /// The row of bodies, organisations or groups by this name on the day.
    pub collective: Option<&'a Collective>,
}

/// Where a place is.
#[derive(Debug)]
pub struct Where<'a> {
    /// The likeliest place, or none rather than a wrong one.
    pub place: Option<Place>,
    /// Rows of regions, sites and waters by this name.
    pub regions: Vec<&'a Region>,
    /// Towns and administrative regions by this name, the most populous first.
    pub rows: Vec<Row<'a>>,
}

impl Lookup {
    /// The tables inside the program.
    #[cfg(feature = "bundled")]
    pub fn bundled() -> Result<Lookup, Error> {
        use crate::open::bundled;
        Lookup::open(bundled::KNOWLEDGE, bundled::GAZETTEER)
    }

    /// The tables inside the program with another gazetteer (see [`crate::gazetteer::open`]).
    #[cfg(feature = "bundled")]
    pub fn with(gazetteer: &'static [u8]) -> Result<Lookup, Error> {
        Lookup::open(crate::open::bundled::KNOWLEDGE, gazetteer)
    }

    /// From the bytes of a knowledge file and of a gazetteer.
    pub fn open(knowledge: &[u8], gazetteer: &'static [u8]) -> Result<Lookup, Error> {
        let knowledge = Knowledge::from_bytes(knowledge).map_err(|error| Error::new(ErrorKind::Knowledge, error))?;
        let gazetteer = Gazetteer::from_bytes(gazetteer).map_err(|error| Error::new(ErrorKind::Gazetteer, error))?;
        Ok(Lookup { knowledge, gazetteer })
    }

    /// The tables themselves.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// What events are asked for, from pairs of flag and value; see [`verbale_views::filter::FLAGS`].
    pub fn filter(&self, pairs: &[(&str, &str)]) -> Result<Filter, verbale_views::Error> {
        let position = |name: &str| {
            let place = self.locate(name, &[]).place?;
            Some((place.location.latitude, place.location.longitude))
        };
        Filter::parse(pairs.iter().copied(), &self.knowledge, &position)
    }

    /// Whom `words` name on `day`: "Sergey Lavrov", "the Kenyan navy", "Hamas".
    pub fn who(&self, words: &str, day: Option<Date>) -> Who<'_> {
        let (kind, actor) = actor::resolve_alone(&self.knowledge, Some(&self.gazetteer), words, day);
        Who {
            kind,
            actor,
            tenures: self.knowledge.tenures(words).collect(),
            collective: self.knowledge.collective(words, day),
        }
    }

    /// Where each of the places that are named in a text lies; `names`: where their names stand, in order; `guess`: whether
    /// the likeliest place will do where nothing tells it from others.
    pub fn locate_all(&self, text: &str, names: &[Span], guess: bool) -> Vec<Option<Place>> {
        let mut countries: BTreeMap<String, f32> = BTreeMap::new();
        let mut asked: Vec<Option<Asked>> = Vec::new();
        let mut at: HashMap<&str, usize> = HashMap::new();
        let mut of: Vec<usize> = Vec::new();
        for span in names {
            let name = span.of(text);
            let index = *at.entry(name).or_insert_with(|| {
                asked.push(Some(Asked { names: vec![name], ..Asked::default() }));
                asked.len() - 1
            });
            let place = asked[index].get_or_insert_default();
            place.containers.extend(place::container(text, *span));
            place.mentions += 1;
            of.push(index);
            if let Some(named) = self.knowledge.country_by_name(name).filter(|named| named.form != NameForm::Capital) {
                *countries.entry(named.country.code.clone()).or_default() += 1.0;
            }
        }
        let mut found = place::resolve_all(&self.knowledge, Some(&self.gazetteer), &asked, &countries, guess);
        for (name, index) in at {
            let people = self
                .knowledge
                .country_by_name(name)
                .filter(|named| matches!(named.form, NameForm::Adjective | NameForm::Demonym));
            if let Some(named) = people {
                found[index] = self.locate(&named.country.name, &[]).place;
            }
        }
        of.into_iter().map(|index| found[index].clone()).collect()
    }

    /// Where `name` lies, said beside the places or countries `near`.
    pub fn locate(&self, name: &str, near: &[&str]) -> Where<'_> {
        let country = |words: &&str| self.knowledge.country_by_name(words).map(|found| found.country.code.as_str());
        let countries: Vec<(&str, f32)> = near.iter().filter_map(country).map(|code| (code, SHARE_BESIDE)).collect();
        let query = place::Query { names: &[name], containers: near, countries: &countries, ..place::Query::default() };
        Where {
            place: place::resolve(&self.knowledge, Some(&self.gazetteer), &query),
            regions: self.knowledge.regions(name).collect(),
            rows: self.gazetteer.places(name),
        }
    }
}
