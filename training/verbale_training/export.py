"""Writes and reads the weights file (`*.vmod`) that the runtime loads.

    b"VMOD", u32 version, u64 header length, header (JSON), padding to 64, tensor data (each tensor at a multiple of 64)

All numbers are little endian; offsets in the header count from the start of the tensor data. The matrices of the
encoder and the wide ones of heads become 7-bit integers with a scale per row, the word embeddings 8-bit ones; in a compact
file those of the encoder are 4-bit integers with a bf16 scale for every 32. Positions are bf16, everything else stays f32.
"""
from __future__ import annotations

import hashlib
import json
import struct
from dataclasses import dataclass
from datetime import datetime, timezone

import numpy as np

from . import packing
from .encoder import Encoder, Sizes
from .windows import Limits
from .words import Vocabulary

MAGIC, VERSION, ALIGNMENT = b"VMOD", 1, 64
MATRICES = ("q", "k", "v", "o", "f1", "f2")
HEAD_MAPS = ("w1", "a", "b", "p", "q")  # from hidden vectors; the runtime computes them in integers
GROUP = 32  # weights that have a scale together in a tensor of 4 bits


@dataclass
class Stored:
    """A tensor as the file has it: `dtype` is that of the header, `data` its numbers."""
    dtype: str
    shape: tuple[int, ...]
    data: np.ndarray


def stored(tensors: dict, compact: dict | None = None) -> dict[str, Stored]:
    """The tensors of the file from the f32 ones of the network. `compact`: the encoder in 4 bits, the maps in it as given there
    (see compact.py), the others as they are nearest."""
    found = {}
    for name, tensor in tensors.items():
        array = np.ascontiguousarray(np.asarray(tensor, np.float32))
        of, last = name.rsplit(".", 1)
        is_words, is_map = name == "emb.word", of.startswith("layer.") and last in MATRICES
        if compact is not None and (is_words or is_map):
            quantised, scales = compact.get(name) or packing.quantise_groups(array, GROUP)
            found[name] = Stored("i4", array.shape, packing.nibbles(quantised))
            found[name + ".scale"] = Stored("bf16", scales.shape, packing.to_bf16(scales))
        elif is_words:
            put_rows(found, name, *packing.quantise_rows(array, packing.EMBEDDING_TOP, lanes=False))
        elif is_map or of.startswith("head.") and last in HEAD_MAPS and array.ndim == 2:
            put_rows(found, name, *packing.quantise_rows(array))
        elif name == "emb.pos":
            found[name] = Stored("bf16", array.shape, packing.to_bf16(array))
        else:
            found[name] = Stored("f32", array.shape, array)
    return found


def put_rows(found, name, quantised, scales):
    found[name], found[name + ".scale"] = Stored("i8", quantised.shape, quantised), Stored("f32", scales.shape, scales)


def write_vmod(path, tensors: dict, sizes: Sizes, limits: Limits, vocabulary: Vocabulary, heads: list[dict], *,
               name: str, version: str, revision: str = "", created: str | None = None, compact: dict | None = None) -> dict:
    """Writes the file and gives back its header.

    `tensors`: `Encoder.tensors()` and the head tensors, f32 torch or numpy, under the names of the file, e.g.
    `head.roles.a`. `heads`: the entries of the header, e.g. {"name": "modes", "form": "span", "hidden": 128,
    "labels": [...]}; a pair head also has "b" ("span" or "word") and "features" [{"name", "size"}, ...].
    """
    arrays = stored(tensors, compact)
    names = np.frombuffer("\n".join(vocabulary.names).encode(), np.uint8)
    arrays["vocab"] = Stored("u8", names.shape, names)
    region, entries = bytearray(), []
    for tensor_name, array in arrays.items():
        region += bytes(-len(region) % ALIGNMENT)
        data = array.data.tobytes()
        entries.append({"name": tensor_name, "dtype": array.dtype, "shape": list(array.shape),
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


NUMPY_TYPES = {"i8": np.int8, "f32": np.dtype("<f4"), "u8": np.uint8, "i4": np.uint8, "bf16": np.dtype("<u2")}


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
    entries = {e["name"]: e for e in header["tensors"]}
    raw = {name: np.frombuffer(region[e["offset"]:e["offset"] + e["length"]], NUMPY_TYPES[e["dtype"]]) for name, e in entries.items()}
    return header, {n: floats(e, raw) for n, e in entries.items() if not n.endswith(".scale")}


def floats(entry: dict, raw: dict[str, np.ndarray]) -> np.ndarray:
    values, dtype = raw[entry["name"]], entry["dtype"]
    if dtype == "u8":
        return values.copy()
    if dtype == "bf16":
        return packing.from_bf16(values).reshape(entry["shape"])
    if dtype == "f32":
        return values.reshape(entry["shape"]).copy()
    scales = raw[entry["name"] + ".scale"]
    if dtype == "i8":
        return values.reshape(entry["shape"]).astype(np.float32) * scales[:, None]
    groups = packing.from_nibbles(values).reshape(-1, GROUP).astype(np.float32)
    weights = (groups * packing.from_bf16(scales)[:, None]).reshape(entry["shape"])
    return packing.as_rows(weights, packing.EMBEDDING_TOP if entry["name"] == "emb.word" else packing.MATRIX_TOP)


def encoder_of(header: dict, tensors: dict[str, np.ndarray]) -> Encoder:
    """The torch encoder with the weights of a file that was read."""
    encoder = Encoder(Sizes(**{name: size for name, size in header["encoder"].items() if name in Sizes.__dataclass_fields__}))
    encoder.load_tensors(tensors)
    return encoder.eval()


def vocabulary_of(header: dict, tensors: dict[str, np.ndarray]) -> Vocabulary:
    return Vocabulary(tensors[header["vocab"]].tobytes().decode().split("\n"))
