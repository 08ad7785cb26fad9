// Merkl's dispute periods, operators, recipients and wrappers, EigenLayer's delays and claimers,
// Story's debts, and what the server of Merkl's shape gets wrong when it is asked to.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { MANY, PayersDevnet, broken } from "./payers-support.mjs";

const EMPTY = `0x${"00".repeat(32)}`;
const HOUR = 3600;
const E18 = 10n ** 18n;
const devnet = new PayersDevnet();
let who;
let at;

before(async () => {
  await devnet.start();
  ({ who, at } = devnet);
});

after(() => devnet.stop());

/** The arguments of a Merkl claim of one account in some tokens. */
async function merklClaim(role, tokens, alter = (leaf) => leaf) {
  const { owed } = await devnet.payer("merkl");
  const leaves = tokens
    .map((token) => owed.find((one) => one.role === role && one.token === at[token]))
    .map(alter);
  return [
    leaves.map(() => who[role]),
    leaves.map(({ token }) => token),
    leaves.map(({ amount }) => amount),
    leaves.map(({ proof }) => proof),
  ];
}

const merkl = (from, args) => () => devnet.send(from, "merkl", MANY, args);
const noMerkl = (error, from, args) => devnet.refused(error, from, "merkl", MANY, args);
const plus = (amount, more) => String(BigInt(amount) + BigInt(more));

test("Merkl pays several tokens in one claim, and nothing for what was claimed", async () => {
  const both = await merklClaim("demo", ["OPEN", "GRAIN"]);
  const [open, grain] = both[2];
  await noMerkl("InvalidProof()", "demo", [...both.slice(0, 3), both[3].map(broken)]);
  await noMerkl("InvalidLengths()", "demo", [[], [], [], []]);
  await noMerkl("InvalidLengths()", "demo", [...both.slice(0, 3), both[3].slice(1)]);
  await devnet.brings(
    grain,
    "demo",
    () => devnet.brings(open, "demo", merkl("demo", both)),
    "GRAIN",
  );
  const [amount, time, root] = await devnet.view("merkl", "claimed", who.demo, at.OPEN);
  assert.deepEqual([String(amount), root], [open, (await devnet.payer("merkl")).root]);
  assert.ok(Math.abs(Number(time) - (await devnet.now())) < 60);
  // A second claim goes through and brings nothing, unlike that of other distributors.
  await devnet.brings(0n, "demo", merkl("demo", both));
});

test("a token without funds fails, and fails all that are claimed with it", async () => {
  const error = "ERC20InsufficientBalance(address,uint256,uint256)";
  await noMerkl(error, "contributor-2", await merklClaim("contributor-2", ["HOLLOW"]));
  await noMerkl(error, "contributor-2", await merklClaim("contributor-2", ["OPEN", "HOLLOW"]));
});

test("a wrapper pays what it stands for, less a fee, while its holder has it", async () => {
  const args = await merklClaim("contributor-1", ["rOPEN"]);
  const wrapped = BigInt(args[2][0]);
  await devnet.do("payer-drain", { payer: "merkl", token: "rOPEN" });
  await noMerkl("ERC20InsufficientBalance(address,uint256,uint256)", "contributor-1", args);
  await devnet.do("payer-fund", { payer: "merkl", token: "rOPEN", amount: String(wrapped) });
  const supply = await devnet.view("rOPEN", "totalSupply");
  await devnet.brings((wrapped * 99n) / 100n, "contributor-1", merkl("contributor-1", args));
  assert.equal(await devnet.view("rOPEN", "totalSupply"), supply - wrapped);
  assert.equal(await devnet.balance("contributor-1", "rOPEN"), 0n);
});

test("a Merkl claim is sent by the user, or by whom the user or the governor lets", async () => {
  const args = await merklClaim("contributor-2", ["OPEN"]);
  await noMerkl("NotWhitelisted()", "faucet", args);
  await devnet.do("merkl-operator", { account: "contributor-2", operator: "faucet" });
  await devnet.brings(args[2][0], "contributor-2", merkl("faucet", args));
  await devnet.do("merkl-operator", { account: "contributor-2", operator: "faucet" });
  await noMerkl("NotWhitelisted()", "faucet", args);
  // The operator of nobody's address is everybody.
  await devnet.do("merkl-operator", { account: "contributor-2" });
  await devnet.brings(0n, "contributor-2", merkl("faucet", args));
  await devnet.do("merkl-operator", { account: "contributor-2" });
  const toggle = () =>
    devnet.send("deployer", "merkl", "toggleMainOperatorStatus", [who.faucet, at.OPEN]);
  await toggle();
  await devnet.brings(0n, "contributor-2", merkl("faucet", args));
  await toggle();
  await noMerkl("NotWhitelisted()", "faucet", args);
});

