#!/usr/bin/env python3
"""Turn a terse line-by-line annotation into the `.ann.json` of the codebook (section 4).

Usage: terse.py REPORT.source.json REPORT.terse -o REPORT.ann.json

One line an entity or event, fields separated by " | ", items by ";". Lines that start with "#" are comments.

    published 2025-02-18
    contexts diplomatic military
    T2 country UKR - Ukraine | *Ukraine; *Ukrainian; !4:Ukrainian; 6:country; 8:country#2
    T7 person USA GOV,LEG Marco Rubio @ Secretary of State | *Marco Rubio; *Rubio; 9:he
    T3 group - GOV US and Russian diplomats = T7,T8 | 0:US and Russian diplomats
    E1 CONSULT:third-party +historical,future | 0:met; 1:meeting | A T3,T9 | R T5 | H T4 | P T6 | D 0:Tuesday 2025-02-18..2025-02-18 | OF E2
    E2 REQUEST:yield | 9:urged | A T7 | R T5 | C 9:to end .. 9:fighting indirect | IF 9:if they agree
    E3 ASSAULT:drone | 18:launched | A T3 | S weapons 176 drones @ 18:176 drones | S killed ~24 people @ 19:dozens

An entity line is ID KIND COUNTRY SECTORS NAME, "-" where there is none. A pointer is SENTENCE:WORDS, with #N for the
Nth occurrence. `*WORDS` stands for every whole-word occurrence that no longer name of another entity covers, and
`!` takes one out. `+` gives the auxiliary modes, `~` an approximate size, an open date end is "-".
"""
import argparse, json, pathlib, re, sys


def pointer(text, where):
    m = re.fullmatch(r"(\d+):(.+?)(?:#(\d+))?", text.strip(), re.S)
    if not m:
        sys.exit(f"{where}: not a pointer: {text!r}")
    out = [int(m[1]), m[2].strip()]
    return out + [int(m[3])] if m[3] else out


def occurrences(body, words):
    left = r"(?<!\w)" if words[:1].isalnum() else ""
    right = r"(?!\w)" if words[-1:].isalnum() else ""
    return [m.start() for m in re.finditer(left + re.escape(words) + right, body)]


def entity(head, rest, where):
    m = re.fullmatch(r"(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s+(.*)", head)
    if not m:
        sys.exit(f"{where}: want ID KIND COUNTRY SECTORS NAME: {head!r}")
    name, _, members = m[5].partition(" = ")
    name, _, office = name.partition(" @ ")
    e = {"id": m[1], "kind": m[2], "name": name.strip(), "country": None if m[3] == "-" else m[3],
         "sectors": [] if m[4] == "-" else m[4].split(",")}
    if office:
        e["office"] = office.strip()
    if members:
        e["members"] = [x.strip() for x in members.split(",")]
    e["items"] = [x.strip() for x in ";".join(rest).split(";") if x.strip()]
    return e


def expand(entities, bodies, where):
    """Resolve stars into pointers; a star yields where a longer capitalised name of another entity covers it."""
    names = {(e["id"], i.lstrip("*") if i.startswith("*") else pointer(i, where)[1])
             for e in entities if e["kind"] != "group" for i in e["items"] if not i.startswith("!")}
    for e in entities:
        out, drop = [], []
        for item in e.pop("items"):
            if item.startswith("!"):
                drop.append(pointer(item[1:], where))
            elif not item.startswith("*"):
                out.append(pointer(item, where))
            else:
                out += stars(item[1:].strip(), e["id"], names, bodies)
        drop = [(d + [1])[:3] for d in drop]
        seen, kept = set(), []
        for p in out:
            key = tuple((p + [1])[:3])
            if list(key) not in drop and key not in seen:
                seen.add(key)
                kept.append(p)
        e["mentions"] = sorted(kept, key=lambda p: (p[0], occurrences(bodies[p[0]], p[1])[:1]))


