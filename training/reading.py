"""Readers of the training data: treebanks, annotated reports, labelled pairs; and chunks of them as the network wants them.

A sentence is a dict: `words` (strings) and whatever is known of it (`upos`, `heads`, … for treebanks; `starts`, `ends` byte
offsets for reports). A chunk is a list of consecutive sentences of one report that fits into LIMIT wordpieces.
"""
import collections
import json
import random
import re
import subprocess

import torch

import wordpiece
from model import RELATIONS, ROLES, SECTORS, STATUS, TYPES

STEP = 32     # lengths are rounded up to multiples of this
LIMIT = 192   # wordpieces in a chunk; the C++ reader packs reports with the same limit (src/language/chunk.cpp)


# ---------------------------------------------------------------- treebanks

def script_of(form, lemma):
    """Edit script from a form to its lemma: case (k keep, l lower), characters cut off the end, characters put on."""
    case = "k" if lemma[:1] == form[:1] and form[:1] != form[:1].lower() else "l"
    base = form if case == "k" else form.lower()
    n = 0
    while n < min(len(base), len(lemma)) and base[n] == lemma[n]:
        n += 1
    if n == 0 or len(base) - n > 6:
        return "=" + lemma if len(lemma) <= 12 else "l|0|"
    return f"{case}|{len(base) - n}|{lemma[n:]}"


def read_conllu(path):
    """List of documents, each a list of sentences."""
    documents, sentence = [], None
    def close():
        nonlocal sentence
        if sentence and sentence["words"]:
            documents[-1].append(sentence)
        sentence = None
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc") or not documents:
            documents.append([])
        if not line:
            close()
        elif not line.startswith("#"):
            c = line.split("\t")
            if not c[0].isdigit():
                continue
            if sentence is None:
                sentence = collections.defaultdict(list)
            for key, value in (("words", c[1]), ("lemma", script_of(c[1], c[2])), ("upos", c[3]), ("xpos", c[4]),
                               ("heads", int(c[6])), ("deprel", c[7])):
                sentence[key].append(value)
    close()
    return [d for d in documents if d]


def inventory(documents, key, least):
    counts = collections.Counter(v for d in documents for s in d for v in s[key])
    return [v for v, n in counts.most_common() if n >= least]


# ---------------------------------------------------------------- annotated reports

CLITIC = re.compile(r"(?i)(.+?)(n['’]t|['’](?:s|re|ve|ll|d|m)|['’])$")
ROUGH = re.compile(r"[A-Za-z]\.(?:[A-Za-z]\.)+|\d+(?:[.,:]\d+)*|\w+(?:['’]\w+)*['’]?|[^\w\s]+?(?=\w|\s|$|[^\w\s])|\S")


def rough_tokens(sentence):
    """Stand-in for dragoman's own tokens, used before there is a binary: (start, end) in characters."""
    out = []
    for m in ROUGH.finditer(sentence):
        a, b = m.span()
        c = CLITIC.match(m.group())
        if c and c.start(2) > 0 and m.group()[:1].isalnum():
            out.append((a, a + c.start(2)))
            a += c.start(2)
        out.append((a, b))
    return out


