//! What a request may ask for, and why no more.

use std::time::Duration;

/// Bytes of a body of JSON. Texts have a limit of their own, far below it; corrections of a report stay below it too.
pub(crate) const BODY_BYTES_MAX: usize = 24 << 20;

/// Bytes of one upload; it goes to a temporary file, never to memory.
pub(crate) const UPLOAD_BYTES_MAX: u64 = 4 << 30;
pub(crate) const UPLOAD_FILES_MAX: usize = 10_000;

/// For everything but uploads and exports.
pub(crate) const REQUEST_TIME_MAX: Duration = Duration::from_secs(60);

/// Requests at work or waiting; more are turned away, so that memory stays bounded.
pub(crate) const REQUESTS_MAX: usize = 64;

/// Rows of a page.
pub(crate) const ROWS: usize = 50;
pub(crate) const ROWS_MAX: usize = 500;

/// Answers that are kept, and their bytes in all.
pub(crate) const ANSWERS_MAX: usize = 64;
pub(crate) const ANSWERS_BYTES_MAX: usize = 64 << 20;
/// A larger answer is made each time it is asked for.
pub(crate) const ANSWER_BYTES_MAX: usize = 16 << 20;

/// Tellings of happenings that are kept at hand, about two kilobytes each.
pub(crate) const TELLINGS_MAX: usize = 50_000;

/// Connections to the archive that are kept open.
pub(crate) const CONNECTIONS_MAX: usize = 8;

/// Jobs that are remembered, and lines of each.
pub(crate) const JOBS_MAX: usize = 50;
pub(crate) const JOB_LINES_MAX: usize = 50;
