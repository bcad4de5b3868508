#!/usr/bin/env python3
"""What readings have in common, as a dictionary to compress them with (`crates/store/src/reading.dict`).

Usage: verbale read -f jsonl REPORTS | reading_dictionary.py > reading.dict   (needs `zstandard` from PyPI)
The fields are left out that the archive leaves out too (`lean` in `crates/store/src/reading.rs`). Archives need the dictionary
that they were written with: a new one goes beside this one, not in its place.
"""
import json
import sys

import zstandard

BYTES = 16 * 1024
LISTS = {"entities", "events", "mentions", "triggers"}


def thin(value):
    if isinstance(value, dict):
        kept = {k: thin(v) for k, v in value.items() if not (k == "text" and "start" in value)}
        return {k: v for k, v in kept.items() if v is not None and (v != [] or k in LISTS)}
    return [thin(v) for v in value] if isinstance(value, list) else value


samples = []
for line in sys.stdin:
    record = json.loads(line)
    record.pop("text")
    samples.append(json.dumps(thin(record), ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode())
sys.stdout.buffer.write(zstandard.train_dictionary(BYTES, samples).as_bytes())
