//! Statements: source, cue and content of what is attributed, by PolNeAR 1.0 (Newell et al. 2018), in brat's form.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use anyhow::{Context, Result};
use verbale::{Event, Record, Span};

use super::figures::Counts;
use super::{Page, SENTENCE_BYTES, Tools};
use verbale::score::files_under;

/// Contents that share so much, of all that is in either, are the same.
const SAME_CONTENT: f64 = 0.5;

/// One attribution, each part in one piece or several; a statement may have no source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    pub source: Vec<Span>,
    pub cue: Vec<Span>,
    pub content: Vec<Span>,
}

/// The attributions of an annotation file, as bytes of its text; parts outside the text are left out.
pub fn parse(annotations: &str, text: &str) -> Vec<Statement> {
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let lines = |of: char| annotations.lines().filter(move |line| line.starts_with(of));
    let parts: HashMap<&str, Vec<Span>> = lines('T').filter_map(|line| part(line, &bytes)).collect();
    lines('E').filter_map(|line| statement(line, &parts)).collect()
}

/// "T2\tCue 107 114\treports", with ";" between pieces. `bytes` are where characters start: offsets count characters.
fn part<'a>(line: &'a str, bytes: &[usize]) -> Option<(&'a str, Vec<Span>)> {
    let mut fields = line.split('\t');
    let (id, (_, places)) = (fields.next()?, fields.next()?.split_once(' ')?);
    Some((id, places.split(';').map(|place| piece(place, bytes)).collect::<Option<_>>()?))
}

fn piece(place: &str, bytes: &[usize]) -> Option<Span> {
    let (start, end) = place.split_once(' ')?;
    let byte = |at: &str| bytes.get(at.parse::<usize>().ok()?).copied();
    let (start, end) = (byte(start)?, byte(end)?);
    (start <= end).then(|| (start..end).into())
}

/// "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1".
fn statement(line: &str, parts: &HashMap<&str, Vec<Span>>) -> Option<Statement> {
    let mut statement = Statement::default();
    for role in line.split('\t').nth(1)?.split_whitespace() {
        let (name, id) = role.split_once(':')?;
        let spans = parts.get(id).cloned().unwrap_or_default();
        match name {
            "Source" => statement.source = spans,
            "Cue" => statement.cue = spans,
            "Content" => statement.content = spans,
            _ => {}
        }
    }
    Some(statement)
}

/// The share of what is in the span or the pieces that is in both, between 0 and 1.
pub fn likeness(span: Span, pieces: &[Span]) -> f64 {
    let both = |piece: &Span| span.end.min(piece.end).saturating_sub(span.start.max(piece.start));
    let shared: u32 = pieces.iter().map(both).sum();
    let all = span.len() + pieces.iter().map(|piece| piece.len()).sum::<u32>() - shared;
    f64::from(shared) / f64::from(all.max(1))
}

fn same_content(event: &Event, gold: &Statement) -> f64 {
    event.content.as_ref().map_or(0.0, |content| likeness(content.span, &gold.content))
}

fn touches(span: Span, pieces: &[Span]) -> bool {
    pieces.iter().any(|piece| span.overlaps(*piece))
}

fn same_cue(event: &Event, gold: &Statement) -> bool {
    event.triggers.iter().any(|trigger| touches(trigger.span, &gold.cue))
}

fn same_source(record: &Record, event: &Event, gold: &Statement) -> bool {
    if gold.source.is_empty() {
        return event.actors.is_empty();
    }
    let speakers = event.actors.iter().filter_map(|actor| record.entities.get(actor.value.index()));
    speakers.flat_map(|entity| &entity.mentions).any(|mention| touches(mention.span, &gold.source))
}

#[derive(Default)]
struct Figures {
    /// One content for one: the same to the letter, or near enough.
    exact: Counts,
    content: Counts,
    /// Cues of statements with a content.
    cue: Counts,
    /// Of the statements whose content is found.
    source: Counts,
    whole: Counts,
}

pub(super) fn run(folder: &Path, tools: &Tools) -> Result<Page> {
    let length = |article: &(String, Vec<Statement>)| article.0.len().div_ceil(SENTENCE_BYTES);
    let articles = super::spread(articles(folder)?, length, tools.sentences_max);
    let (mut figures, mut cases) = (Figures::default(), Vec::new());
    for (text, statements) in &articles {
        figures.add(statements, &tools.read(text), &mut cases);
    }
    Ok(Page { table: figures.table(articles.len()), cases })
}

/// Texts with the statements of their first annotator, whose file ends in "_" and some letters.
fn articles(folder: &Path) -> Result<Vec<(String, Vec<Statement>)>> {
    let (mut found, mut done) = (Vec::new(), HashSet::new());
    for file in files_under(&folder.join("attributions"), "ann")? {
        let name = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let (name, _) = name.rsplit_once('_').with_context(|| format!("{name}: no annotator"))?;
        if done.insert(name.to_owned()) {
            let text = super::text(&folder.join("text").join(format!("{name}.txt")))?;
            let statements = parse(&super::text(&file)?, &text);
            found.push((text, statements));
        }
    }
    Ok(found)
}

impl Figures {
    fn add(&mut self, statements: &[Statement], record: &Record, cases: &mut Vec<String>) {
        let told: Vec<&Event> = record.events.iter().filter(|event| event.content.is_some()).collect();
        let gold: Vec<&Statement> = statements.iter().filter(|gold| !gold.content.is_empty()).collect();
        let (mut used, mut exact, mut content, mut source, mut whole) = (HashSet::new(), 0, 0, 0, 0);
        let text = &record.report.text;
        for wanted in &gold {
            let free = (0..told.len()).filter(|at| !used.contains(at));
            let best = free.max_by(|a, b| same_content(told[*a], wanted).total_cmp(&same_content(told[*b], wanted)));
            let Some(best) = best.filter(|at| same_content(told[*at], wanted) >= SAME_CONTENT) else {
                cases.push(format!("no content: {}", words(wanted, text)));
                continue;
            };
            used.insert(best);
            let speaks = same_source(record, told[best], wanted);
            content += 1;
            let span = told[best].content.as_ref().map(|content| content.span);
            exact += usize::from(span.is_some_and(|span| wanted.content == [span]));
            source += usize::from(speaks);
            whole += usize::from(speaks && same_cue(told[best], wanted));
            if !speaks {
                cases.push(format!("no source: {}", words(wanted, text)));
            }
        }
        let extra = (0..told.len()).filter(|at| !used.contains(at)).filter_map(|at| told[at].content.as_ref());
        cases.extend(extra.map(|content| format!("extra: {:?}", content.span.of(text))));
        let cues = told.iter().filter(|event| statements.iter().any(|gold| same_cue(event, gold))).count();
        self.exact.add(exact, gold.len(), told.len());
        self.content.add(content, gold.len(), told.len());
        self.cue.add(cues, statements.len(), told.len());
        self.source.add(source, content, content);
        self.whole.add(whole, gold.len(), told.len());
    }

    fn table(&self, articles: usize) -> String {
        format!(
            "cue       {}  articles {articles}\ncontent   {}\nexact     {}\nsource    {:.3} of the {} contents found\nwhole     {}\n",
            self.cue,
            self.content,
            self.exact,
            self.source.recall(),
            self.source.gold,
            self.whole
        )
    }
}

fn words(statement: &Statement, text: &str) -> String {
    let of =
        |spans: &[Span]| spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" ... ").replace('\n', " ");
    format!("{:?} {:?} {:?}", of(&statement.source), of(&statement.cue), of(&statement.content))
}
