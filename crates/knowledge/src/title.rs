//! Words for people by what they are: titles of persons, heads of groups and bodies, and what stands before them.

use crate::index::Named;
use crate::table::Table;
use crate::{Codes, Error};

/// A title or role of a person ("foreign minister", "spokesman").
#[derive(Clone, Debug, PartialEq)]
pub struct Title {
    pub name: String,
    /// Main one first; what holds where no body is named.
    pub sectors: Vec<String>,
    /// Whether its sectors are those of the body it stands beside ("spokesman").
    pub borrows: bool,
    /// Whether a holder serves a country.
    pub needs_country: bool,
}

/// The head noun of a nominal: an institution of whatever country ("foreign ministry"), or people ("soldiers").
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    pub name: String,
    pub sectors: Vec<String>,
}

/// What a word before a title or head does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Belongs to the office: "deputy", "acting".
    Office,
    /// No longer in office: "former".
    Former,
    /// Says nothing of the office: "top", "veteran".
    Nothing,
    /// The country before it is a sponsor, not the group's own: "backed".
    Sponsor,
}

/// A word before a title or head.
#[derive(Clone, Debug, PartialEq)]
pub struct Modifier {
    pub word: String,
    pub effect: Effect,
    /// Sectors that replace (`Former`) or lead (other effects) those of the head.
    pub sectors: Vec<String>,
    /// The sectors that are replaced: a former teacher is no former official.
    pub of: Vec<String>,
}

impl Named for Title {
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str())
    }
}

impl Named for Head {
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str())
    }
}

impl Named for Modifier {
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.word.as_str())
    }
}

pub(crate) fn titles(text: &str, codes: &Codes) -> Result<Vec<Title>, Error> {
    let table = Table::new("titles", text, &["title", "sectors", "borrows", "needs_country"])?;
    let mut titles = Vec::new();
    for row in table.rows() {
        let row = row?;
        titles.push(Title {
            name: row.word("title")?.to_owned(),
            sectors: codes.sectors(&row, "sectors")?,
            borrows: row.yes("borrows")?,
            needs_country: row.yes("needs_country")?,
        });
    }
    Ok(titles)
}

pub(crate) fn heads(text: &str, codes: &Codes) -> Result<Vec<Head>, Error> {
    let table = Table::new("heads", text, &["head", "sectors"])?;
    let mut heads = Vec::new();
    for row in table.rows() {
        let row = row?;
        heads.push(Head { name: row.word("head")?.to_owned(), sectors: codes.sectors(&row, "sectors")? });
    }
    Ok(heads)
}

pub(crate) fn modifiers(text: &str, codes: &Codes) -> Result<Vec<Modifier>, Error> {
    let table = Table::new("modifiers", text, &["word", "effect", "sectors", "of"])?;
    let mut modifiers = Vec::new();
    for row in table.rows() {
        let row = row?;
        let effect = match row.cell("effect") {
            "office" => Effect::Office,
            "former" => Effect::Former,
            "nothing" => Effect::Nothing,
            "sponsor" => Effect::Sponsor,
            other => return Err(row.error(format!("not an effect: {other}"))),
        };
        modifiers.push(Modifier {
            word: row.word("word")?.to_owned(),
            effect,
            sectors: codes.sectors(&row, "sectors")?,
            of: codes.sectors(&row, "of")?,
        });
    }
    Ok(modifiers)
}
