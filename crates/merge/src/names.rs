//! When two names are one: spelled by sound, titles dropped, initials and acronyms allowed.

use verbale_knowledge::fold;

use crate::Rules;
use crate::words::stem;

/// A name cut into words as they sound.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Name {
    /// Titles dropped, spelled by sound.
    pub words: Vec<String>,
    /// The letters of an acronym as written ("UNHCR"), where it is one.
    pub acronym: Option<String>,
    /// No name at all: "two commanders".
    pub nominal: bool,
    /// An office instead of a name: "Head of State", "Deputy Prime Minister".
    pub titles_alone: bool,
    /// Of a nominal: the noun, stemmed.
    pub head: String,
}

/// Particles that a name may lose.
const PARTICLES: [&str; 10] = ["al", "el", "bin", "ibn", "the", "of", "and", "for", "de", "von"];
/// A nominal has no more words than this ("the head of the joint military commission" is one, a speech is not).
const WORDS_MAX: usize = 12;

impl Name {
    pub fn of(rules: &Rules, words: &str) -> Name {
        Name::without(rules, words, |word| rules.titles.contains(word))
    }

    /// Of a body, whose name may begin with what is a title elsewhere: "Defence Ministry".
    pub fn of_body(rules: &Rules, words: &str) -> Name {
        Name::without(rules, words, |_| false)
    }

    fn without(rules: &Rules, words: &str, title: impl Fn(&str) -> bool) -> Name {
        let folded = fold(words);
        let tokens: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).take(WORDS_MAX).collect();
        let nominal = is_nominal(rules, words, &tokens);
        let head = nominal_head(rules, &tokens);
        let mut kept: Vec<&str> = tokens.iter().copied().filter(|word| !PARTICLES.contains(word)).collect();
        let titles = kept.iter().take_while(|word| title(word)).count();
        let titles_alone = kept.iter().all(|word| rules.titles.contains(*word) || rules.nominals.contains(*word));
        if titles < kept.len() {
            kept.drain(..titles);
        }
        let words_by_sound = kept.iter().map(|word| by_sound(rules, word)).collect();
        Name { words: words_by_sound, acronym: acronym(words), nominal, titles_alone, head }
    }

    /// Says by itself who is meant: two words, or an acronym; "Ministry" does not.
    pub fn stands_alone(&self) -> bool {
        self.words.len() > 1 || self.acronym.is_some()
    }

    /// The last word: of a person mostly the family's name.
    pub fn last(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    /// The first letters of the words of a longer name.
    fn initials(&self) -> String {
        self.words.iter().filter_map(|word| word.chars().next()).collect()
    }
}

/// Words without a capital (but for the first) that end in a noun for people, or begin with a small letter throughout.
fn is_nominal(rules: &Rules, words: &str, tokens: &[&str]) -> bool {
    let capitals = words.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count();
    let first = words.trim_start().starts_with(char::is_uppercase);
    let plain = tokens.iter().filter(|word| rules.nominals.contains(**word)).count();
    capitals == 0 || (first && capitals == 1 && plain > 0 && !words.chars().all(char::is_uppercase))
}

fn nominal_head(rules: &Rules, tokens: &[&str]) -> String {
    let head_first = tokens.iter().position(|word| matches!(*word, "of" | "in" | "from" | "with" | "who"));
    let tokens = &tokens[..head_first.unwrap_or(tokens.len())];
    let known = tokens.iter().rev().find(|word| rules.nominals.contains(**word));
    known.or(tokens.last()).map_or_else(String::new, |word| stem(word).to_owned())
}

/// Two capitals at least and no small letter.
fn acronym(words: &str) -> Option<String> {
    let letters: String = words.chars().filter(|letter| letter.is_alphanumeric()).collect();
    let capitals = letters.chars().filter(|letter| letter.is_uppercase()).count();
    let short = !words.trim().contains(' ') && (2..=8).contains(&letters.len());
    (short && capitals >= 2 && capitals + 1 >= letters.len()).then(|| fold(&letters))
}

/// A word as it sounds: the table's spellings replaced, double letters single.
pub(crate) fn by_sound(rules: &Rules, word: &str) -> String {
    let spoken = rules.sounds.iter().fold(word.to_owned(), |word, (written, sound)| {
        if word.contains(written.as_str()) { word.replace(written.as_str(), sound) } else { word }
    });
    let mut single = String::with_capacity(spoken.len());
    for letter in spoken.chars() {
        if !single.ends_with(letter) {
            single.push(letter);
        }
    }
    if single.is_empty() { word.to_owned() } else { single }
}

/// How surely two names are one (0 to 1), by their words alone.
pub(crate) fn same_name(a: &Name, b: &Name) -> f32 {
    if a.words.is_empty() || b.words.is_empty() || a.nominal != b.nominal {
        return 0.0;
    }
    if a.nominal {
        return if a.head == b.head { 0.5 } else { 0.0 };
    }
    if a.words == b.words {
        return 1.0;
    }
    let (short, long) = if a.words.len() <= b.words.len() { (a, b) } else { (b, a) };
    if is_acronym_of(short, long) || is_acronym_of(long, short) {
        return 0.9;
    }
    match (short.words.len(), long.words.len()) {
        (1, 1) => alike(&short.words[0], &long.words[0]),
        (1, _) => one_word(&short.words[0], long),
        _ => full_names(short, long),
    }
}

