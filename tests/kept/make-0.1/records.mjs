// The records of the kept datasets: small, made up, and the same each time.

import fs from "node:fs";
import path from "node:path";

const WHO = ["Ada", "Ben", "Chloe", "Dmitri", "Esther", "Farid", "Greta", "Hugo"];
const HAM = [
  "the minutes of Tuesday are in the folder, please correct the second page",
  "train is late, I will be at the harbour by nine, start without me",
  "your bicycle is repaired and waits at the shop, the front lamp is new",
  "the children sing on Friday evening, bring the blue chairs and some tea",
];
const SPAM = [
  "congratulations you won a prize, click now to claim free money today",
  "cheap pills and watches, best offer, no questions, limited time only",
  "dear friend, transfer of a large sum needs only your bank details",
  "lose weight fast with this one secret, order now and save ninety percent",
];

// Whole seconds, which a file of another file system and a checkout can be given back.
const MODIFIED = 1_780_000_000;

function write(folder, name, text) {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  fs.utimesSync(file, MODIFIED, MODIFIED);
}

// `n` mails as JSON lines; `set` makes them differ from those of another set.
function mails(set, n) {
  const lines = Array.from({ length: n }, (_, i) => {
    const label = i % 3 === 0 ? "spam" : "ham";
    const said = (label === "spam" ? SPAM : HAM)[(i + set) % 4];
    const [to, from] = [WHO[(i * 5 + set) % 8], WHO[(i * 3) % 8]];
    const text = `${set}.${i} Hello ${to}, ${said}. Regards, ${from}`;
    return `${JSON.stringify({ text, label })}\n`;
  });
  return lines.join("");
}

export function writeRecords(folder) {
  write(folder, "mails.jsonl", mails(1, 40));
  write(folder, "mails-2.jsonl", mails(2, 44));
  write(folder, "withdrawn.jsonl", mails(3, 12));
  write(folder, "refused.jsonl", mails(4, 30));
  write(folder, "halfway.jsonl", mails(5, 30));
  write(folder, "elsewhere.jsonl", mails(6, 10));
  write(
    folder,
    "reviews.csv",
    'kind,body\nham,"good, and cheap"\nspam,"buy ""now"""\nham,"two\nlines"\nham,café\n' +
      "spam,more\n",
  );
  write(folder, "travel.txt", "Lisbon by tram\nTurku by ferry\n\nBrno on foot\n");
  write(folder, "notes/ham/monday.txt", "Nothing but rain, and a letter from Turku.\n");
  write(folder, "notes/ham/tuesday.txt", "The letter is answered.\n");
  write(folder, "notes/spam/offer.txt", "");
}
