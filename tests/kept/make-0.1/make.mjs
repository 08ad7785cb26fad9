// Makes the kept folder of version 0.1: lives a contributor's life on 0.1's own local network until
// every state that 0.1 can write is in its cache, and copies what is then on disk.
//
//	node tests/kept/make-0.1/make.mjs TREE OUT
//
// TREE is a checkout of 0.1 with its program built and its devnet/node_modules installed; OUT is a
// new folder, for which expected.mjs then asks 0.1 what it shows of it. Everything lives under
// /tmp/byline-0.1 meanwhile, since 0.1 keeps absolute paths.
//
// The order matters: first what comes to an end (confirmed, failed, replaced, cancelled, dropped),
// then what stays in a block, in a pool, or unsent, because nothing can be sent behind those.
// No file of byline's is edited but config.ini, which is the user's.

import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { HOME, PASSPHRASE } from "../kept.mjs";
import { writeRecords } from "./records.mjs";

const [tree, out] = process.argv.slice(2).map((name) => path.resolve(name));
const NETWORK = `${HOME}-devnet`;
const at = (name) => path.join(HOME, name);

const environment = {
  ...process.env,
  BYLINE: path.join(tree, "byline"),
  BYLINE_DEVNET_DIR: NETWORK,
  TZ: "UTC",
  LANG: "C.UTF-8",
};

function devnet(...words) {
  const ran = spawnSync("node", ["devnet/main.mjs", ...words], {
    cwd: tree,
    env: environment,
    encoding: "utf8",
  });
  if (ran.status !== 0) throw new Error(`devnet ${words.join(" ")}: ${ran.stdout}${ran.stderr}`);
  return ran.stdout;
}
const control = (call, parameters = {}) => {
  devnet("control", call, JSON.stringify(parameters));
};

// What byline is started with: a machine's folder, and the account that acts, "" for its own.
const argumentsOf = (machine, account, words) => [
  ...["--config-dir", at(machine), "--json", "--passphrase-fd", "3"],
  ...(account ? ["--account", account] : []),
  ...words,
];

/**
 * Runs byline and gives its JSON answer. `input` is what it reads as phrase and passphrase.
 * Throws unless it ends with `code`; null takes any.
 */
function byline(machine, words, { account = "", code = 0, input = PASSPHRASE } = {}) {
  fs.writeFileSync(`${NETWORK}.passphrase`, `${input}\n`, { mode: 0o600 });
  const passphrase = fs.openSync(`${NETWORK}.passphrase`);
  const ran = spawnSync(environment.BYLINE, argumentsOf(machine, account, words), {
    env: environment,
    encoding: "utf8",
    maxBuffer: 1 << 26,
    stdio: ["ignore", "pipe", "pipe", passphrase],
  });
  fs.closeSync(passphrase);
  if (code !== null && ran.status !== code)
    throw new Error(`byline ${words.join(" ")}: ${ran.status}: ${ran.stderr}${ran.stdout}`);
  return ran.stdout ? JSON.parse(ran.stdout) : {};
}
const online = (words, options) => byline("online", words, options);
const sync = () => online(["sync"]);

// Two blocks are the confirmations, below which byline reads.
function settled() {
  control("mine", { blocks: 3 });
  sync();
}

// What must be typed to sign an act: that is asked by preparing it.
function confirmation(words, options) {
  const asked = words[0] === "claim" && words[1] === "prepare" ? words : [...words, "--prepare"];
  return ["--confirm", online(asked, options).act.confirm];
}
const sign = (words, options) => {
  const confirmed = confirmation(words, options);
  const signs = words[1] === "prepare" ? ["--sign"] : [];
  return online([...words, ...signs, ...confirmed], options).act;
};
const send = (words, options) =>
  online([...words, "--send", "--no-wait", ...confirmation(words, options)], options).act;
const sendSigned = (act, options) => online(["tx", "send", act.hash, "--no-wait"], options);
const keep = (words, file, options) => online([...words, "--out", at(file)], options).act;

