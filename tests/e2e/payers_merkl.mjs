#!/usr/bin/env node
// Merkl's distributor, from its service to the money: trees that wait, that are disputed and taken
// back, recipients, operators, a token without funds, a wrapper, and a service that is wrong.
import assert from "node:assert/strict";
import * as at from "./payer-steps.mjs";

const { step, has } = at;
const E18 = 10n ** 18n;
const OPEN = 125n * 10n ** 17n;
const GRAIN = 42_750_000n;
const HOLLOW = 3n * E18;

const due = (symbol, role) => at.dues("merkl", { role, symbol })[0];
const amountsOf = (role, tokens) => ({ amounts: { [role]: tokens } });
const logged = () => at.byline("online", "log", "log").events[0].text;
const faults = (...kinds) =>
  at.control("merkl-faults", { faults: kinds.map((one) => (one.kind ? one : { kind: one })) });

async function figures() {
  await step("the figures are those of the tree in force, the funds those of the chain", () => {
    const free = { claimed: 0n, waiting: 0n, kind: "merkl", source: "service", redirected: false };
    has(due("OPEN"), { ...free, state: "claimable", entitled: OPEN, claimable: OPEN, trust: "proven", token_known: "pinned" });
    has(due("GRAIN"), { ...free, state: "claimable", entitled: GRAIN, claimable: GRAIN, trust: "agreed", token_known: "agreed" });
    has(due("HOLLOW"), { ...free, state: "underfunded", entitled: HOLLOW, underfunded: true });
    for (const row of at.owed("merkl").filter(({ token }) => token === at.token("OPEN")))
      has(due("OPEN"), { entitled: row.amount });
    const { totals } = at.byline("online", "claims", "claims", "--all");
    const hollow = totals.find(({ token }) => token === at.token("HOLLOW"));
    assert.equal(hollow?.claimable.raw ?? "0", "0");
  });
}

/* Each wrong reply is refused, or changes no figure; what was known before stays. */
async function wrongReplies() {
  const more = { OPEN: String(OPEN + E18) };
  const wrong = [
    { fault: { kind: "other-user", account: "contributor-2" }, said: /another user/ },
    { fault: "numbers", said: /decimal strings/ },
    { fault: "other-chain", said: /another chain/ },
    { fault: "huge", said: /^Merkl: / },
    { fault: "garbage", said: /^Merkl: / },
    { fault: "http-500", said: /^Merkl: .*500/ },
    { fault: "hang", said: /^Merkl: / },
  ];
  for (const { fault, said } of wrong)
    await step(`its service is wrong (${fault.kind ?? fault}): refused with the reason, no figure of it`, async () => {
      await faults(fault);
      const before = logged();
      await at.settled();
      assert.notEqual(logged(), before);
      assert.match(logged(), said);
      has(due("OPEN"), { state: "claimable", entitled: OPEN, claimable: OPEN });
      await faults();
      await at.settled();
    });
  await step("proofs that are wrong lead to no root, and bring no figure", async () => {
    await at.control("merkl-update", amountsOf("demo", more));
    await faults("proof");
    await at.settled();
    has(due("OPEN"), { state: "no proof", claimable: 0n });
    at.refusedPrepare("merkl", 5, /does not lead to the root in force/, "--token", at.token("OPEN"));
    await faults();
    await at.settled();
    has(due("OPEN"), { state: "claimable", entitled: OPEN + E18, claimable: OPEN + E18 });
  });
}

async function unasked() {
  await step("tokens that nobody asked for are not claimed along, and are counted", () => {
    const act = at.review("merkl");
    assert.match(act.summary, /^You will receive 13\.500 000 OPEN$/);
    assert.match(at.facts(act, "Left out").join(), /2 in tokens that nobody asked for/);
  });
  await step("one that is named is claimed, and one that was asked for without being named", () => {
    assert.match(at.review("merkl", "--token", at.token("GRAIN")).summary, /^You will receive 42\.750 000 GRAIN$/);
    for (const symbol of ["GRAIN", "HOLLOW"])
      at.byline("online", "claim-token", "claim", "token", at.token(symbol));
    const act = at.review("merkl");
    assert.match(act.summary, /OPEN, 42\.750 000 GRAIN$/);
    assert.doesNotMatch(at.facts(act, "Left out").join(), /nobody asked/);
  });
}

