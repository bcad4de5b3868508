#!/usr/bin/env python3
"""Turn a report whose annotation stands in its text into `.txt`, `.source.json`, `.ann.json` and `.gold.json`.

Usage: marked.py RECORD_TOOLS REPORT.marked...

RECORD_TOOLS is the folder with `split_report.py` and `compile_annotation.py`. A marked report:

    published 2019-03-14
    publisher The Hill Courier
    contexts diplomatic military

    Envoys [e1 meet] in [3 Geneva]

    [4 Envoys] of [1 Ghana] and [2 Togo] [e1 met] [e1@2019-03-13..2019-03-13 on Wednesday]. [5 The [1 Ghanaian] minister]
    [e2 said] [e2+ [e3#killed=7 [6 seven soldiers]] had been [e3 killed]], adding that …
    ---
    1 country GHA - Ghana
    4 group - GOV envoys = 1,2
    5 person GHA GOV minister @ minister
    e1 CONSULT:visit,phone +historical A 4 R 2 H 3 P 3 OF e2
    e2 STATE A 5

A mark is `[TAG WORDS]`; marks nest. The tag is an entity's number for a mention, and for an event `e1` for a trigger, `e1+` for
what is said, `e1?` for a condition, `e1@START..END` for a date (`-` where open), `e1#killed=~24` for a size, with a unit
`e1#weapons=9:tanks`. One mark may serve several events: `[e1,e2 told]`. Articles inside a mark are left out of it. Behind `---` a
line an entity (NUMBER KIND COUNTRY SECTORS NAME, then `@ OFFICE` and `= MEMBERS`) or event (ID TYPE:MODES +AUX, then A, R, H, P and OF).
"""
import json, pathlib, re, subprocess, sys

import terse

ARTICLE = re.compile(r"(?:the|a|an)\s+", re.I)
TAG = re.compile(r"\[(\d+|e\d+(?:,e\d+)*(?:[+?]|@[^\s\]]+|#[^\s\]]+)?)\s")
OPENERS, CLOSERS = "“\"‘«", "”\"’»"


def parse(body, where):
    """Text without marks, and its marks as (tag, start, end)."""
    out, marks, stack, i = [], [], [], 0
    while i < len(body):
        m = TAG.match(body, i)
        if m:
            stack.append((m[1], len(out)))
            i = m.end()
        elif body[i] == "[":
            sys.exit(f"{where}: no mark: {body[i:i + 40]!r}")
        elif body[i] == "]":
            if not stack:
                sys.exit(f"{where}: nothing to close before {body[i + 1:i + 40]!r}")
            tag, start = stack.pop()
            marks.append((tag, start, len(out)))
            i += 1
        else:
            out.append(body[i])
            i += 1
    if stack:
        sys.exit(f"{where}: [{stack[-1][0]} … is not closed ({''.join(out)[stack[-1][1]:][:40]!r})")
    return "".join(out), sorted(marks, key=lambda x: (x[1], -x[2]))


class Pointers:
    def __init__(self, source, where):
        self.text, self.sentences, self.where = source["text"], source["sentences"], where

    def sentence(self, at):
        return max(n for n, s in enumerate(self.sentences) if s["start"] <= at)

    def of(self, start, end):
        n = self.sentence(start)
        s = self.sentences[n]
        words, body = self.text[start:end], self.text[s["start"]:s["end"]]
        if end > s["end"]:
            sys.exit(f"{self.where}: a mark goes beyond its sentence: {words!r}")
        hits = [s["start"] + at for at in terse.occurrences(body, words)]
        if start not in hits:
            sys.exit(f"{self.where}: a mark cuts a word: {words!r} in {body[:60]!r}")
        nth = hits.index(start) + 1
        return [n, words] + ([nth] if nth > 1 else [])

    def ends(self, start, end):
        """Pointers at the first and last words of a stretch that may run over sentences."""
        first, last = self.sentences[self.sentence(start)], self.sentences[self.sentence(end - 1)]
        head = re.match(r"\S+(?:\s+\S+){0,3}", self.text[start:min(end, first["end"])])
        tail = re.search(r"(?:\S+\s+){0,3}\S+$", self.text[max(start, last["start"]):end])
        return self.of(start, start + head.end()), self.of(end - len(tail[0]), end)


def form(text, start, end):
    inside = text[start:end]
    opened, closed = text[:start].rstrip()[-1:] in OPENERS, text[end:].lstrip(" ,.;!?…")[:1] in CLOSERS
    if start and opened and closed:
        return "direct"
    return "mixed" if any(q in inside for q in "“”\"«»") or opened or closed else "indirect"


def entity(line, where):
    e = terse.entity("T" + line, [], where)
    if "members" in e:
        e["members"] = ["T" + number for number in e["members"]]
    del e["items"]
    return e | {"mentions": []}


