//! Words as hashes: folded, cut to a stem, common ones left out.

use std::collections::HashSet;

use verbale_knowledge::fold;

/// Stands in archives (sketches and keys), so it must stay as it is: FNV-1a with a last stir, since FNV's high bits
/// are poor for short words.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        sum = (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    stir(sum)
}

/// The finaliser of SplitMix64.
pub(crate) fn stir(mut sum: u64) -> u64 {
    sum = (sum ^ (sum >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    sum = (sum ^ (sum >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    sum ^ (sum >> 31)
}

/// The endings that English words lose, the longest first, and the least stem that must be left.
const ENDINGS: [&str; 9] = ["ations", "ation", "ings", "ing", "ies", "ed", "es", "s", "y"];
const STEM_LETTERS_MIN: usize = 3;

/// A rough stem: enough to bring "met", "meets" apart but "struck a deal", "striking", "strikes" near.
pub(crate) fn stem(word: &str) -> &str {
    let cut = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.len() > STEM_LETTERS_MIN));
    let stem = cut.unwrap_or(word);
    stem.strip_suffix('e').filter(|stem| stem.len() > STEM_LETTERS_MIN).unwrap_or(stem)
}

/// The hashes of a text's telling words, sorted, each once. Figures count as words.
pub(crate) fn word_set(texts: &[&str], common: &HashSet<String>) -> Vec<u64> {
    let mut hashes = Vec::new();
    for text in texts {
        let folded = fold(text);
        let words = folded.split(' ').filter(|word| !word.is_empty() && !common.contains(*word));
        hashes.extend(words.map(|word| hash(stem(word).as_bytes())));
    }
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// How many members two sorted sets share.
pub(crate) fn shared<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut at, mut other, mut count) = (0, 0, 0);
    while at < a.len() && other < b.len() {
        match a[at].cmp(&b[other]) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => other += 1,
            std::cmp::Ordering::Equal => (at, other, count) = (at + 1, other + 1, count + 1),
        }
    }
    count
}

/// Shared members over the root of both sizes, as the cosine of two sets; 0 where one is empty.
pub(crate) fn cosine<T: Ord>(a: &[T], b: &[T]) -> f32 {
    let sizes = (a.len() * b.len()) as f32;
    if sizes == 0.0 { 0.0 } else { shared(a, b) as f32 / sizes.sqrt() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_meet_and_others_do_not() {
        for (a, b) in [("meeting", "meetings"), ("killed", "kills"), ("strikes", "striking"), ("visited", "visits")] {
            assert_eq!(stem(a), stem(b));
        }
        assert_ne!(stem("ruling"), stem("ring"));
    }

    #[test]
    fn sets_ignore_order_common_words_and_case() {
        let common = HashSet::from(["the".to_owned()]);
        let a = word_set(&["The Ministers met"], &common);
        assert_eq!(a, word_set(&["met minister"], &common));
        assert_eq!(cosine(&a, &a), 1.0);
        assert_eq!(cosine::<u64>(&a, &[]), 0.0);
    }

    #[test]
    fn hashes_stay_as_archives_keep_them() {
        assert_eq!(hash(b"verbale"), hash(b"verbale"));
        assert_eq!(hash(b""), 17_665_956_581_633_026_203);
    }
}
