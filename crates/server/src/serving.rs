//! Starts the server, says where it is, and ends it in good order.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower_http::compression::CompressionLayer;
use verbale::Reader;

use crate::desk::Desk;
use crate::guard::{Guard, watch};
use crate::limits::{BODY_BYTES_MAX, REQUEST_TIME_MAX, REQUESTS_MAX};
use crate::problem::{PROBLEM, Problem};
use crate::routes::{BASE, router};
use crate::{Error, ErrorKind};

/// What is served, and to whom.
#[derive(Clone, Debug)]
pub struct Serving {
    /// The archive's file; made where there is none.
    pub archive: PathBuf,
    /// Where to listen. Another address than one of this machine alone is guarded by a token.
    pub address: SocketAddr,
    /// Whether addresses of pages may be read.
    pub url_reading: bool,
    /// The gazetteer in which places of a question are looked up, where it is not the one inside the program (see
    /// [`verbale::gazetteer::open`]).
    pub gazetteer: Option<&'static [u8]>,
}

/// Serves until the program is told to stop (Ctrl-C, SIGTERM). `ready` hears the page's address, with the token where one is
/// needed.
///
/// # Errors
/// Where the archive cannot be opened or the address cannot be listened at.
pub fn serve(serving: &Serving, reader: Reader, ready: impl FnOnce(&str)) -> Result<(), Error> {
    let desk = Arc::new(Desk::open(serving, Arc::new(reader))?);
    let start = |error: &dyn std::fmt::Display| Error::new(ErrorKind::Start, error);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| start(&error))?;
    runtime.block_on(async {
        let fault = |error| Error::new(ErrorKind::Address, format!("{}: {error}", serving.address));
        let listener = TcpListener::bind(serving.address).await.map_err(fault)?;
        let address = listener.local_addr().map_err(fault)?;
        let token = if address.ip().is_loopback() { None } else { Some(token().map_err(|error| start(&error))?) };
        let query = token.as_deref().map_or_else(String::new, |token| format!("?token={token}"));
        ready(&format!("http://{address}/{query}"));
        let app = app(Arc::clone(&desk), Guard { address, token: token.map(Arc::from) });
        axum::serve(listener, app).with_graceful_shutdown(told_to_stop()).await.map_err(fault)
    })?;
    desk.jobs.stop_all();
    Ok(())
}

/// The routes with everything around them.
pub(crate) fn app(desk: Arc<Desk>, guard: Guard) -> Router {
    let turns = Arc::new(Semaphore::new(REQUESTS_MAX));
    router(desk)
        .layer(from_fn(as_problem))
        .layer(from_fn(move |request, next| in_time(Arc::clone(&turns), request, next)))
        .layer(from_fn_with_state(guard, watch))
        .layer(CompressionLayer::new())
}

/// Turns away what would have to wait too long, and ends what takes too long, but for uploads and exports.
async fn in_time(turns: Arc<Semaphore>, request: Request, next: Next) -> Response {
    let Ok(_turn) = turns.try_acquire() else {
        return Problem::new(StatusCode::SERVICE_UNAVAILABLE, "too many requests at once").into_response();
    };
    let path = request.uri().path().strip_prefix(BASE).unwrap_or_default();
    let claimed = request.headers().get(header::CONTENT_LENGTH).and_then(|bytes| bytes.to_str().ok()?.parse().ok());
    if path != "/jobs" && claimed.is_some_and(|bytes: u64| bytes > BODY_BYTES_MAX as u64) {
        let detail = format!("the body is over the limit of {BODY_BYTES_MAX} bytes");
        return Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail).into_response();
    }
    if path == "/jobs" || path == "/export" {
        return next.run(request).await;
    }
    let late = |_| {
        let seconds = REQUEST_TIME_MAX.as_secs();
        Problem::new(StatusCode::GATEWAY_TIMEOUT, format!("no answer within {seconds} s; ask for less")).into_response()
    };
    tokio::time::timeout(REQUEST_TIME_MAX, next.run(request)).await.unwrap_or_else(late)
}

/// Errors of the library below, such as a number that is none, in the form of ours.
async fn as_problem(request: Request, next: Next) -> Response {
    let is_ours = request.uri().path().starts_with(BASE);
    let response = next.run(request).await;
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_refusal = response.status().is_client_error() || response.status().is_server_error();
    if !is_ours || !is_refusal || kind == PROBLEM {
        return response;
    }
    let status = response.status();
    let words = axum::body::to_bytes(response.into_body(), REFUSAL_BYTES_MAX).await.unwrap_or_default();
    Problem::new(status, String::from_utf8_lossy(&words)).into_response()
}

/// Bytes of an error's words.
const REFUSAL_BYTES_MAX: usize = 64 << 10;

/// 128 bits of the system's randomness in hexadecimal digits.
fn token() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

async fn told_to_stop() {
    let by_hand = async { tokio::signal::ctrl_c().await.map_or_else(|_| (), |()| ()) };
    #[cfg(unix)]
    let by_system = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let by_system = std::future::pending::<()>();
    tokio::select! { () = by_hand => {}, () = by_system => {} }
}
