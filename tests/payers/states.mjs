#!/usr/bin/env node
// Random states of every kind of payer, made by transactions: each word that byline reads in storage
// is what the contract's own functions answer at the same block, and so is what byline makes of it.
//
//	states.mjs READER STATES     READER is tests/payers/reader, built
//
// In: BYLINE, the program; SEED, of the random numbers. The last line is "states: N passed, N failed".

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { PayersDevnet } from '../../devnet/test/payers-support.mjs';
import { rpc } from '../../devnet/test/support.mjs';
import { Actions, Chance } from './actions.mjs';

const require = createRequire(new URL('../../devnet/package.json', import.meta.url));
const { Interface, toBeHex } = require('ethers');

const [reader, count] = process.argv.slice(2);
const STATES = Number(count);
const SEED = process.env.SEED ?? String(Date.now());
const BYLINE = process.env.BYLINE ?? './byline';
const NOBODY = `0x${'00'.repeat(20)}`;
// Reppo and Sablier answer some words by functions, on which nodes agree at best.
const AGREED = ['reppo', 'sablier-instant'];
// The first obstacles of chain/payer.h.
const FREE_OR_PAID = ['0', '1'];

const folder = mkdtempSync(path.join(tmpdir(), 'payer-states-'));
const devnet = new PayersDevnet();
const chance = new Chance(SEED);
let block;

/** The values of a function of a contract, at the block that byline read. */
async function views(to, signature, ...args) {
  const view = new Interface([`function ${signature}`]);
  const [{ name }] = view.fragments;
  const data = view.encodeFunctionData(name, args);
  const { result, error } = await rpc(devnet.nodes[0].url, 'eth_call', [{ to, data }, toBeHex(block).replace(/^0x0+/, '0x')]);
  if (error) throw new Error(`${signature}: ${error.message}`);
  return [...view.decodeFunctionResult(name, result)].map((value) => BigInt(value));
}

const view = async (...args) => (await views(...args))[0];

const low = (value, bits) => value & ((1n << BigInt(bits)) - 1n);
const word = (value) => BigInt(value);
const bitOf = (value, index) => (word(value) >> (BigInt(index) % 256n)) & 1n;

