"""Reads a GDELT export by the codebook's columns: python gdelt.py gdelt.csv"""

import sys

import pandas

NUMBERS = {0: "int64", 1: "int64", 3: "int64", 4: "float64", 25: "int64", 29: "int64", 30: "float64", 31: "int64"}

events = pandas.read_csv(sys.argv[1], sep="\t", header=None, dtype=NUMBERS | {26: str, 27: str, 28: str}, keep_default_na=True)
assert events.shape[1] == 61 and events[0].is_unique
assert events[29].isin([1, 2, 3, 4]).all() and events[30].between(-10, 10).all()
assert (events[26].str[:3] == events[27]).all() and (events[26].str[:2] == events[28]).all()
assert events[51].isin(range(6)).all()
assert (events[1] // 10000 == events[3]).all()
print(f"gdelt: {len(events)} rows read")
