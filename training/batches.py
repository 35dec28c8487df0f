"""Chunks of documents and the tensors that the network and the losses want of them.

A chunk is (document, first sentence, sentence after the last). Lengths are rounded up, since PyTorch's CPU kernels are compiled anew
for each new shape.
"""
import numpy as np
import torch

from model import RELATIONS, ROLES

STEP = 32     # lengths are rounded up to multiples of this
LIMIT = 256   # wordpieces in a chunk; the C++ reader packs reports with the same limit (src/language/reader.cpp)
LONGEST = 400  # a sentence of more wordpieces is not trained on
CLS, SEP = 101, 102


def length(sentence):
    return len(sentence["pieces"]) + 1


def round_up(n, step=STEP):
    return max(step, (n + step - 1) // step * step)


def pack(document, limit=LIMIT):
    """Chunks of a document as the C++ reader packs them: as many consecutive sentences as fit into `limit` wordpieces."""
    out, first, used = [], 0, 1
    sentences = document["sentences"]
    for i, s in enumerate(sentences):
        n = length(s)
        if i > first and used + n > limit:
            out.append((document, first, i))
            first, used = i, 1
        used += n
    if sentences:
        out.append((document, first, len(sentences)))
    return out


def random_chunks(documents, rng):
    """Documents cut into chunks of random reach, so that the reader knows short and long company."""
    out = []
    for d in documents:
        s, at = d["sentences"], 0
        while at < len(s):
            if length(s[at]) > LONGEST:
                at += 1
                continue
            limit = rng.choice((1, 64, 128, LIMIT, LIMIT))
            used, end = 1, at
            while end < len(s) and length(s[end]) <= LONGEST and (end == at or used + length(s[end]) <= limit):
                used += length(s[end])
                end += 1
            out.append((d, at, end))
            at = end
    return out


def size(chunk):
    d, i, j = chunk
    return 1 + sum(length(s) for s in d["sentences"][i:j])


def batches(chunks, budget, rng):
    """Shuffle, sort within pools by size, and cut into batches of about `budget` wordpieces, padding counted."""
    chunks = chunks[:]
    rng.shuffle(chunks)
    out = []
    for at in range(0, len(chunks), 600):
        current, longest = [], 0
        for c in sorted(chunks[at:at + 600], key=size):
            n = round_up(size(c))
            if current and max(longest, n) * (len(current) + 1) > budget:
                out.append(current)
                current, longest = [], 0
            current.append(c)
            longest = max(longest, n)
        if current:
            out.append(current)
    rng.shuffle(out)
    return out


def inputs(chunks, cut=False):
    """pieces, shapes (B×L), first, sentence, begins (B×W). `sentence` numbers sentences from 0 within the chunk, -1 for padding;
    `begins` is -100 where it is not asked. With `cut`, [SEP] stands where dragoman's rules cut the text, not where people do."""
    rows, words = [], []
    for d, i, j in chunks:
        part = d["sentences"][i:j]
        pieces = np.concatenate([s["pieces"] for s in part])
        count = np.concatenate([s["count"] for s in part]).astype(np.int64)
        shape = np.concatenate([s["shape"] for s in part])
        sentence = np.repeat(np.arange(len(part)), [len(s["count"]) for s in part])
        begins = np.concatenate([s["begins"] for s in part]).astype(np.int64)
        if cut:
            edge = np.concatenate([s["cut"] for s in part]).astype(bool)
        else:
            edge = np.concatenate([[True], sentence[1:] != sentence[:-1]])
        edge[0] = False
        begins[0] = -100
        # A [SEP] is put before each word at an edge, and at the end.
        first = 1 + np.concatenate([[0], np.cumsum(count)[:-1]]) + np.cumsum(edge)
        row = np.full(1 + len(pieces) + int(edge.sum()) + 1, SEP, np.int64)
        shapes = np.zeros(len(row), np.int64)
        row[0] = CLS
        where = np.repeat(first, count) + np.arange(len(pieces)) - np.repeat(np.cumsum(count) - count, count)
        row[where] = pieces
        shapes[where] = np.repeat(shape, count)
        rows.append((row, shapes))
        words.append((first, sentence, begins))
    b, l, w = len(chunks), round_up(max(len(r) for r, _ in rows)), round_up(max(len(f) for f, *_ in words))
    out = {"pieces": np.zeros((b, l), np.int64), "shapes": np.zeros((b, l), np.int64), "first": np.zeros((b, w), np.int64),
           "sentence": np.full((b, w), -1, np.int64), "begins": np.full((b, w), -100, np.int64)}
    for n, ((row, shapes), (first, sentence, begins)) in enumerate(zip(rows, words)):
        out["pieces"][n, :len(row)] = row
        out["shapes"][n, :len(row)] = shapes
        out["first"][n, :len(first)] = first
        out["sentence"][n, :len(first)] = sentence
        out["begins"][n, :len(first)] = begins
    return {k: torch.from_numpy(v) for k, v in out.items()}


def tree_batch(chunks, cut=False):
    out = inputs(chunks, cut)
    b, w = out["sentence"].shape
    for k in ("upos", "xpos", "lemma", "deprel", "heads"):
        t = np.full((b, w), -100, np.int64)
        for n, (d, i, j) in enumerate(chunks):
            at = 0
            for s in d["sentences"][i:j]:
                m = len(s["count"])
                t[n, at:at + m] = np.where(s[k] > 0, s[k] + at, 0) if k == "heads" else s[k]
                at += m
        out[k] = torch.from_numpy(t)
    if not cut:
        out["begins"].fill_(-100)      # the answer would stand in the question
    return out


def span_of(chunk):
    """Words [first, last) of the report that a chunk holds."""
    d, i, j = chunk
    return d["offsets"][i], d["offsets"][j - 1] + len(d["sentences"][j - 1]["count"])


def frame_batch(chunks):
    """Inputs and the targets of triggers, status, mentions, sectors, and of the roles of each trigger."""
    out = inputs(chunks)
    b, w = out["sentence"].shape
    pad = (out["sentence"] < 0).numpy()
    trigger, mention = np.zeros((b, w), np.int64), np.zeros((b, w), np.int64)
    status, sector = np.full((b, w), -100, np.int64), np.full((b, w), -100, np.int64)
    trigger[pad] = mention[pad] = -100
    found = []
    for n, chunk in enumerate(chunks):
        base, end = span_of(chunk)
        found.append([])
        for (a, z), kind, standing, spans in chunk[0]["events"]:
            if a < base or z > end:
                continue
            trigger[n, a - base:z - base] = 2 + 2 * kind
            trigger[n, a - base] = 1 + 2 * kind
            status[n, a - base:z - base] = standing
            inside = [(r, max(x, base) - base, min(y, end) - base, k) for r, x, y, k in spans if x < end and y > base]
            for r, x, y, k in inside:
                if r < 3:
                    if mention[n, x] == 0:
                        mention[n, x:y] = np.where(mention[n, x:y] == 0, 2, mention[n, x:y])
                        mention[n, x] = 1
                    if k >= 0:
                        sector[n, x:y] = k
            found[-1].append((a - base, z - base, inside))
    most = round_up(max(map(len, found)), 8)
    first, last = np.zeros((b, most), np.int64), np.ones((b, most), np.int64)
    roles = np.full((b, most, w, len(ROLES)), -100, np.int64)
    for n, triggers in enumerate(found):
        for k, (a, z, spans) in enumerate(triggers):
            first[n, k], last[n, k] = a, z
            roles[n, k, ~pad[n]] = 0
            for r, x, y, _ in spans:
                roles[n, k, x:y, r] = 2
                roles[n, k, x, r] = 1
    out.update({k: torch.from_numpy(v) for k, v in (("trigger", trigger), ("status", status), ("mention", mention), ("sector", sector),
                                                    ("trigger_first", first), ("trigger_last", last), ("roles", roles))})
    out["count"] = sum(map(len, found))
    return out


def pair_batch(pairs):
    """Inputs, the pools of source and target, and the class of pairs, each a document of its own."""
    chunks = [(p, 0, len(p["sentences"])) for p in pairs]
    out = inputs(chunks)
    b, w = out["sentence"].shape
    for side in ("source", "target"):
        pool = np.zeros((b, w), np.float32)
        for n, p in enumerate(pairs):
            if len(p[side]):
                pool[n, p[side]] = 1.0 / len(p[side])
        out[side] = torch.from_numpy(pool)
    out["class"] = torch.tensor([RELATIONS.index(p["type"]) for p in pairs])
    return out


def to(batch, device):
    return {k: v.to(device, non_blocking=True) if torch.is_tensor(v) else v for k, v in batch.items()}
