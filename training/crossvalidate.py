#!/usr/bin/env python3
"""Five-fold figures read off dragoman itself: each fold's weights code what the fold left out, and the counts are pooled.

usage: crossvalidate.py DATA RUN BINARY [--folds 5] [--coded FOLDER]

RUN holds fold-K.pt, trained with `train.py --fold K --folds 5`. Prints, for each set of gold reports, precision, recall and F1 of
every field as agree.py counts them, with a 95 % interval by bootstrap over reports (1,000 draws, fixed seed); then macro-F1 and
accuracy of `dragoman relate` on the PLV pairs, with an interval by bootstrap over pairs, and F1 of each class.
"""
import argparse
import json
import os
import random
import subprocess
import sys
import tempfile

import frames
import reading
import train

FIELDS = ("trigger", "type", "type+status", "source", "target", "by", "condition", "whole event")


def f1(counts):
    hit, system, gold = (sum(c[i] for c in counts) for i in range(3))
    return 2 * hit / (system + gold) if system + gold else 0.0


def interval(items, figure, draws=1000):
    rng = random.Random(1)
    values = sorted(figure([items[rng.randrange(len(items))] for _ in items]) for _ in range(draws))
    return values[int(0.025 * draws)], values[int(0.975 * draws)]


def coded(binary, weights, command, lines):
    run = subprocess.run([binary, "--model", weights, *command, "-"], input="".join(lines).encode(), stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def exported(checkpoint, path, version):
    """The checkpoint as a weights file at `path`."""
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "export.py")
    subprocess.run([sys.executable, script, checkpoint, path, "--version", version], check=True, stdout=subprocess.DEVNULL)
    return path


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data")
    p.add_argument("run")
    p.add_argument("binary")
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--coded", help="folder to keep the coded events in, NAME.jsonl for each set (calibrate.py reads them)")
    a = p.parse_args()
    agree = train.load_agree(os.path.join(a.data, "..", "tools", "agree.py"))
    sets = {name: reading.read_reports(f"{a.data}/gold/{name}") for name in ("reports", "news", "digests")}
    pairs = reading.read_pairs(f"{a.data}/plv/PLV_train.tsv")
    plv_doc = {r["text"]: r["doc"] for r in sets["news"]}
    counts = {name: [] for name in sets}          # a dict of field → counts for each report
    answers = []                                  # (gold class, answered class)
    with tempfile.TemporaryDirectory() as folder:
        if a.coded:
            os.makedirs(a.coded, exist_ok=True)
        for k in range(a.folds):
            weights = exported(f"{a.run}/fold-{k}.pt", os.path.join(folder, "fold.safetensors"), f"fold-{k}")
            for name, reports in sets.items():
                held = [r for r in reports if train.fold_of(r["doc"], a.folds) == k]
                lines = [json.dumps({"id": r["doc"], "text": r["text"]}) + "\n" for r in held]
                found = {}
                for e in coded(a.binary, weights, ["code", "--format", "jsonl"], lines):
                    found.setdefault(e["report"], []).append(e)
                if a.coded:
                    with open(f"{a.coded}/{name}.jsonl", "a" if k else "w", encoding="utf-8") as f:
                        f.writelines(json.dumps(e, ensure_ascii=False) + "\n" for events in found.values() for e in events)
                for r in held:
                    counts[name].append(agree.score({r["doc"]: r["events"]}, {r["doc"]: found.get(r["doc"], [])}))
            held = [q for q in pairs if train.fold_of(plv_doc.get(q["text"], q["id"]), a.folds) == k]
            lines = [json.dumps({key: q[key] for key in ("id", "text", "source", "target")}) + "\n" for q in held]
            answers += [(q["type"], r["type"]) for q, r in zip(held, coded(a.binary, weights, ["relate"], lines))]
    for name, reports in counts.items():
        print(f"\n{name}: {len(reports)} reports, {sum(c['trigger'][2] for c in reports)} events")
        for field in FIELDS:
            part = [c[field] for c in reports]
            hit, system, gold = (sum(c[i] for c in part) for i in range(3))
            low, high = interval(part, f1)
            print(f"  {field:12s} P {hit / max(system, 1):.3f}  R {hit / max(gold, 1):.3f}  F1 {f1(part):.3f}  [{low:.3f}, {high:.3f}]")
    macro = lambda items: frames.macro_f1([g for g, _ in items], [h for _, h in items])
    low, high = interval(answers, macro, 500)
    print(f"\nrelate, PLV: {len(answers)} pairs, macro-F1 {macro(answers):.3f} [{low:.3f}, {high:.3f}], "
          f"accuracy {sum(g == h for g, h in answers) / len(answers):.3f}")
    for kind in sorted({g for g, _ in answers}):
        hit = sum(g == h == kind for g, h in answers)
        total = sum(g == kind for g, _ in answers) + sum(h == kind for _, h in answers)
        confused = {}
        for g, h in answers:
            if g == kind != h:
                confused[h] = confused.get(h, 0) + 1
        most = ", ".join(f"{n} {h}" for h, n in sorted(confused.items(), key=lambda x: -x[1])[:3])
        print(f"  {kind:10s} F1 {2 * hit / total:.3f}  n {sum(g == kind for g, _ in answers)}" + (f"  taken for: {most}" if most else ""))


if __name__ == "__main__":
    main()
