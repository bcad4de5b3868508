"""Encoder, heads and vocabulary of a checkpoint or a weights file."""
from __future__ import annotations

import torch

from . import export
from .encoder import Encoder
from .heads import Heads
from .words import Vocabulary


def of_state(state, minilm):
    """Of a checkpoint that was loaded, on the base encoder of a folder; heads that have come in since begin from nothing."""
    encoder = Encoder.from_safetensors(minilm / "model.safetensors")
    heads = Heads(encoder.sizes.hidden)
    encoder.load_state_dict(state["encoder"])
    heads.load_state_dict(state["heads"], strict=False)
    return encoder, heads, Vocabulary.load(minilm / "vocab.txt")


def of_file(file, minilm):
    """Of a weights file (`*.vmod`), which needs no `minilm`, or of a checkpoint."""
    if file.suffix != ".vmod":
        return of_state(torch.load(file, map_location="cpu"), minilm)
    header, tensors = export.read_vmod(file)
    heads = Heads(header["encoder"]["hidden"])
    heads.load_tensors(tensors)
    return export.encoder_of(header, tensors), heads, export.vocabulary_of(header, tensors)
