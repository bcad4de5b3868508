//! Answers as bytes, with the mark by which a browser asks whether they still hold.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::problem::Problem;

pub(crate) const JSON: &str = "application/json";
pub(crate) const CSV: &str = "text/csv; charset=utf-8";

/// A whole answer.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub body: Bytes,
    pub content_type: &'static str,
    /// The name under which a browser keeps it.
    pub file: Option<String>,
}

impl Answer {
    pub fn new(content_type: &'static str, body: impl Into<Bytes>) -> Self {
        Answer { body: body.into(), content_type, file: None }
    }

    pub fn json(value: &impl Serialize) -> Result<Self, Problem> {
        Ok(Answer::new(JSON, serde_json::to_vec(value).map_err(Problem::fault)?))
    }

    /// Says that only so many events were looked at, the latest: in a member of its own, or in the name of the file.
    pub fn of_the_latest(self, count: usize) -> Self {
        match (self.body.strip_prefix(b"{"), self.file) {
            (Some(rest), file) if self.content_type == JSON => {
                let body = [format!("{{\"only_latest\":{count},").as_bytes(), rest].concat();
                Answer { body: body.into(), content_type: JSON, file }
            }
            (_, Some(file)) => Answer { file: Some(format!("latest-{count}-events-{file}")), ..self },
            (_, None) => Answer { file: None, ..self },
        }
    }

    pub fn named(self, file: impl Into<String>) -> Self {
        Answer { file: Some(file.into()), ..self }
    }

    /// The answer, or that what the browser has still holds.
    pub fn respond(self, tag: &str, asked: &HeaderMap) -> Response {
        let known = asked.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
        let holds = known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
        let mut response = if holds { StatusCode::NOT_MODIFIED.into_response() } else { self.into_response() };
        let headers = response.headers_mut();
        if let Ok(tag) = HeaderValue::from_str(&format!("W/{tag}")) {
            headers.insert(header::ETAG, tag);
        }
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        response
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = ([(header::CONTENT_TYPE, self.content_type)], self.body).into_response();
        if let Some(disposition) = self.file.and_then(|file| disposition(&file)) {
            response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
        }
        response
    }
}

pub(crate) fn disposition(file: &str) -> Option<HeaderValue> {
    let plain: String = file.chars().filter(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c)).collect();
    HeaderValue::from_str(&format!("attachment; filename=\"{plain}\"")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_out_is_said() {
        let answer = Answer::new(JSON, r#"{"rows":[]}"#).of_the_latest(5);
        assert_eq!(answer.body, r#"{"only_latest":5,"rows":[]}"#);
        let answer = Answer::new(CSV, "a,b").named("verbale.csv").of_the_latest(5);
        assert_eq!((&answer.body[..], answer.file.as_deref()), (&b"a,b"[..], Some("latest-5-events-verbale.csv")));
    }
}
