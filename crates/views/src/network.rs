//! Who deals with whom: actors as nodes, what goes between them as edges.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use verbale_knowledge::Ontology;
use verbale_record::{Occurrence, Party, Status};

use crate::View;
use crate::part::{Key, Side, key, parties};
use crate::timeline::counts;
use crate::weight::{is_mutual, score};

/// Actors and what goes between them. Only what happened counts.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Network {
    /// Those with most happenings first.
    pub nodes: Vec<Node>,
    /// The busiest first.
    pub edges: Vec<Edge>,
}

/// An actor.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Node {
    #[serde(flatten)]
    pub side: Side,
    /// In how many happenings the actor takes part.
    pub count: usize,
}

/// What goes from one actor to another, or between both.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Edge {
    /// Places in the list of nodes.
    pub from: usize,
    pub to: usize,
    /// Both do it with each other; then `from` is the busier.
    pub mutual: bool,
    pub count: usize,
    pub kinds: BTreeMap<String, usize>,
    /// The sum of scores from -10 to 10.
    pub score: f64,
}

pub fn network(happenings: &[Occurrence], ontology: &Ontology) -> Network {
    let happened: Vec<&Occurrence> = happenings.iter().filter(|one| one.status == Status::Happened).collect();
    let (nodes, at) = nodes(&happened);
    let mut edges: BTreeMap<(usize, usize, bool), Edge> = BTreeMap::new();
    for happening in happened {
        for (from, to, mutual) in pairs(happening, &at, ontology) {
            let edge = edges.entry((from, to, mutual)).or_insert_with(|| Edge {
                from,
                to,
                mutual,
                count: 0,
                kinds: BTreeMap::new(),
                score: 0.0,
            });
            edge.count += 1;
            *edge.kinds.entry(happening.kind.clone()).or_default() += 1;
            edge.score += f64::from(score(&happening.kind, &happening.modes, ontology).unwrap_or(0.0));
        }
    }
    let mut edges: Vec<Edge> = edges.into_values().collect();
    edges.sort_by_key(|edge| (std::cmp::Reverse(edge.count), edge.from, edge.to));
    Network { nodes, edges }
}

/// The nodes, and where each actor stands among them.
fn nodes(happened: &[&Occurrence]) -> (Vec<Node>, HashMap<Key, usize>) {
    let mut found: HashMap<Key, Node> = HashMap::new();
    for happening in happened {
        let there: BTreeMap<Key, &Party> = parties(happening).map(|party| (key(party), party)).collect();
        for (key, party) in there {
            found.entry(key).or_insert_with(|| Node { side: Side::of(party), count: 0 }).count += 1;
        }
    }
    let mut found: Vec<(Key, Node)> = found.into_iter().collect();
    found.sort_by(|(one, first), (other, second)| second.count.cmp(&first.count).then_with(|| one.cmp(other)));
    let at = found.iter().enumerate().map(|(at, (key, _))| (key.clone(), at)).collect();
    (found.into_iter().map(|(_, node)| node).collect(), at)
}

/// The edges of one happening, each once, none from an actor to itself.
fn pairs(happening: &Occurrence, at: &HashMap<Key, usize>, ontology: &Ontology) -> Vec<(usize, usize, bool)> {
    let mutual = is_mutual(&happening.kind, ontology) && happening.recipients.is_empty();
    let to = if mutual { &happening.actors } else { &happening.recipients };
    let places =
        |parties: &[Party]| parties.iter().filter_map(|party| at.get(&key(party)).copied()).collect::<Vec<_>>();
    let (from, to) = (places(&happening.actors), places(to));
    let all = from.iter().flat_map(|from| to.iter().map(move |to| (*from, *to, mutual)));
    let mut pairs: Vec<_> = all.filter(|(from, to, mutual)| if *mutual { from < to } else { from != to }).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

impl View for Network {
    type Row = Edge;

    fn columns(&self) -> Vec<String> {
        ["from", "to", "mutual", "count", "score", "types"].map(str::to_owned).into()
    }

    fn rows(&self) -> &[Edge] {
        &self.edges
    }

    fn cells(&self, row: &Edge) -> Vec<String> {
        let name = |at: usize| self.nodes.get(at).map(|node| node.side.name.clone()).unwrap_or_default();
        let mutual = if row.mutual { "yes" } else { "no" };
        let score = format!("{:.1}", row.score);
        vec![name(row.from), name(row.to), mutual.to_owned(), row.count.to_string(), score, counts(&row.kinds)]
    }
}
