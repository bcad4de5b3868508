//! The country that a report is about, where it is about one: whoever is of no known country is of that one. "Police" in a
//! report from three towns of one country need not say whose.

use verbale_record::{Entity, EntityKind, Evidence, Field, Stage};

use crate::thresholds as at;

/// Gives the report's country to people, groups and bodies of whose country nothing, or nothing sure, is known.
pub fn settle(entities: &mut [Entity]) {
    let Some(home) = home(entities) else { return };
    for entity in entities.iter_mut().filter(|entity| belongs(entity)) {
        if entity.country.as_ref().is_none_or(is_guess) {
            let evidence = Evidence::new(home.evidence.span, Stage::Rule, at::HOME_CONFIDENCE);
            entity.country = Some(Field::new(home.value.clone(), evidence.with_detail("the report's country")));
        }
    }
}

/// The country of nearly all places and countries that the report speaks of.
fn home(entities: &[Entity]) -> Option<Field<String>> {
    let lies = |entity: &&Entity| matches!(entity.kind.value, EntityKind::Place | EntityKind::Country);
    let mut counts: Vec<(&Field<String>, usize)> = Vec::new();
    for entity in entities.iter().filter(lies) {
        let Some(country) = &entity.country else { continue };
        match counts.iter_mut().find(|(known, _)| known.value == country.value) {
            Some((_, count)) => *count += entity.mentions.len(),
            None => counts.push((country, entity.mentions.len())),
        }
    }
    let all: usize = counts.iter().map(|(_, count)| count).sum();
    let is_home = |count: usize| count >= at::HOME_MENTIONS_MIN && count as f32 >= at::HOME_SHARE_MIN * all as f32;
    counts.into_iter().find(|(_, count)| is_home(*count)).map(|(country, _)| country.clone())
}

fn belongs(entity: &Entity) -> bool {
    !matches!(entity.kind.value, EntityKind::Place | EntityKind::Country)
}

fn is_guess(country: &Field<String>) -> bool {
    country.evidence.stage == Stage::Network && country.evidence.confidence < at::HOME_OVER_NETWORK
}

#[cfg(test)]
mod tests {
    use super::*;
    use verbale_record::{Form, Mention, Span};

    fn entity(kind: EntityKind, country: Option<(&str, Stage, f32)>, mentions: u32) -> Entity {
        let span = Span::new(0, 1);
        let mention = |at| Mention { span: Span::new(at, at + 1), form: Form::Name, confidence: 1.0 };
        let country = country.map(|(code, stage, p)| Field::new(code.to_owned(), Evidence::new(span, stage, p)));
        Entity {
            kind: Field::new(kind, Evidence::new(span, Stage::Network, 1.0)),
            name: "x".to_owned(),
            country,
            sectors: Vec::new(),
            office: None,
            members: Vec::new(),
            mentions: (0..mentions).map(mention).collect(),
            location: None,
        }
    }

    fn settled(home: u32, abroad: u32, police: Option<(&str, Stage, f32)>) -> Option<String> {
        let sure = |code| Some((code, Stage::Table, 0.9));
        let mut all = vec![
            entity(EntityKind::Place, sure("AAA"), home),
            entity(EntityKind::Country, sure("BBB"), abroad),
            entity(EntityKind::Organization, police, 1),
        ];
        settle(&mut all);
        all[2].country.as_ref().map(|country| country.value.clone())
    }

    #[test]
    fn whoever_is_of_no_known_country_is_of_the_reports_own() {
        assert_eq!(settled(9, 1, None).as_deref(), Some("AAA"));
        assert_eq!(settled(9, 1, Some(("BBB", Stage::Network, 0.3))).as_deref(), Some("AAA"));
        assert_eq!(settled(9, 1, Some(("BBB", Stage::Table, 0.3))).as_deref(), Some("BBB"));
        assert_eq!(settled(9, 1, Some(("BBB", Stage::Network, 0.9))).as_deref(), Some("BBB"));
    }

    #[test]
    fn a_report_about_several_countries_has_none_of_its_own() {
        assert_eq!(settled(5, 4, None), None);
        assert_eq!(settled(1, 0, None), None, "one mention is no proof");
    }
}
