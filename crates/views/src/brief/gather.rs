//! What a brief has to tell: happenings with their tellings, each in its section.

use std::collections::{BTreeMap, HashMap};

use verbale_knowledge::Ontology;
use verbale_record::{Date, Occurrence, Span, Status, Told};

/// The auxiliary mode of what is told as history.
const HISTORY: &str = "historical";

/// One happening as a brief tells it.
#[derive(Debug)]
pub(super) struct Item<'a> {
    /// The telling that says most.
    pub lead: &'a Told,
    pub tellings: Vec<&'a Told>,
    pub happening: Option<&'a Occurrence>,
    pub status: Status,
    /// How many independent reports tell it.
    pub sources: usize,
    /// It is only what somebody says in another event.
    pub is_said: bool,
    /// Nobody needs to be told by whom a thing is said where the type is no utterance.
    pub is_speech: bool,
}

/// The sections in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Happened,
    Said,
    Conditions,
    Disputed,
    Next,
    Absent,
    Background,
}

impl Part {
    pub const ALL: [Part; 7] =
        [Part::Happened, Part::Said, Part::Conditions, Part::Disputed, Part::Next, Part::Absent, Part::Background];

    pub fn heading(self) -> &'static str {
        match self {
            Part::Happened => "What happened",
            Part::Said => "Who said what",
            Part::Conditions => "On what conditions",
            Part::Disputed => "What is disputed or denied",
            Part::Next => "What is expected next",
            Part::Absent => "Who was absent",
            Part::Background => "Background",
        }
    }
}

impl Item<'_> {
    pub fn part(&self) -> Part {
        let lead = self.lead;
        match self.status {
            _ if lead.content.is_some() && lead.condition.is_some() => Part::Conditions,
            _ if lead.content.is_some() => Part::Said,
            _ if lead.aux.iter().any(|aux| aux == HISTORY) => Part::Background,
            Status::Denied if lead.of.is_some() => Part::Absent,
            Status::Denied => Part::Disputed,
            Status::Planned | Status::Possible => Part::Next,
            Status::Happened => Part::Happened,
        }
    }

    pub fn start(&self) -> Option<Date> {
        self.happening.map_or(self.lead.start, |happening| happening.start)
    }

    pub fn end(&self) -> Option<Date> {
        self.happening.map_or(self.lead.end, |happening| happening.end)
    }

    /// What is told by more and surer comes before what is told by fewer.
    pub fn weight(&self) -> f32 {
        self.sources as f32 + self.lead.confidence
    }
}

/// The happenings in order of day, those without a day last, then as the reports tell them.
pub(super) fn items<'a>(events: &'a [Told], happenings: &'a [Occurrence], ontology: &Ontology) -> Vec<Item<'a>> {
    let by_id: HashMap<i64, &Occurrence> = happenings.iter().map(|happening| (happening.id, happening)).collect();
    let contents = contents(events);
    let mut groups: BTreeMap<i64, Vec<&Told>> = BTreeMap::new();
    for event in events {
        groups.entry(event.occurrence.unwrap_or(event.id)).or_default().push(event);
    }
    let mut items: Vec<Item> = groups
        .into_iter()
        .filter_map(|(id, tellings)| item(by_id.get(&id).copied(), tellings, &contents, ontology))
        .collect();
    items.sort_by_key(|item| {
        let day = item.start().or(item.end());
        (day.is_none(), day, item.lead.source.published, item.lead.source.number, item.lead.trigger.span.start)
    });
    items
}

/// What is said in each report, and by which event.
type Contents = HashMap<i64, Vec<(Span, i64)>>;

fn contents(events: &[Told]) -> Contents {
    let mut contents: Contents = HashMap::new();
    for event in events {
        if let Some(content) = event.content.as_ref().filter(|_| !event.actors.is_empty()) {
            contents.entry(event.source.number).or_default().push((content.span, event.id));
        }
    }
    contents
}

fn item<'a>(
    happening: Option<&'a Occurrence>,
    tellings: Vec<&'a Told>,
    contents: &Contents,
    ontology: &Ontology,
) -> Option<Item<'a>> {
    let status_of = |event: &Told| happening.map_or(event.status(), |happening| happening.status);
    let rank = |event: &&&Told| {
        let agrees = event.status() == status_of(event);
        (
            !is_said(event, contents),
            agrees,
            richness(event),
            (event.confidence * 1000.0) as i32,
            std::cmp::Reverse(event.id),
        )
    };
    let lead = *tellings.iter().max_by_key(rank)?;
    let mut families: Vec<i64> = tellings.iter().map(|event| event.source.family).collect();
    families.sort_unstable();
    families.dedup();
    Some(Item {
        lead,
        happening,
        status: status_of(lead),
        sources: happening.map_or(families.len(), |happening| happening.sources),
        is_said: is_said(lead, contents),
        is_speech: ontology.event(&lead.kind).is_some_and(|kind| kind.speech),
        tellings,
    })
}

/// Whether an event stands in what another event says. Of two statements with the same words the first one counts.
fn is_said(event: &Told, contents: &Contents) -> bool {
    let others = contents.get(&event.source.number).into_iter().flatten().filter(|(_, id)| *id != event.id);
    let within = |outer: Span, inner: Span| outer.start <= inner.start && inner.end <= outer.end;
    let is_within = |(outer, id): &(Span, i64)| match &event.content {
        Some(content) if content.span == *outer => *id < event.id,
        Some(content) => within(*outer, content.span) || within(*outer, event.trigger.span),
        None => within(*outer, event.trigger.span),
    };
    others.into_iter().any(is_within)
}

/// How many fields are filled.
fn richness(event: &Told) -> usize {
    event.parties().count().min(4)
        + usize::from(event.place.is_some())
        + usize::from(event.start.is_some())
        + event.sizes.len().min(2)
        + usize::from(event.condition.is_some())
}
