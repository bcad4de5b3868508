//! Who may ask, and what a browser may do with the answers.
//!
//! A page of another site must not reach the archive through the reader's browser: the `Host` must be one of ours (a name
//! that was made to point here is not), and requests that write must come from our own page and say so in a header that
//! other sites cannot set.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::parameters::Parameters;
use crate::problem::Problem;

/// The header of requests that write.
const WRITES: &str = "x-verbale";
const COOKIE: &str = "verbale-token";

/// Only our own scripts and styles; nothing of other sites, no frames, no plug-ins.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; \
    font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

#[derive(Clone, Debug)]
pub(crate) struct Guard {
    /// Where the server listens.
    pub address: SocketAddr,
    /// Needed where others can reach the server.
    pub token: Option<Arc<str>>,
}

pub(crate) async fn watch(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let mut response = match guard.admit(&request) {
        Ok(Admitted::In) => next.run(request).await,
        Ok(Admitted::WithCookie(cookie)) => {
            let home = [(header::LOCATION, HeaderValue::from_static("/")), (header::SET_COOKIE, cookie)];
            (StatusCode::SEE_OTHER, home).into_response()
        }
        Err(problem) => problem.into_response(),
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

enum Admitted {
    In,
    /// The token came in the address: it goes into a cookie, out of sight.
    WithCookie(HeaderValue),
}

impl Guard {
    fn admit(&self, request: &Request) -> Result<Admitted, Problem> {
        let headers = request.headers();
        let host = text(headers, &header::HOST);
        if !host.is_some_and(|host| self.is_ours(host)) {
            return Err(Problem::new(StatusCode::MISDIRECTED_REQUEST, "this server is not known by that name"));
        }
        if let Some(admitted) = self.check_token(request)? {
            return Ok(admitted);
        }
        let is_writing = !matches!(*request.method(), Method::GET | Method::HEAD);
        if is_writing {
            let foreign = text(headers, &header::ORIGIN).is_some_and(|origin| !self.is_own_origin(origin, host));
            if foreign || !headers.contains_key(WRITES) {
                return Err(Problem::new(
                    StatusCode::FORBIDDEN,
                    "requests that write come from this server's own page, or carry the header X-Verbale: 1",
                ));
            }
        }
        Ok(Admitted::In)
    }

    /// A name or address of this machine, with the port that is listened at.
    fn is_ours(&self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
            _ => (host, Some(80)),
        };
        let name = name.trim_start_matches('[').trim_end_matches(']');
        let address: Option<IpAddr> = name.parse().ok();
        let here = name.eq_ignore_ascii_case("localhost") || address.is_some_and(|address| address.is_loopback());
        // Behind a token an address is as good as another: whoever knows the token is no stranger.
        let reached = address.is_some_and(|address| address == self.address.ip() || self.token.is_some());
        port == Some(self.address.port()) && (here || reached)
    }

    fn is_own_origin(&self, origin: &str, host: Option<&str>) -> bool {
        let of = origin.split_once("://").map(|(_, rest)| rest);
        of.is_some() && of == host
    }

    fn check_token(&self, request: &Request) -> Result<Option<Admitted>, Problem> {
        let Some(token) = self.token.as_deref() else { return Ok(None) };
        let headers = request.headers();
        let bearer = text(headers, &header::AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer "));
        let cookies = text(headers, &header::COOKIE).unwrap_or_default();
        let cookie = cookies.split(';').filter_map(|one| one.trim().split_once('=')).find(|(name, _)| *name == COOKIE);
        let known = [bearer, cookie.map(|(_, value)| value)];
        if known.iter().flatten().any(|given| equal(given, token)) {
            return Ok(None);
        }
        let parameters = Parameters::of(request.uri().query());
        if parameters.get("token").is_some_and(|given| equal(given, token)) {
            let cookie = format!("{COOKIE}={token}; HttpOnly; SameSite=Strict; Path=/");
            return Ok(Some(Admitted::WithCookie(HeaderValue::from_str(&cookie).map_err(Problem::fault)?)));
        }
        Err(Problem::new(StatusCode::UNAUTHORIZED, "this server wants its token"))
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

/// In the same time whatever differs.
fn equal(given: &str, token: &str) -> bool {
    let (given, token) = (given.as_bytes(), token.as_bytes());
    let differing = given.iter().zip(token).fold(0, |sum, (a, b)| sum | (a ^ b));
    given.len() == token.len() && differing == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(address: &str, token: Option<&str>) -> Guard {
        Guard { address: address.parse().expect("an address"), token: token.map(Arc::from) }
    }

    #[test]
    fn only_names_of_this_machine_are_ours() {
        let here = guard("127.0.0.1:7373", None);
        for (host, expected) in [
            ("127.0.0.1:7373", true),
            ("localhost:7373", true),
            ("[::1]:7373", true),
            ("127.0.0.1", false),
            ("127.0.0.1:80", false),
            ("evil.example:7373", false),
            ("127.0.0.1.evil.example:7373", false),
            ("192.168.1.2:7373", false),
            ("", false),
        ] {
            assert_eq!(here.is_ours(host), expected, "{host}");
        }
        assert!(guard("0.0.0.0:7373", Some("t")).is_ours("192.168.1.2:7373"));
    }

    #[test]
    fn tokens_are_whole_or_nothing() {
        assert!(
            equal("abc", "abc")
                && !equal("ab", "abc")
                && !equal("abcd", "abc")
                && !equal("abd", "abc")
                && !equal("", "abc")
        );
    }
}
