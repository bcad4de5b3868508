//! Places, with the tables and the gazetteer of the project.

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use verbale_knowledge::{Gazetteer, Knowledge};
use verbale_record::{Precision, Span};
use verbale_resolve::actor::resolve_alone;
use verbale_resolve::place::{Asked, Place, Query, container, resolve, resolve_all};

fn data(name: &str) -> Vec<u8> {
    fs::read(format!("{}/../../data/{name}", env!("CARGO_MANIFEST_DIR"))).expect(name)
}

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::from_bytes(&data("knowledge.vkb")).expect("sound"));
static GAZETTEER: LazyLock<Vec<u8>> = LazyLock::new(|| data("gazetteer.vgz"));

fn place(name: &str, containers: &[&str], countries: &[(&str, f32)]) -> Option<Place> {
    let gazetteer = Gazetteer::from_bytes(&GAZETTEER).expect("sound");
    resolve(&KNOWLEDGE, Some(&gazetteer), &Query { names: &[name], containers, countries, ..Query::default() })
}

#[test]
fn towns_regions_and_countries() {
    // name, after the comma, countries of the report, country, precision
    type Row = (&'static str, &'static [&'static str], &'static [(&'static str, f32)], &'static str, Precision);
    let rows: &[Row] = &[
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

/// Name, words after the comma, countries; then what is expected as "country region precision name", "-" for no match.
fn check(name: &str, containers: &[&str], countries: &[(&str, f32)], expected: &str) {
    let line = place(name, containers, countries).map_or("-".to_owned(), |found| {
        let country = found.country.as_deref().unwrap_or("none");
        let region = found.admin1.map_or(String::new(), |region| format!(" ({region})"));
        format!("{country} {} {}{region}", found.location.precision.name(), found.location.name)
    });
    assert_eq!(line, expected, "{name} {containers:?} {countries:?}");
}

#[test]
fn what_it_lies_in_decides() {
    check("Paris", &["Texas"], &[], "USA town Paris (Texas)");
    check("Moscow", &["Idaho"], &[("RUS", 1.0)], "USA town Moscow (Idaho)");
    check("Tripoli", &["Lebanon"], &[("LBY", 1.0)], "LBN town Tripoli (North Lebanon)");
    check("Gaza", &["Mozambique"], &[], "MOZ admin Gaza Province (Gaza Province)");
    check("Syria's Idlib province", &[], &[], "SYR admin Idlib province");
    check("Rafah", &["Gaza"], &[("EGY", 0.8), ("ISR", 0.2)], "PSE town Rafaḩ (Gaza Strip)");
    check("Karrada", &["Baghdad"], &[("IRQ", 1.0)], "IRQ exact Karrada");
    check("Qasrabad", &["Baghdad"], &[("IRQ", 1.0)], "IRQ town Baghdad (Baghdad)");
    check("Qasrabad", &["Baghdad"], &[("PER", 1.0)], "-");
    check("the Imperial hotel in Vienna", &[], &[("AUT", 1.0)], "AUT town Vienna (Vienna)");
}

#[test]
fn words_around_a_name_do_no_harm() {
    check("the besieged city of El Fasher", &[], &[("SDN", 1.0)], "SDN town El Fasher (Northern Darfur)");
    check("the outskirts of Aleppo", &[], &[("SYR", 1.0)], "SYR town Aleppo (Aleppo)");
    check("Kherson oblast", &[], &[("UKR", 1.0)], "UKR admin Kherson (Kherson)");
    check("Kherson city", &[], &[("UKR", 1.0)], "UKR town Kherson (Kherson)");
    check("northern Aleppo", &[], &[("SYR", 1.0)], "SYR admin Aleppo (Aleppo)");
    check("Damascus suburbs", &[], &[("SYR", 1.0)], "SYR town Damascus (Damascus Governorate)");
    check("Indonesian coast", &[], &[("IDN", 1.0)], "IDN country Indonesia");
    check("the border with Poland", &[], &[("POL", 1.0)], "-");
    check("British embassy", &[], &[("GBR", 1.0)], "-");
}

#[test]
fn spellings_that_sound_alike_need_the_country() {
    assert_eq!(place("Al-Roj", &[], &[("DEU", 1.0)]), None, "too short to sound like Allrode");
    check("Kobane", &[], &[("SYR", 1.0)], "SYR town ‘Ayn al ‘Arab (Aleppo)");
    check("Mekele", &[], &[("ETH", 1.0)], "ETH town Mek'ele (Tigray)");
    check("Qobane", &[], &[("PER", 1.0)], "-");
}

#[test]
fn the_supplement_is_found() {
    check("Diriyah Palace", &[], &[("USA", 0.5), ("RUS", 0.5)], "SAU exact Diriyah Palace");
    check("the Palais des Nations", &[], &[], "CHE exact Palais des Nations");
    check("Geneva", &[], &[("USA", 1.0)], "CHE town Geneva");
    check("Geneva", &["Illinois"], &[("USA", 1.0)], "USA town Geneva (Illinois)");
    check("Black Sea", &[], &[("RUS", 1.0)], "none country Black Sea");
    check("Nagorno-Karabakh", &[], &[("ARM", 1.0)], "AZE admin Nagorno-Karabakh");
    check("Darfur", &[], &[("TCD", 1.0)], "SDN admin Darfur");
    check("Donbass", &[], &[], "UKR admin Donbas");
}

#[test]
fn two_towns_alike_give_their_country_at_most() {
    check("Springfield", &[], &[("USA", 1.0)], "USA country United States");
}

#[test]
fn without_a_gazetteer_the_tables_answer() {
    let query = Query { names: &["Crimea"], ..Query::default() };
    assert_eq!(resolve(&KNOWLEDGE, None, &query).and_then(|found| found.country).as_deref(), Some("UKR"));
    assert_eq!(resolve(&KNOWLEDGE, None, &Query { names: &["Aleppo"], ..query }), None);
}

#[test]
fn arbitrary_words_do_no_harm() {
    for name in
        ["", " ", "'s ", "X's ", " of ", " in X", "of X in Y's Z", "the", "The ", "É", "北京", "city of", "A\u{301}"]
    {
        place(name, &[name], &[(name, f32::NAN)]);
    }
}

#[test]
fn who_stands_alone_is_of_the_country_of_a_place_beside() {
    let gazetteer = Gazetteer::from_bytes(&GAZETTEER).expect("sound");
    let country = |words: &str| {
        let actor = resolve_alone(&KNOWLEDGE, Some(&gazetteer), words, None).1;
        actor.country.map(|country| country.value)
    };
    assert_eq!(country("Shanghai police").as_deref(), Some("CHN"));
    assert_eq!(country("a market in Sydney").as_deref(), Some("AUS"));
    assert_eq!(country("Russian consul in Sydney").as_deref(), Some("RUS"), "what is said of them comes first");
    assert_eq!(country("a group of men"), None);
}

/// Where places named together lie, as "region code" or "-".
fn together(names: &[&str], guess: bool) -> Vec<String> {
    let gazetteer = Gazetteer::from_bytes(&GAZETTEER).expect("sound");
    let asked: Vec<Option<Asked>> =
        names.iter().map(|name| Some(Asked { names: vec![name], containers: Vec::new(), mentions: 2 })).collect();
    let found = resolve_all(&KNOWLEDGE, Some(&gazetteer), &asked, &BTreeMap::new(), guess);
    let line =
        |place: &Place| format!("{} {}", place.admin1.as_deref().unwrap_or(""), place.country.as_deref().unwrap_or(""));
    found.iter().map(|place| place.as_ref().map_or("-".to_owned(), line)).collect()
}

#[test]
fn places_speak_for_one_another() {
    let last = |names: &[&str]| together(names, false).pop().expect("a place");
    assert_eq!(last(&["Atlanta", "Marietta", "Athens", "Gainesville"]), "Georgia USA");
    assert_eq!(last(&["Orlando", "Tampa", "Ocala", "Gainesville"]), "Florida USA");
    assert_eq!(last(&["Paris", "Lyon", "Marseille", "Tripoli"]), "Tripoli LBY", "far from all of them the best known");
    assert_eq!(last(&["Zahlé", "Sidon", "Tyre", "Tripoli"]), "North Lebanon LBN");
    assert_eq!(
        last(&["Atlanta", "Marietta", "Athens", "Virginia"]),
        "Virginia USA",
        "no village that is called as a state"
    );
}

#[test]
fn what_is_not_told_says_nothing_for_itself() {
    assert_eq!(together(&["Congress"], false), ["-"]);
    assert_eq!(together(&["Congress"], true), ["Arizona USA"], "but it may be guessed");
}

#[test]
fn states_by_their_short_names() {
    assert_eq!(
        together(&["Ky.", "KY", "B.C.", "Qld."], false),
        ["Kentucky USA", "Kentucky USA", "British Columbia CAN", "Queensland AUS"]
    );
    assert_ne!(together(&["Man"], false), ["Manitoba CAN"]);
    assert_ne!(together(&["L.A."], false), ["Louisiana USA"]);
    let glasgow = place("Glasgow", &["Ky."], &[]);
    assert_eq!(glasgow.as_ref().and_then(|place| place.admin1.as_deref()), Some("Kentucky"));
    assert_eq!(glasgow, place("Glasgow", &["Kentucky"], &[]));
}

#[test]
fn what_follows_a_comma_may_hold_a_place() {
    let after = |text: &str| container(text, Span::new(0, text.find(',').expect("a comma") as u32)).map(str::to_owned);
    assert_eq!(after("Rafah, Gaza, on Monday").as_deref(), Some("Gaza"));
    assert_eq!(after("Glasgow, Ky. (WBKO) -- One").as_deref(), Some("Ky."));
    assert_eq!(after("Churchill, B.C., on Monday").as_deref(), Some("B.C."));
    assert_eq!(after("Geneva, U.S. and Saudi mediators"), None);
    assert_eq!(after("Geneva, where they met"), None);
}
