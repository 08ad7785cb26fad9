// Datasets of different sizes and noise, drawn by a seed from records that no model has seen.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { loadCorpus, wordsOf } from "../../devnet/corpus.mjs";
import { DATANETS } from "../../devnet/datanets.mjs";

// Of these many sets one is of one label, and one has each record REPEATS times; the labels of the
// last two thirds of the others are wrong, up to half of them.
const LEAST = 20;
const MOST = 700;
const REPEATS = 8;
const MOST_WRONG = 0.5;

/** A function that draws numbers from 0 to 1, the same ones for the same seed. */
function drawer(seed) {
  let count = 0;
  return () => {
    const digest = createHash("sha256").update(`${seed} ${count++}`).digest();
    return digest.readUIntBE(0, 6) / 2 ** 48;
  };
}

function shuffle(list, draw) {
  for (let i = list.length - 1; i > 0; i--) {
    const k = Math.floor(draw() * (i + 1));
    [list[i], list[k]] = [list[k], list[i]];
  }
  return list;
}

export const readLines = (file) =>
  readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line));

/**
 * Records ({label, text}) that neither a datanet's datasets nor its queries have: those of the file
 * `unseen`, and at most `count` with what else is in the corpus, without the words of a text twice.
 */
export async function unseenRecords(datanet, unseen, count) {
  const traits = DATANETS[datanet];
  const parts = await loadCorpus(traits);
  const known = new Set(Object.values(parts).flat().map(({ text }) => wordsOf(text)));
  const { records } = await import(`../../devnet/corpora/${traits.corpus}.mjs`);
  const others = [];
  for (const { text, label } of records()) {
    const words = wordsOf(text);
    if (!known.has(words)) others.push({ label, text });
    known.add(words);
  }
  const first = readLines(unseen);
  const more = shuffle(others, drawer(datanet)).slice(0, Math.max(0, count - first.length));
  return [...first, ...more];
}

const sizeOf = (i, n) => Math.round(LEAST * (MOST / LEAST) ** (i / (n - 1)));

function kindOf(i, n) {
  if (i === 0) return { kind: "one label", wrong: 0 };
  if (i === 1) return { kind: "repeated", wrong: 0 };
  const rank = (i - 2 - (n - 2) / 3) / (n - 3 - (n - 2) / 3);
  return { kind: "several labels", wrong: MOST_WRONG * Math.max(0, rank) };
}

/**
 * `n` sets {kind, wrong, records} in an order by chance. No record is in two of them if there are
 * enough, as `apart` says; else each is drawn from all.
 */
export function drawSets(n, from, seed) {
  const draw = drawer(seed);
  const labels = [...new Set(from.map(({ label }) => label))].sort();
  const kinds = shuffle(Array.from({ length: n }, (_, i) => kindOf(i, n)), draw);
  const apart = kinds.reduce((sum, _, i) => sum + sizeOf(i, n), 0) <= from.length;
  let left = [];
  const take = (count, wanted) => {
    if (!apart || left.length === 0) left = shuffle([...from], draw);
    const taken = left.filter(wanted).slice(0, count);
    left = left.filter((record) => !taken.includes(record));
    return taken;
  };
  const spoil = ({ label, text }, wrong) => {
    if (draw() >= wrong) return { label, text };
    const others = labels.filter((other) => other !== label);
    return { label: others[Math.floor(draw() * others.length)], text };
  };
  const sets = kinds.map(({ kind, wrong }, i) => {
    const size = sizeOf(i, n);
    const [only] = labels;
    const wanted = ({ label }) => kind !== "one label" || label === only;
    const taken = take(kind === "repeated" ? Math.ceil(size / REPEATS) : size, wanted);
    const times = kind === "repeated" ? REPEATS : 1;
    const records = Array(times).fill(taken).flat().slice(0, size);
    return { kind, wrong, records: records.map((record) => spoil(record, wrong)) };
  });
  return { apart, sets: shuffle(sets, draw) };
}
