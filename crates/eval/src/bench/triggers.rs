//! Event words and whether what they tell of happened, by MEANTIME 1.0 (Minard et al. 2016), a file for each report.
//!
//! Its events are of every type, ours those of one ontology: recall says how much of news the ontology holds. A report is
//! annotated in its first sentences alone; nothing counts after the last event there. The base weights were trained on all
//! of it, so that its figures tell of known text.

use std::collections::HashMap;
use std::path::Path;

use anyhow::Result;
use verbale::{Record, Span};

use super::factuality::{HAPPENED, NOT, said};
use super::figures::{Counts, Labels};
use super::xml::{Element, elements};
use super::{Page, Tools};
use verbale::score::files_under;

/// A report: its words with spaces between them, a line for each sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    pub text: String,
    pub sentences: usize,
    pub events: Vec<Told>,
}

/// Words of an event, and whether it happened where the annotation says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub span: Span,
    pub label: Option<&'static str>,
}

/// One report; an event whose words are not among its tokens is left out.
pub fn parse(file: &str) -> Article {
    let (mut article, mut spans, mut last) = (Article::default(), HashMap::new(), "0");
    for token in elements(file, "token") {
        let sentence = token.attribute("sentence").unwrap_or(last);
        if !article.text.is_empty() {
            article.text.push(if sentence == last { ' ' } else { '\n' });
        }
        last = sentence;
        let start = article.text.len();
        article.text += &token.text();
        spans.insert(token.attribute("t_id").unwrap_or_default(), Span::from(start..article.text.len()));
    }
    article.sentences = article.text.lines().count();
    article.events = elements(file, "EVENT_MENTION").filter_map(|element| told(&element, &spans)).collect();
    article
}

fn told(event: &Element, spans: &HashMap<&str, Span>) -> Option<Told> {
    let ids = elements(event.inner, "token_anchor").filter_map(|anchor| anchor.attribute("t_id"));
    let span = ids.filter_map(|id| spans.get(id).copied()).reduce(Span::cover)?;
    Some(Told { span, label: label(event) })
}

/// Certain, positive, past or present and under no condition: it happened. One of these not: it did not, or not yet.
fn label(event: &Element) -> Option<&'static str> {
    let is = |name, value| event.attribute(name) == Some(value);
    let open = [("polarity", "NEG"), ("time", "FUTURE"), ("certainty", "POSSIBLE"), ("certainty", "PROBABLE")];
    let conditional = event.attribute("special_cases").is_some_and(|case| case.starts_with("COND"));
    if conditional || open.iter().any(|(name, value)| is(name, *value)) {
        return Some(NOT);
    }
    let sure = is("certainty", "CERTAIN") && is("polarity", "POS") && is("time", "NON_FUTURE");
    (sure && is("special_cases", "NONE")).then_some(HAPPENED)
}

pub(super) fn run(folder: &Path, tools: &Tools) -> Result<Page> {
    let files = files_under(folder, "xml")?.into_iter().map(|path| super::text(&path));
    let articles = files.map(|file| Ok(parse(&file?))).collect::<Result<Vec<Article>>>()?;
    let articles = super::spread(articles, |article| article.sentences, tools.sentences_max);
    let (mut found, mut labels, mut cases) = (Counts::default(), Labels::default(), Vec::new());
    for article in &articles {
        score(article, &tools.read(&article.text), &mut found, &mut labels, &mut cases);
    }
    let mut table = format!("triggers  {found}  articles {} (in the base weights' training)\n", articles.len());
    table += &format!("label     accuracy {:.3}  macro-F1 {:.3}\n", labels.accuracy(), labels.macro_f1());
    labels.by_label().iter().for_each(|(label, counts)| table += &format!("{label:9} {counts}\n"));
    Ok(Page { table, cases })
}

fn score(article: &Article, record: &Record, found: &mut Counts, labels: &mut Labels, cases: &mut Vec<String>) {
    let end = article.events.iter().map(|event| event.span.end).max().unwrap_or_default();
    let line_end = article.text[end as usize..].find('\n').map_or(article.text.len() as u32, |at| end + at as u32);
    let all = record.events.iter().flat_map(|event| event.triggers.iter().map(move |trigger| (trigger.span, event)));
    let ours: Vec<_> = all.filter(|(span, _)| span.end <= line_end).collect();
    let mut hits = 0;
    for wanted in &article.events {
        let Some((_, event)) = ours.iter().find(|(span, _)| span.overlaps(wanted.span)) else { continue };
        hits += 1;
        if let Some(label) = wanted.label {
            labels.add(label, Some(said(event)));
            if label != said(event) {
                cases.push(case(article, wanted.span, &format!("{label} not {}", said(event))));
            }
        }
    }
    for (span, event) in &ours {
        if !article.events.iter().any(|wanted| wanted.span.overlaps(*span)) {
            cases.push(case(article, *span, &format!("extra {}", event.kind.value)));
        }
    }
    found.add(hits.min(ours.len()), article.events.len(), ours.len());
}

fn case(article: &Article, span: Span, what: &str) -> String {
    let text = &article.text;
    let start = text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
    format!("{what}: {:?} in: {}", span.of(text), &text[start..end])
}
