#!/usr/bin/env node
// What is told of 24 datasets before they join a datanet, and what it pays for them afterwards. Each
// joins alone: it is withdrawn again before the next one, so that all are told by the same model.
// Then all join at once, of which `byline model forecast` told.
//
//	joined.mjs DATANET      mail-filter, glosses or topics, of a local network of its own
//
// In: BYLINE, the program; SETS, how many datasets (24); SEED, by which they are drawn.
// Prints the tables of docs/forecasts.md. The last line is "NAME: N passed, N failed".

import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { DATANETS, NETWORKS } from "../../devnet/datanets.mjs";
import { TestDevnet } from "../../devnet/test/support.mjs";
import * as figures from "../forecasts/measured/figures.mjs";
import { summed } from "../second/steps.mjs";
import { drawSets, readLines, unseenRecords } from "./joined_sets.mjs";

const { atLeast, atMost, mean, median, part, percent, shown, spearman } = figures;
const [name] = process.argv.slice(2);
const count = Number(process.env.SETS || 24);
const seed = process.env.SEED || "1";
// No interval of a change is asked for, and its trials take most of a publisher's time.
process.env.BYLINE_DEVNET_TRIALS = "0";
const BYLINE = path.resolve(process.env.BYLINE ?? "./byline");
// From so many records sets are drawn; so many others are asked beside what the datanet's customers
// ask, so that the expected share is hardly one of chance. The mails are too few for either.
const RECORDS = 5000;
const ASKED = 3000;
const EPOCHS = 10;
// Inferences of an epoch: as many as the network has by itself, and enough to be paid by.
const FEW = 24;
const MANY = 100;
const LEAST_SHARE = 0.005; // below it a ratio of shares is one of small numbers

const run = promisify(execFile);
const work = mkdtempSync(path.join(tmpdir(), "joined-"));
const devnet = new TestDevnet();
// This past has no trials, and no other test would begin with it.
devnet.past = "";
let datanet;
let folder;

async function byline(...args) {
  const words = ["--config-dir", path.join(work, "home"), "--json", ...args];
  return JSON.parse((await run(BYLINE, words, { maxBuffer: 1 << 28 })).stdout);
}

const control = (call, parameters = {}) => devnet.do(call, { datanet: name, ...parameters });
const jsonLines = (list) => list.map((item) => `${JSON.stringify(item)}\n`).join("");

function written(file, list) {
  writeFileSync(path.join(work, file), jsonLines(list));
  return path.join(work, file);
}

async function begin() {
  const first = Object.keys(NETWORKS)[0];
  const network = Object.keys(NETWORKS).find((one) => NETWORKS[one].datanets.includes(name));
  await devnet.start(...(network === first ? [] : ["--networks", network]));
  datanet = devnet.datanets.find((one) => one.name === name);
  const place = network === first ? [] : [network, name];
  folder = path.join(devnet.directory, ...place, "datanet");
  await byline("network", "add", datanet.network.profile_file, "--use");
  await control("mine", { blocks: 3 });
  await byline("sync");
}

// What the publisher has of its newest model, as options of `byline model`.
function newest() {
  const models = path.join(folder, "models");
  const version = Math.max(...readdirSync(models).map(Number));
  const files = { spec: "spec.json", head: "head.safetensors", queries: "evaluation.jsonl" };
  const at = (file) => path.join(models, String(version), file);
  return Object.fromEntries(Object.entries(files).map(([option, file]) => [option, at(file)]));
}

const optionsOf = (files) => Object.entries(files).flatMap(([option, file]) => [`--${option}`, file]);

