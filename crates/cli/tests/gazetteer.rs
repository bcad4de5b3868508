//! A user's own gazetteer, from a dump to the coordinates of a village that the program's own does not know.

mod support;

use support::{Folder, check};

/// A row of a dump of GeoNames; what is nobody's business here is empty.
fn row(id: u32, name: &str, alternates: &str, class: &str, code: &str, people: u64) -> String {
    format!(
        "{id}\t{name}\t{name}\t{alternates}\t49.1234\t37.4321\t{class}\t{code}\tUA\t\t07\t\t\t\t{people}\t\t113\tEurope/Kyiv\t2024-01-01\n"
    )
}

const TEXT: &str = "KYIV, 18 February 2025 (Wire) — Russian troops shelled the village of Qorvenivka in Ukraine on Tuesday, \
    killing two people, the governor said.\n";

#[test]
fn a_village_of_ones_own_dump_gets_its_coordinates() {
    let folder = Folder::new("gazetteer");
    let dump = row(90_000_001, "Qorvenivka", "Qorvenovka,Кворвенівка", "P", "PPL", 120)
        + "a broken line\n"
        + &row(90_000_002, "Qorven", "", "H", "STM", 0);
    let dump = folder.file("own.txt", dump);
    let second = folder.file("second.txt", row(90_000_003, "Zyrtanivka", "", "P", "PPL", 80));
    let report = folder.file("talks.txt", TEXT);
    let own = folder.path("own.vgz");
    check(&["where", "Qorvenivka"], 1, &["no match"], &[]);
    let imported = ["gazetteer", "import", &dump, &second, "--out", &own];
    check(&imported, 1, &["2 places of the dumps", "1 bad lines"], &["own.txt, line 2: 1 columns instead of 19"]);

    let near = ["--near", "Ukraine", "--gazetteer", &own];
    let found = |name: &str, words: &[&str]| check(&[&["where", name][..], &near].concat(), 0, words, &[]);
    found("Qorvenovka", &["Qorvenivka: UKR at 49.12 37.43, town", "geonames:90000001"]);
    found("Zyrtanivka", &["Zyrtanivka: UKR at 49.12 37.43, town"]);
    check(&["where", "Rafah", "--near", "Gaza", "--gazetteer", &own], 0, &["Gaza Strip, PSE"], &[]);
    let read = check(&["read", &report, "-f", "json", "--gazetteer", &own], 0, &["Qorvenivka"], &[]);
    assert!(read.contains("49.123"), "{read}");
    let read = check(&["read", &report, "-f", "json"], 0, &["Qorvenivka"], &[]);
    assert!(!read.contains("49.123"), "{read}");

    let archive = folder.path("a.db");
    check(&["add", &report, "--gazetteer", &own, "--archive", &archive], 0, &[], &["1 reports"]);
    let query = "SELECT latitude, longitude FROM events WHERE latitude IS NOT NULL";
    check(&["sql", query, "--archive", &archive], 0, &["49.123"], &[]);
}

/// The program's own regions have no codes of GeoNames; a town that both have shows them.
#[test]
fn a_village_lies_in_its_region() {
    let folder = Folder::new("region");
    let kharkiv = row(706_483, "Kharkiv", "", "P", "PPLA", 1_430_885);
    let village = row(90_000_001, "Qorvenivka", "", "P", "PPL", 120);
    let own = folder.path("own.vgz");
    let near = ["where", "Qorvenivka", "--near", "Ukraine", "--gazetteer", &own];
    let import = |dump: &str| check(&["gazetteer", "import", &folder.file("own.txt", dump), "-o", &own], 0, &[], &[]);
    import(&(kharkiv.clone() + &village));
    check(&near, 0, &["Qorvenivka: Kharkiv, UKR at 49.12 37.43"], &[]);
    let region = row(90_000_002, "Kharkiv Oblast", "", "A", "ADM1", 2_600_000);
    import(&(kharkiv + &village + &region));
    check(&near, 0, &["Qorvenivka: Kharkiv Oblast, UKR at 49.12 37.43"], &[]);
    let regions = check(&["where", "Kharkiv Oblast", "--near", "Ukraine", "--gazetteer", &own], 0, &[], &[]);
    assert_eq!(regions.matches("admin1").count(), 1, "{regions}");
}

#[test]
fn a_gazetteer_may_stand_alone() {
    let folder = Folder::new("alone");
    let dump = folder.file("own.txt", row(90_000_001, "Qorvenivka", "", "P", "PPL", 120));
    let own = folder.path("own.vgz");
    check(
        &["gazetteer", "import", &dump, "--alone", "-o", &own],
        0,
        &["1 places of the dumps, 0 of the program's"],
        &[],
    );
    check(&["where", "Qorvenivka", "--near", "Ukraine", "--gazetteer", &own], 0, &["UKR at 49.12 37.43"], &[]);
    check(&["where", "Heidelberg", "--gazetteer", &own], 1, &["no match"], &[]);
}

#[test]
fn what_is_no_dump_is_refused_by_name() {
    let folder = Folder::new("refused");
    let text = folder.file("letter.txt", "Dear all,\nthis is no table.\n");
    let own = folder.path("own.vgz");
    check(&["gazetteer", "import", &text, "-o", &own], 2, &[], &["letter.txt, line 1", "letter.txt: no dump"]);
    check(&["gazetteer", "import", "nowhere.txt", "-o", &own], 2, &[], &["nowhere.txt"]);
    let towns = folder.file("towns.txt", row(90_000_001, "Qorvenivka", "", "P", "PPL", 120));
    check(&["gazetteer", "import", &towns, "--countries", "DE", "-o", &own], 2, &[], &["no place of it is asked for"]);
    check(&["where", "Rafah", "--gazetteer", &text], 2, &[], &["letter.txt", "not a gazetteer"]);
    check(&["read", &text, "--gazetteer", "nowhere.vgz"], 2, &[], &["nowhere.vgz"]);
}
