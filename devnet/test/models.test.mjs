// What the datanets publish about their models: versions attested in a chain, and the manifests of
// what each was trained from.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import Ajv from "ajv/dist/2020.js";
import { AbiCoder, ZeroHash, keccak256, toUtf8Bytes } from "ethers";
import { abi } from "../contracts.mjs";
import { unpackRecords } from "../dataset.mjs";
import { canonical } from "../json.mjs";
import { TestDevnet, assertValid, get, reader } from "./support.mjs";

const BYLINE = process.env.BYLINE ?? fileURLToPath(new URL("../../byline", import.meta.url));
// As docs/datanet-api.md has it, not as the devnet does.
const SCHEMA = "bytes32 artifact,bytes32 figures,bytes32 manifest,uint64 version,string name,string license";
const SILENT = "topics";
const LICENSES = { "mail-filter": "CC-BY-4.0", topics: "", glosses: "CC-BY-SA-4.0" };
const coder = AbiCoder.defaultAbiCoder();
const CLI_SCHEMAS = new URL("../../docs/schemas/cli/", import.meta.url);
const ajv = new Ajv();
for (const name of readdirSync(CLI_SCHEMAS))
  ajv.addSchema(JSON.parse(readFileSync(new URL(name, CLI_SCHEMAS), "utf8")));
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

// The folder of the newest model of the first datanet.
function newest() {
  const models = path.join(devnet.directory, "datanet", "models");
  const numbers = readdirSync(models).filter((name) => /^[0-9]+$/.test(name));
  return path.join(models, String(Math.max(...numbers)));
}

const FILES = { spec: "spec.json", head: "head.safetensors", queries: "evaluation.jsonl" };

// Runs `byline model WHAT` there: {code, reply}, where the reply is valid by its schema.
function model(what, ...args) {
  const options = Object.entries(FILES).flatMap(([name, file]) => [`--${name}`, file]);
  const { status, stdout } = spawnSync(BYLINE, ["model", what, ...options, ...args, "--json"], {
    cwd: newest(),
    encoding: "utf8",
  });
  const reply = JSON.parse(stdout);
  assert.ok(ajv.validate(`model-${what}.schema.json`, reply), ajv.errorsText());
  return { code: status, reply };
}

const CHECK = ["--public", "public.jsonl", "--training", "training.json"];

