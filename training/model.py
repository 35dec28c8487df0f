"""The reader's network: one small encoder read once, and a head for each thing that is asked of it.

The encoder is MiniLM-L6's (6 layers, 384 wide, 12 heads, post-norm, GELU), started from all-MiniLM-L6-v2. Two additions cost
nothing: an embedding of each word's letter case (the vocabulary is lower-case), and a learned mixture of the layers that the syntax
heads read; the heads of meaning read the last layer. The teacher is the same network in BERT-base's size (12 layers, 768 wide).

Shapes: B chunks, L wordpieces, W words, K triggers of a chunk, P pairs. A chunk is [CLS] s1 [SEP] s2 [SEP] …, consecutive
sentences of one report. A word is read at its first wordpiece.
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
HOMELESS = "INT IGO NGO".split()     # whose somebody is who is of no one state: see homes()
SHAPES = 5          # none, lower, Title, UPPER, mixed: see wordpiece.py
DISTANCES = 24      # buckets of the signed distance in words from a trigger to a word: see distance_bucket
REACH = 6           # signed distances in sentences are exact up to this: 2 * REACH + 1 values


def half(device):
    """Whether arithmetic in bfloat16 pays: on a CPU without AVX-512 it is emulated, and slower than 32 bits."""
    return device != "cpu" or torch.backends.cpu.get_cpu_capability().startswith("AVX512")


@dataclass
class Shape:
    """Sizes that the weights file carries in its header."""
    layers: int = 6
    width: int = 384
    heads: int = 12
    inner: int = 1536
    arc: int = 256
    label: int = 192
    trigger: int = 256
    role: int = 192
    relation: int = 256
    home: int = 128
    upos: list = field(default_factory=list)
    xpos: list = field(default_factory=list)
    deprel: list = field(default_factory=list)
    lemma: list = field(default_factory=list)


class Mask(torch.autograd.Function):
    """Dropout on CPU cores, whose random numbers PyTorch draws one by one: here eight of them come out of each draw. The share dropped
    is the nearest of 256ths."""

    @staticmethod
    def forward(ctx, x, share):
        draws = torch.empty((x.numel() + 7) // 8, dtype=torch.int64).random_(-2**63, None)
        kept = draws.view(torch.uint8)[:x.numel()].view(x.shape) >= round(256 * share)
        ctx.save_for_backward(kept)
        ctx.scale = 256 / (256 - round(256 * share))
        return x * kept * ctx.scale

    @staticmethod
    def backward(ctx, gradient):
        return gradient * ctx.saved_tensors[0] * ctx.scale, None


class Dropout(nn.Dropout):
    def forward(self, x):
        return Mask.apply(x, self.p) if self.training and x.device.type == "cpu" else super().forward(x)


def attention(query, key, value, mask):
    """B×heads×L×width. PyTorch's own kernel is slow backwards on CPU cores."""
    if query.device.type != "cpu":
        return F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
    scores = (query * query.shape[-1] ** -0.5) @ key.transpose(-1, -2)
    return scores.masked_fill(~mask, -1e9).softmax(-1).to(value.dtype) @ value


