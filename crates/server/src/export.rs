//! Events in the formats of others, sent as they are written.

use std::io::{self, Write};
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream::poll_fn;
use tokio::sync::mpsc::{Sender, channel};
use verbale::archive::{ExportContext, Format, export as export_events, stream};
use verbale::clock;
use verbale::record::Told;

use crate::answer::disposition;
use crate::desk::Desk;
use crate::parameters::Parameters;
use crate::problem::Problem;

/// Pieces that wait for a slow reader.
const PIECES_MAX: usize = 4;
const PIECE_BYTES: usize = 64 << 10;

pub(crate) async fn export(State(desk): State<Arc<Desk>>, uri: Uri, _: HeaderMap) -> Result<Response, Problem> {
    let parameters = Parameters::of(uri.query());
    let name = parameters.needed("format")?;
    let unknown = || format!("format: not one of {}", Format::ALL.map(Format::name).join(", "));
    let format = Format::from_name(name).ok_or_else(|| Problem::bad(unknown()))?;
    let question = desk.ask(|archive| parameters.question(&desk.lookup, archive))?;
    let (pieces, mut waiting) = channel(PIECES_MAX);
    let file = format!("verbale-{}.{}", clock::today(), format.extension());
    tokio::task::spawn_blocking(move || {
        let mut out = Pieces { pieces: pieces.clone(), buffer: Vec::with_capacity(PIECE_BYTES) };
        let done = desk.ask(|archive| {
            let context = ExportContext::new(desk.lookup.knowledge(), clock::today()).map_err(Problem::fault)?;
            let write = |events: &mut dyn Iterator<Item = Told>| {
                export_events(format, events, &context, &mut out).map_err(Problem::fault)
            };
            stream(archive, &question, write, Problem::from)?;
            out.flush().map_err(Problem::fault)
        });
        if let Err(problem) = done {
            // Half of the answer is gone already: breaking it off is how the reader learns of it.
            let _ = pieces.blocking_send(Err(io::Error::other(problem.detail)));
        }
    });
    let body = Body::from_stream(poll_fn(move |context| waiting.poll_recv(context)));
    let kind = if format.is_binary() { "application/octet-stream" } else { "text/plain; charset=utf-8" };
    let mut response = ([(header::CONTENT_TYPE, kind)], body).into_response();
    response.headers_mut().extend(disposition(&file).map(|value| (header::CONTENT_DISPOSITION, value)));
    Ok(response)
}

/// Hands on what is written, piece by piece.
struct Pieces {
    pieces: Sender<io::Result<Bytes>>,
    buffer: Vec<u8>,
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= PIECE_BYTES {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let piece = Bytes::from(std::mem::take(&mut self.buffer));
        self.pieces.blocking_send(Ok(piece)).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}
