//! What exporting needs beside the events.

use std::collections::HashMap;

use verbale_knowledge::{EventType, Knowledge};
use verbale_record::{Date, Occurrence, Party, Told};

use crate::tables::Tables;
use crate::{Error, Format};

/// Knowledge, merged happenings and the day of the export. There is no clock: the day is an argument.
#[derive(Clone, Debug)]
pub struct Context<'k> {
    knowledge: &'k Knowledge,
    occurrences: HashMap<i64, Occurrence>,
    generated: Date,
    pub(crate) tables: Tables,
}

impl<'k> Context<'k> {
    /// Fails where one of the crate's own tables cannot be right.
    pub fn new(knowledge: &'k Knowledge, generated: Date) -> Result<Self, Error> {
        Ok(Context { knowledge, occurrences: HashMap::new(), generated, tables: Tables::new()? })
    }

    /// With the happenings that the events tell of, for counts of reports and sources.
    pub fn with_occurrences(mut self, occurrences: impl IntoIterator<Item = Occurrence>) -> Self {
        self.occurrences = occurrences.into_iter().map(|occurrence| (occurrence.id, occurrence)).collect();
        self
    }

    pub(crate) fn generated(&self) -> Date {
        self.generated
    }

    pub(crate) fn knowledge(&self) -> &'k Knowledge {
        self.knowledge
    }

    pub(crate) fn occurrence(&self, event: &Told) -> Option<&Occurrence> {
        self.occurrences.get(&event.occurrence?)
    }

    pub(crate) fn kind(&self, event: &Told) -> Option<&'k EventType> {
        self.knowledge.ontology().event(&event.kind)
    }

    /// Whether the actors of an event are each other's recipients, as in a meeting.
    pub(crate) fn mutual(&self, event: &Told) -> bool {
        self.kind(event).is_some_and(|kind| kind.mutual)
    }

    /// How cooperative an event is, from -10 to 10; 0 for a type that the ontology does not know.
    pub(crate) fn score(&self, event: &Told) -> f32 {
        let modes: Vec<&str> = event.modes.iter().map(String::as_str).collect();
        self.knowledge.ontology().score(&event.kind, &modes).unwrap_or_default()
    }

    /// The English name of a country; empty for a body of no country.
    pub(crate) fn country_name(&self, code: Option<&str>) -> &'k str {
        code.and_then(|code| self.knowledge.country(code)).map_or("", |country| &country.name)
    }

    /// The two letters of a country.
    pub(crate) fn alpha2(&self, code: Option<&str>) -> &'k str {
        code.and_then(|code| self.knowledge.country(code)).map_or("", |country| &country.alpha2)
    }

    /// What the format of a run is allowed to take.
    pub(crate) fn takes(&self, format: Format, event: &Told) -> Result<crate::tables::Treatment, crate::Reason> {
        let policy = self.tables.policy(format).ok_or(crate::Reason::NoCode)?;
        policy.judge(event, self.mutual(event))
    }

    /// CAMEO's code of an actor: country, then role ("RUSGOV").
    pub(crate) fn cameo_actor(&self, party: &Party) -> String {
        let country = party.country.as_deref().map_or(String::new(), |code| self.cameo_country(code));
        let roles = party.sectors.iter().filter_map(|sector| self.tables.sector(sector));
        let mut code = country;
        let mut last = String::new();
        for role in roles.filter(|role| !role.cameo.is_empty()) {
            if role.cameo != last {
                code.push_str(&role.cameo);
                last.clone_from(&role.cameo);
            }
        }
        code
    }

    pub(crate) fn cameo_country(&self, code: &str) -> String {
        let own = self.tables.country(code).map(|codes| codes.cameo.clone()).filter(|own| !own.is_empty());
        own.unwrap_or_else(|| code.to_owned())
    }
}
