//! Days of the calendar in written dates. A date of which the order is not sure is no date.

use verbale_record::Date;

use crate::rows;

/// No news is older than the first newspapers.
const YEAR_MIN: i16 = 1600;
const YEAR_MAX: i16 = 2100;

/// The first day written in a text that is full (year, month and day), and the bytes it takes.
///
/// `day_first` says what 03/04/2024 is; without it such a date is passed over, as is one of which the year has two digits.
pub(crate) fn first_day(text: &str, day_first: Option<bool>) -> Option<(Date, std::ops::Range<usize>)> {
    let tokens = tokens(text);
    (0..tokens.len()).find_map(|at| {
        let (day, count) = day_at(&tokens[at..], day_first)?;
        Some((day, tokens[at].start..tokens[at + count - 1].end))
    })
}

/// The day of a value that should be a date: written, or seconds or milliseconds since 1970 in UTC.
pub(crate) fn day_of(value: &str, day_first: Option<bool>) -> Option<Date> {
    const VALUE_BYTES_MAX: usize = 80;
    let value = value.trim();
    if value.len() > VALUE_BYTES_MAX {
        return None;
    }
    epoch(value).or_else(|| first_day(value, day_first).map(|(day, _)| day))
}

/// Whether the value is a date whose order of day and month is not sure.
pub(crate) fn is_ambiguous(value: &str) -> bool {
    day_of(value, None).is_none() && day_of(value, Some(true)).is_some()
}

fn epoch(value: &str) -> Option<Date> {
    let whole = value.split_once('.').map_or(value, |(whole, _)| whole);
    let number: i64 = whole.parse().ok()?;
    let seconds = match whole.len() {
        9 | 10 => number,
        12 | 13 => number / 1000,
        _ => return None,
    };
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    Some(jiff::tz::Offset::UTC.to_datetime(moment).date()).filter(|_| number > 0)
}

struct Token<'a> {
    words: &'a str,
    kind: Kind,
    start: usize,
    end: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number(u32),
    Word,
    Space,
    Mark(char),
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    while let Some(first) = text[start..].chars().next() {
        let same = |letter: char| class(letter) == class(first) && class(first) != Class::Mark;
        let rest = text[start..].find(|letter: char| !same(letter)).unwrap_or(text.len() - start);
        let end = start + rest.max(first.len_utf8());
        tokens.push(token(text, start, end, first));
        start = end;
    }
    tokens
}

#[derive(PartialEq, Eq)]
enum Class {
    Digit,
    Letter,
    Space,
    Mark,
}

fn class(letter: char) -> Class {
    match letter {
        '0'..='9' => Class::Digit,
        '年' | '月' | '日' => Class::Mark,
        _ if letter.is_alphabetic() => Class::Letter,
        _ if letter.is_whitespace() => Class::Space,
        _ => Class::Mark,
    }
}

fn token(text: &str, start: usize, end: usize, first: char) -> Token<'_> {
    let words = &text[start..end];
    let kind = match class(first) {
        Class::Digit => words.parse().map_or(Kind::Word, Kind::Number),
        Class::Letter => Kind::Word,
        Class::Space => Kind::Space,
        Class::Mark => Kind::Mark(first),
    };
    Token { words, kind, start, end }
}

/// The day that starts with the first token, and how many tokens it takes.
fn day_at(tokens: &[Token], day_first: Option<bool>) -> Option<(Date, usize)> {
    match tokens.first()?.kind {
        Kind::Number(_) => {
            packed(&tokens[0]).or_else(|| numbers(tokens, day_first)).or_else(|| day_before_month(tokens))
        }
        Kind::Word => month_before_day(tokens),
        Kind::Space | Kind::Mark(_) => None,
    }
}

/// 20240514
fn packed(token: &Token) -> Option<(Date, usize)> {
    let Kind::Number(number) = token.kind else { return None };
    let day = date(number / 10_000, number / 100 % 100, number % 100).filter(|_| token.words.len() == 8)?;
    Some((day, 1))
}

/// 2024-05-14, 2024/5/14, 2024年5月14日, 14.05.2024, 05/14/2024
fn numbers(tokens: &[Token], day_first: Option<bool>) -> Option<(Date, usize)> {
    const MARKS: [char; 7] = ['-', '/', '.', '年', '月', '‐', '‑'];
    let [first, mark, second, other, third, ..] = tokens else { return None };
    let (Kind::Mark(mark), Kind::Mark(other)) = (mark.kind, other.kind) else { return None };
    let (Kind::Number(a), Kind::Number(b), Kind::Number(c)) = (first.kind, second.kind, third.kind) else {
        return None;
    };
    let marks = MARKS.contains(&mark) && (mark == other || (mark, other) == ('年', '月'));
    if !marks || second.words.len() > 2 {
        return None;
    }
    let day = match (first.words.len(), third.words.len()) {
        (4, 1..=2) => date(a, b, c),
        (1..=2, 4) => ordered(a, b, c, if mark == '.' { Some(true) } else { day_first }),
        _ => None,
    };
    Some((day?, 5))
}

