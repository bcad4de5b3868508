//! From what an expression says to the days it covers.

use jiff::ToSpan;
use verbale_record::Date;

use super::expression::{Expression, HowMany, Length, Period, Season};
use super::nearest::{day_of_month, month_year, named_day, season_year, weekday, year_of};
use super::{Days, Frame, Granularity, Lean, Unresolved};

type Resolved = Result<Days, Unresolved>;

pub(super) fn days(expression: &Expression, frame: &Frame) -> Resolved {
    use Expression as E;
    match expression {
        E::DayOfMonth { year, month, day } => Ok(one(day_of_month(*year, *month, *day, frame)?)),
        E::DayAlone(day) => day_alone(*day, frame),
        E::Month { year, month } => months(month_year(*year, *month, frame)?, *month, 1, Granularity::Month),
        E::Season { year, season } => season_days(season_year(*year, *season, frame)?, *season),
        E::Quarter { year, quarter } => months(year_of(*year, frame)?, 3 * quarter - 2, 3, Granularity::Quarter),
        E::Half { year, half } => months(year_of(*year, frame)?, 6 * half - 5, 6, Granularity::Span),
        E::Year(year) => years(year_of(*year, frame)?, 1, Granularity::Year),
        E::Decade(start) => years(*start, 10, Granularity::Decade),
        E::Century(start) => years(*start, 100, Granularity::Century),
        E::Named { year, rule } => Ok(one(named_day(*year, *rule, frame)?)),
        E::Weekday { weekday: number, of } => Ok(one(weekday(*number, *of, frame)?)),
        E::Offset(offset) => Ok(one(add(today(frame)?, Period::Day, *offset)?)),
        E::Overnight => night_to(today(frame)?),
        E::OvernightInto(day) => night_to(days(day, frame)?.start.ok_or(BEYOND)?),
        E::Relative { period, by } => relative(*period, *by, frame),
        E::Ago(length) => away(*length, -1, frame),
        E::Ahead(length) => away(*length, 1, frame),
        E::UpTo(length) => up_to(*length, frame),
        E::From(length) => from(*length, frame),
        E::Lasting(length) if frame.lean == Lean::Past => up_to(*length, frame),
        E::Lasting(length) => from(*length, frame),
        E::Open { ahead } => open(*ahead, frame),
        E::Duration => Err(Unresolved { reason: "duration" }),
        E::Untold => Err(Unresolved { reason: "untold-event" }),
        E::Shifted { length, back, from } => shifted(*length, *back, days(from, frame)?),
        E::Then => frame.previous.ok_or(NO_ANCHOR),
        E::Previous { length, back } => shifted(*length, *back, anchor(*length, frame)?),
        E::Range(first, last) => range(first, last, frame),
        E::Since(inner) => onwards(inner, &Frame { lean: Lean::Past, ..*frame }),
        E::Onwards(inner) => onwards(inner, frame),
        E::Until(inner) => deadline(inner, frame).map(|days| span(None, days.end)),
        E::Before(inner) => {
            let start = deadline(inner, frame)?.start;
            Ok(span(None, start.and_then(|start| plus(start, -1))))
        }
        E::After(inner) => days(inner, frame).map(|days| span(days.end.and_then(|end| plus(end, 1)), None)),
    }
}

const BEYOND: Unresolved = Unresolved { reason: "beyond-calendar" };
const NO_ANCHOR: Unresolved = Unresolved { reason: "no-earlier-time" };
const VAGUE: Unresolved = Unresolved { reason: "vague" };

/// The day everything relative is counted from.
pub(super) fn today(frame: &Frame) -> Result<Date, Unresolved> {
    frame.published.ok_or(Unresolved { reason: "no-date" })
}

