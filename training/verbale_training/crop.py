"""Excerpts of records: a run of a few sentences with all that is annotated in them."""
from __future__ import annotations

SENTENCES_MAX = 6


def excerpt(r: dict, rng) -> dict:
    """A record of one to `SENTENCES_MAX` neighbouring sentences of `r`; its contexts are not known."""
    count = min(len(r["sentences"]), rng.randint(1, SENTENCES_MAX))
    first = rng.randrange(len(r["sentences"]) - count + 1)
    kept = r["sentences"][first:first + count]
    start, end = kept[0]["start"], kept[-1]["end"]

    def inside(s):
        return s is not None and start <= s["start"] and s["end"] <= end

    def moved(s):
        return {**s, "start": s["start"] - start, "end": s["end"] - start} if inside(s) else None

    entities = [{**e, "mentions": [moved(m) for m in e["mentions"] if inside(m)]} for e in r["entities"]]
    here = {e["id"] for e in entities if e["mentions"]}
    events = [event(v, here, moved) for v in r["events"]]
    return {**r, "report": {**r["report"], "id": f"{r['report']['id']}-{first}-{count}"}, "text": r["text"][start:end], "contexts": None,
            "sentences": [moved(s) for s in kept], "entities": entities, "events": [v for v in events if v["triggers"]]}


def event(v: dict, here: set, moved) -> dict:
    """The event with what is left of it; `here`: the entities that are."""
    date = v["date"] and {**v["date"], "span": moved(v["date"]["span"])}
    return {**v, "triggers": [t for t in map(moved, v["triggers"]) if t],
            **{role: [i for i in v[role] if i in here] for role in ("actors", "recipients", "hosts")},
            "place": v["place"] if v["place"] in here else None, "date": date if date and date["span"] else None,
            "sizes": [{**z, "span": moved(z["span"])} for z in v["sizes"] if z["span"] and moved(z["span"])],
            "content": moved(v["content"]), "condition": moved(v["condition"])}
