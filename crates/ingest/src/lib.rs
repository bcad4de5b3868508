//! Files, folders, archives and feeds of reports to reports.
#![forbid(unsafe_code)]
