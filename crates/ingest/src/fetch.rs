//! Follows feeds politely: it asks only for what is new, no more often than a site likes, and only public addresses.
//!
//! Everything that touches the network goes through [`Web`]. [`Internet`] is the one that does; [`poll`] itself has no
//! clock and no socket, and what it must remember between two polls is a [`Following`] that the caller keeps. A feed that
//! lies in a file is read from there; the pages that it leads to are asked for like those of any other.

mod address;
mod following;
mod internet;
mod page;
mod poll;
mod robots;
mod visit;

use std::net::IpAddr;
use std::ops::ControlFlow;
use std::time::Duration;

use url::Url;

use crate::limits::REDIRECTS_MAX;
use crate::{Error, ErrorKind};

pub use address::is_public;
pub use following::Following;
pub use internet::Internet;
pub use page::page;
pub use poll::{Look, Looking, Pages, Polled, poll};

/// The name by which sites know who asks.
pub const AGENT: &str = concat!("verbale/", env!("CARGO_PKG_VERSION"), " (reader of news feeds)");

/// The name that robots.txt files would use.
pub(crate) const AGENT_TOKEN: &str = "verbale";

/// One question to a server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    pub url: String,
    /// What the server gave with its last answer; it answers 304 if nothing has changed.
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    /// Bytes of the body that are read; a longer body is an error.
    pub bytes_max: u64,
}

/// The answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    pub status: u16,
    pub content_type: Option<String>,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    pub location: Option<String>,
    /// As it is written: seconds, or a date.
    pub retry_after: Option<String>,
    pub body: Vec<u8>,
}

/// A way to ask servers, one hop at a time.
pub trait Web {
    /// Asks once and follows no redirect.
    ///
    /// # Errors
    /// Where the server cannot be reached, is not public, takes too long or gives too much.
    fn get(&self, request: &Request) -> Result<Response, Error>;

    /// Waits between two questions to one site; whether to go on afterwards.
    fn pause(&self, time: Duration) -> ControlFlow<()>;

    /// Whether an address may be asked: one of the public internet, unless this way to ask is made for others.
    fn may_ask(&self, address: IpAddr) -> bool {
        is_public(address)
    }
}

/// Asks and follows redirects; every hop must be an address that may be asked. The second value is the last address.
pub(crate) fn get(web: &dyn Web, request: &Request) -> Result<(Response, String), Error> {
    get_where(web, request, &mut |_| Ok(()))
}

/// The same, for addresses that `allowed` lets through as well.
fn get_where(
    web: &dyn Web,
    request: &Request,
    allowed: &mut dyn FnMut(&Url) -> Result<(), Error>,
) -> Result<(Response, String), Error> {
    let mut request = request.clone();
    for _ in 0..=REDIRECTS_MAX {
        let url = address::checked(&request.url, web)?;
        allowed(&url)?;
        let response = web.get(&request)?;
        let moved = matches!(response.status, 301 | 302 | 303 | 307 | 308);
        let Some(location) = response.location.as_deref().filter(|_| moved) else {
            return Ok((response, request.url));
        };
        request.url = next(&url, location)?;
    }
    Err(Error::new(ErrorKind::Limit, request.url, format!("more than {REDIRECTS_MAX} redirects")))
}

/// Where a redirect leads. What came encrypted is not asked for in the clear.
fn next(from: &Url, location: &str) -> Result<String, Error> {
    let wrong = |why: &str| Error::new(ErrorKind::Address, from.as_str(), why);
    let to = from.join(location).map_err(|_| wrong("a redirect to no address"))?;
    if from.scheme() == "https" && to.scheme() != "https" {
        return Err(wrong("a redirect from https to http"));
    }
    Ok(to.to_string())
}