// For each payer: what a word must be by the contract's functions, {name: [value in the word, value
// of the function]}, and what byline must make of it.
const COMPARED = {
  async merkl({ words, root }, { payer, account, token, sender }) {
    const [disputer] = await views(payer, 'disputer() view returns (address)');
    const [end] = await views(payer, 'endOfDisputePeriod() view returns (uint48)');
    const [period] = await views(payer, 'disputePeriod() view returns (uint48)');
    const recipient = (of) => view(payer, 'claimRecipient(address, address) view returns (address)', account, of);
    const operator = (who) => view(payer, 'operators(address, address) view returns (uint256)', account, who);
    return {
      tree: [word(words.tree), await view(payer, 'tree() view returns (bytes32, bytes32)')],
      last_tree: [word(words.last_tree), await view(payer, 'lastTree() view returns (bytes32, bytes32)')],
      dispute: [word(words.dispute), disputer | (end << 160n) | (period << 208n)],
      claimed: [low(word(words.claimed), 208), await view(payer, 'claimed(address, address) view returns (uint208, uint48, bytes32)', account, token)],
      recipient: [word(words.recipient), await recipient(token)],
      recipient_of_all: [word(words.recipient_of_all), await recipient(NOBODY)],
      operator: [word(words.operator), await operator(sender)],
      operator_anyone: [word(words.operator_anyone), await operator(NOBODY)],
      'root in force': [word(root), await view(payer, 'getMerkleRoot() view returns (bytes32)')],
    };
  },
  async eigenlayer({ words }, { payer, account, token, series }) {
    const [root, end, active, disabled] = await views(payer, 'getDistributionRootAtIndex(uint256) view returns (bytes32, uint32, uint32, bool)', series);
    return {
      paused: [word(words.paused), await view(payer, 'paused() view returns (uint256)')],
      roots: [word(words.roots), await view(payer, 'getDistributionRootsLength() view returns (uint256)')],
      root: [word(words.root), root],
      root_times: [word(words.root_times), end | (active << 32n) | (disabled << 64n)],
      claimer: [word(words.claimer), await view(payer, 'claimerFor(address) view returns (address)', account)],
      claimed: [word(words.claimed), await view(payer, 'cumulativeClaimed(address, address) view returns (uint256)', account, token)],
    };
  },
  uniswap: async ({ words }, { payer, index }) => ({
    root: [word(words.root), await view(payer, 'merkleRoot() view returns (bytes32)')],
    claimed: [bitOf(words.claimed, index), await view(payer, 'isClaimed(uint256) view returns (bool)', index)],
  }),
  '1inch': async ({ words, root }, { payer, account }) => ({
    root: [word(words.root), await view(payer, 'merkleRoot() view returns (bytes32)')],
    claimed: [word(words.claimed), await view(payer, 'cumulativeClaimed(address) view returns (uint256)', account)],
    'root in force': [word(root), word(words.root)],
  }),
  openzeppelin: async ({ words }, { payer, account }) => ({
    root: [word(words.root), await view(payer, 'merkleRoot() view returns (bytes32)')],
    claimed: [word(words.claimed), await view(payer, 'claimed(address) view returns (uint256)', account)],
  }),
  'sablier-instant': async ({ words }, { payer, index }) => ({
    root: [word(words.root), await view(payer, 'MERKLE_ROOT() view returns (bytes32)')],
    claimed: [bitOf(words.claimed, index), await view(payer, 'hasClaimed(uint256) view returns (bool)', index)],
    start: [word(words.start), await view(payer, 'CAMPAIGN_START_TIME() view returns (uint40)')],
    end: [word(words.end), await view(payer, 'EXPIRATION() view returns (uint40)')],
    fee: [word(words.fee), await view(payer, 'calculateMinFeeWei() view returns (uint256)')],
  }),
  weatherxm: async ({ words }, { payer, account, series }) => ({
    root: [word(words.root), await view(payer, 'roots(uint256) view returns (bytes32)', series)],
    claimed: [word(words.claimed), await view(payer, 'claims(address) view returns (uint256)', account)],
  }),
  reppo: async ({ words }, { payer, index, series }) => ({
    emissions: [word(words.emissions), await view(payer, 'getPodEmissionsOfEpoch(uint256, uint256) view returns (uint256)', series, index)],
    claimed: [word(words.claimed), await view(payer, 'hasPodOwnerClaimedEmissions(uint256, uint256) view returns (bool)', series, index)],
    owner: [word(words.owner), await view(payer, 'ownerOf(uint256) view returns (address)', index)],
  }),
  async story({ words, entitled, obstacle }, { payer, account, token }, { ip, module, disputes, beacon }) {
    const paused = await view(module.address, 'paused() view returns (bool)');
    const tagged = await view(disputes.address, 'isIpTagged(address) view returns (bool)', ip);
    const debt = await view(payer, 'claimerRevenueDebt(address, address) view returns (int256)', account, token);
    const pays = !paused && !tagged;
    if (pays) assert.ok(FREE_OR_PAID.includes(obstacle), `obstacle ${obstacle}`);
    return {
      vault: [word(words.vault), await view(module.address, 'ipRoyaltyVaults(address) view returns (address)', ip)],
      account_is_vault: [word(words.account_is_vault), await view(module.address, 'isIpRoyaltyVault(address) view returns (bool)', account)],
      paused: [word(words.paused), paused],
      disputes: [word(words.disputes) ? 1n : 0n, tagged],
      accumulator: [word(words.accumulator), await view(payer, 'vaultAccBalances(address) view returns (uint256)', token)],
      debt: [BigInt.asIntN(256, word(words.debt)), debt],
      share: [word(words.share), await view(payer, 'balanceOf(address) view returns (uint256)', account)],
      supply: [word(words.supply), await view(payer, 'totalSupply() view returns (uint256)')],
      beacon: [word(words.beacon), word(beacon.address)],
      code: [word(words.code), await view(beacon.address, 'implementation() view returns (address)')],
      ...(pays ? { claimable: [BigInt(entitled), await view(payer, 'claimableRevenue(address, address) view returns (uint256)', account, token)] } : {}),
    };
  },
};