def tokenise(texts, binary):
    """For each text its sentences, each a list of (start, end) bytes: by `dragoman parse --format offsets`."""
    lines = "".join(json.dumps({"id": str(i), "text": t}, ensure_ascii=False) + "\n" for i, t in enumerate(texts))
    run = subprocess.run([binary, "parse", "--format", "offsets", "-"], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    out = [None] * len(texts)
    for line in run.stdout.splitlines():
        record = json.loads(line)
        out[int(record["id"])] = record["sentences"]
    return out


def report_sentences(text, ranges, sentences=None):
    """Sentences of a report. `sentences` are dragoman's own, when there is a binary; else `ranges` are used, cut roughly."""
    raw = text.encode()
    if sentences is None:
        sentences = []
        for a, b in ranges:
            base, part = len(text[:a].encode()), text[a:b]
            sentences.append([(base + len(part[:x].encode()), base + len(part[:y].encode())) for x, y in rough_tokens(part)])
    return [{"words": [raw[a:b].decode() for a, b in s], "starts": [a for a, _ in s], "ends": [b for _, b in s]}
            for s in sentences if s]


def read_reports(prefix, binary=None):
    """Reports with their events: dicts of `doc`, `sentences`, `events`."""
    docs = [json.loads(line) for line in open(prefix + ".docs.jsonl", encoding="utf-8")]
    events = {}
    for line in open(prefix + ".gold.jsonl", encoding="utf-8"):
        record = json.loads(line)
        events[record["doc"]] = record["events"]
    cut = tokenise([d["text"] for d in docs], binary) if binary else [None] * len(docs)
    return [{"doc": d["doc"], "text": d["text"], "sentences": report_sentences(d["text"], d["sentences"], c),
             "events": events[d["doc"]]} for d, c in zip(docs, cut)]


def unmark(marked):
    """Text, source and target (byte ranges or None) of a sentence with <s>…</s> and <t>…</t>."""
    text, at, sides = "", 0, {}
    for m in re.finditer(r"<(/?)([st])>", marked):
        text += marked[at:m.start()]
        at = m.end()
        if m.group(1):
            sides[m.group(2)]["end"] = len(text.encode())
        else:
            sides[m.group(2)] = {"start": len(text.encode())}
    return text + marked[at:], sides.get("s"), sides.get("t")


def read_pairs(path, binary=None):
    """Labelled pairs: dicts of `id`, `text`, `sentences`, `source`, `target` (byte ranges or None), `type`. Reads PLV's table
    (`marked_sentence`, `gold_root`), our own two columns (class, marked sentence), and JSON Lines."""
    out = []
    with open(path, encoding="utf-8") as lines:
        if path.endswith(".jsonl"):
            for row in map(json.loads, lines):
                kind = "YIELD" if row["type"] in ("CONCEDE", "RETREAT") else row["type"]
                out.append({"id": row["id"], "text": row["text"], "source": row.get("source"), "target": row.get("target"),
                            "type": kind})
        else:
            rows = [line.rstrip("\n").split("\t") for line in lines if line.strip()]
            plv = "marked_sentence" in rows[0]
            sentence, label = (rows[0].index("marked_sentence"), rows[0].index("gold_root")) if plv else (1, 0)
            for n, row in enumerate(rows[1:] if plv else rows):
                text, source, target = unmark(row[sentence])
                out.append({"id": f"plv-{row[0]}" if plv else f"{path}:{n + 1}", "text": text, "source": source, "target": target,
                            "type": row[label]})
    cut = tokenise([p["text"] for p in out], binary) if binary else [None] * len(out)
    for p, c in zip(out, cut):
        p["sentences"] = report_sentences(p["text"], [(0, len(p["text"]))], c)
    return out


# ---------------------------------------------------------------- chunks and batches

def length(sentence, wp):
    if "length" not in sentence:
        sentence["pieces"] = [wp.pieces(w) for w in sentence["words"]]
        sentence["length"] = sum(map(len, sentence["pieces"])) + 1
    return sentence["length"]


def pack(sentences, wp, limit=LIMIT):
    """Indices (first, last) of consecutive sentences that fit together into `limit` wordpieces."""
    out, first, used = [], 0, 1
    for i, s in enumerate(sentences):
        n = length(s, wp)
        if i > first and used + n > limit:
            out.append((first, i))
            first, used = i, 1
        used += n
    if sentences:
        out.append((first, len(sentences)))
    return out


def round_up(n, step):
    return max(step, (n + step - 1) // step * step)


class Batch:
    """Tensors of several chunks. words[b] is the list of (sentence index in chunk, word index) of chunk b."""

    def __init__(self, chunks, wp, budget=0):
        """Padded to `budget` wordpieces with empty rows, and each length rounded up: the matrix library compiles its kernels
        anew for every new shape, which can take longer than using them."""
        self.chunks = chunks
        rows, shapes, spans, sentence_ids = [], [], [], []
        for chunk in chunks:
            row, shape, span, ids = [wp.cls], [0], [], []
            for n, s in enumerate(chunk):
                length(s, wp)
                for w, p in zip(s["words"], s["pieces"]):
                    span.append((len(row), len(row) + len(p)))
                    ids.append(n)
                    row.extend(p)
                    shape.extend([wordpiece.shape(w)] * len(p))
                row.append(wp.sep)
                shape.append(0)
            row, shape = row[:512], shape[:512]
            rows.append(row)
            shapes.append(shape)
            spans.append(span)
            sentence_ids.append(ids)
        l, w = round_up(max(map(len, rows)), STEP), round_up(max(map(len, spans)), STEP)
        b = max(len(rows), budget // l)
        self.pieces = torch.zeros(b, l, dtype=torch.long)
        self.shapes = torch.zeros(b, l, dtype=torch.long)
        self.pool = torch.zeros(b, w, l)
        self.sentence = torch.full((b, w), -1, dtype=torch.long)
        self.pieces[:, 0] = wp.cls
        for i in range(len(rows)):
            self.pieces[i, :len(rows[i])] = torch.tensor(rows[i])
            self.shapes[i, :len(rows[i])] = torch.tensor(shapes[i])
            for j, (x, y) in enumerate(spans[i]):
                self.pool[i, j, x:y] = 1.0 / (y - x)
            self.sentence[i, :len(sentence_ids[i])] = torch.tensor(sentence_ids[i])
        self.mask = self.sentence >= 0
        self.offsets = []      # offsets[b][n]: first word of sentence n in chunk b
        for chunk in chunks:
            at, o = 0, []
            for s in chunk:
                o.append(at)
                at += len(s["words"])
            self.offsets.append(o)


def treebank_targets(batch, s):
    """upos, xpos, lemma, heads, deprel as B×W, -100 where unknown."""
    b, w = batch.sentence.shape
    out = {k: torch.full((b, w), -100, dtype=torch.long) for k in ("upos", "xpos", "lemma", "heads", "deprel")}
    index = {k: {v: i for i, v in enumerate(getattr(s, k))} for k in ("upos", "xpos", "lemma", "deprel")}
    for i, chunk in enumerate(batch.chunks):
        for n, sentence in enumerate(chunk):
            o = batch.offsets[i][n]
            m = len(sentence["words"])
            for k in ("upos", "xpos", "lemma", "deprel"):
                out[k][i, o:o + m] = torch.tensor([index[k].get(v, -100) for v in sentence[k]])
            out["heads"][i, o:o + m] = torch.tensor([h + o if h else 0 for h in sentence["heads"]])
    return out


def cover(starts, ends, a, b):
    """Indices of the words that bytes [a, b) touch."""
    return [i for i, (x, y) in enumerate(zip(starts, ends)) if x < b and a < y]


def batches(items, size_of, budget, rng):
    """Shuffle, sort within pools by size, and cut into batches of about `budget` wordpieces."""
    items = items[:]
    rng.shuffle(items)
    out = []
    for at in range(0, len(items), 400):
        part = sorted(items[at:at + 400], key=size_of)
        current, longest = [], 0
        for item in part:
            n = round_up(size_of(item), STEP)
            if current and max(longest, n) * (len(current) + 1) > budget:
                out.append(current)
                current, longest = [], 0
            current.append(item)
            longest = max(longest, n)
        if current:
            out.append(current)
    rng.shuffle(out)
    return out


def random_chunks(documents, wp, rng):
    """Cut documents into chunks of random reach, so that the reader knows short and long company. A sentence that alone is much
    longer than a chunk is left out."""
    out = []
    for d in documents:
        d = [s for s in d if length(s, wp) < LIMIT + 60]
        at = 0
        while at < len(d):
            limit = rng.choice((1, 64, 128, LIMIT))
            used, end = 1, at
            while end < len(d) and (end == at or used + length(d[end], wp) <= limit):
                used += length(d[end], wp)
                end += 1
            out.append(d[at:end])
            at = end
    return out
