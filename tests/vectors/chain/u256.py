#!/usr/bin/env python3
"""Writes u256.txt: sums, differences, products and quotients as Python's integers have them.

A line is: a b c a+b a-b a*b a//b a%b a*b//c, with "-" where 256 bits do not hold the result.
"""
import random

random.seed(20251121)
TOP = 1 << 256
LIMBS = [0, 1, 2, (1 << 63) - 1, 1 << 63, (1 << 63) + 1, (1 << 64) - 2, (1 << 64) - 1]


def limb():
    return random.choice(LIMBS) if random.random() < 0.7 else random.getrandbits(64)


def number():
    return sum(limb() << (64 * i) for i in range(random.randint(0, 4)))


def shown(v):
    return str(v) if 0 <= v < TOP else "-"


def line(a, b, c):
    results = [a + b, a - b, a * b]
    results += [a // b, a % b] if b else [-1, -1]
    results += [a * b // c] if c else [-1]
    return " ".join([str(a), str(b), str(c)] + [shown(v) for v in results])


EDGES = [0, 1, 10, (1 << 64) - 1, 1 << 64, (1 << 128) - 1, 1 << 128, 1 << 255, TOP - 1]
with open("u256.txt", "w") as out:
    for a in EDGES:
        for b in EDGES:
            print(line(a, b, random.choice(EDGES)), file=out)
    for _ in range(500):
        print(line(number(), number(), number()), file=out)
    # Quotients near a whole number, where an estimated digit is most often one too large.
    for _ in range(200):
        b = number() or 1
        q = random.randrange(TOP // b)
        print(line(min(TOP - 1, b * q + random.choice([0, 1, b - 1])), b, number() or 1), file=out)
