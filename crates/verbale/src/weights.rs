//! Which weights to read with.

use std::path::Path;
use std::{fs, io};

/// Those inside the program go by name.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum Weights {
    /// Six layers of 384: fast.
    #[default]
    Base,
    /// Eight layers of 768 with the base beside them, whose scores are averaged: reads better, at a fifth of the speed.
    Large,
    /// The bytes of a weights file.
    Other(Vec<u8>),
}

impl Weights {
    /// `base`, `large`, or what the file of this name holds.
    pub fn open(name: &Path) -> io::Result<Weights> {
        match name.to_str() {
            Some("base") => Ok(Weights::Base),
            Some("large") => Ok(Weights::Large),
            _ => fs::read(name).map(Weights::Other),
        }
    }
}

/// Bytes and card.
#[cfg(feature = "bundled")]
impl Weights {
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Weights::Base => include_bytes!("../../../models/base/base.vmod"),
            Weights::Large => include_bytes!("../../../models/large/large.vmod"),
            Weights::Other(bytes) => bytes,
        }
    }

    /// What reads beside it.
    pub(crate) fn second(&self) -> Option<Weights> {
        matches!(self, Weights::Large).then_some(Weights::Base)
    }

    /// What it says of itself; of other weights nothing is known.
    pub(crate) fn card(&self) -> &'static str {
        match self {
            Weights::Base => include_str!("../../../models/base/card.toml"),
            Weights::Large => include_str!("../../../models/large/card.toml"),
            Weights::Other(_) => "",
        }
    }
}
