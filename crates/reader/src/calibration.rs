//! Confidences that mean what they say: of the claims at 0.8, four in five are right.
//!
//! A network's probability is too sure of itself where its training went on long (Guo et al. 2017), and a table's is a
//! guess of its author. Each kind of claim has a logistic curve (Platt 1999) from the one to the other, fitted on
//! held-out reports; `verbale-eval --calibration` prints the curves that a fresh fit would put on top of these.

use verbale_record::{Entity, Event, Evidence};

use crate::tags::sigmoid;

/// A curve on the logit of a probability.
struct Platt {
    slope: f32,
    offset: f32,
}

/// One a kind of claim.
pub struct Curves {
    event: Platt,
    actor: Platt,
    recipient: Platt,
    host: Platt,
    place: Platt,
    date: Platt,
    size: Platt,
    country: Platt,
    sector: Platt,
}

const BASE: Curves = Curves {
    event: Platt { slope: 0.688, offset: -0.381 },
    actor: Platt { slope: 0.583, offset: -0.511 },
    recipient: Platt { slope: 0.530, offset: -0.605 },
    host: Platt { slope: 0.580, offset: -0.864 },
    place: Platt { slope: 0.493, offset: -0.500 },
    date: Platt { slope: 0.567, offset: -0.754 },
    size: Platt { slope: 0.631, offset: -0.294 },
    country: Platt { slope: 0.932, offset: 0.049 },
    sector: Platt { slope: 0.496, offset: 0.290 },
};

const LARGE: Curves = Curves {
    event: Platt { slope: 0.831, offset: -0.172 },
    actor: Platt { slope: 0.725, offset: -0.320 },
    recipient: Platt { slope: 0.661, offset: -0.328 },
    host: Platt { slope: 0.876, offset: -0.569 },
    place: Platt { slope: 0.627, offset: -0.270 },
    date: Platt { slope: 0.652, offset: -0.576 },
    size: Platt { slope: 0.775, offset: -0.069 },
    country: Platt { slope: 1.032, offset: 0.052 },
    sector: Platt { slope: 0.618, offset: 0.189 },
};

/// What comes out is never nought or one: nothing that was read is past doubt.
const EDGE: f32 = 1e-3;

impl Platt {
    fn of(&self, p: f32) -> f32 {
        let p = p.clamp(EDGE, 1.0 - EDGE);
        sigmoid(self.slope * (p / (1.0 - p)).ln() + self.offset).clamp(EDGE, 1.0 - EDGE)
    }

    fn correct(&self, evidence: &mut Evidence) {
        evidence.confidence = self.of(evidence.confidence);
    }

    /// For a claim that is right only where what it is part of is: its own confidence is given that.
    fn correct_part(&self, evidence: &mut Evidence, whole: f32) {
        evidence.confidence = self.of(evidence.confidence * whole);
    }
}

impl Curves {
    /// Those of the weights of this name; weights that nobody fitted any for have those of the base.
    pub fn of(model: &str) -> &'static Curves {
        if model == "large" { &LARGE } else { &BASE }
    }

    /// Who, where, when and how many become as sure as the whole claim is: that the event is one, and that this is part of it.
    pub fn calibrate(&self, events: &mut [Event], entities: &mut [Entity]) {
        events.iter_mut().for_each(|event| self.event(event));
        for entity in entities {
            entity.country.iter_mut().for_each(|country| self.country.correct(&mut country.evidence));
            entity.sectors.iter_mut().for_each(|sector| self.sector.correct(&mut sector.evidence));
        }
    }

    fn event(&self, event: &mut Event) {
        let whole = event.kind.evidence.confidence;
        let others = &mut event.alternatives;
        others.kinds.iter_mut().for_each(|kind| self.event.correct(&mut kind.evidence));
        for (taken, others, curve) in [
            (event.actors.as_mut_slice(), &mut others.actors, &self.actor),
            (&mut event.recipients, &mut others.recipients, &self.recipient),
            (&mut event.hosts, &mut others.hosts, &self.host),
            (event.place.as_mut_slice(), &mut others.places, &self.place),
        ] {
            taken.iter_mut().chain(others).for_each(|party| curve.correct_part(&mut party.evidence, whole));
        }
        event.date.iter_mut().for_each(|when| self.date.correct_part(&mut when.evidence, whole));
        event.sizes.iter_mut().for_each(|size| self.size.correct_part(&mut size.evidence, whole));
        event.triggers.iter_mut().for_each(|trigger| trigger.confidence = self.event.of(trigger.confidence));
        self.event.correct(&mut event.kind.evidence);
    }
}
