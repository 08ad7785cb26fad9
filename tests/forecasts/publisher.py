"""A second publisher of model artifacts, written from docs/formats.md alone.

    publisher.py spec S head HEAD queries Q public P manifests HASH trials N seed SEED out ARTIFACT

It takes the files of `byline model publish` and shares nothing with it but that document. HASH is
the keccak256 of the training manifest, a function that the libraries here do not have. Datasets are
lines of JSON or csv. Rows are dense, which suits a few thousand records.
"""
import csv
import functools
import json
import math
import pathlib
import struct
import sys

import numpy as np

MASK = 2**64 - 1
WORDS = bytes(b if b >= 0x80 or chr(b).isalnum() else 32 for b in range(256)).lower()


def pairs_of(folder):
    """Text and label of each record of a dataset that has both."""
    manifest = json.loads((folder / "manifest.json").read_bytes())
    wanted = manifest["text"].get("name"), manifest["label"].get("name")
    header = next(csv.reader([manifest.get("header", "")]))
    data, end = (folder / "records").read_bytes(), 0
    while end < len(data):
        start, end = end + 8, end + 8 + int.from_bytes(data[end:end + 8], "big")
        record = data[start:end].decode(errors="surrogateescape")
        if manifest["kind"] == "csv":
            row = dict(zip(header, next(csv.reader([record]))))
        else:
            row = json.loads(record)
        pair = [row.get(name) for name in wanted]
        if all(isinstance(cell, str) and cell for cell in pair):
            yield pair


def read_lines(path):
    return [json.loads(line) for line in pathlib.Path(path).read_bytes().splitlines() if line]


def read_head(path):
    data = pathlib.Path(path).read_bytes()
    start = 8 + struct.unpack_from("<Q", data)[0]
    header = json.loads(data[8:start])
    first, end = header["head.weight"]["data_offsets"]
    weight = np.frombuffer(data[start + first:start + end], "<f8")
    return header["__metadata__"], weight.reshape(header["head.weight"]["shape"])


@functools.lru_cache(None)
def fnv1a(word, state):
    for byte in word:
        state = (state ^ byte) * 0x100000001b3 & MASK
    return state


def row_of(text, buckets, seed):
    """The recipe byline-ngrams/1, rounded to floats."""
    words = text.encode(errors="surrogateescape").translate(WORDS).split()
    t = np.array([fnv1a(word, 0xcbf29ce484222325 ^ seed) for word in words], np.uint64)
    h = np.concatenate([t, t[:-1] * np.uint64(0x9e3779b97f4a7c15) + t[1:]])
    for factor in (0xff51afd7ed558ccd, 0xc4ceb9fe1a85ec53, 1):
        h = (h ^ h >> np.uint64(33)) * np.uint64(factor)
    bucket = (h >> np.uint64(32)) * np.uint64(buckets - 1) >> np.uint64(32)
    row = np.bincount(bucket.astype(int), 1.0 - 2.0 * (h & np.uint64(1)), buckets)
    row /= np.linalg.norm(row) or 1
    row[-1] = 1
    return row.astype(np.float32)


def softmax(x, w):
    """Probabilities of rows, and their losses under each label: [n][C] both."""
    z = x @ w
    z -= z.max(axis=1, keepdims=True)
    total = np.exp(z).sum(axis=1, keepdims=True)
    return np.exp(z) / total, np.log(total) - z


def mean_loss(x, truth, w):
    return np.sum(truth * softmax(x, w)[1]) / len(x)


def mean_gradient(x, truth, w):
    return x.T @ (softmax(x, w)[0] - truth) / len(x)


def curvature(x, p, weight, v):
    """Σ weight x (diag p − p pᵀ) xᵀv"""
    u = p * (x @ v)
    return x.T @ (weight * (u - p * u.sum(axis=1, keepdims=True)))


