//! One event as the pairs of actor and recipient that peers have a row for.

use verbale_record::{Party, Told};

use crate::Reason;

/// Pairs that one event may make; a meeting of sixty-four sides makes 4,032.
pub(crate) const PAIRS_MAX: usize = 4096;

/// One side, or both, of an event.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair<'e> {
    pub actor: Option<&'e Party>,
    pub recipient: Option<&'e Party>,
}

/// Every actor with every other recipient. Sides of a mutual event that has no recipients are paired both ways; a side
/// alone is a pair with nobody. Nobody is paired with itself.
pub(crate) fn pairs(event: &Told, mutual: bool) -> Vec<Pair<'_>> {
    if mutual && event.recipients.is_empty() && event.actors.len() > 1 {
        return each_other(&event.actors);
    }
    let actors = sides(&event.actors);
    let recipients = sides(&event.recipients);
    let with_all = |actor| recipients.iter().map(move |recipient| Pair { actor, recipient: *recipient });
    let all = actors.into_iter().flat_map(with_all);
    all.filter(Pair::is_one).collect()
}

/// Why an event makes no pair.
pub(crate) fn no_pair(event: &Told) -> Reason {
    match event.actors.is_empty() && event.recipients.is_empty() {
        true => Reason::NoActor,
        false => Reason::Itself,
    }
}

impl Pair<'_> {
    /// Whether there is somebody, and not the same on both sides.
    fn is_one(&self) -> bool {
        match (self.actor, self.recipient) {
            (Some(actor), Some(recipient)) => !same(actor, recipient),
            (actor, recipient) => actor.is_some() || recipient.is_some(),
        }
    }
}

/// One entity of the report, or one actor of the archive.
fn same(one: &Party, other: &Party) -> bool {
    one.entity == other.entity || (one.actor != 0 && one.actor == other.actor)
}

fn each_other(actors: &[Party]) -> Vec<Pair<'_>> {
    let with_all = |actor| actors.iter().map(move |recipient| Pair { actor: Some(actor), recipient: Some(recipient) });
    actors.iter().flat_map(with_all).filter(Pair::is_one).collect()
}

fn sides(parties: &[Party]) -> Vec<Option<&Party>> {
    match parties.is_empty() {
        true => vec![None],
        false => parties.iter().map(Some).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    fn names(event: &Told, mutual: bool) -> Vec<String> {
        let name = |party: Option<&Party>| party.map_or("-", |party| &party.words).to_owned();
        pairs(event, mutual).iter().map(|pair| name(pair.actor) + ">" + &name(pair.recipient)).collect()
    }

    #[test]
    fn every_actor_meets_every_recipient() {
        let mut event = samples::empty();
        event.actors = vec![samples::party("A"), samples::party("B")];
        event.recipients = vec![samples::party("C")];
        assert_eq!(names(&event, true), ["A>C", "B>C"]);
        event.recipients.clear();
        assert_eq!(names(&event, true), ["A>B", "B>A"]);
        assert_eq!(names(&event, false), ["A>-", "B>-"]);
        event.actors.clear();
        assert!(names(&event, false).is_empty());
    }

    #[test]
    fn nobody_meets_itself() {
        let mut event = samples::empty();
        event.actors = vec![samples::party("A"), Party { actor: 5, ..samples::party("B") }];
        event.recipients = vec![samples::party("A"), Party { actor: 5, ..samples::party("C") }];
        assert_eq!(names(&event, false), ["A>C", "B>A"]);
        event.actors.truncate(1);
        event.recipients.truncate(1);
        assert!(names(&event, false).is_empty());
        assert_eq!(no_pair(&event), Reason::Itself);
    }

    #[test]
    fn a_meeting_makes_a_square_without_its_diagonal() {
        let mut event = samples::empty();
        for sides in 2..20 {
            event.actors = (0..sides).map(|side| samples::party(&side.to_string())).collect();
            assert_eq!(pairs(&event, true).len(), sides * (sides - 1));
        }
    }
}
