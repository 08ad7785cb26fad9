// The datanet's replies: their shape, and the money in them recomputed from what it says elsewhere.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { AbiCoder, keccak256, toUtf8Bytes, verifyTypedData } from "ethers";
import { abi } from "../contracts.mjs";
import { STATEMENT } from "../eas.mjs";
import { canonical } from "../json.mjs";
import { processOf } from "../process.mjs";
import { TestDevnet, assertValid, fold, rootOf } from "./support.mjs";

const DOCS = fileURLToPath(new URL("../../docs", import.meta.url));
const SCORE_TYPES = ["address", "bytes32", "uint64", "uint256", "uint256"];
const coder = AbiCoder.defaultAbiCoder();
const devnet = new TestDevnet();
// No other network's past: this one lives through it, and keeps it here.
const ownPast = `${devnet.directory}/past`;
const sharedPast = devnet.past;
let demo;
let lived;

before(async () => {
  devnet.past = ownPast;
  await devnet.start();
  demo = devnet.addressOf("demo");
  lived = await portrait();
});

after(() => devnet.stop());

// The past as a client sees it.
async function portrait() {
  const pages = ["claim", "statements?limit=40", "attributions?limit=500"];
  const paths = [
    "/v1/models",
    ...pages.map((page) => `/v1/accounts/${demo}/${page}`),
    ...devnet.datasets.map(({ uid }) => `/v1/datasets/${uid}`),
    ...Array.from({ length: 30 }, (_, i) => `/v1/statements/${i + 1}`),
  ];
  const replies = [];
  for (const pathname of paths) replies.push((await devnet.get(pathname)).text);
  const { head, model, root, statement } = await devnet.do("status");
  const file = await fetch(`${devnet.datanet.url}/v1/models/${model}.safetensors`);
  const artifact = keccak256(new Uint8Array(await file.arrayBuffer()));
  return { genesis: devnet.genesis_hash, head, model, artifact, root, statement, replies };
}

const leafHash = (types, values) => keccak256(keccak256(coder.encode(types, values)));
const read = async (contract, to, name, args) => {
  const data = contract.encodeFunctionData(name, args);
  const { result } = await devnet.rpc("bob", "eth_call", { to, data }, "latest");
  return contract.decodeFunctionResult(name, result);
};
const documentOf = async (epoch) => {
  const { text } = await devnet.get(`/v1/statements/${epoch}`);
  return {
    text,
    lines: text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
  };
};
const statementOf = async (uid) => {
  const [attested] = await read(abi.eas, devnet.contracts.eas, "getAttestation", [uid]);
  const values = coder.decode(STATEMENT.types, attested.data);
  return { attested, ...Object.fromEntries(STATEMENT.names.map((name, i) => [name, values[i]])) };
};

test("every reply is valid by its schema and canonical", async () => {
  const replies = {
    datanet: "/v1/datanet",
    models: "/v1/models?limit=2",
    claim: `/v1/accounts/${demo}/claim`,
    statements: `/v1/accounts/${demo}/statements?limit=40`,
    attributions: `/v1/accounts/${demo}/attributions?limit=500`,
    dataset: `/v1/datasets/${devnet.datasets[0].uid}`,
  };
  for (const [name, pathname] of Object.entries(replies)) {
    const { status, type, json, text } = await devnet.get(pathname);
    assert.deepEqual([status, type], [200, "application/json"], pathname);
    assertValid(name, json);
    assert.equal(text, canonical(json));
  }
  const { lines } = await documentOf(30);
  lines.forEach((line) => assertValid("document-line", line));
});

test("the examples in the reference are valid by the schemas", () => {
  const reference = readFileSync(`${DOCS}/datanet-api.md`, "utf8");
  const examples = [...reference.matchAll(/<!-- schema ([\w-]+) -->\n```\S+\n(.*?)\n```/gs)];
  assert.ok(examples.length >= 8);
  for (const [, name, text] of examples) {
    const values = name === "document-line" ? text.split("\n") : [text];
    values.forEach((value) => assertValid(name, JSON.parse(value)));
  }
});

test("the datanet signs its description", async () => {
  const { json } = await devnet.get("/v1/datanet");
  const domain = {
    name: "byline datanet",
    version: "1",
    chainId: 31337,
    verifyingContract: devnet.datanet.address,
  };
  const types = { Datanet: [{ name: "document", type: "bytes32" }] };
  const document = keccak256(toUtf8Bytes(canonical(json.datanet)));
  const signer = verifyTypedData(domain, types, { document }, json.signature);
  assert.equal(signer.toLowerCase(), devnet.datanet.address);
});

