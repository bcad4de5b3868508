//! Errors as `application/problem+json` (RFC 9457).

use std::fmt::Display;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use verbale::archive::{self, ErrorKind};

pub(crate) const PROBLEM: &str = "application/problem+json";

/// A request that is not followed, in words for the person who asked.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub status: StatusCode,
    pub detail: String,
}

impl Problem {
    pub fn new(status: StatusCode, detail: impl Display) -> Self {
        Problem { status, detail: detail.to_string() }
    }

    /// The request is wrong.
    pub fn bad(detail: impl Display) -> Self {
        Problem::new(StatusCode::BAD_REQUEST, detail)
    }

    pub fn missing(detail: impl Display) -> Self {
        Problem::new(StatusCode::NOT_FOUND, detail)
    }

    /// Ours to mend.
    pub fn fault(detail: impl Display) -> Self {
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, detail)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let title = self.status.canonical_reason().unwrap_or("error");
        let body =
            json!({ "type": "about:blank", "title": title, "status": self.status.as_u16(), "detail": self.detail });
        (self.status, [(header::CONTENT_TYPE, PROBLEM)], body.to_string()).into_response()
    }
}

impl From<archive::Error> for Problem {
    fn from(error: archive::Error) -> Self {
        let status = match error.kind() {
            ErrorKind::Unknown => StatusCode::NOT_FOUND,
            ErrorKind::Query | ErrorKind::Correction => StatusCode::UNPROCESSABLE_ENTITY,
            ErrorKind::Busy => StatusCode::SERVICE_UNAVAILABLE,
            ErrorKind::ReadOnly => StatusCode::FORBIDDEN,
            ErrorKind::Full => StatusCode::INSUFFICIENT_STORAGE,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Problem::new(status, error)
    }
}

impl From<archive::views::Error> for Problem {
    fn from(error: archive::views::Error) -> Self {
        Problem::bad(error)
    }
}
