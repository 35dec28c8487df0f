"""Targets of the heads of meaning (triggers, status, roles, mentions, pairs), their losses, and decoding back to events.

Decoding here is what the C++ reader does (src/language/decode.cpp). It shows how training goes; the cross-validated figures are
read off dragoman itself (crossvalidate.py).
"""
import torch
import torch.nn.functional as F

import reading
from model import RELATIONS, ROLES, SECTORS, STATUS, TYPES

TRIGGER_FLOOR = 0.55     # a word belongs to a trigger when it is one with at least this probability
ROLE_FLOOR = 0.40        # likewise for the words of a mention and of a role


def chunk_targets(batch, reports):
    """For each chunk: trigger tags, status, mention tags, sectors over words, and the list of events with role tags."""
    b, w = batch.sentence.shape
    trigger = torch.zeros(b, w, dtype=torch.long)
    status = torch.full((b, w), -100, dtype=torch.long)
    mention = torch.zeros(b, w, dtype=torch.long)
    sector = torch.full((b, w), -100, dtype=torch.long)
    trigger[~batch.mask] = -100
    mention[~batch.mask] = -100
    found = []     # for each chunk its triggers: (words, role tags)
    for i, chunk in enumerate(batch.chunks):
        found.append([])
        starts = [x for s in chunk for x in s["starts"]]
        ends = [x for s in chunk for x in s["ends"]]
        for e in reports[i]["events"]:
            t = reading.cover(starts, ends, e["trigger"]["start"], e["trigger"]["end"])
            spans = {"source": e["source"], "target": e["target"], "by": e["by"]}
            for key in ("condition", "place", "time"):
                spans[key] = [e[key]] if e.get(key) else []
            if not t:
                continue
            k = TYPES.index(e["type"])
            for n, word in enumerate(t):
                trigger[i, word] = 1 + 2 * k + (n > 0)
                status[i, word] = STATUS.index(e["status"])
            tags = torch.zeros(len(ROLES), w, dtype=torch.long)
            tags[:, len(starts):] = -100
            for r, key in enumerate(ROLES):
                for m in spans[key]:
                    inside = reading.cover(starts, ends, m["start"], m["end"])
                    for n, word in enumerate(inside):
                        tags[r, word] = 1 + (n > 0)
                        if key in ("source", "target", "by"):
                            if mention[i, word] == 0:
                                mention[i, word] = 1 + (n > 0)
                            if m.get("sector"):
                                sector[i, word] = SECTORS.index(m["sector"])
            found[-1].append((t, tags))
    most = reading.round_up(max(map(len, found)), 16)
    pool, first = torch.zeros(b, most, w), torch.zeros(b, most, dtype=torch.long)
    roles = torch.full((b, most, len(ROLES), w), -100, dtype=torch.long)
    for i, events in enumerate(found):
        for k, (words, tags) in enumerate(events):
            pool[i, k, words] = 1.0 / len(words)
            first[i, k] = words[0]
            roles[i, k] = tags
    return {"trigger": trigger, "status": status, "mention": mention, "sector": sector, "pool": pool, "first": first,
            "roles": roles, "count": sum(map(len, found))}


def frame_loss(reader, x, t):
    ce = lambda scores, target: F.cross_entropy(scores.float().flatten(0, -2), target.flatten(), ignore_index=-100)
    hidden = reader.trigger_hidden(x)
    loss = 4.0 * ce(reader.trigger(hidden), t["trigger"])
    if (t["status"] >= 0).any():
        loss = loss + 1.0 * ce(reader.status(reader.status_hidden(x)), t["status"])
    mention = reader.mention_hidden(x)
    loss = loss + 0.5 * ce(reader.mention(mention), t["mention"])
    if (t["sector"] >= 0).any():
        loss = loss + 0.3 * ce(reader.sector(mention), t["sector"])
    if t["count"]:
        scores = reader.roles(x, t["pool"], t["first"])
        b, k, w, _ = scores.shape
        scores = scores.view(b, k, w, len(ROLES), 3).transpose(2, 3)
        loss = loss + 0.4 * F.cross_entropy(scores.reshape(-1, 3), t["roles"].flatten(), ignore_index=-100,
                                            reduction="sum") / t["count"]
    return loss


def pair_tensors(batch, pairs):
    b, w = len(pairs), batch.sentence.shape[1]
    source, target = torch.zeros(b, w), torch.zeros(b, w)
    for i, (chunk, p) in enumerate(zip(batch.chunks, pairs)):
        starts = [x for s in chunk for x in s["starts"]]
        ends = [x for s in chunk for x in s["ends"]]
        for side, pool in (("source", source), ("target", target)):
            if p.get(side):
                words = reading.cover(starts, ends, p[side]["start"], p[side]["end"])
                if words:
                    pool[i, words] = 1.0 / len(words)
    return source, target, batch.mask[:b].float()


def pair_scores(reader, batch, pairs):
    _, x = reader.words(batch.pieces, batch.shapes, batch.pool)
    return reader.pairs(x, torch.arange(len(pairs)), *pair_tensors(batch, pairs))


def runs(begin, inside, floor):
    """Spans [a, b) from per-word probabilities of B and I: a span starts at a word whose B+I reaches `floor` and that does
    not continue one, and goes on while I outweighs B and B+I reaches half of `floor`."""
    out, n = [], len(begin)
    for i in range(n):
        either = begin[i] + inside[i]
        goes_on = out and out[-1][1] == i and inside[i] >= begin[i]
        if goes_on and either >= floor / 2:
            out[-1][1] = i + 1
        elif either >= floor:
            out.append([i, i + 1])
    return out


