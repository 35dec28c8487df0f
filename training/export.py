#!/usr/bin/env python3
"""Write a trained checkpoint as the weights file that dragoman reads (docs/weights.md).

usage: export.py CHECKPOINT.pt OUT.safetensors --version 2026-11-28.1 [--calibration KNOTS.json]

Matrices are stored as int8 with a scale for each row ("NAME" and "NAME.scale"), everything else as 32-bit floats. The file is
an ordinary safetensors file; what dragoman must know to build the network stands in its metadata.
"""
import argparse
import hashlib
import json
import os

import torch
from safetensors.torch import save

import start
import wordpiece
from model import HOMELESS, RELATIONS, ROLES, SECTORS, STATUS, TYPES


FORMAT = "3"
# The file's names of matrices with a bias, and the network's; then what both call the same.
LINEAR = {"upos": "upos", "xpos": "xpos", "lemma": "lemma", "begin": "begin", "arc_dependent": "arc_dependent.1", "arc_head": "arc_head.1",
          "label_dependent": "label_dependent", "label_head": "label_head", "label": "label", "trigger_hidden": "trigger_hidden.1",
          "trigger": "trigger", "status_hidden": "status_hidden.1", "status": "status", "mention_hidden": "mention_hidden.1",
          "mention": "mention", "sector": "sector", "role_trigger": "role_trigger", "role_word": "role_word", "role": "role",
          "pair_query": "pair_query", "pair_hidden": "pair_hidden.1", "relation": "relation",
          "home_mention": "home_mention", "home_word": "home_word", "home_none": "home_none"}
PLAIN = ("root", "role_distance.weight", "role_sentence.weight", "no_source", "no_target", "home_distance.weight", "home_sentence.weight", "home.weight")


def quantise(matrix):
    scale = matrix.abs().amax(1).clamp(min=1e-8) / 127
    return torch.round(matrix / scale[:, None]).clamp(-127, 127).to(torch.int8), scale


def tensors(reader):
    """Name → tensor of everything the network needs, matrices as rows of outputs."""
    w = {k: v.float() for k, v in reader.state_dict().items()}
    out = {"embedding.word": w["encoder.word.weight"], "embedding.position": w["encoder.position.weight"],
           "embedding.shape": w["encoder.shape.weight"], "embedding.norm.weight": w["encoder.norm.weight"],
           "embedding.norm.bias": w["encoder.norm.bias"], "mix": w["encoder.mix"].softmax(-1)}
    for i in range(reader.s.layers):
        p = f"encoder.layers.{i}."
        out[f"layer.{i}.qkv.weight"] = torch.cat([w[p + f"{n}.weight"] for n in ("query", "key", "value")])
        out[f"layer.{i}.qkv.bias"] = torch.cat([w[p + f"{n}.bias"] for n in ("query", "key", "value")])
        for name in ("output", "attention_norm", "inner", "outer", "output_norm"):
            for kind in ("weight", "bias"):
                out[f"layer.{i}.{name}.{kind}"] = w[p + f"{name}.{kind}"]
    for ours, theirs in LINEAR.items():
        out[ours + ".weight"], out[ours + ".bias"] = w[theirs + ".weight"], w[theirs + ".bias"]
    out["arc.weight"], out["arc.bias"] = w["arc"][:-1].T.contiguous(), w["arc"][-1]
    for name in PLAIN:
        out[name] = w[name]
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("checkpoint")
    p.add_argument("out")
    p.add_argument("--version", required=True)
    p.add_argument("--calibration", help="what calibrate.py wrote; without it confidence is the bare product")
    a = p.parse_args()
    reader = start.load(a.checkpoint)
    s = reader.s
    file = {}
    for name, t in tensors(reader).items():
        if t.dim() == 2 and name not in ("embedding.position", "embedding.shape") and not name.endswith(("_distance.weight", "_sentence.weight")):
            file[name], file[name + ".scale"] = quantise(t)
        else:
            file[name] = t.contiguous()
    wp = wordpiece.WordPiece(os.path.join(wordpiece.start_folder(), "vocab.txt"))
    vocabulary = "\n".join(sorted(wp.ids, key=wp.ids.get)).encode()
    file["vocabulary"] = torch.frombuffer(bytearray(vocabulary), dtype=torch.uint8)
    sizes = {k: v for k, v in vars(s).items() if isinstance(v, int)}
    names = {"upos": s.upos, "xpos": s.xpos, "deprel": s.deprel, "lemma": s.lemma, "type": TYPES, "status": STATUS,
             "sector": SECTORS, "role": ROLES, "relation": RELATIONS, "homeless": HOMELESS}
    metadata = {"dragoman": FORMAT, "version": a.version, "sizes": json.dumps(sizes), "names": json.dumps(names)}
    if a.calibration:
        with open(a.calibration, encoding="utf-8") as f:
            metadata["calibration"] = json.dumps(json.load(f))
    body = save(file)                                     # once without metadata, for the checksum of the data
    at = 8 + int.from_bytes(body[:8], "little")
    metadata["sha256"] = hashlib.sha256(body[at:]).hexdigest()
    data = save(file, metadata)
    at = 8 + int.from_bytes(data[:8], "little")
    assert hashlib.sha256(data[at:]).hexdigest() == metadata["sha256"]
    with open(a.out, "wb") as f:
        f.write(data)
    print(f"{a.out}: {len(data) / 1e6:.1f} MB, version {a.version}")


if __name__ == "__main__":
    main()
