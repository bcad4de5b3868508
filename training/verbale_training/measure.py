"""Quick scores of single heads on held-out records, for watching a training; the real measure is `cargo run -p verbale-eval`."""
from __future__ import annotations

import collections

import torch

from . import labels as L
from . import losses
from .heads import span_vectors
from .plans import plan, triggers_of


def spans(tags):
    """(first, last, kind) of a BIO sequence."""
    out, open_ = [], None
    for i, t in enumerate(list(tags) + ["O"]):
        if open_ and not (t.startswith("I-") and t[2:] == open_[1]):
            out.append((open_[0], i - 1, open_[1]))
            open_ = None
        if t[:2] == "B-" or (t[:2] == "I-" and open_ is None):
            open_ = (i, t[2:])
    return set(out)


def f1(hit, gold, pred):
    return 2 * hit / (gold + pred) if gold + pred else 1.0


@torch.no_grad()
def scores(heads, documents):
    """documents: (example, hidden) pairs. F1 of tag layers, roles given gold triggers and mentions, and so on."""
    hit, gold, pred = (collections.Counter() for _ in range(3))

    def add(name, g, p):
        hit[name] += len(g & p)
        gold[name] += len(g)
        pred[name] += len(p)

    for x, h in documents:
        for n, ls in L.TOKEN.items():
            layer = getattr(x, n)
            add(n, spans([ls[r.argmax()] for r in layer]), spans([ls[i] for i in heads.token[n](h).argmax(1).tolist()]))
        ts = triggers_of(x)
        u = span_vectors(h, [t for t, _ in ts])
        for n in ("modes", "aux"):
            on = heads.span[n](u) > 0
            add(n, {(i, k) for i, (_, v) in enumerate(ts) for k in v[n]}, {tuple(p) for p in on.nonzero().tolist()})
        for n in ("coref", "same_event", "affiliation", "service"):
            chain_score(heads, h, x, n, hit, gold, pred)
        content_score(heads, h, x, hit, gold, pred)
        s = [x.mentions[i][:2] for i, _ in x.sectors]
        right = heads.span["sectors"](span_vectors(h, s)).argmax(1)
        hit["sectors"] += sum(int(a) == b for a, (_, b) in zip(right, x.sectors))
        gold["sectors"] += len(s)
        pred["sectors"] += len(s)
        p = plan(x, "roles")
        if p is None:
            continue
        logits, y = losses.scored(heads, h, "roles", p), p["target"]
        add("dates", {tuple(q) for q in (y[:, 4:] == 1).nonzero().tolist()}, {tuple(q) for q in ((logits[:, 4:] > 0) & (y[:, 4:] >= 0)).nonzero().tolist()})
        wrong = ((logits[:, :4] > 0) & (y[:, :4] == 0)).sum().item()
        best = logits[p["groups"], p["group_roles"][:, None]].max(1).values if p["groups"] is not None else torch.zeros(0)
        good = (best > 0).sum().item()
        hit["roles"] += good
        gold["roles"] += len(best)
        pred["roles"] += good + wrong
    return {n: f1(hit[n], gold[n], pred[n]) for n in gold}


def chain_score(heads, h, x, name, hit, gold, pred):
    p = plan(x, name)
    if p is None:
        return
    best = losses.antecedents(heads, h, name, p).max(1)
    linked = best.values > 0
    right = p["gold"].gather(1, best.indices[:, None])[:, 0] & linked
    hit[name] += right.sum().item()
    gold[name] += p["gold"].any(1).sum().item()
    pred[name] += linked.sum().item()


def content_score(heads, h, x, hit, gold, pred):
    p = plan(x, "content")
    if p is None:
        return
    logits = losses.scored(heads, h, "content", p)
    null = heads.span["null"](span_vectors(h, p["left"]))
    ends = {(i, k): e for i, k, e in p["ends"].tolist()}
    for i, k, s in p["starts"].tolist():
        name = "content" if k == 0 else "condition"
        row = p["grid"][i][p["grid"][i] >= 0]
        start, end = logits[row, 2 * k], logits[row, 2 * k + 1]
        found = start.max() > null[i, k]
        gold[name] += s >= 0
        pred[name] += bool(found)
        if found and s >= 0:
            a = int(start.argmax())
            b = a + int(end[a:].argmax())
            e = ends[i, k]
            inter, union = min(b, e) - max(a, s) + 1, max(b, e) - min(a, s) + 1
            hit[name] += inter / union >= 0.7
