//! The codes that cells may hold, and the cells that hold them.

use std::collections::HashSet;

use crate::Error;
use crate::table::Row;

/// All codes of countries and sectors.
#[derive(Clone, Debug, Default)]
pub(crate) struct Codes {
    pub countries: HashSet<String>,
    pub sectors: HashSet<String>,
}

impl Codes {
    /// The country of a row; an empty cell is none.
    pub fn country(&self, row: &Row<'_>, column: &str) -> Result<Option<String>, Error> {
        match row.cell(column) {
            "" => Ok(None),
            code if self.countries.contains(code) => Ok(Some(code.to_owned())),
            code => Err(row.error(format!("not a country code: {code}"))),
        }
    }

    pub fn sectors(&self, row: &Row<'_>, column: &str) -> Result<Vec<String>, Error> {
        row.list(column)
            .map(|code| match self.sectors.contains(code) {
                true => Ok(code.to_owned()),
                false => Err(row.error(format!("not a sector code: {code}"))),
            })
            .collect()
    }
}

/// Cells that are numbers of one meaning.
pub(crate) trait Numbers {
    /// Degrees north and east.
    fn position(&self) -> Result<Option<(f32, f32)>, Error>;
}

impl Numbers for Row<'_> {
    fn position(&self) -> Result<Option<(f32, f32)>, Error> {
        let (latitude, longitude) = (self.number::<f32>("latitude")?, self.number::<f32>("longitude")?);
        match (latitude, longitude) {
            (Some(latitude), Some(longitude)) if latitude.abs() <= 90.0 && longitude.abs() <= 180.0 => {
                Ok(Some((latitude, longitude)))
            }
            (None, None) => Ok(None),
            _ => Err(self.error("not a position on the earth")),
        }
    }
}
