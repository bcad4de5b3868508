//! When two inputs are the same report: keys of texts and addresses in one form.

use url::Url;

use crate::rows;

/// 32 hexadecimal digits that texts share when they differ in white space alone.
pub fn content_key(text: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    for word in text.split_whitespace() {
        hasher.update(word.as_bytes());
        hasher.update(b" ");
    }
    hasher.finalize().to_hex().chars().take(32).collect()
}

/// An address in the form that its variants share: scheme and host in lower case, no default port, no fragment, no
/// user, no tracking parameters, the query in order, no slash at the end. None where it is no address of the web.
///
/// Variants for telephones keep their host: that `m.` or `/amp` leads to the same words is not sure, but for the
/// suffixes and parameters that the AMP project itself gave out.
pub fn canonical_url(address: &str) -> Option<String> {
    let mut url = Url::parse(address.trim()).ok()?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
        return None;
    }
    url.set_fragment(None);
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    let host = url.host_str().unwrap_or_default().trim_end_matches('.').to_owned();
    url.set_host(Some(&host)).ok()?;
    let query = query(&url);
    url.set_query(query.as_deref());
    let path = path(url.path()).to_owned();
    url.set_path(&path);
    Some(url.to_string())
}

/// The query in order and without tracking, each part as it was written.
fn query(url: &Url) -> Option<String> {
    let tracking = rows::first_column(include_str!("tracking.tsv"));
    let mut parts: Vec<&str> = url.query()?.split('&').filter(|part| !is_tracking(part, &tracking)).collect();
    parts.sort_unstable();
    parts.dedup();
    (!parts.is_empty()).then(|| parts.join("&"))
}

fn is_tracking(part: &str, tracking: &[&str]) -> bool {
    let (name, value) = part.split_once('=').unwrap_or((part, ""));
    let name = name.to_ascii_lowercase();
    let amp = name == "amp" && matches!(value, "" | "1" | "true");
    let known = tracking.iter().any(|known| match known.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == *known,
    });
    name.is_empty() || amp || known
}

fn path(path: &str) -> &str {
    const AMP_ENDS: [&str; 2] = ["/amp", "/amp.html"];
    let bare = path.trim_end_matches('/');
    AMP_ENDS.iter().find_map(|end| bare.strip_suffix(end).filter(|rest| !rest.is_empty())).unwrap_or(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let check = |given: &str, wanted: &str| assert_eq!(canonical_url(given).as_deref(), Some(wanted), "{given}");
        check("HTTPS://News.Example.ORG:443/a/B/?utm_source=x&b=2&a=1#top", "https://news.example.org/a/B?a=1&b=2");
        check("http://example.org", "http://example.org/");
        check("http://example.org:8080//", "http://example.org:8080/");
        check("https://example.org/story/amp/?fbclid=1", "https://example.org/story");
        check("https://example.org/story?amp=1&id=amp", "https://example.org/story?id=amp");
        check("https://user:pass@example.org./x?q=a%20b", "https://example.org/x?q=a%20b");
        check("https://m.example.org/x", "https://m.example.org/x");
        check("https://münchen.example/ä", "https://xn--mnchen-3ya.example/%C3%A4");
        for none in ["", "mailto:a@b.c", "ftp://example.org/a", "/relative", "http://", "javascript:alert(1)"] {
            assert_eq!(canonical_url(none), None, "{none}");
        }
    }

    #[test]
    fn a_canonical_address_stays_as_it_is() {
        for address in ["http://EXAMPLE.org/amp/amp?b&a&b", "https://example.org/?=&utm_x=1", "https://a.b/c//?x=%41"] {
            let once = canonical_url(address).expect("an address");
            let twice = canonical_url(&once).expect("an address");
            assert!(twice.len() <= once.len(), "{once} {twice}");
        }
    }

    #[test]
    fn keys_fold_white_space_alone() {
        let key = content_key("Talks  opened\n\nin Geneva.");
        assert_eq!(key, content_key(" Talks opened in Geneva. "));
        assert_ne!(key, content_key("Talks opened in Geneva"));
        assert_ne!(content_key("a b"), content_key("ab"));
        assert!(key.len() == 32 && key.bytes().all(|byte| byte.is_ascii_hexdigit()));
    }
}
