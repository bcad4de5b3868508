//! The network itself. Every name is resolved here, and a name that leads to a closed address is not asked, whatever its
//! servers say the next time: the addresses that were checked are those that are connected to.

use std::io::Read;
use std::net::IpAddr;
use std::ops::ControlFlow;
use std::time::Duration;

use ureq::config::Config;
use ureq::http::{HeaderMap, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error as Failure};

use super::{AGENT, Request, Response, Web, is_public};
use crate::{Error, ErrorKind};

/// For one question, from name to last byte.
const TIMEOUT: Duration = Duration::from_secs(60);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);

const CLOSED: &str = "not a public address";

/// Asks over the internet.
#[derive(Debug)]
pub struct Internet {
    agent: Agent,
    asked: Asked,
}

impl Default for Internet {
    fn default() -> Self {
        Internet::new()
    }
}

impl Internet {
    pub fn new() -> Self {
        Internet::asking(Asked::default())
    }

    /// One that asks the machine it runs on as well: for a server of one's own, and for tests.
    pub fn with_loopback() -> Self {
        Internet::asking(Asked { loopback: true })
    }

    fn asking(asked: Asked) -> Self {
        let config = Agent::config_builder()
            // Redirects are followed one by one, each checked. A proxy would resolve names where they are not checked.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .http_status_as_error(false)
            .timeout_global(Some(TIMEOUT))
            .timeout_connect(Some(CONNECT_TIMEOUT))
            .user_agent(AGENT)
            .build();
        let resolver = Checked { resolver: DefaultResolver::default(), asked };
        Internet { agent: Agent::with_parts(config, DefaultConnector::default(), resolver), asked }
    }
}

/// Which addresses are asked.
#[derive(Clone, Copy, Debug, Default)]
struct Asked {
    loopback: bool,
}

impl Asked {
    fn may(self, address: IpAddr) -> bool {
        is_public(address) || self.loopback && address.is_loopback()
    }
}

/// Gives no address that is not to be asked. One closed address among several is enough: it is a trick.
#[derive(Debug)]
struct Checked {
    resolver: DefaultResolver,
    asked: Asked,
}

impl Resolver for Checked {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Failure> {
        let addresses = self.resolver.resolve(uri, config, timeout)?;
        if addresses.iter().all(|address| self.asked.may(address.ip())) {
            Ok(addresses)
        } else {
            Err(Failure::Other(CLOSED.into()))
        }
    }
}

impl Web for Internet {
    fn get(&self, request: &Request) -> Result<Response, Error> {
        let url = super::address::checked(&request.url, self)?;
        let failed = |error: Failure| {
            let kind = if matches!(&error, Failure::Other(why) if why.to_string() == CLOSED) {
                ErrorKind::Address
            } else {
                ErrorKind::Network
            };
            Error::new(kind, request.url.as_str(), error)
        };
        let mut call = self.agent.get(url.as_str());
        for (name, value) in [("if-none-match", &request.etag), ("if-modified-since", &request.last_modified)] {
            if let Some(value) = value {
                call = call.header(name, value);
            }
        }
        let answer = call.call().map_err(failed)?;
        let (head, body) = answer.into_parts();
        let mut response = head_of(head.status.as_u16(), &head.headers);
        let reader = body.into_with_config().limit(u64::MAX).reader();
        let read = reader.take(request.bytes_max.saturating_add(1)).read_to_end(&mut response.body);
        let read = read.map_err(|error| Error::new(ErrorKind::Network, request.url.as_str(), error))?;
        if read as u64 > request.bytes_max {
            return Err(Error::new(
                ErrorKind::Limit,
                request.url.as_str(),
                format!("more than {} bytes", request.bytes_max),
            ));
        }
        Ok(response)
    }

    fn pause(&self, time: Duration) -> ControlFlow<()> {
        std::thread::sleep(time);
        ControlFlow::Continue(())
    }

    fn may_ask(&self, address: IpAddr) -> bool {
        self.asked.may(address)
    }
}

fn head_of(status: u16, headers: &HeaderMap) -> Response {
    let value = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    Response {
        status,
        content_type: value("content-type"),
        etag: value("etag"),
        last_modified: value("last-modified"),
        location: value("location"),
        retry_after: value("retry-after"),
        body: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Nothing leaves the machine: what is refused is refused before a connection.
    #[test]
    fn closed_addresses_are_refused_when_asked() {
        let error =
            Internet::new().get(&Request { url: "http://169.254.169.254/latest".to_owned(), ..Request::default() });
        assert_eq!(error.expect_err("closed").kind(), ErrorKind::Address);
    }

    /// The agent itself, past the check of the address: only the resolver stands between it and the machine.
    #[test]
    fn closed_addresses_are_refused_when_resolved() {
        for url in ["http://127.0.0.1:9/", "http://localhost:9/", "http://[::1]:9/"] {
            let error = Internet::new().agent.get(url).call().expect_err(url);
            assert!(error.to_string().contains(CLOSED), "{url}: {error}");
        }
    }

    /// Loopback is one address more; the network around the machine stays closed.
    #[test]
    fn loopback_opens_nothing_else() {
        let internet = Internet::with_loopback();
        assert!(internet.may_ask([127, 0, 0, 1].into()) && !internet.may_ask([10, 0, 0, 1].into()));
        for url in ["http://192.168.0.1/", "http://localhost/", "http://[::ffff:127.0.0.1]/"] {
            let error = internet.get(&Request { url: url.to_owned(), ..Request::default() }).expect_err(url);
            assert_eq!(error.kind(), ErrorKind::Address, "{url}");
        }
    }
}
