// Signatures of byline beside those of foundry's cast, byte by byte: random transactions of each
// type and random messages, and the typed documents of @ethersproject/testcases. Unsigned bytes are
// written by ethers, so that three programs agree about each transaction.
// usage: node check.mjs PEER [COUNT [DOCUMENTS]]   the program tests/signatures/peer; how many
// transactions and messages (1000), how many documents (all); SEED=... repeats a run
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { createHash, randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, tmpdir } from "node:os";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import { CAST } from "../../devnet/anvil.mjs";
import { summed } from "../second/steps.mjs";

const { ethers } = createRequire(new URL("../../devnet/package.json", import.meta.url))("ethers");
const [, , program, count = "1000", documents = "all"] = process.argv;
const seed = process.env.SEED ?? String(randomInt(2 ** 47));
console.log(`  SEED=${seed}`);

// --- random values that depend on the seed alone ---

let drawn = 0;
function bytes(n) {
  const parts = [];
  for (let got = 0; got < n; got += 32)
    parts.push(createHash("sha256").update(`${seed}/${drawn++}`).digest());
  return Buffer.concat(parts).subarray(0, n);
}
const below = (n) => Number(BigInt(`0x${bytes(8).toString("hex")}`) % BigInt(n));
const pick = (...of) => of[below(of.length)];
const hex = (n) => `0x${bytes(n).toString("hex")}`;
// Numbers of every length: the leading zeros are where encodings go wrong.
const number = (max) => {
  const n = below(max + 1);
  return n === 0 ? 0n : BigInt(`0x${bytes(n).toString("hex")}`);
};
// A key with zeros in front is one of twenty.
const newKey = () => (below(20) === 0 ? `0x0000${bytes(30).toString("hex")}` : hex(32));

// --- the two programs ---

const peer = spawn(program, [], { stdio: ["pipe", "pipe", "inherit"] });
const answers = createInterface({ input: peer.stdout })[Symbol.asyncIterator]();

/** What byline's signature of `data` is; requests are answered in their order. */
async function ours(what, key, data) {
  peer.stdin.write(`${what} ${key} ${Buffer.from(data).toString("hex")}\n`);
  const { value, done } = await answers.next();
  assert.ok(!done, "the peer has ended");
  return `0x${value}`;
}

const run = promisify(execFile);
async function cast(...args) {
  const env = { PATH: process.env.PATH, HOME: tmpdir() };
  return (await run(CAST, args, { env })).stdout.trim();
}

