// The corpora on which forecasts are measured: they are what docs/forecasts.md says, no text is in
// two files of one, byline reads them, and they are written alike each time.
//
//	node check.mjs LEARN FOLDER [--small]    the program tests/forecasts/learn; the written corpora

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { summed } from "../second/steps.mjs";
import { chosen, cut, digestOf, FILES } from "./pieces.mjs";
import { paragraphs } from "./sources/roff.mjs";

const [learn, folder, option] = process.argv.slice(2);
const small = option === "--small";
const WRITER = fileURLToPath(new URL("corpora.mjs", import.meta.url));
const DOCUMENT = readFileSync(new URL("../../docs/forecasts.md", import.meta.url), "utf8");
const NAMES = readdirSync(folder).filter((name) => !name.startsWith("."));
const LABELLED = FILES.filter((file) => file !== "public");

const number = (text) => Number(text.replaceAll(",", ""));
const bytesOf = (name, file, from = folder) => readFileSync(path.join(from, name, `${file}.csv`));

// The rows of the document's table below a heading: {corpus: [cell, …]}.
function table(heading) {
  const [, part] = DOCUMENT.split(`### ${heading}\n`);
  const rows = part.split("\n#")[0].matchAll(/^\| `([a-z]+)` \| (.*) \|$/gm);
  return Object.fromEntries(Array.from(rows, ([, name, cells]) => [name, cells.split(" | ")]));
}

// RFC 4180 in the words of its section 2, apart from the writer: [[field, …], …].
function parse(text) {
  const rows = [];
  let row = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n)/gy;
  for (let match; field.lastIndex < text.length; ) {
    match = field.exec(text);
    assert.ok(match, `no CSV after ${rows.length} rows`);
    row.push(match[1]?.replaceAll('""', '"') ?? match[2]);
    if (match[3] !== ",") row = void rows.push(row) ?? [];
  }
  return rows;
}

function read(name, file, from = folder) {
  const [header, ...rows] = parse(bytesOf(name, file, from).toString());
  assert.deepEqual(header, file === "public" ? ["text"] : ["text", "label"]);
  return rows.map(([text, label]) => ({ text, label }));
}

// The words of a text by the bytes of influence/tokens.h.
function words(text) {
  const folded = Buffer.from(text).map((byte) => {
    if (byte >= 0x41 && byte <= 0x5a) return byte + 32;
    const inWord = byte >= 0x80 || /[0-9a-z]/.test(String.fromCharCode(byte));
    return inWord ? byte : 32;
  });
  return folded.toString("latin1").split(/ +/).filter(Boolean).join(" ");
}

