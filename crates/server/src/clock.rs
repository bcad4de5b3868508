//! When something was brought in or corrected. No time in a report is counted from it.

use verbale::record::Date;

/// The time now, in UTC ("2025-02-18T09:30:00Z").
pub(crate) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The day now, in UTC.
pub(crate) fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}