test("a recipient that was set gets the money, that of a token before that of all", async () => {
  const more = async (by) => {
    const { amount } = await devnet.owed("merkl");
    await devnet.do("merkl-update", { amounts: { demo: { OPEN: plus(amount, by) } } });
    return merklClaim("demo", ["OPEN"]);
  };
  await devnet.do("merkl-recipient", { recipient: "contributor-3" });
  await devnet.brings(10n, "contributor-3", merkl("demo", await more(10)));
  await devnet.do("merkl-recipient", { recipient: "contributor-4", token: "OPEN" });
  await devnet.brings(11n, "contributor-4", merkl("demo", await more(11)));
  const named = async (by) => [...(await more(by)), [who.faucet], ["0x"]];
  const pay = (from, args) => () => devnet.send(from, "merkl", "claimWithRecipient", args);
  await devnet.brings(12n, "faucet", pay("demo", await named(12)));
  // Only the user may name another one in the claim.
  await devnet.do("merkl-operator", { operator: "contributor-1" });
  await devnet.brings(13n, "contributor-4", pay("contributor-1", await named(13)));
  await devnet.do("merkl-operator", { operator: "contributor-1" });
  await devnet.do("merkl-recipient", { token: "OPEN" });
  await devnet.do("merkl-recipient", {});
  await devnet.brings(14n, "demo", merkl("demo", await more(14)));
});

test("a new tree waits for the end of its period, which comes by time alone", async () => {
  const old = await merklClaim("contributor-3", ["OPEN"]);
  const { root } = await devnet.payer("merkl");
  const amounts = { "contributor-3": { OPEN: plus(old[2][0], 21) } };
  const updated = await devnet.do("merkl-update", { amounts, epoch: HOUR, period: 1 });
  assert.equal(updated.root_in_force, root);
  assert.notEqual(updated.root, root);
  // The next border of epochs and one epoch more.
  const end = Number(updated.end_of_dispute_period);
  assert.equal(end % HOUR, 0);
  const now = await devnet.now();
  assert.ok(end > now + HOUR - 60 && end <= now + 2 * HOUR, `${end} after ${now}`);
  const waiting = await merklClaim("contributor-3", ["OPEN"]);
  await noMerkl("InvalidProof()", "contributor-3", waiting);
  await devnet.brings(old[2][0], "contributor-3", merkl("contributor-3", old));
  await devnet.waitUntil(end);
  assert.equal(await devnet.view("merkl", "getMerkleRoot"), updated.root);
  await noMerkl("InvalidProof()", "contributor-3", old);
  await devnet.brings(21n, "contributor-3", merkl("contributor-3", waiting));
  await assert.rejects(devnet.do("merkl-dispute"), /reverted/);
});

