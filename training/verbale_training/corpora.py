"""The open corpora as examples with the layers that each of them labels. `root` is the folder that holds them."""
from __future__ import annotations

import collections
import csv
import io
import re
import zipfile
import xml.etree.ElementTree as ET

from .example import Aligner, Example, allowed, joined, mark
from .frames import frames
from .labels import KINDS, NUGGETS, TOKEN, TYPES, anaphor

TITLES = set("president minister prime secretary mr mr. mrs mrs. ms ms. dr dr. king queen prince princess general gen. sen. senator "
             "rep. foreign chancellor professor prof. sir lord judge captain colonel pope bishop archbishop governor mayor".split())
NAMES = {"PER": ["person"], "ORG": ["organization", "group"], "LOC": ["place", "country"],
         "person": ["person"], "location": ["place", "country"], "corporation": ["organization"], "group": ["organization", "group"]}


def chunked(name, source, sentences, size=12):
    """Groups lists of (tokens, tags) into documents of `size` sentences; tags are IOB2 strings."""
    for at in range(0, len(sentences), size):
        part = sentences[at:at + size]
        tokens = [t for ts, _ in part for t in ts]
        text, spans = joined(tokens)
        a = Aligner(text)
        ends, bounds = 0, []
        for ts, _ in part:
            bounds.append((spans[ends][0], spans[ends + len(ts) - 1][1]))
            ends += len(ts)
        x = Example(source, f"{name}-{at}", text, a.words, a.sentences(bounds))
        x.names = allowed(len(a.words), TOKEN["names"])
        tag(x, a, spans, [t for _, ts in part for t in ts])
        yield x


def tag(x, a, spans, tags):
    at = 0
    while at < len(tags):
        end = at + 1
        if tags[at].startswith("B-"):
            while end < len(tags) and tags[end].startswith("I-"):
                end += 1
            span = a.span(spans[at][0], spans[end - 1][1])
            kinds = NAMES.get(tags[at][2:])
            if span and kinds:
                mark(x.names, *span, TOKEN["names"], kinds)
            elif span:
                x.names[span[0]:span[1] + 1] = False
        at = end


def iob(path, column, tag_column, sep="\t"):
    out, tokens, tags = [], [], []
    for line in path.read_text("utf-8").splitlines() + [""]:
        if line.startswith("# "):
            continue
        if not line.strip():
            if tokens:
                out.append((tokens, tags))
            tokens, tags = [], []
            continue
        cells = line.split(sep)
        t = cells[tag_column] if len(cells) > tag_column else "O"
        tokens.append(cells[column].strip() or "_")
        tags.append(t if t[:2] in ("B-", "I-") else "O")
    return [(t, begun(g)) for t, g in out]


def begun(tags):
    """IOB1 to IOB2."""
    return ["B-" + t[2:] if t[:2] == "I-" and (i == 0 or tags[i - 1][2:] != t[2:]) else t for i, t in enumerate(tags)]


def uner(root):
    for part in ("at-train-commit/en_ewt-ud-train", "en_ewt-ud-dev"):
        yield from chunked("uner", "uner", iob(root / f"uner-ewt/{part}.iob2", 1, 2))


def wikigold(root):
    yield from chunked("wikigold", "wikigold", iob(root / "ner-misc/wikigold/wikigold.conll.txt", 0, 1, " "))


def conllu(path):
    """Documents of a .conllu file: (id, [sentence], where a sentence is a list of rows)."""
    name, rows, sents, out = path.stem, [], [], []
    for line in path.read_text("utf-8").splitlines() + [""]:
        if line.startswith("# newdoc id"):
            if sents:
                out.append((name, sents))
            name, sents = line.split("=")[1].strip(), []
        elif not line.strip():
            if rows:
                sents.append(rows)
            rows = []
        elif not line.startswith("#"):
            cells = line.split("\t")
            if cells[0].isdigit():
                rows.append(cells)
    return out + ([(name, sents)] if sents else [])


def gum(root):
    keep = set((root / "gum/train.txt").read_text().split())
    for path in sorted((root / "gum/dep").glob("*.conllu")):
        if path.stem in keep:
            for name, sents in conllu(path):
                yield gum_document(name, sents)


def gum_document(name, sents):
    rows = [r for s in sents for r in s]
    text, spans = joined([r[1] for r in rows])
    a = Aligner(text)
    at, bounds = 0, []
    for s in sents:
        bounds.append((spans[at][0], spans[at + len(s) - 1][1]))
        at += len(s)
    x = Example("gum", name, text, a.words, a.sentences(bounds))
    x.names = allowed(len(a.words), TOKEN["names"])
    for i, r in enumerate(rows):
        if r[3] == "ADJ" and r[1][:1].isupper():
            w = a.span(*spans[i])
            x.names[w[0]:w[1] + 1] = False
    for first, last, kind, cluster, minspan in sorted(gum_entities(rows), key=lambda e: e[0] - e[1]):
        gum_mention(x, a, rows, spans, first, last, kind, cluster, minspan)
    x.mentions = sorted(set(x.mentions))
    x.events = frames(sents, a, spans, x.mentions)
    x.coref = True
    return x


