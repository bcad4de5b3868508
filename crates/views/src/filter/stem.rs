//! The stem of an English word, so that "call" finds "called".
//!
//! M. F. Porter, An algorithm for suffix stripping, Program 14 (1980), as SQLite's full-text index has it: stores that use
//! that index find what the filter finds.

/// Shorter and longer words stand as they are.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=64;

/// Endings that fall or change where the stem before them has a measure above zero.
const SECOND: [(&str, &str); 20] = [
    ("ational", "ate"),
    ("tional", "tion"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("izer", "ize"),
    ("logi", "log"),
    ("bli", "ble"),
    ("alli", "al"),
    ("entli", "ent"),
    ("eli", "e"),
    ("ousli", "ous"),
    ("ization", "ize"),
    ("ation", "ate"),
    ("ator", "ate"),
    ("alism", "al"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("aliti", "al"),
    ("iviti", "ive"),
];
const SECOND_LAST: (&str, &str) = ("biliti", "ble");
const THIRD: [(&str, &str); 7] =
    [("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", "")];
/// Endings that fall where the measure is above one; "ion" only after s or t.
const FOURTH: [&str; 19] = [
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti",
    "ous", "ive", "ize",
];

/// The stem of a folded word.
pub fn stem(word: &str) -> String {
    let mut word = word.to_owned();
    if !LETTERS.contains(&word.len()) || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word;
    }
    plural(&mut word);
    past(&mut word);
    if word.ends_with('y') && has_vowel(&word[..word.len() - 1]) {
        replace(&mut word, 1, "i");
    }
    exchange(&mut word, SECOND.iter().chain([&SECOND_LAST]));
    exchange(&mut word, THIRD.iter());
    fourth(&mut word);
    last(&mut word);
    word
}

fn plural(word: &mut String) {
    if word.ends_with("sses") || word.ends_with("ies") {
        word.truncate(word.len() - 2);
    } else if word.ends_with('s') && !word.ends_with("ss") {
        word.pop();
    }
}

fn past(word: &mut String) {
    if let Some(stem) = word.strip_suffix("eed") {
        if measure(stem) > 0 {
            word.pop();
        }
        return;
    }
    let cut = word.strip_suffix("ed").or_else(|| word.strip_suffix("ing")).filter(|stem| has_vowel(stem));
    let Some(left) = cut.map(str::len) else { return };
    word.truncate(left);
    if ["at", "bl", "iz"].iter().any(|ending| word.ends_with(ending)) {
        word.push('e');
    } else if ends_double(word) && !word.ends_with(['l', 's', 'z']) {
        word.pop();
    } else if measure(word) == 1 && ends_short(word) {
        word.push('e');
    }
}

/// The longest ending of the table is looked at, and no other.
fn exchange<'a>(word: &mut String, table: impl Iterator<Item = &'a (&'a str, &'a str)>) {
    let found = table.filter(|(ending, _)| word.ends_with(ending)).max_by_key(|(ending, _)| ending.len());
    if let Some((ending, with)) = found
        && measure(&word[..word.len() - ending.len()]) > 0
    {
        replace(word, ending.len(), with);
    }
}

fn fourth(word: &mut String) {
    let found = FOURTH.iter().filter(|ending| word.ends_with(*ending)).max_by_key(|ending| ending.len());
    let Some(ending) = found else { return };
    let stem = &word[..word.len() - ending.len()];
    if measure(stem) > 1 && (*ending != "ion" || stem.ends_with(['s', 't'])) {
        word.truncate(stem.len());
    }
}

fn last(word: &mut String) {
    if let Some(stem) = word.strip_suffix('e') {
        let measure = measure(stem);
        if measure > 1 || (measure == 1 && !ends_short(stem)) {
            word.pop();
        }
    }
    if word.ends_with("ll") && measure(&word[..word.len() - 1]) > 1 {
        word.pop();
    }
}

fn replace(word: &mut String, letters: usize, with: &str) {
    word.truncate(word.len() - letters);
    word.push_str(with);
}

/// Of every letter, whether it is a vowel: y is one after a consonant.
fn vowels(word: &str) -> impl Iterator<Item = bool> {
    let mut before = true;
    word.bytes().map(move |letter| {
        let vowel = matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u') || (letter == b'y' && !before);
        before = vowel;
        vowel
    })
}

fn has_vowel(word: &str) -> bool {
    vowels(word).any(|vowel| vowel)
}

/// How often vowels are followed by consonants.
fn measure(word: &str) -> usize {
    let vowels: Vec<bool> = vowels(word).collect();
    vowels.windows(2).filter(|pair| pair[0] && !pair[1]).count()
}

fn ends_double(word: &str) -> bool {
    let letters = word.as_bytes();
    let double = letters.len() > 1 && letters[letters.len() - 1] == letters[letters.len() - 2];
    double && vowels(word).last() == Some(false)
}

/// Consonant, vowel, consonant other than w, x, y.
fn ends_short(word: &str) -> bool {
    let vowels: Vec<bool> = vowels(word).collect();
    vowels.ends_with(&[false, true, false]) && !word.ends_with(['w', 'x', 'y'])
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for (one, other) in [
            ("call", "called"),
            ("call", "calling"),
            ("negotiate", "negotiations"),
            ("attack", "attacks"),
            ("hope", "hoping"),
            ("agree", "agreed"),
            ("stop", "stopped"),
            ("country", "countries"),
        ] {
            assert_eq!(stem(one), stem(other), "{one} / {other}");
        }
        assert_ne!(stem("news"), stem("never"));
        assert_eq!((stem("as"), stem("m23"), stem("")), ("as".to_owned(), "m23".to_owned(), String::new()));
    }
}
