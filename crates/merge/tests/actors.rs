//! Entities of different reports that are one actor.

mod support;

use support::Dice;
use verbale_merge::{Named, Rules, actor_keys, cluster_actors, same_actor};
use verbale_record::EntityKind::{self, Country, Group, Organization, Person};

fn named(id: i64, name: &str, kind: EntityKind, country: &str) -> Named {
    Named {
        id,
        name: name.to_owned(),
        variants: Vec::new(),
        kind,
        country: (!country.is_empty()).then(|| country.to_owned()),
        sectors: vec!["GOV".to_owned()],
        office: None,
        first: None,
        last: None,
    }
}

fn cast() -> Vec<Named> {
    vec![
        named(1, "Volodymyr Zelensky", Person, "UKR"),
        named(2, "Volodymyr Zelenskyy", Person, "UKR"),
        named(3, "President Zelenskiy", Person, "UKR"),
        named(4, "Sergei Lavrov", Person, "RUS"),
        named(5, "Sergey Lawrow", Person, "RUS"),
        named(6, "Russia", Country, "RUS"),
        named(7, "Moscow", Country, "RUS"),
        named(8, "officials", Group, "RUS"),
        named(9, "Russian officials", Group, "RUS"),
        named(10, "two officials", Group, "UKR"),
        named(11, "European Central Bank", Organization, "EUR"),
        named(12, "ECB", Organization, "EUR"),
        named(13, "Joe Biden", Person, "USA"),
        named(14, "Hunter Biden", Person, "USA"),
        named(15, "Biden", Person, "USA"),
        named(16, "officials", Group, "RUS"),
    ]
}

#[test]
fn who_is_one_and_who_is_not() {
    let rules = Rules::bundled().unwrap();
    let members: Vec<Vec<i64>> = cluster_actors(&rules, &cast()).actors.into_iter().map(|one| one.members).collect();
    for one in [vec![1, 2, 3], vec![4, 5], vec![6, 7], vec![11, 12], vec![13], vec![14], vec![15], vec![10]] {
        assert!(members.contains(&one), "{one:?} in {members:?}");
    }
    assert!(members.iter().any(|one| one.contains(&8) && one.contains(&16)));
}

#[test]
fn the_order_makes_no_difference() {
    let rules = Rules::bundled().unwrap();
    let (mut dice, mut cast) = (Dice(3), cast());
    let expected = cluster_actors(&rules, &cast);
    for _ in 0..10 {
        dice.shuffle(&mut cast);
        assert_eq!(cluster_actors(&rules, &cast), expected);
    }
}

#[test]
fn whoever_is_one_shares_a_key() {
    let (rules, cast) = (Rules::bundled().unwrap(), cast());
    let mut pairs = 0;
    for a in &cast {
        for b in cast.iter().filter(|b| a.id < b.id && same_actor(&rules, a, b).is_some()) {
            let keys = actor_keys(&rules, a);
            assert!(actor_keys(&rules, b).iter().any(|key| keys.contains(key)), "{} / {}", a.name, b.name);
            pairs += 1;
        }
    }
    assert!(pairs >= 4);
}

#[test]
fn an_actor_is_called_what_most_reports_call_it() {
    let rules = Rules::bundled().unwrap();
    let cast = [
        named(1, "Russian Federation", Country, "RUS"),
        named(2, "Russia", Country, "RUS"),
        named(3, "Russia", Country, "RUS"),
        named(4, "Putin", Person, "RUS"),
        named(5, "Putin", Person, "RUS"),
        named(6, "Vladimir Putin", Person, "RUS"),
        named(7, "Vladimir Putin", Person, "RUS"),
        named(8, "Vladimir Vladimirovich Putin", Person, "RUS"),
    ];
    let names: Vec<String> = cluster_actors(&rules, &cast).actors.into_iter().map(|actor| actor.name).collect();
    assert_eq!(names, ["Russia", "Vladimir Putin"]);
}

#[test]
fn a_slip_of_one_report_joins_nobody() {
    let rules = Rules::bundled().unwrap();
    let slip = Named { variants: vec!["Vladimir Putin".to_owned()], ..named(1, "Alexander Sokurov", Person, "RUS") };
    assert_eq!(same_actor(&rules, &slip, &named(2, "Vladimir Putin", Person, "RUS")), None);
    let one = Named { variants: vec!["Ministry".to_owned()], ..named(3, "Defence Ministry", Organization, "RUS") };
    let other = Named { variants: vec!["Ministry".to_owned()], ..named(4, "Finance Ministry", Organization, "RUS") };
    assert_eq!(same_actor(&rules, &one, &other), None);
}