test("a dispute holds a tree back; a valid one brings the last tree back", async () => {
  const { root, owed } = await devnet.payer("merkl");
  const { amount } = owed.find((one) => one.role === "demo" && one.token === at.OPEN);
  const update = (by) =>
    devnet.do("merkl-update", {
      amounts: { demo: { OPEN: plus(amount, by) } },
      epoch: HOUR,
      period: 1,
    });
  const first = await update(100);
  const disputed = await devnet.do("merkl-dispute", { account: "contributor-4" });
  assert.equal(disputed.disputer, who["contributor-4"]);
  await devnet.waitUntil(first.end_of_dispute_period);
  assert.equal(await devnet.view("merkl", "getMerkleRoot"), root);
  await devnet.refused("NotTrusted()", "deployer", "merkl", "updateTree", [[root, EMPTY]]);
  await assert.rejects(devnet.do("merkl-revoke"), /reverted/);
  await assert.rejects(devnet.do("merkl-update", {}), /a dispute is open/);
  // Not valid: another period begins, after which the tree is in force.
  const unfounded = await devnet.do("merkl-resolve", { valid: false });
  assert.equal(unfounded.root_in_force, root);
  assert.ok(Number(unfounded.end_of_dispute_period) > Number(first.end_of_dispute_period));
  await devnet.waitUntil(unfounded.end_of_dispute_period);
  assert.equal(await devnet.view("merkl", "getMerkleRoot"), first.root);

  const second = await update(200);
  await devnet.brings(0n, "contributor-4", async () => {
    await devnet.do("merkl-dispute", { account: "contributor-4" });
    await devnet.do("merkl-resolve", { valid: true });
    // The deposit was minted for it, and came back.
    await devnet.send("contributor-4", "OPEN", "transfer", [who.faucet, 100n * E18]);
  });
  assert.equal(await devnet.view("merkl", "getMerkleRoot"), first.root);
  assert.equal(await devnet.view("merkl", "endOfDisputePeriod"), 0n);
  assert.notEqual(second.root, first.root);

  await update(300);
  const revoked = await devnet.do("merkl-revoke");
  assert.equal(revoked.root_in_force, first.root);
});

test("the server tells what is in force, what is claimed, and what waits", async () => {
  const { url } = await devnet.payer("merkl");
  const get = async (role, chain = 31337) => {
    const reply = await fetch(`${url}/v4/users/${who[role]}/rewards?chainId=${chain}`);
    return { status: reply.status, text: await reply.text() };
  };
  const rewardsOf = async (role) => JSON.parse((await get(role)).text)[0].rewards;
  const openOf = (rewards) => rewards.find(({ token }) => token.symbol === "OPEN");
  await devnet.do("merkl-update", {});
  const { amount } = await devnet.owed("merkl", "contributor-4");
  const shown = openOf(await rewardsOf("contributor-4"));
  const { root } = await devnet.payer("merkl");
  assert.deepEqual([shown.root, shown.amount, shown.claimed], [root, amount, "0"]);
  assert.deepEqual(shown.proofs, (await devnet.owed("merkl", "contributor-4")).proof);
  assert.equal(shown.distributionChainId, 31337);
  const [{ chain, rewards }] = JSON.parse((await get("demo")).text);
  assert.equal(chain.id, 31337);
  assert.deepEqual(
    rewards.map(({ token: { symbol, decimals } }) => [symbol, decimals]),
    [
      ["OPEN", 18],
      ["GRAIN", 6],
      ["HOLLOW", 18],
    ],
  );
  assert.equal((await get("demo", 1)).text, "[]\n");
  assert.equal((await fetch(`${url}/v4/users/${who.demo}/rewards`)).status, 400);
  assert.equal((await fetch(`${url}/v4/users/demo/rewards?chainId=31337`)).status, 404);

  const fault = (...faults) => devnet.do("merkl-faults", { faults });
  await fault({ kind: "lag" });
  await merkl("contributor-4", await merklClaim("contributor-4", ["OPEN"]))();
  assert.equal(openOf(await rewardsOf("contributor-4")).claimed, "0");
  await fault();
  assert.equal(openOf(await rewardsOf("contributor-4")).claimed, amount);
  await fault({ kind: "other-user", account: "contributor-1" });
  assert.equal(openOf(await rewardsOf("demo")).recipient, who["contributor-1"]);
  await fault({ kind: "numbers" });
  assert.match((await get("demo")).text, /"amount": \d{4,}/);
  await fault({ kind: "other-chain" });
  assert.equal(JSON.parse((await get("demo")).text)[0].chain.id, 8453);
  await fault({ kind: "proof" });
  const { proof } = await devnet.owed("merkl");
  assert.notDeepEqual(openOf(await rewardsOf("demo")).proofs, proof);
  await fault({ kind: "huge", bytes: 1 << 22 });
  assert.ok((await get("demo")).text.length > 1 << 22);
  await fault({ kind: "slow", ms: 300 });
  const began = Date.now();
  await get("demo");
  assert.ok(Date.now() - began >= 290);
  await fault({ kind: "http-500" });
  assert.equal((await get("demo")).status, 500);
  await assert.rejects(fault({ kind: "rude" }), /no such fault: rude/);
  await fault({ kind: "early" });
  const waits = { demo: { OPEN: plus((await devnet.owed("merkl")).amount, 1) } };
  const next = await devnet.do("merkl-update", { amounts: waits, period: 1 });
  assert.equal(openOf(await rewardsOf("demo")).root, next.root);
  await fault();
  assert.equal(openOf(await rewardsOf("demo")).root, next.root_in_force);
});

