//! Days as a brief writes them.

use verbale_record::Date;

/// "18 February 2025".
pub(super) fn day(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// The days from and to in as few words as they take; empty where none is known.
pub(super) fn span(start: Option<Date>, end: Option<Date>) -> String {
    match (start, end) {
        (Some(start), Some(end)) if start == end => day(start),
        (Some(start), Some(end)) => between(start, end),
        (Some(start), None) => format!("from {}", day(start)),
        (None, Some(end)) => format!("until {}", day(end)),
        (None, None) => String::new(),
    }
}

fn between(start: Date, end: Date) -> String {
    let is_whole = start.day() == 1 && end == end.last_of_month();
    match () {
        () if is_whole && start.year() == end.year() && start.month() == 1 && end.month() == 12 => {
            start.year().to_string()
        }
        () if is_whole && start.first_of_month() == end.first_of_month() => start.strftime("%B %Y").to_string(),
        () if start.first_of_month() == end.first_of_month() => format!("{} to {}", start.day(), day(end)),
        () if start.year() == end.year() => format!("{} to {}", start.strftime("%-d %B"), day(end)),
        () => format!("{} to {}", day(start), day(end)),
    }
}

/// With the preposition that a sentence needs: "on 18 February 2025", "in 2022", "between 10 and 16 …" as "from 10 to 16 …".
pub(super) fn phrase(start: Option<Date>, end: Option<Date>) -> String {
    let words = span(start, end);
    match (start, end) {
        (Some(start), Some(end)) if start == end => format!("on {words}"),
        (Some(_), Some(_)) if words.contains(" to ") => format!("from {words}"),
        (Some(_), Some(_)) => format!("in {words}"),
        _ => words,
    }
}
