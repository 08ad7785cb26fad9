// Manual pages in German: a paragraph, by the section of the manual.

import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { DEBIAN_11 } from "./places.mjs";
import { paragraphs } from "./roff.mjs";

const PAGES = path.join(DEBIAN_11, "manuals/usr/share/man/de");
const SECTIONS = {
  man1: "commands",
  man2: "system-calls",
  man3: "library",
  man4: "devices",
  man5: "formats",
  man6: "games",
  man7: "overviews",
  man8: "administration",
};
// Shorter ones are headings of lists and lines of examples.
const WORDS = 8;

export const AT_LEAST = 250;

/** Paragraphs of eight words or more: {text, label}. */
export function* records() {
  for (const [folder, label] of Object.entries(SECTIONS))
    for (const name of readdirSync(path.join(PAGES, folder))) {
      const page = gunzipSync(readFileSync(path.join(PAGES, folder, name))).toString("utf8");
      for (const text of paragraphs(page))
        if (text.split(" ").length >= WORDS) yield { text, label };
    }
}