// What the newest model pays over many inferences: a function of a dataset. Customers' queries are
// no less likely for their price, so that each counts once.
async function expectedShares(queries) {
  const files = { ...newest(), queries };
  const { queries: answers } = await byline("model", "attribute", ...optionsOf(files));
  const sums = new Map();
  for (const { influence } of answers)
    for (const [uid, value] of Object.entries(influence))
      sums.set(uid, (sums.get(uid) ?? 0) + Number(value));
  const earned = (uid) => Math.max(0, sums.get(uid) ?? 0);
  const all = [...sums.keys()].reduce((sum, uid) => sum + earned(uid), 0);
  return (uid) => earned(uid) / all;
}

// Settles epochs; for each, what is paid to a dataset, as a part of the pool.
async function settled(inferences) {
  const epochs = [];
  for (let i = 0; i < EPOCHS; i++) {
    await control("infer", { count: inferences });
    const { pool, leaves } = await control("settle", { root: false });
    const amounts = new Map(leaves.map(({ dataset, amount }) => [dataset, Number(amount)]));
    epochs.push((uid) => amounts.get(uid) / Number(pool));
  }
  return epochs;
}

async function tell({ kind, wrong, records }, i) {
  const file = written(`set-${i}.jsonl`, records);
  const told = await byline("preview", file, "--limit", "0", "--datanet", name);
  const { mean: inEpochs, low, high } = told.pool_share_of_epochs;
  const numbers = { told: told.pool_share, inEpochs, low, high };
  for (const key of Object.keys(numbers)) numbers[key] = Number(numbers[key]);
  return { kind, wrong, records: records.length, file, ...numbers };
}

const accountOf = (i) => `contributor-${1 + (i % 4)}`;
const join = async ({ file }, i) =>
  (await control("contribute", { name: `set-${i}`, account: accountOf(i), file })).uid;

async function joinAlone(row, i, customers) {
  const uid = await join(row, i);
  await control("train");
  const paid = (await expectedShares(customers))(uid);
  const few = (await settled(FEW)).map((share) => share(uid));
  const many = (await settled(MANY)).map((share) => share(uid));
  await control("withdraw", { account: accountOf(i), dataset: uid });
  return { ...row, paid, few, many };
}

// All of them; `files` are the publisher's before they came.
async function joinAtOnce(rows, files, customers) {
  const uids = [];
  for (const [i, row] of rows.entries()) uids.push(await join(row, i));
  const folders = uids.map((uid) => path.join(folder, "datasets", uid.slice(2)));
  const told = await byline("model", "forecast", ...optionsOf(files), ...folders);
  await control("train");
  const expected = await expectedShares(customers);
  const epochs = await settled(MANY);
  return uids.map((uid, i) => ({
    told: Number(told.datasets[i].share),
    paid: expected(uid),
    many: epochs.map((share) => share(uid)),
  }));
}

const column = (rows, read) => rows.map(read);
const off = (rows, read) => mean(rows.map((row) => Math.abs(row.told - read(row))));
const paidOf = ({ paid }) => paid;
const inMany = ({ many }) => mean(many);
const inFew = ({ few }) => mean(few);

function figuresOf(rows) {
  const both = rows.filter(({ told, paid }) => told >= LEAST_SHARE && paid >= LEAST_SHARE);
  const epochs = rows.flatMap(({ low, high, few }) => (few ?? []).map((x) => low <= x && x <= high));
  return {
    paid: mean(column(rows, paidOf)),
    error: off(rows, paidOf),
    ratio: median(both.map(({ told, paid }) => paid / told)),
    rank: spearman(column(rows, ({ told }) => told), column(rows, paidOf)),
    ranked: spearman(column(rows, ({ told }) => told), column(rows, inMany)),
    ten: off(rows, inMany),
    within: part(epochs, (inside) => inside),
  };
}

function print(title, rows) {
  const columns = Object.keys(rows[0]);
  console.log(`\n### ${title}\n\n| ${columns.join(" | ")} |\n|${columns.map(() => "---|").join("")}`);
  for (const row of rows) console.log(`| ${columns.map((one) => row[one]).join(" | ")} |`);
  console.log();
}

const spread = (list) => `${percent(figures.quantile(list, 0.05))} to ${percent(figures.quantile(list, 0.95))}`;

