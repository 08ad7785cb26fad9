"""Sparse rows in numpy, and features as such rows, for forecast.py."""
import functools

import numpy as np

from publisher import WORDS, fnv1a

CHUNK = 1 << 18  # entries that are multiplied at once


class Rows:
    """Sparse rows. `rows @ w` and `rows.T @ s` are products with dense arrays."""

    def __init__(self, first, index, value, width):
        self.first, self.index, self.value, self.width = first, index, value, width
        self.row = np.repeat(np.arange(len(first) - 1), np.diff(first))

    def __len__(self):
        return len(self.first) - 1

    @functools.cached_property
    def T(self):
        order = np.argsort(self.index, kind="stable")
        first = np.append(0, np.cumsum(np.bincount(self.index, minlength=self.width)))
        return Rows(first, self.row[order], self.value[order], len(self))

    def __matmul__(self, w):
        out, at = np.zeros((len(self), w.shape[1])), 0
        while at < len(self):
            end = max(at + 1, np.searchsorted(self.first, self.first[at] + CHUNK) - 1)
            piece = slice(self.first[at], self.first[end])
            some = np.diff(self.first[at:end + 1]) > 0
            if some.any():
                out[at:end][some] = np.add.reduceat(self.value[piece, None] * w[self.index[piece]],
                                                    self.first[at:end][some] - self.first[at])
            at = end
        return out

    def take(self, kept):
        some = kept[self.row]
        return Rows(np.append(0, np.cumsum(np.diff(self.first)[kept])), self.index[some],
                    self.value[some], self.width)


def features(texts, buckets, seed):
    """publisher.row_of() of many texts at once."""
    words = [text.encode().translate(WORDS).split() for text in texts]
    counts = np.array([len(each) for each in words])
    t = np.array([fnv1a(word, 0xcbf29ce484222325 ^ seed) for each in words
                  for word in each], np.uint64)
    row = np.repeat(np.arange(len(texts)), counts)
    inside = row[1:] == row[:-1]
    bigrams = t[:-1] * np.uint64(0x9e3779b97f4a7c15) + t[1:]
    h, row = np.concatenate([t, bigrams[inside]]), np.concatenate([row, row[1:][inside]])
    for factor in (0xff51afd7ed558ccd, 0xc4ceb9fe1a85ec53, 1):
        h = (h ^ h >> np.uint64(33)) * np.uint64(factor)
    bucket = ((h >> np.uint64(32)) * np.uint64(buckets - 1) >> np.uint64(32)).astype(int)
    place, which = np.unique(row * buckets + bucket, return_inverse=True)
    value = np.bincount(which, 1.0 - 2.0 * (h & np.uint64(1)))
    place, value = place[value != 0], value[value != 0]
    norm = np.sqrt(np.bincount(place // buckets, value**2, len(texts)))
    ends = np.arange(len(texts)) * buckets + buckets - 1
    value = np.concatenate([value / norm[place // buckets], np.ones(len(texts))])
    place = np.concatenate([place, ends])
    order = np.argsort(place)
    place, value = place[order], value[order].astype(np.float32).astype(float)
    first = np.append(0, np.cumsum(np.bincount(place // buckets, minlength=len(texts))))
    return Rows(first, place % buckets, value, buckets)
