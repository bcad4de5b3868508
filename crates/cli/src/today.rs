//! Today's date, for one purpose: to notice a report dated in the future. No time is ever counted from it.

use std::time::{SystemTime, UNIX_EPOCH};

use verbale::Date;

/// Days by which a date may be ahead of ours and still be today somewhere.
const TIME_ZONE_DAYS: u64 = 1;

/// Whether `date` has not come anywhere on earth.
pub(crate) fn is_future(date: Date) -> bool {
    const DAY_SECONDS: u64 = 24 * 60 * 60;
    let Ok(since) = SystemTime::now().duration_since(UNIX_EPOCH) else { return false };
    days_since_1970(date) > (since.as_secs() / DAY_SECONDS + TIME_ZONE_DAYS) as i64
}

/// Days from 1970-01-01 (Hinnant, "chrono-compatible low-level date algorithms", `days_from_civil`).
fn days_since_1970(date: Date) -> i64 {
    let (month, day) = (i64::from(date.month()), i64::from(date.day()));
    let year = i64::from(date.year()) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year - era * 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        let days = |date: &str| days_since_1970(date.parse().expect("a date"));
        assert_eq!(
            (days("1970-01-01"), days("1969-12-31"), days("2000-03-01"), days("2025-02-18")),
            (0, -1, 11_017, 20_137)
        );
        assert!(is_future("9999-01-01".parse().expect("a date")) && !is_future("2020-01-01".parse().expect("a date")));
    }
}
