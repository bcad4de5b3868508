"""Weights as small integers with scales, and bf16 numbers."""
from __future__ import annotations

import numpy as np

MATRIX_TOP, EMBEDDING_TOP, GROUP_TOP = 63, 127, 7
# 128 * 255 still fits into 16 bits: four weights of one sign that sum to no more can be added up before widening.
LANE_TOP, LANE_BLOCK = 128, 8
CLIPS = (1.0, 0.96, 0.92, 0.88, 0.84, 0.8, 0.75, 0.7)


def quantise_rows(weights: np.ndarray, top: int = MATRIX_TOP, lanes: bool = True) -> tuple[np.ndarray, np.ndarray]:
    """i8 [out, in] in -top..top and f32 scales [out], the scale of each row the best of a few clips by squared error."""
    return best_clip(weights, top, lambda q: tame_lanes(q) if lanes else q, lambda scale: scale)


def best_clip(weights, top, mended, kept):
    """`mended`: what becomes of the integers, `kept`: what the file keeps of a scale."""
    weights = np.asarray(weights, np.float32)
    widest = np.maximum(np.abs(weights).max(1), 1e-12)
    best = np.full(len(weights), np.inf, np.float32)
    quantised, scales = np.zeros(weights.shape, np.int8), np.zeros(len(weights), np.float32)
    for clip in CLIPS:
        scale = kept((widest * clip / top).astype(np.float32))
        q = mended(np.clip(np.rint(weights / scale[:, None]), -top, top))
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


def quantise_groups(weights: np.ndarray, group: int) -> tuple[np.ndarray, np.ndarray]:
    """i8 [out, in] in -7..7 and f32 scales [out, in / group] that bf16 holds exactly, by squared error as above."""
    quantised, scales = best_clip(weights.reshape(-1, group), GROUP_TOP, lambda q: q, lambda scale: from_bf16(to_bf16(scale)))
    return quantised.reshape(weights.shape), scales.reshape(len(weights), -1)


def as_rows(weights: np.ndarray, top: int) -> np.ndarray:
    """f32 weights as the runtime has them once they are integers with a scale a row."""
    widest = np.abs(weights).max(1)
    scales = np.where(widest > 0, widest / np.float32(top), np.float32(1))[:, None]
    q = np.rint(weights / scales)
    return (tame_lanes(q) if top == MATRIX_TOP else q) * scales


def nibbles(quantised: np.ndarray) -> np.ndarray:
    """u8, two weights each, plus eight, the first in the low half."""
    pairs = (quantised.reshape(-1, 2) + 8).astype(np.uint8)
    return pairs[:, 0] | pairs[:, 1] << 4


def from_nibbles(packed: np.ndarray) -> np.ndarray:
    return (np.stack([packed & 15, packed >> 4], 1).astype(np.int8) - 8).reshape(-1)


def to_bf16(values: np.ndarray) -> np.ndarray:
    """u16, rounded to nearest, ties to even."""
    bits = np.ascontiguousarray(values, np.float32).view(np.uint32)
    return ((bits + 0x7FFF + (bits >> 16 & 1)) >> 16).astype("<u2")


def from_bf16(halves: np.ndarray) -> np.ndarray:
    return (halves.astype(np.uint32) << 16).view(np.float32)
