// Compares two replies of byline: equal but for what a sync measures anew.
//
//	node tests/e2e/same.mjs BEFORE AFTER [MEMBER]
//
// With MEMBER, that list of BEFORE has to be in the one of AFTER, which may have more rows. Prints
// the first difference, and ends with 1 when there is one.

import fs from "node:fs";

// Times of reading and latencies are those of the last sync, and a path is another machine's.
const MEASURED = new Set([
  "as_of",
  "updated",
  "last_reply",
  "requests",
  "asked_at",
  "latency_p50_ms",
  "latency_p95_ms",
  "clock_skew",
  "next_try",
  // The fee of a claim is read while there is something to claim, and stays as it was afterwards.
  "gas",
]);

function strip(value) {
  if (Array.isArray(value)) return value.map(strip);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !MEASURED.has(name))
      .map(([name, inner]) => [name, strip(inner)]),
  );
}

function difference(was, is, where) {
  if (typeof was !== "object" || was === null || is === null || typeof is !== "object")
    return was === is ? null : `${where}: ${JSON.stringify(was)} became ${JSON.stringify(is)}`;
  const names = new Set([...Object.keys(was), ...Object.keys(is)]);
  for (const name of names) {
    const found = difference(was[name], is[name], `${where}.${name}`);
    if (found !== null) return found;
  }
  return null;
}

const [was, is] = process.argv.slice(2, 4).map((file) => strip(JSON.parse(fs.readFileSync(file))));
const member = process.argv[4];
let found = null;
if (member === undefined) {
  found = difference(was, is, "reply");
} else {
  const rows = new Set(is[member].map((row) => JSON.stringify(row)));
  const lost = was[member].find((row) => !rows.has(JSON.stringify(row)));
  if (lost !== undefined) found = `${member}: gone is ${JSON.stringify(lost)}`;
}
if (found !== null) {
  console.log(found);
  process.exitCode = 1;
}
