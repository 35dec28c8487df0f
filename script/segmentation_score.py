#!/usr/bin/env python3
"""Sentence, token and word F1 of a segmenter on Universal Dependencies files and on gold reports, from raw text.

    script/segmentation_score.py DATA build/tests/text/segment
    script/segmentation_score.py --errors 40 --files ewt-train DATA build/dragoman parse --format conllu

The program is called with one JSON Lines file (`id`, `text`) and prints CoNLL-U with `# newdoc id`. Raw text is the treebank's:
sentences joined by a space, by a blank line where a paragraph begins. Spans are compared in characters, white space not counted,
as in the CoNLL 2018 evaluation: a token is a surface token ("don't"), a word a syntactic one ("do", "n't").
Gold reports (`NAME.docs.jsonl`) have sentences alone.
"""
import argparse, collections, json, pathlib, random, re, subprocess, sys, tempfile, unicodedata


def shown(text):
    """Without white space and characters that stand in no token."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf"))


class Spans:
    """Spans of one document in characters shown."""

    def __init__(self):
        self.text, self.sentences, self.tokens, self.words = "", [], [], []

    def add(self, lines):
        start, until = len(self.text), 0
        for line in lines:
            number, form = line.split("\t")[:2]
            form = shown(form)
            if "-" in number:
                self.tokens.append((len(self.text), len(self.text) + len(form)))
                until, multi = int(number.split("-")[1]), form
                rest = form
                continue
            if "." in number:
                continue
            inside = int(number) <= until
            if inside:  # forms of a multiword token may differ from its letters: the last takes what is left
                last = int(number) == until
                form = rest if last else rest[: len(form)]
                rest = rest[len(form):]
            self.words.append((len(self.text), len(self.text) + len(form)))
            if not inside:
                self.tokens.append(self.words[-1])
            self.text += form
        self.sentences.append((start, len(self.text)))


def documents(lines):
    """(id, [(starts a paragraph, text, token lines)]) of a CoNLL-U file."""
    name, sentences, comments, rows = None, [], {}, []
    for line in list(lines) + [""]:
        line = line.rstrip("\n")
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            key = key.strip()
            if key in ("newdoc id", "newdoc"):
                if sentences:
                    yield name, sentences
                name, sentences = value.strip(), []
            comments[key] = value.strip()
        elif line:
            rows.append(line)
        elif rows:
            sentences.append(("newpar" in comments or "newpar id" in comments, comments.get("text", ""), rows))
            comments, rows = {}, []
    if sentences:
        yield name, sentences


def gold_treebank(path):
    with open(path, encoding="utf-8") as file:
        for name, sentences in documents(file):
            raw, spans = "", Spans()
            for paragraph, text, rows in sentences:
                raw += ("\n\n" if paragraph else " ") * bool(raw) + text
                spans.add(rows)
            yield name, raw, spans


def gold_reports(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            report = json.loads(line)
            spans = Spans()
            place = [0]
            for c in report["text"]:
                place.append(place[-1] + len(shown(c)))
            spans.text = shown(report["text"])
            spans.sentences = [(place[start], place[end]) for start, end in report["sentences"]]
            yield report["id"], report["text"], spans


def predicted(command, texts):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for name, text in texts:
            file.write(json.dumps({"id": name, "text": text}) + "\n")
        file.flush()
        output = subprocess.run([*command, file.name], stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout
    found = {}
    for name, sentences in documents(output.split("\n")):
        found[name] = Spans()
        for _, _, rows in sentences:
            found[name].add(rows)
    return found


def compare(gold, found, errors):
    counts = {what: [0, 0, 0] for what in ("sentences", "tokens", "words")}
    for name, _, spans in gold:
        other = found.get(name, Spans())
        if other.text != spans.text:
            at = next((i for i, (a, b) in enumerate(zip(spans.text, other.text)) if a != b), 0)
            print(f"  {name}: the texts differ at {at}: {spans.text[at-10:at+20]!r} {other.text[at-10:at+20]!r}", file=sys.stderr)
        for what, count in counts.items():
            a, b = set(getattr(spans, what)), set(getattr(other, what))
            count[0] += len(a & b)
            count[1] += len(a)
            count[2] += len(b)
            if errors is not None and a:
                errors[what] += [("missed", spans.text, s) for s in sorted(a - b)] + [("made", spans.text, s) for s in sorted(b - a)]
    return counts


def show(errors, number, context):
    pick = random.Random(0)
    for what in ("words", "sentences"):
        ends = collections.Counter()
        for kind, text, (start, end) in errors[what]:
            if what == "words":
                ends[kind, text[max(0, start - context):start] + "⟨" + text[start:end] + "⟩" + text[end:end + context]] += 1
            else:
                ends[kind, text[max(0, end - 25):end] + " ▮ " + text[end:end + 20]] += 1
        items = [f"    {kind} {text}" + (f" ×{n}" if n > 1 else "") for (kind, text), n in ends.most_common()]
        top = items[:number]
        rest = items[number:]
        print("\n".join(top + pick.sample(rest, min(number, len(rest)))))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--errors", type=int, default=0, help="show so many of the commonest errors and of the others")
    arguments.add_argument("--context", type=int, default=0, help="characters to show at either side of a wrong word")
    arguments.add_argument("--files", default="ewt-dev,gum-dev,reports,digests", help="comma-separated names")
    arguments.add_argument("data")
    arguments.add_argument("command", nargs=argparse.REMAINDER)
    given = arguments.parse_args()
    data = pathlib.Path(given.data)
    for name in given.files.split(","):
        treebank = data / "ud" / f"{name}.conllu"
        gold = list(gold_treebank(treebank) if treebank.exists() else gold_reports(data / "gold" / f"{name}.docs.jsonl"))
        found = predicted(given.command, [(n, text) for n, text, _ in gold])
        errors = collections.defaultdict(list) if given.errors else None
        for what, (right, gold_count, found_count) in compare(gold, found, errors).items():
            if gold_count:
                precision, recall = right / max(found_count, 1), right / gold_count
                print(f"{name:10} {what:9}  P {precision:.4f}  R {recall:.4f}  F1 {2 * right / (gold_count + found_count):.4f}  n {gold_count}")
        if errors:
            show(errors, given.errors, given.context)


if __name__ == "__main__":
    main()
