#!/usr/bin/env python3
"""Train the encoder and all heads; writes a checkpoint and a log of every head's scores.

Usage: python -m verbale_training.train --minilm DIR --out work/run [--open DIR] [--records DIR ...] [--held-out FILE] [--start CKPT]
"""
from __future__ import annotations

import argparse
import json
import math
import pathlib
import random
import time

import numpy as np
import torch

from . import corpora, crop, export, losses, measure, record, silver
from .average import Average
from .encoder import Encoder, documents_hidden
from .heads import Heads
from .vary import Varied
from .windows import document_rows
from .words import Vocabulary


def arguments():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--minilm", type=pathlib.Path, required=True)
    ap.add_argument("--open", type=pathlib.Path)
    ap.add_argument("--sets", default=",".join(corpora.LOADERS))
    ap.add_argument("--records", type=pathlib.Path, nargs="*", default=[])
    ap.add_argument("--held-out", type=pathlib.Path)
    ap.add_argument("--silver", type=pathlib.Path, help="a folder of texts that a teacher labelled (silver.py)")
    ap.add_argument("--start", type=pathlib.Path, help="a checkpoint, or a weights file")
    ap.add_argument("--shrink", type=float, default=1.0, help="how far from the base encoder to the start's to start; less than 1 "
                    "gives weights that were long on the same reports room to learn from new ones (Ash and Adams, 2020)")
    ap.add_argument("--out", type=pathlib.Path, required=True)
    ap.add_argument("--epochs", type=float, default=10, help="passes over the records (over the open corpora where there are none)")
    ap.add_argument("--open-share", type=float, default=0.3, help="share of batches from the open corpora beside records")
    ap.add_argument("--batch", type=int, default=2600, help="pieces a batch")
    ap.add_argument("--lr", type=float, default=1e-4)
    ap.add_argument("--head-lr", type=float, default=1e-3)
    ap.add_argument("--seed", type=int, default=7)
    ap.add_argument("--minutes", type=float, default=1e9, help="stop (with the schedule run down) after so many minutes")
    ap.add_argument("--every", type=int, default=150, help="batches between two scores")
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--half", action="store_true", help="the encoder's products in bfloat16, where the machine is quick at that")
    ap.add_argument("--fixed", type=int, default=-1, help="so many of the lowest layers stay as they are, and what lies below them")
    ap.add_argument("--crops", type=float, default=0.0, help="short excerpts of records, as a share of the records")
    ap.add_argument("--swap", type=float, default=0.0, help="how often a name's word in a record is another one of its kind")
    ap.add_argument("--blot", type=float, default=0.0, help="how often a word is masked")
    ap.add_argument("--average", type=float, default=0.0, help="decay of the running average of the weights that is kept (0: none)")
    return ap.parse_args()


def batched(items, most, rng):
    """Shuffled lists of (example, prepared) of about `most` pieces."""
    items = items[:]
    rng.shuffle(items)
    out, size = [], 0
    for item in items:
        pieces = sum(len(rows.pieces) for rows in item[1])
        if out and size + pieces > most:
            yield out
            out, size = [], 0
        out.append(item)
        size += pieces
    if out:
        yield out


def schedule(own, open_, excerpts, a, rng):
    """All batches of the run in order. `excerpts()` makes the short pieces of records that an epoch has beside them."""
    if not own:
        for _ in range(math.ceil(a.epochs)):
            yield from batched(open_, a.batch, rng)
        return
    rest = iter(())
    for _ in range(math.ceil(a.epochs)):
        for batch in batched(own + excerpts(), a.batch, rng):
            yield batch
            while open_ and rng.random() < a.open_share:
                extra = next(rest, None)
                if extra is None:
                    rest = batched(open_, a.batch, rng)
                    extra = next(rest)
                yield extra