test("an artifact says what is computed again, and an altered one is found out", () => {
  const folder = newest();
  const { code, reply } = model("check", "artifact.safetensors", ...CHECK);
  assert.deepEqual([code, reply.claims.filter(({ holds }) => !holds)], [0, []]);
  assert.ok(reply.compared >= 35);
  const bytes = readFileSync(path.join(folder, "artifact.safetensors")).toString("latin1");
  // The last digit that is within the tolerance is the fifth.
  const altered = bytes.replace(/("validation_loss":"0\.[0-9]{2})([0-9])/, (_, front, digit) =>
    front + ((Number(digit) + 5) % 10),
  );
  assert.notEqual(altered, bytes);
  writeFileSync(path.join(folder, "altered.safetensors"), Buffer.from(altered, "latin1"));
  const bad = model("check", "altered.safetensors", ...CHECK);
  assert.equal(bad.code, 7);
  assert.match(bad.reply.error.message, /^1 of [0-9]+ claims .*: validation_loss;/);
  // Without the training manifest it was published from another list of datasets.
  const unnamed = model("check", "artifact.safetensors", "--public", "public.jsonl");
  assert.equal(unnamed.code, 7);
  assert.match(unnamed.reply.error.message, /: manifests;/);
});

test("a forecast gives all datasets their parts of one pool", () => {
  const { datasets } = JSON.parse(readFileSync(path.join(newest(), FILES.spec)));
  // The same records once more: they earn about what they earn already, from the same pool.
  const { code, reply } = model("forecast", datasets[0].dir, datasets[2].dir);
  assert.equal(code, 0);
  const parts = [...reply.datasets, ...reply.trained_on].map(({ share }) => Number(share));
  assert.ok(Math.abs(parts.reduce((a, b) => a + b) - 1) < 1e-4);
  assert.ok(Math.min(...parts) >= 0);
  for (const [i, place] of [0, 2].entries()) {
    const { share } = reply.trained_on.find(({ dataset }) => dataset === datasets[place].dataset);
    assert.ok(Number(share) > 0.01);
    assert.ok(Math.abs(reply.datasets[i].share - share) < 1e-5);
  }
  assert.ok(Math.abs(Number(reply.share) - parts[0] - parts[1]) < 1e-5);
});

// splitmix64, as docs/formats.md writes it down, and the draws from it.
function drawing(seed) {
  let state = BigInt(seed);
  const low = (x) => BigInt.asUintN(64, x);
  const next = () => {
    state = low(state + 0x9e3779b97f4a7c15n);
    let z = low((state ^ (state >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = low((z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    return z ^ (z >> 31n);
  };
  const below = (count) => Number(next() % BigInt(count));
  const mix = (list, count) => {
    for (let i = 0; i < count; i++) {
      const j = i + below(list.length - i);
      [list[i], list[j]] = [list[j], list[i]];
    }
    return list.slice(0, count);
  };
  return { below, mix, unit: () => Number(next() >> 11n) / 2 ** 53 };
}

/** The labels of one group, by the table of docs/formats.md. */
function drawGroup({ below, mix, unit }, base, others, classes) {
  const kind = unit();
  const most = Math.max(4, 0.9 * others.length);
  const size = Math.round(Math.exp(Math.log(3) + unit() * (Math.log(most) - Math.log(3))));
  const some = (count) => mix(others, Math.min(count, others.length));
  if (kind < 0.32) return some(size);
  if (kind < 0.6) {
    const group = some(Math.max(size, 10));
    const wrong = Math.round([0.05, 0.1, 0.2, 0.3, 0.5][below(5)] * group.length);
    return group.map((label, i) =>
      i < wrong ? (label + 1 + below(classes - 1)) % classes : label,
    );
  }
  if (kind < 0.83) {
    const label = others[below(others.length)];
    return mix(others, others.length)
      .filter((other) => other === label)
      .slice(0, Math.max(size, 10));
  }
  if (kind < 0.94) {
    const times = [2, 3, 5, 10, 20, 40][below(6)];
    const group = some(Math.max(1, Math.floor(Math.min(size, 400) / times)));
    return Array(times).fill(group).flat();
  }
  return mix(base, Math.min(size, 300));
}

test("the groups of the trials are those that the documents draw from the seed", () => {
  const { datasets } = JSON.parse(readFileSync(path.join(newest(), FILES.spec)));
  const names = datasets.flatMap(({ dir }) =>
    unpackRecords(readFileSync(path.join(dir, "records"))).map((r) => JSON.parse(r).label),
  );
  const classes = [...new Set(names)].sort();
  const file = path.join(newest(), "many.safetensors");
  const options = ["--public", "public.jsonl", "--trials", "40", "--out", file];
  assert.equal(model("publish", ...options).reply.trials, 40);
  const bytes = readFileSync(file);
  const start = 8 + Number(bytes.readBigUInt64LE());
  const header = JSON.parse(bytes.subarray(8, start));
  const { data_offsets: offsets } = header["forecast.trials"];
  const draw = drawing(header.__metadata__.trials_seed);
  const records = names.map((name) => classes.indexOf(name));
  draw.mix(records, records.length);
  const base = records.splice(0, Math.floor(0.7 * records.length));
  for (let at = start + offsets[0]; at < start + offsets[1]; at += 24) {
    const group = drawGroup(draw, base, records, classes.length);
    const most = Math.max(...classes.map((_, c) => group.filter((label) => label === c).length));
    const oneClass = group.length >= 10 && most >= 0.9 * group.length;
    assert.ok(Math.abs(bytes.readFloatLE(at + 4) - group.length / base.length) < 1e-6);
    assert.equal(bytes.readFloatLE(at + 16), Number(oneClass));
  }
});
