//! The words of a span, for lines that people read.

use verbale_record::{Record, Span};

/// The words of a span on one line.
pub(crate) fn words(record: &Record, span: Span) -> String {
    let words = record.report.text.get(span.range()).unwrap_or_default();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
