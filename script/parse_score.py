#!/usr/bin/env python3
"""UPOS, lemma, unlabelled and labelled attachment of `dragoman parse --tokens conllu` against a treebank.

usage: parse_score.py DRAGOMAN TREEBANK.conllu… [-- OPTION…]

Labels are compared without their subtypes (universal labels). All words count, punctuation too. Options after -- go to dragoman
(`-- --arithmetic fp32`).
"""
import subprocess
import sys


def words(lines):
    return [c for c in (line.split("\t") for line in lines) if len(c) == 10 and c[0].isdigit()]


def main(arguments):
    options = []
    if "--" in arguments:
        at = arguments.index("--")
        arguments, options = arguments[:at], arguments[at + 1:]
    if len(arguments) < 2:
        raise SystemExit(__doc__)
    binary, *paths = arguments
    for path in paths:
        run = subprocess.run([binary, *options, "parse", "--tokens", "conllu", path], stdout=subprocess.PIPE, check=True)
        system = words(run.stdout.decode().splitlines())
        gold = words(open(path, encoding="utf-8").read().splitlines())
        if [w[1] for w in system] != [w[1] for w in gold]:
            raise SystemExit(f"{path}: the answer has other words than the treebank")
        pairs = list(zip(gold, system))
        share = lambda test: sum(map(lambda p: test(*p), pairs)) / len(pairs)
        base = lambda w: w[7].split(":")[0]
        print(f"{path}: {len(pairs)} words, UPOS {share(lambda g, s: g[3] == s[3]):.4f}, lemma {share(lambda g, s: g[2] == s[2]):.4f}, "
              f"UAS {share(lambda g, s: g[6] == s[6]):.4f}, LAS {share(lambda g, s: g[6] == s[6] and base(g) == base(s)):.4f}")


if __name__ == "__main__":
    main(sys.argv[1:])
