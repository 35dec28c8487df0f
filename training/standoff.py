#!/usr/bin/env python3
"""Events annotated over public texts that are not ours to publish: kept as places in those texts, without a word of them.

usage: standoff.py DATA OUT.jsonl FILE.case...    write annotated texts (form of cases.py) as places
       standoff.py DATA FILE.jsonl                check: every text found in DATA and unchanged

DATA is laid out as README.md says. A line of the file is a report: `id`; `digest`, the first 16 hex digits of the SHA-256 of its sentences
joined by line feeds; `events`, as in the gold files, but each span is [sentence, first character, end]. The id is a document of a
UD train file (its `newdoc id`), `cameo:ROW` for a row of cameo_class, or the id of a sentence of relations/cameo_pairs.jsonl. In a .case file
`// skip` below the `===` line leaves a report out.
"""
import hashlib
import json
import re
import sys

import cases

LISTS, SINGLE = ("source", "target", "by"), ("trigger", "condition", "place", "time")


def texts(data):
    """id -> sentences, of all public texts that may be annotated."""
    out = {}
    for name in ("ewt-train", "gum-train"):
        with open(f"{data}/ud/{name}.conllu", encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("# newdoc id = "):
                    document = out.setdefault(line.split("= ", 1)[1].strip(), [])
                elif line.startswith("# text = "):
                    document.append(line[len("# text = "):].strip())
    with open(f"{data}/cameo_class/train.tsv", encoding="utf-8") as lines:
        for line in list(lines)[1:]:
            row, sentence, _ = line.rstrip("\n").split("\t")
            out[f"cameo:{row}"] = [sentence.strip()]
    with open(f"{data}/relations/cameo_pairs.jsonl", encoding="utf-8") as lines:
        for line in lines:
            pair = json.loads(line)
            out[pair["id"]] = [pair["text"].strip()]
    return out


def digest(sentences):
    return hashlib.sha256("\n".join(sentences).encode()).hexdigest()[:16]


def skipped(path):
    with open(path, encoding="utf-8") as f:
        return set(re.findall(r"^===\s*(.*?)\s*\n// skip", f.read(), re.M))


def place(doc, span):
    """[sentence, first character, end] of a span with byte offsets."""
    start = len(doc["text"].encode()[:span["start"]].decode())
    sentence = next(i for i, (a, b) in enumerate(doc["sentences"]) if a <= start < b)
    first = start - doc["sentences"][sentence][0]
    return [sentence, first, first + len(doc["text"].encode()[span["start"]:span["end"]].decode())]


def stripped(doc, event):
    out = {k: event[k] for k in ("type", "status", "quoted")}
    for key in SINGLE:
        if event.get(key):
            out[key] = place(doc, event[key])
    for key in LISTS:
        if event[key]:
            out[key] = [{"at": place(doc, m), **{k: m[k] for k in ("country", "sector") if k in m}} for m in event[key]]
    for key in ("killed", "injured"):
        if event.get(key) is not None:
            out[key] = event[key]
    return out


def read(data, path, known=None):
    """(document, events) of each report, as cases.read gives them; a text that is missing or has changed is an error."""
    known = known or texts(data)
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            row = json.loads(line)
            sentences = known.get(row["id"])
            if sentences is None or digest(sentences) != row["digest"]:
                raise ValueError(f"{path}:{number}: the text {row['id']} is {'another' if sentences else 'missing'} in {data}")
            text, ranges = "", []
            for s in sentences:
                text += " " * bool(text)
                ranges.append([len(text), len(text) + len(s)])
                text += s

            def span(at, text=text, ranges=ranges):
                first = ranges[at[0]][0] + at[1]
                start = len(text[:first].encode())
                return {"start": start, "end": start + len(text[first:first + at[2] - at[1]].encode())}
            events = []
            for i, e in enumerate(row["events"]):
                event = {"id": f"e{i + 1}", **{k: e[k] for k in ("type", "status", "quoted")}}
                for key in SINGLE:
                    event[key] = span(e[key]) if key in e else None
                for key in LISTS:
                    event[key] = [{**span(m["at"]), **{k: m[k] for k in ("country", "sector") if k in m}} for m in e.get(key, [])]
                for key in ("killed", "injured"):
                    event[key] = e.get(key)
                events.append(event)
            yield {"id": row["id"], "doc": row["id"], "text": text, "sentences": ranges}, events


def write(data, out, paths):
    known, reports, count = texts(data), 0, 0
    with open(out, "w", encoding="utf-8") as f:
        for path in paths:
            left_out = skipped(path)
            for doc, events in cases.read(path):
                if isinstance(doc, int):
                    sys.exit(f"{path}:{doc}: {events}")
                if doc["doc"] in left_out:
                    continue
                sentences = [doc["text"][a:b] for a, b in doc["sentences"]]
                if known.get(doc["doc"]) != sentences:
                    sys.exit(f"{path}: the text of {doc['doc']} is not the one in {data}")
                row = {"id": doc["doc"], "digest": digest(sentences), "events": [stripped(doc, e) for e in events]}
                f.write(json.dumps(row, separators=(",", ":")) + "\n")
                reports += 1
                count += len(events)
    print(f"{out}: {reports} reports, {count} events")


def main(arguments):
    if len(arguments) < 2:
        sys.exit(__doc__)
    data, out, *paths = arguments
    if paths:
        write(data, out, paths)
    found = list(read(data, out))
    print(f"{out}: {len(found)} texts found in {data} and unchanged, {sum(len(e) for _, e in found)} events")


if __name__ == "__main__":
    main(sys.argv[1:])
