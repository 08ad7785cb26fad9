#!/usr/bin/env node
// Leaves traces of everything at the payers of a running devnet: each pays somebody, names recipients,
// operators and claimers, and in the end is disputed or paused. In: BYLINE_DEVNET_DIR.

import { readFileSync } from 'node:fs';
import path from 'node:path';

import { PayersDevnet } from '../../devnet/test/payers-support.mjs';
import { Actions, Chance } from './actions.mjs';

const TRIES = 30;
const NAMES = ['merkl', 'eigenlayer', 'uniswap', '1inch', 'openzeppelin', 'sablier-instant', 'weatherxm', 'story'];

const devnet = new PayersDevnet();
Object.assign(devnet, JSON.parse(readFileSync(path.join(process.env.BYLINE_DEVNET_DIR, 'devnet.json'))));
devnet.who = Object.fromEntries(devnet.accounts.map(({ name, address }) => [name, address]));
await devnet.locate();
const actions = new Actions(devnet, new Chance('pay'));

// A token without funds, an account with nothing left: somebody else is paid then.
async function pay(name) {
  for (let i = 0; i < TRIES; i++) if (await actions.claim(name)) return;
  throw new Error(`${name} pays nobody`);
}

for (const name of NAMES) await pay(name);
await devnet.do('merkl-update', { amounts: { demo: { OPEN: '1' + '0'.repeat(20) } } });
await devnet.do('merkl-recipient', { account: 'demo', recipient: 'contributor-1', token: 'OPEN' });
await devnet.do('merkl-operator', { account: 'demo', operator: 'contributor-2' });
await devnet.do('eigenlayer-claimer', { account: 'contributor-3', claimer: 'contributor-4' });
await devnet.do('eigenlayer-pause', { bits: '4' });
await devnet.do('story-revenue', { amount: '1000000' });
await devnet.do('story-dispute', { tagged: true });
await devnet.do('story-pause', { paused: true });
