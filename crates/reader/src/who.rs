//! Entities: every chain with its name, kind, country, sectors and office.

use std::iter::once;

use verbale_knowledge::{Knowledge, NameForm};
use verbale_record::{Date, Entity, EntityKind, Evidence, Field, Form, Id, Mention, Span, Stage};
use verbale_resolve::actor::{self, Actor, Decision, Subject};

use crate::chains::Chain;
use crate::labels::Scored;
use crate::places::Located;
use crate::services::Link;
use crate::spotted::Spotted;
use crate::text::Text;
use crate::thresholds as at;

/// How many of the network's guesses the resolver is shown.
const MOST_HINTS: usize = 3;
/// The network's label for having no sector; what is less likely than that is no hint.
const NO_SECTOR: &str = "-";

/// The network's guesses at the countries and sectors of every chain, likeliest first.
#[derive(Clone, Copy, Debug)]
pub struct Guesses<'a> {
    pub lands: &'a [Vec<Scored>],
    pub sectors: &'a [Vec<Scored>],
}

/// Every chain as an entity, and whether it is of several countries. `located`: where those of them lie that are places.
pub fn entities(
    text: &Text,
    knowledge: &Knowledge,
    published: Option<Date>,
    spotted: &Spotted,
    chains: &[Chain],
    located: &[Option<Located>],
    guesses: Guesses,
) -> (Vec<Entity>, Vec<bool>) {
    let no_hints = Vec::new();
    let countries = spoken_of(text, knowledge, published, spotted, chains, located);
    let (mut entities, mut of_several): (Vec<Entity>, Vec<bool>) = chains
        .iter()
        .enumerate()
        .map(|(i, chain)| {
            let mentions = mentions(text, knowledge, spotted, chain);
            let sentences: Vec<Span> = chain.mentions.iter().map(|&m| sentence(text, spotted, m)).collect();
            let land = guesses.lands.get(i).and_then(|ranked| ranked.first());
            let sectors = guesses.sectors.get(i).unwrap_or(&no_hints);
            let likelier = sectors.iter().take_while(|(sector, _)| sector != NO_SECTOR).take(MOST_HINTS);
            let no_sector = sectors.iter().find(|(sector, _)| sector == NO_SECTOR).map_or(0.0, |(_, p)| *p);
            let hints: Vec<(&str, f32)> = likelier.map(|(s, p)| (s.as_str(), *p)).collect();
            let subject = Subject {
                text: text.text,
                kind: chain.kind,
                mentions: &mentions,
                sentence_of: &sentences,
                published,
                country_hint: land.map(|(code, p)| (code.as_str(), *p)),
                sector_hints: &hints,
                no_sector,
                countries: &countries,
            };
            let actor = actor::resolve(knowledge, &subject);
            let of_several = actor.of_several;
            (entity(text, knowledge, chain, mentions, actor), of_several)
        })
        .unzip();
    for index in 0..entities.len() {
        entities[index].members = members(text.text, &entities, index);
        of_several[index] |= entities[index].members.len() > 1;
    }
    (entities, of_several)
}

/// Those of several countries are of none.
pub fn part(entities: &mut [Entity], of_several: &[bool]) {
    for (entity, _) in entities.iter_mut().zip(of_several).filter(|(_, several)| **several) {
        entity.country = None;
    }
}

/// The countries and unions that the report speaks of: by their names, by places in them, by bodies that only they have.
fn spoken_of<'a>(
    text: &Text<'a>,
    knowledge: &'a Knowledge,
    published: Option<Date>,
    spotted: &Spotted,
    chains: &'a [Chain],
    located: &'a [Option<Located>],
) -> Vec<&'a str> {
    let named = chains.iter().filter_map(|chain| chain.country.as_deref());
    let lying = located.iter().flatten().filter_map(|located| located.place.country.as_deref());
    let names = spotted.mentions.iter().filter(|m| m.form == Form::Name).map(|m| text.of(m.words));
    let theirs = names.filter(|name| !knowledge.is_shared_name(name));
    let bodies = theirs.filter_map(|name| knowledge.collective(name, published)?.country.as_deref());
    let mut countries: Vec<&str> = named.chain(lying).chain(bodies).collect();
    countries.sort_unstable();
    countries.dedup();
    countries
}

