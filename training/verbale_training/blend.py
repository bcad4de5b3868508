#!/usr/bin/env python3
"""A checkpoint between a run's last one and the weights that it started from (Wortsman et al., 2022): what a run that went
part of the way back to the base encoder forgot comes back, and most of what it learned stays. Or one between two runs from one start.

Usage: python -m verbale_training.blend --checkpoint work/run/last.pt --with ../models/base/base.vmod --share 0.5 --minilm DIR --out work/blend
"""
from __future__ import annotations

import argparse
import pathlib
import shutil

import torch

from . import export
from .encoder import Encoder
from .heads import Heads


def arguments():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--checkpoint", type=pathlib.Path, required=True)
    ap.add_argument("--with", dest="other", type=pathlib.Path, required=True, help="a weights file, or another run's checkpoint")
    ap.add_argument("--share", type=float, default=0.5, help="how far to go from the checkpoint to the weights file")
    ap.add_argument("--minilm", type=pathlib.Path, required=True)
    ap.add_argument("--out", type=pathlib.Path, required=True)
    return ap.parse_args()


def loaded(minilm, file):
    """Encoder and heads of a checkpoint or a weights file."""
    encoder = Encoder.from_safetensors(minilm / "model.safetensors")
    heads = Heads(encoder.sizes.hidden)
    if file.suffix == ".vmod":
        tensors = export.read_vmod(file)[1]
        encoder.load_tensors(tensors)
        heads.load_tensors(tensors)
    else:
        state = torch.load(file, map_location="cpu")
        encoder.load_state_dict(state["encoder"])
        heads.load_state_dict(state["heads"], strict=False)
    return encoder, heads


@torch.no_grad()
def main():
    a = arguments()
    state = torch.load(a.checkpoint, map_location="cpu")
    ends = [loaded(a.minilm, file) for file in (a.checkpoint, a.other)]
    for here, there in zip(*ends):
        for one, other in zip(here.parameters(), there.parameters()):
            one.lerp_(other, a.share)
    a.out.mkdir(parents=True, exist_ok=True)
    encoder, heads = ends[0]
    torch.save({**state, "encoder": encoder.state_dict(), "heads": heads.state_dict()}, a.out / "last.pt")
    shutil.copy(a.checkpoint.with_name("log.jsonl"), a.out / "log.jsonl")


if __name__ == "__main__":
    main()