fn is_acronym_of(short: &Name, long: &Name) -> bool {
    let letters = short.acronym.as_deref().filter(|_| long.words.len() > 1);
    letters.is_some_and(|letters| long.initials() == letters)
}

/// A family's name (or, where names begin with it, a first word) against a full name.
fn one_word(word: &str, long: &Name) -> f32 {
    let last = alike(word, long.last());
    let first = alike(word, &long.words[0]);
    (0.7 * last).max(0.5 * first)
}

/// Both have two words at least: the last ones and the first ones must fit, or all words of the shorter stand in the
/// longer one.
fn full_names(short: &Name, long: &Name) -> f32 {
    let inside = short.words.iter().filter(|word| long.words.iter().any(|other| alike(word, other) >= 0.8)).count();
    if inside == short.words.len() {
        return 0.95;
    }
    let last = alike(short.last(), long.last());
    let first = first_words(&short.words[0], &long.words[0]);
    if last >= 0.8 && first > 0.0 { last * first } else { 0.0 }
}

/// Initials and short forms: "V" and "Vladimir", "Alex" and "Alexander".
fn first_words(a: &str, b: &str) -> f32 {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let starts = long.starts_with(short) && (short.len() == 1 || short.len() >= 3);
    if starts { 0.9 } else { alike(a, b) }
}

/// Same words, or longer ones with one letter changed, added or left out.
pub(crate) fn alike(a: &str, b: &str) -> f32 {
    if a == b {
        return 1.0;
    }
    let shortest = a.len().min(b.len());
    if shortest >= 5 && one_letter_apart(a.as_bytes(), b.as_bytes()) { 0.85 } else { 0.0 }
}

fn one_letter_apart(a: &[u8], b: &[u8]) -> bool {
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let front = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let back = a[front..].iter().rev().zip(b[front..].iter().rev()).take_while(|(a, b)| a == b).count();
    a.len().max(b.len()) - front - back <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(a: &str, b: &str) -> f32 {
        let rules = Rules::bundled().unwrap();
        same_name(&Name::of(&rules, a), &Name::of(&rules, b))
    }

    #[test]
    fn spellings_of_one_name_meet() {
        for (a, b) in [
            ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
            ("Zelenskiy", "Zelenskyi"),
            ("Sergei Lavrov", "Sergey Lawrow"),
            ("Yevgeny Prigozhin", "Evgeni Prigojin"),
            ("Muammar Gaddafi", "Muammar Qaddafi"),
            ("President Xi Jinping", "Xi Jinping"),
            ("V. Putin", "Vladimir Putin"),
            ("Abdel Fattah al-Burhan", "Abdel Fattah Burhan"),
            ("UNHCR", "U.N.H.C.R."),
            ("ECB", "European Central Bank"),
            ("Khartoum", "Khartum"),
        ] {
            assert!(score(a, b) >= 0.7, "{a} / {b}: {}", score(a, b));
        }
    }

    #[test]
    fn other_names_stay_apart() {
        for (a, b) in [
            ("Vladimir Putin", "Dmitry Putin"),
            ("Joe Biden", "Hunter Biden"),
            ("Hamas", "Hezbollah"),
            ("Niger", "Nigeria"),
            ("John Kerry", "John Kelly"),
            ("two commanders", "Commander Massoud"),
            ("European Union", "European Central Bank"),
        ] {
            assert!(score(a, b) < 0.7, "{a} / {b}: {}", score(a, b));
        }
    }

    #[test]
    fn people_without_a_name_are_nominals() {
        let rules = Rules::bundled().unwrap();
        for (words, nominal) in [
            ("officials", true),
            ("Two soldiers", true),
            ("rebels of the M23", false),
            ("Hamas", false),
            ("EU", false),
            ("Wagner fighters", true),
            ("at least 12 civilians", true),
        ] {
            assert_eq!(Name::of(&rules, words).nominal, nominal, "{words}");
        }
    }

    #[test]
    fn offices_are_no_names() {
        let rules = Rules::bundled().unwrap();
        for (words, office) in [
            ("Head of State", true),
            ("First President", true),
            ("Deputy Prime Minister", true),
            ("President Xi", false),
            ("Marshal Tito", false),
        ] {
            assert_eq!(Name::of(&rules, words).titles_alone, office, "{words}");
        }
    }

    #[test]
    fn nothing_panics_on_odd_words() {
        let rules = Rules::bundled().unwrap();
        for words in ["", " ", "’", "ñ", "Ж", "漢字 漢", "h", "--"] {
            let name = Name::of(&rules, words);
            same_name(&name, &name);
        }
    }
}