/// `date` and so many days; none past the ends of the calendar.
pub(super) fn plus(date: Date, days: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

fn one(day: Date) -> Days {
    Days { start: Some(day), end: Some(day), granularity: Granularity::Day }
}

fn span(start: Option<Date>, end: Option<Date>) -> Days {
    Days { start, end, granularity: Granularity::Span }
}

fn night_to(day: Date) -> Resolved {
    Ok(Days { start: Some(plus(day, -1).ok_or(BEYOND)?), end: Some(day), granularity: Granularity::Day })
}

fn onwards(from: &Expression, frame: &Frame) -> Resolved {
    days(from, frame).map(|days| span(days.start, None))
}

/// The time that a deadline names: a bare "by Friday" or "by March" as the sentence looks, but what is long past and comes
/// again soon lies ahead; "by the weekend" always does.
fn deadline(inner: &Expression, frame: &Frame) -> Resolved {
    use Expression as E;
    let leaning = |lean| days(inner, &Frame { lean, ..*frame });
    match inner {
        E::Weekday { .. } => leaning(frame.lean),
        E::DayOfMonth { .. } | E::Month { .. } | E::Season { .. } | E::Named { .. } => {
            let (asked, other) = match frame.lean {
                Lean::Past => (leaning(Lean::Past)?, leaning(Lean::Future)?),
                Lean::Future => (leaning(Lean::Future)?, leaning(Lean::Past)?),
            };
            let is_nearer = away_from(frame, asked) > DEADLINE_FAR && away_from(frame, other) < DEADLINE_NEAR;
            Ok(if is_nearer { other } else { asked })
        }
        E::Relative { period: Period::Weekend, by: 0 } => leaning(Lean::Future),
        _ => leaning(Lean::Past),
    }
}

/// Days from the report's.
const DEADLINE_FAR: i32 = 270;
const DEADLINE_NEAR: i32 = 95;

fn away_from(frame: &Frame, days: Days) -> i32 {
    let gap = frame.published.zip(days.end.or(days.start)).map(|(today, day)| (day - today).get_days().abs());
    gap.unwrap_or_default()
}

/// Some months from the first of `month` on, as one unit.
fn months(year: i16, month: i8, count: i64, granularity: Granularity) -> Resolved {
    let start = Date::new(year, month, 1).map_err(|_| BEYOND)?;
    let end = plus(add(start, Period::Month, count)?, -1);
    Ok(Days { start: Some(start), end, granularity })
}

fn years(year: i16, count: i16, granularity: Granularity) -> Resolved {
    let start = Date::new(year, 1, 1).map_err(|_| BEYOND)?;
    let end = Date::new(year.saturating_add(count - 1), 12, 31).map_err(|_| BEYOND)?;
    Ok(Days { start: Some(start), end: Some(end), granularity })
}

/// Seasons of the northern year; a winter runs into the next year.
fn season_days(year: i16, season: Season) -> Resolved {
    let first = match season {
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Autumn => 9,
        Season::Winter => 12,
    };
    months(year, first, 3, Granularity::Season)
}

fn day_alone(day: i8, frame: &Frame) -> Resolved {
    let today = today(frame)?;
    let here = Date::new(today.year(), today.month(), day).map_err(|_| BEYOND)?;
    let moved = match frame.lean {
        Lean::Past if here > today => -1,
        Lean::Future if here < today => 1,
        _ => 0,
    };
    add(here, Period::Month, moved).map(one)
}

/// "last week", "this month", "next year": the whole unit.
fn relative(period: Period, by: i64, frame: &Frame) -> Resolved {
    let today = today(frame)?;
    let by = if period == Period::Weekend && by == 0 { weekend_shift(today, frame.lean) } else { by };
    unit(period, add(today, period, by)?)
}

/// At the start of a week "the weekend" is the one just past, unless the sentence looks ahead.
fn weekend_shift(today: Date, lean: Lean) -> i64 {
    let in_weekend = today.weekday().to_monday_one_offset() >= 6;
    if lean == Lean::Past && !in_weekend { -1 } else { 0 }
}

/// An approximate time takes the calendar unit it names: "three years ago" is that year.
fn away(length: Length, sign: i64, frame: &Frame) -> Resolved {
    let HowMany::Exactly(count) = length.count else { return Err(VAGUE) };
    let day = add(today(frame)?, length.period, sign * count)?;
    // A decade ago is ten years ago, not a decade of the calendar.
    let period = match length.period {
        Period::Decade | Period::Century => Period::Year,
        Period::Fortnight => Period::Week,
        period => period,
    };
    unit(period, day)
}

fn up_to(length: Length, frame: &Frame) -> Resolved {
    let HowMany::Exactly(count) = length.count else { return open(false, frame) };
    let today = today(frame)?;
    // The day of the report is one of "the past two days".
    let count = if length.period == Period::Day { count - 1 } else { count };
    Ok(span(Some(add(today, length.period, -count)?), Some(today)))
}

fn from(length: Length, frame: &Frame) -> Resolved {
    let HowMany::Exactly(count) = length.count else { return open(true, frame) };
    let today = today(frame)?;
    Ok(span(Some(today), Some(add(today, length.period, count)?)))
}

fn open(ahead: bool, frame: &Frame) -> Resolved {
    let today = today(frame)?;
    Ok(if ahead { span(Some(today), None) } else { span(None, Some(today)) })
}

/// What a length is counted from: "that morning" never lies in a year spoken of a word before, and what is over does not lie
/// in a day to come: then it is the report's.
fn anchor(length: Length, frame: &Frame) -> Resolved {
    if !matches!(length.period, Period::Day | Period::Hour) {
        return frame.previous.ok_or(NO_ANCHOR);
    }
    let told = frame.previous_day.ok_or(NO_ANCHOR)?;
    let is_to_come = frame.published.zip(told.start).is_some_and(|(today, day)| day > today);
    let is_that_day = length.count == HowMany::Exactly(0) && frame.lean == Lean::Past;
    if is_to_come && is_that_day { today(frame).map(one) } else { Ok(told) }
}

fn shifted(length: Length, back: bool, from: Days) -> Resolved {
    let HowMany::Exactly(count) = length.count else { return Err(VAGUE) };
    if count == 0 && length.period == Period::Day {
        return Ok(from);
    }
    let anchor = if back { from.start } else { from.end }.or(from.start).or(from.end).ok_or(NO_ANCHOR)?;
    let day = add(anchor, length.period, if back { -count } else { count })?;
    match length.period {
        Period::Week | Period::Fortnight if from.granularity == Granularity::Day && count > 0 => Ok(one(day)),
        period => unit(period, day),
    }
}

/// The end that lacks a year or week is looked for from the other one.
fn range(first: &Expression, last: &Expression, frame: &Frame) -> Resolved {
    let floating = |expression: &Expression| days(expression, &Frame { published: None, ..*frame }).is_err();
    if floating(first) && !floating(last) {
        let to = days(last, frame)?;
        let from = days(first, &Frame { published: to.start, lean: Lean::Past, ..*frame })?;
        return Ok(span(from.start, to.end));
    }
    let from = days(first, frame)?;
    let onward = matches!(
        last,
        Expression::DayOfMonth { .. }
            | Expression::Month { .. }
            | Expression::Weekday { .. }
            | Expression::Season { .. }
    );
    let to = if onward {
        days(last, &Frame { published: from.start, lean: Lean::Future, ..*frame })?
    } else {
        days(last, frame)?
    };
    Ok(span(from.start.min(to.start), to.end.max(from.end)))
}

/// The calendar unit around `day`.
fn unit(period: Period, day: Date) -> Resolved {
    let monday = || plus(day, 1 - i64::from(day.weekday().to_monday_one_offset())).ok_or(BEYOND);
    let days = |start: Option<Date>, length: i64, granularity| {
        Ok(Days { start, end: start.and_then(|start| plus(start, length - 1)), granularity })
    };
    match period {
        Period::Hour | Period::Day => Ok(one(day)),
        Period::Weekend => days(plus(monday()?, 5), 2, Granularity::Day),
        Period::Week | Period::Fortnight => days(Some(monday()?), 7, Granularity::Week),
        Period::Month => months(day.year(), day.month(), 1, Granularity::Month),
        Period::Quarter => months(day.year(), (day.month() - 1) / 3 * 3 + 1, 3, Granularity::Quarter),
        Period::Year => years(day.year(), 1, Granularity::Year),
        Period::Decade => years(day.year().div_euclid(10) * 10, 10, Granularity::Decade),
        Period::Century => years(day.year().div_euclid(100) * 100, 100, Granularity::Century),
    }
}

/// `day` and so many periods; a month's last day stays in its month.
fn add(day: Date, period: Period, count: i64) -> Result<Date, Unresolved> {
    let count = i32::try_from(count).map_err(|_| BEYOND)?;
    let zero = jiff::Span::new();
    let span = match period {
        Period::Hour => zero.try_days(i64::from(count) / 24 + i64::from(count % 24 > 12)),
        Period::Day => zero.try_days(count),
        Period::Week | Period::Weekend => zero.try_weeks(count),
        Period::Fortnight => zero.try_weeks(count.saturating_mul(2)),
        Period::Month => zero.try_months(count),
        Period::Quarter => zero.try_months(count.saturating_mul(3)),
        Period::Year => zero.try_years(count),
        Period::Decade => zero.try_years(count.saturating_mul(10)),
        Period::Century => zero.try_years(count.saturating_mul(100)),
    };
    span.ok().and_then(|span| day.checked_add(span).ok()).ok_or(BEYOND)
}

/// The last day of a month, for days that a month lacks.
pub(super) fn month_end(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1).ok()?.checked_add(1.month()).ok().and_then(|next| plus(next, -1))
}
