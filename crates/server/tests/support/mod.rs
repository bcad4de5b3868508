//! A small archive, a server in front of it, and a client that sends what no browser would.
#![allow(dead_code)] // each test file uses its part

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use verbale::archive::{Archive, Incoming, Put, Rules};
use verbale::{Reader, Report, from_json};
use verbale_server::{Serving, serve};

/// Talks of two ministers in a town; a letter beyond one byte stands before everything that is pointed at.
pub const TALKS: &str = "Wien é: Ana Lindt met Omar Haddad in Amman on Tuesday.";
/// What a page must never take for its own.
pub const HOSTILE: &str = "<script>alert(1)</script> Ana Lindt met Omar Haddad in Amman on Tuesday.";
/// Of another language: kept, not read.
pub const UNREAD: &str = "Die beiden Minister trafen sich am Dienstag in Genf.";

fn record(id: &str, published: &str, text: &str) -> Value {
    let words = |words: &str| {
        let at = text.find(words).unwrap_or_else(|| panic!("{text}: no {words}"));
        let start = text[..at].chars().count();
        json!({ "start": start, "end": start + words.chars().count(), "text": words })
    };
    let person = |id: &str, name: &str, country: &str| json!({ "id": id, "kind": "person", "name": name, "country": country, "sectors": ["GOV"], "mentions": [words(name)] });
    json!({
        "schema": "verbale.record/1",
        "report": { "id": id, "published": published, "title": "Talks <b>open</b>", "publisher": "Wire" },
        "text": text,
        "sentences": [{ "start": 0, "end": text.chars().count() }],
        "contexts": ["diplomatic"],
        "entities": [
            person("T1", "Ana Lindt", "AUT"),
            person("T2", "Omar Haddad", "JOR"),
            { "id": "T3", "kind": "place", "name": "Amman", "country": "JOR", "mentions": [words("Amman")],
              "location": { "latitude": 31.95, "longitude": 35.93, "precision": "town", "name": "Amman", "source": "test:1" } },
        ],
        "events": [{
            "id": "E1", "type": "CONSULT", "modes": ["visit"], "aux": [], "triggers": [words("met")],
            "actors": ["T1", "T2"], "place": "T3",
            "date": { "span": words("Tuesday"), "start": "2025-02-18", "end": "2025-02-18" },
        }],
        "versions": { "program": "test", "model": "one", "knowledge": "one" },
    })
}

/// Report 1 and 2 tell of talks, report 3 was kept unread.
pub fn archive() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("test.db");
    let mut archive = Archive::open(&path).expect("an archive");
    let batch = archive.batch().expect("a batch");
    for (key, published, text) in [("talks", "2025-02-18", TALKS), ("hostile", "2025-02-19", HOSTILE)] {
        let record = from_json(&record(key, published, text).to_string()).expect("a record");
        let report = record.report.clone();
        let incoming = Incoming {
            content_key: key.to_owned(),
            report,
            added: "2025-02-20T00:00:00Z".to_owned(),
            ..Incoming::default()
        };
        let Put::New(number) = batch.put(&incoming).expect("put") else { panic!("not new") };
        batch.read(number, &record).expect("read");
    }
    let report = Report { id: "unread".to_owned(), text: UNREAD.to_owned(), ..Report::default() };
    let unread = Incoming {
        content_key: "unread".to_owned(),
        report,
        language: Some("de".to_owned()),
        added: "2025-02-20T00:00:00Z".to_owned(),
        ..Incoming::default()
    };
    batch.put(&unread).expect("put");
    batch.merge(&Rules::bundled().expect("rules")).expect("merged");
    batch.commit().expect("commit");
    (folder, path)
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }
}

/// Sends a request as it is, and reads until the other side has said all.
pub fn send(address: &str, request: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(120))).expect("a limit");
    // A server that refuses early may close before all is sent.
    let _ = stream.write_all(request);
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    parse(&bytes)
}