/** Calls `each` for the numbers below `n`, as many at a time as there are processors. */
async function all(n, each) {
  let next = 0;
  const worker = async () => {
    while (next < n) await each(next++);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

// --- what is signed ---

function newTransaction() {
  const type = pick(0, 1, 2, 2);
  const tx = {
    type,
    // Of some chains, such as 250, cast knows that they have type 0 alone.
    chainId: pick(1n, 10n, 8453n, 31337n, 11155111n, 2n ** 33n + number(6)),
    nonce: Number(number(4)),
    gasLimit: number(6),
    to: pick(hex(20), hex(20), hex(20), null),
    value: number(12),
    data: pick("0x", hex(4), hex(4 + 32 * below(12)), hex(1 + below(300))),
  };
  // A contract is created by bytes, of which cast wants some.
  if (tx.to === null && tx.data === "0x") tx.data = hex(1);
  if (type === 2) {
    tx.maxPriorityFeePerGas = number(6);
    tx.maxFeePerGas = tx.maxPriorityFeePerGas + number(6);
  } else {
    tx.gasPrice = number(7);
  }
  // With an empty one cast writes type 0.
  if (type === 1 || (type === 2 && below(3) === 0))
    tx.accessList = Array.from({ length: 1 + below(2) }, () => ({
      address: hex(20),
      storageKeys: Array.from({ length: below(3) }, () => hex(32)),
    }));
  return tx;
}

function castArguments(tx, key) {
  const args = ["mktx", "--private-key", key, "--chain", String(tx.chainId)];
  args.push("--nonce", String(tx.nonce), "--gas-limit", String(tx.gasLimit));
  args.push("--value", String(tx.value), "--gas-price", String(tx.maxFeePerGas ?? tx.gasPrice));
  // With an access list it is type 1.
  if (tx.type < 2) args.push("--legacy");
  if (tx.type === 2) args.push("--priority-gas-price", String(tx.maxPriorityFeePerGas));
  if (tx.accessList)
    args.push(
      "--access-list",
      JSON.stringify(tx.accessList.map((a) => ({ ...a, address: ethers.getAddress(a.address) }))),
    );
  return tx.to === null ? [...args, "--create", tx.data] : [...args, tx.to, tx.data];
}

const order = ["name", "version", "chainId", "verifyingContract", "salt"];
const types = { chainId: "uint256", verifyingContract: "address", salt: "bytes32" };

/** A case of testcases as a whole document: ethers leaves the domain's type out. */
function documentOf(test) {
  const domain = order.filter((name) => name in test.domain);
  const EIP712Domain = domain.map((name) => ({ name, type: types[name] ?? "string" }));
  return JSON.stringify({
    types: { ...test.types, EIP712Domain },
    primaryType: test.primaryType,
    domain: test.domain,
    message: test.data,
  });
}

function casesOf(name) {
  const url = `../../devnet/node_modules/@ethersproject/testcases/testcases/${name}.json.gz`;
  return JSON.parse(gunzipSync(readFileSync(new URL(url, import.meta.url))));
}

const good = await summed("signatures", async (step) => {
  const n = Number(count);
  await step(`${n} random transactions are signed as cast signs them`, async () => {
    const kinds = {};
    const txs = Array.from({ length: n }, () => ({ key: newKey(), tx: newTransaction() }));
    await all(n, async (i) => {
      const { key, tx } = txs[i];
      const unsigned = ethers.getBytes(ethers.Transaction.from(tx).unsignedSerialized);
      const [mine, theirs] = [await ours("tx", key, unsigned), await cast(...castArguments(tx, key))];
      assert.equal(mine, theirs, `transaction ${i} of SEED=${seed}: ${castArguments(tx, key).join(" ")}`);
      const kind = `type ${tx.type}${tx.to === null ? ", creation" : ""}`;
      kinds[kind] = (kinds[kind] ?? 0) + 1;
    });
    console.log(`  ${JSON.stringify(kinds)}`);
  });
  await step(`${n} random messages are signed as cast signs them`, async () => {
    const messages = Array.from({ length: n }, () => ({ key: newKey(), message: bytes(below(400)) }));
    await all(n, async (i) => {
      const { key, message } = messages[i];
      const theirs = cast("wallet", "sign", "--private-key", key, `0x${message.toString("hex")}`);
      assert.equal(await ours("message", key, message), await theirs, `message ${i} of SEED=${seed}`);
    });
  });
  const cases = casesOf("eip712").slice(0, documents === "all" ? undefined : Number(documents));
  const keys = cases.map(() => newKey());
  await step(`${cases.length} typed documents are signed as ethers signs them`, async () => {
    for (const [i, test] of cases.entries()) {
      const wallet = new ethers.Wallet(keys[i]);
      const theirs = await wallet.signTypedData(test.domain, test.types, test.data);
      assert.equal(await ours("typed", keys[i], documentOf(test)), theirs, test.name);
    }
  });
  await step(`${cases.length} typed documents are signed as cast signs them`, async () => {
    await all(cases.length, async (i) => {
      const document = documentOf(cases[i]);
      const theirs = cast("wallet", "sign", "--private-key", keys[i], "--data", document);
      assert.equal(await ours("typed", keys[i], document), await theirs, cases[i].name);
    });
  });
});
peer.stdin.end();
process.exitCode = good ? 0 : 1;
