//! The day of publication of a page: JSON-LD, meta elements, times at the head of the article, the address, words beside
//! the title, in this order. A day of change, of a comment, of another article or of a copyright is not taken; where
//! nothing tells the day there is none.

use url::Url;
use verbale_record::Date;

use super::cues::Cues;
use super::outline::{Block, Outline, Place, Time};
use crate::days::{day_of, first_day};
use crate::{DateFrom, rows};

/// Bytes of shown words between the title and a date that belongs to it.
const NEAR_BYTES: usize = 1_200;

/// The same above the title, and bytes of the source, which count menus that are not shown.
const ABOVE_BYTES: usize = 150;
const ABOVE_SOURCE_BYTES: usize = 3_000;

/// A line of a page that holds a date and little else.
const LINE_BYTES: usize = 140;

/// What the search goes by.
pub(crate) struct Hints<'a> {
    pub(crate) outline: &'a Outline,
    pub(crate) json_ld: Option<&'a str>,
    pub(crate) url: Option<&'a str>,
    /// The heading that is the title.
    pub(crate) heading: Option<Place>,
    pub(crate) day_first: Option<bool>,
    pub(crate) cues: &'a Cues,
}

/// One way to find the day.
type Find = fn(&Hints) -> Option<Date>;

/// The day and where it stands.
pub(crate) fn published(hints: &Hints) -> Option<(Date, DateFrom)> {
    let sources: [(DateFrom, Find); 5] = [
        (DateFrom::JsonLd, |hints| day_of(hints.json_ld?, hints.day_first)),
        (DateFrom::Meta, by_meta),
        (DateFrom::TimeElement, by_time),
        (DateFrom::Url, |hints| day_of_url(hints.url?)),
        (DateFrom::Text, by_words),
    ];
    sources.into_iter().find_map(|(from, find)| Some((find(hints)?, from)))
}

fn by_meta(hints: &Hints) -> Option<Date> {
    let table = rows::rows(include_str!("meta.tsv")).filter(|row| row.first() == Some(&"published"));
    let mut values = table.filter_map(|row| hints.outline.meta(row.get(1)?));
    values.find_map(|value| day_of(value, hints.day_first))
}

/// The day of the times that belong to the article: those marked as its day first, then those nearest to the title.
fn by_time(hints: &Hints) -> Option<Date> {
    let fits = |time: &&Time| {
        !time.place.aside && !hints.cues.is_modified(&time.about) && belongs(hints, time.place, hints.outline.articles)
    };
    let times: Vec<&Time> = hints.outline.times.iter().filter(fits).collect();
    let marked = times.iter().find_map(|time| time_day(time, hints.day_first).filter(|_| time.marked));
    marked.or_else(|| nearest(hints, &times))
}

fn nearest(hints: &Hints, times: &[&Time]) -> Option<Date> {
    let Some(heading) = hints.heading else {
        let mut days: Vec<Date> = times.iter().filter_map(|time| time_day(time, hints.day_first)).collect();
        days.dedup();
        return if let [day] = days[..] { Some(day) } else { None };
    };
    let mut beside: Vec<(usize, Date)> = times
        .iter()
        .filter(|time| near(hints, time.place))
        .filter_map(|time| Some((time.place.at.abs_diff(heading.at), time_day(time, hints.day_first)?)))
        .collect();
    beside.sort_by_key(|(distance, _)| *distance);
    beside.first().map(|(_, day)| *day)
}

/// Whether something stands beside the title: below it and above the body, of which a lead may be the first block; or just
/// above it with no menu between. The clock in the head of a site stands above everything.
fn near(hints: &Hints, place: Place) -> bool {
    let Some(heading) = hints.heading else { return false };
    let blocks = hints.outline.blocks.iter();
    if place.at < heading.at {
        let mut between = blocks.filter(|block| (place.at..heading.at).contains(&block.place.at));
        let close =
            heading.at - place.at <= ABOVE_BYTES && heading.source.saturating_sub(place.source) <= ABOVE_SOURCE_BYTES;
        return close && !between.any(|block| block.place.aside);
    }
    let prose = blocks.filter(|block| !block.place.aside && block.place.at >= heading.at && block.bytes > LINE_BYTES);
    let body = prose.map(|block| block.place.at).nth(1).unwrap_or(usize::MAX);
    place.at <= body && place.at - heading.at <= NEAR_BYTES
}

fn time_day(time: &Time, day_first: Option<bool>) -> Option<Date> {
    day_of(&time.datetime, day_first).or_else(|| day_of(&time.words, day_first))
}

/// Whether something stands in the same article as the title. Where the title is in none and there are several, each
/// is a teaser of its own.
fn belongs(hints: &Hints, place: Place, articles: usize) -> bool {
    match (hints.heading.and_then(|heading| heading.article), place.article) {
        (_, None) => true,
        (Some(one), Some(other)) => one == other,
        (None, Some(_)) => articles == 1,
    }
}

