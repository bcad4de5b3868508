//! Word pieces, encoder, heads: words in, scores out.
#![forbid(unsafe_code)]
