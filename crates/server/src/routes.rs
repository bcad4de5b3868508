//! All routes of the API: one table, from which its description is made, and the router beside it.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Multipart, Path, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use verbale::archive::Archive;
use verbale::archive::views::filter::FLAGS;

use crate::answer::Answer;
use crate::desk::Desk;
use crate::limits::BODY_BYTES_MAX;
use crate::parameters::{Parameters, name_of};
use crate::problem::Problem;
use crate::views::{Make, VIEWS};
use crate::writing::{Corrections, Reading};
use crate::{export, lines, manual, reports, uploads, writing};

pub(crate) const BASE: &str = "/api/v1";

/// A route as it is described.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    pub method: &'static str,
    /// Under [`BASE`].
    pub path: &'static str,
    pub summary: &'static str,
    /// Name and what it takes; beside them the flags of a filter, where it has one.
    pub parameters: &'static [(&'static str, &'static str)],
    pub filtered: bool,
}

const PAGE: &[(&str, &str)] = &[
    ("cursor", "where the page begins, as the one before says"),
    ("limit", "rows, 500 at most"),
    ("order", "latest or earliest"),
    ("as", "json or csv"),
];
const FORM: &[(&str, &str)] = &[("as", "json or csv")];
const NONE: &[(&str, &str)] = &[];

const fn route(
    method: &'static str,
    path: &'static str,
    summary: &'static str,
    parameters: &'static [(&'static str, &'static str)],
    filtered: bool,
) -> Route {
    Route { method, path, summary, parameters, filtered }
}

/// Every route of the API.
pub const ROUTES: [Route; 35] = [
    route("GET", "/about", "Versions, what the server allows, and what the archive holds", NONE, false),
    route("GET", "/holdings", "What the archive holds, in numbers", NONE, false),
    route("GET", "/ontology", "Types of events with their modes, statuses, roles, sectors", NONE, false),
    route("GET", "/example", "A report to try", NONE, false),
    route(
        "POST",
        "/read",
        "Read a text into its record; nothing is kept. Body: text or url, published, title",
        NONE,
        false,
    ),
    route("POST", "/reports", "Keep a text and its record. Body: as for /read, publisher", NONE, false),
    route(
        "GET",
        "/reports",
        "Reports, the latest first",
        &[("q", "words that a report must have"), ("cursor", "where the page begins"), ("limit", "rows, 500 at most")],
        false,
    ),
    route("GET", "/reports/{id}", "A report with its record, its lines and its corrections", NONE, false),
    route("GET", "/reports/{id}/record", "The record alone", NONE, false),
    route("GET", "/reports/{id}/explain/{event}", "Why an event's fields have their values", NONE, false),
    route("GET", "/events", "Events", PAGE, true),
    route("GET", "/statements", "Who said what to whom", PAGE, true),
    route("GET", "/happenings", "Happenings, each once however many reports tell it", PAGE, true),
    route("GET", "/happenings/{id}", "A happening with all its tellings", NONE, false),
    route(
        "GET",
        "/timeline",
        "Happenings counted by step",
        &[("step", "day, week or month"), ("as", "json or csv")],
        true,
    ),
    route("GET", "/meetings", "Who met whom, where, hosted by whom, who was absent, about what", FORM, true),
    route("GET", "/conditions", "What is said on which condition, and whether it was met", FORM, true),
    route("GET", "/promised", "What was planned, demanded or promised, and what became of it", FORM, true),
    route("GET", "/network", "Who deals with whom", FORM, true),
    route("GET", "/map", "Where things happen", FORM, true),
    route(
        "GET",
        "/dyad",
        "How two parties deal with each other, by month",
        &[("a", "a code or a name"), ("b", "a code or a name"), ("as", "json or csv")],
        true,
    ),
    route(
        "GET",
        "/actor",
        "An actor's names, offices, meetings and statements",
        &[("who", "a code or a name"), ("as", "json or csv")],
        true,
    ),
    route(
        "GET",
        "/actors",
        "The actors who take part in most events: their names, offices and codes",
        &[("q", "words of a name"), ("country", "only of this country, by its code"), ("limit", "rows, 1000 at most")],
        false,
    ),
    route(
        "GET",
        "/positions",
        "Who said what on which issue, and what changed",
        &[
            ("issues", "issues by their words, divided by commas"),
            ("topics", "how many topics, where no issues are named"),
            ("as", "json or csv"),
        ],
        true,
    ),
    route(
        "GET",
        "/brief",
        "A page about a subject, each sentence with its source",
        &[("as", "json, md, html or docx")],
        true,
    ),
    route(
        "GET",
        "/search",
        "Reports that have all the words",
        &[("q", "words; a phrase in quotation marks"), ("limit", "rows, 200 at most")],
        false,
    ),
    route(
        "GET",
        "/export",
        "Events in the format of others, as a file",
        &[(
            "format",
            "plover, cameo, icews, polecat, gdelt, phoenix, csv, parquet, ftm, graphml, geojson, ics, dna, ktab or docx",
        )],
        true,
    ),
    route("GET", "/corrections", "Corrections that people made", &[("report", "only those of this report")], false),
    route(
        "POST",
        "/corrections",
        "Correct a report: all changes stand, or none. Body: report, changes, author, reason",
        NONE,
        false,
    ),
    route("POST", "/corrections/{id}/undo", "Take a correction back", NONE, false),
    route("POST", "/jobs", "Bring files in (multipart)", NONE, false),
    route("GET", "/jobs", "Jobs since the server began, the latest first", NONE, false),
    route("GET", "/jobs/{id}", "How far a job has come", NONE, false),
    route("DELETE", "/jobs/{id}", "Stop a job; what it has read is kept", NONE, false),
    route("GET", "/openapi.json", "This description", NONE, false),
];

