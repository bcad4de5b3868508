//! Which country a country entity is.

use verbale_knowledge::{Knowledge, NameForm};
use verbale_record::{Form, Stage};

use super::phrase::Context;
use super::{Actor, Decision, Subject};

/// A name may be shared with a town or a person; an adjective hardly.
const NAME_CONFIDENCE: f32 = 0.95;
/// A capital may be only a town.
const CAPITAL_CONFIDENCE: f32 = 0.85;
const REGION_CONFIDENCE: f32 = 0.7;

/// The code of the country, union or recognised body of states that `words` name; what makes two mentions one.
pub fn country_of<'k>(knowledge: &'k Knowledge, words: &str) -> Option<&'k str> {
    named(knowledge, words).map(|(code, _, _)| code)
}

fn named<'k>(knowledge: &'k Knowledge, words: &str) -> Option<(&'k str, f32, String)> {
    if let Some(found) = knowledge.country_by_name(words) {
        let confidence = if found.form == NameForm::Capital { CAPITAL_CONFIDENCE } else { NAME_CONFIDENCE };
        return Some((&found.country.code, confidence, format!("countries: {}", found.country.name)));
    }
    if let Some(body) = knowledge.collective(words, None)
        && let Some(code) = &body.country
    {
        return Some((code, NAME_CONFIDENCE, format!("{}: {}", body.table, body.name)));
    }
    if let Some(code) = knowledge.people(words) {
        return Some((code, REGION_CONFIDENCE, format!("peoples: {words}")));
    }
    let region = knowledge.regions(words).next()?;
    Some((region.country.as_deref()?, REGION_CONFIDENCE, format!("regions: {}", region.name)))
}

/// The first name of a country in the report decides. Its sectors are what the network saw, if anything.
pub(super) fn resolve(context: Context<'_>, subject: &Subject<'_>) -> Actor {
    let country = subject
        .mentions
        .iter()
        .filter(|mention| mention.form != Form::Pronoun)
        .find_map(|mention| {
            let (code, confidence, detail) = named(context.knowledge, mention.span.of(subject.text))?;
            let span = Some(mention.span);
            Some(Decision { value: code.to_owned(), confidence, stage: Stage::Table, span, detail })
        })
        .or_else(|| subject.hinted_country());
    Actor { country, sectors: subject.hinted_sectors(), ..Actor::default() }
}
