// Cards of a model on a chain of its own, and the answers that follow from them, by ethers, anvil,
// EAS and OpenZeppelin's trees. Run from the repository: node tests/vectors/card/make-card.mjs
//
// The chain: thirteen contributors with a dataset each, one of whom has two; three versions of a
// model, with other datasets in each; four epochs, the third of which is the one that is paid; a
// contributor who withdrew a dataset, and one who claimed.

import { createRequire } from "node:module";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Anvil } from "../../../devnet/anvil.mjs";
import { EAS_ADDRESS, REGISTRY_ADDRESS, abi, compiled, easGenesis } from "../../../devnet/contracts.mjs";
import { accumulate, distributionOf, documentOf, scoreTree } from "../../../devnet/datanet/settlement.mjs";
import { canonical } from "../../../devnet/json.mjs";

// Modules of the devnet, which has its own folder of them.
const {
  AbiCoder, HDNodeWallet, Mnemonic, ZeroAddress, ZeroHash, concat, getCreateAddress, id, keccak256,
  encodeRlp, solidityPackedKeccak256, toBeHex, toQuantity, zeroPadValue,
} = createRequire(new URL("../../../devnet/package.json", import.meta.url))("ethers");

const HERE = fileURLToPath(new URL(".", import.meta.url));
// No profile is of this chain, so that the cards can be verified next to any.
const CHAIN_ID = 31399;
const START = 1_790_000_000;
const coder = AbiCoder.defaultAbiCoder();

function schema(text, revocable) {
  return {
    text, revocable, types: text.split(",").map((field) => field.split(" ")[0]),
    uid: solidityPackedKeccak256(["string", "address", "bool"], [text, ZeroAddress, revocable]),
  };
}
const COMMITMENT = schema("bytes32 root,uint64 records,uint64 size,bytes32 manifest,bytes32 nonce,string license", true);
const STATEMENT = schema("uint64 epoch,uint64 start,uint64 end,address distributor,address token,bytes32 distribution," +
  "bytes32 model,bytes32 scores,bytes32 document,uint256 pool,uint256 influence", false);
const MODEL = schema("bytes32 artifact,bytes32 figures,bytes32 manifest,uint64 version,string name,string license", false);
const SCHEMAS = [COMMITMENT, STATEMENT, MODEL];

// The chain.
const directory = mkdtempSync(path.join(tmpdir(), "card-"));
const root = HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase("test test test test test test test test test test test junk"), "m/44'/60'/0'/0");
const wallets = Array.from({ length: 16 }, (_, i) => root.deriveChild(i));
const [operator, deployer, other, ...contributors] = wallets;
const datanet = operator.address.toLowerCase();
const genesis = path.join(directory, "genesis.json");
const zeros = (bytes) => `0x${"00".repeat(bytes)}`;
writeFileSync(genesis, JSON.stringify({
  config: { chainId: CHAIN_ID }, timestamp: toQuantity(START), gasLimit: toQuantity(30_000_000), baseFeePerGas: toQuantity(1_000_000_000),
  difficulty: "0x0", nonce: "0x0", extraData: "0x", mixHash: zeros(32), coinbase: zeros(20),
  alloc: { ...(await easGenesis()), ...Object.fromEntries(wallets.map(({ address }) => [address, { balance: toQuantity(10n ** 21n) }])) },
}));
const anvil = new Anvil(["--chain-id", String(CHAIN_ID), "--init", genesis]);
await anvil.start();
let time = START;

async function act(wallet, to, data) {
  const nonce = Number(await anvil.call("eth_getTransactionCount", wallet.address, "latest"));
  const raw = await wallet.signTransaction({
    type: 2, chainId: CHAIN_ID, nonce, to, data, value: 0n,
    gasLimit: 3_000_000n, maxFeePerGas: 20_000_000_000n, maxPriorityFeePerGas: 1_000_000_000n,
  });
  const hash = await anvil.call("eth_sendRawTransaction", raw);
  time += 10;
  await anvil.call("evm_setNextBlockTimestamp", toBeHex(time));
  await anvil.call("evm_mine");
  const receipt = await anvil.call("eth_getTransactionReceipt", hash);
  if (receipt?.status !== "0x1") throw new Error(`reverted: ${data.slice(0, 10)}`);
  return { receipt, address: getCreateAddress({ from: wallet.address, nonce }).toLowerCase() };
}

