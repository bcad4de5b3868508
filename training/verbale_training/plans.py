"""The pairs of a document, their features and what is right about them: made once, used in every epoch."""
from __future__ import annotations

import torch

from . import labels as L
from . import pairs as P

BEFORE, AFTER = 3, 1  # sentences around a trigger from which it can take its roles
SERVICE_SENTENCES = 1  # sentences around a mention in which whom it serves is sought
MOST_MENTIONS = 400
MOST_ANTECEDENTS = 60
REACH = 160  # words on either side of a cue in which its content may begin or end


def plan(x, name):
    """The plan `name` of document `x`, or None where there is nothing to pair."""
    if name not in x.plans:
        x.plans[name] = MAKERS[name](x)
    return x.plans[name]


def triggers_of(x):
    return [(t, v) for v in x.events for t in v["triggers"]]


def roles(x):
    """Binary targets (-1: not asked) over (trigger, right side), and groups of mentions of which one must be found."""
    ts = triggers_of(x)
    rs = [(m[0], m[1], m[3]) for m in x.mentions] + [(s[0], s[1], 10 + s[2]) for s in x.spots]
    if not ts or not rs:
        return None
    lay, starts = P.Layout(x), sorted(t[0] for t, _ in ts)
    sent, clusters = [lay.sentence(r[0]) for r in rs], [m[2] for m in x.mentions]
    places = {}
    for j, c in enumerate(clusters):
        places.setdefault(c, []).append(j)
    pairs, feats, target, groups = [], [], [], []
    for i, (t, v) in enumerate(ts):
        here = lay.sentence(t[0])
        siblings = {lay.sentence(u[0]) for u in v["triggers"] if u != t} - {here}
        row = {}
        for j, s in enumerate(sent):
            if here - BEFORE <= s <= here + AFTER:
                row[j] = len(pairs)
                pairs.append((i, j))
                feats.append(P.role(lay, t, v["type"], rs[j][:2], rs[j][2], starts))
                target.append([0.0] * len(L.ROLES))
        for name in ("actor", "recipient", "host", "place"):
            k = L.ROLES.index(name)
            for c in v["roles"][name]:
                mine = [j for j in places.get(c, ()) if j in row]
                for j in mine:
                    target[row[j]][k] = -1.0
                same = [j for j in mine if sent[j] == here]
                told_elsewhere = any(sent[j] in siblings for j in places.get(c, ()))
                if same or (mine and not told_elsewhere):
                    groups.append(([row[j] for j in (same or mine)], k))
        for s in v["spots"]:
            j = len(clusters) + s
            if j in row:
                k = L.ROLES.index("date" if x.spots[s][2] == 0 else "size")
                target[row[j]][k] = 1.0 if len(v["triggers"]) == 1 or sent[j] == here else -1.0
    if not pairs:
        return None
    return {"left": [t for t, _ in ts], "right": [r[:2] for r in rs], "pairs": torch.tensor(pairs), "features": torch.tensor(feats),
            "target": torch.tensor(target), "groups": padded([g for g, _ in groups]), "group_roles": torch.tensor([k for _, k in groups], dtype=torch.long)}


def padded(groups):
    """Index lists as one matrix; short ones repeat their first index."""
    if not groups:
        return None
    width = max(map(len, groups))
    return torch.tensor([g + g[:1] * (width - len(g)) for g in groups])


def chains(items, window, feature, same):
    """Antecedent pairs in a dense grid [items - 1, window]: index into pairs (or -1) and whether it is right."""
    pairs, feats, grid, gold = [], [], [], []
    for j in range(1, len(items)):
        row, right = [], []
        for i in range(max(0, j - window), j):
            row.append(len(pairs))
            pairs.append((i, j))
            feats.append(feature(i, j))
            right.append(same(i, j))
        pad = min(window, len(items) - 1) - len(row)
        grid.append(row + [-1] * pad)
        gold.append(right + [False] * pad)
    return {"pairs": torch.tensor(pairs), "features": torch.tensor(feats), "grid": torch.tensor(grid), "gold": torch.tensor(gold)}


def coref(x):
    ms = x.mentions[:MOST_MENTIONS]
    if not x.coref or len(ms) < 2:
        return None
    lay = P.Layout(x)
    out = chains(ms, MOST_ANTECEDENTS, lambda i, j: P.coref(lay, ms[i], ms[j], j - i - 1), lambda i, j: ms[i][2] == ms[j][2])
    return out | {"left": [m[:2] for m in ms], "right": [m[:2] for m in ms]}


