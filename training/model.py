"""The reader's network: one small encoder read once, and a head for each thing that is asked of it.

The encoder is MiniLM-L6's (6 layers, 384 wide, 12 heads, post-norm, GELU), started from all-MiniLM-L6-v2. Two additions cost
nothing: an embedding of each word's letter case (the vocabulary is lower-case), and two learned mixtures of the layers, one
read by the syntax heads and one by the heads of meaning.

Shapes: B chunks, L wordpieces, W words, T triggers, P pairs. A chunk is [CLS] s1 [SEP] s2 [SEP] …, consecutive sentences of
one report. Words are the means of their wordpieces.
"""
import math
from dataclasses import dataclass, field

import torch
import torch.nn as nn
import torch.nn.functional as F

TYPES = ("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE "
         "ASSAULT").split()
STATUS = "actual future conditional possible demanded negated".split()
SECTORS = "GOV LEG JUD MIL POL SPY PTY OPP REB CVL MED BUS NGO IGO EDU REL UNK".split()
ROLES = "source target by condition place time".split()
RELATIONS = "AGREE CONSULT SUPPORT COOPERATE AID YIELD ACCUSE REQUEST REJECT THREATEN PROTEST MOBILIZE SANCTION COERCE ASSAULT".split()
SHAPES = 5          # none, lower, Title, UPPER, mixed: see wordpiece.py
DISTANCES = 24      # buckets of the signed word distance between a trigger and a word: see distance_bucket


@dataclass
class Shape:
    """Sizes that the weights file carries in its header."""
    layers: int = 6
    width: int = 384
    heads: int = 12
    inner: int = 1536
    arc: int = 256
    label: int = 96
    trigger: int = 256
    role: int = 128
    relation: int = 256
    upos: list = field(default_factory=list)
    xpos: list = field(default_factory=list)
    deprel: list = field(default_factory=list)
    lemma: list = field(default_factory=list)


