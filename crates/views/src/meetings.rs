//! Who met whom, where, with whom absent, about what, and what is to follow.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;
use verbale_knowledge::{Ontology, fold};
use verbale_record::{Date, Occurrence, Party, Status, Told};

use crate::View;
use crate::events::{StatementRow, statement_row};
use crate::part::{At, Key, Side, day_of, key, last_day, names, parties, sides, text};
use crate::weight::is_meeting;

/// A meeting has no more follow-ups than this: two who meet every week plan many.
const FOLLOW_UP_MAX: usize = 10;
/// Of what was said in its reports a meeting has no more than this: a long press conference speaks of many meetings.
const AGENDA_MAX: usize = 12;

/// Meetings as rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Meetings {
    /// In order of day.
    pub rows: Vec<Meeting>,
}

/// One meeting, visit or call.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Meeting {
    /// The archive's number of the happening.
    pub id: i64,
    pub modes: Vec<String>,
    pub status: &'static str,
    pub start: Option<Date>,
    pub end: Option<Date>,
    pub parties: Vec<Side>,
    /// The word that stands for it in the first report ("talks").
    pub words: String,
    pub hosts: Vec<Side>,
    pub place: Option<At>,
    /// Those of whom a report says that they were not there.
    pub absent: Vec<Side>,
    /// What was said in the same reports, in words that name a meeting or talks: what stands nearest to the meeting.
    pub agenda: Vec<StatementRow>,
    /// The numbers of the next planned or possible meetings of at least two of the parties.
    pub follow_up: Vec<i64>,
    pub reports: usize,
    pub sources: usize,
}

/// The meetings among the happenings; `events` are those of the reports that tell them.
pub fn meetings(happenings: &[Occurrence], events: &[Told], ontology: &Ontology) -> Meetings {
    let met: Vec<&Occurrence> = happenings
        .iter()
        .filter(|happening| is_meeting(&happening.kind, ontology) && happening.status != Status::Denied)
        .collect();
    let reports = Reports::of(events, ontology);
    let ahead = Ahead::of(&met);
    let mut rows: Vec<Meeting> = met.iter().map(|meeting| row(meeting, &ahead, &reports)).collect();
    rows.sort_by_key(|row| (row.start.is_none(), row.start, row.id));
    Meetings { rows }
}

/// The events by what meetings ask of them, so that each is looked at once.
struct Reports<'a> {
    by_id: HashMap<i64, &'a Told>,
    absences: HashMap<i64, Vec<&'a Told>>,
    statements: HashMap<i64, Vec<&'a Told>>,
    /// Folded words that name a meeting in a report ("talks").
    talk: HashMap<i64, HashSet<String>>,
}

impl<'a> Reports<'a> {
    fn of(events: &'a [Told], ontology: &Ontology) -> Self {
        let mut reports = Reports {
            by_id: events.iter().map(|event| (event.id, event)).collect(),
            absences: HashMap::new(),
            statements: HashMap::new(),
            talk: HashMap::new(),
        };
        for event in events {
            let report = event.source.number;
            if let Some(of) = event.of.filter(|_| event.status() == Status::Denied) {
                reports.absences.entry(of).or_default().push(event);
            }
            if event.content.is_some() {
                reports.statements.entry(report).or_default().push(event);
            }
            if is_meeting(&event.kind, ontology) && event.status() != Status::Denied {
                let words = fold(&event.trigger.text);
                reports.talk.entry(report).or_default().extend(words.split(' ').map(str::to_owned));
            }
        }
        reports
    }

    /// Statements of the meeting's reports that speak of a meeting, those next to where it is told; each once.
    fn agenda(&self, meeting: &Occurrence) -> Vec<StatementRow> {
        let mut away: BTreeMap<i64, (usize, &Told)> = BTreeMap::new();
        for telling in meeting.tellings.iter().filter_map(|id| self.by_id.get(id)) {
            for said in self.statements.get(&telling.source.number).into_iter().flatten() {
                let sentences = said.sentence.abs_diff(telling.sentence);
                let nearest = away.entry(said.id).or_insert((sentences, said));
                nearest.0 = nearest.0.min(sentences);
            }
        }
        let mut said: Vec<(usize, &Told)> = away.into_values().filter(|(_, said)| self.names_talk(said)).collect();
        said.sort_by_key(|(sentences, said)| (*sentences, said.id));
        said.truncate(AGENDA_MAX);
        said.sort_by_key(|(_, said)| said.id);
        said.into_iter().filter_map(|(_, said)| statement_row(said)).collect()
    }

