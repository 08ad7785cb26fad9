// The three nodes: one history, whatever happens to one of them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { keccak256 } from "ethers";
import { accounts } from "../accounts.mjs";
import { Chain } from "../chain.mjs";
import { Clock } from "../clock.mjs";
import { EAS_ADDRESS, abi, easGenesis } from "../contracts.mjs";
import { NETWORKS } from "../datanets.mjs";
import { COMMITMENT, MODEL, STATEMENT } from "../eas.mjs";
import { writeGenesis } from "../genesis.mjs";
import { deployContracts, registerSchemas } from "../history.mjs";
import { Nodes } from "../nodes.mjs";
import { rpc } from "./support.mjs";

const ETHER = 10n ** 18n;
const directory = mkdtempSync(path.join(tmpdir(), "devnet-network-"));
const wallets = accounts();
const clock = new Clock();
let nodes;
let chain;
let contracts;

before(async () => {
  const genesis = path.join(directory, "genesis.json");
  const balances = Object.fromEntries(
    Object.values(wallets).map(({ address }) => [address, ETHER]),
  );
  const { chainId, nodes: operators } = NETWORKS.devnet;
  const timestamp = clock.now() - 1000;
  writeGenesis(genesis, { chainId, timestamp, balances, contracts: await easGenesis() });
  nodes = new Nodes({ clock, genesisFile: genesis, chainId, operators });
  await nodes.start();
  chain = new Chain(nodes.sequencer, chainId);
  const money = { name: "Open", symbol: "OPEN" };
  contracts = await deployContracts(chain, wallets, money, timestamp + 100);
  await registerSchemas(chain, wallets.deployer);
  await chain.mine(timestamp + 104);
});

after(async () => {
  await nodes.stop();
  rmSync(directory, { recursive: true });
});

const url = (name) => nodes.fronts.find((front) => front.name === name).url;
const ask = async (name, method, ...params) => (await rpc(url(name), method, params)).result;
const pay = () => chain.send(wallets.faucet, { to: wallets.demo.address, value: 1n });

async function assertOneChain() {
  const blocks = await Promise.all(
    ["alice", "bob", "carol"].map((name) => ask(name, "eth_getBlockByNumber", "latest", false)),
  );
  const { number, hash } = nodes.sequencer.head;
  for (const block of blocks) assert.deepEqual([Number(block.number), block.hash], [number, hash]);
}

test("schemas have the UIDs that wallets expect", async () => {
  assert.equal(
    COMMITMENT.uid,
    "0x27196f09dd4810f0d2ebdcfeae44e056a835b748a10f0c60fa90e6aff23cdf1c",
  );
  assert.equal(STATEMENT.uid, "0xbe1ad278a4bdbc376a9d6959025891cc4f66e62acb04b0c1f4b84ac1d91fc267");
});

test("EAS answers at its predeploy address with the domain of its version", async () => {
  const [separator] = await chain.read(abi.eas, EAS_ADDRESS, "getDomainSeparator", []);
  assert.equal(separator, "0x75fd3bfbb5b35842295f1bab064f04f1580ab01b30ae8b654cf9e03652ab3cae");
  const [name] = await chain.read(abi.eas, EAS_ADDRESS, "getName", []);
  assert.equal(name, "EAS");
});

test("a transaction through any front end is in the same block of every node", async () => {
  const nonce = Number(await ask("bob", "eth_getTransactionCount", wallets.demo.address, "latest"));
  const raw = await wallets.demo.signTransaction({
    type: 2,
    chainId: 31337,
    nonce,
    to: wallets.faucet.address,
    value: 5n,
    gasLimit: 21000n,
    maxFeePerGas: 10n ** 10n,
    maxPriorityFeePerGas: 1n,
  });
  const hash = await ask("carol", "eth_sendRawTransaction", raw);
  assert.equal(hash, keccak256(raw));
  await chain.mine();
  await assertOneChain();
  for (const name of ["alice", "bob", "carol"]) {
    const receipt = await ask(name, "eth_getTransactionReceipt", hash);
    assert.equal(Number(receipt.blockNumber), nodes.sequencer.head.number);
  }
  const again = await rpc(url("alice"), "eth_sendRawTransaction", [raw]);
  assert.match(again.error.message, /nonce too low/);
});

test("front ends refuse what would change one node alone", async () => {
  for (const method of ["evm_mine", "anvil_setBalance", "eth_sendTransaction", "eth_sign"]) {
    const { error } = await rpc(url("alice"), method, []);
    assert.equal(error.code, -32601, method);
  }
});

test("a stopped node refuses connections and has every block after its start", async () => {
  await nodes.stopNode("bob");
  await assert.rejects(rpc(url("bob"), "eth_chainId"));
  await pay();
  await chain.mine();
  await nodes.startNode("bob");
  await assertOneChain();
});

test("a frozen node answers nothing and catches up when it continues", async () => {
  await nodes.freezeNode("alice");
  const answer = fetch(url("alice"), {
    method: "POST",
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] }),
    signal: AbortSignal.timeout(200),
  });
  await assert.rejects(answer, /timeout/i);
  const hash = await pay();
  await chain.mine();
  await nodes.continueNode("alice");
  await assertOneChain();
  assert.ok(await ask("alice", "eth_getTransactionReceipt", hash));
});

