// Debian's packages: a package in one line, by the section of the archive that it is in.

import { readFileSync } from "node:fs";
import path from "node:path";
import { DEBIAN_11 } from "./places.mjs";

export const AT_LEAST = 240;

/** Synopses: {text, label}. */
export function* records() {
  for (const paragraph of readFileSync(path.join(DEBIAN_11, "Packages"), "utf8").split("\n\n")) {
    const [, synopsis] = /^Description: (.*)$/m.exec(paragraph) ?? [];
    const [, section] = /^Section: (\S+)$/m.exec(paragraph) ?? [];
    if (synopsis && section) yield { text: synopsis.trim(), label: section };
  }
}
