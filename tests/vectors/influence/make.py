#!/usr/bin/python3
"""Writes features.json, model.json and moved.json: what numpy says about features, a head, its influences, and where
added records move it.

Written from the descriptions in influence/recipe.h, head.h, ihvp.h, curvature.h and moved.h, dense and without tricks.
Needs python3-numpy. Run in this folder; the files it wrote are committed.
"""
import json
import random
import struct

import numpy as np

MASK = (1 << 64) - 1


def mix(x):
    x ^= x >> 33
    x = x * 0xFF51AFD7ED558CCD & MASK
    x ^= x >> 33
    x = x * 0xC4CEB9FE1A85EC53 & MASK
    return x ^ x >> 33


def tokens(text):
    out, word = [], bytearray()
    for b in text + b" ":
        c = chr(b)
        if b >= 0x80 or c in "0123456789abcdefghijklmnopqrstuvwxyz":
            word.append(b)
        elif c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            word.append(b + 32)
        elif word:
            out.append(bytes(word))
            word = bytearray()
    return out


def fnv(token, seed):
    h = 0xCBF29CE484222325 ^ seed
    for b in token:
        h = (h ^ b) * 0x100000001B3 & MASK
    return h


def features(text, buckets, seed):
    hashes = [fnv(t, seed) for t in tokens(text)]
    grams = [mix(t) for t in hashes]
    grams += [mix((a * 0x9E3779B97F4A7C15 + b) & MASK) for a, b in zip(hashes, hashes[1:])]
    x = np.zeros(buckets)
    for h in grams:
        x[(h >> 32) * (buckets - 1) >> 32] += -1 if h & 1 else 1
    norm = np.sqrt(np.sum(x * x))
    if norm > 0:
        x = x * (1 / norm)
    x[buckets - 1] = 1
    return x.astype(np.float32)


def feature_vectors():
    texts = [
        b"", b"   ", b"a", b"A", b"The cat; the CAT, the cat!", "Ärger € 5".encode(), b"\xff\xfe broken \x80",
        b"0123456789 AZaz @[`{ /:", b"x" * 300, b"a b a b a b a b", bytes(range(256)), b"one\0two",
    ]
    out = []
    for text in texts:
        for buckets, seed in ((2, 0), (64, 0x62796C696E65), (4096, 0x62796C696E65), (1 << 20, MASK)):
            x = features(text, buckets, seed)
            entries = [[str(i), "0x" + struct.pack(">f", x[i]).hex()] for i in np.flatnonzero(x)]
            out.append({"buckets": str(buckets), "seed": "0x%016x" % seed, "text": "0x" + text.hex(),
                        "features": entries})
    return out


def softmax(s):
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def hessian(X, P, ridge):
    n, d = X.shape
    c = P.shape[1]
    H = ridge * np.eye(d * c)
    for x, p in zip(X, P):
        H += np.kron(np.outer(x, x), np.diag(p) - np.outer(p, p))
    return H


def train(X, Y, ridge):
    W = np.zeros((X.shape[1], Y.shape[1]))
    for _ in range(50):
        P = softmax(X @ W)
        G = X.T @ (P - Y) + ridge * W
        W = W - np.linalg.solve(hessian(X, P, ridge), G.ravel()).reshape(W.shape)
    return W


