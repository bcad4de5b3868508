//! The formats that others read: event-data tables, networks, maps, calendars.
#![forbid(unsafe_code)]
