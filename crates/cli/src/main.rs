//! `verbale`: reads news reports into records. A shell around the facade: files, encodings, colours, exit codes.
#![forbid(unsafe_code)]

mod arguments;
mod diff;
mod encoding;
mod explain;
mod html;
mod intake;
mod lookup;
mod output;
mod read;
mod today;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};

/// Some reports could not be read.
const SOME_FAILED: u8 = 1;

/// The call itself could not be followed; clap's errors use the same code.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let done = match &Arguments::parse().command {
        Command::Read(read) => read::run(read),
        Command::Explain(explain) => explain::run(explain),
        Command::Diff(diff) => diff::run(diff),
        Command::Who(who) => lookup::who(who),
        Command::Where(place) => lookup::locate(place),
        Command::When(when) => lookup::when(when),
        Command::Model(model) => explain::model(model),
        Command::Schema => output::print(&verbale::schema()).map(|()| true),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(SOME_FAILED),
        // The reader of a pipe may go away early ("verbale read … | head"); that is no error of ours.
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("verbale: {error:#}");
            ExitCode::from(USAGE)
        }
    }
}
