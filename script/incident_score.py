#!/usr/bin/env python3
"""B-cubed precision, recall and F1 of `dragoman incidents` on the development set in tests/incidents.

usage: script/incident_score.py DRAGOMAN [--half look|kept] [--coded] [--floor F1] [--wrong]

Without --coded the events are the annotated ones. With it the reports are read by `dragoman code`; an event of the reader's is the
annotated one whose trigger it overlaps, and what it missed stands alone, which costs recall. The reader finds more than one word for a
happening where one is annotated ("ambush … killing"), and joining those is right, so two figures are printed: over the annotated
events, and over all, where every event that nobody annotated counts as a happening of its own.
Beside it two plain rules: every event by itself, and one incident for each day, type and pair of countries, as event data sets are
often thinned. Intervals: 95 %, bootstrap over happenings. With --floor the exit status is 1 below it; --wrong lists what went wrong.
"""
import argparse
import collections
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "tests" / "incidents"))
import happenings  # noqa: E402


def bcubed(gold, system):
    """For each event of either side (precision, recall); gold and system map events to groups."""
    groups, classes = collections.defaultdict(set), collections.defaultdict(set)
    for event in gold.keys() | system.keys():
        groups[system.get(event, ("alone", event))].add(event)
        classes[gold.get(event, ("alone", event))].add(event)
    out = {}
    for event in gold.keys() | system.keys():
        group, same = groups[system.get(event, ("alone", event))], classes[gold.get(event, ("alone", event))]
        both = len(group & same)
        out[event] = (both / len(group), both / len(same))
    return out


def figure(pairs):
    pairs = list(pairs)
    p = sum(x for x, _ in pairs) / len(pairs)
    r = sum(x for _, x in pairs) / len(pairs)
    return p, r, 2 * p * r / (p + r)


def interval(scores, gold, seed=7, times=2000):
    by_happening = collections.defaultdict(list)
    for event, pair in scores.items():
        by_happening[gold.get(event, ("alone", event))].append(pair)
    lists, rng = sorted(by_happening.values()), random.Random(seed)
    f1s = sorted(figure([x for one in rng.choices(lists, k=len(lists)) for x in one])[2] for _ in range(times))
    return f1s[int(0.025 * times)], f1s[int(0.975 * times)]


def run(*command):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command[:2]))} failed: {done.stderr[:500]}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def coded(dragoman, reports_file, events):
    """The reader's records, each that overlaps an annotated event under that one's name."""
    free = collections.defaultdict(list)
    for _, event in events:
        free[event["report"]].append(event)
    records, hits = run(dragoman, "code", reports_file, "--format", "jsonl"), 0
    for r in records:
        for event in free[r["report"]]:
            if r["trigger"]["start"] < event["trigger"]["end"] and event["trigger"]["start"] < r["trigger"]["end"]:
                r["id"] = event["id"]
                free[r["report"]].remove(event)
                hits += 1
                break
    return records, hits


def one_a_day(records):
    def sides(r):
        return tuple(sorted({p["country"] for side in ("source", "target") for p in r[side] if p["country"]}))
    return {r["id"]: (r["published"], r["type"], sides(r)) for r in records}


def show_wrong(gold, incidents, events, reports):
    text = {r["id"]: r["text"] for r in reports}
    by_id = {e["id"]: e for _, e in events}
    for i in incidents:
        named = sorted({gold[e] for e in i["events"] if e in gold})
        if len(named) > 1:
            print(f"\none incident of {', '.join(named)}:")
            for e in (e for e in i["events"] if e in gold):
                print(f"  {gold[e]:6} {by_id[e]['trigger']['text']:14} {text[by_id[e]['report']]}")
    homes = collections.defaultdict(list)
    for i in incidents:
        for e in i["events"]:
            if e in gold and i not in homes[gold[e]]:
                homes[gold[e]].append(i)
    for name, several in sorted(homes.items()):
        if len(several) > 1:
            print(f"\n{name} in {len(several)} incidents:")
            for i in several:
                print("  -- ", "; ".join(f"{by_id[e]['trigger']['text']}: {text[by_id[e]['report']][:110]}" for e in i["events"]
                                         if gold.get(e) == name))


def tell(name, grouping, gold):
    scores = bcubed(gold, grouping)
    p, r, f1 = figure(scores.values())
    low, high = interval(scores, gold)
    print(f"  {name:25} B-cubed P {p:.3f}  R {r:.3f}  F1 {f1:.3f}  [{low:.3f}, {high:.3f}]")
    return f1


def measure(a, half, folder):
    reports, events = happenings.read(half)
    reports_file, events_file = folder / "reports.jsonl", folder / "events.jsonl"
    reports_file.write_text("".join(json.dumps(r) + "\n" for r in reports))
    gold = {e["id"]: happening for happening, e in events}
    records, hits = coded(a.dragoman, reports_file, events) if a.coded else ([e for _, e in events], len(events))
    events_file.write_text("".join(json.dumps(r) + "\n" for r in records))
    incidents = run(a.dragoman, "incidents", events_file, "--reports", reports_file, "--format", "jsonl")
    system = {e: i["id"] for i in incidents for e in i["events"]}
    print(f"{half}: {len(reports)} reports, {len(events)} events, {len(happenings.main_happenings(events))} happenings and "
          f"{len(set(gold.values())) - len(happenings.main_happenings(events))} lesser ones"
          + (f"; the reader found {hits} of the events, and {len(records) - hits} others" if a.coded else ""))
    rivals = [("dragoman incidents", system), ("one a day, type and pair", one_a_day(records)),
              ("no merging", {r["id"]: r["id"] for r in records})]
    f1s = []
    for name, grouping in rivals:
        f1s.append(tell(name, {e: g for e, g in grouping.items() if e in gold}, gold))
        if a.coded:
            tell("  over all events", grouping, gold)
    if a.wrong:
        show_wrong(gold, incidents, events, reports)
    return f1s[0]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("dragoman")
    p.add_argument("--half", choices=happenings.HALVES, action="append")
    p.add_argument("--coded", action="store_true")
    p.add_argument("--floor", type=float, default=0)
    p.add_argument("--wrong", action="store_true")
    a = p.parse_args()
    a.dragoman = os.path.abspath(a.dragoman)
    with tempfile.TemporaryDirectory() as folder:
        f1s = [measure(a, half, pathlib.Path(folder)) for half in a.half or happenings.HALVES]
    sys.exit(1 if min(f1s) < a.floor else 0)


if __name__ == "__main__":
    main()
