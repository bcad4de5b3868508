#!/usr/bin/env python3
"""Texts without labels, for a teacher to label: one JSON line a text.

Usage: unlabelled.py SHARED --held-out corpus/held-out.txt --records work/records > texts.jsonl
Generated stories, Wikinews reports, dated events of a month, and the beginnings of press releases and briefings. Texts that are held out
are left out.
"""
from __future__ import annotations

import argparse
import csv
import io
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as xml
import zipfile

WORDS_MAX = 420  # of a release or briefing: they are long, and much alike
csv.field_size_limit(1 << 24)


def stories(root):
    archive = zipfile.ZipFile(next((root / "ngec-synthetic").glob("*.zip")))
    name = next(n for n in archive.namelist() if n.endswith(".csv"))
    for i, row in enumerate(csv.DictReader(io.TextIOWrapper(archive.open(name), "utf-8"))):
        yield f"story-{i}", row["text"].strip()


def wikinews(root):
    for i, article in enumerate(xml.parse(root / "geovirus/GeoVirus.xml").getroot().iter("article")):
        yield f"geovirus-{i}", article.findtext("text") or ""


def releases(root):
    with (root / "presidents-press/putin.csv").open(encoding="utf-8", newline="") as file:
        for i, row in enumerate(csv.DictReader(file)):
            yield f"release-{i}", beginning(f"{row['headline']}\n\n{row['body']}")


def briefings(root):
    with (root / "wh-briefings/briefings_foreign_policy_120.jsonl").open(encoding="utf-8") as file:
        for i, line in enumerate(file):
            text = next(value for key, value in json.loads(line).items() if key in ("text", "body", "content"))
            words = text.split(" ")
            for part in range(0, min(len(words), 6 * WORDS_MAX), WORDS_MAX):
                yield f"briefing-{i}-{part}", " ".join(words[part:part + WORDS_MAX])


def beginning(text):
    """The first paragraphs, of `WORDS_MAX` words or a little more."""
    kept, count = [], 0
    for paragraph in re.split(r"(\n+)", text):
        kept.append(paragraph)
        count += len(paragraph.split())
        if count > WORDS_MAX:
            break
    return "".join(kept).strip()


def key(text):
    return re.sub(r"\W+", "", text.lower())[200:320]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("shared", type=pathlib.Path)
    ap.add_argument("--held-out", type=pathlib.Path, required=True)
    ap.add_argument("--records", type=pathlib.Path, required=True)
    a = ap.parse_args()
    root = a.shared / "data/train"
    labelled = {key(json.loads(f.read_text("utf-8"))["text"]) for f in a.records.glob("*.gold.json")}
    seen = set(labelled)
    for source in (stories, wikinews, releases, briefings):
        for name, text in source(root):
            if len(text.split()) < 30 or key(text) in seen:
                continue
            seen.add(key(text))
            print(json.dumps({"id": name, "text": text}, ensure_ascii=False))
    print(len(seen) - len(labelled), "texts", file=sys.stderr)


if __name__ == "__main__":
    main()
