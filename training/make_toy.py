#!/usr/bin/env python3
"""Make the toy model of the tests, and the fixture that holds the runtime to torch.

Usage (in training/): python make_toy.py

Writes ../models/toy/toy.vmod, a tiny random network with all the heads there are (narrower), distances.vmod, one that tells
distances of pieces apart, compact.vmod, one in 4 bits, and for each ../crates/net/tests/parity/NAME.json: texts with their pieces
and windows, and the scores of every head computed in torch from the dequantised weights, once in f32 and once with
activations rounded as the runtime rounds them.
"""
from __future__ import annotations

import json
import pathlib
import string

import numpy as np
import torch

from verbale_training.encoder import Encoder, Sizes, document_hidden
from verbale_training.export import encoder_of, read_vmod, vocabulary_of, write_vmod
from verbale_training.finish import head_entries
from verbale_training.windows import Limits, document_rows
from verbale_training.words import case_class, words

ROOT = pathlib.Path(__file__).resolve().parents[1]
MODELS, FIXTURES = ROOT / "models/toy", ROOT / "crates/net/tests/parity"
KINDS = {"toy": {}, "distances": {"reach": 9, "epsilon": 1e-5}, "compact": {}}
HIDDEN, HEAD_HIDDEN, HEAD_RANK = 32, 8, 6
LIMITS = Limits(core=24, left=10, right=8, max_sentence=24)
# The greatest deviation of a score allowed: from f32 arithmetic, and from the runtime's own kind of arithmetic, where one
# activation in thousands falls to the other side of a rounding.
TOLERANCE, INTEGER_TOLERANCE = 0.1, 0.05

PIECES = """the of to and in a said on for that with by at from was is will has have not he she they it who his her their its mr
president minister government court army police foreign affairs talks meeting visit summit support aid sanctions attack
protest strike troops border city capital people killed wounded arrested monday tuesday friday january may two three
hundred million dollars north south east west ##s ##ed ##ing ##er ##ers ##ly ##ion ##al ##an ##ian ##ish met told agreed
called threatened rejected accused would could after before against during new former prime deputy press spokesman""".split()
VOCABULARY = (["[PAD]", "[UNK]", "[CLS]", "[SEP]"] + list(string.ascii_lowercase) + ["##" + c for c in string.ascii_lowercase]
              + list(string.digits) + ["##" + c for c in string.digits] + list(".,;:!?'\"()-$%/=") + list("“”‘’—–…") + ["ß", "##ß", "北"] + PIECES)

TEXTS = [
    "The foreign minister of Ruritania met the President on Monday. He said: “We will not support sanctions.”",
    "UN troops killed 3 people, police said... McCain's aide rejected the USA's offer (about $2.5 million).",
    "Café Übergröße naïve İstanbul straße ΑΓΟΡΑΣ 北京 a≠b cafe\u0301 soft\u00adhyphen\u200b \ufeffx\ufffdy I G7 iPhone 😀 1990s",
    "After the summit in the capital the deputy prime minister told the press that the army would not strike before Friday, that "
    "talks with the north had been rejected by the government, that two hundred people were arrested during the protest and that "
    "the court could not meet in May; the spokesman called it an attack. Aid came. " + "Troops met at the border. " * 4 + "x" * 101 + " " + "z" * 60,
    "Talks.",
    "",
]


def linear(shape, generator):
    return torch.randn(shape, generator=generator) / shape[-1] ** 0.5


def toy_tensors(encoder: Encoder, heads: list[dict], generator) -> dict[str, torch.Tensor]:
    tensors = {}
    for name, tensor in encoder.tensors().items():
        near_one = name.endswith((".ln.w", "ln1.w", "ln2.w"))
        tensors[name] = 1 + 0.1 * torch.randn(tensor.shape, generator=generator) if near_one else linear(tensor.shape, generator)
    for head in heads:
        for part, shape in head_shapes(head).items():
            tensors[f"head.{head['name']}.{part}"] = linear(shape, generator)
    return tensors


def head_shapes(head: dict) -> dict[str, tuple[int, ...]]:
    labels, inner = len(head["labels"]), head.get("hidden", 0)
    if head["form"] in ("token", "doc"):
        return {"w": (labels, HIDDEN), "b": (labels,)}
    if head["form"] == "span":
        return {"w1": (inner, 2 * HIDDEN), "b1": (inner,), "w2": (labels, inner), "b2": (labels,)}
    right = HIDDEN if head["b"] == "word" else 2 * HIDDEN
    features = {f"e.{k}": (f["size"], inner) for k, f in enumerate(head["features"])}
    product = {"p": (head["rank"], 2 * HIDDEN), "q": (head["rank"], right), "m": (labels, head["rank"])} if head["rank"] else {}
    return product | {"a": (inner, 2 * HIDDEN), "b": (inner, right), "bias": (inner,), "v": (labels, inner), "c": (labels,)} | features