test("a node that somebody wrote to directly is put right", async () => {
  for (const name of ["carol", "alice"]) {
    await nodes.anvil(name).call("evm_mine");
    await chain.mine();
    await nodes.sequencer.rejoinAll();
    await assertOneChain();
  }
});

test("a reorganisation gives all nodes the branch without the omitted transaction", async () => {
  const kept = await pay();
  await chain.mine();
  const omitted = await chain.send(wallets.demo, { to: wallets.faucet.address, value: 1n });
  await chain.mine();
  const before = nodes.sequencer.head;
  await nodes.sequencer.reorg({ depth: 2, omit: [omitted] });
  await assertOneChain();
  assert.equal(nodes.sequencer.head.number, before.number + 1);
  const block = await ask("bob", "eth_getBlockByNumber", `0x${before.number.toString(16)}`, false);
  assert.notEqual(block.hash, before.hash);
  assert.ok(await ask("bob", "eth_getTransactionReceipt", kept));
  assert.equal(await ask("bob", "eth_getTransactionReceipt", omitted), null);
});

test("a dropped transaction is in no block, and its successor may take its place", async () => {
  const dropped = await pay();
  await nodes.sequencer.drop(dropped);
  const successor = await chain.send(wallets.faucet, { to: wallets.demo.address, value: 2n });
  await chain.mine();
  await assertOneChain();
  assert.equal(await ask("carol", "eth_getTransactionByHash", dropped), null);
  assert.ok(await ask("carol", "eth_getTransactionReceipt", successor));
});

test("a restarted node also has the history of a reorganisation", async () => {
  await nodes.startNode("alice");
  await nodes.startNode("bob");
  await assertOneChain();
});

test("storage proofs hang on the state root of their block", async () => {
  await chain.mine();
  const number = `0x${(nodes.sequencer.head.number - 2).toString(16)}`;
  const slot = `0x${"00".repeat(31)}03`;
  const proof = await ask("bob", "eth_getProof", contracts.distributor, [slot], number);
  const block = await ask("carol", "eth_getBlockByNumber", number, false);
  assert.equal(keccak256(proof.accountProof[0]), block.stateRoot);
  assert.equal(keccak256(proof.storageProof[0].proof[0]), proof.storageHash);
  assert.equal(BigInt(proof.storageProof[0].value), BigInt(wallets.deployer.address));
});

test("a front end lies about one thing only, and is honest again when told so", async () => {
  const address = wallets.demo.address;
  const truth = await ask("alice", "eth_getBalance", address, "latest");
  nodes.setFaults("bob", [{ kind: "balance" }]);
  assert.equal(BigInt(await ask("bob", "eth_getBalance", address, "latest")), BigInt(truth) + 1n);
  assert.equal(await ask("bob", "eth_chainId"), "0x7a69");
  nodes.setFaults("bob", [{ kind: "chain-id" }]);
  assert.equal(await ask("bob", "eth_chainId"), "0x7a6a");
  nodes.setFaults("bob", [{ kind: "block-hash" }]);
  const block = await ask("bob", "eth_getBlockByNumber", "latest", false);
  assert.notEqual(block.hash, nodes.sequencer.head.hash);
  nodes.setFaults("bob", []);
  assert.equal(await ask("bob", "eth_getBalance", address, "latest"), truth);
  assert.throws(() => nodes.setFaults("bob", [{ kind: "no such thing" }]), /there are balance/);
});

test("a front end answers garbage, cuts off, trickles, hangs or never ends", async () => {
  const ask = (signal = AbortSignal.timeout(300)) =>
    fetch(url("carol"), {
      method: "POST",
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] }),
      signal,
    });
  const misbehave = (fault) => nodes.setFaults("carol", [fault]);
  misbehave({ kind: "garbage" });
  await assert.rejects((await ask()).json(), SyntaxError);
  misbehave({ kind: "http-500" });
  assert.equal((await ask()).status, 500);
  misbehave({ kind: "truncate" });
  await assert.rejects((await ask()).text());
  misbehave({ kind: "hang" });
  await assert.rejects(ask(), /timeout/i);
  misbehave({ kind: "trickle", ms: 100 });
  await assert.rejects((await ask()).text(), /timeout|aborted/i);
  // Counted as they pass, since two gigabytes do not fit a string, and no further than `enough`.
  const bytesOf = async (reply, enough = Infinity) => {
    let bytes = 0;
    for await (const chunk of reply.body) {
      bytes += chunk.length;
      if (bytes >= enough) break;
    }
    return bytes;
  };
  misbehave({ kind: "huge", bytes: 5_000_000 });
  assert.ok((await bytesOf(await ask(AbortSignal.timeout(20_000)))) >= 5_000_000);
  misbehave({ kind: "huge" });
  assert.ok((await bytesOf(await ask(AbortSignal.timeout(20_000)), 50_000_000)) >= 50_000_000);
  nodes.setFaults("carol", []);
  assert.equal((await (await ask()).json()).result, "0x7a69");
});