class Layer(nn.Module):
    def __init__(self, s):
        super().__init__()
        self.heads = s.heads
        self.query, self.key, self.value, self.output = (nn.Linear(s.width, s.width) for _ in range(4))
        self.attention_norm = nn.LayerNorm(s.width, eps=1e-12)
        self.inner = nn.Linear(s.width, s.inner)
        self.outer = nn.Linear(s.inner, s.width)
        self.output_norm = nn.LayerNorm(s.width, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x, mask):
        b, n, w = x.shape
        split = lambda y: y.view(b, n, self.heads, w // self.heads).transpose(1, 2)
        y = F.scaled_dot_product_attention(split(self.query(x)), split(self.key(x)), split(self.value(x)), attn_mask=mask)
        x = self.attention_norm(x + self.dropout(self.output(y.transpose(1, 2).reshape(b, n, w))))
        return self.output_norm(x + self.dropout(self.outer(F.gelu(self.inner(x)))))


class Encoder(nn.Module):
    def __init__(self, s, vocabulary):
        super().__init__()
        self.word = nn.Embedding(vocabulary, s.width)
        self.position = nn.Embedding(512, s.width)
        self.shape = nn.Embedding(SHAPES, s.width)
        nn.init.zeros_(self.shape.weight)
        self.norm = nn.LayerNorm(s.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(s) for _ in range(s.layers))
        self.mix = nn.Parameter(torch.zeros(2, s.layers))
        with torch.no_grad():
            self.mix[:, -1] = 2.0
        self.dropout = nn.Dropout(0.1)

    def forward(self, pieces, shapes):
        mask = (pieces != 0)[:, None, None, :]
        x = self.word(pieces) + self.position(torch.arange(pieces.shape[1])) + self.shape(shapes)
        x = self.dropout(self.norm(x))
        states = []
        for layer in self.layers:
            x = layer(x, mask)
            states.append(x)
        weights = self.mix.softmax(-1).to(x.dtype)
        stack = torch.stack(states)
        return (torch.einsum("l,lbnw->bnw", weights[0], stack), torch.einsum("l,lbnw->bnw", weights[1], stack))


def mlp(a, b):
    return nn.Sequential(nn.Dropout(0.2), nn.Linear(a, b), nn.GELU(), nn.Dropout(0.2))


def distance_bucket(d):
    """Bucket of a signed distance in words: exact to 4, then by powers of two, 0…DISTANCES-1. Written again in C++."""
    sign = d < 0
    a = d.abs()
    big = 4 + torch.log2(a.clamp(min=1).float() / 4).clamp(min=0).floor().long() + 1
    b = torch.where(a <= 4, a, big).clamp(max=DISTANCES // 2 - 1)
    return torch.where(sign, b + DISTANCES // 2, b)


class Reader(nn.Module):
    def __init__(self, s: Shape, vocabulary=30522):
        super().__init__()
        self.s = s
        self.encoder = Encoder(s, vocabulary)
        self.upos = nn.Linear(s.width, len(s.upos))
        self.xpos = nn.Linear(s.width, len(s.xpos))
        self.lemma = nn.Linear(s.width, len(s.lemma))
        self.arc_dependent, self.arc_head = mlp(s.width, s.arc), mlp(s.width, s.arc)
        self.arc = nn.Parameter(torch.zeros(s.arc + 1, s.arc))
        self.root = nn.Parameter(torch.zeros(s.width))
        self.label_dependent, self.label_head = mlp(s.width, s.label), mlp(s.width, s.label)
        self.label = nn.Parameter(torch.zeros(len(s.deprel), s.label + 1, s.label + 1))
        nn.init.normal_(self.root, std=0.02)
        nn.init.normal_(self.arc, std=0.02)
        nn.init.normal_(self.label, std=0.02)
        self.trigger_hidden = mlp(s.width, s.trigger)
        self.trigger = nn.Linear(s.trigger, 1 + 2 * len(TYPES))
        self.status_hidden = mlp(s.width, s.trigger)
        self.status = nn.Linear(s.trigger, len(STATUS))
        self.mention_hidden = mlp(s.width, s.trigger)
        self.mention = nn.Linear(s.trigger, 3)
        self.sector = nn.Linear(s.trigger, len(SECTORS))
        self.role_trigger, self.role_word = mlp(s.width, s.role), mlp(s.width, s.role)
        n = 3 * len(ROLES)
        self.role = nn.Parameter(torch.zeros(n, s.role + 1, s.role + 1))
        nn.init.normal_(self.role, std=0.02)
        self.role_distance = nn.Embedding(DISTANCES, n)
        nn.init.zeros_(self.role_distance.weight)
        self.no_source = nn.Parameter(torch.zeros(s.width))
        self.no_target = nn.Parameter(torch.zeros(s.width))
        self.pair_query = nn.Linear(2 * s.width, s.width)
        self.pair_hidden = nn.Sequential(nn.Dropout(0.2), nn.Linear(4 * s.width, s.relation), nn.GELU(), nn.Dropout(0.2))
        self.relation = nn.Linear(s.relation, len(RELATIONS))

    def words(self, pieces, shapes, pool):
        """(syntax words, meaning words), each B×W×width. `pool` is B×W×L with rows that sum to one (or to zero: padding)."""
        a, b = self.encoder(pieces, shapes)
        return torch.bmm(pool.to(a.dtype), a), torch.bmm(pool.to(b.dtype), b)

    def arcs(self, x, sentence):
        """B×W×(1+W) scores of each word's head; column 0 is the root. `sentence` is B×W, -1 for padding."""
        b, w, _ = x.shape
        with_root = torch.cat([self.root.to(x.dtype).expand(b, 1, -1), x], 1)
        dependent, head = self.arc_dependent(x), self.arc_head(with_root)
        dependent = torch.cat([dependent, torch.ones_like(dependent[..., :1])], -1)
        scores = (dependent @ self.arc.to(x.dtype)) @ head.transpose(1, 2)
        same = sentence[:, :, None] == sentence[:, None, :]
        mask = torch.cat([torch.ones(b, w, 1, dtype=torch.bool), same], -1)
        return scores.float().masked_fill(~mask, -1e4)

    def labels(self, x, heads):
        """B×W×label scores given each word's head (0 root, else 1 + word)."""
        b, w, _ = x.shape
        with_root = torch.cat([self.root.to(x.dtype).expand(b, 1, -1), x], 1)
        dependent, head = self.label_dependent(x), self.label_head(with_root)
        head = torch.gather(head, 1, heads[..., None].expand(-1, -1, head.shape[-1]))
        one = torch.ones_like(dependent[..., :1])
        dependent, head = torch.cat([dependent, one], -1), torch.cat([head, one], -1)
        n, d, k = self.label.shape
        y = (dependent @ self.label.to(x.dtype).permute(1, 0, 2).reshape(d, n * k)).view(b, w, n, k)
        return (y * head[:, :, None, :]).sum(-1).float()

    def roles(self, x, pool, first):
        """B×K×W×(3·roles) BIO scores. `pool` is B×K×W, a row for each of up to K triggers of a chunk, summing to one (zero:
        padding); `first` B×K says each trigger's first word."""
        u, v = self.role_trigger(torch.bmm(pool.to(x.dtype), x)), self.role_word(x)
        u, v = (torch.cat([t, torch.ones_like(t[..., :1])], -1) for t in (u, v))
        n, d, k = self.role.shape
        b, count, _ = u.shape
        y = (u @ self.role.to(x.dtype).permute(1, 0, 2).reshape(d, n * k)).view(b, count * n, k)
        scores = torch.bmm(y, v.transpose(1, 2)).view(b, count, n, -1).transpose(2, 3).float()
        distance = torch.arange(x.shape[1]) - first[..., None]
        return scores + self.role_distance(distance_bucket(distance))

    def pairs(self, x, chunk, source_pool, target_pool, sentence_mask):
        """P×classes. Pools are P×W and sum to one, or to zero where that side is missing; the mask is P×W of the pair's sentence."""
        own = x[chunk].float()
        a = torch.bmm(source_pool[:, None, :], own)[:, 0]
        b = torch.bmm(target_pool[:, None, :], own)[:, 0]
        a = a + (source_pool.sum(-1, keepdim=True) == 0) * self.no_source
        b = b + (target_pool.sum(-1, keepdim=True) == 0) * self.no_target
        mean = torch.bmm((sentence_mask / sentence_mask.sum(-1, keepdim=True))[:, None, :], own)[:, 0]
        query = self.pair_query(torch.cat([a, b], -1))
        weight = torch.bmm(own, query[..., None])[..., 0] / math.sqrt(own.shape[-1])
        weight = weight.masked_fill(sentence_mask == 0, -1e4).softmax(-1)
        seen = torch.bmm(weight[:, None, :], own)[:, 0]
        return self.relation(self.pair_hidden(torch.cat([a, b, mean, seen], -1)))


def start_from(reader: Reader, tensors):
    """Copy the start weights (the names of a BERT checkpoint) into the encoder."""
    e = reader.encoder
    get = lambda name: tensors[name] if name in tensors else tensors["bert." + name]
    with torch.no_grad():
        e.word.weight.copy_(get("embeddings.word_embeddings.weight"))
        e.position.weight.copy_(get("embeddings.position_embeddings.weight") + get("embeddings.token_type_embeddings.weight")[0])
        e.norm.weight.copy_(get("embeddings.LayerNorm.weight"))
        e.norm.bias.copy_(get("embeddings.LayerNorm.bias"))
        names = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
                 "output": "attention.output.dense", "attention_norm": "attention.output.LayerNorm", "inner": "intermediate.dense",
                 "outer": "output.dense", "output_norm": "output.LayerNorm"}
        for i, layer in enumerate(e.layers):
            for ours, theirs in names.items():
                for kind in ("weight", "bias"):
                    getattr(getattr(layer, ours), kind).copy_(get(f"encoder.layer.{i}.{theirs}.{kind}"))
