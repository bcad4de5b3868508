#!/usr/bin/env python3
"""A teacher's labels for texts that nobody annotated, for a student to learn from (Hinton et al., 2015).

Usage: python -m verbale_training.silver --teacher ../models/large/large.vmod ../models/base/base.vmod --texts read.jsonl --out work/silver
`--teacher`: weights files, or checkpoints with `--minilm`; the scores of several are averaged. `--texts`: records of the texts, of which the text and its sentences are used. Tags, modes and roles are kept as the teacher's
probabilities; mentions, events, chains and contents as what it decides.
"""
from __future__ import annotations

import argparse
import json
import pathlib

import torch

from . import losses, network, together
from . import labels as L
from .encoder import documents_hidden
from .example import Aligner, Example
from .heads import span_vectors
from .measure import spans
from .plans import plan, triggers_of
from .windows import document_rows

SHARD = 400  # texts of a file
TOGETHER = 6  # texts read at once
WORDS_MIN, WORDS_MAX = 25, 700


def blank(record) -> Example:
    a = Aligner(record["text"])
    return Example("silver", record["report"]["id"], record["text"], a.words,
                   a.sentences([(s["start"], s["end"]) for s in record["sentences"]]))


class Teacher:
    def __init__(self, networks):
        """`networks`: (encoder, heads, vocabulary) of each."""
        self.networks = [(encoder.eval(), vocabulary) for encoder, _, vocabulary in networks]
        self.heads = together.Heads([heads.eval() for _, heads, _ in networks], [encoder.sizes.hidden for encoder, _, _ in networks])

    @torch.no_grad()
    def states(self, examples):
        with torch.autocast("cpu", torch.bfloat16):
            each = [documents_hidden(encoder, [document_rows(vocabulary, x.text, x.words, x.sentences) for x in examples])
                    for encoder, vocabulary in self.networks]
        return [torch.cat(of_one, dim=1) for of_one in zip(*each)]

    @torch.no_grad()
    def label(self, examples):
        for x, h in zip(examples, self.states(examples)):
            self.tags(x, h)
            self.mentions(x, h)
            self.events(x, h)
            x.plans.clear()
            self.soft(x, h)
            x.plans.clear()

    def tags(self, x, h):
        for name in L.TOKEN:
            setattr(x, name, torch.softmax(self.heads.token[name](h), 1).half().numpy())

    def best(self, x, name):
        labels = L.TOKEN[name]
        return spans([labels[i] for i in getattr(x, name).argmax(1)])

    def mentions(self, x, h):
        for layer, offset in (("names", 0), ("nominals", len(L.KINDS))):
            for first, last, kind in self.best(x, layer):
                text = x.text[x.words[first][0]:x.words[last][1]]
                x.mentions.append([first, last, 0, L.KINDS.index(kind) + offset, L.anaphor(text)])
        x.mentions.sort()
        for i, m in enumerate(x.mentions):
            m[2] = i
        x.coref = True
        of = self.linked(x, h, "coref", len(x.mentions))
        x.mentions = [(first, last, of[i], kind, anaphor) for i, (first, last, _, kind, anaphor) in enumerate(x.mentions)]
        x.plans.clear()
        known = [i for i, m in enumerate(x.mentions) if m[3] % len(L.KINDS) != L.KINDS.index("place")]
        if known:
            u = span_vectors(h, [x.mentions[i][:2] for i in known])
            x.sectors = list(zip(known, self.heads.span["sectors"](u).argmax(1).tolist()))

    def linked(self, x, h, name, count):
        """For every item the first one of its chain."""
        of = list(range(count))
        p = plan(x, name)
        if p is None:
            return of
        best = losses.antecedents(self.heads, h, name, p).max(1)
        for row, (score, at) in enumerate(zip(best.values.tolist(), best.indices.tolist())):
            if score > 0:
                left, right = p["pairs"][p["grid"][row, at]].tolist()
                of[right] = of[left]
        return of

    def events(self, x, h):
        x.spots = [(first, last, L.VALUES.index(kind)) for first, last, kind in sorted(self.best(x, "measures"))]
        found = sorted(self.best(x, "triggers"))
        x.events = [event((first, last), L.TYPES.index(kind)) for first, last, kind in found]
        if not found:
            return
        of = self.linked(x, h, "same_event", len(found))
        x.plans.clear()
        self.roles(x, h)
        self.contents(x, h)
        u = span_vectors(h, [t for t, _ in triggers_of(x)])
        for name in ("modes", "aux"):
            for i, k in (self.heads.span[name](u) > 0).nonzero().tolist():
                x.events[i][name].append(k)
        x.events = merged(x.events, of)

    def roles(self, x, h):
        p = plan(x, "roles")
        if p is None:
            return
        count = len(x.mentions)
        for n, k in (losses.scored(self.heads, h, "roles", p) > 0).nonzero().tolist():
            i, j = p["pairs"][n].tolist()
            if j < count and k < 4:
                x.events[i]["roles"][L.ROLES[k]].append(x.mentions[j][2])
            elif j >= count and k >= 4:
                x.events[i]["spots"].append(j - count)

    def soft(self, x, h):
        """How likely each label of an event word and each role of a pair is, in the order of `triggers_of` and of the plan."""
        if not x.events:
            return
        u = span_vectors(h, [t for t, _ in triggers_of(x)])
        x.soft = {name: torch.sigmoid(self.heads.span[name](u)).half() for name in ("modes", "aux")}
        p = plan(x, "roles")
        if p is not None:
            x.soft["roles"] = torch.sigmoid(losses.scored(self.heads, h, "roles", p)).half()

    def contents(self, x, h):
        p = plan(x, "content")
        logits = losses.scored(self.heads, h, "content", p)
        null = self.heads.span["null"](span_vectors(h, p["left"]))
        for i, v in enumerate(x.events):
            row = p["grid"][i][p["grid"][i] >= 0]
            first = int(p["pairs"][row[0], 1])
            for k, name in ((0, "content"), (1, "condition")):
                start, end = logits[row, 2 * k], logits[row, 2 * k + 1]
                if start.max() > null[i, k]:
                    a = int(start.argmax())
                    v[name] = (first + a, first + a + int(end[a:].argmax()))


