//! What all requests share: the reader, the tables, connections to the archive, answers that still hold.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tokio::sync::Semaphore;
use verbale::archive::views::{Link, Phrases};
use verbale::archive::{Archive, Question, Rules, happenings, links, settle};
use verbale::record::{Occurrence, Told};
use verbale::{Lookup, Reader};

use crate::answer::Answer;
use crate::jobs::Jobs;
use crate::limits::{ANSWER_BYTES_MAX, ANSWERS_BYTES_MAX, ANSWERS_MAX, CONNECTIONS_MAX, TELLINGS_MAX};
use crate::problem::Problem;
use crate::{Error, ErrorKind, Serving};

/// What a filter finds: happenings, and all their tellings.
#[derive(Debug)]
pub(crate) struct Happenings {
    pub happenings: Vec<Occurrence>,
    pub tellings: Vec<Told>,
    links: OnceLock<Vec<Link>>,
}

impl Happenings {
    /// Which of them answer which.
    pub fn links(&self, rules: &Rules) -> &[Link] {
        self.links.get_or_init(|| links(rules, &self.happenings, &self.tellings))
    }
}

#[derive(Debug)]
struct Lately {
    revision: i64,
    question: Question,
    found: Arc<Happenings>,
}

#[derive(Debug)]
pub(crate) struct Desk {
    pub reader: Arc<Reader>,
    pub lookup: Lookup,
    pub rules: Rules,
    pub phrases: Phrases,
    pub jobs: Jobs,
    pub url_reading: bool,
    /// Texts that are read at the same time.
    pub reading: Semaphore,
    path: PathBuf,
    /// Tells this run's marks from another's.
    run: u64,
    /// Never writes: it sees when anybody else did.
    watch: Mutex<Archive>,
    idle: Mutex<Vec<Archive>>,
    writing: Mutex<()>,
    kept: Mutex<VecDeque<(String, Answer)>>,
    lately: Mutex<VecDeque<Lately>>,
}

impl Desk {
    pub fn open(serving: &Serving, reader: Arc<Reader>) -> Result<Desk, Error> {
        let path = &serving.archive;
        let start = |error: &dyn std::fmt::Display| Error::new(ErrorKind::Start, error);
        let archive = |error: verbale::archive::Error| Error::new(ErrorKind::Archive, error);
        let lookup = serving.gazetteer.map_or_else(Lookup::bundled, Lookup::with).map_err(|error| start(&error))?;
        let phrases = Phrases::bundled(lookup.knowledge()).map_err(|error| start(&error))?;
        let rules = Rules::bundled().map_err(|error| start(&error))?;
        match Archive::open(path) {
            Ok(mut own) if own.has_unplaced().map_err(archive)? => settle(&mut own, &rules).map_err(archive)?,
            Ok(_) => {}
            Err(_) => drop(Archive::open_to_read(path).map_err(archive)?),
        }
        let watch = Archive::open_to_read(path).map_err(archive)?;
        let cores = std::thread::available_parallelism().map_or(1, Into::into);
        Ok(Desk {
            reader,
            lookup,
            rules,
            phrases,
            jobs: Jobs::default(),
            url_reading: serving.url_reading,
            reading: Semaphore::new(cores),
            path: path.to_owned(),
            run: getrandom::u64().map_err(|error| start(&error))?,
            watch: Mutex::new(watch),
            idle: Mutex::new(Vec::new()),
            writing: Mutex::new(()),
            kept: Mutex::new(VecDeque::new()),
            lately: Mutex::new(VecDeque::new()),
        })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A number that grows with every change of the archive while the server runs.
    pub fn revision(&self) -> Result<i64, Problem> {
        Ok(held(&self.watch).data_version()?)
    }

    /// Marks an answer: the same mark, the same answer.
    pub fn tag(&self, question: &str) -> Result<String, Problem> {
        let revision = self.revision()?;
        let sum = question.bytes().fold(self.run, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Ok(format!("\"{sum:x}-{revision}\""))
    }

    /// Looks something up with a connection of the pool.
    pub fn ask<T>(&self, look: impl FnOnce(&Archive) -> Result<T, Problem>) -> Result<T, Problem> {
        let idle = held(&self.idle).pop();
        let archive = idle.map_or_else(|| Archive::open_to_read(&self.path), Ok)?;
        let found = look(&archive);
        let mut idle = held(&self.idle);
        if idle.len() < CONNECTIONS_MAX {
            idle.push(archive);
        }
        found
    }

    /// Changes the archive; one change at a time.
    pub fn change<T>(&self, change: impl FnOnce(&mut Archive) -> Result<T, Problem>) -> Result<T, Problem> {
        let _turn = held(&self.writing);
        change(&mut Archive::open(&self.path)?)
    }

    /// The answer to a question, from those kept where it is there.
    pub fn answer(&self, tag: &str, make: impl FnOnce() -> Result<Answer, Problem>) -> Result<Answer, Problem> {
        if let Some((_, answer)) = held(&self.kept).iter().find(|(known, _)| known == tag) {
            return Ok(answer.clone());
        }
        let answer = make()?;
        // One that is too large would push out all others.
        if answer.body.len() > ANSWER_BYTES_MAX {
            return Ok(answer);
        }
        let mut kept = held(&self.kept);
        kept.push_front((tag.to_owned(), answer.clone()));
        let bytes = |kept: &VecDeque<(String, Answer)>| kept.iter().map(|(_, answer)| answer.body.len()).sum::<usize>();
        while kept.len() > ANSWERS_MAX || bytes(&kept) > ANSWERS_BYTES_MAX {
            kept.pop_back();
        }
        Ok(answer)
    }

    /// The happenings of all events that fit, with all their tellings; those asked for last are at hand, as one filter is
    /// looked at in many views.
    pub fn happenings(&self, archive: &Archive, question: &Question) -> Result<Arc<Happenings>, Problem> {
        let revision = self.revision()?;
        let mut lately = held(&self.lately);
        lately.retain(|known| known.revision == revision);
        if let Some(at) = lately.iter().position(|known| known.question == *question) {
            return Ok(Arc::clone(&lately[at].found));
        }
        drop(lately);
        let (happenings, tellings) = happenings(archive, &self.rules, question)?;
        let found = Arc::new(Happenings { happenings, tellings, links: OnceLock::new() });
        self.remember(Lately { revision, question: question.clone(), found: Arc::clone(&found) });
        Ok(found)
    }

    fn remember(&self, new: Lately) {
        let mut lately = held(&self.lately);
        lately.push_front(new);
        let mut tellings = 0;
        lately.retain(|known| {
            tellings += known.found.tellings.len();
            tellings <= TELLINGS_MAX
        });
    }
}

/// What a lock guards; a thread that panicked with it left it whole, as every change of it is one step.
pub(crate) fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
