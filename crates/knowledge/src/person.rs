//! People with an office, and when they held it.

use jiff::civil::Date;

use crate::index::Named;
use crate::table::Table;
use crate::{Codes, Error};

/// One office of one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Tenure {
    pub name: String,
    pub country: Option<String>,
    pub sectors: Vec<String>,
    pub office: String,
    pub from: Option<Date>,
    pub to: Option<Date>,
    aliases: Vec<String>,
}

impl Tenure {
    pub fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

impl Named for Tenure {
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

pub(crate) fn people(text: &str, codes: &Codes) -> Result<Vec<Tenure>, Error> {
    let table = Table::new("people", text, &["name", "aliases", "country", "sectors", "office", "from", "to"])?;
    let mut people = Vec::new();
    for row in table.rows() {
        let row = row?;
        let (from, to) = (row.first_day("from")?, row.last_day("to")?);
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            return Err(row.error("ends before it begins"));
        }
        people.push(Tenure {
            name: row.word("name")?.to_owned(),
            country: codes.country(&row, "country")?,
            sectors: codes.sectors(&row, "sectors")?,
            office: row.cell("office").to_owned(),
            from,
            to,
            aliases: row.list("aliases").map(str::to_owned).collect(),
        });
    }
    Ok(people)
}