def event(line, where):
    head, *fields = re.split(r"\s+(?=(?:A|R|H|P|OF)\s)", line.strip())
    return terse.event("E" + head[1:], ["", *filter(None, map(numbered, fields))], where)


def numbered(field):
    """A field with the ids of `terse.py`: "A 1,2" as "A T1,T2"; nothing where it names nobody."""
    key, _, value = field.partition(" ")
    if key == "OF":
        return f"OF E{value.strip()[1:]}"
    numbers = [x.strip() for x in value.split(",") if x.strip() not in ("", "-")]
    return f"{key} " + ",".join("T" + number for number in numbers) if numbers else None


def size(tag, where):
    kind, _, rest = tag.partition("=")
    number, _, unit = rest.partition(":")
    return terse.size(f"{kind} {number} {unit}", where)


def place_mark(tag, start, end, entities, events, at):
    text, where = at.text, at.where
    if tag.isdigit():
        skip = ARTICLE.match(text[start:end])
        start += skip.end() if skip and skip.end() < end - start else 0
        if "T" + tag not in entities:
            sys.exit(f"{where}: entity {tag} is marked and not told of below")
        pointer = at.of(start, end)
        if pointer not in entities["T" + tag]["mentions"]:
            entities["T" + tag]["mentions"].append(pointer)
        return
    m = re.fullmatch(r"(e\d+(?:,e\d+)*)(.*)", tag)
    for ident in m[1].split(","):
        v = events.get("E" + ident[1:])
        if v is None:
            sys.exit(f"{where}: event {ident} is marked and not told of below")
        what = m[2][:1]
        if not what:
            v["triggers"].append(at.of(start, end))
        elif what == "+":
            first, last = at.ends(start, end)
            v["content"] = {"from": first, "to": last, "form": form(text, start, end)}
        elif what == "?":
            v["condition"] = at.of(start, end)
        elif what == "@":
            a, dots, b = m[2][1:].partition("..")
            v["date"] = {"text": at.of(start, end), "start": None if a in ("-", "") else a,
                         "end": (None if b in ("-", "") else b) if dots else a}
        else:
            v.setdefault("sizes", []).append(size(m[2][1:], where) | {"text": at.of(start, end)})


def convert(path, tools):
    where, base = path.name, path.with_suffix("")
    head, _, rest = path.read_text("utf-8").replace("\r\n", "\n").partition("\n\n")
    fields = dict(line.split(" ", 1) for line in head.splitlines() if " " in line)
    if "published" not in fields or "contexts" not in fields:
        sys.exit(f"{where}: starts with published, publisher and contexts, then a blank line")
    body, dashes, tables = rest.partition("\n---\n")
    if not dashes:
        sys.exit(f"{where}: no line of --- before the tables")
    text, marks = parse(body.strip() + "\n", where)
    pathlib.Path(f"{base}.txt").write_text(text, "utf-8")
    subprocess.run([sys.executable, tools / "split_report.py", f"{base}.txt", "--published", fields["published"], "--publisher",
                    fields.get("publisher", ""), "-o", f"{base}.source.json"], check=True, stdout=subprocess.DEVNULL)
    at = Pointers(json.loads(pathlib.Path(f"{base}.source.json").read_text("utf-8")), where)
    entities, events = {}, {}
    for line in filter(str.strip, tables.splitlines()):
        if re.match(r"e\d", line):
            v = event(line, where)
            if v["id"] in events:
                sys.exit(f"{where}: {line.split()[0]} is told of twice")
            events[v["id"]] = v
        else:
            e = entity(line, where)
            entities[e["id"]] = e
    for tag, start, end in marks:
        place_mark(tag, start, end, entities, events, at)
    by_text = sorted(events.values(), key=lambda v: v["triggers"][0][0] if v["triggers"] else 0)
    terse.write({"id": base.name, "published": fields["published"], "contexts": fields["contexts"].replace(",", " ").split(),
                 "entities": entities.values(), "events": by_text}, pathlib.Path(f"{base}.ann.json"))
    report(base, text, events, tools)


def report(base, text, events, tools):
    for v in events.values():
        both = set(v["actors"]) & set(v.get("recipients", []))
        if both:
            print(f"{base.name}: {v['id']}: actor and recipient at once: {', '.join(sorted(both))}")
    done = subprocess.run([sys.executable, tools / "compile_annotation.py", f"{base}.source.json", f"{base}.ann.json", "-o",
                           f"{base}.gold.json"], capture_output=True, text=True)
    print((done.stdout + done.stderr).strip())
    words, dated = len(text.split()), sum("date" in v for v in events.values())
    print(f"{base.name}: {words} words, {len(events)} events, one in {words / max(1, len(events)):.1f} words, {dated} dated")


if __name__ == "__main__":
    for name in sys.argv[2:]:
        convert(pathlib.Path(name), pathlib.Path(sys.argv[1]))
