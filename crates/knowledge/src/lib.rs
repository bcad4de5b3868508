//! Tables of what is known: countries, bodies, offices, people, groups, places.
#![forbid(unsafe_code)]