def stars(words, own, names, bodies):
    proper = lambda n: n[:1].isupper() and n.split()[-1][:1].isupper()  # "American ambassador" is none
    longer = [(i, n) for i, n in names if len(n) > len(words) and words in n and proper(n)]
    out = []
    for number, body in enumerate(bodies):
        for nth, at in enumerate(occurrences(body, words), 1):
            if not any(s <= at and at + len(words) <= s + len(n) for _, n in longer for s in occurrences(body, n)):
                out.append([number, words] + ([nth] if nth > 1 else []))
    return out


def size(words, where):
    m = re.fullmatch(r"(\w+)\s+(~?)([\d.]+)\s*(.*)", words.strip())
    if not m:
        sys.exit(f"{where}: size {words!r}")
    number = float(m[3])
    return {"kind": m[1], "value": int(number) if number.is_integer() else number, "unit": m[4].strip() or None, "approx": bool(m[2])}


def event(head, rest, where):
    ident, kind, *aux = head.split()
    kind, _, modes = kind.partition(":")
    v = {"id": ident, "type": kind, "modes": modes.split(",") if modes else [],
         "aux": [a for x in aux for a in x.lstrip("+").split(",") if a],
         "triggers": [pointer(x, where) for x in rest[0].split(";") if x.strip()], "actors": []}
    for field in rest[1:]:
        key, _, value = field.strip().partition(" ")
        value = value.strip()
        if key in "ARH" and len(key) == 1:
            v[{"A": "actors", "R": "recipients", "H": "hosts"}[key]] = [x.strip() for x in value.split(",") if x.strip()]
        elif key == "P":
            v["place"] = value
        elif key == "OF":
            v["of"] = value
        elif key == "D":
            p, _, days = value.rpartition(" ")
            a, _, b = days.partition("..")
            v["date"] = {"text": pointer(p, where), "start": None if a in ("", "-") else a, "end": None if b in ("", "-") else b}
        elif key == "S":
            left, _, p = value.partition(" @ ")
            v.setdefault("sizes", []).append(size(left, where) | {"text": pointer(p, where)})
        elif key == "C":
            m = re.fullmatch(r"(.+?) \.\. (.+) (direct|mixed|indirect)", value, re.S)
            if not m:
                sys.exit(f"{where}: content {value!r}: want FROM .. TO FORM")
            v["content"] = {"from": pointer(m[1], where), "to": pointer(m[2], where), "form": m[3]}
        elif key == "IF":
            v["condition"] = pointer(value, where)
        else:
            sys.exit(f"{where}: field {key!r}")
    return v


def write(ann, path):
    lines = {k: ",\n  ".join(json.dumps(x, ensure_ascii=False) for x in ann[k]) for k in ("entities", "events")}
    head = ", ".join(f"{json.dumps(k)}: {json.dumps(ann[k])}" for k in ("id", "published", "contexts"))
    path.write_text(f'{{{head},\n "entities": [\n  {lines["entities"]}],\n "events": [\n  {lines["events"]}]}}\n', "utf-8")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("source", type=pathlib.Path)
    ap.add_argument("terse", type=pathlib.Path)
    ap.add_argument("-o", "--out", type=pathlib.Path, required=True)
    a = ap.parse_args()
    source = json.loads(a.source.read_text("utf-8"))
    bodies = [source["text"][s["start"]:s["end"]] for s in source["sentences"]]
    ann = {"id": source["report"]["id"], "published": None, "contexts": [], "entities": [], "events": []}
    for n, line in enumerate(a.terse.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        where = f"{a.terse.name}:{n}"
        head, *rest = re.split(r"\s+\|\s*", line.strip())
        if head.startswith("published "):
            ann["published"] = head.split()[1]
        elif head.startswith("contexts "):
            ann["contexts"] = head.split()[1:]
        elif re.match(r"T\d", head):
            ann["entities"].append(entity(head, rest, where))
        elif re.match(r"E\d", head):
            ann["events"].append(event(head, rest, where))
        else:
            sys.exit(f"{where}: line starts with neither T1, E1, published nor contexts")
    expand(ann["entities"], bodies, a.terse.name)
    write(ann, a.out)
    for e in ann["entities"]:
        print(e["id"], e["name"], "|", " ".join(f"{p[0]}:{p[1]}" for p in e["mentions"]))


if __name__ == "__main__":
    main()
