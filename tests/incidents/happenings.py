"""The development set of incidents: reports of our own with their events and the happening that each event tells of.

Form (README.md has more):
    === REPORT | PUBLISHER | DATE
    text, one line
    > HAPPENING TYPE status | trigger | sources | targets | place: … | time: … | killed: N | injured: N | by: …
Mentions are `words @COUNTRY.SECTOR`, several parted by ` ; `, `-` is nobody.
"""
import hashlib
import pathlib
import re

HERE = pathlib.Path(__file__).parent
HALVES = ("look", "kept")


def span(text, words, where):
    start = text.find(words)
    if start < 0:
        raise ValueError(f"{where}: {words!r} is not in the text")
    start = len(text[:start].encode())
    return {"start": start, "end": start + len(words.encode()), "text": words}


def mentions(text, field, where):
    out = []
    for part in [] if field == "-" else field.split(" ; "):
        words, _, tag = part.rpartition(" @")
        country, sector = tag.split(".")
        out.append({**span(text, words, where), "actor": None, "name": None, "country": country, "sector": sector,
                    "code": None, "role": None})
    return out


def record(report, line, where):
    head, trigger, source, target, *rest = [part.strip() for part in line.split(" | ")]
    happening, kind, status = head.split()
    event = {"report": report["id"], "published": report["published"], "type": kind, "status": status,
             "trigger": span(report["text"], trigger, where), "source": mentions(report["text"], source, where),
             "target": mentions(report["text"], target, where), "by": [], "place": None, "time": None, "killed": None,
             "injured": None}
    for part in rest:
        key, value = part.split(": ", 1)
        if key in ("killed", "injured"):
            event[key] = int(value)
        elif key in ("place", "time"):
            event[key] = span(report["text"], value, where)
        elif key == "by":
            event["by"] = mentions(report["text"], value, where)
        else:
            raise ValueError(f"{where}: no field {key!r}")
    name = f"{report['id']} {event['trigger']['start']} {event['trigger']['end']} {kind}"
    return happening, {"id": hashlib.sha256(name.encode()).hexdigest()[:16], **event}


def read(half):
    """Reports, and for each event its record and happening."""
    reports, events = [], []
    for number, line in enumerate(open(HERE / "set" / f"{half}.case", encoding="utf-8"), 1):
        line, where = line.rstrip("\n"), f"{half}.case:{number}"
        if line.startswith("=== "):
            name, publisher, published = line[4:].split(" | ")
            reports.append({"id": name, "source": publisher, "published": published, "text": ""})
        elif line.startswith("> "):
            events.append(record(reports[-1], line[2:], where))
        elif line and not line.startswith("//"):
            reports[-1]["text"] += line
    if len({r["id"] for r in reports}) < len(reports) or len({e["id"] for _, e in events}) < len(events):
        raise ValueError(f"{half}: two reports or events have one name")
    return reports, events


def main_happenings(events):
    return sorted({h for h, _ in events if re.fullmatch(r"h\d+", h)})
