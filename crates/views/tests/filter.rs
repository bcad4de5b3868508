//! Which events a filter takes, and what it says of words that it does not understand.

#![allow(clippy::unwrap_used)]

mod common;

use common::{between, day, knowledge, on, party, source, spot, told};
use verbale_record::Told;
use verbale_views::filter::{FLAGS, words_of};
use verbale_views::{ErrorKind, Filter, Place, Who};

fn parse(pairs: &[(&str, &str)]) -> Result<Filter, verbale_views::Error> {
    let locate = |name: &str| (name == "Bergen").then_some((60.39, 5.32));
    Filter::parse(pairs.iter().copied(), &knowledge(), &locate)
}

fn meeting() -> Told {
    let source = source(1, "2025-02-18");
    let event = told(&source, 1, "CONSULT", "Ada Holm met Ben Roy in Oslo on Monday.", "met");
    let actors = vec![party("Ada Holm", "NOR", "Foreign Minister"), party("Ben Roy", "FRA", "President")];
    let mut event = on(between(event, actors, Vec::new()), "2025-02-17");
    event.place = Some(spot("Oslo", "NOR", (59.91, 10.75)));
    event
}

#[test]
fn each_flag_takes_and_leaves() {
    let event = meeting();
    for (flag, taken, left) in [
        ("actor", "NOR GOV", "NOR MIL"),
        ("actor", "NORGOV", "SWE"),
        ("actor", "holm", "holmes"),
        ("actor", "Norway", "Sweden"),
        ("with", "FRA", "DEU"),
        ("kind", "consult", "AID,ASSAULT"),
        ("kind", "verbal cooperation", "material conflict"),
        ("status", "happened,planned", "denied"),
        ("since", "2025-02", "2025-02-18"),
        ("until", "2025-02", "2025-02-16"),
        ("until", "2025", "2024"),
        ("place", "NOR", "FRA"),
        ("place", "oslo", "Paris"),
        ("place", "59.9,10.7 20km", "59.9,10.7 2km"),
        ("place", "Bergen 400 km", "Bergen 200km"),
        ("about", "Monday Oslo", "Tuesday"),
        ("min-confidence", "0.9", "0.95"),
    ] {
        assert!(parse(&[(flag, taken)]).unwrap().matches(&event), "{flag} {taken}");
        assert!(!parse(&[(flag, left)]).unwrap().matches(&event), "{flag} {left}");
    }
    assert!(!parse(&[("recipient", "FRA")]).unwrap().matches(&event));
}

#[test]
fn nobody_is_with_himself() {
    let event = meeting();
    assert!(parse(&[("actor", "NOR"), ("with", "FRA")]).unwrap().matches(&event));
    assert!(!parse(&[("actor", "NOR"), ("with", "NOR")]).unwrap().matches(&event));
}

#[test]
fn what_has_no_day_is_on_no_day() {
    let event = told(&source(1, ""), 1, "CONSULT", "They met.", "met");
    assert!(Filter::default().matches(&event));
    assert!(!parse(&[("since", "1900")]).unwrap().matches(&event));
}

#[test]
fn happenings_without_merging_have_one_source() {
    let mut one = common::happening(&meeting());
    let filter = parse(&[("min-sources", "2")]).unwrap();
    assert!(!filter.is_told_enough(None) && !filter.is_told_enough(Some(&one)));
    one.sources = 2;
    assert!(filter.is_told_enough(Some(&one)));
}

#[test]
fn errors_name_flag_and_value() {
    for (flag, value) in [
        ("since", "2025-13"),
        ("until", "18 Feb"),
        ("since", "2025-02-30"),
        ("since", "2025-02-18-1"),
        ("kind", "CONSULT,NOTHING"),
        ("mode", "no-such"),
        ("status", "perhaps"),
        ("min-confidence", "1.5"),
        ("min-confidence", "NaN"),
        ("min-sources", "-1"),
        ("place", "Nowhere 50km"),
        ("actor", "…"),
    ] {
        let error = parse(&[(flag, value)]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Value, "{flag} {value}");
        let last = value.split(',').next_back().unwrap();
        assert!(error.to_string().contains(flag) && error.to_string().contains(last), "{error}");
    }
    assert_eq!(parse(&[("colour", "red")]).unwrap_err().kind(), ErrorKind::Flag);
}

#[test]
fn every_flag_of_the_list_is_one() {
    for (flag, _) in FLAGS {
        let error = parse(&[(flag, "\u{0}é50km")]).err();
        assert!(error.is_none_or(|error| error.kind() != ErrorKind::Flag), "{flag}");
    }
}

#[test]
fn selectors_are_told_apart() {
    let knowledge = knowledge();
    for (text, who) in [
        ("RUS", Who::Country("RUS".into())),
        ("REB", Who::Sector("REB".into())),
        ("RUS MIL", Who::CountrySector("RUS".into(), "MIL".into())),
        ("Sergey Lavrov", Who::Name("sergey lavrov".into())),
    ] {
        assert_eq!(Who::parse(text, &knowledge), Some(who), "{text}");
    }
    assert_eq!(parse(&[("place", "Kursk")]).unwrap().place, Some(Place::Name("kursk".into())));
    assert_eq!(parse(&[("until", "2024-02")]).unwrap().until, Some(day("2024-02-29")));
    assert!(words_of(&meeting()).contains("report 1"));
}
