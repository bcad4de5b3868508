//! Reads news reports about conflict and diplomacy into sourced records.
#![forbid(unsafe_code)]
