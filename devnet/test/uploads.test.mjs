// Uploads: who may send, what is accepted, and what an accepted dataset changes.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { HDNodeWallet, Mnemonic, Transaction, keccak256, toUtf8Bytes } from "ethers";
import { abi } from "../contracts.mjs";
import { makeDataset } from "../dataset.mjs";
import { COMMITMENT } from "../eas.mjs";
import { commitmentData, creation, offsetOf, now, seal, send } from "./seal.mjs";
import { TestDevnet } from "./support.mjs";

const MAILS = 40;
const ATTESTED = abi.eas.getEvent("Attested").topicHash;
const devnet = new TestDevnet();
const seed = Buffer.from("a seed of sixty-four bytes, which nobody else has and nobody needs");
let wallet;
let unseen;
let description;

before(async () => {
  await devnet.start();
  const mnemonic = Mnemonic.fromPhrase(devnet.phrase);
  wallet = HDNodeWallet.fromMnemonic(mnemonic, "m/44'/60'/0'/0/20");
  await devnet.do("fund", { account: wallet.address, wei: String(10n ** 18n) });
  const lines = readFileSync(devnet.corpus.unseen, "utf8").trimEnd().split("\n");
  unseen = lines.map((line) => Buffer.from(line));
  description = (await devnet.get("/v1/datanet")).json.datanet;
});

after(() => devnet.stop());

async function transact(to, data) {
  const { result: nonce } = await devnet.rpc(
    "alice",
    "eth_getTransactionCount",
    wallet.address,
    "pending",
  );
  const raw = await wallet.signTransaction({
    type: 2,
    chainId: 31337,
    nonce: Number(nonce),
    to,
    data,
    gasLimit: 1_000_000n,
    maxFeePerGas: 10n ** 10n,
    maxPriorityFeePerGas: 1n,
  });
  const { error } = await devnet.rpc("alice", "eth_sendRawTransaction", raw);
  assert.equal(error, undefined);
  await devnet.do("mine");
  return (await devnet.rpc("bob", "eth_getTransactionReceipt", Transaction.from(raw).hash)).result;
}

/** Commits to records; resolves to {uid, content}. */
async function commit(records, recipient = devnet.datanet.address) {
  const { manifest, text, saltKey } = makeDataset(
    seed,
    wallet.address.toLowerCase(),
    records,
    "CC0-1.0",
  );
  const request = {
    recipient,
    expirationTime: 0n,
    revocable: true,
    refUID: `0x${"00".repeat(32)}`,
    data: commitmentData(manifest, keccak256(toUtf8Bytes(text))),
    value: 0n,
  };
  const calldata = abi.eas.encodeFunctionData("attest", [
    { schema: COMMITMENT.uid, data: request },
  ]);
  const { logs } = await transact(devnet.contracts.eas, calldata);
  const uid = logs.find(({ topics }) => topics[0] === ATTESTED).data;
  return { uid, content: { manifest: text, saltKey, records } };
}

const post = (headers) => fetch(`${devnet.datanet.url}/v1/files`, { method: "POST", headers });
const create = async (uid, file, by = wallet) => post(await creation(description, by, uid, file));

async function upload(uid, file) {
  const created = await create(uid, file);
  assert.equal(created.status, 201);
  const sent = await send(created.headers.get("location"), file, 0);
  assert.equal(sent.status, 204);
  return verdict(uid);
}

async function verdict(uid) {
  for (;;) {
    const { json } = await devnet.get(`/v1/datasets/${uid}`);
    if (json.status !== "received") return json;
    await sleep(10);
  }
}

test("an upload cut off in the middle resumes, is accepted and enters the next model", async () => {
  const { uid, content } = await commit(unseen.slice(0, MAILS));
  const file = await seal(description, uid, content);
  const created = await create(uid, file);
  assert.equal(created.status, 201);
  const location = created.headers.get("location");

  await devnet.do("datanet-faults", { faults: [{ kind: "disconnect-upload", bytes: 20_000 }] });
  await assert.rejects(send(location, file, 0));
  const offset = await offsetOf(location);
  assert.ok(offset > 0 && offset <= 20_000, `the server has ${offset} bytes`);
  assert.equal((await devnet.get(`/v1/datasets/${uid}`)).status, 404);

  const sent = await send(location, file, offset);
  assert.equal(sent.status, 204);
  const accepted = { dataset: uid, account: wallet.address.toLowerCase(), status: "accepted" };
  assert.deepEqual(await verdict(uid), { ...accepted, models: [] });

  const { model, datasets } = await devnet.do("train");
  assert.ok(datasets.includes(uid));
  assert.deepEqual((await verdict(uid)).models, [model]);
  await devnet.do("infer", { count: 3 });
  const { leaves } = await devnet.do("settle");
  assert.ok(leaves.some(({ dataset }) => dataset === uid));
  const live = await devnet.all(`/v1/accounts/${wallet.address}/attributions`, "attributions");
  assert.equal(live.length, 3);

  assert.equal((await create(uid, file)).status, 409);
});

