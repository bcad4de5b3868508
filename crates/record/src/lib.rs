//! The nouns of Verbale. A [`Report`] is what came in; a [`Record`] is what was read out of it.
//!
//! Text is stored once, in the report; everything else is byte [`Span`]s into it, typed [`Id`]s into flat tables, and
//! [`Field`]s, which cannot be built without the [`Evidence`] they stand on.
#![forbid(unsafe_code)]

mod entity;
mod event;
mod evidence;
mod id;
mod occurrence;
mod report;
mod sift;
mod span;
mod told;

pub use entity::{Entity, EntityKind, Form, Location, Mention, Precision};
pub use event::{Alternatives, Condition, Content, Event, QuoteForm, Size, SizeKind, Trigger, When};
pub use evidence::{Evidence, Field, Stage};
pub use id::Id;
pub use jiff::civil::Date;
pub use occurrence::{Answer, Occurrence, Standing, Toll};
pub use report::{Note, Record, Report, Sentence, Versions};
pub use span::Span;
pub use told::{Amount, Party, Source, Spot, Status, Told, Words, archive_number, report_and_number, source, told};
