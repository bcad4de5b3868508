//! What the words of a time expression say, before any day is counted.

use super::named::DayRule;

/// A unit of the calendar or the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Period {
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// Which year: written out, counted from the report's, or left to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearOf {
    Exactly(i16),
    Relative(i16),
    /// "the following year", "that year": counted from the time spoken of before.
    Previous(i16),
    /// "last August": the latest that is over.
    Latest,
    /// "next August".
    Coming,
    Nearest,
}

/// Which of the weekdays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WeekdayOf {
    Nearest,
    /// The latest one before today ("last Sunday").
    Last,
    /// That of a week counted from this one ("Friday last week").
    Week(i16),
    /// A week after the next one ("Friday week").
    WeekOn,
}

/// How many of a period; vague for "several".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HowMany {
    Exactly(i64),
    Vague,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Length {
    pub(super) count: HowMany,
    pub(super) period: Period,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expression {
    /// "7 October", "7 October 2023".
    DayOfMonth {
        year: YearOf,
        month: i8,
        day: i8,
    },
    /// "the 15th".
    DayAlone(i8),
    Month {
        year: YearOf,
        month: i8,
    },
    Season {
        year: YearOf,
        season: Season,
    },
    Quarter {
        year: YearOf,
        quarter: i8,
    },
    Half {
        year: YearOf,
        half: i8,
    },
    Year(YearOf),
    Decade(i16),
    /// By its first year.
    Century(i16),
    Named {
        year: YearOf,
        rule: DayRule,
    },
    /// Months are Monday to Sunday, one to seven.
    Weekday {
        weekday: i8,
        of: WeekdayOf,
    },
    /// Days from publication: "yesterday" is -1.
    Offset(i64),
    Overnight,
    /// "overnight into Saturday": the day and the one before.
    OvernightInto(Box<Expression>),
    /// "last week" is -1 weeks.
    Relative {
        period: Period,
        by: i64,
    },
    /// "three years ago".
    Ago(Length),
    /// "two weeks from now".
    Ahead(Length),
    /// "the past three months": up to publication.
    UpTo(Length),
    /// "the next three months", "within 48 hours": from publication.
    From(Length),
    /// "in two days": up to or from publication, by the lean.
    Lasting(Length),
    /// "recent weeks", "the coming days": open at the far end.
    Open {
        ahead: bool,
    },
    /// "for three days", "two days": how long, not when.
    Duration,
    /// "a week before March 10".
    Shifted {
        length: Length,
        back: bool,
        from: Box<Expression>,
    },
    /// "at the time": the time spoken of before, whatever its length.
    Then,
    /// "two days later", "that day", "that month": counted from the time spoken of before, and from a day where days are counted.
    Previous {
        length: Length,
        back: bool,
    },
    Range(Box<Expression>, Box<Expression>),
    /// From a time that is past.
    Since(Box<Expression>),
    /// From a time past or to come.
    Onwards(Box<Expression>),
    /// Up to and with its last day.
    Until(Box<Expression>),
    Before(Box<Expression>),
    After(Box<Expression>),
    /// A time of something untold ("the day after the vote").
    Untold,
}
