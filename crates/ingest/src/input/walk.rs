//! Folders in folders, in the order of their names.

use std::fs::{self, File};
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::{any, head, parquet, unreadable, whole, zip};
use crate::intake::{Flow, Intake};
use crate::kind::{Kind, kind};
use crate::limits::FOLDERS_MAX;
use crate::{Error, ErrorKind};

/// A file, a folder, or standard input for "-".
pub(super) fn path(path: &Path, intake: &mut Intake) -> Flow {
    if path.as_os_str() == "-" {
        return any(Box::new(io::stdin().lock()), Path::new("standard input"), 0, intake);
    }
    match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => folder(path, 0, intake),
        Ok(_) => file(path, intake),
        Err(error) => intake.fail(whole(path), unreadable(path, &error)),
    }
}

fn folder(path: &Path, depth: usize, intake: &mut Intake) -> Flow {
    if depth > FOLDERS_MAX {
        let error =
            Error::new(ErrorKind::Limit, path.display().to_string(), format!("more than {FOLDERS_MAX} folders deep"));
        return intake.fail(whole(path), error);
    }
    let members = match members(path) {
        Ok(members) => members,
        Err(error) => return intake.fail(whole(path), unreadable(path, &error)),
    };
    for (member, is_folder) in members {
        if is_folder {
            folder(&member, depth + 1, intake)?;
        } else {
            file(&member, intake)?;
        }
    }
    ControlFlow::Continue(())
}

/// What is in a folder, sorted, hidden files left out. Links to files are followed, links to folders are not: they may
/// lead back.
fn members(path: &Path) -> io::Result<Vec<(PathBuf, bool)>> {
    let mut members = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let kind = entry.file_type()?;
        let leads_to_folder = kind.is_symlink() && entry.path().is_dir();
        let special = !kind.is_dir() && !entry.path().is_file();
        if !hidden && !leads_to_folder && !special {
            members.push((entry.path(), kind.is_dir()));
        }
    }
    members.sort();
    Ok(members)
}

/// Archives and tables that are read from their end are read where they lie; everything else as it comes.
fn file(path: &Path, intake: &mut Intake) -> Flow {
    let opened = || -> io::Result<(File, Kind)> {
        let (first, error) = head(&mut File::open(path)?);
        error.map_or(Ok(()), Err)?;
        Ok((File::open(path)?, kind(path, &first)))
    };
    match opened() {
        Err(error) => intake.fail(whole(path), unreadable(path, &error)),
        Ok((file, Kind::Zip)) => zip::read(file, path, 0, intake),
        Ok((file, Kind::Parquet)) => parquet::read(file, path, intake),
        Ok((file, _)) => any(Box::new(file), path, 0, intake),
    }
}