const drafts = () => {
  const { transactions } = online(["--offline", "tx", "list"]);
  return transactions.filter(({ state }) => state === "prepared").length;
};

// Kills byline where it waits for the passphrase: the nonce is taken, nothing is signed.
async function killWhileItAsks(words, options) {
  const before = drafts();
  const confirmed = confirmation(words, options);
  const signs = words[1] === "prepare" ? ["--sign"] : [];
  const asking = spawn(
    environment.BYLINE,
    argumentsOf("online", options?.account, [...words, ...signs, ...confirmed]),
    { env: environment, stdio: ["ignore", "ignore", "ignore", "pipe"] },
  );
  const ended = new Promise((resolve) => asking.on("exit", resolve));
  while (drafts() === before) await sleep(100);
  asking.kill("SIGKILL");
  await ended;
}

// Begins an upload that the datanet breaks off again and again; calls `meanwhile` in the middle.
async function breakOffUpload(name, confirm, meanwhile) {
  const received = () =>
    fs
      .readdirSync(`${NETWORK}/datanet/uploads`)
      .filter((file) => /[0-9a-f]$/.test(file))
      .reduce((sum, file) => sum + fs.statSync(`${NETWORK}/datanet/uploads/${file}`).size, 0);
  const before = received();
  control("datanet-faults", { faults: [{ kind: "disconnect-upload", bytes: 600, times: 100000 }] });
  const passphrase = fs.openSync(`${NETWORK}.passphrase`);
  const words = ["dataset", "upload", name, ...confirm];
  const uploading = spawn(environment.BYLINE, argumentsOf("online", "", words), {
    env: environment,
    stdio: ["ignore", "ignore", "ignore", passphrase],
  });
  const ended = new Promise((resolve) => uploading.on("exit", resolve));
  const uploaded = () => online(["--offline", "dataset", "show", name]).dataset.uploaded;
  while (received() === before || uploaded() === "0") await sleep(100);
  meanwhile(uploading);
  control("datanet-faults", {});
  await ended;
  fs.closeSync(passphrase);
}

const described = () => JSON.parse(fs.readFileSync(`${NETWORK}/devnet.json`, "utf8"));

// The last eight digits of the datanet's intake key, which the user compares and types.
async function intake(network) {
  const { datanet } = await (await fetch(`${network.datanet.url}/v1/datanet`)).json();
  return ["--confirm", datanet.intake.id.slice(-8)];
}

function begin(network) {
  const [demo, , , , , , deployer] = network.accounts;
  const restored = `${network.phrase}\n${PASSPHRASE}`;

  for (const machine of ["online", "offline"]) {
    byline(machine, ["network", "add", `${NETWORK}/profile.json`, "--use"]);
    byline(machine, ["restore"], { input: restored });
  }
  const elsewhere = { ...network.profile, name: "elsewhere", title: "Another datanet" };
  elsewhere.datanet = { ...network.profile.datanet, address: deployer.address, name: "elsewhere" };
  fs.writeFileSync(at("elsewhere.json"), JSON.stringify(elsewhere, null, 2));
  online(["network", "add", at("elsewhere.json")]);
  for (const label of ["savings", "travel", "old mail", "the band"])
    online(["account", "new", "--label", label]);
  online(["account", "label", demo.address, "royalties"]);
  online(["account", "watch", deployer.address, "--label", "bookkeeper"]);
  const ini = fs.readFileSync(at("online/config.ini"), "utf8");
  fs.writeFileSync(
    at("online/config.ini"),
    ini
      .replace(/^account = .*/m, "account = savings")
      .replace(/^theme = .*/m, "theme = mono")
      .replace(/^idle_lock = .*/m, "idle_lock = 600"),
  );
  sync();
}