async function attest(wallet, { uid, types, revocable }, recipient, refUID, values) {
  const request = { recipient, expirationTime: 0n, revocable, refUID, data: coder.encode(types, values), value: 0n };
  const { receipt } = await act(wallet, EAS_ADDRESS, abi.eas.encodeFunctionData("attest", [{ schema: uid, data: request }]));
  return receipt.logs[0].data;
}

for (const { text, revocable } of SCHEMAS)
  await act(operator, REGISTRY_ADDRESS, abi.registry.encodeFunctionData("register", [text, ZeroAddress, revocable]));
const code = compiled();
const deploy = async (name, types, values) =>
  (await act(deployer, null, concat([code[name], coder.encode(types, values)]))).address;
const token = await deploy("OpenToken", ["string", "string", "address"], ["Open", "OPEN", deployer.address]);
const distributor = await deploy("Distributor", ["address", "uint256", "bytes32", "bytes32"], [operator.address, 0n, ZeroHash, ZeroHash]);

// Datasets: contributor i commits to 100·(i+1) records; the first one to a second dataset too.
const LICENSES = ["CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0"];
const datasets = [];
async function commit(wallet, records, license, recipient = datanet) {
  const uid = await attest(wallet, COMMITMENT, recipient, ZeroHash,
    [id(`root ${datasets.length}`), records, records * 80, id(`manifest ${datasets.length}`), id(`nonce ${datasets.length}`), license]);
  datasets.push({ uid, account: wallet.address.toLowerCase(), records, license });
  return uid;
}
for (const [i, wallet] of contributors.entries()) await commit(wallet, 100 * (i + 1), LICENSES[i % 3]);
await commit(contributors[0], 50, "");
const foreign = await commit(other, 70, "CC0-1.0", deployer.address);

// Versions: the training manifest of each is a text of its own.
const artifacts = [1, 2, 3].map((n) => id(`artifact ${n}`));
const trainingOf = (entries) => canonical({
  format: "byline-training/1", datanet,
  datasets: entries.map(([uid, records]) => ({ uid, records: String(records) })).sort((a, b) => (a.uid < b.uid ? -1 : 1)),
});
const of = (indices) => indices.map((i) => [datasets[i].uid, datasets[i].records]);
const manifests = [of([0, 1, 2]), of([0, 1, 2, 3, 4, 5]), of([0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])].map(trainingOf);
const LOSS = ["0.412", "0.318", "0.297"];
const figuresOf = (n) => ({ artifact: artifacts[n], members: { manifests: id(manifests[n]), records: String(1000 * (n + 1)), validation_loss: LOSS[n], validation_records: "400" } });
const models = [];
for (let n = 0; n < 3; n++)
  models.push(await attest(operator, MODEL, datanet, models.at(-1) ?? ZeroHash,
    [artifacts[n], id(canonical(figuresOf(n).members)), id(manifests[n]), n + 1, "mail-filter", n === 0 ? "" : "CC-BY-4.0"]));

// Epochs. The influence of dataset d in epoch n is a number that nobody would guess.
const E18 = 10n ** 18n;
const epochs = [];
let cumulative = new Map();
async function settle(version, indices, pool, { underpay = false } = {}) {
  const leaves = indices.map((d) => ({
    account: datasets[d].account, dataset: datasets[d].uid, inferences: BigInt(3 + d),
    influence: d % 4 === 1 ? 0n : E18 * BigInt(7 * (d + 1)) + BigInt(13 * epochs.length + d),
  }));
  leaves.sort((a, b) => (a.account + a.dataset < b.account + b.dataset ? -1 : 1));
  const influence = leaves.reduce((sum, leaf) => sum + leaf.influence, 0n);
  for (const leaf of leaves) leaf.amount = influence ? (pool * leaf.influence) / influence : 0n;
  if (underpay) leaves.find(({ amount }) => amount > 0n).amount -= 1n;
  cumulative = accumulate(cumulative, leaves);
  const distribution = distributionOf(cumulative, token);
  const document = documentOf(leaves);
  const scores = leaves.length ? scoreTree(leaves).root : ZeroHash;
  const n = epochs.length + 1;
  const values = [n, START + 60 * n, START + 60 * n + 60, distributor, token, distribution.root, artifacts[version], scores, document.hash, pool, influence];
  const uid = await attest(operator, STATEMENT, distributor, epochs.at(-1)?.uid ?? ZeroHash, values);
  epochs.push({ n, uid, leaves, text: document.text, distribution, pool, influence, version, cumulative });
}
await settle(0, [0, 1, 2], 1000n * E18 + 1n);
await settle(1, [], 0n);
await settle(2, [0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13], 777n * E18);
await settle(2, [0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13], 1234567n);

