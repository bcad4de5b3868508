//! A row of a table or an object to a report: which column holds what, and what its cells mean.

use verbale_record::Report;

use crate::document;
use crate::html::{self, Cues};
use crate::intake::Draft;
use crate::{DateFrom, Error, ErrorKind, Field, Options, days, rows};

/// Which columns hold what, for the columns of a table with these names.
///
/// # Errors
/// Where a column that the caller named is not there, or none holds the text.
pub(crate) fn columns(header: &[&str], options: &Options, place: &str) -> Result<Vec<(Field, String)>, Error> {
    let mut columns = Vec::new();
    for field in Field::ALL {
        let named = options.column(field);
        if let Some(name) = named.filter(|name| !header.iter().any(|column| same(column, name))) {
            let message = format!("no column \"{name}\" among: {}", header.join(", "));
            return Err(Error::new(ErrorKind::NoText, place, message));
        }
        let taken = |name: &str| columns.iter().any(|(_, column): &(Field, String)| column == name);
        let guess = || guessed(field, header).filter(|name| !options.guess_nothing && !taken(name));
        columns.extend(named.or_else(guess).map(|name| (field, name.to_owned())));
    }
    if columns.first().is_none_or(|(field, _)| *field != Field::Text) {
        let message = format!("say which with map text=…; the columns are: {}", header.join(", "));
        return Err(Error::new(ErrorKind::NoText, place, message));
    }
    Ok(columns)
}

/// Whether some columns were not named by the caller.
pub(crate) fn is_guessed(columns: &[(Field, String)], options: &Options) -> bool {
    columns.iter().any(|(field, _)| options.column(*field).is_none())
}

/// The column of the header that is commonly named for a field; the first name of the table counts most.
fn guessed<'a>(field: Field, header: &[&'a str]) -> Option<&'a str> {
    let table = rows::rows(include_str!("columns.tsv")).filter(|row| row.first() == Some(&field.name()));
    table
        .filter_map(|row| row.get(1).copied())
        .find_map(|name| header.iter().find(|column| same(column, name)).copied())
}

/// Case, white space, "-" and "_" make no difference.
pub(crate) fn same(one: &str, other: &str) -> bool {
    let letters = |name: &str| -> Vec<char> {
        let kept = name.chars().filter(|letter| !matches!(letter, '_' | '-' | ' ' | '\u{feff}'));
        kept.flat_map(char::to_lowercase).collect()
    };
    letters(one) == letters(other)
}

/// The draft of a row's report, from the cells of the columns that hold something.
pub(crate) fn draft(cells: Vec<(Field, String)>, options: &Options, cues: &Cues) -> Draft {
    let mut draft = Draft::default();
    for (field, value) in cells {
        set(&mut draft, field, value, options);
    }
    take_off_tags(&mut draft, options, cues);
    if draft.report.published.is_none()
        && let Some((day, from)) = draft.report.url.as_deref().and_then(html::day_of_url)
    {
        (draft.report.published, draft.date_from) = (Some(day), Some(from));
    }
    draft
}

/// Sets what a column with this name commonly holds, if it is not the text.
pub(crate) fn take(draft: &mut Draft, name: &str, value: String, options: &Options) {
    let field = Field::ALL.into_iter().find(|field| guessed(*field, &[name.trim()]).is_some());
    if let Some(field) = field.filter(|field| *field != Field::Text) {
        set(draft, field, value, options);
    }
}

fn set(draft: &mut Draft, field: Field, value: String, options: &Options) {
    if field == Field::Text {
        draft.report.text = value;
        return;
    }
    let value = value.trim().to_owned();
    if is_nothing(&value) {
        return;
    }
    let Report { id, title, publisher, url, license, .. } = &mut draft.report;
    match field {
        Field::Title => *title = Some(value),
        Field::Publisher => *publisher = Some(value),
        Field::Url => *url = Some(value),
        Field::License => *license = Some(value),
        Field::Id => *id = value,
        Field::Language => draft.language = Some(value),
        Field::Byline => draft.byline = Some(value),
        Field::Published => publish(draft, &value, options),
        Field::Text => {}
    }
}

