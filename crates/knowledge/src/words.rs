//! Look-ups by words.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::index::Index;
use crate::key::{Keys, fold};
use crate::{Collective, CountryName, Cue, Head, Knowledge, Modifier, Region, Tenure, Title};

impl Knowledge {
    /// The country that `words` name: "Russia", "Russian", "Russians", "Moscow".
    pub fn country_by_name(&self, words: &str) -> Option<CountryName<'_>> {
        let row = self.names.first(&self.keys, words)?;
        Some(CountryName { country: self.countries.get(row.country)?, form: row.form })
    }

    /// The country name that ends a run of words, and how many words it has.
    pub fn country_at_end(&self, words: &[&str]) -> Option<(usize, CountryName<'_>)> {
        let (count, row) = self.names.at_end(&self.keys, words, |_| true)?;
        Some((count, CountryName { country: self.countries.get(row.country)?, form: row.form }))
    }

    /// The country name that starts a run of words, and how many words it has.
    pub fn country_at_start(&self, words: &[&str]) -> Option<(usize, CountryName<'_>)> {
        let (count, row) = self.names.at_start(&self.keys, words, |_| true)?;
        Some((count, CountryName { country: self.countries.get(row.country)?, form: row.form }))
    }

    /// The country of a people that has no state of its own: "Chechen".
    pub fn people(&self, word: &str) -> Option<&str> {
        self.peoples.first(&self.keys, word).map(|people| people.country.as_str())
    }

    /// The body, organisation, party or armed group of this name on a day.
    pub fn collective(&self, words: &str, day: Option<Date>) -> Option<&Collective> {
        self.collectives.all(&self.keys, words).find(|row| row.holds(day))
    }

    pub fn collective_at_end(&self, words: &[&str], day: Option<Date>) -> Option<(usize, &Collective)> {
        self.collectives.at_end(&self.keys, words, |row| row.holds(day))
    }

    pub fn collective_at_start(&self, words: &[&str], day: Option<Date>) -> Option<(usize, &Collective)> {
        self.collectives.at_start(&self.keys, words, |row| row.holds(day))
    }

    /// Body of a state, by name.
    pub fn body(&self, words: &str) -> Option<&Collective> {
        self.collectives.all(&self.keys, words).find(|row| row.table == "bodies")
    }

    pub fn organisation(&self, words: &str) -> Option<&Collective> {
        self.collectives.all(&self.keys, words).find(|row| row.table == "organisations")
    }

    /// Armed group or party, by name.
    pub fn group(&self, words: &str) -> Option<&Collective> {
        self.collectives.all(&self.keys, words).find(|row| row.table == "groups")
    }

    /// The longest title that ends a run of words, and how many words it has.
    pub fn title_at_end(&self, words: &[&str]) -> Option<(usize, &Title)> {
        self.titles.at_end(&self.keys, words, |_| true).or_else(|| {
            let words = with_singular_end(words)?;
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            self.titles.at_end(&self.keys, &words, |_| true)
        })
    }

    /// The longest title that starts a run of words, and how many words it has.
    pub fn title_at_start(&self, words: &[&str]) -> Option<(usize, &Title)> {
        self.titles.at_start(&self.keys, words, |_| true)
    }

    /// The longest head noun that ends a run of words ("foreign ministry", "soldiers"), and how many words it has.
    pub fn head_at_end(&self, words: &[&str]) -> Option<(usize, &Head)> {
        self.heads.at_end(&self.keys, words, |_| true).or_else(|| {
            let words = with_singular_end(words)?;
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            self.heads.at_end(&self.keys, &words, |_| true)
        })
    }

    /// What a head noun stands for: "soldiers", "ministry".
    pub fn head_noun(&self, word: &str) -> Option<&Head> {
        self.head_at_end(&[word]).map(|(_, head)| head)
    }

    /// What a word before a title does to it.
    pub fn modifier(&self, word: &str) -> Option<&Modifier> {
        self.modifiers.first(&self.keys, word)
    }

    /// The first word with a given effect; the tables name at least one for each.
    pub fn modifiers(&self) -> &[Modifier] {
        self.modifiers.rows()
    }

    /// The one person in office on `day` who goes by this family name alone: where several do, the one who leads a country
    /// or a body.
    pub fn surname(&self, name: &str, day: Option<Date>) -> Option<&Tenure> {
        let surnames = self.surnames.get_or_init(|| surnames(&self.people, &self.keys));
        let rows = surnames.get(&self.keys.key(name))?;
        let mut people: Vec<&Tenure> = rows.iter().filter_map(|row| self.people.rows().get(*row)).collect();
        if let Some(day) = day
            && people.iter().any(|tenure| tenure.holds(day))
        {
            people.retain(|tenure| tenure.holds(day));
        }
        if !is_one(&people) {
            people.retain(|tenure| self.cue(&tenure.office).is_some_and(|cue| cue.kind == LEADER));
        }
        is_one(&people).then(|| office_on(people.into_iter(), day)).flatten()
    }

    /// Rows of the supplement of places by this name.
    pub fn regions<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Region> + use<'a> {
        self.regions.all(&self.keys, name)
    }

    /// What a word or fixed phrase cues ("unless").
    pub fn cue(&self, words: &str) -> Option<&Cue> {
        self.cues.first(&self.keys, words)
    }

    /// Whether the words are a cue of this kind.
    pub fn is_cue(&self, words: &str, kind: &str) -> bool {
        self.cues.all(&self.keys, words).any(|cue| cue.kind == kind)
    }

    /// How often the sector that a row gives ("heads: herders") is right; none where too few were counted.
    pub fn trust(&self, row: &str) -> Option<f32> {
        self.trust.get(row).copied()
    }

    /// Whether a name is made of words that bodies of many countries are named by: "Labour party", "Security Council".
    pub fn is_shared_name(&self, name: &str) -> bool {
        name.split([' ', '-']).all(|word| self.is_cue(word, NAME_PART))
    }

    /// All cues of a kind ("condition").
    pub fn cues<'a>(&'a self, kind: &str) -> impl Iterator<Item = &'a Cue> {
        self.cues.rows().iter().filter(move |cue| cue.kind == kind)
    }
}