test("errors are problems of the documented types", async () => {
  const cases = {
    "/v1/accounts/0x12/claim": [400, "bad-request"],
    [`/v1/accounts/${demo}/statements?limit=0`]: [400, "bad-request"],
    [`/v1/accounts/${demo}/attributions?limit=501`]: [400, "bad-request"],
    [`/v1/accounts/${demo}/attributions?after=-1`]: [400, "bad-request"],
    [`/v1/accounts/0x${"12".repeat(20)}/claim`]: [404, "not-found"],
    "/v1/statements/999": [404, "not-found"],
    [`/v1/datasets/0x${"12".repeat(32)}`]: [404, "not-found"],
    [`/v1/models/0x${"12".repeat(32)}.safetensors`]: [404, "not-found"],
    [`/v1/models/0x${"12".repeat(32)}/manifest`]: [404, "not-found"],
    "/v1/models/0x12/manifest": [400, "bad-request"],
    "/v1/models?limit=0": [400, "bad-request"],
    "/v2/datanet": [404, "not-found"],
  };
  for (const [pathname, [status, type]] of Object.entries(cases)) {
    const reply = await devnet.get(pathname);
    assert.deepEqual([reply.status, reply.type], [status, "application/problem+json"], pathname);
    assertValid("problem", reply.json);
    assert.equal(reply.json.type, type);
  }
});

test("an unchanged reply is not sent again", async () => {
  const first = await devnet.get(`/v1/accounts/${demo}/claim`);
  const second = await devnet.get(`/v1/accounts/${demo}/claim`, { "if-none-match": first.etag });
  assert.deepEqual([second.status, second.text], [304, ""]);
});

test("a model's bytes hash to its name", async () => {
  const { json } = await devnet.get("/v1/datanet");
  const reply = await fetch(`${devnet.datanet.url}/v1/models/${json.datanet.model}.safetensors`);
  assert.equal(keccak256(new Uint8Array(await reply.arrayBuffer())), json.datanet.model);
});

test("thirty epochs of the past are a chain of statements attested by the datanet", async () => {
  const statements = await devnet.all(`/v1/accounts/${demo}/statements`, "statements");
  assert.equal(statements.length, 30);
  let previous = { uid: `0x${"00".repeat(32)}`, end: null };
  for (const { epoch, uid } of statements) {
    const statement = await statementOf(uid);
    assert.equal(statement.attested.schema, STATEMENT.uid);
    assert.equal(statement.attested.attester.toLowerCase(), devnet.datanet.address);
    assert.equal(statement.attested.refUID, previous.uid);
    assert.equal(statement.epoch, BigInt(epoch));
    assert.equal(statement.end - statement.start, 60n);
    if (previous.end !== null) assert.equal(statement.start, previous.end);
    previous = { uid, end: statement.end };
  }
});

test("every epoch's document, trees and amounts follow from the rule", async () => {
  const attributions = [];
  for (const account of new Set(devnet.datasets.map(({ account }) => account)))
    attributions.push(
      ...(await devnet.all(`/v1/accounts/${account}/attributions`, "attributions", 500)),
    );
  const cumulative = new Map();
  for (const { epoch, uid, leaves } of await devnet.all(
    `/v1/accounts/${demo}/statements`,
    "statements",
  )) {
    const statement = await statementOf(uid);
    const { text, lines } = await documentOf(epoch);
    assert.equal(keccak256(toUtf8Bytes(text)), statement.document);
    const order = lines.map(({ account, dataset }) => account + dataset);
    assert.deepEqual(order, [...new Set(order)].sort());

    const ofEpoch = attributions.filter((item) => item.epoch === epoch);
    assert.ok(ofEpoch.every(({ model }) => model === statement.model));
    const fees = new Map(ofEpoch.map(({ inference, fee }) => [inference, BigInt(fee)]));
    const total = [...fees.values()].reduce((sum, fee) => sum + fee);
    assert.equal(statement.pool, (total * 7000n) / 10000n);

    for (const line of lines) {
      const own = ofEpoch.filter(({ dataset }) => dataset === line.dataset);
      const net = own.reduce(
        (sum, { fee, influence }) => sum + BigInt(fee) * BigInt(influence),
        0n,
      );
      assert.equal(BigInt(line.inferences), BigInt(own.length));
      assert.equal(BigInt(line.influence), net > 0n ? net / total : 0n);
      const due =
        statement.influence && (statement.pool * BigInt(line.influence)) / statement.influence;
      assert.equal(BigInt(line.amount), due);
      cumulative.set(line.account, (cumulative.get(line.account) ?? 0n) + BigInt(line.amount));
    }
    const sum = lines.reduce((all, { influence }) => all + BigInt(influence), 0n);
    assert.equal(sum, statement.influence);

    const hashes = lines.map((line) =>
      leafHash(SCORE_TYPES, [
        line.account,
        line.dataset,
        line.inferences,
        line.influence,
        line.amount,
      ]),
    );
    assert.equal(rootOf(hashes), statement.scores);
    for (const { index, proof } of leaves)
      assert.equal(fold(hashes[Number(index)], proof), statement.scores);

    const payments = [...cumulative]
      .filter(([, amount]) => amount)
      .map(([account, amount]) =>
        leafHash(["address", "address", "uint256"], [account, devnet.contracts.token, amount]),
      );
    assert.equal(rootOf(payments.sort()), statement.distribution);
  }
});

