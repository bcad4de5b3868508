//! What a caller may say about an input.

use crate::{Error, ErrorKind, Language};

/// What a column of a table or a member of an object holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Text,
    Published,
    Title,
    Url,
    Publisher,
    Id,
    License,
    Language,
    Byline,
}

impl Field {
    pub const ALL: [Field; 9] = [
        Field::Text,
        Field::Published,
        Field::Title,
        Field::Url,
        Field::Publisher,
        Field::Id,
        Field::License,
        Field::Language,
        Field::Byline,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Field::Text => "text",
            Field::Published => "published",
            Field::Title => "title",
            Field::Url => "url",
            Field::Publisher => "publisher",
            Field::Id => "id",
            Field::License => "license",
            Field::Language => "language",
            Field::Byline => "byline",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// How an input is read. The default reads everything and guesses columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Columns by name; a member inside a member of JSON is "outer.inner". What is not named here is guessed, unless
    /// `guess_nothing` is set.
    pub map: Vec<(Field, String)>,
    pub guess_nothing: bool,
    /// Reports known to be in another language are skipped.
    pub only: Option<Language>,
    /// Whether 03/04/2024 is the third of April; without it such a date is no date, unless the page's language tells.
    pub day_first: Option<bool>,
    /// The address of a page that is given as bytes.
    pub url: Option<String>,
    /// The encoding that a server named, for bytes ("windows-1251").
    pub charset: Option<String>,
}

impl Options {
    /// Adds columns written as "published=release_date,text=body".
    ///
    /// # Errors
    /// Where a part has no "=" or an unknown field before it.
    pub fn with_map(mut self, written: &str) -> Result<Options, Error> {
        for part in written.split(',').filter(|part| !part.trim().is_empty()) {
            self.map.push(mapping(part)?);
        }
        Ok(self)
    }

    /// The column that the caller named for a field.
    pub(crate) fn column(&self, field: Field) -> Option<&str> {
        self.map.iter().find(|(known, _)| *known == field).map(|(_, column)| column.as_str())
    }
}

fn mapping(part: &str) -> Result<(Field, String), Error> {
    let wrong = |why: &str| Error::new(ErrorKind::Option, format!("map {}", part.trim()), why);
    let (name, column) = part.split_once('=').ok_or_else(|| wrong("write field=column"))?;
    let field = Field::from_name(name.trim()).ok_or_else(|| wrong("an unknown field"))?;
    Ok((field, column.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_are_read_and_refused() {
        let options = Options::default().with_map("text=body, published = day").expect("a map");
        assert_eq!(options.column(Field::Text), Some("body"));
        assert_eq!(options.column(Field::Published), Some("day"));
        assert_eq!(options.column(Field::Url), None);
        let error = Options::default().with_map("text=body,txt=x").expect_err("an unknown field");
        assert_eq!(error.to_string(), "map txt=x: a wrong option: an unknown field");
    }
}
