//! Which year or week a time without one falls in: the nearest behind the report, or ahead where the sentence looks ahead.

use verbale_record::Date;

use super::days::{month_end, plus, today};
use super::expression::{Season, WeekdayOf, YearOf};
use super::named::DayRule;
use super::{Frame, Lean, Unresolved};

const NO_SUCH_DAY: Unresolved = Unresolved { reason: "no-such-day" };

/// The year that is written or counted; the report's own where it is left open.
pub(super) fn year_of(year: YearOf, frame: &Frame) -> Result<i16, Unresolved> {
    match year {
        YearOf::Exactly(year) => Ok(year),
        YearOf::Relative(by) => Ok(today(frame)?.year().saturating_add(by)),
        YearOf::Nearest | YearOf::Latest | YearOf::Coming => Ok(today(frame)?.year()),
        YearOf::Previous(by) => {
            let anchor = frame.previous.and_then(|days| days.start.or(days.end));
            anchor.map(|date| date.year().saturating_add(by)).ok_or(Unresolved { reason: "no-earlier-time" })
        }
    }
}

pub(super) fn day_of_month(year: YearOf, month: i8, day: i8, frame: &Frame) -> Result<Date, Unresolved> {
    let in_year = |year: i16| Date::new(year, month, day).ok();
    if year != YearOf::Nearest {
        return in_year(year_of(year, frame)?).ok_or(NO_SUCH_DAY);
    }
    nearest(frame, in_year)
}

pub(super) fn named_day(year: YearOf, rule: DayRule, frame: &Frame) -> Result<Date, Unresolved> {
    if year != YearOf::Nearest {
        return rule.in_year(year_of(year, frame)?).ok_or(NO_SUCH_DAY);
    }
    nearest(frame, |year| rule.in_year(year))
}

/// A day of which this is three weeks short of a year away is the one on the other side: "the 28 November vote" of
/// 20 November is next week's, whatever the sentence looks like.
const DAYS_AWAY_MAX: i64 = 345;

/// The latest such day up to the report, or the earliest from it on; that on the other side where the one asked for is far
/// away and it is not. 29 February may need a look at several years.
fn nearest(frame: &Frame, in_year: impl Fn(i16) -> Option<Date>) -> Result<Date, Unresolved> {
    let today = today(frame)?;
    let back = (0..=8i16).filter_map(|by| in_year(today.year().checked_sub(by)?)).find(|day| *day <= today);
    let on = (0..=8i16).filter_map(|by| in_year(today.year().checked_add(by)?)).find(|day| *day >= today);
    let (asked, other) = match frame.lean {
        Lean::Past => (back, on),
        Lean::Future => (on, back),
    };
    let is_near = |day: &Date| i64::from((*day - today).get_days()).abs() <= DAYS_AWAY_MAX;
    asked.filter(is_near).or(other.filter(is_near)).or(asked).ok_or(NO_SUCH_DAY)
}

pub(super) fn month_year(year: YearOf, month: i8, frame: &Frame) -> Result<i16, Unresolved> {
    if !matches!(year, YearOf::Nearest | YearOf::Latest | YearOf::Coming) {
        return year_of(year, frame);
    }
    let today = today(frame)?;
    let by = match (year, frame.lean) {
        (YearOf::Latest, _) if month >= today.month() => -1,
        (YearOf::Coming, _) if month <= today.month() => 1,
        (YearOf::Nearest, Lean::Past) if month > today.month() => -1,
        (YearOf::Nearest, Lean::Future) if month < today.month() => 1,
        _ => 0,
    };
    Ok(today.year() + by)
}

/// "last summer" is the latest one that is over; "this summer" lies in the report's year.
pub(super) fn season_year(year: YearOf, season: Season, frame: &Frame) -> Result<i16, Unresolved> {
    let last_month = match season {
        Season::Spring => 5,
        Season::Summer => 8,
        Season::Autumn => 11,
        Season::Winter => 14,
    };
    let YearOf::Relative(by) = year else {
        let by = if year == YearOf::Nearest { seasons_away(last_month, frame)? } else { 0 };
        return year_of(year, frame).map(|year| year.saturating_add(by));
    };
    let today = today(frame)?;
    let over = |year: i16| {
        let (year, month) = if last_month > 12 { (year + 1, last_month - 12) } else { (year, last_month) };
        month_end(year, month).is_some_and(|end| end < today)
    };
    Ok(match by {
        -1 if over(today.year()) => today.year(),
        // The winter that began last December is under way, or just over.
        -1 if season == Season::Winter && !over(today.year() - 1) => today.year() - 2,
        0 if season == Season::Winter && today.month() <= 3 => today.year() - 1,
        1 if !over(today.year()) && today.month() < last_month - 2 => today.year(),
        by => today.year().saturating_add(by),
    })
}

/// The latest season that has begun, or the next that is not over, as years from the report's.
fn seasons_away(last_month: i8, frame: &Frame) -> Result<i16, Unresolved> {
    let month = today(frame)?.month();
    Ok(match frame.lean {
        Lean::Past if month < last_month - 2 => -1,
        Lean::Future if month > last_month => 1,
        _ => 0,
    })
}

pub(super) fn weekday(weekday: i8, of: WeekdayOf, frame: &Frame) -> Result<Date, Unresolved> {
    let today = today(frame)?;
    let ahead = (i64::from(weekday) - i64::from(today.weekday().to_monday_one_offset())).rem_euclid(7);
    let monday = 1 - i64::from(today.weekday().to_monday_one_offset());
    let days = match (of, frame.lean) {
        (WeekdayOf::Week(week), _) => monday + i64::from(weekday) - 1 + 7 * i64::from(week),
        // What was yesterday or the day before is not called "last Thursday": that is a week earlier.
        (WeekdayOf::Last, _) if ahead >= 5 => ahead - 14,
        (WeekdayOf::Last, _) => ahead - 7,
        (WeekdayOf::WeekOn, _) => ahead + 7,
        (WeekdayOf::Nearest, Lean::Future) => ahead,
        (WeekdayOf::Nearest, Lean::Past) => {
            if ahead == 0 {
                0
            } else {
                ahead - 7
            }
        }
    };
    plus(today, days).ok_or(Unresolved { reason: "beyond-calendar" })
}
