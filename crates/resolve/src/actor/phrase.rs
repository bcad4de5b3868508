//! What a noun phrase says of those it names: "Russia's deputy foreign minister", "the head of the state oil company".
//!
//! The title or head noun is found in the tables, then the words before it are taken one by one, nearest first, as
//! body, country or modifier, until one is none of them; then what follows after "of" and the like.

use verbale_knowledge::{Collective, Effect, Knowledge, Modifier, Title};
use verbale_record::{Date, Span};

use super::tail::{read_list, read_tail};
use super::words::{Gap, Word, first_run, last_run, texts};

/// Longest noun phrase that may follow "of", in words.
pub(super) const TAIL_WORDS_MAX: usize = 10;
/// Words between a name and the title that follows it: "a veteran of two wars and now senator" is not read.
const BEFORE_TITLE_MAX: usize = 6;
pub(super) const ARTICLES: [&str; 8] = ["the", "a", "an", "his", "her", "its", "their", "this"];
pub(super) const LINKS: [&str; 6] = ["of", "for", "to", "at", "in", "from"];
/// The kind of cue that heads those who stand abroad.
const ABROAD: &str = "abroad";
/// Words at which a noun phrase after a name has ended.
pub(super) const ENDS: [&str; 14] =
    ["who", "which", "whose", "that", "said", "says", "told", "has", "had", "was", "is", "were", "will", "and"];

/// What is known when a phrase is read.
#[derive(Clone, Copy)]
pub(super) struct Context<'k> {
    pub knowledge: &'k Knowledge,
    pub day: Option<Date>,
    /// The countries that the report speaks of; empty where there is no report.
    pub countries: &'k [&'k str],
}

impl Context<'_> {
    /// Whether a name that bodies of many countries bear is another's here: its country is not spoken of.
    pub fn is_of_elsewhere(&self, body: &Collective, name: &str) -> bool {
        let spoken_of = |code: &str| self.countries.contains(&code);
        !self.countries.is_empty()
            && body.country.as_deref().is_some_and(|code| !spoken_of(code))
            && self.knowledge.is_shared_name(name)
    }
}

/// What a phrase says.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrase<'k> {
    pub countries: Vec<(&'k str, Span)>,
    pub sectors: Vec<&'k str>,
    /// The words of the office, countries left out.
    pub office: Vec<Span>,
    pub former: bool,
    /// The words that decided.
    pub core: Option<Span>,
    /// The row that decided.
    pub detail: String,
    /// Whether a body has given its sectors already.
    pub has_body: bool,
    /// Whether its core is the name of a body that the tables know.
    pub is_body: bool,
    /// Whether those of this title or head stand in another country than their own: ambassadors, embassies.
    pub is_abroad: bool,
    /// Whether its title is that of any body's ("spokesman", "general").
    pub borrows: bool,
}

impl<'k> Phrase<'k> {
    /// Whether the body is missing whose sectors its title would have.
    pub fn lacks_body(&self) -> bool {
        self.borrows && !self.has_body
    }

    /// The one country the phrase names; none where it names several.
    pub fn country(&self) -> Option<(&'k str, Span)> {
        let first = *self.countries.first()?;
        self.countries.iter().all(|country| country.0 == first.0).then_some(first)
    }

    pub fn names_several_countries(&self) -> bool {
        !self.countries.is_empty() && self.country().is_none()
    }

    /// The office as the report writes it.
    pub fn office_text(&self, text: &str) -> String {
        let mut spans = self.office.clone();
        spans.sort();
        let mut office = String::new();
        for (number, span) in spans.iter().enumerate() {
            if number > 0 {
                let joined = text[..span.start as usize].ends_with('-') && spans[number - 1].end + 1 == span.start;
                office.push(if joined { '-' } else { ' ' });
            }
            office.push_str(span.of(text));
        }
        office
    }

