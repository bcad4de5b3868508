//! `verbale`: reads news reports into records. A shell around the facade: files, encodings, colours, exit codes.
#![forbid(unsafe_code)]

mod actors;
mod add;
mod agreement;
mod annotations;
mod archive;
mod arguments;
mod ask;
mod diff;
mod edit;
mod explain;
mod export;
mod follow;
mod gazetteer;
mod html;
mod intake;
mod lookup;
mod output;
mod read;
mod serve;
mod today;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use ask::Only;

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
        Command::Add(add) => add::run(add),
        Command::Follow(follow) => follow::run(follow),
        Command::Reread(reread) => add::again(reread),
        Command::Holdings(place) => ask::holdings(place),
        Command::Show(show) => export::show(show),
        Command::Events(rows) => ask::list(rows, Only::Events),
        Command::Statements(rows) => ask::list(rows, Only::Statements),
        Command::Meetings(view) => ask::meetings_of(view),
        Command::Conditions(view) => ask::conditions_of(view),
        Command::Promised(view) => ask::promised_of(view),
        Command::Timeline(timeline) => ask::timeline_of(timeline),
        Command::Dyad(dyad) => ask::dyad_of(dyad),
        Command::Positions(positions) => ask::positions_of(positions),
        Command::Actors(actors) => actors::run(actors),
        Command::Actor(who) => ask::dossier_of(who),
        Command::Brief(brief) => ask::brief_of(brief),
        Command::Search(search) => ask::search(search),
        Command::Sql(sql) => ask::sql(sql),
        Command::Edit(edit) => edit::run(edit),
        Command::Undo(undo) => edit::undo(undo),
        Command::Corrections(corrections) => edit::corrections(corrections),
        Command::Agreement(agreement) => agreement::run(agreement),
        Command::Export(export) => export::run(export),
        Command::Serve(serving) => serve::run(serving),
        Command::Gazetteer(gazetteer) => gazetteer::run(gazetteer),
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
