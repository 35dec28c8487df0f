#!/usr/bin/env python3
"""In what standing, on whose word: figures of coded events against gold ones, on the events that both have.

usage: standing.py DATA CODED                                    the gold sets, coded by folds
       standing.py DATA BINARY --standoff FILE.jsonl [FILE.jsonl …]   texts of standoff.py, coded now by the binary and its weights

CODED is what `crossvalidate.py --coded` left: NAME.jsonl for each set of gold reports. Prints, for each set and all together: how often
the status is right on matched events; negated or conditional events that are told as actual; F1 of the condition's words, and how often
the event linked to them is one that stands inside by the gold file; F1 of the mouths, and how often the whole chain is right, in order,
where the gold file has one.
"""
import argparse
import collections
import itertools
import json
import os
import subprocess

import reading
import standoff
import train

SETS = ("reports", "news", "digests")


def is_inside(event, span):
    return event["trigger"]["start"] >= span["start"] and event["trigger"]["end"] <= span["end"]


def count(agree, gold, system):
    n = collections.Counter()
    for field, (hit, told, wanted) in agree.score({"": gold}, {"": system}).items():
        n.update({(field, "hit"): hit, (field, "told"): told, (field, "wanted"): wanted})
    by_id = {e["id"]: e for e in system}
    for i, j in agree.pair(gold, system):
        g, s = gold[i], system[j]
        n["matched"] += 1
        n["status"] += g["status"] == s["status"]
        if g["status"] in ("negated", "conditional"):
            n["undone"] += 1
            n["told as actual"] += s["status"] == "actual"
        if g["by"]:
            n["chains"] += 1
            n["chain"] += len(g["by"]) == len(s["by"]) and all(agree.overlap(a, b) for a, b in zip(g["by"], s["by"]))
        if g["condition"] and s["condition"] and agree.overlap(g["condition"], s["condition"]):
            inner = [e for e in gold if e is not g and is_inside(e, g["condition"])]
            linked = by_id.get(s["condition"]["event"])
            n["links"] += bool(inner)
            n["link"] += linked is not None and any(agree.overlap(e["trigger"], linked["trigger"]) for e in inner)
    return n


def f1(n, field):
    total = n[field, "told"] + n[field, "wanted"]
    return 2 * n[field, "hit"] / total if total else 0.0


def by_report(events):
    found = collections.defaultdict(list)
    for event in events:
        found[event["report"]].append(event)
    return found


def of_folds(data, coded):
    for name in SETS:
        with open(f"{coded}/{name}.jsonl", encoding="utf-8") as lines:
            found = by_report(map(json.loads, lines))
        yield name, [(r["events"], found[r["doc"]]) for r in reading.read_reports(f"{data}/gold/{name}")]


def of_standoff(data, binary, paths):
    known = standoff.texts(data)
    for path in paths:
        reports = list(standoff.read(data, path, known))
        lines = [json.dumps({"id": doc["doc"], "text": doc["text"]}) + "\n" for doc, _ in reports]
        run = subprocess.run([binary, "code", "--format", "jsonl", "-"], input="".join(lines).encode(), stdout=subprocess.PIPE, check=True)
        found = by_report(map(json.loads, run.stdout.splitlines()))
        yield os.path.basename(path).removesuffix(".jsonl"), [(events, found[doc["doc"]]) for doc, events in reports]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data")
    p.add_argument("coded", help="folder of coded events, or the binary")
    p.add_argument("--standoff", nargs="+")
    a = p.parse_args()
    agree = train.load_agree(os.path.join(a.data, "..", "tools", "agree.py"))
    every = collections.Counter()
    print(f"{'':8s}  status right    told as actual  condition F1  event linked   by F1  whole chain")
    sets = of_standoff(a.data, a.coded, a.standoff) if a.standoff else of_folds(a.data, a.coded)
    for name, reports in itertools.chain(sets, [("all", None)]):
        n = every if reports is None else sum((count(agree, *pair) for pair in reports), collections.Counter())
        if reports is not None:
            every.update(n)
        part = lambda hit, of: f"{n[hit]}/{n[of]} {n[hit] / max(n[of], 1):.3f}"
        print(f"{name:8s}  {part('status', 'matched'):14s}  {part('told as actual', 'undone'):14s}  {f1(n, 'condition'):12.3f}  "
              f"{part('link', 'links'):12s}  {f1(n, 'by'):6.3f}  {part('chain', 'chains')}")


if __name__ == "__main__":
    main()