// Sets of records in every state; account 0 owns them, but for one.
async function datasets(network) {
  const owner = { account: "royalties" };
  const commit = (file, name, words = [], options = owner) =>
    online(
      ["dataset", "commit", at(`records/${file}`), "--name", name, ...words],
      options,
    );
  const licence = ["--license", "CC-BY-4.0"];
  const attest = (name, options = owner, words = []) => {
    send(["dataset", "commit", name, "--attest", ...words], options);
    control("mine");
  };

  commit("mails.jsonl", "mails", licence);
  commit("reviews.csv", "reviews", [
    ...["--license", "CC-BY-SA-4.0", "--keep", "--text", "body", "--label", "kind"],
  ]);
  commit("notes", "notes", ["--kind", "files", "--license", "CC0-1.0"]);
  for (const name of ["withdrawn", "refused", "halfway"]) commit(`${name}.jsonl`, name, licence);
  commit("travel.txt", "travel notes", ["--license", "LicenseRef-mine"], { account: "travel" });
  commit("elsewhere.jsonl", "for another", ["--network", "elsewhere", ...licence]);
  for (const name of ["mails", "reviews", "withdrawn", "refused", "halfway"]) attest(name);
  attest("travel notes", { account: "travel" });
  attest("for another", owner, ["--network", "elsewhere"]);
  settled();
  commit("mails-2.jsonl", "mails 2", [...licence, "--replaces", "mails"]);
  attest("mails 2");
  send(["dataset", "revoke", "withdrawn"], owner);
  settled();

  const key = await intake(network);
  online(["dataset", "upload", "mails", ...key], owner);
  // Sealed to a key that the datanet gives up meanwhile, it is rejected.
  await breakOffUpload("refused", [], () => control("rotate-intake"));
  await breakOffUpload("halfway", await intake(network), (it) => it.kill("SIGKILL"));
  sync();
  online(["dataset", "prove", "mails", "7", "--out", at("papers/disclosure.json")], owner);
  online(["dataset", "prove", "reviews", "2", "--out", at("papers/review.json")], owner);
}

// A model that knows the mails, its answers, epochs with and without a root, one paid too little,
// a node that lied once, and the audits of all that.
function epochs() {
  control("train");
  control("infer", { count: 40 });
  sync();
  control("settle");
  settled();
  online(["preview", at("records/mails.jsonl")]);
  control("node-faults", { node: "bob", faults: [{ kind: "balance" }] });
  control("mine", { blocks: 1 });
  sync();
  control("node-faults", { node: "bob" });
  settled();
}

function lastEpochs(network) {
  const [demo] = network.accounts;

  control("settle", { underpay: demo.address });
  settled();
  control("settle");
  settled();
  control("settle", { root: false });
  control("infer", { count: 12 });
  settled();
  for (const account of ["royalties", "savings", "travel", "old mail", "the band"])
    online(["audit", "--full"], { account, code: null });
}

const CLAIM = ["claim", "prepare"];
const dead = "0x000000000000000000000000000000000000dEaD";

// Acts that came to an end.
async function comeToAnEnd(network) {
  const named = (name) => network.accounts.find((account) => account.name === name);
  const claims = () => online(["--offline", "claim", "status"]).claims;

  send(CLAIM, { account: "royalties" });
  send(["send", "OPEN", "1.5", named("contributor-2").address], { account: "savings" });
  send(["send", "ETH", "0.25", dead], { account: "old mail" });
  settled();

  // Two payers of one claim, both in one block: the contract refuses the second.
  const payers = ["savings", "royalties"].map((payer) => ({
    payer,
    act: sign([...CLAIM, "--payer", payer], { account: "savings" }),
  }));
  for (const { payer, act } of payers) sendSigned(act, { account: payer });
  settled();

  // One signed claim and one sent payment are cancelled.
  sign(CLAIM, { account: "travel" });
  send(["claim", "cancel", claims()[0].id], { account: "travel" });
  const regretted = send(["send", "ETH", "0.125", dead], { account: "old mail" });
  send(["tx", "cancel", regretted.hash], { account: "old mail" });
  settled();

  // The same phrase in another wallet takes the nonce of one claim.
  const spent = send(CLAIM, { account: "the band" });
  control("drop", { transaction: spent.hash });
  spawnSync(network.cast, [
    ...["send", "--async", "--private-key", named("contributor-4").private_key],
    ...["--nonce", spent.nonce, "--value", "1", named("demo").address],
    ...["--rpc-url", network.nodes[0].url],
  ]);
  settled();

  // Another claim, which "old mail" pays for, is known to no node any more.
  const lost = send([...CLAIM, "--payer", "old mail"], { account: "the band" });
  control("drop", { transaction: lost.hash });
  await sleep(35_000);
  settled();
}

