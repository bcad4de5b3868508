//! Uploads: streamed into files of a temporary folder, under names of our own making.

use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;
use tempfile::TempDir;
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

use crate::limits::{UPLOAD_BYTES_MAX, UPLOAD_FILES_MAX};
use crate::problem::Problem;

/// How the folders of uploads are called.
const PREFIX: &str = "verbale-upload-";

/// Characters of a file's name that are kept, for messages.
const NAME_CHARS_MAX: usize = 80;

/// The uploaded files, and a name for all of them.
pub(crate) async fn taken(mut form: Multipart) -> Result<(TempDir, String), Problem> {
    let folder = tempfile::Builder::new().prefix(PREFIX).tempdir().map_err(Problem::fault)?;
    let (mut bytes, mut names) = (0, Vec::new());
    while let Some(mut field) = form.next_field().await.map_err(refused)? {
        let Some(file) = field.file_name().map(plain) else { continue };
        if names.len() >= UPLOAD_FILES_MAX {
            return Err(too_large(format!("more than {UPLOAD_FILES_MAX} files")));
        }
        // In a folder of its own, so that two files of one name do not meet.
        let place = folder.path().join(format!("{:05}", names.len() + 1));
        tokio::fs::create_dir(&place).await.map_err(Problem::fault)?;
        let mut out = File::create(place.join(&file)).await.map_err(Problem::fault)?;
        while let Some(chunk) = field.chunk().await.map_err(refused)? {
            bytes += chunk.len() as u64;
            if bytes > UPLOAD_BYTES_MAX {
                return Err(too_large(format!("more than {UPLOAD_BYTES_MAX} bytes")));
            }
            out.write_all(&chunk).await.map_err(Problem::fault)?;
        }
        out.flush().await.map_err(Problem::fault)?;
        names.push(file);
    }
    let name = match &names[..] {
        [] => return Err(Problem::bad("there is no file in the upload")),
        [one] => one.clone(),
        many => format!("{} files", many.len()),
    };
    Ok((folder, name))
}

/// What is told of a place in an upload: the file's name and what stands behind it, not where it lay in between.
pub(crate) fn shown(place: &str) -> String {
    let inside = |rest: &str| rest.splitn(3, '/').nth(2).map(str::to_owned);
    let (before, rest) = place.split_once(PREFIX).unwrap_or_default();
    let start = before.rfind(' ').map_or(0, |space| space + 1);
    inside(rest).map_or_else(|| place.to_owned(), |rest| format!("{}{rest}", &before[..start]))
}

/// The last part of a name, with nothing in it that a file system takes for anything but a letter.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().map(|c| if c.is_alphanumeric() || "-_. ".contains(c) { c } else { '_' }).collect();
    let from = kept.chars().count().saturating_sub(NAME_CHARS_MAX);
    let kept: String = kept.trim_start_matches('.').chars().skip(from).collect();
    if kept.is_empty() { "upload".to_owned() } else { kept }
}

fn refused(error: MultipartError) -> Problem {
    Problem::new(error.status(), error.body_text())
}

fn too_large(detail: String) -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_without_the_folder() {
        for (place, expected) in [
            ("/tmp/verbale-upload-x1/00002/talks.zip!a.txt: line 3", "talks.zip!a.txt: line 3"),
            ("news/talks.txt: line 3", "news/talks.txt: line 3"),
            ("", ""),
        ] {
            assert_eq!(shown(place), expected);
        }
    }

    #[test]
    fn names_lead_nowhere() {
        for (name, expected) in [
            ("talks.txt", "talks.txt"),
            ("../../etc/passwd", "passwd"),
            ("..\\..\\boot.ini", "boot.ini"),
            ("..", "upload"),
            ("a\u{0}b\n.html", "a_b_.html"),
        ] {
            assert_eq!(plain(name), expected);
        }
    }
}
