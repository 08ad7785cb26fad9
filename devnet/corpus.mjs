// A corpus, cut into disjoint parts: who holds which records.

import { createHash } from "node:crypto";

const digest = (text) => createHash("sha256").update(text).digest();

/**
 * The parts of a datanet's corpus by name (its datasets, `heldout` and `unseen`), each a list of
 * {label, text} in a fixed order; no text is in two of them.
 */
export async function loadCorpus({ corpus: name, datasets, heldout, unseen }) {
  const { records, LABELS } = await import(`./corpora/${name}.mjs`);
  const all = shuffled(records());
  const counts = Object.entries(datasets).map(([part, { records: count }]) => [part, count]);
  const corpus = {};
  let from = 0;
  for (const [part, count] of [...counts, ["heldout", heldout], ["unseen", unseen]]) {
    corpus[part] = all.slice(from, from + count).map(({ text, label }) => ({ label, text }));
    from += count;
  }
  if (from > all.length)
    throw new Error(`the corpus has ${all.length} distinct records, ${from} are needed`);
  for (const [part, { noisy }] of Object.entries(datasets))
    if (noisy) corpus[part].forEach((record) => (record.label = byChance(LABELS, record.text)));
  return corpus;
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
