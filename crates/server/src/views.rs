//! Everything that is looked at: each view of the archive by its path.

use serde_json::{Value, json};
use verbale::archive::views::QUADS;
use verbale::archive::views::{
    Asked, Form, Issues, Step, View, Who, brief, conditions, dossier, events, map, meetings, network, positions,
    promised, quad_name, show, statements, timeline,
};
use verbale::archive::{Archive, EVENTS_MAX, Order, Question, all_events, dyad_of_both, is_cut_short, own_name};
use verbale::record::Status;

use crate::answer::{Answer, CSV, JSON};
use crate::desk::Desk;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::{lines, reports};

/// How a view is made.
pub(crate) type Make = fn(&Desk, &Archive, &Parameters) -> Result<Answer, Problem>;

/// The views, by their paths under the API's own.
pub(crate) const VIEWS: [(&str, Make); 20] = [
    ("/ontology", ontology),
    ("/events", list_events),
    ("/statements", list_statements),
    ("/happenings", lines::happenings),
    ("/timeline", make_timeline),
    ("/meetings", make_meetings),
    ("/conditions", make_conditions),
    ("/promised", make_promised),
    ("/network", make_network),
    ("/map", make_map),
    ("/dyad", make_dyad),
    ("/actor", make_dossier),
    ("/actors", lines::actors),
    ("/positions", make_positions),
    ("/brief", make_brief),
    ("/search", reports::search),
    ("/reports", reports::list),
    ("/corrections", reports::corrections),
    ("/holdings", reports::holdings),
    ("/example", example),
];

/// Topics of the matrix of positions, where no issues are named.
const TOPICS: usize = 12;
const TOPICS_MAX: usize = 40;

/// The subject of a brief about everything.
const ALL: &str = "All that was asked for";

fn view<V: View>(parameters: &Parameters, view: &V) -> Result<Answer, Problem> {
    match parameters.get("as") {
        None | Some("json") => Ok(Answer::new(JSON, show(view, Form::Json, 0)?)),
        Some("csv") => Ok(Answer::new(CSV, show(view, Form::Csv, 0)?).named("verbale.csv")),
        Some(other) => Err(Problem::bad(format!("as: not json or csv: {other:?}"))),
    }
}

/// A view made of all events that fit. Where they are too many, the answer says that only the latest were looked at.
fn view_of_all<V: View>(
    archive: &Archive,
    question: &Question,
    parameters: &Parameters,
    shown: &V,
) -> Result<Answer, Problem> {
    told_whole(archive, question, view(parameters, shown)?)
}

fn told_whole(archive: &Archive, question: &Question, answer: Answer) -> Result<Answer, Problem> {
    Ok(if is_cut_short(archive, question)? { answer.of_the_latest(EVENTS_MAX) } else { answer })
}

/// A page of a longer list: the view with where the next one begins, and how many rows there are.
pub(crate) fn page<V: View>(parameters: &Parameters, shown: &V, past: usize, total: usize) -> Result<Answer, Problem> {
    if parameters.get("as").is_some_and(|form| form != "json") {
        return view(parameters, shown);
    }
    let mut value = serde_json::to_value(shown).map_err(Problem::fault)?;
    value["next"] = if past < total { json!(past.to_string()) } else { Value::Null };
    value["total"] = json!(total);
    Answer::json(&value)
}

pub(crate) fn order(parameters: &Parameters) -> Result<Order, Problem> {
    match parameters.get("order") {
        None | Some("latest") => Ok(Order::Latest),
        Some("earliest") => Ok(Order::Earliest),
        Some(other) => Err(Problem::bad(format!("order: not latest or earliest: {other:?}"))),
    }
}

fn list_events(desk: &Desk, archive: &Archive, parameters: &Parameters) -> Result<Answer, Problem> {
    let question = parameters.question(&desk.lookup, archive)?;
    let (skipped, limit) = parameters.page()?;
    let found = archive.ask(&question, order(parameters)?, skipped, limit)?;
    page(parameters, &events(&found), skipped + found.len(), archive.count(&question)?)
}

fn list_statements(desk: &Desk, archive: &Archive, parameters: &Parameters) -> Result<Answer, Problem> {
    let mut question = parameters.question(&desk.lookup, archive)?;
    question.statements = true;
    let (skipped, limit) = parameters.page()?;
    let found = archive.ask(&question, order(parameters)?, skipped, limit)?;
    page(parameters, &statements(&found), skipped + found.len(), archive.count(&question)?)
}

fn make_timeline(desk: &Desk, archive: &Archive, parameters: &Parameters) -> Result<Answer, Problem> {
    let name = parameters.get("step").unwrap_or("month");
    let step = Step::from_name(name).ok_or_else(|| Problem::bad(format!("step: not day, week or month: {name:?}")))?;
    let counts = archive.day_counts(&parameters.question(&desk.lookup, archive)?, step)?;
    view(parameters, &timeline(counts, step, desk.lookup.knowledge().ontology()))
}

fn make_meetings(desk: &Desk, archive: &Archive, parameters: &Parameters) -> Result<Answer, Problem> {
    let question = parameters.question(&desk.lookup, archive)?;
    let found = desk.happenings(archive, &question)?;
    let shown = meetings(&found.happenings, &found.tellings, desk.lookup.knowledge().ontology());
    view_of_all(archive, &question, parameters, &shown)
}

fn make_conditions(desk: &Desk, archive: &Archive, parameters: &Parameters) -> Result<Answer, Problem> {
    let mut question = parameters.question(&desk.lookup, archive)?;
    let found = desk.happenings(archive, &question)?;
    let asked = question.clone();
    question.conditions = true;
    let shown = conditions(&all_events(archive, &question)?, found.links(&desk.rules));
    view_of_all(archive, &asked, parameters, &shown)
}

