#!/usr/bin/env python3
"""Read annotated reports written in the compact .case form; check them; write them as gold JSON Lines.

usage: cases.py FILE.case...                 check, print what is wrong and the counts
       cases.py --out PREFIX FILE.case...    also write PREFIX.docs.jsonl and PREFIX.gold.jsonl

The form, for people who write training reports by hand:

    === ankara-001
    Turkey's foreign minister said on Monday that Ankara would take reciprocal steps if Washington imposed sanctions.
    > SANCTION conditional | reciprocal steps | Ankara @TUR.GOV | Washington @USA.GOV | by: Turkey's foreign minister | if: if Washington imposed sanctions
    > SANCTION possible | sanctions | Washington @USA.GOV | Ankara @TUR.GOV | by: Turkey's foreign minister
    He spoke in Berlin.

`===` opens a report with its id; each line is one sentence; an empty line is a paragraph break. A line that starts with `>` is
an event of the sentence above it: TYPE status | trigger | sources | targets, then any of `by:`, `if:`, `place:`, `time:`,
`killed:`, `injured:`. Mentions are separated by ` ; ` and carry @COUNTRY.SECTOR (not under by:); `-` is nobody. Every span is
words of its sentence, exactly. `-1:` before a span says that it stands one sentence earlier (`-2:` two, `+1:` one later);
`#2` after it says that the second occurrence is meant. `quoted` is worked out from the quotation marks.
"""
import json
import re
import sys

TYPES = set("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
            "COERCE ASSAULT".split())
STATUS = {"actual", "future", "conditional", "possible", "demanded", "negated"}
SECTORS = set("GOV LEG JUD MIL POL SPY PTY OPP REB CVL MED BUS NGO IGO EDU REL UNK".split())
EXTRA = {"by", "if", "place", "time", "killed", "injured"}


class Fault(ValueError):
    pass


def find(sentence, words, nth):
    """Character offset of the nth occurrence of `words`, preferring ones that stand at word boundaries."""
    hits = [m.start() for m in re.finditer(re.escape(words), sentence)]
    whole = [h for h in hits if (h == 0 or not sentence[h - 1].isalnum() or not words[0].isalnum())
             and (h + len(words) == len(sentence) or not sentence[h + len(words)].isalnum() or not words[-1].isalnum())]
    if len(whole) < nth:
        raise Fault(f"no occurrence {nth} of {words!r}")
    return hits.index(whole[nth - 1]) + 1, whole[nth - 1]


def span(sentences, at, item):
    item = item.strip()
    m = re.match(r"^([+-]\d+):\s*(.*)$", item)
    s = at
    if m:
        s, item = at + int(m.group(1)), m.group(2)
    nth = 1
    m = re.match(r"^(.*)#(\d)$", item)
    if m:
        item, nth = m.group(1).strip(), int(m.group(2))
    if not item:
        raise Fault("empty span")
    if not 0 <= s < len(sentences):
        raise Fault(f"no sentence {s}")
    n, _ = find(sentences[s], item, nth)
    out = {"s": s, "t": item}
    if n > 1:
        out["n"] = n
    return out


def mentions(sentences, at, field, tagged=True):
    field = field.strip()
    if field in ("-", ""):
        return []
    out = []
    for item in field.split(" ; "):
        tag = None
        m = re.match(r"^(.*?)\s*@([A-Z]{3})\.([A-Z]{3})$", item.strip())
        if m:
            item, tag = m.group(1), m.group(2, 3)
        if tagged and not tag:
            raise Fault(f"{item!r} has no @COUNTRY.SECTOR")
        mention = span(sentences, at, item)
        if tagged:
            if tag[1] not in SECTORS:
                raise Fault(f"sector {tag[1]}")
            mention["country"], mention["sector"] = tag
        out.append(mention)
    return out


def inside_quotes(sentences, at, offset):
    """Whether character `offset` of sentence `at` stands between quotation marks (typographic, or straight by parity)."""
    before = sentences[at][:offset]
    if before.count("“") > before.count("”"):
        return True
    return before.count('"') % 2 == 1