class Run:
    def __init__(self, a):
        self.a, self.rng = a, random.Random(a.seed)
        torch.manual_seed(a.seed)
        torch.set_num_threads(a.threads)
        device = self.device = "cuda" if torch.cuda.is_available() else "cpu"
        torch.set_default_device(device)  # plans and targets are made where the network is
        self.encoder = Encoder.from_safetensors(a.minilm / "model.safetensors", dropout=0.1).to(device)
        self.heads = Heads(self.encoder.sizes.hidden).to(device)
        if a.start and a.start.suffix == ".vmod":
            tensors = export.read_vmod(a.start)[1]
            self.encoder.load_tensors(tensors)
            self.heads.load_tensors(tensors)
        elif a.start:
            state = torch.load(a.start, map_location=device)
            self.encoder.load_state_dict(state["encoder"])
            self.heads.load_state_dict(state["heads"], strict=False)  # heads may have come in since
        if a.shrink < 1:
            self.shrink()
        for part in self.encoder.lowest(a.fixed):
            part.requires_grad_(False)
        self.average = Average([self.encoder, self.heads], a.average)
        self.vocabulary = Vocabulary.load(a.minilm / "vocab.txt")
        slow = [p for n, p in self.encoder.named_parameters() if "case" not in n and p.requires_grad]
        case = [p for n, p in self.encoder.named_parameters() if "case" in n]
        self.optimizer = torch.optim.AdamW([{"params": slow, "lr": a.lr}, {"params": case, "lr": a.lr * 10},
                                            {"params": self.heads.parameters(), "lr": a.head_lr}], weight_decay=0.01, fused=True)
        self.base = [g["lr"] for g in self.optimizer.param_groups]
        self.log = (a.out / "log.jsonl").open("a")

    @torch.no_grad()
    def shrink(self):
        base = Encoder.from_safetensors(self.a.minilm / "model.safetensors")
        for (name, here), there in zip(self.encoder.named_parameters(), base.parameters()):
            if "case" not in name:  # the base has none
                here.lerp_(there, 1 - self.a.shrink)

    def prepare(self, x):
        return x, document_rows(self.vocabulary, x.text, x.words, x.sentences)

    def data(self):
        a = self.a
        held = set(a.held_out.read_text().split()) if a.held_out else set()
        raw = [json.loads(f.read_text("utf-8")) for d in a.records for f in sorted(d.glob("*.gold.json"))]
        self.raw = [r for r in raw if r["report"]["id"] not in held]
        own = [self.prepare(record.example(r)) for r in self.raw]
        own += [self.prepare(record.typed(json.loads(f.read_text("utf-8")))) for d in a.records for f in sorted(d.glob("*.typed.json"))]
        dev = [self.prepare(record.example(r)) for r in raw if r["report"]["id"] in held]
        open_ = [self.prepare(x) for n in a.sets.split(",") if n for x in corpora.LOADERS[n](a.open)] if a.open else []
        open_ += [self.prepare(x) for x in silver.load(a.silver)] if a.silver else []
        self.varied = Varied([x for x, _ in own], self.vocabulary, self.rng, a.swap, a.blot)
        return own, dev, open_

    def excerpts(self):
        """Fresh excerpts of some records: reports of a few sentences are read too."""
        some = self.rng.sample(self.raw, round(self.a.crops * len(self.raw)))
        return [self.prepare(record.example(crop.excerpt(r, self.rng))) for r in some]

    def step(self, batch, rate, seen):
        for g, b in zip(self.optimizer.param_groups, self.base):
            g["lr"] = b * rate
        self.encoder.train()
        self.heads.train()
        total = 0.0
        with torch.autocast(self.device, torch.bfloat16, enabled=self.a.half):  # the encoder alone: heads are held exact
            hidden = documents_hidden(self.encoder, [self.varied.rows(x) for x, _ in batch])
        for (x, _), h in zip(batch, hidden):
            for name, loss in losses.document(self.heads, h, x).items():
                total = total + losses.WEIGHTS[name] * loss / len(batch)
                seen.setdefault(name, []).append(float(loss.detach()))
        self.optimizer.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_([p for g in self.optimizer.param_groups for p in g["params"]], 1.0)
        self.optimizer.step()
        self.average.take()

    @torch.no_grad()
    def score(self, dev):
        self.encoder.eval()
        self.heads.eval()
        with self.average.shown():
            return self.scored(dev)

    def scored(self, dev):
        with torch.autocast(self.device, torch.bfloat16, enabled=self.a.half):
            read = [(x, documents_hidden(self.encoder, [p])[0]) for x, p in dev]
        return measure.scores(self.heads, read)

    def save(self, name):
        with self.average.shown():
            self.write(name)

    def write(self, name):
        torch.save({"encoder": self.encoder.state_dict(), "heads": self.heads.state_dict(), "seed": self.a.seed,
                    "arguments": {k: str(v) for k, v in vars(self.a).items()}}, self.a.out / name)

    def note(self, **entry):
        line = json.dumps({k: round(v, 4) if isinstance(v, float) else v for k, v in entry.items()})
        self.log.write(line + "\n")
        self.log.flush()
        print(line, flush=True)


def main():
    a = arguments()
    a.out.mkdir(parents=True, exist_ok=True)
    run = Run(a)
    own, dev, open_ = run.data()
    batches = list(schedule(own, open_, run.excerpts, a, run.rng))
    run.note(own=len(own), dev=len(dev), open=len(open_), batches=len(batches))
    start, seen = time.time(), {}
    for i, batch in enumerate(batches):
        done = max(i / len(batches), (time.time() - start) / (a.minutes * 60))
        if done >= 1:
            break
        run.step(batch, min(1.0, 20 * done + 0.02) * (1 - done), seen)
        if (i + 1) % a.every == 0:
            run.note(batch=i + 1, minutes=(time.time() - start) / 60, **{k: float(np.mean(v)) for k, v in seen.items()})
            seen = {}
            run.save("last.pt")
            if dev:
                run.note(batch=i + 1, dev=True, **run.score(dev))
    run.save("last.pt")
    if dev:
        run.note(final=True, **run.score(dev))


if __name__ == "__main__":
    main()
