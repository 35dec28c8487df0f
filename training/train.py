#!/usr/bin/env python3
"""Trains the reader: all heads together, on the corpus that corpus.py has made.

usage: train.py CORPUS START.pt OUT.pt --stage ground          treebanks, our own reports and pairs: what all folds share
       train.py CORPUS GROUND.pt OUT.pt [--fold K --folds 5]   everything; with --fold, all but a fifth of the gold data

--teacher TEACHER.pt adds the distance to a larger reader's answers to the loss; it must have left out the same fold. With --fold the
figures on what was left out are printed and written beside OUT (OUT.json; OUT.events.jsonl holds the events). A mean of the
weights over the last steps is what is kept.
"""
import argparse
import copy
import hashlib
import importlib.util
import json
import os
import random
import time

import torch

import batches
import corpus
import frames
import homes
import start
from model import RELATIONS, half


def fold_of(name, folds):
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % folds


def load_agree(path):
    spec = importlib.util.spec_from_file_location("agree", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def syntax_figures(reader, documents, device):
    """UPOS, lemma, unlabelled and labelled attachment (universal labels) over given tokens, greedy heads."""
    right, total = dict.fromkeys(("upos", "lemma", "uas", "las"), 0), 0
    names = reader.s.deprel
    base = torch.tensor([names.index(l.split(":")[0]) if l.split(":")[0] in names else i for i, l in enumerate(names)], device=device)
    chunks = [c for d in documents for c in batches.pack(d)]
    for part in batches.batches(chunks, 8192 if device != "cpu" else 2048, random.Random(0)):
        t = batches.to(batches.tree_batch(part), device)
        x, _ = reader.words(t["pieces"], t["shapes"], t["first"])
        heads = reader.arcs(x, t["sentence"]).argmax(-1)
        label = reader.labels(x, heads).argmax(-1)
        known = t["heads"] >= 0
        arc = (heads == t["heads"]) & known
        total += int(known.sum())
        right["uas"] += int(arc.sum())
        right["las"] += int((arc & (base[label] == base[t["deprel"].clamp(min=0)]) & (t["deprel"] >= 0)).sum())
        for k in ("upos", "lemma"):
            right[k] += int(((getattr(reader, k)(x).argmax(-1) == t[k]) & known).sum())
    return {k: round(v / total, 4) for k, v in right.items()}


def begin_figures(reader, documents, device, floor=0.5):
    """Precision and recall of sentence beginnings, read with [SEP] where the rules cut."""
    hit = system = gold = 0
    for part in batches.batches([c for d in documents for c in batches.pack(d)], 2048, random.Random(0)):
        t = batches.to(batches.tree_batch(part, cut=True), device)
        x, _ = reader.words(t["pieces"], t["shapes"], t["first"])
        said = (reader.begin(x)[..., 0].float().sigmoid() > floor) & (t["begins"] >= 0)
        hit += int((said & (t["begins"] == 1)).sum())
        system += int(said.sum())
        gold += int((t["begins"] == 1).sum())
    return {"precision": round(hit / max(system, 1), 4), "recall": round(hit / max(gold, 1), 4)}


def figures(reader, reports, pairs, agree, device, out):
    result = {}
    coded = frames.code(reader, reports, device)
    by_report = {}
    for e in coded:
        by_report.setdefault(e["report"], []).append(e)
    for name in ("reports", "news", "digests"):
        part = [r for r in reports if r["set"].startswith(name)]
        counts = agree.score({r["id"]: r["raw_events"] for r in part}, {r["id"]: by_report.get(r["id"], []) for r in part})
        result[name] = {k: round(2 * h / max(1, s + g), 4) for k, (h, s, g) in counts.items()}
        result[name]["counts"] = {k: list(v) for k, v in counts.items()}
    gold, guess = [], []
    for at in range(0, len(pairs), 24):
        t = batches.to(batches.pair_batch(pairs[at:at + 24]), device)
        p = frames.pair_scores(reader, frames.read(reader, [t], False)[0], t).softmax(-1).cpu()
        guess += [RELATIONS[int(k)] for k in p.argmax(-1)]
        gold += [q["type"] for q in pairs[at:at + 24]]
    if pairs:
        result["relate"] = {"macro": round(frames.macro_f1(gold, guess), 4), "accuracy": round(sum(a == b for a, b in zip(gold, guess)) / len(gold), 4),
                            "pairs": [[g, h] for g, h in zip(gold, guess)]}
    if out:
        with open(out + ".events.jsonl", "w", encoding="utf-8") as f:
            f.writelines(json.dumps(e) + "\n" for e in coded)
        with open(out + ".json", "w", encoding="utf-8") as f:
            json.dump(result, f)
    return result


class Steps(torch.utils.data.Dataset):
    """What each step reads: a batch of reports, of pairs, and perhaps of trees."""

    def __init__(self, steps, answers):
        self.steps, self.answers = steps, answers

    def __len__(self):
        return len(self.steps)

    def __getitem__(self, n):
        reports, pairs, trees, cut = self.steps[n]
        frames_now = batches.frame_batch(reports) if reports else None
        if reports and self.answers:
            frames_now["homes"] = [homes.of_chunk(d, self.answers[d["id"]], i, j) if d["id"] in self.answers else [] for d, i, j in reports]
        return (frames_now, batches.pair_batch(pairs) if pairs else None, batches.tree_batch(trees, cut) if trees else None)


ASK = {"reports": frames.frame_scores, "trees": frames.syntax_scores,
       "pairs": lambda reader, words, t: {"class": frames.pair_scores(reader, words, t)}}


def endless(make):
    while True:
        yield from make()


def plan(reports, pairs, trees, epochs, replay, budget, rng, own_share=1.0, pair_share=1.0, seen=None):
    """All steps of a training: every epoch reads the reports once, in new chunks; pairs and trees go round beside. Of our own reports an
    epoch reads `own_share`: of all, or of those whose ids are in `seen`."""
    sparing = lambda r: r["set"] == "own" and (seen is None or r["id"] in seen)
    more_trees = endless(lambda: batches.batches(batches.random_chunks(trees, rng), budget, rng))
    more_pairs = endless(lambda: batches.batches([(p, 0, len(p["sentences"])) for p in pairs], budget // 2, rng))
    steps, owed = [], 0.0
    for _ in range(epochs):
        chosen = [r for r in reports if not sparing(r) or rng.random() < own_share]
        for part in batches.batches(batches.random_chunks(chosen, rng), budget, rng):
            owed += replay
            while owed > 1:      # more trees than reports: steps of their own
                steps.append((None, None, next(more_trees), rng.random() < 0.5))
                owed -= 1
            trees_now = None
            if owed == 1 or rng.random() < owed:
                trees_now, owed = next(more_trees), 0.0
            pairs_now = [c[0] for c in next(more_pairs)] if pair_share == 1 or rng.random() < pair_share else None
            steps.append((part, pairs_now, trees_now, rng.random() < 0.5))
    return steps


def groups(reader, encoder_rate, head_rate, words_rate):
    """Parameter groups. The word embeddings learn at `words_rate`; zero leaves them as they are."""
    reader.encoder.word.weight.requires_grad = words_rate > 0
    encoder = [p for n, p in reader.encoder.named_parameters() if n not in ("word.weight", "shape.weight", "mix")]
    fast = [reader.encoder.shape.weight, reader.encoder.mix] + [p for n, p in reader.named_parameters() if not n.startswith("encoder.")]
    out = [{"params": encoder, "lr": encoder_rate}, {"params": fast, "lr": head_rate}]
    if words_rate:
        out.append({"params": [reader.encoder.word.weight], "lr": words_rate, "weight_decay": 0.0})
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("corpus")
    p.add_argument("start")
    p.add_argument("out")
    p.add_argument("--stage", choices=("ground", "all"), default="all")
    p.add_argument("--agree", help="agree.py, for the figures of a fold")
    p.add_argument("--fold", type=int)
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--teacher")
    p.add_argument("--distil", type=float, default=1.0, help="weight of the distance to the teacher")
    p.add_argument("--epochs", type=int, default=8, help="times that the reports are read")
    p.add_argument("--replay", type=float, default=0.5, help="treebank batches for each batch of reports")
    p.add_argument("--own-share", type=float, default=1.0, help="share of our own reports that each epoch reads")
    p.add_argument("--seen", help="the corpus of an earlier pass: --own-share then holds for its reports, and new ones are read whole")
    p.add_argument("--signs", help="cast's answers (home.py keeps them): the encoder then also learns whose somebody is")
    p.add_argument("--home-weight", type=float, default=0.5)
    p.add_argument("--pair-share", type=float, default=1.0, help="share of the steps that read pairs beside reports")
    p.add_argument("--budget", type=int, default=2048, help="wordpieces in a batch, padding counted")
    p.add_argument("--encoder-rate", type=float, default=1.5e-4)
    p.add_argument("--head-rate", type=float, default=1.5e-3)
    p.add_argument("--words-rate", type=float, default=0.0)
    p.add_argument("--dropout", type=float, default=1.0, help="factor on the shares that are dropped out")
    p.add_argument("--role-weight", type=float, default=frames.WEIGHTS["roles"])
    p.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--workers", type=int, default=0, help="processes that prepare batches")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--steps", type=int, help="stop after so many (a test of the script)")
    p.add_argument("--limit", type=float, help="seconds: on a machine that is slower than thought, fewer steps are made, with the same schedule")
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    data = corpus.load(a.corpus)
    reader = start.load(a.start, a.device)
    teacher = start.load(a.teacher, a.device).eval() if a.teacher else None
    weights = dict(frames.WEIGHTS, roles=a.role_weight)
    for module in reader.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p *= a.dropout

    # A sentence of PLV is one sentence, whether as a report or as a pair: both fall into one fold.
    plv = {r["text"]: r["id"] for r in data["reports"] if r["set"] == "news"}
    held = lambda name: a.fold is not None and fold_of(name, a.folds) == a.fold
    gold = [r for r in data["reports"] if r["set"] != "own"]
    train = [r for r in data["reports"] if r["set"] == "own"]
    pairs, dev_pairs = [], []
    for q in data["pairs"]:
        if q["id"].startswith("plv"):
            (dev_pairs if held(plv.get(q["text"], q["id"])) else pairs if a.stage == "all" else []).append(q)
        else:
            pairs.append(q)
    if a.stage == "all":
        train += [r for r in gold if not held(r["id"]) and r["set"] != "reports-unlicensed"]
    dev = [r for r in gold if held(r["id"])]
    trees = data["trees"]["ewt-train"] + data["trees"]["gum-train"]
    seen = {r["id"] for r in corpus.load(a.seen)["reports"]} if a.seen else None
    steps = plan(train, pairs, trees, a.epochs, a.replay, a.budget, rng, a.own_share, a.pair_share, seen)[:a.steps]
    print(f"{len(train)} reports, {len(pairs)} pairs; held out {len(dev)}, {len(dev_pairs)}; {len(steps)} steps on {a.device}", flush=True)

    optimiser = torch.optim.AdamW(groups(reader, a.encoder_rate, a.head_rate, a.words_rate), weight_decay=0.01, betas=(0.9, 0.98),
                                  fused=a.device != "cpu")
    warm = min(150, len(steps) // 10 + 1)
    began = time.time()
    done = lambda n: max(n / len(steps), (time.time() - began) / a.limit if a.limit else 0)      # 0 to 1
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda n: min(1, (n + 1) / warm) * max(0.01, 1 - done(n)))
    mean, count = None, 0
    answers = {}
    if a.signs:
        with open(a.signs, encoding="utf-8") as file:
            answers = {answer["id"]: answer for answer in map(json.loads, file)}
        sign_weights = homes.sign_weights().to(a.device)
    loader = torch.utils.data.DataLoader(Steps(steps, answers), batch_size=None, num_workers=a.workers, pin_memory=a.device != "cpu",
                                         prefetch_factor=8 if a.workers else None)
    kind = "cuda" if a.device != "cpu" else "cpu"
    sums = torch.zeros(4, device=a.device)
    reader.train()
    for step, parts in enumerate(loader):
        parts = {k: batches.to(t, a.device) for k, t in zip(("reports", "pairs", "trees"), parts) if t is not None}
        losses = dict.fromkeys(("reports", "pairs", "trees", "whose"), torch.zeros((), device=a.device))
        with torch.autocast(kind, dtype=torch.bfloat16, enabled=half(a.device)):
            words = dict(zip(parts, frames.read(reader, list(parts.values()), kind == "cuda")))
            taught = {}
            if teacher:
                with torch.no_grad():
                    seen = dict(zip(parts, frames.read(teacher, list(parts.values()), kind == "cuda")))
                    for name, t in parts.items():
                        taught[name] = ASK[name](teacher, seen[name], t)
            for name, t in parts.items():
                if name == "reports":
                    loss, scores = frames.frame_loss(reader, words[name], t, weights)
                    if answers:
                        whose = homes.loss(reader, sign_weights, zip(words[name][1], t["sentence"], t["homes"]))
                        losses["whose"] = losses["whose"] if whose is None else whose
                elif name == "trees":
                    loss, scores = frames.syntax_loss(reader, words[name], t)
                else:
                    scores = {"class": frames.pair_scores(reader, words[name], t)}
                    loss = frames.cross_entropy(scores["class"], t["class"], 1.0, 0.05)
                if teacher:
                    share = {"reports": weights, "trees": frames.SYNTAX_WEIGHTS, "pairs": {"class": 1.0}}[name]
                    loss = loss + a.distil * frames.distance_to(taught[name], scores, t, share)
                losses[name] = loss
        loss = losses["reports"] + losses["pairs"] + 0.7 * losses["trees"] + a.home_weight * losses["whose"]
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(reader.parameters(), 3.0)
        optimiser.step()
        schedule.step()
        sums += torch.stack([x.detach() for x in losses.values()])
        if done(step) > 0.85 and step % 5 == 0:
            count += 1
            mean = mean or copy.deepcopy(reader.state_dict())
            for k, v in reader.state_dict().items():
                mean[k] += (v - mean[k]) / count
        if (step + 1) % 100 == 0:
            print(f"step {step + 1}/{len(steps)} losses {[round(v / 100, 3) for v in sums.tolist()]} {time.time() - began:.0f} s", flush=True)
            sums.zero_()
        if done(step) >= 1:
            break
    if mean:
        reader.load_state_dict(mean)
    start.save(a.out, reader)
    reader.eval()
    with torch.no_grad(), torch.autocast(kind, dtype=torch.bfloat16, enabled=half(a.device)):
        if dev:
            agree = load_agree(a.agree)
            for name, values in figures(reader, dev, dev_pairs, agree, a.device, a.out).items():
                print("  ", name, {k: v for k, v in values.items() if k not in ("counts", "pairs")}, flush=True)
        if a.replay:
            for name in ("ewt-dev", "gum-dev"):
                print("  ", name, syntax_figures(reader, data["trees"][name], a.device), begin_figures(reader, data["trees"][name], a.device), flush=True)
    print(f"done in {time.time() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
