"""One document as the trainer sees it: words, sentences, and whichever layers its corpus labels.

A layer that a corpus does not label stays None, and no loss is taken from it.
"""
from __future__ import annotations

import bisect
import dataclasses

import numpy as np

from .words import words as split_words

IGNORE = -100


@dataclasses.dataclass
class Example:
    source: str
    name: str
    text: str
    words: list  # (start, end) code points
    sentences: list  # (first word, end word)
    names: np.ndarray | None = None  # [words, labels] bool: the labels allowed; an all-false row is ignored
    nominals: np.ndarray | None = None
    measures: np.ndarray | None = None
    triggers: np.ndarray | None = None
    nuggets: np.ndarray | None = None
    mentions: list = dataclasses.field(default_factory=list)  # (first, last, cluster, layer+kind index, anaphor)
    sectors: list = dataclasses.field(default_factory=list)  # (mention index, sector index)
    coref: bool = False
    affiliation: list = dataclasses.field(default_factory=list)  # (mention index, [indexes of mentions of its country or places in it])
    lands: list = dataclasses.field(default_factory=list)  # indexes of mentions of countries and of places whose country is known
    codes: dict = dataclasses.field(default_factory=dict)  # cluster to (country, main sector), of those that act
    spots: list = dataclasses.field(default_factory=list)  # (first, last, label) of dates and sizes
    events: list = dataclasses.field(default_factory=list)  # dicts, see record.py; of a treebank, frames.py
    factuality: list = dataclasses.field(default_factory=list)  # (word, class)
    soft: dict = dataclasses.field(default_factory=dict)  # a teacher's probabilities: modes, aux, roles
    story: int | None = None  # the type of some event in the text
    contexts: np.ndarray | None = None
    plans: dict = dataclasses.field(default_factory=dict)  # pairs and features, made once


class Aligner:
    """Maps code point spans of a text to its words."""

    def __init__(self, text):
        self.text, self.words = text, split_words(text)
        self.starts = [s for s, _ in self.words]
        self.ends = [e for _, e in self.words]

    def span(self, start, end):
        """First and last word (inclusive) that overlap `start..end`, or None."""
        first = bisect.bisect_right(self.ends, start)
        last = bisect.bisect_left(self.starts, end) - 1
        return (first, last) if first <= last else None

    def sentences(self, spans):
        """Word ranges that cover all words, cut where the sentences of `spans` begin."""
        cuts = sorted({bisect.bisect_left(self.starts, s) for s, _ in spans} | {0, len(self.words)})
        return [(a, b) for a, b in zip(cuts, cuts[1:]) if a < b]


def allowed(count, labels):
    """A layer in which every word is `O` so far; label 0 must be O."""
    layer = np.zeros((count, len(labels)), dtype=bool)
    layer[:, 0] = True
    return layer


def mark(layer, first, last, labels, kinds):
    """Set words first..last to B-/I- of any of `kinds`."""
    for w in range(first, last + 1):
        layer[w] = False
        for kind in kinds:
            layer[w, labels.index(("B-" if w == first else "I-") + kind)] = True


def joined(tokens):
    """Text of tokens joined by spaces, and the span of each token."""
    spans, at = [], 0
    for t in tokens:
        spans.append((at, at + len(t)))
        at += len(t) + 1
    return " ".join(tokens), spans
