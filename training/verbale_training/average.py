"""A running average of the weights, which generalises better than the last step (Polyak and Juditsky, 1992)."""
from __future__ import annotations

import contextlib

import torch


class Average:
    """Averages the parameters of `modules` with `decay` a step; a decay of 0 keeps none."""

    def __init__(self, modules, decay: float):
        self.parameters = [p for m in modules for p in m.parameters()]
        self.decay, self.steps = decay, 0
        self.mean = [p.detach().clone() for p in self.parameters] if decay else []

    @torch.no_grad()
    def take(self):
        """To be called after every step."""
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        if self.mean:
            torch._foreach_lerp_(self.mean, [p.detach() for p in self.parameters], 1 - decay)

    @contextlib.contextmanager
    @torch.no_grad()
    def shown(self):
        """The modules hold the averages inside this context."""
        kept = [p.detach().clone() for p in self.parameters] if self.mean else []
        for p, m in zip(self.parameters, self.mean):
            p.copy_(m)
        try:
            yield
        finally:
            for p, k in zip(self.parameters, kept):
                p.copy_(k)