/// The kind of cue that names of bodies are made of.
const NAME_PART: &str = "name";
/// The kind of cue that is the office of whoever leads a country or a body.
const LEADER: &str = "leader";

/// Whether all rows are of one person; there is none in an empty list.
fn is_one(people: &[&Tenure]) -> bool {
    let mut names = people.iter().map(|tenure| fold(&tenure.name));
    names.next().is_some_and(|first| names.all(|name| name == first))
}

/// The office held on `day`, or else the one that ended last before it, or else the first on record.
pub(crate) fn office_on<'a>(tenures: impl Iterator<Item = &'a Tenure>, day: Option<Date>) -> Option<&'a Tenure> {
    let tenures: Vec<&Tenure> = tenures.collect();
    let Some(day) = day else {
        return tenures.iter().copied().max_by_key(|tenure| tenure.from);
    };
    let held = tenures.iter().copied().filter(|tenure| tenure.holds(day)).max_by_key(|tenure| tenure.from);
    let before = || tenures.iter().copied().filter(|tenure| tenure.to.is_some_and(|to| to < day));
    held.or_else(|| before().max_by_key(|tenure| tenure.to)).or_else(|| tenures.first().copied())
}

/// Last names and the rows of those who bear them.
fn surnames(people: &Index<Tenure>, keys: &Keys) -> HashMap<String, Vec<usize>> {
    let mut surnames: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, tenure) in people.rows().iter().enumerate() {
        let last = keys.key(&tenure.name).split(' ').next_back().unwrap_or_default().to_owned();
        surnames.entry(last).or_default().push(number);
    }
    surnames
}

/// The words with their last one in the singular; none where it is no plural.
fn with_singular_end(words: &[&str]) -> Option<Vec<String>> {
    let (last, rest) = words.split_last()?;
    let mut words: Vec<String> = rest.iter().map(|word| (*word).to_owned()).collect();
    words.push(singular(last)?);
    Some(words)
}

fn singular(word: &str) -> Option<String> {
    let cut = |end: &str| word.strip_suffix(end).filter(|stem| stem.len() > 2);
    if let Some(stem) = cut("men") {
        return Some(format!("{stem}man"));
    }
    if let Some(stem) = cut("ies") {
        return Some(format!("{stem}y"));
    }
    if let Some(stem) = cut("ches").or(cut("sses")) {
        return Some(word[..stem.len() + 2].to_owned());
    }
    cut("s").filter(|stem| !stem.ends_with('s')).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn plurals() {
        let check = |word: &str, expected: Option<&str>| assert_eq!(singular(word).as_deref(), expected, "{word}");
        check("soldiers", Some("soldier"));
        check("policemen", Some("policeman"));
        check("ministries", Some("ministry"));
        check("witnesses", Some("witness"));
        check("boss", None);
        check("troop", None);
    }
}