def same_event(x):
    ts = sorted((t, v["type"], i) for i, v in enumerate(x.events) for t in v["triggers"])
    if len(ts) < 2:
        return None
    lay = P.Layout(x)
    out = chains(ts, 80, lambda i, j: P.same_event(lay, ts[i][0], ts[i][1], ts[j][0], ts[j][1]), lambda i, j: ts[i][2] == ts[j][2])
    return out | {"left": [t[0] for t in ts], "right": [t[0] for t in ts]}


def affiliation(x):
    lands = x.lands
    if not x.affiliation or not lands:
        return None
    lay = P.Layout(x)
    pairs, feats, grid, gold = [], [], [], []
    for n, (i, of) in enumerate(x.affiliation):
        grid.append([len(pairs) + k for k in range(len(lands))])
        gold.append([j in of for j in lands])
        for k, j in enumerate(lands):
            pairs.append((n, k))
            feats.append(P.affiliation(lay, x.mentions[i][:2], x.mentions[j][:2], x.mentions[i][3]))
    return {"left": [x.mentions[i][:2] for i, _ in x.affiliation], "right": [x.mentions[j][:2] for j in lands],
            "pairs": torch.tensor(pairs), "features": torch.tensor(feats), "grid": torch.tensor(grid), "gold": torch.tensor(gold)}


def service(x):
    """Whom an entity speaks or acts for: any mention near it of another entity with the same country and main sector."""
    if not x.codes:
        return None
    lay = P.Layout(x)
    ms = [(j, m) for j, m in enumerate(x.mentions) if m[2] in x.codes]
    sent = [lay.sentence(m[0]) for _, m in ms]
    pairs, feats, grid, gold = [], [], [], []
    for a, (_, m) in enumerate(ms):
        others = [b for b, (_, o) in enumerate(ms) if o[2] != m[2] and abs(sent[b] - sent[a]) <= SERVICE_SENTENCES]
        if not others:
            continue
        grid.append(list(range(len(pairs), len(pairs) + len(others))))
        gold.append([x.codes[m[2]] == x.codes[ms[b][1][2]] for b in others])
        for b in others:
            pairs.append((a, b))
            feats.append(P.service(lay, m[:2], ms[b][1][:2], m[3], ms[b][1][3]))
    if not pairs:
        return None
    width = max(map(len, grid))
    spans = [m[:2] for _, m in ms]
    return {"left": spans, "right": spans, "pairs": torch.tensor(pairs), "features": torch.tensor(feats),
            "grid": torch.tensor([g + [-1] * (width - len(g)) for g in grid]), "gold": torch.tensor([g + [False] * (width - len(g)) for g in gold])}


def content(x):
    ts = triggers_of(x)
    if not ts:
        return None
    lay, n = P.Layout(x), len(x.words)
    pairs, feats, rows = [], [], []
    starts, ends = [], []  # (trigger, what, word in its row; -1 for null)
    for i, (t, v) in enumerate(ts):
        lo, hi = max(0, t[0] - REACH), min(n, t[1] + REACH)
        rows.append(list(range(len(pairs), len(pairs) + hi - lo)) + [-1] * (2 * REACH + 8 - hi + lo))
        for w in range(lo, hi):
            pairs.append((i, w))
            feats.append(P.content(lay, t, v["type"], w))
        for k, span in ((0, v["content"]), (1, v["condition"])):
            if span is None:
                starts.append((i, k, -1))
            elif lo <= span[0] and span[1] < hi and is_cue(t, v["triggers"], span):
                starts.append((i, k, span[0] - lo))
                ends.append((i, k, span[1] - lo))
    return {"left": [t for t, _ in ts], "pairs": torch.tensor(pairs), "features": torch.tensor(feats), "grid": torch.tensor(rows),
            "starts": torch.tensor(starts), "ends": torch.tensor(ends or [(0, 0, 0)])[: len(ends)]}


def is_cue(t, siblings, span):
    """Whether `t` is the event's trigger nearest to the span."""
    def gap(u):
        return abs(P.word_distance(u, span))
    return gap(t) <= min(gap(u) for u in siblings)


MAKERS = {"roles": roles, "coref": coref, "same_event": same_event, "affiliation": affiliation, "service": service, "content": content}
