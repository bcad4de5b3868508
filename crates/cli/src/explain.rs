//! `verbale explain` and `verbale model`: why a record is as it is.

use anyhow::{Context, Result, bail};
use verbale::{Record, from_json};

use crate::arguments::{ExplainArguments, ModelArguments};
use crate::{intake, output, read};

/// Explains an event of a report, or of a record that was kept as JSON.
pub(crate) fn run(arguments: &ExplainArguments) -> Result<bool> {
    let record = read::sifted(record(arguments)?, &arguments.source);
    let Some(page) = verbale::explain(&record, &arguments.event) else {
        let name = intake::name(&arguments.file);
        bail!("{name}: no event {:?}; its events are {}", arguments.event, events(&record));
    };
    output::print(&page)?;
    Ok(true)
}

fn record(arguments: &ExplainArguments) -> Result<Record> {
    let kept = arguments.file.extension().is_some_and(|extension| extension == "json");
    if kept {
        let text = std::fs::read_to_string(&arguments.file).with_context(|| intake::name(&arguments.file))?;
        return from_json(&text).with_context(|| intake::name(&arguments.file));
    }
    let taken = intake::take(&arguments.file, arguments.source.published)?;
    Ok(read::record(&arguments.source.reader.open()?, taken))
}

fn events(record: &Record) -> String {
    match record.events.len() {
        0 => "none".to_owned(),
        1 => "E1".to_owned(),
        count => format!("E1 to E{count}"),
    }
}

/// Prints the card of the network.
pub(crate) fn model(arguments: &ModelArguments) -> Result<bool> {
    output::print(&read::reader(arguments.model.as_deref(), None)?.card())?;
    Ok(true)
}