const published = epochs[2];
const due = [...published.cumulative.values()].reduce((sum, amount) => sum + amount, 0n);
await act(deployer, token, abi.token.encodeFunctionData("mint", [distributor, due + 5n]));
await act(operator, distributor, abi.distributor.encodeFunctionData("setRoot", [published.distribution.root, published.uid]));
const claimer = contributors[2].address.toLowerCase();
const claim = published.distribution.claimOf(claimer);
await act(contributors[2], distributor, abi.distributor.encodeFunctionData("claim", [claimer, token, claim.cumulative, claim.proof]));
await act(contributors[3], EAS_ADDRESS, abi.eas.encodeFunctionData("revoke", [{ schema: COMMITMENT.uid, data: { uid: datasets[3].uid, value: 0n } }]));

// The evidence of a card: every word that it needs, at one block.
const word = (value) => zeroPadValue(toBeHex(value), 32);
const mapping = (key, slot) => keccak256(concat([zeroPadValue(key, 32), word(slot)]));
async function attestationSlots(uid, block) {
  const base = BigInt(mapping(uid, 4));
  const slots = Array.from({ length: 7 }, (_, i) => word(base + BigInt(i)));
  const length = BigInt(await anvil.call("eth_getStorageAt", EAS_ADDRESS, slots[6], block));
  const words = length & 1n ? (Number(length / 2n) + 31) >> 5 : 0;
  const data = BigInt(keccak256(slots[6]));
  return [...slots, ...Array.from({ length: words }, (_, i) => word(data + BigInt(i)))];
}

const HEADER = ["parentHash", "sha3Uncles", "miner", "stateRoot", "transactionsRoot", "receiptsRoot", "logsBloom", "difficulty",
  "number", "gasLimit", "gasUsed", "timestamp", "extraData", "mixHash", "nonce", "baseFeePerGas", "withdrawalsRoot",
  "blobGasUsed", "excessBlobGas", "parentBeaconBlockRoot", "requestsHash"];
const QUANTITIES = ["difficulty", "number", "gasLimit", "gasUsed", "timestamp", "baseFeePerGas", "blobGasUsed", "excessBlobGas"];
const headerOf = (block) => encodeRlp(HEADER.filter((name) => block[name] != null)
  .map((name) => (QUANTITIES.includes(name) ? (BigInt(block[name]) ? toBeHex(BigInt(block[name])) : "0x") : block[name])));

async function describe(model, latest) {
  const intake = `0x${"07".repeat(32)}`;
  const description = {
    format: "byline-datanet/1", name: "mail-filter", address: datanet, chain_id: String(CHAIN_ID), eas: EAS_ADDRESS,
    registry: REGISTRY_ADDRESS, distributor, token,
    schemas: { commitment: COMMITMENT.uid, model: MODEL.uid, statement: STATEMENT.uid },
    model, rule: "epoch-net/1", epoch: { length_seconds: "60", latest: String(latest), next_at: "2026-09-21T15:13:20Z" },
    intake: { id: keccak256(intake), key: intake, expires: "2026-12-21T11:35:06Z" },
    limits: { file_bytes: "67108864", records: "100000", record_bytes: "1114112", page: "500" },
    fees: { contributors: "7000", operator: "3000" },
  };
  const domain = { name: "byline datanet", version: "1", chainId: CHAIN_ID, verifyingContract: datanet };
  const signature = await operator.signTypedData(domain, { Datanet: [{ name: "document", type: "bytes32" }] }, { document: id(canonical(description)) });
  return { description, signature };
}