test("a revoked dataset is in no new model", async () => {
  const { uid, content } = await commit(unseen.slice(MAILS, 2 * MAILS));
  const file = await seal(description, uid, content);
  assert.equal((await upload(uid, file)).status, "accepted");
  const request = { schema: COMMITMENT.uid, data: { uid, value: 0n } };
  await transact(devnet.contracts.eas, abi.eas.encodeFunctionData("revoke", [request]));
  const { datasets } = await devnet.do("train");
  assert.ok(!datasets.includes(uid));
  assert.equal((await verdict(uid)).status, "revoked");
});

test("a dataset joins and leaves by control calls, committed to as others are", async () => {
  const file = path.join(devnet.directory, "joins.jsonl");
  const records = unseen.slice(8 * MAILS, 9 * MAILS);
  writeFileSync(file, `${records.join("\n")}\n`);
  const account = "contributor-2";
  const { uid } = await devnet.do("contribute", { name: "joins", account, file });
  assert.equal((await verdict(uid)).status, "accepted");
  assert.ok((await devnet.do("train")).datasets.includes(uid));
  const leave = (role) => devnet.do("withdraw", { account: role, dataset: uid });
  await assert.rejects(leave("contributor-9"), /no such account/);
  await leave(account);
  assert.ok(!(await devnet.do("train")).datasets.includes(uid));
  assert.equal((await verdict(uid)).status, "revoked");
});

test("what does not match the commitment is rejected, and says why", async () => {
  const records = unseen.slice(2 * MAILS, 3 * MAILS);
  const { uid, content } = await commit(records);
  const [first, ...others] = records;
  const forged = Buffer.from(first.toString().replace(/[a-z]/, (letter) => letter.toUpperCase()));
  const cases = [
    [{ ...content, records: [forged, ...others] }, /^(the Merkle root|the size) of the records/],
    [{ ...content, records: [...others, first] }, /^the Merkle root of the records/],
    [{ ...content, records: others }, /^the number of records/],
    [{ ...content, saltKey: Buffer.alloc(32) }, /^the Merkle root of the records/],
    [{ ...content, manifest: content.manifest.replace("CC0", "CC1") }, /^the manifest is not the/],
  ];
  for (const [altered, reason] of cases) {
    const { status, reason: given } = await upload(uid, await seal(description, uid, altered));
    assert.equal(status, "rejected");
    assert.match(given, reason);
  }
  const { status } = await upload(uid, await seal(description, uid, content));
  assert.equal(status, "accepted", "a rejected dataset may be sent again");
});

test("a sealed file that is damaged, cut or of another dataset is rejected", async () => {
  const { uid, content } = await commit(unseen.slice(3 * MAILS, 6 * MAILS));
  const other = await commit(unseen.slice(6 * MAILS, 7 * MAILS));
  const sealed = await seal(description, uid, content);
  const flip = (at) => {
    const file = Buffer.from(sealed);
    file[at] ^= 1;
    return file;
  };
  const cases = [
    [flip(0), /not a sealed upload/],
    [flip(8), /version/],
    [flip(9), /intake key/],
    [flip(60), /stream key/],
    [flip(sealed.length - 1), /does not open/],
    [sealed.subarray(0, 145 + 65536 + 17), /has no end/],
    [await seal(description, other.uid, content), /does not open/],
  ];
  for (const [file, reason] of cases) assert.match((await upload(uid, file)).reason, reason);
});

test("an upload is refused unless the attester of a valid commitment signed it", async () => {
  const { uid, content } = await commit(unseen.slice(7 * MAILS, 8 * MAILS));
  const file = await seal(description, uid, content);
  const problem = async (reply) => [reply.status, JSON.parse(await reply.text()).type];

  const stranger = HDNodeWallet.createRandom();
  assert.deepEqual(await problem(await create(uid, file, stranger)), [401, "bad-signature"]);
  const expired = await creation(description, wallet, uid, file, now() - 10);
  assert.deepEqual(await problem(await post(expired)), [401, "bad-signature"]);
  const unknown = `0x${"12".repeat(32)}`;
  assert.deepEqual(await problem(await create(unknown, file)), [422, "not-committed"]);
  const elsewhere = await commit(unseen.slice(0, 3), wallet.address);
  assert.deepEqual(await problem(await create(elsewhere.uid, file)), [422, "not-committed"]);
  const bare = { "tus-resumable": "1.0.0", "upload-length": "10" };
  assert.deepEqual(await problem(await post(bare)), [400, "bad-request"]);
  const huge = {
    ...(await creation(description, wallet, uid, file)),
    "upload-length": "100000000",
  };
  assert.equal((await post(huge)).status, 413);
});
