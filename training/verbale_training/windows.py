"""Windows: how a document of any length is cut for an encoder of bounded positions.

A window is read as a whole, but only the words of its core are taken from it; the sentences to the left and right are
there to be seen. Twin of `crates/net/src/windows.rs`.
"""
from __future__ import annotations

from dataclasses import dataclass, field

from .words import Vocabulary, case_class


@dataclass(frozen=True)
class Limits:
    """Pieces; the constants of the weights file's header."""
    core: int = 256
    left: int = 32
    right: int = 16
    max_sentence: int = 256


@dataclass(frozen=True)
class Window:
    """Sentence numbers: read from `first` to `end`, take the words of `core_first` to `core_end` (ends exclusive)."""
    first: int
    core_first: int
    core_end: int
    end: int


def cut_sentences(word_pieces: list[int], sentences: list[tuple[int, int]], limits: Limits = Limits()) -> list[tuple[int, int]]:
    """Sentences (first word, end word) with the overlong ones cut at word boundaries, greedily, and the empty ones left out."""
    parts = []
    for first, end in sentences:
        start, total = first, 0
        for w in range(first, end):
            if total + word_pieces[w] > limits.max_sentence and w > start:
                parts.append((start, w))
                start, total = w, 0
            total += word_pieces[w]
        if end > start:
            parts.append((start, end))
    return parts


def windows(sentence_pieces: list[int], limits: Limits = Limits()) -> list[Window]:
    """The windows over sentences of these piece counts (already cut by `cut_sentences`)."""
    found, at, count = [], 0, len(sentence_pieces)
    while at < count:
        core_end = max(at + 1, _forward(sentence_pieces, at, limits.core))
        end = _forward(sentence_pieces, core_end, limits.right)
        found.append(Window(_backward(sentence_pieces, at, limits.left), at, core_end, end))
        at = core_end
    return found


def _forward(sizes: list[int], at: int, limit: int) -> int:
    total = 0
    while at < len(sizes) and total + sizes[at] <= limit:
        total += sizes[at]
        at += 1
    return at


def _backward(sizes: list[int], at: int, limit: int) -> int:
    total = 0
    while at > 0 and total + sizes[at - 1] <= limit:
        at -= 1
        total += sizes[at]
    return at


@dataclass
class Rows:
    """One window as the encoder reads it. `words[i]` is the word taken from row `rows[i]` (its first piece)."""
    pieces: list[int] = field(default_factory=list)
    cases: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    words: list[int] = field(default_factory=list)


def document_rows(vocabulary: Vocabulary, text: str, spans: list[tuple[int, int]], sentences: list[tuple[int, int]],
                  limits: Limits = Limits(), forms: list[str] | None = None, blotted=lambda word: False) -> list[Rows]:
    """The windows of a document. `spans`: words as (start, end) in `text`; `sentences`: (first word, end word), covering all words in order.

    `forms`: words to be read in their stead; the pieces of a word that is `blotted` are masked.
    """
    forms = forms or [text[start:end] for start, end in spans]
    pieces = [vocabulary.pieces(form) for form in forms]
    pieces = [[vocabulary.mask] * len(p) if blotted(form) else p for form, p in zip(forms, pieces)]
    counts = [len(p) for p in pieces]
    parts = cut_sentences(counts, sentences, limits)
    sizes = [sum(counts[first:end]) for first, end in parts]
    return [_rows(vocabulary, window, parts, forms, pieces) for window in windows(sizes, limits)]


def _rows(vocabulary: Vocabulary, window: Window, parts, forms: list[str], pieces: list[list[int]]) -> Rows:
    rows = Rows([vocabulary.start], [0])
    core_first, core_end = parts[window.core_first][0], parts[window.core_end - 1][1]
    for w in range(parts[window.first][0], parts[window.end - 1][1]):
        if core_first <= w < core_end:
            rows.rows.append(len(rows.pieces))
            rows.words.append(w)
        rows.pieces += pieces[w]
        rows.cases += [case_class(forms[w])] * len(pieces[w])
    rows.pieces.append(vocabulary.end)
    rows.cases.append(0)
    return rows
