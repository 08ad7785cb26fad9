// The files of a publisher (docs/formats.md), made of a corpus (docs/forecasts.md).

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { packRecords } from "../../devnet/dataset.mjs";
import { canonical } from "../../devnet/json.mjs";

/** The rows of a CSV file (RFC 4180): {text, label}, and `raw`, the bytes of the row. */
export function rowsOf(file) {
  const text = readFileSync(file, "utf8");
  const rows = [];
  const row = /"((?:[^"]|"")*)"(?:,([^"\n]*))?\n/gy;
  row.lastIndex = text.indexOf("\n") + 1;
  for (let match; (match = row.exec(text)); )
    rows.push({ text: match[1].replaceAll('""', '"'), label: match[2], raw: match[0].slice(0, -1) });
  return rows;
}

const hash = (text) => `0x${createHash("sha256").update(text).digest("hex")}`;
const column = (from, name) => ({ from, name });

// A folder that `byline model` trains from. Nothing in it but the members that say where text and
// label stand is looked at, so that commitments are left out.
function writeDataset(to, kind, records) {
  const from = kind === "csv" ? "column" : "key";
  const manifest = {
    blind: hash("blind"),
    bytes: String(records.reduce((sum, { length }) => sum + length, 0)),
    format: "byline-dataset/1",
    ...(kind === "csv" && { header: "text,label" }),
    kind,
    label: column(from, "label"),
    license: "CC0-1.0",
    nonce: hash("nonce"),
    records: String(records.length),
    root: hash(`${to}`),
    text: column(from, "text"),
  };
  mkdirSync(to, { recursive: true });
  writeFileSync(path.join(to, "manifest.json"), canonical(manifest));
  writeFileSync(path.join(to, "records"), packRecords(records));
}

const sliceOf = (slice) => (slice ? { slice } : {});
const lines = (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

/**
 * Writes spec, queries, public texts and training manifest of `corpus` into `to`. Some queries are
 * in one of the slices.
 */
export function writeFiles(corpus, to, spec, slices) {
  const read = (file) => rowsOf(path.join(corpus, `${file}.csv`));
  const train = read("train");
  const third = Math.ceil(train.length / 3);
  const datasets = ["lines", "csv", "lines"].map((kind, i) => {
    const rows = train.slice(i * third, (i + 1) * third);
    const records = rows.map(({ text, label, raw }) =>
      Buffer.from(kind === "csv" ? raw : JSON.stringify({ label, text })),
    );
    writeDataset(path.join(to, `set-${i}`), kind, records);
    return { dataset: hash(`${corpus} ${i}`), dir: `set-${i}`, records: String(rows.length) };
  });
  writeFileSync(
    path.join(to, "spec.json"),
    JSON.stringify({ datasets: datasets.map(({ dataset, dir }) => ({ dataset, dir })), ...spec }),
  );
  const queries = read("held_out").map(({ text, label }, i) => ({
    id: `query-${i}`,
    label,
    text,
    // By the text alone: a slice must not take turns with the halves.
    ...sliceOf(slices[parseInt(hash(text).slice(2, 6), 16) % 8]),
  }));
  writeFileSync(path.join(to, "queries.jsonl"), lines(queries));
  writeFileSync(path.join(to, "public.jsonl"), lines(read("public").map(({ text }) => ({ text }))));
  const training = canonical({
    datanet: `0x${"9a".repeat(20)}`,
    datasets: datasets
      .map(({ dataset, records }) => ({ records, uid: dataset }))
      .sort((a, b) => (a.uid < b.uid ? -1 : 1)),
    format: "byline-training/1",
  });
  writeFileSync(path.join(to, "training.json"), training);
}
