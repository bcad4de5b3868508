"""Reads a POLECAT export as scripts for POLECAT do: python polecat.py polecat.txt"""

import csv
import sys

import pandas

path = sys.argv[1]
QUADS = {"VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"}

events = pandas.read_csv(path, sep="\t", low_memory=False)
assert events.shape[1] == 40 and len(events) > 0
assert events["Event ID"].is_unique
assert set(events["Quad Code"]) <= QUADS
assert pandas.to_datetime(events["Event Date"], format="%Y-%m-%d").notna().all()
assert pandas.api.types.is_numeric_dtype(events["Intensity"])
assert pandas.to_numeric(events["Latitude"]).dropna().between(-90, 90).all()
assert events["Actor Country"].dropna().str.fullmatch(r"[A-Z]{3}").all()

# Dyads by country, with the lists that some rows have divided at semicolons.
dyads = events.assign(actor=events["Actor Country"].str.split("; "), recipient=events["Recipient Country"].str.split("; "))
dyads = dyads.explode("actor").explode("recipient").groupby(["actor", "recipient", "Event Type"])["Intensity"].mean()
print(dyads)

# Loaders for graphs read the lines with the csv module and pass over rows that say None.
with open(path, encoding="utf-8") as file:
    rows = list(csv.reader(file, delimiter="\t"))[1:]
assert len(rows) == len(events) and all(len(row) == 40 for row in rows)
edges = [(row[7], row[2], row[15], row[1]) for row in rows if "None" not in (row[1], row[2], row[7], row[15])]
print(f"polecat: {len(events)} rows read, {len(edges)} with both sides")
