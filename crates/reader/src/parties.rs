//! Who takes part in an event and how: every entity in one of the roles of people, and all sides of a mutual event as actors.

use verbale_knowledge::Knowledge;
use verbale_record::{Entity, EntityKind};

use crate::cast::{Cast, Filler, Role};
use crate::thresholds as at;

/// The parties of one event, best first in every role.
#[derive(Debug, Default)]
pub struct Parties {
    pub actors: Vec<Filler>,
    pub recipients: Vec<Filler>,
    pub hosts: Vec<Filler>,
}

/// What is known of an event before its parties are.
#[derive(Clone, Copy, Debug)]
pub struct Deed<'a> {
    pub happening: usize,
    pub kind: &'a str,
    pub modes: &'a [&'a str],
    pub has_content: bool,
}

pub fn parties(knowledge: &Knowledge, cast: &Cast, entities: &[Entity], deed: Deed) -> Parties {
    let found = |role| acting(cast.of(deed.happening, role), entities);
    let mut parties =
        Parties { actors: found(Role::Actor), recipients: found(Role::Recipient), hosts: found(Role::Host) };
    let is_mutual = is_without_direction(knowledge, deed)
        || is_mutual(knowledge, deed.kind) && !has_direction(cast, deed.happening, &parties.recipients);
    one_role_each(&mut parties);
    if is_mutual && !parties.actors.is_empty() {
        let sides = std::mem::take(&mut parties.recipients);
        parties.actors.extend(sides);
    }
    if parties.actors.is_empty() && deed.has_content {
        let addressed =
            |f: &Filler| parties.recipients.iter().chain(&parties.hosts).any(|other| other.index == f.index);
        parties.actors = likeliest_speaker(cast, entities, deed.happening, &addressed);
    }
    parties
}

fn acting<'a>(fillers: impl Iterator<Item = &'a Filler>, entities: &[Entity]) -> Vec<Filler> {
    fillers.filter(|f| can_act(&entities[f.index])).copied().collect()
}

/// Places do not act.
pub fn can_act(entity: &Entity) -> bool {
    entity.kind.value != EntityKind::Place
}

/// Whoever fills two roles keeps the likelier; an actor before others where they are equal.
fn one_role_each(parties: &mut Parties) {
    let score = |list: &[Filler], index: usize| list.iter().find(|f| f.index == index).map(|f| f.score);
    let (actors, recipients, hosts) = (parties.actors.clone(), parties.recipients.clone(), parties.hosts.clone());
    let beats = |f: &Filler, other: &[Filler]| score(other, f.index).is_none_or(|s| f.score > s);
    let holds = |f: &Filler, other: &[Filler]| score(other, f.index).is_none_or(|s| f.score >= s);
    parties.actors.retain(|f| holds(f, &recipients) && holds(f, &hosts));
    parties.recipients.retain(|f| beats(f, &actors) && holds(f, &hosts));
    parties.hosts.retain(|f| beats(f, &actors) && beats(f, &recipients));
}

/// Whether all sides of the event are actors: it is mutual, and nobody goes to or calls the other.
pub fn is_without_direction(knowledge: &Knowledge, deed: Deed) -> bool {
    let Some(kind) = knowledge.ontology().event(deed.kind) else { return false };
    kind.mutual && !deed.modes.iter().any(|mode| kind.mode(mode).is_some_and(|mode| mode.directed))
}

fn is_mutual(knowledge: &Knowledge, kind: &str) -> bool {
    knowledge.ontology().event(kind).is_some_and(|kind| kind.mutual)
}

/// Whether somebody is plainly at the receiving end, and no actor as well: else nobody knows who went to whom.
fn has_direction(cast: &Cast, happening: usize, recipients: &[Filler]) -> bool {
    let as_actor = |index: usize| cast.candidates(happening, Role::Actor).find(|f| f.index == index);
    let is_plain = |f: &Filler| as_actor(f.index).is_none_or(|other| f.score - other.score >= at::DIRECTION_MIN);
    recipients.iter().any(is_plain)
}

/// A statement without a speaker takes its likeliest, but for those with another part in it.
fn likeliest_speaker(
    cast: &Cast,
    entities: &[Entity],
    happening: usize,
    elsewhere: &dyn Fn(&Filler) -> bool,
) -> Vec<Filler> {
    let candidates = cast.candidates(happening, Role::Actor);
    let likely = candidates.filter(|f| f.score > at::SPEAKER_LAST_RESORT_MIN && !elsewhere(f));
    acting(likely, entities).into_iter().take(1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Words;

    fn fillers(scores: &[(usize, f32)]) -> Vec<Filler> {
        scores.iter().map(|&(index, score)| Filler { index, words: Words::new(0, 0), score }).collect()
    }

    fn indexes(fillers: &[Filler]) -> Vec<usize> {
        fillers.iter().map(|filler| filler.index).collect()
    }

    #[test]
    fn everybody_keeps_the_likelier_role() {
        let mut parties = Parties {
            actors: fillers(&[(0, 2.0), (1, 1.0), (2, 1.0)]),
            recipients: fillers(&[(0, 1.0), (1, 3.0), (2, 1.0), (3, 0.5)]),
            hosts: fillers(&[(3, 0.7), (1, 2.0)]),
        };
        one_role_each(&mut parties);
        assert_eq!(indexes(&parties.actors), [0, 2]);
        assert_eq!(indexes(&parties.recipients), [1]);
        assert_eq!(indexes(&parties.hosts), [3]);
    }
}
