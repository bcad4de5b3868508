"""Makes ../people.tsv: people.py FOLDER. Rows of people_hand.tsv come first; heads of state and government of the two
Factbook snapshots follow, where the hand-written rows do not name the same person for the same country.

A snapshot tells when somebody took office, not when the office ended. The end of a holder of 2015 is the day before the
holder of 2026 began, if that was soon after; otherwise the row ends with 2016, when it is last known to be near the truth."""

import csv
import datetime
import os
import re
import sys

from sources import factbook, fold, plain, write

HERE = os.path.dirname(os.path.abspath(__file__))
HEADER = "name aliases country sectors office from to".split()
TITLES = """President|Prime Minister|Premier|Chancellor|King|Queen|Emir|Amir|Sultan|Emperor|Grand Duke|Prince|Supreme Leader|State Councilor|Taoiseach|
Captain Regent|Pope|Crown Prince|Chairman of the Presidency|Co-Prince|Chairman|Governor|Governor-General|Governor General|Interim President|Acting President|
Transitional President|Transition President|Interim Prime Minister|Acting Prime Minister|Minister-President|Vice President|First Vice President|Head of State|
Administrator|Chief Executive|Supreme People's Assembly President|General Secretary|Federal Chancellor|Sovereign Council Chair|Transitional Military Council Chair"""
TITLES = sorted((title.strip() for title in TITLES.replace("\n", "").split("|")), key=len, reverse=True)
MONTHS = "January February March April May June July August September October November December".split()
RANKS = r"\b(Gen|Lt|Col|Maj|Capt|Dr|Sir|Dame|Adm|Brig|Field Marshal|Sheikh|Shaykh|Engr|Ing|Hon|Fr|Ret|Marshal|Chief|Baron)\b\.?\s*"
# Heads of state who are those of another country.
SHARED = {"charles", "elizabeth", "willem", "margrethe", "frederik"}


def date(text):
    found = re.search(r"since (?:(\d{1,2}) )?(?:([A-Z][a-z]+) )?(\d{4})", text)
    if not found or found[2] and found[2] not in MONTHS:
        return ""
    day, month, year = found.groups()
    if not month:
        return year
    stamp = f"{year}-{MONTHS.index(month) + 1:02}"
    return f"{stamp}-{int(day):02}" if day else stamp


def parse(text):
    """(office, name, since) for each "President Ann LEE (since 1 May 2012)"."""
    for part in re.split(r";|<br>", text):
        part = plain(part)
        title = next((title for title in TITLES if part.startswith(title + " ")), None)
        if title is None:
            continue
        words = re.sub(RANKS, "", part[len(title):].split("(since")[0].split(",")[0])
        words = re.sub(r"\([^)]*\)|\"[^\"]*\"|“[^”]*”", "", words).split()
        if not any(len(word) > 1 and word.isupper() and not re.fullmatch("[IVX]+", word) for word in words) or len(words) > 7:
            continue
        yield title, words, date(part)


def names(words):
    """The full name, and the first name with the family name."""
    proper = [re.sub(r"[A-ZÀ-Þ]{2,}", lambda m: m[0].capitalize(), word) for word in words]
    roman = [word for word in words if re.fullmatch(r"[IVX]+", word)]
    proper = [word if word in roman else name for word, name in zip(words, proper)]
    full = " ".join(proper)
    caps = [at for at, word in enumerate(words) if len(word) > 1 and word.isupper() and word not in roman]
    family = " ".join(proper[caps[0]:caps[-1] + 1])
    short = full if caps[0] == 0 else f"{proper[0]} {family}"
    return full, short, family


def main(folder):
    hand = list(csv.reader(open(os.path.join(HERE, "people_hand.tsv"), encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert hand[0] == HEADER
    rows = hand[1:]
    taken = {(row[2], fold(name).split()[-1]) for row in rows for name in [row[0]] + row[1].split("|") if name}
    codes = {}
    with open(os.path.join(HERE, "..", "countries.tsv"), encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            for name in [row["name"]] + row["aliases"].split("|"):
                codes.setdefault(fold(name), row["code"])
    found = {2026: [], 2015: []}
    for year, _, document in factbook(folder):
        government = document.get("Government", {})
        name = plain(government.get("Country name", {}).get("conventional short form", {}).get("text", ""))
        code = codes.get(fold(name))
        branch = government.get("Executive branch", {})
        if code is None or government.get("Dependency status"):
            continue
        for field in ("chief of state", "head of government"):
            for office, words, since in parse(branch.get(field, {}).get("text", "")):
                found[year].append((code, office, *names(words), since))
    for code, office, full, short, family, since in found[2026]:
        rows += tenure(taken, code, office, full, short, family, since, "")
    for code, office, full, short, family, since in found[2015]:
        if any(later[0] == code and later[5] == since for later in found[2026]):
            continue  # The same holder, perhaps spelt otherwise.
        starts = [later[5] for later in found[2026] if later[0] == code and same_office(later[1], office) and fold(later[4]) != fold(family)]
        soon = [start for start in starts if since < start <= "2019" and len(start) == 10]
        end = day_before(min(soon)) if soon else "2016"
        rows += tenure(taken, code, office, full, short, family, since, end)
    write(os.path.join(HERE, "..", "people.tsv"), HEADER, rows)


def same_office(one, other):
    head = {"Prime Minister", "Premier", "Chancellor"}
    return one == other or one in head and other in head


def tenure(taken, code, office, full, short, family, since, end):
    key = (code, fold(family).split()[-1])
    if len(full.split()) < 2 or not full[0].isupper():
        return []
    if key in taken or fold(full).split()[0] in SHARED and code not in ("GBR", "NLD", "DNK"):
        return []
    taken.add(key)
    aliases = [short] if short != full else []
    return [[full, "|".join(aliases), code, "GOV", office.lower(), since, end]]


def day_before(stamp):
    return str(datetime.date.fromisoformat(stamp) - datetime.timedelta(days=1))


if __name__ == "__main__":
    main(sys.argv[1])