def event(trigger, kind):
    return {"triggers": [trigger], "type": kind, "modes": [], "aux": [], "roles": {r: [] for r in L.ROLES[:4]}, "spots": [],
            "content": None, "condition": None}


def merged(events, of):
    """One event for every chain of triggers of one type."""
    kept = {}
    for i, v in enumerate(events):
        first = kept.get(of[i])
        if first is None or first["type"] != v["type"]:
            kept.setdefault(of[i] if first is None else (of[i], i), v)
            continue
        first["triggers"] += v["triggers"]
        for name in ("modes", "aux", "spots"):
            first[name] = sorted({*first[name], *v[name]})
        for role, found in v["roles"].items():
            first["roles"][role] = sorted({*first["roles"][role], *found})
        for name in ("content", "condition"):
            first[name] = first[name] or v[name]
    for v in kept.values():
        v["roles"] = {role: sorted(set(found)) for role, found in v["roles"].items()}
    return list(kept.values())


def load(folder: pathlib.Path):
    """The examples of a folder that this program wrote."""
    for file in sorted(folder.glob("*.pt")):
        yield from torch.load(file, weights_only=False)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--teacher", type=pathlib.Path, nargs="+", required=True)
    ap.add_argument("--minilm", type=pathlib.Path, help="the folder of a checkpoint's base weights and vocabulary")
    ap.add_argument("--texts", type=pathlib.Path, required=True)
    ap.add_argument("--out", type=pathlib.Path, required=True)
    ap.add_argument("--part", type=int, nargs=2, default=(0, 1), metavar=("N", "OF"), help="only every OF-th file from the N-th on")
    a = ap.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    teacher = Teacher([network.of_file(file, a.minilm) for file in a.teacher])
    with a.texts.open(encoding="utf-8") as lines:
        examples = [x for x in (blank(json.loads(line)) for line in lines) if WORDS_MIN <= len(x.words) <= WORDS_MAX]
    for shard in range(0, len(examples), SHARD):
        file = a.out / f"{shard // SHARD:03}.pt"
        if file.exists() or shard // SHARD % a.part[1] != a.part[0]:  # of a run that was stopped, or of another
            continue
        some = examples[shard:shard + SHARD]
        for at in range(0, len(some), TOGETHER):
            teacher.label(some[at:at + TOGETHER])
        torch.save(some, file)
        print(json.dumps({"texts": shard + len(some), "events": sum(len(x.events) for x in some)}), flush=True)


if __name__ == "__main__":
    main()
