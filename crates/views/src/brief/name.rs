//! What a brief calls people, countries and places: the office at first, the name alone later.

use std::collections::HashSet;

use verbale_knowledge::{Knowledge, fold};
use verbale_record::{EntityKind, Party, Precision, Spot, Told};

use super::phrases::Phrases;
use crate::part::{Key, key};

/// Below this, a party in a role is doubtful, and is left out where others are there.
const PARTY_CONFIDENCE_MIN: f32 = 0.35;

/// Calls parties by their names and remembers whom it has introduced.
pub(super) struct Namer<'a> {
    knowledge: &'a Knowledge,
    phrases: &'a Phrases,
    introduced: HashSet<Key>,
}

impl<'a> Namer<'a> {
    pub fn new(knowledge: &'a Knowledge, phrases: &'a Phrases) -> Self {
        Namer { knowledge, phrases, introduced: HashSet::new() }
    }

    /// "A, B and C" as the sentence of `event` names them.
    pub fn list(&mut self, parties: &[&Party], event: &Told) -> String {
        let names: Vec<String> = parties.iter().map(|party| self.name(party, event)).collect();
        join(&names)
    }

    fn name(&mut self, party: &Party, event: &Told) -> String {
        match party.kind {
            EntityKind::Country => self.country(party),
            EntityKind::Person => self.person(party),
            _ => self.with_article(party, event),
        }
    }

    fn country(&self, party: &Party) -> String {
        let known = party.country.as_deref().and_then(|code| self.knowledge.country(code));
        self.country_name(known.map_or(&party.name, |country| &country.name))
    }

    fn country_name(&self, name: &str) -> String {
        let first = name.split(' ').next().unwrap_or_default();
        let last = name.split(' ').next_back().unwrap_or_default();
        let takes = self.phrases.is("article", first) || self.phrases.is("article-end", last);
        if takes { format!("the {name}") } else { name.to_owned() }
    }

    fn person(&mut self, party: &Party) -> String {
        let name = party.name.clone();
        let is_first = self.introduced.insert(key(party));
        let Some(office) = party.office.as_deref().filter(|office| is_first && !fold(&name).contains(&fold(office)))
        else {
            return name;
        };
        if office.contains(" of ") && office.starts_with(char::is_lowercase) {
            return format!("{name} ({office})");
        }
        match self.adjective(party, office) {
            Some(adjective) => format!("{adjective} {office} {name}"),
            None => format!("{office} {name}"),
        }
    }

    /// The country's adjective, where the office does not tell the country already, by name or by a body of it.
    fn adjective(&self, party: &Party, office: &str) -> Option<&'a str> {
        let adjective = self.phrases.adjective(party.country.as_deref()?)?;
        let words: Vec<&str> = office.split_whitespace().collect();
        let tells = self.knowledge.country_at_start(&words).is_some()
            || self.knowledge.country_at_end(&words).is_some()
            || self.knowledge.collective_at_start(&words, None).is_some();
        (!tells).then_some(adjective)
    }

    /// With "the" where the event's sentence has it, and before a common noun in the singular.
    fn with_article(&self, party: &Party, event: &Told) -> String {
        let name = party.name.as_str();
        let bare = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
        let sentence = fold(&event.sentence_words.text);
        let has = format!(" {sentence} ").contains(&format!(" the {} ", fold(bare)));
        let first = bare.split(' ').next().unwrap_or_default();
        let determined = self.phrases.is("determiner", first) || is_plural(party, self.phrases);
        let is_common = bare.starts_with(char::is_lowercase) && !determined;
        if has || is_common || bare.len() < name.len() { format!("the {bare}") } else { bare.to_owned() }
    }

    /// "in Riyadh", "at Diriyah Palace", "in the United States".
    pub fn place(&self, spot: &Spot) -> String {
        let known = spot.name.as_deref().unwrap_or(&spot.words);
        if spot.precision == Some(Precision::Country) {
            let country = spot.country.as_deref().and_then(|code| self.knowledge.country(code));
            return format!("in {}", self.country_name(country.map_or(known, |country| &country.name)));
        }
        let at = if spot.precision == Some(Precision::Exact) { "at" } else { "in" };
        format!("{at} {known}")
    }
}

/// "A", "A and B", "A, B and C".
pub(super) fn join(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// Those of a role whom a sentence names: no pronouns; no country beside its people and bodies; no vague group beside
/// those that it is made of; nobody twice.
pub(super) fn shown<'a>(parties: &'a [Party], phrases: &Phrases) -> Vec<&'a Party> {
    let mut seen = HashSet::new();
    let named = parties.iter().filter(|party| is_named(party, phrases));
    let named: Vec<&Party> = named.filter(|party| seen.insert(key(party))).collect();
    let sure: Vec<&Party> = named.iter().copied().filter(|party| party.confidence >= PARTY_CONFIDENCE_MIN).collect();
    let named = if sure.is_empty() { named } else { sure };
    named.iter().copied().filter(|party| !is_covered(party, &named)).collect()
}

/// Whether the name is more than a pronoun.
fn is_named(party: &Party, phrases: &Phrases) -> bool {
    !party.name.trim().is_empty() && !phrases.is("pronoun", &fold(&party.name))
}

/// Whether others in the same role tell the same more exactly.
fn is_covered(party: &Party, all: &[&Party]) -> bool {
    let others = || all.iter().filter(|other| !std::ptr::eq(**other, party));
    let compatriots = |exact: &[EntityKind]| {
        others().any(|other| exact.contains(&other.kind) && other.country.is_some() && other.country == party.country)
    };
    match party.kind {
        EntityKind::Country => compatriots(&[EntityKind::Person, EntityKind::Organization, EntityKind::Group]),
        EntityKind::Organization => compatriots(&[EntityKind::Person]),
        EntityKind::Group if party.country.is_none() => {
            others().filter(|other| matches!(other.kind, EntityKind::Person | EntityKind::Country)).count() >= 2
        }
        _ => false,
    }
}

/// Whether a sentence can be built with the name: it is a proper one, or a plural that needs no article.
pub(super) fn is_clean(party: &Party, phrases: &Phrases) -> bool {
    let proper = party.name.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit());
    match party.kind {
        EntityKind::Country => true,
        EntityKind::Person => proper,
        EntityKind::Organization => proper || is_plural(party, phrases),
        EntityKind::Group => is_plural(party, phrases) && !phrases.is("vague", &fold(&party.name)),
        EntityKind::Place => false,
    }
}

/// Whether a verb after the name stands in the plural.
pub(super) fn is_plural(party: &Party, phrases: &Phrases) -> bool {
    let folded = fold(&party.name);
    let last = folded.split(' ').next_back().unwrap_or_default();
    let plural = last.ends_with('s') && !last.ends_with("ss") || last.ends_with("men") || phrases.is("plural", last);
    party.kind == EntityKind::Group && plural
}
