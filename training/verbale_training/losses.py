"""One loss a head. Every function takes the words' hidden vectors of one document and returns a scalar, or None."""
from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F

from . import labels as L
from .heads import span_vectors
from .plans import plan, triggers_of

bce = F.binary_cross_entropy_with_logits


def tags(logits, layer):
    """-log of the probability of the allowed labels, mean over the words that have any; of a teacher's layer, the divergence from it."""
    if layer.dtype != np.bool_:
        return F.kl_div(F.log_softmax(logits, dim=1), torch.as_tensor(layer).float(), reduction="batchmean")
    ok = torch.as_tensor(layer)
    known = ok.any(1)
    if not known.any():
        return None
    logp = F.log_softmax(logits[known], dim=1)
    return -torch.logsumexp(logp.masked_fill(~ok[known], -1e4), dim=1).mean()


def sectors(heads, h, x):
    if not x.sectors:
        return None
    u = span_vectors(h, [x.mentions[i][:2] for i, _ in x.sectors])
    return F.cross_entropy(heads.span["sectors"](u), torch.tensor([s for _, s in x.sectors]))


def trigger_labels(heads, h, x):
    ts = triggers_of(x)
    if not ts:
        return {}
    u = span_vectors(h, [t for t, _ in ts])
    modes, aux = torch.zeros(len(ts), len(L.MODES)), torch.zeros(len(ts), len(L.AUX))
    for i, (_, v) in enumerate(ts):
        modes[i, v["modes"]] = 1
        aux[i, v["aux"]] = 1
    modes, aux = (x.soft[name].float() if name in x.soft else hard for name, hard in (("modes", modes), ("aux", aux)))
    return {"modes": bce(heads.span["modes"](u), modes, reduction="none").sum(1).mean(),
            "aux": bce(heads.span["aux"](u), aux, reduction="none").sum(1).mean()}


def scored(heads, h, name, p):
    left = span_vectors(h, p["left"])
    right = span_vectors(h, p["right"]) if "right" in p else h
    return heads.pair[name](left, right, p["pairs"], p["features"])


def roles(heads, h, x):
    """Binary loss over (trigger, right side, role); of an entity's mentions near the trigger the best one is to be found.

    Where a teacher gave probabilities, the divergence from those.
    """
    p = plan(x, "roles")
    if p is None:
        return None
    logits, y = scored(heads, h, "roles", p), p["target"]
    if "roles" in x.soft:
        return bce(logits, x.soft["roles"].float(), reduction="sum") / len(p["left"])
    loss = bce(logits, y.clamp(min=0), reduction="none")[y >= 0].sum()
    if p["groups"] is not None:
        best = logits[p["groups"], p["group_roles"][:, None]].max(dim=1).values
        loss = loss + F.softplus(-best).sum()
    return loss / len(p["left"])


def antecedents(heads, h, name, p):
    """The scores of the grid of plan `p`, far below zero where it has no pair."""
    logits, grid = scored(heads, h, name, p)[:, 0], p["grid"]
    return torch.where(grid >= 0, logits[grid.clamp(min=0)], torch.tensor(-1e4))


def chain(heads, h, x, name):
    """Marginal likelihood of the right antecedents, or of none (score 0)."""
    p = plan(x, name)
    if p is None:
        return None
    scores = antecedents(heads, h, name, p)
    scores = torch.cat([scores.new_zeros(len(scores), 1), scores], dim=1)
    ok = torch.cat([~p["gold"].any(1, keepdim=True), p["gold"]], dim=1)
    logp = F.log_softmax(scores, dim=1)
    return -torch.logsumexp(logp.masked_fill(~ok, -1e4), dim=1).mean()


def content(heads, h, x):
    p = plan(x, "content")
    if p is None:
        return None
    logits = scored(heads, h, "content", p)
    null = heads.span["null"](span_vectors(h, p["left"]))
    grid = p["grid"]
    block = torch.where((grid >= 0)[:, :, None], logits[grid.clamp(min=0)], torch.tensor(-1e4))
    s, e = p["starts"], p["ends"]
    begin = torch.cat([null[s[:, 0], s[:, 1]][:, None], block[s[:, 0], :, 2 * s[:, 1]]], dim=1)
    loss = F.cross_entropy(begin, s[:, 2] + 1, reduction="sum")
    if len(e):
        loss = loss + F.cross_entropy(block[e[:, 0], :, 2 * e[:, 1] + 1], e[:, 2], reduction="sum")
    return loss / len(p["left"])


def contexts(heads, h, x):
    y = torch.as_tensor(x.contexts.astype(np.float32))
    return bce(heads.contexts(h.mean(0)), y, reduction="sum") / 8


def factuality(heads, h, x):
    w = torch.tensor([w for w, _ in x.factuality])
    return F.cross_entropy(heads.factuality(h[w]), torch.tensor([c for _, c in x.factuality]))


STORY_TRUST = 0.7  # share of the stories whose label fits


def story(logits, kind):
    """Some word of the text is a trigger of `kind`; bounded, since a third of the labels are wrong."""
    p = F.softmax(logits, dim=1)[:, 2 * kind + 1].max()
    return -torch.log(STORY_TRUST * p + (1 - STORY_TRUST) * 0.2)


WEIGHTS = {"names": 3.0, "nominals": 4.0, "measures": 2.0, "triggers": 8.0, "nuggets": 1.0, "sectors": 0.4, "modes": 0.3, "aux": 0.5,
           "roles": 0.4, "coref": 0.6, "same_event": 0.6, "affiliation": 0.4, "service": 0.4, "content": 0.5, "contexts": 0.2, "factuality": 0.3, "story": 1.0, "frames": 0.2}


def document(heads, h, x):
    """All losses of one document by name, unweighted; h [words, width]."""
    out = {n: tags(heads.token[n](h), getattr(x, n)) for n in L.TOKEN if getattr(x, n) is not None}
    if x.story is not None:
        out["story"] = story(heads.token["triggers"](h), x.story)
    if x.nuggets is not None:
        out["nuggets"] = tags(heads.nuggets(h), x.nuggets)
    if x.source == "typed":
        out.update(trigger_labels(heads, h, x))
    elif x.events and x.source not in ("own", "silver"):
        out["frames"] = sum(loss for loss in (roles(heads, h, x), content(heads, h, x)) if loss is not None)
    elif x.events:
        out.update(trigger_labels(heads, h, x))
        out.update(roles=roles(heads, h, x), same_event=chain(heads, h, x, "same_event"), content=content(heads, h, x))
    if x.source == "silver":
        out["sectors"] = sectors(heads, h, x)
    if x.source == "own":
        out.update(sectors=sectors(heads, h, x), affiliation=chain(heads, h, x, "affiliation"), service=chain(heads, h, x, "service"))
    if x.contexts is not None:
        out["contexts"] = contexts(heads, h, x)
    if x.coref:
        out["coref"] = chain(heads, h, x, "coref")
    if x.factuality:
        out["factuality"] = factuality(heads, h, x)
    return {k: v for k, v in out.items() if v is not None}
