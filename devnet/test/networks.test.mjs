// Two chains and three datanets at once: each by itself, and none mistaken for another.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { AbiCoder, Interface, keccak256, toUtf8Bytes, verifyTypedData } from "ethers";
import { abi } from "../contracts.mjs";
import { canonical } from "../json.mjs";
import { TestDevnet, assertValid, fold, get, reader, rpc } from "./support.mjs";

const ERC20 = new Interface([
  "function name() view returns (string)",
  "function symbol() view returns (string)",
]);
const EPOCHS = 30;
const coder = AbiCoder.defaultAbiCoder();
const devnet = new TestDevnet();
let demo;

before(async () => {
  await devnet.start("--networks", "all");
  demo = devnet.addressOf("demo");
});

after(() => devnet.stop());

const networkOf = (name) => devnet.networks.find((network) => network.name === name);
const heads = (network) =>
  Promise.all(
    network.nodes.map(async ({ url }) => {
      const { result } = await rpc(url, "eth_getBlockByNumber", ["latest", false]);
      return `${Number(result.number)} ${result.hash}`;
    }),
  );

test("there are two chains with coins of their own, the second with two nodes", async () => {
  const facts = devnet.networks.map(({ name, chain_id, nodes, profile }) => [
    name,
    chain_id,
    nodes.length,
    profile.native.symbol,
  ]);
  assert.deepEqual(facts, [
    ["devnet", "31337", 3, "ETH"],
    ["grove", "31338", 2, "ACORN"],
  ]);
  for (const { chain_id, nodes } of devnet.networks)
    for (const { url } of nodes)
      assert.equal(BigInt((await rpc(url, "eth_chainId")).result), BigInt(chain_id));
  const operators = devnet.networks.flatMap(({ nodes }) => nodes.map(({ operator }) => operator));
  assert.equal(new Set(operators).size, operators.length);
});

test("what stands outside `networks` is the first network and its datanet", () => {
  const [first] = devnet.networks;
  const [datanet] = first.datanets;
  for (const member of ["chain_id", "genesis_hash", "nodes", "profile"])
    assert.deepEqual(devnet[member], first[member]);
  assert.deepEqual(devnet.datanet, { url: datanet.url, address: datanet.address });
  assert.deepEqual(devnet.contracts, { ...first.contracts, ...datanet.contracts });
  assert.deepEqual([devnet.datasets, devnet.corpus], [datanet.datasets, datanet.corpus]);
});

test("each chain is in lockstep, and moves without the other", async () => {
  const [before, besides] = await Promise.all(devnet.networks.map(heads));
  assert.equal(new Set(before).size, 1);
  assert.equal(new Set(besides).size, 1);
  await devnet.do("mine", { network: "grove", blocks: 2 });
  assert.deepEqual(await heads(networkOf("devnet")), before);
  const after = await heads(networkOf("grove"));
  assert.equal(new Set(after).size, 1);
  assert.equal(parseInt(after[0]), parseInt(besides[0]) + 2);
});

test("a node that stops is missed on its own chain only, and catches up", async () => {
  await devnet.do("node-stop", { network: "grove", node: "erik" });
  await devnet.do("mine", { network: "grove" });
  await devnet.do("mine");
  const states = async (network) =>
    (await devnet.do("status", { network })).nodes.map(({ state }) => state);
  assert.deepEqual(await states("grove"), ["running", "stopped"]);
  assert.deepEqual(await states("devnet"), ["running", "running", "running"]);
  await devnet.do("node-start", { network: "grove", node: "erik" });
  assert.equal(new Set(await heads(networkOf("grove"))).size, 1);
});

test("every reply of every datanet is valid by its schema and canonical", async () => {
  for (const { name, url, datasets } of devnet.datanets) {
    const replies = {
      datanet: "/v1/datanet",
      models: "/v1/models",
      claim: `/v1/accounts/${demo}/claim`,
      statements: `/v1/accounts/${demo}/statements?limit=40`,
      attributions: `/v1/accounts/${demo}/attributions?limit=500`,
      dataset: `/v1/datasets/${datasets[0].uid}`,
    };
    for (const [kind, pathname] of Object.entries(replies)) {
      const { status, json, text } = await get(url, pathname);
      assert.equal(status, 200, `${name} ${pathname}`);
      assertValid(kind, json);
      assert.equal(text, canonical(json));
    }
    const { text } = await get(url, `/v1/statements/${EPOCHS}`);
    for (const line of text.trimEnd().split("\n")) assertValid("document-line", JSON.parse(line));
  }
});

test("each datanet signs for its own address and chain", async () => {
  const addresses = devnet.datanets.map(({ address }) => address);
  assert.equal(new Set(addresses).size, 3);
  for (const { name, url, address, contracts, network } of devnet.datanets) {
    const { datanet, signature } = (await get(url, "/v1/datanet")).json;
    const { token, distributor } = datanet;
    assert.deepEqual([datanet.name, datanet.address], [name, address]);
    assert.deepEqual({ token, distributor }, contracts);
    assert.equal(datanet.chain_id, network.chain_id);
    const domain = {
      name: "byline datanet",
      version: "1",
      chainId: network.chain_id,
      verifyingContract: address,
    };
    const types = { Datanet: [{ name: "document", type: "bytes32" }] };
    const document = keccak256(toUtf8Bytes(canonical(datanet)));
    assert.equal(verifyTypedData(domain, types, { document }, signature).toLowerCase(), address);
  }
});

