"""Writes and reads the weights file (`*.vmod`) that the runtime loads.

    b"VMOD", u32 version, u64 header length, header (JSON), padding to 64, tensor data (each tensor at a multiple of 64)

All numbers are little endian; offsets in the header count from the start of the tensor data. The matrices of the
encoder become 7-bit integers with a scale per row, the word embeddings 8-bit ones; everything else stays f32.
"""
from __future__ import annotations

import hashlib
import json
import struct
from datetime import datetime, timezone

import numpy as np

from .encoder import Encoder, Sizes
from .windows import Limits
from .words import Vocabulary

MAGIC, VERSION, ALIGNMENT = b"VMOD", 1, 64
MATRICES = ("q", "k", "v", "o", "f1", "f2")
MATRIX_TOP, EMBEDDING_TOP = 63, 127
# 128 * 255 still fits into 16 bits: four weights of one sign that sum to no more can be added up before widening.
LANE_TOP, LANE_BLOCK = 128, 8


def quantise_rows(weights: np.ndarray, top: int = MATRIX_TOP, lanes: bool = True) -> tuple[np.ndarray, np.ndarray]:
    """i8 [out, in] in -top..top and f32 scales [out], the scale of each row the best of a few clips by squared error."""
    weights = np.asarray(weights, np.float32)
    widest = np.maximum(np.abs(weights).max(1), 1e-12)
    best = np.full(len(weights), np.inf, np.float32)
    quantised, scales = np.zeros(weights.shape, np.int8), np.zeros(len(weights), np.float32)
    for clip in (1.0, 0.96, 0.92, 0.88, 0.84, 0.8, 0.75, 0.7):
        scale = (widest * clip / top).astype(np.float32)
        q = np.clip(np.rint(weights / scale[:, None]), -top, top)
        q = tame_lanes(q) if lanes else q
        error = np.square(q * scale[:, None] - weights).sum(1)
        better = error < best
        best[better], scales[better], quantised[better] = error[better], scale[better], q[better]
    return quantised, scales


def tame_lanes(q: np.ndarray) -> np.ndarray:
    """Lowers the few weights whose 16-bit lane could overflow if two products were added before widening.

    A lane holds four weights of a block of eight: 0, 1, 4, 5 or 2, 3, 6, 7. About one lane in a thousand is touched;
    the runtime checks the property and reads files without it too, only slower.
    """
    rows, inputs = q.shape
    padded = np.zeros((rows, -(-inputs // LANE_BLOCK) * LANE_BLOCK), q.dtype)
    padded[:, :inputs] = q
    grouped = padded.reshape(rows, -1, 2, 2, 2).transpose(0, 1, 3, 2, 4).reshape(-1, 4).copy()
    for sign in (1, -1):
        over = np.flatnonzero(np.maximum(sign * grouped, 0).sum(1) > LANE_TOP)
        while len(over):
            grouped[over, np.maximum(sign * grouped[over], 0).argmax(1)] -= sign
            over = over[np.maximum(sign * grouped[over], 0).sum(1) > LANE_TOP]
    blocks = grouped.reshape(rows, -1, 2, 2, 2).transpose(0, 1, 3, 2, 4)
    return blocks.reshape(rows, -1)[:, :inputs]


def stored(tensors: dict) -> dict[str, np.ndarray]:
    """The tensors of the file from the f32 ones of the network."""
    found = {}
    for name, tensor in tensors.items():
        array = np.ascontiguousarray(np.asarray(tensor, np.float32))
        if name == "emb.word":
            found[name], found[name + ".scale"] = quantise_rows(array, EMBEDDING_TOP, lanes=False)
        elif name.startswith("layer.") and name.rsplit(".", 1)[1] in MATRICES:
            found[name], found[name + ".scale"] = quantise_rows(array)
        else:
            found[name] = array
    return found


def write_vmod(path, tensors: dict, sizes: Sizes, limits: Limits, vocabulary: Vocabulary, heads: list[dict], *,
               name: str, version: str, revision: str = "", created: str | None = None) -> dict:
    """Writes the file and gives back its header.

    `tensors`: `Encoder.tensors()` and the head tensors, f32 torch or numpy, under the names of the file, e.g.
    `head.roles.a`. `heads`: the entries of the header, e.g. {"name": "modes", "form": "span", "hidden": 128,
    "labels": [...]}; a pair head also has "b" ("span" or "word") and "features" [{"name", "size"}, ...].
    """
    arrays = stored(tensors)
    arrays["vocab"] = np.frombuffer("\n".join(vocabulary.names).encode(), np.uint8)
    region, entries = bytearray(), []
    for tensor_name, array in arrays.items():
        region += bytes(-len(region) % ALIGNMENT)
        data = array.tobytes()
        entries.append({"name": tensor_name, "dtype": DTYPES[array.dtype.name], "shape": list(array.shape),
                        "offset": len(region), "length": len(data)})
        region += data
    header = {"name": name, "version": version, "created": created or datetime.now(timezone.utc).date().isoformat(),
              "revision": revision, "encoder": vars(sizes), "windows": vars(limits), "vocab": "vocab", "heads": heads,
              "tensors": entries, "sha256": hashlib.sha256(region).hexdigest()}
    encoded = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    prefix = MAGIC + struct.pack("<IQ", VERSION, len(encoded)) + encoded
    with open(path, "wb") as file:
        file.write(prefix + bytes(-len(prefix) % ALIGNMENT) + region)
    return header


DTYPES = {"int8": "i8", "float32": "f32", "uint8": "u8"}
NUMPY_TYPES = {"i8": np.int8, "f32": np.dtype("<f4"), "u8": np.uint8}


def read_vmod(path) -> tuple[dict, dict[str, np.ndarray]]:
    """The header and the tensors with the integer ones back in f32 (`vocab` as bytes): what the runtime computes with."""
    with open(path, "rb") as file:
        data = file.read()
    magic, version, length = struct.unpack_from("<4sIQ", data)
    if magic != MAGIC or version != VERSION:
        raise ValueError(f"{path}: not a weights file of version {VERSION}")
    header = json.loads(data[16:16 + length])
    region = data[-(-(16 + length) // ALIGNMENT) * ALIGNMENT:]
    if hashlib.sha256(region).hexdigest() != header["sha256"]:
        raise ValueError(f"{path}: checksum of the tensor data is wrong")
    raw = {e["name"]: np.frombuffer(region, NUMPY_TYPES[e["dtype"]], int(np.prod(e["shape"])), e["offset"]).reshape(e["shape"])
           for e in header["tensors"]}
    return header, {n: dequantised(n, a, raw) for n, a in raw.items() if not n.endswith(".scale")}


def dequantised(name: str, array: np.ndarray, raw: dict[str, np.ndarray]) -> np.ndarray:
    if array.dtype == np.int8:
        return array.astype(np.float32) * raw[name + ".scale"][:, None]
    return array.copy()


def encoder_of(header: dict, tensors: dict[str, np.ndarray]) -> Encoder:
    """The torch encoder with the weights of a file that was read."""
    encoder = Encoder(Sizes(**{name: size for name, size in header["encoder"].items() if name in Sizes.__dataclass_fields__}))
    encoder.load_tensors(tensors)
    return encoder.eval()


def vocabulary_of(header: dict, tensors: dict[str, np.ndarray]) -> Vocabulary:
    return Vocabulary(tensors[header["vocab"]].tobytes().decode().split("\n"))
