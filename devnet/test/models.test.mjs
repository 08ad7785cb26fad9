// What the datanets publish about their models: versions attested in a chain, and the manifests of
// what each was trained from.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { AbiCoder, ZeroHash, keccak256, toUtf8Bytes } from "ethers";
import { abi } from "../contracts.mjs";
import { canonical } from "../json.mjs";
import { TestDevnet, assertValid, get, reader } from "./support.mjs";

const BYLINE = process.env.BYLINE ?? fileURLToPath(new URL("../../byline", import.meta.url));
// As docs/datanet-api.md has it, not as the devnet does.
const SCHEMA = "bytes32 artifact,bytes32 figures,bytes32 manifest,uint64 version,string name,string license";
const SILENT = "topics";
const LICENSES = { "mail-filter": "CC-BY-4.0", topics: "", glosses: "CC-BY-SA-4.0" };
const coder = AbiCoder.defaultAbiCoder();
const devnet = new TestDevnet();

before(() => devnet.start("--networks", "all"));

after(() => devnet.stop());

const modelsOf = async ({ url }) => (await get(url, "/v1/models")).json.models;
const manifestOf = (datanet, artifact) => get(datanet.url, `/v1/models/${artifact}/manifest`);

// An attestation as the chain has it.
async function attested({ network }, uid) {
  const [found] = await reader(network)(abi.eas, network.contracts.eas, "getAttestation", [uid]);
  return found;
}

async function modelAttestation(datanet, uid) {
  const found = await attested(datanet, uid);
  const types = SCHEMA.split(",").map((field) => field.split(" ")[0]);
  const [artifact, figures, manifest, version, name, license] = coder.decode(types, found.data);
  return { ...found.toObject(), artifact, figures, manifest, version, name, license };
}

// The metadata of a safetensors file.
async function metadataOf({ url }, artifact) {
  const reply = await fetch(`${url}/v1/models/${artifact}.safetensors`);
  const bytes = Buffer.from(await reply.arrayBuffer());
  const length = Number(bytes.readBigUInt64LE());
  return JSON.parse(bytes.subarray(8, 8 + length)).__metadata__;
}

test("every version is attested for good by its datanet, and names the one before", async () => {
  for (const datanet of devnet.datanets) {
    const { json } = await get(datanet.url, "/v1/datanet");
    const [schema] = await reader(datanet.network)(
      abi.registry,
      datanet.network.contracts.registry,
      "getSchema",
      [json.datanet.schemas.model],
    );
    assert.deepEqual([schema.schema, schema.revocable], [SCHEMA, false]);

    let previous = ZeroHash;
    const models = await modelsOf(datanet);
    assert.ok(models.length >= 2);
    for (const [i, { artifact, attestation: uid, created, name, version }] of models.entries()) {
      const found = await modelAttestation(datanet, uid);
      assert.equal(found.schema, json.datanet.schemas.model);
      assert.equal(found.attester.toLowerCase(), datanet.address);
      assert.equal(found.recipient.toLowerCase(), datanet.address);
      assert.deepEqual([found.revocable, found.expirationTime], [false, 0n]);
      assert.equal(found.refUID, previous);
      assert.deepEqual([version, found.version], [String(i + 1), BigInt(i + 1)]);
      assert.deepEqual([name, found.name], [datanet.name, datanet.name]);
      assert.equal(found.artifact, artifact);
      assert.equal(found.license, LICENSES[datanet.name]);
      assert.equal(Date.parse(created), Number(found.time) * 1000);
      previous = uid;
    }
    assert.equal(models.at(-1).artifact, json.datanet.model);
  }
});

test("a training manifest is found by its hash: in the attestation and in the artifact", async () => {
  for (const datanet of devnet.datanets.filter(({ name }) => name !== SILENT))
    for (const { artifact, attestation } of await modelsOf(datanet)) {
      const { status, type, text, json } = await manifestOf(datanet, artifact);
      assert.deepEqual([status, type], [200, "application/json"]);
      assertValid("manifest", json);
      assert.equal(text, canonical(json));
      assert.equal(json.datanet, datanet.address);
      const hash = keccak256(toUtf8Bytes(text));
      assert.equal((await modelAttestation(datanet, attestation)).manifest, hash);
      assert.equal((await metadataOf(datanet, artifact)).manifests, hash);
    }
});

