//! What an archive shows: timeline, dyads, meetings, positions, brief.
#![forbid(unsafe_code)]
