//! A party as people ask for it: a country, a sector of it, or a name.

use serde::Serialize;
use verbale_knowledge::{Knowledge, NameForm, fold};
use verbale_record::Party;

/// Length of a country's or a sector's code.
const CODE_LETTERS: usize = 3;

/// A party as people ask for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Who {
    /// Everybody of a country or body (three capitals).
    Country(String),
    /// Everybody of a sector, whatever the country (three capitals).
    Sector(String),
    /// Everybody of a country's sector ("RUS MIL", "RUSMIL").
    CountrySector(String, String),
    /// Whoever bears these folded words in the name ("Sergey Lavrov", "Lavrov").
    Name(String),
}

impl Who {
    /// Codes that the tables know, in capitals; a country's name stands for its code; any other words are a name. None
    /// where there is neither letter nor digit, or where capitals have the form of codes and are none.
    pub fn parse(text: &str, knowledge: &Knowledge) -> Option<Who> {
        codes(text, knowledge).or_else(|| {
            let country = knowledge.country_by_name(text).filter(|found| found.form == NameForm::Name);
            match (country, fold(text)) {
                (Some(found), _) => Some(Who::Country(found.country.code.clone())),
                (None, name) if !name.is_empty() => Some(Who::Name(name)),
                (None, _) => None,
            }
        })
    }

    pub fn is(&self, party: &Party) -> bool {
        let of = |country: &str| party.country.as_deref() == Some(country);
        let among = |sector: &String| party.sectors.contains(sector);
        match self {
            Who::Country(country) => of(country),
            Who::Sector(sector) => among(sector),
            Who::CountrySector(country, sector) => of(country) && among(sector),
            Who::Name(name) => bears(name, &party.name) || bears(name, &party.words),
        }
    }

    /// As a heading shows it.
    pub fn label(&self) -> String {
        match self {
            Who::Country(code) | Who::Sector(code) => code.clone(),
            Who::CountrySector(country, sector) => format!("{country} {sector}"),
            Who::Name(name) => name.clone(),
        }
    }
}

fn codes(text: &str, knowledge: &Knowledge) -> Option<Who> {
    let text = text.trim();
    let sector = |code: &str| knowledge.ontology().sectors.iter().any(|row| row.code == code);
    let letters: String = text.split([' ', '-']).collect();
    if !letters.bytes().all(|byte| byte.is_ascii_uppercase()) || !letters.len().is_multiple_of(CODE_LETTERS) {
        return None;
    }
    let (first, second) = letters.split_at_checked(CODE_LETTERS)?;
    match second {
        "" if is_country(first, knowledge) => Some(Who::Country(first.to_owned())),
        "" if sector(first) => Some(Who::Sector(first.to_owned())),
        _ if is_country(first, knowledge) && sector(second) => {
            Some(Who::CountrySector(first.to_owned(), second.to_owned()))
        }
        _ => None,
    }
}

/// Whether a code is that of a country, or of a body that belongs to none.
pub(crate) fn is_country(code: &str, knowledge: &Knowledge) -> bool {
    let stateless = &knowledge.ontology().stateless;
    knowledge.country(code).is_some() || stateless.iter().any(|row| row.code.code == code)
}

/// Whether all words of the folded `part` stand in `name`, in any order.
pub(crate) fn bears(part: &str, name: &str) -> bool {
    let name = fold(name);
    !part.is_empty() && part.split(' ').all(|word| name.split(' ').any(|other| other == word))
}
