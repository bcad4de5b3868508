"""The encoder's maps in 4 bits: each weight is rounded so that it makes up for what those before it were rounded by, as far as
the inputs that the map sees go together (Frantar et al., 2023, GPTQ)."""
from __future__ import annotations

import torch

from . import packing
from .encoder import document_hidden

DAMPING = 0.01  # of the mean of the diagonal, added to it


@torch.no_grad()
def rounded(encoder, documents, group: int) -> dict[str, tuple]:
    """By the name of each map in the file i8 [out, in] and f32 scales [out, in / group]; `documents`: windows to read."""
    encoder.eval()
    together = moments(encoder, documents)
    found = {}
    for i, layer in enumerate(encoder.layer):
        for name, of in INPUTS.items():
            weights = getattr(layer, name).weight.detach().clone()
            found[f"layer.{i}.{name}"] = one(weights, together[i, of], group)
    return found


INPUTS = {"q": "q", "k": "q", "v": "q", "o": "o", "f1": "f1", "f2": "f2"}  # maps by which one's input they have


def moments(encoder, documents) -> dict[tuple[int, str], torch.Tensor]:
    """For every input X of a map, X'X over all pieces."""
    found, hooks = {}, []
    for i, layer in enumerate(encoder.layer):
        for name in set(INPUTS.values()):
            hooks.append(getattr(layer, name).register_forward_pre_hook(adder(found, (i, name))))
    for rows in documents:
        document_hidden(encoder, rows)
    for hook in hooks:
        hook.remove()
    return found


def adder(found, key):
    def add(_, inputs):
        x = inputs[0].detach().flatten(0, -2).float()
        found[key] = found.get(key, 0) + x.T @ x
    return add


def one(weights: torch.Tensor, together: torch.Tensor, group: int):
    """`weights` [out, in] are used up."""
    together = together + DAMPING * together.diagonal().mean() * torch.eye(len(together))
    after = torch.linalg.cholesky(torch.linalg.inv(together), upper=True)
    quantised, scales = torch.zeros_like(weights, dtype=torch.int8), []
    for start in range(0, weights.shape[1], group):
        block, errors = weights[:, start:start + group], []
        scale = torch.from_numpy(packing.quantise_groups(block.numpy(), group)[1])[:, 0]
        scales.append(scale)
        for column in range(group):
            at, w = start + column, block[:, column]
            q = torch.round(w / scale).clamp(-packing.GROUP_TOP, packing.GROUP_TOP)
            quantised[:, at] = q.to(torch.int8)
            error = (w - q * scale) / after[at, at]
            block[:, column + 1:] -= error[:, None] * after[at, at + 1:start + group]
            errors.append(error)
        weights[:, start + group:] -= torch.stack(errors, 1) @ after[start:start + group, start + group:]
    return quantised.numpy(), torch.stack(scales, 1).numpy()
