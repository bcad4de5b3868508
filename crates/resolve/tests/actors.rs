//! What the words of a report tell of an actor.
#![allow(clippy::unwrap_used)] // a test fails by panicking

use verbale_knowledge::Knowledge;
use verbale_record::{EntityKind, Form, Mention, Span};
use verbale_resolve::actor::{Actor, Subject, resolve};

fn knowledge() -> Knowledge {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/knowledge.vkb");
    Knowledge::from_bytes(&std::fs::read(path).unwrap()).unwrap()
}

fn line(actor: &Actor) -> String {
    let country = actor.country.as_ref().map_or("-", |country| &country.value);
    let sectors: Vec<&str> = actor.sectors.iter().map(|sector| sector.value.as_str()).collect();
    let office = actor.office.as_ref().map_or("-", |office| &office.value);
    format!("{country} {} {office}", if sectors.is_empty() { "-".to_owned() } else { sectors.join("+") })
}

/// The sentence marks its one mention with brackets.
fn check(kind: EntityKind, form: Form, sentence: &str, expected: &str) {
    check_in(&[], kind, form, sentence, expected);
}

/// In a report that speaks of some countries, where the network votes for Peru.
fn check_in(countries: &[&str], kind: EntityKind, form: Form, sentence: &str, expected: &str) {
    let start = sentence.find('[').unwrap();
    let end = sentence.find(']').unwrap() - 1;
    let text = sentence.replace(['[', ']'], "");
    let mention = Mention { span: Span::from(start..end), form, confidence: 1.0 };
    let subject = Subject {
        text: &text,
        kind,
        mentions: &[mention],
        sentence_of: &[Span::from(0..text.len())],
        published: Some("2025-02-18".parse().unwrap()),
        country_hint: (!countries.is_empty()).then_some(("PER", 0.9)),
        sector_hints: &[],
        no_sector: 0.0,
        countries,
    };
    assert_eq!(line(&resolve(&knowledge(), &subject)), expected, "{sentence}");
}

#[test]
fn persons_by_the_words_beside_them() {
    let check = |sentence: &str, expected: &str| check(EntityKind::Person, Form::Name, sentence, expected);
    check("Talks with Norwegian Foreign Minister [Ola Berg] began.", "NOR GOV Foreign Minister");
    check("It was led by US Secretary of State [Ann Lee] today.", "USA GOV Secretary of State");
    check("[Ivo Dan], head of Malta’s sovereign wealth fund, left.", "MLT GOV head of sovereign wealth fund");
    check("Peru's foreign minister, [Ana Paz], said no.", "PER GOV foreign minister");
    check("The foreign minister of Chad, [Ali Musa], said no.", "TCD GOV foreign minister");
    check("Chile's president, [Ana Paz], received her Bolivian counterpart.", "CHL GOV president");
    check("According to Kremlin spokesman [Ivan Ivanov], yes.", "RUS GOV Kremlin spokesman");
    check("However, US State Department spokesperson [Ann Lee] said so.", "USA GOV State Department spokesperson");
    check("Former Kenyan president [Jomo Moi] was there.", "KEN ELI -");
    check("[Lee Ho], a South Korean army general, resigned.", "KOR MIL army general");
    check("The Polish ambassador to Chile, [Jan Nowak], came.", "POL GOV ambassador to Chile");
    check("Deputy Finance Minister [Jan Nowak] came.", "- GOV Deputy Finance Minister");
    check("In Oslo, [Jan Nowak] came, president Kos's envoy said.", "- - -");
}

#[test]
fn those_abroad_serve_another_country() {
    let check = |kind, sentence: &str, expected: &str| check(kind, Form::Nominal, sentence, expected);
    check(EntityKind::Person, "A [diplomat] in Bamako said no.", "- GOV diplomat in Bamako");
    check(EntityKind::Organization, "The [embassy] in Tallinn closed.", "- GOV -");
    check(EntityKind::Organization, "The Turkish [embassy] in Oslo closed.", "TUR GOV -");
    check(EntityKind::Organization, "The [government] in Bamako fell.", "MLI GOV -");
}

/// A row that was right where it was counted ("soldiers") outdoes the network; one that was wrong ("brother") gives way.
#[test]
fn rows_are_believed_as_far_as_they_were_right() {
    let of = |kind, words: &str, hints: &[(&str, f32)], no_sector: f32| {
        let whole = Span::from(0..words.len());
        let subject = Subject {
            text: words,
            kind,
            mentions: &[Mention { span: whole, form: Form::Nominal, confidence: 1.0 }],
            sentence_of: &[whole],
            published: None,
            country_hint: None,
            sector_hints: hints,
            no_sector,
            countries: &[],
        };
        resolve(&knowledge(), &subject).sectors.first().map(|sector| sector.value.clone())
    };
    let check = |kind, words: &str, hint: f32, expected: &str| {
        assert_eq!(of(kind, words, &[("REB", hint)], 0.0).as_deref(), Some(expected), "{words} at {hint}");
    };
    check(EntityKind::Group, "soldiers", 0.9, "MIL");
    check(EntityKind::Group, "gunmen", 0.9, "REB");
    check(EntityKind::Person, "member", 0.9, "REB");
    check(EntityKind::Person, "foreign minister", 0.9, "GOV");
    assert_eq!(of(EntityKind::Group, "monitors", &[], 0.9), None);
    assert_eq!(of(EntityKind::Group, "diplomats", &[], 0.9).as_deref(), Some("GOV"));
}

