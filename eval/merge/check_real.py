#!/usr/bin/env python3
"""Checks the gold of happenings told by several real reports.

    check_real.py FOLDER ARCHIVE

Every report must be in the archive (by the SHA-256 of its text, UTF-8), every trigger must stand where its telling
says (Unicode code points), dates must be ISO dates. Counts at the end; exit code 1 if anything is
wrong. The texts themselves are not kept here: bring them in with `verbale add` from the sets that `source` names.

A file is one thread. `happenings` are told by one or more reports; the words of every telling are one trigger as the
codebook chooses it, and all tellings of one happening belong together. `status` is happened, planned, possible or denied;
`day` (to `until`) is when, null where nothing says it; `like` names a happening of the file that this one looks like and
must not be merged with: no two happenings of one file are the same. `complete` false: the reports hold other events too.
`measure_only` true: the text may serve for measuring, not for fitting.
"""
import datetime
import hashlib
import json
import pathlib
import sqlite3
import sys

TYPES = set("STATE AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split())
STATUS = {"happened", "planned", "possible", "denied"}


def is_date(text):
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except (TypeError, ValueError):
        return False


def check(thread, texts, wrong):
    """One file: (reports, happenings, told by >= 3 reports, look-alikes, tellings)."""
    reports = {}
    for report in thread["reports"]:
        key = report["key"]
        if key in reports:
            wrong(f"report {key} twice")
        if report["published"] is not None and not is_date(report["published"]):
            wrong(f"report {key}: published {report['published']}")
        reports[key] = texts.get(report["sha256"])
        if reports[key] is None:
            wrong(f"report {key} ({report['name']}) is not in the archive")
    ids, seen, used = set(), {}, set()
    shared = alike = tellings = 0
    for happening in thread["happenings"]:
        name = happening["id"]
        if name in ids:
            wrong(f"{name} twice")
        ids.add(name)
        if happening["type"] not in TYPES:
            wrong(f"{name}: type {happening['type']}")
        if happening["status"] not in STATUS:
            wrong(f"{name}: status {happening['status']}")
        for field in ("day", "until"):
            if happening.get(field) is not None and not is_date(happening[field]):
                wrong(f"{name}: {field} {happening[field]}")
        if happening.get("until") and not happening["day"] <= happening["until"]:
            wrong(f"{name}: ends before it starts")
        if not happening["tellings"]:
            wrong(f"{name}: nobody tells it")
        for telling in happening["tellings"]:
            place = (telling["report"], telling["start"])
            if telling["report"] not in reports:
                wrong(f"{name}: no report {telling['report']}")
                continue
            used.add(telling["report"])
            text = reports[telling["report"]]
            if text is not None and text[telling["start"]:telling["end"]] != telling["words"]:
                wrong(f"{name}: {place} is {text[telling['start']:telling['end']]!r}, not {telling['words']!r}")
            if place in seen:
                wrong(f"{name}: {place} also in {seen[place]}")
            seen[place] = name
        tellings += len(happening["tellings"])
        if len({telling["report"] for telling in happening["tellings"]}) >= 3:
            shared += 1
        else:
            alike += 1
    for happening in thread["happenings"]:
        if happening.get("like", happening["id"]) not in ids:
            wrong(f"{happening['id']}: like {happening['like']}, which is not listed")
    for key in set(reports) - used:
        wrong(f"report {key} tells nothing")
    return len(reports), len(ids), shared, alike, tellings


def main():
    folder, archive = pathlib.Path(sys.argv[1]), sys.argv[2]
    base = sqlite3.connect(f"file:{archive}?mode=ro", uri=True)
    texts = {hashlib.sha256(text.encode()).hexdigest(): text for (text,) in base.execute("SELECT text FROM report")}
    faults, total, every = 0, [0] * 5, set()
    for path in sorted(folder.glob("*.json")):
        thread = json.loads(path.read_text(encoding="utf-8"))

        def wrong(what):
            nonlocal faults
            faults += 1
            print(f"{path.name}: {what}", file=sys.stderr)

        numbers = check(thread, texts, wrong)
        every.update(report["sha256"] for report in thread["reports"])
        total = [a + b for a, b in zip(total, numbers)]
        print(f"{path.name:28} reports {numbers[0]:3}  happenings {numbers[1]:3}  by >= 3 {numbers[2]:3}  by 1 or 2 {numbers[3]:3}  tellings {numbers[4]:4}")
    print(f"{'all':28} reports {len(every):3}  happenings {total[1]:3}  by >= 3 {total[2]:3}  by 1 or 2 {total[3]:3}  tellings {total[4]:4}  faults {faults}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
