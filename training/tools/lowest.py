#!/usr/bin/env python3
"""The lowest layers of a base encoder, as a folder to train from (`--minilm`).

Usage: lowest.py MODEL_FOLDER LAYERS VOCABULARY OUT      e.g. all-mpnet-base-v2 8 work/minilm/vocab.txt work/mpnet8
The vocabulary is BERT's: an MPNet's pieces are put into its order when they are loaded.
"""
import pathlib
import shutil
import sys

from safetensors.torch import load_file, save_file

LAYER = "encoder.layer."


def main():
    folder, count, vocabulary, out = pathlib.Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], pathlib.Path(sys.argv[4])
    number = lambda name: int(name.split(LAYER)[1].split(".")[0]) if LAYER in name else -1
    tensors = {name: tensor for name, tensor in load_file(folder / "model.safetensors").items() if number(name) < count}
    out.mkdir(parents=True, exist_ok=True)
    save_file(tensors, out / "model.safetensors")
    shutil.copy(vocabulary, out / "vocab.txt")


if __name__ == "__main__":
    main()
