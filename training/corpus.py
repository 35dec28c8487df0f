#!/usr/bin/env python3
"""All that the reader learns from, in one file: treebanks, annotated reports and labelled pairs, cut into words and wordpieces.

usage: corpus.py DATA BINARY OUT.pickle.xz

DATA is laid out as training/README.md says; BINARY is a dragoman, whose sentences and tokens are used. The file then trains on any
machine, without the binary and without DATA.

A document is a dict: `id`, `sentences`, and for reports `text`, `set`, `events`, `offsets` (first word of each sentence). A sentence is
a dict of arrays: `pieces` (wordpieces of all words), `count` (pieces of each word), `shape` (letter case of each word), `begins` (1 where
a sentence begins, as people see it); of treebanks also `cut` (1 where dragoman's rules begin a sentence), `upos`, `xpos`,
`lemma`, `heads`, `deprel` (numbers of the corpus's inventories, -100 unknown); of reports `starts`, `ends` (bytes).
"""
import argparse
import glob
import json
import lzma
import os
import pickle
import subprocess
import sys

import numpy as np

import cases
import reading
import standoff
import wordpiece
from model import ROLES, SECTORS, STATUS, TYPES

INVENTORIES = {"upos": 1, "xpos": 3, "deprel": 3, "lemma": 4}   # a value that is rarer is unknown


def encode(words, wp):
    pieces = [wp.pieces(w) for w in words]
    return {"pieces": np.array([p for w in pieces for p in w], np.int32), "count": np.array([len(w) for w in pieces], np.int16),
            "shape": np.array([wordpiece.shape(w) for w in words], np.int8)}


# ---------------------------------------------------------------- treebanks

def raw_text(document):
    """Text of a treebank's document as people would write it, and the characters (start) of each word in it."""
    text, starts = "", []
    for s in document:
        text += ("\n\n" if s["paragraph"] else " ") * bool(text)
        at = len(text)
        text += s["text"]
        own = []
        for w in s["words"]:
            found = text.find(w, at)
            at = found + len(w) if 0 <= found <= at + 4 else at
            own.append(at - len(w) if 0 <= found <= at + 4 else at)
        starts.append(own)
    return text, starts


def treebank(path, wp, inventories, binary):
    documents = reading.read_conllu(path)
    if not inventories:
        for key, least in INVENTORIES.items():
            inventories[key] = []
    raw = [raw_text(d) for d in documents]
    cut = reading.tokenise([t for t, _ in raw], binary)
    out = []
    for n, (d, (text, starts), sentences) in enumerate(zip(documents, raw, cut)):
        place = [0]
        for c in text:
            place.append(place[-1] + len(c.encode()))
        begins = sorted(s[0][0] for s in sentences if s)
        doc = {"id": f"{os.path.basename(path)}:{n}", "sentences": [], "names": []}
        for s, own in zip(d, starts):
            e = encode(s["words"], wp)
            own = np.array([place[x] for x in own])
            e["cut"] = np.zeros(len(own), np.int8)
            for b in begins:
                if len(own) and own[0] <= b <= own[-1]:
                    e["cut"][int(np.searchsorted(own, b))] = 1
            e["begins"] = np.zeros(len(own), np.int8)
            e["begins"][:1] = 1
            e["raw"] = {k: s[k] for k in ("upos", "xpos", "lemma", "deprel")}
            e["heads"] = np.array(s["heads"], np.int16)
            doc["sentences"].append(e)
        out.append(doc)
    return out


def number(documents, inventories):
    index = {k: {v: i for i, v in enumerate(names)} for k, names in inventories.items()}
    for d in documents:
        d.pop("names", None)
        for s in d["sentences"]:
            for k, values in s.pop("raw").items():
                s[k] = np.array([index[k].get(v, -100) for v in values], np.int16)


# ---------------------------------------------------------------- reports and pairs

def report(doc, text, ranges, events, sentences, wp, kind):
    """A report as the network reads it. `ranges` are people's sentences in characters, `sentences` dragoman's in bytes."""
    raw = text.encode()
    human = {len(text[:a].encode()) for a, _ in ranges}
    out = {"id": doc, "text": text, "set": kind, "sentences": [], "offsets": [], "raw_events": events}
    starts, ends = [], []
    for s in sentences:
        if not s:
            continue
        e = encode([raw[a:b].decode() for a, b in s], wp)
        e["starts"], e["ends"] = np.array([a for a, _ in s], np.int32), np.array([b for _, b in s], np.int32)
        e["begins"] = np.array([a in human for a, _ in s], np.int8)
        out["offsets"].append(len(starts))
        starts.extend(a for a, _ in s)
        ends.extend(b for _, b in s)
        out["sentences"].append(e)
    starts, ends = np.array(starts), np.array(ends)

    def words(span):
        inside = np.nonzero((starts < span["end"]) & (span["start"] < ends))[0]
        return (int(inside[0]), int(inside[-1]) + 1) if len(inside) else None
    out["events"] = []
    for e in events:
        trigger = words(e["trigger"])
        if not trigger:
            continue
        spans = []
        for r, key in enumerate(ROLES):
            value = e.get(key)
            for m in value if isinstance(value, list) else [value] if value else []:
                where = words(m)
                if where:
                    spans.append((r, *where, SECTORS.index(m["sector"]) if m.get("sector") else -100))
        out["events"].append((trigger, TYPES.index(e["type"]), STATUS.index(e["status"]), spans))
    return out


