//! A folder of months, Hive style: `year=2025/month=02/part-0.parquet`.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use verbale_record::{Date, Told};

use super::Writer;
use crate::form::count;
use crate::{Context, Error, ErrorKind, Format, Summary};

/// Files that are open at once; past it all are closed, and months that come again get another part.
const OPEN_MAX: usize = 64;

/// What Hive calls the part of a table whose key is not known.
const NO_DAY: &str = "__HIVE_DEFAULT_PARTITION__";

/// Year and month; nothing where an event has no day.
type Month = Option<(i16, i8)>;

struct Months<'f> {
    folder: &'f Path,
    open: BTreeMap<Month, Writer<BufWriter<File>>>,
    parts: BTreeMap<Month, usize>,
}

/// Writes events by month.
pub(crate) fn parquet_months(
    folder: &Path,
    events: &mut dyn Iterator<Item = Told>,
    context: &Context<'_>,
) -> Result<Summary, Error> {
    empty(folder)?;
    let mut months = Months { folder, open: BTreeMap::new(), parts: BTreeMap::new() };
    let mut summary = Summary::default();
    for event in events {
        let added = match context.takes(Format::Parquet, &event) {
            Ok(_) => months.add(&event, context).map(|()| Ok(1))?,
            Err(reason) => Err(reason),
        };
        count(&mut summary, added);
    }
    months.close(context)?;
    Ok(summary)
}

/// A folder without years: readers would take those that lie there for part of the export.
fn empty(folder: &Path) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(|error| Error::file(folder, &error))?;
    for entry in fs::read_dir(folder).map_err(|error| Error::file(folder, &error))? {
        let entry = entry.map_err(|error| Error::file(folder, &error))?;
        if entry.file_name().to_string_lossy().starts_with("year=") {
            return Err(Error::new(ErrorKind::Occupied, folder.display().to_string()));
        }
    }
    Ok(())
}

fn month(day: Option<Date>) -> Month {
    day.map(|day| (day.year(), day.month()))
}

impl Months<'_> {
    fn add(&mut self, event: &Told, context: &Context<'_>) -> Result<(), Error> {
        let month = month(event.day());
        if !self.open.contains_key(&month) {
            if self.open.len() >= OPEN_MAX {
                self.close(context)?;
            }
            let writer = self.next_part(month)?;
            self.open.insert(month, writer);
        }
        match self.open.get_mut(&month) {
            Some(writer) => writer.add(event, context).map(|_| ()),
            None => Ok(()),
        }
    }

    fn next_part(&mut self, month: Month) -> Result<Writer<BufWriter<File>>, Error> {
        let part = self.parts.entry(month).or_default();
        let folder = self.folder.join(folder_of(month));
        fs::create_dir_all(&folder).map_err(|error| Error::file(&folder, &error))?;
        let path = folder.join(format!("part-{part}.parquet"));
        *part += 1;
        let file = File::create(&path).map_err(|error| Error::file(&path, &error))?;
        Writer::new(BufWriter::new(file))
    }

    fn close(&mut self, context: &Context<'_>) -> Result<(), Error> {
        std::mem::take(&mut self.open).into_values().try_for_each(|writer| writer.close(context))
    }
}

fn folder_of(month: Month) -> PathBuf {
    match month {
        Some((year, month)) => PathBuf::from(format!("year={year:04}")).join(format!("month={month:02}")),
        None => PathBuf::from(format!("year={NO_DAY}")).join(format!("month={NO_DAY}")),
    }
}
