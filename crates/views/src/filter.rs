//! Which events are asked for. A store may answer in its own way; what [`Filter::matches`] says is right.

mod day;
mod parse;
mod place;
mod stem;
mod who;

use verbale_record::{Date, Occurrence, Status, Told};

use crate::part::day_of;

pub use day::{first_day, last_day};
pub use parse::{FLAGS, Locate};
pub use place::Place;
pub use stem::stem;
/// Names are compared in this form, by stores too.
pub use verbale_knowledge::fold;
pub use who::Who;

/// What events are asked for. Everything given must hold; of a list, one thing must.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Somebody who acts or speaks.
    pub actor: Option<Who>,
    /// Somebody who takes part in whatever role; beside `actor`, somebody else.
    pub with: Option<Who>,
    /// Somebody to whom it is done or said.
    pub recipient: Option<Who>,
    pub kinds: Vec<String>,
    pub modes: Vec<String>,
    pub statuses: Vec<Status>,
    /// The first day, by [`Told::day`]; an event without a day is on no day.
    pub since: Option<Date>,
    /// The last day, inclusive.
    pub until: Option<Date>,
    pub place: Option<Place>,
    /// Folded words that must all stand, in whatever form, among the [`words_of`] an event.
    pub about: Vec<String>,
    /// Between 0 and 1.
    pub min_confidence: Option<f32>,
    /// How many independent reports must tell of the happening; see [`Filter::is_told_enough`].
    pub min_sources: Option<usize>,
}

impl Filter {
    /// Whether an event is asked for, as far as the event alone can tell: `min_sources` is left to
    /// [`Filter::is_told_enough`].
    pub fn matches(&self, event: &Told) -> bool {
        self.matches_parties(event)
            && self.matches_kind(event)
            && self.matches_day(event)
            && self.place.as_ref().is_none_or(|place| event.place.as_ref().is_some_and(|spot| place.holds(spot)))
            && self.min_confidence.is_none_or(|min| event.confidence >= min)
            && self.matches_words(event)
    }

    /// Whether enough independent reports tell of a happening; an event that was not merged is told by one.
    pub fn is_told_enough(&self, happening: Option<&Occurrence>) -> bool {
        self.min_sources.is_none_or(|min| happening.map_or(1, |happening| happening.sources) >= min)
    }

    fn matches_parties(&self, event: &Told) -> bool {
        let to = |who: &Who| event.recipients.iter().any(|party| who.is(party));
        self.recipient.as_ref().is_none_or(to) && self.matches_actor_and_other(event)
    }

    /// The one who acts and the other are two parties, so that no country meets itself.
    fn matches_actor_and_other(&self, event: &Told) -> bool {
        let by = |who: &Who| event.actors.iter().any(|party| who.is(party));
        match (&self.actor, &self.with) {
            (None, None) => true,
            (Some(actor), None) => by(actor),
            (None, Some(with)) => event.parties().any(|party| with.is(party)),
            (Some(actor), Some(with)) => event
                .actors
                .iter()
                .filter(|party| actor.is(party))
                .any(|one| event.parties().any(|other| other.entity != one.entity && with.is(other))),
        }
    }

    fn matches_kind(&self, event: &Told) -> bool {
        (self.kinds.is_empty() || self.kinds.contains(&event.kind))
            && (self.modes.is_empty() || event.modes.iter().any(|mode| self.modes.contains(mode)))
            && (self.statuses.is_empty() || self.statuses.contains(&event.status()))
    }

    fn matches_day(&self, event: &Told) -> bool {
        self.has_day(event.day())
    }

    /// Whether a day is among those asked for.
    pub fn has_day(&self, day: Option<Date>) -> bool {
        self.since.is_none_or(|since| day.is_some_and(|day| day >= since))
            && self.until.is_none_or(|until| day.is_some_and(|day| day <= until))
    }

    /// Whether nothing but days is asked for.
    pub fn asks_for_days_alone(&self) -> bool {
        *self == Filter { since: self.since, until: self.until, ..Filter::default() }
    }

    /// Whether the days asked for begin and end with a month, or are not bounded.
    pub fn asks_for_whole_months(&self) -> bool {
        self.since.is_none_or(|since| since == since.first_of_month())
            && self.until.is_none_or(|until| until == until.last_of_month())
    }

    /// Whether a happening lies within the days asked for; one telling of it may have another day.
    pub fn is_within(&self, happening: &Occurrence) -> bool {
        self.has_day(day_of(happening))
    }

    fn matches_words(&self, event: &Told) -> bool {
        if self.about.is_empty() {
            return true;
        }
        let words: Vec<String> = words_of(event).split(' ').map(stem).collect();
        self.about.iter().all(|about| words.contains(&stem(about)))
    }
}

/// The folded words by which an event is found: its sentence, what was said, who, where, and its report's title. A store
/// that indexes these finds what [`Filter::matches`] finds.
pub fn words_of(event: &Told) -> String {
    let said = event.content.iter().chain(&event.condition).map(|words| words.text.as_str());
    let who = event.parties().flat_map(|party| [party.name.as_str(), party.words.as_str()]);
    let place = event.place.iter().flat_map(|spot| [Some(spot.words.as_str()), spot.name.as_deref()]).flatten();
    let words = [event.sentence_words.text.as_str(), event.source.title.as_deref().unwrap_or_default()];
    fold(&words.into_iter().chain(said).chain(who).chain(place).collect::<Vec<_>>().join(" "))
}