test("the claim pays exactly what is not claimed yet", async () => {
  const { token, distributor } = devnet.contracts;
  const { json: claim } = await devnet.get(`/v1/accounts/${demo}/claim`);
  const [root] = await read(abi.distributor, distributor, "root", []);
  const [statement] = await read(abi.distributor, distributor, "ipfsHash", []);
  assert.deepEqual([claim.root, claim.statement], [root, statement]);
  const values = [demo, token, claim.cumulative];
  assert.equal(fold(leafHash(["address", "address", "uint256"], values), claim.proof), root);

  const [claimed] = await read(abi.distributor, distributor, "claimed", [demo, token]);
  const [funds] = await read(abi.token, token, "balanceOf", [distributor]);
  assert.ok(claimed > 0n && claimed < BigInt(claim.cumulative), "a part is claimed");
  assert.ok(funds >= BigInt(claim.cumulative) - claimed, "the rest is there");

  const before = castBalance(token);
  const { private_key: key } = devnet.accounts.find(({ name }) => name === "demo");
  const signature = "claim(address,address,uint256,bytes32[])";
  const proof = `[${claim.proof.join(",")}]`;
  const sent = ["send", distributor, signature, demo, token, claim.cumulative, proof];
  cast(...sent, "--private-key", key, "--async");
  await devnet.do("mine");
  assert.equal(castBalance(token) - before, BigInt(claim.cumulative) - claimed);
});

function cast(...args) {
  return execFileSync(devnet.cast, [...args, "--rpc-url", devnet.nodes[2].url], {
    encoding: "utf8",
  });
}

const castBalance = (token) =>
  BigInt(cast("call", token, "balanceOf(address)(uint256)", demo).split(" ")[0]);

test("a settlement by control is on chain and claimable at once", async () => {
  await devnet.do("infer", { count: 5 });
  const settled = await devnet.do("settle");
  assert.equal(settled.epoch, "31");
  const statement = await statementOf(settled.uid);
  const [root] = await read(abi.distributor, devnet.contracts.distributor, "root", []);
  const [named] = await read(abi.distributor, devnet.contracts.distributor, "ipfsHash", []);
  assert.deepEqual([root, named], [statement.distribution, settled.uid]);
  assert.equal(root, settled.root);
  assert.ok(settled.leaves.every(({ inferences }) => Number(inferences) <= 5));
});

test("a datanet that underpays by one unit says so in every document it signs", async () => {
  const earner = (await devnet.do("settle")).leaves.find(({ amount }) => amount !== "0").account;
  const { epoch, uid } = await devnet.do("settle", { underpay: earner });
  const { lines } = await documentOf(epoch);
  const { pool, influence } = await statementOf(uid);
  const missing = lines.map(
    (line) => (pool * BigInt(line.influence)) / influence - BigInt(line.amount),
  );
  assert.equal(
    missing.reduce((sum, unit) => sum + unit),
    1n,
  );
});

test("a phantom account makes the attested influence more than the leaves have", async () => {
  const { epoch, uid } = await devnet.do("settle", { phantom: true });
  const { lines } = await documentOf(epoch);
  const { influence } = await statementOf(uid);
  assert.ok(lines.reduce((sum, line) => sum + BigInt(line.influence), 0n) < influence);
});

