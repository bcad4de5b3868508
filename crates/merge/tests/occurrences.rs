//! The same happening across reports, in any order and in any batches.

mod support;

use std::collections::{BTreeMap, HashMap, HashSet};

use support::{Dice, day, party, told, town};
use verbale_merge::{Glances, Lookup, Rules, answers, block_keys, merge, occurrences, touched};
use verbale_record::{Amount, Answer, Occurrence, SizeKind, Status, Told};

/// Talks in Nairobi as a report of `published` tells them.
fn talks(report: i64, published: &str, aux: &[&str], sentence: &str) -> Told {
    let mut telling = told(report, published, "CONSULT", "talks", sentence);
    telling.aux = aux.iter().map(|aux| (*aux).to_owned()).collect();
    telling.actors = vec![party("Sergei Lavrov", "RUS"), party("Alfred Mutua", "KEN")];
    telling.place = town("Nairobi", "KEN");
    (telling.start, telling.end) = (day("2023-05-29"), day("2023-05-29"));
    telling
}

fn attack(report: i64, published: &str, killed: f64, sentence: &str) -> Told {
    let mut telling = told(report, published, "ASSAULT", "killed", sentence);
    telling.place = town("Goma", "COD");
    telling.start = day("2023-05-28");
    telling.sizes = vec![Amount { kind: SizeKind::Killed, value: killed, unit: None, approximate: false }];
    telling
}

#[test]
fn a_planned_meeting_and_the_later_held_one_are_one_with_a_history() {
    let rules = Rules::bundled().unwrap();
    let tellings = [
        talks(1, "2023-05-27", &["future"], "Lavrov will hold talks with Mutua in Nairobi on Monday."),
        talks(2, "2023-05-30", &[], "Lavrov held talks on grain with his counterpart Mutua in Nairobi."),
    ];
    let merged = occurrences(&rules, &tellings);
    assert_eq!(merged.len(), 1);
    assert_eq!(merged[0].status, Status::Happened);
    let history: Vec<Status> = merged[0].history.iter().map(|standing| standing.status).collect();
    assert_eq!(history, [Status::Planned, Status::Happened]);
    assert_eq!((merged[0].actors.len(), merged[0].reports, merged[0].sources), (2, 2, 2));
}

#[test]
fn tolls_are_ranges_and_copies_count_once() {
    let rules = Rules::bundled().unwrap();
    let mut tellings = vec![
        attack(1, "2023-05-28", 4.0, "Gunmen killed four villagers near Goma."),
        attack(2, "2023-05-28", 4.0, "Gunmen killed four villagers near Goma."),
        attack(3, "2023-05-29", 6.0, "The number of villagers whom gunmen killed near Goma rose to six."),
    ];
    let mut copy = (*tellings[1].source).clone();
    copy.family = 1;
    tellings[1].source = copy.into();
    let merged = occurrences(&rules, &tellings);
    assert_eq!(merged.len(), 1);
    let toll = &merged[0].tolls[0];
    assert_eq!((toll.low, toll.high, toll.versions.len()), (4.0, 6.0, 3));
    assert_eq!((merged[0].reports, merged[0].sources), (3, 2));
}

#[test]
fn other_happenings_stay_apart_and_what_a_report_repeats_does_not() {
    let rules = Rules::bundled().unwrap();
    let first = talks(1, "2023-05-30", &[], "Lavrov held talks with Mutua in Nairobi.");
    let mut again = first.clone();
    again.id += 1;
    let mut call = talks(1, "2023-05-30", &[], "Wang telephoned Tokayev from Beijing.");
    call.id += 2;
    call.actors = vec![party("Wang Yi", "CHN"), party("Kassym-Jomart Tokayev", "KAZ")];
    call.place = town("Beijing", "CHN");
    let mut other = talks(2, "2023-05-30", &[], "Blinken held talks with Fidan in Ankara.");
    other.actors = vec![party("Antony Blinken", "USA"), party("Hakan Fidan", "TUR")];
    other.place = town("Ankara", "TUR");
    let later = attack(3, "2023-05-30", 2.0, "Gunmen killed two near Goma.");
    assert_eq!(occurrences(&rules, &[first, again, call, other, later]).len(), 4);
}

#[test]
fn a_demand_is_answered_by_the_side_that_was_asked() {
    let rules = Rules::bundled().unwrap();
    let mut demand =
        told(1, "2023-05-01", "REQUEST", "demanded", "Kenya demanded that Sudan free the captured pilots.");
    demand.actors = vec![party("William Ruto", "KEN")];
    demand.recipients = vec![party("Abdel Fattah al-Burhan", "SDN")];
    let mut done = told(2, "2023-05-09", "RETREAT", "freed", "Burhan freed the captured pilots.");
    done.actors = vec![party("Burhan", "SDN")];
    let mut elsewhere = done.clone();
    elsewhere.id = done.id + 1;
    elsewhere.actors = vec![party("Nayib Bukele", "SLV")];
    let tellings = [demand, done, elsewhere];
    let links = answers(&rules, &occurrences(&rules, &tellings), &tellings);
    assert_eq!(links.len(), 1, "{links:?}");
    assert_eq!((links[0].of, links[0].by, links[0].answer), (tellings[0].id, tellings[1].id, Answer::Fulfils));
}

