//! The formats by name.

/// A form that events can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// PLOVER JSONL, manual 2.0.
    Plover,
    /// Pairs of actors with CAMEO's codes for both and for the event, tab-separated.
    Cameo,
    /// ICEWS as Dataverse has it, tab-separated, 20 columns.
    Icews,
    /// POLECAT as Dataverse has it, tab-separated, 40 columns.
    Polecat,
    /// GDELT 2 events, tab-separated, 61 columns, no header.
    Gdelt,
    /// Phoenix, comma-separated, 26 columns.
    Phoenix,
    /// One row an event, for spreadsheets.
    Csv,
    /// One row an event, with typed columns and lists.
    Parquet,
    /// FollowTheMoney entities, JSONL.
    Ftm,
    /// The directed network of actors.
    Graphml,
    /// Points of a map.
    Geojson,
    /// Planned meetings as a calendar.
    Ics,
    /// Statements for Discourse Network Analyzer.
    Dna,
    /// Actors for KTAB's spatial model of politics.
    Ktab,
    /// A Word table with footnotes.
    Docx,
}

impl Format {
    pub const ALL: [Format; 15] = [
        Format::Plover,
        Format::Cameo,
        Format::Icews,
        Format::Polecat,
        Format::Gdelt,
        Format::Phoenix,
        Format::Csv,
        Format::Parquet,
        Format::Ftm,
        Format::Graphml,
        Format::Geojson,
        Format::Ics,
        Format::Dna,
        Format::Ktab,
        Format::Docx,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Format::Plover => "plover",
            Format::Cameo => "cameo",
            Format::Icews => "icews",
            Format::Polecat => "polecat",
            Format::Gdelt => "gdelt",
            Format::Phoenix => "phoenix",
            Format::Csv => "csv",
            Format::Parquet => "parquet",
            Format::Ftm => "ftm",
            Format::Graphml => "graphml",
            Format::Geojson => "geojson",
            Format::Ics => "ics",
            Format::Dna => "dna",
            Format::Ktab => "ktab",
            Format::Docx => "docx",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The ending of a file's name, without the dot, as users of the format write it.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Plover | Format::Ftm => "jsonl",
            Format::Cameo | Format::Icews => "tab",
            Format::Polecat => "txt",
            Format::Gdelt | Format::Phoenix | Format::Csv | Format::Dna | Format::Ktab => "csv",
            Format::Parquet => "parquet",
            Format::Graphml => "graphml",
            Format::Geojson => "geojson",
            Format::Ics => "ics",
            Format::Docx => "docx",
        }
    }

    /// Whether the bytes are no text, so that a terminal should not get them.
    pub fn is_binary(self) -> bool {
        matches!(self, Format::Parquet | Format::Docx)
    }
}
