//! A model: a weights file made ready to read with.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use verbale_kernels::Kernels;

use crate::encoded::Encoded;
use crate::encoder::Encoder;
use crate::error::{Error, ErrorKind};
use crate::file;
use crate::head::HeadWeights;
use crate::header::{Feature, Form, HeadHeader, Header};
use crate::tensors::{Tensors, place};
use crate::windows::{Window, windows};
use crate::words::Vocabulary;

/// Weights packed for this machine. Cheap to clone and to share between threads; documents are independent of one
/// another, so threads take a document each.
#[derive(Clone)]
pub struct Model {
    parts: Arc<Parts>,
    /// The network that reads beside it.
    second: Option<Arc<Parts>>,
}

/// What [`Model::encode`] takes, as one value.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    pub text: &'a str,
    /// Byte spans, in order.
    pub words: &'a [Range<u32>],
    /// Ranges of word numbers.
    pub sentences: &'a [Range<u32>],
}

pub(crate) struct Parts {
    header: Header,
    vocabulary: Vocabulary,
    pub encoder: Encoder,
    heads: Vec<HeadWeights>,
}

impl Model {
    /// Reads a weights file for the fastest kernels of this machine.
    pub fn from_bytes(bytes: &[u8]) -> Result<Model, Error> {
        Model::with_kernels(bytes, Kernels::detect())
    }

    /// Reads a weights file for chosen kernels. They change the speed, not one bit of a result.
    pub fn with_kernels(bytes: &[u8], kernels: Kernels) -> Result<Model, Error> {
        let (header, data) = file::open(bytes)?;
        header.check()?;
        let tensors = Tensors::new(&header, data);
        let vocabulary = vocabulary(&header, &tensors)?;
        let encoder = Encoder::load(&header, &tensors, kernels)?;
        let load = |head: &HeadHeader| HeadWeights::load(head, &tensors, header.encoder.hidden);
        let heads = header.heads.iter().map(load).collect::<Result<_, _>>()?;
        Ok(Model { parts: Arc::new(Parts { header, vocabulary, encoder, heads }), second: None })
    }

    /// With another network that reads the same words beside it: every score is the mean of theirs, which errs less than
    /// either (Lakshminarayanan et al., 2017). The other has to have all heads of this one, with the same labels and features.
    pub fn beside(self, other: &Model) -> Result<Model, Error> {
        let alike = |mine: &HeadHeader| {
            let theirs = other.parts.head(&mine.name).map(|head| &head.header);
            theirs.is_some_and(|h| {
                (h.form, h.b, &h.labels, &h.features) == (mine.form, mine.b, &mine.labels, &mine.features)
            })
        };
        match self.parts.header.heads.iter().find(|head| !alike(head)) {
            Some(head) => {
                Err(Error::new(ErrorKind::Beside(other.header().name.clone()), format!("head {}", head.name)))
            }
            None => Ok(Model { second: Some(Arc::clone(&other.parts)), ..self }),
        }
    }

    pub fn header(&self) -> &Header {
        &self.parts.header
    }

    /// The headers of all networks that read: this one's, and that of the one beside it.
    pub fn headers(&self) -> impl Iterator<Item = &Header> {
        [&self.parts].into_iter().chain(&self.second).map(|parts| &parts.header)
    }

    pub fn kernels(&self) -> Kernels {
        self.parts.encoder.kernels()
    }

    /// The head of this name, if the model has it.
    pub fn head(&self, name: &str) -> Option<Head<'_>> {
        self.parts.head(name).map(|head| Head { header: &head.header })
    }

    pub fn heads(&self) -> impl Iterator<Item = Head<'_>> {
        self.parts.heads.iter().map(|head| Head { header: &head.header })
    }

    /// The piece numbers of a word.
    pub fn pieces(&self, word: &str) -> Vec<u32> {
        let mut pieces = Vec::new();
        self.parts.vocabulary.pieces(word, &mut pieces);
        pieces
    }

    /// How a document is cut; `encode` does this itself.
    pub fn windows(&self, text: &str, words: &[Range<u32>], sentences: &[Range<u32>]) -> Vec<Window> {
        windows(&self.parts.vocabulary, &self.parts.header.windows, text, words, sentences)
    }

    /// Reads one document: `words` as byte spans of `text`, in order; `sentences` as ranges of word numbers.
    ///
    /// The result does not depend on the machine, the kernels or what is read beside it. Words between sentences are
    /// read as sentences of their own.
    pub fn encode(&self, text: &str, words: &[Range<u32>], sentences: &[Range<u32>]) -> Encoded {
        self.encode_all(&[Document { text, words, sentences }]).pop().unwrap_or_default()
    }

    /// Reads several documents together: the same results, sooner where documents are short, as the weights pass once
    /// for many.
    pub fn encode_all(&self, documents: &[Document<'_>]) -> Vec<Encoded> {
        let mut encoded = vec![Encoded::default(); documents.len()];
        for parts in [&self.parts].into_iter().chain(&self.second) {
            for (encoded, hidden) in encoded.iter_mut().zip(parts.encode_all(documents)) {
                encoded.push(Arc::clone(parts), hidden);
            }
        }
        encoded
    }
}

impl Parts {
    /// The hidden vectors of all words, document by document.
    fn encode_all(&self, documents: &[Document<'_>]) -> Vec<Vec<f32>> {
        let cut = |d: &Document<'_>| windows(&self.vocabulary, &self.header.windows, d.text, d.words, d.sentences);
        let hidden = self.encoder.encode(&documents.iter().flat_map(cut).collect::<Vec<_>>());
        let mut rest = &hidden[..];
        let lengths = documents.iter().map(|document| document.words.len() * self.encoder.hidden);
        lengths
            .map(|length| {
                let (theirs, later) = rest.split_at(length);
                rest = later;
                theirs.to_vec()
            })
            .collect()
    }

    pub fn head(&self, name: &str) -> Option<&HeadWeights> {
        self.heads.iter().find(|head| head.header.name == name)
    }
}

fn vocabulary(header: &Header, tensors: &Tensors<'_>) -> Result<Vocabulary, Error> {
    let error = |message: String| Error::new(ErrorKind::Vocabulary(message), place(&header.vocab));
    let text = tensors.text(&header.vocab)?;
    let count = text.split('\n').count();
    if count != header.encoder.vocab {
        return Err(error(format!("{count} pieces, expected {}", header.encoder.vocab)));
    }
    Vocabulary::new(text).map_err(|piece| error(format!("no piece {piece}")))
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Header { name, version, .. } = self.header();
        f.debug_struct("Model").field("name", name).field("version", version).field("kernels", &self.kernels()).finish()
    }
}

/// What a head scores: its form, labels and features.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    header: &'a HeadHeader,
}

impl<'a> Head<'a> {
    pub fn name(&self) -> &'a str {
        &self.header.name
    }

    pub fn form(&self) -> Form {
        self.header.form
    }

    pub fn labels(&self) -> &'a [String] {
        &self.header.labels
    }

    /// The categorical features of a pair, in the order in which they are handed in.
    pub fn features(&self) -> &'a [Feature] {
        &self.header.features
    }

    pub fn header(&self) -> &'a HeadHeader {
        self.header
    }
}