/// Many happenings of few kinds, parties and days, so that everything is near everything.
fn crowd(dice: &mut Dice, count: usize) -> Vec<Told> {
    const NAMES: [(&str, &str); 6] = [
        ("Sergei Lavrov", "RUS"),
        ("Alfred Mutua", "KEN"),
        ("Hakan Fidan", "TUR"),
        ("Antony Blinken", "USA"),
        ("Wang Yi", "CHN"),
        ("Lavrov", "RUS"),
    ];
    const TOPICS: [&str; 4] = ["grain exports", "a border dispute", "prisoners of war", "a new pipeline"];
    let one = |(at, dice): (usize, &mut Dice)| {
        let published = format!("2023-05-{:02}", 1 + dice.roll(12));
        let topic = TOPICS[dice.roll(4)];
        let kind = ["CONSULT", "AGREE", "ACCUSE"][dice.roll(3)];
        let mut telling = told(at as i64 + 1, &published, kind, "talks", &format!("They held talks on {topic}."));
        for _ in 0..2 {
            let (name, country) = NAMES[dice.roll(6)];
            telling.actors.push(party(name, country));
        }
        telling.place = [town("Nairobi", "KEN"), town("Ankara", "TUR"), None][dice.roll(3)].clone();
        telling
    };
    (0..count).map(|at| one((at, dice))).collect()
}

#[test]
fn the_order_of_arrival_makes_no_difference() {
    let rules = Rules::bundled().unwrap();
    let mut dice = Dice(7);
    let mut tellings = crowd(&mut dice, 150);
    let expected = merge(&mut Glances::new(&rules), &tellings);
    assert!(expected.occurrences.len() < 140, "nothing was merged");
    for _ in 0..4 {
        dice.shuffle(&mut tellings);
        assert_eq!(merge(&mut Glances::new(&rules), &tellings), expected);
    }
}

/// What an archive keeps.
#[derive(Default)]
struct Kept {
    tellings: HashMap<i64, Told>,
    by_key: HashMap<u64, Vec<i64>>,
    neighbourhoods: HashMap<i64, i64>,
    occurrences: BTreeMap<i64, Occurrence>,
}

impl Lookup for Kept {
    fn neighbourhoods_by_key(&self, keys: &[u64]) -> Vec<i64> {
        let tellings = keys.iter().filter_map(|key| self.by_key.get(key)).flatten();
        tellings.map(|telling| self.neighbourhoods[telling]).collect()
    }

    fn members(&self, neighbourhood: i64) -> Vec<i64> {
        self.neighbourhoods.iter().filter(|(_, of)| **of == neighbourhood).map(|(telling, _)| *telling).collect()
    }
}

impl Kept {
    fn add(&mut self, rules: &Rules, new: &[Told]) {
        let keys: Vec<u64> =
            block_keys(&mut Glances::new(rules), new).into_iter().flat_map(|keys| keys.probes).collect();
        let mut again: Vec<Told> = touched(&keys, self).iter().map(|id| self.tellings[id].clone()).collect();
        again.extend_from_slice(new);
        let ids: HashSet<i64> = again.iter().map(|told| told.id).collect();
        self.occurrences.retain(|_, occurrence| !ids.contains(&occurrence.tellings[0]));
        let merged = merge(&mut Glances::new(rules), &again);
        self.occurrences.extend(merged.occurrences.into_iter().map(|occurrence| (occurrence.id, occurrence)));
        self.neighbourhoods.extend(merged.neighbourhoods);
        for (told, keys) in new.iter().zip(block_keys(&mut Glances::new(rules), new)) {
            keys.kept.into_iter().for_each(|key| self.by_key.entry(key).or_default().push(told.id));
            self.tellings.insert(told.id, told.clone());
        }
    }
}

#[test]
fn batches_come_to_the_same_as_all_at_once() {
    let rules = Rules::bundled().unwrap();
    let mut dice = Dice(11);
    let mut tellings = crowd(&mut dice, 120);
    let expected = occurrences(&rules, &tellings);
    for size in [1, 7, 50] {
        dice.shuffle(&mut tellings);
        let mut kept = Kept::default();
        tellings.chunks(size).for_each(|batch| kept.add(&rules, batch));
        assert_eq!(kept.occurrences.into_values().collect::<Vec<_>>(), expected, "batches of {size}");
    }
}
