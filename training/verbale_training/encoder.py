"""The encoder in torch: BERT with case embeddings. The reference that the runtime is held to, and what is trained.

It may be an MPNet instead, whose attention also knows how far apart two pieces are.
"""
from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional as F

from .noise import dropout as drop_some
from .windows import Rows

EPSILON = 1e-12
MPNET_EPSILON = 1e-5


@dataclass(frozen=True)
class Sizes:
    layers: int = 6
    hidden: int = 384
    heads: int = 12
    ffn: int = 1536
    vocab: int = 30522
    positions: int = 512
    cases: int = 6
    reach: int = 0  # how many pieces apart attention still tells distances apart; 0: it tells none, as in BERT
    epsilon: float = EPSILON


def through_integers(x):
    """Rows rounded as the runtime rounds them on the way into an integer product: u8 with a scale and a zero point a row.

    The gradient passes as if nothing had happened.
    """
    least, most = x.amin(-1, keepdim=True).clamp(max=0), x.amax(-1, keepdim=True).clamp(min=0)
    inverse = 255.0 / (most - least).clamp(min=1e-30)
    zero = torch.round(-least * inverse)
    steps = torch.clamp(torch.round(x * inverse + zero), 0, 255)
    return x + ((steps - zero) / inverse - x).detach()


class Layer(nn.Module):
    def __init__(self, sizes: Sizes):
        super().__init__()
        h = sizes.hidden
        self.heads = sizes.heads
        self.q, self.k, self.v, self.o = (nn.Linear(h, h) for _ in range(4))
        self.f1, self.f2 = nn.Linear(h, sizes.ffn), nn.Linear(sizes.ffn, h)
        self.ln1, self.ln2 = nn.LayerNorm(h, sizes.epsilon), nn.LayerNorm(h, sizes.epsilon)

    def forward(self, x, mask, dropout=0.0, seen=lambda y: y):
        """`seen`: what a linear map sees of its input, by default all of it."""
        drop = lambda y: drop_some(y, dropout, self.training)
        x = self.ln1(x + drop(self.o(seen(self.attend(seen(x), mask)))))
        return self.ln2(x + drop(self.f2(seen(F.gelu(self.f1(seen(x)))))))

    def attend(self, x, mask):
        split = lambda y: y.float().unflatten(-1, (self.heads, -1)).transpose(1, 2)
        q, k, v = (split(m(x)) for m in (self.q, self.k, self.v))
        with torch.autocast(x.device.type, enabled=False):  # attention in bfloat16 is slow on a CPU
            mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return mixed.transpose(1, 2).flatten(2)


