//! Parquet: rows as they come, of the columns that hold something of a report.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use ::parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use ::parquet::record::{Field as Cell, Row};
use ::parquet::schema::types::Type;
use verbale_record::Date;

use super::{at, whole};
use crate::intake::{Flow, Intake};
use crate::{Error, ErrorKind, Field, Item, Position, row};

/// Reads row after row.
pub(super) fn read<R: ChunkReader + 'static>(bytes: R, path: &Path, intake: &mut Intake) -> Flow {
    let place = path.display().to_string();
    let opened = guarded(|| SerializedFileReader::new(bytes).map_err(|error| error.to_string()));
    let file = match opened.and_then(|opened| opened) {
        Ok(file) => file,
        Err(why) => return intake.fail(whole(path), Error::new(ErrorKind::Form, place, why)),
    };
    let schema = file.metadata().file_metadata().schema().clone();
    let names: Vec<&str> = schema.get_fields().iter().map(|column| column.name()).collect();
    let columns = match row::columns(&names, intake.tools.options, &place) {
        Ok(columns) => columns,
        Err(error) => return intake.fail(whole(path), error),
    };
    if row::is_guessed(&columns, intake.tools.options) {
        intake.item(Item::Guessed { origin: whole(path), columns: columns.clone() })?;
    }
    rows(&file, projection(&schema, &columns), &columns, path, intake)
}

/// The schema of the columns that are read; others need not be unpacked.
fn projection(schema: &Type, columns: &[(Field, String)]) -> Option<Type> {
    let wanted = |column: &&Arc<Type>| columns.iter().any(|(_, name)| row::same(name, column.name()));
    let fields = schema.get_fields().iter().filter(wanted).cloned().collect();
    Type::group_type_builder(schema.name()).with_fields(fields).build().ok()
}

fn rows(
    file: &dyn FileReader,
    projection: Option<Type>,
    columns: &[(Field, String)],
    path: &Path,
    intake: &mut Intake,
) -> Flow {
    let broken = |number: u64, why: String| {
        let origin = at(path, Position::Row(number));
        let error = Error::new(ErrorKind::Form, origin.to_string(), why);
        (origin, error)
    };
    let mut rows =
        match guarded(|| file.get_row_iter(projection).map_err(|error| error.to_string())).and_then(|rows| rows) {
            Ok(rows) => rows,
            Err(why) => return intake.fail(whole(path), Error::new(ErrorKind::Form, path.display().to_string(), why)),
        };
    for number in 1.. {
        // The format's reader has assertions of its own; a file that breaks them is a broken file.
        let next = guarded(|| rows.next().map(|row| row.map_err(|error| error.to_string())));
        match next {
            Ok(None) => break,
            Ok(Some(Ok(row))) => {
                let draft = row::draft(cells(&row, columns), intake.tools.options, &intake.tools.cues);
                intake.report(draft, at(path, Position::Row(number)))?;
            }
            Ok(Some(Err(why))) | Err(why) => {
                let (origin, error) = broken(number, why);
                return intake.fail(origin, error);
            }
        }
    }
    ControlFlow::Continue(())
}

fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| "a broken file".to_owned())
}

fn cells(row: &Row, columns: &[(Field, String)]) -> Vec<(Field, String)> {
    let of = |name: &str| row.get_column_iter().find(|(column, _)| row::same(column, name)).map(|(_, cell)| cell);
    columns.iter().filter_map(|(field, name)| Some((*field, written(of(name)?, *field)?))).collect()
}

/// A cell as text; days and moments as dates in UTC, a list as its members.
fn written(cell: &Cell, field: Field) -> Option<String> {
    const DAY_MILLIS: i64 = 86_400_000;
    // Smaller numbers are milliseconds or seconds, or no moments since 1973 at all.
    const NANOS: i64 = 100_000_000_000_000_000;
    const MICROS: i64 = 100_000_000_000_000;
    let join = if field == Field::Text { "\n\n" } else { ", " };
    match cell {
        Cell::Null | Cell::Bool(_) => None,
        Cell::Str(text) => Some(text.clone()),
        Cell::Bytes(bytes) => String::from_utf8(bytes.data().to_vec()).ok(),
        Cell::Date(days) => day(i64::from(*days)),
        Cell::TimestampMillis(millis) => day(millis.div_euclid(DAY_MILLIS)),
        Cell::TimestampMicros(micros) => day(micros.div_euclid(DAY_MILLIS * 1000)),
        Cell::ListInternal(list) => {
            Some(list.elements().iter().filter_map(|cell| written(cell, field)).collect::<Vec<_>>().join(join))
        }
        Cell::Group(group) => {
            group.get_column_iter().find(|(name, _)| *name == "name").and_then(|(_, cell)| written(cell, field))
        }
        Cell::MapInternal(_) => None,
        // Pandas writes moments in nanoseconds, which the rows give as numbers.
        Cell::Long(number) if field == Field::Published && *number > NANOS => day(number / (DAY_MILLIS * 1_000_000)),
        Cell::Long(number) if field == Field::Published && *number > MICROS => day(number / (DAY_MILLIS * 1000)),
        other => Some(other.to_string()),
    }
}

/// The day so many days after the first of January 1970.
fn day(days: i64) -> Option<String> {
    let moment = jiff::Timestamp::from_second(days.checked_mul(86_400)?).ok()?;
    let day: Date = jiff::tz::Offset::UTC.to_datetime(moment).date();
    Some(day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_as_text() {
        let check = |cell: Cell, wanted: Option<&str>| assert_eq!(written(&cell, Field::Published).as_deref(), wanted);
        check(Cell::Date(19_857), Some("2024-05-14"));
        check(Cell::Date(-1), Some("1969-12-31"));
        check(Cell::TimestampMillis(1_715_700_000_000), Some("2024-05-14"));
        check(Cell::TimestampMicros(-1), Some("1969-12-31"));
        check(Cell::Long(1_715_700_000_000_000_000), Some("2024-05-14"));
        check(Cell::Long(1_715_700_000_000_000), Some("2024-05-14"));
        check(Cell::Long(20_240_514), Some("20240514"));
        check(Cell::Null, None);
        check(Cell::TimestampMicros(i64::MAX), None);
    }
}
