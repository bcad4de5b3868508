//! Opening an archive: a new one, one of an earlier version, or a refusal that says why.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::error::of_file;
use crate::{Error, ErrorKind};

/// Marks the file as ours ("VRBL").
const APPLICATION: i32 = 0x5652_424c;

/// One step a version: `MIGRATIONS[n]` makes version n + 1 out of version n. Steps are never changed, only added.
const MIGRATIONS: [&str; 4] = [
    include_str!("schema.sql"),
    include_str!("schema_2.sql"),
    include_str!("schema_3.sql"),
    include_str!("schema_4.sql"),
];

/// How long a writer waits for another one before it gives up.
const PATIENCE: Duration = Duration::from_secs(5);

/// The whole of a usual archive fits; reading then copies nothing. What is mapped counts as memory of the process.
const MAPPED_BYTES_MAX: i64 = 1 << 27;

/// Pages of what lies beyond, in KiB.
const CACHE_KIB: i64 = 1 << 15;

/// An archive: one SQLite file. Any number of them may be open for reading while one writes.
#[derive(Debug)]
pub struct Archive {
    pub(crate) db: Connection,
    pub(crate) path: PathBuf,
}

impl Archive {
    /// Opens the archive to write to, or makes a new one where there is no file.
    pub fn open(path: &Path) -> Result<Archive, Error> {
        let fresh = !path.exists() || path.metadata().is_ok_and(|file| file.len() == 0);
        let db = Connection::open(path).map_err(of_file(path))?;
        let archive = Archive { db, path: path.to_owned() };
        archive.set_up(fresh).map_err(|error| archive.with_path(error))?;
        Ok(archive)
    }

    /// Opens an archive that is there, to read from.
    pub fn open_to_read(path: &Path) -> Result<Archive, Error> {
        if !path.exists() {
            return Err(Error::at(path, ErrorKind::Missing));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags).map_err(of_file(path))?;
        let archive = Archive { db, path: path.to_owned() };
        let version = archive.version().map_err(|error| archive.with_path(error))?;
        archive.understood(version)?;
        if (version as usize) < MIGRATIONS.len() {
            drop(archive);
            drop(Archive::open(path)?); // brings it up to date, where it may be written
            return Archive::open_to_read(path);
        }
        archive.tune().map_err(|error| archive.with_path(error))?;
        Ok(archive)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A number that changes whenever another connection has changed the archive; it means nothing to other connections.
    pub fn data_version(&self) -> Result<i64, Error> {
        Ok(self.db.query_row("PRAGMA data_version", [], |row| row.get(0))?)
    }

    /// Lets the file grow by so many bytes at most, as a full disk would.
    pub fn limit_bytes(&self, more: u64) -> Result<(), Error> {
        let pages: i64 = self.db.query_row("PRAGMA page_count", [], |row| row.get(0))?;
        let size: i64 = self.db.query_row("PRAGMA page_size", [], |row| row.get(0))?;
        let most = pages + i64::try_from(more).unwrap_or(i64::MAX) / size;
        self.db.query_row(&format!("PRAGMA max_page_count = {most}"), [], |_| Ok(()))?;
        Ok(())
    }

    fn set_up(&self, fresh: bool) -> Result<(), Error> {
        let version = if fresh || self.is_blank()? { 0 } else { self.version()? };
        self.understood(version)?;
        self.db.busy_timeout(PATIENCE)?;
        if (version as usize) < MIGRATIONS.len() {
            // The mode of the journal is kept in the file; only the one who makes the file may have to set it.
            self.db.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
            self.migrate()?;
        }
        self.tune()
    }

    fn tune(&self) -> Result<(), Error> {
        self.db.busy_timeout(PATIENCE)?;
        self.db.set_prepared_statement_cache_capacity(128);
        self.db.pragma_update(None, "mmap_size", MAPPED_BYTES_MAX)?;
        self.db.pragma_update(None, "cache_size", -CACHE_KIB)?;
        self.db.pragma_update(None, "temp_store", "memory")?;
        self.db.pragma_update(None, "synchronous", "normal")?;
        Ok(())
    }

    /// Whether there is nothing in the file yet: whoever began to make the archive was killed at the very start.
    fn is_blank(&self) -> Result<bool, Error> {
        let application: i32 = self.db.query_row("PRAGMA application_id", [], |row| row.get(0))?;
        let things: i64 = self.db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        Ok(application == 0 && things == 0)
    }

    /// The version of the schema; an error for files of others.
    fn version(&self) -> Result<i64, Error> {
        let application: i32 = self.db.query_row("PRAGMA application_id", [], |row| row.get(0))?;
        if application != APPLICATION {
            return Err(Error::new(ErrorKind::Foreign, ""));
        }
        Ok(self.db.query_row("PRAGMA user_version", [], |row| row.get(0))?)
    }

    fn understood(&self, version: i64) -> Result<(), Error> {
        if version as usize > MIGRATIONS.len() {
            return Err(Error::at(&self.path, ErrorKind::Newer));
        }
        Ok(())
    }

    /// All steps that are missing, in one transaction: a half-made archive never stands.
    fn migrate(&self) -> Result<(), Error> {
        self.db.execute_batch("BEGIN IMMEDIATE")?;
        let done = self.steps();
        self.db.execute_batch(if done.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
        done
    }

    fn steps(&self) -> Result<(), Error> {
        // Asked again inside the transaction: another program may have made the archive in between.
        let version: i64 = self.db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        for step in &MIGRATIONS[version as usize..] {
            self.db.execute_batch(step)?;
        }
        self.db.pragma_update(None, "application_id", APPLICATION)?;
        self.db.pragma_update(None, "user_version", MIGRATIONS.len() as i64)?;
        Ok(())
    }

    fn with_path(&self, error: Error) -> Error {
        let place = error.place();
        let place = if place.is_empty() {
            self.path.display().to_string()
        } else {
            format!("{}: {place}", self.path.display())
        };
        Error::new(error.kind(), place)
    }
}
