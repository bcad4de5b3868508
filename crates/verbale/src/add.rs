//! Bringing reports into an archive: one walks, some read, one writes.
//!
//! Bounded queues hold the walker back when the readers are busy, so that memory does not grow with the pile.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use verbale_ingest::{Found, Item, Options, canonical_url, content_key, sources};
use verbale_merge::Rules;
use verbale_record::Record;
use verbale_resolve::time::published_in_head;
use verbale_store::{Archive, Batch, Error, Incoming, Put};

use crate::{REPORT_BYTES_MAX, Reader};

/// Reports that wait to be read, and records that wait to be written.
const QUEUE_MAX: usize = 32;

/// Reports of one transaction. More are faster to write, fewer are lost when the program is killed.
const BATCH_REPORTS: usize = 128;

/// The language that is read.
const LANGUAGE: &str = "en";

/// How reports are brought in.
#[derive(Clone, Debug, Default)]
pub struct Adding {
    pub options: Options,
    /// How many reports are read at the same time; 0: one a core.
    pub threads: usize,
    /// When it is (ISO, UTC), to be kept beside each report.
    pub now: String,
}

/// How far it has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Reports that are new, and the events read in them.
    pub reports: u64,
    pub events: u64,
    /// Reports kept unread, since they are in another language.
    pub unread: u64,
    /// Texts or addresses that the archive had.
    pub known: u64,
    /// Inputs that are no reports.
    pub skipped: u64,
    pub failed: u64,
    /// It was stopped before the end.
    pub stopped: bool,
}

/// What there is to tell while it runs.
#[derive(Debug)]
pub enum Told<'a> {
    /// An input that was skipped, could not be read, or whose columns were guessed.
    Item(&'a Item),
    /// A batch stands in the archive.
    Progress(Added),
}

/// A piece of work and its place in the order of the walk, in which everything is written: the same call gives the same
/// archive, whichever report is read first.
type Numbered = (u64, Work);

/// A report on its way from one thread to the next.
enum Work {
    Report {
        incoming: Box<Incoming>,
        to_read: bool,
        record: Option<Box<Record>>,
    },
    /// It has no place in the archive.
    Other(Item),
}

