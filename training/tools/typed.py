"""Reports in which event words alone are marked, with type, modes and auxiliary modes: much about types for little writing.

    published 2005-02-21

    Ally [SANCTION:withdraw walks out] on ministry; governor [REQUEST seeks] proof

    The party [SANCTION:withdraw pulled the rug from under] him and [REQUEST called on] the governor to [SANCTION:expel+hypothetical dismiss] him.

A mark is `[TYPE:MODE,MODE+AUX,AUX WORDS]`; words of two events have two types (`[REQUEST,THREATEN:restrict ultimatum]`). Every mark is an
event of its own: which of them are one happening is not said. `[? WORDS]` may be an event or not: nothing is learned from these words.
"""
import re, sys

MARK = re.compile(r"\[([^\[\]\s]+) ([^\[\]]+)\]")
UNSURE = "?"
KIND = re.compile(r"([A-Z]+)(?::([a-z,-]+?))?(?:\+([a-z,]+))?$")


def read(path):
    """A file of them as {"id", "text", "events", "unsure"}, events as in a record."""
    head, _, body = path.read_text("utf-8").replace("\r\n", "\n").partition("\n\n")
    if not head.startswith("published "):
        sys.exit(f"{path.name}: starts with neither published nor a blank line")
    text, events, unsure, at = "", [], [], 0
    for m in MARK.finditer(body):
        text += body[at:m.start()]
        trigger = {"start": len(text), "end": len(text) + len(m[2]), "text": m[2]}
        if m[1] == UNSURE:
            unsure.append(trigger)
        else:
            events += [event(kind, trigger, path.name) for kind in kinds(m[1])]
        text, at = text + m[2], m.end()
    text += body[at:]
    if "[" in text or "]" in text:
        sys.exit(f"{path.name}: no mark: {text[max(0, text.find('[')):][:40]!r}")
    return {"id": path.stem, "text": text.strip() + "\n", "events": events, "unsure": unsure}


def kinds(tag):
    return re.split(r",(?=[A-Z])", tag)


def event(kind, trigger, where):
    m = KIND.match(kind)
    if not m:
        sys.exit(f"{where}: not a type: {kind!r}")
    some = lambda cell: cell.split(",") if cell else []
    return {"type": m[1], "modes": some(m[2]), "aux": some(m[3]), "triggers": [trigger]}