#[test]
fn longer_names_are_of_others() {
    let check = |sentence: &str, expected: &str| {
        check_in(&["PER", "USA", "ARE"], EntityKind::Organization, Form::Name, sentence, expected);
    };
    check("The [US Congress] met.", "USA LEG -");
    check("The [Harbour Congress] met.", "PER LEG -");
    check("The [National Salvation Alliance] met.", "PER - -");
    check("ANKARA, Turkey ([AP]) - Rain fell.", "USA JRN -");
}

#[test]
fn a_family_name_is_not_that_of_another_bearer() {
    let check = |sentence: &str, expected: &str| check(EntityKind::Person, Form::Name, sentence, expected);
    check("[Lavrov] left.", "RUS GOV foreign minister");
    check("[Pope] left.", "- - -");
}

#[test]
fn persons_by_a_nominal() {
    let check = |sentence: &str, expected: &str| check(EntityKind::Person, Form::Nominal, sentence, expected);
    check("Iran's [foreign minister] spoke.", "IRN GOV foreign minister");
    check("The [president] of Mali spoke.", "MLI GOV president");
}

#[test]
fn groups_and_bodies() {
    let check = |sentence: &str, expected: &str| check(EntityKind::Group, Form::Nominal, sentence, expected);
    check("No [Ukrainian officials] were present.", "UKR GOV -");
    check("A [Saudi-led coalition] struck.", "IGO MIL -");
    check("The [US-backed militia] fled.", "- PRM -");
    check("Top [US and Russian diplomats] met.", "- GOV -");
    check("[Armed forces] of Chad entered.", "TCD MIL -");
    check("The [Brazilian foreign ministry] said so.", "BRA GOV -");
    check("[Ecuador's prosecutor's office] said so.", "ECU JUD -");
    check("[Mexico's attorney general's office] said so.", "MEX JUD -");
    check("[Chile's finance minister's office] said so.", "CHL GOV -");
    check("Ghana's [foreign ministry] said so.", "GHA GOV -");
}

#[test]
fn groups_of_several_countries_or_of_any_are_of_none() {
    let check = |sentence: &str, expected: &str| {
        check_in(&["PER", "CHL"], EntityKind::Group, Form::Nominal, sentence, expected);
    };
    check("Both [armies] withdrew.", "- MIL -");
    check("[Foreign diplomats] left Lima.", "- GOV -");
    check("The [leaders] of Chile and Peru met.", "- GOV -");
    check("The [ambassadors] of Chile, Peru and the United States left.", "- GOV -");
    check("She told [reporters] in Santiago.", "- JRN -");
    check("She told [reporters] from Chile.", "CHL JRN -");
    check("[Soldiers] fired.", "PER MIL -");
    check("Both [countries] agreed.", "- - -");
    check("Four [regional powers] agreed.", "- - -");
}

#[test]
fn names_that_bodies_of_many_countries_bear() {
    let check = |countries: &[&str], sentence: &str, expected: &str| {
        check_in(countries, EntityKind::Organization, Form::Name, sentence, expected);
    };
    check(&["GBR"], "The [Labour party] won.", "GBR PTY -");
    check(&["PER", "CHL"], "The [Labour party] won.", "PER PTY -");
    check(&["PER", "UNO"], "The [Security Council] met.", "UNO - -");
    check(&["PER", "UNO"], "He convened his [security council].", "PER - -");
    check(&["PER"], "[Hamas] fired.", "PSE REB -");
}

#[test]
fn where_no_day_is_known_bodies_are_what_they_are_now() {
    let forces = |day: Option<&str>| {
        let day = day.map(|day| day.parse().unwrap());
        knowledge().collective("Rapid Support Forces", day).unwrap().sectors.clone()
    };
    assert_eq!(forces(Some("2020-01-01")), ["PRM"]);
    assert_eq!(forces(Some("2024-01-01")), ["REB"]);
    assert_eq!(forces(None), ["REB"]);
}

#[test]
fn bodies_without_a_country_of_their_own() {
    let check = |sentence: &str, expected: &str| check(EntityKind::Group, Form::Nominal, sentence, expected);
    check("[Aid agencies] protested.", "NGO SOC -");
    check("[Kenyan rights groups] protested.", "KEN SOC -");
}
