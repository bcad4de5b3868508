//! Public forms of a record: JSON, PLOVER, pretty lines.
#![forbid(unsafe_code)]
