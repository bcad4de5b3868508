//! Counts that are kept in step are those that a look at every happening gives.

mod support;

use support::{incoming, place, record};
use verbale_merge::Rules;
use verbale_store::{Archive, Batch, Order, Put, Question};
use verbale_views::{DayCount, Dealt, Sides, Step, Who};

/// Two reports of one happening on the 18th, and one whose text is about the same two, told a month later.
const REPORTS: [(&str, &str, &str); 3] = [
    ("a", "2025-02-19", "Ana Lindt met Omar Haddad in Amman on Tuesday."),
    ("b", "2025-02-19", "On Tuesday Ana Lindt of Austria met the minister, Omar Haddad, in Amman, officials said."),
    ("c", "2025-03-19", "Ana Lindt on Tuesday met Omar Haddad in Amman for the first time, on water and trade."),
];

fn change(archive: &mut Archive, change: impl Fn(&Batch<'_>)) {
    let batch = archive.batch().expect("a batch");
    change(&batch);
    batch.merge(&Rules::bundled().expect("rules")).expect("merged");
    batch.commit().expect("commit");
}

fn add(batch: &Batch<'_>, at: usize) {
    let (name, published, text) = REPORTS[at];
    let record = record(name, published, text);
    let Put::New(number) = batch.put(&incoming(&record, name)).expect("put") else { panic!("known") };
    batch.read(number, &record).expect("read");
}

/// Both ways to each answer, and how many happenings there are.
fn checked(archive: &Archive) -> usize {
    let (rules, question) = (Rules::bundled().expect("rules"), Question::default());
    let numbers = archive.happening_numbers(&question, Order::Archive).expect("numbers");
    let (happenings, _) = archive.happenings(&rules, &numbers).expect("happenings");
    let sum = |counts: Vec<DayCount>| {
        let mut counts: Vec<_> = counts.into_iter().map(|one| (one.day, one.kind, one.modes, one.count)).collect();
        counts.sort();
        counts
    };
    let by_hand = happenings.iter().map(DayCount::from).collect();
    assert_eq!(sum(archive.day_counts(&question, Step::Day).expect("counts")), sum(by_hand));
    let by_month = archive.day_counts(&question, Step::Month).expect("counts");
    assert_eq!(by_month.iter().map(|count| count.count).sum::<usize>(), happenings.len());
    let mut least = Question::default();
    least.filter.min_confidence = Some(0.0);
    let asked = archive.day_counts(&least, Step::Month).expect("counts");
    assert_eq!(asked.iter().map(|count| count.count).sum::<usize>(), happenings.len());
    let [one, other] = ["AUT", "JOR"].map(|code| Who::Country(code.to_owned()));
    let by_hand: Vec<Dealt> = happenings.iter().filter_map(|of| Dealt::of(&one, &other, of)).collect();
    assert_eq!(archive.dealings("AUT", "JOR", &question).expect("dealings"), by_hand);
    let back: Vec<Dealt> = happenings.iter().filter_map(|of| Dealt::of(&other, &one, of)).collect();
    assert_eq!(archive.dealings("JOR", "AUT", &question).expect("dealings"), back);
    happenings.len()
}

#[test]
fn counts_are_in_step_whatever_comes_and_goes() {
    let (_folder, path) = place();
    let mut archive = Archive::open(&path).expect("an archive");
    assert_eq!(checked(&archive), 0);
    change(&mut archive, |batch| add(batch, 0));
    assert_eq!(checked(&archive), 1);
    change(&mut archive, |batch| (1..3).for_each(|at| add(batch, at)));
    let all = checked(&archive);
    let sides = archive.dealings("AUT", "JOR", &Question::default()).expect("dealings")[0].sides;
    assert_eq!(sides, Sides { both_act: true, to_nobody: true, ..Sides::default() });
    change(&mut archive, |batch| batch.remove(1).expect("removed"));
    assert_eq!(checked(&archive), all, "another report tells the same");
    change(&mut archive, |batch| [2, 3].iter().for_each(|report| batch.remove(*report).expect("removed")));
    assert_eq!(checked(&archive), 0);
}

#[test]
fn days_bound_the_counts() {
    let (_folder, path) = place();
    let mut archive = Archive::open(&path).expect("an archive");
    change(&mut archive, |batch| add(batch, 0));
    for (since, step, count) in [
        ("2025-02-01", Step::Month, 1),
        ("2025-02-18", Step::Month, 1),
        ("2025-02-19", Step::Month, 0),
        ("2025-03-01", Step::Day, 0),
    ] {
        let mut question = Question::default();
        question.filter.since = Some(since.parse().expect("a day"));
        assert_eq!(archive.day_counts(&question, step).expect("counts").len(), count, "{since}");
        assert_eq!(archive.dealings("AUT", "JOR", &question).expect("dealings").len(), count, "{since}");
    }
}
