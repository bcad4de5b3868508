//! Standard output, in colour or plain, and pipes that close early.

use std::io::{self, IsTerminal, Write};

use anyhow::Result;

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
