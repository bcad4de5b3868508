//! Places that a gazetteer of towns lacks: regions, seas, rivers, lines, buildings, camps, villages.

use verbale_record::Precision;

use crate::index::Named;
use crate::table::Table;
use crate::{Codes, Error, Numbers};

/// A row of the supplement.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    pub name: String,
    /// None for what lies in several countries, or in none.
    pub country: Option<String>,
    pub latitude: f32,
    pub longitude: f32,
    /// "region", "sea", "village" ...
    pub kind: String,
    pub precision: Precision,
    aliases: Vec<String>,
}

impl Named for Region {
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

pub(crate) fn regions(text: &str, codes: &Codes) -> Result<Vec<Region>, Error> {
    let table = Table::new("regions", text, &["name", "aliases", "country", "latitude", "longitude", "kind"])?;
    let mut regions = Vec::new();
    for row in table.rows() {
        let row = row?;
        let (latitude, longitude) = row.position()?.ok_or_else(|| row.error("no position"))?;
        let kind = row.word("kind")?.to_owned();
        let precision = precision(&kind).ok_or_else(|| row.error(format!("not a kind of place: {kind}")))?;
        let aliases = row.list("aliases").map(str::to_owned).collect();
        let (name, country) = (row.word("name")?.to_owned(), codes.country(&row, "country")?);
        regions.push(Region { name, country, latitude, longitude, kind, precision, aliases });
    }
    Ok(regions)
}

/// How exactly the middle of such a place says where it is.
fn precision(kind: &str) -> Option<Precision> {
    match kind {
        "building" | "site" | "camp" | "crossing" | "quarter" => Some(Precision::Exact),
        "village" | "town" => Some(Precision::Town),
        "region" | "island" | "river" | "lake" | "line" | "mountains" | "strait" | "desert" => Some(Precision::Admin),
        "sea" | "area" | "continent" => Some(Precision::Country),
        _ => None,
    }
}
