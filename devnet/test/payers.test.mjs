// Those who owe people money beside the datanets: each claim by ethers pays exactly what is owed,
// and each rule of the reference holds. Merkl, EigenLayer and Story have a file of their own.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { Wallet, keccak256 } from "ethers";
import { earnersTree, merklTree, packedTree } from "../payers/trees.mjs";
import {
  CYCLED,
  INDEXED,
  INDEXED_128,
  PLAIN,
  PayersDevnet,
  ROOTED,
  ZERO,
  abi,
  broken,
} from "./payers-support.mjs";
import { fold } from "./support.mjs";

// Selectors by the reference.
const SELECTORS = {
  "claim(address[],address[],uint256[],bytes32[][])": "0x71ee95c0",
  "claim(uint256,address,uint256,bytes32[])": "0x2e7ba6ef",
  "claim(address,uint256,bytes32,bytes32[])": "0x1d7d4ebc",
  "claim(uint256,address,uint128,bytes32[])": "0x3f31ae3f",
  "claim(uint256,uint256,uint256,bytes32[])": "0xea25e176",
  claimWithRecipient: "0x9fb67b58",
  claimTo: "0x0854a79c",
  claimViaSig: "0x20743583",
  calculateMinFeeWei: "0x3a12a5bc",
  processClaim: "0x3ccc861d",
  processClaims: "0x4596021c",
  checkClaim: "0x5e9d8348",
  claimPodOwnerEmissions: "0x6dd6f4c9",
  getPodEmissionsOfEpoch: "0x5885e02d",
  hasPodOwnerClaimedEmissions: "0x5b778a36",
  claimRevenueOnBehalf: "0xa598bacf",
  claimRevenueOnBehalfByTokenBatch: "0x3440512e",
};
const devnet = new PayersDevnet();
let who;

before(async () => {
  await devnet.start();
  ({ who } = devnet);
});

after(() => devnet.stop());

test("the interfaces are those of the reference", () => {
  for (const [fn, selector] of Object.entries(SELECTORS))
    assert.equal(abi.getFunction(fn).selector, selector, fn);
});

test("the trees have the roots of others' files and programs", () => {
  // Uniswap/merkle-distributor: scripts/result.json.
  const packed = ["uint256", "address", "uint256"];
  const one = packedTree([[0, "0x5C69bEe701ef814a2B6a3EDD4B1652CB9cc5aA6f", 100]], packed);
  assert.equal(one.root, "0xdefa96435aec82d201dbd2e5f050fb4e1fef5edac90ce1e03953f916a5e1132d");
  // Two accounts, one token; another program made these roots.
  const [A, B, T] = ["11", "22", "33"].map((byte) => `0x${byte.repeat(20)}`);
  const [E1, E2] = [10n ** 18n, 2n * 10n ** 18n];
  const drop = packedTree(
    [
      [A, E1],
      [B, E2],
    ],
    ["address", "uint256"],
  );
  assert.equal(drop.root, "0xf48d103ccae57963ce49b968390a5fc5b2eac4a5a0d123f19700dec70eb36c33");
  const merkl = merklTree([
    [A, T, E1],
    [B, T, E2],
  ]);
  assert.equal(merkl.root, "0xbf9a1177ec53ad175a79f828b0b75fc94626d098ebb6a8930593ff79a85e725c");
  const earners = earnersTree([
    { earner: A, tokens: [{ token: T, amount: E1 }] },
    { earner: B, tokens: [{ token: T, amount: E2 }] },
  ]);
  assert.equal(earners.root, "0x8507ead17e9447c7562e717414be3949b5c4b9d1c88a3acb8a8f4cec7ea0add5");
});

test("the profile has an entry for each that a profile may name", () => {
  const [urd, ...others] = devnet.profile.payers;
  assert.equal(urd.kind, "urd");
  assert.deepEqual(
    others.map(({ kind, preset }) => preset ?? kind),
    [
      ...["merkl", "eigenlayer", "uniswap", "1inch", "openzeppelin", "sablier-instant"],
      ...["weatherxm", "reppo", "reppo", "story"],
    ],
  );
  for (const { code_hash: hash } of others) assert.match(hash, /^0x[0-9a-f]{64}$/);
});