    pub(super) fn add_country(&mut self, code: &'k str, words: &[Word<'_>]) {
        self.countries.push((code, cover(words)));
    }

    pub(super) fn add_office(&mut self, words: &[Word<'_>]) {
        self.office.extend(words.iter().map(|word| word.span));
    }

    fn modify(&mut self, modifier: &'k Modifier) {
        if modifier.effect == Effect::Former {
            self.former = true;
            if self.sectors.first().is_none_or(|sector| modifier.of.iter().any(|of| of == sector)) {
                self.sectors = modifier.sectors.iter().map(String::as_str).collect();
            }
        }
    }
}

/// The phrase that ends with a title just before a name: "US Secretary of State".
pub(super) fn title_before<'k>(context: Context<'k>, before: &[Word<'_>]) -> Option<Phrase<'k>> {
    let run = last_run(before);
    let (count, title) = context.knowledge.title_at_end(&texts(run))?;
    let mut phrase = titled(context, title, &run[run.len() - count..]);
    read_left(context, &mut phrase, &run[..run.len() - count], title.borrows);
    Some(phrase)
}

/// "The foreign minister of X" or "head of the army" as a whole, at the end of the words before a name.
pub(super) fn title_of_before<'k>(context: Context<'k>, before: &[Word<'_>]) -> Option<Phrase<'k>> {
    let run = last_run(before);
    let (at, count, title) = linked_title(context, run)?;
    let mut phrase = titled(context, title, &run[at - count..at]);
    read_tail(context, &mut phrase, &run[at..], title.borrows);
    let borrows = title.borrows && !phrase.has_body;
    read_left(context, &mut phrase, &run[..at - count], borrows);
    (!phrase.countries.is_empty() || phrase.has_body).then_some(phrase)
}

/// The last title that "of" or the like follows: where that word stands, and how long the title is.
fn linked_title<'k>(context: Context<'k>, run: &[Word<'_>]) -> Option<(usize, usize, &'k Title)> {
    let links = (run.len().saturating_sub(TAIL_WORDS_MAX)..run.len()).rev().filter(|at| run[*at].is_any(&LINKS));
    let mut titles = links.filter_map(|at| {
        let (count, title) = context.knowledge.title_at_end(&texts(&run[..at]))?;
        Some((at, count, title))
    });
    titles.next()
}

/// The phrase that follows a name after a comma: ", head of Russia's sovereign wealth fund".
pub(super) fn title_after<'k>(context: Context<'k>, after: &[Word<'_>]) -> Option<Phrase<'k>> {
    let run = first_run(after);
    let end = run.iter().position(|word| word.is_any(&ENDS)).unwrap_or(run.len());
    let run = &run[..end];
    let run = &run[run.iter().take_while(|word| word.is_any(&ARTICLES)).count()..];
    for start in 0..run.len().min(BEFORE_TITLE_MAX) {
        let Some((count, title)) = context.knowledge.title_at_start(&texts(&run[start..])) else { continue };
        let rest = &run[start + count..];
        if is_of_another(rest) {
            continue;
        }
        let mut phrase = titled(context, title, &run[start..start + count]);
        read_left(context, &mut phrase, &run[..start], title.borrows);
        read_tail(context, &mut phrase, rest, title.borrows);
        return Some(phrase);
    }
    None
}

/// "president Putin's envoy", "French President Emmanuel Macron": the title is that of somebody else.
fn is_of_another(rest: &[Word<'_>]) -> bool {
    rest.first().is_some_and(|word| word.is_capitalised() && word.gap == Gap::Blank)
}

/// A nominal that stands for one person or several: the words up to its head noun, and those after it.
pub(super) fn nominal<'k>(
    context: Context<'k>,
    upto: &[Word<'_>],
    after: &[Word<'_>],
    is_person: bool,
) -> Option<Phrase<'k>> {
    let run = last_run(upto);
    let (mut phrase, count, borrows) = match is_person {
        true => titled_end(context, run).or_else(|| headed_end(context, run))?,
        false => group_end(context, run)?,
    };
    let own = phrase.countries.len();
    read_left(context, &mut phrase, &run[..run.len() - count], borrows);
    if phrase.countries.len() > own {
        phrase.countries.drain(..own); // "Kenyan rights groups": the country beside a body says whose it is
    }
    if phrase.countries.is_empty() || borrows {
        let read = read_tail(context, &mut phrase, first_run(after), borrows);
        if read && !is_person && !phrase.countries.is_empty() {
            read_list(context, &mut phrase, after);
        }
    }
    Some(phrase)
}

/// The longest of a body's name, a head noun and a title in the plural.
fn group_end<'k>(context: Context<'k>, run: &[Word<'_>]) -> Option<(Phrase<'k>, usize, bool)> {
    let ends = [bodied_end(context, run), headed_end(context, run), titled_end(context, run)];
    ends.into_iter().flatten().reduce(|best, next| if next.1 > best.1 { next } else { best })
}

fn bodied_end<'k>(context: Context<'k>, run: &[Word<'_>]) -> Option<(Phrase<'k>, usize, bool)> {
    let (count, body) = context.knowledge.collective_at_end(&texts(run), context.day)?;
    let mut phrase = Phrase::default();
    let words = &run[run.len() - count..];
    read_body(context, &mut phrase, body, words, true);
    phrase.core = Some(cover(words));
    phrase.is_body = true;
    Some((phrase, count, false))
}

fn titled_end<'k>(context: Context<'k>, run: &[Word<'_>]) -> Option<(Phrase<'k>, usize, bool)> {
    let (count, title) = context.knowledge.title_at_end(&texts(run))?;
    Some((titled(context, title, &run[run.len() - count..]), count, title.borrows))
}

fn headed_end<'k>(context: Context<'k>, run: &[Word<'_>]) -> Option<(Phrase<'k>, usize, bool)> {
    let (count, head) = context.knowledge.head_at_end(&texts(run))?;
    let words = &run[run.len() - count..];
    let phrase = Phrase {
        sectors: head.sectors.iter().map(String::as_str).collect(),
        core: Some(cover(words)),
        detail: format!("heads: {}", head.name),
        is_abroad: is_abroad(context, words),
        ..Phrase::default()
    };
    Some((phrase, count, false))
}

fn is_abroad(context: Context<'_>, words: &[Word<'_>]) -> bool {
    words.last().is_some_and(|head| context.knowledge.is_cue(head.text, ABROAD))
}

fn titled<'k>(context: Context<'k>, title: &'k Title, words: &[Word<'_>]) -> Phrase<'k> {
    let mut phrase = Phrase {
        sectors: title.sectors.iter().map(String::as_str).collect(),
        core: Some(cover(words)),
        detail: format!("titles: {}", title.name),
        borrows: title.borrows,
        is_abroad: is_abroad(context, words),
        ..Phrase::default()
    };
    phrase.add_office(words);
    phrase
}

