//! The formats, one file each.

mod cameo;
mod coded;
mod csv;
mod dna;
mod docx;
mod ftm;
mod gdelt;
mod geojson;
mod graphml;
mod icews;
mod ics;
mod ktab;
mod parquet;
mod phoenix;
mod place;
mod plover;
mod polecat;

pub use csv::columns;
pub(crate) use parquet::parquet_months;

use crate::Format;
use crate::form::Form;

/// A format, ready to be written.
pub(crate) fn of(format: Format) -> Box<dyn Form> {
    match format {
        Format::Plover => Box::new(plover::Plover),
        Format::Cameo => Box::new(cameo::Cameo),
        Format::Icews => Box::new(icews::Icews::default()),
        Format::Polecat => Box::new(polecat::Polecat),
        Format::Gdelt => Box::new(gdelt::Gdelt),
        Format::Phoenix => Box::new(phoenix::Phoenix),
        Format::Csv => Box::new(csv::Csv),
        Format::Parquet => Box::new(parquet::Parquet::default()),
        Format::Ftm => Box::new(ftm::Ftm::default()),
        Format::Graphml => Box::new(graphml::Graphml::default()),
        Format::Geojson => Box::new(geojson::Geojson::default()),
        Format::Ics => Box::new(ics::Ics),
        Format::Dna => Box::new(dna::Dna),
        Format::Ktab => Box::new(ktab::Ktab::default()),
        Format::Docx => Box::new(docx::Docx::default()),
    }
}
