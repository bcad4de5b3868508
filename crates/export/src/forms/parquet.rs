//! Parquet: one row an event, with days, numbers and lists as such. One file, or a folder of months.

mod columns;
mod months;

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use ::parquet::arrow::ArrowWriter;
use ::parquet::basic::Compression;
use ::parquet::file::properties::WriterProperties;
use verbale_record::Told;

use crate::form::{Added, Form, Run};
use crate::tables::Treatment;
use crate::{Context, Error};

pub(crate) use months::parquet_months;

/// Events that are held before they are written: a few megabytes.
const BATCH_EVENTS: usize = 4096;

/// Compressed files of events, a batch at a time.
struct Writer<W: Write + Send> {
    arrow: ArrowWriter<W>,
    held: Vec<Told>,
}

impl<W: Write + Send> Writer<W> {
    fn new(out: W) -> Result<Self, Error> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by("verbale-export".to_owned())
            .build();
        let arrow = ArrowWriter::try_new(out, columns::schema(), Some(properties)).map_err(Error::encoding)?;
        Ok(Writer { arrow, held: Vec::new() })
    }

    /// Holds an event; says whether a batch was written.
    fn add(&mut self, event: &Told, context: &Context<'_>) -> Result<bool, Error> {
        self.held.push(event.clone());
        let full = self.held.len() >= BATCH_EVENTS;
        if full {
            self.write(context)?;
        }
        Ok(full)
    }

    fn write(&mut self, context: &Context<'_>) -> Result<(), Error> {
        if self.held.is_empty() {
            return Ok(());
        }
        let batch = columns::batch(&self.held, context)?;
        self.held.clear();
        self.arrow.write(&batch).map_err(Error::encoding)?;
        self.arrow.flush().map_err(Error::encoding)
    }

    fn close(mut self, context: &Context<'_>) -> Result<(), Error> {
        self.write(context)?;
        self.arrow.close().map(|_| ()).map_err(Error::encoding)
    }
}

/// Memory that the writer fills and the run empties: the writer wants an output of its own that may change threads.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    fn take(&self) -> Vec<u8> {
        self.0.lock().map(|mut bytes| std::mem::take(&mut *bytes)).unwrap_or_default()
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut held = self.0.lock().map_err(|_| io::Error::other("a writer panicked"))?;
        held.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// One file.
#[derive(Default)]
pub(super) struct Parquet {
    writer: Option<Writer<Shared>>,
    bytes: Shared,
}

impl Form for Parquet {
    fn start(&mut self, _run: &mut Run<'_>) -> Result<(), Error> {
        self.writer = Some(Writer::new(self.bytes.clone())?);
        Ok(())
    }

    fn add(&mut self, event: &Told, _treatment: Treatment, run: &mut Run<'_>) -> Result<Added, Error> {
        if let Some(writer) = &mut self.writer
            && writer.add(event, run.context)?
        {
            run.out.write_all(&self.bytes.take())?;
        }
        Ok(Ok(1))
    }

    fn end(&mut self, run: &mut Run<'_>) -> Result<(), Error> {
        if let Some(writer) = self.writer.take() {
            writer.close(run.context)?;
        }
        Ok(run.out.write_all(&self.bytes.take())?)
    }
}