def event(sentences, at, line):
    parts = [p.strip() for p in line[1:].split("|")]
    if len(parts) < 4:
        raise Fault("an event needs: TYPE status | trigger | sources | targets")
    head = parts[0].split()
    if len(head) != 2 or head[0] not in TYPES or head[1] not in STATUS:
        raise Fault(f"type and status {parts[0]!r}")
    extra = {}
    for p in parts[4:]:
        key, _, value = p.partition(":")
        if key.strip() not in EXTRA:
            raise Fault(f"unknown field {p!r}")
        extra[key.strip()] = value.strip()
    if (head[1] == "conditional") != ("if" in extra):
        raise Fault("conditional needs if:, and only conditional has it")
    trigger = span(sentences, at, parts[1])
    _, offset = find(sentences[trigger["s"]], trigger["t"], 1)
    out = {"trigger": trigger, "type": head[0], "status": head[1], "source": mentions(sentences, at, parts[2]),
           "target": mentions(sentences, at, parts[3]),
           "condition": span(sentences, at, extra["if"]) if "if" in extra else None,
           "by": mentions(sentences, at, extra.get("by", "-"), tagged=False)}
    hits = [m.start() for m in re.finditer(re.escape(trigger["t"]), sentences[trigger["s"]])]
    out["quoted"] = inside_quotes(sentences, trigger["s"], hits[trigger.get("n", 1) - 1])
    for key in ("place", "time"):
        out[key] = span(sentences, at, extra[key]) if key in extra else None
    for key in ("killed", "injured"):
        out[key] = int(extra[key]) if key in extra else None
    return out


def read(path):
    """Yield (line number, fault) for what is wrong and (doc, events) for each report."""
    name, sentences, breaks, pending = None, [], [], []

    def finish():
        if name is None:
            return
        text, ranges = "", []
        for i, s in enumerate(sentences):
            text += "" if i == 0 else ("\n\n" if i in breaks else " ")
            ranges.append([len(text), len(text) + len(s)])
            text += s
        events = []
        for number, at, line in pending:
            try:
                events.append(event(sentences, at, line))
            except (Fault, ValueError) as fault:
                yield number, str(fault)
        def place(sp):
            a, b = ranges[sp["s"]]
            at_ = a - 1
            for _ in range(sp.get("n", 1)):
                at_ = text.find(sp["t"], at_ + 1, b)
            sp["start"] = len(text[:at_].encode())
            sp["end"] = sp["start"] + len(sp["t"].encode())
        for i, e in enumerate(events):
            e["id"] = f"e{i + 1}"
            for sp in [e["trigger"], *e["source"], *e["target"], *e["by"], e["condition"], e["place"], e["time"]]:
                if sp:
                    place(sp)
        doc = {"id": name, "doc": name, "source": "own words", "text": text, "sentences": ranges}
        yield doc, events

    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\n").strip()
            if line.startswith("==="):
                yield from finish()
                name, sentences, breaks, pending = line[3:].strip(), [], [], []
                if not name:
                    yield number, "a report needs an id after ==="
            elif line.startswith(">"):
                if not sentences:
                    yield number, "an event stands before any sentence"
                else:
                    pending.append((number, len(sentences) - 1, line))
            elif line.startswith("//"):
                continue
            elif not line:
                if sentences:
                    breaks.append(len(sentences))
            elif name is None:
                yield number, "text before the first ==="
            else:
                sentences.append(line)
    yield from finish()


def main(arguments):
    out = None
    if arguments[:1] == ["--out"]:
        out, arguments = arguments[1], arguments[2:]
    docs, faults, count, sentences, seen = [], 0, 0, 0, set()
    for path in arguments:
        for a, b in read(path):
            if isinstance(a, int):
                print(f"{path}:{a}: {b}", file=sys.stderr)
                faults += 1
                continue
            if a["doc"] in seen:
                print(f"{path}: report {a['doc']} appears twice", file=sys.stderr)
                faults += 1
            seen.add(a["doc"])
            docs.append((a, b))
            count += len(b)
            sentences += len(a["sentences"])
    if out:
        with open(out + ".docs.jsonl", "w", encoding="utf-8") as f, open(out + ".gold.jsonl", "w", encoding="utf-8") as g:
            for doc, events in docs:
                f.write(json.dumps(doc, ensure_ascii=False) + "\n")
                g.write(json.dumps({"doc": doc["doc"], "events": events}, ensure_ascii=False) + "\n")
    print(f"{len(docs)} reports, {sentences} sentences, {count} events, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
