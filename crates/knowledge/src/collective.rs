//! Bodies with a name: offices and buildings of states, organisations, parties and armed groups.

use jiff::civil::Date;

use crate::index::Named;
use crate::table::Table;
use crate::{Codes, Error};

/// A body with a name of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Collective {
    pub name: String,
    /// A country, or the code of a body that belongs to no one country.
    pub country: Option<String>,
    /// Main one first; may be empty.
    pub sectors: Vec<String>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// The table it comes from.
    pub table: &'static str,
    aliases: Vec<String>,
}

impl Collective {
    /// Whether the row holds on `day`; a row without dates always does, and an unknown day fits every row.
    pub fn holds(&self, day: Option<Date>) -> bool {
        day.is_none_or(|day| self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to))
    }
}

impl Named for Collective {
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

const COLUMNS: [&str; 6] = ["name", "aliases", "country", "sectors", "from", "to"];

pub(crate) fn collectives(table: &'static str, text: &str, codes: &Codes) -> Result<Vec<Collective>, Error> {
    let rows = Table::new(table, text, &COLUMNS)?;
    let mut collectives = Vec::new();
    for row in rows.rows() {
        let row = row?;
        collectives.push(Collective {
            name: row.word("name")?.to_owned(),
            country: codes.country(&row, "country")?,
            sectors: codes.sectors(&row, "sectors")?,
            from: row.first_day("from")?,
            to: row.last_day("to")?,
            table,
            aliases: row.list("aliases").map(str::to_owned).collect(),
        });
    }
    // What holds still comes first: where no day is known, a body is what it is now.
    collectives.sort_by_key(|row| row.to.is_some());
    Ok(collectives)
}