/// Takes the words before a title, nearest first.
fn read_left<'k>(context: Context<'k>, phrase: &mut Phrase<'k>, words: &[Word<'_>], borrows: bool) {
    let mut left = words;
    while !left.is_empty() {
        let Some(rest) = step_left(context, phrase, left, borrows && !phrase.has_body) else { return };
        left = rest;
    }
}

/// Takes one name or modifier off the end; none where the last word is neither.
fn step_left<'a, 't, 'k>(
    context: Context<'k>,
    phrase: &mut Phrase<'k>,
    left: &'a [Word<'t>],
    borrows: bool,
) -> Option<&'a [Word<'t>]> {
    let names = texts(left);
    let knowledge = context.knowledge;
    let country = knowledge.country_at_end(&names);
    let body = knowledge.collective_at_end(&names, context.day);
    if let Some((count, body)) = body
        && country.is_none_or(|country| country.0 <= count)
    {
        let (rest, words) = left.split_at(left.len() - count);
        read_body(context, phrase, body, words, borrows);
        return Some(rest);
    }
    if let Some((count, country)) = country {
        let (rest, words) = left.split_at(left.len() - count);
        phrase.add_country(&country.country.code, words);
        return Some(before_and(rest, context));
    }
    step_over_word(context, phrase, left, borrows)
}

