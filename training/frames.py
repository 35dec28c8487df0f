"""Losses of all heads, and decoding of events as the C++ reader does it (src/language/decode.cpp).

Decoding here shows how training goes and gives the figures of a fold; docs/quality.md's are read off dragoman itself
(crossvalidate.py).
"""
import torch
import torch.nn.functional as F

import batches
from model import RELATIONS, ROLES, SECTORS, STATUS, TYPES

TRIGGER_FLOOR = 0.68     # a word belongs to a trigger when it is one with at least this probability
ROLE_FLOOR = 0.35        # likewise for the words of a mention and of a role
LIKELIEST = 0.20         # where no mention reaches the floor, the likeliest is source or target from here on
ACTUAL = 0.5             # "actual" counts half: what did not happen is not lightly told as done


def cross_entropy(scores, target, weight=1.0, smoothing=0.0):
    """Mean over what is known, 0 where nothing is (-100)."""
    known = (target >= 0).sum().clamp(min=1)
    return weight * F.cross_entropy(scores.float().flatten(0, -2), target.flatten(), ignore_index=-100, reduction="sum",
                                    label_smoothing=smoothing) / known


def begin_loss(reader, x, target):
    """Where sentences begin: few words do, so they weigh more."""
    known = target >= 0
    scores = reader.begin(x)[..., 0].float()
    loss = F.binary_cross_entropy_with_logits(scores, target.clamp(min=0).float(), reduction="none")
    return (loss * known).sum() / known.sum().clamp(min=1)


def read(reader, parts, together):
    """(syntax words, meaning words) of each batch. `together` reads all in one pass, which suits a GPU: padding costs it less than
    further passes."""
    if not together:
        return [reader.words(t["pieces"], t["shapes"], t["first"]) for t in parts]
    def joined(key):
        most = max(t[key].shape[1] for t in parts)
        return torch.cat([F.pad(t[key], (0, most - t[key].shape[1])) for t in parts])
    syntax, meaning = reader.words(joined("pieces"), joined("shapes"), joined("first"))
    out, at = [], 0
    for t in parts:
        b, w = t["first"].shape
        out.append((syntax[at:at + b, :w], meaning[at:at + b, :w]))
        at += b
    return out


def syntax_scores(reader, words, t):
    """Scores of all heads of syntax on a tree batch; labels are asked for people's heads."""
    x, _ = words
    return {"upos": reader.upos(x), "xpos": reader.xpos(x), "lemma": reader.lemma(x), "heads": reader.arcs(x, t["sentence"]),
            "deprel": reader.labels(x, t["heads"].clamp(min=0))}


SYNTAX_WEIGHTS = {"upos": 0.5, "xpos": 0.3, "lemma": 0.3, "heads": 1.0, "deprel": 1.0}


def syntax_loss(reader, words, t):
    scores = syntax_scores(reader, words, t)
    return sum(cross_entropy(scores[k], t[k], w) for k, w in SYNTAX_WEIGHTS.items()) + begin_loss(reader, words[0], t["begins"]), scores


def frame_scores(reader, words, t):
    """Scores of all heads of meaning on a frame batch."""
    _, x = words
    mention = reader.mention_hidden(x)
    out = {"trigger": reader.trigger(reader.trigger_hidden(x)), "status": reader.status(reader.status_hidden(x)),
           "mention": reader.mention(mention), "sector": reader.sector(mention)}
    roles = reader.roles(x, t["trigger_first"], t["trigger_last"], t["sentence"])
    out["roles"] = roles.unflatten(-1, (len(ROLES), 3))
    return out


WEIGHTS = {"trigger": 4.0, "status": 1.0, "mention": 0.5, "sector": 0.3, "roles": 0.5}


def frame_loss(reader, words, t, weights=WEIGHTS):
    scores = frame_scores(reader, words, t)
    loss = sum(cross_entropy(scores[k], t[k], weights[k]) for k in ("trigger", "status", "mention", "sector"))
    roles = F.cross_entropy(scores["roles"].flatten(0, -2), t["roles"].flatten(), ignore_index=-100, reduction="sum")
    loss = loss + weights["roles"] * roles / max(1, t["count"])
    return loss + 0.3 * begin_loss(reader, words[0], t["begins"]), scores


def distance_to(teacher, scores, t, weights, temperature=2.0):
    """How far a student's answers are from its teacher's: cross-entropy against softened probabilities, weighed as the losses are."""
    total = 0.0
    for k, weight in weights.items():
        known = t["trigger"] > 0 if k == "status" else t[k] >= 0
        p = (teacher[k].float() / temperature).softmax(-1)
        q = (scores[k].float() / temperature).log_softmax(-1)
        each = -(p * q).sum(-1) * known
        total = total + weight * temperature ** 2 * each.sum() / (max(1, t["count"]) if k == "roles" else known.sum().clamp(min=1))
    return total


def pair_scores(reader, words, t):
    return reader.pairs(words[1], t["source"], t["target"], (t["sentence"] >= 0).float())


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


def participants(p, runs_, mentions, sentence_of, floor, likeliest):
    """Spans of a role that names someone: the mentions that reach `floor` on the average of their words, and the role's own runs
    where no mention stands; where there is neither, the likeliest mention from `likeliest` on. All in one sentence, that of the best
    of them: nobody acts from two sentences at once."""
    weighed = [(a, b, sum(p[a:b]) / (b - a)) for a, b in mentions]
    found = [m for m in weighed if m[2] >= floor]
    free = lambda a, b: not any(a < d and c < b for c, d in mentions)
    found += [(a, b, sum(p[a:b]) / (b - a)) for a, b in runs_ if free(a, b)]
    found = found or sorted((m for m in weighed if m[2] >= likeliest), key=lambda m: -m[2])[:1]
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


