//! Entities of different reports that are one actor.
//!
//! Countries go by their code and people without a name by country, sector and noun. Names are clustered by sound,
//! acronym and full form; a family's name alone joins the one full name of its country that it fits, and stays by
//! itself where it fits none or several.

use std::collections::HashMap;

use verbale_record::{Date, EntityKind};

use crate::Rules;
use crate::cluster::{Clusters, cluster};
use crate::names::{Name, same_name};
use crate::union::Union;
use crate::words::{hash, stir};

/// An entity of one report, or an actor known before, by what names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    pub id: i64,
    /// The fullest form.
    pub name: String,
    /// Other forms, where they are names.
    pub variants: Vec<String>,
    pub kind: EntityKind,
    pub country: Option<String>,
    /// PLOVER sectors, main one first.
    pub sectors: Vec<String>,
    pub office: Option<String>,
    /// Days on which reports speak of it.
    pub first: Option<Date>,
    pub last: Option<Date>,
}

/// An office and the days between which reports give it.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    pub office: String,
    pub first: Option<Date>,
    pub last: Option<Date>,
}

/// What several entities stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// The least number of its members.
    pub id: i64,
    pub name: String,
    pub kind: EntityKind,
    pub country: Option<String>,
    pub sectors: Vec<String>,
    pub offices: Vec<Term>,
    /// People without a name: "officials" of one country.
    pub nominal: bool,
    /// Sorted.
    pub members: Vec<i64>,
}

/// Actors, and for every entity the number of its neighbourhood, for [`crate::touched`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clustered {
    pub actors: Vec<Actor>,
    pub neighbourhoods: Vec<(i64, i64)>,
}

/// Two names are one actor from here on.
const SCORE_MIN: f32 = 0.75;
/// Below this a word alone does not fit a full name.
const ALONE_MIN: f32 = 0.5;

/// An entity made ready.
struct Ready<'a> {
    named: &'a Named,
    /// The fullest form first.
    names: Vec<Name>,
    nominal: bool,
    /// One word and a person: to be attached, not clustered.
    alone: bool,
}

/// How surely two entities are one actor, where they are.
pub fn same_actor(rules: &Rules, a: &Named, b: &Named) -> Option<f32> {
    let score = score(&ready(rules, a), &ready(rules, b));
    (score >= SCORE_MIN).then_some(score)
}

/// Whether an entity has no name of its own: "officials", "the commander".
pub fn is_nominal(rules: &Rules, named: &Named) -> bool {
    ready(rules, named).nominal
}

/// Keys: entities that may be one actor share one.
pub fn actor_keys(rules: &Rules, named: &Named) -> Vec<u64> {
    keys(&ready(rules, named))
}

/// The actors of all entities, in order of their numbers.
pub fn cluster_actors(rules: &Rules, entities: &[Named]) -> Clustered {
    let mut ordered: Vec<&Named> = entities.iter().collect();
    ordered.sort_by_key(|named| named.id);
    let ready: Vec<Ready> = ordered.iter().map(|named| ready(rules, named)).collect();
    let (heads, head_of) = collapse(&ready);
    let blocks = blocks(&ready, &heads);
    let pairs = pairs(&ready, &heads, &blocks);
    let apart = |a: usize, b: usize| score(&ready[heads[a]], &ready[heads[b]]);
    let clusters = cluster(heads.len(), &pairs, SCORE_MIN, &apart);
    let attached = attach(&ready, &heads, &blocks, &clusters);
    outcome(&ready, &heads, &head_of, &clusters, &attached)
}

fn ready<'a>(rules: &Rules, named: &'a Named) -> Ready<'a> {
    let forms = std::iter::once(&named.name).chain(&named.variants);
    let read = if named.kind == EntityKind::Person { Name::of } else { Name::of_body };
    let mut names: Vec<Name> = forms.map(|form| read(rules, form)).collect();
    let people = matches!(named.kind, EntityKind::Person | EntityKind::Group);
    let nominal = named.kind != EntityKind::Country && (names[0].nominal || (people && names[0].titles_alone));
    let others = names.split_off(1);
    if named.kind == EntityKind::Person {
        // Who else a report takes somebody for is more often a slip of reading than another name.
        return Ready { named, alone: !nominal && names[0].words.len() < 2, names, nominal };
    }
    names.extend(others.into_iter().filter(|name| name.nominal == nominal && name.stands_alone()));
    names[1..].sort();
    names.dedup();
    Ready { named, names, nominal, alone: false }
}

