#!/usr/bin/env python3
"""Fit the pair function of `crates/merge` to pairs of tellings, and say what merging by it would come to.

Usage: fit.py PAIRS[=WEIGHT]... --out crates/merge/src/trees.tsv
PAIRS are tables that `verbale-eval happenings GOLD --pairs PAIRS` writes; a weight below 1 lets a table count for less.

Printed figures are cross-validated: a thread's pairs are scored by trees that were fitted on the other threads. Needs
scikit-learn 1.9 (its trees are read where it keeps them).
"""
import argparse
import collections
import csv
import heapq

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

NO_FEATURES = {"a", "b", "thread", "other", "same", "compared", "kinds", "triggers", "days"}
THRESHOLDS = (0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.72, 0.75)


class Table:
    """The pairs of one gold: those that are compared as a matrix, all of them for the figures."""

    def __init__(self, argument):
        self.path, _, weight = argument.partition("=")
        self.weight = float(weight or 1)
        with open(self.path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        self.features = [name for name in rows[0] if name not in NO_FEATURES]
        self.all = [(int(r["a"]), int(r["b"]), r["same"] == "1", float(r["same_report"]) > 0) for r in rows]
        self.thread = {int(r[side]): int(r[thread]) for r in rows for side, thread in (("a", "thread"), ("b", "other"))}
        compared = [r for r in rows if r["compared"] == "1"]
        self.pairs = [(int(r["a"]), int(r["b"])) for r in compared]
        self.x = np.array([[float(r[name]) for name in self.features] for r in compared])
        self.y = np.array([r["same"] == "1" for r in compared], float)
        self.gold = self.chains()

    def chains(self):
        of = {element: element for element in self.thread}

        def root(element):
            while of[element] != element:
                element = of[element]
            return element

        for a, b, same, _ in self.all:
            if same:
                of[root(a)] = root(b)
        return {element: root(element) for element in of}

    def in_thread(self, thread):
        return np.array([thread in (self.thread[a], self.thread[b]) for a, b in self.pairs])


DEPTH = 3
TREES = dict(max_iter=250, learning_rate=0.07, max_depth=DEPTH, max_leaf_nodes=2**DEPTH, min_samples_leaf=30, l2_regularization=5.0,
             early_stopping=False)

# What more of it can only speak for one happening, and what only against it; nothing is said of the rest.
FOR = {"same_kind", "same_day", "countries", "actor_side", "other_side", "same_place", "same_size", "trigger", "words", "told_later"}
AGAINST = {"days_apart", "other_person", "far_place"}



def fit(tables, without=None):
    """Trees fitted on all pairs but those of one thread of one table."""
    kept = [t.x.shape[0] * [True] if without is None or t is not without[0] else ~t.in_thread(without[1]) for t in tables]
    rows = list(zip(tables, map(np.array, kept)))
    counts = np.concatenate([np.full(keep.sum(), t.weight) for t, keep in rows])
    x, y = np.concatenate([t.x[keep] for t, keep in rows]), np.concatenate([t.y[keep] for t, keep in rows])
    ways = [int(name in FOR) - int(name in AGAINST) for name in tables[0].features]
    return HistGradientBoostingClassifier(**TREES, monotonic_cst=ways).fit(x, y, counts)


def held_out(table, tables):
    """Every pair's score by trees that did not see its thread."""
    scores = np.zeros(len(table.y))
    for thread in sorted(set(table.thread.values())):
        rows = table.in_thread(thread)
        if rows.any():
            scores[rows] = fit(tables, (table, thread)).predict_proba(table.x[rows])[:, 1]
    return scores


def clusters(table, scores, threshold):
    """Average linkage, as `crates/merge/src/cluster.rs` does it; pairs that are not compared score nothing."""
    sums = collections.defaultdict(dict)
    for (a, b), score in zip(table.pairs, scores):
        sums[a][b] = sums[b][a] = float(score)
    members = {element: [element] for element in table.thread}
    heap = [(-score, a, b) for a in sums for b, score in sums[a].items() if a < b and score >= threshold]
    heapq.heapify(heap)
    mean = lambda a, b: sums[a][b] / (len(members[a]) * len(members[b]))
    while heap:
        negative, a, b = heapq.heappop(heap)
        if a not in members or b not in members or b not in sums[a] or abs(mean(a, b) + negative) > 1e-9:
            continue
        members[a] += members.pop(b)
        for other, score in sums.pop(b).items():
            sums[other].pop(b, None)
            if other != a:
                sums[a][other] = sums[other][a] = sums[a].get(other, 0) + score
        for other in sums[a]:
            if other in members and mean(a, other) >= threshold:
                heapq.heappush(heap, (-mean(a, other), *sorted((a, other))))
    return {element: number for number, of in members.items() for element in of}


def figures(table, of):
    """B-cubed F1, and precision and recall of merged pairs of different reports."""
    count = lambda keys: collections.Counter(keys)
    both = count((of[e], table.gold[e]) for e in of)
    cluster, gold = count(of.values()), count(table.gold.values())
    precision = sum(both[of[e], table.gold[e]] / cluster[of[e]] for e in of) / len(of)
    recall = sum(both[of[e], table.gold[e]] / gold[table.gold[e]] for e in of) / len(of)
    across = [(of[a] == of[b], same) for a, b, same, one_report in table.all if not one_report]
    right = sum(merged and same for merged, same in across)
    merged, same = (sum(column) for column in zip(*across))
    return 2 * precision * recall / (precision + recall), right / max(1, merged), right / max(1, same)


def row(nodes, features, more):
    """A tree as questions and ends of a heap; a branch that ends early asks what is always answered the same way."""
    questions, ends = [f"{features[0]} 2"] * (2**DEPTH - 1), [0.0] * 2**DEPTH

    def walk(at, node, value):
        leaf = node is None or nodes[node]["is_leaf"]
        value = float(nodes[node]["value"]) if node is not None and leaf else value
        if at >= len(questions):
            ends[at - len(questions)] = value + more
            return
        if not leaf:
            questions[at] = f"{features[nodes[node]['feature_idx']]} {float(np.float32(nodes[node]['num_threshold'])):.6g}"
        walk(2 * at + 1, None if leaf else int(nodes[node]["left"]), value)
        walk(2 * at + 2, None if leaf else int(nodes[node]["right"]), value)

    walk(0, 0, 0.0)
    return [*questions, *(f"{end:.5f}" for end in ends)]


def write(path, features, trees):
    head = "# The pair function, fitted by eval/merge/fit.py: a tree a row, its questions (feature and bound) and its ends as a heap.\n"
    start = float(trees._baseline_prediction[0, 0])
    rows = [[f"q{n}" for n in range(2**DEPTH - 1)] + [f"e{n}" for n in range(2**DEPTH)]]
    rows += [row(tree.nodes, features, start if n == 0 else 0.0) for n, [tree] in enumerate(trees._predictors)]
    with open(path, "w", encoding="utf-8") as file:
        file.write(head + "".join("\t".join(cells) + "\n" for cells in rows))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="+")
    parser.add_argument("--out")
    a = parser.parse_args()
    tables = [Table(argument) for argument in a.pairs]
    print("pairs\tthreshold\tb3_f1\tpair_precision\tpair_recall")
    for table in tables:
        scores = held_out(table, tables)
        for threshold in THRESHOLDS:
            values = "\t".join(f"{value:.3f}" for value in figures(table, clusters(table, scores, threshold)))
            print(f"{table.path}\t{threshold}\t{values}")
    if a.out:
        write(a.out, tables[0].features, fit(tables))


if __name__ == "__main__":
    main()