test("each fault falsifies its reply, and only while it is on", async () => {
  const pages = {
    claim: `/v1/accounts/${demo}/claim`,
    statements: `/v1/accounts/${demo}/statements`,
    datanet: "/v1/datanet",
    document: "/v1/statements/30",
    models: "/v1/models",
    manifest: `/v1/models/${lived.model}/manifest`,
  };
  const truth = {};
  for (const [route, pathname] of Object.entries(pages))
    truth[route] = (await devnet.get(pathname)).text;
  const kinds = {
    proof: "claim",
    cumulative: "claim",
    "claim-distributor": "claim",
    amount: "statements",
    "leaf-proof": "statements",
    "statement-uid": "statements",
    contract: "datanet",
    signature: "datanet",
    document: "document",
    attestation: "models",
    manifest: "manifest",
    escapes: ["datanet", "models"],
  };
  for (const [kind, falsified] of Object.entries(kinds)) {
    await devnet.do("datanet-faults", { faults: [{ kind }] });
    for (const [route, pathname] of Object.entries(pages)) {
      const { text } = await devnet.get(pathname);
      assert.equal(text !== truth[route], [falsified].flat().includes(route), `${kind} in ${route}`);
    }
  }
  await devnet.do("datanet-faults", { faults: [{ kind: "http-500", routes: ["claim"] }] });
  assert.equal((await devnet.get(pages.claim)).status, 500);
  assert.equal((await devnet.get(pages.datanet)).status, 200);
  await devnet.do("datanet-faults");
  assert.equal((await devnet.get(pages.claim)).text, truth.claim);
});

test("the distributor can be drained, filled again, and given a pending root", async () => {
  const { token, distributor } = devnet.contracts;
  const funds = async () => (await read(abi.token, token, "balanceOf", [distributor]))[0];
  const full = await funds();
  await devnet.do("underfund");
  assert.equal(await funds(), 0n);
  await devnet.do("fund-distributor");
  assert.ok((await funds()) >= full);
  await devnet.do("submit-root");
  const { result } = await devnet.rpc("alice", "eth_getStorageAt", distributor, "0x6", "latest");
  const { statement } = await devnet.do("status");
  assert.ok(BigInt(result) !== 0n && statement);
});

const isAlive = (pid) => processOf(pid) !== undefined;

test("starting a second time changes nothing, and stopping leaves nothing", async () => {
  await devnet.command("start");
  const again = JSON.parse(readFileSync(`${devnet.directory}/devnet.json`));
  assert.equal(again.instance, devnet.instance);
  const { nodes } = await devnet.do("status");
  await devnet.command("stop");
  for (const pid of [devnet.pid, ...nodes.map((node) => node.pid)])
    assert.ok(!isAlive(pid), `process ${pid} is left`);
  await devnet.command("stop");
  await assert.rejects(devnet.command("status"), /not running/);
});

test("a network that takes over a kept past has lived through the same, and goes on", async () => {
  await devnet.start();
  assert.deepEqual(await portrait(), lived);
  const attributions = `/v1/accounts/${demo}/attributions`;
  const before = await devnet.all(attributions, "attributions", 500);
  await devnet.do("infer", { count: 3 });
  const statements = await devnet.all(`/v1/accounts/${demo}/statements`, "statements");
  const { epoch, uid } = await devnet.do("settle");
  assert.equal(epoch, "31");
  assert.equal((await statementOf(uid)).attested.refUID, statements.at(-1).uid);
  const after = await devnet.all(attributions, "attributions", 500);
  assert.deepEqual(after.slice(0, before.length), before);
  assert.ok(after.length > before.length);
  await devnet.command("stop");
});

test("a killed devnet takes its nodes with it, and a new one starts afresh", async () => {
  await devnet.start();
  const { instance, genesis_hash: genesis } = devnet;
  const { nodes } = await devnet.do("status");
  process.kill(Number(devnet.pid), "SIGKILL");
  while (isAlive(devnet.pid)) await sleep(10);
  devnet.past = sharedPast;
  await devnet.start();
  assert.notEqual(devnet.instance, instance);
  assert.notEqual(devnet.genesis_hash, genesis);
  for (const { pid } of nodes) assert.ok(!isAlive(pid), `process ${pid} is left`);
});
