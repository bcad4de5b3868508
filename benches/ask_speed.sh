#!/usr/bin/env bash
# How long each question to an archive takes, from start to end of the process: the best of three, in milliseconds.
# Usage: benches/ask_speed.sh ARCHIVE [PROGRAM]
set -euo pipefail
archive=$1
program=${2:-target/release/verbale}
ask() {
  local best=999999 start took
  for _ in 1 2 3 4 5; do
    start=$(date +%s%N)
    "$program" "$@" --archive "$archive" > /dev/null 2>&1
    took=$(( ($(date +%s%N) - start) / 1000000 ))
    if (( took < best )); then best=$took; fi
  done
  printf '%s\t%s\n' "$best" "$*"
}
printf 'ms\tquestion\n'
ask events
ask events --actor RUS
ask events --actor RUS --recipient UKR --type ASSAULT
ask events --actor "USA GOV"
ask events --type CONSULT --since 2020 --until 2020
ask events --status planned
ask events --mode drone
ask events --place SYR
ask events --place Riyadh
ask events --place "Riyadh 50km"
ask events --about ceasefire
ask events --about "prisoner swap"
ask events --min-confidence 0.9
ask events --min-sources 2
ask statements --actor USA
ask search ceasefire
ask search prisoner exchange mediator
ask dyad USA RUS
ask dyad RUS UKR
ask timeline
ask timeline --actor RUS
ask meetings --actor RUS
ask conditions --actor RUS
ask promised --actor RUS
ask positions --actor RUS
ask brief --about "prisoner swap"
ask sql "SELECT month, type, sum(events) FROM months WHERE actor = 'USA' GROUP BY 1, 2"
