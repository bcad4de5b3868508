//! Where everything found in an input passes: it is judged, counted and handed to the caller.

use std::collections::HashSet;
use std::ops::ControlFlow;

use verbale_record::{Note, Report};

use crate::html::Cues;
use crate::identity::{canonical_url, content_key};
use crate::language::Detector;
use crate::limits::REPORT_BYTES_MAX;
use crate::{DateFrom, Error, Found, Item, Options, Origin, Skip, Tally};

/// Whether to go on.
pub(crate) type Flow = ControlFlow<()>;

/// A report before it is judged.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) report: Report,
    pub(crate) date_from: Option<DateFrom>,
    pub(crate) byline: Option<String>,
    /// The tag that page or table gives.
    pub(crate) language: Option<String>,
    pub(crate) notes: Vec<Note>,
}

impl Draft {
    pub(crate) fn note(&mut self, code: &'static str, message: impl Into<String>) {
        self.notes.push(Note { code, span: None, message: message.into() });
    }
}

/// What reading any input needs.
pub(crate) struct Tools<'a> {
    pub(crate) options: &'a Options,
    pub(crate) detector: Detector,
    pub(crate) cues: Cues,
}

impl<'a> Tools<'a> {
    pub(crate) fn new(options: &'a Options) -> Self {
        Tools { options, detector: Detector::new(), cues: Cues::new() }
    }

    /// A report fit to be read or stored, or why it is not.
    pub(crate) fn judge(&self, draft: Draft, origin: Origin) -> Result<Found, (Origin, Skip)> {
        let Draft { mut report, date_from, byline, language, notes } = draft;
        if report.text.trim().is_empty() {
            return Err((origin, Skip::Empty));
        }
        if report.text.len() > REPORT_BYTES_MAX {
            return Err((origin, Skip::TooLarge));
        }
        let language = self.detector.language(&report.text, language.as_deref());
        let other = |only| language.as_ref().is_some_and(|language| language != only);
        if self.options.only.as_ref().is_some_and(other) {
            return Err((origin, Skip::OtherLanguage));
        }
        if report.id.is_empty() {
            let by_url = report.url.as_deref().and_then(canonical_url);
            report.id = by_url.unwrap_or_else(|| content_key(&report.text));
        }
        let date_from = date_from.filter(|_| report.published.is_some());
        let mut found = Found { report, origin, language, date_from, byline, notes };
        if found.report.published.is_none() {
            found.note("no-date", "no day of publication was found");
        }
        Ok(found)
    }
}

/// A run over inputs.
pub(crate) struct Intake<'a> {
    pub(crate) tools: Tools<'a>,
    pub(crate) tally: Tally,
    each: &'a mut dyn FnMut(Item) -> ControlFlow<()>,
    /// Keys of all reports of the run, 16 bytes each.
    seen: HashSet<u128>,
}

impl<'a> Intake<'a> {
    pub(crate) fn new(options: &'a Options, each: &'a mut dyn FnMut(Item) -> ControlFlow<()>) -> Self {
        Intake { tools: Tools::new(options), tally: Tally::default(), each, seen: HashSet::new() }
    }

    pub(crate) fn report(&mut self, draft: Draft, origin: Origin) -> Flow {
        match self.tools.judge(draft, origin) {
            Ok(found) if !self.seen.insert(identity(&found.report)) => self.skip(found.origin, Skip::DuplicateRecord),
            Ok(found) => self.item(Item::Found(Box::new(found))),
            Err((origin, why)) => self.skip(origin, why),
        }
    }

    pub(crate) fn skip(&mut self, origin: Origin, why: Skip) -> Flow {
        self.item(Item::Skipped { origin, why })
    }

    pub(crate) fn fail(&mut self, origin: Origin, error: Error) -> Flow {
        self.item(Item::Failed { origin, error })
    }

    pub(crate) fn item(&mut self, item: Item) -> Flow {
        self.tally.count(&item);
        let flow = (self.each)(item);
        self.tally.stopped |= flow.is_break();
        flow
    }
}

/// What two records share only if one of them adds nothing.
fn identity(report: &Report) -> u128 {
    let url = report.url.as_deref().and_then(canonical_url).unwrap_or_default();
    let day = report.published.map_or_else(String::new, |day| day.to_string());
    let key = content_key(&format!("{url} {day} {}", content_key(&report.text)));
    u128::from_str_radix(&key, 16).unwrap_or_default()
}
