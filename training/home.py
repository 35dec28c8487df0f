#!/usr/bin/env python3
"""Teaches a trained reader whose somebody is of whom no word says so ("officials", "the police"): its last head, after all others.

usage: home.py CORPUS CAST CHECKPOINT.pt OUT.pt [--weights READER.safetensors] [--signs FILE] [--nearby data/actors/nearby.tsv]
               [--fold K --folds 5]
       home.py CORPUS CAST - - --signs FILE --ask

CAST is build/tests/actors/cast, which names the candidates of each such mention in the corpus, their signs (src/actors/signs.h) and the words
that name them; --signs keeps its answer, or takes it from there. Each candidate's score is the sum of its signs' weights and of what the head
says of the words that name it; the encoder stays as it is. OUT is the checkpoint with the head, --nearby is written with the weights. With
--fold the reports of a fifth of the gold data are left out, and how many of their mentions come out right is printed.
"""
import argparse
import json
import pathlib
import random
import subprocess
import tempfile

import torch

import batches
import corpus
import homes
import start
from model import half
from train import fold_of

GOLD_TIMES = 3       # a gold report counts as much as so many of ours

HEADER = """# How much each sign weighs by which a state is chosen for somebody of whom no word says whose they are; src/actors/signs.h says what the
# signs are. The reader's own score of a state ("home_*" in docs/weights.md) is added.
# Source: learned by training/home.py together with that head, from {n} mentions annotated by the project.
# Made by: python3 training/home.py CORPUS build/tests/actors/cast CHECKPOINT OUT --nearby data/actors/nearby.tsv
"""


def ask(reports, cast, weights, path):
    """Each report with what cast says of its mentions."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(path or f"{folder}/signs.jsonl")
        if not path.exists():
            asked = pathlib.Path(folder, "asked.jsonl")
            with open(asked, "w", encoding="utf-8") as file:
                for r in reports:
                    file.write(json.dumps({"id": r["id"], "text": r["text"], "mentions": [list(span) for span, _ in homes.countries(r)]}) + "\n")
            with open(path, "wb") as out:
                subprocess.run([cast, "--signs", asked, *([weights] if weights else [])], stdout=out, check=True)
        with open(path, encoding="utf-8") as file:
            yield from zip(reports, map(json.loads, file))


def questions(reports, answers):
    """{(report, first sentence, sentence after the last): questions of that chunk}"""
    out = {}
    for report, answer in answers:
        try:
            for _, i, j in batches.pack(report):
                if found := homes.of_chunk(report, answer, i, j):
                    out[report["id"], i, j] = found
        except ValueError as e:
            raise SystemExit(f"home.py: {e}; remove the file of --signs") from e
    return out


def states(reader, chunks):
    """(chunk, words×width, sentence of each word) of each chunk, read once: the encoder does not learn here."""
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=half("cpu")):
        for part in batches.batches(chunks, 2048, random.Random(0)):
            t = batches.inputs(part)
            _, x = reader.words(t["pieces"], t["shapes"], t["first"])
            for b, chunk in enumerate(part):
                n = int((t["sentence"][b] >= 0).sum())
                yield chunk, x[b, :n].half(), t["sentence"][b, :n]


def right(reader, weights, examples):
    reader.eval()
    with torch.no_grad():
        hits = [int(homes.scores(reader, weights, x.float(), sentence, q).argmax()) == q.right for x, sentence, found in examples for q in found]
    return sum(hits) / max(1, len(hits)), len(hits)


def learn(reader, examples, epochs, rng):
    """Trains the head and returns the signs' weights."""
    weights = torch.nn.Parameter(torch.zeros(len(homes.sign_names())))
    head = [p for n, p in reader.named_parameters() if n.startswith("home")]
    optimiser = torch.optim.AdamW([weights, *head], weight_decay=0.01)
    steps = epochs * (len(examples) // 16 + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda n: 2 * max(0.02, 1 - n / steps))
    for epoch in range(epochs):
        rng.shuffle(examples)
        reader.train()
        total = 0.0
        for at in range(0, len(examples), 16):
            loss = homes.loss(reader, weights, examples[at:at + 16])
            if loss is not None:
                optimiser.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_([weights, *head], 3.0)
                optimiser.step()
                total += float(loss.detach())
            schedule.step()
        print(f"epoch {epoch + 1}/{epochs} loss {16 * total / len(examples):.3f}", flush=True)
    return weights.detach()


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("corpus")
    p.add_argument("cast")
    p.add_argument("checkpoint")
    p.add_argument("out")
    p.add_argument("--weights", help="the reader that cast asks; without it the shipped one")
    p.add_argument("--signs")
    p.add_argument("--nearby")
    p.add_argument("--fold", type=int)
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--epochs", type=int, default=4)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--ask", action="store_true", help="only ask cast, and keep its answers in --signs: train.py reads them")
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    reports = [r for r in corpus.load(a.corpus)["reports"] if r["set"] != "reports-unlicensed"]
    if a.ask:
        print(f"{a.signs}: {sum(1 for _ in ask(reports, a.cast, a.weights, a.signs))} reports")
        return
    rng = random.Random(1)
    reader = start.load(a.checkpoint).eval()
    torch.manual_seed(1)
    for name, part in reader.named_children():
        if name.startswith("home"):
            part.reset_parameters()      # the same beginning each time: earlier passes leave the head as it was drawn, and means mix such
    asked = questions(reports, ask(reports, a.cast, a.weights, a.signs))
    chunks = [c for r in reports for c in batches.pack(r) if (r["id"], *c[1:]) in asked]
    examples, left_out = [], []
    for (r, i, j), x, sentence in states(reader, chunks):
        held = r["set"] != "own" and a.fold is not None and fold_of(r["id"], a.folds) == a.fold
        times = 1 if held or r["set"] == "own" else GOLD_TIMES
        (left_out if held else examples).extend([(x, sentence, asked[r["id"], i, j])] * times)
    n = sum(len(found) for found in asked.values())
    print(f"{n} mentions in {len(asked)} chunks", flush=True)
    weights = learn(reader, examples, a.epochs, rng)
    if left_out:
        print("right on the reports left out: {:.3f} of {}".format(*right(reader, weights, left_out)))
    start.save(a.out, reader)
    if a.nearby:
        with open(a.nearby, "w", encoding="utf-8") as file:
            file.write(HEADER.format(n=n) + "sign\tweight\n")
            file.writelines(f"{name}\t{weight:.2f}\n" for name, weight in zip(homes.sign_names(), weights.tolist()))


if __name__ == "__main__":
    main()
