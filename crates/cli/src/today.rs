//! The clock, for two purposes: to notice a report dated in the future, and to say when something was brought in or
//! corrected. No time in a report is ever counted from it.

use verbale::Date;

/// Days by which a date may be ahead of ours and still be today somewhere.
const TIME_ZONE_DAYS: i64 = 1;

/// Whether `date` has not come anywhere on earth.
pub(crate) fn is_future(date: Date) -> bool {
    today().checked_add(jiff::Span::new().days(TIME_ZONE_DAYS)).is_ok_and(|last| date > last)
}

/// The time now, in UTC ("2025-02-18T09:30:00Z").
pub(crate) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The day now, in UTC.
pub(crate) fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_to_come_are_future() {
        assert!(is_future("9999-01-01".parse().expect("a date")) && !is_future("2020-01-01".parse().expect("a date")));
    }
}
