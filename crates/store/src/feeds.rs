//! What is remembered of feeds between two looks at them.

use rusqlite::{OptionalExtension, params};

use crate::{Archive, Error};

impl Archive {
    /// The line that was kept of a feed, by the address or path that it was followed by.
    pub fn feed(&self, address: &str) -> Result<Option<String>, Error> {
        let mut find = self.db.prepare_cached("SELECT state FROM feed WHERE address = ?1")?;
        Ok(find.query_row([address], |row| row.get(0)).optional()?)
    }

    /// Keeps a line of a feed in the place of the one before.
    pub fn keep_feed(&self, address: &str, state: &str) -> Result<(), Error> {
        self.db.prepare_cached("INSERT OR REPLACE INTO feed VALUES (?1, ?2)")?.execute(params![address, state])?;
        Ok(())
    }
}