def participants(p, runs_, mentions, sentence_of, floor):
    """Spans of a role that names someone: the mentions that reach `floor` on the average of their words, and the role's own runs
    where no mention stands. All in one sentence, that of the best of them: nobody acts from two sentences at once."""
    found = [(a, b, sum(p[a:b]) / (b - a)) for a, b in mentions]
    found = [m for m in found if m[2] >= floor]
    free = lambda a, b: not any(a < d and c < b for c, d in mentions)
    found += [(a, b, sum(p[a:b]) / (b - a)) for a, b in runs_ if free(a, b)]
    if not found:
        return []
    home = sentence_of[max(found, key=lambda m: m[2])[0]]
    return sorted(m for m in found if sentence_of[m[0]] == home)


def stretch(p, sentence_of, floor):
    """The span around the likeliest word: as far as its neighbours in the sentence reach half of `floor`; none below `floor`."""
    top = max(range(len(p)), key=p.__getitem__)
    if p[top] < floor:
        return []
    a, b = top, top + 1
    while a > 0 and p[a - 1] >= floor / 2 and sentence_of[a - 1] == sentence_of[top]:
        a -= 1
    while b < len(p) and p[b] >= floor / 2 and sentence_of[b] == sentence_of[top]:
        b += 1
    return [(a, b, p[top])]


def cut_at_sentences(spans, sentence_of):
    out = []
    for a, b in spans:
        while sentence_of[b - 1] != sentence_of[a]:
            b -= 1
        out.append((a, b))
    return out


def decode(reader, chunk, x, trigger_floor=None, role_floor=None):
    """Events of one chunk, as records with byte offsets (no text)."""
    trigger_floor, role_floor = trigger_floor or TRIGGER_FLOOR, role_floor or ROLE_FLOOR
    starts = [v for s in chunk for v in s["starts"]]
    ends = [v for s in chunk for v in s["ends"]]
    sentence_of = [n for n, s in enumerate(chunk) for _ in s["words"]]
    n = len(starts)
    p = reader.trigger(reader.trigger_hidden(x))[0, :n].float().softmax(-1)
    status = reader.status(reader.status_hidden(x))[0, :n].float().softmax(-1)
    hidden = reader.mention_hidden(x)
    sector = reader.sector(hidden)[0, :n].float().softmax(-1)
    mention = reader.mention(hidden)[0, :n].float().softmax(-1)
    mentions = cut_at_sentences(runs(mention[:, 1].tolist(), mention[:, 2].tolist(), role_floor), sentence_of)
    begin, inside = p[:, 1::2].sum(-1).tolist(), p[:, 2::2].sum(-1).tolist()
    spans = cut_at_sentences(runs(begin, inside, trigger_floor), sentence_of)
    if not spans:
        return []
    w = x.shape[1]
    pool = torch.zeros(1, len(spans), w)
    for i, (a, b) in enumerate(spans):
        pool[0, i, a:b] = 1.0 / (b - a)
    scores = reader.roles(x, pool, torch.tensor([[a for a, _ in spans]]))[0]
    scores = scores.view(len(spans), w, len(ROLES), 3).softmax(-1)
    out = []
    for i, (a, b) in enumerate(spans):
        kinds = (p[a:b, 1::2] + p[a:b, 2::2]).mean(0)
        st = status[a:b].mean(0)
        e = {"trigger": {"start": starts[a], "end": ends[b - 1]}, "type": TYPES[int(kinds.argmax())], "sentence": sentence_of[a],
             "trigger_score": float(begin[a] + inside[a]), "type_score": float(kinds.max() / kinds.sum()),
             "status_scores": st.tolist()}
        for r, key in enumerate(ROLES):
            one, more = scores[i, :n, r, 1].tolist(), scores[i, :n, r, 2].tolist()
            both = [u + v for u, v in zip(one, more)]
            if r < 3:
                own = cut_at_sentences(runs(one, more, role_floor), sentence_of)
                found = participants(both, own, mentions, sentence_of, role_floor)
            else:
                found = stretch(both, sentence_of, role_floor)
            e[key] = [{"start": starts[c], "end": ends[d - 1], "score": v} for c, d, v in found]
            if key in ("source", "target"):
                for m, (c, d, _) in zip(e[key], found):
                    m["sector"] = SECTORS[int(sector[c:d].mean(0).argmax())]
        order = st.argsort(descending=True).tolist()
        e["status"] = STATUS[order[0]]
        if e["status"] == "conditional" and not e["condition"]:
            e["status"] = STATUS[order[1]]
        for key in ("condition", "place", "time"):
            e[key] = e[key][0] if e[key] else None
        if e["status"] != "conditional":
            e["condition"] = None
        out.append(e)
    return out


def code(reader, report, wp, **floors):
    out = []
    for a, b in reading.pack(report["sentences"], wp):
        batch = reading.Batch([report["sentences"][a:b]], wp)
        _, x = reader.words(batch.pieces, batch.shapes, batch.pool)
        for e in decode(reader, report["sentences"][a:b], x, **floors):
            e["sentence"] += a
            e["report"] = report["doc"]
            out.append(e)
    return out


def macro_f1(gold, guess):
    names = sorted(set(gold))
    total = 0.0
    for name in names:
        hit = sum(g == name and h == name for g, h in zip(gold, guess))
        a, b = sum(h == name for h in guess), sum(g == name for g in gold)
        total += 2 * hit / (a + b) if a + b else 0.0
    return total / len(names)