async function together() {
  const both = { OPEN: OPEN + E18, GRAIN };
  let hash;
  await step("three tokens, one without funds: the others in one transaction, it is named", async () => {
    const before = at.nonce(at.account("demo"));
    const claim = await at.claims("merkl", { demo: { ...both, HOLLOW: 0n } });
    hash = claim.hash;
    assert.equal(claim.bundle.parts.length, 2);
    const [newest] = at.byline("online", "claim-status", "claim", "status").claims;
    const { claims } = at.byline("online", "claim-status", "claim", "status", String(newest.id));
    assert.deepEqual(claims.map(({ amount }) => amount.raw).sort(), [both.OPEN, GRAIN].map(String).sort());
    assert.match(at.facts(claim.act, "Left out").join(), /HOLLOW: .*underfunded/);
    assert.equal(at.nonce(at.account("demo")), before + 1);
    has(due("OPEN"), { state: "paid", claimed: both.OPEN, claimable: 0n });
    has(due("GRAIN"), { state: "paid", claimed: GRAIN, claimable: 0n });
    has(due("HOLLOW"), { state: "underfunded" });
    at.refusedPrepare("merkl", 1, /underfunded/);
    for (const symbol of ["OPEN", "GRAIN"])
      at.refusedPrepare("merkl", 1, [/already claimed, by transaction/, new RegExp(hash)], "--token", at.token(symbol));
  });
  await step("once it is funded, it is claimed too", async () => {
    await at.control("payer-fund", { payer: "merkl", token: "HOLLOW", amount: String(HOLLOW) });
    await at.settled();
    has(due("HOLLOW"), { state: "claimable", claimable: HOLLOW });
    await at.claims("merkl", { demo: { HOLLOW, OPEN: 0n } });
    at.refusedPrepare("merkl", 1, /already claimed, by transaction 0x/);
  });
  await step("a service that lags behind the claim changes nothing: what was paid is the chain's", async () => {
    await faults("lag");
    await at.control("merkl-update", amountsOf("demo", { OPEN: String(both.OPEN + 2n * E18) }));
    await at.settled();
    has(due("OPEN"), { state: "claimable", claimed: both.OPEN, claimable: 2n * E18 });
    await at.claims("merkl", { demo: { OPEN: 2n * E18 } });
    has(due("OPEN"), { state: "paid", claimed: both.OPEN + 2n * E18 });
    await faults();
  });
}

async function trees() {
  const before = 200n * OPEN / 100n; // contributor-1's leaf in the first tree
  const after = before + 3n * E18;
  const one = "contributor-1";
  const update = (extra) =>
    at.control("merkl-update", { ...amountsOf(one, { OPEN: String(after) }), ...extra });
  let end;

  await step("a tree in its time for disputes waits, with its time; the last one pays", async () => {
    await faults("early");
    await update({ epoch: 600, period: 1 });
    await at.settled();
    end = Number(at.payer("merkl").end_of_dispute_period);
    const opens = new Date(end * 1000).toISOString().replace(".000", "");
    has(due("OPEN", one), { claimable: before, waiting: after - before, valid_from: opens, state: "claimable" });
  });
  await step("disputed, the newer one waits without a time, and the last one still pays", async () => {
    await at.control("merkl-dispute");
    await at.settled();
    has(due("OPEN", one), { claimable: before, waiting: after - before, valid_from: null });
    const { summary } = at.review("merkl", "--account", at.account(one), "--token", at.token("OPEN"));
    assert.match(summary, /25\.000/);
    await at.control("merkl-resolve", { valid: true });
    await at.settled();
    has(due("OPEN", one), { claimable: before });
  });
  await step("taken back, it pays nothing, and the last one does", async () => {
    await update({ epoch: 600, period: 1 });
    await at.settled();
    has(due("OPEN", one), { waiting: after - before });
    await at.control("merkl-revoke");
    await at.settled();
    has(due("OPEN", one), { claimable: before, waiting: 0n });
  });
  await step("its time comes: the newer one pays, without any transaction of the payer", async () => {
    await update({ epoch: 600, period: 1 });
    await at.settled();
    has(due("OPEN", one), { claimable: before, waiting: after - before });
    await at.later(1300);
    has(due("OPEN", one), { claimable: after, waiting: 0n });
    await faults();
    await at.settled();
    await at.claims("merkl", { [one]: { OPEN: after } }, "--account", at.account(one), "--token", at.token("OPEN"));
    has(due("OPEN", one), { state: "paid", claimed: after });
  });
}

async function wrapper() {
  const one = "contributor-1";
  await step("a wrapper pays the token behind it, less a fee: that is what is told as received", async () => {
    has(due("rOPEN", one), { state: "claimable", entitled: 4n * E18 });
    const arrives = (4n * E18 * 99n) / 100n;
    const { act, hash } = await at.claims("merkl", { [one]: { OPEN: arrives, rOPEN: 0n } }, "--account", at.account(one), "--token", at.token("rOPEN"));
    assert.deepEqual(at.facts(act, "Not pinned"), ["rOPEN"]);
    has(due("rOPEN", one), { state: "paid", claimed: 4n * E18 });
    const { received } = at.byline("online", "claim-status", "claim", "status", "--account", at.account(one));
    const row = received.find((each) => each.hash === hash);
    assert.equal(row?.amount.raw, String(arrives), JSON.stringify(received.filter((each) => each.hash === hash)));
  });
}

