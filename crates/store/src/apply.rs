//! A change made to a record.

use verbale_record::{
    Condition, Content, Date, Entity, EntityKind, Event, Evidence, Field, Form, Id, Mention, QuoteForm, Record, Span,
    Stage, Trigger, When,
};

use crate::change::{Change, EntityAt, EventAt, Place, Role, find_entity, find_event};
use crate::{Error, ErrorKind};

type Done = Result<(), Error>;

/// Makes the change; an error says what it does not fit, and the record is then as it was.
pub fn apply(record: &mut Record, change: &Change) -> Done {
    match change {
        Change::AddEvent { at } => add_event(record, at),
        Change::DeleteEvent { at } => delete_event(record, at),
        Change::MergeEvents { at, with } => merge_events(record, at, with),
        Change::SplitEvent { at, trigger } => split_event(record, at, *trigger),
        Change::AddEntity { at, kind } => add_entity(record, *at, kind),
        Change::SetEntity { at, .. } => set_entity(record, *at, change),
        Change::MergeEntities { at, with } => merge_entities(record, *at, *with),
        Change::SplitMention { at } => split_mention(record, *at),
        Change::SetType { at, .. }
        | Change::SetModes { at, .. }
        | Change::SetAux { at, .. }
        | Change::SetParties { at, .. }
        | Change::SetPlace { at, .. }
        | Change::SetDate { at, .. }
        | Change::SetContent { at, .. }
        | Change::SetCondition { at, .. }
        | Change::SetSize { at, .. }
        | Change::Confirm { at } => set_in_event(record, at, change),
    }
}

fn set_in_event(record: &mut Record, at: &EventAt, change: &Change) -> Done {
    let index = event_index(record, at)?;
    let span = record.events[index].first_span();
    match change {
        Change::SetType { kind, .. } => record.events[index].kind = by_hand(span, kind.clone()),
        Change::SetModes { to, .. } => record.events[index].modes = all_by_hand(span, to),
        Change::SetAux { to, .. } => record.events[index].aux = all_by_hand(span, to),
        Change::SetParties { role, to, .. } => {
            let parties = entities(record, to)?;
            *side(&mut record.events[index], *role) = parties;
        }
        Change::SetPlace { to, .. } => {
            let place = to.map(|at| entity_field(record, at)).transpose()?;
            record.events[index].place = place;
        }
        Change::SetDate { start, end, .. } => record.events[index].date = when(span, start.as_deref(), end.as_deref())?,
        Change::SetContent { to, .. } => {
            let content = to.map(|place| checked(record, place)).transpose()?;
            let form = record.events[index].content.as_ref().map_or(QuoteForm::Indirect, |content| content.form);
            record.events[index].content = content.map(|span| Content { span, form, evidence: person(span) });
        }
        Change::SetCondition { to, .. } => {
            let condition = to.map(|place| checked(record, place)).transpose()?;
            record.events[index].condition = condition.map(|span| Condition { span, evidence: person(span) });
        }
        Change::SetSize { number, value, .. } => set_size(&mut record.events[index], *number, *value)?,
        Change::Confirm { .. } => confirm(&mut record.events[index]),
        _ => {}
    }
    Ok(())
}

fn add_event(record: &mut Record, at: &EventAt) -> Done {
    let span = checked(record, at.place)?;
    let event = Event {
        kind: by_hand(span, at.kind.clone()),
        modes: Vec::new(),
        aux: Vec::new(),
        triggers: vec![Trigger { span, confidence: 1.0 }],
        actors: Vec::new(),
        recipients: Vec::new(),
        hosts: Vec::new(),
        place: None,
        of: None,
        date: None,
        sizes: Vec::new(),
        content: None,
        condition: None,
        alternatives: Default::default(),
    };
    record.events.push(event);
    Ok(())
}

fn delete_event(record: &mut Record, at: &EventAt) -> Done {
    let gone = event_index(record, at)?;
    record.events.remove(gone);
    for event in &mut record.events {
        event.of = moved(event.of, gone, None);
    }
    Ok(())
}

fn merge_events(record: &mut Record, at: &EventAt, with: &EventAt) -> Done {
    let (kept, gone) = (event_index(record, at)?, event_index(record, with)?);
    if kept == gone {
        return Err(misfit("an event cannot be merged with itself"));
    }
    let from = record.events.remove(gone);
    let kept = if gone < kept { kept - 1 } else { kept };
    for event in &mut record.events {
        event.of = moved(event.of, gone, Some(kept));
    }
    let into = &mut record.events[kept];
    into.triggers.extend(from.triggers);
    into.triggers.sort_by_key(|trigger| trigger.span);
    extend(&mut into.actors, from.actors);
    extend(&mut into.recipients, from.recipients);
    extend(&mut into.hosts, from.hosts);
    into.sizes.extend(from.sizes);
    into.place = into.place.take().or(from.place);
    into.date = into.date.take().or(from.date);
    into.content = into.content.take().or(from.content);
    into.condition = into.condition.take().or(from.condition);
    Ok(())
}

