//! Character references of HTML: `&amp;`, `&#8217;`, `&#x2019;`.

use std::borrow::Cow;

/// The text with its references resolved; one that is not known stays as written.
pub(crate) fn resolved(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 12;
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let window = &rest[..rest.floor_char_boundary(LONGEST)];
        let found = window.find(';').and_then(|end| Some((reference(&window[1..end])?, end + 1)));
        let (letter, bytes) = found.unwrap_or(('&', 1));
        out.push(letter);
        rest = &rest[bytes..];
    }
    Cow::Owned(out + rest)
}

fn reference(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
        return letter(code);
    }
    NAMED.iter().find(|(known, _)| *known == name).map(|(_, letter)| *letter)
}

/// Numbers between 128 and 159 mean what they mean in windows-1252, as in browsers.
fn letter(code: u32) -> Option<char> {
    if let Ok(byte @ 0x80..=0x9f) = u8::try_from(code) {
        return encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next();
    }
    char::from_u32(code).filter(|letter| *letter != '\0')
}

const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
    ("shy", '\u{ad}'),
    ("zwnj", '\u{200c}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("hellip", '…'),
    ("middot", '·'),
    ("bull", '•'),
    ("deg", '°'),
    ("euro", '€'),
    ("pound", '£'),
    ("yen", '¥'),
    ("cent", '¢'),
    ("sect", '§'),
    ("frac12", '½'),
    ("times", '×'),
    ("eacute", 'é'),
    ("Eacute", 'É'),
    ("egrave", 'è'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("aacute", 'á'),
    ("agrave", 'à'),
    ("acirc", 'â'),
    ("atilde", 'ã'),
    ("aring", 'å'),
    ("aelig", 'æ'),
    ("iacute", 'í'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("uacute", 'ú'),
    ("ucirc", 'û'),
    ("uuml", 'ü'),
    ("Uuml", 'Ü'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("ouml", 'ö'),
    ("Ouml", 'Ö'),
    ("otilde", 'õ'),
    ("oslash", 'ø'),
    ("auml", 'ä'),
    ("Auml", 'Ä'),
    ("szlig", 'ß'),
    ("ccedil", 'ç'),
    ("ntilde", 'ñ'),
    ("scaron", 'š'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("laquo", '«'),
    ("raquo", '»'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_all_forms() {
        assert_eq!(
            resolved("a &amp; b&nbsp;c &#8217;&#x2019; &#150; &unknown; & &#xFFFFFFFF; &é"),
            "a & b c ’’ – &unknown; & &#xFFFFFFFF; &é"
        );
        assert_eq!(resolved("&amp;lt;"), "&lt;");
    }
}