def conjugate(product, b, tolerance):
    """Solves product(v) = b; returns v and its relative residual."""
    v, d, r, rr = np.zeros_like(b), b, b, np.vdot(b, b)
    end = tolerance**2 * rr
    while rr > end:
        hd = product(d)
        length = rr / np.vdot(d, hd)
        v, r = v + length * d, r - length * hd
        rr, before = np.vdot(r, r), rr
        d = r + rr / before * d
    return v, math.sqrt(rr / np.vdot(b, b))


def solve(x, w, ridge, vectors):
    """H⁻¹ of each vector, where H is the Hessian of the rows at w, and the worst residual."""
    p = softmax(x, w)[0]
    solved = [conjugate(lambda u: curvature(x, p, 1, u) + ridge * u, v, 1e-8) for v in vectors]
    return np.stack([v for v, _ in solved]), max(residual for _, residual in solved)


def minimise(x, target, weight, ridge, start, centre=0.0, bend=np.zeros_like):
    """argmin Σ weight⟨target, losses⟩ + (ridge/2)‖V‖² + ½⟨V − centre, bend(V − centre)⟩"""
    def at(v):
        (p, loss), bent = softmax(x, v), bend(v - centre)
        gradient = x.T @ (weight * (p - target)) + ridge * v + bent
        value = ridge / 2 * np.vdot(v, v) + np.vdot(v - centre, bent) / 2
        return value + np.sum(weight * target * loss), np.linalg.norm(gradient), gradient, p

    total, v, (value, norm, gradient, p) = np.sum(weight * target), start, at(start)
    while norm > 1e-9 * total:
        step, _ = conjugate(lambda u: curvature(x, p, weight, u) + ridge * u + bend(u), -gradient,
                            min(0.1, math.sqrt(norm / total)))
        # Near the minimum values no longer differ, and gradients do.
        while (there := at(v + step))[0] >= value and there[1] >= norm:
            step = step / 2
        v, (value, norm, gradient, p) = v + step, there
    return v


def forecaster(w, records, ridge, public, held, truth, solutions):
    """A function that forecasts the change by added rows, and the head that is moved by them."""
    p, weight, loss = softmax(public, w)[0], records / len(public), mean_loss(held, truth, w)
    y = np.stack([mean_gradient(held, truth, w), w])
    hs = np.stack([curvature(public, p, weight, s) + ridge * s for s in solutions])
    shs, sy = (np.tensordot(solutions, each, ([1, 2], [1, 2])) for each in (hs, y))
    shs, sy = np.linalg.inv(shs), np.linalg.inv((sy + sy.T) / 2)

    def bend(d):
        """(Λ + B − H̃) d"""
        less, more = (m @ np.tensordot(m_of, d) for m, m_of in ((shs, hs), (sy, y)))
        return ridge * d - np.tensordot(less, hs, 1) + np.tensordot(more, y, 1)

    def forecast(x, labels, more):
        """Change, size, distance and surprise, and the head; `more` is Λ' − Λ."""
        rows, targets = np.concatenate([public, x]), np.concatenate([p, labels])
        weights = np.repeat([weight, 1.0], [len(public), len(x)])[:, None]
        v = minimise(rows, targets, weights, more, w, w, bend)
        return (mean_loss(held, truth, v) / loss - 1, len(x) / records,
                np.linalg.norm(v - w) / np.linalg.norm(w), mean_loss(x, labels, w) / loss), v
    return forecast


