#!/usr/bin/env python3
"""Read a weights file back into a checkpoint, so that training can go on from what was shipped.

usage: restore.py WEIGHTS.safetensors OUT.pt

The inverse of export.py but for the rounding to int8 (at most 1/254 of a row's largest weight). The word embeddings, which do not learn,
are the start weights' own.
"""
import json
import os
import sys

import torch
from safetensors import safe_open
from safetensors.torch import load_file

import export
import start
import wordpiece
from model import Reader, Shape


def main(weights, out):
    with safe_open(weights, "pt") as file:
        metadata = file.metadata()
        stored = {name: file.get_tensor(name).float() for name in file.keys() if name != "vocabulary"}
    if metadata["dragoman"] != export.FORMAT:
        raise SystemExit(f"restore.py: {weights} has format {metadata['dragoman']}, this script reads {export.FORMAT}")
    names = json.loads(metadata["names"])
    for name in [n for n in stored if n.endswith(".scale")]:
        stored[name.removesuffix(".scale")] *= stored.pop(name)[:, None]
    start_weights = load_file(os.path.join(wordpiece.start_folder(), "model.safetensors"))
    e = "encoder."
    w = {e + "word.weight": start_weights["embeddings.word_embeddings.weight"], e + "position.weight": stored["embedding.position"],
         e + "shape.weight": stored["embedding.shape"], e + "norm.weight": stored["embedding.norm.weight"],
         e + "norm.bias": stored["embedding.norm.bias"], e + "mix": stored["mix"].log(),
         "arc": torch.cat([stored["arc.weight"].T, stored["arc.bias"][None]])}
    reader = Reader(Shape(**json.loads(metadata["sizes"]), **{k: names[k] for k in ("upos", "xpos", "deprel", "lemma")}))
    for i in range(reader.s.layers):
        ours, theirs = f"{e}layers.{i}.", f"layer.{i}."
        for kind in ("weight", "bias"):
            for name, part in zip(("query", "key", "value"), stored[f"{theirs}qkv.{kind}"].chunk(3)):
                w[f"{ours}{name}.{kind}"] = part
            for name in ("output", "attention_norm", "inner", "outer", "output_norm"):
                w[f"{ours}{name}.{kind}"] = stored[f"{theirs}{name}.{kind}"]
    for theirs, ours in export.LINEAR.items():
        w[ours + ".weight"], w[ours + ".bias"] = stored[theirs + ".weight"], stored[theirs + ".bias"]
    w.update({name: stored[name] for name in export.PLAIN})
    reader.load_state_dict(w)
    start.save(out, reader)


if __name__ == "__main__":
    main(*sys.argv[1:])