test("each datanet has an intake key and an evaluation of its own", async () => {
  const keys = [];
  const evaluations = new Set();
  for (const { url, corpus } of devnet.datanets) {
    keys.push((await get(url, "/v1/datanet")).json.datanet.intake.key);
    evaluations.add(readFileSync(corpus.heldout, "utf8").split("\n")[0]);
  }
  assert.equal(new Set(keys).size, 3);
  assert.equal(evaluations.size, 3);
});

test("every profile pins each token and payer, and which datanet is paid by which", async () => {
  for (const { name, profile, profile_file: file, datanets } of devnet.networks) {
    const read = reader(networkOf(name));
    assert.deepEqual(JSON.parse(readFileSync(file)), profile);
    assert.equal(profile.name, name);
    for (const { address, symbol, name: title } of profile.tokens) {
      assert.deepEqual([...(await read(ERC20, address, "symbol", []))], [symbol]);
      assert.deepEqual([...(await read(ERC20, address, "name", []))], [title]);
    }
    assert.deepEqual(
      profile.payers.map(({ address, token }) => ({ token, distributor: address })),
      datanets.map(({ contracts }) => contracts),
    );
    assert.deepEqual(
      profile.datanets,
      datanets.map(({ name: datanet, url, address, contracts }) => ({
        name: datanet,
        url,
        address,
        payers: [contracts.distributor],
      })),
    );
  }
  const symbols = devnet.networks.flatMap(({ profile }) => profile.tokens.map((t) => t.symbol));
  assert.deepEqual(symbols, ["OPEN", "PRESS", "WORD"]);
});

test("contributors overlap: the demo account is everywhere, another one in two", () => {
  const places = (role) =>
    devnet.datanets
      .filter(({ datasets }) => datasets.some((one) => one.account === devnet.addressOf(role)))
      .map(({ name }) => name);
  assert.deepEqual(places("demo"), ["mail-filter", "topics", "glosses"]);
  assert.deepEqual(places("contributor-1"), ["mail-filter", "topics"]);
  const names = devnet.datanets.flatMap(({ datasets }) => datasets.map(({ name }) => name));
  assert.equal(new Set(names).size, names.length);
});

test("no record is in the files of two datanets", () => {
  const seen = new Map();
  for (const { name, corpus } of devnet.datanets)
    for (const file of Object.values(corpus)) {
      assert.ok(existsSync(file));
      for (const line of readFileSync(file, "utf8").trimEnd().split("\n")) {
        assert.ok(!seen.has(line), `${name}: ${line} is in ${seen.get(line)} too`);
        seen.set(line, file);
      }
    }
});

test("thirty epochs of each are settled, and the last root pays what it says", async () => {
  for (const { url, contracts, network } of devnet.datanets) {
    const read = reader(network);
    const { datanet } = (await get(url, "/v1/datanet")).json;
    assert.equal(datanet.epoch.latest, String(EPOCHS));
    const { json: claim } = await get(url, `/v1/accounts/${demo}/claim`);
    const { token, distributor } = contracts;
    const values = [demo, token, claim.cumulative];
    const leaf = coder.encode(["address", "address", "uint256"], values);
    const [root] = await read(abi.distributor, distributor, "root", []);
    assert.equal(fold(keccak256(keccak256(leaf)), claim.proof), root);
    const [funds] = await read(abi.token, token, "balanceOf", [distributor]);
    const [claimed] = await read(abi.distributor, distributor, "claimed", [demo, token]);
    assert.ok(funds >= BigInt(claim.cumulative) - claimed);
  }
});

test("a control call reaches the datanet that it names", async () => {
  const epochs = async () => {
    const replies = devnet.datanets.map(({ url }) => get(url, "/v1/datanet"));
    return (await Promise.all(replies)).map(({ json }) => json.datanet.epoch.latest);
  };
  await devnet.do("infer", { datanet: "glosses", count: 3 });
  const { leaves } = await devnet.do("settle", { datanet: "glosses" });
  assert.ok(leaves.every(({ inferences }) => Number(inferences) <= 3));
  assert.deepEqual(await epochs(), ["30", "30", "31"]);
  await devnet.do("settle", { network: "grove" });
  assert.deepEqual(await epochs(), ["30", "31", "31"]);
  await devnet.do("datanet-faults", { datanet: "topics", faults: [{ kind: "http-500" }] });
  const states = devnet.datanets.map(({ url }) => get(url, "/v1/datanet"));
  assert.deepEqual(
    (await Promise.all(states)).map(({ status }) => status),
    [200, 500, 200],
  );
  await devnet.do("datanet-faults", { datanet: "topics" });
});

test("nobody but the datanets owes anybody anything unless that is asked for", async () => {
  await assert.rejects(devnet.do("payers"), /no payers; start the devnet with --payers/);
  assert.equal(devnet.payers, undefined);
});

test("a network or a datanet that is not there is refused", async () => {
  const there = /there are devnet \(mail-filter\), grove \(topics, glosses\)/;
  await assert.rejects(devnet.do("mine", { network: "forest" }), there);
  await assert.rejects(devnet.do("settle", { network: "devnet", datanet: "topics" }), there);
  await assert.rejects(devnet.command("run", "--networks", "forest"), /no such network: forest/);
});
