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