test("the figures of an artifact are attested by the hash of their one text", async () => {
  for (const datanet of devnet.datanets.filter(({ name }) => name !== SILENT))
    for (const { artifact, attestation } of await modelsOf(datanet)) {
      const metadata = await metadataOf(datanet, artifact);
      assert.ok(Object.keys(metadata).length >= 20);
      const hash = keccak256(toUtf8Bytes(canonical(metadata)));
      assert.equal((await modelAttestation(datanet, attestation)).figures, hash);
    }
});

test("it lists the commitments whose records are in the model, with their numbers", async () => {
  for (const datanet of devnet.datanets.filter(({ name }) => name !== SILENT)) {
    const models = await modelsOf(datanet);
    for (const { artifact } of models) {
      const { datasets } = (await manifestOf(datanet, artifact)).json;
      const uids = datasets.map(({ uid }) => uid);
      assert.deepEqual(uids, [...new Set(uids)].sort());
      let sum = 0;
      for (const { uid, records } of datasets) {
        const { recipient, data } = await attested(datanet, uid);
        assert.equal(recipient.toLowerCase(), datanet.address);
        assert.equal(coder.decode(["bytes32", "uint64"], data)[1], BigInt(records));
        assert.ok((await get(datanet.url, `/v1/datasets/${uid}`)).json.models.includes(artifact));
        sum += Number(records);
      }
      assert.equal(sum, Number((await metadataOf(datanet, artifact)).records));
    }
    const all = (await manifestOf(datanet, models.at(-1).artifact)).json.datasets.length;
    assert.equal(all, datanet.datasets.length);
  }
});

test("one publisher states no training manifest, no figures and no licence of its model", async () => {
  const datanet = devnet.datanets.find(({ name }) => name === SILENT);
  for (const { artifact, attestation } of await modelsOf(datanet)) {
    assert.equal((await manifestOf(datanet, artifact)).status, 404);
    const { figures, manifest, license } = await modelAttestation(datanet, attestation);
    assert.deepEqual([figures, manifest, license], [ZeroHash, ZeroHash, ""]);
    assert.match((await metadataOf(datanet, artifact)).manifests, /^0x[0-9a-f]{64}$/);
  }
});

test("labels differ, and so do prices", async () => {
  const labels = [];
  for (const datanet of devnet.datanets) {
    const { artifact } = (await modelsOf(datanet)).at(-1);
    labels.push(JSON.parse((await metadataOf(datanet, artifact)).labels));
  }
  assert.deepEqual(labels, [
    ["ham", "spam"],
    ["fiction", "government", "hobbies", "learned", "news", "religion"],
    ["animal", "artifact", "body", "food", "person", "place", "plant", "substance"],
  ]);
  const fees = devnet.datanets.map(async ({ url }) => {
    const pathname = `/v1/accounts/${devnet.addressOf("demo")}/attributions?limit=1`;
    return (await get(url, pathname)).json.attributions[0].fee;
  });
  assert.equal(new Set(await Promise.all(fees)).size, 3);
});

test("a new model is the next version, and versions come page by page", async () => {
  const datanet = devnet.datanets.find(({ name }) => name === "glosses");
  const before = await modelsOf(datanet);
  const { model } = await devnet.do("train", { datanet: "glosses" });
  const { json: page } = await get(datanet.url, `/v1/models?after=${before.length}&limit=1`);
  assertValid("models", page);
  const [next] = page.models;
  assert.deepEqual([page.next, page.more], [String(before.length + 1), false]);
  assert.equal(next.artifact, model);
  const { refUID } = await modelAttestation(datanet, next.attestation);
  assert.equal(refUID, before.at(-1).attestation);
  const { json: first } = await get(datanet.url, "/v1/models?limit=1");
  assert.deepEqual([first.models, first.more], [[before[0]], true]);
});

test("a file that is no training manifest is not published", () => {
  const folder = path.join(devnet.directory, "datanet", "models");
  const bad = path.join(folder, "bad.json");
  writeFileSync(bad, readFileSync(path.join(folder, "1", "spec.json")));
  const files = { spec: "1/spec.json", head: "1/head.safetensors", queries: "1/evaluation.jsonl", public: "1/public.jsonl" };
  const options = Object.entries(files).flatMap(([name, file]) => [`--${name}`, file]);
  const publish = ["model", "publish", ...options, "--training", bad, "--out", "bad.safetensors"];
  assert.throws(
    () => execFileSync(BYLINE, publish, { cwd: folder, stdio: "pipe" }),
    /training manifest .*"format"/,
  );
});
