//! What a stranger, another site or a bad body is told, and that nothing of it reaches the archive or the file system.

mod support;

use serde_json::json;
use support::{Server, form, request, send};

const TEXT: &str = "The two foreign ministers met in Geneva on Tuesday.";

fn reading() -> Vec<u8> {
    json!({ "text": TEXT, "published": "2025-02-19" }).to_string().into_bytes()
}

/// A name that somebody made to point here (DNS rebinding) is not answered, whatever it asks for.
#[test]
fn other_names_are_not_answered() {
    let server = Server::start();
    let port = server.port();
    let evil = [
        format!("evil.example:{port}"),
        format!("localhost.evil.example:{port}"),
        "127.0.0.1".to_owned(),
        "192.168.1.7:80".to_owned(),
    ];
    for host in evil {
        for path in ["/", "/api/v1/events", "/api/v1/about"] {
            let answer = server.ask("GET", path, &[("Host", &host)], b"");
            assert!((400..500).contains(&answer.status), "{host}{path}: {}", answer.status);
            assert!(!answer.text().contains("Lindt"), "{host}{path}");
        }
    }
    for host in [format!("localhost:{port}"), format!("127.0.0.1:{port}")] {
        assert_eq!(server.ask("GET", "/api/v1/events", &[("Host", &host)], b"").status, 200, "{host}");
    }
    let nameless = send(&server.address, b"GET /api/v1/events HTTP/1.1\r\nConnection: close\r\n\r\n");
    assert!((400..500).contains(&nameless.status), "{}", nameless.status);
}

/// Another site can make a browser send a form, but neither set the header nor hide where it comes from.
#[test]
fn other_sites_cannot_write() {
    let server = Server::start();
    let own = format!("http://127.0.0.1:{}", server.port());
    let cases: [(&[(&str, &str)], bool); 6] = [
        (&[], true),
        (&[("Origin", &own)], true),
        (&[("Origin", "http://evil.example")], false),
        (&[("Origin", "null")], false),
        (&[("X-Verbale", "")], false),
        (&[("X-Verbale", ""), ("Content-Type", "text/plain"), ("Origin", "http://evil.example")], false),
    ];
    for (headers, allowed) in cases {
        let answer = server.ask("POST", "/api/v1/corrections/1/undo", headers, b"{}");
        // There is no such correction: who may write is told so.
        assert_eq!(answer.status, if allowed { 404 } else { 403 }, "{headers:?}: {}", answer.text());
    }
    for (method, path) in
        [("POST", "/reports"), ("POST", "/corrections"), ("POST", "/jobs"), ("POST", "/read"), ("DELETE", "/jobs/1")]
    {
        let answer = server.ask(method, &format!("/api/v1{path}"), &[("X-Verbale", "")], &reading());
        assert_eq!(answer.status, 403, "{method} {path}");
    }
    assert_eq!(server.get("/reports").json()["total"], 3);
}

