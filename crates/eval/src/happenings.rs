//! How well happenings are recognised across reports, against a gold that says which words tell the same one.
//!
//! What is scored are the program's own events that lie at a telling of the gold: what the reader missed cannot be merged.
//! B-cubed (Bagga and Baldwin, 1998) counts for every such event how much of its happening is around it; the precision of
//! pairs counts, of all pairs of events of different reports that were merged, those that the gold merges too.

mod gold;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Arc;

use verbale::Reader;
use verbale::archive::Rules;
use verbale::archive::merging::{FEATURES, Glances, block_keys, features, merge};
use verbale::record::{Span, Told, source, told};

pub use gold::{Gold, Texts, load};

use verbale::score::harmonic;

/// A happening that fewer reports tell is not counted among those told often.
const OFTEN: usize = 3;

/// An event of the program at a telling of the gold.
#[derive(Debug)]
pub struct Element {
    pub told: Told,
    /// The gold's happening, and the thread it is part of.
    pub happening: usize,
    pub thread: usize,
    /// As many reports of the gold tell the happening.
    pub reports: usize,
}

/// Reads the gold's reports and finds the events that lie at its tellings; and all events, which are merged beside them.
pub fn elements(gold: &Gold, reader: &Reader) -> (Vec<Element>, Vec<Told>) {
    let (mut elements, mut all) = (Vec::new(), Vec::new());
    for (number, report) in (1..).zip(&gold.reports) {
        let record = reader.read(&report.report);
        let events = told(&record, &Arc::new(source(&record, number)));
        let mut taken = BTreeSet::new();
        for telling in &report.tellings {
            let at = |spans: &[Span]| spans.iter().any(|span| span.overlaps(telling.span));
            let found = record.events.iter().position(|event| {
                let spans: Vec<Span> = event.triggers.iter().map(|trigger| trigger.span).collect();
                at(&spans)
            });
            if let Some(event) = found.filter(|event| taken.insert(*event)) {
                let happening = telling.happening;
                let (thread, reports) = (report.thread, gold.reports_of[happening]);
                elements.push(Element { told: events[event].clone(), happening, thread, reports });
            }
        }
        all.extend(events);
    }
    (elements, all)
}

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    pub precision: f64,
    pub recall: f64,
    pub count: usize,
}

impl Figures {
    pub fn f1(self) -> f64 {
        harmonic(self.precision, self.recall)
    }
}

/// B-cubed over the elements that `counted` picks; `clusters` has the program's cluster of every element.
pub fn b_cubed(elements: &[Element], clusters: &[usize], counted: &dyn Fn(&Element) -> bool) -> Figures {
    let (mut by_cluster, mut by_gold) = (BTreeMap::new(), BTreeMap::new());
    let mut both: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for (element, cluster) in elements.iter().zip(clusters) {
        *by_cluster.entry(*cluster).or_insert(0.0) += 1.0;
        *by_gold.entry(element.happening).or_insert(0.0) += 1.0;
        *both.entry((*cluster, element.happening)).or_default() += 1.0;
    }
    let mut sum = Figures::default();
    for (element, cluster) in elements.iter().zip(clusters).filter(|(element, _)| counted(element)) {
        let shared = both[&(*cluster, element.happening)];
        sum.precision += shared / by_cluster[cluster];
        sum.recall += shared / by_gold[&element.happening];
        sum.count += 1;
    }
    let count = sum.count.max(1) as f64;
    Figures { precision: sum.precision / count, recall: sum.recall / count, ..sum }
}

/// Pairs of elements of different reports.
pub fn of_pairs(elements: &[Element], clusters: &[usize]) -> Figures {
    let (mut merged, mut same, mut both) = (0_usize, 0_usize, 0_usize);
    for (at, one) in elements.iter().enumerate() {
        for (other_at, other) in elements.iter().enumerate().skip(at + 1) {
            if one.told.source.number == other.told.source.number {
                continue;
            }
            let (is_merged, is_same) = (clusters[at] == clusters[other_at], one.happening == other.happening);
            merged += usize::from(is_merged);
            same += usize::from(is_same);
            both += usize::from(is_merged && is_same);
        }
    }
    let share = |of: usize| if of == 0 { 0.0 } else { both as f64 / of as f64 };
    Figures { precision: share(merged), recall: share(same), count: merged }
}

