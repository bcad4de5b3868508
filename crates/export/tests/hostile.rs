//! Words made to break formats, many times over: rows keep their cells, lines their length, and every event is counted.
#![allow(clippy::unwrap_used)] // a test fails by panicking

#[path = "samples/mod.rs"]
mod samples;
#[path = "samples/write.rs"]
mod write;

use std::sync::Arc;

use verbale_export::{Format, columns};
use verbale_record::{Date, Told, Words};
use write::write;

const PIECES: [&str; 24] = [
    "a",
    "word",
    "\t",
    "\n",
    "\r\n",
    "\"",
    "\"\"",
    "'",
    ",",
    ";",
    "\\",
    "=1+1",
    "+",
    "-",
    "@",
    "<b>",
    "&amp;",
    "]]>",
    "\u{0}",
    "\u{b}",
    "\u{2028}",
    "الشمال",
    "🕊️",
    "\u{ffff}",
];

/// Numbers that are the same on every machine (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn words(&mut self) -> String {
        (0..self.roll(12)).map(|_| PIECES[self.roll(PIECES.len())]).collect()
    }

    fn event(&mut self, number: u32) -> Told {
        let mut event = samples::events().swap_remove(self.roll(5));
        let mut source = (*event.source).clone();
        source.id = format!("{number}{}", self.words());
        source.title = Some(self.words());
        source.publisher = Some(self.words());
        source.url = Some(self.words());
        event.source = Arc::new(source);
        event.id = i64::from(number);
        event.occurrence = None;
        for party in event.actors.iter_mut().chain(&mut event.recipients).chain(&mut event.hosts) {
            party.name = self.words();
            party.words = self.words();
            party.office = Some(self.words());
        }
        if let Some(spot) = &mut event.place {
            spot.words = self.words();
            spot.name = Some(self.words());
        }
        let span = event.trigger.span;
        event.sentence_words = Words { text: self.words(), span };
        event.content = Some(Words { text: self.words(), span });
        event
    }
}

fn events() -> Vec<Told> {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    (1..300).map(|number| dice.event(number)).collect()
}

fn text(format: Format) -> String {
    String::from_utf8(write(format, events()).0).unwrap()
}

/// Rows of a comma-separated table by RFC 4180.
fn rows(text: &str, separator: char) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => quoted = !quoted,
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            letter if letter == separator && !quoted => row.push(std::mem::take(&mut cell)),
            letter => cell.push(letter),
        }
    }
    assert!(!quoted && cell.is_empty() && row.is_empty(), "the last row is whole");
    rows
}

#[test]
fn tab_separated_rows_keep_their_cells() {
    for (format, columns) in [(Format::Icews, 20), (Format::Polecat, 40), (Format::Gdelt, 61), (Format::Cameo, 17)] {
        let text = text(format);
        assert!(text.lines().count() > 100, "{}", format.name());
        for line in text.split_terminator('\n') {
            assert_eq!(line.split('\t').count(), columns, "{}: {line:?}", format.name());
            assert!(!line.contains(['"', '\r', '\u{b}', '\u{2028}']), "{}: {line:?}", format.name());
        }
    }
}

#[test]
fn comma_separated_rows_keep_their_cells() {
    for (format, separator, width) in
        [(Format::Csv, ',', columns().len()), (Format::Phoenix, ',', 26), (Format::Dna, ';', 13)]
    {
        let rows = rows(&text(format), separator);
        assert!(rows.len() > 30, "{}", format.name());
        assert!(rows.iter().all(|row| row.len() == width), "{}", format.name());
    }
}

#[test]
fn no_cell_of_a_spreadsheet_is_a_formula() {
    for (format, separator) in [(Format::Csv, ','), (Format::Dna, ';'), (Format::Ktab, ',')] {
        for cell in rows(&text(format), separator).into_iter().flatten() {
            let formula = cell.starts_with(['=', '+', '@', '\t', '\r']);
            let negative = cell.starts_with('-') && cell.parse::<f64>().is_err();
            assert!(!formula && !negative, "{}: {cell:?}", format.name());
        }
    }
}

#[test]
fn csv_gives_back_the_words() {
    let rows = rows(&text(Format::Csv), ',');
    let at = columns().iter().position(|(name, _)| *name == "sentence").unwrap();
    for (row, event) in rows.iter().skip(1).zip(events()) {
        let cell =
            row[at].strip_prefix('\'').filter(|_| !event.sentence_words.text.starts_with('\'')).unwrap_or(&row[at]);
        assert_eq!(cell, event.sentence_words.text);
    }
}

#[test]
fn json_is_json() {
    for format in [Format::Plover, Format::Ftm] {
        for line in text(format).lines() {
            assert!(serde_json::from_str::<serde_json::Value>(line).unwrap().is_object());
        }
    }
    let map: serde_json::Value = serde_json::from_str(&text(Format::Geojson)).unwrap();
    assert!(map["features"].as_array().unwrap().len() > 100);
}

#[test]
fn calendars_have_short_lines_that_begin_with_a_name() {
    let text = text(Format::Ics);
    for line in text.split_terminator("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
        let named =
            line.split([':', ';']).next().is_some_and(|name| name.bytes().all(|byte| byte.is_ascii_uppercase()));
        assert!(line.starts_with(' ') || named, "{line:?}");
    }
    assert_eq!(text.matches("BEGIN:VEVENT").count(), text.matches("END:VEVENT").count());
}

#[test]
fn networks_hold_no_markup_of_others() {
    let text = text(Format::Graphml);
    assert!(!text.contains("<b>") && !text.contains(['\u{0}', '\u{b}', '\u{ffff}']));
    assert_eq!(text.matches("<node ").count(), text.matches("</node>").count());
    assert_eq!(
        text.matches('&').count(),
        text.matches("&amp;").count()
            + text.matches("&quot;").count()
            + text.matches("&lt;").count()
            + text.matches("&gt;").count()
    );
}

#[test]
fn numbers_and_days_at_their_ends_pass() {
    let mut events = samples::events();
    for (event, (id, day)) in events.iter_mut().zip([(i64::MAX, Date::MAX), (i64::MIN, Date::MIN)].into_iter().cycle())
    {
        event.id = id;
        event.confidence = f32::NAN;
        (event.start, event.end) = (Some(day), Some(day));
        for size in &mut event.sizes {
            size.value = f64::INFINITY;
        }
        if let Some(spot) = &mut event.place {
            spot.position = Some((f32::NAN, 181.0));
        }
    }
    for format in Format::ALL {
        let (bytes, summary) = write(format, events.clone());
        assert_eq!(summary.events, 5);
        let text = String::from_utf8_lossy(&bytes);
        assert!(format.is_binary() || !text.contains("181"), "{}", format.name());
    }
}

#[test]
fn every_event_is_written_or_counted() {
    for format in Format::ALL {
        let (_, summary) = write(format, events());
        assert_eq!(summary.written + summary.left_out.values().sum::<usize>(), 299, "{}", format.name());
    }
}
