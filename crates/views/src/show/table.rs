//! Aligned text that fits a width.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Blanks between columns.
const GAP: usize = 2;
/// No column gets narrower than this, so that something of it can still be read.
const COLUMN_MIN: usize = 6;

/// Columns under their names; the widest ones are cut until a line fits. Columns of numbers stand to the right.
pub(super) fn table(columns: &[String], rows: &[Vec<String>], width: usize) -> String {
    let widths = fitting(natural(columns, rows), width);
    let right: Vec<bool> = (0..columns.len()).map(|at| is_numbers(rows, at)).collect();
    let line = |cells: &[String]| {
        let cells = cells.iter().zip(&widths).zip(&right);
        let padded: Vec<String> = cells.map(|((cell, width), right)| pad(cell, *width, *right)).collect();
        padded.join(&" ".repeat(GAP)).trim_end().to_owned() + "\n"
    };
    std::iter::once(line(columns)).chain(rows.iter().map(|row| line(row))).collect()
}

fn natural(columns: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let cell = |row: &Vec<String>, at: usize| row.get(at).map_or(0, |cell| cell.width());
    let widest = |at: usize| rows.iter().map(|row| cell(row, at)).max().unwrap_or_default();
    columns.iter().enumerate().map(|(at, name)| name.width().max(widest(at))).collect()
}

/// Takes from the widest column until all fit or none can give.
fn fitting(mut widths: Vec<usize>, width: usize) -> Vec<usize> {
    let gaps = GAP * widths.len().saturating_sub(1);
    let mut over = (widths.iter().sum::<usize>() + gaps).saturating_sub(width);
    while over > 0 {
        let Some(widest) = widths.iter_mut().max().filter(|widest| **widest > COLUMN_MIN) else { break };
        *widest -= 1;
        over -= 1;
    }
    widths
}

fn is_numbers(rows: &[Vec<String>], at: usize) -> bool {
    let cells = rows.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_empty());
    cells.clone().next().is_some() && cells.clone().all(|cell| cell.parse::<f64>().is_ok())
}

fn pad(cell: &str, width: usize, right: bool) -> String {
    let cell = cut(&one_line(cell), width);
    let blanks = " ".repeat(width.saturating_sub(cell.width()));
    if right { blanks + &cell } else { cell + &blanks }
}

/// Control characters out of a report must not reach the terminal.
fn one_line(cell: &str) -> String {
    cell.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

fn cut(cell: &str, width: usize) -> String {
    if cell.width() <= width {
        return cell.to_owned();
    }
    let mut taken = 0;
    let fits = |letter: &char| {
        taken += letter.width().unwrap_or(0);
        taken < width
    };
    let head: String = cell.chars().take_while(fits).collect();
    head.trim_end().to_owned() + "…"
}
