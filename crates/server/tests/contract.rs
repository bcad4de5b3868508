//! Every route answers as it is described.

mod support;

use serde_json::{Value, json};
use support::{Server, TALKS, form};
use verbale_server::ROUTES;

/// The members that each answer must have.
const MEMBERS: &str = include_str!("members.tsv");

/// The members that an answer must have; a dot leads into an object, a number into a list.
fn has(value: &Value, members: &[&str]) {
    for path in members {
        let found = path.split('.').try_fold(value, |value, name| match name.parse::<usize>() {
            Ok(at) => value.get(at),
            Err(_) => value.get(name),
        });
        assert!(found.is_some(), "no {path} in {value}");
    }
}

#[test]
fn every_route_is_described_and_answers() {
    let server = Server::start();
    let description = server.get("/openapi.json").json();
    assert_eq!(description["openapi"], "3.1.0");
    for route in ROUTES {
        let described = &description["paths"][format!("/api/v1{}", route.path)][route.method.to_lowercase()];
        assert!(described["summary"].as_str().is_some_and(|words| words.len() > 5), "{} {}", route.method, route.path);
        let path = route.path.replace("{id}", "999999").replace("{event}", "E1");
        let answer = server.ask(route.method, &format!("/api/v1{path}"), &[], b"{}");
        // Without its parameters or its thing a route says what is missing; it never has another method or a fault.
        assert!(
            [200, 202, 400, 404, 415, 422].contains(&answer.status),
            "{} {path}: {} {}",
            route.method,
            answer.status,
            answer.text()
        );
        if answer.status >= 400 {
            assert_eq!(
                answer.header("content-type"),
                Some("application/problem+json"),
                "{} {path}: {}",
                route.method,
                answer.text()
            );
            has(&answer.json(), &["type", "title", "status", "detail"]);
        }
    }
    let count: usize = description["paths"]
        .as_object()
        .expect("paths")
        .values()
        .map(|path| path.as_object().expect("methods").len())
        .sum();
    assert_eq!(count, ROUTES.len(), "two routes of one method and path");
}

#[test]
fn people_can_read_about_every_route() {
    let server = Server::start();
    let page = server.ask("GET", "/api", &[], b"");
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    for route in ROUTES {
        assert!(page.text().contains(&format!("/api/v1{}", route.path)), "{}", route.path);
    }
    assert_eq!(server.ask("GET", "/manual.css", &[], b"").status, 200);
}

#[test]
fn views_have_their_members() {
    let server = Server::start();
    for line in MEMBERS.lines().filter(|line| !line.starts_with('#')) {
        let (path, members) = line.split_once('\t').expect("a path and its members");
        let members: Vec<&str> = members.split(' ').collect();
        let answer = server.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        has(&answer.json(), &members);
    }
    let happening = server.get("/happenings").json()["rows"][0]["id"].clone();
    has(&server.get(&format!("/happenings/{happening}")).json(), &["happening.id", "tellings.0.cite.words"]);
    let unread = server.get("/reports/3").json();
    assert!(unread["record"].is_null() && unread["lines"] == json!([]), "{unread}");
    assert!(server.get("/search?q=haddad").text().contains("\\u0001Haddad\\u0002"));
}

