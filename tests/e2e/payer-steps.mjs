// How the tests of payers are told: a live local network with payers of every kind, byline on one
// machine that follows accounts without keys, and on another that has the vault and no network.
// In: BYLINE, the program; DENY, the library of tests/lib/deny.h; TEST, the last step that is made,
// all of them if empty. The last line is "SUITE: N passed, N failed".
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const BYLINE = process.env.BYLINE ?? "./byline";
const require = createRequire(new URL("../../devnet/package.json", import.meta.url));
const Ajv = require("ajv/dist/2020.js").default;
const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
const schemas = new URL("../../docs/schemas/cli/", import.meta.url);
for (const name of readdirSync(schemas))
  ajv.addSchema(JSON.parse(readFileSync(new URL(name, schemas), "utf8")));

export const work = mkdtempSync(join(tmpdir(), "payers-"));
const env = { ...process.env, TZ: "UTC", LANG: "C.UTF-8", BYLINE_DEVNET_DIR: join(work, "devnet") };
const PASSPHRASE = "a long passphrase";
// Above the two confirmations, below which byline reads.
const SETTLED = 3;

/** What the local network says of itself, once it runs. */
export let devnet;
let passed = 0;
let files = 0;
// Seconds by which the network and byline are ahead of the real time.
let skew = 0;

export const file = (name) => join(work, name);
/** A file that a payer gives to those whom it owes something. */
export const payersFile = (name) => join(work, "devnet", "payers", name);
/** A name for one more file. */
export const fresh = (name) => file(`${name}-${files++}`);

// The passphrase is on descriptor 3, and nobody is at a terminal.
function run(before, machine, args) {
  const [program, ...rest] = ["setsid", "-w", ...before, BYLINE, "--config-dir", file(machine), "--json"];
  const input = ["--passphrase-fd", "3", ...args];
  const got = spawnSync("sh", ["-c", 'exec "$@" 3<"$0"', file("passphrase"), program, ...rest, ...input], {
    encoding: "utf8",
    env: { ...env, ...(skew ? { BYLINE_CLOCK: `+${skew}` } : {}), ...(before.env ?? {}) },
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 1 << 28,
    timeout: 120_000,
  });
  assert.ok(!got.error, `byline ${args.join(" ")}: ${got.error}`);
  return got;
}

function replyOf(got, code, schema, args) {
  assert.equal(got.status, code, `byline ${args.join(" ")}: ${got.stderr}${got.stdout}`);
  const reply = JSON.parse(got.stdout);
  if (!ajv.validate(`${schema}.schema.json`, reply))
    assert.fail(`byline ${args.join(" ")}: ${ajv.errorsText()}\n${got.stdout}`);
  return reply;
}

/** Runs byline on a machine; its reply, which must be valid by the schema. */
export function byline(machine, schema, ...args) {
  return replyOf(run([], machine, args), 0, schema, args);
}

/** Runs byline, which refuses with that exit code and says each of `parts`; the message. */
export function refused(machine, code, parts, ...args) {
  const got = run([], machine, args);
  const { error } = replyOf(got, code, "error", args);
  for (const part of [parts].flat()) assert.match(error.message, part);
  return error.message;
}

// A namespace without interfaces, or where none is allowed a connect() that fails.
let inside;
function withoutNetwork() {
  if (inside) return inside;
  for (const words of [["unshare", "-n"], ["unshare", "-rn"]])
    if (spawnSync(words[0], [...words.slice(1), "true"]).status === 0) return (inside = words);
  console.log("  note  the missing network is injected into connect(), for no namespace is allowed");
  inside = ["env"];
  inside.env = { LD_PRELOAD: process.env.DENY, DENY_NETWORK: "1" };
  return inside;
}

/** A control call to the local network; its answer. */
export async function control(name, parameters = {}) {
  const reply = await fetch(`${devnet.control.url}/control/${name}`, {
    method: "POST",
    // byline is run while nothing here answers: a connection that is kept would be ended meanwhile.
    headers: { connection: "close" },
    body: JSON.stringify(parameters),
  });
  const answer = await reply.json();
  if (!reply.ok) throw new Error(`${name}: ${answer.error}`);
  return answer;
}