function printSets(rows) {
  const lines = rows.toSorted((a, b) => b.paid - a.paid).map((row) => ({
    records: row.records,
    labels: row.kind,
    wrong: percent(row.wrong, 0),
    told: percent(row.told, 2),
    "epochs of 24, told": `${percent(row.low)} to ${percent(row.high)}`,
    "paid, expected": percent(row.paid, 2),
    "ten epochs of 100": percent(inMany(row), 2),
    "ten of 24": percent(inFew(row), 2),
    "each of 24": spread(row.few),
  }));
  print(`${name}: each alone`, lines);
}

function printFigures(alone, together) {
  const line = (joined, rows) => {
    const f = figuresOf(rows);
    return {
      datanet: name,
      joined,
      "mean paid": percent(f.paid, 2),
      "mean error": percent(f.error, 2),
      "paid ÷ told": shown(f.ratio),
      "rank of paid": shown(f.rank, 3),
      "ten epochs of 100: error": percent(f.ten, 2),
      rank: shown(f.ranked, 3),
    };
  };
  print(`${name}: told and paid`, [line("alone", alone), line("at once", together)]);
  const told = alone.map(({ told: share }) => share);
  const few = alone.map(inFew);
  print(`${name}: ten epochs of 24`, [
    {
      "error of the share": percent(off(alone, inFew), 2),
      rank: shown(spearman(told, few), 3),
      "error of the epochs' mean": percent(mean(alone.map((row) => Math.abs(row.inEpochs - inFew(row)))), 2),
      "its rank": shown(spearman(alone.map(({ inEpochs }) => inEpochs), few), 3),
      "rank of what is expected": shown(spearman(column(alone, paidOf), few), 3),
      "epochs in their interval": shown(figuresOf(alone).within),
    },
  ]);
}

async function measure() {
  await begin();
  const unseen = await unseenRecords(name, datanet.corpus.unseen, RECORDS + ASKED);
  const from = unseen.slice(0, RECORDS);
  const { apart, sets } = drawSets(count, from, seed);
  const heldOut = readLines(datanet.corpus.heldout);
  const asked = [...heldOut.slice(DATANETS[name].evaluation), ...unseen.slice(RECORDS)];
  const drawn = `${count} sets from ${from.length} records${apart ? ", each record in one of them" : ""}`;
  console.log(`${drawn}; ${asked.length} queries for what is expected`);
  const customers = written("customers.jsonl", asked.map((query, i) => ({ id: `c${i}`, ...query })));
  const files = newest();
  const told = [];
  for (const [i, set] of sets.entries()) told.push(await tell(set, i));
  const alone = [];
  for (const [i, row] of told.entries()) alone.push(await joinAlone(row, i, customers));
  return { alone, together: await joinAtOnce(told, files, customers) };
}

function* claims({ alone, together }) {
  const f = figuresOf(alone);
  const all = figuresOf(together);
  yield ["the order is that of what ten epochs pay", () => atLeast(f.ranked, 0.93)];
  yield ["the share is told in points", () => atMost(f.error, 0.008)];
  yield ["the share is told in parts", () => atMost(f.error, 0.12 * f.paid)];
  yield [
    "the share is neither praised nor played down",
    () => [atLeast(f.ratio, 0.9), atMost(f.ratio, 1.1)],
  ];
  yield ["nine of ten epochs lie in their interval", () => atLeast(f.within, 0.85)];
  yield ["all at once: the shares are told in points", () => atMost(all.error, 0.005)];
}

let good = false;
try {
  const measured = await measure();
  printSets(measured.alone);
  printFigures(measured.alone, measured.together);
  good = await summed(name, async (step) => {
    for (const [claim, check] of claims(measured)) await step(claim, async () => check());
  });
} finally {
  await devnet.stop();
  rmSync(work, { recursive: true });
}
process.exit(good ? 0 : 1);