/// The clusters that merging makes: of every element, the number of its occurrence.
pub fn merged(rules: &Rules, elements: &[Element], all: &[Told]) -> Vec<usize> {
    let mut of = BTreeMap::new();
    for (number, occurrence) in merge(&mut Glances::new(rules), all).occurrences.iter().enumerate() {
        of.extend(occurrence.tellings.iter().map(|telling| (*telling, number)));
    }
    elements.iter().map(|element| of[&element.told.id]).collect()
}

/// What one would do without a function: the same type, the same first day and the same countries are one happening.
pub fn baseline(elements: &[Element]) -> Vec<usize> {
    let mut known = BTreeMap::new();
    let key = |told: &Told| {
        let countries: BTreeSet<String> = told.parties().filter_map(|party| party.country.clone()).collect();
        (told.kind.clone(), told.day(), countries)
    };
    elements
        .iter()
        .map(|element| {
            let next = known.len();
            *known.entry(key(&element.told)).or_insert(next)
        })
        .collect()
}

/// The figures of a gold as a table of tab-separated lines.
pub fn table(elements: &[Element], ways: &[(&str, Vec<usize>)]) -> String {
    let mut page = String::from("way\tmeasure\tprecision\trecall\tf1\tcount\n");
    for (way, clusters) in ways {
        let rows = [
            ("b3", b_cubed(elements, clusters, &|_| true)),
            ("b3-told-often", b_cubed(elements, clusters, &|element| element.reports >= OFTEN)),
            ("pairs", of_pairs(elements, clusters)),
        ];
        for (measure, figures) in rows {
            let (p, r, f) = (figures.precision, figures.recall, figures.f1());
            let _ = writeln!(page, "{way}\t{measure}\t{p:.3}\t{r:.3}\t{f:.3}\t{}", figures.count);
        }
    }
    page
}

/// The features of every pair of elements that would be compared, and of those of one thread that would not, one a line,
/// with whether they are one happening.
pub fn pairs(rules: &Rules, elements: &[Element]) -> String {
    let keys = block_keys(&mut Glances::new(rules), elements.iter().map(|element| &element.told));
    let (kept, probes): (Vec<BTreeSet<u64>>, Vec<BTreeSet<u64>>) =
        keys.into_iter().map(|keys| (keys.kept.into_iter().collect(), keys.probes.into_iter().collect())).unzip();
    let mut page = format!("a\tb\tthread\tother\tsame\tcompared\tkinds\ttriggers\tdays\t{}\n", FEATURES.join("\t"));
    for (at, one) in elements.iter().enumerate() {
        for (other_at, other) in elements.iter().enumerate().skip(at + 1) {
            let compared = !kept[at].is_disjoint(&probes[other_at]);
            if compared || one.thread == other.thread {
                let cells: Vec<String> =
                    features(rules, &one.told, &other.told).iter().map(|value| format!("{value:.4}")).collect();
                let same = u8::from(one.happening == other.happening);
                let what = |told: &Told| (told.kind.clone(), told.trigger.text.replace(['\t', '\n'], " "), day(told));
                let ((kind, words, on), (kind_2, words_2, on_2)) = (what(&one.told), what(&other.told));
                let _ = writeln!(
                    page,
                    "{at}\t{other_at}\t{}\t{}\t{same}\t{}\t{kind}/{kind_2}\t{words}/{words_2}\t{on}/{on_2}\t{}",
                    one.thread,
                    other.thread,
                    u8::from(compared),
                    cells.join("\t")
                );
            }
        }
    }
    page
}

fn day(told: &Told) -> String {
    told.day().map_or_else(|| "-".to_owned(), |day| day.to_string())
}
