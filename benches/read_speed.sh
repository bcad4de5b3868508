#!/usr/bin/env bash
# Text to record, end to end, on one core: sentences and words a second, peak memory, time to the first record.
# Usage: benches/read_speed.sh [PROGRAM]; reads the corpus' own reports. Needs GNU time and util-linux.
set -euo pipefail
cd "$(dirname "$0")/.."
program=${1:-target/release/verbale}
log=$(mktemp)
taskset -c 0 /usr/bin/time -f "%U %S %e %M" -o "$log" "$program" read training/corpus/own/*.txt --format jsonl > "$log.jsonl"
read -r user system wall kilobytes < <(tail -n 1 "$log")
python3 - "$log.jsonl" "$user" "$system" "$wall" "$kilobytes" <<'PY'
import json, sys
records = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
user, system, wall, kilobytes = map(float, sys.argv[2:])
sentences = sum(len(r["sentences"]) for r in records)
words = sum(len(r["text"].split()) for r in records)
print(f"{len(records)} reports, {sentences} sentences, {words} words: {sentences / wall:.0f} sentences/s, {words / wall:.0f} words/s, "
      f"peak {kilobytes / 1024:.0f} MB")
PY
first=training/corpus/own/v-02.txt
for _ in 1 2 3; do taskset -c 0 /usr/bin/time -f "%e" -o "$log" "$program" read "$first" > /dev/null; tail -n 1 "$log"; done | sort -n | head -n 1 |
  sed 's/^/first record (24 sentences) after /; s/$/ s from process start/'
rm -f "$log" "$log.jsonl"
