//! Other lists' codes of countries and names of sectors.

use std::collections::HashMap;

use super::rows;
use crate::Error;

/// A country's codes in other lists; empty where a list has none of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct CountryCodes {
    /// FIPS 10-4.
    pub fips: String,
    /// CAMEO's code where it is not the alpha-3 code.
    pub cameo: String,
    /// GDELT's class of a town and of a region there.
    pub city: String,
    pub state: String,
}

/// What a sector is called elsewhere.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct SectorNames {
    pub cameo: String,
    pub icews: String,
    /// Whether an organisation of it is a body of the state.
    pub public: bool,
}

pub(crate) fn countries(text: &str) -> Result<HashMap<String, CountryCodes>, Error> {
    let mut found = HashMap::new();
    rows::each("countries.tsv", text, &["code", "fips", "cameo", "city", "state"], |row| {
        let cell = |column| row.cell(column).to_owned();
        let (fips, cameo, city, state) = (cell("fips"), cell("cameo"), cell("city"), cell("state"));
        match found.insert(row.word("code")?, CountryCodes { fips, cameo, city, state }) {
            None => Ok(()),
            Some(_) => Err(row.error("a second row for one country")),
        }
    })?;
    Ok(found)
}

pub(crate) fn sectors(text: &str) -> Result<HashMap<String, SectorNames>, Error> {
    let mut found = HashMap::new();
    rows::each("sectors.tsv", text, &["sector", "cameo", "icews", "public"], |row| {
        let names = SectorNames {
            cameo: row.cell("cameo").to_owned(),
            icews: row.cell("icews").to_owned(),
            public: row.choice("public", rows::yes)?,
        };
        found.insert(row.word("sector")?, names);
        Ok(())
    })?;
    Ok(found)
}
