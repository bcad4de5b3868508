//! Pages that somebody asks to be read by their address; off unless the server was started with it.

use axum::http::StatusCode;
use verbale::Report;
use verbale::archive::ingest::fetch::{Internet, page as fetched};
use verbale::archive::ingest::{ErrorKind, Options};

use crate::desk::Desk;
use crate::problem::Problem;

/// The report of a page. Private addresses, what a site's robots.txt keeps out and pages that are too large are refused.
pub(crate) fn page(desk: &Desk, url: &str) -> Result<Report, Problem> {
    if !desk.url_reading {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "addresses are not read; start the server with --read-addresses",
        ));
    }
    let found = fetched(url, &Options::default(), &Internet::new()).map_err(|error| {
        let status = match error.kind() {
            ErrorKind::Address | ErrorKind::Robots => StatusCode::FORBIDDEN,
            _ => StatusCode::BAD_GATEWAY,
        };
        Problem::new(status, error)
    })?;
    Ok(found.report)
}
