"""Who does what to whom by the syntax of a treebank: frames of verbs in the shape of events, for the heads of roles and content.

A frame has no type of its own (the pair features get one by turns), so that only the geometry and the words teach.
"""
from __future__ import annotations

from .labels import TYPES

SPEECH = set("say tell announce warn claim add argue ask insist deny promise declare urge call state note believe think fear hope "
             "suggest report explain admit confirm reveal stress demand agree accuse vow threaten".split())
AGAINST = {"against", "to", "on", "at", "with", "for", "from"}


class Tree:
    """One sentence: rows of CoNLL-U and, by token number, its children."""

    def __init__(self, rows, at):
        self.rows, self.at = {int(r[0]): r for r in rows}, at
        self.first = int(rows[0][0])
        self.children = {}
        for n, r in self.rows.items():
            self.children.setdefault(int(r[6]) if r[6].isdigit() else 0, []).append(n)

    def of(self, n, *relations):
        return [c for c in self.children.get(n, ()) if self.rows[c][7] in relations]

    def case(self, n):
        return {self.rows[c][1].lower() for c in self.of(n, "case")}

    def document(self, n):
        """The row number in the document of token `n`."""
        return self.at + n - self.first

    def extent(self, n):
        """First and last token under `n`, outer punctuation left out."""
        seen, todo = [], [n]
        while todo:
            k = todo.pop()
            seen.append(k)
            todo += [c for c in self.children.get(k, ()) if k != n or self.rows[c][7] not in ("punct", "mark", "cc")]
        return min(seen), max(seen)

    def subjects(self, n, depth=4):
        """Tokens that do `n`: its subject, or that of the verb which it is joined to."""
        own = self.of(n, "nsubj", "csubj") + [c for c in self.of(n, "obl:agent", "obl") if "by" in self.case(c)]
        if own or depth == 0:
            return own
        relation, head = self.rows[n][7], int(self.rows[n][6]) if self.rows[n][6].isdigit() else 0
        if head not in self.rows or self.of(n, "nsubj:pass"):
            return []
        if relation == "xcomp":
            return self.of(head, "obj", "iobj") or self.subjects(head, depth - 1)
        if relation in ("conj", "advcl"):
            return self.subjects(head, depth - 1)
        return [head] if relation == "acl" and self.rows[n][5].find("VerbForm=Part") < 0 else []

    def sufferers(self, n):
        out = self.of(n, "obj", "iobj", "nsubj:pass")
        out += [c for c in self.of(n, "obl") if self.case(c) & AGAINST]
        if self.rows[n][7] == "acl" and "Tense=Past" in self.rows[n][5] and self.rows[int(self.rows[n][6])][3] in ("NOUN", "PROPN"):
            out.append(int(self.rows[n][6]))
        return out

    def resolved(self, n):
        """A relative pronoun stands for the noun that its clause modifies."""
        if self.rows[n][1].lower() not in ("who", "which", "that"):
            return n
        up = n
        while up in self.rows and self.rows[up][7] != "acl:relcl":
            up = int(self.rows[up][6])
        return int(self.rows[up][6]) if up in self.rows else n


def with_conjuncts(tree, tokens):
    out = []
    for t in tokens:
        t = tree.resolved(t)
        out += [t] + tree.of(t, "conj")
    return out


def arguments(tree, n):
    """Role to tokens of the verb or deverbal noun `n`."""
    if tree.rows[n][3] == "VERB":
        places = [c for c in tree.of(n, "obl") if tree.case(c) & {"in", "at", "near", "outside"}]
        return {"actor": tree.subjects(n), "recipient": tree.sufferers(n), "place": places}
    by = [c for c in tree.of(n, "nmod") if "by" in tree.case(c)]
    on = [c for c in tree.of(n, "nmod") if "against" in tree.case(c)]
    return {"actor": by or (tree.of(n, "nmod:poss") if on else []), "recipient": on, "place": []}


def frames(sentences, aligner, spans, mentions):
    """Frames of a document. `spans` are the rows' code points; `mentions` as in `Example.mentions`."""
    by_word = {}
    for first, last, cluster, kind, _ in sorted(mentions, key=lambda m: m[1] - m[0]):
        for word in range(first, last + 1):
            by_word.setdefault(word, (cluster, kind))
    out, at = [], 0
    for rows in sentences:
        tree = Tree(rows, at)
        at += len(rows)
        for n, r in tree.rows.items():
            if r[3] in ("VERB", "NOUN"):
                out += frame(tree, n, aligner, spans, by_word, len(out))
    return out


def frame(tree, n, aligner, spans, by_word, turn):
    roles = {"actor": [], "recipient": [], "host": [], "place": []}
    for role, tokens in arguments(tree, n).items():
        for t in with_conjuncts(tree, tokens):
            word = aligner.span(*spans[tree.document(t)]) if t in tree.rows else None
            found = by_word.get(word[1]) if word else None
            if found and found[0] not in roles[role] and (role != "place" or found[1] % 5 == 4):
                roles[role].append(found[0])
    content = condition = None
    if tree.rows[n][2] in SPEECH:
        content = clause(tree, aligner, spans, tree.of(n, "ccomp", "parataxis")[:1])
    marked = [c for c in tree.of(n, "advcl") if {tree.rows[m][1].lower() for m in tree.of(c, "mark")} & {"if", "unless"}]
    condition = clause(tree, aligner, spans, marked[:1])
    if not any(roles.values()) and content is None:
        return []
    trigger = aligner.span(*spans[tree.document(n)])
    return [{"triggers": [trigger], "type": turn % len(TYPES), "roles": roles, "spots": [], "content": content, "condition": condition}]


def clause(tree, aligner, spans, tokens):
    if not tokens:
        return None
    first, last = tree.extent(tokens[0])
    a, b = tree.document(first), tree.document(last)
    one, two = aligner.span(*spans[a]), aligner.span(*spans[b])
    return (one[0], two[1]) if one and two else None