fn make_promised(desk: &Desk, archive: &Archive, parameters: &Parameters) -> Result<Answer, Problem> {
    let question = parameters.question(&desk.lookup, archive)?;
    let found = desk.happenings(archive, &question)?;
    view_of_all(archive, &question, parameters, &promised(&found.happenings, found.links(&desk.rules), None))
}

fn make_network(desk: &Desk, archive: &Archive, parameters: &Parameters) -> Result<Answer, Problem> {
    let question = parameters.question(&desk.lookup, archive)?;
    let found = desk.happenings(archive, &question)?;
    let shown = network(&found.happenings, desk.lookup.knowledge().ontology());
    view_of_all(archive, &question, parameters, &shown)
}

fn make_map(desk: &Desk, archive: &Archive, parameters: &Parameters) -> Result<Answer, Problem> {
    let question = parameters.question(&desk.lookup, archive)?;
    let found = desk.happenings(archive, &question)?;
    view_of_all(archive, &question, parameters, &map(&found.happenings, desk.lookup.knowledge().ontology()))
}

fn who(desk: &Desk, archive: &Archive, parameters: &Parameters, name: &str) -> Result<Who, Problem> {
    let words = parameters.needed(name)?;
    let found = Who::parse(&own_name(archive, &desk.lookup, words)?, desk.lookup.knowledge());
    found.ok_or_else(|| Problem::bad(format!("{name}: neither a code nor a name: {words:?}")))
}

fn make_dyad(desk: &Desk, archive: &Archive, parameters: &Parameters) -> Result<Answer, Problem> {
    let (one, other) = (who(desk, archive, parameters, "a")?, who(desk, archive, parameters, "b")?);
    let question = parameters.question(&desk.lookup, archive)?;
    view(parameters, &dyad_of_both(archive, &desk.lookup, &desk.rules, &question, [&one, &other])?)
}

fn make_dossier(desk: &Desk, archive: &Archive, parameters: &Parameters) -> Result<Answer, Problem> {
    let who = who(desk, archive, parameters, "who")?;
    let mut question = parameters.question(&desk.lookup, archive)?;
    question.filter.with = Some(who.clone());
    let shown = dossier(&who, &all_events(archive, &question)?, desk.lookup.knowledge().ontology());
    view_of_all(archive, &question, parameters, &shown)
}

fn make_positions(desk: &Desk, archive: &Archive, parameters: &Parameters) -> Result<Answer, Problem> {
    let issues = match parameters.get("issues") {
        Some(words) => Issues::Words(words.split(',').map(|issue| issue.trim().to_owned()).collect()),
        None => Issues::Topics(parameters.number("topics", TOPICS, TOPICS_MAX)?),
    };
    let mut question = parameters.question(&desk.lookup, archive)?;
    question.statements = true;
    let shown = positions(&all_events(archive, &question)?, &issues);
    view_of_all(archive, &question, parameters, &shown)
}

fn make_brief(desk: &Desk, archive: &Archive, parameters: &Parameters) -> Result<Answer, Problem> {
    let question = parameters.question(&desk.lookup, archive)?;
    let found = desk.happenings(archive, &question)?;
    let asked = Asked { subject: parameters.get("about").unwrap_or(ALL), as_of: None };
    let page = brief(asked, &found.tellings, &found.happenings, desk.lookup.knowledge(), &desk.phrases);
    match parameters.get("as").unwrap_or("json") {
        "json" => told_whole(archive, &question, Answer::json(&page)?),
        "md" => Ok(Answer::new("text/markdown; charset=utf-8", page.markdown()).named("brief.md")),
        "html" => Ok(Answer::new("text/html; charset=utf-8", page.html_page()).named("brief.html")),
        "docx" => Ok(Answer::new(DOCX, page.docx()?).named("brief.docx")),
        other => Err(Problem::bad(format!("as: not json, md, html or docx: {other:?}"))),
    }
}

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The codes, for legends and pickers.
fn ontology(desk: &Desk, _: &Archive, _: &Parameters) -> Result<Answer, Problem> {
    let ontology = desk.lookup.knowledge().ontology();
    let kinds = ontology.events.iter().map(|event| {
        let quad = QUADS.iter().position(|quad| *quad == event.quad).map_or(0, |at| at + 1);
        let modes: Vec<&str> = event.modes.iter().map(|mode| mode.code.code.as_str()).collect();
        json!({ "code": event.code.code, "label": event.code.code.to_lowercase(),
            "description": event.code.description, "quad": quad,
            "quad_name": quad_name(event.quad), "weight": event.score, "modes": modes, "speech": event.speech })
    });
    let aux = ontology.aux.iter().map(|code| json!({ "code": code.code, "label": code.description }));
    let sectors = ontology.sectors.iter().map(|code| json!({ "code": code.code, "label": code.description }));
    Answer::json(&json!({
        "kinds": kinds.collect::<Vec<_>>(),
        "statuses": Status::ALL.map(Status::name),
        "roles": ["actor", "recipient", "host"],
        "aux": aux.collect::<Vec<_>>(),
        "sectors": sectors.collect::<Vec<_>>(),
    }))
}

/// Title, day and text.
const EXAMPLE: (&str, &str, &str) =
    ("Ceasefire talks in Nairobi", "2024-05-14", include_str!("../../../examples/ceasefire-talks.txt"));

/// A report of the program's own, for an empty archive.
fn example(_: &Desk, _: &Archive, _: &Parameters) -> Result<Answer, Problem> {
    Answer::json(&json!({ "title": EXAMPLE.0, "published": EXAMPLE.1, "text": EXAMPLE.2 }))
}
