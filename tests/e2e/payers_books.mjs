#!/usr/bin/env node
// Payers without proofs: Reppo's pods, which are asked, with views and without them, and Story's
// vault, whose books are slots.
import assert from "node:assert/strict";
import * as at from "./payer-steps.mjs";

const { step, has } = at;
const E18 = 10n ** 18n;
const UNIT = 10n ** 16n;

const pod = (name, number, epochs) =>
  at.byline("online", "claim-add", "claim", "add", "--pod", String(number), "--epoch", epochs, "--contract", at.payer(name).address);
const epochOf = (rows, epoch) => rows.find(({ part }) => part.includes(`epoch ${epoch}`));

async function pods() {
  await step("what a pod is owed is what nodes agree on, by pod and epoch", async () => {
    pod("reppo", 1, "1-2");
    await at.settled();
    const rows = at.dues("reppo");
    const free = { state: "claimable", claimed: 0n, waiting: 0n, trust: "agreed" };
    has(epochOf(rows, 1), { ...free, entitled: 150n * UNIT, claimable: 150n * UNIT });
    has(epochOf(rows, 2), { ...free, entitled: 225n * UNIT, claimable: 225n * UNIT });
    assert.equal(rows.length, 2);
  });
  await step("a pod of somebody else is nobody's here: refused, and nothing is kept", () => {
    const words = ["claim", "add", "--pod", "3", "--epoch", "1", "--contract", at.payer("reppo").address];
    at.refused("online", 1, /another owner/, ...words);
    assert.equal(at.dues("reppo").length, 2);
  });
  await step("an epoch is one claim: signed without a network, sent, exactly that arrives", async () => {
    const first = await at.claims("reppo", { demo: { OPEN: 150n * UNIT } }, "--index", "1", "--series", "1");
    has(epochOf(at.dues("reppo"), 1), { state: "paid", claimable: 0n });
    at.refusedPrepare("reppo", 1, [/already claimed, by transaction/, new RegExp(first.hash)], "--index", "1", "--series", "1");
    at.everyAlterationIsRefused(at.prepare("reppo", "--index", "1", "--series", "2"));
  });
  await step("an epoch that was claimed elsewhere is not told as paid by another one's transaction", async () => {
    const words = [1n, 2n].map((word) => word.toString(16).padStart(64, "0")).join("");
    const call = { from: "demo", to: "reppo", data: `0x6dd6f4c9${words}` };
    const { receipts } = await at.control("payer-call", { calls: [call] });
    assert.equal(Number(receipts[0].status), 1);
    await at.settled();
    has(epochOf(at.dues("reppo"), 2), { state: "paid", claimable: 0n });
    const said = at.refusedPrepare("reppo", 1, /claimed before/, "--index", "1", "--series", "2");
    assert.doesNotMatch(said, /0x/);
  });
  await step("without views a trial run decides: paid once, and a doomed claim is refused", async () => {
    pod("reppo-without-views", 2, "2");
    await at.settled();
    const [due] = at.dues("reppo-without-views");
    has(due, { state: "not known", claimable: null });
    const { hash } = await at.claims("reppo-without-views", { demo: { OPEN: 75n * UNIT } });
    const before = at.nonce(at.account("demo"));
    has(at.dues("reppo-without-views")[0], { state: "paid", note: new RegExp(hash), on_its_way: null });
    at.refusedPrepare("reppo-without-views", 1, new RegExp(`already claimed, by transaction ${hash}`));
    assert.equal(at.nonce(at.account("demo")), before);
  });
}

async function vault() {
  const OPEN = 12n * E18;
  const GRAIN = 4_800_000n;
  const due = (symbol) => at.dues("story", { symbol })[0];

  await step("a vault's figures are those of its books, proven by its slots and its code", async () => {
    at.byline("online", "claim-add", "claim", "add", "--ip", at.payer("story").ip);
    await at.settled();
    has(due("OPEN"), { state: "claimable", claimable: OPEN, trust: "proven" });
    has(due("GRAIN"), { state: "claimable", claimable: GRAIN, trust: "agreed" });
  });
  await step("nothing is paid while its work lost a dispute, or while it is paused", async () => {
    await at.control("story-dispute");
    await at.settled();
    has(due("OPEN"), { state: "disputed", claimable: 0n, waiting: OPEN });
    at.refusedPrepare("story", 6, /lost a dispute/);
    await at.control("story-dispute", { tagged: false });
    await at.control("story-pause");
    await at.settled();
    has(due("OPEN"), { state: "paused", claimable: 0n });
    at.refusedPrepare("story", 6, /paused/);
    await at.control("story-pause", { paused: false });
    await at.settled();
  });
  await step("both tokens in one claim: signed without a network, sent, exactly that arrives", async () => {
    const prepared = at.prepare("story");
    at.everyAlterationIsRefused(prepared);
    const { hash } = await at.claims("story", { demo: { OPEN, GRAIN } });
    for (const symbol of ["OPEN", "GRAIN"]) {
      has(due(symbol), { state: "paid", claimable: 0n });
      at.refusedPrepare("story", 1, [/already claimed, by transaction/, new RegExp(hash)], "--token", at.token(symbol));
    }
  });
  await step("more revenue is due by the share, to the last unit", async () => {
    await at.control("story-revenue", { amount: "1000000001" });
    await at.settled();
    has(due("OPEN"), { state: "claimable", claimable: 400_000_000n });
    await at.claims("story", { demo: { OPEN: 400_000_000n } }, "--token", at.token("OPEN"));
    await at.control("story-revenue", { amount: "4" });
    await at.settled();
    has(due("OPEN"), { state: "claimable", claimable: 2n });
  });
  await step("paused between signing and sending: not sent, nothing spent", async () => {
    const before = at.nonce(at.account("demo"));
    const signed = at.sign(at.prepare("story"));
    await at.control("story-pause");
    await at.control("mine", { blocks: 3 });
    at.refused("online", 6, /not sent.*paused/, "claim", "send", signed, "--no-wait");
    assert.equal(at.nonce(at.account("demo")), before);
  });
}

await at.suite("payers_books", ["demo"], async () => {
  await pods();
  await vault();
});
