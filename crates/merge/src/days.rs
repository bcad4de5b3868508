//! Days as numbers, so that distances are differences.

use verbale_record::Date;

/// Days since the first of January 1970.
pub(crate) fn day_number(date: Date) -> i32 {
    let epoch = Date::constant(1970, 1, 1);
    (date.duration_since(epoch).as_hours() / 24) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_one_apart_on_both_sides_of_the_epoch() {
        assert_eq!(day_number(Date::constant(1970, 1, 2)), 1);
        assert_eq!(day_number(Date::constant(1969, 12, 31)), -1);
        let leap = day_number(Date::constant(2024, 3, 1)) - day_number(Date::constant(2024, 2, 28));
        assert_eq!(leap, 2);
    }
}
