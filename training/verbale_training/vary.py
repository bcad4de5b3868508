"""Reports read with other names and with words blotted out, so that no report is learned by heart.

Only what the encoder sees is changed: words, spans and labels stay. A name's word becomes the same other word of its kind all over the
report (a person's first name another first name, a country's adjective another adjective), as readers know names they never met.
"""
from __future__ import annotations

import csv
import pathlib

from .windows import document_rows
from .words import case_class

COUNTRIES = pathlib.Path(__file__).resolve().parent.parent.parent / "data/countries.tsv"
PERSON, ORGANIZATION, COUNTRY, _, PLACE = range(5)
ACRONYM_LETTERS_MIN = 3


class Varied:
    """`swap`: how often a name's word is another one; `blot`: how often a word is masked."""

    def __init__(self, examples, vocabulary, rng, swap: float, blot: float):
        self.vocabulary, self.rng, self.swap, self.blot = vocabulary, rng, swap, blot
        self.pools: dict[str, set] = {}
        for cell, pool in country_words():
            self.pools.setdefault(pool, set()).add(cell)
        self.of_country = {word: pool for pool in ("country", "adjective") for word in self.pools[pool]}
        for x in examples:
            for word, pool in self.names(x):
                self.pools.setdefault(pool, set()).add(word)
        self.lists = {pool: sorted(words) for pool, words in self.pools.items()}

    def names(self, x):
        """The words of `x` that are part of a name and can be swapped, with the pool they belong to."""
        for first, last, _, kind, *_ in x.mentions:
            for w in range(first, last + 1):
                word = x.text[slice(*x.words[w])]
                pool = self.pool(word, kind, w == last, first == last)
                if pool:
                    yield word, pool

    def pool(self, word, kind, is_last, is_only):
        shape = case_class(word)
        if kind == COUNTRY:
            return self.of_country.get(word)
        if kind == PERSON and shape == 2 and len(word) > 2:
            return "family" if is_last else "given"
        if kind == PLACE and shape == 2 and is_only:
            return "place"
        if kind == ORGANIZATION and shape == 3 and len(word) >= ACRONYM_LETTERS_MIN:
            return "acronym"
        return None

    def rows(self, x):
        """The windows of `x`, another variant at every call."""
        forms = [x.text[start:end] for start, end in x.words]
        if self.swap and x.source in ("own", "silver"):
            common = {form for form in forms if form.islower()}
            other = {}
            for word, pool in self.names(x):
                if word not in other:
                    swapped = word.lower() not in common and self.rng.random() < self.swap
                    other[word] = self.rng.choice(self.lists[pool]) if swapped else word
            forms = [other.get(form, form) for form in forms]
        return document_rows(self.vocabulary, x.text, x.words, x.sentences, forms=forms, blotted=self.blotted)

    def blotted(self, word):
        return self.blot > 0 and word.isalnum() and self.rng.random() < self.blot


def country_words():
    """Names and adjectives of countries that are one word."""
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            for pool, cells in (("country", [row["name"]]), ("adjective", row["adjectives"].split("|"))):
                yield from ((cell, pool) for cell in cells if cell.isalpha() and case_class(cell) == 2)
