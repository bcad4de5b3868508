"""The heads on top of the encoder, in the four forms of the weights file: token, doc, span and pair."""
from __future__ import annotations

import torch
from torch import nn

from . import labels as L
from .noise import Dropout


class SpanHead(nn.Module):
    def __init__(self, width, hidden, count):
        super().__init__()
        self.one, self.two = nn.Linear(2 * width, hidden), nn.Linear(hidden, count)
        self.drop = Dropout(0.1)

    def forward(self, u):
        return self.two(self.drop(torch.relu(self.one(u))))


class PairHead(nn.Module):
    """z = A u_a + B u_b + sum of feature rows + bias; logits = V relu(z) + M (P u_a * Q u_b) + c. A, B, P, Q run once a span.

    The product lets a pair agree, which a sum cannot (Dozat and Manning, 2017); a rank of 0 leaves it out.
    """

    def __init__(self, width, hidden, features, count, word_right=False, rank=0):
        super().__init__()
        if rank:
            self.p = nn.Linear(2 * width, rank, bias=False)
            self.q = nn.Linear(width if word_right else 2 * width, rank, bias=False)
            self.m = nn.Linear(rank, count, bias=False)
            nn.init.zeros_(self.m.weight)
        self.rank = rank
        self.a = nn.Linear(2 * width, hidden)
        self.b = nn.Linear(width if word_right else 2 * width, hidden, bias=False)
        self.features = nn.ModuleList(nn.Embedding(n, hidden) for _, n in features)
        for e in self.features:
            nn.init.normal_(e.weight, std=0.1)
        self.v = nn.Linear(hidden, count)
        self.drop = Dropout(0.1)

    def forward(self, ua, ub, pairs, features):
        """ua [n, 2w], ub [m, 2w or w], pairs [p, 2] long, features [p, k] long -> [p, labels]."""
        z = self.a(ua)[pairs[:, 0]] + self.b(ub)[pairs[:, 1]]
        for k, e in enumerate(self.features):
            z = z + e(features[:, k])
        scores = self.v(self.drop(torch.relu(z)))
        if self.rank:
            scores = scores + self.m(self.drop(self.p(ua)[pairs[:, 0]] * self.q(ub)[pairs[:, 1]]))
        return scores


class Heads(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.token = nn.ModuleDict({n: nn.Linear(width, len(ls)) for n, ls in L.TOKEN.items()})
        self.nuggets = nn.Linear(width, len(L.NUGGETS))
        self.factuality = nn.Linear(width, len(L.FACTUALITY))
        self.contexts = nn.Linear(width, len(L.CONTEXTS))
        self.span = nn.ModuleDict({n: SpanHead(width, L.HIDDEN[n], len(ls)) for n, ls in L.SPAN_LABELS.items()})
        self.pair = nn.ModuleDict({n: PairHead(width, L.HIDDEN[n], L.PAIR_FEATURES[n], len(ls), n == "content", L.RANKS.get(n, 0))
                                   for n, ls in L.PAIR_LABELS.items()})
        for rare in (self.pair["roles"].v, self.span["modes"].two, self.span["aux"].two):
            nn.init.constant_(rare.bias, -3.0)  # most pairs and labels are wrong: start from there

    def tensors(self) -> dict[str, torch.Tensor]:
        """Copies of the weights that the weights file keeps, under its names."""
        return {name: tensor.detach().float().cpu() for name, tensor in self.named_tensors().items()}

    @torch.no_grad()
    def load_tensors(self, tensors):
        """Takes the weights from such a dictionary (torch or numpy); what is new or of another shape stays as it is."""
        for name, tensor in self.named_tensors().items():
            if name in tensors and tensor.shape == tensors[name].shape:
                tensor.copy_(torch.as_tensor(tensors[name]))

    def named_tensors(self) -> dict[str, torch.Tensor]:
        out = {}
        for n, m in [*self.token.items(), ("contexts", self.contexts)]:
            out[f"head.{n}.w"], out[f"head.{n}.b"] = m.weight, m.bias
        for n, m in self.span.items():
            out |= {f"head.{n}.w1": m.one.weight, f"head.{n}.b1": m.one.bias, f"head.{n}.w2": m.two.weight, f"head.{n}.b2": m.two.bias}
        for n, m in self.pair.items():
            out |= {f"head.{n}.a": m.a.weight, f"head.{n}.bias": m.a.bias, f"head.{n}.b": m.b.weight, f"head.{n}.v": m.v.weight,
                    f"head.{n}.c": m.v.bias}
            out |= {f"head.{n}.e.{k}": e.weight for k, e in enumerate(m.features)}
            if m.rank:
                out |= {f"head.{n}.p": m.p.weight, f"head.{n}.q": m.q.weight, f"head.{n}.m": m.m.weight}
        return out


def span_vectors(h, spans):
    """[words, w] and [(first, last)] -> [n, 2w]."""
    index = torch.as_tensor(spans, dtype=torch.long, device=h.device).view(-1, 2)
    return torch.cat([h[index[:, 0]], h[index[:, 1]]], dim=1)
