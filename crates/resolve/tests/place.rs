//! Places, with the tables and the gazetteer of the project.

use std::fs;
use std::sync::LazyLock;

use verbale_knowledge::{Gazetteer, Knowledge};
use verbale_record::Precision;
use verbale_resolve::place::{Place, Query, resolve};

fn data(name: &str) -> Vec<u8> {
    fs::read(format!("{}/../../data/{name}", env!("CARGO_MANIFEST_DIR"))).expect(name)
}

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::from_bytes(&data("knowledge.vkb")).expect("sound"));
static GAZETTEER: LazyLock<Vec<u8>> = LazyLock::new(|| data("gazetteer.vgz"));

fn place(name: &str, containers: &[&str], countries: &[(&str, f32)]) -> Option<Place> {
    let gazetteer = Gazetteer::from_bytes(&GAZETTEER).expect("sound");
    resolve(&KNOWLEDGE, Some(&gazetteer), &Query { names: &[name], containers, countries })
}

#[test]
fn towns_regions_and_countries() {
    // name, after the comma, countries of the report, country, precision
    let rows: &[(&str, &[&str], &[(&str, f32)], &str, Precision)] = &[
        ("Riyadh", &[], &[], "SAU", Precision::Town),
        ("Kyiv", &[], &[("RUS", 0.6), ("UKR", 0.4)], "UKR", Precision::Town),
        ("Hodeidah", &[], &[("YEM", 1.0)], "YEM", Precision::Town),
        ("Tripoli", &[], &[("LBN", 1.0)], "LBN", Precision::Town),
        ("Tripoli", &[], &[("LBY", 1.0)], "LBY", Precision::Town),
        ("Rafah", &["Gaza"], &[("EGY", 1.0)], "PSE", Precision::Town),
        ("Paris", &[], &[], "FRA", Precision::Town),
        ("Paris", &["United States"], &[("USA", 1.0)], "USA", Precision::Town),
        ("Donetsk oblast", &[], &[("UKR", 1.0)], "UKR", Precision::Admin),
        ("northern Mali", &[], &[("MLI", 1.0)], "MLI", Precision::Country),
        ("Gaza Strip", &[], &[], "PSE", Precision::Admin),
        ("Crimea", &[], &[("RUS", 1.0)], "UKR", Precision::Admin),
        ("Camp David", &[], &[], "USA", Precision::Exact),
        ("Kenya", &[], &[], "KEN", Precision::Country),
    ];
    for (name, containers, countries, country, precision) in rows {
        let found = place(name, containers, countries).unwrap_or_else(|| panic!("{name}: no match"));
        assert_eq!(found.country.as_deref(), Some(*country), "{name} {containers:?}: {found:?}");
        assert_eq!(found.location.precision, *precision, "{name}: {found:?}");
    }
}

#[test]
fn no_match_rather_than_a_wrong_town() {
    for name in ["the front line", "Xyzzyville", "Hope"] {
        assert_eq!(place(name, &[], &[("UKR", 1.0)]), None, "{name}");
    }
}

#[test]
fn surer_with_support() {
    let alone = place("Tripoli", &[], &[]).expect("a match");
    let supported = place("Tripoli", &[], &[("LBY", 1.0)]).expect("a match");
    assert!(supported.confidence > alone.confidence);
}