const ALL_BITS = `0x${"ff".repeat(32)}`;
async function cardOf({ artifact, chain, texts, absent = [], statements, latest, model = artifact, pins = true, figures }) {
  const block = await anvil.call("eth_getBlockByNumber", "latest", false);
  const at = block.number;
  const uids = [...new Set([...chain, ...texts.filter((text) => text.includes("byline-training")).flatMap((text) => JSON.parse(text).datasets.map(({ uid }) => uid)), ...statements.map(({ uid }) => uid)])];
  const slots = (await Promise.all(uids.map((uid) => attestationSlots(uid, at)))).flat();
  const payees = new Set(statements.flatMap(({ text }) => text.split("\n").filter((line) => texts.includes(text) && line).map((line) => JSON.parse(line))).filter(({ amount }) => amount !== "0").map(({ account }) => account));
  const claimed = [...payees].map((account) => keccak256(concat([zeroPadValue(token, 32), mapping(account, 2)])));
  const proofs = [await anvil.call("eth_getProof", EAS_ADDRESS, slots, at)];
  if (pins) {
    proofs.push(await anvil.call("eth_getProof", distributor, [word(0), word(1), ...claimed], at));
    proofs.push(await anvil.call("eth_getProof", token, [mapping(distributor, 0)], at));
  }
  const nodes = new Map(proofs.flatMap(({ accountProof, storageProof }) => [accountProof, ...storageProof.map(({ proof }) => proof)]).flat().map((node) => [keccak256(node), node]));
  const sorted = (map) => [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
  const { description, signature } = await describe(model, latest);
  return {
    block,
    card: {
      format: "byline-card/1", chain_id: String(CHAIN_ID), block: { hash: block.hash, header: headerOf(block) },
      eas: { address: EAS_ADDRESS, db_slot: "4" },
      ...(pins ? { distributor: { root_slot: "0", statement_slot: "1", claimed_slot: "2" }, token: { balance_slot: "0", balance_order: "key-slot", balance_mask: ALL_BITS } } : {}),
      datanet: description, signature, artifact, models: chain, statements: statements.map(({ uid }) => uid),
      absent: [...absent].sort(), figures: [...figures].sort((a, b) => (a.artifact < b.artifact ? -1 : 1)),
      texts: sorted(new Map(texts.map((text) => [id(text), text]))), nodes: sorted(nodes),
    },
  };
}

/** What the four questions' answers are, from the values above and none of the card's bytes. */
function answersOf({ block }, version, list, paidUpTo) {
  const share = (part, whole) => Number(whole ? (part * 10000n) / whole : 0n);
  const accounts = new Map();
  const at = (account) => {
    if (!accounts.has(account)) accounts.set(account, { records: 0n, datasets: 0, influence: 0n, due: 0n, payable: 0n, claimed: 0n });
    return accounts.get(account);
  };
  for (const { uid, records } of JSON.parse(manifests[version]).datasets) {
    const entry = at(datasets.find((d) => d.uid === uid).account);
    entry.records += BigInt(records);
    entry.datasets++;
  }
  for (const epoch of list)
    for (const { account, influence, amount } of epoch.leaves) {
      const entry = at(account);
      if (epoch.version === version) entry.influence += influence;
      entry.due += amount;
      if (epoch.n <= paidUpTo) entry.payable += amount;
    }
  at(claimer).claimed = claim.cumulative;
  const rows = [...accounts].map(([account, row]) => ({ account, ...row }));
  const sum = (name, some = rows) => some.reduce((total, row) => total + row[name], 0n);
  const top = (name) => [...rows].sort((a, b) => (a[name] < b[name] ? 1 : -1)).slice(0, 10);
  const pool = list.reduce((total, epoch) => total + epoch.pool, 0n);
  return {
    block: { number: String(BigInt(block.number)), hash: block.hash, timestamp: String(BigInt(block.timestamp)) },
    publisher: datanet, records: String(sum("records")),
    accounts: rows.sort((a, b) => (a.account < b.account ? -1 : 1)).map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value)]))),
    top_influence_bp: String(share(sum("influence", top("influence")), sum("influence"))),
    top_records_bp: String(share(sum("records", top("records")), sum("records"))),
    pool: String(pool), paid: String(sum("due")), reached_bp: String(Math.floor((share(sum("due"), pool) * 7000) / 10000)),
    balance: String(due + 5n - claim.cumulative), root: published.distribution.root, published: published.uid,
    datasets: JSON.parse(manifests[version]).datasets.map(({ uid }) => datasets.find((d) => d.uid === uid))
      .map(({ uid, account, records, license }) => ({ uid, account, records: String(records), license })),
    withdrawn: datasets[3].uid,
  };
}

