//! The parameters of an address.

use verbale::Lookup;
use verbale::archive::views::filter::FLAGS;
use verbale::archive::{Archive, Question, own_name};

use crate::limits::{ROWS, ROWS_MAX};
use crate::problem::Problem;

/// The name by which addresses know the flag of types.
const TYPE: &str = "type";
const KIND: &str = "kind";
/// The flags that name somebody.
const PEOPLE: [&str; 3] = ["actor", "with", "recipient"];

/// The name that a flag of the filter has in an address.
pub(crate) fn name_of(flag: &'static str) -> &'static str {
    if flag == KIND { TYPE } else { flag }
}

/// Name and value of every parameter, decoded, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    pub fn of(query: Option<&str>) -> Self {
        Parameters(url::form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned().collect())
    }

    /// The value of a parameter that is there and not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name)?;
        Some(found.1.trim()).filter(|value| !value.is_empty())
    }

    pub fn needed(&self, name: &str) -> Result<&str, Problem> {
        self.get(name).ok_or_else(|| Problem::bad(format!("the parameter {name} is missing")))
    }

    /// A whole number, at most `most`.
    pub fn number(&self, name: &str, usual: usize, most: usize) -> Result<usize, Problem> {
        let Some(value) = self.get(name) else { return Ok(usual) };
        let number: usize =
            value.parse().map_err(|_| Problem::bad(format!("{name}: not a whole number: {value:?}")))?;
        Ok(number.min(most))
    }

    /// Rows to pass over and rows to give.
    pub fn page(&self) -> Result<(usize, usize), Problem> {
        Ok((self.number("cursor", 0, usize::MAX)?, self.number("limit", ROWS, ROWS_MAX)?.max(1)))
    }

    /// What is asked of the archive, by the flags of a filter; actors under whichever of their names.
    pub fn question(&self, lookup: &Lookup, archive: &Archive) -> Result<Question, Problem> {
        let mut known: Vec<(&str, String)> = Vec::new();
        for (name, value) in &self.0 {
            let name = if name == TYPE { KIND } else { name };
            if FLAGS.iter().any(|(flag, _)| *flag == name) {
                let is_who = PEOPLE.contains(&name) && !value.trim().is_empty();
                known.push((name, if is_who { own_name(archive, lookup, value)? } else { value.clone() }));
            }
        }
        let known: Vec<(&str, &str)> = known.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Ok(lookup.filter(&known)?.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_bounded_and_numbers_are_numbers() {
        let of = |query| Parameters::of(Some(query));
        assert_eq!(of("limit=100000&cursor=7").page().ok(), Some((7, ROWS_MAX)));
        assert_eq!(of("limit=&cursor=").page().ok(), Some((0, ROWS)));
        assert!(of("limit=many").page().is_err());
        assert_eq!(of("q=two+words%21").get("q"), Some("two words!"));
    }
}
