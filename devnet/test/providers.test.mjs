// Front ends that behave like named providers, and heads that tests move.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { keccak256 } from "ethers";
import { accounts } from "../accounts.mjs";
import { Chain } from "../chain.mjs";
import { Clock } from "../clock.mjs";
import { EAS_ADDRESS, easGenesis } from "../contracts.mjs";
import { NETWORKS } from "../datanets.mjs";
import { writeGenesis } from "../genesis.mjs";
import { registerSchemas } from "../history.mjs";
import { Nodes } from "../nodes.mjs";
import { PROVIDERS } from "../providers.mjs";
import { rpc } from "./support.mjs";

const BLOCKS = 200;
const NAMES = ["alice", "bob", "carol"];
const directory = mkdtempSync(path.join(tmpdir(), "devnet-providers-"));
const wallets = accounts();
const clock = new Clock();
let nodes;
let chain;

before(async () => {
  const genesis = path.join(directory, "genesis.json");
  const balances = { [wallets.deployer.address]: 10n ** 18n };
  const { chainId, nodes: operators } = NETWORKS.devnet;
  const timestamp = clock.now() - 3600;
  writeGenesis(genesis, { chainId, timestamp, balances, contracts: await easGenesis() });
  nodes = new Nodes({ clock, genesisFile: genesis, chainId, operators });
  await nodes.start();
  chain = new Chain(nodes.sequencer, chainId);
  await registerSchemas(chain, wallets.deployer);
  for (let i = 0; i < BLOCKS; i++) await chain.mine(timestamp + 2 + i);
});

after(async () => {
  await nodes.stop();
  rmSync(directory, { recursive: true });
});

afterEach(async () => {
  nodes.setProvider("none");
  await nodes.moveHead({ lag: 0 });
  nodes.tally.clear();
});

const hex = (number) => `0x${number.toString(16)}`;
const url = (name) => nodes.fronts.find((front) => front.name === name).url;
const reply = (name, method, ...params) => rpc(url(name), method, params);
const ask = async (...question) => (await reply(...question)).result;
const refusalOf = async (...question) => (await reply(...question)).error;
const newest = () => nodes.sequencer.head.number;
const prove = (name, block) => reply(name, "eth_getProof", EAS_ADDRESS, [], block);
const search = (name, from, to) =>
  reply(name, "eth_getLogs", { fromBlock: hex(from), toBlock: hex(to), address: EAS_ADDRESS });
const post = (name, body) => fetch(url(name), { method: "POST", body: JSON.stringify(body) });
const one = (id, method, ...params) => ({ jsonrpc: "2.0", id, method, params });

test("reth proves its newest block alone, by tag and by number", async () => {
  nodes.setProvider("reth");
  const head = newest();
  assert.ok((await prove("bob", "latest")).result);
  assert.ok((await prove("bob", hex(head))).result);
  const { error } = await prove("bob", hex(head - 1));
  assert.deepEqual(error, {
    code: -32602,
    message: "distance to target block exceeds maximum proof window",
  });
  await chain.mine();
  assert.ok((await prove("bob", hex(head))).error);
});

test("geth's kind proves 128 blocks, and names the root that it has pruned", async () => {
  nodes.setProvider("infura");
  const head = newest();
  assert.ok((await prove("bob", hex(head - 127))).result);
  const { error } = await prove("bob", hex(head - 128));
  const { stateRoot } = await ask("alice", "eth_getBlockByNumber", hex(head - 128), false);
  assert.equal(error.code, -32000);
  assert.match(error.message, new RegExp(`^missing trie node ${stateRoot.slice(2)} `));
});

test("Chainstack's BNB Chain proves blocks that a tag names, and no others", async () => {
  nodes.setProvider("chainstack-bnb");
  assert.ok((await prove("bob", "latest")).result);
  assert.equal((await prove("bob", hex(newest()))).error.code, -32000);
});

