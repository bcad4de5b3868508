//! Scores records against gold records: the measures of [`verbale::score`], what the program's merging and the public
//! benchmarks ([`bench`]) are measured with.
#![forbid(unsafe_code)]

pub mod bench;
pub mod happenings;

pub use verbale::score::{
    Bin, Claim, Claims, HEADLINE, Loaded, MEASURES, Point, Prf, Reports, Results, Scored, Span, Tally,
    calibration_error, calibration_tsv, claims, curve, curve_tsv, load, one_line, platt, reliability, score, table,
    tsv,
};
