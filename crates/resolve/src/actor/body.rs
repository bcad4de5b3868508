//! Whom a body or a group of people belongs to: its own name, its head noun, the country beside it.

use verbale_knowledge::Collective;
use verbale_record::{EntityKind, Form, Mention, Span, Stage};

use super::phrase::{Context, Phrase, bare, nominal};
use super::tail::AT;
use super::words::{Gap, Word, texts, words};
use super::{Actor, Decision, HINT_MIN, Subject, outdone, worth};

/// The tables know the name.
const NAMED: f32 = 0.9;
/// The head noun tells the sector, a word beside it the country.
const HEADED: f32 = 0.85;
/// Only a country was found.
const COUNTRY_ALONE: f32 = 0.75;

/// The kind of cue that says a group is of several countries, or of any.
const SEVERAL: &str = "several";
const CUE_WORDS_MAX: usize = 2;
/// The kind of cue that heads a group of countries.
const LANDS: &str = "lands";
const OWNERS: [&str; 6] = ["his", "her", "its", "their", "our", "my"];
const TAILS: [&str; 4] = ["of", "from", "in", "on"];

/// A mention and the words of its sentence.
struct Around<'t> {
    span: Span,
    /// Up to the mention's last word.
    upto: Vec<Word<'t>>,
    /// How many of these stand before the mention.
    before: usize,
    after: Vec<Word<'t>>,
}

impl<'t> Around<'t> {
    fn new(text: &'t str, mention: &Mention, sentence: Span) -> Self {
        let span = mention.span;
        let upto = words(text, Span::new(sentence.start.min(span.start), span.end));
        let before = upto.partition_point(|word| word.span.start < span.start);
        let after = words(text, Span::new(span.end, sentence.end.max(span.end)));
        Around { span, upto, before, after }
    }
}

/// What one mention tells.
struct Seen<'k> {
    phrase: Phrase<'k>,
    confidence: f32,
    stage: Stage,
}

pub(super) fn resolve(context: Context<'_>, subject: &Subject<'_>) -> Actor {
    let mentions = subject.mentions.iter().zip(subject.sentence_of);
    let named = mentions.filter(|(mention, _)| mention.form != Form::Pronoun);
    let around: Vec<Around<'_>> =
        named.map(|(mention, sentence)| Around::new(subject.text, mention, *sentence)).collect();
    let mut seen: Vec<Seen<'_>> = around.iter().filter_map(|around| see(context, subject.text, around)).collect();
    seen.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let country = seen.iter().find_map(|seen| {
        let (code, span) = seen.phrase.country()?;
        Some(decide(code, seen, Some(span), span.of(subject.text)))
    });
    let of_several = country.is_none()
        && (seen.iter().any(|seen| seen.phrase.names_several_countries())
            || subject.kind == EntityKind::Group && around.iter().any(|around| of_any(context, around)));
    let country = country.or_else(|| subject.hinted_country().filter(|_| !of_several));
    let sectors = seen.iter().find(|seen| !seen.phrase.sectors.is_empty());
    let sectors: Vec<Decision> = sectors.map_or_else(Vec::new, |seen| {
        seen.phrase.sectors.iter().map(|code| decide(code, seen, seen.phrase.core, &seen.phrase.detail)).collect()
    });
    let named = seen.first().is_some_and(|seen| seen.stage == Stage::Table);
    let hinted = subject.hinted_sectors();
    let share = sectors.first().and_then(|row| context.knowledge.trust(&row.detail));
    let none = Some(subject.no_sector).filter(|p| *p >= HINT_MIN);
    let has_none = none.zip(share).is_some_and(|(none, share)| worth(none) > share);
    let hinted_better = match (sectors.first(), hinted.first()) {
        (Some(row), Some(hint)) => outdone(row, hint, share),
        (row, None) => has_none || row.is_none() && !named,
        (None, Some(_)) => !named,
    };
    let sectors = if hinted_better { hinted } else { sectors };
    // A country has no sector, and so have several.
    let are_lands = subject.kind == EntityKind::Group
        && country.is_none()
        && around.first().is_some_and(|first| is_lands(context, first));
    let sectors = if are_lands { Vec::new() } else { sectors };
    Actor { country, sectors, office: None, of_several }
}

fn decide(value: &str, seen: &Seen<'_>, span: Option<Span>, detail: &str) -> Decision {
    let (value, detail) = (value.to_owned(), detail.to_owned());
    Decision { value, confidence: seen.confidence, stage: seen.stage, span, detail }
}