async function people() {
  const two = "contributor-2";
  const half = OPEN / 2n;
  const of = ["--account", at.account(two), "--token", at.token("OPEN")];

  await step("another account may not send it until it is an operator: refused, nothing spent", async () => {
    const before = at.nonce(at.account("demo"));
    at.refusedPrepare("merkl", 6, /may not claim/, ...of, "--payer", at.account("demo"));
    assert.equal(at.nonce(at.account("demo")), before);
    await at.control("merkl-operator", { account: two, operator: "demo" });
    await at.settled();
  });
  await step("an operator sends it, the recipient that the account set gets it, which is said first", async () => {
    await at.control("merkl-recipient", { account: two, recipient: "contributor-3", token: "OPEN" });
    await at.settled();
    const to = at.account("contributor-3");
    has(due("OPEN", two), { redirected: true, paid_to: to, claimable: half });
    const brings = { "contributor-3": { OPEN: half }, [two]: { OPEN: 0n } };
    const { act } = await at.claims("merkl", brings, ...of, "--payer", at.account("demo"));
    const [fact] = act.facts.filter(({ label }) => label === "Paid to");
    assert.equal(fact.value.toLowerCase(), to);
    assert.equal(fact.trust, "proven");
    has(due("OPEN", two), { state: "paid", claimed: half });
  });
  await step("another recipient is set after the review: not sent, nothing spent, until it is set back", async () => {
    const [demo, to] = [at.account("demo"), at.account("contributor-3")];
    await at.control("merkl-update", amountsOf(two, { OPEN: String(OPEN) }));
    await at.settled();
    const nonce = at.nonce(demo);
    const signed = at.sign(at.prepare("merkl", ...of, "--payer", demo));
    const before = at.balance(to);
    await at.control("merkl-recipient", { account: two, token: "OPEN" });
    await at.settled();
    const changed = /would pay this to 0x[0-9a-fA-F]{40} now, and not to 0x/;
    at.refused("online", 1, changed, "claim", "send", signed, "--no-wait");
    assert.equal(at.nonce(demo), nonce);
    await at.control("merkl-recipient", { account: two, recipient: "contributor-3", token: "OPEN" });
    await at.settled();
    at.send(signed);
    await at.settled();
    assert.equal(at.balance(to) - before, half);
  });
}

async function replaced() {
  const three = "contributor-3";
  const of = ["--account", at.account(three), "--token", at.token("OPEN")];
  const update = (n) => at.control("merkl-update", amountsOf("contributor-4", { OPEN: String(n) }));
  await step("a root that is replaced between preparing, signing and sending: not sent, nothing spent", async () => {
    const before = at.nonce(at.account(three));
    for (const moment of ["signing", "sending"]) {
      const prepared = at.prepare("merkl", ...of);
      if (moment === "signing") await update(100n * E18);
      const signed = at.sign(prepared);
      if (moment === "sending") await update(101n * E18);
      await at.control("mine", { blocks: 3 });
      at.refused("online", 1, /void|root|prepare/, "claim", "send", signed, "--no-wait");
      await at.settled();
    }
    assert.equal(at.nonce(at.account(three)), before);
    has(due("OPEN", three), { state: "claimable" });
  });
  await step("a bundle with any value altered is signed by nobody or sent by nobody", () => {
    at.everyAlterationIsRefused(at.prepare("merkl", ...of));
  });
}

/* An older tree is in force again, of which more was claimed: its leaf would make the call fail. */
async function below() {
  const open = BigInt(due("OPEN").entitled.raw);
  const update = (more) =>
    at.control("merkl-update", amountsOf("demo", { OPEN: String(open + more), GRAIN: String(GRAIN + 5_000_000n) }));
  await step("of a token of which a revoked tree paid more no part is sent: it is named, nothing spent", async () => {
    await at.control("merkl-operator", { account: "demo", operator: "contributor-3" });
    const before = at.nonce(at.account("demo"));
    await update(E18);
    await at.settled();
    const signed = at.sign(at.prepare("merkl"));
    await update(3n * E18);
    await at.settled();
    await at.claims("merkl", { demo: { OPEN: 3n * E18 } }, "--token", at.token("OPEN"), "--payer", at.account("contributor-3"));
    await at.control("merkl-revoke");
    await at.settled();
    const said = [/more of a part was claimed/, new RegExp(`OPEN ${at.token("OPEN")}`, "i"), /leave that token out/];
    at.refused("online", 1, said, "claim", "send", signed, "--no-wait");
    assert.equal(at.nonce(at.account("demo")), before);
  });
  await step("a claim of the others leaves it out, and says why", async () => {
    const { act } = await at.claims("merkl", { demo: { GRAIN: 5_000_000n, OPEN: 0n } });
    assert.match(at.facts(act, "Left out").join(), /OPEN: .*more of it was claimed/);
    at.refusedPrepare("merkl", 1, /more of it was claimed/, "--token", at.token("OPEN"));
  });
}

const ROLES = ["demo", "contributor-1", "contributor-2", "contributor-3"];
await at.suite("payers_merkl", ROLES, async () => {
  for (const part of [figures, wrongReplies, unasked, together, trees, wrapper, people, replaced, below]) await part();
});
