//! FollowTheMoney entities, one JSON object a line: articles, actors, events, links between actors, mentions.

use std::collections::HashSet;

use serde_json::{Map, Value, json};
use verbale_record::{EntityKind, Party, Told};

use crate::form::{Added, Form, Run};
use crate::identity::{identity, stable_id};
use crate::pairs::{PAIRS_MAX, pairs};
use crate::tables::Treatment;
use crate::text::{joined, json_line};
use crate::{Context, Error, Reason};

/// Keeps what was written: an article, an actor and a mention stand once.
#[derive(Default)]
pub(super) struct Ftm {
    written: HashSet<String>,
}

impl Form for Ftm {
    fn add(&mut self, event: &Told, _treatment: Treatment, run: &mut Run<'_>) -> Result<Added, Error> {
        let article = article_id(event);
        let mut entities = vec![self::article(event, &article)];
        for party in event.parties() {
            entities.push(actor(party, run.context));
            entities.push(mention(party, &article, run.context));
        }
        entities.push(happening(event, &article, run.context));
        let all = pairs(event, run.context.mutual(event));
        if all.len() > PAIRS_MAX {
            run.summary.leave(Reason::TooManyPairs, all.len() - PAIRS_MAX);
        }
        let sides = all.into_iter().take(PAIRS_MAX).filter_map(|pair| Some((pair.actor?, pair.recipient?)));
        entities.extend(sides.map(|(actor, recipient)| link(event, actor, recipient, &article)));
        let mut rows = 0;
        for entity in entities {
            if self.written.insert(entity["id"].to_string()) {
                run.line(&json_line(entity))?;
                rows += 1;
            }
        }
        Ok(Ok(rows))
    }
}

/// An entity with the properties that have values.
fn entity<'p>(id: &str, schema: &str, properties: impl IntoIterator<Item = (&'p str, Vec<String>)>) -> Value {
    let mut map = Map::new();
    for (name, values) in properties {
        let values: Vec<String> = values.into_iter().filter(|value| !value.is_empty()).collect();
        if !values.is_empty() {
            map.insert(name.to_owned(), json!(values));
        }
    }
    json!({"id": id, "schema": schema, "properties": map})
}

fn one(value: impl Into<String>) -> Vec<String> {
    vec![value.into()]
}

fn optional<T: ToString>(value: Option<T>) -> Vec<String> {
    value.map(|value| value.to_string()).into_iter().collect()
}

fn article_id(event: &Told) -> String {
    stable_id(&["article", &event.source.id])
}

fn actor_id(party: &Party) -> String {
    stable_id(&["actor", &identity(party)])
}

fn article(event: &Told, id: &str) -> Value {
    let source = &event.source;
    let title = source.title.clone().unwrap_or_else(|| source.id.clone());
    entity(
        id,
        "Article",
        [
            ("title", one(title)),
            ("publisher", optional(source.publisher.as_ref())),
            ("sourceUrl", optional(source.url.as_ref())),
            ("publishedAt", optional(source.published)),
            ("keywords", source.contexts.clone()),
        ],
    )
}

fn schema(party: &Party, context: &Context<'_>) -> &'static str {
    let of_the_state = |sector: &String| context.tables.sector(sector).is_some_and(|names| names.public);
    match party.kind {
        EntityKind::Person => "Person",
        EntityKind::Country => "PublicBody",
        EntityKind::Organization if party.sectors.first().is_some_and(of_the_state) => "PublicBody",
        EntityKind::Organization | EntityKind::Group => "Organization",
        EntityKind::Place => "LegalEntity",
    }
}

fn country(code: Option<&String>, context: &Context<'_>) -> Vec<String> {
    one(context.alpha2(code.map(String::as_str)).to_lowercase())
}

fn actor(party: &Party, context: &Context<'_>) -> Value {
    let office = if party.kind == EntityKind::Person { "position" } else { "summary" };
    entity(
        &actor_id(party),
        schema(party, context),
        [
            ("name", one(party.name.as_str())),
            ("country", country(party.country.as_ref(), context)),
            (office, optional(party.office.as_ref())),
            ("keywords", party.sectors.clone()),
        ],
    )
}

fn mention(party: &Party, article: &str, context: &Context<'_>) -> Value {
    let actor = actor_id(party);
    entity(
        &stable_id(&["mention", article, &actor, &party.words]),
        "Mention",
        [
            ("document", one(article)),
            ("resolved", one(actor)),
            ("name", one(party.words.as_str())),
            ("detectedSchema", one(schema(party, context))),
            ("contextCountry", country(party.country.as_ref(), context)),
        ],
    )
}

/// The days that the text gives: one, or the first and the last.
fn days(event: &Told) -> [(&'static str, Vec<String>); 3] {
    match (event.start, event.end) {
        (Some(start), Some(end)) if start != end => {
            [("date", Vec::new()), ("startDate", one(start.to_string())), ("endDate", one(end.to_string()))]
        }
        (Some(day), _) => [("date", one(day.to_string())), ("startDate", Vec::new()), ("endDate", Vec::new())],
        (None, end) => [("date", Vec::new()), ("startDate", Vec::new()), ("endDate", optional(end))],
    }
}

fn happening(event: &Told, article: &str, context: &Context<'_>) -> Value {
    let ids = |parties: &[Party]| parties.iter().map(actor_id).collect::<Vec<_>>();
    let involved: Vec<String> = ids(&event.actors).into_iter().chain(ids(&event.recipients)).collect();
    let spot = event.place.as_ref();
    let place = spot.map(|spot| spot.name.clone().unwrap_or_else(|| spot.words.clone()));
    let keywords = std::iter::once(&event.kind).chain(&event.modes).cloned();
    let status = event.status().name();
    let number = event.number.to_string();
    let properties = [
        ("name", one(name(event))),
        ("summary", one(event.sentence_words.text.as_str())),
        ("notes", one(format!("status: {status}"))),
        ("keywords", keywords.chain([status.to_owned()]).collect()),
        ("involved", involved),
        ("organizer", ids(&event.hosts)),
        ("location", optional(place)),
        ("country", country(spot.and_then(|spot| spot.country.as_ref()), context)),
        ("proof", one(article)),
        ("sourceUrl", optional(event.source.url.as_ref())),
        ("publisher", optional(event.source.publisher.as_ref())),
        ("recordId", one(event.id.to_string())),
    ];
    let id = stable_id(&["event", &event.source.id, &number]);
    entity(&id, "Event", properties.into_iter().chain(days(event)))
}

fn name(event: &Told) -> String {
    let names = |parties: &[Party]| joined(parties.iter().map(|party| &party.name), ", ");
    let sides = [names(&event.actors), names(&event.recipients)];
    let sides: Vec<&str> = sides.iter().map(String::as_str).filter(|side| !side.is_empty()).collect();
    match sides.is_empty() {
        true => event.kind.clone(),
        false => format!("{}: {}", event.kind, sides.join(" – ")),
    }
}

fn link(event: &Told, actor: &Party, recipient: &Party, article: &str) -> Value {
    let (subject, object) = (actor_id(actor), actor_id(recipient));
    let number = event.number.to_string();
    let properties = [
        ("subject", one(subject.as_str())),
        ("object", one(object.as_str())),
        ("role", one(event.kind.as_str())),
        ("status", one(event.status().name())),
        ("description", one(event.sentence_words.text.as_str())),
        ("proof", one(article)),
        ("recordId", one(event.id.to_string())),
    ];
    let id = stable_id(&["link", &event.source.id, &number, &subject, &object]);
    entity(&id, "UnknownLink", properties.into_iter().chain(days(event)))
}