fn split_event(record: &mut Record, at: &EventAt, trigger: Place) -> Done {
    let index = event_index(record, at)?;
    let event = &mut record.events[index];
    let found = event.triggers.iter().position(|one| one.span == trigger.span());
    let Some(found) = found.filter(|_| event.triggers.len() > 1) else {
        return Err(misfit("the event has no such trigger beside others"));
    };
    let mut other = event.clone();
    other.triggers = vec![event.triggers.remove(found)];
    record.events.push(other);
    Ok(())
}

fn add_entity(record: &mut Record, at: EntityAt, kind: &str) -> Done {
    let span = checked(record, at)?;
    let kind = kind_of(kind)?;
    record.entities.push(entity(record, span, kind));
    Ok(())
}

fn set_entity(record: &mut Record, at: EntityAt, change: &Change) -> Done {
    let Change::SetEntity { name, kind, country, sectors, office, .. } = change else { return Ok(()) };
    let index = entity_index(record, at)?;
    let kind = kind.as_deref().map(kind_of).transpose()?;
    let entity = &mut record.entities[index.index()];
    let span = entity.first_span();
    name.iter().for_each(|name| entity.name.clone_from(name));
    kind.iter().for_each(|kind| entity.kind = by_hand(span, *kind));
    country.iter().for_each(|code| entity.country = (!code.is_empty()).then(|| by_hand(span, code.clone())));
    sectors.iter().for_each(|codes| entity.sectors = all_by_hand(span, codes));
    office.iter().for_each(|office| entity.office = (!office.is_empty()).then(|| by_hand(span, office.clone())));
    Ok(())
}

fn merge_entities(record: &mut Record, at: EntityAt, with: EntityAt) -> Done {
    let (kept, gone) = (entity_index(record, at)?, entity_index(record, with)?);
    if kept == gone {
        return Err(misfit("both are one entity already"));
    }
    let from = record.entities.remove(gone.index());
    let number = |id: Id<Entity>| {
        let id = if id == gone { kept } else { id };
        Id::new(id.index() - usize::from(id > gone))
    };
    for event in &mut record.events {
        for side in [&mut event.actors, &mut event.recipients, &mut event.hosts] {
            let old = std::mem::take(side);
            extend(side, old.into_iter().map(|field| Field { value: number(field.value), ..field }).collect());
        }
        event.place.iter_mut().for_each(|place| place.value = number(place.value));
        event.alternatives = Default::default();
    }
    for entity in &mut record.entities {
        entity.members.iter_mut().for_each(|member| *member = number(*member));
    }
    let into = &mut record.entities[number(kept).index()];
    into.mentions.extend(from.mentions);
    into.mentions.sort_by_key(|mention| mention.span);
    Ok(())
}

fn split_mention(record: &mut Record, at: EntityAt) -> Done {
    let index = entity_index(record, at)?;
    let old = &mut record.entities[index.index()];
    let found = old.mentions.iter().position(|mention| mention.span == at.span());
    let Some(found) = found.filter(|_| old.mentions.len() > 1) else {
        return Err(misfit("the entity has no such mention beside others"));
    };
    let mention = old.mentions.remove(found);
    let mut other = old.clone();
    other.name = mention.span.of(&record.report.text).to_owned();
    other.mentions = vec![mention];
    record.entities.push(other);
    Ok(())
}

fn set_size(event: &mut Event, number: usize, value: Option<f64>) -> Done {
    let Some(at) = number.checked_sub(1).filter(|at| *at < event.sizes.len()) else {
        return Err(misfit("the event has no such size"));
    };
    match value {
        Some(value) => {
            event.sizes[at].value = value;
            event.sizes[at].evidence = person(event.sizes[at].span);
        }
        None => drop(event.sizes.remove(at)),
    }
    Ok(())
}

