//! CAMEO: pairs of actors with the scheme's codes for both and for the event.

use verbale_record::Told;

use super::coded::{CodedPair, add_pairs, name, tabbed};
use crate::Error;
use crate::form::{Added, Form, Run};
use crate::tables::Treatment;
use crate::text::{joined, plain};

const COLUMNS: [&str; 17] = [
    "event_id",
    "date",
    "source",
    "target",
    "source_name",
    "target_name",
    "cameo_code",
    "cameo_root",
    "cameo_label",
    "goldstein",
    "quad_class",
    "plover_type",
    "plover_modes",
    "status",
    "sentence",
    "publisher",
    "url",
];

pub(super) struct Cameo;

impl Form for Cameo {
    fn start(&mut self, run: &mut Run<'_>) -> Result<(), Error> {
        run.line(&tabbed(&COLUMNS))
    }

    fn add(&mut self, event: &Told, treatment: Treatment, run: &mut Run<'_>) -> Result<Added, Error> {
        add_pairs(event, treatment, run, line)
    }
}

fn line(row: &CodedPair<'_>) -> String {
    let actor = |party: Option<&verbale_record::Party>| party.map(|party| row.context.cameo_actor(party));
    let source = &row.event.source;
    tabbed(&[
        format!("{}-E{}-P{}", plain(&source.id), row.event.number, row.number + 1),
        row.day.to_string(),
        actor(row.pair.actor).unwrap_or_default(),
        actor(row.pair.recipient).unwrap_or_default(),
        name(row.pair.actor),
        name(row.pair.recipient),
        row.code.code.clone(),
        row.code.root().to_owned(),
        row.code.label.clone(),
        row.code.goldstein.to_string(),
        row.code.quad.to_string(),
        row.event.kind.clone(),
        joined(&row.event.modes, ";"),
        row.event.status().name().to_owned(),
        plain(&row.event.sentence_words.text),
        plain(source.publisher.as_deref().unwrap_or_default()),
        plain(source.url.as_deref().unwrap_or_default()),
    ])
}