/// Entities take the codes of those that they speak or act for, where these are surer than what is known of them.
pub fn adopt(entities: &mut [Entity], services: &[Vec<Link>]) {
    let known: Vec<Option<Codes>> = entities.iter().map(codes).collect();
    for (entity, links) in entities.iter_mut().zip(services) {
        let Some((codes, p)) = likeliest(&known, links) else { continue };
        if sureness(entity.country.as_ref()) < p {
            entity.country = Some(adopted(&codes.country, p));
        }
        if sureness(entity.sectors.first()) < p {
            entity.sectors = codes.sector.iter().map(|sector| adopted(sector, p)).collect();
        }
    }
}

/// What an entity is known by, and how surely.
#[derive(Clone)]
struct Codes {
    country: Field<String>,
    sector: Option<Field<String>>,
}

fn codes(entity: &Entity) -> Option<Codes> {
    Some(Codes { country: entity.country.clone()?, sector: entity.sectors.first().cloned() })
}

fn sureness(field: Option<&Field<String>>) -> f32 {
    field.map_or(0.0, |field| field.evidence.confidence)
}

/// The codes with the most probability over all links, and that probability.
fn likeliest<'a>(known: &'a [Option<Codes>], links: &[Link]) -> Option<(&'a Codes, f32)> {
    let mut sums: Vec<(&Codes, f32)> = Vec::new();
    for (codes, p) in links.iter().filter_map(|&(chain, p)| Some((known[chain].as_ref()?, p))) {
        let p = p * codes.country.evidence.confidence * codes.sector.as_ref().map_or(1.0, |s| s.evidence.confidence);
        let value = |c: &Codes| (c.country.value.clone(), c.sector.as_ref().map(|s| s.value.clone()));
        match sums.iter_mut().find(|(other, _)| value(other) == value(codes)) {
            Some(sum) => sum.1 += p,
            None => sums.push((codes, p)),
        }
    }
    sums.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, p)| *p >= at::SERVICE_MIN)
}

fn adopted(field: &Field<String>, confidence: f32) -> Field<String> {
    let evidence = Evidence::new(field.evidence.span, Stage::Network, confidence).with_detail("speaks or acts for it");
    Field::new(field.value.clone(), evidence)
}

/// The countries named inside a group's words or after them, where there are several ("top US and Russian diplomats", "the
/// ministers of Egypt and Ethiopia").
fn members(text: &str, entities: &[Entity], group: usize) -> Vec<Id<Entity>> {
    if entities[group].kind.value != EntityKind::Group {
        return Vec::new();
    }
    let mentions = &entities[group].mentions;
    let inside = |span: Span| mentions.iter().any(|m| m.span.contains(span) && m.span != span);
    let is_named = |e: &Entity| e.kind.value == EntityKind::Country && e.mentions.iter().any(|m| inside(m.span));
    let within: Vec<_> = (0..entities.len()).filter(|&i| is_named(&entities[i])).map(Id::new).collect();
    let after = || mentions.iter().map(|m| of_countries(text, entities, m.span.end));
    once(within).chain(after()).find(|found| found.len() > 1).unwrap_or_default()
}

/// What stands between a group and the countries that it is made of.
const LISTING: [&str; 11] =
    [" of ", " from ", " like ", " such as ", ", such as ", ", including ", " including ", " – ", " — ", ": ", ", "];

/// The countries of "of Egypt, Sudan and Ethiopia", "such as Egypt and Sudan" or ", Egypt and Sudan" from `at` on.
fn of_countries(text: &str, entities: &[Entity], at: u32) -> Vec<Id<Entity>> {
    let mut found = Vec::new();
    let mut next = skip(text, at, &LISTING);
    while let Some(start) = next {
        let start = skip(text, start, &["the "]).unwrap_or(start);
        let Some((country, end)) = country_at(entities, start) else { break };
        found.push(Id::new(country));
        next = skip(text, end, &[", and ", " and ", ", "]);
    }
    found
}

