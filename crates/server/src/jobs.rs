//! Long work: reports that are brought in beside the requests, each job on a thread of its own.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Instant;

use serde_json::{Value, json};
use tempfile::TempDir;
use verbale::archive::ingest::{Item, Options};
use verbale::archive::{Added, Adding, Archive, Progress, add};

use crate::clock;
use crate::desk::{Desk, held};
use crate::limits::{JOB_LINES_MAX, JOBS_MAX};
use crate::uploads::shown;

/// All jobs since the server began, the latest first.
#[derive(Debug, Default)]
pub(crate) struct Jobs {
    all: Mutex<VecDeque<Arc<Job>>>,
    /// One job at a time: each reads with all cores, and two would keep the archive from each other.
    turn: Mutex<()>,
}

#[derive(Debug)]
pub(crate) struct Job {
    pub id: u64,
    name: String,
    started: String,
    clock: Instant,
    stop: AtomicBool,
    told: Mutex<Told>,
}

#[derive(Debug, Default)]
struct Told {
    state: State,
    added: Added,
    lines: VecDeque<String>,
    seconds: f64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Running,
    Done,
    Stopped,
    Failed,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            State::Running => "running",
            State::Done => "done",
            State::Stopped => "stopped",
            State::Failed => "failed",
        }
    }
}

impl Jobs {
    /// Begins to bring in the files of a folder, which goes when the job ends.
    pub fn begin(&self, desk: &Arc<Desk>, name: String, folder: TempDir) -> Arc<Job> {
        let mut all = held(&self.all);
        let id = all.front().map_or(1, |job| job.id + 1);
        let (started, clock) = (clock::now(), Instant::now());
        let job = Arc::new(Job { id, name, started, clock, stop: AtomicBool::new(false), told: Mutex::default() });
        all.push_front(Arc::clone(&job));
        // Those at work are kept whatever their number, since the end waits for them.
        while all.len() > JOBS_MAX && all.back().is_some_and(|job| !job.is_running()) {
            all.pop_back();
        }
        let (desk, working) = (Arc::clone(desk), Arc::clone(&job));
        thread::spawn(move || {
            let _turn = held(&desk.jobs.turn);
            let run = std::panic::AssertUnwindSafe(|| working.run(&desk, &folder));
            if std::panic::catch_unwind(run).is_err() {
                // What waits for the end must not wait for ever.
                held(&working.told).state = State::Failed;
            }
        });
        job
    }

    pub fn find(&self, id: u64) -> Option<Arc<Job>> {
        held(&self.all).iter().find(|job| job.id == id).cloned()
    }

    pub fn list(&self) -> Value {
        json!({ "rows": held(&self.all).iter().map(|job| job.json()).collect::<Vec<_>>() })
    }

    /// Asks all to stop, and waits until what they have read is written.
    pub fn stop_all(&self) {
        let all: Vec<Arc<Job>> = held(&self.all).iter().cloned().collect();
        all.iter().for_each(|job| job.stop());
        while all.iter().any(|job| job.is_running()) {
            thread::sleep(std::time::Duration::from_millis(50));
        }
    }
}

impl Job {
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    fn is_running(&self) -> bool {
        held(&self.told).state == State::Running
    }

    pub fn json(&self) -> Value {
        let told = held(&self.told);
        let added = told.added;
        let seconds = if told.state == State::Running { self.clock.elapsed().as_secs_f64() } else { told.seconds };
        json!({
            "id": self.id.to_string(), "name": self.name, "state": told.state.name(), "started": self.started,
            "seconds": seconds, "lines": told.lines,
            "added": { "reports": added.reports, "events": added.events, "unread": added.unread, "known": added.known,
                "skipped": added.skipped, "failed": added.failed },
        })
    }

    fn run(&self, desk: &Desk, folder: &TempDir) {
        let paths = [PathBuf::from(folder.path())];
        let adding = Adding { options: Options::default(), threads: 0, now: clock::now() };
        let mut tell = |progress: Progress<'_>| self.tell(&progress);
        let done = Archive::open(desk.path()).and_then(|mut archive| {
            add(&mut archive, &desk.reader, &desk.rules, &paths, &adding, &self.stop, &mut tell)
        });
        let mut told = held(&self.told);
        told.seconds = self.clock.elapsed().as_secs_f64();
        match done {
            Ok(added) => {
                told.added = added;
                told.state = if added.stopped { State::Stopped } else { State::Done };
            }
            Err(error) => {
                told.lines.push_back(error.to_string());
                told.state = State::Failed;
            }
        }
    }

    fn tell(&self, progress: &Progress<'_>) {
        let line = match progress {
            Progress::Item(Item::Failed { error, .. }) => Some(error.to_string()),
            Progress::Item(Item::Skipped { origin, why }) => Some(format!("{origin}: passed over: {}", why.name())),
            Progress::Item(_) => None,
            Progress::Progress(added) => {
                held(&self.told).added = *added;
                None
            }
        };
        if let Some(line) = line {
            let mut told = held(&self.told);
            told.lines.push_back(shown(&line));
            if told.lines.len() > JOB_LINES_MAX {
                told.lines.pop_front();
            }
        }
    }
}
