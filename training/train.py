#!/usr/bin/env python3
"""Second stage: all heads together, from the checkpoint of the first stage (syntax.py).

usage: train.py DATA START.pt OUT.pt [--fold K --folds 5] [--epochs 8] [--binary build/dragoman] …

With --fold, a fifth of the reports and pairs is left out of training, and the figures on it are printed and written beside OUT
(OUT.json; OUT.events.jsonl holds the coded events, one a line, for agree.py). Without it, everything is trained on.
"""
import argparse
import glob
import hashlib
import importlib.util
import json
import os
import random
import time

import torch
import torch.nn.functional as F

import cases
import frames
import reading
import syntax
from model import RELATIONS
from wordpiece import WordPiece


def fold_of(name, folds):
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % folds


def own_sentences(folder, binary):
    """The reports under training/sentences, in the gold form."""
    docs = []
    for path in sorted(glob.glob(os.path.join(folder, "*.case"))):
        for a, b in cases.read(path):
            if isinstance(a, int):
                print(f"{path}:{a}: {b}: left out", flush=True)
            else:
                docs.append((a, b))
    cut = reading.tokenise([d["text"] for d, _ in docs], binary) if binary else [None] * len(docs)
    return [{"doc": d["doc"], "text": d["text"], "events": e, "sentences": reading.report_sentences(d["text"], d["sentences"], c)}
            for (d, e), c in zip(docs, cut)]


def report_chunks(reports, wp, rng):
    """(chunk, report) of random reach."""
    out = []
    for r in reports:
        for chunk in reading.random_chunks([r["sentences"]], wp, rng):
            out.append((chunk, r))
    return out


def figures(reader, reports, pairs, wp, gold_names, agree, out=None, floors={}):
    reader.eval()
    result = {}
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        coded = []
        for r in reports:
            coded.extend(frames.code(reader, r, wp, **floors))
        if pairs:
            guess = []
            for at in range(0, len(pairs), 24):
                part = pairs[at:at + 24]
                batch = reading.Batch([p["sentences"] for p in part], wp)
                scores = frames.pair_scores(reader, batch, part).float()
                guess.extend(RELATIONS[int(k)] for k in scores.argmax(-1))
            # PLV's alone: the ground that a fold starts from has seen the other pairs.
            plv = [(p["type"], h) for p, h in zip(pairs, guess) if p["id"].startswith("plv")]
            g, h = [g for g, _ in plv], [h for _, h in plv]
            result["relation plv"] = {"macro": frames.macro_f1(g, h), "accuracy": sum(a == b for a, b in plv) / len(plv), "n": len(plv)}
    by_report = {}
    for e in coded:
        by_report.setdefault(e["report"], []).append(e)
    for name in gold_names:
        part = [r for r in reports if r["set"] == name]
        counts = agree.score({r["doc"]: r["events"] for r in part}, {r["doc"]: by_report.get(r["doc"], []) for r in part})
        result[name] = {k: round(2 * h / max(1, s + g), 4) for k, (h, s, g) in counts.items()}
        result[name]["counts"] = counts
    if out:
        with open(out + ".events.jsonl", "w") as f:
            for e in coded:
                f.write(json.dumps(e) + "\n")
        with open(out + ".json", "w") as f:
            json.dump(result, f, indent=1)
    reader.train()
    return result


def show(result):
    for name, values in result.items():
        print("  ", name, {k: (round(v, 3) if isinstance(v, float) else v) for k, v in values.items() if k != "counts"}, flush=True)