test("each file that a user would bring gives the root on the chain", async () => {
  const read = (name) => readFileSync(path.join(devnet.directory, "payers", name), "utf8");
  const roots = Object.fromEntries(
    (await devnet.do("payers")).payers.map(({ name, root }) => [name, root]),
  );
  for (const name of ["openzeppelin", "sablier-instant", "sablier-ll", "sablier-vca", "weatherxm"])
    assert.equal(StandardMerkleTree.load(JSON.parse(read(`${name}.json`))).root, roots[name]);
  for (const [name, types] of [
    ["uniswap", ["uint256", "address", "uint256"]],
    ["1inch", ["address", "uint256"]],
  ]) {
    const { merkleRoot, claims } = JSON.parse(read(`${name}.json`));
    assert.equal(merkleRoot, roots[name]);
    const leaves = Object.entries(claims).map(([account, { index, amount, proof }]) => {
      const row = index === undefined ? [account, amount] : [index, account, amount];
      const leaf = packedTree([row], types).root;
      assert.equal(fold(leaf, proof), merkleRoot);
      return leaf;
    });
    assert.equal(leaves.length, 55);
  }
  const [header, first] = read("uniswap.csv").split("\n");
  assert.equal(header, "index,account,amount");
  assert.match(first, /^0,0x[0-9a-f]{40},\d+$/);
  assert.match(read("eigenlayer-demo.json"), /"CumulativeEarnings": 7750000000000000000\n/);
});

test("Uniswap's distributor pays a leaf once", async () => {
  const { index, amount, proof } = await devnet.owed("uniswap");
  const args = [index, who.demo, amount, proof];
  const wrong = [index, who.demo, amount, broken(proof)];
  await devnet.refused("MerkleDistributor: Invalid proof.", "demo", "uniswap", INDEXED, wrong);
  await devnet.brings(amount, "demo", () => devnet.send("faucet", "uniswap", INDEXED, args));
  assert.equal(await devnet.view("uniswap", "isClaimed", index), true);
  await devnet.refused(
    "MerkleDistributor: Drop already claimed.",
    "demo",
    "uniswap",
    INDEXED,
    args,
  );
});

test("1inch's drop pays what a new root adds, and names the root", async () => {
  const { amount, proof } = await devnet.owed("1inch");
  const { root } = await devnet.payer("1inch");
  const args = [who.demo, amount, root, proof];
  const other = [who.demo, amount, keccak256(root), proof];
  await devnet.refused("CMD: Merkle root was updated", "demo", "1inch", ROOTED, other);
  const wrong = [who.demo, amount, root, broken(proof)];
  await devnet.refused("CMD: Invalid proof", "demo", "1inch", ROOTED, wrong);
  await devnet.brings(amount, "demo", () => devnet.send("demo", "1inch", ROOTED, args));
  await devnet.refused("CMD: Nothing to claim", "demo", "1inch", ROOTED, args);

  const more = String(BigInt(amount) + 7n);
  const next = await devnet.do("drop-root", { payer: "1inch", amounts: { demo: more } });
  await devnet.refused("CMD: Merkle root was updated", "demo", "1inch", ROOTED, args);
  const { proof: newProof } = await devnet.owed("1inch");
  await devnet.brings(7n, "demo", () =>
    devnet.send("demo", "1inch", ROOTED, [who.demo, more, next.root, newProof]),
  );
});

test("an airdrop of OpenZeppelin's tree pays what a new root adds", async () => {
  const { amount, proof } = await devnet.owed("openzeppelin");
  const args = [who.demo, amount, proof];
  const wrong = [who.demo, BigInt(amount) + 1n, proof];
  await devnet.refused("invalid proof", "demo", "openzeppelin", PLAIN, wrong);
  await devnet.brings(amount, "demo", () =>
    devnet.send("contributor-1", "openzeppelin", PLAIN, args),
  );
  await devnet.refused("nothing to claim", "demo", "openzeppelin", PLAIN, args);
  const more = String(BigInt(amount) + 11n);
  await devnet.do("drop-root", { amounts: { demo: more } });
  const { proof: newProof } = await devnet.owed("openzeppelin");
  await devnet.brings(11n, "demo", () =>
    devnet.send("demo", "openzeppelin", PLAIN, [who.demo, more, newProof]),
  );
  await assert.rejects(devnet.do("drop-root", { payer: "uniswap" }), /cannot be replaced/);
});