def pair(p, sentences, wp):
    out = report(p["id"], p["text"], [(0, len(p["text"]))], [], sentences, wp, "pair")
    starts = np.concatenate([s["starts"] for s in out["sentences"]])
    ends = np.concatenate([s["ends"] for s in out["sentences"]])
    for side in ("source", "target"):
        span = p.get(side)
        out[side] = np.nonzero((starts < span["end"]) & (span["start"] < ends))[0].astype(np.int16) if span else np.zeros(0, np.int16)
    out["type"] = p["type"]
    return out


def own_reports(folder):
    """(document, events) of the reports under training/sentences; a line that is wrong is reported and its event left out."""
    for path in sorted(glob.glob(os.path.join(folder, "*.case"))):
        for a, b in cases.read(path):
            if isinstance(a, int):
                print(f"{path}:{a}: {b}: left out", file=sys.stderr)
            else:
                yield a, b


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data")
    p.add_argument("binary")
    p.add_argument("out")
    p.add_argument("--own", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "sentences"))
    a = p.parse_args()
    wp = wordpiece.WordPiece(os.path.join(wordpiece.start_folder(), "vocab.txt"))

    trees = {n: treebank(f"{a.data}/ud/{n}.conllu", wp, {}, a.binary) for n in ("ewt-train", "gum-train", "ewt-dev", "gum-dev")}
    train = trees["ewt-train"] + trees["gum-train"]
    inventories = {k: reading.inventory([[s["raw"] for s in d["sentences"]] for d in train], k, least) for k, least in INVENTORIES.items()}
    for documents in trees.values():
        number(documents, inventories)

    reports = []
    for kind in ("reports", "news", "digests"):
        for r in reading.read_reports(f"{a.data}/gold/{kind}"):
            reports.append((r["doc"], r["text"], r["ranges"], r["events"], kind))
    # BBC documents are not licensed for released weights; they are only measured on.
    for line in open(f"{a.data}/gold/reports.docs.jsonl", encoding="utf-8"):
        if '"BBC' in line:
            doc = json.loads(line)["id"]
            reports = [(d, t, r, e, "reports-unlicensed" if d == doc else k) for d, t, r, e, k in reports]
    reports += [(d["doc"], d["text"], d["sentences"], e, "own") for d, e in own_reports(a.own)]
    known = standoff.texts(a.data)
    for path in sorted(glob.glob(os.path.join(os.path.dirname(a.own), "standoff", "*.jsonl"))):
        reports += [(d["doc"], d["text"], d["sentences"], e, "own") for d, e in standoff.read(a.data, path, known)]
    cut = reading.tokenise([t for _, t, *_ in reports], a.binary)
    reports = [report(d, t, ranges, e, c, wp, k) for (d, t, ranges, e, k), c in zip(reports, cut)]

    pairs = reading.read_pairs(f"{a.data}/plv/PLV_train.tsv") + reading.read_pairs(f"{a.data}/relations/cameo_pairs.jsonl")
    for path in sorted(glob.glob(os.path.join(a.own, "pairs-*.tsv"))):
        pairs += reading.read_pairs(path)
    cut = reading.tokenise([q["text"] for q in pairs], a.binary)
    pairs = [pair(q, c, wp) for q, c in zip(pairs, cut)]

    with lzma.open(a.out, "wb", preset=2) as f:
        pickle.dump({"inventories": inventories, "trees": trees, "reports": reports, "pairs": pairs}, f)
    sizes = ", ".join(f"{k} {sum(r['set'] == k for r in reports)}" for k in sorted({r["set"] for r in reports}))
    print(f"{a.out}: {os.path.getsize(a.out) / 1e6:.1f} MB; reports: {sizes}; {sum(len(r['events']) for r in reports)} events; {len(pairs)} pairs")


def load(path):
    with lzma.open(path, "rb") as f:
        return pickle.load(f)


if __name__ == "__main__":
    main()
