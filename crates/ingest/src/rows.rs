//! The tables beside the source: lines with tabs, `#` for comments, a header.

/// The rows after the header.
pub(crate) fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.skip(1).map(|line| line.split('\t').collect())
}

pub(crate) fn first_column(table: &str) -> Vec<&str> {
    rows(table).filter_map(|row| row.first().copied()).collect()
}

#[cfg(test)]
mod tests {
    /// What `include_str!` takes in can only be wrong where the tables are written, so a test checks them.
    #[test]
    fn every_row_has_the_columns_of_its_header() {
        let tables = [
            ("tracking.tsv", include_str!("tracking.tsv")),
            ("kinds.tsv", include_str!("kinds.tsv")),
            ("columns.tsv", include_str!("columns.tsv")),
            ("months.tsv", include_str!("months.tsv")),
            ("html/meta.tsv", include_str!("html/meta.tsv")),
            ("html/cues.tsv", include_str!("html/cues.tsv")),
        ];
        for (name, table) in tables {
            let mut seen = std::collections::HashSet::new();
            let mut width = None;
            for (at, line) in table.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
                let columns = line.split('\t').count();
                assert_eq!(*width.get_or_insert(columns), columns, "{name}, line {}: {columns} columns", at + 1);
                assert!(
                    line.split('\t').all(|cell| !cell.is_empty() && cell == cell.trim()),
                    "{name}, line {}",
                    at + 1
                );
                assert!(seen.insert(line), "{name}, line {}: twice", at + 1);
            }
            assert!(seen.len() > 1, "{name} is empty");
        }
    }
}
