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

from . import network


def arguments():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--checkpoint", type=pathlib.Path, required=True)
    ap.add_argument("--with", dest="other", type=pathlib.Path, required=True, help="a weights file, or another run's checkpoint")
    ap.add_argument("--share", type=float, default=0.5, help="how far to go from the checkpoint to the weights file")
    ap.add_argument("--minilm", type=pathlib.Path, required=True)
    ap.add_argument("--out", type=pathlib.Path, required=True)
    return ap.parse_args()


@torch.no_grad()
def main():
    a = arguments()
    state = torch.load(a.checkpoint, map_location="cpu")
    encoder, heads, _ = network.of_state(state, a.minilm)
    for here, there in zip((encoder, heads), network.of_file(a.other, a.minilm)):
        for one, other in zip(here.parameters(), there.parameters()):
            one.lerp_(other, a.share)
    a.out.mkdir(parents=True, exist_ok=True)
    torch.save({**state, "encoder": encoder.state_dict(), "heads": heads.state_dict()}, a.out / "last.pt")
    shutil.copy(a.checkpoint.with_name("log.jsonl"), a.out / "log.jsonl")


if __name__ == "__main__":
    main()
