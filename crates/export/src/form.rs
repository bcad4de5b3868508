//! How one format is written: a start, an event at a time, an end.

use std::collections::HashSet;
use std::io::Write;

use verbale_record::Told;

use crate::tables::Treatment;
use crate::{Context, Error, Format, Reason, Summary, forms};

/// One format at work.
pub(crate) trait Form {
    fn start(&mut self, _run: &mut Run<'_>) -> Result<(), Error> {
        Ok(())
    }

    /// Writes or takes in one event, and gives the rows it makes; or says why it does not.
    fn add(&mut self, event: &Told, treatment: Treatment, run: &mut Run<'_>) -> Result<Added, Error>;

    fn end(&mut self, _run: &mut Run<'_>) -> Result<(), Error> {
        Ok(())
    }
}

/// Rows that an event made, or why it made none.
pub(crate) type Added = Result<usize, Reason>;

/// What all formats need while they are written.
pub(crate) struct Run<'r> {
    pub context: &'r Context<'r>,
    pub out: &'r mut dyn Write,
    pub summary: Summary,
}

impl Run<'_> {
    /// Writes a line, ended by a line feed.
    pub fn line(&mut self, line: &str) -> Result<(), Error> {
        self.out.write_all(line.as_bytes())?;
        Ok(self.out.write_all(b"\n")?)
    }
}

/// Writes all events.
pub(crate) fn run(
    format: Format,
    events: &mut dyn Iterator<Item = Told>,
    context: &Context<'_>,
    out: &mut dyn Write,
) -> Result<Summary, Error> {
    let mut form = forms::of(format);
    let mut run = Run { context, out, summary: Summary::default() };
    let mut told = Tellings::default();
    form.start(&mut run)?;
    for event in events {
        let taken = context.takes(format, &event).and_then(|treatment| {
            told.check(format, &event, context)?;
            Ok(treatment)
        });
        let added = match taken {
            Ok(treatment) => form.add(&event, treatment, &mut run)?,
            Err(reason) => Err(reason),
        };
        told.note(&event, added);
        count(&mut run.summary, added);
    }
    form.end(&mut run)?;
    run.out.flush()?;
    Ok(run.summary)
}

/// The happenings that are in the export.
#[derive(Default)]
struct Tellings(HashSet<i64>);

impl Tellings {
    /// Whether a format that has each happening once should have this telling of it.
    fn check(&self, format: Format, event: &Told, context: &Context<'_>) -> Result<(), Reason> {
        let once = context.tables.policy(format).is_some_and(|policy| policy.once());
        let Some(occurrence) = event.occurrence.filter(|_| once) else { return Ok(()) };
        if self.0.contains(&occurrence) {
            return Err(Reason::ToldBefore);
        }
        match context.occurrence(event).is_some_and(|latest| latest.status != event.status()) {
            true => Err(Reason::Overtaken),
            false => Ok(()),
        }
    }

    /// A telling that made no row leaves the happening to the next one.
    fn note(&mut self, event: &Told, added: Added) {
        if added.is_ok() {
            self.0.extend(event.occurrence);
        }
    }
}

/// Counts an event as written or as left out.
pub(crate) fn count(summary: &mut Summary, added: Added) {
    summary.events += 1;
    match added {
        Ok(rows) => {
            summary.written += 1;
            summary.rows += rows;
        }
        Err(reason) => summary.leave(reason, 1),
    }
}