def gum_entities(rows):
    """(first, last, kind, cluster, minspan) of every entity, read from the bracket notation of the MISC column."""
    open_, out = {}, []
    for i, r in enumerate(rows):
        m = re.search(r"Entity=([^|]*)", r[9])
        if not m:
            continue
        for part in re.findall(r"\([^()]+\)?|[^()]+\)", m[1]):
            body = part.strip("()")
            ident = body.split("-")[0]
            if part.startswith("("):
                fields = body.split("-")
                minspan = next((f for f in fields[4:7] if re.fullmatch(r"\d+(,\d+)*", f)), "1")
                entry = (i, fields[1] if len(fields) > 1 else "", ident, minspan)
                if part.endswith(")"):
                    out.append((i, i, entry[1], ident, minspan))
                else:
                    open_.setdefault(ident, []).append(entry)
            elif open_.get(ident):
                first, kind, ident, minspan = open_[ident].pop()
                out.append((first, i, kind, ident, minspan))
    return out


def gum_mention(x, a, rows, spans, first, last, kind, cluster, minspan):
    kinds = {"person": ["person"], "organization": ["organization", "country"], "place": ["place", "country"]}.get(kind)
    if not kinds:
        return
    heads = [first + int(n) - 1 for n in minspan.split(",") if first + int(n) - 1 <= last]
    head = max(heads or [last])
    start = first
    while start < head and (rows[start][3] in ("DET", "PUNCT") or rows[start][1].lower() in TITLES and kind == "person"
                            or rows[start][5].find("Poss=Yes") >= 0):
        start += 1
    proper = rows[head][3] == "PROPN"
    if proper:
        start = head
        while start > first and rows[start - 1][3] in ("PROPN", "PUNCT") and rows[start - 1][1] not in (",", "(", '"') and rows[start - 1][1].lower() not in TITLES:
            start -= 1
        while start < head and rows[start][3] == "PUNCT":
            start += 1
    span = a.span(spans[start][0], spans[head][1])
    if span is None or span[1] - span[0] > 12:
        return
    if proper:
        mark(x.names, *span, TOKEN["names"], kinds)
    word = rows[head][1] if start == head else ""
    k = KINDS.index("group") if kind == "person" and "Number=Plur" in rows[head][5] and not proper else KINDS.index(kinds[0])
    x.mentions.append((*span, cluster, k + (0 if proper else 5), anaphor(word)))


def uds(root):
    """Factuality of verbs on the web treebank: -3..3 in three classes."""
    values = collections.defaultdict(list)
    for line in (root / "uds/factuality.train.tsv").read_text().splitlines()[1:]:
        sent, token, value, confidence = line.split("\t")
        if float(confidence) >= 0.4:
            values[sent].append((int(token), 0 if float(value) < -0.4 else 2 if float(value) > 0.8 else 1))
    sents, ids, rows, ident = [], [], [], None
    for line in (root / "ud-ewt/en_ewt-ud-train.rebuilt.conllu").read_text("utf-8").splitlines() + [""]:
        if line.startswith("# sent_id"):
            ident = line.split("=")[1].strip()
        elif not line.strip() and rows:
            sents.append((ident, rows))
            rows = []
        elif line and line[0].isdigit() and line.split("\t")[0].isdigit():
            rows.append(line.split("\t"))
    sents = [s for s in sents if s[0] in values]
    for at in range(0, len(sents), 12):
        yield uds_document(sents[at:at + 12], values)


def uds_document(part, values):
    rows = [r for _, s in part for r in s]
    text, spans = joined([r[1] for r in rows])
    a = Aligner(text)
    at, bounds, facts = 0, [], []
    for ident, s in part:
        bounds.append((spans[at][0], spans[at + len(s) - 1][1]))
        numbers = {int(r[0]): at + i for i, r in enumerate(s)}
        facts += [(a.span(*spans[numbers[t]])[0], c) for t, c in values[ident] if t in numbers]
        at += len(s)
    x = Example("uds", f"uds-{part[0][0]}", text, a.words, a.sentences(bounds))
    x.factuality = facts
    return x


def trees(root):
    """Frames of the web treebank; every noun and pronoun is taken for a mention of its own."""
    sents = [s for _, ss in conllu(root / "ud-ewt/en_ewt-ud-train.rebuilt.conllu") for s in ss if 6 < len(s) < 60]
    for at in range(0, len(sents), 12):
        part = sents[at:at + 12]
        rows = [r for s in part for r in s]
        text, spans = joined([r[1] for r in rows])
        a = Aligner(text)
        bounds, first = [], 0
        for s in part:
            bounds.append((spans[first][0], spans[first + len(s) - 1][1]))
            first += len(s)
        x = Example("trees", f"trees-{at}", text, a.words, a.sentences(bounds))
        for i, r in enumerate(rows):
            if r[3] in ("NOUN", "PROPN", "PRON") and r[7] not in ("compound", "flat"):
                start = i
                while start and rows[start - 1][7] in ("compound", "flat", "amod"):
                    start -= 1
                span = a.span(spans[start][0], spans[i][1])
                x.mentions.append((*span, i, i % 5 + (0 if r[3] == "PROPN" else 5), anaphor(r[1])))
        x.events = frames(part, a, spans, x.mentions)
        yield x


