"""Whose somebody is of whom no word says so ("officials", "the police"): what is asked of the reader's `home` head, and its answers.

Candidates, their signs (src/actors/signs.h) and the words that name them come from build/tests/actors/cast; home.py asks it.
"""
import pathlib
import re

import numpy as np
import torch

from model import HOMELESS

HERE = pathlib.Path(__file__).resolve().parent.parent
UNNAMED = -1.0       # what the head says of a candidate that no word of the chunk names: written again in C++ (src/actors/nearby.cpp)


def sign_names():
    text = (HERE / "src/actors/signs.h").read_text(encoding="utf-8")
    return re.findall(r'"([^"]+)"', text[text.index("sign_names{"):text.index("};", text.index("sign_names{"))])


def sign_weights():
    """Those of data/actors/nearby.tsv, in the order of sign_names()."""
    rows = [line.split("\t") for line in (HERE / "data/actors/nearby.tsv").read_text(encoding="utf-8").splitlines() if line[0] != "#"][1:]
    weight = {name: float(value) for name, value in rows}
    return torch.tensor([weight[name] for name in sign_names()])


def countries(report):
    """Spans of sources and targets, and whose each is."""
    return sorted({(m["start"], m["end"]): m["country"] for e in report["raw_events"] for k in ("source", "target") for m in e[k]
                   if m.get("country")}.items())


class Question:
    """A mention: words [a, b) of a chunk, its candidates' signs, the words that name each, and which candidate is right (-1: none)."""

    def __init__(self, a, b, country, signs, names):
        self.words, self.candidates = (a, b), sorted(signs)
        self.signs = torch.tensor([signs[c] for c in self.candidates], dtype=torch.float32)
        self.right = self.candidates.index(country) if country in signs else -1
        known = [(last, self.candidates.index(c)) for first, last, c in names if c in signs and not (a <= first and last < b)]
        self.names = torch.tensor([w for w, _ in known], dtype=torch.long)
        self.of = torch.tensor([c for _, c in known], dtype=torch.long)
        self.none = torch.tensor([HOMELESS.index(c) if c in HOMELESS else -1 for c in self.candidates])


def of_chunk(report, answer, i, j):
    """The questions that sentences [i, j) of a report ask; `answer` is cast's of the report."""
    mentions = countries(report)
    if report["id"] != answer["id"] or len(mentions) != len(answer["who"]):
        raise ValueError(f"the signs are of another corpus: they say {answer['id']} where {report['id']} is asked")
    asked = [(span, country, who["nearby"]) for (span, country), who in zip(mentions, answer["who"]) if who.get("nearby")]
    if not asked:
        return []
    part = report["sentences"][i:j]
    starts, ends = (np.concatenate([s[k] for s in part]) for k in ("starts", "ends"))
    words = lambda a, b: np.nonzero((starts < b) & (ends > a))[0]
    names = [(int(w[0]), int(w[-1]), c) for a, b, c in answer.get("namings") or () if len(w := words(a, b))]
    return [Question(int(w[0]), int(w[-1]) + 1, country, signs, names) for span, country, signs in asked if len(w := words(*span))]


def scores(reader, weights, x, sentence, q):
    """Of the candidates of a question."""
    there = lambda t: t.to(x.device)
    named, none = reader.homes(x, q.words, there(q.names), sentence)
    read = torch.full((len(q.candidates),), UNNAMED, device=x.device)
    for c in set(q.of.tolist()):
        read[c] = torch.logsumexp(named[there(q.of == c)], 0)
    of_none = there(q.none)
    return there(q.signs) @ weights + torch.where(of_none >= 0, none[of_none.clamp(min=0)], read)


def loss(reader, weights, examples):
    """Mean over the questions of `examples`, each (words×width, sentence of each word, questions) of a chunk; None where none of them has its
    answer among the candidates."""
    losses = [-scores(reader, weights, x.float(), sentence, q).log_softmax(0)[q.right] for x, sentence, found in examples for q in found if q.right >= 0]
    return torch.stack(losses).mean() if losses else None