const newestFirst = (list) => [...list].reverse();
const texts = [...manifests, ...epochs.map(({ text }) => text).filter((text) => text)];
const whole = await cardOf({ artifact: artifacts[2], chain: newestFirst(models), texts, statements: newestFirst(epochs), latest: 4, figures: [0, 1, 2].map(figuresOf) });
writeFileSync(path.join(HERE, "whole.json"), canonical(whole.card));
writeFileSync(path.join(HERE, "whole-answers.json"), `${JSON.stringify(answersOf(whole, 2, epochs, 3), null, "\t")}\n`);

// What a profile of this network pins.
const codeHash = async (address) => keccak256(await anvil.call("eth_getCode", address, "latest"));
const contract = async (address) => ({ address, code_hash: await codeHash(address) });
writeFileSync(path.join(HERE, "pins.json"), `${JSON.stringify({ eas: await contract(EAS_ADDRESS), distributor: await contract(distributor), token: await contract(token) }, null, "\t")}\n`);

// A model that the datanet names and does not attest, without anything else.
const bare = await cardOf({ artifact: artifacts[2], chain: [], texts: [], statements: [], latest: 4, pins: false, figures: [] });
writeFileSync(path.join(HERE, "bare.json"), canonical(bare.card));

// A publisher's faults: a manifest that names a foreign dataset and one that is nowhere, a manifest
// that nobody gave, figures that name another manifest than is attested, an epoch that pays one unit
// too little, an epoch whose document is missing.
const odd = trainingOf([[datasets[0].uid, 10], [foreign, 20], [id("nowhere"), 30]]);
const oddArtifact = id("artifact 4");
const oddFigures = { artifact: oddArtifact, members: { manifests: id(manifests[0]) } };
models.push(await attest(operator, MODEL, datanet, models.at(-1), [oddArtifact, id(canonical(oddFigures.members)), id(odd), 4, "mail-filter", ""]));
artifacts.push(oddArtifact);
await settle(3, [0, 3], 100n * E18, { underpay: true });
await settle(3, [0], 100n * E18);
const faulty = await cardOf({
  artifact: oddArtifact, chain: newestFirst(models), texts: [manifests[0], manifests[2], odd, epochs[4].text], absent: [id(manifests[1]), id(epochs[5].text)],
  statements: [epochs[5], epochs[4]], latest: 7, model: artifacts[2], figures: [oddFigures],
});
writeFileSync(path.join(HERE, "faulty.json"), canonical(faulty.card));
writeFileSync(path.join(HERE, "faulty-answers.json"), `${JSON.stringify({ foreign, unknown: id("nowhere"), committed: datasets[0].uid }, null, "\t")}\n`);

// A version of which the publisher states nothing but that it is the next one.
const silentArtifact = id("artifact 5");
models.push(await attest(operator, MODEL, datanet, models.at(-1), [silentArtifact, ZeroHash, ZeroHash, 5, "mail-filter", ""]));
const silent = await cardOf({
  artifact: silentArtifact, chain: newestFirst(models), texts: [], absent: [...manifests, odd].map((text) => id(text)), statements: [], latest: 7, pins: false, figures: [],
});
writeFileSync(path.join(HERE, "silent.json"), canonical(silent.card));

await anvil.stop();
rmSync(directory, { recursive: true });
