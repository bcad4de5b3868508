//! Feeds (RSS, Atom, JSON Feed): an entry is a report.

use std::io::{BufRead, Read};
use std::ops::ControlFlow;
use std::path::Path;

use chrono::{DateTime, Utc};
use feed_rs::model::{Entry, Feed};
use feed_rs::parser::Builder;
use verbale_record::{Date, Report};

use super::{at, unreadable, whole};
use crate::html;
use crate::intake::{Draft, Flow, Intake};
use crate::limits::FEED_BYTES_MAX;
use crate::{DateFrom, Error, ErrorKind, Position, Skip, canonical_url, content_key, days};

/// Reads a feed's entries in their order.
pub(super) fn read(bytes: &mut dyn BufRead, path: &Path, intake: &mut Intake) -> Flow {
    let mut all = Vec::new();
    match bytes.take(FEED_BYTES_MAX + 1).read_to_end(&mut all) {
        Err(error) => return intake.fail(whole(path), unreadable(path, &error)),
        Ok(read) if read as u64 > FEED_BYTES_MAX => return intake.skip(whole(path), Skip::TooLarge),
        Ok(_) => {}
    }
    match entries(&all, None, intake.tools.options.day_first) {
        Err(why) => intake.fail(whole(path), Error::new(ErrorKind::Form, path.display().to_string(), why)),
        Ok(drafts) => {
            for (number, draft) in (1..).zip(drafts) {
                intake.report(draft, at(path, Position::Entry(number)))?;
            }
            ControlFlow::Continue(())
        }
    }
}

/// The drafts of a feed's entries; `address` is where the feed came from, for links that are not whole.
pub(crate) fn entries(bytes: &[u8], address: Option<&str>, day_first: Option<bool>) -> Result<Vec<Draft>, String> {
    // A day is as it is written: moved to UTC, the evening of one day would be the next.
    let as_written = move |text: &str| midnight(days::day_of(text, day_first)?);
    let parser = Builder::new().base_uri(address).timestamp_parser(as_written).build();
    let feed = parser.parse(bytes).map_err(|error| error.to_string())?;
    Ok(feed.entries.iter().map(|entry| draft(entry, &feed)).collect())
}

fn midnight(day: Date) -> Option<DateTime<Utc>> {
    let moment = jiff::tz::Offset::UTC.to_timestamp(day.to_datetime(jiff::civil::Time::midnight())).ok()?;
    DateTime::from_timestamp(moment.as_second(), 0)
}

fn day(moment: DateTime<Utc>) -> Option<Date> {
    let moment = jiff::Timestamp::from_second(moment.timestamp()).ok()?;
    Some(jiff::tz::Offset::UTC.to_datetime(moment).date())
}

fn draft(entry: &Entry, feed: &Feed) -> Draft {
    let body =
        entry.content.as_ref().and_then(|content| content.body.as_deref()).map(shown).filter(|text| !text.is_empty());
    let summary = || entry.summary.as_ref().map(|summary| shown(&summary.content)).unwrap_or_default();
    let title = entry.title.as_ref().map(|title| shown(&title.content)).filter(|title| !title.is_empty());
    let links = entry.links.iter();
    let alternate = links.clone().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    let url = alternate
        .or_else(|| links.clone().next())
        .map(|link| link.href.clone())
        .filter(|url| canonical_url(url).is_some());
    let published = entry.published.and_then(day);
    let by_url = || url.as_deref().and_then(html::day_of_url);
    let (published, date_from) = published.map(|day| (day, DateFrom::Feed)).or_else(by_url).unzip();
    let only_summary = body.is_none();
    let report = Report {
        id: id(entry, url.as_deref(), title.as_deref()),
        published,
        title,
        publisher: feed.title.as_ref().map(|title| shown(&title.content)).filter(|title| !title.is_empty()),
        url,
        license: entry.rights.as_ref().map(|rights| rights.content.clone()),
        text: body.unwrap_or_else(summary),
    };
    let byline = entry.authors.first().and_then(|person| person.name.clone()).filter(|name| !name.is_empty());
    let language = entry.language.clone().or_else(|| feed.language.clone());
    let mut draft = Draft { report, date_from, byline, language, notes: Vec::new() };
    if only_summary {
        draft.note("summary-only", "the feed gives a summary, not the report");
    }
    draft
}

/// The address, since a feed's own ids may be made anew each time; without one, the words.
fn id(entry: &Entry, url: Option<&str>, title: Option<&str>) -> String {
    let by_words = || {
        content_key(&format!(
            "{} {}",
            title.unwrap_or_default(),
            entry.summary.as_ref().map_or("", |text| &text.content)
        ))
    };
    url.and_then(canonical_url).unwrap_or_else(by_words)
}

/// The words of a text that may be a part of a page.
fn shown(text: &str) -> String {
    html::plain::text(text)
}
