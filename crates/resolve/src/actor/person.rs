//! Whom a person serves: the words beside the name, then the hints, then the table of people.

use verbale_knowledge::{Effect, Tenure, fold};
use verbale_record::{Form, Mention, Span, Stage};

use super::phrase::{Context, Phrase, bare, nominal, title_after, title_before, title_of_before};
use super::words::{Gap, words};
use super::{Actor, Decision, Subject, outdone};

/// "Russian Foreign Minister Sergey Lavrov".
const TITLE_BEFORE: f32 = 0.93;
/// "Kirill Dmitriev, head of Russia's sovereign wealth fund".
const TITLE_AFTER: f32 = 0.88;
/// "Iran's foreign minister, Javad Zarif,".
const TITLE_ASIDE: f32 = 0.8;
/// "the foreign minister", said of somebody named elsewhere.
const NOMINAL: f32 = 0.7;
/// "Russia's Sergey Lavrov".
const OWNER: f32 = 0.6;
/// What the sectors of a title are worth where no body stands with it ("spokesman", "general").
const NO_BODY: f32 = 0.6;
/// The table knows the full name.
const FULL_NAME: f32 = 0.95;
/// The table knows one bearer of the family name on that day.
const SURNAME: f32 = 0.65;
/// The table knows the person from another time.
const OTHER_TIME: f32 = 0.5;

/// A phrase about the person and how far it is to be believed.
struct Said<'k> {
    phrase: Phrase<'k>,
    confidence: f32,
}

impl Said<'_> {
    /// How far its sectors are to be believed.
    fn of_sectors(&self) -> f32 {
        self.confidence * if self.phrase.lacks_body() { NO_BODY } else { 1.0 }
    }
}

pub(super) fn resolve(context: Context<'_>, subject: &Subject<'_>) -> Actor {
    let said = all_said(context, subject);
    let known = from_table(context, subject);
    let mut actor = from_words(&said, subject);
    let several = said.iter().any(|said| said.phrase.names_several_countries());
    if actor.country.is_none() && !several {
        let table = known.as_ref().and_then(|known| known.country.clone());
        actor.country = surer(subject.hinted_country(), table);
    }
    let hints = subject.hinted_sectors();
    // Of the words beside a name only rows that were counted give way: "brother", "member".
    let share = actor.sectors.first().and_then(|row| context.knowledge.trust(&row.detail));
    if share.is_some() && actor.sectors.first().zip(hints.first()).is_some_and(|(row, hint)| outdone(row, hint, share))
    {
        actor.sectors.clone_from(&hints);
    }
    if actor.sectors.is_empty() {
        actor.sectors = surer_list(hints, known.as_ref().map(|known| known.sectors.clone()));
    }
    if actor.office.is_none() && said.iter().all(|said| !said.phrase.former) {
        actor.office = known.and_then(|known| known.office);
    }
    actor
}

/// Every phrase that any mention carries, the surest first.
fn all_said<'k>(context: Context<'k>, subject: &Subject<'_>) -> Vec<Said<'k>> {
    let mentions = subject.mentions.iter().zip(subject.sentence_of);
    let mut said: Vec<Said<'k>> =
        mentions.flat_map(|(mention, sentence)| said_of(context, subject.text, mention, *sentence)).collect();
    said.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    said
}

fn said_of<'k>(context: Context<'k>, text: &str, mention: &Mention, sentence: Span) -> Vec<Said<'k>> {
    match mention.form {
        Form::Name => beside_name(context, text, mention.span, sentence),
        Form::Nominal => {
            let upto = words(text, Span::new(sentence.start.min(mention.span.start), mention.span.end));
            let after = words(text, Span::new(mention.span.end, sentence.end.max(mention.span.end)));
            let phrase = nominal(context, &upto, &after, true);
            phrase.map(|phrase| Said { phrase, confidence: NOMINAL }).into_iter().collect()
        }
        Form::Adjective | Form::Pronoun => Vec::new(),
    }
}

/// What stands before and after a name.
fn beside_name<'k>(context: Context<'k>, text: &str, name: Span, sentence: Span) -> Vec<Said<'k>> {
    let before = words(text, Span::new(sentence.start.min(name.start), name.start));
    let after = words(text, Span::new(name.end, sentence.end.max(name.end)));
    let gap = text[before.last().map_or(sentence.start, |word| word.span.end) as usize..name.start as usize].trim();
    let mut said = Vec::new();
    let mut add = |phrase: Option<Phrase<'k>>, confidence| {
        said.extend(phrase.map(|phrase| Said { phrase, confidence }));
    };
    // A possessive before the name is no comma: "Russia's Sergey Lavrov".
    let aside = gap == ",";
    let titled = || title_before(context, &before).or_else(|| title_of_before(context, &before));
    if gap.is_empty() || gap == "'s" || gap == "’s" {
        let phrase = titled();
        let untitled = phrase.is_none().then(|| bare(context, &before)).filter(|phrase| !phrase.countries.is_empty());
        add(phrase, TITLE_BEFORE);
        add(untitled, OWNER);
    }
    let parted = after.first().is_none_or(|word| word.gap >= Gap::Comma);
    // "The president, Ana Paz, received her counterpart": what follows an aside goes on with the sentence.
    match (aside && parted).then(titled).flatten() {
        Some(phrase) => add(Some(phrase), TITLE_ASIDE),
        None if parted && !after.is_empty() => add(title_after(context, &after), TITLE_AFTER),
        None => (),
    }
    said
}