/// The day in the path of an address: /2024/05/14/, /2024-05-14-talks, /20240514/.
pub(crate) fn day_of_url(url: &str) -> Option<Date> {
    const YEAR_MIN: i16 = 1990;
    let url = Url::parse(url).ok()?;
    let path = url.path();
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let joined = parts.windows(3).find_map(in_folders);
    let day = joined.or_else(|| parts.iter().find_map(|part| in_name(part)));
    day.filter(|day| day.year() >= YEAR_MIN)
}

/// Year, month and day as folders; the day may begin the name of the page.
fn in_folders(parts: &[&str]) -> Option<Date> {
    let [year, month, day] = parts else { return None };
    let digits = day.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(day.len());
    let ends_so = day[digits..].chars().next().is_none_or(|next| matches!(next, '-' | '_' | '.'));
    let numbers = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) && (1..=2).contains(&digits);
    // A month may be a name there: /2024/may/14/.
    let written = if month.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("{year}-{month}-{}", &day[..digits])
    } else {
        format!("{} {month} {year}", &day[..digits])
    };
    (numbers && ends_so && month.len() <= 9).then(|| first_day(&written, None))?.map(|(day, _)| day)
}

/// A full date in a name, with nothing beside it that would make it part of a number.
fn in_name(name: &str) -> Option<Date> {
    let (day, range) = first_day(name, None)?;
    let written = &name[range.clone()];
    let packed = written.len() == 8 && written.bytes().all(|byte| byte.is_ascii_digit());
    let year_first = packed || written.as_bytes().get(4) == Some(&b'-');
    let joined = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let alone = !joined(name[..range.start].chars().next_back()) && !joined(name[range.end..].chars().next());
    (year_first && alone).then_some(day)
}

/// A line beside the title that is a date, a line anywhere in the article that says "published", or a date line.
fn by_words(hints: &Hints) -> Option<Date> {
    let belongs = |block: &&Block| !block.place.aside && belongs(hints, block.place, hints.outline.articles);
    let blocks: Vec<&Block> = hints.outline.blocks.iter().filter(belongs).collect();
    let labelled = || blocks.iter().find_map(|block| by_label(block, hints));
    let beside = || blocks.iter().filter(|block| near(hints, block.place)).find_map(|block| by_line(block, hints));
    let date_line =
        || blocks.iter().filter(|block| block.bytes > LINE_BYTES).take(2).find_map(|block| by_date_line(block, hints));
    labelled().or_else(beside).or_else(date_line)
}

/// The date of a line, with what stands before and after it, where the line does not say that it is the day of a change:
/// what follows a word of change is left out, and a single date before one belongs to it unless it is marked otherwise.
fn date_of<'a>(block: &'a Block, hints: &Hints) -> Option<(Date, &'a str, &'a str)> {
    let changed = hints.cues.modified_at(&block.words);
    let (line, rest) = block.words.split_at(changed.unwrap_or(block.words.len()));
    let (day, range) = first_day(line, hints.day_first)?;
    let (before, after) = (&line[..range.start], &line[range.end..]);
    let other = first_day(rest, hints.day_first).is_some();
    let sure = changed.is_none() || other || hints.cues.is_published(before);
    (sure && block.bytes <= LINE_BYTES && !is_copyright(line)).then_some((day, before, after))
}

/// "Published: 14 May 2024", anywhere in the article.
fn by_label(block: &Block, hints: &Hints) -> Option<Date> {
    const LABEL_BYTES: usize = 60;
    let (day, before, _) = date_of(block, hints)?;
    let says = hints.cues.is_published(before) && before.len() <= LABEL_BYTES;
    (says && block.level.is_none()).then_some(day)
}

/// A line that is a date, with no more beside it than a writer, a place and a time.
fn by_line(block: &Block, hints: &Hints) -> Option<Date> {
    let (_, before, after) = date_of(block, hints)?;
    // A heading with a date speaks of an event, unless it is marked as the day itself.
    let heading = block.level.is_some() && !hints.cues.is_day(&block.classes);
    // "Founded: 14 May 2024" is another day than that of publication, and "14 May 2024: accord signed" is a chronicle.
    let label = before.rsplit_once(':').map(|(label, _)| label).filter(|label| label.ends_with(char::is_alphabetic));
    let other = label.is_some_and(|label| !hints.cues.is_published(label) && !hints.cues.is_day(label));
    let chronicle = after.starts_with(':');
    day_alone(&block.words, hints.day_first).filter(|_| !heading && !other && !chronicle)
}

/// "By A. Writer | Tuesday, 14 May 2024, 10:15 GMT": a date, and beside it few words.
pub(super) fn day_alone(line: &str, day_first: Option<bool>) -> Option<Date> {
    const LETTERS_BESIDE: usize = 50;
    let (day, range) = first_day(line, day_first)?;
    let beside = [&line[..range.start], &line[range.end..]].concat();
    let letters = beside.chars().filter(|letter| letter.is_alphabetic()).count();
    let prose = beside.trim_end().ends_with(['.', '?', '!', ';']) && letters > 20;
    (letters <= LETTERS_BESIDE && !prose).then_some(day)
}

