//! Archives of the web (WARC, ISO 28500): pages that a server gave with status 200.

use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;
use std::path::Path;

use super::bounded::Gunzip;
use super::{at, unreadable};
use crate::intake::{Flow, Intake};
use crate::kind::Kind;
use crate::limits::{PAGE_BYTES_MAX, WARC_HEADER_BYTES_MAX};
use crate::{Error, ErrorKind, Options, Position, Skip, days, document};

/// Reads record after record. What stands between records is passed over and reported.
pub(super) fn read(bytes: &mut dyn BufRead, path: &Path, intake: &mut Intake) -> Flow {
    let mut records = Records { bytes, offset: 0 };
    loop {
        let start = records.offset;
        match records.next() {
            Ok(Next::End) => return ControlFlow::Continue(()),
            Ok(Next::Record(record)) => one(&record, path, intake)?,
            Ok(Next::Broken(why)) => {
                let origin = at(path, Position::Offset(start));
                let error = Error::new(ErrorKind::Form, origin.to_string(), why);
                intake.fail(origin, error)?;
            }
            Err(error) => {
                let origin = at(path, Position::Offset(start));
                let error = Error::new(unreadable(path, &error).kind(), origin.to_string(), error);
                return intake.fail(origin, error);
            }
        }
    }
}

struct Record {
    offset: u64,
    headers: Headers,
    body: Vec<u8>,
    /// The body is longer than is read.
    cut: bool,
}

enum Next {
    Record(Box<Record>),
    Broken(&'static str),
    End,
}

/// Headers as they are written, of a record or of an answer.
#[derive(Default)]
struct Headers(Vec<(String, String)>);

impl Headers {
    fn of(lines: &str) -> Headers {
        let pairs = lines.lines().filter_map(|line| line.split_once(':'));
        Headers(pairs.map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned())).collect())
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

struct Records<'a> {
    bytes: &'a mut dyn BufRead,
    offset: u64,
}

impl Records<'_> {
    fn next(&mut self) -> io::Result<Next> {
        let mut strays = 0_u64;
        let start = loop {
            let start = self.offset;
            let mut line = Vec::new();
            if self.line(&mut line)? == 0 {
                return Ok(if strays > 0 { Next::Broken("bytes that are no record") } else { Next::End });
            }
            if line.starts_with(b"WARC/") {
                break start;
            }
            strays += u64::from(!line.trim_ascii().is_empty());
        };
        let record = self.record(start)?;
        match record {
            Some(record) if strays == 0 => Ok(Next::Record(Box::new(record))),
            Some(_) => Ok(Next::Broken("bytes that are no record, and the record after them")),
            None => Ok(Next::Broken("a record without headers or length")),
        }
    }

    fn record(&mut self, offset: u64) -> io::Result<Option<Record>> {
        let mut lines = Vec::new();
        loop {
            let from = lines.len();
            let read = self.line(&mut lines)?;
            if lines.len() > WARC_HEADER_BYTES_MAX {
                return Ok(None);
            }
            if read == 0 || lines[from..].trim_ascii().is_empty() {
                break;
            }
        }
        let headers = Headers::of(&String::from_utf8_lossy(&lines));
        let Some(length) = headers.get("content-length").and_then(|length| length.parse::<u64>().ok()) else {
            return Ok(None);
        };
        let most = PAGE_BYTES_MAX as u64 + WARC_HEADER_BYTES_MAX as u64;
        // Requests and the like are not kept in memory.
        let kept = if headers.get("warc-type") == Some("response") { length.min(most) } else { 0 };
        let mut body = Vec::new();
        let read = self.bytes.take(kept).read_to_end(&mut body)? as u64;
        let passed = io::copy(&mut self.bytes.take(length - kept), &mut io::sink())?;
        self.offset += read + passed;
        if read + passed < length {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file ends inside a record"));
        }
        Ok(Some(Record { offset, headers, body, cut: kept < length }))
    }

    fn line(&mut self, line: &mut Vec<u8>) -> io::Result<usize> {
        let read = self.bytes.take(WARC_HEADER_BYTES_MAX as u64).read_until(b'\n', line)?;
        self.offset += read as u64;
        Ok(read)
    }
}

