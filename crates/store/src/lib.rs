//! The archive: one SQLite file of reports, readings and corrections.
#![forbid(unsafe_code)]