    fn names_talk(&self, event: &Told) -> bool {
        let content = event.content.as_ref().map(|content| fold(&content.text)).unwrap_or_default();
        let talk = self.talk.get(&event.source.number);
        talk.is_some_and(|talk| content.split(' ').any(|word| talk.contains(word)))
    }

    fn words(&self, meeting: &Occurrence) -> String {
        let first = meeting.tellings.iter().find_map(|id| self.by_id.get(id));
        first.map(|event| event.trigger.text.clone()).unwrap_or_default()
    }

    fn absent(&self, meeting: &Occurrence) -> Vec<Side> {
        let absences = meeting.tellings.iter().filter_map(|id| self.absences.get(id)).flatten();
        distinct(absences.flat_map(|event| &event.actors))
    }
}

fn row(meeting: &Occurrence, ahead: &Ahead<'_>, reports: &Reports<'_>) -> Meeting {
    Meeting {
        id: meeting.id,
        modes: meeting.modes.clone(),
        status: meeting.status.name(),
        start: meeting.start.or_else(|| day_of(meeting)),
        end: meeting.end,
        parties: distinct(meeting.actors.iter().chain(&meeting.recipients)),
        words: reports.words(meeting),
        hosts: sides(&meeting.hosts),
        place: meeting.place.as_ref().map(At::of),
        absent: reports.absent(meeting),
        agenda: reports.agenda(meeting),
        follow_up: ahead.follow_up(meeting),
        reports: meeting.reports,
        sources: meeting.sources,
    }
}

fn distinct<'a>(parties: impl Iterator<Item = &'a Party>) -> Vec<Side> {
    let mut seen: HashSet<Key> = HashSet::new();
    parties.filter(|party| seen.insert(key(party))).map(Side::of).collect()
}

/// Planned and possible meetings by those who take part.
struct Ahead<'a>(HashMap<Key, Vec<&'a Occurrence>>);

impl<'a> Ahead<'a> {
    fn of(meetings: &[&'a Occurrence]) -> Self {
        let mut ahead: HashMap<Key, Vec<&Occurrence>> = HashMap::new();
        for meeting in meetings.iter().filter(|meeting| matches!(meeting.status, Status::Planned | Status::Possible)) {
            for key in keys(meeting) {
                ahead.entry(key).or_default().push(meeting);
            }
        }
        Ahead(ahead)
    }

    /// The next of at least two of the parties, which are not before the meeting; those without a day last.
    fn follow_up(&self, meeting: &Occurrence) -> Vec<i64> {
        if meeting.status != Status::Happened {
            return Vec::new();
        }
        let is_later = |other: &Occurrence| other.start.is_none() || other.start > meeting.start;
        let mut shared: BTreeMap<(bool, Option<Date>, i64), usize> = BTreeMap::new();
        for other in keys(meeting).iter().filter_map(|key| self.0.get(key)).flatten().filter(|other| is_later(other)) {
            *shared.entry((other.start.is_none(), other.start, other.id)).or_default() += 1;
        }
        let of_two = shared.into_iter().filter(|(_, shared)| *shared >= 2);
        of_two.map(|((.., id), _)| id).take(FOLLOW_UP_MAX).collect()
    }
}

fn keys(meeting: &Occurrence) -> HashSet<Key> {
    parties(meeting).map(key).collect()
}

impl View for Meetings {
    type Row = Meeting;

    fn columns(&self) -> Vec<String> {
        ["day", "until", "status", "who", "where", "host", "absent", "said of it", "follow-up", "sources"]
            .map(str::to_owned)
            .into()
    }

    fn rows(&self) -> &[Meeting] {
        &self.rows
    }

    fn cells(&self, row: &Meeting) -> Vec<String> {
        vec![
            text(row.start),
            text(last_day(row.start, row.end)),
            row.status.to_owned(),
            if row.parties.is_empty() { format!("({})", row.words) } else { names(&row.parties) },
            text(row.place.as_ref().map(|place| &place.name)),
            names(&row.hosts),
            names(&row.absent),
            row.agenda.len().to_string(),
            row.follow_up.len().to_string(),
            row.sources.to_string(),
        ]
    }
}
