//! Inputs of every kind: what is found in them, what is skipped and what fails, and that one bad input costs one item.

mod common;

use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;

use common::{Folder, gzip, lines, walk, zip};
use verbale_ingest::{ErrorKind, Field, Item, Language, Options, Skip, report, sources, stream};

const FIRST: &str = "The foreign ministers met in Geneva on Tuesday to discuss a truce and the exchange of prisoners.";
const SECOND: &str = "Rebels handed over four prisoners near the border on Friday, the army said in a statement.";

fn page(title: &str, date: &str, text: &str) -> String {
    format!(
        "<!doctype html><html lang='en'><head><title>{title}</title><meta name='date' content='{date}'></head>\
         <body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    )
}

fn check(name: &str, bytes: &[u8], wanted: &[&str]) {
    assert_eq!(lines(bytes, name, &Options::default()), wanted, "{name}");
}

#[test]
fn a_folder_is_walked_in_order() {
    let folder = Folder::new("walk");
    folder.write("b.txt", SECOND.as_bytes());
    folder.write("a/c.html", page("Talks open", "2024-05-14", FIRST).as_bytes());
    folder.write("a/.hidden.txt", b"Not read.");
    folder.write("a/d.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    folder.write("a/empty.txt", b" \n");
    folder.write("a/x.py", b"print('no report')");
    folder.write("z.txt", SECOND.as_bytes());
    let (found, tally) = walk(folder.path(), &Options::default());
    let wanted = [
        "found a/c.html 2024-05-14 Talks open | The foreign ministers met",
        "skipped a/d.png binary",
        "skipped a/empty.txt empty",
        "skipped a/x.py not-a-report",
        "found b.txt - - | Rebels handed over four",
        "skipped z.txt duplicate-record",
    ];
    assert_eq!(found, wanted);
    assert_eq!((tally.found, tally.failed, tally.skipped_for(Skip::Binary)), (2, 0, 1));
}

#[test]
fn what_is_not_there_is_one_failure() {
    let (found, tally) = walk(Path::new("/no/such/folder"), &Options::default());
    assert_eq!((found.len(), tally.failed), (1, 1));
    assert!(found[0].starts_with("failed") && found[0].contains("cannot be read"), "{}", found[0]);
}

#[test]
fn a_caller_can_stop() {
    let rows = format!("text\n{}", "A row of words.\nAnother row of words.\n".repeat(100));
    let mut seen = 0;
    let tally = stream(rows.as_bytes(), "a.csv", &Options::default(), &mut |item| {
        seen += usize::from(matches!(item, Item::Found(_)));
        if seen == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert!(tally.stopped && tally.found == 2);
}

#[test]
fn tables() {
    let rows = format!(
        "id;headline;body;date\n1;Talks;\"{FIRST}\n\nThey spoke of \"\"peace\"\"; then left.\";14.05.2024\n2;x;too;many;cells\n3;Prisoners;{SECOND};soon\n"
    );
    check(
        "t.csv",
        rows.as_bytes(),
        &[
            "guessed text=body published=date title=headline id=id",
            "found t.csv: line 2 2024-05-14 Talks | The foreign ministers met",
            "failed t.csv: line 5: a bad row: 5 cells where the header has 4",
            "found t.csv: line 6 - Prisoners | Rebels handed over four bad-date,no-date",
        ],
    );
    check(
        "t.tsv",
        format!("\u{feff}text\turl\n{FIRST}\thttps://e.org/2024/05/14/talks\n").as_bytes(),
        &["guessed text=text url=url", "found t.tsv: line 2 2024-05-14 - | The foreign ministers met"],
    );
    let wide: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(format!("text\tdate\r\n{FIRST}\t2024-05-14\r\n").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    check(
        "wide.tsv",
        &wide,
        &["guessed text=text published=date", "found wide.tsv: line 2 2024-05-14 - | The foreign ministers met"],
    );
    check(
        "no.csv",
        b"a,b\n1,2\n",
        &["failed no.csv: no column for the text: say which with map text=\u{2026}; the columns are: a, b"],
    );
    check(
        "open.csv",
        format!("text\n\"never closed\n{FIRST}\n").as_bytes(),
        &[
            "guessed text=text",
            "failed open.csv: line 2: a bad row: a quotation mark that is not closed",
            "found open.csv: line 3 - - | The foreign ministers met no-date",
        ],
    );
    check("none.csv", b"", &["skipped none.csv empty"]);
}

#[test]
fn of_several_lists_the_one_that_holds_reports_is_read() {
    let one = format!("{{\"text\":\"{FIRST}\",\"published\":\"2024-05-14\"}}");
    let guess = "guessed text=text published=published";
    let people = r#""people":[{"name":"A"},{"name":"B"}]"#;
    check(
        "a.json",
        format!("{{{people},\"articles\":[{one}]}}").as_bytes(),
        &[guess, "found a.json: row 1 2024-05-14 - | The foreign ministers met"],
    );
    check(
        "b.json",
        format!("{{{people}}}").as_bytes(),
        &["failed b.json: no column for the text: no member holds the text"],
    );
}

#[test]
fn json_of_all_shapes() {
    let one = format!("{{\"text\":\"{FIRST}\",\"published\":\"2024-05-14\",\"source\":{{\"name\":\"The Paper\"}}}}");
    let two = format!("{{\"text\":\"{SECOND}\",\"published\":1715700000}}");
    let guess = "guessed text=text published=published publisher=source";
    check(
        "a.jsonl",
        format!("{one}\n\n{{broken\n[1]\n{two}\n").as_bytes(),
        &[
            guess,
            "found a.jsonl: line 1 2024-05-14 - | The foreign ministers met",
            "failed a.jsonl: line 3: a bad row: key must be a string at line 1 column 2",
            "failed a.jsonl: line 4: a bad row: not an object",
            "found a.jsonl: line 5 2024-05-14 - | Rebels handed over four",
        ],
    );
    check(
        "b.json",
        format!("[\n{one},\n {{\"no\": 1}},\n{two}\n]").as_bytes(),
        &[
            guess,
            "found b.json: line 2 2024-05-14 - | The foreign ministers met",
            "failed b.json: line 3: no column for the text: no member holds the text",
            "found b.json: line 4 2024-05-14 - | Rebels handed over four",
        ],
    );
    check(
        "c.json",
        one.replace(',', ",\n").as_bytes(),
        &[guess, "found c.json 2024-05-14 - | The foreign ministers met"],
    );
    check(
        "d.json",
        format!("{{\"status\":\"ok\",\"articles\":[{one},{two}]}}").as_bytes(),
        &[
            guess,
            "found d.json: row 1 2024-05-14 - | The foreign ministers met",
            "found d.json: row 2 2024-05-14 - | Rebels handed over four",
        ],
    );
    check(
        "cut.json",
        format!("[{one},{{\"text\":").as_bytes(),
        &[
            guess,
            "found cut.json: line 1 2024-05-14 - | The foreign ministers met",
            "failed cut.json: line 1: not of its format: the array does not end",
        ],
    );
    check(
        "first.jsonl",
        format!("{{broken\n{two}\n").as_bytes(),
        &[
            "failed first.jsonl: line 1: a bad row: key must be a string at line 1 column 2",
            "guessed text=text published=published",
            "found first.jsonl: line 2 2024-05-14 - | Rebels handed over four",
        ],
    );
}

#[test]
fn named_columns_count_more_than_guesses() {
    let row = format!("{{\"text\":\"Not this.\",\"doc\":{{\"body\":\"{FIRST}\"}},\"when\":\"03/04/2024\"}}\n");
    let options = Options::default().with_map("text=doc.body,published=when").expect("a map");
    assert_eq!(
        lines(row.as_bytes(), "a.jsonl", &options),
        ["found a.jsonl: line 1 - - | The foreign ministers met ambiguous-date,no-date"]
    );
    let british = Options { day_first: Some(true), ..options };
    assert_eq!(
        lines(row.as_bytes(), "a.jsonl", &british),
        ["found a.jsonl: line 1 2024-04-03 - | The foreign ministers met"]
    );
}

fn record(kind: &str, url: &str, body: &str) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-01-31T00:00:00Z\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    format!("{head}{body}\r\n\r\n").into_bytes()
}

fn answer(status: u16, kind: &str, body: &str) -> String {
    format!("HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\n\r\n{body}")
}

#[test]
fn archives_of_the_web() {
    let undated = page("Talks open", "", FIRST);
    let records = [
        record("warcinfo", "", "software: x"),
        record("request", "https://e.org/a", "GET /a HTTP/1.1\r\n\r\n"),
        record(
            "response",
            "https://e.org/a",
            &answer(200, "text/html; charset=utf-8", &page("Talks open", "2024-05-14", FIRST)),
        ),
        record("response", "https://e.org/b", &answer(404, "text/html", &page("Not found", "2024-05-14", SECOND))),
        record("response", "https://e.org/c.jpg", &answer(200, "image/jpeg", "x")),
        record("response", "https://e.org/2024/05/15/d", &answer(200, "text/html", &page("Prisoners", "", SECOND))),
        record("response", "https://e.org/e", &answer(200, "text/html", &undated)),
    ];
    let members: Vec<u8> = records.iter().flat_map(|record| gzip(record)).collect();
    let found = lines(&members, "cc.warc.gz", &Options::default());
    let kinds: Vec<String> = found
        .iter()
        .map(|line| {
            line.split(": byte").next().unwrap_or_default().to_owned()
                + line.split_once("byte ").map_or("", |(_, rest)| rest.split_once(' ').map_or("", |(_, rest)| rest))
        })
        .collect();
    let wanted = [
        "skipped cc.warcnot-a-report",
        "skipped cc.warcnot-a-report",
        "found cc.warc2024-05-14 Talks open | The foreign ministers met crawled",
        "skipped cc.warcnot-ok",
        "skipped cc.warcnot-a-report",
        "found cc.warc2024-05-15 Prisoners | Rebels handed over four crawled",
        "found cc.warc- Talks open | The foreign ministers met crawled,no-date",
    ];
    assert_eq!(kinds, wanted);
    let cut = &members[..members.len() - 40];
    let broken = lines(cut, "cc.warc.gz", &Options::default());
    assert_eq!(broken[..6], found[..6]);
    assert!(broken[6].starts_with("failed") && broken.len() == 7, "{broken:?}");
    let dirty = [&records[2][..], b"garbage\n", &records[3], &records[5]].concat();
    let dirty = lines(&dirty, "x.warc", &Options::default());
    assert!(dirty[1].starts_with("failed") && dirty[2].starts_with("found") && dirty.len() == 3, "{dirty:?}");
}

#[test]
fn feeds() {
    let rss = format!(
        "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>The Paper</title>\
         <item><title>Talks open</title><link>https://e.org/a?utm_source=rss</link><pubDate>Tue, 14 May 2024 23:30:00 -0500</pubDate>\
         <content:encoded><![CDATA[<p>{FIRST}</p>]]></content:encoded></item>\
         <item><title>Prisoners</title><link>https://e.org/b</link><description>{SECOND}</description></item></channel></rss>"
    );
    check(
        "feed.xml",
        rss.as_bytes(),
        &[
            "found feed.xml: entry 1 2024-05-14 Talks open | The foreign ministers met",
            "found feed.xml: entry 2 - Prisoners | Rebels handed over four summary-only,no-date",
        ],
    );
    let atom = format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Wire</title><entry><title>Talks</title><link href='https://e.org/c'/>\
         <updated>2024-06-01T00:00:00Z</updated><content type='html'>&lt;p>{FIRST}&lt;/p></content></entry></feed>"
    );
    check("a.atom", atom.as_bytes(), &["found a.atom: entry 1 - Talks | The foreign ministers met no-date"]);
    let json = format!(
        "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"J\",\"items\":[{{\"id\":\"1\",\"url\":\"https://e.org/d\",\
         \"title\":\"Talks\",\"content_text\":\"{FIRST}\",\"date_published\":\"2024-05-14T10:00:00Z\"}}]}}"
    );
    check("j.json", json.as_bytes(), &["found j.json: entry 1 2024-05-14 Talks | The foreign ministers met"]);
    let broken = lines(b"<?xml version='1.0'?><rss><channel><item>", "f.xml", &Options::default());
    assert!(broken.len() <= 1 && broken.iter().all(|line| !line.starts_with("found")), "{broken:?}");
}

#[test]
fn archives_in_archives() {
    let inner = zip(&[("c.txt", SECOND.as_bytes())]);
    let csv = gzip(format!("text\n{FIRST}\n").as_bytes());
    let outer = zip(&[("b/inner.zip", &inner), ("a/t.csv.gz", &csv), ("__MACOSX/x.txt", b"no"), ("d/", b"")]);
    let wanted = [
        "guessed text=text",
        "found o.zip!a/t.csv: line 2 - - | The foreign ministers met no-date",
        "found o.zip!b/inner.zip!c.txt - - | Rebels handed over four no-date",
    ];
    check("o.zip", &outer, &wanted);
    let deep = (0..6).fold(zip(&[("t.txt", FIRST.as_bytes())]), |zipped, _| zip(&[("z.zip", &zipped)]));
    assert!(lines(&deep, "deep.zip", &Options::default())[0].ends_with("too-large"));
    check(
        "cut.zip",
        &outer[..outer.len() / 2],
        &["failed cut.zip: not of its format: invalid Zip archive: Could not find EOCD"],
    );
}

#[test]
fn bombs_cost_one_item() {
    let bomb = gzip(&vec![b' '; 64 << 20]);
    let items = lines(&bomb, "b.jsonl.gz", &Options::default());
    assert!(
        items.len() <= 10 && items.iter().any(|item| item.contains("over a limit") || item.contains("too-large")),
        "{items:?}"
    );
    let zipped = zip(&[("a.txt", &vec![b'a'; 64 << 20][..]), ("b.txt", FIRST.as_bytes())]);
    let items = lines(&zipped, "z.zip", &Options::default());
    assert_eq!(items.len(), 2, "{items:?}");
    assert!(items[0].contains("too-large") && items[1].starts_with("found"), "{items:?}");
}

#[test]
fn limits_are_told() {
    let long = "Words and more words. ".repeat(13_000);
    check("long.txt", long.as_bytes(), &["skipped long.txt too-large"]);
    let line = format!("{{\"text\":\"{}\"}}\n{{\"text\":\"{FIRST}\"}}\n", "x".repeat(9 << 20));
    check(
        "long.jsonl",
        line.as_bytes(),
        &[
            "failed long.jsonl: line 1: over a limit: a line longer than is read",
            "guessed text=text",
            "found long.jsonl: line 2 - - | The foreign ministers met no-date",
        ],
    );
}

#[test]
fn other_languages_are_told_or_skipped() {
    let french =
        "Les ministres des affaires étrangères se sont réunis mardi à Genève pour parler d'une trêve dans la région.";
    let found = report(french.as_bytes(), "f.txt", &Options::default()).expect("a report");
    assert_eq!(found.language.as_ref().map(Language::code), Some("fr"));
    let only = Options { only: Language::from_tag("en"), ..Options::default() };
    assert_eq!(lines(french.as_bytes(), "f.txt", &only), ["skipped f.txt other-language"]);
}

#[test]
fn one_report_is_one() {
    let found = report(FIRST.as_bytes(), "talks.txt", &Options::default()).expect("a report");
    assert_eq!((found.report.id.as_str(), found.report.text.as_str()), ("talks", FIRST));
    let rows = format!("text\n{FIRST}\n{SECOND}\n");
    for (bytes, name, kind) in [
        (rows.as_bytes(), "t.csv", ErrorKind::NotOne),
        (b"", "e.txt", ErrorKind::NotOne),
        (b"a,b\n1,2", "t.csv", ErrorKind::NoText),
    ] {
        assert_eq!(report(bytes, name, &Options::default()).expect_err(name).kind(), kind);
    }
}

/// Cuts and changes of good inputs: whatever they have become, reading them ends.
#[test]
fn damaged_inputs_are_read_to_their_end() {
    let warc = record("response", "https://e.org/a", &answer(200, "text/html", &page("Talks", "2024-05-14", FIRST)));
    let inputs = [
        ("a.csv", format!("text,date\n\"{FIRST}\",2024-05-14\n").into_bytes()),
        ("a.json", format!("[{{\"text\":\"{FIRST}\"}}]").into_bytes()),
        ("a.warc.gz", gzip(&warc)),
        ("a.warc", warc),
        ("a.zip", zip(&[("a.txt", FIRST.as_bytes())])),
        ("a.xml", b"<rss version='2.0'><channel><item><title>x</title></item></channel></rss>".to_vec()),
        ("a.html", page("Talks", "2024-05-14", FIRST).into_bytes()),
        ("a.parquet", b"PAR1\x15\x04\x15\x10\0\0\0\x08PAR1".to_vec()),
    ];
    let mut state = 7_u32;
    let mut next = |most: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % most
    };
    for (name, bytes) in inputs {
        for _ in 0..40 {
            let mut damaged = bytes.clone();
            damaged.truncate(next(bytes.len()) + 1);
            for _ in 0..next(4) {
                let at = next(damaged.len());
                damaged[at] = next(256) as u8;
            }
            lines(&damaged, name, &Options::default());
        }
    }
}

#[test]
fn guesses_are_told_once_a_table() {
    let folder = Folder::new("guess");
    folder.write("a.jsonl", format!("{{\"text\":\"{FIRST}\"}}\n{{\"text\":\"{SECOND}\"}}\n").as_bytes());
    let mut guesses = Vec::new();
    sources(folder.path(), &Options::default(), &mut |item| {
        if let Item::Guessed { columns, .. } = item {
            guesses.push(columns);
        }
        ControlFlow::Continue(())
    });
    assert_eq!(guesses, [vec![(Field::Text, "text".to_owned())]]);
    let mut file = fs::OpenOptions::new().append(true).open(folder.path().join("a.jsonl")).expect("a file");
    file.write_all(b"{").expect("written");
}
