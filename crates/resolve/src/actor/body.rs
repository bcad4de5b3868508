//! Whom a body or a group of people belongs to: its own name, its head noun, the country beside it.

use verbale_knowledge::Collective;
use verbale_record::{Form, Mention, Span, Stage};

use super::phrase::{Context, Phrase, bare, nominal};
use super::words::words;
use super::{Actor, Decision, SURE_HINT_MIN, Subject};

/// The tables know the name.
const NAMED: f32 = 0.9;
/// The head noun tells the sector, a word beside it the country.
const HEADED: f32 = 0.85;
/// Only a country was found.
const COUNTRY_ALONE: f32 = 0.75;

/// What one mention tells.
struct Seen<'k> {
    phrase: Phrase<'k>,
    confidence: f32,
    stage: Stage,
}

pub(super) fn resolve(context: Context<'_>, subject: &Subject<'_>) -> Actor {
    let mentions = subject.mentions.iter().zip(subject.sentence_of);
    let mut seen: Vec<Seen<'_>> = mentions
        .filter(|(mention, _)| mention.form != Form::Pronoun)
        .filter_map(|(mention, sentence)| see(context, subject.text, mention, *sentence))
        .collect();
    seen.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let several = seen.iter().any(|seen| seen.phrase.names_several_countries());
    let country = seen.iter().find_map(|seen| {
        let (code, span) = seen.phrase.country()?;
        Some(decide(code, seen, Some(span), span.of(subject.text)))
    });
    let country = country.or_else(|| subject.hinted_country().filter(|_| !several));
    let sectors = seen.iter().find(|seen| !seen.phrase.sectors.is_empty());
    let sectors: Vec<Decision> = sectors.map_or_else(Vec::new, |seen| {
        seen.phrase.sectors.iter().map(|code| decide(code, seen, seen.phrase.core, &seen.phrase.detail)).collect()
    });
    let named = seen.first().is_some_and(|seen| seen.stage == Stage::Table);
    let hinted = subject.hinted_sectors();
    let sure = hinted.first().is_some_and(|hint| hint.confidence >= SURE_HINT_MIN);
    let sectors = if !named && (sectors.is_empty() || sure) { hinted } else { sectors };
    Actor { country, sectors, office: None }
}

fn decide(value: &str, seen: &Seen<'_>, span: Option<Span>, detail: &str) -> Decision {
    let (value, detail) = (value.to_owned(), detail.to_owned());
    Decision { value, confidence: seen.confidence, stage: seen.stage, span, detail }
}

fn see<'k>(context: Context<'k>, text: &str, mention: &Mention, sentence: Span) -> Option<Seen<'k>> {
    let upto = words(text, Span::new(sentence.start.min(mention.span.start), mention.span.end));
    let after = words(text, Span::new(mention.span.end, sentence.end.max(mention.span.end)));
    let before = upto.partition_point(|word| word.span.start < mention.span.start);
    if let Some(body) = context.knowledge.collective(mention.span.of(text), context.day) {
        let mut phrase = named(body, mention.span);
        // "Russia's Security Council": the country beside a name says whose it is.
        let beside = bare(context, &upto[..before]).countries;
        if !beside.is_empty() {
            phrase.countries = beside;
        }
        return Some(Seen { phrase, confidence: NAMED, stage: Stage::Table });
    }
    // What follows the head noun belongs to the mention only where it is part of a name.
    let heads = (before + 1..=upto.len()).rev();
    for end in heads {
        let rest: Vec<_> = upto[end..].iter().chain(&after).copied().collect();
        if let Some(phrase) = nominal(context, &upto[..end], &rest, false) {
            return Some(Seen { phrase, confidence: HEADED, stage: Stage::Words });
        }
    }
    let phrase = bare(context, &upto);
    (!phrase.countries.is_empty()).then_some(Seen { phrase, confidence: COUNTRY_ALONE, stage: Stage::Words })
}

fn named(body: &Collective, span: Span) -> Phrase<'_> {
    Phrase {
        countries: body.country.as_deref().map(|code| (code, span)).into_iter().collect(),
        sectors: body.sectors.iter().map(String::as_str).collect(),
        core: Some(span),
        detail: format!("{}: {}", body.table, body.name),
        ..Phrase::default()
    }
}
