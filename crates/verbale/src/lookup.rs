//! What tables and rules make of a name, a place or a time by themselves, with no report around it.

use std::collections::{BTreeMap, HashMap};

use verbale_knowledge::gazetteer::Place as Row;
use verbale_knowledge::{Collective, Gazetteer, Knowledge, NameForm, Region, Tenure};
use verbale_record::{Date, EntityKind, Precision, Span};
use verbale_resolve::actor::{self, Actor};
use verbale_resolve::place::{self, Asked, Place};
use verbale_views::Filter;

use crate::{Error, ErrorKind};

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
    /// the likeliest place will do where nothing tells it from others. The name of a people is its country's.
    pub fn locate_all(&self, text: &str, names: &[Span], guess: bool) -> Vec<Option<Place>> {
        let mut asked: Vec<Asked> = Vec::new();
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut of: Vec<usize> = Vec::with_capacity(names.len());
        for span in names {
            let name = span.of(text);
            let number = *numbers.entry(name).or_insert(asked.len());
            if number == asked.len() {
                asked.push(Asked { names: vec![self.country_name(name)], ..Asked::default() });
            }
            asked[number].containers.extend(place::container(text, *span));
            asked[number].mentions += 1;
            of.push(number);
        }
        let found = self.together(asked, guess);
        of.into_iter().map(|number| found[number].clone()).collect()
    }

    /// Where `name` lies, said beside the places or countries `near`; it may lie in those of them that are wide.
    pub fn locate(&self, name: &str, near: &[&str]) -> Where<'_> {
        let alone = |name: &str| self.together(vec![Asked { names: vec![name], ..Asked::default() }], false).pop();
        let is_wide = |name: &&str| {
            let place = alone(self.country_name(name)).flatten();
            place.is_none_or(|place| place.location.precision > Precision::Town)
        };
        let containers = near.iter().copied().filter(is_wide).collect();
        let beside =
            near.iter().map(|name| Asked { names: vec![self.country_name(name)], mentions: 1, ..Asked::default() });
        let asked = Asked { names: vec![name], containers, mentions: 1 };
        Where {
            place: self.together(std::iter::once(asked).chain(beside).collect(), false).swap_remove(0),
            regions: self.knowledge.regions(name).collect(),
            rows: self.gazetteer.places(name),
        }
    }

    /// For the name of a people that of its country, else the name.
    fn country_name<'a>(&'a self, name: &'a str) -> &'a str {
        let people = |form: NameForm| matches!(form, NameForm::Adjective | NameForm::Demonym);
        let named = self.knowledge.country_by_name(name).filter(|named| people(named.form));
        named.map_or(name, |named| &named.country.name)
    }

    /// Places of one text, where countries speak by their names.
    fn together(&self, asked: Vec<Asked<'_>>, guess: bool) -> Vec<Option<Place>> {
        let mut countries: BTreeMap<String, f32> = BTreeMap::new();
        for place in &asked {
            let named = place.names.first().and_then(|name| self.knowledge.country_by_name(name));
            if let Some(named) = named.filter(|named| named.form == NameForm::Name) {
                *countries.entry(named.country.code.clone()).or_default() += place.mentions as f32;
            }
        }
        let asked: Vec<Option<Asked>> = asked.into_iter().map(Some).collect();
        place::resolve_all(&self.knowledge, Some(&self.gazetteer), &asked, &countries, guess)
    }
}