// Acts that are under way; nothing is mined behind them but one block.
async function underWay() {
  const mined = { account: "the band" };
  const waiting = { account: "travel" };
  const signed = { account: "savings" };
  const draft = { account: "royalties" };

  send(CLAIM, mined);
  control("mine", { blocks: 1 });
  sync();
  send(CLAIM, waiting);

  // Signed: where it was prepared by way of its file, at once, and a payment by way of its file.
  const { signing_hash: exported } = keep(CLAIM, "papers/claim-signed-here", signed);
  online([
    ...["--expect", exported, "claim", "sign", at("papers/claim-signed-here")],
    ...["--out", at("papers/claim-signed-here.signed")],
  ]);
  sign(CLAIM, signed);
  const payment = ["send", "OPEN", "0.75", dead];
  keep(payment, "papers/payment", signed);
  const { confirm } = online(["tx", "show", at("papers/payment")]).act;
  online([
    ...["tx", "sign", at("papers/payment"), "--confirm", confirm],
    ...["--out", at("papers/payment.signed")],
  ]);
  sign(["send", "ETH", "0.0625", dead], signed);
  keep(["claim", "cancel", online(["--offline", "claim", "status"]).claims[0].id], "papers/cancel");

  // Drafts: written to a file (one of them signed on the machine that stays offline), or abandoned.
  const { signing_hash: claim } = keep(CLAIM, "papers/claim", draft);
  byline("offline", [
    ...["--expect", claim, "claim", "sign", at("papers/claim")],
    ...["--out", at("papers/claim.signed")],
  ]);
  keep(["send", "ETH", "0.5", dead], "papers/draft", draft);
  keep(["dataset", "commit", "notes", "--attest"], "papers/attest", draft);
  keep(["dataset", "revoke", "reviews"], "papers/revoke", draft);
  await killWhileItAsks(["send", "OPEN", "0.375", dead], draft);
  await killWhileItAsks(CLAIM, draft);
  sync();
}

// The copy leaves out what byline makes again: models, and locks, which are empty.
const isKept = (name) => !/\.(safetensors|lock)$/.test(name);

async function copy(network) {
  for (const folder of ["online", "offline", "records", "papers"])
    fs.cpSync(at(folder), path.join(out, folder), { recursive: true, filter: isKept });
  for (const machine of ["online", "offline"]) {
    const cache = path.join(out, machine, "state/cache.db");
    if (fs.existsSync(`${cache}-wal`)) throw new Error(`${cache}-wal is there`);
    fs.writeFileSync(`${cache}.gz`, gzipSync(fs.readFileSync(cache), { level: 9 }));
    fs.rmSync(cache);
  }
  const said = await fetch(`${network.datanet.url}/v1/datanet`);
  fs.writeFileSync(path.join(out, "datanet.json"), await said.text());
  fs.writeFileSync(path.join(out, "clock"), `${Math.floor(Date.now() / 1000)}\n`);
}

if (fs.existsSync(HOME) || fs.existsSync(out)) throw new Error(`${HOME} or ${out} is there`);
for (const folder of ["", "records", "papers"]) fs.mkdirSync(at(folder), { mode: 0o700 });
writeRecords(at("records"));
devnet("start", "--manual");
try {
  const network = described();
  control("mine", { blocks: 3 });
  begin(network);
  await datasets(network);
  epochs();
  await comeToAnEnd(network);
  lastEpochs(network);
  await underWay();
  online(["backup", at("papers/backup")]);
  await copy(network);
  fs.rmSync(HOME, { recursive: true });
} finally {
  devnet("stop");
}
