//! The directed network of actors: who did how much to whom, how cooperative, from when to when.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use verbale_record::{Date, Party, Told};

use super::csv::quad;
use crate::Error;
use crate::form::{Added, Form, Run};
use crate::identity::identity;
use crate::pairs::{no_pair, pairs};
use crate::tables::Treatment;
use crate::text::{joined, xml};

/// Attributes of nodes and edges that every network has: name, of what, type.
const KEYS: [(&str, &str, &str); 10] = [
    ("label", "node", "string"),
    ("kind", "node", "string"),
    ("country", "node", "string"),
    ("sectors", "node", "string"),
    ("events", "node", "int"),
    ("weight", "edge", "int"),
    ("score_sum", "edge", "double"),
    ("score_mean", "edge", "double"),
    ("first", "edge", "string"),
    ("last", "edge", "string"),
];

struct Node {
    number: usize,
    label: String,
    kind: &'static str,
    country: String,
    sectors: String,
    events: usize,
}

#[derive(Default)]
struct Edge {
    events: usize,
    score_sum: f64,
    first: Option<Date>,
    last: Option<Date>,
    /// Events by type, and by quad class.
    counts: BTreeMap<String, usize>,
}

#[derive(Default)]
pub(super) struct Graphml {
    nodes: BTreeMap<String, Node>,
    edges: BTreeMap<(usize, usize), Edge>,
}

impl Form for Graphml {
    fn add(&mut self, event: &Told, _treatment: Treatment, run: &mut Run<'_>) -> Result<Added, Error> {
        let score = f64::from(run.context.score(event));
        let counted = [format!("type_{}", event.kind), quad(event, run.context).replace(' ', "_")];
        let mut sides = HashSet::new();
        for pair in pairs(event, run.context.mutual(event)) {
            let (Some(actor), Some(recipient)) = (pair.actor, pair.recipient) else { continue };
            let ends = (self.node(actor), self.node(recipient));
            sides.extend([identity(actor), identity(recipient)]);
            self.edges.entry(ends).or_default().add(event, score, &counted);
        }
        for side in &sides {
            self.nodes.entry(side.clone()).and_modify(|node| node.events += 1);
        }
        match sides.is_empty() {
            true => Ok(Err(no_pair(event))),
            false => Ok(Ok(0)),
        }
    }

    fn end(&mut self, run: &mut Run<'_>) -> Result<(), Error> {
        let counts: BTreeSet<&String> = self.edges.values().flat_map(|edge| edge.counts.keys()).collect();
        run.line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        run.line("<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
        for (name, of, kind) in KEYS {
            run.line(&key(name, of, kind))?;
        }
        for name in &counts {
            run.line(&key(name, "edge", "int"))?;
        }
        run.line("<graph id=\"actors\" edgedefault=\"directed\">")?;
        let mut nodes: Vec<&Node> = self.nodes.values().collect();
        nodes.sort_by_key(|node| node.number);
        for node in nodes {
            run.line(&node.line())?;
        }
        for (number, (ends, edge)) in self.edges.iter().enumerate() {
            run.line(&edge.line(number, *ends))?;
        }
        run.line("</graph>")?;
        run.summary.rows = self.edges.len();
        run.line("</graphml>")
    }
}

impl Graphml {
    fn node(&mut self, party: &Party) -> usize {
        let next = self.nodes.len();
        let new = || Node {
            number: next,
            label: party.name.clone(),
            kind: party.kind.name(),
            country: party.country.clone().unwrap_or_default(),
            sectors: joined(&party.sectors, ";"),
            events: 0,
        };
        self.nodes.entry(identity(party)).or_insert_with(new).number
    }
}

impl Edge {
    fn add(&mut self, event: &Told, score: f64, counted: &[String]) {
        self.events += 1;
        self.score_sum += score;
        let day = event.day();
        self.first = self.first.into_iter().chain(day).min();
        self.last = self.last.into_iter().chain(day).max();
        for name in counted.iter().filter(|name| !name.is_empty()) {
            *self.counts.entry(name.clone()).or_default() += 1;
        }
    }

    fn line(&self, number: usize, (source, target): (usize, usize)) -> String {
        let mean = self.score_sum / self.events.max(1) as f64;
        let mut data = vec![
            ("weight", self.events.to_string()),
            ("score_sum", format!("{:.2}", self.score_sum)),
            ("score_mean", format!("{mean:.2}")),
            ("first", self.first.map(|day| day.to_string()).unwrap_or_default()),
            ("last", self.last.map(|day| day.to_string()).unwrap_or_default()),
        ];
        data.extend(self.counts.iter().map(|(name, count)| (name.as_str(), count.to_string())));
        format!("<edge id=\"e{number}\" source=\"n{source}\" target=\"n{target}\">{}</edge>", values(&data))
    }
}

impl Node {
    fn line(&self) -> String {
        let data = [
            ("label", self.label.clone()),
            ("kind", self.kind.to_owned()),
            ("country", self.country.clone()),
            ("sectors", self.sectors.clone()),
            ("events", self.events.to_string()),
        ];
        format!("<node id=\"n{}\">{}</node>", self.number, values(&data))
    }
}

fn key(name: &str, of: &str, kind: &str) -> String {
    let name = xml(name);
    format!("<key id=\"{of}_{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>")
}

/// Data elements of a node or an edge, the empty ones left out.
fn values(data: &[(&str, String)]) -> String {
    let of = |name: &str| if KEYS.iter().any(|(key, of, _)| *of == "node" && *key == name) { "node" } else { "edge" };
    let filled = data.iter().filter(|(_, value)| !value.is_empty());
    filled.map(|(name, value)| format!("<data key=\"{}_{}\">{}</data>", of(name), xml(name), xml(value))).collect()
}