def load_agree(path):
    spec = importlib.util.spec_from_file_location("agree", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data")
    p.add_argument("start")
    p.add_argument("out")
    p.add_argument("--agree", help="agree.py (default: DATA/../tools/agree.py)")
    p.add_argument("--binary", help="a dragoman that tokenises (default: a rough stand-in)")
    p.add_argument("--own", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "sentences"))
    p.add_argument("--fold", type=int)
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--ground", action="store_true", help="train on our own sentences and pairs alone: the ground that all folds share")
    p.add_argument("--own-share", type=float, default=1.0, help="share of our own reports that each epoch reads")
    p.add_argument("--epochs", type=int, default=8)
    p.add_argument("--replay", type=float, default=1.0, help="treebank batches for each batch of reports")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--budget", type=int, default=600, help="wordpieces in a batch")
    p.add_argument("--encoder-rate", type=float, default=1.2e-4)
    p.add_argument("--head-rate", type=float, default=1.5e-3)
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    agree = load_agree(a.agree or os.path.join(a.data, "..", "tools", "agree.py"))
    wp = WordPiece(os.path.join(syntax.start_folder(), "vocab.txt"))
    reader, s = syntax.load(a.start)

    sets = ("reports", "news", "digests")
    gold = []
    for name in sets:
        for r in reading.read_reports(f"{a.data}/gold/{name}", a.binary):
            r["set"] = name
            gold.append(r)
    pairs = reading.read_pairs(f"{a.data}/plv/PLV_train.tsv", a.binary)
    pairs += reading.read_pairs(f"{a.data}/relations/cameo_pairs.jsonl", a.binary)
    own_pairs = [q for path in sorted(glob.glob(os.path.join(a.own, "pairs-*.tsv"))) for q in reading.read_pairs(path, a.binary)]
    # BBC documents are not licensed for released weights; the digest's text is used, not published.
    bbc = {json.loads(line)["id"] for line in open(f"{a.data}/gold/reports.docs.jsonl", encoding="utf-8") if '"BBC' in line}
    held = lambda r: a.fold is not None and fold_of(r, a.folds) == a.fold
    # A sentence of PLV is one sentence, whether as a report or as a pair: both fall into one fold.
    plv_text = {r["text"]: r["doc"] for r in gold if r["doc"].startswith("plv")}
    pair_key = lambda q: plv_text.get(q["text"], q["id"])
    own = own_sentences(a.own, a.binary)
    train = [r for r in gold if not held(r["doc"]) and r["doc"] not in bbc] + own
    dev = [r for r in gold if held(r["doc"])]
    train_pairs = [q for q in pairs if not held(pair_key(q))]
    if a.ground:
        train, train_pairs = own, [q for q in pairs if q["id"].startswith("cameo")]
    train_pairs += own_pairs
    dev_pairs = [q for q in pairs if held(pair_key(q))]
    trees = reading.read_conllu(f"{a.data}/ud/ewt-train.conllu") + reading.read_conllu(f"{a.data}/ud/gum-train.conllu")
    print(f"{len(train)} reports ({len(own)} own, {len(bbc)} BBC left out), {len(train_pairs)} pairs; held out {len(dev)}, {len(dev_pairs)}", flush=True)

    size = lambda c: sum(reading.length(x, wp) for x in (c[0] if isinstance(c, tuple) else c)) + 1
    pair_size = lambda q: sum(reading.length(x, wp) for x in q["sentences"]) + 1
    optimiser = torch.optim.AdamW(syntax.groups(reader, a.encoder_rate, a.head_rate), weight_decay=0.01, betas=(0.9, 0.98))
    chosen = lambda rng: [r for r in train if r.get("set") or rng.random() < a.own_share]
    steps = a.epochs * len(reading.batches(report_chunks(chosen(random.Random(0)), wp, random.Random(0)), size, a.budget, random.Random(0)))
    rate = lambda n: min(1, (n + 1) / 100) * max(0.02, 1 - n / steps)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)

    def endless(make):
        while True:
            yield from make()
    more_pairs = endless(lambda: reading.batches(train_pairs, pair_size, a.budget, rng))
    more_trees = endless(lambda: reading.batches(reading.random_chunks(trees, wp, rng), size, a.budget, rng))
    began, step, owed = time.time(), 0, 0.0
    for epoch in range(a.epochs):
        for part in reading.batches(report_chunks(chosen(rng), wp, rng), size, a.budget, rng):
            losses = []
            with torch.autocast("cpu", dtype=torch.bfloat16):
                batch = reading.Batch([c for c, _ in part], wp, a.budget)
                _, x = reader.words(batch.pieces, batch.shapes, batch.pool)
                losses.append(frames.frame_loss(reader, x, frames.chunk_targets(batch, [r for _, r in part])))
                q = next(more_pairs)
                scores = frames.pair_scores(reader, reading.Batch([c["sentences"] for c in q], wp, a.budget), q)
                target = torch.tensor([RELATIONS.index(c["type"]) for c in q])
                losses.append(1.0 * F.cross_entropy(scores.float(), target, label_smoothing=0.05))
                owed += a.replay
                if owed >= 1:
                    owed -= 1
                    batch = reading.Batch(next(more_trees), wp, a.budget)
                    losses.append(0.7 * syntax.syntax_loss(reader, batch, reading.treebank_targets(batch, s)))
            optimiser.zero_grad()
            sum(losses).backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 3.0)
            optimiser.step()
            schedule.step()
            step += 1
            if step % 50 == 0:
                print(f"epoch {epoch} step {step}/{steps} losses {[round(v.item(), 3) for v in losses]} {time.time() - began:.0f} s", flush=True)
        if dev and epoch == a.epochs - 1:
            print(f"epoch {epoch}", flush=True)
            show(figures(reader, dev, dev_pairs, wp, sets, agree, a.out))
        syntax.save(a.out, reader, s)
    if a.replay:
        for name in ("ewt", "gum"):
            print(name, {k: round(v, 4) for k, v in syntax.evaluate(reader, reading.read_conllu(f"{a.data}/ud/{name}-dev.conllu"), wp, s).items()}, flush=True)


if __name__ == "__main__":
    main()
