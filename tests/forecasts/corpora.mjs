// Writes the corpora on which forecasts are measured (docs/forecasts.md).
//
//	node tests/forecasts/corpora.mjs FOLDER [--small] [NAME...]
//
// FOLDER/NAME gets train.csv, held_out.csv, customers.csv and pool.csv with the columns text and
// label, and public.csv with text alone. --small writes the small version of those that have one.
// With --draw in place of FOLDER, the ranges of digests are drawn anew for these sizes, after
// another source or another size.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { chosen, cut, draw, SIZES } from "./pieces.mjs";

const RANGES = new URL("ranges.json", import.meta.url);

async function recordsOf(name) {
  const { AT_LEAST, records } = await import(`./sources/${name}.mjs`);
  return chosen(records(), AT_LEAST);
}

// RFC 4180. Labels are words that need no quotes.
const quoted = (text) => `"${text.replaceAll('"', '""')}"`;

function csv(file, records) {
  if (file === "public") return ["text", ...records.map(({ text }) => quoted(text)), ""].join("\n");
  const lines = records.map(({ text, label }) => `${quoted(text)},${label}`);
  return ["text,label", ...lines, ""].join("\n");
}

async function write(folder, names, small) {
  for (const name of names) {
    const files = cut(name, await recordsOf(name), small);
    mkdirSync(path.join(folder, name), { recursive: true });
    for (const [file, records] of Object.entries(files))
      writeFileSync(path.join(folder, name, `${file}.csv`), csv(file, records));
    const sizes = Object.entries(files).map(([file, { length }]) => `${file} ${length}`);
    console.log(`${name}: ${sizes.join(", ")}`);
  }
}

async function drawAnew(names) {
  const ranges = JSON.parse(readFileSync(RANGES, "utf8"));
  for (const name of names) ranges[name] = draw(name, await recordsOf(name));
  const lines = Object.entries(ranges).map(
    ([name, list]) =>
      `  "${name}": [\n${list.map((range) => `    ${JSON.stringify(range)}`).join(",\n")}\n  ]`,
  );
  writeFileSync(RANGES, `{\n${lines.join(",\n")}\n}\n`);
}

const [folder, ...rest] = process.argv.slice(2);
const small = rest.includes("--small");
const asked = rest.filter((word) => word !== "--small");
const known = Object.keys(SIZES).filter((name) => !small || SIZES[name].small);
const unknown = asked.find((name) => !known.includes(name));
if (!folder || unknown) {
  if (unknown) console.error(`corpora: there is no corpus ${unknown} among ${known.join(", ")}`);
  console.error("usage: node tests/forecasts/corpora.mjs FOLDER|--draw [--small] [NAME...]");
  process.exit(2);
}
const names = asked.length ? asked : known;
await (folder === "--draw" ? drawAnew(names) : write(folder, names, small));
