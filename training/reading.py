"""Readers of the training data: treebanks, annotated reports, labelled pairs.
"""
import collections
import json
import re
import subprocess


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
    """List of documents, each a list of sentences (dicts of `text`, `paragraph`, `words`, `lemma` scripts, `upos`, …)."""
    documents, sentence, text, paragraph = [], None, "", False

    def close():
        nonlocal sentence, text, paragraph
        if sentence and sentence["words"]:
            sentence["text"], sentence["paragraph"] = text, paragraph
            documents[-1].append(sentence)
        sentence, text, paragraph = None, "", False

    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc") or not documents:
            documents.append([])
        if not line:
            close()
        elif line.startswith("# text ="):
            text = line[8:].strip()
        elif line.startswith("# newpar"):
            paragraph = True
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

def tokenise(texts, binary):
    """For each text its sentences, each a list of (start, end) bytes: by `dragoman parse --format offsets`."""
    lines = "".join(json.dumps({"id": str(i), "text": t}, ensure_ascii=False) + "\n" for i, t in enumerate(texts))
    run = subprocess.run([binary, "parse", "--format", "offsets", "-"], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    out = [None] * len(texts)
    for line in run.stdout.splitlines():
        record = json.loads(line)
        out[int(record["id"])] = record["sentences"]
    return out


def read_reports(prefix):
    """Reports with their events: dicts of `doc`, `text`, `ranges` (sentences in characters), `events`."""
    docs = [json.loads(line) for line in open(prefix + ".docs.jsonl", encoding="utf-8")]
    events = {}
    for line in open(prefix + ".gold.jsonl", encoding="utf-8"):
        record = json.loads(line)
        events[record["doc"]] = record["events"]
    return [{"doc": d["id"], "text": d["text"], "ranges": d["sentences"], "events": events[d["id"]]} for d in docs]


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


def read_pairs(path):
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
    return out