class Encoder(nn.Module):
    """`embed(piece_ids, case_ids, position_ids)`, all of one shape, adds a last dimension; `through(x, mask)` takes it as
    [batch, length, hidden], with a mask that is true where there is a piece.

    With `integers` set, activations are rounded as the runtime does it.
    """
    integers = False

    def __init__(self, sizes: Sizes = Sizes(), dropout: float = 0.0):
        super().__init__()
        self.sizes, self.dropout = sizes, dropout
        self.word = nn.Embedding(sizes.vocab, sizes.hidden)
        self.pos = nn.Embedding(sizes.positions, sizes.hidden)
        self.token_type = nn.Parameter(torch.zeros(sizes.hidden))
        self.case = nn.Embedding(sizes.cases, sizes.hidden)
        nn.init.zeros_(self.case.weight)  # an uncased encoder must start out as it was
        self.ln = nn.LayerNorm(sizes.hidden, sizes.epsilon)
        self.distance = nn.Embedding(2 * sizes.reach + 1, sizes.heads) if sizes.reach else None
        self.layer = nn.ModuleList(Layer(sizes) for _ in range(sizes.layers))

    def embed(self, piece_ids, case_ids, position_ids):
        x = self.word(piece_ids) + self.pos(position_ids) + self.token_type + self.case(case_ids)
        return drop_some(self.ln(x), self.dropout, self.training)

    def through(self, x, mask):
        keys = mask[:, None, None, :]
        if self.distance is not None:
            by_distance = self.distance(distances(x.shape[1], self.sizes.reach, x.device)).float().permute(2, 0, 1)
            keys = by_distance.masked_fill(~keys, -1e4)
        for layer in self.layer:
            x = layer(x, keys, self.dropout, through_integers) if self.integers else layer(x, keys, self.dropout)
        return x

    def lowest(self, layers: int) -> list[nn.Module]:
        """What lies below layer number `layers`, but for the case embeddings; nothing where that is less than 0."""
        if layers < 0:
            return []
        return [self.word, self.pos, self.ln, *self.layer[:layers], *([self.distance] if self.distance is not None else [])]

    @classmethod
    def from_safetensors(cls, path, dropout: float = 0.0) -> "Encoder":
        """A BERT of `transformers` naming, such as all-MiniLM-L6-v2 (12 heads assumed; the file does not say)."""
        from safetensors.torch import load_file
        theirs = {name.removeprefix("bert."): tensor.float() for name, tensor in load_file(path).items()}
        if MPNET_DISTANCES in theirs:
            return cls.from_mpnet(theirs, dropout)
        vocab, hidden = theirs["embeddings.word_embeddings.weight"].shape
        layers = 1 + max(int(name.split(".")[2]) for name in theirs if name.startswith("encoder.layer."))
        sizes = Sizes(layers, hidden, 12, theirs["encoder.layer.0.intermediate.dense.weight"].shape[0], vocab,
                      theirs["embeddings.position_embeddings.weight"].shape[0])
        encoder = cls(sizes, dropout)
        encoder.load_bert(theirs)
        return encoder

    @classmethod
    def from_mpnet(cls, theirs, dropout: float = 0.0) -> "Encoder":
        """An MPNet such as all-mpnet-base-v2, its pieces in the order of BERT's vocabulary, which it has under other numbers."""
        word, position = theirs["embeddings.word_embeddings.weight"], theirs["embeddings.position_embeddings.weight"]
        theirs["embeddings.word_embeddings.weight"] = word[4:-1].clone()
        for piece, special in ((0, 1), (101, 0), (102, 2), (103, len(word) - 1)):  # [PAD], [CLS], [SEP], [MASK]
            theirs["embeddings.word_embeddings.weight"][piece] = word[special]
        theirs["embeddings.position_embeddings.weight"] = position[2:]
        theirs["embeddings.token_type_embeddings.weight"] = torch.zeros(1, word.shape[1])
        by_kind = theirs[MPNET_DISTANCES]
        layers = 1 + max(int(name.split(".")[2]) for name in theirs if name.startswith("encoder.layer."))
        sizes = Sizes(layers, word.shape[1], by_kind.shape[1], theirs["encoder.layer.0.intermediate.dense.weight"].shape[0], len(word) - 5,
                      len(position) - 2, reach=MPNET_REACH, epsilon=MPNET_EPSILON)
        encoder = cls(sizes, dropout)
        encoder.load_bert({name.replace("attention.attn.", "attention."): t for name, t in theirs.items()}, MPNET_NAMES)
        with torch.no_grad():
            encoder.distance.weight.copy_(by_kind[mpnet_kinds(torch.arange(-MPNET_REACH, MPNET_REACH + 1), len(by_kind))])
        return encoder

    @torch.no_grad()
    def load_bert(self, theirs, names=None):
        self.word.weight.copy_(theirs["embeddings.word_embeddings.weight"])
        self.pos.weight.copy_(theirs["embeddings.position_embeddings.weight"])
        self.token_type.copy_(theirs["embeddings.token_type_embeddings.weight"][0])
        copy_linear(self.ln, theirs, "embeddings.LayerNorm")
        for i, layer in enumerate(self.layer):
            for ours, name in (names or BERT_NAMES).items():
                copy_linear(getattr(layer, ours), theirs, f"encoder.layer.{i}.{name}")

    def tensors(self) -> dict[str, torch.Tensor]:
        """Copies of all weights under the names of the weights file."""
        return {name: tensor.detach().float().cpu() for name, tensor in self.named_tensors().items()}

    @torch.no_grad()
    def load_tensors(self, tensors):
        """Takes the weights from such a dictionary (torch or numpy)."""
        for name, tensor in self.named_tensors().items():
            tensor.copy_(torch.as_tensor(tensors[name]))

    def named_tensors(self) -> dict[str, torch.Tensor]:
        named = {"emb.word": self.word.weight, "emb.pos": self.pos.weight, "emb.type": self.token_type, "emb.case": self.case.weight,
                 "emb.ln.w": self.ln.weight, "emb.ln.b": self.ln.bias}
        if self.distance is not None:
            named["emb.distance"] = self.distance.weight
        for i, layer in enumerate(self.layer):
            for m in ("q", "k", "v", "o", "f1", "f2"):
                named[f"layer.{i}.{m}"] = getattr(layer, m).weight
                named[f"layer.{i}.{m}.bias"] = getattr(layer, m).bias
            for n in ("ln1", "ln2"):
                named[f"layer.{i}.{n}.w"], named[f"layer.{i}.{n}.b"] = getattr(layer, n).weight, getattr(layer, n).bias
        return named


