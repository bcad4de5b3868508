//! Which triggers stand for one event.

use verbale_net::Encoded;

use crate::features::{self, Forms};
use crate::sayings::Pointer;
use crate::spotted::{Spotted, Trigger};
use crate::text::Text;
use crate::thresholds::{self as at, Thresholds};

/// Triggers to look back over for another cue of the same content.
const MOST_CUES_BETWEEN: usize = 4;

/// One event's triggers, as indexes into the list of triggers, in order of the text.
#[derive(Clone, Debug)]
pub struct Happening {
    pub triggers: Vec<usize>,
    /// Index into the labels of event types.
    pub kind: usize,
    pub confidence: f32,
}

/// Triggers are one event where the network takes them for the same, or where they point at one content.
pub fn happenings(
    text: &Text,
    encoded: &Encoded,
    spotted: &Spotted,
    pointers: &[Pointer],
    thresholds: &Thresholds,
) -> Vec<Happening> {
    let triggers = &spotted.triggers;
    let mut of: Vec<usize> = (0..triggers.len()).collect();
    let (pairs, features) = pairs(text, triggers, spotted.types.len());
    if !pairs.is_empty() {
        let words: Vec<(u32, u32)> = triggers.iter().map(|t| t.words.pair()).collect();
        let scores = encoded.pairs("same_event", &words, &words, &pairs, &features);
        link(triggers, &pairs, |n| scores.row(n)[0], thresholds.same_event, &mut of);
    }
    join_utterances(pointers, &mut of);
    collect(triggers, &of)
}

fn pairs(text: &Text, triggers: &[Trigger], types: usize) -> (Vec<(u32, u32)>, Vec<u16>) {
    let forms = Forms::new(text, triggers.iter().map(|t| t.words));
    let (mut pairs, mut features) = (Vec::new(), Vec::new());
    for j in 1..triggers.len() {
        for i in j.saturating_sub(at::MOST_SAME_EVENT)..j {
            let (a, b) = (&triggers[i], &triggers[j]);
            pairs.push((i as u32, j as u32));
            let words = (forms.of(a.words), forms.of(b.words));
            features.extend(features::same_event(
                text,
                (a.words, a.kind as u16),
                (b.words, b.kind as u16),
                words,
                types,
            ));
        }
    }
    (pairs, features)
}

/// Every trigger joins its best earlier trigger of the same type, where that beats standing alone.
fn link(triggers: &[Trigger], pairs: &[(u32, u32)], score: impl Fn(usize) -> f32, least: f32, of: &mut [usize]) {
    let mut best: Vec<(f32, usize)> = (0..triggers.len()).map(|j| (least, j)).collect();
    for (n, &(i, j)) in pairs.iter().enumerate() {
        let (i, j) = (i as usize, j as usize);
        if triggers[i].kind == triggers[j].kind && score(n) > best[j].0 {
            best[j] = (score(n), i);
        }
    }
    for j in 0..triggers.len() {
        of[j] = if best[j].1 == j { j } else { of[best[j].1] };
    }
}

/// Cues of one content are cues of one utterance.
fn join_utterances(pointers: &[Pointer], of: &mut [usize]) {
    for j in 1..pointers.len() {
        for i in j.saturating_sub(MOST_CUES_BETWEEN)..j {
            if of[i] != of[j] && pointers[i].agrees(&pointers[j]) {
                let (first, later) = (of[i].min(of[j]), of[i].max(of[j]));
                of.iter_mut().filter(|o| **o == later).for_each(|o| *o = first);
            }
        }
    }
}

fn collect(triggers: &[Trigger], of: &[usize]) -> Vec<Happening> {
    let mut found: Vec<Happening> = Vec::new();
    let mut place = vec![0; triggers.len()];
    for j in 0..triggers.len() {
        if of[j] == j {
            place[j] = found.len();
            found.push(Happening { triggers: vec![j], kind: triggers[j].kind, confidence: 0.0 });
        } else {
            found[place[of[j]]].triggers.push(j);
        }
    }
    for happening in &mut found {
        let best = happening.triggers.iter().map(|&t| &triggers[t]);
        if let Some(best) = best.max_by(|a, b| a.confidence.total_cmp(&b.confidence)) {
            (happening.kind, happening.confidence) = (best.kind, best.confidence);
        }
    }
    found
}
