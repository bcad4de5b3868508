//! A brief as a document for word processors (Office Open XML), with real footnotes.
//!
//! The few parts that such a document needs are written by hand; they follow ECMA-376.

use std::io::{Cursor, Write};

use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use super::html::escaped;
use super::markdown::{capital, left_out, note_words, source, standing};
use super::{Brief, Line, Note, Section};
use crate::Error;
use crate::error::ErrorKind;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORDS: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const TYPES: &str = include_str!("docx/content_types.xml");
const RELATIONS: &str = include_str!("docx/rels.xml");
const DOCUMENT_RELATIONS: &str = include_str!("docx/document.xml.rels");
const STYLES: &str = include_str!("docx/styles.xml");

pub(super) fn docx(brief: &Brief) -> Result<Vec<u8>, Error> {
    let parts = [
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", RELATIONS.to_owned()),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS.to_owned()),
        ("word/styles.xml", STYLES.to_owned()),
        ("word/document.xml", document(brief)),
        ("word/footnotes.xml", footnotes(&brief.notes)),
    ];
    let fault = |name: &str| Error::new(ErrorKind::Document, name);
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text) in parts {
        archive.start_file(name, options).map_err(|_| fault(name))?;
        archive.write_all(text.as_bytes()).map_err(|_| fault(name))?;
    }
    archive.finish().map(Cursor::into_inner).map_err(|_| fault("document"))
}

fn document(brief: &Brief) -> String {
    let mut body = paragraph("Title", &run(&brief.subject)) + &paragraph("Subtitle", &run(&standing(brief)));
    let mut cited = std::collections::HashSet::new();
    for section in &brief.sections {
        body += &self::section(section, &mut cited);
    }
    if !brief.reports.is_empty() {
        body += &paragraph("Heading1", &run("Sources"));
        body.extend(brief.reports.iter().map(|report| paragraph("ListParagraph", &run(&source(report)))));
    }
    format!("{HEAD}<w:document {WORDS}><w:body>{body}<w:sectPr/></w:body></w:document>")
}

fn section(section: &Section, cited: &mut std::collections::HashSet<usize>) -> String {
    let lines: String = section.lines.iter().map(|line| self::line(line, cited)).collect();
    let rest = left_out(section).map(|words| paragraph("Subtitle", &run(&words))).unwrap_or_default();
    paragraph("Heading1", &run(section.heading)) + &lines + &rest
}

/// A footnote can be put once; later lines refer to its number.
fn line(line: &Line, cited: &mut std::collections::HashSet<usize>) -> String {
    let when = match line.when.as_str() {
        "" => String::new(),
        when => format!("<w:r><w:rPr><w:b/></w:rPr>{}</w:r>", words(&format!("{}: ", capital(when)))),
    };
    let mut note = |number: &usize| match cited.insert(*number) {
        true => format!(
            "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{number}\"/></w:r>"
        ),
        false => {
            format!("<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>{}</w:r>", words(&number.to_string()))
        }
    };
    let notes: Vec<String> = line.notes.iter().map(&mut note).collect();
    let comma = format!("<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>{}</w:r>", words(", "));
    paragraph("ListParagraph", &(when + &run(&line.text) + &notes.join(&comma)))
}

fn footnotes(notes: &[Note]) -> String {
    let separators = "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
                      <w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>";
    let notes: String = notes.iter().map(footnote).collect();
    format!("{HEAD}<w:footnotes {WORDS}>{separators}{notes}</w:footnotes>")
}

fn footnote(note: &Note) -> String {
    let mark = "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>";
    let text = format!(" {}", note_words(&note.cite));
    format!(
        "<w:footnote w:id=\"{}\">{}</w:footnote>",
        note.number,
        paragraph("FootnoteText", &(mark.to_owned() + &run(&text)))
    )
}

fn paragraph(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

fn run(text: &str) -> String {
    format!("<w:r>{}</w:r>", words(text))
}

fn words(text: &str) -> String {
    format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(text))
}
