#!/usr/bin/env python3
"""Learns how much each sign weighs by which a state is chosen for somebody of whom no word says whose they are.

usage: nearby.py GOLD --folds RUN [-o data/actors/nearby.tsv] [--decay .004]

GOLD and RUN are as for script/actors_score: annotated reports, and readers that have not seen them. build/tests/actors/cast gives the
candidates of each such mention and their signs (src/actors/signs.h); a log-linear model chooses among them. Prints how often it is right on
the reports of a fifth that it was not fitted on, and on those that it was; -o writes the weights fitted on all. Needs numpy.
"""
import argparse, importlib.machinery, importlib.util, pathlib, re, tempfile

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent.parent
loader = importlib.machinery.SourceFileLoader("actors_score", str(HERE / "script/actors_score"))
score = importlib.util.module_from_spec(importlib.util.spec_from_loader("actors_score", loader))
loader.exec_module(score)

HEADER = """# How much each sign weighs by which a state is chosen for somebody of whom no word says whose they are; src/actors/signs.h says what the
# signs are.
# Source: learned by training/nearby.py from reports annotated by the project; {right:.3f} right on reports left out, {n} mentions.
# Made by: python3 training/nearby.py GOLD --folds RUN -o data/actors/nearby.tsv
"""


def sign_names():
    text = (HERE / "src/actors/signs.h").read_text(encoding="utf-8")
    return re.findall(r'"([^"]+)"', text[text.index("sign_names{"):text.index("};", text.index("sign_names{"))])


def examples(gold_folder, run):
    """(fold of the report, signs of the candidates, which is right or None)"""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for k, (path, unseen) in enumerate(score.fold_weights(run, folder)):
            for name in ("reports", "news", "digests"):
                gold = {g["doc"]: g["events"] for g in score.read(f"{gold_folder}/{name}.gold.jsonl")}
                docs = [d for d in score.read(f"{gold_folder}/{name}.docs.jsonl") if d["doc"] in gold and unseen(d["doc"])]
                mentions = {d["doc"]: score.mentions_of(gold[d["doc"]]) for d in docs}
                given = lambda doc: {"mentions": [[m["start"], m["end"]] for m in mentions[doc["doc"]]]}
                for answer in score.answers([HERE / "build/tests/actors/cast", "--signs", None, path], docs, given):
                    for m, who in zip(mentions[answer["id"]], answer["who"]):
                        if who.get("nearby"):
                            found.append(example(k, m["country"], who["nearby"]))
    return found


def example(fold, right, signs):
    countries = sorted(signs)
    return fold, np.array([signs[c] for c in countries], np.float32), countries.index(right) if right in countries else None


def fit(given, decay, steps=400):
    """Weights that make the right candidates likeliest, drawn to 0 by `decay`; by Adam, from 0."""
    given = [e for e in given if e[2] is not None]
    rows = np.concatenate([e[1] for e in given])
    starts = np.cumsum([0] + [len(e[1]) for e in given])[:-1]
    owner = np.repeat(np.arange(len(given)), [len(e[1]) for e in given])
    right = rows[starts + np.array([e[2] for e in given])].sum(axis=0)
    weights, first, second = (np.zeros(rows.shape[1]) for _ in range(3))
    for step in range(1, steps + 1):
        scores = rows @ weights
        scores = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        shares = scores / np.add.reduceat(scores, starts)[owner]
        slope = (rows.T @ shares - right) / len(given) + decay * weights
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        weights -= 0.05 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def hits(given, weights):
    return sum(e[2] is not None and int(np.argmax(e[1] @ weights)) == e[2] for e in given)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("--folds", metavar="RUN", required=True)
    parser.add_argument("-o", metavar="FILE")
    parser.add_argument("--decay", type=float, default=0.004)
    asked = parser.parse_args()
    given = examples(asked.gold, asked.folds)
    unseen = seen = 0
    for k in range(5):
        rest, left_out = [e for e in given if e[0] != k], [e for e in given if e[0] == k]
        weights = fit(rest, asked.decay)
        unseen, seen = unseen + hits(left_out, weights), seen + hits(rest, weights) / 4
    reachable = sum(e[2] is not None for e in given)
    right = unseen / len(given)
    print(f"{len(given)} mentions, right one among the candidates {reachable / len(given):.3f}; "
          f"right on reports left out {right:.3f}, on those fitted {seen / len(given):.3f}")
    if not asked.o:
        return
    weights = fit(given, asked.decay)
    with open(asked.o, "w", encoding="utf-8") as file:
        file.write(HEADER.format(right=right, n=len(given)))
        file.write("sign\tweight\n")
        for name, weight in zip(sign_names(), weights):
            file.write(f"{name}\t{weight:.2f}\n")


if __name__ == "__main__":
    main()
