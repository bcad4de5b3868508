//! A reader from its files, or from those inside the program.

use std::fmt::Write;

use verbale_knowledge::{Gazetteer, Knowledge};
use verbale_net::{Kernels, Model};
use verbale_record::{Record, Report, Versions};
use verbale_wire::plover::Rules;

#[cfg(feature = "bundled")]
use crate::Weights;
use crate::{Error, ErrorKind};

/// Reads reports into records; made once, shared between threads.
#[derive(Debug)]
pub struct Reader {
    reader: verbale_reader::Reader,
    rules: Rules,
    card: &'static str,
}

/// Names the instruction set to compute with (see [`Kernels::named`]) in the place of the fastest: for measurements.
const KERNELS_VARIABLE: &str = "VERBALE_KERNELS";

/// How events are exported as PLOVER; part of the program, as it belongs to the form and not to what is known.
const EXPORT_TABLE: &str = include_str!("../../../data/plover_export.tsv");

#[cfg(feature = "bundled")]
pub(crate) mod bundled {
    pub(crate) const KNOWLEDGE: &[u8] = include_bytes!("../../../data/knowledge.vkb");
    pub(crate) const GAZETTEER: &[u8] = include_bytes!("../../../data/gazetteer.vgz");
}

fn kernels() -> Result<Kernels, Error> {
    let Ok(name) = std::env::var(KERNELS_VARIABLE) else { return Ok(Kernels::detect()) };
    let unknown = || format!("{KERNELS_VARIABLE}: this machine has no instruction set {name:?}");
    Kernels::named(&name).ok_or_else(|| Error::new(ErrorKind::Kernels, unknown()))
}

fn network(bytes: &[u8]) -> Result<Model, Error> {
    Model::with_kernels(bytes, kernels()?).map_err(|error| Error::new(ErrorKind::Model, error))
}

impl Reader {
    /// A reader from the bytes of a weights file, a knowledge file and a gazetteer; without a gazetteer (no bytes) places
    /// keep their country and get no coordinates.
    pub fn open(model: &[u8], knowledge: &[u8], gazetteer: &'static [u8]) -> Result<Reader, Error> {
        Reader::of(network(model)?, knowledge, gazetteer)
    }

    fn of(model: Model, knowledge: &[u8], gazetteer: &'static [u8]) -> Result<Reader, Error> {
        let knowledge = Knowledge::from_bytes(knowledge).map_err(|error| Error::new(ErrorKind::Knowledge, error))?;
        let gazetteer = (!gazetteer.is_empty()).then(|| Gazetteer::from_bytes(gazetteer));
        let gazetteer = gazetteer.transpose().map_err(|error| Error::new(ErrorKind::Gazetteer, error))?;
        let rules = Rules::parse(EXPORT_TABLE).map_err(|error| Error::new(ErrorKind::ExportTable, error))?;
        Ok(Reader { reader: verbale_reader::Reader::new(model, knowledge, gazetteer), rules, card: "" })
    }

    /// A reader from the weights and tables inside the program; these are sound, the program's tests see to it.
    #[cfg(feature = "bundled")]
    pub fn bundled() -> Result<Reader, Error> {
        Reader::with(&Weights::Base, None)
    }

    /// A reader with these weights, and another gazetteer (see [`crate::gazetteer::open`]) in the place of the one inside
    /// the program where one is given.
    #[cfg(feature = "bundled")]
    pub fn with(weights: &Weights, gazetteer: Option<&'static [u8]>) -> Result<Reader, Error> {
        let mut model = network(weights.bytes())?;
        if let Some(second) = weights.second() {
            model = model.beside(&network(second.bytes())?).map_err(|error| Error::new(ErrorKind::Model, error))?;
        }
        let reader = Reader::of(model, bundled::KNOWLEDGE, gazetteer.unwrap_or(bundled::GAZETTEER))?;
        // What was read with other places is to be known: `reread` reads it anew.
        let mark = gazetteer.map(|bytes| format!("with a gazetteer of {} bytes", bytes.len()));
        let inner = mark.iter().fold(reader.reader, |inner, mark| inner.marked(mark));
        Ok(Reader { reader: inner, rules: reader.rules, card: weights.card() })
    }

    /// Reads one report. The same report, weights and tables give the same record, whatever is read beside it.
    pub fn read(&self, report: &Report) -> Record {
        self.reader.read(report)
    }

    /// Program, weights and tables, as records carry them.
    pub fn versions(&self) -> Versions {
        self.reader.versions()
    }

    /// The rules of the PLOVER export.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// What the network is: name, version, revision, heads and labels; then its card, where it came with one.
    pub fn card(&self) -> String {
        let model = self.reader.model();
        let mut card = String::new();
        for header in model.headers() {
            let _ = write!(
                card,
                "model      {} {}\ncreated    {}\nrevision   {}\nsha256     {}\n",
                header.name, header.version, header.created, header.revision, header.sha256
            );
        }
        let _ = writeln!(card, "knowledge  {}", self.reader.knowledge().version());
        for head in model.heads() {
            let _ = writeln!(card, "head       {} ({} labels)", head.name(), head.labels().len());
        }
        if !self.card.is_empty() {
            let _ = write!(card, "\n{}", self.card);
        }
        card
    }
}