BERT_NAMES = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value", "o": "attention.output.dense",
              "ln1": "attention.output.LayerNorm", "f1": "intermediate.dense", "f2": "output.dense", "ln2": "output.LayerNorm"}
MPNET_NAMES = BERT_NAMES | {"q": "attention.q", "k": "attention.k", "v": "attention.v", "o": "attention.o", "ln1": "attention.LayerNorm"}
MPNET_DISTANCES = "encoder.relative_attention_bias.weight"
MPNET_REACH = 128


def distances(length: int, reach: int, device=None) -> torch.Tensor:
    """[length, length]: how far behind a piece (row) another (column) stands, from 0 for `reach` pieces before it or more, on."""
    at = torch.arange(length, device=device)
    return (at[None, :] - at[:, None]).clamp(-reach, reach) + reach


def mpnet_kinds(ahead: torch.Tensor, kinds: int) -> torch.Tensor:
    """MPNet's kind of a distance: exact near by, in logarithmic steps farther off."""
    side, exact = kinds // 2, kinds // 4
    far = exact + (torch.log(ahead.abs().clamp(min=1) / exact) / math.log(MPNET_REACH / exact) * (side - exact)).long()
    return torch.where(ahead > 0, side, 0) + torch.where(ahead.abs() < exact, ahead.abs(), far.clamp(max=side - 1))


def copy_linear(module, theirs, name):
    module.weight.copy_(theirs[name + ".weight"])
    module.bias.copy_(theirs[name + ".bias"])


def document_hidden(encoder: Encoder, windows: list[Rows], device=None) -> torch.Tensor:
    """The hidden vector of every word of one document, [words, hidden], with gradients if the caller wants them."""
    return documents_hidden(encoder, [windows], device)[0]


def documents_hidden(encoder: Encoder, documents: list[list[Rows]], device=None) -> list[torch.Tensor]:
    """The same for several documents read together: windows of like length share a padded batch."""
    flat = [rows for windows in documents for rows in windows]
    if not flat:
        return [torch.zeros(0, encoder.sizes.hidden, device=device) for _ in documents]
    embedded = embed_all(encoder, flat, device)
    taken: dict[int, torch.Tensor] = {}
    for group in alike(flat):
        x = nn.utils.rnn.pad_sequence([embedded[i] for i in group], batch_first=True)
        lengths = torch.tensor([len(flat[i].pieces) for i in group], device=device)
        hidden = encoder.through(x, torch.arange(x.shape[1], device=device) < lengths[:, None]).float()
        for n, i in enumerate(group):
            taken[i] = hidden[n, torch.tensor(flat[i].rows, device=device)]
    found, at = [], 0
    for windows in documents:
        # Cores follow one another, so the words come out in the order of the text.
        parts = [taken[at + i] for i in range(len(windows))]
        found.append(torch.cat(parts) if parts else torch.zeros(0, encoder.sizes.hidden, device=device))
        at += len(windows)
    return found


def embed_all(encoder: Encoder, flat: list[Rows], device=None):
    """What goes into the first layer, window by window. One lookup: each one's gradient is as large as the whole table."""
    one = lambda values: torch.tensor([v for row in values for v in row], dtype=torch.long, device=device)
    positions = one([range(len(r.pieces)) for r in flat])
    return encoder.embed(one([r.pieces for r in flat]), one([r.cases for r in flat]), positions).split([len(r.pieces) for r in flat])


GROUP_PIECES_MAX = 1400
GROUP_PADDING_MAX = 0.12


def alike(flat: list[Rows]) -> list[list[int]]:
    """Window numbers in groups of like length, so that little is padded."""
    order = sorted(range(len(flat)), key=lambda i: len(flat[i].pieces))
    groups, start = [], 0
    for at in range(1, len(order) + 1):
        if at < len(order):
            longest, count = len(flat[order[at]].pieces), at - start + 1
            real = sum(len(flat[i].pieces) for i in order[start:at + 1])
            if longest * count <= GROUP_PIECES_MAX and 1 - real / (longest * count) <= GROUP_PADDING_MAX:
                continue
        groups.append(order[start:at])
        start = at
    return groups
