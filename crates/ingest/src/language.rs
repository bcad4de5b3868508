//! Which language a text is in: by its words, and where they are too few by what its page says.

use std::fmt;

use lingua::{LanguageDetector, LanguageDetectorBuilder};

/// A language by its code of two letters (ISO 639-1, "en"), or "und" where it is only known to be none of those that can
/// be told apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(String);

const UNDETERMINED: &str = "und";
const ENGLISH: &str = "en";
/// Words that no other language has so many of.
const ENGLISH_WORDS: [&str; 16] = [
    "the", "and", "of", "to", "that", "was", "with", "his", "for", "from", "which", "has", "were", "said", "by", "they",
];

impl Language {
    /// The language of a tag such as "en", "en-GB" or "en_US"; none where it is no tag.
    pub fn from_tag(tag: &str) -> Option<Language> {
        let main = tag.trim().split(['-', '_', '.']).next().unwrap_or_default().to_ascii_lowercase();
        let letters = main.bytes().all(|byte| byte.is_ascii_lowercase());
        (matches!(main.len(), 2 | 3) && letters).then_some(Language(main))
    }

    pub fn code(&self) -> &str {
        &self.0
    }

    pub fn is_english(&self) -> bool {
        self.0 == ENGLISH
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What tells languages apart. Making one is cheap: its tables are unpacked at first use.
pub(crate) struct Detector(LanguageDetector);

impl Detector {
    pub(crate) fn new() -> Self {
        Detector(LanguageDetectorBuilder::from_all_languages().build())
    }

    /// The language of a text; `declared` is the tag that its page or table gives, which counts only where the text has
    /// too few words: tags are often those of the whole site.
    pub(crate) fn language(&self, text: &str, declared: Option<&str>) -> Option<Language> {
        const WORDS_ENOUGH: usize = 6;
        let sample = sample(text);
        let declared = declared.and_then(Language::from_tag);
        if sample.split_whitespace().take(WORDS_ENOUGH).count() < WORDS_ENOUGH && declared.is_some() {
            return declared;
        }
        if is_plainly_english(&sample) {
            return Some(Language(ENGLISH.to_owned()));
        }
        let by_words = self.by_words(&sample);
        match (&by_words, &declared) {
            // The detector knows some languages only; between others it may have taken the nearest.
            (Some(words), Some(tag)) if !words.is_english() && !tag.is_english() => declared,
            _ => by_words.or(declared),
        }
    }

    fn by_words(&self, sample: &str) -> Option<Language> {
        let letters = sample.chars().filter(|letter| letter.is_alphabetic()).count();
        if letters == 0 {
            return None;
        }
        match self.0.detect_language_of(sample) {
            Some(language) => Language::from_tag(&language.iso_code_639_1().to_string()),
            None => (!mostly_latin(sample, letters)).then(|| Language(UNDETERMINED.to_owned())),
        }
    }
}

/// The start and the middle of a text, which is enough to tell and costs the same for a long text as for a short one.
fn sample(text: &str) -> String {
    const PART_BYTES: usize = 300;
    if text.len() <= 2 * PART_BYTES {
        return text.to_owned();
    }
    let middle = text.ceil_char_boundary(text.len() / 2);
    let end = text.floor_char_boundary(middle + PART_BYTES);
    format!("{} {}", &text[..text.floor_char_boundary(PART_BYTES)], &text[middle..end])
}

/// Whether both halves of a sample have the words of English prose; then nothing else needs to be asked, which takes a while.
fn is_plainly_english(sample: &str) -> bool {
    const WORDS_MIN: usize = 16;
    const SHARE_MIN: f32 = 0.12;
    const ARTICLES_MIN: usize = 2;
    let words: Vec<&str> = sample.split_whitespace().collect();
    let is_ours = |word: &&&str| ENGLISH_WORDS.iter().any(|ours| word.eq_ignore_ascii_case(ours));
    let is_english = |half: &[&str]| half.iter().filter(is_ours).count() as f32 >= SHARE_MIN * half.len() as f32;
    let (start, end) = words.split_at(words.len() / 2);
    let articles = words.iter().filter(|word| word.eq_ignore_ascii_case(ENGLISH_WORDS[0])).count();
    words.len() >= WORDS_MIN && articles >= ARTICLES_MIN && is_english(start) && is_english(end)
}

fn mostly_latin(text: &str, letters: usize) -> bool {
    const LAST_LATIN: char = '\u{24f}';
    let latin = text.chars().filter(|letter| letter.is_alphabetic() && *letter <= LAST_LATIN).count();
    latin * 2 > letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_by_words_and_by_tag() {
        let detector = Detector::new();
        let check = |text: &str, declared: Option<&str>, wanted: Option<&str>| {
            let language = detector.language(text, declared);
            assert_eq!(language.as_ref().map(Language::code), wanted, "{text}");
        };
        let english = "The foreign ministers met in Geneva on Tuesday to discuss a truce, officials said.";
        check(english, Some("fr"), Some("en"));
        check(
            "Les ministres des affaires étrangères se sont réunis mardi à Genève pour parler d'une trêve.",
            None,
            Some("fr"),
        );
        check(
            "Министры иностранных дел встретились во вторник в Женеве, чтобы обсудить перемирие.",
            Some("en-US"),
            Some("ru"),
        );
        check("Talks resume", Some("en_GB"), Some("en"));
        check("1, 2, 3", None, None);
        check("שרי החוץ נפגשו ביום שלישי בז'נבה כדי לדון בהפסקת אש, אמרו גורמים רשמיים אתמול", None, Some("und"));
        let latvian =
            "Norvēģijas glābšanas dienesti ir atraduši vēl vienu upuri pēc zemes nogruvuma, paziņoja policija.";
        check(latvian, Some("lv-LV"), Some("lv"));
        check("", Some("not a tag"), None);
    }
}