type Shared = State<Arc<Desk>>;

/// The router of the API; the time limit and the guard are put around it.
pub(crate) fn router(desk: Arc<Desk>) -> Router {
    let mut api = Router::new();
    for (path, make) in VIEWS {
        api = api.route(path, get(move |state: Shared, uri: Uri, headers: HeaderMap| look(state, uri, headers, make)));
    }
    let api = api
        .route("/about", get(about))
        .route("/read", post(read))
        .route("/reports", post(keep))
        .route("/reports/{id}", get(report))
        .route("/reports/{id}/record", get(record))
        .route("/reports/{id}/explain/{event}", get(explain))
        .route("/happenings/{id}", get(happening))
        .route("/export", get(export::export))
        .route("/corrections", post(correct))
        .route("/corrections/{id}/undo", post(undo))
        .route("/jobs", get(jobs).post(begin).layer(DefaultBodyLimit::disable()))
        .route("/jobs/{id}", get(job).delete(stop))
        .route("/openapi.json", get(openapi))
        .fallback(unknown)
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX));
    Router::new().nest(BASE, api).route("/api", get(manual::manual)).fallback(crate::pages::page).with_state(desk)
}

/// Runs something slow on a thread where it may be slow.
async fn slowly<T: Send + 'static>(
    desk: Arc<Desk>,
    work: impl FnOnce(&Desk) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(move || work(&desk)).await.map_err(Problem::fault)?
}

/// A view.
async fn look(State(desk): Shared, uri: Uri, headers: HeaderMap, make: Make) -> Result<Response, Problem> {
    let (question, parameters) = (uri.to_string(), Parameters::of(uri.query()));
    kept(desk, question, headers, move |desk, archive| make(desk, archive, &parameters)).await
}

/// Something of the archive by its number.
async fn numbered(
    desk: Arc<Desk>,
    uri: Uri,
    headers: HeaderMap,
    make: impl FnOnce(&Desk, &Archive) -> Result<Answer, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    kept(desk, uri.path().to_owned(), headers, make).await
}

/// The answer to a question, from those kept, or made.
async fn kept(
    desk: Arc<Desk>,
    question: String,
    headers: HeaderMap,
    make: impl FnOnce(&Desk, &Archive) -> Result<Answer, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let (tag, answer) = slowly(desk, move |desk| {
        let tag = desk.tag(&question)?;
        let answer = desk.answer(&tag, || desk.ask(|archive| make(desk, archive)))?;
        Ok((tag, answer))
    })
    .await?;
    Ok(answer.respond(&tag, &headers))
}

async fn report(State(desk): Shared, Path(id): Path<i64>, uri: Uri, headers: HeaderMap) -> Result<Response, Problem> {
    numbered(desk, uri, headers, move |desk, archive| reports::report(desk, archive, id)).await
}

async fn record(State(desk): Shared, Path(id): Path<i64>, uri: Uri, headers: HeaderMap) -> Result<Response, Problem> {
    let make = move |_: &Desk, archive: &Archive| {
        let record =
            archive.record(id)?.ok_or_else(|| Problem::missing(format!("report {id} is not here, or not read")))?;
        Ok(Answer::new(crate::answer::JSON, verbale::to_json(&record)))
    };
    numbered(desk, uri, headers, make).await
}

