//! The API as a page for people, at `/api`: what `openapi.json` says, in tables.

use std::fmt::Write;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use verbale::archive::views::filter::FLAGS;

use crate::parameters::name_of;
use crate::routes::{BASE, ROUTES, Route};

const HEAD: &str = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Verbale: the API</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/manual.css">
</head>
<body>
<main>
<p><a href="/">The reading room</a></p>
<h1>The API</h1>
"#;

const INTRODUCTION: &str = r"Whatever the reading room shows, a script can have. Answers are JSON in UTF-8, errors
<code>application/problem+json</code>. Every answer about the archive has an <code>ETag</code>; sent back as <code>If-None-Match</code> it gets 304 until
somebody changes the archive. Lists give a page of rows and, as <code>next</code>, the <code>cursor</code> of the one after. Requests
that write carry the header <code>X-Verbale: 1</code>.";

/// The page.
pub(crate) async fn manual() -> Response {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page()).into_response()
}

fn page() -> String {
    let mut out = String::from(HEAD);
    let _ = writeln!(
        out,
        "<p>{INTRODUCTION} The same for programs: <a href=\"{BASE}/openapi.json\">openapi.json</a> (OpenAPI 3.1).</p>"
    );
    out.push_str(
        "<h2>Routes</h2>\n<table>\n<thead><tr><th>Request</th><th>What</th><th>Parameters</th></tr></thead>\n<tbody>\n",
    );
    ROUTES.iter().for_each(|route| row(&mut out, route));
    out.push_str("</tbody>\n</table>\n<h2 id=\"filter\">The filter</h2>\n<p>Everything given must hold.</p>\n<dl>\n");
    FLAGS.iter().for_each(|(name, takes)| parameter(&mut out, name_of(name), takes));
    out.push_str("</dl>\n</main>\n</body>\n</html>\n");
    out
}

fn row(out: &mut String, route: &Route) {
    let path = format!("{BASE}{}", route.path);
    // What needs nothing more than its address can be tried here.
    let is_ready =
        route.method == "GET" && !path.contains('{') && !route.parameters.iter().any(|p| NEEDED.contains(&p.0));
    let shown = if is_ready { format!("<a href=\"{path}\">{path}</a>") } else { path };
    let _ = write!(out, "<tr><td><code>{} {shown}</code></td><td>{}</td><td>", route.method, escaped(route.summary));
    if !route.parameters.is_empty() {
        out.push_str("<dl>");
        route.parameters.iter().for_each(|(name, takes)| parameter(out, name, takes));
        out.push_str("</dl>");
    }
    out.push_str(if route.filtered { "<a href=\"#filter\">the filter</a></td></tr>\n" } else { "</td></tr>\n" });
}

/// Parameters without which a route has no answer.
const NEEDED: [&str; 5] = ["a", "b", "who", "format", "q"];

fn parameter(out: &mut String, name: &str, takes: &str) {
    let _ = write!(out, "<dt><code>{}</code></dt><dd>{}</dd>", escaped(name), escaped(takes));
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
