#!/usr/bin/env python3
"""Figures of a checkpoint on the gold reports, for a choice of floors.

usage: evaluate.py DATA CHECKPOINT.pt [--fold K --folds 5] [--floors 0.3 0.4 0.5] [--role-floors 0.4]
With --fold only what that fold leaves out is read: the checkpoint must have been trained with the same --fold.
"""
import argparse
import os

import torch

import frames
import reading
import syntax
import train
from wordpiece import WordPiece


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data")
    p.add_argument("checkpoint")
    p.add_argument("--fold", type=int)
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--floors", type=float, nargs="+", default=[frames.TRIGGER_FLOOR])
    p.add_argument("--role-floors", type=float, nargs="+", default=[frames.ROLE_FLOOR])
    p.add_argument("--binary")
    p.add_argument("--sample", type=int, default=1, help="read every Nth report only")
    p.add_argument("--threads", type=int, default=2)
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    agree = train.load_agree(os.path.join(a.data, "..", "tools", "agree.py"))
    reader, _ = syntax.load(a.checkpoint)
    wp = WordPiece(os.path.join(syntax.start_folder(), "vocab.txt"))
    keep = lambda name: a.fold is None or train.fold_of(name, a.folds) == a.fold
    reports = []
    for name in ("reports", "news", "digests"):
        for r in reading.read_reports(f"{a.data}/gold/{name}", a.binary):
            r["set"] = name
            if keep(r["doc"]):
                reports.append(r)
    reports = reports[::a.sample]
    for floor in a.floors:
        for role in a.role_floors:
            print(f"trigger floor {floor}, role floor {role}", flush=True)
            train.show(train.figures(reader, reports, [], wp, ("reports", "news", "digests"), agree, floors={"trigger_floor": floor, "role_floor": role}))


if __name__ == "__main__":
    main()