fn see<'k>(context: Context<'k>, text: &str, around: &Around<'_>) -> Option<Seen<'k>> {
    let Around { span, upto, before, after } = around;
    let before = *before;
    if let Some(body) = context.knowledge.collective(span.of(text), context.day) {
        let mut phrase = named(body, *span);
        // "Russia's Security Council": the country beside a name says whose it is.
        // "ANKARA, Turkey (AP)": not of one behind a bracket or dash.
        let joined = upto.get(before).is_some_and(|word| word.gap == Gap::Blank);
        let beside = if joined { bare(context, &upto[..before]).countries } else { Vec::new() };
        if !beside.is_empty() {
            phrase.countries = beside;
        } else if is_of_another(context, body, span.of(text), &upto[..before]) {
            phrase.countries.clear();
            return Some(Seen { phrase, confidence: HEADED, stage: Stage::Words });
        }
        return Some(Seen { phrase, confidence: NAMED, stage: Stage::Table });
    }
    // What follows the head noun belongs to the mention only where it is part of a name.
    let heads = (before + 1..=upto.len()).rev();
    // Where reporters, foreigners and the like are met says nothing of their country.
    let met_anywhere = of_any_words(context, &upto[before..]) && after.first().is_some_and(|word| word.is_any(&AT));
    let after = if met_anywhere { &[][..] } else { after };
    for end in heads {
        let rest: Vec<_> = upto[end..].iter().chain(after).copied().collect();
        let Some(mut phrase) = nominal(context, &upto[..end], &rest, false) else { continue };
        if let Some(core) = phrase.core.filter(|_| phrase.is_body) {
            let longer = longer_name(context, core, upto, before);
            if longer != Longer::No {
                phrase.countries.retain(|(_, words)| !core.contains(*words));
            }
            if longer == Longer::Behind {
                phrase.sectors.clear();
                if phrase.countries.is_empty() {
                    continue;
                }
            }
        }
        return Some(Seen { phrase, confidence: HEADED, stage: Stage::Words });
    }
    let phrase = bare(context, upto);
    (!phrase.countries.is_empty()).then_some(Seen { phrase, confidence: COUNTRY_ALONE, stage: Stage::Words })
}

/// Whether a body's name, of words that many are named by, is part of a longer name.
#[derive(PartialEq)]
enum Longer {
    No,
    /// "National Salvation Alliance" is no newspaper called The National.
    Behind,
    /// "Grand National Party" may be of another country than the National party.
    Before,
}

/// `core`: the body's name; `upto`: the words of its sentence up to the mention's last one, of which `before` stand before it.
fn longer_name(context: Context<'_>, core: Span, upto: &[Word<'_>], before: usize) -> Longer {
    let start = upto.partition_point(|word| word.span.start < core.start).max(before);
    let end = upto.partition_point(|word| word.span.end <= core.end);
    if start >= end || !context.knowledge.is_shared_name(&texts(&upto[start..end]).join(" ")) {
        return Longer::No;
    }
    let goes_on = |next: &Word<'_>| next.gap == Gap::Hyphen || next.gap == Gap::Blank && next.is_capitalised();
    if upto.get(end).is_some_and(|next| goes_on(next) || next.is_any(&TAILS)) {
        return Longer::Behind;
    }
    let own = &upto[before..start];
    let is_name = |word: &Word<'_>| start > 1 && word.is_capitalised() && !is_known(context, own);
    if own.last().is_some_and(is_name) { Longer::Before } else { Longer::No }
}

/// Whether the words end in one that says whose a body is, or what sort of one.
fn is_known(context: Context<'_>, words: &[Word<'_>]) -> bool {
    let (knowledge, names) = (context.knowledge, texts(words));
    let last = names.last().copied().unwrap_or_default();
    knowledge.country_at_end(&names).is_some()
        || knowledge.collective_at_end(&names, context.day).is_some()
        || knowledge.title_at_end(&names).is_some()
        || knowledge.people(last).is_some()
        || knowledge.modifier(last).is_some()
}

/// "Their Security Council", "the Labour party" in a report that never speaks of Britain.
fn is_of_another(context: Context<'_>, body: &Collective, name: &str, before: &[Word<'_>]) -> bool {
    let owned = before.last().is_some_and(|word| word.is_any(&OWNERS));
    context.is_of_elsewhere(body, name) || owned && context.knowledge.is_shared_name(name)
}

/// Whether a group's words say that it is of several countries, or of any: "both armies", "governments in two capitals".
fn of_any(context: Context<'_>, around: &Around<'_>) -> bool {
    let linked = around.after.split_first().filter(|(link, _)| link.is_any(&TAILS));
    of_any_words(context, &around.upto[around.before.saturating_sub(1)..])
        || linked.is_some_and(|(_, tail)| of_any_words(context, &tail[..tail.len().min(CUE_WORDS_MAX)]))
}

/// "Both countries", "regional powers".
fn is_lands(context: Context<'_>, around: &Around<'_>) -> bool {
    around.upto.last().is_some_and(|head| context.knowledge.is_cue(head.text, LANDS))
}

fn of_any_words(context: Context<'_>, words: &[Word<'_>]) -> bool {
    let names = texts(words);
    (0..names.len()).any(|at| {
        (at + 1..=names.len().min(at + CUE_WORDS_MAX))
            .any(|end| context.knowledge.is_cue(&names[at..end].join(" "), SEVERAL))
    })
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