/// Whoever agrees in every field that is compared is clustered once: of every entity the place of its head in `heads`.
fn collapse(ready: &[Ready]) -> (Vec<usize>, Vec<usize>) {
    type Form<'a> = (&'a [Name], EntityKind, Option<&'a str>, Option<&'a str>, Option<&'a str>);
    let mut known: HashMap<Form, usize> = HashMap::new();
    let (mut heads, mut head_of) = (Vec::new(), Vec::new());
    for (at, one) in ready.iter().enumerate() {
        let named = one.named;
        let sector = named.sectors.first().map(String::as_str);
        let form = (&*one.names, named.kind, named.country.as_deref(), sector, named.office.as_deref());
        let head = *known.entry(form).or_insert(heads.len());
        if head == heads.len() {
            heads.push(at);
        }
        head_of.push(head);
    }
    (heads, head_of)
}

/// Sorted keys by kind of comparison: the code of a country, country and noun of a nominal, the words of a name.
fn keys(one: &Ready) -> Vec<u64> {
    let country = one.named.country.as_deref().unwrap_or_default();
    let key = |sort: u64, word: &str| stir(hash(word.as_bytes()) ^ sort);
    let mut keys: Vec<u64> = Vec::new();
    if one.named.kind == EntityKind::Country && !country.is_empty() {
        keys.push(key(1, country));
    } else if one.nominal {
        keys.extend(one.names.iter().map(|name| key(2, &format!("{country} {}", name.head))));
    } else {
        for name in &one.names {
            // One letter may differ, so that words are found by what is left of their vowels' neighbours.
            keys.extend(name.words.iter().filter(|word| word.len() > 1).map(|word| key(3, &bones(word))));
            keys.extend(name.acronym.iter().map(|letters| key(4, letters)));
            if name.words.len() > 1 {
                keys.push(key(4, &name.words.iter().filter_map(|word| word.chars().next()).collect::<String>()));
            }
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// A word's first letter and its consonants.
fn bones(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter();
    first.chain(letters.filter(|letter| !matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u'))).collect()
}

fn blocks(ready: &[Ready], heads: &[usize]) -> HashMap<u64, Vec<usize>> {
    let mut blocks: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, head) in heads.iter().enumerate() {
        keys(&ready[*head]).into_iter().for_each(|key| blocks.entry(key).or_default().push(at));
    }
    blocks
}

fn pairs(ready: &[Ready], heads: &[usize], blocks: &HashMap<u64, Vec<usize>>) -> Vec<(usize, usize, f32)> {
    let mut pairs = Vec::new();
    for block in blocks.values() {
        for (at, a) in block.iter().enumerate() {
            for b in &block[at + 1..] {
                let score = score(&ready[heads[*a]], &ready[heads[*b]]);
                if score >= SCORE_MIN {
                    pairs.push((*a, *b, score));
                }
            }
        }
    }
    pairs.sort_by_key(|pair| (pair.0, pair.1));
    pairs.dedup_by_key(|pair| (pair.0, pair.1));
    pairs
}

/// -1 where two entities cannot be one.
fn score(a: &Ready, b: &Ready) -> f32 {
    let country = (a.named.country.as_ref(), b.named.country.as_ref());
    let countries = (a.named.kind == EntityKind::Country, b.named.kind == EntityKind::Country);
    match (countries, country) {
        ((true, true), (Some(a), Some(b))) => return if a == b { 1.0 } else { -1.0 },
        ((true, false) | (false, true), _) => return -1.0,
        (_, (Some(a), Some(b))) if a != b => return -1.0,
        _ => {}
    }
    if a.nominal != b.nominal || a.alone != b.alone || !kinds_fit(a.named.kind, b.named.kind) {
        return -1.0;
    }
    if a.nominal {
        let sector = a.named.sectors.first() == b.named.sectors.first() && country.0 == country.1;
        let head = a.names[0].head == b.names[0].head && country.0.is_some();
        return if sector && head { 1.0 } else { -1.0 };
    }
    let names = a.names.iter().flat_map(|name| b.names.iter().map(move |other| same_name(name, other)));
    let best = names.fold(0.0, f32::max);
    // The same words without a country on one side are less sure.
    if country.0.is_some() == country.1.is_some() { best } else { 0.95 * best }
}

/// Organisations, groups and places are taken for each other by reports; people are not.
fn kinds_fit(a: EntityKind, b: EntityKind) -> bool {
    a == b || (a != EntityKind::Person && b != EntityKind::Person)
}

/// Of every family's name alone: the clusters that it may belong to.
fn attach(
    ready: &[Ready],
    heads: &[usize],
    blocks: &HashMap<u64, Vec<usize>>,
    clusters: &Clusters,
) -> Vec<(usize, Vec<usize>)> {
    let mut group_of = vec![0; heads.len()];
    for (number, group) in clusters.groups.iter().enumerate() {
        group.iter().for_each(|at| group_of[*at] = number);
    }
    let mut attached = Vec::new();
    for (number, group) in clusters.groups.iter().enumerate().filter(|(_, group)| ready[heads[group[0]]].alone) {
        let mut fitting: Vec<usize> = group
            .iter()
            .flat_map(|at| keys(&ready[heads[*at]]).into_iter().map(move |key| (*at, key)))
            .flat_map(|(at, key)| blocks.get(&key).into_iter().flatten().map(move |other| (at, *other)))
            .filter(|(at, other)| fits_alone(&ready[heads[*at]], &ready[heads[*other]]))
            .map(|(_, other)| group_of[other])
            .collect();
        fitting.sort_unstable();
        fitting.dedup();
        attached.push((number, fitting));
    }
    attached
}

fn fits_alone(alone: &Ready, full: &Ready) -> bool {
    let country = alone.named.country.as_ref().zip(full.named.country.as_ref()).is_none_or(|(a, b)| a == b);
    let person = full.named.kind == EntityKind::Person && !full.alone && !full.nominal;
    let names = || alone.names.iter().flat_map(|name| full.names.iter().map(move |other| same_name(name, other)));
    person && country && names().any(|score| score >= ALONE_MIN)
}

fn outcome(
    ready: &[Ready],
    heads: &[usize],
    head_of: &[usize],
    clusters: &Clusters,
    attached: &[(usize, Vec<usize>)],
) -> Clustered {
    let mut joined = Union::new(clusters.groups.len());
    let mut near = Union::new(heads.len());
    clusters.components.iter().enumerate().for_each(|(at, of)| near.join(at, *of));
    for (alone, fitting) in attached {
        // Even a name that fits several depends on all of them.
        fitting.iter().for_each(|of| near.join(clusters.groups[*alone][0], clusters.groups[*of][0]));
        if let [only] = fitting[..] {
            joined.join(*alone, only);
        }
    }
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); heads.len()];
    head_of.iter().enumerate().for_each(|(at, head)| members[*head].push(at));
    let mut actors: Vec<Actor> = Vec::new();
    for groups in joined.groups() {
        let heads_in = groups.iter().flat_map(|group| &clusters.groups[*group]);
        let mut all: Vec<usize> = heads_in.flat_map(|head| members[*head].iter().copied()).collect();
        all.sort_unstable();
        actors.extend(actor(&all.iter().map(|at| &ready[*at]).collect::<Vec<_>>()));
    }
    actors.sort_by_key(|actor| actor.id);
    let number = |head: usize, near: &mut Union| ready[heads[near.root(head)]].named.id;
    let of_each = ready.iter().zip(head_of).map(|(one, head)| (one.named.id, number(*head, &mut near)));
    Clustered { actors, neighbourhoods: of_each.collect() }
}

/// One actor out of its members, which are in order of their numbers.
fn actor(members: &[&Ready]) -> Option<Actor> {
    let id = members.first()?.named.id;
    let name = commonest(members)?;
    let sectors = members.iter().filter(|one| !one.named.sectors.is_empty());
    Some(Actor {
        id,
        name,
        kind: crate::fuse::vote(members.iter().map(|one| (one.named.kind, 1.0)))?,
        country: crate::fuse::vote(members.iter().filter_map(|one| Some((one.named.country.clone()?, 1.0)))),
        sectors: crate::fuse::vote(sectors.map(|one| (one.named.sectors.clone(), 1.0))).unwrap_or_default(),
        offices: terms(members),
        nominal: members[0].nominal,
        members: members.iter().map(|one| one.named.id).collect(),
    })
}

/// The name that most reports give; of people one with a family's name and another, where any report has it.
fn commonest(members: &[&Ready]) -> Option<String> {
    let fullness = |one: &Ready| if one.named.kind == EntityKind::Person { one.names[0].words.len().min(2) } else { 0 };
    let fullest = members.iter().map(|one| fullness(one)).max()?;
    let full = members.iter().filter(|one| fullness(one) == fullest);
    crate::fuse::vote(full.map(|one| (one.named.name.clone(), 1.0)))
}

fn terms(members: &[&Ready]) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for named in members.iter().map(|one| one.named) {
        let Some(office) = &named.office else { continue };
        match terms.iter_mut().find(|term| term.office == *office) {
            Some(term) => {
                term.first = [term.first, named.first].into_iter().flatten().min();
                term.last = term.last.max(named.last);
            }
            None => terms.push(Term { office: office.clone(), first: named.first, last: named.last }),
        }
    }
    terms.sort_by(|a, b| (a.first, &a.office).cmp(&(b.first, &b.office)));
    terms
}