/// All of the event was looked at: its fields are as sure as a person is.
fn confirm(event: &mut Event) {
    let sure = |evidence: &mut Evidence| {
        evidence.stage = Stage::Person;
        evidence.confidence = 1.0;
    };
    sure(&mut event.kind.evidence);
    event.modes.iter_mut().chain(&mut event.aux).for_each(|field| sure(&mut field.evidence));
    for side in [&mut event.actors, &mut event.recipients, &mut event.hosts] {
        side.iter_mut().for_each(|field| sure(&mut field.evidence));
    }
    event.place.iter_mut().for_each(|place| sure(&mut place.evidence));
    event.date.iter_mut().for_each(|when| sure(&mut when.evidence));
    event.content.iter_mut().for_each(|content| sure(&mut content.evidence));
    event.condition.iter_mut().for_each(|condition| sure(&mut condition.evidence));
}

fn side(event: &mut Event, role: Role) -> &mut Vec<Field<Id<Entity>>> {
    match role {
        Role::Actors => &mut event.actors,
        Role::Recipients => &mut event.recipients,
        Role::Hosts => &mut event.hosts,
    }
}

/// Adds the fields whose entity is not there yet.
fn extend(side: &mut Vec<Field<Id<Entity>>>, more: Vec<Field<Id<Entity>>>) {
    for field in more {
        if !side.iter().any(|there| there.value == field.value) {
            side.push(field);
        }
    }
}

/// The number of an event after the one numbered `gone` went (into `into`, if it went into one).
fn moved(of: Option<Id<Event>>, gone: usize, into: Option<usize>) -> Option<Id<Event>> {
    let of = of?.index();
    match of.cmp(&gone) {
        std::cmp::Ordering::Less => Some(Id::new(of)),
        std::cmp::Ordering::Equal => into.map(Id::new),
        std::cmp::Ordering::Greater => Some(Id::new(of - 1)),
    }
}

fn entities(record: &mut Record, all: &[EntityAt]) -> Result<Vec<Field<Id<Entity>>>, Error> {
    all.iter().map(|at| entity_field(record, *at)).collect()
}

/// The entity at these words; one is made where the machine saw none.
fn entity_field(record: &mut Record, at: EntityAt) -> Result<Field<Id<Entity>>, Error> {
    let span = checked(record, at)?;
    let id = match find_entity(record, at) {
        Some(id) => id,
        None => {
            record.entities.push(entity(record, span, EntityKind::Group));
            Id::new(record.entities.len() - 1)
        }
    };
    Ok(by_hand(span, id))
}

fn entity(record: &Record, span: Span, kind: EntityKind) -> Entity {
    Entity {
        kind: by_hand(span, kind),
        name: span.of(&record.report.text).to_owned(),
        country: None,
        sectors: Vec::new(),
        office: None,
        members: Vec::new(),
        mentions: vec![Mention { span, form: Form::Name, confidence: 1.0 }],
        location: None,
    }
}

fn when(span: Span, start: Option<&str>, end: Option<&str>) -> Result<Option<When>, Error> {
    let (start, end) = (start.map(day).transpose()?, end.map(day).transpose()?);
    if start.zip(end).is_some_and(|(start, end)| start > end) {
        return Err(misfit("the last day is before the first"));
    }
    let any = start.is_some() || end.is_some();
    Ok(any.then(|| When { span, start, end, evidence: person(span) }))
}

fn day(text: &str) -> Result<Date, Error> {
    text.parse().map_err(|_| misfit(&format!("{text}: not a day")))
}

fn kind_of(name: &str) -> Result<EntityKind, Error> {
    EntityKind::from_name(name).ok_or_else(|| misfit(&format!("{name}: not a kind of entity")))
}

/// The span, if it is one of the text.
fn checked(record: &Record, place: Place) -> Result<Span, Error> {
    let range = place.start as usize..place.stop as usize;
    let words = record.report.text.get(range).filter(|words| !words.trim().is_empty());
    words.map(|_| place.span()).ok_or_else(|| misfit("no words of the text"))
}

fn event_index(record: &Record, at: &EventAt) -> Result<usize, Error> {
    find_event(record, at).ok_or_else(|| misfit("there is no such event"))
}

fn entity_index(record: &Record, at: EntityAt) -> Result<Id<Entity>, Error> {
    find_entity(record, at).ok_or_else(|| misfit("there is no such entity"))
}

fn person(span: Span) -> Evidence {
    Evidence::new(span, Stage::Person, 1.0)
}

fn by_hand<T>(span: Span, value: T) -> Field<T> {
    Field::new(value, person(span))
}

fn all_by_hand(span: Span, values: &[String]) -> Vec<Field<String>> {
    values.iter().map(|value| by_hand(span, value.clone())).collect()
}

fn misfit(what: &str) -> Error {
    Error::new(ErrorKind::Correction, what)
}