def model_vectors():
    rng = random.Random(5)
    words = ["loan", "tax", "card", "rate", "fee", "limit", "code", "bank"]
    labels = ["card", "loan", "tax"]
    buckets, seed, lam = 24, 0x62796C696E65, 0.01

    def draw(n):
        out = []
        for _ in range(n):
            label = rng.choice(labels)
            text = " ".join([label] * rng.randint(0, 2) + rng.choices(words, k=4))
            out.append({"label": label, "text": text})
        return out

    records, queries = draw(40), draw(6)
    one_hot = lambda rows: np.array([[float(l == r["label"]) for l in labels] for r in rows])
    vectors = lambda rows: np.array([features(r["text"].encode(), buckets, seed) for r in rows], dtype=np.float64)
    X, Y, Xq, Yq = vectors(records), one_hot(records), vectors(queries), one_hot(queries)
    n0 = len(records)
    W = train(X, Y, lam * n0)
    P, Pq = softmax(X @ W), softmax(Xq @ W)
    H = hessian(X, P, lam * n0) / n0
    g = lambda x, p, y: np.outer(x, p - y).ravel()
    Q = [np.linalg.solve(H, g(*z)) for z in zip(Xq, Pq, Yq)]
    influence = [["%.17g" % (g(*r) @ q) for r in zip(X, P, Y)] for q in Q]
    loss = ["%.17g" % -np.log((p * y).sum()) for p, y in zip(Pq, Yq)]
    return {"buckets": str(buckets), "seed": "0x%016x" % seed, "lambda": str(lam), "labels": labels, "records": records,
            "queries": queries, "weights": ["%.17g" % w for w in W.ravel()], "loss": loss, "influence": influence}


def moved_vectors():
    """The head moved by added records, with curvature from public rows and two solutions."""
    model = model_vectors()
    rng = random.Random(11)
    words = ["loan", "tax", "card", "rate", "fee", "limit", "code", "bank"]
    labels = model["labels"]
    buckets, seed, lam = int(model["buckets"]), int(model["seed"], 16), float(model["lambda"])
    one_hot = lambda rows: np.array([[float(l == r["label"]) for l in labels] for r in rows])
    vectors = lambda texts: np.array([features(t.encode(), buckets, seed) for t in texts], dtype=np.float64)
    texts = lambda rows: [r["text"] for r in rows]
    public = [" ".join(rng.choices(words + labels, k=5)) for _ in range(15)]
    added = [{"label": rng.choice(labels), "text": " ".join(rng.choices(words + labels, k=5))} for _ in range(12)]
    X, Y, Xq, Yq = vectors(texts(model["records"])), one_hot(model["records"]), vectors(texts(model["queries"])), one_hot(model["queries"])
    Xp, Xa, Ya = vectors(public), vectors(texts(added)), one_hot(added)
    n0, m = len(X), len(Xa)
    ridge, ridge2 = lam * n0, lam * (n0 + m)
    W = train(X, Y, ridge)
    true = hessian(X, softmax(X @ W), ridge)
    gradient = (Xq.T @ (softmax(Xq @ W) - Yq) / len(Xq)).ravel()
    w0 = W.ravel()
    S = np.stack([np.linalg.solve(true, gradient), np.linalg.solve(true, w0)], axis=1)
    Yi = np.stack([gradient, w0], axis=1)
    Pp = softmax(Xp @ W)
    H = hessian(np.sqrt(n0 / len(Xp)) * Xp, Pp, ridge)
    B = H - H @ S @ np.linalg.inv(S.T @ H @ S) @ S.T @ H + Yi @ np.linalg.inv(S.T @ Yi) @ Yi.T
    weight, C = n0 / len(Xp), B - H
    V = W.copy()
    for _ in range(100):
        P, Po, D = softmax(Xa @ V), softmax(Xp @ V), V.ravel() - w0
        g = (weight * Xp.T @ (Po - Pp) + Xa.T @ (P - Ya)).ravel() + ridge * D + C @ D + (ridge2 - ridge) * V.ravel()
        M = hessian(np.sqrt(weight) * Xp, Po, ridge) + C + hessian(Xa, P, ridge2 - ridge)
        V = V - np.linalg.solve(M, g).reshape(V.shape)
    probe = np.sin(np.arange(w0.size))
    text = lambda v: ["%.17g" % x for x in v]
    return {"public": public, "added": added, "ridge": "%.17g" % ridge2, "probe": text(probe),
            "product": text(B @ probe), "weights": text(V.ravel()), "inverse": text(np.linalg.solve(M, probe)),
            "distance": "%.17g" % (np.linalg.norm(V.ravel() - w0) / np.linalg.norm(w0))}


for name, value in (("features.json", feature_vectors()), ("model.json", model_vectors()), ("moved.json", moved_vectors())):
    with open(name, "w") as f:
        json.dump(value, f, separators=(",", ":"))
        f.write("\n")
