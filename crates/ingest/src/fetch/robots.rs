//! What a site allows (robots.txt, RFC 9309).

use std::time::Duration;

use url::{Position, Url};

use super::{AGENT_TOKEN, Request, Web, get};
use crate::limits::ROBOTS_BYTES_MAX;
use crate::{Error, ErrorKind};

/// The rules that hold for one reader.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Robots {
    rules: Vec<(bool, String)>,
    pub(super) delay: Option<Duration>,
    /// The file could not be had: nothing is allowed for now.
    pub(super) unknown: bool,
}

impl Robots {
    pub(super) fn nothing() -> Self {
        Robots { rules: vec![(false, "/".to_owned())], delay: None, unknown: true }
    }

    /// What a site allows. One without the file allows everything; one whose server fails, nothing.
    pub(super) fn ask(web: &dyn Web, address: &Url) -> Self {
        let site = &address[..Position::BeforePath];
        let request = Request { url: format!("{site}/robots.txt"), bytes_max: ROBOTS_BYTES_MAX, ..Request::default() };
        match get(web, &request) {
            Ok((response, _)) if response.status == 200 => {
                Robots::of(&String::from_utf8_lossy(&response.body), AGENT_TOKEN)
            }
            Ok((response, _)) if (400..500).contains(&response.status) && response.status != 429 => Robots::default(),
            _ => Robots::nothing(),
        }
    }

    /// The group for `agent`, or for everyone.
    pub(super) fn of(text: &str, agent: &str) -> Self {
        let (mut own, mut all) = (Robots::default(), Robots::default());
        let (mut for_own, mut for_all, mut in_rules, mut has_own) = (false, false, true, false);
        for (name, value) in text.lines().filter_map(line) {
            if name == "user-agent" {
                if std::mem::take(&mut in_rules) {
                    (for_own, for_all) = (false, false);
                }
                for_own |= value.eq_ignore_ascii_case(agent);
                for_all |= value == "*";
                has_own |= for_own;
                continue;
            }
            in_rules = true;
            if for_own {
                own.add(&name, value);
            }
            if for_all {
                all.add(&name, value);
            }
        }
        if has_own { own } else { all }
    }

    fn add(&mut self, name: &str, value: &str) {
        const DELAY_MAX_S: f64 = 60.0;
        match name {
            "allow" if !value.is_empty() => self.rules.push((true, value.to_owned())),
            "disallow" if !value.is_empty() => self.rules.push((false, value.to_owned())),
            "crawl-delay" => {
                let seconds = value.parse().ok().filter(|seconds: &f64| seconds.is_finite() && *seconds >= 0.0);
                self.delay = seconds.map(|seconds| Duration::from_secs_f64(seconds.min(DELAY_MAX_S)));
            }
            _ => {}
        }
    }

    /// Whether a page may be read now; else why not.
    pub(super) fn check(&self, address: &Url) -> Result<(), Error> {
        let refused = |kind, why: &str| Err(Error::new(kind, address.as_str(), why));
        if self.unknown {
            return refused(ErrorKind::Network, "its site cannot be reached");
        }
        let path = &address[Position::BeforePath..Position::AfterQuery];
        if self.allows(path) { Ok(()) } else { refused(ErrorKind::Robots, "") }
    }

    /// Whether a path with its query may be read: by the longest rule that fits; of two as long, the one that allows.
    pub(super) fn allows(&self, path: &str) -> bool {
        let fitting = self.rules.iter().filter(|(_, pattern)| fits(pattern, path));
        fitting.map(|(allow, pattern)| (pattern.len(), *allow)).max().is_none_or(|(_, allow)| allow)
    }
}

fn line(line: &str) -> Option<(String, &str)> {
    let line = line.split('#').next().unwrap_or_default();
    let (name, value) = line.split_once(':')?;
    Some((name.trim().to_ascii_lowercase(), value.trim()))
}

/// "*" stands for anything, "$" at the end for the end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, to_end) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| path.strip_prefix(first)) else { return false };
    let mut last = None;
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
        last = Some(part);
    }
    !to_end || rest.is_empty() || last.is_some_and(|last| rest.ends_with(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules() {
        let text = "User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /private # not here\nAllow: /private/open\n\
            Disallow: /*.pdf$\nDisallow: /*?print=\nCrawl-delay: 4\nDisallow:\n";
        let robots = Robots::of(text, "verbale");
        for (path, allowed) in [
            ("/", true),
            ("/private/a", false),
            ("/private/open/a", true),
            ("/a.pdf", false),
            ("/a.pdf?x", true),
            ("/a.pdf.pdf", false),
            ("/news?print=1", false),
        ] {
            assert_eq!(robots.allows(path), allowed, "{path}");
        }
        assert_eq!(robots.delay, Some(Duration::from_secs(4)));
    }

    #[test]
    fn groups() {
        let text = "User-agent: a\nUser-agent: Verbale\nDisallow: /x\nUser-agent: *\nDisallow: /\n";
        let robots = Robots::of(text, "verbale");
        assert!(robots.allows("/y") && !robots.allows("/x"));
        assert!(!Robots::of(text, "b").allows("/y"));
        assert!(Robots::of("", "verbale").allows("/") && !Robots::nothing().allows("/"));
        assert!(Robots::of("Disallow: /\n\u{0}:::\nCrawl-delay: inf", "verbale").allows("/"));
    }
}
