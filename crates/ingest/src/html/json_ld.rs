//! What a page says of its article in JSON-LD (schema.org).

use serde_json::Value;

/// The article as the page describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Described {
    pub(crate) headline: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) byline: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) license: Option<String>,
}

/// Members that lead to other articles, to readers' words or to posts of a live page: their dates are not the article's.
const ELSEWHERE: [&str; 14] = [
    "comment",
    "itemListElement",
    "hasPart",
    "isPartOf",
    "liveBlogUpdate",
    "mentions",
    "citation",
    "review",
    "relatedLink",
    "significantLink",
    "subjectOf",
    "isBasedOn",
    "video",
    "image",
];

/// Endings of types that are articles, and types of pages, which count where no article is described.
const ARTICLES: [&str; 3] = ["Article", "BlogPosting", "Report"];
const PAGES: [&str; 2] = ["WebPage", "ItemPage"];

/// What the page's scripts say of the article, which is the one whose headline is nearest to `title` if there are several.
pub(crate) fn described(scripts: &[String], title: Option<&str>) -> Described {
    let values: Vec<Value> = scripts.iter().filter_map(|script| parsed(script)).collect();
    let mut nodes = Vec::new();
    for value in &values {
        collect(value, &mut nodes, 0);
    }
    let all = |kinds: &[&str]| -> Vec<Described> {
        nodes.iter().filter(|node| is_a(node, kinds)).map(|node| described_by(node, &nodes)).collect()
    };
    one(all(&ARTICLES), title).or_else(|| one(all(&PAGES), title)).unwrap_or_default()
}

/// Scripts in the wild have comments around them and line breaks in strings.
fn parsed(script: &str) -> Option<Value> {
    let script =
        script.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let script =
        script.trim_end_matches("-->").trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
    let clean: String = script.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    serde_json::from_str(&clean).ok()
}

fn collect<'a>(value: &'a Value, nodes: &mut Vec<&'a Value>, depth: usize) {
    const DEPTH_MAX: usize = 16;
    if depth > DEPTH_MAX {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, nodes, depth + 1)),
        Value::Object(members) => {
            nodes.push(value);
            let inner = members.iter().filter(|(name, _)| !ELSEWHERE.contains(&name.as_str()));
            inner.for_each(|(_, value)| collect(value, nodes, depth + 1));
        }
        _ => {}
    }
}

fn is_a(node: &Value, kinds: &[&str]) -> bool {
    let fits = |name: &str| kinds.iter().any(|kind| name.ends_with(kind));
    match &node["@type"] {
        Value::String(name) => fits(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(fits),
        _ => false,
    }
}

fn described_by(node: &Value, nodes: &[&Value]) -> Described {
    let text = |name: &str| words(&node[name], nodes);
    Described {
        headline: text("headline").or_else(|| text("name")),
        published: text("datePublished"),
        publisher: text("publisher").or_else(|| text("sourceOrganization")),
        byline: text("author").or_else(|| text("creator")),
        url: text("url").or_else(|| text("mainEntityOfPage")).filter(|url| url.starts_with("http")),
        language: text("inLanguage"),
        license: text("license"),
    }
}

/// A value as words: a string, a number, the name of an object, a reference by "@id", the members of a list.
fn words(value: &Value, nodes: &[&Value]) -> Option<String> {
    let words = match value {
        Value::String(text) => super::references::resolved(text.trim()).into_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(values) => {
            let all: Vec<String> = values.iter().filter_map(|value| words(value, nodes)).collect();
            all.join(", ")
        }
        Value::Object(_) => named(value, nodes)?,
        _ => return None,
    };
    (!words.is_empty()).then_some(words)
}

fn named(value: &Value, nodes: &[&Value]) -> Option<String> {
    let own = |node: &Value| {
        node["name"].as_str().or_else(|| node["alternateName"].as_str()).map(|name| name.trim().to_owned())
    };
    let id = value["@id"].as_str();
    own(value)
        .or_else(|| nodes.iter().filter(|node| id.is_some() && node["@id"].as_str() == id).find_map(|node| own(node)))
        .or_else(|| id.map(str::to_owned))
}

/// The one article of several: that with the page's title, else the first, whose day then counts only if all agree.
fn one(mut articles: Vec<Described>, title: Option<&str>) -> Option<Described> {
    let near = |article: &Described| {
        let (Some(headline), Some(title)) = (&article.headline, title) else { return false };
        super::same_words(headline, title)
    };
    if let Some(at) = articles.iter().position(near) {
        return Some(articles.swap_remove(at));
    }
    let agree = articles.windows(2).all(|pair| pair[0].published == pair[1].published);
    let mut first = articles.into_iter().next()?;
    first.published = first.published.filter(|_| agree);
    Some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(script: &str, headline: Option<&str>, published: Option<&str>) -> Described {
        let described = described(&[script.to_owned()], Some("Talks open in Geneva | The Paper"));
        assert_eq!((described.headline.as_deref(), described.published.as_deref()), (headline, published), "{script}");
        described
    }

    #[test]
    fn articles() {
        let script = r##"<!-- {"@graph":[{"@type":"Organization","@id":"#o","name":"The Paper"},
            {"@type":["NewsArticle"],"headline":"Talks open in Geneva","datePublished":"2024-05-14","dateModified":"2024-05-16",
            "publisher":{"@id":"#o"},"author":[{"name":"A. B."},{"name":"C. D."}]}]} -->"##;
        let described = check(script, Some("Talks open in Geneva"), Some("2024-05-14"));
        assert_eq!(described.publisher.as_deref(), Some("The Paper"));
        assert_eq!(described.byline.as_deref(), Some("A. B., C. D."));
    }

    #[test]
    fn dates_of_others_are_not_taken() {
        check(r#"{"@type":"NewsArticle","headline":"x","dateModified":"2024-05-16"}"#, Some("x"), None);
        check(
            r#"{"@type":"NewsArticle","headline":"x","comment":{"@type":"Article","datePublished":"2024-05-14"}}"#,
            Some("x"),
            None,
        );
        check(
            r#"{"@type":"ItemList","itemListElement":[{"@type":"Article","datePublished":"2024-05-14"}]}"#,
            None,
            None,
        );
        check(
            r#"[{"@type":"Article","headline":"x","datePublished":"2024-05-14"},{"@type":"Article","headline":"y","datePublished":"2024-05-15"}]"#,
            Some("x"),
            None,
        );
        check(
            r#"[{"@type":"Article","headline":"x","datePublished":"2024-05-14"},{"@type":"Article","headline":"Talks open in Geneva","datePublished":"2024-05-15"}]"#,
            Some("Talks open in Geneva"),
            Some("2024-05-15"),
        );
        check(
            "{\"@type\":\"WebPage\",\"name\":\"a\nb\",\"datePublished\":\"2024-05-14\"}",
            Some("a b"),
            Some("2024-05-14"),
        );
        check("not json", None, None);
        check(&"[".repeat(100_000), None, None);
    }
}
