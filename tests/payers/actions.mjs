// What people do at the payers of a devnet, at random: roots, claims, disputes, recipients, pauses.
// Everything is a transaction. One that the contract refuses changes nothing and is no error.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { abi, CYCLED, INDEXED, INDEXED_128, MANY, PLAIN, ROOTED } from '../../devnet/test/payers-support.mjs';

const require = createRequire(new URL('../../devnet/package.json', import.meta.url));
const { Interface } = require('ethers');

const ROLES = ['demo', 'contributor-1', 'contributor-2', 'contributor-3', 'contributor-4'];
const NOBODY = `0x${'00'.repeat(20)}`;
const HOUR = 3600;
// Pods and epochs that Reppo's pods of the devnet have something in.
const PODS = 3;
const EPOCHS = 3;
const reppo = new Interface(['function transferFrom(address, address, uint256)']);

/** Numbers that look random and are the same in every run of a seed. */
export class Chance {
  #drawn = 0;

  constructor(seed) {
    this.seed = seed;
  }

  /** 0 … n-1. */
  below(n) {
    const text = createHash('sha256').update(`${this.seed} ${this.#drawn++}`).digest('hex');
    return Number(BigInt(`0x${text.slice(0, 16)}`) % BigInt(n));
  }

  of(list) {
    return list[this.below(list.length)];
  }

  amount(most = 10n ** 19n) {
    return String((most * BigInt(1 + this.below(1_000_000))) / 1_000_000n);
  }
}

export class Actions {
  /** Actions that went through, by payer. */
  done = {};

  constructor(devnet, chance) {
    Object.assign(this, { devnet, chance });
  }

