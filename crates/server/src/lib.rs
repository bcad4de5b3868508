//! The reading room: an archive over HTTP under `/api/v1`, and the page that shows it.
//!
//! One archive, one process, this machine alone unless a token guards the way. Nothing is fetched that was not asked for,
//! and no path of a request reaches the file system.
#![forbid(unsafe_code)]

mod answer;
mod changes;
mod desk;
mod error;
mod export;
mod guard;
mod jobs;
mod limits;
mod lines;
mod manual;
mod pages;
mod parameters;
mod problem;
mod reports;
mod routes;
mod serving;
mod uploads;
mod views;
mod web;
mod writing;

pub use error::{Error, ErrorKind};
pub use routes::{ROUTES, Route};
pub use serving::{Serving, serve};
