//! The gazetteer: what is written is found again, and damaged files are errors or gaps, never panics.

use verbale_knowledge::Gazetteer;
use verbale_knowledge::gazetteer::{Entry, Feature, build};

fn entry(id: u32, name: &str, alternates: &[&str], alpha2: &str, population: u64, feature: Feature) -> Entry {
    Entry {
        id,
        name: name.to_owned(),
        alternates: alternates.iter().map(|name| (*name).to_owned()).collect(),
        latitude: f64::from(id) + 0.25,
        longitude: -f64::from(id),
        alpha2: alpha2.to_owned(),
        admin1: "01".to_owned(),
        population,
        feature,
    }
}

fn file() -> Vec<u8> {
    let entries = vec![
        entry(1, "Al Ḩudaydah", &["Hodeidah", "El-Hodeida"], "YE", 2_000_000, Feature::Town),
        entry(2, "Tripoli", &["Trípoli"], "LY", 1_100_000, Feature::Town),
        entry(3, "Tripoli", &["Tarābulus"], "LB", 229_000, Feature::Town),
        entry(4, "Ain al-Hilweh", &["Ayn al Hilwa"], "LB", 50_000, Feature::Town),
        entry(0, "North Lebanon", &[], "LB", 800_000, Feature::Admin1),
    ];
    build(entries).expect("names fit")
}

/// Names and countries of what a name finds.
fn check(name: &str, expected: &[&str]) {
    let file = file();
    let gazetteer = Gazetteer::from_bytes(&file).expect("sound");
    let found: Vec<String> =
        gazetteer.places(name).iter().map(|place| format!("{} {}", place.name, place.alpha2)).collect();
    assert_eq!(found, expected, "{name}");
}

#[test]
fn names_are_found_whatever_their_case_marks_and_hyphens() {
    check("HODEIDAH", &["Al Ḩudaydah YE"]);
    check("Al Hudaydah", &["Al Ḩudaydah YE"]);
    check("el hodeida", &["Al Ḩudaydah YE"]);
    check("Ain al Hilweh", &["Ain al-Hilweh LB"]);
    check("A’in al-Hilweh", &["Ain al-Hilweh LB"]);
    check("Tripoli", &["Tripoli LY", "Tripoli LB"]);
    check("Tripolis", &[]);
    check("", &[]);
}

#[test]
fn spellings_that_sound_alike_are_found_apart() {
    let file = file();
    let gazetteer = Gazetteer::from_bytes(&file).expect("sound");
    assert!(gazetteer.places("Hodeyda").is_empty());
    assert_eq!(gazetteer.similar("Hodeyda").len(), 1);
    assert!(gazetteer.similar("Hod").is_empty());
}

#[test]
fn a_place_knows_its_region_and_numbers() {
    let file = file();
    let gazetteer = Gazetteer::from_bytes(&file).expect("sound");
    let tripoli = gazetteer.places("Tripoli")[1];
    assert_eq!(
        tripoli.admin1.and_then(|number| gazetteer.region(number)).map(|region| region.name),
        Some("North Lebanon")
    );
    assert_eq!((tripoli.id, tripoli.latitude, tripoli.longitude), (3, 3.25, -3.0));
    assert!((200_000..260_000).contains(&tripoli.population), "{}", tripoli.population);
    assert_eq!(gazetteer.rows().filter_map(Result::ok).count(), gazetteer.len());
}

#[test]
fn cut_and_foreign_files_are_errors() {
    let file = file();
    for length in 0..file.len() {
        assert!(Gazetteer::from_bytes(&file[..length]).is_err(), "cut after {length} bytes");
    }
    assert!(Gazetteer::from_bytes(&[0xff; 64]).is_err());
    assert!(Gazetteer::from_bytes(b"VGZ1\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff").is_err());
}

#[test]
fn no_damaged_byte_makes_a_look_up_panic() {
    let sound = file();
    for at in 0..sound.len() {
        let mut file = sound.clone();
        file[at] ^= 0xff;
        let Ok(gazetteer) = Gazetteer::from_bytes(&file) else {
            continue;
        };
        for name in ["Tripoli", "Hodeidah", "North Lebanon"] {
            gazetteer.places(name);
            gazetteer.similar(name);
        }
        gazetteer.region(0);
        gazetteer.rows().for_each(drop);
    }
}

#[test]
fn the_same_places_give_the_same_bytes() {
    assert_eq!(file(), file());
}
