//! What is kept of a report's text to find copies and excerpts of it: hashes of its shingles.
//!
//! A sketch holds the hash of every run of three words, or, of long texts, those below a cutoff (Broder's sampling
//! modulo; two sketches are compared below the lower cutoff), so that for news reports Jaccard and containment are exact.
//! Candidates are found by two kinds of keys: winnowed fingerprints (Schleimer, Wilkerson and Aiken, 2003), which every
//! two texts with a run of words in common are sure to share and which find excerpts, and MinHash bands, which find
//! texts that differ everywhere a little.

use verbale_knowledge::fold;

use crate::words::{hash, stir};
use crate::{Error, ErrorKind};

/// Words in a shingle that is counted.
const SHINGLE_WORDS: usize = 3;
/// Words in a shingle that makes a fingerprint: long enough that set phrases of news do not make one.
const PRINT_WORDS: usize = 6;
/// Of so many fingerprints in a row one is kept; a run of 21 words in common is always found.
const WINDOW: usize = 16;
/// MinHash: bands of two rows; texts that share half their shingles meet in one of them 997 times in 1000.
const BANDS: u64 = 20;
/// Shingles that a sketch keeps at most: 8 KB, the whole of a text of two thousand words.
const SHINGLES_MAX: usize = 2048;
const VERSION: u8 = 1;

/// A text's shingles and its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    /// Hashes at or above it are left out.
    cutoff: u32,
    /// Sorted, each once.
    shingles: Vec<u32>,
    /// Sorted, each once.
    bands: Vec<u64>,
}

impl Sketch {
    /// The sketch of a report's text (with or without its headline: either finds the other).
    pub fn of(text: &str) -> Sketch {
        let folded = fold(text);
        let words: Vec<u64> =
            folded.split(' ').filter(|word| !word.is_empty()).map(|word| hash(word.as_bytes())).collect();
        let shingles = runs(&words, SHINGLE_WORDS);
        let mut bands = fingerprints(&runs(&words, PRINT_WORDS));
        bands.extend(minima(&shingles));
        bands.sort_unstable();
        bands.dedup();
        let (cutoff, shingles) = sample(shingles.into_iter().map(|shingle| (shingle >> 32) as u32).collect());
        Sketch { cutoff, shingles, bands }
    }

    /// Keys: reports that may be of one family share at least one. About one in eight words makes one.
    pub fn bands(&self) -> &[u64] {
        &self.bands
    }

    /// Little-endian bytes for an archive.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        bytes.extend(self.cutoff.to_le_bytes());
        bytes.extend((self.shingles.len() as u32).to_le_bytes());
        bytes.extend(self.shingles.iter().flat_map(|shingle| shingle.to_le_bytes()));
        bytes.extend(self.bands.iter().flat_map(|band| band.to_le_bytes()));
        bytes
    }

    /// Fails where the bytes were not made by [`Sketch::to_bytes`] of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Sketch, Error> {
        let damaged = |what: &str| Error::new(ErrorKind::Sketch, what);
        let (version, rest) = bytes.split_first().ok_or_else(|| damaged("no version"))?;
        if *version != VERSION {
            return Err(damaged("version"));
        }
        let (cutoff, rest) = rest.split_first_chunk::<4>().ok_or_else(|| damaged("cutoff"))?;
        let (count, rest) = rest.split_first_chunk::<4>().ok_or_else(|| damaged("count"))?;
        let count = u32::from_le_bytes(*count) as usize;
        let (shingles, bands) =
            count.checked_mul(4).and_then(|length| rest.split_at_checked(length)).ok_or_else(|| damaged("shingles"))?;
        let (bands, tail) = bands.as_chunks::<8>();
        if !tail.is_empty() {
            return Err(damaged("bands"));
        }
        Ok(Sketch {
            cutoff: u32::from_le_bytes(*cutoff),
            shingles: shingles.as_chunks::<4>().0.iter().map(|word| u32::from_le_bytes(*word)).collect(),
            bands: bands.iter().map(|band| u64::from_le_bytes(*band)).collect(),
        })
    }

    /// The sizes of two sketches and of what they share, below the cutoff that both keep.
    pub(crate) fn overlap(&self, other: &Sketch) -> (usize, usize, usize) {
        let cutoff = self.cutoff.min(other.cutoff);
        let below = |sketch: &Sketch| sketch.shingles.partition_point(|shingle| *shingle < cutoff);
        let (a, b) = (&self.shingles[..below(self)], &other.shingles[..below(other)]);
        (a.len(), b.len(), crate::words::shared(a, b))
    }
}

/// The hash of every run of so many words; of a shorter text the hash of the whole.
fn runs(words: &[u64], length: usize) -> Vec<u64> {
    let one = |run: &[u64]| run.iter().fold(0, |sum: u64, word| stir(sum.rotate_left(5) ^ word));
    match words.len() {
        0 => Vec::new(),
        count if count < length => vec![one(words)],
        _ => words.windows(length).map(one).collect(),
    }
}

/// The least hash of every window.
fn fingerprints(runs: &[u64]) -> Vec<u64> {
    let least = |window: &[u64]| window.iter().min().copied();
    if runs.len() <= WINDOW {
        return least(runs).into_iter().collect();
    }
    let mut prints: Vec<u64> = runs.windows(WINDOW).filter_map(least).collect();
    prints.dedup();
    prints
}

/// One key a band: the least shingles under two hash functions.
fn minima(shingles: &[u64]) -> impl Iterator<Item = u64> {
    let least = |seed: u64| shingles.iter().map(|shingle| stir(shingle ^ stir(seed))).min().unwrap_or_default();
    let bands = if shingles.is_empty() { 0 } else { BANDS };
    (0..bands).map(move |band| stir(least(2 * band) ^ least(2 * band + 1).rotate_left(21) ^ band))
}

fn sample(mut shingles: Vec<u32>) -> (u32, Vec<u32>) {
    shingles.sort_unstable();
    shingles.dedup();
    let cutoff = shingles.get(SHINGLES_MAX).copied().unwrap_or(u32::MAX);
    shingles.truncate(SHINGLES_MAX);
    (cutoff, shingles)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sketch_survives_its_bytes() {
        for text in ["", "one", "The two foreign ministers met on Tuesday in the capital."] {
            let sketch = Sketch::of(text);
            assert_eq!(Sketch::from_bytes(&sketch.to_bytes()), Ok(sketch));
        }
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let bytes = Sketch::of("The two foreign ministers met on Tuesday.").to_bytes();
        for length in 0..bytes.len() {
            let cut = Sketch::from_bytes(&bytes[..length]);
            assert!(cut.is_err() || cut.is_ok_and(|cut| cut.bands.len() < 40));
        }
        assert!(Sketch::from_bytes(&[9, 0, 0]).is_err());
        assert!(Sketch::from_bytes(&[VERSION, 0, 0, 0, 0, 255, 255, 255, 255]).is_err());
    }

    #[test]
    fn long_texts_are_sampled_and_still_compared() {
        let words: Vec<String> = (0..9000).map(|number| format!("w{}", stir(number) % 100_000)).collect();
        let (whole, half) = (Sketch::of(&words.join(" ")), Sketch::of(&words[..4500].join(" ")));
        assert!(whole.to_bytes().len() < 20_000);
        let (_, of_half, both) = whole.overlap(&half);
        assert!(both as f32 > 0.99 * of_half as f32 && of_half > 500);
    }
}
