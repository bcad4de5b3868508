//! One file that is one report: plain text, Markdown or a page.

use std::path::Path;

use verbale_record::Report;

use crate::encoding::{self, Decoded};
use crate::html::{self, Cues};
use crate::intake::Draft;
use crate::kind::Kind;
use crate::limits::PAGE_BYTES_MAX;
use crate::{Options, Skip};

/// The draft of a report of this kind.
pub(crate) fn draft(bytes: &[u8], kind: Kind, options: &Options, cues: &Cues) -> Result<Draft, Skip> {
    if bytes.len() > PAGE_BYTES_MAX {
        return Err(Skip::TooLarge);
    }
    let decoded = encoding::decode_with(bytes, options.charset.as_deref(), kind == Kind::Html).ok_or(Skip::Binary)?;
    let mut draft = match kind {
        Kind::Html => page(&decoded.text, options, cues),
        Kind::Markdown => markdown(&decoded.text, options),
        _ => Draft { report: Report { text: decoded.text.clone(), ..Report::default() }, ..Draft::default() },
    };
    if draft.report.url.is_none() {
        draft.report.url.clone_from(&options.url);
    }
    note_encoding(&mut draft, &decoded);
    Ok(draft)
}

/// The name of a file without its ending, by which a report of its own file goes.
pub(crate) fn id(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

fn note_encoding(draft: &mut Draft, decoded: &Decoded) {
    if let Some(encoding) = decoded.encoding {
        draft.note("encoding", format!("read as {encoding}"));
    }
    if let Some(at) = decoded.broken_at {
        draft.note("broken-bytes", format!("byte {at} has no reading"));
    }
}

/// The draft of a page's report.
pub(crate) fn page(text: &str, options: &Options, cues: &Cues) -> Draft {
    let page = html::page(text, options.url.as_deref(), options.day_first, cues);
    let (published, date_from) = page.published.unzip();
    let report = Report {
        published,
        title: page.title,
        publisher: page.publisher,
        url: page.url,
        license: page.license,
        text: page.text,
        ..Report::default()
    };
    let mut draft = Draft { report, date_from, byline: page.byline, language: page.language, notes: Vec::new() };
    if let Some(why) = page.whole_page {
        draft.note("whole-page", format!("all of the page was taken, not the article alone: {why}"));
    }
    draft
}

/// Front matter (`title:`, `date:` between lines of `---`) and marks are taken off; a first heading is the title.
fn markdown(text: &str, options: &Options) -> Draft {
    let mut draft = Draft::default();
    let body = front_matter(text, &mut draft, options).unwrap_or(text);
    let mut lines: Vec<String> = body.lines().map(unmarked).collect();
    let first = body.lines().position(|line| !line.trim().is_empty());
    if let Some(at) = first.filter(|at| body.lines().nth(*at).is_some_and(|line| line.starts_with("# "))) {
        let heading = std::mem::take(&mut lines[at]);
        draft.report.title.get_or_insert(heading);
    }
    draft.report.text = lines.join("\n").trim().to_owned();
    draft
}

fn front_matter<'a>(text: &'a str, draft: &mut Draft, options: &Options) -> Option<&'a str> {
    let rest = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n"))?;
    let (head, body) = rest.split_once("\n---")?;
    for (name, value) in head.lines().filter_map(|line| line.split_once(':')) {
        let value = value.trim().trim_matches(['"', '\'']).to_owned();
        crate::row::take(draft, name, value, options);
    }
    Some(body.split_once('\n').map_or("", |(_, body)| body))
}

/// A line without the marks of headings, quotations, emphasis and links.
fn unmarked(line: &str) -> String {
    let bare = line.trim_start_matches('#').trim_start_matches('>');
    let bare = if bare.len() < line.len() { bare.trim_start() } else { line };
    let bare = bare.replace("**", "").replace("__", "").replace('`', "");
    let mut out = String::with_capacity(bare.len());
    let mut rest = bare.as_str();
    while let Some(open) = rest.find('[') {
        let link = rest[open..].find("](").and_then(|middle| {
            let end = rest[open + middle..].find(')')?;
            Some((open + middle, open + middle + end + 1))
        });
        let Some((middle, end)) = link else { break };
        out.push_str(rest[..open].trim_end_matches('!'));
        out.push_str(&rest[open + 1..middle]);
        rest = &rest[end..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_is_taken_off_its_marks() {
        let text = "---\ntitle: \"Talks\"\ndate: 2024-05-14\nsource: The Paper\n---\n\n# Talks open\n\nThe **ministers** met in [Geneva](http://e.org/a).\n\n> He said `no`.\n";
        let draft = markdown(text, &Options::default());
        assert_eq!(draft.report.title.as_deref(), Some("Talks"));
        assert_eq!(draft.report.publisher.as_deref(), Some("The Paper"));
        assert_eq!(draft.report.published.map(|day| day.to_string()).as_deref(), Some("2024-05-14"));
        assert_eq!(draft.report.text, "The ministers met in Geneva.\n\nHe said no.");
        let draft = markdown("# Talks open\r\n\r\nThey met [again.", &Options::default());
        assert_eq!(
            (draft.report.title.as_deref(), draft.report.text.as_str()),
            (Some("Talks open"), "They met [again.")
        );
        for odd in ["", "---", "---\n---", "#", "[](", "![a](b"] {
            markdown(odd, &Options::default());
        }
    }
}