def sw100(root):
    for path in sorted((root / "sw100/SW100").glob("*/*.txt")):
        text = path.read_text("utf-8")
        a = Aligner(text)
        bounds = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+?(?:[.!?](?=\s)|\n|$)", text)]
        x = Example("sw100", f"sw100-{path.stem}", text, a.words, a.sentences(bounds))
        x.nuggets = allowed(len(a.words), NUGGETS)
        for line in path.with_suffix(".ann").read_text("utf-8").splitlines():
            m = re.match(r"T\d+\tEvent (\d+) (\d+)", line)
            span = m and a.span(int(m[1]), int(m[2]))
            if span:
                mark(x.nuggets, *span, NUGGETS, ["event"])
        yield x


def meantime(root):
    for path in sorted((root / "meantime").glob("corpus_*/*.xml")):
        yield meantime_document(path)


def meantime_document(path):
    doc = ET.parse(path).getroot()
    tokens = doc.findall("token")
    text, spans = joined([t.text or "_" for t in tokens])
    at = {t.get("t_id"): i for i, t in enumerate(tokens)}
    a = Aligner(text)
    bounds, last = [], None
    for t, s in zip(tokens, spans):
        if t.get("sentence") != last:
            bounds.append(s)
            last = t.get("sentence")
    x = Example("meantime", path.stem, text, a.words, a.sentences(bounds))
    x.nuggets = allowed(len(a.words), NUGGETS)
    labelled = sum(1 for t in tokens if int(t.get("sentence")) <= 5)
    cut = spans[labelled - 1][1]
    for m in doc.find("Markables"):
        kind = {"EVENT_MENTION": "event", "TIMEX3": "time"}.get(m.tag)
        ids = sorted(at[k.get("t_id")] for k in m.findall("token_anchor") if k.get("t_id") in at)
        if kind and ids:
            span = a.span(spans[ids[0]][0], spans[ids[-1]][1])
            if span and span[1] - span[0] < 8:
                mark(x.nuggets, *span, NUGGETS, [kind])
    for w, (s, _) in enumerate(a.words):  # only the first six sentences of a report are annotated
        if s >= cut:
            x.nuggets[w] = False
    return x


def litbank(root):
    for path in sorted((root / "litbank/coref").glob("*.conll")):
        yield litbank_document(path)


def litbank_document(path):
    sents, rows = [], []
    for line in path.read_text("utf-8").splitlines() + [""]:
        if line.startswith("#"):
            continue
        if not line.strip():
            if rows:
                sents.append(rows)
            rows = []
        else:
            c = line.split("\t")
            rows.append((c[3], c[12] if len(c) > 12 else "_"))
        if sum(map(len, sents)) > 900:
            break
    flat = [r for s in sents for r in s]
    text, spans = joined([r[0] for r in flat])
    a = Aligner(text)
    at, bounds = 0, []
    for s in sents:
        bounds.append((spans[at][0], spans[at + len(s) - 1][1]))
        at += len(s)
    x = Example("litbank", path.stem, text, a.words, a.sentences(bounds))
    open_ = {}
    for i, (word, cell) in enumerate(flat):
        for part in re.findall(r"\(\d+\)?|\d+\)", cell):
            ident = part.strip("()")
            if part.startswith("("):
                open_.setdefault(ident, []).append(i)
            if part.endswith(")") and open_.get(ident):
                litbank_mention(x, a, flat, spans, open_[ident].pop(), i, ident)
    x.mentions = sorted(set(x.mentions))
    x.coref = True
    return x


def litbank_mention(x, a, flat, spans, first, last, ident):
    if last - first > 6:
        return
    while first < last and flat[first][0].lower() in ("the", "a", "an", "his", "her", "my", "their"):
        first += 1
    span = a.span(spans[first][0], spans[last][1])
    if span:
        word = flat[last][0] if first == last else ""
        proper = flat[last][0][:1].isupper() and not anaphor(word)
        x.mentions.append((*span, ident, (0 if proper else 5), anaphor(word)))


def stories(root):
    """Generated stories, each labelled with one PLOVER type as a whole; the label fits in about two of three."""
    archive = zipfile.ZipFile(next((root / "ngec-synthetic").glob("*.zip")))
    name = next(n for n in archive.namelist() if n.endswith(".csv"))
    rows = csv.DictReader(io.TextIOWrapper(archive.open(name), "utf-8"))
    for i, row in enumerate(rows):
        text = row["text"].strip()
        if i % 4 or row["label"] not in TYPES or not 150 < len(text) < 2200:
            continue
        a = Aligner(text)
        bounds = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+?(?:[.!?][\"”’]*(?=\s)|\n|$)", text)]
        x = Example("stories", f"story-{i}", text, a.words, a.sentences(bounds))
        x.story = TYPES.index(row["label"])
        yield x


LOADERS = {"uner": uner, "wikigold": wikigold, "gum": gum, "trees": trees, "uds": uds, "sw100": sw100, "meantime": meantime, "litbank": litbank, "stories": stories}