fn is_copyright(line: &str) -> bool {
    line.contains('©') || line.to_lowercase().contains("copyright") || line.contains("(c)")
}

/// "GENEVA, May 14, 2024 (Wire) —": the date stands before the dash that begins the report.
fn by_date_line(block: &Block, hints: &Hints) -> Option<Date> {
    const BYTES: usize = 90;
    const DASHES: [&str; 5] = ["—", "–", " - ", " -- ", "/ "];
    let head = &block.words[..block.words.floor_char_boundary(BYTES)];
    let (day, range) = first_day(head, hints.day_first)?;
    let dash = DASHES.iter().filter_map(|dash| head[range.end..].find(dash)).min()?;
    let between = &head[range.end..range.end + dash];
    let place = head.chars().next().is_some_and(char::is_uppercase) && range.start <= 50;
    (place && between.len() <= 30 && !between.contains(". ")).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &str, wanted: Option<&str>) {
        let prose = "The foreign ministers of both countries met in Geneva on Tuesday for the first time since the truce, and \
            the mediators said that a second round would follow within weeks.";
        let html =
            format!("<nav>Menu of the site</nav>{head}<p>{prose}</p><p>{prose}</p><p>12 March 2015</p><p>{prose}</p>");
        let cues = Cues::new();
        let outline = Outline::of(&html, &cues);
        let heading = outline.blocks.iter().find(|block| block.level == Some(1)).map(|block| block.place);
        let hints = Hints { outline: &outline, json_ld: None, url: None, heading, day_first: None, cues: &cues };
        assert_eq!(published(&hints).map(|(day, _)| day.to_string()).as_deref(), wanted, "{head}");
    }

    #[test]
    fn days_beside_the_title() {
        let day = Some("2024-05-14");
        check("<h1>Talks</h1><p>14 May 2024</p>", day);
        check("<p>14 May 2024</p><h1>Talks</h1>", day);
        check("<h1>Talks</h1><p>By A. B. | 14 May 2024, 10:15 | Foreign desk</p>", day);
        check("<h1>Talks</h1><p>Posted 14 May 2024, updated 15 May 2024</p>", day);
        check("<h1>Talks</h1><p>14 May 2024 (updated 15 May 2024)</p>", day);
        check("<h1>Talks</h1><p>Date: 14 May 2024</p>", day);
        check("<h1>Talks</h1><p>10:15, 14 May 2024</p>", day);
        check(
            "<h1>Talks</h1><span>Updated <time datetime=2024-05-16></time></span> <time datetime=2024-05-14></time>",
            day,
        );
    }

    #[test]
    fn days_of_other_things() {
        check("<h1>Talks</h1>", None);
        check("<p>14 May 2024</p><nav>Menu</nav><h1>Talks</h1>", None);
        let hidden = format!("<p>14 May 2024</p><div hidden>{}</div><h1>Talks</h1>", "<p>Menu</p>".repeat(400));
        check(&hidden, None);
        check("<h1>Talks</h1><p>Updated 14 May 2024</p>", None);
        check("<h1>Talks</h1><p>14 May 2024 -- Updated 1207 GMT</p>", None);
        check("<h1>Talks</h1><p>Founded: 14 May 2024</p>", None);
        check("<h1>Talks</h1><p>Server time: Tuesday, 14-May-2024 10:15</p>", None);
        check("<h1>Talks</h1><p>14 May 2024: accord signed</p>", None);
        check("<h1>Talks</h1><p>The accord was signed on 14 May 2024 in Geneva.</p>", None);
        check("<h1>Talks</h1><h2>The accord of 14 May 2024</h2>", None);
        check("<h1>Talks</h1><p>© 14 May 2024</p>", None);
        check("<h1>Talks</h1><aside><p>14 May 2024</p></aside>", None);
    }

    #[test]
    fn days_in_addresses() {
        let check = |url: &str, wanted: Option<&str>| {
            assert_eq!(day_of_url(url).map(|day| day.to_string()).as_deref(), wanted, "{url}");
        };
        for url in [
            "https://e.org/2024/05/14/talks-open",
            "https://e.org/world/2024/5/14-talks.html",
            "https://e.org/world/2024/may/14/talks",
            "https://e.org/news/2024-05-14-talks",
            "https://e.org/news/talks-2024-05-14.html",
            "https://e.org/a/20240514/talks",
            "https://e.org/a/talks_20240514.shtml",
        ] {
            check(url, Some("2024-05-14"));
        }
        for url in [
            "https://e.org/2024/05/talks",
            "https://e.org/a/1202405141",
            "https://e.org/a/x20240514",
            "https://e.org/2024/99/14/",
            "https://e.org/14-05-2024/",
            "https://e.org/2024/05/14th-army",
            "https://e.org/?d=2024-05-14",
            "not an address",
        ] {
            check(url, None);
        }
    }
}
