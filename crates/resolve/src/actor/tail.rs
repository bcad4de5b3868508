//! What follows a title or head noun: "of Iran", "from Sweden, Japan and Peru".

use super::phrase::{ARTICLES, Context, ENDS, LINKS, Phrase, TAIL_WORDS_MAX, read_body};
use super::words::{Gap, Word, texts};

/// Where somebody is met, or stands who serves another country.
pub(super) const AT: [&str; 2] = ["in", "at"];

/// Reads "of Iran", "of Russia's sovereign wealth fund", "to the United Nations". Tells whether anything was read.
pub(super) fn read_tail<'k>(context: Context<'k>, phrase: &mut Phrase<'k>, after: &[Word<'_>], borrows: bool) -> bool {
    let Some(link) = after.first().filter(|word| word.is_any(&LINKS) && word.gap == Gap::Blank) else {
        return false;
    };
    let tail = &after[1..after.len().min(TAIL_WORDS_MAX)];
    let end = tail.iter().position(|word| word.is_any(&LINKS) || word.is_any(&ENDS)).unwrap_or(tail.len());
    let tail = &tail[..end];
    let noun = &tail[tail.iter().take_while(|word| word.is_any(&ARTICLES)).count()..];
    let mut inner = Phrase::default();
    let whole = context.knowledge.country_at_start(&texts(noun)).filter(|(count, _)| *count == noun.len());
    if let Some((_, country)) = whole {
        return read_country_tail(phrase, *link, tail, &country.country.code);
    }
    if !read_noun(context, &mut inner, noun) {
        return false;
    }
    take_tail(phrase, inner, *link, borrows);
    true
}

/// "Ambassador to X" and "diplomat in X" serve another country than X; "minister of X" serves X.
fn read_country_tail<'k>(phrase: &mut Phrase<'k>, link: Word<'_>, tail: &[Word<'_>], code: &'k str) -> bool {
    if names_other_side(phrase, link) {
        if !phrase.office.is_empty() {
            phrase.add_office(&[link]);
            phrase.add_office(tail);
        }
        return false;
    }
    if phrase.countries.is_empty() {
        phrase.add_country(code, tail);
    }
    true
}

/// An envoy's tail names the other side.
fn names_other_side(phrase: &Phrase<'_>, link: Word<'_>) -> bool {
    link.is("to") || phrase.is_abroad && link.is_any(&AT)
}

/// A body inside a tail: its country, its name or head noun.
fn read_noun<'k>(context: Context<'k>, inner: &mut Phrase<'k>, noun: &[Word<'_>]) -> bool {
    let knowledge = context.knowledge;
    let (noun, owned) = match knowledge.country_at_start(&texts(noun)) {
        Some((count, country))
            if knowledge.collective_at_start(&texts(noun), context.day).is_none_or(|b| b.0 < count) =>
        {
            inner.add_country(&country.country.code, &noun[..count]);
            (&noun[count..], true)
        }
        _ => (noun, false),
    };
    if let Some((count, body)) = knowledge.collective_at_start(&texts(noun), context.day) {
        read_body(context, inner, body, &noun[..count], true);
        return true;
    }
    let ends = (1..=noun.len()).rev();
    for end in ends {
        if let Some((_, head)) = knowledge.head_at_end(&texts(&noun[..end])) {
            inner.sectors = head.sectors.iter().map(String::as_str).collect();
            inner.detail = format!("heads: {}", head.name);
            inner.has_body = true;
            inner.add_office(&noun[..end]);
            return true;
        }
    }
    owned
}

fn take_tail<'k>(phrase: &mut Phrase<'k>, inner: Phrase<'k>, link: Word<'_>, borrows: bool) {
    let serves = !names_other_side(phrase, link) && (!link.is("from") || phrase.countries.is_empty());
    if serves && phrase.countries.is_empty() {
        phrase.countries = inner.countries;
    }
    if borrows && serves && inner.has_body && !phrase.has_body && !inner.sectors.is_empty() {
        if !phrase.former {
            phrase.sectors = inner.sectors;
        }
        phrase.detail = inner.detail;
        phrase.has_body = true;
    }
    if !inner.office.is_empty() && !phrase.office.is_empty() {
        phrase.add_office(&[link]);
        phrase.office.extend(inner.office);
    }
}

/// The further countries of "of Sweden, Japan and the United States".
pub(super) fn read_list<'k>(context: Context<'k>, phrase: &mut Phrase<'k>, after: &[Word<'_>]) {
    let list = &after[after.len().min(1)..]; // behind "of" or the like
    let mut at = 0;
    while let Some(word) = list.get(at) {
        if word.is_any(&ARTICLES) || word.is("and") && at > 0 {
            at += 1;
            continue;
        }
        let Some((count, country)) = context.knowledge.country_at_start(&texts(&list[at..])) else { return };
        let next = list.get(at + count);
        phrase.add_country(&country.country.code, &list[at..at + count]);
        at += count;
        if !next.is_some_and(|next| next.gap == Gap::Comma || next.is("and")) {
            return;
        }
    }
}
