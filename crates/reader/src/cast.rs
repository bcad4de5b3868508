//! Who does it, to whom, who hosts, where, when and how many: scored edges from triggers to mentions, dates and sizes.

use std::collections::BTreeMap;

use verbale_net::{Encoded, Model};

use crate::chains::Chain;
use crate::features::{self, Item};
use crate::happenings::Happening;
use crate::spotted::Spotted;
use crate::tags::sigmoid;
use crate::text::{Text, Words};
use crate::thresholds::{self as at, Thresholds};

/// Labels of the `roles` head, in the order of the weights file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Actor,
    Recipient,
    Host,
    Place,
    Date,
    Size,
}

impl Role {
    const ALL: [Role; 6] = [Role::Actor, Role::Recipient, Role::Host, Role::Place, Role::Date, Role::Size];

    fn name(self) -> &'static str {
        match self {
            Role::Actor => "actor",
            Role::Recipient => "recipient",
            Role::Host => "host",
            Role::Place => "place",
            Role::Date => "date",
            Role::Size => "size",
        }
    }

    fn threshold(self, at: &Thresholds) -> f32 {
        match self {
            Role::Actor => at.actor,
            Role::Recipient => at.recipient,
            Role::Host => at.host,
            Role::Place => at.place,
            Role::Date => at.date,
            Role::Size => at.size,
        }
    }
}

/// A filled role: the chain (or measure) and the words and score that decided.
#[derive(Clone, Copy, Debug)]
pub struct Filler {
    /// Index of a chain for actors, recipients, hosts and places; of a measure for dates and sizes.
    pub index: usize,
    pub words: Words,
    pub score: f32,
}

impl Filler {
    pub fn confidence(&self) -> f32 {
        sigmoid(self.score)
    }
}

/// The cast of every happening, by role, best first.
#[derive(Debug)]
pub struct Cast {
    pub thresholds: &'static Thresholds,
    all: Vec<BTreeMap<Role, Vec<Filler>>>,
    /// For every happening, what its fillers must have over the threshold: with many triggers some edge is high by chance.
    more: Vec<f32>,
    /// For every happening, how likely it is one at all.
    trust: Vec<f32>,
    /// For the words of every date, size and place, the happening that wants them most.
    claims: BTreeMap<(Role, Words), (usize, Filler)>,
}

impl Cast {
    /// Fillers of `role` over its threshold that are likely enough together with what they are part of.
    pub fn of(&self, happening: usize, role: Role) -> impl Iterator<Item = &Filler> {
        let (least, trust) = (self.least(happening, role), self.trust[happening]);
        let together = self.thresholds.role_with_event;
        self.candidates(happening, role)
            .filter(move |filler| filler.score > least && filler.confidence() * trust > together)
    }

    /// What a filler must have to be taken on its own account.
    fn least(&self, happening: usize, role: Role) -> f32 {
        let more = if matches!(role, Role::Actor | Role::Recipient) { self.more[happening] } else { 0.0 };
        role.threshold(self.thresholds) + more
    }

    /// Date, size or place as the happening that wants it most has it, from `min` on.
    pub fn best_claim(&self, role: Role, words: Words, min: f32) -> Option<(usize, &Filler)> {
        let (happening, filler) = self.claims.get(&(role, words))?;
        let likely = filler.confidence() * self.trust[*happening] > self.thresholds.claim_with_event;
        (filler.score > min && likely).then_some((*happening, filler))
    }

    /// What this happening wants more than any other does, from `min` on.
    pub fn claimed(&self, happening: usize, role: Role, min: f32) -> impl Iterator<Item = &Filler> {
        let claims = self.claims.keys().filter(move |claim| claim.0 == role);
        let best = claims.filter_map(move |claim| self.best_claim(role, claim.1, min));
        best.filter(move |(of, _)| *of == happening).map(|(_, filler)| filler)
    }

    /// All fillers that were scored, best first.
    pub fn candidates(&self, happening: usize, role: Role) -> impl Iterator<Item = &Filler> {
        self.all[happening].get(&role).into_iter().flatten()
    }
}

