//! From the readings of all stages to consistent events: one type, modes of that type, recipients that are no actors.

use verbale_knowledge::{Knowledge, Ontology};
use verbale_record::{
    Alternatives, Condition, Content, Entity, Event, Evidence, Field, Id, Size, SizeKind, Span, Stage, Trigger, When,
};

use crate::alternatives::{Weighed, alternatives};
use crate::cast::{Cast, Filler, Role};
use crate::ground;
use crate::happenings::Happening;
use crate::labels::Scored;
use crate::parties::{self, Deed, Parties};
use crate::sayings::{self, Said, Sayings};
use crate::spotted::Spotted;
use crate::tags::sigmoid;
use crate::text::Text;
use crate::thresholds as at;

/// The kind of cue that says somebody was or was not there.
const ABSENCE: &str = "presence";

/// Sizes that are no number of people.
const THINGS: [SizeKind; 2] = [SizeKind::Weapons, SizeKind::Money];

/// What the stages found out, one entry a happening in each list.
#[derive(Debug)]
pub struct Readings<'a> {
    pub spotted: &'a Spotted,
    pub happenings: &'a [Happening],
    pub cast: Cast,
    pub sayings: Sayings,
    pub modes: Vec<Vec<Scored>>,
    pub aux: Vec<Vec<Scored>>,
    pub times: Vec<Option<When>>,
    pub sizes: Vec<Vec<Size>>,
}

pub fn events(text: &Text, knowledge: &Knowledge, readings: Readings, entities: &[Entity]) -> Vec<Event> {
    let mut events: Vec<Event> =
        (0..readings.happenings.len()).map(|h| event(text, knowledge, &readings, entities, h)).collect();
    for h in 0..events.len() {
        let (spotted, cast, happening) = (readings.spotted, &readings.cast, &readings.happenings[h]);
        events[h].alternatives = alternatives(Weighed { text, spotted, happening, cast, entities }, h, &events[h]);
        events[h].of = absence_of(text, knowledge, &events, h);
    }
    events
}

fn event(text: &Text, knowledge: &Knowledge, r: &Readings, entities: &[Entity], h: usize) -> Event {
    let happening = &r.happenings[h];
    let span = text.span(r.spotted.triggers[happening.triggers[0]].words);
    let kind = &r.spotted.types[happening.kind];
    let of_type = |mode: &str| knowledge.ontology().event(kind).is_some_and(|event| event.mode(mode).is_some());
    let modes: Vec<_> = r.modes[h].iter().filter(|(m, s)| *s > r.cast.thresholds.mode && of_type(m)).collect();
    let names: Vec<&str> = modes.iter().map(|(mode, _)| mode.as_str()).collect();
    let aux = r.aux[h].iter().filter(|(_, s)| *s > r.cast.thresholds.aux);
    let deed = Deed { happening: h, kind, modes: &names, has_content: r.sayings.contents[h].is_some() };
    let parties = parties::parties(knowledge, &r.cast, entities, deed);
    let place = place(&r.cast, entities, h).map(|filler| role(text, filler));
    let roles = |fillers: &[Filler]| fillers.iter().map(|filler| role(text, filler)).collect();
    Event {
        kind: Field::new(kind.clone(), Evidence::new(span, Stage::Network, happening.confidence)),
        modes: modes.into_iter().map(|m| label(span, m)).collect(),
        aux: aux.map(|a| label(span, a)).collect(),
        triggers: happening.triggers.iter().map(|&t| trigger(text, r.spotted, t)).collect(),
        actors: roles(&parties.actors),
        recipients: roles(&parties.recipients),
        hosts: hosts(knowledge, entities, deed, &parties, place.as_ref()).unwrap_or_else(|| roles(&parties.hosts)),
        place,
        of: None,
        date: r.times[h].clone(),
        sizes: sizes(knowledge.ontology(), kind, &names, &r.sizes[h]),
        content: r.sayings.contents[h].map(|said| content(text, said)),
        condition: r.sayings.conditions[h].map(condition),
        alternatives: Alternatives::default(),
    }
}