async fn explain(
    State(desk): Shared,
    Path((id, event)): Path<(i64, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    numbered(desk, uri, headers, move |desk, archive| reports::explained(desk, archive, id, &event)).await
}

async fn happening(
    State(desk): Shared,
    Path(id): Path<i64>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    numbered(desk, uri, headers, move |desk, archive| lines::happening(desk, archive, id)).await
}

async fn about(State(desk): Shared) -> Result<Answer, Problem> {
    slowly(desk, |desk| {
        let versions = desk.reader.versions();
        let holdings = desk.ask(|archive| reports::holdings_json(desk, archive))?;
        let writable = std::fs::metadata(desk.path()).is_ok_and(|file| !file.permissions().readonly());
        Answer::json(&json!({ "version": versions.program, "model": versions.model, "knowledge": versions.knowledge,
            "writable": writable, "url_reading": desk.url_reading, "archive": holdings }))
    })
    .await
}

fn body<T: DeserializeOwned>(bytes: &Bytes) -> Result<T, Problem> {
    serde_json::from_slice(bytes).map_err(|error| Problem::bad(format!("the body is not what is asked for: {error}")))
}

async fn read(State(desk): Shared, bytes: Bytes) -> Result<Answer, Problem> {
    let reading: Reading = body(&bytes)?;
    let turns = Arc::clone(&desk);
    let _turn = turns.reading.acquire().await.map_err(Problem::fault)?;
    slowly(desk, move |desk| writing::read(desk, reading)).await
}

async fn keep(State(desk): Shared, bytes: Bytes) -> Result<Response, Problem> {
    let reading: Reading = body(&bytes)?;
    let turns = Arc::clone(&desk);
    let _turn = turns.reading.acquire().await.map_err(Problem::fault)?;
    let (is_new, answer) = slowly(desk, move |desk| writing::keep(desk, reading)).await?;
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, answer).into_response())
}

async fn correct(State(desk): Shared, bytes: Bytes) -> Result<Answer, Problem> {
    let corrections: Corrections = body(&bytes)?;
    slowly(desk, move |desk| writing::correct(desk, corrections)).await
}

async fn undo(State(desk): Shared, Path(id): Path<i64>) -> Result<Answer, Problem> {
    slowly(desk, move |desk| writing::undo(desk, id)).await
}

async fn jobs(State(desk): Shared) -> Result<Answer, Problem> {
    Answer::json(&desk.jobs.list())
}

async fn begin(State(desk): Shared, form: Multipart) -> Result<Response, Problem> {
    let (folder, name) = uploads::taken(form).await?;
    let job = desk.jobs.begin(&desk, name, folder);
    Ok((StatusCode::ACCEPTED, Answer::json(&job.json())?).into_response())
}

async fn job(State(desk): Shared, Path(id): Path<u64>) -> Result<Answer, Problem> {
    let job = desk.jobs.find(id).ok_or_else(|| Problem::missing(format!("no job {id}")))?;
    Answer::json(&job.json())
}

async fn stop(State(desk): Shared, Path(id): Path<u64>) -> Result<Answer, Problem> {
    let job = desk.jobs.find(id).ok_or_else(|| Problem::missing(format!("no job {id}")))?;
    job.stop();
    Answer::json(&job.json())
}

async fn unknown(uri: Uri) -> Problem {
    Problem::missing(format!("no such thing under {BASE}: {}", uri.path()))
}

async fn wrong_method() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "this path takes other methods")
}

async fn openapi() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], description().to_string()).into_response()
}

/// The API as OpenAPI 3.1 describes it.
pub(crate) fn description() -> Value {
    let mut paths = serde_json::Map::new();
    for route in ROUTES {
        let in_path = route.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
        let mut parameters: Vec<Value> = in_path
            .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
            .collect();
        let flags = FLAGS.iter().filter(|_| route.filtered).map(|(name, takes)| (name_of(name), *takes));
        parameters.extend(route.parameters.iter().copied().chain(flags).map(|(name, takes)| {
            json!({ "name": name, "in": "query", "description": takes, "schema": { "type": "string" } })
        }));
        let answer = if route.method == "POST" { "the outcome" } else { "the answer" };
        let path = paths.entry(format!("{BASE}{}", route.path)).or_insert_with(|| json!({}));
        path[route.method.to_lowercase()] = json!({
            "summary": route.summary, "parameters": parameters,
            "responses": { "2XX": { "description": answer }, "default": { "description": "application/problem+json" } },
        });
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Verbale", "version": env!("CARGO_PKG_VERSION"), "license": { "name": "MIT OR Apache-2.0" } },
        "paths": paths,
    })
}
