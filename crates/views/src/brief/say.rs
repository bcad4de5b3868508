//! Statements in the report's own words: from the verb of speech to the end of what is said.

use verbale_knowledge::fold;
use verbale_record::{QuoteForm, Span, Status, Told, Words};

use super::gather::Item;
use super::name::shown;
use super::page::Desk;
use super::tell::Clause;

/// Most words between the verb and what is said.
const GAP_WORDS_MAX: usize = 8;
/// Most words of a verb of speech ("made it clear").
const VERB_WORDS_MAX: usize = 3;
/// Most words after what is said that still belong to it (", will be discussed").
const REST_WORDS_MAX: usize = 6;
/// The preposition before a clause that is nobody's verb ("according to").
const ACCORDING: &str = "according to";
/// Most auxiliaries before a verb ("would not also").
const AUXILIARIES_MAX: usize = 4;

/// A statement; none where the report must be quoted instead.
pub(super) fn clause<'a>(item: &Item<'a>, desk: &Desk<'_>) -> Option<Clause<'a>> {
    let event = item.lead;
    let subject = shown(&event.actors, desk.phrases);
    if subject.is_empty() {
        return None;
    }
    let predicate = predicate(event, desk)?;
    Some(Clause { event, subject, predicate, object: Vec::new(), hosts: Vec::new(), tail: String::new() })
}

/// Whether the verb of speech denies what is said.
pub(super) fn denies(event: &Told, desk: &Desk<'_>) -> bool {
    desk.phrases.denies(&event.trigger.text)
}

fn predicate(event: &Told, desk: &Desk<'_>) -> Option<String> {
    let content = event.content.as_ref()?;
    let happened = event.status() == Status::Happened;
    let sentence = &event.sentence_words.text;
    let at = place_of(event, content.span, &content.text);
    if fold(&event.trigger.text) == ACCORDING && event.form != Some(QuoteForm::Direct) {
        return happened.then(|| format!("said that {}", lowered(&content.text, desk)));
    }
    if let Some(stretch) = at.and_then(|at| stretch(event, sentence, at, desk)) {
        return Some(stretch);
    }
    match event.form {
        _ if !happened || interrupts(event, content) => None,
        Some(QuoteForm::Direct) => Some(format!("said: “{}”", inner(&content.text))),
        _ if at.is_some_and(|at| at == 0) && is_clause(&content.text) => {
            Some(format!("said that {}", lowered(&content.text, desk)))
        }
        Some(QuoteForm::Mixed) => Some(format!("said, in the report’s words, “{}”", inner(&content.text))),
        _ => None,
    }
}

/// Whether the report itself speaks up inside what is said ("…, she said, …").
fn interrupts(event: &Told, content: &Words) -> bool {
    let inside = content.span.start <= event.trigger.span.start && event.trigger.span.end <= content.span.end;
    let marks = ['“', '”', '"'];
    inside || (event.form == Some(QuoteForm::Direct) && unquoted(&content.text).contains(marks))
}

/// Where words of the report's text stand in the sentence's line, which has its white space squeezed.
fn place_of(event: &Told, span: Span, words: &str) -> Option<usize> {
    let sentence = &event.sentence_words;
    let is_plain = sentence.text.len() == (sentence.span.end.saturating_sub(sentence.span.start)) as usize;
    let at = span.start.checked_sub(sentence.span.start).map(|at| at as usize).filter(|_| is_plain);
    at.filter(|at| sentence.text.get(*at..).is_some_and(|rest| rest.starts_with(words)))
        .or_else(|| sentence.text.find(words))
}

/// The report's own words from the verb of speech to the end of what is said; none where they would not be a sentence with
/// the speaker before them.
fn stretch(event: &Told, sentence: &str, content_at: usize, desk: &Desk<'_>) -> Option<String> {
    let content = &event.content.as_ref()?.text;
    let before = sentence.get(..content_at)?;
    let verb_at = with_auxiliaries(before, verb_at(event, before, desk)?, desk)?;
    let between = before.get(verb_at..)?;
    if between.split_whitespace().count() > GAP_WORDS_MAX + VERB_WORDS_MAX || names_speaker(event, between) {
        return None;
    }
    if begins_with_auxiliary(content, desk) {
        return None;
    }
    let end = content_at + content.len();
    let rest = rest(sentence.get(end..)?, desk);
    Some(closed(sentence.get(verb_at..end + rest)?))
}

/// Whether what is said lacks its subject ("had been long in the making").
fn begins_with_auxiliary(content: &str, desk: &Desk<'_>) -> bool {
    content.split_whitespace().next().is_some_and(|word| {
        desk.phrases.is("auxiliary", word) || desk.phrases.is("not-before-verb", word) && word != "to"
    })
}