/// For each field, the surest phrase that tells it.
fn from_words(said: &[Said<'_>], subject: &Subject<'_>) -> Actor {
    let decide = |value: &str, confidence: f32, span: Option<Span>, detail: &str| {
        let (value, detail) = (value.to_owned(), detail.to_owned());
        Decision { value, confidence, stage: Stage::Words, span, detail }
    };
    let country = said.iter().find_map(|said| {
        let (code, span) = said.phrase.country()?;
        Some(decide(code, said.confidence, Some(span), span.of(subject.text)))
    });
    let telling = said.iter().filter(|said| !said.phrase.sectors.is_empty());
    let sectors = telling.rev().max_by(|a, b| a.of_sectors().total_cmp(&b.of_sectors())).map(|said| {
        let phrase = &said.phrase;
        phrase.sectors.iter().map(|code| decide(code, said.of_sectors(), phrase.core, &phrase.detail)).collect()
    });
    let office = said.iter().find(|said| !said.phrase.office.is_empty() && !said.phrase.former).map(|said| {
        let office = said.phrase.office_text(subject.text);
        decide(&office, said.confidence, said.phrase.core, &said.phrase.detail)
    });
    Actor { country, sectors: sectors.unwrap_or_default(), office, of_several: false }
}

/// What the table of people tells on the day of the report.
fn from_table(context: Context<'_>, subject: &Subject<'_>) -> Option<Actor> {
    let knowledge = context.knowledge;
    let names: Vec<&Mention> = subject.mentions.iter().filter(|mention| mention.form == Form::Name).collect();
    let called_otherwise = |tenure: &Tenure| names.iter().any(|m| is_other(m.span.of(subject.text), tenure));
    let by_surname = |name: &str| {
        let tenure = knowledge.surname(name, context.day)?;
        let is_title = knowledge.title_at_end(&[name]).is_some(); // "the Pope"
        (!is_title && !called_otherwise(tenure)).then_some(tenure)
    };
    let (mention, tenure, confidence) = names
        .iter()
        .filter_map(|mention| {
            let name = mention.span.of(subject.text);
            let full = knowledge.person(name, context.day).map(|tenure| (mention, tenure, FULL_NAME));
            full.or_else(|| by_surname(name).map(|tenure| (mention, tenure, SURNAME)))
        })
        .max_by(|a, b| a.2.total_cmp(&b.2))?;
    Some(tenured(context, tenure, mention.span, confidence))
}

/// Whether a name has a word that is none of the person's: "Evelio Zamora" is not Xavier Espot Zamora.
fn is_other(name: &str, tenure: &Tenure) -> bool {
    let theirs = fold(&tenure.name);
    let mut words = name.split_whitespace().map(fold);
    words.any(|word| !theirs.split(' ').any(|their| their.starts_with(&word) || word.starts_with(their)))
}

fn tenured(context: Context<'_>, tenure: &Tenure, span: Span, confidence: f32) -> Actor {
    let detail = format!("people: {}", tenure.name);
    let decide = |value: &str, confidence: f32| Decision {
        value: value.to_owned(),
        confidence,
        stage: Stage::Table,
        span: Some(span),
        detail: detail.clone(),
    };
    let country = tenure.country.as_deref().map(|code| decide(code, confidence));
    let day = context.day;
    let in_office = day.is_none_or(|day| tenure.holds(day));
    if in_office {
        let sectors = tenure.sectors.iter().map(|code| decide(code, confidence)).collect();
        let office = (!tenure.office.is_empty()).then(|| decide(&tenure.office, confidence));
        return Actor { country, sectors, office, of_several: false };
    }
    let over = day.is_some_and(|day| tenure.to.is_some_and(|to| to < day));
    let former = context.knowledge.modifiers().iter().find(|modifier| modifier.effect == Effect::Former);
    let sectors = former.filter(|_| over).map_or(&[][..], |modifier| &modifier.sectors);
    Actor { country, sectors: sectors.iter().map(|code| decide(code, OTHER_TIME)).collect(), ..Actor::default() }
}

fn surer(hint: Option<Decision>, table: Option<Decision>) -> Option<Decision> {
    match (hint, table) {
        (Some(hint), Some(table)) => Some(if hint.confidence > table.confidence { hint } else { table }),
        (hint, table) => hint.or(table),
    }
}

fn surer_list(hints: Vec<Decision>, table: Option<Vec<Decision>>) -> Vec<Decision> {
    let table = table.unwrap_or_default();
    let first = |list: &[Decision]| list.first().map_or(0.0, |decision| decision.confidence);
    if first(&hints) > first(&table) { hints } else { table }
}
