#!/usr/bin/env python3
"""Make an archive of any size out of a small one, so that asking a large one can be measured.

Usage: large_archive.py SMALL.db LARGE.db EVENTS

Copies the small archive and puts its reports in again, each round three weeks earlier and under other numbers, until there are
EVENTS events. Happenings, actors and word indexes are there as `verbale add` would leave them; no report is read again. Needs the package
`apsw` (its own SQLite).
"""
import pathlib
import shutil
import sys

import apsw

DAYS = 21
SHIFTED = {  # table: columns of a copy; {r} is what a report's number grows by, {e} an event's or entity's, {d} a day's
    "report": "id+{r}, content_key||'-{n}', NULL, name||'-{n}', origin, title, publisher, url, license, date(published, {d}), language, text, family+{r}, added",
    "reading": "report+{r}, program, model, knowledge, record",
    "sentence": "report+{r}, number, start, stop",
    "context": "report+{r}, name",
    "entity": "id+{e}, actor, kind, name, country, sectors, office, latitude, longitude, precision, place_name, place_row, near, variants, named",
    "event": "id+{e}, occurrence+{e}, neighbourhood+{e}, kind, modes, aux, status, confidence, date(day, {d}), date(start, {d}), date(stop, {d}), "
             "place+{e}, place_confidence, place_country, of+{e}, sentence, trigger_start, trigger_stop, content_start, content_stop, form, "
             "condition_start, condition_stop, ahead",
    "party": "event+{e}, role, entity+{e}, country, confidence",
    "size": "event+{e}, number, kind, value, unit, approximate",
    "sketch": "report+{r}, bytes",
    "band": "key+{n}, report+{r}",
    "block": "key+{n}, report+{r}, events",
    "occurrence": "id+{e}, kind, status, date(day, {d}), reports, sources, confidence, modes",
    "dealing": "one, other, occurrence+{e}, ways",
}
WORDS = """
INSERT INTO report_words (rowid, title, text) SELECT id, title, text FROM report WHERE id > {r} AND id <= {r} + {size};
INSERT INTO entity_words (rowid, name) SELECT id, name FROM entity WHERE id > {r} << 16 AND id < ({r} + {size} + 1) << 16;
INSERT INTO sentence_words (rowid, words)
  SELECT s.report * 65536 + s.number + 1, CAST(substr(CAST(r.text AS BLOB), s.start + 1, s.stop - s.start) AS TEXT)
  FROM report r JOIN sentence s ON s.report = r.id WHERE r.id > {r} AND r.id <= {r} + {size};
"""
TALLY = """INSERT INTO tally SELECT actor, recipient, coalesce(substr(date(month || '-01', {d}), 1, 7), ''), kind, status, sum(events)
  FROM small.tally WHERE 1 GROUP BY 1, 2, 3, 4, 5 ON CONFLICT DO UPDATE SET events = events + excluded.events"""


def main():
    small, large, wanted = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3])
    shutil.copy(small, large)
    db = apsw.Connection(str(large))
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA cache_size = -400000")
    db.execute("ATTACH ? AS small", (str(small),))
    size = db.execute("SELECT max(id) FROM small.report").fetchone()[0]
    events = db.execute("SELECT count(*) FROM small.event").fetchone()[0]
    for n in range(1, -(-wanted // events)):
        shift = {"n": n, "r": n * size, "e": n * size << 16, "d": f"'-{n * DAYS} days'", "size": size}
        with db:
            for table, columns in SHIFTED.items():
                names = [row[1] for row in db.execute(f"PRAGMA small.table_info({table})")]
                db.execute(f"INSERT INTO {table} ({', '.join(names)}) SELECT {columns.format(**shift)} FROM small.{table}")
            db.execute(WORDS.format(**shift))
            db.execute(TALLY.format(**shift))
        print(f"{(n + 1) * events} events", end="\r", flush=True)
    db.execute("DETACH small")
    print()


if __name__ == "__main__":
    main()