/** Blocks come until what happened is below the confirmations, and byline has read it. */
export async function settled() {
  await control("mine", { blocks: SETTLED });
  byline("online", "sync", "sync");
}

/** The time of the chain and of byline goes forward by so many seconds. */
export async function later(seconds) {
  skew += seconds;
  await control("clock", { skew_seconds: skew });
  await settled();
}

export const account = (role) =>
  devnet.accounts.find(({ name }) => name === role).address.toLowerCase();

/** The payer's part of payers.json. */
export const payer = (name) =>
  JSON.parse(readFileSync(devnet.payers.file, "utf8")).payers.find((one) => one.name === name);

/** The address of a token that payers pay. */
export const token = (symbol) =>
  JSON.parse(readFileSync(devnet.payers.file, "utf8")).tokens.find((t) => t.symbol === symbol).address;

/** By payers.json, what a payer owes an account; its rows by the symbol of the token. */
export function owed(name, role = "demo") {
  return payer(name).owed.filter((row) => row.account === account(role));
}

function cast(...args) {
  const got = spawnSync(devnet.cast, [...args, "--rpc-url", devnet.nodes[1].url], { encoding: "utf8", env });
  assert.equal(got.status, 0, got.stderr);
  return got.stdout.trim();
}

/** What foundry's cast reads of an account's tokens. */
export const balance = (who, symbol = "OPEN") =>
  BigInt(cast("call", token(symbol), "balanceOf(address)(uint256)", who).split(" ")[0]);

export const nonce = (who) => Number(cast("nonce", who));

/** The lines of `claims` of one payer and account, whatever their tokens. */
export function dues(name, { role = "demo", symbol } = {}) {
  const { address } = payer(name);
  return byline("online", "claims", "claims", "--all").dues.filter(
    (due) =>
      due.distributor === address &&
      due.account === account(role) &&
      (symbol === undefined || due.token === token(symbol)),
  );
}

/** Fails unless a line of `claims` has these members, of which figures are told by their raw number. */
export function has(due, expected) {
  assert.ok(due, "there is no such line");
  for (const [name, value] of Object.entries(expected)) {
    const raw = due[name]?.raw ?? due[name];
    const message = `${name} of ${JSON.stringify(due, null, 1)}`;
    if (value instanceof RegExp) assert.match(raw, value, message);
    else assert.equal(raw, typeof value === "bigint" ? String(value) : value, message);
  }
}

const toPayer = (name, options) => ["--distributor", payer(name).address, ...options];

/** What a claim would do, of which nothing is kept. */
export const review = (name, ...options) =>
  byline("online", "claim-prepare", "claim", "prepare", ...toPayer(name, options)).act;

/** Prepares a claim online and writes it for the other machine: {file, act, bundle}. */
export function prepare(name, ...options) {
  const out = fresh("claim");
  const before = review(name, ...options);
  // One that was signed before with the same nonce has to be named.
  const confirm = before.warning ? ["--confirm", before.confirm] : [];
  const words = [...toPayer(name, options), "--out", out, ...confirm];
  const { act } = byline("online", "claim-prepare", "claim", "prepare", ...words);
  return { file: out, act, bundle: JSON.parse(readFileSync(out, "utf8")) };
}

export const refusedPrepare = (name, code, parts, ...options) =>
  refused("online", code, parts, "claim", "prepare", ...toPayer(name, options));

// On a machine without a network: shown, then signed by the hash that it computed; or the reason.
function trySign(machine, from, out) {
  const shown = run(withoutNetwork(), machine, ["claim", "show", from]);
  if (shown.status !== 0) return shown;
  const { act } = replyOf(shown, 0, "claim-show", ["claim", "show", from]);
  // One that was signed before with the same nonce has to be named.
  const confirm = act.warning ? ["--confirm", act.confirm] : [];
  const words = ["claim", "sign", from, "--expect", act.signing_hash, "--out", out, ...confirm];
  return run(withoutNetwork(), machine, words);
}

/** Signs what was prepared, by the hash that the other machine computes of it; the file. */
export function sign({ file: from }) {
  const out = fresh("signed");
  replyOf(trySign("offline", from, out), 0, "claim-sign", ["claim", "sign", from]);
  return out;
}

export const send = (signed) => byline("online", "claim-send", "claim", "send", signed, "--no-wait");