/// Brings everything under these paths into the archive. Reports that it has already are passed over, so that the same
/// call twice does nothing twice. When `stop` is set, what was read is written and the call ends.
pub fn add(
    archive: &mut Archive,
    reader: &Reader,
    rules: &Rules,
    paths: &[PathBuf],
    adding: &Adding,
    stop: &AtomicBool,
    tell: &mut dyn FnMut(Told<'_>),
) -> Result<Added, Error> {
    let known = Archive::open_to_read(archive.path())?;
    let threads =
        if adding.threads > 0 { adding.threads } else { thread::available_parallelism().map_or(1, Into::into) };
    let (to_read, reports) = sync_channel::<Numbered>(QUEUE_MAX);
    let (to_write, records) = sync_channel::<Numbered>(QUEUE_MAX);
    let reports = Mutex::new(reports);
    thread::scope(|scope| {
        scope.spawn(move || walk(paths, adding, &known, stop, &to_read));
        for _ in 0..threads {
            let (reports, to_write) = (&reports, to_write.clone());
            scope.spawn(move || read_all(reader, reports, &to_write));
        }
        drop(to_write);
        let done = write_all(archive, rules, &records, tell);
        // After an error nobody takes records any more; the others end when their queues close.
        stop.fetch_or(done.is_err(), Ordering::Relaxed);
        drop(records);
        done.map(|added| Added { stopped: stop.load(Ordering::Relaxed), ..added })
    })
}

fn walk(paths: &[PathBuf], adding: &Adding, known: &Archive, stop: &AtomicBool, to_read: &SyncSender<Numbered>) {
    let mut number = 0;
    let mut each = |item: Item| {
        let work = match item {
            Item::Found(found) => work(*found, adding, known),
            other => Work::Other(other),
        };
        let closed = to_read.send((number, work)).is_err();
        number += 1;
        if closed || stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    for path in paths {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        sources(path, &adding.options, &mut each);
    }
}

fn work(found: Found, adding: &Adding, known: &Archive) -> Work {
    let incoming = Box::new(incoming(found, &adding.now));
    // One that is known need not be read again; whether it is, the writer says.
    let here = known.known(&incoming.content_key, incoming.url_key.as_deref()).is_ok_and(|number| number.is_some());
    Work::Report { to_read: !here && is_to_be_read(&incoming), incoming, record: None }
}

/// A report that was found, as the archive takes it.
pub(crate) fn incoming(mut found: Found, now: &str) -> Incoming {
    found.report.published = found.report.published.or_else(|| published_in_head(&found.report.text));
    Incoming {
        content_key: content_key(&found.report.text),
        url_key: found.report.url.as_deref().and_then(canonical_url),
        origin: Some(found.origin.to_string()),
        language: found.language.map(|language| language.code().to_owned()),
        added: now.to_owned(),
        report: found.report,
    }
}

fn read_all(reader: &Reader, reports: &Mutex<Receiver<Numbered>>, to_write: &SyncSender<Numbered>) {
    loop {
        let next = match reports.lock() {
            Ok(reports) => reports.recv(),
            Err(_) => return,
        };
        let Ok((number, mut work)) = next else { return };
        if let Work::Report { incoming, to_read: true, record } = &mut work {
            *record = Some(Box::new(reader.read(&incoming.report)));
        }
        if to_write.send((number, work)).is_err() {
            return;
        }
    }
}

pub(crate) fn is_to_be_read(incoming: &Incoming) -> bool {
    let language = incoming.language.as_deref();
    language.is_none_or(|language| language == LANGUAGE) && incoming.report.text.len() <= REPORT_BYTES_MAX
}

fn write_all(
    archive: &mut Archive,
    rules: &Rules,
    records: &Receiver<Numbered>,
    tell: &mut dyn FnMut(Told<'_>),
) -> Result<Added, Error> {
    let mut added = Added::default();
    let mut queue = InOrder { records, early: BTreeMap::new(), next: 0 };
    loop {
        // Collected first: a transaction that waits for readers would lock others out.
        let works = collect(&mut queue, &mut added, tell);
        if works.is_empty() {
            return Ok(added);
        }
        let batch = archive.batch()?;
        for (incoming, record) in &works {
            write(&batch, incoming, record.as_deref(), &mut added)?;
        }
        batch.merge(rules)?;
        batch.commit()?;
        archive.tidy_up()?;
        tell(Told::Progress(added));
    }
}

/// What the readers hand over, put back in the order of the walk.
struct InOrder<'a> {
    records: &'a Receiver<Numbered>,
    /// What came before its turn.
    early: BTreeMap<u64, Work>,
    next: u64,
}

impl InOrder<'_> {
    fn next(&mut self) -> Option<Work> {
        loop {
            if let Some(work) = self.early.remove(&self.next) {
                self.next += 1;
                return Some(work);
            }
            match self.records.recv() {
                Ok((number, work)) => drop(self.early.insert(number, work)),
                // A reader that broke down leaves a gap; what came after it is not lost.
                Err(_) => {
                    self.next = *self.early.first_key_value()?.0;
                }
            }
        }
    }
}

type Report = (Box<Incoming>, Option<Box<Record>>);

/// The reports of the next batch; none when all have come.
fn collect(queue: &mut InOrder<'_>, added: &mut Added, tell: &mut dyn FnMut(Told<'_>)) -> Vec<Report> {
    let mut works = Vec::new();
    while works.len() < BATCH_REPORTS {
        match queue.next() {
            Some(Work::Report { incoming, record, .. }) => works.push((incoming, record)),
            Some(Work::Other(item)) => {
                tell(Told::Item(&item));
                added.skipped += u64::from(matches!(item, Item::Skipped { .. }));
                added.failed += u64::from(matches!(item, Item::Failed { .. }));
            }
            None => break,
        }
    }
    works
}

pub(crate) fn write(
    batch: &Batch<'_>,
    incoming: &Incoming,
    record: Option<&Record>,
    added: &mut Added,
) -> Result<(), Error> {
    let Put::New(number) = batch.put(incoming)? else {
        added.known += 1;
        return Ok(());
    };
    added.reports += 1;
    match record {
        Some(record) => {
            batch.read(number, record)?;
            added.events += record.events.len() as u64;
        }
        None => added.unread += 1,
    }
    Ok(())
}

/// Reads again what another model or other tables have read, and what was not read yet. Corrections stay; how many of
/// them fit nothing any more is told at the end.
pub fn reread(
    archive: &mut Archive,
    reader: &Reader,
    rules: &Rules,
    stop: &AtomicBool,
    tell: &mut dyn FnMut(Told<'_>),
) -> Result<(Added, usize), Error> {
    let versions = reader.versions();
    let (mut added, mut lost, mut last) = (Added::default(), 0, 0);
    while !stop.load(Ordering::Relaxed) {
        let numbers = archive.to_reread(&versions.model, &versions.knowledge, LANGUAGE, last, BATCH_REPORTS)?;
        let Some(past) = numbers.last() else { break };
        last = *past;
        let reports = numbers.iter().map(|number| archive.report(*number)).collect::<Result<Vec<_>, _>>()?;
        let batch = archive.batch()?;
        for (number, report) in numbers.iter().zip(&reports) {
            let record = reader.read(report);
            lost += batch.read(*number, &record)?;
            added.reports += 1;
            added.events += record.events.len() as u64;
        }
        batch.merge(rules)?;
        batch.commit()?;
        tell(Told::Progress(added));
    }
    added.stopped = stop.load(Ordering::Relaxed);
    Ok((added, lost))
}