/** A question about somebody at a payer, chosen at random. */
function questionOf({ name, address, owed, roots, cycle }) {
  const accounts = Object.values(devnet.who);
  // Half of the time somebody who is paid now and then.
  const leaf = chance.of(chance.below(2) ? owed.filter(({ role }) => role) : owed);
  const seriesOf = { eigenlayer: roots?.length, weatherxm: Number(cycle) + 2 };
  const series = leaf.epoch ?? String(chance.below(seriesOf[name] ?? 1));
  const { token, index = leaf.pod ?? '0' } = leaf;
  // A vault may hold shares as anybody does, and only it may claim for them.
  const account = name === 'story' && chance.below(6) === 0 ? address : leaf.account;
  return { payer: address, account, token, index, series, sender: chance.of(accounts) };
}

class Reader {
  #process;
  #lines;

  constructor() {
    this.#process = spawn(reader, [folder], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  async ask(question) {
    this.#process.stdin.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error('the reader ended');
    return JSON.parse(value);
  }

  end() {
    this.#process.stdin.end();
  }
}

const names = Object.keys(COMPARED);
// Words that had another value than zero, and different states, by payer.
const seen = Object.fromEntries(names.map((name) => [name, { words: new Set(), states: new Set() }]));

async function compare(asking, i) {
  const { payers } = await devnet.do('payers');
  const payerOf = (name) => payers.find((payer) => payer.name === name);
  const asked = names.map((name) => questionOf(payerOf(name)));
  const { head } = await devnet.do('status');
  const newest = Number(head.number);
  // Byline reads two blocks below the head.
  await devnet.do('mine', { blocks: 2 });
  const reply = await asking.ask({ block: String(newest), ask: asked });
  block = Number(reply.block);
  for (const [k, name] of names.entries()) {
    const answer = reply.answers[k];
    assert.equal(answer.trust, AGREED.includes(name) ? 'agreed' : 'proven', name);
    const compared = await COMPARED[name](answer, asked[k], payerOf(name));
    assert.deepEqual(Object.keys(answer.words).filter((one) => !(one in compared)), [], `${name}: words that are not compared`);
    for (const [what, [read, said]] of Object.entries(compared)) {
      assert.equal(read, said, `${name}, ${what}: byline reads ${read}, the contract says ${said} (state ${i}, ${JSON.stringify(asked[k])})`);
      if (read !== 0n) seen[name].words.add(what);
      else if (!seen[name].words.has(what)) seen[name].zero = (seen[name].zero ?? new Set()).add(what);
    }
    seen[name].states.add(JSON.stringify([answer.words, asked[k]]));
  }
}

/** Nothing but zeroes would be equal by themselves. */
function everyWordWasSeen() {
  for (const name of names) {
    const { words, zero = new Set(), states } = seen[name];
    const never = [...zero].filter((one) => !words.has(one));
    console.log(`        ${name}: ${states.size} states`);
    if (STATES >= 100) assert.deepEqual(never, [], `${name}: words that were always zero`);
    assert.ok(states.size >= STATES / 2, `${name}: ${states.size} states that differ`);
  }
}

let failed = 0;
try {
  console.log(`        SEED=${SEED}`);
  await devnet.start();
  await devnet.do('mine', { blocks: 3 });
  const profile = path.join(devnet.directory, 'profile.json');
  execFileSync(BYLINE, ['--config-dir', folder, 'network', 'add', profile, '--use']);
  const actions = new Actions(devnet, chance);
  const asking = new Reader();
  for (let i = 0; i < STATES; i++) {
    await actions.round();
    await compare(asking, i);
  }
  asking.end();
  everyWordWasSeen();
  console.log(`  ok    what byline reads of ${names.length} payers is what they answer, in ${STATES} states each`);
} catch (e) {
  failed = 1;
  console.log(`  FAIL  ${e.stack}`);
} finally {
  await devnet.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`states: ${1 - failed} passed, ${failed} failed`);
process.exit(failed);