test("WeatherXM's pool pays parts, and keeps a root under the cycle before", async () => {
  const { amount, proof } = await devnet.owed("weatherxm");
  const { root } = await devnet.payer("weatherxm");
  assert.equal(await devnet.view("weatherxm", "cycle"), 1n);
  assert.equal(await devnet.view("weatherxm", "roots", 0), root);
  const claim = (part, total, cycle, ofProof) => [part, total, cycle, ofProof];
  const half = BigInt(amount) / 2n;
  const call = (args) => () => devnet.send("demo", "weatherxm", CYCLED, args);
  const no = (error, args, from = "demo") => devnet.refused(error, from, "weatherxm", CYCLED, args);
  await no("INVALID PROOF", claim(half, amount, 1, proof));
  await no("INVALID PROOF", claim(half, amount, 0, proof), "contributor-1");
  await no("AmountRequestedIsZero()", claim(0, amount, 0, proof));
  await no("TotalRewardsAreZero()", claim(half, 0, 0, proof));
  await devnet.brings(half, "demo", call(claim(half, amount, 0, proof)));
  const rest = BigInt(amount) - half;
  await no("AmountIsOverAvailableRewardsToClaim()", claim(rest + 1n, amount, 0, proof));

  const more = String(BigInt(amount) + 5n);
  await devnet.do("weatherxm-root", { amounts: { demo: more } });
  assert.equal(await devnet.view("weatherxm", "cycle"), 2n);
  const { proof: newProof } = await devnet.owed("weatherxm");
  await devnet.brings(rest, "demo", call(claim(rest, amount, 0, proof)));
  await devnet.brings(5n, "demo", call(claim(5n, more, 1, newProof)));
  await no("AmountIsOverAvailableRewardsToClaim()", claim(1n, more, 1, newProof));
});

test("a Sablier campaign takes a fee, and has a start and an end", async () => {
  const { index, amount, proof } = await devnet.owed("sablier-instant");
  const args = [index, who.demo, amount, proof];
  const fee = await devnet.view("sablier-instant", "calculateMinFeeWei");
  // A dollar, where a coin is worth three thousand.
  assert.equal(fee, 10n ** 18n / 3000n);
  const no = (error, value = fee, of = args, fn = INDEXED_128) =>
    devnet.refused(error, "demo", "sablier-instant", fn, of, value);
  await no("SablierMerkleBase_InsufficientFeePayment(uint256,uint256)", fee - 1n);
  await no("SablierMerkleBase_InvalidProof()", fee, [index, who.demo, amount, broken(proof)]);
  const to = [index, ZERO, amount, proof];
  await no("SablierMerkleBase_ToZeroAddress()", fee, to, "claimTo");
  await devnet.brings(amount, "demo", () =>
    devnet.send("demo", "sablier-instant", INDEXED_128, args, fee),
  );
  assert.equal(await devnet.view("sablier-instant", "hasClaimed", index), true);
  await no("SablierMerkleBase_IndexClaimed(uint256)");

  const now = await devnet.now();
  await devnet.do("sablier-times", { start: now + 1000 });
  await devnet.locate();
  await no("SablierMerkleBase_CampaignNotStarted(uint256,uint40)");
  await devnet.do("sablier-times", { expiration: now - 1, fee_usd: "0" });
  await devnet.locate();
  await no("SablierMerkleBase_CampaignExpired(uint256,uint40)", 0n);
  await devnet.do("sablier-times", { expiration: 0, fee_usd: "0" });
  await devnet.locate();
  await devnet.brings(amount, "contributor-2", () =>
    devnet.send("demo", "sablier-instant", "claimTo", [index, who["contributor-2"], amount, proof]),
  );
});

