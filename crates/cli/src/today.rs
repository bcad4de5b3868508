//! Notices a report dated in the future. No time in a report is ever counted from the clock.

use verbale::Date;
use verbale::clock::today;

/// Days by which a date may be ahead of ours and still be today somewhere.
const TIME_ZONE_DAYS: i64 = 1;

/// Whether `date` has not come anywhere on earth.
pub(crate) fn is_future(date: Date) -> bool {
    today().checked_add(jiff::Span::new().days(TIME_ZONE_DAYS)).is_ok_and(|last| date > last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_to_come_are_future() {
        assert!(is_future("9999-01-01".parse().expect("a date")) && !is_future("2020-01-01".parse().expect("a date")));
    }
}
