#!/usr/bin/env python3
"""Checks the threads of a folder (default: `own` beside this file) and prints their counts.

Every context stands once in its report and its words once in the context; no two tellings lie at one place; dates are
ISO; every report is told from and every happening told. `day` is null where a happening has no day of its own.
"""
import collections
import datetime
import json
import pathlib
import re
import sys

TYPES = set("STATE AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION "
            "MOBILIZE COERCE ASSAULT".split())
STATUSES = {"happened", "planned", "possible", "denied"}


def is_day(text):
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except (TypeError, ValueError):
        return False


def check(path, faults):
    def fault(text):
        faults.append(f"{path.name}: {text}")

    thread = json.loads(path.read_text(encoding="utf-8"))
    texts = {}
    for report in thread["reports"]:
        letter = re.fullmatch(re.escape(path.stem) + r"-([a-z])\.txt", report["file"])
        if not letter:
            fault(f"odd name {report['file']}")
            continue
        text = (path.parent / report["file"]).read_text(encoding="utf-8")
        texts[letter[1]] = text
        lines = text.split("\n")
        if not lines[0].strip() or lines[1].strip():
            fault(f"{report['file']}: no title with a blank line under it")
        words = len(" ".join(lines[2:]).split())
        if not 150 <= words <= 260:
            fault(f"{report['file']}: {words} words")
        if not is_day(report["published"]) or not report["publisher"]:
            fault(f"{report['file']}: published {report['published']}, publisher {report['publisher']}")
    counts = collections.Counter(reports=len(texts))
    ids, places, told_from = set(), [], set()
    for happening in thread["happenings"]:
        name = happening["id"]
        if name in ids or not happening["what"]:
            fault(f"{name}: twice, or says not what")
        ids.add(name)
        if happening["type"] not in TYPES or happening.get("status", "happened") not in STATUSES:
            fault(f"{name}: type {happening['type']}, status {happening.get('status')}")
        if happening["day"] is not None and not is_day(happening["day"]):
            fault(f"{name}: day {happening['day']}")
        letters = set()
        for telling in happening["tellings"]:
            letter, words, context = telling["report"], telling["words"], telling["context"]
            letters.add(letter)
            text = texts.get(letter, "")
            if telling.get("type", "STATE") not in TYPES:
                fault(f"{name}: type {telling['type']}")
            if text.count(context) != 1 or context.count(words) != 1:
                fault(f"{name}: {letter}: {words!r} in {context!r}: {text.count(context)}, {context.count(words)}")
                continue
            start = text.index(context) + context.index(words)
            end = start + len(words)
            if text[start - 1:start].isalnum() or text[end:end + 1].isalnum():
                fault(f"{name}: {letter}: {words!r} in {context!r}: cuts a word")
            places.append((letter, start, end, name))
        told_from |= letters
        counts["happenings"] += 1
        counts["tellings"] += len(happening["tellings"])
        counts[f"told by {min(len(letters), 4)}"] += 1
        if not letters:
            fault(f"{name}: not told")
    if told_from != set(texts):
        fault(f"told from {sorted(told_from)} of {sorted(texts)}")
    places.sort()
    for (letter, start, end, name), (other, next_start, _, other_name) in zip(places, places[1:]):
        if letter == other and next_start < end:
            fault(f"{letter}: {name} and {other_name} lie at one place ({start}, {next_start})")
    return counts


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "own"
    columns = ["reports", "happenings", "tellings", "told by 1", "told by 2", "told by 3", "told by 4"]
    faults, total = [], collections.Counter()
    print("thread", *columns, sep="\t")
    for path in sorted(folder.glob("*.json")):
        counts = check(path, faults)
        total.update(counts)
        print(path.stem, *(counts[column] for column in columns), sep="\t")
    print("all", *(total[column] for column in columns), sep="\t")
    print("told by three or more:", total["told by 3"] + total["told by 4"])
    for line in faults:
        print(line, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
