//! Column files of the CoNLL family: sentences of words, a word a line, with `# key = value` lines above.

use verbale::Span;

/// A word with its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The first column ("4"); ranges and empty nodes ("4-5", "4.1") are left out when a file is parsed.
    pub id: String,
    pub columns: Vec<String>,
    /// Bytes of the document's text.
    pub span: Span,
}

/// A sentence with the words of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    pub id: String,
    pub words: Vec<Word>,
}

/// A document: its sentences and the text that they make, a line for each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    pub id: String,
    pub text: String,
    pub sentences: Vec<Sentence>,
}

impl Document {
    pub fn words(&self) -> impl Iterator<Item = &Word> {
        self.sentences.iter().flat_map(|sentence| &sentence.words)
    }
}

/// The documents of a file. A document starts at each `# newdoc`; a file without one is one document.
///
/// A word that is not in its sentence's `# text` line where it should be is left out.
pub fn parse(file: &str) -> Vec<Document> {
    let mut documents: Vec<Document> = Vec::new();
    for block in file.split("\n\n").filter(|block| !block.trim().is_empty()) {
        if let Some(id) = comment(block, "newdoc id") {
            documents.push(Document { id: id.to_owned(), ..Document::default() });
        }
        if documents.is_empty() {
            documents.push(Document::default());
        }
        if let Some(document) = documents.last_mut() {
            add(document, block);
        }
    }
    documents
}

fn comment<'a>(block: &'a str, key: &str) -> Option<&'a str> {
    block.lines().find_map(|line| line.strip_prefix("# ")?.strip_prefix(key)?.strip_prefix(" = "))
}

fn add(document: &mut Document, block: &str) {
    let Some(text) = comment(block, "text") else { return };
    if !document.text.is_empty() {
        document.text.push('\n');
    }
    let start = document.text.len();
    document.text += text;
    let (mut at, mut words) = (0, Vec::new());
    for line in block.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t').map(str::to_owned);
        let (Some(id), Some(form)) = (columns.next(), columns.next()) else { continue };
        if !id.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        if let Some(found) = text[at..].find(form.as_str()) {
            let from = start + at + found;
            at += found + form.len();
            words.push(Word { id, columns: columns.collect(), span: (from..from + form.len()).into() });
        }
    }
    document.sentences.push(Sentence { id: comment(block, "sent_id").unwrap_or_default().to_owned(), words });
}