  /** Something happens at every payer. */
  async round() {
    for (const [name, list] of Object.entries(this.#actions())) {
      const [, action] = this.chance.of(list);
      await this.#try(name, action);
    }
  }

  /** Everything that can happen happens once. */
  async all() {
    for (const [name, list] of Object.entries(this.#actions()))
      for (const [, action] of list) await this.#try(name, action);
  }

  async #try(name, action) {
    try {
      if ((await action()) !== false) this.done[name] = (this.done[name] ?? 0) + 1;
    } catch (e) {
      // A root while a dispute is open, a dispute after its time: refused as by the real one.
      if (!/revert|dispute|paused|no such|status/i.test(e.message)) throw e;
    }
  }

  #actions() {
    const { devnet, chance } = this;
    const control = (name, parameters) => () => devnet.do(name, parameters);
    const role = () => chance.of(ROLES);
    const token = () => chance.of(['OPEN', 'GRAIN']);
    const byToken = () => ({ [role()]: { [token()]: chance.amount() } });
    const claim = (name) => ['claim', () => this.claim(name)];
    const drop = (name) => [
      ['root', control('drop-root', { payer: name, amounts: { [role()]: chance.amount() } })],
      claim(name),
      claim(name),
    ];
    return {
      merkl: [
        ['root', control('merkl-update', { amounts: byToken() })],
        ['root that waits', control('merkl-update', { amounts: byToken(), epoch: HOUR, period: 1 + chance.below(3) })],
        ['dispute', control('merkl-dispute', {})],
        ['dispute ends', control('merkl-resolve', { valid: chance.below(2) === 1 })],
        ['revoked', control('merkl-revoke', {})],
        ['recipient', control('merkl-recipient', { account: role(), recipient: chance.of([...ROLES, NOBODY]), token: chance.of(['OPEN', 'GRAIN', NOBODY]) })],
        ['operator', control('merkl-operator', { account: role(), operator: chance.of([...ROLES, NOBODY]) })],
        claim('merkl'),
        claim('merkl'),
      ],
      eigenlayer: [
        ['root', control('eigenlayer-root', { amounts: byToken(), delay: chance.of([0, 0, HOUR]) })],
        ['disabled', async () => devnet.do('eigenlayer-disable', { index: (await devnet.payer('eigenlayer')).roots.length - 1 })],
        ['paused', control('eigenlayer-pause', { bits: chance.of(['4', '6', '0', '0']) })],
        ['claimer', control('eigenlayer-claimer', { account: role(), claimer: role() })],
        claim('eigenlayer'),
        claim('eigenlayer'),
      ],
      uniswap: [claim('uniswap')],
      '1inch': drop('1inch'),
      openzeppelin: drop('openzeppelin'),
      'sablier-instant': [claim('sablier-instant')],
      weatherxm: [
        ['root', control('weatherxm-root', { amounts: { [role()]: chance.amount() } })],
        claim('weatherxm'),
        claim('weatherxm'),
      ],
      reppo: [
        ['emissions', control('reppo-emissions', { epoch: String(1 + chance.below(EPOCHS)), pod: String(1 + chance.below(PODS)), amount: chance.amount() })],
        claim('reppo'),
        ['pod passed on', () => this.#passPod()],
      ],
      story: [
        ['revenue', control('story-revenue', { token: token(), amount: chance.amount() })],
        ['dispute', control('story-dispute', { tagged: chance.below(2) === 1 })],
        ['pause', control('story-pause', { paused: chance.below(3) === 0 })],
        ['shares', () => this.#send(role(), 'story', 'transfer', [devnet.who[role()], 1 + chance.below(1_000_000)])],
        claim('story'),
      ],
    };
  }

  /** Somebody claims; false where the contract refuses. */
  async claim(name) {
    const { devnet, chance } = this;
    const payer = await devnet.payer(name);
    const { [name]: make } = this.#claims;
    // Anybody's leaf where anybody may claim it, else that of one whose key is here.
    const anybody = ['uniswap', 'sablier-instant', '1inch', 'openzeppelin'].includes(name);
    const leaf = chance.of(payer.owed.filter((one) => anybody || one.role));
    return make(payer, leaf);
  }

  #claims = {
    merkl: (_, { role, account, token, amount, proof }) => this.#send(role, 'merkl', MANY, [[account], [token], [amount], [proof]]),
    eigenlayer: (payer, { role }) => this.#claimEigenLayer(payer, role),
    uniswap: (_, { index, account, amount, proof }) => this.#send('demo', 'uniswap', INDEXED, [index, account, amount, proof]),
    '1inch': ({ root }, { account, amount, proof }) => this.#send('demo', '1inch', ROOTED, [account, amount, root, proof]),
    openzeppelin: (_, { account, amount, proof }) => this.#send('demo', 'openzeppelin', PLAIN, [account, amount, proof]),
    'sablier-instant': async (_, { index, account, amount, proof }) => {
      const fee = await this.devnet.view('sablier-instant', 'calculateMinFeeWei');
      return this.#send('demo', 'sablier-instant', INDEXED_128, [index, account, amount, proof], fee);
    },
    weatherxm: ({ cycle }, { role, amount, proof }) => this.#send(role, 'weatherxm', CYCLED, [BigInt(amount) / 10n, amount, cycle, proof]),
    reppo: (_, { role, pod, epoch }) => this.#send(role, 'reppo', 'claimPodOwnerEmissions', [pod, epoch]),
    story: (_, { account, token }) => this.#send('demo', 'story', 'claimRevenueOnBehalf', [account, token]),
  };

  #claimEigenLayer(payer, role) {
    const folder = path.dirname(this.devnet.payers.file);
    const claim = JSON.parse(readFileSync(path.join(folder, `eigenlayer-cli-${role}.json`)));
    const { rootIndex, earnerIndex, earnerTreeProof, earnerLeaf, tokenIndices, tokenTreeProofs, tokenLeaves } = claim;
    const tuple = [
      rootIndex,
      earnerIndex,
      earnerTreeProof,
      [earnerLeaf.earner, earnerLeaf.earnerTokenRoot],
      tokenIndices,
      tokenTreeProofs,
      tokenLeaves.map(({ token, cumulativeEarnings }) => [token, cumulativeEarnings]),
    ];
    return this.#send(role, 'eigenlayer', 'processClaim', [tuple, this.devnet.who[role]]);
  }

  async #passPod() {
    const { devnet, chance } = this;
    const from = chance.of(ROLES);
    const data = reppo.encodeFunctionData('transferFrom', [devnet.who[from], devnet.who[chance.of(ROLES)], 1 + chance.below(PODS)]);
    return this.#call({ from, to: 'reppo', data });
  }

  #send(from, to, fn, args, value = 0n) {
    return this.#call({ from, to, data: abi.encodeFunctionData(fn, args), value: String(value) });
  }

  async #call(call) {
    const { receipts } = await this.devnet.do('payer-call', { calls: [call] });
    return receipts[0].status === '0x1';
  }
}