test("a token of any symbol can be owed, and pays", async () => {
  const symbol = "\u041ePEN";
  const { address } = await devnet.do("payer-token", { symbol, decimals: 8 });
  assert.notEqual(address, at.OPEN);
  await devnet.locate();
  ({ at } = devnet);
  const amounts = { "contributor-3": { [symbol]: "123456789" } };
  const { url } = await devnet.do("merkl-update", { amounts });
  const args = await merklClaim("contributor-3", [symbol]);
  await devnet.brings(123456789n, "contributor-3", merkl("contributor-3", args), symbol);
  const reply = await fetch(`${url}/v4/users/${who["contributor-3"]}/rewards?chainId=31337`);
  const [{ rewards }] = await reply.json();
  const [{ token }] = rewards.slice(-1);
  assert.deepEqual([token.symbol, token.decimals], [symbol, 8]);
});

test("without any tree Merkl refuses each proof", async () => {
  const zero = [EMPTY, EMPTY];
  for (let i = 0; i < 2; i++) await devnet.send("deployer", "merkl", "updateTree", [zero]);
  const args = [[who.demo], [at.OPEN], [1n], [[]]];
  await noMerkl("InvalidUninitializedRoot()", "demo", args);
});

/** A claim from the command line tool's file, as the contract takes it. */
function earnings(role, rootIndex) {
  const file = path.join(devnet.directory, "payers", `eigenlayer-cli-${role}.json`);
  const claim = JSON.parse(readFileSync(file, "utf8"));
  return [
    rootIndex ?? claim.rootIndex,
    claim.earnerIndex,
    claim.earnerTreeProof,
    [claim.earnerLeaf.earner, claim.earnerLeaf.earnerTokenRoot],
    claim.tokenIndices,
    claim.tokenTreeProofs,
    claim.tokenLeaves.map(({ token, cumulativeEarnings }) => [token, cumulativeEarnings]),
  ];
}

const earn = (from, claim, recipient) => () =>
  devnet.send(from, "eigenlayer", "processClaim", [claim, who[recipient]]);
const noClaim = (error, from, claim) =>
  devnet.refused(error, from, "eigenlayer", "processClaim", [claim, who.demo]);

test("EigenLayer pays all tokens of a claim to whom the claimer says", async () => {
  const claim = earnings("demo");
  assert.equal(await devnet.view("eigenlayer", "checkClaim", claim), true);
  const altered = (i, value) => claim.map((one, j) => (i === j ? value : one));
  const [[token, amount]] = claim[6];
  await noClaim("InvalidClaimProof()", "demo", altered(6, [[token, plus(amount, 1)], claim[6][1]]));
  await noClaim("InvalidClaimProof()", "demo", altered(1, claim[1] + 1));
  await noClaim("InvalidEarnerLeafIndex()", "demo", altered(1, 64));
  await noClaim("InvalidTokenLeafIndex()", "demo", altered(4, [2, 1]));
  await noClaim("InputArrayLengthMismatch()", "demo", altered(4, [0]));
  await noClaim("InvalidRootIndex()", "demo", altered(0, 9));
  await noClaim("UnauthorizedCaller()", "faucet", claim);
  await devnet.brings(
    claim[6][1][1],
    "contributor-2",
    () => devnet.brings(amount, "contributor-2", earn("demo", claim, "contributor-2")),
    "GRAIN",
  );
  await noClaim("EarningsNotGreaterThanClaimed()", "demo", claim);
});

test("a claimer of EigenLayer's replaces the earner", async () => {
  await devnet.do("eigenlayer-claimer", { account: "contributor-1", claimer: "faucet" });
  const claim = earnings("contributor-1");
  await noClaim("UnauthorizedCaller()", "contributor-1", claim);
  const [[, amount]] = claim[6];
  const claims = () =>
    devnet.send("faucet", "eigenlayer", "processClaims", [[claim], who["contributor-1"]]);
  await devnet.brings(amount, "contributor-1", claims);
});