test("each provider searches its own number of blocks, and not one more", async () => {
  const spans = {
    "quicknode-free": [5, -32614, "eth_getLogs is limited to a 5 range"],
    "alchemy-free": [10, -32600, /up to a 10 block range.*should work: \[0x1, 0xa\]$/],
    "alchemy-500": [500],
    scroll: [1000],
    "bsc-geth": [5001],
    quicknode: [10000],
    infura: [10001],
    reth: [100000],
  };
  for (const [provider, [span, code, words]] of Object.entries(spans)) {
    assert.equal(PROVIDERS[provider].logs.span, span, provider);
    nodes.setProvider(provider);
    if (span > BLOCKS) continue;
    assert.ok((await search("carol", 1, span)).result, provider);
    const { error } = await search("carol", 1, span + 1);
    assert.equal(error.code, code);
    assert.match(error.message, words instanceof RegExp ? words : new RegExp(`^${words}$`));
  }
  const wide = { "alchemy-500": 500, scroll: 1000, "bsc-geth": 5001, infura: 10001 };
  for (const [provider, span] of Object.entries(wide)) {
    const { refusal } = PROVIDERS[provider].logs;
    assert.ok(refusal({ from: 1, to: span + 1, span }).message, provider);
  }
  const infura = PROVIDERS.infura.logs.refusal({ from: 1, to: 1000001, span: 10001 });
  assert.equal(infura.message, "range 1000000 exceeds limit of 10000");
});

test("QuickNode refuses a span with HTTP 413", async () => {
  nodes.setProvider("quicknode-free");
  const filter = { fromBlock: "0x1", toBlock: "0x6" };
  assert.equal((await post("bob", one(1, "eth_getLogs", filter))).status, 413);
});

test("bsc-dataseed searches not even one block", async () => {
  nodes.setProvider("bnb");
  const { error } = await search("alice", 5, 5);
  assert.deepEqual(error, { code: -32005, message: "limit exceeded" });
});

test("a list of events that is too long is refused with a hint", async () => {
  const kept = PROVIDERS.infura.results.most;
  nodes.setProvider("infura");
  PROVIDERS.infura.results.most = 0;
  const { error } = await reply("alice", "eth_getLogs", { fromBlock: "0x0", toBlock: hex(newest()) });
  PROVIDERS.infura.results.most = kept;
  assert.equal(error.code, -32005);
  assert.match(error.message, /^query returned more than 0 results\. Try .* \[0x0, 0x[0-9a-f]+\]\.$/);
});

test("too many requests in a second are refused, with and without a time to wait", async () => {
  nodes.setProvider("alchemy-free", "alice");
  nodes.setProvider("infura", "bob");
  nodes.setProvider("quicknode-free", "carol");
  // However slow this machine is, its requests come in one window.
  const rates = ["alchemy-free", "infura", "quicknode-free"].map((name) => PROVIDERS[name].rate);
  for (const rate of rates) rate.window_ms *= 1e9;
  const outcomes = {};
  for (const name of NAMES) {
    const replies = await Promise.all(
      Array.from({ length: 120 }, (_, id) => post(name, one(id, "eth_chainId"))),
    );
    outcomes[name] = await Promise.all(
      replies.map(async (each) => [each.status, each.headers.get("retry-after"), await each.json()]),
    );
  }
  for (const rate of rates) rate.window_ms /= 1e9;
  const refused = (name) => outcomes[name].find(([, , { error }]) => error);
  assert.ok(outcomes.alice.some(([, , { result }]) => result));
  assert.deepEqual(refused("alice").slice(0, 2), [429, "1"]);
  assert.equal(refused("alice")[2].error.code, 429);
  assert.deepEqual(refused("bob").slice(0, 2), [429, null]);
  assert.equal(refused("bob")[2].error.data.rate.allowed_rps, 50);
  assert.deepEqual(refused("carol").slice(0, 2), [200, null]);
  assert.equal(refused("carol")[2].error.code, -32012);
});

test("a quota by the minute says when the next minute begins", async () => {
  const { rate } = PROVIDERS["minute-quota"];
  const { budget } = rate;
  rate.budget = 0;
  nodes.setProvider("minute-quota", "bob");
  const { status, headers } = await post("bob", one(1, "eth_chainId"));
  rate.budget = budget;
  assert.equal(status, 429);
  assert.ok(Number(headers.get("retry-after")) >= 1 && Number(headers.get("retry-after")) <= 60);
});

test("members of a balancer lag: blocks are null, headers not found, and the head goes back", async () => {
  nodes.setProvider("balancer", "bob");
  const head = hex(newest());
  const heads = [];
  for (let i = 0; i < 3; i++) heads.push(Number(await ask("bob", "eth_blockNumber")));
  assert.deepEqual(heads, [newest(), newest() - 1, newest() - 2]);
  const blocks = [];
  for (let i = 0; i < 3; i++) blocks.push(await ask("bob", "eth_getBlockByNumber", head, false));
  assert.deepEqual(
    blocks.map((block) => block !== null),
    [true, false, false],
  );
  const calls = [];
  for (let i = 0; i < 3; i++) calls.push(await reply("bob", "eth_getBalance", EAS_ADDRESS, head));
  assert.deepEqual(
    calls.map(({ error }) => error?.message),
    [undefined, "header not found", "header not found"],
  );
});

