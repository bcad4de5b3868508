//! The page: which sentence stands in which section, and what it rests on.

use std::collections::{BTreeMap, HashMap, HashSet};

use verbale_knowledge::Knowledge;
use verbale_record::{Date, Status, Told};

use super::gather::{Item, Part};
use super::name::Namer;
use super::phrases::Phrases;
use super::tell::{Clause, SURE};
use super::{Brief, Cited, Line, Note, Section, say, tell, tolls, when};
use crate::part::Cite;

/// A section has no more lines than this; those with most weight stay.
const LINES_MAX: usize = 25;
/// A sentence of a report that is longer than this is not quoted.
const QUOTE_BYTES_MAX: usize = 420;
/// A line has no more notes than this.
const NOTES_MAX: usize = 4;

/// What the writer of a page has at hand.
pub(super) struct Desk<'a> {
    pub knowledge: &'a Knowledge,
    pub phrases: &'a Phrases,
    events: HashMap<i64, &'a Told>,
    /// Events come from more than one text.
    pub has_many_sources: bool,
    last_published: Option<Date>,
}

impl<'a> Desk<'a> {
    pub fn new(events: &'a [Told], knowledge: &'a Knowledge, phrases: &'a Phrases) -> Self {
        let families: HashSet<i64> = events.iter().map(|event| event.source.family).collect();
        Desk {
            knowledge,
            phrases,
            events: events.iter().map(|event| (event.id, event)).collect(),
            has_many_sources: families.len() > 1,
            last_published: events.iter().filter_map(|event| event.source.published).max(),
        }
    }

    pub fn event(&self, id: i64) -> Option<&'a Told> {
        self.events.get(&id).copied()
    }

    /// A namer that has introduced nobody.
    pub fn namer(&self) -> Namer<'a> {
        Namer::new(self.knowledge, self.phrases)
    }

    /// Whether the day of a plan lies before the last report.
    pub fn is_past(&self, item: &Item<'_>) -> bool {
        item.end().or(item.start()).zip(self.last_published).is_some_and(|(end, last)| end < last)
    }
}

/// A line before it has words.
enum Draft<'a> {
    Built(Clause<'a>),
    /// The report's sentence, where no other line rests on it.
    Quoted,
    /// Words that are ready, with the events that they rest on.
    Ready(String, Vec<i64>),
}

