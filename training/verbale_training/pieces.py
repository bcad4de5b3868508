#!/usr/bin/env python3
"""A base encoder with the word pieces of a weights file alone, so that training goes on from that file.

Usage: python -m verbale_training.pieces BASE_FOLDER WEIGHTS.vmod OUT      e.g. work/mpnet8 ../models/large/large.vmod work/mpnet8-latin
"""
from __future__ import annotations

import pathlib
import sys

import torch
from safetensors.torch import load_file, save_file

from . import export
from .words import Vocabulary

WORDS = "embeddings.word_embeddings.weight"
# Rows of an MPNet's own before BERT's pieces and after them.
BEFORE, AFTER = 4, 1


def main():
    base, weights, out = map(pathlib.Path, sys.argv[1:])
    header, tensors = export.read_vmod(weights)
    pieces, of_base = export.vocabulary_of(header, tensors).names, Vocabulary.load(base / "vocab.txt")
    encoder = load_file(base / "model.safetensors")
    table = encoder[WORDS]
    before, after = (BEFORE, AFTER) if len(table) == len(of_base) + BEFORE + AFTER else (0, 0)
    rows = torch.tensor([of_base.numbers[piece] + before for piece in pieces])
    encoder[WORDS] = torch.cat([table[:before], table[rows], table[len(table) - after:]])
    out.mkdir(parents=True, exist_ok=True)
    save_file(encoder, out / "model.safetensors")
    (out / "vocab.txt").write_text("\n".join(pieces), "utf-8")


if __name__ == "__main__":
    main()
