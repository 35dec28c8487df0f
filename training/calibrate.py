#!/usr/bin/env python3
"""How often an event is right, given the product of the model's own probabilities: from folds, for `confidence`.

usage: calibrate.py OUT.json GOLD.jsonl CODED.jsonl [GOLD.jsonl CODED.jsonl …]

CODED holds what `dragoman code` says of reports that its weights have not seen, from weights without a calibration (confidence is then the bare
product). An event is right when a gold event has its trigger, type and status (agree.py's pairing). Isotonic regression, cut to at most
16 knots; export.py --calibration puts them into the weights file. Prints the expected calibration error in ten bins, each fifth of the
reports judged by the knots of the others.
"""
import argparse
import json
import os

import train


def isotonic(points):
    """(raw, share right) of blocks by pool-adjacent-violators over (raw, 0 or 1), in rising order."""
    blocks = []
    for x, y in sorted(points):
        blocks.append([x, y, 1])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            x, y, n = blocks.pop()
            last = blocks[-1]
            last[0] = (last[0] * last[2] + x * n) / (last[2] + n)
            last[1] += y
            last[2] += n
    return blocks


def knots(points, most=16):
    """At most `most` points of a rising line from the bare product to the share that is right."""
    blocks = isotonic(points)
    least = len(points) / most
    merged = []
    for x, y, n in blocks:
        if merged and merged[-1][2] < least:
            m = merged[-1]
            m[0] = (m[0] * m[2] + x * n) / (m[2] + n)
            m[1] += y
            m[2] += n
        else:
            merged.append([x, y, n])
    return [[round(x, 4), round(y / n, 4)] for x, y, n in merged]


def calibrated(line, raw):
    """Linear between knots, flat outside, as src/language/calibration.cpp does it."""
    if raw <= line[0][0]:
        return line[0][1]
    for (a, p), (b, q) in zip(line, line[1:]):
        if raw <= b:
            return p + (q - p) * (raw - a) / (b - a)
    return line[-1][1]


def error(pairs, bins=10):
    """Expected calibration error over (said, right)."""
    total = 0.0
    for k in range(bins):
        part = [(c, r) for c, r in pairs if k / bins <= c < (k + 1) / bins or (k == bins - 1 and c == 1)]
        if part:
            total += abs(sum(c for c, _ in part) - sum(r for _, r in part))
    return total / len(pairs)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("out")
    p.add_argument("files", nargs="+")
    p.add_argument("--agree", required=True, help="agree.py")
    a = p.parse_args()
    agree = train.load_agree(a.agree)
    points = []      # (report, raw, right)
    for gold, coded in zip(a.files[::2], a.files[1::2]):
        gold, coded = agree.read(gold), agree.read(coded)
        for doc, events in coded.items():
            if doc not in gold:
                continue
            right = {j for i, j in agree.pair(gold[doc], events)
                     if gold[doc][i]["type"] == events[j]["type"] and gold[doc][i]["status"] == events[j]["status"]}
            points += [(doc, e["confidence"], int(j in right)) for j, e in enumerate(events)]
    line = knots([(x, y) for _, x, y in points])
    judged = []
    part = lambda report: train.fold_of(report + " judged", 5)      # not the folds of the training, of which there may be one alone
    for k in range(5):
        own = knots([(x, y) for d, x, y in points if part(d) != k])
        judged += [(calibrated(own, x), y) for d, x, y in points if part(d) == k]
    print(f"{len(points)} events, right {sum(y for *_, y in points) / len(points):.3f}; calibration error bare "
          f"{error([(x, y) for _, x, y in points]):.3f}, calibrated {error(judged):.3f}; {len(line)} knots")
    with open(a.out, "w", encoding="utf-8") as f:
        json.dump(line, f)


if __name__ == "__main__":
    main()