/// "US and Russian diplomats": steps over the "and" between two countries.
fn before_and<'a, 't>(rest: &'a [Word<'t>], context: Context<'_>) -> &'a [Word<'t>] {
    match rest.split_last() {
        Some((last, before)) if last.is("and") && context.knowledge.country_at_end(&texts(before)).is_some() => before,
        _ => rest,
    }
}

fn step_over_word<'a, 't, 'k>(
    context: Context<'k>,
    phrase: &mut Phrase<'k>,
    left: &'a [Word<'t>],
    borrows: bool,
) -> Option<&'a [Word<'t>]> {
    let knowledge = context.knowledge;
    let (last, rest) = left.split_last()?;
    // "Ecuador's prosecutor's office": whose office it is stands between the country and the office.
    if let Some((count, _)) = knowledge.title_at_end(&texts(left)).filter(|_| last.possessive) {
        return Some(&left[..left.len() - count]);
    }
    let head = knowledge.head_at_end(&texts(left)).filter(|head| borrows || last.possessive || head.0 > 1);
    if let Some((count, head)) = head {
        let (rest, words) = left.split_at(left.len() - count);
        if borrows {
            phrase.sectors = head.sectors.iter().map(String::as_str).collect();
            phrase.has_body = true;
        }
        phrase.add_office(words);
        return Some(rest);
    }
    if let Some(modifier) = knowledge.modifier(last.text) {
        phrase.modify(modifier);
        if modifier.effect == Effect::Office && !phrase.office.is_empty() {
            phrase.add_office(std::slice::from_ref(last));
        }
        let sponsored = modifier.effect == Effect::Sponsor && last.gap == Gap::Hyphen;
        return Some(if sponsored { without_sponsor(context, rest) } else { rest });
    }
    if let Some(country) = knowledge.people(last.text) {
        phrase.add_country(country, std::slice::from_ref(last));
        return Some(rest);
    }
    let owner = knowledge.surname(last.text, context.day).filter(|_| last.possessive || last.is_capitalised())?;
    phrase.add_country(owner.country.as_deref()?, std::slice::from_ref(last));
    Some(rest)
}

/// "US-backed": the country before the hyphen is not the group's own.
fn without_sponsor<'a, 't>(context: Context<'_>, left: &'a [Word<'t>]) -> &'a [Word<'t>] {
    let names = texts(left);
    let country = context.knowledge.country_at_end(&names).map(|(count, _)| count);
    let count = country.or_else(|| context.knowledge.collective_at_end(&names, context.day).map(|(count, _)| count));
    &left[..left.len() - count.unwrap_or(1).min(left.len())]
}

/// A body beside a title. One without sectors, such as a union of states, is like a country and no part of the office.
pub(super) fn read_body<'k>(
    context: Context<'k>,
    phrase: &mut Phrase<'k>,
    body: &'k Collective,
    words: &[Word<'_>],
    borrows: bool,
) {
    if let Some(country) = &body.country
        && (phrase.countries.is_empty() || borrows)
        && !context.is_of_elsewhere(body, &texts(words).join(" "))
    {
        phrase.add_country(country, words);
    }
    if body.sectors.is_empty() {
        return;
    }
    phrase.add_office(words);
    if borrows && !phrase.former {
        phrase.sectors = body.sectors.iter().map(String::as_str).collect();
        phrase.detail = format!("{}: {}", body.table, body.name);
    }
    phrase.has_body = true;
}

fn cover(words: &[Word<'_>]) -> Span {
    match (words.first(), words.last()) {
        (Some(first), Some(last)) => first.span.cover(last.span),
        _ => Span::new(0, 0),
    }
}

/// Reads countries and modifiers off the end of words that have no title.
pub(super) fn bare<'k>(context: Context<'k>, words: &[Word<'_>]) -> Phrase<'k> {
    let mut phrase = Phrase::default();
    let run = last_run(words);
    if let Some((count, country)) = context.knowledge.country_at_end(&texts(run)) {
        phrase.add_country(&country.country.code, &run[run.len() - count..]);
    }
    phrase
}
