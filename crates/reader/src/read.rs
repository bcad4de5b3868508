//! The order of all stages, on one page.

use verbale_knowledge::{Gazetteer, Knowledge};
use verbale_net::Model;
use verbale_record::{Note, Record, Report, Versions};

use crate::calibration::Curves;
use crate::text::Text;
use crate::thresholds::Thresholds;
use crate::{
    affiliations, agreed, assemble, cast, chains, happenings, home, labels, places, sayings, services, sides, sizes,
    spotted, times, who,
};

/// The network and the knowledge that reading needs; share it between threads.
#[derive(Debug)]
pub struct Reader {
    model: Model,
    knowledge: Knowledge,
    gazetteer: Option<Gazetteer<'static>>,
    /// What sets the tables apart from those that their version names.
    mark: String,
}

impl Reader {
    /// Without a gazetteer only the places of the tables get coordinates.
    pub fn new(model: Model, knowledge: Knowledge, gazetteer: Option<Gazetteer<'static>>) -> Self {
        Reader { model, knowledge, gazetteer, mark: String::new() }
    }

    /// With a mark behind the version of the tables, so that what was read with other ones is known.
    pub fn marked(self, mark: &str) -> Self {
        Reader { mark: format!(" {mark}"), ..self }
    }

    pub fn model(&self) -> &Model {
        &self.model
    }

    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// Reads one report. The record depends on the report, the model and the knowledge alone.
    pub fn read(&self, report: &Report) -> Record {
        let (model, knowledge) = (&self.model, &self.knowledge);
        let thresholds = Thresholds::of(&model.header().name);
        let text = Text::new(&report.text);
        let encoded = model.encode(text.text, &text.word_ranges(), &text.ranges());

        let mut spotted = spotted::spot(&text, model, &encoded);
        times::add_unseen(&text, &mut spotted);
        let chains = chains::chains(&text, knowledge, &encoded, &spotted.mentions, thresholds);
        let pointers = sayings::pointers(&text, &encoded, &spotted.triggers);
        let happenings = happenings::happenings(&text, &encoded, &spotted, &pointers, thresholds);

        let cast = cast::cast(&text, model, &encoded, &spotted, (&chains, &happenings), thresholds);
        let sayings = sayings::sayings(&pointers, &happenings);
        let modes = labels::of_happenings(model, &encoded, &spotted, &happenings, "modes");
        let mut aux = labels::of_happenings(model, &encoded, &spotted, &happenings, "aux");
        agreed::settle(&text, knowledge, &spotted, &happenings, &mut aux, thresholds.aux);
        let contexts = labels::contexts(model, &encoded, thresholds.context);

        let located = places::located(&text, knowledge, self.gazetteer.as_ref(), &spotted, &chains);
        let lands = affiliations::affiliations(&text, &encoded, &spotted, &chains, &located);
        let sectors = labels::sectors(model, &encoded, &spotted, &chains);
        let guesses = who::Guesses { lands: &lands, sectors: &sectors };
        let (mut entities, of_several) =
            who::entities(&text, knowledge, report.published, &spotted, &chains, &located, guesses);
        let services = services::services(&text, &encoded, &spotted, &chains);
        who::adopt(&mut entities, &services);
        places::settle(&mut entities, located);
        home::settle(&mut entities);
        who::part(&mut entities, &of_several);
        sides::fill(text.text, knowledge, &mut entities);

        let mut notes = notes(report);
        let times = times::times(&text, report.published, &spotted, &cast, &happenings, &aux, &mut notes);
        let sizes = sizes::sizes(&text, knowledge, &spotted, &cast, &happenings);
        let readings =
            assemble::Readings { spotted: &spotted, happenings: &happenings, cast, sayings, modes, aux, times, sizes };
        let mut events = assemble::events(&text, knowledge, readings, &entities);
        Curves::of(&model.header().name).calibrate(&mut events, &mut entities);
        Record {
            report: report.clone(),
            contexts,
            sentences: text.sentences,
            entities,
            events,
            notes,
            versions: self.versions(),
        }
    }

    /// Program, weights and tables, as records carry them.
    pub fn versions(&self) -> Versions {
        let names =
            self.model.headers().map(|header| format!("{} {}", header.name, header.version)).collect::<Vec<_>>();
        Versions {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            model: names.join(" with "),
            knowledge: format!("{}{}", self.knowledge.version(), self.mark),
        }
    }
}

fn notes(report: &Report) -> Vec<Note> {
    let mut notes = Vec::new();
    if report.text.trim().is_empty() {
        notes.push(Note { code: "empty", span: None, message: "the report has no words".to_owned() });
    } else if report.published.is_none() {
        let message = "no date of publication is given or found: relative times stay unresolved".to_owned();
        notes.push(Note { code: "no-date", span: None, message });
    }
    notes
}
