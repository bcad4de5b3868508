//! How a word is cased, as the network is told it: its pieces are lower-cased.

/// 0 no cased letter, 1 lower, 2 Capitalised, 3 UPPER, 4 one upper letter alone, 5 miXed.
pub fn case_class(word: &str) -> u8 {
    let mut cased = word.chars().filter(|c| c.is_uppercase() || c.is_lowercase()).map(char::is_uppercase);
    let Some(first) = cased.next() else { return 0 };
    let (mut upper, mut lower) = (0, 0);
    cased.for_each(|is_upper| if is_upper { upper += 1 } else { lower += 1 });
    match (first, upper, lower) {
        (false, 0, _) => 1,
        (true, 0, 0) => 4,
        (true, 0, _) => 2,
        (true, _, 0) => 3,
        _ => 5,
    }
}

/// How many classes there are; a model has an embedding for each.
pub(crate) const CASES: usize = 6;

#[cfg(test)]
mod tests {
    use super::case_class;

    #[test]
    fn classes() {
        for (word, class) in [
            ("1990", 0),
            ("", 0),
            ("said", 1),
            ("1990s", 1),
            ("Paris", 2),
            ("UN", 3),
            ("G7", 4),
            ("I", 4),
            ("McCain", 5),
            ("iPhone", 5),
        ] {
            assert_eq!(case_class(word), class, "{word}");
        }
    }
}
