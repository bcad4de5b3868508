//! `verbale actors`: who the archive knows, and what people decide about who is who.

use anyhow::Result;
use clap::{Args, Subcommand};
use verbale::archive::{Author, KnownActor, Tenure};
use verbale::clock;

use crate::archive::{Desk, Hand, Place};
use crate::output;

/// Offices that the list shows of an actor.
const OFFICES_MAX: usize = 3;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct ActorsArguments {
    #[command(subcommand)]
    deed: Option<Deed>,
    /// Words of the name; else all actors
    words: Vec<String>,
    #[command(flatten)]
    place: Place,
    /// Only those of this country (its code)
    #[arg(long, value_name = "CODE")]
    country: Option<String>,
    /// At most so many, those with the most events first
    #[arg(long, short = 'n', value_name = "N", default_value_t = 50)]
    limit: usize,
}

#[derive(Debug, Subcommand)]
enum Deed {
    /// Two actors are one; kept as a decision of yours
    Merge {
        one: i64,
        other: i64,
        #[command(flatten)]
        hand: Hand,
    },
    /// Whoever has this name is not the actor
    Split {
        actor: i64,
        name: String,
        #[command(flatten)]
        hand: Hand,
    },
    /// Take a decision back; `verbale sql "SELECT * FROM decisions"` lists them
    Undo {
        decision: i64,
        #[command(flatten)]
        place: Place,
    },
}

pub(crate) fn run(arguments: &ActorsArguments) -> Result<bool> {
    match &arguments.deed {
        None => list(arguments),
        Some(Deed::Merge { one, other, hand }) => decide(hand, |batch, author| batch.join_actors(*one, *other, author)),
        Some(Deed::Split { actor, name, hand }) => {
            decide(hand, |batch, author| batch.split_actor(*actor, name, author))
        }
        Some(Deed::Undo { decision, place }) => undo(*decision, place),
    }
}

fn list(arguments: &ActorsArguments) -> Result<bool> {
    let desk = Desk::open(&arguments.place)?;
    let found = desk.archive.actors(&arguments.words.join(" "), arguments.country.as_deref(), arguments.limit)?;
    if found.is_empty() {
        eprintln!("nobody in the archive fits");
    }
    let mut page = String::new();
    found.iter().for_each(|actor| page.push_str(&printed(actor)));
    output::print(&page)?;
    Ok(true)
}

/// Two or three lines an actor: number, name, codes and counts; offices; other names.
fn printed(actor: &KnownActor) -> String {
    let codes = [actor.country.as_deref().unwrap_or_default(), &actor.sectors];
    let codes = codes.into_iter().filter(|code| !code.is_empty()).collect::<Vec<_>>().join(" ");
    let mut page = format!(
        "{:<9} {}  {codes}  {}  {} events, {} reports\n",
        actor.id, actor.name, actor.kind, actor.events, actor.reports
    );
    let offices: Vec<String> = actor.offices.iter().take(OFFICES_MAX).map(tenure).collect();
    let others = actor.variants.iter().filter(|(name, _)| *name != actor.name);
    let others: Vec<String> = others.map(|(name, count)| format!("{name} ({count})")).collect();
    for (what, list) in [("", offices), ("also ", others)] {
        if !list.is_empty() {
            page.push_str(&format!("          {what}{}\n", list.join("; ")));
        }
    }
    page
}

fn tenure(tenure: &Tenure) -> String {
    let days = [tenure.first.as_deref(), tenure.last.as_deref()];
    let mut days: Vec<&str> = days.into_iter().flatten().collect();
    days.dedup();
    format!("{}, {}", tenure.office, days.join(" to "))
}

fn decide(
    hand: &Hand,
    decision: impl Fn(&verbale::archive::Batch<'_>, &Author<'_>) -> Result<i64, verbale::archive::Error>,
) -> Result<bool> {
    let at = clock::now();
    let author = hand.author(&at);
    let number = hand.place.change(|batch| Ok(decision(batch, &author)?))?;
    output::print(&format!("decision {number}\n"))?;
    Ok(true)
}

fn undo(decision: i64, place: &Place) -> Result<bool> {
    place.change(|batch| Ok(batch.undo_decision(decision, &clock::now())?))?;
    Ok(true)
}
