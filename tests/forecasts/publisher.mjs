// A second publisher, which docs/formats.md alone made (publisher.py), against byline: `model check`
// finds no false claim in its artifact, and both artifacts tell the same of the same records.
//
//	node publisher.mjs FORETELL FOLDER PYTHON [NAME]    the program tests/forecasts/foretell; the
//	                                                    corpora, of which NAME is one
//
// A change is a part of the held-out loss, and so are the ends of its interval: two of them are the
// same if they differ by 1e-4 of that loss at most. Shares differ by 1e-4 of themselves at most.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { summed } from "../second/steps.mjs";
import { rowsOf, writeFiles } from "./published.mjs";

const [foretell, folder, python, only] = process.argv.slice(2);
const BYLINE = process.env.BYLINE ?? fileURLToPath(new URL("../../byline", import.meta.url));
const PUBLISHER = fileURLToPath(new URL("publisher.py", import.meta.url));
const SAME = 1e-4;

// Of a hundred trials enough are of one class, so that every interval is known. `byline` takes the
// seed 1; without intervals another seed tells the same.
const CORPORA = {
  spam: {
    spec: { inferences: "12", lambda: "0.001", retraining: "fixed" },
    slices: ["early", "late"],
    trials: "100",
    seed: "1",
  },
  brown: { spec: { lambda: "0.001" }, slices: [], trials: "12", seed: "14695981039346656037" },
};

const chosen = Object.entries(CORPORA).filter(([name]) => !only || name === only);
const to = mkdtempSync(path.join(tmpdir(), "publisher-"));
process.on("exit", () => rmSync(to, { recursive: true }));

function run(program, ...args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8" });
  assert.ok(!error && status === 0, `${program} ended with ${status}: ${stderr}${stdout}${error ?? ""}`);
  return stdout;
}

const byline = (...args) => JSON.parse(run(BYLINE, "--json", "model", ...args));

// Sets of records that are offered to a model of `pool`'s classes, as rows.
function offers(pool) {
  const classes = [...new Set(pool.map(({ label }) => label))].sort();
  const next = (label) => classes[(classes.indexOf(label) + 1) % classes.length];
  const clean = pool.slice(0, 80);
  const most = classes.findLast(
    (label) => pool.filter((row) => row.label === label).length >= 40,
  );
  return {
    "a clean set": clean,
    "a set with 30 % wrong labels": clean.map(({ text, label }, i) => ({
      text,
      label: i % 10 < 3 ? next(label) : label,
    })),
    "a set of one class": pool.filter(({ label }) => label === most).slice(0, 40),
    "records ten times": Array(10).fill(pool.slice(80, 88)).flat(),
    "three records": pool.slice(100, 103),
  };
}

function writeOffers(name) {
  const found = offers(rowsOf(path.join(folder, name, "pool.csv")));
  return Object.entries(found).map(([what, rows], i) => {
    const file = path.join(to, name, `offer-${i}.csv`);
    const lines = rows.map(({ text, label }) => `"${text.replaceAll('"', '""')}",${label}\n`);
    writeFileSync(file, `text,label\n${lines.join("")}`);
    return { what, file, records: rows.length };
  });
}

// What byline tells of each file with an artifact.
function told(artifact, files) {
  const lines = execFileSync(foretell, [artifact, ...files], { encoding: "utf8" });
  return lines.trimEnd().split("\n").map((line) => JSON.parse(line));
}

function assertSame(a, b) {
  const message = `${JSON.stringify(a)}\n        ${JSON.stringify(b)}`;
  for (const name of ["records", "known", "why", "has_share"])
    assert.equal(a[name], b[name], message);
  for (const name of ["change", "low", "high"])
    assert.ok(Math.abs(a[name] - b[name]) <= SAME, `${name}: ${message}`);
  for (const name of ["share", "share_low", "share_high"])
    assert.ok(Math.abs(a[name] - b[name]) <= SAME * a[name], `${name}: ${message}`);
}

const good = await summed("publisher", async (step) => {
  await step("the second publisher has 300 lines at most", () => {
    const lines = readFileSync(PUBLISHER, "utf8").trimEnd().split("\n");
    assert.ok(lines.length <= 300 && lines.every(({ length }) => length <= 100));
  });
  for (const [name, { spec, slices, trials, seed }] of chosen) {
    const file = (base) => path.join(to, name, base);
    const options = { spec: "spec.json", head: "head", queries: "queries.jsonl", public: "public.jsonl" };
    const asked = Object.entries(options).map(([option, base]) => [option, file(base)]);
    const files = [
      ...asked.flatMap(([option, at]) => [`--${option}`, at]),
      "--training",
      file("training.json"),
    ];
    const known = trials === "100";
    let offered;
    mkdirSync(file(""));

    await step(`${name}: byline trains and publishes`, () => {
      writeFiles(path.join(folder, name), file(""), spec, slices);
      byline("train", "--spec", file("spec.json"), "--out", file("head"));
      byline("publish", ...files, "--trials", trials, "--out", file("byline"));
      offered = writeOffers(name);
    });
    await step(`${name}: the second publisher's artifact passes the check`, () => {
      const { manifests } = byline("show", file("byline"));
      const own = { manifests, trials, seed, out: file("numpy") };
      run(python, PUBLISHER, ...asked.flat(), ...Object.entries(own).flat());
      const { claims } = byline("check", file("numpy"), ...files);
      assert.ok(claims.length > 25 && claims.every(({ holds }) => holds));
    });
    await step(`${name}: both artifacts tell the same of every set`, () => {
      const [ours, theirs] = ["byline", "numpy"].map((base) =>
        told(file(base), offered.map((offer) => offer.file)),
      );
      offered.forEach(({ what, records }, i) => {
        assert.equal(ours[i].records, records, what);
        assert.equal(ours[i].known, known, `${what}: ${ours[i].why}`);
        assert.ok(ours[i].change !== 0 && ours[i].has_share, what);
        assertSame(ours[i], theirs[i]);
      });
      const changes = ours.map(({ change }) => change);
      assert.ok(Math.max(...changes) > 0.005 && Math.min(...changes) < -0.001, `${changes}`);
    });
  }
});
process.exitCode = good ? 0 : 1;
