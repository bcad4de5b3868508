//! The clock, to say when something was brought in, corrected or exported. No time in a report is ever counted from it, and
//! the library itself never looks at it: programs do, and hand the time in.

use verbale_record::Date;

/// The time now, in UTC ("2025-02-18T09:30:00Z").
pub fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The day now, in UTC.
pub fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// The second now, counted from 1970, from which servers' wishes to be left alone are counted.
pub fn seconds() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// A second counted from 1970 as people write it ("2025-02-18 09:30 UTC").
pub fn shown(second: i64) -> String {
    let written = |moment: jiff::Timestamp| moment.strftime("%Y-%m-%d %H:%M UTC").to_string();
    jiff::Timestamp::from_second(second).map_or_else(|_| second.to_string(), written)
}