def joined(spans, sentence_of, type_of):
    """Triggers side by side in one sentence that are of one type are one: "arms embargo"."""
    out = []
    for a, b in spans:
        if out and out[-1][1] == a and sentence_of[a - 1] == sentence_of[a] and type_of(*out[-1]) == type_of(a, b):
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return out


def decode(chunk, scores, trigger_floor=None, role_floor=None):
    """The triggers of one chunk, or with `roles` in the scores its events as records with byte offsets (no text)."""
    d, i, j = chunk
    trigger_floor, role_floor = trigger_floor or TRIGGER_FLOOR, role_floor or ROLE_FLOOR
    part = d["sentences"][i:j]
    starts = [int(v) for s in part for v in s["starts"]]
    ends = [int(v) for s in part for v in s["ends"]]
    sentence_of = [n for n, s in enumerate(part) for _ in s["starts"]]
    n = len(starts)
    p = scores["trigger"][:n].float().softmax(-1)
    begin, inside = p[:, 1::2].sum(-1).tolist(), p[:, 2::2].sum(-1).tolist()
    spans = joined(cut_at_sentences(runs(begin, inside, trigger_floor), sentence_of), sentence_of,
                   lambda a, b: int((p[a:b, 1::2] + p[a:b, 2::2]).mean(0).argmax()))
    if "roles" not in scores or not spans:
        return spans
    status, sector = (scores[k][:n].float().softmax(-1) for k in ("status", "sector"))
    mention = scores["mention"][:n].float().softmax(-1)
    mentions = cut_at_sentences(runs(mention[:, 1].tolist(), mention[:, 2].tolist(), role_floor), sentence_of)
    roles = scores["roles"].float().softmax(-1)
    out = []
    for k, (a, b) in enumerate(spans):
        kinds = (p[a:b, 1::2] + p[a:b, 2::2]).mean(0)
        st = status[a:b].mean(0)
        st[0] *= ACTUAL
        st = st / st.sum()
        e = {"trigger": {"start": starts[a], "end": ends[b - 1]}, "type": TYPES[int(kinds.argmax())], "sentence": i + sentence_of[a],
             "trigger_score": float(begin[a] + inside[a]), "type_score": float(kinds.max() / kinds.sum()), "status_scores": st.tolist()}
        for r, key in enumerate(ROLES):
            one, more = roles[k, :n, r, 1].tolist(), roles[k, :n, r, 2].tolist()
            both = [u + v for u, v in zip(one, more)]
            if r < 3:
                own = cut_at_sentences(runs(one, more, role_floor), sentence_of)
                found = participants(both, own, mentions, sentence_of, role_floor, LIKELIEST if r < 2 else role_floor)
            else:
                found = stretch(both, sentence_of, role_floor)
            e[key] = [{"start": starts[c], "end": ends[z - 1], "score": v} for c, z, v in found]
            if key in ("source", "target"):
                for m, (c, z, _) in zip(e[key], found):
                    m["sector"] = SECTORS[int(sector[c:z].mean(0).argmax())]
        where = lambda m: (m["start"], m["end"])
        sources, targets = ({where(m): m["score"] for m in e[k]} for k in ("source", "target"))
        e["source"] = [m for m in e["source"] if targets.get(where(m), -1) <= m["score"]]
        e["target"] = [m for m in e["target"] if sources.get(where(m), -1) < m["score"]]
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


def code(reader, reports, device, budget=4096, **floors):
    """Events of reports, in the form that agree.py reads."""
    chunks = sorted((c for r in reports for c in batches.pack(r)), key=batches.size)
    out, current = [], []
    for n, c in enumerate(chunks):
        current.append(c)
        if n + 1 < len(chunks) and batches.round_up(batches.size(chunks[n + 1])) * (len(current) + 1) <= budget:
            continue
        t = batches.to(batches.inputs(current), device)
        _, x = reader.words(t["pieces"], t["shapes"], t["first"])
        mention = reader.mention_hidden(x)
        scores = {"trigger": reader.trigger(reader.trigger_hidden(x)), "status": reader.status(reader.status_hidden(x)),
                  "mention": reader.mention(mention), "sector": reader.sector(mention)}
        scores = {k: v.float().cpu() for k, v in scores.items()}
        spans = [decode(c, {"trigger": scores["trigger"][b]}, **floors) for b, c in enumerate(current)]
        most = max(map(len, spans))
        if most:
            first, last = torch.zeros(len(current), most, dtype=torch.long), torch.ones(len(current), most, dtype=torch.long)
            for b, found in enumerate(spans):
                for k, (a, z) in enumerate(found):
                    first[b, k], last[b, k] = a, z
            roles = reader.roles(x, first.to(device), last.to(device), t["sentence"]).unflatten(-1, (len(ROLES), 3)).cpu()
            for b, c in enumerate(current):
                if spans[b]:
                    for e in decode(c, {**{k: v[b] for k, v in scores.items()}, "roles": roles[b]}, **floors):
                        out.append({**e, "report": c[0]["id"]})
        current = []
    return out


def macro_f1(gold, guess):
    names = sorted(set(gold))
    total = 0.0
    for name in names:
        hit = sum(g == name and h == name for g, h in zip(gold, guess))
        a, b = sum(h == name for h in guess), sum(g == name for g in gold)
        total += 2 * hit / (a + b) if a + b else 0.0
    return total / len(names)
