"""The categorical features of pairs. The runtime computes the same ones (`crates/reader/src/features.rs`)."""
from __future__ import annotations

import bisect

from . import labels as L


class Layout:
    """Sentence numbers and texts of the words of one document."""

    def __init__(self, x):
        self.x = x
        self.starts = [s for s, _ in x.sentences]

    def sentence(self, word):
        return bisect.bisect_right(self.starts, word) - 1

    def text(self, first, last):
        return self.x.text[self.x.words[first][0]:self.x.words[last][1]].lower()

    def word(self, w):
        s, e = self.x.words[w]
        return self.x.text[s:e]


def word_distance(a, b):
    """Signed distance in words of span b from span a; 0 where they touch or overlap."""
    if b[0] > a[1]:
        return b[0] - a[1]
    if a[0] > b[1]:
        return -(a[0] - b[1])
    return 0


def count_between(starts, a, b):
    """How many of the sorted `starts` lie strictly between spans a and b, clipped to 5."""
    lo, hi = min(a[1], b[1]), max(a[0], b[0])
    return min(5, max(0, bisect.bisect_left(starts, hi) - bisect.bisect_right(starts, lo)))


def nested(a, b):
    if a[0] <= b[0] and b[1] <= a[1]:
        return 1
    return 2 if a[0] <= b[1] and b[0] <= a[1] else 0


def role(layout, trigger, kind, right, right_kind, trigger_starts):
    d = layout.sentence(right[0]) - layout.sentence(trigger[0])
    return (L.bucket(word_distance(trigger, right)), L.near(d), kind, right_kind, count_between(trigger_starts, trigger, right),
            nested(trigger, right))


def same_words(a, b):
    """0 none, 1 equal, 2 last words equal, 3 all words of one in the other, 4 acronym of the other, 5 some word shared."""
    if a == b:
        return 1
    x, y = a.split(), b.split()
    if x[-1] == y[-1]:
        return 2
    if set(x) <= set(y) or set(y) <= set(x):
        return 3
    for s, t in ((a, y), (b, x)):
        if len(t) > 1 and s.replace(".", "") == "".join(w[0] for w in t if w not in ("of", "the", "and", "for")):
            return 4
    return 5 if any(len(w) > 3 for w in set(x) & set(y)) else 0


def coref(layout, a, b, gap):
    """a, b: (first, last, _, kind index, anaphor), b the later one; gap: mentions between them."""
    far = L.far(layout.sentence(b[0]) - layout.sentence(a[0]))
    return (far, a[3] * 10 + b[3], same_words(layout.text(*a[:2]), layout.text(*b[:2])), b[4],
            min(5, gap if gap < 3 else 3 + (gap > 6) + (gap > 15)))


def same_trigger(a, b):
    """0 different, 1 equal words, 2 same first four letters, 3 one holds the other's last word."""
    if a == b:
        return 1
    if len(a) > 3 and a[:4] == b[:4]:
        return 2
    return 3 if a.split()[-1] in b.split() or b.split()[-1] in a.split() else 0


def same_event(layout, a, ka, b, kb):
    far = L.far(layout.sentence(b[0]) - layout.sentence(a[0]))
    return far, ka * len(L.TYPES) + kb, same_trigger(layout.text(*a), layout.text(*b))


def affiliation(layout, m, land, left_kind):
    d = layout.sentence(land[0]) - layout.sentence(m[0])
    gap = word_distance(m, land)
    if m[0] <= land[0] and land[1] <= m[1]:
        position = 0
    elif d == 0 and -3 <= gap < 0:
        position = 1
    elif d == 0 and -9 <= gap < 0:
        position = 2
    elif d == 0 and 0 < gap <= 8:
        position = 3
    else:
        position = 4 if d == 0 else 5
    return L.near(d), position, left_kind


def service(layout, m, other, left_kind, right_kind):
    d = layout.sentence(other[0]) - layout.sentence(m[0])
    return L.near(d), L.bucket(word_distance(m, other)), left_kind, right_kind, nested(m, other)


def content(layout, trigger, kind, w):
    d = layout.sentence(w) - layout.sentence(trigger[0])
    before = w > 0 and layout.word(w - 1) in L.OPEN_QUOTES
    after = w + 1 < len(layout.x.words) and layout.word(w + 1) in L.CLOSE_QUOTES
    return L.bucket(word_distance(trigger, (w, w))), L.near(d), before + 2 * after, kind
