//! Time expressions and the days they cover, one line a case.

use verbale_record::{Date, Span};
use verbale_resolve::time::{Days, Frame, Lean, find, lean_at, published_in_head, resolve, resolve_at, resolve_in};

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

fn shown(days: Result<Days, verbale_resolve::time::Unresolved>) -> String {
    let day = |day: Option<Date>| day.map_or("-".to_owned(), |day| day.to_string());
    match days {
        Ok(days) if days.start == days.end => day(days.start),
        Ok(days) => format!("{} {}", day(days.start), day(days.end)),
        Err(unresolved) => unresolved.reason.to_owned(),
    }
}

/// Each line: the words, the report's day, the lean (`>` for the future), and the days expected.
fn check(lean: Lean, published: &str, cases: &[(&str, &str)]) {
    let failed: Vec<String> = cases
        .iter()
        .map(|(words, wanted)| (words, wanted, shown(resolve(words, Some(date(published)), lean))))
        .filter(|(_, wanted, got)| *wanted != got)
        .map(|(words, wanted, got)| format!("{words:?}: wanted {wanted}, got {got}"))
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn days_of_the_week() {
    // 2025-02-18 is a Tuesday.
    check(
        Lean::Past,
        "2025-02-18",
        &[
            ("Tuesday", "2025-02-18"),
            ("Wednesday", "2025-02-12"),
            ("on Monday", "2025-02-17"),
            ("Tuesday night", "2025-02-18"),
            ("late on Monday", "2025-02-17"),
            ("early Monday morning", "2025-02-17"),
            ("last Tuesday", "2025-02-11"),
            ("last Monday", "2025-02-10"),
            ("last Sunday", "2025-02-09"),
            ("last Saturday", "2025-02-15"),
            ("next Tuesday", "2025-02-25"),
            ("this Friday", "2025-02-21"),
            ("Friday last week", "2025-02-14"),
            ("Friday of next week", "2025-02-28"),
            ("Tues.", "2025-02-18"),
            ("Monday and Tuesday", "2025-02-17 2025-02-18"),
            ("Thursday through Saturday", "2025-02-13 2025-02-15"),
            ("from Friday to Sunday", "2025-02-14 2025-02-16"),
        ],
    );
    check(
        Lean::Future,
        "2025-02-18",
        &[("Thursday", "2025-02-20"), ("Tuesday", "2025-02-18"), ("Monday", "2025-02-24")],
    );
}

#[test]
fn counted_from_the_report() {
    check(
        Lean::Past,
        "2025-02-18",
        &[
            ("today", "2025-02-18"),
            ("yesterday evening", "2025-02-17"),
            ("tomorrow", "2025-02-19"),
            ("the day before yesterday", "2025-02-16"),
            ("overnight", "2025-02-17 2025-02-18"),
            ("overnight into Sunday", "2025-02-15 2025-02-16"),
            ("last night", "2025-02-17"),
            ("this morning", "2025-02-18"),
            ("last week", "2025-02-10 2025-02-16"),
            ("earlier this week", "2025-02-17 2025-02-23"),
            ("next week", "2025-02-24 2025-03-02"),
            ("last weekend", "2025-02-15 2025-02-16"),
            ("over the weekend", "2025-02-15 2025-02-16"),
            ("last month", "2025-01-01 2025-01-31"),
            ("in the last month", "2025-01-18 2025-02-18"),
            ("the past month", "2025-01-18 2025-02-18"),
            ("last year", "2024-01-01 2024-12-31"),
            ("late last year", "2024-01-01 2024-12-31"),
            ("next year", "2026-01-01 2026-12-31"),
            ("three years ago", "2022-01-01 2022-12-31"),
            ("nearly three years ago", "2022-01-01 2022-12-31"),
            ("a decade ago", "2015-01-01 2015-12-31"),
            ("two weeks ago", "2025-02-03 2025-02-09"),
            ("three months ago", "2024-11-01 2024-11-30"),
            ("two days ago", "2025-02-16"),
            ("more than a year ago", "2024-01-01 2024-12-31"),
            ("in two weeks' time", "2025-03-03 2025-03-09"),
            ("two days from now", "2025-02-20"),
            ("the past three months", "2024-11-18 2025-02-18"),
            ("over the past two days", "2025-02-17 2025-02-18"),
            ("within 48 hours", "2025-02-18 2025-02-20"),
            ("in two days", "2025-02-17 2025-02-18"),
            ("the next three months", "2025-02-18 2025-05-18"),
            ("recent days", "- 2025-02-18"),
            ("the coming weeks", "2025-02-18 -"),
            ("since the new year", "2025-01-01 -"),
            ("in the spring", "2024-03-01 2024-05-31"),
            ("since the winter", "2024-12-01 -"),
            ("autumn", "2024-09-01 2024-11-30"),
        ],
    );
    check(
        Lean::Future,
        "2025-02-18",
        &[
            ("in two days", "2025-02-18 2025-02-20"),
            ("this weekend", "2025-02-22 2025-02-23"),
            ("in the spring", "2025-03-01 2025-05-31"),
            ("by the summer", "- 2025-08-31"),
            ("in the new year", "2026-01-01 2026-12-31"),
        ],
    );
}

#[test]
fn bounds_lie_where_they_are_near() {
    check(
        Lean::Past,
        "2025-05-16",
        &[
            ("before the end of June", "- 2025-06-30"),
            ("before the end of the year", "- 2025-12-31"),
            ("until July", "- 2025-07-31"),
            ("by the weekend", "- 2025-05-18"),
            ("since the war began in 2015", "2015-01-01 -"),
            ("since the disputed election of October 2024", "2024-10-01 -"),
            ("the first week of November 1996", "1996-11-01 1996-11-07"),
            ("in the second week of April", "2025-04-08 2025-04-14"),
            ("by April", "- 2025-04-30"),
            ("in June", "2024-06-01 2024-06-30"),
        ],
    );
    check(
        Lean::Past,
        "2025-12-04",
        &[
            ("before Christmas", "- 2025-12-24"),
            ("in January", "2025-01-01 2025-01-31"),
            ("by February", "- 2026-02-28"),
        ],
    );
}

#[test]
fn calendar() {
    check(
        Lean::Past,
        "2025-02-18",
        &[
            ("7 October", "2024-10-07"),
            ("October 7", "2024-10-07"),
            ("the 7th of October 2023", "2023-10-07"),
            ("Oct. 7, 2023", "2023-10-07"),
            ("Monday, May 18, 2015", "2015-05-18"),
            ("2025-01-13", "2025-01-13"),
            ("13/01/2025", "2025-01-13"),
            ("01/13/2025", "2025-01-13"),
            ("13.01.2025", "2025-01-13"),
            ("in August", "2024-08-01 2024-08-31"),
            ("February", "2025-02-01 2025-02-28"),
            ("August 2016", "2016-08-01 2016-08-31"),
            ("August last year", "2024-08-01 2024-08-31"),
            ("last August", "2024-08-01 2024-08-31"),
            ("next March", "2025-03-01 2025-03-31"),
            ("mid-March", "2024-03-01 2024-03-31"),
            ("early 2019", "2019-01-01 2019-12-31"),
            ("2011", "2011-01-01 2011-12-31"),
            ("the 1990s", "1990-01-01 1999-12-31"),
            ("the late 80s", "1980-01-01 1989-12-31"),
            ("the 19th century", "1800-01-01 1899-12-31"),
            ("autumn of last year", "2024-09-01 2024-11-30"),
            ("last summer", "2024-06-01 2024-08-31"),
            ("spring 2019", "2019-03-01 2019-05-31"),
            ("Q2 2023", "2023-04-01 2023-06-30"),
            ("the second quarter of 2023", "2023-04-01 2023-06-30"),
            ("the first half of the year", "2025-01-01 2025-06-30"),
            ("end of this month", "2025-02-01 2025-02-28"),
            ("the end of the year", "2025-01-01 2025-12-31"),
            ("beginning of the new year", "2026-01-01 2026-12-31"),
            ("29 February", "2024-02-29"),
            ("31 April 2024", "no-such-day"),
            ("the 15th", "2025-02-15"),
            ("26 February", "2025-02-26"),
            ("15 March", "2024-03-15"),
        ],
    );
    check(
        Lean::Future,
        "2025-02-18",
        &[
            ("October 7", "2025-10-07"),
            ("10 February", "2025-02-10"),
            ("January", "2026-01-01 2026-01-31"),
            ("June 15–18", "2025-06-15 2025-06-18"),
        ],
    );
}

#[test]
fn named_days() {
    check(
        Lean::Past,
        "2025-02-18",
        &[
            ("Christmas Day", "2024-12-25"),
            ("New Year’s Eve", "2024-12-31"),
            ("Good Friday", "2024-03-29"),
            ("Easter Sunday 2019", "2019-04-21"),
            ("Thanksgiving", "2024-11-28"),
            ("Waitangi Day - February 6 - this year", "2025-02-06"),
        ],
    );
}

#[test]
fn since_looks_back_and_a_week_after_ahead() {
    check(Lean::Past, "2025-02-18", &[("the May Day rally", "2024-05-01"), ("on Thursday week", "2025-02-27")]);
    let ahead = [("since last May", "2024-05-01 -"), ("since July", "2024-07-01 -"), ("from July", "2025-07-01 -")];
    check(Lean::Future, "2025-02-18", &ahead);
}

#[test]
fn bounds_and_ranges() {
    check(
        Lean::Past,
        "2025-02-18",
        &[
            ("since 2011", "2011-01-01 -"),
            ("since September 2014", "2014-09-01 -"),
            ("since Tuesday", "2025-02-18 -"),
            ("until last week", "- 2025-02-16"),
            ("by the end of the year", "- 2025-12-31"),
            ("by 2030", "- 2030-12-31"),
            ("before 2014", "- 2013-12-31"),
            ("12-14 May", "2024-05-12 2024-05-14"),
            ("May 15-20, 2023", "2023-05-15 2023-05-20"),
            ("March 15 to March 20", "2024-03-15 2024-03-20"),
            ("between November and January", "2024-11-01 2025-01-31"),
            ("from December 28 to January 3, 2025", "2024-12-28 2025-01-03"),
            ("1997 and 1998", "1997-01-01 1998-12-31"),
            ("2019-20", "2019-01-01 2020-12-31"),
            ("November 9, 2020, and January 11, 2021", "2020-11-09 2021-01-11"),
            ("a week before March 10", "2024-03-03"),
        ],
    );
}

#[test]
fn left_unresolved() {
    check(
        Lean::Past,
        "2025-02-18",
        &[
            ("two days later", "no-earlier-time"),
            ("that day", "no-earlier-time"),
            ("three days of clashes", "duration"),
            ("the day after the vote", "untold-event"),
            ("several years ago", "vague"),
            ("soon", "not-a-time"),
            ("", "not-a-time"),
            ("999999 years ago", "beyond-calendar"),
        ],
    );
    assert_eq!(shown(resolve("Tuesday", None, Lean::Past)), "no-date");
    assert_eq!(shown(resolve("7 October 2023", None, Lean::Past)), "2023-10-07");
}

#[test]
fn counted_from_an_earlier_time() {
    let previous = resolve("September 2014", None, Lean::Past).ok();
    let frame = Frame { published: Some(date("2018-12-22")), previous, ..Frame::default() };
    assert_eq!(shown(resolve_in("the following year", &frame)), "2015-01-01 2015-12-31");
    assert_eq!(shown(resolve_in("at that time", &frame)), "2014-09-01 2014-09-30");
    let previous = resolve("7 October 2023", None, Lean::Past).ok();
    let day = Frame { published: Some(date("2023-11-02")), previous, previous_day: previous, ..frame };
    assert_eq!(shown(resolve_in("two days later", &day)), "2023-10-09");
    assert_eq!(shown(resolve_in("a week earlier", &day)), "2023-09-30");
    assert_eq!(shown(resolve_in("the day before", &day)), "2023-10-06");
    assert_eq!(shown(resolve_in("within hours", &day)), "2023-10-07");
    assert_eq!(shown(resolve_in("hours later", &day)), "2023-10-07");
    assert_eq!(shown(resolve_in("48 hours later", &day)), "2023-10-09");
    assert_eq!(shown(resolve_in("the next morning", &day)), "2023-10-08");
    assert_eq!(shown(resolve_in("the previous evening", &day)), "2023-10-06");
    assert_eq!(shown(resolve_in("two days after", &day)), "2023-10-05");
    assert_eq!(shown(resolve_in("that March", &day)), "2023-03-01 2023-03-31");
    assert_eq!(shown(resolve_in("since then", &day)), "2023-10-07 -");
    assert_eq!(shown(resolve_in("since", &day)), "2023-10-07 -");
    assert_eq!(shown(resolve_in("since the coup", &day)), "not-a-time");
    for clock in ["4.10 pm", "around 3 a.m.", "11 o’clock", "half past 9 pm"] {
        assert_eq!(shown(resolve_in(clock, &day)), "2023-10-07", "{clock}");
    }
    // What is over lies in no day to come.
    let ahead = Frame { published: Some(date("2023-10-05")), ..day };
    assert_eq!(shown(resolve_in("in the afternoon", &ahead)), "2023-10-05");
    assert_eq!(shown(resolve_in("in the afternoon", &Frame { lean: Lean::Future, ..ahead })), "2023-10-07");
    // A morning lies in a day, whatever year was spoken of since.
    let year = Frame { previous: resolve("2021", None, Lean::Past).ok(), ..day };
    assert_eq!(shown(resolve_in("that morning", &year)), "2023-10-07");
    assert_eq!(shown(resolve_in("at the time", &year)), "2021-01-01 2021-12-31");
    assert_eq!(shown(resolve_in("that morning", &frame)), "no-earlier-time");
}

#[test]
fn words_before_a_time_bound_it() {
    let text = "The war, which began after Tuesday’s raid, has gone on since 2011 and is to end by Friday.";
    let frame = Frame { published: Some(date("2025-02-18")), ..Frame::default() };
    let at = |words: &str| {
        let start = text.find(words).expect("words");
        shown(resolve_at(text, Span::from(start..start + words.len()), &frame))
    };
    assert_eq!(at("2011"), "2011-01-01 -");
    assert_eq!(at("Friday"), "- 2025-02-14");
    assert_eq!(at("Tuesday"), "2025-02-18");
}

#[test]
fn found_in_running_text() {
    let cases: &[(&str, &[&str])] = &[
        ("The ministers met on Tuesday and will meet again next week.", &["Tuesday", "next week"]),
        ("Theresa May may march on Sunday.", &["Sunday"]),
        ("Elections in May 2010 and in March were held.", &["May 2010", "March"]),
        ("At least 1,500 people and 2000 troops came in 2014.", &["2014"]),
        ("The sun sat in the sky; a second mon.", &[]),
        ("The war has lasted since the beginning of the year.", &["since the beginning of the year"]),
        ("Talks went on for three days.", &[]),
        ("He was born in the 1990s, three years ago.", &["1990s", "three years ago"]),
        ("It was a spring of hope and a fall.", &[]),
        ("Fighting from 7 October to 12 October killed 40.", &["from 7 October to 12 October"]),
        ("The 2014 annexation", &[]),
        (
            "In the past two weeks, and on Good Friday, shells fell overnight.",
            &["past two weeks", "Good Friday", "overnight"],
        ),
    ];
    for (text, wanted) in cases {
        let found: Vec<&str> = find(text).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(&found, wanted, "{text:?}");
    }
}

#[test]
fn sentences_lean() {
    let lean = |text: &str, words: &str| {
        let start = text.find(words).expect("words");
        lean_at(text, Span::from(start..start + words.len()))
    };
    assert_eq!(lean("They will meet on Thursday.", "Thursday"), Lean::Future);
    assert_eq!(lean("They met on Thursday.", "Thursday"), Lean::Past);
    assert_eq!(lean("He said on Thursday they will meet.", "Thursday"), Lean::Past);
    assert_eq!(lean("On Thursday they will meet.", "Thursday"), Lean::Future);
    assert_eq!(lean("It was bad. Talks scheduled for June 15 start.", "June 15"), Lean::Future);
}

#[test]
fn day_of_publication_in_the_head() {
    let head = |text: &str| published_in_head(text).map(|date| date.to_string());
    assert_eq!(head("Talks begin\n\nMonday, May 18, 2015\n\nOn Friday they met."), Some("2015-05-18".to_owned()));
    assert_eq!(head("RIYADH, 18 February 2025 (Agency) — Diplomats met."), Some("2025-02-18".to_owned()));
    assert_eq!(head("Thursday, May 7, 2015 On Tuesday they met."), Some("2015-05-07".to_owned()));
    assert_eq!(head("Published: 2025-02-18\nText."), Some("2025-02-18".to_owned()));
    assert_eq!(head("RIYADH: On 7 October 2023 gunmen attacked the village and its people."), None);
    assert_eq!(head("No date here."), None);
}
