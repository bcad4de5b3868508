//! Saved pages in many layouts: title, day and words of each must be found, and a day is never made up.
//!
//! `VERBALE_SHOW=1` prints what is wrong with each page.

use std::fs;
use std::path::Path;

use verbale_ingest::{Found, Options, report};

/// Of a hundred, how many pages must be right in each respect.
const RIGHT_MIN: usize = 95;

struct Expected {
    file: String,
    title: String,
    date: String,
    first: String,
    last: String,
    absent: Vec<String>,
}

fn expected(line: &str) -> Expected {
    let cells: Vec<&str> = line.split('\t').collect();
    let [file, title, date, first, last, absent] = cells[..] else { panic!("expected.tsv: {line}") };
    let absent = if absent == "-" { Vec::new() } else { absent.split(" | ").map(str::to_owned).collect() };
    let own = |cell: &str| cell.to_owned();
    Expected { file: own(file), title: own(title), date: own(date), first: own(first), last: own(last), absent }
}

fn text_is_right(found: &Found, expected: &Expected) -> bool {
    let text = &found.report.text;
    text.starts_with(&expected.first)
        && text.trim_end().ends_with(&expected.last)
        && !expected.absent.iter().any(|words| text.contains(words.as_str()))
}

#[test]
fn saved_pages_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let table = fs::read_to_string(folder.join("expected.tsv")).expect("expected.tsv");
    let pages: Vec<Expected> = table.lines().filter(|line| !line.starts_with('#')).skip(1).map(expected).collect();
    assert!(pages.len() >= 60, "{} pages", pages.len());
    let (mut titles, mut dates, mut texts, mut invented) = (0, 0, 0, Vec::new());
    let mut wrong = String::new();
    for page in &pages {
        let bytes = fs::read(folder.join(&page.file)).expect("a page");
        let found = report(&bytes, &page.file, &Options::default()).expect("a report");
        let title = found.report.title.as_deref().unwrap_or("-");
        let date = found.report.published.map_or("-".to_owned(), |day| day.to_string());
        titles += usize::from(title == page.title);
        dates += usize::from(date == page.date);
        let right = text_is_right(&found, page);
        texts += usize::from(right);
        if date != "-" && date != page.date {
            invented.push(format!("{}: {date}", page.file));
        }
        if title != page.title || date != page.date || !right {
            let text = if right { "right" } else { found.report.text.as_str() };
            wrong += &format!("{}\n  title {title}\n  date {date}, wanted {}\n  text {text}\n", page.file, page.date);
        }
    }
    if std::env::var_os("VERBALE_SHOW").is_some() {
        println!("{wrong}titles {titles}, dates {dates}, texts {texts} of {}", pages.len());
    }
    assert!(invented.is_empty(), "made up: {invented:?}");
    for (what, right) in [("titles", titles), ("dates", dates), ("texts", texts)] {
        assert!(right * 100 >= RIGHT_MIN * pages.len(), "{what}: {right} of {}\n{wrong}", pages.len());
    }
}
