//! Planned meetings as a calendar (RFC 5545): whole days, tentative, with the sentence that announces them.

use verbale_record::{Date, Party, Precision, Told};

use super::place::on_globe;
use crate::form::{Added, Form, Run};
use crate::tables::Treatment;
use crate::text::joined;
use crate::{Error, Reason};

/// Bytes of a line before it must be folded, without the line end.
const LINE_BYTES_MAX: usize = 75;

pub(super) struct Ics;

impl Form for Ics {
    fn start(&mut self, run: &mut Run<'_>) -> Result<(), Error> {
        for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Verbale//Planned meetings//EN", "CALSCALE:GREGORIAN"]
        {
            write_line(line, run)?;
        }
        Ok(())
    }

    fn add(&mut self, event: &Told, _treatment: Treatment, run: &mut Run<'_>) -> Result<Added, Error> {
        let meeting = run.context.kind(event).is_some_and(|kind| kind.mutual && !kind.quad.material);
        if !meeting {
            return Ok(Err(Reason::NoMeeting));
        }
        let Some(start) = event.start.or(event.end) else { return Ok(Err(Reason::NoDay)) };
        for line in lines(event, start, run.context.generated()) {
            write_line(&line, run)?;
        }
        Ok(Ok(1))
    }

    fn end(&mut self, run: &mut Run<'_>) -> Result<(), Error> {
        write_line("END:VCALENDAR", run)
    }
}

fn lines(event: &Told, start: Date, generated: Date) -> Vec<String> {
    let last = event.end.filter(|end| *end > start).unwrap_or(start);
    // The last day that there is has no day after it.
    let after = last.tomorrow().unwrap_or(last);
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", uid(event)),
        format!("DTSTAMP:{}", generated.strftime("%Y%m%dT000000Z")),
        format!("DTSTART;VALUE=DATE:{}", start.strftime("%Y%m%d")),
        format!("DTEND;VALUE=DATE:{}", after.strftime("%Y%m%d")),
        format!("SUMMARY:{}", escaped(&summary(event))),
        format!("DESCRIPTION:{}", escaped(&description(event))),
    ];
    lines.extend(place(event));
    lines.extend(event.source.url.as_ref().filter(|url| is_url(url)).map(|url| format!("URL:{url}")));
    for line in ["STATUS:TENTATIVE", "TRANSP:TRANSPARENT", "END:VEVENT"] {
        lines.push(line.to_owned());
    }
    lines
}

/// The happening where it is known, else the telling: a later export names the same meeting the same.
fn uid(event: &Told) -> String {
    match event.occurrence {
        Some(occurrence) => format!("occurrence-{occurrence}@verbale"),
        None => format!("event-{}@verbale", event.id),
    }
}

fn summary(event: &Told) -> String {
    let names = |parties: &[Party]| joined(parties.iter().map(|party| &party.name), ", ");
    let sides = [names(&event.actors), names(&event.recipients)];
    let sides: Vec<&str> = sides.iter().map(String::as_str).filter(|side| !side.is_empty()).collect();
    match sides.is_empty() {
        true => "Planned meeting".to_owned(),
        false => format!("Planned meeting: {}", sides.join(" – ")),
    }
}

fn description(event: &Told) -> String {
    let source = &event.source;
    let published = source.published.map(|day| day.to_string());
    let cited = [source.title.clone(), source.publisher.clone(), published, Some(source.id.clone())];
    format!("{}\n[{}]", event.sentence_words.text, joined(cited.into_iter().flatten(), ", "))
}

fn place(event: &Told) -> Vec<String> {
    let Some(spot) = &event.place else { return Vec::new() };
    let mut lines = vec![format!("LOCATION:{}", escaped(spot.name.as_ref().unwrap_or(&spot.words)))];
    // A country's middle is nowhere to go to.
    let exact = matches!(spot.precision, Some(Precision::Exact | Precision::Town));
    lines.extend(on_globe(spot).filter(|_| exact).map(|(north, east)| format!("GEO:{north};{east}")));
    lines
}

/// A URL is not escaped, so it must not hold what would end its line.
fn is_url(words: &str) -> bool {
    !words.is_empty() && words.chars().all(|letter| !letter.is_control() && !letter.is_whitespace())
}

fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// Writes a line, folded so that no part is longer than the limit and no character is cut.
fn write_line(line: &str, run: &mut Run<'_>) -> Result<(), Error> {
    Ok(run.out.write_all(folded(line).as_bytes())?)
}

fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut bytes = 0;
    for letter in line.chars() {
        if bytes + letter.len_utf8() > LINE_BYTES_MAX {
            out.push_str("\r\n ");
            bytes = 1;
        }
        out.push(letter);
        bytes += letter.len_utf8();
    }
    out + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_lines_are_short_and_unfold_to_what_they_were() {
        for line in ["short".to_owned(), "a".repeat(75), "b".repeat(76), "مؤتمر 🕊️ ".repeat(40)] {
            let folded = folded(&line);
            assert!(folded.split("\r\n").all(|part| part.len() <= LINE_BYTES_MAX), "{folded}");
            assert_eq!(folded.replace("\r\n ", ""), format!("{line}\r\n"));
        }
    }

    #[test]
    fn text_is_escaped() {
        assert_eq!(escaped("a, b; c\\d\ne\rf"), "a\\, b\\; c\\\\d\\ne f");
    }

    #[test]
    fn a_url_cannot_begin_a_new_line() {
        assert!(is_url("https://example.org/a?b=c"));
        assert!(!is_url("https://example.org/\r\nATTENDEE:x"));
    }
}