test("a signature lets anybody send a Sablier claim, to whom the recipient says", async () => {
  const { index, amount, proof } = await devnet.owed("sablier-instant", "contributor-1");
  const verifyingContract = (await devnet.payer("sablier-instant")).address;
  const signer = new Wallet(
    devnet.accounts.find(({ name }) => name === "contributor-1").private_key,
  );
  const domain = { name: "Sablier Airdrops Protocol", chainId: 31337, verifyingContract };
  const types = {
    Claim: [
      { name: "index", type: "uint256" },
      { name: "recipient", type: "address" },
      { name: "to", type: "address" },
      { name: "amount", type: "uint128" },
      { name: "validFrom", type: "uint40" },
    ],
  };
  const [recipient, to] = [who["contributor-1"], who["contributor-3"]];
  const claim = async (validFrom) => {
    const message = { index, recipient, to, amount, validFrom };
    const signature = await signer.signTypedData(domain, types, message);
    return [index, recipient, to, amount, validFrom, proof, signature];
  };
  const later = await claim(4_000_000_000);
  const good = await claim(1);
  const stolen = good.map((value, i) => (i === 2 ? who.faucet : value));
  const no = (error, args) =>
    devnet.refused(error, "faucet", "sablier-instant", "claimViaSig", args);
  await no("SablierMerkleBase_SignatureNotYetValid(uint40,uint40)", later);
  await no("SablierMerkleBase_InvalidSignature()", stolen);
  await devnet.brings(amount, "contributor-3", () =>
    devnet.send("faucet", "sablier-instant", "claimViaSig", good),
  );
});

test("a claim before the end of a vesting opens a stream, one after it pays", async () => {
  const { index, amount, proof } = await devnet.owed("sablier-ll");
  const args = [index, who.demo, amount, proof];
  const fee = await devnet.view("sablier-ll", "calculateMinFeeWei");
  const lockup = await devnet.view("sablier-ll", "SABLIER_LOCKUP");
  const claim = (value) => () => devnet.send("demo", "sablier-ll", INDEXED_128, args, value);
  await devnet.brings(0n, "demo", claim(fee));
  assert.equal(await devnet.balance(lockup), BigInt(amount));
  const vesting_end = (await devnet.now()) - 1;
  await devnet.do("sablier-times", { payer: "sablier-ll", vesting_end });
  await devnet.locate();
  await devnet.brings(amount, "demo", claim(fee));
});

test("a claim from the campaign that forfeits pays a part before the end", async () => {
  const { index, amount, proof } = await devnet.owed("sablier-vca");
  const args = [index, who.demo, amount, proof];
  const fee = await devnet.view("sablier-vca", "calculateMinFeeWei");
  await devnet.refused("", "demo", "sablier-vca", INDEXED_128, args, fee);
  const claim = () => devnet.send("demo", "sablier-vca", "claimTo", args, fee);
  const before = await devnet.balance("demo");
  await claim();
  const now = await devnet.now();
  const lost = await devnet.view("sablier-vca", "calculateForgoneAmount", amount, now);
  assert.ok(lost > 0n && lost < BigInt(amount));
  assert.equal((await devnet.balance("demo")) - before, BigInt(amount) - lost);
  const vesting_end = now - 1;
  await devnet.do("sablier-times", { payer: "sablier-vca", vesting_end });
  await devnet.locate();
  await devnet.brings(amount, "demo", claim);
});

test("Reppo pays the owner of a pod, once an epoch, in the order of the claim", async () => {
  const pods = (await devnet.payer("reppo")).owed.filter(({ role }) => role === "demo");
  const [{ pod, epoch, amount }] = pods.filter((one) => one.epoch !== one.pod);
  assert.equal(await devnet.view("reppo", "getPodEmissionsOfEpoch", epoch, pod), BigInt(amount));
  const claim = [pod, epoch];
  await devnet.brings(amount, "demo", () =>
    devnet.send("faucet", "reppo", "claimPodOwnerEmissions", claim),
  );
  assert.equal(await devnet.view("reppo", "hasPodOwnerClaimedEmissions", epoch, pod), true);
  const no = (error, args) =>
    devnet.refused(error, "demo", "reppo", "claimPodOwnerEmissions", args);
  await no("AlreadyClaimed(uint256,uint256)", claim);
  await no("NothingToClaim(uint256,uint256)", [pod, 9]);
  await no("ERC721NonexistentToken(uint256)", [99, 1]);
  await devnet.do("reppo-emissions", { pod, epoch: 9, amount: "12345" });
  await devnet.brings(12345n, "demo", () =>
    devnet.send("demo", "reppo", "claimPodOwnerEmissions", [pod, 9]),
  );
  const blind = "reppo-without-views";
  await devnet.refused("", "demo", blind, "getPodEmissionsOfEpoch", [1, 1]);
  await devnet.brings(amount, "demo", () =>
    devnet.send("demo", blind, "claimPodOwnerEmissions", claim),
  );
});