/** What the review says under a name, one string for each time. */
export const facts = (act, name) =>
  act.facts.filter((fact) => fact.label === name).map(({ value }) => value);

/**
 * The whole loop: prepared, signed without a network, sent. Each account that `brings` names
 * ({role: {symbol: amount}}) has then exactly so much more.
 */
export async function claims(name, brings, ...options) {
  const rows = Object.entries(brings).flatMap(([role, tokens]) =>
    Object.entries(tokens).map(([symbol, amount]) => ({ role, symbol, amount })),
  );
  for (const row of rows) row.before = balance(account(row.role), row.symbol);
  const prepared = prepare(name, ...options);
  const sent = send(sign(prepared));
  await settled();
  for (const { role, symbol, amount, before } of rows)
    assert.equal(balance(account(role), symbol) - before, amount, `${symbol} of ${role}`);
  return { ...prepared, hash: sent.act.hash };
}

/**
 * Alters every value of a bundle, one at a time: none is signed, or else none is sent. Each is
 * signed on a machine that has signed nothing yet, so that no other refusal stands in for it.
 */
export function everyAlterationIsRefused({ file: from }) {
  const text = readFileSync(from, "utf8");
  const values = [...text.matchAll(/"((?:0x)?)([^"]+)"(?=[,\]}])/g)];
  assert.ok(values.length >= 15, `only ${values.length} values`);
  const signed = [];
  let signer;
  for (const { index, 1: before, 2: value } of values) {
    const at = index + 1 + before.length + (value.length >> 1);
    const altered = fresh("altered");
    const other = text[at] === "1" ? "2" : "1";
    writeFileSync(altered, text.slice(0, at) + other + text.slice(at + 1));
    if (!signer) cpSync(file("offline"), file((signer = fresh("signer").slice(work.length + 1))), { recursive: true });
    const out = fresh("altered-signed");
    const { status, stderr } = trySign(signer, altered, out);
    if (status === 0) signed.push({ value, out });
    else assert.ok([1, 5, 6].includes(status), `another ${value}: ${status} ${stderr}`);
    if (status === 0) signer = undefined;
  }
  // What a machine without a network cannot know, the one that sends it does.
  for (const { value, out } of signed) {
    const got = run([], "online", ["claim", "send", out, "--no-wait"]);
    assert.notEqual(got.status, 0, `a claim with another ${value} was sent`);
  }
  assert.ok(signed.length < values.length / 2, `${signed.length} of ${values.length} were signed`);
}

/** Makes a step, and ends the test after the one that TEST names. */
export async function step(name, body) {
  await body();
  passed++;
  console.log(`  ok    ${name}`);
  if (process.env.TEST === name) throw null;
}

function control_devnet(...words) {
  const got = spawnSync("node", ["devnet/main.mjs", ...words], { encoding: "utf8", env });
  assert.equal(got.status, 0, got.stderr);
}

/** Both machines; the first follows `roles`, the other has the vault of as many accounts. */
function machines(roles) {
  const profile = file("devnet/profile.json");
  writeFileSync(file("passphrase"), `${devnet.phrase}\n${PASSPHRASE}\n`);
  for (const machine of ["online", "offline"])
    byline(machine, "network-add", "network", "add", profile, "--use");
  for (const role of roles) byline("online", "account-watch", "account", "watch", account(role));
  byline("offline", "restore", "restore");
  writeFileSync(file("passphrase"), `${PASSPHRASE}\n`);
  for (let i = 1; i < roles.length; i++) byline("offline", "account-new", "account", "new");
}

/** Runs a suite: `steps` on a network of its own, with accounts of the first `roles` followed. */
export async function suite(name, roles, steps) {
  let failed = 0;
  try {
    control_devnet("start", "--manual", "--payers");
    devnet = JSON.parse(readFileSync(file("devnet/devnet.json"), "utf8"));
    machines(roles);
    await settled();
    await steps();
  } catch (error) {
    if (error !== null) {
      failed = 1;
      console.log(`  FAIL  ${error.stack}`);
    }
  } finally {
    spawnSync("node", ["devnet/main.mjs", "stop"], { env });
    rmSync(work, { recursive: true, force: true });
  }
  console.log(`${name}: ${passed} passed, ${failed} failed`);
  process.exitCode = failed;
}
