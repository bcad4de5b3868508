"""Compiled records (codebook, `*.gold.json`) as examples with every layer."""
from __future__ import annotations

import json
import pathlib
import zlib

import numpy as np

from .example import Aligner, Example, allowed, mark
from .labels import AUX, CONTEXTS, KINDS, MODES, SECTORS, TOKEN, TYPES, VALUES, anaphor


def load(path: pathlib.Path) -> Example:
    return example(json.loads(path.read_text("utf-8")))


def example(r: dict) -> Example:
    """An example of a record as in its JSON."""
    a = Aligner(r["text"])
    x = Example("own", r["report"]["id"], r["text"], a.words, a.sentences([(s["start"], s["end"]) for s in r["sentences"]]))
    n = len(a.words)
    for layer, labels in TOKEN.items():
        setattr(x, layer, allowed(n, labels))
    starts = {s for s, _ in x.sentences}
    mentions(x, r, a, starts)
    events(x, r, a)
    x.coref = True
    if r["contexts"] is not None:
        x.contexts = np.array([c in r["contexts"] for c in CONTEXTS])
    return x


def typed(r: dict) -> Example:
    """An example of a text in which only event words are marked (`tools/typed.py`)."""
    a = Aligner(r["text"])
    x = Example("typed", r["id"], r["text"], a.words, a.sentences([(s["start"], s["end"]) for s in r["sentences"]]))
    x.triggers = allowed(len(a.words), TOKEN["triggers"])
    nobody = {"roles": {"actor": [], "recipient": [], "host": [], "place": []}, "spots": [], "content": None, "condition": None}
    taken = set()
    for first, last in (span for t in r["unsure"] if (span := a.span(t["start"], t["end"]))):
        x.triggers[first:last + 1] = False
    for v in r["events"]:
        for span, own in own_words(a, v["triggers"], taken):
            if own:
                mark(x.triggers, *span, TOKEN["triggers"], [v["type"]])
            x.events.append({"triggers": [span], "type": TYPES.index(v["type"]), "modes": [MODES.index(m) for m in v["modes"]],
                             "aux": [AUX.index(m) for m in v["aux"]], **nobody})
    return x


def own_words(a, triggers, taken):
    """Spans of words of the triggers, and whether no other event has any of them; if so they are taken."""
    for t in triggers:
        span = a.span(t["start"], t["end"])
        if span:
            words = set(range(span[0], span[1] + 1))
            own = not words & taken
            if own:
                taken |= words
            yield span, own


def is_name(text, kind, at_start):
    """Whether a mention belongs to the layer of names: its last word is capitalised for its own sake."""
    last = text.replace("-", " ").split()[-1]
    if anaphor(text) or not any(c.isupper() for c in text):
        return False
    if text.islower() or (last.islower() and last.isalpha()):
        return False
    return not (at_start and len(text.split()) == 1 and kind in ("group",))


def mentions(x, r, a, starts):
    taken = {"names": set(), "nominals": set()}
    flat = sorted(((m, e) for e in r["entities"] for m in e["mentions"]), key=lambda p: p[0]["start"] - p[0]["end"])
    cluster = {e["id"]: i for i, e in enumerate(r["entities"])}
    for m, e in flat:
        span = a.span(m["start"], m["end"])
        if span is None:
            continue
        text = r["text"][m["start"]:m["end"]]
        layer = "names" if is_name(text, e["kind"], span[0] in starts) else "nominals"
        words = set(range(span[0], span[1] + 1))
        if words & taken[layer]:
            layer = "nominals" if layer == "names" else "names"
            if words & taken[layer]:
                continue
        taken[layer] |= words
        labels = TOKEN[layer]
        mark(getattr(x, layer), *span, labels, [e["kind"]])
        x.mentions.append((*span, cluster[e["id"]], KINDS.index(e["kind"]) + (5 if layer == "nominals" else 0),
                           anaphor(text)))
    x.mentions.sort()
    side(x, r)


def side(x, r):
    """Sectors of the mentions, and the mentions of the country, and of places in it, that each belongs to."""
    entities = r["entities"]
    x.codes = {c: (e["country"], (e.get("sectors") or [None])[0]) for c, e in enumerate(entities)
               if e["country"] and e["kind"] not in ("place", "country")}
    x.lands = lands = [i for i, m in enumerate(x.mentions) if is_land(entities[m[2]], m[3])]
    for i, m in enumerate(x.mentions):
        e = entities[m[2]]
        if e["kind"] != "place":
            main = (e.get("sectors") or ["-"])[0]
            x.sectors.append((i, SECTORS.index(main)))
        if e["kind"] == "country" or i in lands:
            continue
        of = [j for j in lands if entities[x.mentions[j][2]]["country"] == e["country"] and e["country"]]
        if of or not e["country"]:
            x.affiliation.append((i, of))


def is_land(entity, kind):
    """Countries, and named places whose country is known; of these three in ten are taken for ones that no gazetteer has."""
    named_place = KINDS[kind % len(KINDS)] == "place" and kind < len(KINDS) and entity["country"]
    return entity["kind"] == "country" or bool(named_place and zlib.crc32(entity["name"].encode()) % 10 >= 3)


def events(x, r, a):
    cluster = {e["id"]: i for i, e in enumerate(r["entities"])}
    taken, marked = set(), set()
    for v in r["events"]:
        triggers = [span for span, own in own_words(a, v["triggers"], taken) if own]
        for span in triggers:
            mark(x.triggers, *span, TOKEN["triggers"], [v["type"]])
        spots = []
        if v["date"] and v["date"]["span"]:
            spots.append((v["date"]["span"], "date"))
        spots += [(z["span"], z["kind"]) for z in v["sizes"] if z["span"]]
        found = []
        for s, kind in spots:
            span = a.span(s["start"], s["end"])
            if span is None:
                continue
            key = (*span, VALUES.index(kind))
            if key not in x.spots:
                if set(range(span[0], span[1] + 1)) & marked:
                    continue
                marked |= set(range(span[0], span[1] + 1))
                mark(x.measures, *span, TOKEN["measures"], [kind])
                x.spots.append(key)
            found.append(x.spots.index(key))
        content = a.span(v["content"]["start"], v["content"]["end"]) if v["content"] else None
        condition = a.span(v["condition"]["start"], v["condition"]["end"]) if v["condition"] else None
        x.events.append({
            "triggers": triggers, "type": TYPES.index(v["type"]),
            "modes": [MODES.index(m) for m in v["modes"]], "aux": [AUX.index(m) for m in v["aux"]],
            "roles": {"actor": [cluster[i] for i in v["actors"]], "recipient": [cluster[i] for i in v["recipients"]],
                      "host": [cluster[i] for i in v["hosts"]], "place": [cluster[v["place"]]] if v["place"] else []},
            "spots": found, "content": content, "condition": condition})
