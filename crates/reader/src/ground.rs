//! On whose ground others meet: where the parties of talks are of two other countries and nobody is said to host them, the
//! country hosts in which the place lies, if the report speaks of it. In the corpus that is so in two of three such talks.

use verbale_record::{Entity, EntityKind, Evidence, Field, Id, Stage};

use crate::thresholds as at;

const DETAIL: &str = "the place lies there, the parties come from elsewhere";

/// The host of talks of `parties` at `place`.
pub fn host(entities: &[Entity], parties: &[usize], place: &Field<Id<Entity>>) -> Option<Field<Id<Entity>>> {
    let ground = country(&entities[place.value.index()])?;
    let members = |party: &Entity| party.members.iter().map(|member| member.index()).collect::<Vec<_>>();
    let all = parties.iter().flat_map(|party| [vec![*party], members(&entities[*party])].concat());
    let mut theirs: Vec<&str> = all.filter_map(|party| country(&entities[party])).collect();
    theirs.sort_unstable();
    theirs.dedup();
    if theirs.len() < 2 || theirs.contains(&ground) {
        return None;
    }
    let is_it = |entity: &Entity| entity.kind.value == EntityKind::Country && country(entity) == Some(ground);
    let host = entities.iter().position(is_it)?;
    let evidence = Evidence::new(place.evidence.span, Stage::Rule, place.evidence.confidence * at::GROUND_CONFIDENCE);
    Some(Field::new(Id::new(host), evidence.with_detail(DETAIL)))
}

fn country(entity: &Entity) -> Option<&str> {
    entity.country.as_ref().map(|country| country.value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use verbale_record::Span;

    fn entity(kind: EntityKind, code: Option<&str>) -> Entity {
        let evidence = || Evidence::new(Span::new(0, 1), Stage::Network, 0.9);
        Entity {
            kind: Field::new(kind, evidence()),
            name: String::new(),
            country: code.map(|code| Field::new(code.to_owned(), evidence())),
            sectors: Vec::new(),
            office: None,
            members: Vec::new(),
            mentions: Vec::new(),
            location: None,
        }
    }

    #[test]
    fn third_countries_host() {
        use EntityKind::{Country, Person, Place};
        let entities: Vec<Entity> = [
            (Person, Some("AAA")),
            (Person, Some("BBB")),
            (Place, Some("CCC")),
            (Country, Some("CCC")),
            (Place, Some("AAA")),
            (Person, None),
            (Place, Some("DDD")),
        ]
        .map(|(kind, code)| entity(kind, code))
        .into();
        for (parties, place, host) in [
            (&[0usize, 1, 5][..], 2, Some(3)),
            (&[0, 1], 4, None),
            (&[0, 5], 2, None),
            (&[0, 1], 6, None),
            (&[0, 1, 3], 2, None),
        ] {
            let place = Field::new(Id::new(place), Evidence::new(Span::new(0, 1), Stage::Network, 0.8));
            let found = super::host(&entities, parties, &place).map(|field| field.value.index());
            assert_eq!(found, host, "{parties:?}");
        }
    }
}
