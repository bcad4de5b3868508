//! `verbale serve`: the reading room, in a browser.

use std::net::SocketAddr;

use anyhow::Result;
use clap::Args;
use verbale_server::{Serving, serve};

use crate::archive::Place;
use crate::read::ReaderArguments;

/// Exit code 0: it was told to stop; 2: it could not start.
#[derive(Debug, Args)]
pub(crate) struct ServeArguments {
    #[command(flatten)]
    place: Place,
    /// Where to listen. Where other machines can reach it, a token is printed and asked for
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:7373")]
    address: SocketAddr,
    /// Read pages by their address when somebody asks for it; private addresses stay closed
    #[arg(long)]
    read_addresses: bool,
    #[command(flatten)]
    reader: ReaderArguments,
}

pub(crate) fn run(arguments: &ServeArguments) -> Result<bool> {
    let serving = Serving {
        archive: arguments.place.archive.clone(),
        address: arguments.address,
        url_reading: arguments.read_addresses,
        gazetteer: arguments.reader.gazetteer()?,
    };
    let reader = arguments.reader.open()?;
    serve(&serving, reader, |url| println!("the reading room is open at {url} (Ctrl-C closes it)"))?;
    Ok(true)
}
