//! Words made safe for the form that they go into.

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Words for a tab-separated table that is read with and without quoting: white space and control characters become
/// spaces, double quotes single ones.
pub(crate) fn plain(words: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '"' => plain.push('\''),
            letter if letter.is_control() || letter == '\u{2028}' || letter == '\u{2029}' => plain.push(' '),
            letter => plain.push(letter),
        }
    }
    plain
}

/// A cell of a comma-separated table (RFC 4180), in quotes where it must be.
pub(crate) fn csv_cell(words: &str) -> String {
    match words.contains(['"', ',', ';', '\n', '\r', '\t']) || words.starts_with(' ') || words.ends_with(' ') {
        true => format!("\"{}\"", words.replace('"', "\"\"")),
        false => words.to_owned(),
    }
}

/// Words that a spreadsheet would take for a formula, behind an apostrophe. Only for text: a number may be negative.
pub(crate) fn no_formula(words: &str) -> String {
    match words.starts_with(FORMULA_STARTS) {
        true => format!("'{words}"),
        false => words.to_owned(),
    }
}

/// Words for XML text and attributes; characters that XML 1.0 cannot hold are left out.
pub(crate) fn xml(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for letter in words.chars().filter(|letter| in_xml(*letter)) {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\r' | '\t' => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// Words without the characters that XML 1.0 cannot hold.
pub(crate) fn for_xml(words: &str) -> String {
    words.chars().filter(|letter| in_xml(*letter)).collect()
}

fn in_xml(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// A JSON value on one line, its keys in order of the alphabet whatever else the program is built with.
pub(crate) fn json_line(mut value: serde_json::Value) -> String {
    value.sort_all_objects();
    value.to_string()
}

/// Some words and the separator between them.
pub(crate) fn joined<S: AsRef<str>>(words: impl IntoIterator<Item = S>, separator: &str) -> String {
    let words: Vec<String> = words.into_iter().map(|word| word.as_ref().to_owned()).collect();
    words.join(separator)
}

/// A number that need not be there.
pub(crate) fn shown<T: ToString>(number: Option<T>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_hold_no_separator() {
        assert_eq!(plain("a\tb\r\nc\u{2028}d \"e\""), "a b  c d 'e'");
        assert_eq!(plain("سلام 🕊️"), "سلام 🕊️");
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        for (words, cell) in [
            ("plain", "plain"),
            ("a,b", "\"a,b\""),
            ("say \"no\"", "\"say \"\"no\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("a;b", "\"a;b\""),
            ("", ""),
        ] {
            assert_eq!(csv_cell(words), cell);
        }
    }

    #[test]
    fn formulas_are_words_again() {
        for start in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"] {
            assert_eq!(no_formula(start), format!("'{start}"));
        }
        assert_eq!(no_formula("a=1"), "a=1");
    }

    #[test]
    fn xml_holds_only_what_it_may() {
        assert_eq!(xml("<a href=\"x\">&\u{0}\u{b}\n</a>"), "&lt;a href=&quot;x&quot;&gt;&amp; &lt;/a&gt;");
        assert_eq!(for_xml("a\u{1}b\u{ffff}c"), "abc");
    }
}