#[test]
fn browsers_are_told_to_run_nothing_of_others() {
    let server = Server::start();
    for path in ["/", "/reports/1", "/assets/none.js", "/api/v1/about", "/api/v1/none", "/api/v1/events"] {
        let answer = server.ask("GET", path, &[], b"");
        let policy = answer.header("content-security-policy").unwrap_or_else(|| panic!("{path}: no policy"));
        for words in ["default-src 'self'", "frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'"] {
            assert!(policy.contains(words), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
    }
}

/// Words of a report leave as JSON, or escaped where a page is asked for.
#[test]
fn words_of_reports_are_never_a_page() {
    let server = Server::start();
    for path in ["/reports/2", "/events", "/search?q=haddad", "/happenings", "/actor?who=Haddad", "/reports/2/record"] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/json")), "{path}");
    }
    let brief = server.get("/brief?as=html&about=haddad");
    assert_eq!(brief.status, 200);
    assert!(!brief.text().contains("<script>alert") && !brief.text().contains("<b>open"), "{}", brief.text());
    let wrong = server.get("/timeline?step=%3Cscript%3Ealert(1)%3C/script%3E");
    assert_eq!((wrong.status, wrong.header("content-type")), (400, Some("application/problem+json")));
}

#[test]
fn no_path_reaches_the_file_system() {
    let server = Server::start();
    for path in [
        "/../../../etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/assets/../../Cargo.toml",
        "/assets/..%5c..%5cCargo.toml",
        "/file:///etc/passwd",
        "/api/v1/reports/..%2f..%2fetc%2fpasswd",
        "/api/v1/reports/1/explain/..%2f..%2fCargo.toml",
        "/%00/index.html",
    ] {
        let answer = server.ask("GET", path, &[], b"");
        let text = answer.text();
        assert!(!text.contains("root:") && !text.contains("[package]"), "{path}: {text}");
        assert!(!text.contains(&server.archive.display().to_string()), "{path}: {text}");
    }
}

/// A hostile name of an upload leads nowhere, and where it lay in between is told to nobody.
#[test]
fn names_of_uploads_are_only_names() {
    let server = Server::start();
    let inside = server.archive.parent().expect("a folder");
    let before = std::fs::read_dir(inside).expect("a folder").count();
    let (kind, body) =
        form(&[("../../../../tmp/../escaped.txt", TEXT.as_bytes()), ("/etc/passwd", b"x"), ("a?b*|.txt", b"y")]);
    let answer = server.ask("POST", "/api/v1/jobs", &[("Content-Type", &kind)], &body);
    assert_eq!(answer.status, 202, "{}", answer.text());
    let id = answer.json()["id"].clone();
    let job = support::ended(&server, id.as_str().expect("a number"));
    let temporary = std::env::temp_dir().display().to_string();
    assert!(!job.to_string().contains(&temporary), "{job}");
    let after = std::fs::read_dir(inside).expect("a folder").count();
    // The log of the archive may have come and gone; no file of the upload has.
    assert!(after <= before + 2 && !inside.join("escaped.txt").exists());
    let reports = server.get("/reports").text();
    assert!(!reports.contains(&temporary), "{reports}");
}

#[test]
fn bodies_have_limits() {
    let server = Server::start();
    let large = json!({ "text": "They met. ".repeat(60_000) }).to_string();
    assert_eq!(server.ask("POST", "/api/v1/read", &[], large.as_bytes()).status, 413);
    // Only said to be large: refused without reading.
    let claimed = (1_u64 << 34).to_string();
    let answer = server.ask("POST", "/api/v1/read", &[("Content-Length", &claimed)], b"{");
    assert_eq!(answer.status, 413, "{}", answer.text());
    for body in [
        "",
        "{",
        "[]",
        "{\"text\": 7}",
        "{\"text\": \"  \"}",
        "{\"text\": \"They met.\", \"published\": \"soon\"}",
        "{\"text\": \"They met.\", \"evil\": 1}",
    ] {
        let answer = server.ask("POST", "/api/v1/read", &[], body.as_bytes());
        assert!((400..=422).contains(&answer.status), "{body}: {}", answer.status);
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{body}");
    }
}

#[test]
fn addresses_are_not_read_unless_asked_for() {
    let server = Server::start();
    for url in ["http://127.0.0.1:1/", "http://169.254.169.254/latest", "https://example.org/"] {
        assert_eq!(server.post("/read", &json!({ "url": url })).status, 403, "{url}");
        assert_eq!(server.post("/reports", &json!({ "url": url })).status, 403, "{url}");
    }
}

/// Where others can reach the server, nothing is answered without the token.
#[test]
fn strangers_need_the_token() {
    let server = Server::at("0.0.0.0:0");
    let token = server.query.strip_prefix("?token=").expect("a token in the page's address").to_owned();
    assert!(token.len() >= 32, "{token}");
    let other = Server::at("0.0.0.0:0");
    assert_ne!(other.query, server.query);
    let wrong = [String::new(), token[1..].to_owned(), format!("{token}0"), token.replace(&token[..1], "x")];
    for path in [
        "/",
        "/assets/index.js",
        "/api/v1/about",
        "/api/v1/events",
        "/api/v1/export?format=csv",
        "/api/v1/openapi.json",
    ] {
        assert_eq!(server.ask("GET", path, &[], b"").status, 401, "{path}");
        for token in &wrong {
            let bearer = format!("Bearer {token}");
            assert_eq!(server.ask("GET", path, &[("Authorization", &bearer)], b"").status, 401, "{path} {token}");
            let cookie = format!("verbale-token={token}");
            assert_eq!(server.ask("GET", path, &[("Cookie", &cookie)], b"").status, 401, "{path} {token}");
        }
    }
    let bearer = format!("Bearer {token}");
    assert_eq!(server.ask("GET", "/api/v1/events", &[("Authorization", &bearer)], b"").status, 200);
    let home = server.ask("GET", &format!("/?token={token}"), &[], b"");
    assert_eq!((home.status, home.header("location")), (303, Some("/")), "the token leaves the address");
    let cookie = home.header("set-cookie").expect("a cookie").to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let cookie = cookie.split(';').next().expect("a value");
    assert_eq!(server.ask("GET", "/api/v1/events", &[("Cookie", cookie)], b"").status, 200);
    // The token lets in, and still does not let another site write.
    let foreign = [("Cookie", cookie), ("Origin", "http://evil.example")];
    assert_eq!(server.ask("POST", "/api/v1/corrections/1/undo", &foreign, b"{}").status, 403);
}

/// What is no HTTP, or is broken off, harms nobody else.
#[test]
fn nonsense_is_survived() {
    let server = Server::start();
    let host = server.address.clone();
    for bytes in [
        &b"\x16\x03\x01\x02\x00\x01"[..],
        b"GET\r\n\r\n",
        b"POST /api/v1/read HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ] {
        support::shout(&host, bytes);
    }
    let cut = request("POST", "/api/v1/read", &host, &[("Content-Length", "1000")], b"{\"text\"");
    support::shout(&host, &cut);
    for query in [
        "?limit=-1",
        "?limit=99999999999999999999999",
        "?cursor=x",
        "?since=soon",
        "?min-confidence=2",
        "?place=nowhere%2050km",
        "?actor=%22%27%3B--",
        "?about=%22",
        "?about=%00",
    ] {
        let answer = server.get(&format!("/events{query}"));
        assert!(answer.status < 500, "{query}: {} {}", answer.status, answer.text());
    }
    assert_eq!(server.get("/events").status, 200);
}