test("batches are answered in another order, or refused", async () => {
  const batch = [one(1, "eth_chainId"), one(2, "eth_blockNumber"), one(3, "eth_chainId")];
  const idsOf = async () => [await (await post("bob", batch)).json()].flat().map(({ id }) => id);
  assert.deepEqual(await idsOf(), [1, 2, 3]);
  nodes.setProvider("balancer");
  assert.deepEqual(await idsOf(), [3, 2, 1]);
  nodes.setProvider("1rpc");
  assert.deepEqual(await idsOf(), [null]);
});

test("some tell their abilities: how far back they prove", async () => {
  assert.equal((await refusalOf("bob", "eth_capabilities")).code, -32601);
  nodes.setProvider("reth", "alice");
  nodes.setProvider("quicknode", "bob");
  const oldest = async (name) =>
    Number((await ask(name, "eth_capabilities")).stateproofs.oldestBlock);
  assert.equal(await oldest("alice"), newest());
  assert.equal(await oldest("bob"), newest() - 127);
  assert.match(await ask("alice", "web3_clientVersion"), /^reth\//);
});

test("heads are held and moved one by one, and reth proves what each shows", async () => {
  nodes.setProvider("reth");
  const top = newest();
  await nodes.moveHead({ hold: top - 20 }, "alice");
  await nodes.moveHead({ lag: 3 }, "bob");
  assert.equal(Number(await ask("alice", "eth_blockNumber")), top - 20);
  assert.equal(Number(await ask("bob", "eth_blockNumber")), top - 3);
  assert.equal(Number(await ask("carol", "eth_blockNumber")), top);
  for (const name of NAMES) {
    const block = await ask(name, "eth_getBlockByNumber", "latest", false);
    const { result } = await prove(name, "latest");
    assert.equal(keccak256(result.accountProof[0]), block.stateRoot);
  }
  await nodes.moveHead({ advance: 2 }, "alice");
  assert.ok((await prove("alice", hex(top - 20))).error);
  assert.ok((await prove("alice", hex(top - 18))).result);
});

test("a head that moves with every request loses the race of number and proof", async () => {
  nodes.setProvider("reth");
  await nodes.moveHead({ hold: newest() - 5 }, "carol");
  await nodes.moveHead({ advance_after: 1 }, "carol");
  const shows = await ask("carol", "eth_blockNumber");
  assert.ok((await prove("carol", shows)).error);
  assert.ok((await prove("carol", "latest")).result);
  const top = newest();
  for (let i = 0; i < 8; i++) await ask("carol", "eth_blockNumber");
  assert.equal(Number(await ask("carol", "eth_blockNumber")), newest());
  assert.ok(newest() > top, "blocks are mined where the head passes the newest");
});

test("blocks of a fifth of a second share a timestamp, those of twelve seconds are apart", async () => {
  const times = async (ms, blocks) => {
    nodes.setBlockTime(ms);
    await chain.mine();
    const from = newest();
    for (let i = 0; i < blocks; i++) await chain.mine();
    const headers = [];
    for (let i = 0; i <= blocks; i++)
      headers.push(await ask("bob", "eth_getBlockByNumber", hex(from + i), false));
    return Number(headers.at(-1).timestamp) - Number(headers[0].timestamp);
  };
  assert.equal(await times(200, 10), 2);
  assert.equal(await times(12000, 10), 120);
  const head = await ask("alice", "eth_getBlockByNumber", "latest", false);
  assert.ok(clock.now() >= Number(head.timestamp), "the network's clock went along");
});

test("requests are counted by node and method, and rounds by what waits for what", async () => {
  await ask("alice", "eth_chainId");
  nodes.tally.clear();
  await Promise.all([ask("alice", "eth_chainId"), ask("bob", "eth_chainId")]);
  await ask("alice", "eth_blockNumber");
  const counted = nodes.tally.describe();
  assert.equal(counted.rounds, "2");
  assert.deepEqual(counted.nodes.alice.methods, { eth_chainId: "1", eth_blockNumber: "1" });
  assert.equal(counted.nodes.bob.requests, "1");
  assert.ok(Number(counted.nodes.bob.received) > 40);
});
