// Which records a corpus has, and which file each is in.
//
// A record's place is the SHA-256 of its text. Each file has a range of digests (ranges.json), so
// that a text more or less moves no other one from file to file.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const RANGES = new URL("ranges.json", import.meta.url);

/** The files of a corpus. The first half of held_out is its first 500 records; pool is the rest. */
export const FILES = ["train", "held_out", "public", "customers", "pool"];

/** The corpora, and how many records the files of each were to have when ranges.json was drawn. */
export const SIZES = {
  spam: {
    small: { train: 600, half_a: 250, half_b: 250, public: 300, customers: 400, pool: 700 },
    train: 1500,
  },
  wordnet: { train: 3000 },
  debian: { train: 3000 },
  brown: {
    small: { train: 1000, half_a: 250, half_b: 250, public: 300, customers: 400, pool: 1500 },
    train: 3000,
  },
  manuals: { train: 3000 },
};
const OTHERS = { half_a: 500, half_b: 500, public: 1000, customers: 1000, pool: Infinity };

/** The words of a text as byline reads them (influence/tokens.h): texts with equal words are one. */
export const wordsOf = (text) =>
  (text.match(/[0-9A-Za-z\u0080-\u{10ffff}]+/gu) ?? [])
    .map((word) => word.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()))
    .join(" ");

export const digestOf = (text) => createHash("sha256").update(text).digest("hex");

/**
 * A corpus' records in their order: {text, label, digest}, by digest.
 *
 * Of texts with equal words, which a model cannot tell apart, the first is there; none is where
 * their labels differ. Texts without words are left out, and labels with fewer records than `atLeast`.
 */
export function chosen(records, atLeast) {
  const byWords = new Map();
  for (const { text, label } of records) {
    const words = wordsOf(text);
    if (!words) continue;
    const record = { text, label, digest: digestOf(text) };
    const other = byWords.get(words);
    if (other && other.label !== label) other.label = null;
    else if (!other || record.digest < other.digest) byWords.set(words, record);
  }
  const kept = [...byWords.values()].filter(({ label }) => label !== null);
  const count = new Map();
  for (const { label } of kept) count.set(label, (count.get(label) ?? 0) + 1);
  return kept
    .filter(({ label }) => count.get(label) >= atLeast)
    .sort((a, b) => (a.digest < b.digest ? -1 : 1));
}

/** The files of corpus `name`: {train: [record, …], …}; the small version of them. */
export function cut(name, records, small) {
  const ranges = JSON.parse(readFileSync(RANGES, "utf8"))[name];
  const files = Object.fromEntries(FILES.map((file) => [file, []]));
  let at = 0;
  for (const { digest, text, label } of records) {
    while (at + 1 < ranges.length && digest.slice(0, 8) >= ranges[at + 1].from) at++;
    if (!small || ranges[at].small) files[ranges[at].file].push({ text, label });
  }
  return files;
}

/** The ranges in which these records have the sizes above. */
export function draw(name, records) {
  const { small, ...own } = SIZES[name];
  const ranges = [];
  let first = 0;
  for (const [piece, size] of Object.entries({ ...own, ...OTHERS })) {
    const file = piece.startsWith("half_") ? "held_out" : piece;
    const add = (from, more) =>
      ranges.push({ file, ...more, from: records[from].digest.slice(0, 8) });
    add(first, small && { small: true });
    if (small && small[piece] < size) add(first + small[piece]);
    first += size;
  }
  ranges[0].from = "00000000";
  return ranges;
}