pub fn cast(
    text: &Text,
    model: &Model,
    encoded: &Encoded,
    spotted: &Spotted,
    (chains, happenings): (&[Chain], &[Happening]),
    thresholds: &'static Thresholds,
) -> Cast {
    let rights = rights(spotted, chains);
    let (pairs, features) = pairs(text, spotted, &rights);
    let more = happenings.iter().map(|h| at::ROLE_MORE_BY_TRIGGERS * (h.triggers.len() as f32).ln()).collect();
    let trust = happenings.iter().map(|h| h.confidence).collect();
    let all = vec![BTreeMap::new(); happenings.len()];
    let mut cast = Cast { thresholds, all, more, trust, claims: BTreeMap::new() };
    if pairs.is_empty() {
        return cast;
    }
    let left: Vec<(u32, u32)> = spotted.triggers.iter().map(|t| t.words.pair()).collect();
    let right: Vec<(u32, u32)> = rights.iter().map(|r| r.item.words.pair()).collect();
    let scores = encoded.pairs("roles", &left, &right, &pairs, &features);
    let happening_of = happening_of(spotted.triggers.len(), happenings);
    let columns = columns(model);
    for (n, &(trigger, r)) in pairs.iter().enumerate() {
        let right = &rights[r as usize];
        for &(role, column) in &columns {
            if right.is_measure() == matches!(role, Role::Date | Role::Size) {
                let happening = happening_of[trigger as usize];
                let filler = Filler { index: right.index, words: right.item.words, score: scores.row(n)[column] };
                keep_best(cast.all[happening].entry(role).or_default(), filler);
                if matches!(role, Role::Place | Role::Date | Role::Size) {
                    claim(&mut cast, (role, right.item.words), happening, filler);
                }
            }
        }
    }
    for fillers in cast.all.iter_mut().flat_map(BTreeMap::values_mut) {
        fillers.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.index.cmp(&b.index)));
    }
    cast
}

struct Right {
    item: Item,
    index: usize,
}

impl Right {
    fn is_measure(&self) -> bool {
        self.item.kind >= 10
    }
}

fn rights(spotted: &Spotted, chains: &[Chain]) -> Vec<Right> {
    let mut chain_of = vec![0; spotted.mentions.len()];
    for (index, chain) in chains.iter().enumerate() {
        for &m in &chain.mentions {
            chain_of[m] = index;
        }
    }
    let mentions = spotted.mentions.iter().zip(chain_of).map(|(m, index)| Right { item: m.item, index });
    let measures = spotted
        .measures
        .iter()
        .enumerate()
        .map(|(index, m)| Right { item: Item { words: m.words, kind: 10 + m.kind as u16, anaphor: 0 }, index });
    mentions.chain(measures).collect()
}

fn pairs(text: &Text, spotted: &Spotted, rights: &[Right]) -> (Vec<(u32, u32)>, Vec<u16>) {
    let starts: Vec<u32> = spotted.triggers.iter().map(|t| t.words.first).collect();
    let (mut pairs, mut features) = (Vec::new(), Vec::new());
    for (i, trigger) in spotted.triggers.iter().enumerate() {
        let here = text.sentence(trigger.words.first);
        let near = here - at::ROLE_SENTENCES_BEFORE..=here + at::ROLE_SENTENCES_AFTER;
        for (j, right) in rights.iter().enumerate() {
            if near.contains(&text.sentence(right.item.words.first)) {
                pairs.push((i as u32, j as u32));
                features.extend(features::role(text, trigger.words, trigger.kind as u16, right.item, &starts));
            }
        }
    }
    (pairs, features)
}

fn happening_of(triggers: usize, happenings: &[Happening]) -> Vec<usize> {
    let mut of = vec![0; triggers];
    for (index, happening) in happenings.iter().enumerate() {
        for &t in &happening.triggers {
            of[t] = index;
        }
    }
    of
}

fn columns(model: &Model) -> Vec<(Role, usize)> {
    let labels = model.head("roles").map_or(&[][..], |head| head.labels());
    Role::ALL.into_iter().filter_map(|r| Some((r, labels.iter().position(|l| l == r.name())?))).collect()
}

/// The happening that wants it most, given how likely it is one.
fn claim(cast: &mut Cast, of: (Role, Words), happening: usize, filler: Filler) {
    let strength = |(happening, filler): &(usize, Filler)| filler.confidence() * cast.trust[*happening];
    let new = (happening, filler);
    if cast.claims.get(&of).is_none_or(|old| strength(old) < strength(&new)) {
        cast.claims.insert(of, new);
    }
}

fn keep_best(fillers: &mut Vec<Filler>, new: Filler) {
    match fillers.iter_mut().find(|f| f.index == new.index) {
        Some(old) if old.score < new.score => *old = new,
        Some(_) => {}
        None => fillers.push(new),
    }
}
