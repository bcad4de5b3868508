"""The heads on top of the encoder, in the four forms of the weights file: token, doc, span and pair."""
from __future__ import annotations

import torch
from torch import nn

from . import labels as L


class SpanHead(nn.Module):
    def __init__(self, width, hidden, count):
        super().__init__()
        self.one, self.two = nn.Linear(2 * width, hidden), nn.Linear(hidden, count)
        self.drop = nn.Dropout(0.1)

    def forward(self, u):
        return self.two(self.drop(torch.relu(self.one(u))))


class PairHead(nn.Module):
    """z = A u_a + B u_b + sum of feature rows + bias; logits = V relu(z) + c. A and B run once a span."""

    def __init__(self, width, hidden, features, count, word_right=False):
        super().__init__()
        self.a = nn.Linear(2 * width, hidden)
        self.b = nn.Linear(width if word_right else 2 * width, hidden, bias=False)
        self.features = nn.ModuleList(nn.Embedding(n, hidden) for _, n in features)
        for e in self.features:
            nn.init.normal_(e.weight, std=0.1)
        self.v = nn.Linear(hidden, count)
        self.drop = nn.Dropout(0.1)

    def forward(self, ua, ub, pairs, features):
        """ua [n, 2w], ub [m, 2w or w], pairs [p, 2] long, features [p, k] long -> [p, labels]."""
        z = self.a(ua)[pairs[:, 0]] + self.b(ub)[pairs[:, 1]]
        for k, e in enumerate(self.features):
            z = z + e(features[:, k])
        return self.v(self.drop(torch.relu(z)))


class Heads(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.token = nn.ModuleDict({n: nn.Linear(width, len(ls)) for n, ls in L.TOKEN.items()})
        self.nuggets = nn.Linear(width, len(L.NUGGETS))
        self.factuality = nn.Linear(width, len(L.FACTUALITY))
        self.contexts = nn.Linear(width, len(L.CONTEXTS))
        self.span = nn.ModuleDict({n: SpanHead(width, L.HIDDEN[n], len(ls)) for n, ls in L.SPAN_LABELS.items()})
        self.pair = nn.ModuleDict({n: PairHead(width, L.HIDDEN[n], L.PAIR_FEATURES[n], len(ls), n == "content")
                                   for n, ls in L.PAIR_LABELS.items()})
        for rare in (self.pair["roles"].v, self.span["modes"].two, self.span["aux"].two):
            nn.init.constant_(rare.bias, -3.0)  # most pairs and labels are wrong: start from there


def span_vectors(h, spans):
    """[words, w] and [(first, last)] -> [n, 2w]."""
    index = torch.as_tensor(spans, dtype=torch.long, device=h.device).view(-1, 2)
    return torch.cat([h[index[:, 0]], h[index[:, 1]]], dim=1)
