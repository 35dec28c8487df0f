#!/usr/bin/env python3
"""Figures of one or more weights on annotated reports that no training has read, through dragoman itself; whether the others beat the first.

usage: compare.py BINARY AGREE FILE.case… --weights NAME=WEIGHTS…

   python3 training/compare.py build/dragoman ../shared/tools/agree.py training/held/*.case --weights old=models/reader.safetensors new=.deps/run/reader.pt

WEIGHTS is a weights file or a checkpoint, which is exported first. Prints F1 of every field as agree.py counts them, and of place and time; then, for each of
the weights after the first, in which share of 1,000 bootstrap draws over the reports its F1 is the higher.
"""
import argparse
import json
import os
import random
import tempfile

import cases
import crossvalidate
import standing
import train

FIELDS = ("trigger", "type", "type+status", "source", "target", "country", "by", "condition", "whole event", "place", "time")


def reports(paths):
    """(document, events) of every report; a fault in a file ends the run."""
    for path in paths:
        for a, b in cases.read(path):
            if isinstance(a, int):
                raise SystemExit(f"{path}:{a}: {b}")
            yield a, b


def where(agree, gold, system):
    """Counts of place and time: right where the words overlap, on events that pair up."""
    counts = {}
    for key in ("place", "time"):
        both = [(gold[i].get(key), system[j].get(key)) for i, j in agree.pair(gold, system)]
        counts[key] = [sum(bool(a and b and agree.overlap(a, b)) for a, b in both), sum(bool(e.get(key)) for e in system), sum(bool(e.get(key)) for e in gold)]
    return counts


def f1(counts, field):
    return crossvalidate.f1([c[field] for c in counts if field in c])


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("binary")
    p.add_argument("agree")
    p.add_argument("files", nargs="+")
    p.add_argument("--weights", nargs="+", required=True, metavar="NAME=WEIGHTS")
    p.add_argument("--threads", type=int, default=2)
    a = p.parse_args()
    agree = train.load_agree(a.agree)
    gold = list(reports(a.files))
    print(f"{len(gold)} reports, {sum(len(events) for _, events in gold)} events")
    lines = [json.dumps({"id": d["doc"], "text": d["text"]}) + "\n" for d, _ in gold]
    command = ["code", "--threads", str(a.threads), "--format", "jsonl"]
    counts = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, _, weights in (part.partition("=") for part in a.weights):
            if weights.endswith(".pt"):
                weights = crossvalidate.exported(weights, os.path.join(folder, name + ".safetensors"), name)
            found = standing.by_report(crossvalidate.coded(a.binary, weights, command, lines))
            counts[name] = [{**agree.score({d["doc"]: events}, {d["doc"]: found[d["doc"]]}), **where(agree, events, found[d["doc"]])} for d, events in gold]
            print(f"{name:12} " + "  ".join(f"{field} {f1(counts[name], field):.3f}" for field in FIELDS), flush=True)
    first, *others = counts
    rng = random.Random(1)
    draws = [[rng.randrange(len(gold)) for _ in gold] for _ in range(1000)] if others else []
    for name in others:
        better = {field: sum(f1([counts[name][i] for i in d], field) > f1([counts[first][i] for i in d], field) for d in draws) / len(draws) for field in FIELDS}
        print(f"{name} over {first}: " + "  ".join(f"{field} {share:.3f}" for field, share in better.items()))


if __name__ == "__main__":
    main()
