//! Countries and their names.

use std::collections::HashSet;

use crate::index::Named;
use crate::table::Table;
use crate::{Error, Numbers};

/// A country or territory.
#[derive(Clone, Debug, PartialEq)]
pub struct Country {
    /// ISO 3166-1 alpha-3, or the codebook's code.
    pub code: String,
    /// The two letters that the gazetteer uses.
    pub alpha2: String,
    pub name: String,
    /// Degrees north and east of its middle.
    pub middle: Option<(f32, f32)>,
    forms: Vec<(NameForm, String)>,
}

/// What kind of name of a country a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameForm {
    Name,
    Adjective,
    /// Its people: "Poles".
    Demonym,
    /// Its capital, standing for its government.
    Capital,
}

/// A country as some words name it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CountryName<'k> {
    pub country: &'k Country,
    pub form: NameForm,
}

/// A people inside a country, or across several: "Chechen". No country entity, but a hint for a group.
#[derive(Clone, Debug, PartialEq)]
pub struct People {
    pub country: String,
    names: Vec<String>,
}

/// One name of a country; the row that the look-ups find.
#[derive(Clone, Debug)]
pub(crate) struct NameRow {
    pub country: usize,
    pub form: NameForm,
    name: String,
}

impl Named for NameRow {
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str())
    }
}

impl Named for People {
    fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }
}

const COLUMNS: [&str; 10] = [
    "code",
    "alpha2",
    "name",
    "aliases",
    "adjectives",
    "demonyms",
    "capital",
    "capital_aliases",
    "latitude",
    "longitude",
];

pub(crate) fn countries(text: &str) -> Result<Vec<Country>, Error> {
    let table = Table::new("countries", text, &COLUMNS)?;
    let mut seen = HashSet::new();
    let mut countries = Vec::new();
    for row in table.rows() {
        let row = row?;
        let code = row.word("code")?;
        if code.len() != 3 || !code.bytes().all(|letter| letter.is_ascii_uppercase()) {
            return Err(row.error(format!("not a country code: {code}")));
        }
        if !seen.insert(code.to_owned()) {
            return Err(row.error(format!("a second {code}")));
        }
        let middle = row.position()?;
        let mut forms = vec![(NameForm::Name, row.word("name")?.to_owned())];
        let columns = [
            (NameForm::Name, "aliases"),
            (NameForm::Adjective, "adjectives"),
            (NameForm::Demonym, "demonyms"),
            (NameForm::Capital, "capital"),
            (NameForm::Capital, "capital_aliases"),
        ];
        for (form, column) in columns {
            forms.extend(row.list(column).map(|name| (form, name.to_owned())));
        }
        let (alpha2, name) = (row.word("alpha2")?.to_owned(), row.cell("name").to_owned());
        countries.push(Country { code: code.to_owned(), alpha2, name, middle, forms });
    }
    Ok(countries)
}

/// All names of all countries. A word that is several forms of one country keeps the first.
pub(crate) fn names(countries: &[Country]) -> Vec<NameRow> {
    let row = |country: usize, (form, name): &(NameForm, String)| NameRow { country, form: *form, name: name.clone() };
    let mut rows: Vec<NameRow> = countries
        .iter()
        .enumerate()
        .flat_map(|(number, country)| country.forms.iter().map(move |form| row(number, form)))
        .collect();
    // A name before an adjective before a capital, whatever the country: "Singapore", "Luxembourg", "Georgian".
    rows.sort_by_key(|row| row.form);
    rows
}

pub(crate) fn peoples(text: &str, codes: &crate::Codes) -> Result<Vec<People>, Error> {
    let table = Table::new("peoples", text, &["names", "country"])?;
    let mut peoples = Vec::new();
    for row in table.rows() {
        let row = row?;
        let country = codes.country(&row, "country")?.unwrap_or_default();
        peoples.push(People { country, names: row.list("names").map(str::to_owned).collect() });
    }
    Ok(peoples)
}