/// Behind the first of these words that stands at `at`.
fn skip(text: &str, at: u32, words: &[&str]) -> Option<u32> {
    let rest = &text[at as usize..];
    words.iter().find(|word| rest.starts_with(**word)).map(|word| at + word.len() as u32)
}

/// The country that is named from `start` on, and where its name ends.
fn country_at(entities: &[Entity], start: u32) -> Option<(usize, u32)> {
    let countries = entities.iter().enumerate().filter(|(_, entity)| entity.kind.value == EntityKind::Country);
    let mut named = countries.flat_map(|(i, entity)| entity.mentions.iter().map(move |m| (i, m.span)));
    named.find(|(_, span)| span.start == start).map(|(i, span)| (i, span.end))
}

fn mentions(text: &Text, knowledge: &Knowledge, spotted: &Spotted, chain: &Chain) -> Vec<Mention> {
    let form = |m: &crate::spotted::Mention| match m.form {
        Form::Name if knowledge.country_by_name(text.of(m.words)).is_some_and(|c| c.form == NameForm::Adjective) => {
            Form::Adjective
        }
        form => form,
    };
    chain
        .mentions
        .iter()
        .map(|&m| &spotted.mentions[m])
        .map(|m| Mention { span: text.span(m.words), form: form(m), confidence: m.confidence })
        .collect()
}

fn sentence(text: &Text, spotted: &Spotted, mention: usize) -> Span {
    let range = text.sentence_range(spotted.mentions[mention].words.first);
    text.words[range.start as usize].cover(text.words[range.end as usize - 1])
}

fn entity(text: &Text, knowledge: &Knowledge, chain: &Chain, mentions: Vec<Mention>, actor: Actor) -> Entity {
    let first = mentions[0].span;
    let field = |d: Decision| {
        let evidence = Evidence::new(d.span.unwrap_or(first), d.stage, d.confidence).with_detail(d.detail);
        Field::new(d.value, evidence)
    };
    Entity {
        kind: Field::new(chain.kind, Evidence::new(first, Stage::Network, chain.kind_confidence)),
        name: country_name(text, knowledge, &mentions, chain).unwrap_or_else(|| fullest(text, &mentions, chain.kind)),
        country: actor.country.map(field),
        sectors: actor.sectors.into_iter().map(field).collect(),
        office: actor.office.map(field),
        members: Vec::new(),
        mentions,
        location: None,
    }
}

/// A country's name as the report gives it, the longest; the table's own where the report says only "Moscow" or "Russian".
fn country_name(text: &Text, knowledge: &Knowledge, mentions: &[Mention], chain: &Chain) -> Option<String> {
    let code = chain.country.as_ref().filter(|_| chain.kind == EntityKind::Country)?;
    let is_name = |span: &Span| {
        let found = knowledge.country_by_name(span.of(text.text));
        found.is_some_and(|found| found.form == NameForm::Name && found.country.code == *code)
    };
    let given = mentions.iter().map(|m| m.span).filter(is_name).max_by_key(|span| span.len());
    given.map(|span| span.line_of(text.text)).or_else(|| Some(knowledge.country(code)?.name.clone()))
}

/// The fullest form: the longest name, else the longest nominal, else the first mention.
fn fullest(text: &Text, mentions: &[Mention], kind: EntityKind) -> String {
    let rank = |m: &&Mention| {
        let form = match m.form {
            Form::Name => 3,
            Form::Adjective => {
                if kind == EntityKind::Country {
                    2
                } else {
                    3
                }
            }
            Form::Nominal => 1,
            Form::Pronoun => 0,
        };
        (form, m.span.len(), std::cmp::Reverse(m.span.start))
    };
    mentions.iter().max_by_key(rank).map(|m| m.span.line_of(text.text)).unwrap_or_default()
}
