//! A ZIP of any of the other inputs.

use std::io::{Read, Seek};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use super::bounded::Member;
use super::{any, whole};
use crate::intake::{Flow, Intake};
use crate::limits::MEMBERS_MAX;
use crate::{Error, ErrorKind};

/// Reads the members in the order of their names.
pub(super) fn read<R: Read + Seek>(bytes: R, path: &Path, nested: usize, intake: &mut Intake) -> Flow {
    let broken = |error: &dyn std::fmt::Display| Error::new(ErrorKind::Form, path.display().to_string(), error);
    let mut archive = match ZipArchive::new(bytes) {
        Ok(archive) => archive,
        Err(error) => return intake.fail(whole(path), broken(&error)),
    };
    if archive.len() > MEMBERS_MAX {
        let error =
            Error::new(ErrorKind::Limit, path.display().to_string(), format!("more than {MEMBERS_MAX} members"));
        return intake.fail(whole(path), error);
    }
    for number in in_order(&archive) {
        member(&mut archive, number, path, nested, intake)?;
    }
    ControlFlow::Continue(())
}

fn in_order<R: Read + Seek>(archive: &ZipArchive<R>) -> Vec<usize> {
    let mut names: Vec<(&str, usize)> =
        (0..archive.len()).filter_map(|number| Some((archive.name_for_index(number)?, number))).collect();
    names.sort_unstable();
    names.into_iter().map(|(_, number)| number).collect()
}

fn member<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    number: usize,
    path: &Path,
    nested: usize,
    intake: &mut Intake,
) -> Flow {
    let name = archive.name_for_index(number).unwrap_or_default().to_owned();
    let inner = inner_path(path, &name);
    let hidden = |part: &str| part.starts_with('.') || part == "__MACOSX";
    if name.ends_with('/') || name.split('/').any(hidden) {
        return ControlFlow::Continue(());
    }
    match archive.by_index(number) {
        Ok(file) => {
            let packed = file.compressed_size();
            any(Box::new(Member::new(file, packed)), &inner, nested + 1, intake)
        }
        Err(error) => intake.fail(whole(&inner), Error::new(ErrorKind::Form, inner.display().to_string(), error)),
    }
}

/// "reports.zip!may/talks.html"
fn inner_path(path: &Path, name: &str) -> PathBuf {
    PathBuf::from(format!("{}!{name}", path.display()))
}
