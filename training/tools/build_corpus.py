#!/usr/bin/env python3
"""Compile the annotated reports of `corpus/` into records that training and scoring read.

Usage: build_corpus.py SHARED OUT

SHARED holds `record/` (the annotation tools) and `data/train/` (the open sets). Own reports (`corpus/own`) carry their
text; of real ones (`corpus/real`) only the annotation is kept here, and the text is taken from the open set named in
`corpus/sources.tsv` and must have the SHA-256 given there. Reports in which only the event words are marked (`corpus/typed`, see
`typed.py`) become `*.typed.json`.
"""
import csv, hashlib, json, pathlib, re, sys
from xml.etree import ElementTree

import typed

HERE = pathlib.Path(__file__).resolve().parent.parent / "corpus"


def current_events(shared):
    """Items of the Current Events portal by number; those of one day make one report, a line each."""
    items = json.loads((shared / "data/train/wiki-current-events/wikipedia/wikitimes_CEP.json").read_text("utf-8"))
    return {e["id"]: re.sub(r"\s,(?=\s|$)", "", re.sub(r"\s+", " ", e["description"])).strip() for e in items}


def geovirus(shared):
    """Wikinews reports by number."""
    articles = ElementTree.parse(shared / "data/train/geovirus/GeoVirus.xml").getroot()
    return {str(number): article.findtext("text").strip() for number, article in enumerate(articles)}


def kremlin(shared):
    """Releases by address: headline and body."""
    csv.field_size_limit(1 << 30)
    with (shared / "data/train/presidents-press/putin.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["link"]: (row["headline"].strip() + "\n\n" + row["body"].strip()).replace("\r\n", "\n") for row in rows}


def texts(shared):
    """Text of every real report by id, from the open sets."""
    wanted = list(csv.DictReader((HERE / "sources.tsv").open(encoding="utf-8"), delimiter="\t"))
    re3d, items = {}, current_events(shared)
    whole = {"geovirus": geovirus(shared), "kremlin": kremlin(shared)}
    for f in sorted((shared / "data/train/re3d").glob("*/documents.json")):
        for line in f.read_text("utf-8-sig").splitlines():
            if line.strip():
                r = json.loads(line)
                re3d[r["_id"]] = r["text"].replace("\r\n", "\n").strip()
    for row in wanted:
        if row["set"] in whole:
            text = whole[row["set"]][row["key"]]
        elif row["set"] == "re3d":
            text = re3d[row["key"]]
        elif row["set"] == "current-events":
            text = "\n".join(items[number] for number in row["key"].split(","))
        else:
            text = json.loads((shared / row["key"]).read_text("utf-8"))["text"]
        if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
            sys.exit(f"{row['id']}: the text is not the one that was annotated")
        yield row, text


def main():
    shared, out = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    sys.path.insert(0, str(shared / "record"))
    from compile_annotation import Compiler
    from split_report import trimmed
    out.mkdir(parents=True, exist_ok=True)
    own = [({"id": f.stem, "publisher": "Verbale corpus", "license": "MIT OR Apache-2.0"}, f.read_text("utf-8"))
           for f in sorted((HERE / "own").glob("*.txt"))]
    for row, text in own + list(texts(shared)):
        folder = HERE / ("real" if "sha256" in row else "own")
        report = {k: row[k] for k in ("id", "publisher", "url", "license") if row.get(k)}
        source = {"report": report, "text": text, "sentences": [{"start": s, "end": e} for s, e in trimmed(text)]}
        compiler = Compiler(source, json.loads((folder / f"{row['id']}.ann.json").read_text("utf-8")))
        record = compiler.record()
        if compiler.problems:
            sys.exit(f"{row['id']}: " + "; ".join(compiler.problems))
        (out / f"{row['id']}.gold.json").write_text(json.dumps(record, ensure_ascii=False) + "\n", "utf-8")
    for file in sorted((HERE / "typed").glob("*.typed")):
        found = typed.read(file)
        found["sentences"] = [{"start": s, "end": e} for s, e in trimmed(found["text"])]
        (out / f"{file.stem}.typed.json").write_text(json.dumps(found, ensure_ascii=False) + "\n", "utf-8")
    print(f"{len(list(out.glob('*.gold.json')))} records and {len(list(out.glob('*.typed.json')))} texts with event words in {out}")


if __name__ == "__main__":
    main()