/// The host of talks of which none is told, by where they are held.
fn hosts(
    knowledge: &Knowledge,
    entities: &[Entity],
    deed: Deed,
    parties: &Parties,
    place: Option<&Field<Id<Entity>>>,
) -> Option<Vec<Field<Id<Entity>>>> {
    let is_told = !parties.hosts.is_empty() || !parties.recipients.is_empty();
    if is_told || !parties::is_without_direction(knowledge, deed) {
        return None;
    }
    let all: Vec<usize> = parties.actors.iter().map(|filler| filler.index).collect();
    ground::host(entities, &all, place?).map(|host| vec![host])
}

/// The sizes of an event of this type and modes, each number of a kind once.
fn sizes(ontology: &Ontology, kind: &str, modes: &[&str], found: &[Size]) -> Vec<Size> {
    let mut sizes: Vec<Size> = Vec::new();
    for size in found.iter().map(|size| counted(ontology, kind, modes, size)) {
        if !sizes.iter().any(|known| known.kind == size.kind && known.value == size.value) {
            sizes.push(size);
        }
    }
    sizes
}

/// A number of people that only one kind of size can be: who is counted beside an arrest was arrested.
fn counted(ontology: &Ontology, kind: &str, modes: &[&str], size: &Size) -> Size {
    let event = ontology.event(kind);
    let counts = modes.iter().find_map(|mode| event?.mode(mode)?.counts).filter(|_| !THINGS.contains(&size.kind));
    Size { kind: counts.unwrap_or(size.kind), ..size.clone() }
}

/// The likeliest place; where none is likely, one that no other event wants more.
fn place<'a>(cast: &'a Cast, entities: &[Entity], h: usize) -> Option<&'a Filler> {
    let claimed = cast.claimed(h, Role::Place, at::PLACE_CLAIM_MIN);
    let left = claimed.filter(|filler| !parties::can_act(&entities[filler.index]));
    cast.of(h, Role::Place).next().or_else(|| left.max_by(|a, b| a.score.total_cmp(&b.score)))
}

fn label(span: Span, (name, score): &Scored) -> Field<String> {
    Field::new(name.clone(), Evidence::new(span, Stage::Network, sigmoid(*score)))
}

fn trigger(text: &Text, spotted: &Spotted, index: usize) -> Trigger {
    let trigger = &spotted.triggers[index];
    Trigger { span: text.span(trigger.words), confidence: trigger.confidence }
}

fn role(text: &Text, filler: &Filler) -> Field<Id<Entity>> {
    Field::new(Id::new(filler.index), Evidence::new(text.span(filler.words), Stage::Network, filler.confidence()))
}

fn content(text: &Text, said: Said) -> Content {
    let form = sayings::quote_form(text.text, said.span);
    Content { span: said.span, form, evidence: Evidence::new(said.span, Stage::Network, said.confidence) }
}

fn condition(said: Said) -> Condition {
    Condition { span: said.span, evidence: Evidence::new(said.span, Stage::Network, said.confidence) }
}

/// The meeting that an absence is an absence from: the nearest event of the same type that was not denied.
fn absence_of(text: &Text, knowledge: &Knowledge, events: &[Event], h: usize) -> Option<Id<Event>> {
    let event = &events[h];
    let absent =
        event.triggers.iter().any(|t| knowledge.cue(t.span.of(text.text)).is_some_and(|cue| cue.kind == ABSENCE));
    if !absent || !event.has_aux("negation") {
        return None;
    }
    let at = event.first_span().start;
    let told = events
        .iter()
        .enumerate()
        .filter(|(i, e)| *i != h && e.kind.value == event.kind.value && !e.has_aux("negation"));
    let gap = |e: &Event| e.triggers.iter().map(|t| t.span.start.abs_diff(at)).min().unwrap_or(u32::MAX);
    told.min_by_key(|(_, e)| gap(e)).map(|(i, _)| Id::new(i))
}
