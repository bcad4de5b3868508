//! The archive as users of the library see it: bring in, ask, correct, take out.

pub use crate::add::{Added, Adding, Told as Progress, add, reread};
pub use crate::asking::{
    EVENTS_MAX, all_events, dyad_of_both, happenings, is_cut_short, links, own_name, settle, stream,
};
pub use crate::follow::{Follower, Round};
pub use verbale_export::{Context as ExportContext, Format, Summary, export, export_parquet};
pub use verbale_ingest as ingest;
pub use verbale_merge as merging;
pub use verbale_merge::Rules;
pub use verbale_store::{
    Archive, Author, Batch, Correction, Error, ErrorKind, Hit, Holdings, Incoming, KnownActor, Order, Put, Question,
    ReportRow, Table, Tenure, change,
};
pub use verbale_views as views;