fn parse(bytes: &[u8]) -> Answer {
    let end = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap_or_else(|| panic!("no answer: {:?}", String::from_utf8_lossy(bytes)));
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let status =
        lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok()).expect("a status");
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect();
    let mut answer = Answer { status, headers, body: bytes[end + 4..].to_vec() };
    if answer.header("transfer-encoding").is_some_and(|coding| coding.contains("chunked")) {
        answer.body = unchunked(&answer.body);
    }
    answer
}

fn unchunked(mut bytes: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = bytes.windows(2).position(|two| two == b"\r\n") {
        let size = usize::from_str_radix(String::from_utf8_lossy(&bytes[..end]).trim(), 16).expect("a size");
        if size == 0 {
            break;
        }
        whole.extend_from_slice(&bytes[end + 2..end + 2 + size]);
        bytes = &bytes[end + 2 + size + 2..];
    }
    whole
}

/// Changes or adds headers of a request; an empty value takes the header away.
pub type Headers<'a> = &'a [(&'a str, &'a str)];

pub fn request(method: &str, path: &str, host: &str, headers: Headers<'_>, body: &[u8]) -> Vec<u8> {
    let mut all: Vec<(String, String)> =
        vec![("Host".to_owned(), host.to_owned()), ("Connection".to_owned(), "close".to_owned())];
    if method != "GET" {
        all.push(("X-Verbale".to_owned(), "1".to_owned()));
        all.push(("Content-Type".to_owned(), "application/json".to_owned()));
        all.push(("Content-Length".to_owned(), body.len().to_string()));
    }
    for (name, value) in headers {
        all.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        if !value.is_empty() {
            all.push(((*name).to_owned(), (*value).to_owned()));
        }
    }
    let head: String = all.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let mut bytes = format!("{method} {path} HTTP/1.1\r\n{head}\r\n").into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// A body of files, as a browser's form has it, and its content type.
pub fn form(files: &[(&str, &[u8])]) -> (String, Vec<u8>) {
    let mut body = Vec::new();
    for (name, bytes) in files {
        let head = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: text/plain\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--edge--\r\n");
    ("multipart/form-data; boundary=edge".to_owned(), body)
}

/// A server of its own for a test; it ends with the test's process.
#[derive(Debug)]
pub struct Server {
    pub address: String,
    /// What the page's address carries beside, such as a token.
    pub query: String,
    pub archive: PathBuf,
    folder: TempDir,
}

impl Server {
    /// At an address of this machine alone, before the small archive.
    pub fn start() -> Server {
        Server::at("127.0.0.1:0")
    }

    pub fn at(address: &str) -> Server {
        let (folder, archive) = archive();
        let serving = Serving {
            archive: archive.clone(),
            address: address.parse().expect("an address"),
            url_reading: false,
            gazetteer: None,
        };
        let (say, hear) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let reader = Reader::bundled().expect("a reader");
            serve(&serving, reader, |url| drop(say.send(url.to_owned()))).expect("a server");
        });
        let url = hear.recv_timeout(Duration::from_secs(60)).expect("a server that is ready");
        let (address, query) = url.trim_start_matches("http://").split_once('/').expect("an address with a path");
        Server { address: address.to_owned(), query: query.to_owned(), archive, folder }
    }

    pub fn port(&self) -> &str {
        self.address.rsplit(':').next().expect("a port")
    }

    pub fn ask(&self, method: &str, path: &str, headers: Headers<'_>, body: &[u8]) -> Answer {
        let local = format!("127.0.0.1:{}", self.port());
        send(&local, &request(method, path, &local, headers, body))
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", &format!("/api/v1{path}"), &[], b"")
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.ask("POST", &format!("/api/v1{path}"), &[], body.to_string().as_bytes())
    }
}

/// Sends bytes and hangs up without listening.
pub fn shout(address: &str, bytes: &[u8]) {
    let mut stream = TcpStream::connect(address).expect("a connection");
    let _ = stream.write_all(bytes);
}

/// The job once it has ended.
pub fn ended(server: &Server, id: &str) -> Value {
    for _ in 0..1200 {
        let job = server.get(&format!("/jobs/{id}")).json();
        if job["state"] != "running" {
            return job;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("job {id} does not end");
}