test("a root is valid after its delay unless it was disabled; older ones stay so", async () => {
  const amounts = { "contributor-3": { OPEN: String(20n * E18) } };
  const old = earnings("contributor-3");
  await devnet.do("eigenlayer-root", { amounts, delay: 600 });
  const fresh = earnings("contributor-3");
  assert.equal(fresh[0], old[0] + 1);
  await noClaim("RootNotActivated()", "contributor-3", fresh);
  const [current] = await devnet.view("eigenlayer", "getCurrentClaimableDistributionRoot");
  const { roots } = await devnet.payer("eigenlayer");
  assert.deepEqual([current, roots.length], [roots[0], 2]);
  await devnet.waitUntil((await devnet.now()) + 600);
  await assert.rejects(devnet.do("eigenlayer-disable", { index: fresh[0] }), /reverted/);
  await devnet.brings(old[6][0][1], "contributor-3", earn("contributor-3", old, "contributor-3"));
  // The second token was claimed whole by the older root.
  await noClaim("EarningsNotGreaterThanClaimed()", "contributor-3", fresh);
  const one = fresh.map((part, i) => (i >= 4 ? part.slice(0, 1) : part));
  await devnet.brings(
    20n * E18 - BigInt(old[6][0][1]),
    "contributor-3",
    earn("contributor-3", one, "contributor-3"),
  );

  await devnet.do("eigenlayer-root", {});
  const doomed = earnings("contributor-4");
  await devnet.do("eigenlayer-disable", { index: doomed[0] });
  await devnet.waitUntil((await devnet.now()) + 600);
  await noClaim("RootDisabled()", "contributor-4", doomed);
  const older = earnings("contributor-4", doomed[0] - 1);
  await devnet.do("eigenlayer-pause", { bits: "4" });
  await noClaim("CurrentlyPaused()", "contributor-4", older);
  // Other bits pause something else.
  await devnet.do("eigenlayer-pause", { bits: "0" });
  await devnet.do("eigenlayer-pause", { bits: "11" });
  await earn("contributor-4", older, "contributor-4")();
  await assert.rejects(devnet.do("eigenlayer-root", {}), /roots are paused/);
});

test("the coordinator takes EigenLayer's own vectors", async () => {
  // Layr-Labs/eigenlayer-contracts, processClaimProofs_SingleTokenLeaf and
  // _MaxEarnerAndLeafIndices.json.
  const vectors = [
    [
      "0x86867b737e68a56280554c0447ac6b43ba1cb68f4a46d1d9a0ecb919f912959b",
      3,
      "0x04da796e892869089dfdaae7269c8eb12548f6aa3774a747322b65c42d1ca005" +
        "0d38d6d5e7e9e65ba24c275fcc0f0c377d8fb6ed089770d849c39a1829d1edf2" +
        "7e78a529aa8f867a3777f97541a23fb1844d6ae24c3b8ca1cc981510e5d08bda",
      [
        "0xf2288d736d27c1584ebf7be5f52f9e4d47251aee",
        "0x167f18d55815451f979244946b7eb2ce019c323a9e02fba1b2e05e19a27b91b5",
      ],
      [0],
      ["0x"],
      [["0x1006dd1b8c3d0ef53489bed27577c75299f71473", E18]],
    ],
    [
      "0x37550707c80f3d8907c467999730e52127ab89be3f17a5017a3f1ffb73a1445f",
      7,
      "0x4bf5e16eaabbc36964f1e1639808669420f55d60e51adb7e9695b77145c479fd" +
        "6777be59643947bb24d78e69d6605bf369c515b479f3a8967dd68a97c5bb4a4a" +
        "262b28002eeb6cbbffb7e79e5741bf2be189a6073440a62fabcd8af4dbda94e3",
      [
        "0x25a1b7322f9796b26a4bec125913b34c292b28d6",
        "0xf8e7e20b32aae1d818dcb593b98982841e9a0ed12c161ad603e3ee3948746cba",
      ],
      [7],
      [
        "0x3cd04e8fc6f23812c570fe12292a30bb9e105e00f5913ac4b4938f23e65d8d10" +
          "e6b1403d58c9d5450952e7d96c81305dad9fb966e8a27d3a42058e3958a0d300" +
          "33148e91b455542d05deb81b8305b672e742cd3145f7022a0089bad2e6af9173",
      ],
      [["0x7fbfdd1dfd80730385aee232cc9f79b8ae12a654", 3n * E18]],
    ],
  ];
  await devnet.do("eigenlayer-pause", { bits: "0" });
  for (const [root, ...claim] of vectors) {
    const last = await devnet.view("eigenlayer", "currRewardsCalculationEndTimestamp");
    const index = await devnet.view("eigenlayer", "getDistributionRootsLength");
    await devnet.send("deployer", "eigenlayer", "submitRoot", [root, last + 1n]);
    await devnet.waitUntil((await devnet.now()) + 600);
    assert.equal(await devnet.view("eigenlayer", "checkClaim", [index, ...claim]), true);
    const proofless = [index, claim[0], broken([claim[1]])[0], ...claim.slice(2)];
    const args = [proofless];
    await devnet.refused("InvalidClaimProof()", "demo", "eigenlayer", "checkClaim", args);
  }
});

