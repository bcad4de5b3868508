//! What is known beforehand: countries, bodies, titles, people, groups, places, and the ontology of events.
//!
//! Knowledge is data. Tables under `data/` are checked and packed into one file by `cargo xtask gen`; [`Knowledge`] is
//! that file in memory. Loading is the only place where a table can be wrong; look-ups cannot fail. Towns are many, so
//! the [`Gazetteer`] is a second file, which is searched where it lies.
#![forbid(unsafe_code)]

mod codes;
mod collective;
mod container;
mod country;
mod cue;
mod error;
pub mod gazetteer;
mod index;
mod key;
mod ontology;
mod person;
mod phrases;
mod region;
mod table;
mod title;
mod trust;
mod words;

use std::collections::HashMap;
use std::sync::OnceLock;

use jiff::civil::Date;

pub(crate) use codes::{Codes, Numbers};
pub use collective::Collective;
pub use container::pack;
pub use country::{Country, CountryName, NameForm, People};
pub use cue::Cue;
pub use error::Error;
pub use gazetteer::Gazetteer;
pub use key::fold;
pub use ontology::{Code, EventType, Mode, Ontology, Quad, Stateless};
pub use person::Tenure;
pub use region::Region;
pub use title::{Effect, Head, Modifier, Title};

use country::NameRow;
use index::Index;
use key::Keys;
use table::Table;

/// The tables that a knowledge file holds, in its order; each is a file `<name>.tsv`.
pub const TABLES: [&str; 19] = [
    "spellings",
    "events",
    "modes",
    "aux",
    "contexts",
    "sectors",
    "stateless",
    "cues",
    "countries",
    "peoples",
    "bodies",
    "organisations",
    "groups",
    "titles",
    "heads",
    "modifiers",
    "trust",
    "people",
    "regions",
];

/// All tables, checked and ready to be looked up.
#[derive(Clone, Debug)]
pub struct Knowledge {
    keys: Keys,
    version: String,
    ontology: Ontology,
    countries: Vec<Country>,
    names: Index<NameRow>,
    peoples: Index<People>,
    collectives: Index<Collective>,
    titles: Index<Title>,
    heads: Index<Head>,
    modifiers: Index<Modifier>,
    trust: HashMap<String, f32>,
    people: Index<Tenure>,
    surnames: OnceLock<HashMap<String, Vec<usize>>>,
    regions: Index<Region>,
    cues: Index<Cue>,
}

impl Knowledge {
    /// Reads a file that [`pack`] made. Fails where the file is damaged or a row cannot be right.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let (tables, sum) = container::unpack(bytes)?;
        let tables: HashMap<&str, &str> = tables.into_iter().collect();
        let text = |name: &str| tables.get(name).copied().ok_or_else(|| Error::file(format!("no {name} table")));
        let keys = spellings(text("spellings")?)?;
        let ontology = Ontology {
            events: ontology::events(text("events")?, text("modes")?)?,
            aux: ontology::codes("aux", text("aux")?)?,
            contexts: ontology::codes("contexts", text("contexts")?)?,
            sectors: ontology::codes("sectors", text("sectors")?)?,
            stateless: ontology::stateless(text("stateless")?)?,
        };
        let countries = country::countries(text("countries")?)?;
        let codes = all_codes(&countries, &ontology);
        let mut collectives = collective::collectives("bodies", text("bodies")?, &codes)?;
        collectives.extend(collective::collectives("organisations", text("organisations")?, &codes)?);
        collectives.extend(collective::collectives("groups", text("groups")?, &codes)?);
        Ok(Knowledge {
            version: format!("{}+{sum:016x}", env!("CARGO_PKG_VERSION")),
            names: Index::new(country::names(&countries)),
            peoples: Index::new(country::peoples(text("peoples")?, &codes)?),
            collectives: Index::new(collectives),
            titles: Index::new(title::titles(text("titles")?, &codes)?),
            heads: Index::new(title::heads(text("heads")?, &codes)?),
            modifiers: Index::new(title::modifiers(text("modifiers")?, &codes)?),
            trust: trust::shares(text("trust")?)?,
            surnames: OnceLock::new(),
            people: Index::new(person::people(text("people")?, &codes)?),
            regions: Index::new(region::regions(text("regions")?, &codes)?),
            cues: Index::new(cue::cues(text("cues")?)?),
            keys,
            ontology,
            countries,
        })
    }

    /// The program's version and the file's checksum.
    pub fn version(&self) -> &str {
        &self.version
    }

    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    pub fn countries(&self) -> &[Country] {
        &self.countries
    }

    /// The country with an alpha-3 code.
    pub fn country(&self, code: &str) -> Option<&Country> {
        self.countries.iter().find(|country| country.code == code)
    }

    /// The country with the two letters that the gazetteer uses.
    pub fn country_by_alpha2(&self, alpha2: &str) -> Option<&Country> {
        self.countries.iter().find(|country| country.alpha2 == alpha2)
    }

    /// Every office on record of the person of this name, in order of the table.
    pub fn tenures<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Tenure> + use<'a> {
        self.people.all(&self.keys, name)
    }

    /// What the person of this name was on a day: the office held, or the last one before it.
    pub fn person(&self, name: &str, day: Option<Date>) -> Option<&Tenure> {
        words::office_on(self.tenures(name), day)
    }
}

fn spellings(text: &str) -> Result<Keys, Error> {
    let table = Table::new("spellings", text, &["written", "key"])?;
    let mut pairs = Vec::new();
    for row in table.rows() {
        let row = row?;
        pairs.push((row.word("written")?.to_owned(), row.word("key")?.to_owned()));
    }
    Ok(Keys::new(pairs))
}

fn all_codes(countries: &[Country], ontology: &Ontology) -> Codes {
    let stateless = ontology.stateless.iter().map(|row| row.code.code.clone());
    Codes {
        countries: countries.iter().map(|country| country.code.clone()).chain(stateless).collect(),
        sectors: ontology.sectors.iter().map(|code| code.code.clone()).collect(),
    }
}