pub(super) fn page(subject: &str, as_of: Option<Date>, items: &[Item<'_>], desk: &Desk<'_>) -> Brief {
    let drafts = drafts(items, desk);
    let mut notes = Notes::default();
    let mut namer = desk.namer();
    let mut sections = Vec::new();
    for part in Part::ALL {
        let Some(drafts) = drafts.get(&part) else { continue };
        let (kept, left_out) = heaviest(drafts);
        let lines = kept.iter().map(|(item, draft)| line(item, draft, desk, &mut namer, &mut notes)).collect();
        sections.push(Section { heading: part.heading(), lines, left_out });
    }
    let families: HashSet<i64> =
        notes.list.iter().filter_map(|note| desk.event(note.cite.event)).map(|event| event.source.family).collect();
    let reports = cited(&notes.list);
    Brief { subject: subject.to_owned(), as_of, sections, notes: notes.list, reports, sources: families.len() }
}

type Drafts<'i, 'a> = BTreeMap<Part, Vec<(&'i Item<'a>, Draft<'a>)>>;

/// Every line of every section. A sentence that a built line rests on, or that was quoted, is not quoted again.
fn drafts<'i, 'a>(items: &'i [Item<'a>], desk: &Desk<'_>) -> Drafts<'i, 'a> {
    let mut drafts: Drafts<'i, 'a> = BTreeMap::new();
    let mut told: HashSet<(i64, usize)> = HashSet::new();
    let planned: Vec<(&Item, Part, Option<Draft>)> =
        items.iter().map(|item| (item, part(item, desk), draft(item, desk))).collect();
    for (item, _, draft) in &planned {
        if matches!(draft, Some(Draft::Built(_))) {
            told.insert(sentence_of(item.lead));
        }
    }
    for (item, part, draft) in planned {
        let is_new = |draft: &Draft| !matches!(draft, Draft::Quoted) || told.insert(sentence_of(item.lead));
        if let Some(draft) = draft.filter(is_new) {
            drafts.entry(part).or_default().push((item, draft));
        }
        let differences = tolls::differences(item, desk).into_iter();
        let ready = differences.map(|one| (item, Draft::Ready(one.text, one.events)));
        drafts.entry(Part::Disputed).or_default().extend(ready);
    }
    drafts.retain(|_, lines| !lines.is_empty());
    drafts
}

fn part(item: &Item<'_>, desk: &Desk<'_>) -> Part {
    match item.part() {
        Part::Said if say::denies(item.lead, desk) => Part::Disputed,
        part => part,
    }
}

fn sentence_of(event: &Told) -> (i64, usize) {
    (event.source.number, event.sentence)
}

fn draft<'a>(item: &Item<'a>, desk: &Desk<'_>) -> Option<Draft<'a>> {
    if item.is_said {
        return None;
    }
    let clause = match item.part() {
        Part::Said | Part::Conditions => say::clause(item, desk),
        Part::Absent => return tell::absence(item, desk).map(Draft::Built),
        _ => tell::clause(item, desk),
    };
    match clause {
        Some(clause) => Some(Draft::Built(clause)),
        None => is_quotable(item).then_some(Draft::Quoted),
    }
}

/// Whether a report's sentence is worth quoting for an event: it is sure, somebody takes part, and it is no mere noun for
/// an utterance that is not known.
fn is_quotable(item: &Item<'_>) -> bool {
    let event = item.lead;
    let length = event.sentence_words.text.len();
    let says_something = event.content.is_some() || !item.is_speech;
    let is_told = !matches!(item.status, Status::Denied | Status::Possible) || event.content.is_some();
    let has_side = event.parties().next().is_some();
    event.confidence >= SURE && has_side && says_something && is_told && (1..=QUOTE_BYTES_MAX).contains(&length)
}

/// Those with most weight, in their old order, and how many were left out.
fn heaviest<'d, 'i, 'a>(drafts: &'d [(&'i Item<'a>, Draft<'a>)]) -> (Vec<&'d (&'i Item<'a>, Draft<'a>)>, usize) {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by(|one, other| drafts[*other].0.weight().total_cmp(&drafts[*one].0.weight()));
    order.truncate(LINES_MAX);
    order.sort_unstable();
    (order.iter().map(|at| &drafts[*at]).collect(), drafts.len() - order.len())
}

fn line(item: &Item<'_>, draft: &Draft<'_>, desk: &Desk<'_>, namer: &mut Namer<'_>, notes: &mut Notes) -> Line {
    let ready = |events: &[i64]| events.iter().filter_map(|id| desk.event(*id)).collect::<Vec<_>>();
    let (text, events) = match draft {
        Draft::Built(clause) => (clause.words(namer), rests_on(item)),
        Draft::Quoted => (quote(item.lead), rests_on(item)),
        Draft::Ready(text, events) => (text.clone(), ready(events)),
    };
    let is_said = matches!(item.part(), Part::Said | Part::Conditions | Part::Absent);
    let is_ready = matches!(draft, Draft::Ready(..));
    let when = if is_ready || (is_said && item.lead.start.is_none()) {
        String::new()
    } else {
        when::span(item.start(), item.end())
    };
    let notes = events.iter().take(NOTES_MAX).map(|event| notes.number(event)).collect::<Vec<_>>();
    Line { when, text, notes: distinct(notes), event: item.lead.id }
}

fn distinct(mut notes: Vec<usize>) -> Vec<usize> {
    let mut seen = HashSet::new();
    notes.retain(|note| seen.insert(*note));
    notes
}

/// The telling that the line was made from, and one of every other text.
fn rests_on<'a>(item: &Item<'a>) -> Vec<&'a Told> {
    let mut families = HashSet::from([item.lead.source.family]);
    let others = item.tellings.iter().copied().filter(|event| families.insert(event.source.family));
    std::iter::once(item.lead).chain(others).collect()
}

/// The report's sentence, and whose it is where that is known.
fn quote(event: &Told) -> String {
    let words = format!("“{}”", say::inner(&event.sentence_words.text));
    match &event.source.publisher {
        Some(publisher) => format!("{publisher}: {words}"),
        None => words,
    }
}

/// Notes as they are made: one for each sentence of each report.
#[derive(Default)]
struct Notes {
    list: Vec<Note>,
    numbers: HashMap<(i64, usize), usize>,
}

impl Notes {
    fn number(&mut self, event: &Told) -> usize {
        let list = &mut self.list;
        *self.numbers.entry(sentence_of(event)).or_insert_with(|| {
            let number = list.len() + 1;
            list.push(Note { number, cite: Cite::of(event) });
            number
        })
    }
}

/// The reports in order of publication.
fn cited(notes: &[Note]) -> Vec<Cited> {
    let mut reports: BTreeMap<(Option<Date>, i64), Cited> = BTreeMap::new();
    for note in notes {
        let cite = &note.cite;
        let report = reports.entry((cite.published, cite.report)).or_insert_with(|| Cited {
            report_id: cite.report_id.clone(),
            title: cite.title.clone(),
            publisher: cite.publisher.clone(),
            url: cite.url.clone(),
            published: cite.published,
            notes: Vec::new(),
        });
        report.notes.push(note.number);
    }
    reports.into_values().collect()
}
