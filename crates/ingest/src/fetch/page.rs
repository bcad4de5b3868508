//! One page that somebody asked for by its address.

use url::Url;

use super::robots::Robots;
use super::{Request, Web, address, get_where};
use crate::limits::PAGE_BYTES_MAX;
use crate::{Error, ErrorKind, Found, Options, report};

/// The report of a page of the web.
///
/// # Errors
/// Where the address is not public, the site's robots.txt keeps it out, the other side fails, or the page holds no report.
pub fn page(url: &str, options: &Options, web: &dyn Web) -> Result<Found, Error> {
    let address = address::checked(url, web)?;
    let robots = Robots::ask(web, &address);
    // A redirect may lead to another path, or to another site with rules of its own.
    let mut allowed = |hop: &Url| {
        if hop.origin() == address.origin() { robots.check(hop) } else { Robots::ask(web, hop).check(hop) }
    };
    let request = Request { url: url.to_owned(), bytes_max: PAGE_BYTES_MAX as u64, ..Request::default() };
    let (response, last) = get_where(web, &request, &mut allowed)?;
    if response.status != 200 {
        return Err(Error::new(ErrorKind::Network, url, format!("status {}", response.status)));
    }
    let kind = response.content_type.unwrap_or_else(|| "text/html".to_owned()).to_ascii_lowercase();
    let name = if kind.starts_with("text/plain") { "page.txt" } else { "page.html" };
    if !["text/html", "application/xhtml", "text/plain"].iter().any(|page| kind.starts_with(page)) {
        return Err(Error::new(ErrorKind::Form, url, "not a page"));
    }
    let charset = kind.split_once("charset=").map(|(_, charset)| charset.to_owned());
    report(&response.body, name, &Options { url: Some(last), charset, ..options.clone() })
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;
    use std::time::Duration;

    use super::*;
    use crate::fetch::Response;

    /// Two files of a site.
    struct Site;

    impl Web for Site {
        fn get(&self, request: &Request) -> Result<Response, Error> {
            let (status, body) = match request.url.as_str() {
                "https://news.example/robots.txt" => (200, "User-agent: *\nDisallow: /private"),
                "https://news.example/talks" => (
                    200,
                    "<html><head><title>Talks</title></head><body><article><p>The foreign ministers of both countries met in Geneva on Tuesday.</p></article></body></html>",
                ),
                _ => (404, ""),
            };
            Ok(Response { status, body: body.as_bytes().to_vec(), ..Response::default() })
        }

        fn pause(&self, _: Duration) -> ControlFlow<()> {
            ControlFlow::Continue(())
        }
    }

    #[test]
    fn a_page_is_read_where_its_site_allows_it() {
        let read = |url: &str| page(url, &Options::default(), &Site);
        let found = read("https://news.example/talks").expect("a report");
        assert!(found.report.text.contains("met in Geneva"));
        for (url, expected) in [
            ("https://news.example/private/talks", ErrorKind::Robots),
            ("https://news.example/gone", ErrorKind::Network),
            ("http://127.0.0.1/talks", ErrorKind::Address),
            ("file:///etc/passwd", ErrorKind::Address),
        ] {
            assert_eq!(read(url).expect_err(url).kind(), expected, "{url}");
        }
    }
}
