//! Who takes part in a happening, out of who takes part in its tellings: one party a person, in the role most give it.

use verbale_record::{EntityKind, Party, Told};

use crate::Rules;
use crate::names::{Name, same_name};

/// Names at least this alike are one party of one happening.
const NAME_MIN: f32 = 0.6;

/// One party and its appearances.
struct Group {
    forms: Vec<(Name, Party)>,
    /// How often it is actor, recipient and host.
    roles: [usize; 3],
}

/// Actors, recipients and hosts of a happening; those with a name come before those without one.
pub(crate) fn parties(rules: &Rules, tellings: &[&Told]) -> [Vec<Party>; 3] {
    let mut groups: Vec<Group> = Vec::new();
    let mut appearances: Vec<(usize, Name, Party)> = Vec::new();
    for told in tellings {
        for (role, parties) in [&told.actors, &told.recipients, &told.hosts].into_iter().enumerate() {
            appearances.extend(parties.iter().map(|party| (role, Name::of(rules, &party.words), party.clone())));
        }
    }
    // Full names first, so that a family's name or a bare office finds its person.
    appearances
        .sort_by_key(|(_, name, party)| (name.nominal, party.kind.name() == "group", usize::MAX - name.words.len()));
    for (role, name, party) in appearances {
        match groups.iter_mut().find(|group| group.takes(&name, &party)) {
            Some(group) => group.add(role, name, party),
            None => {
                groups.push(Group { forms: Vec::new(), roles: [0; 3] });
                if let Some(group) = groups.last_mut() {
                    group.add(role, name, party);
                }
            }
        }
    }
    let mut of_roles: [Vec<Party>; 3] = Default::default();
    for group in &groups {
        of_roles[group.role()].extend(group.party());
    }
    of_roles
}

impl Group {
    fn takes(&self, name: &Name, party: &Party) -> bool {
        self.forms.first().is_some_and(|(known, of)| is_one(known, of, name, party))
    }

    fn add(&mut self, role: usize, name: Name, party: Party) {
        self.roles[role] += 1;
        self.forms.push((name, party));
    }

    fn role(&self) -> usize {
        (0..3).max_by_key(|role| (self.roles[*role], 2 - *role)).unwrap_or_default()
    }

    /// The fullest form, with what the other forms know of it.
    fn party(&self) -> Option<Party> {
        let mut party = self.forms.first()?.1.clone();
        for (_, other) in &self.forms[1..] {
            party.country = party.country.or_else(|| other.country.clone());
            party.office = party.office.or_else(|| other.office.clone());
            party.actor = if party.actor == 0 { other.actor } else { party.actor };
            if party.sectors.is_empty() {
                party.sectors.clone_from(&other.sectors);
            }
            party.confidence = party.confidence.max(other.confidence);
        }
        Some(party)
    }
}

fn is_one(known: &Name, of: &Party, name: &Name, party: &Party) -> bool {
    if of.actor != 0 && of.actor == party.actor {
        return true;
    }
    if of.country.is_some() && party.country.is_some() && of.country != party.country {
        return false;
    }
    let same_country = of.country.is_some() && of.country == party.country;
    if of.kind == EntityKind::Country || party.kind == EntityKind::Country {
        return of.kind == party.kind && (same_country || same_name(known, name) >= NAME_MIN);
    }
    if name.nominal {
        let chair = of.office.is_some() && of.office == party.office;
        let sector = known.nominal && of.sectors.first() == party.sectors.first() && known.head == name.head;
        return same_country && (chair || sector) || (known.nominal && known.head == name.head);
    }
    same_name(known, name) >= NAME_MIN
}
