"""What `byline preview` tells of many records, by numpy: the rival of preview/forecast.

    forecast.py ARTIFACT CSV TOLD

Features, scores with their ranks, and three forecasts: of all records, of those that do not harm,
and of those whose labels do not look wrong. TOLD is the output of `byline --json preview`: which
losses look wrong is taken from there, and the shares of a pool must be the same as there.
"""
import csv
import json
import pathlib
import struct
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "forecasts"))
from publisher import curvature, mean_gradient, softmax
from rows import Rows, features

TYPES = {"F32": "<f4", "F16": "<f2", "U32": "<u4"}


def conjugate(product, diagonal, b, tolerance):
    x, r = np.zeros_like(b), b
    d = z = r / diagonal
    rz, end = np.vdot(r, z), tolerance * np.linalg.norm(b)
    while np.linalg.norm(r) > end:
        md = product(d)
        length = rz / np.vdot(d, md)
        x, r = x + length * d, r - length * md
        z = r / diagonal
        rz, before = np.vdot(r, z), rz
        d = z + rz / before * d
    return x


class Model:
    """What an artifact has for forecasts (docs/formats.md)."""

    def __init__(self, path):
        data = pathlib.Path(path).read_bytes()
        start = 8 + struct.unpack_from("<Q", data)[0]
        header = json.loads(data[8:start])
        self.about = about = header.pop("__metadata__")
        tensor = {}
        for name, each in header.items():
            first, end = (start + offset for offset in each["data_offsets"])
            values = np.frombuffer(data[first:end], TYPES[each["dtype"]]).reshape(each["shape"])
            tensor[name] = values.astype(int if each["dtype"] == "U32" else float)
        self.w, self.q = tensor["head.weight"], tensor["query.ihvp"][0]
        self.quantiles, self.n = tensor["unseen.influence_quantiles"], int(about["records"])
        self.public, self.held = (Rows(*(tensor[f"{name}.{part}"] for part in
                                         ("first", "index", "value")), len(self.w))
                                  for name in ("public", "held_out"))
        self.truth = np.eye(self.w.shape[1])[tensor["held_out.label"]]
        self.ridge, self.weight = float(about["lambda_total"]), self.n / len(self.public)
        self.p = softmax(self.public, self.w)[0]
        self.y = np.stack([mean_gradient(self.held, self.truth, self.w), self.w])
        s = np.stack([tensor[f"forecast.{name}_solution"] * float(about[f"{name}_solution_scale"])
                      for name in ("loss", "weight")])
        self.hs = np.stack([self.ridge * each + curvature(self.public, self.p, self.weight, each)
                            for each in s])
        shs, sy = (np.tensordot(s, each, ([1, 2], [1, 2])) for each in (self.hs, self.y))
        self.inner, self.images = np.linalg.inv(shs), np.linalg.inv((sy + sy.T) / 2)

    def bend(self, d):
        less, more = self.inner @ np.tensordot(self.hs, d), self.images @ np.tensordot(self.y, d)
        return np.tensordot(more, self.y, 1) - np.tensordot(less, self.hs, 1)

    def solve(self, x, p, ridge, b, tolerance):
        """M⁻¹ b at the probabilities of the public rows and of x."""
        terms = (self.public, p[0], self.weight), (x, p[1], 1.0)
        diagonal = ridge + sum(weight * (Rows(t.first, t.index, t.value**2, t.width).T
                                         @ (q * (1 - q))) for t, q, weight in terms)

        def product(v):
            return self.bend(v) + ridge * v + sum(curvature(*term, v) for term in terms)
        return conjugate(product, diagonal, b, tolerance)

    def moved(self, x, labels, more):
        """W', and the probabilities there: Newton's method to 1e-5 of the first gradient."""
        def at(v):
            (old, old_loss), (p, loss), d = softmax(self.public, v), softmax(x, v), v - self.w
            bent = self.bend(d) + self.ridge * d
            value = (self.weight * np.sum(self.p * old_loss) + np.sum(labels * loss)
                     + more / 2 * np.vdot(v, v) + np.vdot(d, bent) / 2)
            return value, (bent + more * v + x.T @ (p - labels)
                           + self.public.T @ (self.weight * (old - self.p))), (old, p)

        v, (value, gradient, p) = self.w, at(self.w)
        first = norm = np.linalg.norm(gradient)
        while norm > 1e-5 * first:
            tolerance = max(1e-5 * first / norm / 4, min(0.03, norm / first))
            step = self.solve(x, p, self.ridge + more, -gradient, tolerance)
            while (there := at(v + step))[0] > value + 1e-9 * abs(value):
                step = step / 2
            v, (value, gradient, p) = v + step, there
            norm = np.linalg.norm(gradient)
        return v, p

    def share(self, x, labels):
        """The share of a pool, and between what nine of ten epochs lie."""
        n = self.n + len(x)
        ridge = float(self.about["lambda"]) * n
        v, p = self.moved(x, labels, ridge - self.ridge)
        own, everything = (self.solve(x, p, ridge, b, 1e-5) for b in (x.T @ (p[1] - labels), v))
        error = softmax(self.held, v)[0] - self.truth
        a = n * np.sum(error * (self.held @ own), axis=1)
        t = -n * ridge * np.sum(error * (self.held @ everything), axis=1)

        def part(a, t):
            mine = np.maximum(a, 0)
            return mine / (mine + np.maximum(t - a, 0) + float(self.about["pool_negatives"]))
        inferences = int(self.about["inferences"])
        drawn = np.random.default_rng(1).integers(len(a), size=(1000, inferences))
        return part(a.mean(), t.mean()), np.quantile(
            part(a[drawn].mean(axis=1), t[drawn].mean(axis=1)), [0.05, 0.95])


def main(artifact, records, told):
    model, told = Model(artifact), json.loads(pathlib.Path(told).read_bytes())
    names = json.loads(model.about["labels"])
    with open(records, newline="") as file:
        pairs = [(row["text"], names.index(row["label"])) for row in csv.DictReader(file)]
    x = features([text for text, _ in pairs], len(model.w), int(model.about["seed"], 16))
    labels = np.eye(len(names))[[label for _, label in pairs]]
    p, losses = softmax(x, model.w)
    influence, loss = np.sum((p - labels) * (x @ model.q), axis=1), np.sum(labels * losses, axis=1)
    np.argsort(-influence), np.interp(influence, model.quantiles, np.arange(101))
    wrong = [float(row["loss"]) for row in told["rows"] if row["label_looks_wrong"]]
    kept = np.ones(len(x), bool), influence >= 0, loss < min(wrong, default=np.inf) * (1 - 1e-6)
    for keep, theirs in zip(kept, (told, told["without_harmful"], told["without_wrong_labels"])):
        share, scatter = model.share(x.take(keep), labels[keep])
        print(f"numpy: {keep.sum()} records, share {share:.6f}, {scatter}", file=sys.stderr)
        # Scores are of single precision there: a record or two at the border may be left out.
        if abs(share / float(theirs["pool_share"]) - 1) > 2e-4:
            sys.exit(f"forecast.py: byline tells {theirs['pool_share']} of {theirs['records']}")


if __name__ == "__main__":
    main(*sys.argv[1:])