class Draws:
    """splitmix64, and what trials draw by it."""

    def __init__(self, seed):
        self.state = seed

    def below(self, k):
        self.state = self.state + 0x9e3779b97f4a7c15 & MASK
        z = (self.state ^ self.state >> 30) * 0xbf58476d1ce4e5b9 & MASK
        z = (z ^ z >> 27) * 0x94d049bb133111eb & MASK
        return (z ^ z >> 31) % k

    def mix(self, v, m):
        for i in range(m):
            j = i + self.below(len(v) - i)
            v[i], v[j] = v[j], v[i]
        return v[:m]

    def group(self, base, others, y, classes):
        """The records of a group, and their classes."""
        o, (t, u) = len(others), ((self.below(2**64) >> 11) / 2**53 for _ in range(2))
        z = math.floor(3 * (max(4, 0.9 * o) / 3) ** u + 0.5)
        if t < 0.60:
            rows = self.mix(others, min(z if t < 0.32 else max(z, 10), o))
            labels = y[rows]
            part = 0 if t < 0.32 else (0.05, 0.1, 0.2, 0.3, 0.5)[self.below(5)]
            for i in range(math.floor(part * len(rows) + 0.5)):
                labels[i] = (labels[i] + 1 + self.below(classes - 1)) % classes
            return rows, labels
        if t < 0.83:
            one = y[others[self.below(o)]]
            rows = [i for i in self.mix(others, o) if y[i] == one][:max(z, 10)]
        elif t < 0.94:
            times = (2, 3, 5, 10, 20, 40)[self.below(6)]
            rows = self.mix(others, max(1, min(z, 400) // times)) * times
        else:
            rows = self.mix(base, min(z, 300))
        return rows, y[rows]


def make_trials(draws, out, train, y, one_hot, public, held, truth, lam, rescaled):
    """Fills [G][6]: groups whose effect was told, and then seen."""
    order, n = draws.mix(list(range(len(train))), len(train)), len(train) * 7 // 10
    base, others = order[:n], order[n:]
    # All heads are sums of rows, so that rows may be turned into as many buckets as there are rows.
    rows = np.concatenate([train, public, held])
    if len(rows) < rows.shape[1]:
        rows = np.linalg.cholesky(rows @ rows.T + 1e-10 * np.eye(len(rows)))
    train, public, held = np.split(rows, [len(train), len(train) + len(public)])
    x, labels, ridge = train[base], one_hot[y[base]], lam * n
    w = minimise(x, labels, 1, ridge, np.zeros((rows.shape[1], len(one_hot))))
    solutions, _ = solve(x, w, ridge, [mean_gradient(held, truth, w), w])
    forecast = forecaster(w, n, ridge, public, held, truth, solutions)
    for trial in out:
        chosen, c = draws.group(base, others, y, len(one_hot))
        added, more = (train[chosen], one_hot[c]), lam * len(c) if rescaled else 0.0
        trial[:4], v = forecast(*added, more)
        trial[4] = len(c) >= 10 and np.bincount(c).max() >= 0.9 * len(c)
        v = minimise(*map(np.concatenate, zip((x, labels), added)), 1, ridge + more, v)
        trial[5] = mean_loss(held, truth, v) / mean_loss(held, truth, w) - 1
    return out


def sparse(name, rows):
    first, (_, index) = np.append(0, np.cumsum((rows != 0).sum(axis=1))), rows.nonzero()
    return {f"{name}.first": first, f"{name}.index": index, f"{name}.value": rows[rows != 0]}


def write(path, metadata, tensors):
    header, data = {"__metadata__": metadata}, b""
    for name, each in tensors.items():
        dtype = {"i": "U32", "f": "F16" if name.endswith("_solution") else "F32"}[each.dtype.kind]
        more = each.astype({"U32": "<u4", "F16": "<f2", "F32": "<f4"}[dtype]).tobytes()
        header[name] = {"dtype": dtype, "shape": each.shape,
                        "data_offsets": [len(data), len(data := data + more)]}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    pathlib.Path(path).write_bytes(struct.pack("<Q", len(text)) + text + data)


def publish(options):
    path, (head, w) = pathlib.Path(options["spec"]), read_head(options["head"])
    spec, names = json.loads(path.read_bytes()), json.loads(head["labels"])
    sets = [list(pairs_of(path.parent / each["dir"])) for each in spec["datasets"]]
    lines = read_lines(options["queries"])
    queries = [each for each in lines if each["label"] in names]
    one_hot, retraining = np.eye(len(names)), spec.get("retraining", "rescaled")
    lam, ridge = float(head["lambda"]), float(head["lambda_total"])

    def rows_of(texts, taken=()):
        rows = np.array([row_of(text, len(w), int(head["seed"], 16)) for text in texts], float)
        taken = {row.tobytes() for row in taken if row[:-1].any()}
        if any(row.tobytes() in taken for row in rows):
            sys.exit("publisher: a query or a public text has the row of another text")
        return rows

    train = rows_of(text for pairs in sets for text, _ in pairs)
    y = np.array([names.index(label) for pairs in sets for _, label in pairs])
    asked = rows_of((each["text"] for each in queries), train)
    public = rows_of((each["text"] for each in read_lines(options["public"])), [*train, *asked])
    truth, n = one_hot[[names.index(each["label"]) for each in queries]], len(train)
    held, truth_b = asked[1::2], truth[1::2]
    slices = ["mean", *dict.fromkeys(each["slice"] for each in lines if "slice" in each)]
    of_a = [[i for i in range(0, len(queries), 2) if name in ("mean", queries[i].get("slice"))]
            for name in slices]
    gradients = [mean_gradient(asked[rows], truth[rows], w) for rows in of_a]
    solved, residual = solve(train, w, ridge, [*gradients, mean_gradient(held, truth_b, w), w])

    def influences(rows, labels, solution):
        return np.sum((softmax(rows, w)[0] - labels) * (rows @ (n * solution)), axis=1)

    unseen = np.sort(influences(held, truth_b, solved[0]))[np.arange(101) * (len(held) - 1) // 100]
    tensors = {"head.weight": w, "query.ihvp": n * solved[:-2],
               "unseen.influence_quantiles": unseen, **sparse("public", public),
               **sparse("held_out", held), "held_out.label": truth_b.argmax(axis=1)}
    metadata = {name: text for name, text in head.items() if name != "datasets"}
    for name, solution in zip(("loss_solution", "weight_solution"), solved[-2:]):
        scale = 2.0 ** (math.ceil(math.log2(np.abs(solution).max())) - 15)
        tensors[f"forecast.{name}"], metadata[f"{name}_scale"] = solution / scale, repr(scale)
    tensors["forecast.trials"] = make_trials(
        Draws(int(options["seed"])), np.zeros((int(options["trials"]), 6)), train, y, one_hot,
        public, held, truth_b, lam, retraining == "rescaled")
    loss, points = softmax(asked, w)[1], (np.arange(64) + 0.5) / 64
    for name, v in ("own", np.sort(loss[truth == 1])), ("other", np.sort(loss[truth == 0])):
        tensors[f"labels.{name}_loss"] = np.interp(points * len(v) - 0.5, np.arange(len(v)), v)
    sums = influences(train, one_hot[y], solved[-2])
    sums = np.bincount(np.repeat(np.arange(len(sets)), [len(pairs) for pairs in sets]), sums)
    numbers = {"residual": residual, "validation_loss": mean_loss(held, truth_b, w),
               "gradient_norm": np.linalg.norm(n * mean_gradient(train, one_hot[y], w) + ridge * w),
               "pool_influence": sum(sums[sums > 0]), "pool_negatives": -sum(sums[sums < 0])}
    metadata |= {name: repr(float(number)) for name, number in numbers.items()}
    metadata |= {"format": "byline-model/2", "slices": json.dumps(slices),
                 "solver": "numpy", "validation_records": str(len(held)), "retraining": retraining,
                 "inferences": spec.get("inferences", "30"), "trials_seed": options["seed"],
                 "curve_records": str(len(asked)), "manifests": options["manifests"]}
    write(options["out"], metadata, tensors)


if __name__ == "__main__":
    # A slice without queries has no mean.
    np.seterr(divide="raise", invalid="raise")
    publish(dict(zip(sys.argv[1::2], sys.argv[2::2])))
