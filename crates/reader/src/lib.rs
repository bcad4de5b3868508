//! The stages that read a report into a record, and their order.
#![forbid(unsafe_code)]
