//! How much an event weighs: its quad class and its score, as the ontology has them.

use verbale_knowledge::{Ontology, Quad};

/// The quad classes in PLOVER's order; counts by quad stand in this order.
pub const QUADS: [Quad; 4] = [
    Quad { cooperative: true, material: false },
    Quad { cooperative: true, material: true },
    Quad { cooperative: false, material: false },
    Quad { cooperative: false, material: true },
];

/// The name that tables print.
pub fn quad_name(quad: Quad) -> &'static str {
    match (quad.cooperative, quad.material) {
        (true, false) => "verbal cooperation",
        (true, true) => "material cooperation",
        (false, false) => "verbal conflict",
        (false, true) => "material conflict",
    }
}

/// Where a type of event stands among [`QUADS`]; none where the ontology does not know it.
pub(crate) fn quad_at(kind: &str, ontology: &Ontology) -> Option<usize> {
    let quad = ontology.event(kind)?.quad;
    QUADS.iter().position(|other| *other == quad)
}

/// The score of a type of event with its modes, from -10 to 10.
pub(crate) fn score(kind: &str, modes: &[String], ontology: &Ontology) -> Option<f32> {
    ontology.score(kind, &modes.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Whether all sides of a type of event are actors.
pub(crate) fn is_mutual(kind: &str, ontology: &Ontology) -> bool {
    ontology.event(kind).is_some_and(|kind| kind.mutual)
}

/// Whether a type of event is one of meetings and talks: mutual, and of words.
pub(crate) fn is_meeting(kind: &str, ontology: &Ontology) -> bool {
    ontology.event(kind).is_some_and(|kind| kind.mutual && !kind.quad.material)
}
