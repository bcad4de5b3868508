#!/usr/bin/env python3
"""Fit the pair function of `crates/merge` to pairs of tellings, and say what merging by it would come to.

Usage: fit.py PAIRS[=WEIGHT]... [--threshold T] [--penalty P] --out crates/merge/src/weights.tsv
PAIRS are tables that `verbale-eval happenings GOLD --pairs PAIRS` writes; a weight below 1 lets a table count for less.

Printed figures are cross-validated: a thread's pairs are scored by weights that were fitted on the other threads. Needs numpy.
"""
import argparse
import collections
import csv
import heapq

import numpy as np

NO_FEATURES = {"a", "b", "thread", "other", "same", "compared", "kinds", "triggers", "days"}
THRESHOLDS = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)


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


def fitted(x, y, counts, penalty):
    """Weights of a logistic model, the bias first (Newton's method; the bias is free)."""
    x = np.c_[np.ones(len(x)), x]
    ridge = np.full(x.shape[1], penalty)
    ridge[0] = 1e-3
    weights = np.zeros(x.shape[1])
    for _ in range(60):
        p = sure(x, weights)
        gradient = x.T @ (counts * (p - y)) + ridge * weights
        curvature = (x.T * (counts * p * (1 - p))) @ x + np.diag(ridge)
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if abs(step).max() < 1e-7:
            break
    return weights


def sure(x, weights):
    return 1 / (1 + np.exp(-(x @ weights)))


def fit(tables, penalty, without=None):
    """Fitted on all pairs but those of one thread of one table."""
    kept = [t.x.shape[0] * [True] if without is None or t is not without[0] else ~t.in_thread(without[1]) for t in tables]
    rows = list(zip(tables, map(np.array, kept)))
    counts = np.concatenate([np.full(keep.sum(), t.weight) for t, keep in rows])
    return fitted(np.concatenate([t.x[keep] for t, keep in rows]), np.concatenate([t.y[keep] for t, keep in rows]), counts, penalty)


def held_out(table, tables, penalty):
    """Every pair's score by weights that did not see its thread."""
    scores = np.zeros(len(table.y))
    for thread in sorted(set(table.thread.values())):
        rows = table.in_thread(thread)
        if rows.any():
            scores[rows] = sure(np.c_[np.ones(rows.sum()), table.x[rows]], fit(tables, penalty, (table, thread)))
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


def write(path, features, weights, threshold):
    head = "# The pair function: a logistic model, fitted by eval/merge/fit.py; `threshold` is where the joining of clusters ends.\n"
    rows = [("feature", "weight"), ("bias", f"{weights[0]:.3f}"), ("threshold", f"{threshold}")]
    rows += [(name, f"{weight:.3f}") for name, weight in zip(features, weights[1:])]
    with open(path, "w", encoding="utf-8") as file:
        file.write(head + "".join("\t".join(row) + "\n" for row in rows))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="+")
    parser.add_argument("--threshold", type=float, default=0.5)
    parser.add_argument("--penalty", type=float, default=2.0)
    parser.add_argument("--out")
    a = parser.parse_args()
    tables = [Table(argument) for argument in a.pairs]
    print("pairs\tthreshold\tb3_f1\tpair_precision\tpair_recall")
    for table in tables:
        scores = held_out(table, tables, a.penalty)
        for threshold in THRESHOLDS:
            values = "\t".join(f"{value:.3f}" for value in figures(table, clusters(table, scores, threshold)))
            print(f"{table.path}\t{threshold}\t{values}")
    if a.out:
        write(a.out, tables[0].features, fit(tables, a.penalty), a.threshold)


if __name__ == "__main__":
    main()