// How often each label is there, as the document lists them.
function counted(files) {
  const counts = {};
  for (const file of LABELLED)
    for (const { label } of files[file]) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

function checkTexts(files) {
  const seen = new Map();
  let last = "";
  for (const file of FILES)
    for (const { text } of files[file]) {
      const key = words(text);
      assert.ok(key, `${file} has a text without words`);
      assert.ok(!seen.has(key), `in ${seen.get(key)} and in ${file}: ${text}`);
      seen.set(key, file);
      assert.ok(last < digestOf(text), `not in order in ${file}: ${text}`);
      last = digestOf(text);
    }
}

// What byline reads of every file, and learns from the first of them.
function checkReading(name, files) {
  const paths = FILES.map((file) => path.join(folder, name, `${file}.csv`));
  const lines = execFileSync(learn, paths, { encoding: "utf8" }).trimEnd().split("\n");
  FILES.forEach((file, i) => {
    const hash = createHash("sha256");
    for (const { text, label = "" } of files[file]) hash.update(`${text}\0${label}\0`);
    assert.equal(lines[i], `${files[file].length} ${hash.digest("hex")}`, file);
  });
  const [classes, right] = lines.at(-1).split(" ").map(Number);
  assert.equal(classes, Object.keys(counted(files)).length, "a class has no training records");
  const inHeldOut = Object.values(
    counted({ ...Object.fromEntries(FILES.map((file) => [file, []])), held_out: files.held_out }),
  );
  // Labels that do not belong to their texts teach nothing but the largest class.
  const largest = Math.max(...inHeldOut);
  assert.ok(right > 1.2 * largest, `${right} right of which the largest class has ${largest}`);
}

function written(...args) {
  const to = mkdtempSync(path.join(tmpdir(), "corpora-"));
  const env = { ...process.env, LC_ALL: "tr_TR.UTF-8", TZ: "Asia/Tokyo" };
  execFileSync(process.execPath, [WRITER, to, ...args], { env });
  return to;
}

function checkAgain(name) {
  const to = written(...(small ? ["--small"] : []), name);
  try {
    for (const file of FILES)
      assert.ok(bytesOf(name, file).equals(bytesOf(name, file, to)), `${file} differs`);
  } finally {
    rmSync(to, { recursive: true });
  }
}

function checkPart(name, files) {
  const to = written("--small", name);
  try {
    for (const file of FILES) {
      const texts = new Set(files[file].map(({ text }) => text));
      const part = read(name, file, to);
      assert.ok(part.length > 0 && part.length < texts.size);
      for (const { text } of part) assert.ok(texts.has(text), `not in ${file}: ${text}`);
    }
  } finally {
    rmSync(to, { recursive: true });
  }
}

// In which file each text is.
const placesOf = (files) =>
  new Map(FILES.flatMap((file) => files[file].map(({ text }) => [text, file])));

async function checkMoves(name) {
  const { AT_LEAST, records } = await import(`./sources/${name}.mjs`);
  const all = [...records()];
  const extra = Array.from({ length: 200 }, (_, i) => ({ text: `text ${i}`, label: all[0].label }));
  const before = placesOf(cut(name, chosen(all, AT_LEAST), small));
  const after = placesOf(cut(name, chosen([...all.slice(100), ...extra], AT_LEAST), small));
  const stayed = [...before].filter(([text]) => after.has(text));
  assert.ok(stayed.length >= before.size - 100);
  for (const [text, file] of stayed) assert.equal(after.get(text), file, text);
  assert.ok(new Set(extra.map(({ text }) => after.get(text))).size > 3, "texts were not added");
}

const PAGE = `.\\" a remark
.TH X 1
.SH BESCHREIBUNG
.B Fett
und
.BR ls (1)
mit \\fBSchalter\\fP \\-a.
.PP
"Zweiter" Absatz \\(lqso\\(rq.
.nf
kein Satz
.fi
.TP
\\fB\\-v\\fP
mehr
.IP 2. 4
sagen
.SH AUTOREN
Jemand
`;

const good = await summed("corpora", async (step) => {
  await step("a text is there once, without its doubles and without contradictions", () => {
    const texts = ["One two", "one, TWO!", "three", "four", "Four.", "four", "…", "!?", "five"];
    const labels = ["a", "a", "a", "a", "b", "a", "a", "a", "b"];
    const records = texts.map((text, i) => ({ text, label: labels[i] }));
    const kept = chosen(records, 2).map(({ text }) => text);
    const first = digestOf("One two") < digestOf("one, TWO!") ? "One two" : "one, TWO!";
    assert.deepEqual(kept.sort(), [first, "three", "…"].sort());
  });
  await step("a manual page's paragraphs are read without its formatting", () => {
    const [first, second, ...others] = paragraphs(PAGE);
    assert.equal(first, "Fett und ls(1) mit Schalter -a.");
    assert.equal(second, '"Zweiter" Absatz “so”.');
    assert.deepEqual(others, ["-v mehr", "sagen"]);
    assert.deepEqual(paragraphs(`.Dd 1. Mai\n${PAGE}`), []);
  });
  const sizes = table(small ? "Small" : "Files");
  await step("the corpora of the document are there", () => {
    assert.deepEqual(NAMES.sort(), Object.keys(sizes).sort());
    if (!small) assert.deepEqual(NAMES.sort(), Object.keys(table("Sources")).sort());
  });
  for (const name of NAMES) {
    // Read by the first step that runs, so that it tells what is wrong with them.
    const files = {};
    const of = (test) => () => {
      if (!files.pool) for (const file of FILES) files[file] = read(name, file);
      return test();
    };
    await step(`${name}: sizes and digest are the document's`, of(() => {
      const digest = createHash("sha256");
      for (const file of FILES) digest.update(bytesOf(name, file));
      assert.deepEqual(
        [...FILES.map((file) => files[file].length), digest.digest("hex").slice(0, 16)],
        sizes[name].map((cell, i) => (i < FILES.length ? number(cell) : cell.replaceAll("`", ""))),
      );
    }));
    await step(`${name}: classes are the document's`, of(() => {
      const [list] = table("Classes")[name];
      const told = Array.from(list.matchAll(/([a-z0-9-]+) ([0-9,]+)/g), ([, label, count]) => [
        label,
        number(count),
      ]);
      const counts = counted(files);
      if (small) assert.deepEqual(Object.keys(counts).sort(), told.map(([label]) => label));
      else assert.deepEqual(counts, Object.fromEntries(told));
    }));
    await step(`${name}: no text is in two files or twice in one`, of(() => checkTexts(files)));
    await step(`${name}: byline reads it and learns from it`, of(() => checkReading(name, files)));
    await step(`${name}: written again, its bytes are the same`, () => checkAgain(name));
    await step(`${name}: texts more or less move no other one`, () => checkMoves(name));
    if (!small && table("Small")[name])
      await step(`${name}: the small version is a part of it`, of(() => checkPart(name, files)));
  }
});
process.exit(good ? 0 : 1);