test("a royalty vault pays shares of all revenue to whom they belong, whoever asks", async () => {
  const due = (role, token = "OPEN") =>
    devnet.view("story", "claimableRevenue", who[role], at[token]);
  const claim =
    (from, role, token = "OPEN") =>
    () =>
      devnet.send(from, "story", "claimRevenueOnBehalf", [who[role], at[token]]);
  const no = (error, role) =>
    devnet.refused(error, "demo", "story", "claimRevenueOnBehalf", [who[role] ?? role, at.OPEN]);
  assert.equal(await due("demo"), 12n * E18);
  await devnet.brings(12n * E18, "demo", claim("faucet", "demo"));
  await no("IpRoyaltyVault__NoClaimableTokens()", "demo");
  await devnet.do("story-revenue", { amount: "1000000001" });
  assert.equal(await due("demo"), 400_000_000n);

  // Shares that move leave what was due where it was.
  await devnet.send("contributor-1", "story", "transfer", [who.demo, 5_000_000n]);
  assert.equal(await due("demo"), 400_000_000n);
  assert.equal(await due("contributor-1"), (30n * E18 + 1_000_000_001n) / 4n);
  await devnet.do("story-revenue", { amount: "1000" });
  assert.equal(await due("demo"), 400_000_450n);
  await devnet.send("contributor-1", "story", "transfer", [who.operator, 20_000_000n]);
  const debt = await devnet.view("story", "claimerRevenueDebt", who["contributor-1"], at.OPEN);
  assert.ok(debt < 0n);
  const left = await due("contributor-1");
  assert.equal(left, -debt / 100_000_000n);
  await devnet.brings(left, "contributor-1", claim("demo", "contributor-1"));

  await devnet.do("story-dispute", { tagged: true });
  assert.equal(await due("demo"), 0n);
  await no("IpRoyaltyVault__NoClaimableTokens()", "demo");
  await devnet.do("story-dispute", { tagged: false });
  const paused = await devnet.do("story-pause");
  assert.equal(paused.paused, true);
  await no("IpRoyaltyVault__EnforcedPause()", "demo");
  await devnet.do("story-pause", { paused: false });
  await no("IpRoyaltyVault__VaultsMustClaimAsSelf()", at.story);

  const grain = await due("demo", "GRAIN");
  const batch = [who.demo, [at.OPEN, at.GRAIN]];
  const claimBoth = () => devnet.send("demo", "story", "claimRevenueOnBehalfByTokenBatch", batch);
  await devnet.brings(grain, "demo", () => devnet.brings(400_000_450n, "demo", claimBoth), "GRAIN");
});

test("a call that names a payer or an account that is not there is refused", async () => {
  await assert.rejects(devnet.do("payer-fund", { payer: "nobody", amount: "1" }), /no such payer/);
  await assert.rejects(devnet.do("sablier-times", { payer: "story" }), /has no times/);
  await assert.rejects(devnet.do("merkl-recipient", { account: "nobody" }), /no such account/);
});
