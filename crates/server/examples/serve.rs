//! Serves an archive: `cargo run --release -p verbale-server --example serve -- FILE [ADDRESS]`.

use verbale::Reader;
use verbale_server::{Serving, serve};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let archive = arguments.next().ok_or("name the archive's file")?.into();
    let address = arguments.next().unwrap_or_else(|| "127.0.0.1:7373".to_owned()).parse()?;
    serve(&Serving { archive, address, url_reading: false, gazetteer: None }, Reader::bundled()?, |url| {
        println!("{url}")
    })?;
    Ok(())
}
