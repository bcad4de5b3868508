//! One event as a line, a statement with its words below.

use std::collections::BTreeSet;

use verbale_record::{Date, Entity, EntityKind, Event, Field, Id, QuoteForm, Record, Size};

use super::paint::Paint;

/// Below this confidence of its type an event is marked as unsure.
const SURE: f32 = 0.5;

/// "E1 2025-02-18 CONSULT third-party: A (USA GOV) and B (RUS GOV) met in Riyadh, hosted by C; absent: D [s0 s2]".
pub(super) fn happening(record: &Record, at: usize, event: &Event, paint: Paint) -> String {
    let mut parts = vec![deed(record, event)];
    parts.extend(sizes(event));
    parts.extend(absent(record, at));
    parts.extend(event.condition.as_ref().map(|condition| condition.span.line_of(&record.report.text)));
    format!("{} {} {}\n", lead(record, at, event, paint), parts.join("; "), paint.faint(&sentences(record, event)))
}

/// The same without id, days and sentences: "CONSULT third-party: A and B met in Riyadh, hosted by C; absent: D". A
/// statement has its words behind it.
pub(super) fn plain(record: &Record, at: usize, event: &Event) -> String {
    let modes = event.modes.iter().map(|mode| mode.value.as_str());
    let kind: Vec<&str> = std::iter::once(event.kind.value.as_str()).chain(modes).collect();
    let words = |span: verbale_record::Span| span.line_of(&record.report.text);
    let mut parts = vec![format!("{}: {}", kind.join(" "), deed(record, event))];
    parts.extend(event.content.as_ref().map(|content| match content.form {
        QuoteForm::Direct => format!("“{}”", words(content.span)),
        _ => words(content.span),
    }));
    parts.extend(sizes(event));
    parts.extend(absent(record, at));
    parts.extend(event.condition.as_ref().map(|condition| words(condition.span)));
    parts.join("; ")
}

/// As a happening, with what is said and its condition on lines of their own.
pub(super) fn statement(record: &Record, at: usize, event: &Event, paint: Paint) -> String {
    let speaker = parties(record, &event.actors);
    let speaker = if speaker.is_empty() { "unnamed".to_owned() } else { speaker };
    let to = parties(record, &event.recipients);
    let to = if to.is_empty() { to } else { format!(" → {to}") };
    let place = at_place(record, event);
    let cue = trigger(record, event);
    let mut lines = format!(
        "{} {speaker} {cue}{to}{place} {}\n",
        lead(record, at, event, paint),
        paint.faint(&sentences(record, event))
    );
    if let Some(content) = &event.content {
        let said = content.span.line_of(&record.report.text);
        let said = if content.form == QuoteForm::Direct { format!("“{said}”") } else { said };
        lines += &format!("      {} {}\n", paint.faint(content.form.name()), paint.quoted(&said));
    }
    if let Some(condition) = &event.condition {
        lines += &format!("      {} {}\n", paint.faint("condition"), condition.span.line_of(&record.report.text));
    }
    lines
}

/// When, as days; empty where it is not known.
pub(super) fn when(record: &Record, event: &Event) -> String {
    days(record, event)
}

/// Id, days, type and modes, and how far it is fact.
fn lead(record: &Record, at: usize, event: &Event, paint: Paint) -> String {
    let modes: Vec<&str> = event.modes.iter().map(|mode| mode.value.as_str()).collect();
    let kind = format!("{} {}", event.kind.value, modes.join(" "));
    let aux: Vec<&str> = event.aux.iter().map(|aux| aux.value.as_str()).collect();
    let aux = if aux.is_empty() { String::new() } else { format!(" ({})", aux.join(", ")) };
    let unsure = if event.kind.evidence.confidence < SURE { paint.warning(" unsure") } else { String::new() };
    let days = days(record, event);
    let days = if days.is_empty() { days } else { format!("{days} ") };
    format!("{} {days}{}{aux}{unsure}:", paint.faint(&format!("E{}", at + 1)), paint.kind(kind.trim_end()))
}

fn days(record: &Record, event: &Event) -> String {
    let shown = |date: Option<Date>| date.map_or("…".to_owned(), |date| date.to_string());
    match &event.date {
        Some(when) if when.start.is_none() && when.end.is_none() => {
            format!("“{}”", when.span.line_of(&record.report.text))
        }
        Some(when) if when.start == when.end => shown(when.start),
        Some(when) => format!("{} to {}", shown(when.start), shown(when.end)),
        None => String::new(),
    }
}

