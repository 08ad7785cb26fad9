// A corpus, cut into disjoint parts: who holds which records.

import { createHash } from "node:crypto";

const digest = (text) => createHash("sha256").update(text).digest();

/**
 * The parts of a datanet's corpus by name (its datasets, `heldout`, `unseen` and `public`), each a
 * list of {label, text} in a fixed order; no text is in two of them. `public` has {text} alone, and
 * no text with the words of another part.
 */
export async function loadCorpus({ corpus: name, datasets, heldout, unseen, public: texts }) {
  const { records, LABELS } = await import(`./corpora/${name}.mjs`);
  const all = shuffled(records());
  const counts = Object.entries(datasets).map(([part, { records: count }]) => [part, count]);
  const corpus = {};
  let from = 0;
  for (const [part, count] of [...counts, ["heldout", heldout], ["unseen", unseen]]) {
    corpus[part] = all.slice(from, from + count).map(({ text, label }) => ({ label, text }));
    from += count;
  }
  const known = new Set(all.slice(0, from).map(({ text }) => wordsOf(text)));
  corpus.public = all
    .slice(from)
    .filter(({ text }) => !known.has(wordsOf(text)))
    .slice(0, texts)
    .map(({ text }) => ({ text }));
  if (corpus.public.length < texts)
    throw new Error(`the corpus has ${all.length} distinct records, ${from + texts} are needed`);
  for (const [part, { noisy }] of Object.entries(datasets))
    if (noisy) corpus[part].forEach((record) => (record.label = byChance(LABELS, record.text)));
  return corpus;
}

/**
 * The words of a text by which models tell texts apart (docs/formats.md, the recipe), joined: two
 * texts with the same words have the same row in a model.
 */
export function wordsOf(text) {
  const words = Buffer.from(text).toString("latin1").match(/[0-9A-Za-z\x80-\xff]+/g) ?? [];
  return words.join(" ").replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** A part as the exact bytes of a `lines` dataset, and its records. */
export function asLines(part) {
  const records = part.map((record) => Buffer.from(JSON.stringify(record)));
  return {
    records,
    bytes: Buffer.concat(records.flatMap((record) => [record, Buffer.from("\n")])),
  };
}

// By their digest: all labels mixed, and the same on every machine. A text that is there twice
// counts once.
function shuffled(records) {
  const byDigest = new Map();
  for (const record of records) byDigest.set(digest(record.text).toString("hex"), record);
  return [...byDigest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record);
}

const byChance = (labels, text) => labels[digest(`label of ${text}`)[0] % labels.length];