/// Where the verb starts: the trigger, or the last verb of speech before what is said.
fn verb_at(event: &Told, before: &str, desk: &Desk<'_>) -> Option<usize> {
    let trigger = place_of(event, event.trigger.span, &event.trigger.text).filter(|at| *at < before.len());
    if let Some(at) = trigger.filter(|_| desk.phrases.is_verb(&event.trigger.text)) {
        return Some(at);
    }
    let words = words(before);
    let last = (0..words.len()).rev().take(GAP_WORDS_MAX);
    let starts = last.flat_map(|at| (1..=VERB_WORDS_MAX).rev().map(move |count| (at, count)));
    let mut found = starts.filter_map(|(at, count)| Some((words.get(at)?.0, words.get(at..at + count)?)));
    found
        .find(|(_, run)| desk.phrases.is_verb(&run.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(" ")))
        .map(|(at, _)| at)
}

/// Where the verb starts with the auxiliaries before it. None where the verb is an infinitive, or a passive, of which the
/// speaker is not the subject.
fn with_auxiliaries(before: &str, verb_at: usize, desk: &Desk<'_>) -> Option<usize> {
    let mut start = verb_at;
    for (at, word) in words(before.get(..verb_at)?).into_iter().rev().take(AUXILIARIES_MAX) {
        let folded = fold(word);
        match () {
            () if desk.phrases.is("not-before-verb", &folded) => return None,
            () if desk.phrases.is("auxiliary", &folded) && word == word.trim_end_matches([',', ';']) => start = at,
            () => break,
        }
    }
    Some(start)
}

/// Words and where they start.
fn words(text: &str) -> Vec<(usize, &str)> {
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split_whitespace().map(|word| (start(word), word)).collect()
}

/// Whether the speaker stands between verb and words, as in an inversion or another clause.
fn names_speaker(event: &Told, between: &str) -> bool {
    let between = fold(between);
    let last_name = |name: &str| fold(name).split(' ').next_back().unwrap_or_default().to_owned();
    event.actors.iter().any(|party| between.split(' ').any(|word| word == last_name(&party.name)))
}

/// How many bytes after what is said still belong to it: a few words to the sentence's end without another verb of speech.
fn rest(after: &str, desk: &Desk<'_>) -> usize {
    let text = after.trim_end_matches(['.', '!', '?', '”', '"', '\'', '’']);
    let count = text.split_whitespace().count();
    let speaks = text.split_whitespace().any(|word| desk.phrases.is_verb(word));
    if count == 0 || count > REST_WORDS_MAX || speaks { 0 } else { text.len() }
}

/// With its last quotation mark, where the stretch ends inside a quotation.
fn closed(stretch: &str) -> String {
    let stretch = stretch.trim_end_matches([',', ';', ':', ' ', '-', '–', '—']);
    let opened = stretch.matches('“').count() > stretch.matches('”').count();
    let odd = stretch.matches('"').count() % 2 == 1;
    match (opened, odd) {
        (true, _) => format!("{stretch}”"),
        (false, true) => format!("{stretch}\""),
        _ => stretch.to_owned(),
    }
}

/// Words to stand inside quotation marks: without their own, and with single ones inside.
pub(super) fn inner(words: &str) -> String {
    let words = unquoted(words.trim()).trim_end_matches(',').trim();
    let mut opened = true;
    let mut turn = |letter: char| match letter {
        '“' => '‘',
        '”' => '’',
        '"' => {
            opened = !opened;
            if opened { '’' } else { '‘' }
        }
        other => other,
    };
    words.chars().map(&mut turn).collect()
}

/// Without the marks around all of it; one that has its partner inside stays.
fn unquoted(words: &str) -> &str {
    let marks = ['“', '”', '"'];
    let bare = words.strip_prefix(marks).and_then(|words| words.strip_suffix(marks));
    bare.filter(|bare| !bare.contains(marks)).unwrap_or(words)
}

/// With a small letter at its start, where the word is one that has none inside a sentence.
fn lowered(words: &str, desk: &Desk<'_>) -> String {
    let words = words.trim().trim_end_matches(',');
    let words = words.strip_prefix("that ").unwrap_or(words);
    match words.split_once(' ') {
        Some((first, rest)) if desk.phrases.is("opener", first) => format!("{} {rest}", first.to_lowercase()),
        _ => words.to_owned(),
    }
}

/// Whether words that open a sentence can follow "said that": an infinitive cannot.
fn is_clause(words: &str) -> bool {
    words.split_whitespace().count() > 3 && !words.starts_with("to ") && !words.starts_with("To ")
}
