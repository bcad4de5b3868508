#!/usr/bin/env python3
"""Our encoder beside onnxruntime's dynamic int8, same weights, same pieces, one core, in turn.

Usage: python benches/compare_onnxruntime.py --model FILE.vmod --texts FILE --program PATH/encode_speed [--kernels avx2 ...]

The texts are one paragraph a line. The weights of the file are exported to ONNX in f32 and quantised with
`quantize_dynamic`, once with signed 8-bit weights a channel and once with the default, u8 a tensor; the faster of the two
counts. onnxruntime gets the windows sorted by length in batches of at most 1,024 padded pieces, which suits it; ours gets
document after document. Both are timed by the processor time of one thread, interleaved, best of the rounds.
"""
from __future__ import annotations

import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "training"))
from verbale_training.export import encoder_of, read_vmod, vocabulary_of  # noqa: E402
from verbale_training.windows import Limits, Rows, document_rows  # noqa: E402
from verbale_training.words import words  # noqa: E402

BATCH_PIECES = 1024


def arguments():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--model", type=pathlib.Path, required=True)
    ap.add_argument("--texts", type=pathlib.Path, required=True)
    ap.add_argument("--program", type=pathlib.Path, required=True)
    ap.add_argument("--kernels", nargs="+", default=["avx2"])
    ap.add_argument("--rounds", type=int, default=3)
    return ap.parse_args()


def windows_of(line: str, vocabulary, limits) -> list[Rows]:
    """As `encode_speed` cuts a line: a sentence ends at a full stop, exclamation or question mark."""
    spans = words(line)
    ends = [i + 1 for i, (a, b) in enumerate(spans) if line[a:b] in ".!?"]
    if not ends or ends[-1] < len(spans):
        ends.append(len(spans))
    sentences = [(a, b) for a, b in zip([0] + ends, ends) if a < b]
    return document_rows(vocabulary, line, spans, sentences, limits)


def batches(windows: list[Rows]) -> list[dict[str, np.ndarray]]:
    found, group = [], []
    for rows in sorted(windows, key=lambda rows: len(rows.pieces)):
        if group and (len(group) + 1) * len(rows.pieces) > BATCH_PIECES:
            found.append(batch(group))
            group = []
        group.append(rows)
    return found + [batch(group)]


def batch(group: list[Rows]) -> dict[str, np.ndarray]:
    length = max(len(rows.pieces) for rows in group)
    filled = lambda values: np.array([v + [0] * (length - len(v)) for v in values], np.int64)
    mask = filled([[1] * len(rows.pieces) for rows in group])
    return {"pieces": filled([r.pieces for r in group]), "cases": filled([r.cases for r in group]), "mask": mask}


class Exported(torch.nn.Module):
    """The encoder with attention spelled out and the mask as an addend, the form that onnxruntime knows from BERT."""

    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, pieces, cases, mask):
        e = self.encoder
        positions = torch.arange(pieces.shape[1], device=pieces.device)[None]
        addend = (1.0 - mask[:, None, None, :].float()) * -10000.0
        x = e.ln(e.word(pieces) + e.pos(positions) + e.token_type + e.case(cases))
        for layer in e.layer:
            x = layer.ln1(x + layer.o(self.attend(layer, x, addend)))
            x = layer.ln2(x + layer.f2(torch.nn.functional.gelu(layer.f1(x))))
        return x

    @staticmethod
    def attend(layer, x, addend):
        batch, length, hidden = x.shape
        width = hidden // layer.heads
        split = lambda y: y.view(batch, length, layer.heads, width).permute(0, 2, 1, 3)
        q, k, v = split(layer.q(x)), split(layer.k(x)), split(layer.v(x))
        weights = torch.softmax(q @ k.transpose(-1, -2) / width ** 0.5 + addend, -1)
        return (weights @ v).permute(0, 2, 1, 3).reshape(batch, length, hidden)


def export(encoder, folder: pathlib.Path) -> dict[str, pathlib.Path]:
    plain = folder / "f32.onnx"
    example = tuple(torch.ones(2, 8, dtype=torch.long) for _ in range(3))
    names = ["pieces", "cases", "mask"]
    axes = {name: {0: "batch", 1: "length"} for name in names + ["hidden"]}
    torch.onnx.export(Exported(encoder), example, str(plain), input_names=names, output_names=["hidden"], dynamic_axes=axes,
                      opset_version=17, dynamo=False)
    found = {"f32": plain}
    for name, options in {"int8 a channel": {"per_channel": True, "weight_type": QuantType.QInt8},
                          "uint8 a tensor": {"weight_type": QuantType.QUInt8}}.items():
        found[name] = folder / (name.replace(" ", "-") + ".onnx")
        quantize_dynamic(str(plain), str(found[name]), **options)
    return found


def session(path: pathlib.Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def their_seconds(engine, inputs) -> float:
    before = time.process_time()
    for feed in inputs:
        engine.run(None, feed)
    return time.process_time() - before


def our_speed(a, kernels: str) -> float:
    command = [str(a.program), "--kernels", kernels, "--model", str(a.model), "--texts", str(a.texts), "--passes", "1"]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return float(re.search(r" rows_per_s (\d+)", output).group(1))


@torch.no_grad()
def main():
    a = arguments()
    header, tensors = read_vmod(a.model)
    encoder, vocabulary = encoder_of(header, tensors), vocabulary_of(header, tensors)
    limits = Limits(**header["windows"])
    lines = [line for line in a.texts.read_text("utf-8").split("\n") if line.strip()]
    windows = [rows for line in lines for rows in windows_of(line, vocabulary, limits)]
    rows, inputs = sum(len(r.pieces) for r in windows), batches(windows)
    padded = sum(feed["pieces"].size for feed in inputs)
    print(f"{len(lines)} texts, {rows} rows in {len(windows)} windows, {len(inputs)} batches, padding {padded / rows - 1:.1%}")
    with tempfile.TemporaryDirectory() as folder:
        engines = {name: session(path) for name, path in export(encoder, pathlib.Path(folder)).items()}
    speeds: dict[str, list[float]] = {}
    for _ in range(a.rounds):
        for name, engine in engines.items():
            speeds.setdefault("onnxruntime " + name, []).append(rows / their_seconds(engine, inputs))
        for name in a.kernels:
            speeds.setdefault("ours " + name, []).append(our_speed(a, name))
    theirs = max(max(speed) for name, speed in speeds.items() if "int8" in name)
    for name, speed in speeds.items():
        print(f"{name:32} {max(speed):8,.0f} pieces/s   {max(speed) / theirs:5.2f} of onnxruntime's better int8   ({', '.join(f'{s:,.0f}' for s in speed)})")


if __name__ == "__main__":
    main()
