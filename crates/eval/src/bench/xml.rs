//! Elements of the XML that corpora come in: flat, with double quotes, elements of one name not within each other. These few
//! lines are no XML parser.

/// An element as it stands: its attributes and what is between its tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element<'a> {
    attributes: &'a str,
    pub inner: &'a str,
}

impl<'a> Element<'a> {
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        let open = format!(" {name}=\"");
        let start = self.attributes.find(&open)? + open.len();
        self.attributes[start..].split('"').next()
    }

    /// What is between the tags, as it was before it was put into XML.
    pub fn text(&self) -> String {
        let inner = self.inner.trim();
        if let Some(plain) = inner.strip_prefix("<![CDATA[").and_then(|text| text.strip_suffix("]]>")) {
            return plain.to_owned();
        }
        inner.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    }
}

/// The elements of a name, in order.
pub fn elements<'a>(text: &'a str, name: &str) -> impl Iterator<Item = Element<'a>> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = &rest[start(rest, &open)?..];
        let head = rest.find('>')?;
        let (attributes, after) = (&rest[..head], &rest[head + 1..]);
        if let Some(attributes) = attributes.strip_suffix('/') {
            rest = after;
            return Some(Element { attributes, inner: "" });
        }
        let end = after.find(&close)?;
        rest = &after[end + close.len()..];
        Some(Element { attributes, inner: &after[..end] })
    })
}

/// The byte after `open` where it is a whole name.
fn start(text: &str, open: &str) -> Option<usize> {
    let ends = text.match_indices(open).map(|(at, _)| at + open.len());
    ends.into_iter().find(|end| text[*end..].starts_with([' ', '>', '/', '\n']))
}