class Layer(nn.Module):
    def __init__(self, s):
        super().__init__()
        self.heads = s.heads
        self.query, self.key, self.value, self.output = (nn.Linear(s.width, s.width) for _ in range(4))
        self.attention_norm = nn.LayerNorm(s.width, eps=1e-12)
        self.inner = nn.Linear(s.width, s.inner)
        self.outer = nn.Linear(s.inner, s.width)
        self.output_norm = nn.LayerNorm(s.width, eps=1e-12)
        self.dropout = Dropout(0.1)

    def forward(self, x, mask):
        b, n, w = x.shape
        split = lambda y: y.view(b, n, self.heads, w // self.heads).transpose(1, 2)
        y = attention(split(self.query(x)), split(self.key(x)), split(self.value(x)), mask)
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
        self.mix = nn.Parameter(torch.zeros(s.layers))
        with torch.no_grad():
            self.mix[-1] = 1.0
        self.dropout = Dropout(0.1)

    def forward(self, pieces, shapes):
        """The states of all layers, B×L×width each."""
        mask = (pieces != 0)[:, None, None, :]
        x = self.word(pieces) + self.position.weight[:pieces.shape[1]] + self.shape(shapes)
        x = self.dropout(self.norm(x))
        states = []
        for layer in self.layers:
            x = layer(x, mask)
            states.append(x)
        return states


def mlp(a, b):
    return nn.Sequential(Dropout(0.2), nn.Linear(a, b), nn.GELU(), Dropout(0.2))


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
        self.begin = nn.Linear(s.width, 1)
        self.arc_dependent, self.arc_head = mlp(s.width, s.arc), mlp(s.width, s.arc)
        self.arc = nn.Parameter(torch.zeros(s.arc + 1, s.arc))
        self.root = nn.Parameter(torch.zeros(s.width))
        nn.init.normal_(self.root, std=0.02)
        nn.init.normal_(self.arc, std=0.02)
        self.label_dependent, self.label_head = nn.Linear(s.width, s.label), nn.Linear(s.width, s.label)
        self.label = nn.Linear(s.label, len(s.deprel))
        self.trigger_hidden = mlp(s.width, s.trigger)
        self.trigger = nn.Linear(s.trigger, 1 + 2 * len(TYPES))
        self.status_hidden = mlp(s.width, s.trigger)
        self.status = nn.Linear(s.trigger, len(STATUS))
        self.mention_hidden = mlp(s.width, s.trigger)
        self.mention = nn.Linear(s.trigger, 3)
        self.sector = nn.Linear(s.trigger, len(SECTORS))
        self.role_trigger, self.role_word = nn.Linear(s.width, s.role), nn.Linear(s.width, s.role)
        self.role_distance = nn.Embedding(DISTANCES, s.role)
        self.role_sentence = nn.Embedding(2 * REACH + 1, s.role)
        nn.init.normal_(self.role_distance.weight, std=0.2)
        nn.init.normal_(self.role_sentence.weight, std=0.2)
        self.role = nn.Linear(s.role, 3 * len(ROLES))
        self.no_source = nn.Parameter(torch.zeros(s.width))
        self.no_target = nn.Parameter(torch.zeros(s.width))
        self.pair_query = nn.Linear(2 * s.width, s.width)
        self.pair_hidden = nn.Sequential(Dropout(0.2), nn.Linear(4 * s.width + 1 + len(TYPES), s.relation), nn.GELU(), Dropout(0.2))
        self.relation = nn.Linear(s.relation, len(RELATIONS))
        self.home_mention, self.home_word = nn.Linear(s.width, 2 * s.home), nn.Linear(s.width, s.home)
        self.home_distance = nn.Embedding(DISTANCES, s.home)
        self.home_sentence = nn.Embedding(2 * REACH + 1, s.home)
        self.home = nn.Linear(s.home, 1, bias=False)
        self.home_none = nn.Linear(s.home, len(HOMELESS))
        self.dropout = Dropout(0.2)

    def words(self, pieces, shapes, first):
        """(syntax words, meaning words), each B×W×width. `first` is B×W: the first wordpiece of each word."""
        states = self.encoder(pieces, shapes)
        at = first[..., None].expand(-1, -1, states[0].shape[-1])
        picked = [torch.gather(x, 1, at) for x in states]
        weights = self.encoder.mix.softmax(-1)
        syntax = sum(w * x.float() for w, x in zip(weights, picked))
        return syntax.to(picked[-1].dtype), picked[-1]

    def arcs(self, x, sentence):
        """B×W×(1+W) scores of each word's head; column 0 is the root. `sentence` is B×W, -1 for padding."""
        b, w, _ = x.shape
        with_root = torch.cat([self.root.to(x.dtype).expand(b, 1, -1), x], 1)
        dependent, head = self.arc_dependent(x), self.arc_head(with_root)
        dependent = torch.cat([dependent, torch.ones_like(dependent[..., :1])], -1)
        scores = (dependent @ self.arc.to(dependent.dtype)) @ head.transpose(1, 2)
        same = sentence[:, :, None] == sentence[:, None, :]
        mask = torch.cat([torch.ones_like(same[..., :1]), same], -1)
        return scores.float().masked_fill(~mask, -1e4)

    def labels(self, x, heads):
        """B×W×label scores given each word's head (0 root, else 1 + word)."""
        b = x.shape[0]
        with_root = torch.cat([self.root.to(x.dtype).expand(b, 1, -1), x], 1)
        head = self.label_head(with_root)
        head = torch.gather(head, 1, heads[..., None].expand(-1, -1, head.shape[-1]))
        return self.label(self.dropout(F.gelu(self.label_dependent(x) + head))).float()

    def roles(self, x, first, last, sentence):
        """B×K×W×(3·roles) BIO scores. `first`, `last` are B×K: the words [first, last) of each of up to K triggers of a chunk
        (padding: 0, 1); `sentence` B×W."""
        words = torch.arange(x.shape[1], device=x.device)
        inside = (words >= first[..., None]) & (words < last[..., None])
        pool = inside.to(x.dtype) / inside.sum(-1, keepdim=True).clamp(min=1).to(x.dtype)
        trigger = self.role_trigger(torch.bmm(pool, x))
        distance = distance_bucket(words - first[..., None])
        away = sentence[:, None, :] - torch.gather(sentence, 1, first)[..., None]
        hidden = trigger[:, :, None] + self.role_word(x)[:, None] + self.role_distance(distance)
        hidden = hidden + self.role_sentence(away.clamp(-REACH, REACH) + REACH)
        return self.role(self.dropout(F.gelu(hidden))).float()

    def pairs(self, x, source, target, mask):
        """P×classes. `source` and `target` are P×W and sum to one, or to zero where that side is missing; `mask` is P×W, 1 for the words
        of the pair's sentences."""
        x = x.float()
        kinds = self.trigger(self.trigger_hidden(x)).float().softmax(-1)
        kinds = torch.cat([kinds[..., :1], kinds[..., 1::2] + kinds[..., 2::2]], -1)      # none, then the types
        a = torch.bmm(source[:, None, :], x)[:, 0] + (source.sum(-1, keepdim=True) == 0) * self.no_source
        b = torch.bmm(target[:, None, :], x)[:, 0] + (target.sum(-1, keepdim=True) == 0) * self.no_target
        mean = torch.bmm((mask / mask.sum(-1, keepdim=True).clamp(min=1))[:, None, :], x)[:, 0]
        query = self.pair_query(torch.cat([a, b], -1)).float()
        weight = torch.bmm(x, query[..., None])[..., 0] / math.sqrt(x.shape[-1])
        weight = weight.masked_fill(mask == 0, -1e4).softmax(-1)[:, None, :]
        seen, kind = torch.bmm(weight, x)[:, 0], torch.bmm(weight, kinds)[:, 0]
        return self.relation(self.pair_hidden(torch.cat([a, b, mean, seen, kind], -1))).float()

    def homes(self, x, mention, names, sentence):
        """Whose a mention is, words [a, b) of a chunk: scores of the words `names` (N numbers, each the last word of a name) as names of its
        state or of somebody or something of that, and of HOMELESS. `x` is W×width, `sentence` W. Written again in C++ (homes.cpp)."""
        a, b = mention
        pair, none = self.home_mention(self.dropout(x[a:b].mean(0))).chunk(2)
        away = (sentence[names] - sentence[a]).clamp(-REACH, REACH) + REACH
        hidden = pair + self.home_word(self.dropout(x[names])) + self.home_distance(distance_bucket(names - a)) + self.home_sentence(away)
        return self.home(self.dropout(F.gelu(hidden)))[:, 0], self.home_none(self.dropout(F.gelu(none)))


def start_from(reader: Reader, tensors):
    """Copy the start weights (the names of a BERT checkpoint) into the encoder."""
    e = reader.encoder
    get = lambda name: torch.as_tensor(tensors[name]).float()
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
