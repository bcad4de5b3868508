//! Standard output, in colour or plain, and pipes that close early.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::arguments::Colour;

pub(crate) fn print(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let pipe = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    };
    error.chain().any(pipe)
}

/// Colours where they are asked for, or on a terminal unless NO_COLOR says otherwise (no-color.org).
pub(crate) fn in_colour(when: Colour) -> bool {
    let refused = || std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let plain_terminal = || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    match when {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => io::stdout().is_terminal() && !refused() && !plain_terminal(),
    }
}

/// Writes to a file, or to standard output; bytes that are no text do not go to a terminal.
pub(crate) fn write(path: Option<&Path>, bytes: &[u8], binary: bool) -> Result<()> {
    if let Some(path) = path {
        return std::fs::write(path, bytes).with_context(|| path.display().to_string());
    }
    if binary && io::stdout().is_terminal() {
        bail!("not text: name a file with --out");
    }
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    Ok(out.flush()?)
}
