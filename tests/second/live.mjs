// byline on Hardhat's EDR: the whole past of a local network, executed a second time by another client,
// beside the datanet of that network. Wants a newer Node than Debian's (edr.mjs).
//
//	node live.mjs [record]
//
// With "record", all that byline asked is written beside this file with the answers, for replay.mjs.
// In: BYLINE, the program; NODE, the Node that runs the local network.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { deserialize } from "node:v8";
import { relive } from "./chain.mjs";
import { checkReading } from "./contributor.mjs";
import { FORKS, write } from "./recording.mjs";
import { KEPT, keyOfCall, keyOfGet, serve } from "./serve.mjs";
import { summed } from "./steps.mjs";

const require = createRequire(new URL("../../devnet/package.json", import.meta.url));
const { AbiCoder, Interface, keccak256, concat } = require("ethers");
const coder = AbiCoder.defaultAbiCoder();
const work = mkdtempSync(join(tmpdir(), "edr-"));
const BYLINE = resolve(process.env.BYLINE ?? "byline");
const CONFIRMATIONS = 2;
const recording = process.argv[2] === "record";

function devnet(...words) {
  const env = {
    ...process.env,
    BYLINE,
    BYLINE_DEVNET_DIR: join(work, "devnet"),
    BYLINE_DEVNET_PAST: join(work, "past"),
  };
  execFileSync(process.env.NODE ?? "node", ["devnet/main.mjs", ...words], { env, stdio: "pipe" });
}

// The figures of an account at a block, as ethers reads them.
async function expectedOf({ ask, profile, account, block, url }) {
  const at = `0x${block.toString(16)}`;
  const [{ address: token }] = profile.tokens;
  const [{ address: distributor }] = profile.payers;
  const abi = new Interface([
    "function balanceOf(address) view returns (uint256)",
    "function claimed(address, address) view returns (uint256)",
    "function root() view returns (bytes32)",
    "event Attested(address indexed recipient, address indexed attester, bytes32 uid, bytes32 indexed schema)",
  ]);
  const read = async (to, name, ...args) => {
    const data = abi.encodeFunctionData(name, args);
    return abi.decodeFunctionResult(name, await ask("eth_call", { to, data }, at))[0];
  };
  const attested = async (address) => {
    const topics = abi.encodeFilterTopics("Attested", [null, address]);
    const filter = { address: profile.eas.address, topics, fromBlock: "0x0", toBlock: at };
    const logs = await ask("eth_getLogs", filter);
    return logs.map(({ data, topics: [, , , schema] }) => ({ uid: data, schema }));
  };
  // What the datanet promises counts when it folds to the root on the chain.
  const claim = await (await fetch(`${url}/v1/accounts/${account}/claim`)).json();
  let node = keccak256(
    keccak256(coder.encode(["address", "address", "uint256"], [account, token, claim.cumulative])),
  );
  for (const sibling of claim.proof)
    node = keccak256(concat(BigInt(node) < BigInt(sibling) ? [node, sibling] : [sibling, node]));
  if (node !== (await read(distributor, "root"))) throw new Error("the claim is not of this chain");
  const statements = (await attested(profile.datanets[0].address)).map(({ schema }) => schema);
  const most = Math.max(...statements.map((s) => statements.filter((t) => t === s).length));
  return {
    account,
    block,
    ether: BigInt(await ask("eth_getBalance", account, at)).toString(),
    wallet: (await read(token, "balanceOf", account)).toString(),
    claimed: (await read(distributor, "claimed", account, token)).toString(),
    cumulative: claim.cumulative,
    datasets: (await attested(account)).map(({ uid }) => uid),
    epochs: most,
  };
}

// Passes on what is asked, and keeps it.
function recorder({ edr, url, kept: { nodes, datanet } }) {
  return {
    answer: async (call) => {
      const { result, error } = await edr.answer(call);
      const reply = error ? { error: { code: error.code, message: error.message } } : { result };
      nodes[keyOfCall(call)] = reply;
      return reply;
    },
    get: async (request) => {
      const { host, connection, ...headers } = request.headers;
      const reply = await fetch(url + request.url, { method: request.method, headers });
      const body = Buffer.from(await reply.arrayBuffer());
      const { status } = reply;
      const told = Object.fromEntries(KEPT.map((name) => [name, reply.headers.get(name)]));
      datanet[keyOfGet(request)] = { status, headers: told, body: body.toString("base64") };
      return { status, headers: told, body };
    },
  };
}

// One fork: the past on EDR, and byline beside it.
async function onFork(hardfork, { profile, accounts, past }, step) {
  const { journal } = past;
  const genesis = JSON.parse(past.genesis);
  const edr = await relive({ hardfork, genesis, journal, more: CONFIRMATIONS });
  const block = Number(await edr.ask("eth_blockNumber")) - CONFIRMATIONS;
  const [{ url }] = profile.datanets;
  const [{ address: account }] = accounts;
  const expected = await expectedOf({ ...edr, profile, account, block, url });
  const clock = journal.at(-1).timestamp + 10;
  const version = await edr.ask("web3_clientVersion");
  const kept = { version, hardfork, clock, profile, expected, nodes: {}, datanet: {} };
  const servers = await serve({ ...recorder({ edr, url, kept }), profile });
  console.log(`  note  ${version} on ${hardfork}, block ${block}`);
  await checkReading({ profile: servers.profile, clock, expected }, (name, body) =>
    step(`${hardfork}: ${name}`, body),
  );
  await servers.stop();
  return kept;
}

let good = false;
try {
  devnet("start", "--manual");
  const { profile, accounts } = JSON.parse(readFileSync(join(work, "devnet", "devnet.json")));
  const past = deserialize(readFileSync(join(work, "past")));
  const all = [];
  good = await summed("live", async (step) => {
    for (const fork of FORKS) all.push(await onFork(fork, { profile, accounts, past }, step));
  });
  if (recording && good) all.forEach(write);
} finally {
  devnet("stop");
  rmSync(work, { recursive: true });
}
// EDR's threads would keep the process.
process.exit(good ? 0 : 1);
