#!/usr/bin/env python3
"""Turn a checkpoint into the weights file and its card.

Usage: python -m verbale_training.finish --checkpoint work/run/last.pt --minilm DIR --version 0.1.0 --out ../models/base
"""
from __future__ import annotations

import argparse
import hashlib
import json
import pathlib
import subprocess
from dataclasses import replace

import torch

from . import compact, network, record
from . import labels as L
from .export import GROUP, write_vmod
from .windows import Limits, document_rows

CARD = '''# What this model is, made of and good for. `verbale model` prints it.
name = "{name}"
version = "{version}"
file = "{file}"
sha256 = "{sha256}"
bytes = {bytes}
architecture = "{architecture}"
base = "{base} (Apache-2.0), with a learned case embedding added"
licence = "MIT OR Apache-2.0"
seed = {seed}
revision = "{revision}"
command = "training/train.sh"

{data}
[labels]
{labels}

# Scores on held-out reports of our own corpus stand in eval/scores.tsv, how far confidences mean what they say in
# eval/calibration.tsv and eval/curve.tsv; the scores of single heads, given right mentions and triggers, are these:
[heads]
{heads}
'''


def arguments():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--checkpoint", type=pathlib.Path, required=True)
    ap.add_argument("--minilm", type=pathlib.Path, required=True)
    ap.add_argument("--name", default="base")
    ap.add_argument("--version", default="0.1.0")
    ap.add_argument("--base", default="all-MiniLM-L6-v2", help="what the base encoder is called")
    ap.add_argument("--compact", type=pathlib.Path, help="the encoder in 4 bits, fitted to the records of this folder, and no pieces "
                    "of foreign scripts")
    ap.add_argument("--held-out", type=pathlib.Path, help="a list of records that are not fitted to")
    ap.add_argument("--out", type=pathlib.Path, required=True)
    return ap.parse_args()


def head_entries():
    tokens = [{"name": n, "form": "token", "labels": ls} for n, ls in L.TOKEN.items()]
    spans = [{"name": n, "form": "span", "hidden": L.HIDDEN[n], "labels": ls} for n, ls in L.SPAN_LABELS.items()]
    pairs = [{"name": n, "form": "pair", "hidden": L.HIDDEN[n], "rank": L.RANKS.get(n, 0), "b": "word" if n == "content" else "span", "labels": ls,
              "features": [{"name": f, "size": s} for f, s in L.PAIR_FEATURES[n]]} for n, ls in L.PAIR_LABELS.items()]
    return tokens + [{"name": "contexts", "form": "doc", "labels": L.CONTEXTS}] + spans + pairs


def main():
    a = arguments()
    state = torch.load(a.checkpoint, map_location="cpu")
    encoder, heads, vocabulary = network.of_state(state, a.minilm)
    revision = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    a.out.mkdir(parents=True, exist_ok=True)
    file = a.out / f"{a.name}.vmod"
    described = architecture(encoder, a.compact)
    tensors, sizes = encoder.tensors() | heads.tensors(), encoder.sizes
    maps = None
    if a.compact:
        maps = compact.rounded(encoder, fitted_to(a, vocabulary), GROUP)
        vocabulary, kept = vocabulary.latin()
        tensors["emb.word"], sizes = tensors["emb.word"][kept], replace(sizes, vocab=len(kept))
    write_vmod(file, tensors, sizes, Limits(), vocabulary, head_entries(), name=a.name, version=a.version, revision=revision, compact=maps)
    (a.out / "card.toml").write_text(card(a, state, file, revision, described), "utf-8")
    print(f"{file}: {file.stat().st_size / 1e6:.1f} MB")


FITTED_TO = 160  # records


def fitted_to(a, vocabulary):
    """The windows of some records, from all parts of the folder."""
    held = set(a.held_out.read_text().split()) if a.held_out else set()
    files = [f for f in sorted(a.compact.glob("*.gold.json")) if f.name.removesuffix(".gold.json") not in held]
    for file in files[::max(1, len(files) // FITTED_TO)]:
        x = record.example(json.loads(file.read_text("utf-8")))
        yield document_rows(vocabulary, x.text, x.words, x.sentences)


def architecture(encoder, is_compact):
    sizes, millions = encoder.sizes, sum(p.numel() for p in encoder.parameters()) / 1e6
    how = "4-bit integers" if is_compact else "7-bit (encoder) and 8-bit (word embeddings) integers"
    return f"{sizes.layers} layers of {sizes.hidden}, {sizes.heads} heads, {millions:.1f} M parameters in {how}, heads in 7-bit ones"


def card(a, state, file, revision, described):
    taught = DATA + ([SILVER] if state["arguments"]["silver"] != "None" else [])
    data = "\n".join(f'[[data]]\nname = {json.dumps(n)}\nlicence = {json.dumps(licence)}\nteaches = {json.dumps(what)}\n'
                     for n, licence, what in taught)
    labels = "\n".join(f"{e['name'].replace('-', '_')} = {len(e['labels'])}" for e in head_entries())
    log = a.checkpoint.parent / "log.jsonl"
    final = [json.loads(x) for x in log.read_text().splitlines() if '"final"' in x]
    scores = "\n".join(f"{k} = {v}" for k, v in (final[-1] if final else {}).items() if k != "final")
    return CARD.format(name=a.name, architecture=described, base=a.base, version=a.version, file=file.name, sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
                       bytes=file.stat().st_size, seed=state["seed"], revision=revision, data=data, labels=labels, heads=scores)


DATA = [
    ("Verbale corpus: own reports and annotations", "MIT OR Apache-2.0", "all heads"),
    ("Verbale annotations of Kremlin releases, Wikinews reports (GUM, GeoVirus), documents of re3d, and Wikipedia's current events of September 2015",
     "annotations MIT OR Apache-2.0; texts CC BY 4.0, CC BY 2.5, OGL, public domain, CC BY-SA 3.0", "all heads"),
    ("Universal NER on the English Web Treebank", "CC BY-SA 4.0", "names"),
    ("wikigold", "CC BY 4.0", "names"),
    ("GUM, ten free genres, training part", "CC BY 4.0", "names, coreference; roles and content by its syntax"),
    ("English Web Treebank, training part", "CC BY-SA 4.0", "roles and content by its syntax"),
    ("LitBank coreference", "CC BY 4.0", "coreference"),
    ("UDS factuality on the English Web Treebank, training part", "CC BY-SA 4.0", "factuality (auxiliary)"),
    ("SW100 event nuggets", "Apache-2.0, texts CC BY-SA", "event words (auxiliary)"),
    ("MEANTIME", "CC BY 4.0", "event words, times (auxiliary)"),
    ("NGEC generated stories with one PLOVER type each", "MIT", "event types, weakly"),
]
SILVER = ("Stories, Wikinews reports, Kremlin releases and White House briefings that nobody annotated, as earlier weights label them",
          "texts MIT, CC BY 2.5, CC BY 4.0, public domain", "all heads but contexts and affiliation")


if __name__ == "__main__":
    main()
