//! Bytes to text: marks at the start, UTF-8, UTF-16 without a mark, and the older encodings by detection.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Text and what had to be done to get it.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    /// The encoding's name, where it was not UTF-8.
    pub encoding: Option<&'static str>,
    /// The first byte that had no reading, where there was one.
    pub broken_at: Option<usize>,
}

/// The text of the bytes, in the order of the WHATWG standard: a mark at the start, what the server said, what the page
/// says of itself, then by detection. What is valid UTF-8 is read so, whatever it is said to be.
pub(crate) fn decode_with(bytes: &[u8], charset: Option<&str>, is_page: bool) -> Option<Decoded> {
    let said = charset.and_then(named).or_else(|| if is_page { in_head(bytes) } else { None });
    match said {
        Some(encoding) if Encoding::for_bom(bytes).is_none() && std::str::from_utf8(bytes).is_err() => {
            let decoded = checked(encoding, bytes).filter(|decoded| encoding != UTF_8 || decoded.broken_at.is_none());
            decoded.or_else(|| decode(bytes))
        }
        _ => decode(bytes),
    }
}

fn named(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.trim().trim_matches(['"', '\'']).as_bytes())
}

/// The encoding that a page names in its first bytes. One that says UTF-16 there can be read as ASCII, and is not UTF-16.
fn in_head(bytes: &[u8]) -> Option<&'static Encoding> {
    const HEAD_BYTES: usize = 2048;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD_BYTES)]).to_ascii_lowercase();
    let after = head.split_once("charset=").or_else(|| head.split_once("encoding=")).map(|(_, after)| after)?;
    let after = after.trim_start_matches(['"', '\'', ' ']);
    let label = &after[..after.find(['"', '\'', ' ', '/', '>', ';', '?']).unwrap_or(after.len())];
    named(label).filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE)
}

/// The text of the bytes; none where they are no text at all.
pub fn decode(bytes: &[u8]) -> Option<Decoded> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return checked(encoding, &bytes[mark..]);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return is_text(text).then(|| Decoded { text: text.to_owned(), encoding: None, broken_at: None });
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return checked(encoding, bytes);
    }
    checked(detected(bytes), bytes)
}

fn checked(encoding: &'static Encoding, bytes: &[u8]) -> Option<Decoded> {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let broken_at = broken.then(|| first_broken(encoding, bytes));
    let name = (encoding != UTF_8).then(|| encoding.name());
    is_text(&text).then(|| Decoded { text: text.into_owned(), encoding: name, broken_at })
}

/// Where the first bytes without a reading lie.
fn first_broken(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len());
    let mut out = vec![0; room];
    match decoder.decode_to_utf8_without_replacement(bytes, &mut out, true) {
        (DecoderResult::Malformed(broken, after), read, _) => {
            read.saturating_sub(usize::from(broken) + usize::from(after))
        }
        (_, read, _) => read,
    }
}

/// Mostly valid UTF-8 with a few broken bytes stays UTF-8; anything else is guessed. So few letters beyond ASCII tell
/// nothing of the script: such a text is taken for one in a Latin script.
fn detected(bytes: &[u8]) -> &'static Encoding {
    const LETTERS_IN_LATIN: usize = 20;
    if mostly_utf_8(bytes) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let beyond = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    if guess.is_single_byte() && beyond * LETTERS_IN_LATIN < bytes.len() { WINDOWS_1252 } else { guess }
}

/// Whether there are more well-formed characters beyond ASCII than broken bytes.
fn mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        bad += chunk.invalid().len();
    }
    good > bad
}

/// Text in a Latin script in UTF-16 has a zero at every other byte.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    const SAMPLE_BYTES: usize = 4096;
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let pairs = sample.len() / 2;
    let (even, odd) = (zeros(0), zeros(1));
    if pairs > 8 && odd * 10 > pairs * 7 && even * 10 < pairs {
        Some(UTF_16LE)
    } else if pairs > 8 && even * 10 > pairs * 7 && odd * 10 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether few enough characters are controls for this to be text.
fn is_text(text: &str) -> bool {
    const CONTROLS_IN: usize = 200;
    let control = |letter: &char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t' | '\u{c}' | '\u{85}');
    let controls = text.chars().filter(control).count();
    let unreadable = text.chars().filter(|letter| *letter == '\u{fffd}').count();
    !text.contains('\0') && controls * CONTROLS_IN <= text.len() && unreadable * 4 <= text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: Option<&str>, encoding: Option<&str>) {
        let decoded = decode(bytes);
        assert_eq!(decoded.as_ref().map(|decoded| decoded.text.as_str()), text);
        assert_eq!(decoded.and_then(|decoded| decoded.encoding), encoding);
    }

    #[test]
    fn encodings() {
        check("Zürich”".as_bytes(), Some("Zürich”"), None);
        let broken = b"The minister met \xc3\x28 the president in Cairo on Monday.";
        check(broken, Some("The minister met Ã( the president in Cairo on Monday."), Some("windows-1252"));
        check("\u{feff}Zürich".as_bytes(), Some("Zürich"), None);
        let wide = |text: &str, order: fn(u16) -> [u8; 2]| -> Vec<u8> { text.encode_utf16().flat_map(order).collect() };
        let mut marked = vec![0xff, 0xfe];
        marked.extend(wide("Zürich", u16::to_le_bytes));
        check(&marked, Some("Zürich"), Some("UTF-16LE"));
        let text = "Talks opened in Zürich on Monday";
        check(&wide(text, u16::to_be_bytes), Some(text), Some("UTF-16BE"));
        check(
            b"The pr\xe9sident met the d\xe9l\xe9gation in Gen\xe8ve \x96 again",
            Some("The président met the délégation in Genève – again"),
            Some("windows-1252"),
        );
    }

    #[test]
    fn what_server_and_page_say() {
        let check = |bytes: &[u8], charset: Option<&str>, wanted: &str| {
            assert_eq!(decode_with(bytes, charset, true).map(|decoded| decoded.text).as_deref(), Some(wanted));
        };
        let moscow = b"<meta charset=\"windows-1251\">\xcc\xee\xf1\xea\xe2\xe0";
        check(moscow, None, "<meta charset=\"windows-1251\">Москва");
        check(b"\xcc\xee\xf1\xea\xe2\xe0", Some("cp1251"), "Москва");
        check("<meta charset=latin1>Zürich".as_bytes(), None, "<meta charset=latin1>Zürich");
        check(
            b"<meta charset=utf-8>Z\xfcrich and the Caf\xe9 again",
            None,
            "<meta charset=utf-8>Zürich and the Café again",
        );
        check(b"Z\xfcrich and so on", Some("no such"), "Zürich and so on");
    }

    #[test]
    fn broken_utf_8_keeps_the_rest() {
        let decoded = decode(b"Z\xc3\xbcrich and K\xc3\xb6ln \xff met").expect("text");
        assert_eq!(
            (decoded.text.as_str(), decoded.broken_at, decoded.encoding),
            ("Zürich and Köln \u{fffd} met", Some(18), None)
        );
    }

    #[test]
    fn broken_utf_16_is_placed() {
        let decoded = decode(b"\xff\xfea\0b\0c\0\0\xd8d\0e\0").expect("text");
        assert_eq!((decoded.text.as_str(), decoded.broken_at), ("abc\u{fffd}de", Some(6)));
    }

    #[test]
    fn no_text() {
        check(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0", None, None);
        check(&[0, 1, 2, 3, 200, 201, 0, 0, 0], None, None);
        check(&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01".repeat(5), None, None);
    }
}