#[test]
fn flags_are_those_of_the_command_line() {
    let server = Server::start();
    let total = |query: &str| {
        server.get(&format!("/events?{query}")).json()["total"].as_u64().unwrap_or_else(|| panic!("{query}"))
    };
    for (query, expected) in [
        ("", 2),
        ("actor=AUT", 2),
        ("actor=Ana+Lindt&with=JOR", 2),
        ("actor=FRA", 0),
        ("type=consult&mode=visit", 2),
        ("type=verbal+conflict", 0),
        ("status=planned,denied", 0),
        ("since=2025-02&until=2025", 2),
        ("since=2025-03", 0),
        ("place=Amman+50km", 2),
        ("place=JOR", 2),
        ("about=wien", 1),
        ("min-confidence=1&actor=FRA", 0),
    ] {
        assert_eq!(total(query), expected, "{query}");
    }
    for query in
        ["type=NONSENSE", "status=perhaps", "since=soon", "min-confidence=7", "order=random", "as=xml", "limit=all"]
    {
        let answer = server.get(&format!("/events?{query}"));
        assert_eq!(answer.status, 400, "{query}");
        assert!(answer.json()["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{query}");
    }
}

#[test]
fn pages_follow_each_other() {
    let server = Server::start();
    for path in ["/events", "/happenings", "/reports"] {
        let mut seen = Vec::new();
        let mut cursor = String::new();
        for _ in 0..5 {
            let page = server.get(&format!("{path}?limit=1&cursor={cursor}")).json();
            seen.extend(page["rows"].as_array().expect("rows").iter().map(|row| row["id"].as_i64().expect("a number")));
            let Some(next) = page["next"].as_str() else { break };
            cursor = next.to_owned();
        }
        let total = server.get(path).json()["total"].as_u64().expect("a number") as usize;
        let distinct: std::collections::HashSet<&i64> = seen.iter().collect();
        assert_eq!((seen.len(), distinct.len()), (total, total), "{path}");
    }
}

#[test]
fn forms_and_files() {
    let server = Server::start();
    for path in [
        "/events",
        "/statements",
        "/happenings",
        "/timeline",
        "/meetings",
        "/conditions",
        "/promised",
        "/network",
        "/map",
        "/dyad?a=AUT&b=JOR",
        "/actor?who=JOR",
        "/positions?issues=talks",
    ] {
        let path = if path.contains('?') { format!("{path}&as=csv") } else { format!("{path}?as=csv") };
        let answer = server.get(&path);
        assert_eq!((answer.status, answer.header("content-type")), (200, Some("text/csv; charset=utf-8")), "{path}");
        assert!(answer.text().lines().next().is_some_and(|line| line.contains(',')), "{path}: {}", answer.text());
    }
    for (form, start) in [("md", "#"), ("html", "<!DOCTYPE"), ("docx", "PK")] {
        let answer = server.get(&format!("/brief?as={form}&about=haddad"));
        assert!(answer.status == 200 && answer.text().starts_with(start), "{form}: {}", answer.text());
    }
    for format in [
        "plover", "cameo", "icews", "polecat", "gdelt", "phoenix", "csv", "parquet", "ftm", "graphml", "geojson",
        "ics", "dna", "ktab", "docx",
    ] {
        let answer = server.get(&format!("/export?format={format}"));
        assert_eq!(answer.status, 200, "{format}");
        let disposition = answer.header("content-disposition").unwrap_or_default();
        assert!(disposition.starts_with("attachment; filename=\"verbale"), "{format}: {disposition}");
        assert!(!answer.body.is_empty() || format == "ics", "{format}");
    }
    assert_eq!(server.get("/export?format=word").status, 400);
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let server = Server::start();
    let first = server.get("/timeline");
    let tag = first.header("etag").expect("a tag").to_owned();
    let again = |path: &str| server.ask("GET", &format!("/api/v1{path}"), &[("If-None-Match", &tag)], b"");
    assert_eq!((again("/timeline").status, again("/timeline").body.len()), (304, 0));
    assert_eq!(again("/timeline?step=day").status, 200, "another question, another tag");
    assert_eq!(server.get("/timeline").body, first.body, "the answer kept is the answer made");
    let corrected = server.post("/corrections", &json!({ "report": 1, "author": "A", "changes": [set_type()] }));
    assert_eq!(corrected.status, 200, "{}", corrected.text());
    assert_eq!(again("/timeline").status, 200, "the archive has changed");
    assert_ne!(server.get("/timeline").body, first.body);
}

/// Points at "met", in characters.
fn set_type() -> Value {
    let start = TALKS.find("met").map(|at| TALKS[..at].chars().count()).expect("met");
    json!({ "do": "set-type", "at": { "start": start, "stop": start + 3, "type": "CONSULT" }, "to": "AGREE" })
}

#[test]
fn corrections_stand_all_or_none_and_are_taken_back() {
    let server = Server::start();
    let kind = || server.get("/reports/1").json()["record"]["events"][0]["type"].clone();
    let send = |changes: Value| {
        server
            .post("/corrections", &json!({ "report": 1, "author": "A. Desk", "reason": "agreed", "changes": changes }))
    };
    let misfit = json!({ "do": "confirm", "at": { "start": 0, "stop": 4, "type": "AID" } });
    let refused = send(json!([set_type(), misfit]));
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert_eq!((kind(), server.get("/corrections").json()["rows"].clone()), (json!("CONSULT"), json!([])));
    let done = send(json!([set_type()]));
    assert_eq!(done.status, 200, "{}", done.text());
    let number = done.json()["corrections"][0].clone();
    assert_eq!(kind(), "AGREE");
    assert_eq!(server.get("/events?type=agree").json()["total"], 1, "the flat rows follow");
    let kept = server.get("/reports/1").json()["corrections"][0].clone();
    assert_eq!(
        (&kept["change"], &kept["author"], &kept["undone"]),
        (&set_type(), &json!("A. Desk"), &json!(false)),
        "{kept}"
    );
    assert_eq!(server.post(&format!("/corrections/{number}/undo"), &json!({})).status, 200);
    assert_eq!(kind(), "CONSULT");
    assert_eq!(server.post(&format!("/corrections/{number}/undo"), &json!({})).status, 404, "taken back already");
    for body in [
        json!({ "report": 1, "author": " ", "changes": [set_type()] }),
        json!({ "report": 1, "author": "A", "changes": [] }),
        json!({ "report": 1, "author": "A", "changes": [{ "do": "burn" }] }),
    ] {
        assert_eq!(server.post("/corrections", &body).status, 400, "{body}");
    }
    assert_eq!(
        server.post("/corrections", &json!({ "report": 77, "author": "A", "changes": [set_type()] })).status,
        404
    );
}

#[test]
fn a_text_is_read_and_kept_once() {
    let server = Server::start();
    let text =
        "“No,” said Zoë.\n\nForeign Minister Sergey Lavrov met Secretary of State Marco Rubio in Riyadh on Tuesday.";
    let body = json!({ "text": text, "published": "2025-02-19", "title": "Riyadh" });
    let read = server.post("/read", &body);
    assert_eq!(read.status, 200, "{}", read.text());
    let read = read.json();
    assert_eq!(read["record"]["schema"], "verbale.record/1");
    let characters: Vec<char> = text.chars().collect();
    let mention = &read["record"]["entities"][0]["mentions"][0];
    let (start, end) =
        (mention["start"].as_u64().expect("start") as usize, mention["end"].as_u64().expect("end") as usize);
    let words: String = characters[start..end].iter().collect();
    assert_eq!(mention["text"], words, "offsets count characters");
    for line in read["lines"].as_array().expect("lines") {
        assert!(
            ["happening", "statement", "background", "expected"].contains(&line["group"].as_str().expect("a group")),
            "{line}"
        );
    }
    assert_eq!(server.get("/reports").json()["total"], 3, "nothing is kept");
    let kept = server.post("/reports", &body);
    assert_eq!((kept.status, &kept.json()["known"]), (201, &json!(false)), "{}", kept.text());
    let again = server.post("/reports", &body);
    assert_eq!(
        (again.status, &again.json()["known"], &again.json()["report"]),
        (200, &json!(true), &kept.json()["report"])
    );
    assert_eq!(server.get("/reports").json()["total"], 4);
}

#[test]
fn files_are_brought_in_beside_the_requests() {
    let server = Server::start();
    let page = "<html><head><title>Talks</title></head><body><article><p>The foreign ministers of Kenya and Sudan met in Nairobi on 14 May 2024.</p></article></body></html>";
    let (kind, body) = form(&[
        ("a.txt", b"The two presidents spoke by telephone on 3 March 2024."),
        ("b.html", page.as_bytes()),
        ("c.zip", b"no zip"),
    ]);
    let begun = server.ask("POST", "/api/v1/jobs", &[("Content-Type", &kind)], &body);
    assert_eq!(begun.status, 202, "{}", begun.text());
    let id = begun.json()["id"].as_str().expect("a number").to_owned();
    let job = support::ended(&server, &id);
    assert_eq!((&job["state"], &job["added"]["reports"]), (&json!("done"), &json!(2)), "{job}");
    has(
        &job,
        &[
            "name",
            "added.events",
            "added.unread",
            "added.known",
            "added.skipped",
            "added.failed",
            "lines",
            "started",
            "seconds",
        ],
    );
    assert_eq!(server.get("/reports").json()["total"], 5);
    assert_eq!(server.get("/jobs").json()["rows"][0]["id"], id);
    let again = server.ask("POST", "/api/v1/jobs", &[("Content-Type", &kind)], &body).json();
    let job = support::ended(&server, again["id"].as_str().expect("a number"));
    assert_eq!((&job["added"]["reports"], &job["added"]["known"]), (&json!(0), &json!(2)), "{job}");
    assert_eq!(server.ask("DELETE", "/api/v1/jobs/77", &[], b"").status, 404);
    assert_eq!(server.ask("DELETE", &format!("/api/v1/jobs/{id}"), &[], b"").status, 200, "one that has ended");
    let (kind, empty) = form(&[]);
    assert_eq!(server.ask("POST", "/api/v1/jobs", &[("Content-Type", &kind)], &empty).status, 400);
}

#[test]
fn a_job_is_stopped_and_keeps_what_it_has_read() {
    let server = Server::start();
    let texts: Vec<(String, String)> = (0..60)
        .map(|number| {
            (
                format!("{number}.txt"),
                format!(
                    "Ministers met in Geneva on {} May 2024 to discuss water. {}",
                    number % 28 + 1,
                    "Talks went on. ".repeat(number + 20)
                ),
            )
        })
        .collect();
    let files: Vec<(&str, &[u8])> = texts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let (kind, body) = form(&files);
    let begun = server.ask("POST", "/api/v1/jobs", &[("Content-Type", &kind)], &body).json();
    let id = begun["id"].as_str().expect("a number");
    assert_eq!(server.ask("DELETE", &format!("/api/v1/jobs/{id}"), &[], b"").status, 200);
    let job = support::ended(&server, id);
    assert_eq!(job["state"], "stopped", "{job}");
    let added = job["added"]["reports"].as_u64().expect("a number");
    assert!(added < 60, "{job}");
    assert_eq!(server.get("/reports").json()["total"], added + 3);
}

#[test]
fn the_page_is_given_for_its_own_addresses() {
    let server = Server::start();
    let home = server.ask("GET", "/", &[], b"");
    for path in ["/reports/12?event=E3", "/timeline", "/network"] {
        let answer = server.ask("GET", path, &[], b"");
        assert_eq!((answer.status, &answer.body), (home.status, &home.body), "{path}");
    }
    assert_eq!(server.ask("GET", "/assets/none.js", &[], b"").status, 404);
    let unknown = server.get("/none");
    assert_eq!((unknown.status, unknown.header("content-type")), (404, Some("application/problem+json")));
}

#[test]
fn answers_are_packed_where_the_browser_takes_it() {
    let server = Server::start();
    let packed = server.ask("GET", "/api/v1/ontology", &[("Accept-Encoding", "gzip")], b"");
    assert_eq!((packed.header("content-encoding"), &packed.body[..2]), (Some("gzip"), &[0x1f, 0x8b][..]));
}
