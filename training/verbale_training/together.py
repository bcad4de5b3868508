"""Several networks as one: each sees the same words, and their scores are averaged (Lakshminarayanan et al., 2017).

A word's state is the states of all networks beside one another, so whatever takes an encoder and heads takes these.
"""
from __future__ import annotations

import torch
from torch import nn


class Mean(nn.Module):
    """The mean score of one head of every network (of labels that exclude one another, the mean of their log-probabilities up to a constant)."""

    def __init__(self, heads, widths):
        super().__init__()
        self.each, self.widths = nn.ModuleList(heads), widths

    def forward(self, *given):
        """Vectors (one or two states wide) are taken apart; pairs and features are the same for all."""
        vectors = [self.apart(v) if v.is_floating_point() else [v] * len(self.each) for v in given]
        return torch.stack([head(*mine) for head, *mine in zip(self.each, *vectors)]).mean(0)

    def apart(self, vectors):
        states = vectors.unflatten(-1, (-1, sum(self.widths)))  # one state a word, or first and last of a span
        return [part.flatten(-2) for part in states.split(self.widths, dim=-1)]


class Heads:
    """The means of all heads, under the names of `heads.Heads`."""

    def __init__(self, heads, widths):
        for form in ("token", "span", "pair"):
            setattr(self, form, {n: Mean([getattr(h, form)[n] for h in heads], widths) for n in getattr(heads[0], form)})
        self.contexts = Mean([h.contexts for h in heads], widths)