/// "A and B met → C in Riyadh, hosted by D".
fn deed(record: &Record, event: &Event) -> String {
    let actors = parties(record, &event.actors);
    let recipients = parties(record, &event.recipients);
    let trigger = trigger(record, event);
    let mut deed = if actors.is_empty() { trigger } else { format!("{actors} {trigger}") };
    if !recipients.is_empty() {
        deed += &format!(" → {recipients}");
    }
    deed += &at_place(record, event);
    let hosts = parties(record, &event.hosts);
    if !hosts.is_empty() {
        deed += &format!(", hosted by {hosts}");
    }
    deed
}

/// A verb as it stands; a noun after a dash, since "Russia invasion" is no sentence.
fn trigger(record: &Record, event: &Event) -> String {
    let all: Vec<String> = event.triggers.iter().map(|trigger| trigger.span.line_of(&record.report.text)).collect();
    let verb = all.iter().find(|words| is_past_verb(words)).cloned();
    verb.or_else(|| all.first().map(|noun| if event.actors.is_empty() { noun.clone() } else { format!("– {noun}") }))
        .unwrap_or_default()
}

fn is_past_verb(words: &str) -> bool {
    const IRREGULAR: &[&str] = &[
        "met", "said", "told", "held", "spoke", "struck", "hit", "shot", "made", "wrote", "sent", "gave", "began",
        "broke", "fought", "left", "put", "saw", "took", "swore", "won", "withdrew", "seized", "says", "tells",
    ];
    let first = words.split(' ').next().unwrap_or_default();
    first.len() > 3 && first.ends_with("ed") || IRREGULAR.contains(&first)
}

fn at_place(record: &Record, event: &Event) -> String {
    let place = event.place.as_ref().and_then(|place| record.entities.get(place.value.index()));
    place.map_or(String::new(), |place| format!(" in {}", place.name))
}

/// Names with their codes; a group whose members stand beside it is left out.
fn parties(record: &Record, ids: &[Field<Id<Entity>>]) -> String {
    let named = |id: Id<Entity>| ids.iter().any(|field| field.value == id);
    let entities = ids.iter().filter_map(|field| record.entities.get(field.value.index()));
    let told = |entity: &&Entity| entity.members.is_empty() || !entity.members.iter().all(|member| named(*member));
    listed(entities.filter(told).map(party).collect())
}

fn party(entity: &Entity) -> String {
    let country = entity.country.as_ref().map(|country| country.value.as_str());
    let country = country.filter(|_| entity.kind.value != EntityKind::Country);
    let sector = entity.sectors.first().map(|sector| sector.value.as_str());
    let codes: Vec<&str> = country.into_iter().chain(sector).collect();
    if codes.is_empty() { entity.name.clone() } else { format!("{} ({})", entity.name, codes.join(" ")) }
}

fn listed(names: Vec<String>) -> String {
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn sizes(event: &Event) -> Option<String> {
    let shown: Vec<String> = event.sizes.iter().map(size).collect();
    (!shown.is_empty()).then(|| shown.join(", "))
}

fn size(size: &Size) -> String {
    let about = if size.approximate { "about " } else { "" };
    let unit = size.unit.as_deref().unwrap_or_default();
    let kind = size.kind.name();
    let kind = if matches!(size.kind, verbale_record::SizeKind::Other) { String::new() } else { format!("{kind}: ") };
    format!("{kind}{about}{} {unit}", size.value).trim_end().to_owned()
}

/// Those said to be absent from the event.
fn absent(record: &Record, at: usize) -> Option<String> {
    let from_here = |event: &&Event| event.of == Some(Id::new(at)) && event.has_aux("negation");
    let names: Vec<String> = record
        .events
        .iter()
        .filter(from_here)
        .map(|event| parties(record, &event.actors))
        .filter(|names| !names.is_empty())
        .collect();
    (!names.is_empty()).then(|| format!("absent: {}", names.join(", ")))
}

/// "[s0 s2]": the sentences of the triggers.
fn sentences(record: &Record, event: &Event) -> String {
    let numbers: BTreeSet<usize> =
        event.triggers.iter().map(|trigger| record.sentence_of(trigger.span.start)).collect();
    let numbers: Vec<String> = numbers.iter().map(|number| format!("s{number}")).collect();
    format!("[{}]", numbers.join(" "))
}