/// Day and month, or month and day: by the number that cannot be a month, else as the writer does it, else not at all.
fn ordered(a: u32, b: u32, year: u32, day_first: Option<bool>) -> Option<Date> {
    match (a, b) {
        (13.., _) => date(year, b, a),
        (_, 13..) => date(year, a, b),
        _ if a == b => date(year, a, b),
        _ if day_first? => date(year, b, a),
        _ => date(year, a, b),
    }
}

/// 14 May 2024, 14th of May, 2024, 14. Mai 2024, 14 de mayo de 2024, 14-May-2024
fn day_before_month(tokens: &[Token]) -> Option<(Date, usize)> {
    const LINKS: [&str; 8] = ["st", "nd", "rd", "th", "of", "de", "del", "er"];
    let day = number(&tokens[0], 2)?;
    let at = 1 + skip(&tokens[1..], &LINKS);
    let month = month(tokens.get(at)?)?;
    let at = at + 1;
    let at = at + skip(&tokens[at..], &LINKS);
    Some((date(number(tokens.get(at)?, 4)?, month, day)?, at + 1))
}

/// May 14, 2024
fn month_before_day(tokens: &[Token]) -> Option<(Date, usize)> {
    const ENDS: [&str; 4] = ["st", "nd", "rd", "th"];
    let month = month(&tokens[0])?;
    let at = 1 + skip(&tokens[1..], &[]);
    let day = number(tokens.get(at)?, 2)?;
    let at = at + 1;
    let at = at + skip(&tokens[at..], &ENDS);
    Some((date(number(tokens.get(at)?, 4)?, month, day)?, at + 1))
}

/// How many tokens that only link come first: at most four, so that a date does not reach across a sentence.
fn skip(tokens: &[Token], links: &[&str]) -> usize {
    const MOST: usize = 4;
    let is_link = |token: &&Token| match token.kind {
        Kind::Space | Kind::Mark(',' | '.' | '-' | '/') => true,
        Kind::Word => links.contains(&token.words.to_lowercase().as_str()),
        _ => false,
    };
    tokens.iter().take(MOST).take_while(is_link).count()
}

/// A number of at most, or for years exactly, so many digits.
fn number(token: &Token, digits: usize) -> Option<u32> {
    let Kind::Number(number) = token.kind else { return None };
    let fits = if digits == 4 { token.words.len() == 4 } else { token.words.len() <= digits };
    fits.then_some(number)
}

fn month(token: &Token) -> Option<u32> {
    const LETTERS_MAX: usize = 24;
    if token.kind != Kind::Word || token.words.len() > LETTERS_MAX {
        return None;
    }
    let name = token.words.to_lowercase();
    let row = rows::rows(include_str!("months.tsv")).find(|row| row.get(1) == Some(&name.as_str()))?;
    row.first()?.parse().ok()
}

fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|year| (YEAR_MIN..YEAR_MAX).contains(year))?;
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    // What systems write where they know no date.
    Some(date).filter(|date| *date != jiff::civil::date(1970, 1, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, day_first: Option<bool>, wanted: &str) {
        let day = day_of(text, day_first).map_or("-".to_owned(), |day| day.to_string());
        assert_eq!(day, wanted, "{text}");
    }

    #[test]
    fn written_dates() {
        for text in [
            "2024-05-14",
            "2024-05-14T23:30:00Z",
            "2024/5/14",
            "20240514",
            "Tue, 14 May 2024 10:00:00 GMT",
            "May 14, 2024, 5 p.m.",
            "Tuesday, May 14th, 2024",
            "14th of May, 2024",
            "14. Mai 2024",
            "14 мая 2024 г.",
            "14 de mayo de 2024",
            "14.05.2024 09:12",
            "05/14/2024",
            "14-05-2024",
            "14-May-2024",
            "2024年5月14日",
            "1715700000",
            "1715700000000",
            "Sept. 9, 2024 is not it, but 2024-05-14 is.",
        ] {
            let wanted = if text.starts_with("Sept") { "2024-09-09" } else { "2024-05-14" };
            check(text, None, wanted);
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "",
            "2024",
            "2024-05",
            "May 2024",
            "May 14",
            "14/05/24",
            "2024-13-40",
            "31 February 2024",
            "0001-01-01",
            "1970-01-01T00:00:00Z",
            "12345678",
            "version 1.2.3",
            "192.168.20.1",
            "yesterday",
            "may 5 people and 2024 cars",
            "0",
        ] {
            check(text, Some(true), "-");
        }
    }

    #[test]
    fn order_of_day_and_month() {
        check("03/04/2024", None, "-");
        check("03/04/2024", Some(true), "2024-04-03");
        check("03/04/2024", Some(false), "2024-03-04");
        check("04/04/2024", None, "2024-04-04");
        assert!(is_ambiguous("03/04/2024") && !is_ambiguous("13/04/2024") && !is_ambiguous("soon"));
    }

    #[test]
    fn any_text_is_read_without_panic() {
        for text in
            ["14 мая", "May", "14", "14 May", "99999999999999999999 May 2024", "é14é May 2024", "14 \u{301}May 2024"]
        {
            let _ = first_day(text, None);
        }
        let (_, range) = first_day("On 14 May 2024, he", None).expect("a date");
        assert_eq!(&"On 14 May 2024, he"[range], "14 May 2024");
    }
}
