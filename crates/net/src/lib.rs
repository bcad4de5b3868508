//! Word pieces, encoder, heads: words in, scores out.
//!
//! The network knows no diplomacy: which heads there are, their labels and their features are read from the weights
//! file, and what the labels mean is the reader's affair. Nothing here decides anything either; scores are handed out
//! as they are.
//!
//! A document is read in windows of whole sentences ([`Window`]), so it can be of any length; all of a document's windows
//! go through the matrix products together, and attention stays inside a window.
#![forbid(unsafe_code)]

mod distance;
mod encoded;
mod encoder;
mod error;
mod file;
mod four;
mod head;
mod header;
mod layer;
mod map;
mod matrix;
mod model;
mod tensors;
mod windows;
mod words;

pub use encoded::Encoded;
pub use error::{Error, ErrorKind};
pub use header::{EncoderSizes, Feature, Form, HeadHeader, Header, Side, WindowLimits};
pub use matrix::Matrix;
pub use model::{Document, Head, Model};
pub use verbale_kernels::Kernels;
pub use windows::Window;
pub use words::{case_class, tokenize};