/// What programs write into cells that hold nothing.
fn is_nothing(value: &str) -> bool {
    const NOTHING: [&str; 8] = ["", "nan", "null", "none", "n/a", "na", "nat", "-"];
    NOTHING.iter().any(|nothing| value.eq_ignore_ascii_case(nothing))
}

fn publish(draft: &mut Draft, value: &str, options: &Options) {
    match days::day_of(value, options.day_first) {
        Some(day) => (draft.report.published, draft.date_from) = (Some(day), Some(DateFrom::Column)),
        None if days::is_ambiguous(value) => {
            draft.note("ambiguous-date", format!("\"{value}\" is two dates: say whether the day comes first"));
        }
        None => draft.note("bad-date", format!("\"{value}\" is no date")),
    }
}

/// A cell may hold a whole page, or a part of one.
fn take_off_tags(draft: &mut Draft, options: &Options, cues: &Cues) {
    if !html::is_html(&draft.report.text) {
        return;
    }
    let head = draft.report.text.get(..1024).unwrap_or(&draft.report.text).to_ascii_lowercase();
    if head.contains("<html") || head.contains("<!doctype") {
        let page = document::page(&draft.report.text, options, cues);
        let Report { published, title, publisher, url, license, text, .. } = page.report;
        let report = &mut draft.report;
        report.text = text;
        report.title = report.title.take().or(title);
        report.publisher = report.publisher.take().or(publisher);
        report.url = report.url.take().or(url);
        report.license = report.license.take().or(license);
        if report.published.is_none() {
            (report.published, draft.date_from) = (published, page.date_from);
        }
        draft.notes.extend(page.notes);
    } else {
        draft.report.text = html::plain::text(&draft.report.text);
        draft.note("tags-removed", "the text was a part of a page");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_by_name_and_by_guess() {
        let options = Options::default();
        let shown = |header: &[&str], options: &Options| {
            let columns = columns(header, options, "t.csv");
            columns.map(|columns| {
                columns.iter().map(|(field, name)| format!("{}={name}", field.name())).collect::<Vec<_>>().join(" ")
            })
        };
        assert_eq!(
            shown(&["ID", "Headline", "Full Text", "publication_date", "Link"], &options).as_deref(),
            Ok("text=Full Text published=publication_date title=Headline url=Link id=ID")
        );
        assert_eq!(
            shown(&["a", "b"], &options).expect_err("no text").to_string(),
            "t.csv: no column for the text: say which with map text=…; the columns are: a, b"
        );
        let named = Options::default().with_map("text=b").expect("a map");
        assert_eq!(shown(&["a", "b", "date"], &named).as_deref(), Ok("text=b published=date"));
        assert!(shown(&["text"], &named).is_err());
        let strict = Options { guess_nothing: true, ..named };
        assert_eq!(shown(&["a", "b", "date"], &strict).as_deref(), Ok("text=b"));
    }

    #[test]
    fn cells() {
        let cells = vec![
            (Field::Text, "<p>One &amp; two.</p><p>Three.</p><br>".to_owned()),
            (Field::Published, "03/04/2024".to_owned()),
            (Field::Title, "NaN".to_owned()),
            (Field::Url, "https://e.org/2024/04/03/talks".to_owned()),
        ];
        let made = draft(cells, &Options::default(), &Cues::new());
        assert_eq!(made.report.text, "One & two.\n\nThree.");
        assert_eq!((made.report.title, made.date_from), (None, Some(DateFrom::Url)));
        assert_eq!(made.report.published.map(|day| day.to_string()).as_deref(), Some("2024-04-03"));
        let codes: Vec<&str> = made.notes.iter().map(|note| note.code).collect();
        assert_eq!(codes, ["ambiguous-date", "tags-removed"]);
    }
}
