#!/usr/bin/env node
// EigenLayer's coordinator, from the file of its command line tool to the money: roots that are not
// valid yet, that are disabled, claims that are paused, and a claimer that the earner named.
import assert from "node:assert/strict";
import * as at from "./payer-steps.mjs";

const { step, has } = at;
const E18 = 10n ** 18n;
const OPEN = 775n * 10n ** 16n;
const GRAIN = 5_000_000n;
const DELAY = 600;

const dues = (symbol, role) => at.dues("eigenlayer", { role, symbol });
const add = (role = "demo") =>
  at.byline("online", "claim-add", "claim", "add", at.payersFile(`eigenlayer-${role}.json`), "--contract", at.payer("eigenlayer").address, "--account", at.account(role));
async function root(role, tokens, delay) {
  await at.control("eigenlayer-root", { amounts: { [role]: tokens }, delay });
  await at.settled();
}

async function figures() {
  await step("the figures are those of the file, which both shapes tell", async () => {
    add();
    await at.settled();
    const free = { claimed: 0n, waiting: 0n, state: "claimable", kind: "eigenlayer" };
    has(dues("OPEN")[0], { ...free, entitled: OPEN, claimable: OPEN, trust: "proven" });
    has(dues("GRAIN")[0], { ...free, entitled: GRAIN, claimable: GRAIN, trust: "agreed" });
    const cli = at.payersFile("eigenlayer-cli-demo.json");
    at.byline("online", "claim-add", "claim", "add", cli, "--contract", at.payer("eigenlayer").address);
    assert.equal(dues().length, 2);
  });
  await step("while claims are paused, nothing is claimable, and none is prepared", async () => {
    await at.control("eigenlayer-pause", { bits: "4" });
    await at.settled();
    has(dues("OPEN")[0], { state: "paused", claimable: 0n, waiting: OPEN });
    at.refusedPrepare("eigenlayer", 6, /paused/);
    await at.control("eigenlayer-pause", { bits: "0" });
    await at.settled();
  });
}

async function delayed() {
  const more = OPEN + 2n * E18;
  await step("a root that is not valid yet waits, with its time; the one before it pays", async () => {
    await root("demo", { OPEN: String(more) }, DELAY);
    add();
    await at.settled();
    const rows = dues("OPEN");
    assert.equal(rows.reduce((all, row) => all + BigInt(row.claimable.raw), 0n), OPEN, JSON.stringify(rows));
    assert.equal(rows.reduce((all, row) => all + BigInt(row.waiting.raw), 0n), more - OPEN, JSON.stringify(rows));
    assert.ok(rows.some(({ valid_from }) => valid_from !== null));
  });
  await step("a root that was disabled pays nothing", async () => {
    await at.control("eigenlayer-disable", { index: 1 });
    await at.settled();
    assert.equal(dues("OPEN").reduce((all, row) => all + BigInt(row.waiting?.raw ?? 0), 0n), 0n);
    assert.equal(dues("OPEN").reduce((all, row) => all + BigInt(row.claimable?.raw ?? 0), 0n), OPEN);
  });
  await step("both tokens in one claim: signed without a network, sent, exactly that arrives", async () => {
    const { hash, bundle } = await at.claims("eigenlayer", { demo: { OPEN, GRAIN } });
    assert.equal(bundle.parts.length, 2);
    assert.ok(dues("OPEN").some(({ state, claimed }) => state === "paid" && claimed.raw === String(OPEN)));
    for (const symbol of ["OPEN", "GRAIN"])
      at.refusedPrepare("eigenlayer", 1, [/already claimed, by transaction/, new RegExp(hash)], "--token", at.token(symbol), "--series", "0");
  });
  await step("once its time has come, a newer root pays what it adds", async () => {
    await root("demo", { OPEN: String(more + E18) }, DELAY);
    add();
    await at.settled();
    at.refusedPrepare("eigenlayer", 6, /becomes valid at 2/, "--token", at.token("OPEN"));
    await at.later(2 * DELAY);
    await at.claims("eigenlayer", { demo: { OPEN: more + E18 - OPEN } }, "--token", at.token("OPEN"));
  });
}

async function claimer() {
  const one = "contributor-1";
  const of = ["--account", at.account(one)];
  await step("where the earner named a claimer, it alone may send: the other is refused", async () => {
    add(one);
    await at.settled();
    at.refusedPrepare("eigenlayer", 6, /may not claim/, ...of, "--payer", at.account("demo"));
    await at.control("eigenlayer-claimer", { account: one, claimer: "demo" });
    await at.settled();
    at.refusedPrepare("eigenlayer", 6, /may not claim/, ...of);
    const brings = { [one]: { OPEN: 2n * OPEN, GRAIN: 2n * GRAIN } };
    await at.claims("eigenlayer", brings, ...of, "--payer", at.account("demo"));
  });
}

async function altered() {
  const two = "contributor-2";
  const of = ["--account", at.account(two)];
  await step("claims that are paused on the way: not sent, nothing spent", async () => {
    await root(two, { OPEN: String(20n * E18) }, 0);
    add(two);
    await at.settled();
    const before = at.nonce(at.account(two));
    const signed = at.sign(at.prepare("eigenlayer", ...of, "--token", at.token("OPEN")));
    await at.control("eigenlayer-pause", { bits: "4" });
    await at.control("mine", { blocks: 3 });
    at.refused("online", 6, /not sent.*paused/, "claim", "send", signed, "--no-wait");
    assert.equal(at.nonce(at.account(two)), before);
    await at.control("eigenlayer-pause", { bits: "0" });
    await at.settled();
  });
  await step("a bundle with any value altered is signed by nobody or sent by nobody", () => {
    at.everyAlterationIsRefused(at.prepare("eigenlayer", ...of));
  });
}

await at.suite("payers_eigenlayer", ["demo", "contributor-1", "contributor-2"], async () => {
  for (const part of [figures, delayed, claimer, altered]) await part();
});
