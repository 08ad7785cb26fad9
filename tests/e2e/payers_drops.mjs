#!/usr/bin/env node
// Payers whose leaves come by file: Uniswap's, 1inch's, OpenZeppelin's, WeatherXM's and Sablier's
// contracts, from the file to the money; roots that are replaced on the way.
import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import * as at from "./payer-steps.mjs";

const { step, has, payer } = at;

// The trust of the figures of Sablier is that of an answer: root and fee are no slots, and the
// code is not the one whose immutables byline knows.
const KINDS = [
  { name: "uniswap", trust: "proven" },
  { name: "1inch", trust: "proven" },
  { name: "openzeppelin", trust: "proven" },
  { name: "weatherxm", trust: "proven" },
  { name: "sablier-instant", trust: "agreed" },
];
const file = (name) => at.payersFile(`${name}.json`);
const add = (name, from = file(name)) =>
  at.byline("online", "claim-add", "claim", "add", from, "--contract", payer(name).address);

async function oneKind({ name, trust }) {
  const [row] = at.owed(name);
  const amount = BigInt(row.amount);

  await step(`${name}: the file is read, and the figures are those of its tree`, () => {
    add(name);
    at.byline("online", "sync", "sync");
    const [due, ...others] = at.dues(name);
    has(due, { state: "claimable", entitled: amount, claimed: 0n, claimable: amount, waiting: 0n, trust });
    assert.deepEqual(others, []);
    assert.equal(due.claimable.trust, trust);
  });

  await step(`${name}: prepared, signed without a network, sent: exactly that arrives`, async () => {
    const { hash } = await at.claims(name, { demo: { OPEN: amount } });
    const [due] = at.dues(name);
    has(due, { state: "paid", claimed: amount, claimable: 0n, waiting: 0n, on_its_way: 0n });
    at.refusedPrepare(name, 1, [/already claimed, by transaction 0x/, new RegExp(hash)]);
  });
}

const OTHER = "contributor-1";
const other = () => ["--account", at.account(OTHER)];

async function alterations() {
  for (const { name } of KINDS)
    await step(`${name}: a bundle with any value altered is signed by nobody or sent by nobody`, () =>
      at.everyAlterationIsRefused(at.prepare(name, ...other())));
}

async function replacedRoots() {
  const amounts = (units) => ({ amounts: { [OTHER]: String(units * 10n ** 18n) } });
  for (const name of ["openzeppelin", "1inch"])
    await step(`${name}: a root that is replaced on the way: not sent, nothing spent, until the new file is read`, async () => {
      const before = at.nonce(at.account(OTHER));
      const old = at.fresh("old");
      copyFileSync(file(name), old);
      const signed = at.sign(at.prepare(name, ...other()));
      await at.control("drop-root", { payer: name, ...amounts(30n) });
      await at.control("mine", { blocks: 3 });
      at.refused("online", 1, /void/, "claim", "send", signed, "--no-wait");
      assert.equal(at.nonce(at.account(OTHER)), before);
      await at.settled();
      has(at.dues(name, { role: OTHER })[0], { state: "no proof", claimable: 0n });
      at.refused("online", 5, /has the root 0x.*newest file/, "claim", "add", old, "--contract", payer(name).address);
      add(name);
      await at.settled();
      await at.claims(name, { [OTHER]: { OPEN: 30n * 10n ** 18n } }, ...other());
    });
  await step("weatherxm: a later cycle pays what it adds", async () => {
    await at.control("weatherxm-root", amounts(40n));
    await at.control("mine", { blocks: 3 });
    add("weatherxm");
    await at.settled();
    await at.claims("weatherxm", { [OTHER]: { OPEN: 40n * 10n ** 18n } }, ...other());
  });
}

/* A campaign at another address, which the profile does not pin until its name is typed. */
async function campaign(name, times = {}) {
  if (Object.keys(times).length) await at.control("sablier-times", { payer: name, ...times });
  await at.control("mine", { blocks: 3 });
  const words = ["claim", "add", file(name), "--contract", payer(name).address];
  at.refused("online", 2, /./, ...words);
  at.byline("online", "claim-add", ...words, "--confirm", "devnet");
  at.byline("online", "sync", "sync");
  return at.dues(name, { role: "demo" })[0];
}

async function campaigns() {
  const day = 86_400;
  const now = Math.floor(Date.now() / 1000);
  await step("a campaign that has not begun waits, with its time", async () => {
    has(await campaign("sablier-instant", { start: now + day }), { state: "waiting", claimable: 0n, valid_from: /^2/ });
    at.refusedPrepare("sablier-instant", 6, /becomes valid at 2/);
  });
  await step("one that is over is refused with its day, and nothing is kept of it", async () => {
    await at.control("sablier-times", { expiration: now - day, start: now - 2 * day });
    await at.control("mine", { blocks: 3 });
    const words = ["claim", "add", file("sablier-instant"), "--contract", payer("sablier-instant").address];
    at.refused("online", 6, /expired on 2/, ...words, "--confirm", "devnet");
    assert.deepEqual(at.dues("sablier-instant"), []);
  });
  await step("a claim that opens a stream says until when it lasts", async () => {
    const due = await campaign("sablier-ll");
    assert.match(due.vests, /^2/);
    assert.equal(at.facts(at.review("sablier-ll"), "Vests").length, 1);
  });
  await step("one that would give up what has not vested is refused before its end", async () => {
    has(await campaign("sablier-vca"), { state: "vesting", claimable: 0n });
    at.refusedPrepare("sablier-vca", 6, /give up for ever/);
  });
}

// Its tree has a second token, which the payer is not pinned for.
async function distributor() {
  const amount = BigInt(at.owed("urd")[0].amount);
  const words = ["claim", "add", file("urd"), "--contract", payer("urd").address];
  const open = at.token("OPEN");
  await step("a distributor of no datanet is claimed from like any other, to the unit", async () => {
    at.byline("online", "claim-add", ...words, "--token", open, "--confirm", "devnet");
    const profile = at.file("online/networks/devnet.json");
    at.byline("offline", "network-add", "network", "add", profile, "--replace", "--confirm", "devnet");
    at.byline("online", "sync", "sync");
    const [due, ...others] = at.dues("urd");
    has(due, { state: "claimable", kind: "urd", entitled: amount, claimable: amount });
    assert.deepEqual(others, []);
    const { hash } = await at.claims("urd", { demo: { OPEN: amount } });
    has(at.dues("urd")[0], { state: "paid", claimed: amount, claimable: 0n });
    at.refusedPrepare("urd", 1, [/already claimed, by transaction 0x/, new RegExp(hash)]);
  });
  await step("a payer that paid is taken back, and what it paid stays in the list of claims", () => {
    const gone = at.byline("online", "claim-remove", "claim", "remove", payer("urd").address, "--confirm", "devnet");
    assert.equal(gone.payer.pinned, false);
    assert.deepEqual(at.dues("urd"), []);
    const { claims } = at.byline("online", "claim-status", "claim", "status");
    const row = claims.find((one) => one.distributor.toLowerCase() === payer("urd").address);
    assert.equal(row.state, "confirmed");
    assert.equal(BigInt(row.amount.raw), amount);
  });
}

await at.suite("payers_drops", ["demo", OTHER], async () => {
  for (const kind of KINDS) await oneKind(kind);
  for (const part of [alterations, replacedRoots, campaigns, distributor]) await part();
});
