"""Words, their pieces and their case: the reading of characters that the network and the runtime share.

A word is a BERT basic token with its span in the text. Everything here has a twin in `crates/net/src/words`; the
parity fixtures hold the two together, so a change on one side is a change on both.
"""
from __future__ import annotations

import unicodedata

UNKNOWN, START, END, MASK, CONTINUED = "[UNK]", "[CLS]", "[SEP]", "[MASK]", "##"
WORD_CHARS_MAX = 100  # longer ones are unknown, as in BERT
WORD_PIECES_MAX = 100  # only a handed-in word of many basic tokens can have more; the rest is not seen

# The White_Space property. `str.isspace` also holds for U+001C..1F, which BERT drops.
SPACES = frozenset(map(chr, [*range(9, 14), 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000]))
IDEOGRAPHS = [(0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F),
              (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF), (0x2F800, 0x2FA1F)]
# Signs that fall apart into an ASCII sign and a mark (not equal, not less, not greater, Greek varia).
COMPOSED_SIGNS = frozenset("\u2260\u226e\u226f\u1fef")

SPACE, DROPPED, MARK, ALONE, LETTER = range(5)


def character_class(c: str) -> int:
    """What a character does to word bounds: parts words, is dropped, hangs on, stands alone or joins."""
    if c in SPACES:
        return SPACE
    if c == "\ufffd" or unicodedata.category(c) in ("Cc", "Cf"):
        return DROPPED
    if unicodedata.category(c) == "Mn":
        return MARK
    return ALONE if is_punctuation(c) or is_ideograph(c) else LETTER


def is_punctuation(c: str) -> bool:
    n = ord(c)
    if n < 128:
        return 33 <= n <= 47 or 58 <= n <= 64 or 91 <= n <= 96 or 123 <= n <= 126
    return unicodedata.category(c).startswith("P") or c in COMPOSED_SIGNS


def is_ideograph(c: str) -> bool:
    n = ord(c)
    return n >= 0x3400 and any(first <= n <= last for first, last in IDEOGRAPHS)


class _Classes(dict):
    def __missing__(self, c):
        self[c] = character_class(c)
        return self[c]


_CLASSES = _Classes()


def words(text: str) -> list[tuple[int, int]]:
    """The words of a text as (start, end) in code points."""
    found: list[list[int]] = []
    joins = touches = False  # whether a letter, a mark, belongs to the last word
    for at, c in enumerate(text):
        kind = _CLASSES[c]
        if kind == SPACE:
            joins = touches = False
        elif kind == MARK and touches or kind == LETTER and joins:
            found[-1][1] = at + 1
        elif kind in (ALONE, LETTER):
            found.append([at, at + 1])
            joins, touches = kind == LETTER, True
    return [(start, end) for start, end in found]


def normal_form(word: str) -> str:
    """Decomposed, without marks and controls, lower-cased letter by letter (so a final sigma is a plain one)."""
    plain = unicodedata.normalize("NFD", word)
    return "".join(c.lower() for c in plain if _CLASSES[c] not in (DROPPED, MARK))


def case_class(word: str) -> int:
    """0 no cased letter, 1 lower, 2 Capitalised, 3 UPPER, 4 one upper letter alone, 5 miXed."""
    upper = [c.isupper() for c in word if c.isupper() or c.islower()]
    if not upper:
        return 0
    if not any(upper):
        return 1
    if len(upper) == 1:
        return 4
    if all(upper):
        return 3
    return 2 if upper[0] and not any(upper[1:]) else 5


def _foreign(c: str) -> bool:
    """Whether it is a letter or sign of a script other than Latin and Greek."""
    return c > "\u024f" and unicodedata.category(c)[0] in "LM" and unicodedata.name(c, "?").split()[0] not in ("LATIN", "GREEK", "MODIFIER", "COMBINING")


class Vocabulary:
    """The pieces in the order of their numbers, and the greedy longest match of words against them."""

    def __init__(self, names: list[str]):
        self.names = names
        self.numbers = {name: i for i, name in enumerate(names)}
        self.unknown, self.start, self.end = (self.numbers[s] for s in (UNKNOWN, START, END))
        self.mask = self.numbers.get(MASK, self.unknown)
        self._seen: dict[str, list[int]] = {}

    @classmethod
    def load(cls, path) -> "Vocabulary":
        with open(path, encoding="utf-8") as file:
            return cls(file.read().rstrip("\n").split("\n"))

    def latin(self) -> tuple["Vocabulary", list[int]]:
        """The vocabulary without pieces of other scripts and without unused ones, and the old numbers of what is left."""
        kept = [i for i, name in enumerate(self.names) if not name.startswith("[unused") and not any(map(_foreign, name))]
        return Vocabulary([self.names[i] for i in kept]), kept

    def __len__(self):
        return len(self.names)

    def pieces(self, word: str) -> list[int]:
        """The piece numbers of a word: at least one. Do not change the list."""
        known = self._seen.get(word)
        if known is None:
            known = self._seen[word] = self._match(word)
        return known

    def _match(self, word: str) -> list[int]:
        normal = normal_form(word)
        found = [piece for start, end in words(normal) for piece in self._match_token(normal[start:end])]
        return found[:WORD_PIECES_MAX] or [self.unknown]

    def _match_token(self, token: str) -> list[int]:
        if len(token) > WORD_CHARS_MAX:
            return [self.unknown]
        found, start = [], 0
        while start < len(token):
            end, piece = self._longest(token, start)
            if piece is None:
                return [self.unknown]
            found.append(piece)
            start = end
        return found

    def _longest(self, token: str, start: int):
        prefix = CONTINUED if start else ""
        for end in range(len(token), start, -1):
            piece = self.numbers.get(prefix + token[start:end])
            if piece is not None:
                return end, piece
        return start, None