fn one(record: &Record, path: &Path, intake: &mut Intake) -> Flow {
    let origin = at(path, Position::Offset(record.offset));
    if record.headers.get("warc-type") != Some("response") {
        return intake.skip(origin, Skip::NotAReport);
    }
    let (status, headers, body) = match answer(&record.body) {
        Some(answer) => answer,
        None => return intake.skip(origin, Skip::NotAReport),
    };
    let kind = headers.get("content-type").unwrap_or_default().to_ascii_lowercase();
    if !["text/html", "application/xhtml"].iter().any(|page| kind.starts_with(page)) {
        return intake.skip(origin, Skip::NotAReport);
    }
    if status != 200 {
        return intake.skip(origin, Skip::NotOk);
    }
    if record.cut {
        return intake.skip(origin, Skip::TooLarge);
    }
    let url = record.headers.get("warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
    let charset = kind.split_once("charset=").map(|(_, charset)| charset.trim_matches(['"', ' ', ';']).to_owned());
    let options = Options { url, charset, ..intake.tools.options.clone() };
    match document::draft(&unwrapped(body, &headers), Kind::Html, &options, &intake.tools.cues) {
        Ok(mut draft) => {
            // The day of the crawl is no day of publication: it is told, not used.
            if let Some(day) = record.headers.get("warc-date").and_then(|date| days::day_of(date, None)) {
                draft.note("crawled", format!("crawled on {day}"));
            }
            intake.report(draft, origin)
        }
        Err(why) => intake.skip(origin, why),
    }
}

/// Status, headers and body of a server's answer.
fn answer(bytes: &[u8]) -> Option<(u16, Headers, &[u8])> {
    let head_end = bytes.windows(4).position(|four| four == b"\r\n\r\n").map(|at| (at, 4));
    let (at, gap) = head_end.or_else(|| bytes.windows(2).position(|two| two == b"\n\n").map(|at| (at, 2)))?;
    let head = String::from_utf8_lossy(&bytes[..at]);
    let (first, rest) = head.split_once('\n').unwrap_or((&head, ""));
    let mut words = first.split_whitespace();
    words.next().filter(|version| version.starts_with("HTTP/"))?;
    let status = words.next()?.parse().ok()?;
    Some((status, Headers::of(rest), &bytes[at + gap..]))
}

/// The body without the codings of its transport. Most archives have undone them and kept the headers, so that only a body
/// that looks coded is taken for one.
fn unwrapped(body: &[u8], headers: &Headers) -> Vec<u8> {
    let chunked = headers.get("transfer-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked"));
    let body = if chunked { unchunked(body).unwrap_or_else(|| body.to_vec()) } else { body.to_vec() };
    if !body.starts_with(b"\x1f\x8b") {
        return body;
    }
    let mut unpacked = Vec::new();
    let read = Gunzip::new(&body[..]).take(PAGE_BYTES_MAX as u64 + 1).read_to_end(&mut unpacked);
    if read.is_ok() { unpacked } else { body }
}

fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = body.iter().take(20).position(|byte| *byte == b'\n')?;
        let size = std::str::from_utf8(&body[..end]).ok()?.trim().split(';').next()?;
        let size = usize::from_str_radix(size, 16).ok()?;
        body = &body[end + 1..];
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(body.get(..size)?);
        body = body.get(size..)?.strip_prefix(b"\r\n").or_else(|| body.get(size..)?.strip_prefix(b"\n"))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_unwrapped() {
        let headers = Headers::of("Transfer-Encoding: chunked\r\n");
        assert_eq!(unwrapped(b"5\r\nTalks\r\n6;x=1\r\n open.\r\n0\r\n\r\n", &headers), b"Talks open.");
        assert_eq!(unwrapped(b"<p>Not chunked after all.", &headers), b"<p>Not chunked after all.");
        assert_eq!(unwrapped(b"\x1f\x8bno gzip", &Headers::default()), b"\x1f\x8bno gzip");
    }

    #[test]
    fn answers() {
        let (status, headers, body) =
            answer(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>").expect("an answer");
        assert_eq!((status, headers.get("content-type"), body), (200, Some("text/html"), &b"<p>"[..]));
        for broken in [&b""[..], b"HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"HTTP/1.1 200 OK"] {
            assert!(answer(broken).is_none());
        }
    }
}