def write_model(name: str, path: pathlib.Path):
    heads = [head | {"hidden": HEAD_HIDDEN} if "hidden" in head else head for head in head_entries()]
    heads = [head | {"rank": HEAD_RANK} if head.get("rank") else head for head in heads]
    sizes = Sizes(layers=2, hidden=HIDDEN, heads=2, ffn=64, vocab=len(VOCABULARY), positions=128, cases=6, **KINDS[name])
    tensors = toy_tensors(Encoder(sizes), heads, torch.Generator().manual_seed(7))
    path.parent.mkdir(parents=True, exist_ok=True)
    vocabulary = type("Names", (), {"names": VOCABULARY})
    write_vmod(path, tensors, sizes, LIMITS, vocabulary, heads, name=name, version="1", created="2026-11-23", compact={} if name == "compact" else None)


def sentences_of(text, spans):
    """Up to each full stop; the last may be open."""
    ends = [i + 1 for i, (start, end) in enumerate(spans) if text[start:end] == "."]
    ends += [len(spans)] if not ends or ends[-1] < len(spans) else []
    return [(a, b) for a, b in zip([0] + ends, ends) if a < b]


def queries(count: int, heads: list[dict]) -> dict:
    """Some spans and pairs of a document of so many words, and features for every pair head."""
    spans = [(i * 7 % count, min(i * 7 % count + i % 3, count - 1)) for i in range(6)] if count else []
    pairs = [(i % len(spans), (i * 5 + 1) % len(spans)) for i in range(8)] if spans else []
    features = {h["name"]: [[(i * 11 + k * 3) % f["size"] for k, f in enumerate(h["features"])] for i in range(len(pairs))]
                for h in heads if h["form"] == "pair"}
    return {"spans": spans, "pairs": pairs, "features": features}


def scores(hidden, query, heads, t) -> dict[str, list]:
    found = {}
    u = torch.stack([torch.cat([hidden[a], hidden[b]]) for a, b in query["spans"]]) if query["spans"] else hidden.new_zeros(0, 2 * HIDDEN)
    for head in heads:
        part = lambda name: t[f"head.{head['name']}.{name}"]
        if head["form"] == "token":
            logits = hidden @ part("w").T + part("b")
        elif head["form"] == "doc":
            mean = hidden.mean(0) if len(hidden) else hidden.new_zeros(HIDDEN)
            logits = mean @ part("w").T + part("b")
        elif head["form"] == "span":
            logits = torch.relu(u @ part("w1").T + part("b1")) @ part("w2").T + part("b2")
        else:
            left, right = (torch.tensor([p[i] for p in query["pairs"]], dtype=torch.long) for i in (0, 1))
            ub = u[:, :HIDDEN] if head["b"] == "word" else u
            z = (u @ part("a").T)[left] + (ub @ part("b").T)[right] + part("bias")
            for k in range(len(head["features"])):
                z = z + part(f"e.{k}")[[f[k] for f in query["features"][head["name"]]]]
            logits = torch.relu(z) @ part("v").T + part("c")
            if head["rank"]:
                logits = logits + ((u @ part("p").T)[left] * (ub @ part("q").T)[right]) @ part("m").T
        found[head["name"]] = np.round(logits.double().numpy(), 4).tolist()
    return found


@torch.no_grad()
def case(text, encoder, vocabulary, heads, tensors) -> dict:
    spans = words(text)
    sentences = sentences_of(text, spans)
    rows = document_rows(vocabulary, text, spans, sentences, LIMITS)
    query = queries(len(spans), heads)
    found = {"text": text, "words": [[len(text[:i].encode()) for i in span] for span in spans], "sentences": sentences,
             "cases": [case_class(text[a:b]) for a, b in spans], "pieces": [vocabulary.pieces(text[a:b]) for a, b in spans],
             "windows": [{"pieces": r.pieces, "cases": r.cases, "rows": r.rows, "first_word": r.words[0]} for r in rows], **query}
    for name, integers in (("scores", False), ("integer_scores", True)):
        encoder.integers = integers
        found[name] = scores(document_hidden(encoder, rows), query, heads, tensors)
    return found


def write(name: str):
    model, fixture = MODELS / f"{name}.vmod", FIXTURES / f"{name}.json"
    write_model(name, model)
    header, arrays = read_vmod(model)
    encoder, vocabulary = encoder_of(header, arrays), vocabulary_of(header, arrays)
    tensors = {name: torch.from_numpy(array) for name, array in arrays.items() if name.startswith("head.")}
    cases = [case(text, encoder, vocabulary, header["heads"], tensors) for text in TEXTS]
    fixture.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(c, ensure_ascii=False, separators=(",", ":")) for c in cases)
    fixture.write_text(f'{{"tolerance":{TOLERANCE},"integer_tolerance":{INTEGER_TOLERANCE},"cases":[\n{lines}\n]}}\n', "utf-8")
    print(f"{model.name} {model.stat().st_size} bytes, {fixture.name} {fixture.stat().st_size} bytes")


if __name__ == "__main__":
    for kind in KINDS:
        write(kind)
