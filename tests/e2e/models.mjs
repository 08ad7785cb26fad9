#!/usr/bin/env node
// Cards of the models of the local networks, by subcommands alone. Every answer is computed a second
// time from the chain and the documents, by ethers; a card is altered in each kind of its fields; a
// card of a chain that is gone stands for one that was invented whole.
// In: BYLINE, the program; TEST, the last step that is made, all of them if empty.
// The last line is "models: N passed, N failed".
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { abi, EAS_ADDRESS } from '../../devnet/contracts.mjs';
import { COMMITMENT as CONTRIBUTION } from '../../devnet/eas.mjs';
import { canonical } from '../../devnet/json.mjs';

const BYLINE = process.env.BYLINE ?? './byline';
const require = createRequire(new URL('../../devnet/package.json', import.meta.url));
const Ajv = require('ajv/dist/2020.js').default;
const { AbiCoder, Interface, JsonRpcProvider, Wallet, ZeroHash, id, keccak256, verifyTypedData } = require('ethers');
const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
const schemas = new URL('../../docs/schemas/cli/', import.meta.url);
for (const name of readdirSync(schemas)) ajv.addSchema(JSON.parse(readFileSync(new URL(name, schemas), 'utf8')));
const work = mkdtempSync(join(tmpdir(), 'models-'));
const env = { ...process.env, TZ: 'UTC', LANG: 'C.UTF-8' };
let passed = 0;

// Runs byline with --json; the reply must be valid by the schema.
function byline(code, schema, home, ...args) {
  const got = spawnSync(BYLINE, ['--config-dir', join(work, home), '--json', ...args], { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 });
  assert.equal(got.status, code, `byline ${args.join(' ')}: ${got.stderr}`);
  const reply = JSON.parse(got.stdout);
  if (!ajv.validate(`${schema}.schema.json`, reply)) assert.fail(`${schema}: ${ajv.errorsText()}`);
  return { reply, said: got.stderr };
}

async function step(name, body) {
  await body();
  passed++;
  console.log(`  ok    ${name}`);
  if (process.env.TEST === name) throw null;
}

// Starts or stops a devnet of its own.
function devnet(name, ...words) {
  const got = spawnSync('node', ['devnet/main.mjs', ...words], { encoding: 'utf8', env: { ...env, BYLINE_DEVNET_DIR: join(work, name) } });
  assert.equal(got.status, 0, got.stderr);
}

// Starts one; what it says of itself.
function started(name, ...words) {
  devnet(name, 'start', '--manual', ...words);
  return JSON.parse(readFileSync(join(work, name, 'devnet.json'), 'utf8'));
}

async function rpc(url, method, ...params) {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const { result, error } = await (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).json();
  if (error) throw new Error(`${method}: ${error.message}`);
  return result;
}

const coder = AbiCoder.defaultAbiCoder();
const COMMITMENT = ['bytes32', 'uint64', 'uint64', 'bytes32', 'bytes32', 'string'];
const MODEL = ['bytes32', 'bytes32', 'bytes32', 'uint64', 'string', 'string'];
const STATEMENT = ['uint64', 'uint64', 'uint64', 'address', 'address', 'bytes32', 'bytes32', 'bytes32', 'bytes32', 'uint256', 'uint256'];
const erc20 = new Interface(['function balanceOf(address) view returns (uint256)']);

// The metadata of an artifact, by its file.
async function metadataOf(url, artifact) {
  const bytes = Buffer.from(await (await fetch(`${url}/v1/models/${artifact}.safetensors`)).arrayBuffer());
  assert.equal(keccak256(bytes), artifact);
  return JSON.parse(bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE()))).__metadata__;
}

/** The answers by the chain at `block` and the datanet's own replies. */
async function answersOf(profile, artifact, block) {
  const [{ url }] = profile.nodes;
  const [datanet] = profile.datanets;
  const at = `0x${BigInt(block.number).toString(16)}`;
  const read = async (contract, to, name, ...args) =>
    contract.decodeFunctionResult(name, await rpc(url, 'eth_call', { to, data: contract.encodeFunctionData(name, args) }, at))[0];
  const get = async (path) => {
    const reply = await fetch(`${datanet.url}/v1/${path}`);
    return reply.ok ? reply.text() : null;
  };
  const attestation = (uid) => read(abi.eas, EAS_ADDRESS, 'getAttestation', uid);
  const { datanet: told, signature } = JSON.parse(await get('datanet'));
  const domain = { name: 'byline datanet', version: '1', chainId: profile.chain_id, verifyingContract: told.address };
  const publisher = verifyTypedData(domain, { Datanet: [{ name: 'document', type: 'bytes32' }] }, { document: id(canonical(told)) }, signature).toLowerCase();
  assert.equal(publisher, datanet.address);

  const versions = [];
  const list = JSON.parse(await get('models?after=0&limit=100')).models;
  let uid = list.find((model) => model.artifact === artifact).attestation;
  while (uid !== ZeroHash) {
    const found = await attestation(uid);
    assert.equal(found.attester.toLowerCase(), publisher);
    const [of, figures, manifest, version, name, license] = coder.decode(MODEL, found.data);
    const text = await get(`models/${of}/manifest`);
    if (manifest !== ZeroHash) assert.equal(id(text), manifest);
    if (figures !== ZeroHash) assert.equal(id(canonical(await metadataOf(datanet.url, of))), figures);
    versions.push({ artifact: of, figures, manifest, version, name, license, uid, datasets: manifest === ZeroHash ? null : JSON.parse(text).datasets });
    uid = found.refUID;
  }
  const commitments = new Map();
  for (const { uid: dataset } of versions.flatMap(({ datasets }) => datasets ?? []))
    if (!commitments.has(dataset)) {
      const found = await attestation(dataset);
      commitments.set(dataset, { account: found.attester.toLowerCase(), license: coder.decode(COMMITMENT, found.data)[5], revoked: found.revocationTime > 0n });
    }

  const epochs = [];
  for (const { uid: statement, epoch } of JSON.parse(await get(`accounts/${publisher}/statements?after=0&limit=500`)).statements) {
    const found = await attestation(statement);
    if (found.uid === ZeroHash) continue;
    const values = coder.decode(STATEMENT, found.data);
    const text = await get(`statements/${epoch}`);
    assert.equal(id(text), values[8]);
    epochs.push({ epoch, statement, model: values[6], pool: values[9], lines: text.split('\n').filter(Boolean).map((line) => JSON.parse(line)) });
  }
  const accounts = new Map();
  const row = (account) => accounts.get(account) ?? accounts.set(account, { datasets: 0, records: 0n, influence: 0n, due: 0n }).get(account);
  for (const { uid: dataset, records } of versions[0].datasets ?? []) {
    row(commitments.get(dataset).account).datasets++;
    row(commitments.get(dataset).account).records += BigInt(records);
  }
  for (const { model, lines } of epochs)
    for (const { account, amount, influence } of lines) {
      row(account).due += BigInt(amount);
      if (model === artifact) row(account).influence += BigInt(influence);
    }
  for (const [account, values] of accounts)
    values.claimed = values.due ? await read(abi.distributor, told.distributor, 'claimed', account, told.token) : null;
  return {
    publisher, versions, commitments, epochs, accounts, told,
    root: await read(abi.distributor, told.distributor, 'root'),
    balance: await read(erc20, told.token, 'balanceOf', told.distributor),
  };
}

// Compares byline's answers with those.
function compare(reply, want) {
  const { trained, contributed, paid, owns } = reply;
  assert.equal(reply.publisher, want.publisher);
  assert.deepEqual(
    trained.versions.map((v) => [v.version, v.artifact, v.attestation, v.name, v.license ?? '', v.figures_hash ?? ZeroHash, v.manifest ?? ZeroHash]),
    want.versions.map((v) => [Number(v.version), v.artifact, v.uid, v.name, v.license, v.figures, v.manifest]),
  );
  trained.versions.forEach((v, i) => {
    const [now, before] = [want.versions[i].datasets, i + 1 < want.versions.length ? want.versions[i + 1].datasets : []];
    const names = (list) => new Set(list.map(({ uid }) => uid));
    const less = (a, b) => [...names(a)].filter((uid) => !names(b).has(uid)).length;
    assert.equal(v.entered, now && before ? less(now, before) : null);
    assert.equal(v.left, now && before ? less(before, now) : null);
    // What stands on the card is what the publisher attested, and nothing where it attested nothing.
    const { figures } = want.versions[i];
    assert.equal(v.figures === null, figures === ZeroHash);
    if (v.figures) assert.equal(id(canonical(Object.fromEntries(v.figures.map((f) => [f.name, f.text])))), figures);
  });
  assert.deepEqual(
    new Map(contributed.datasets.map((d) => [d.uid, { account: d.account, license: d.license ?? '', revoked: d.state === 'withdrawn' }])),
    new Map([...want.commitments]),
  );
  const sum = (name) => [...want.accounts.values()].reduce((total, values) => total + values[name], 0n);
  assert.deepEqual(
    new Map(contributed.accounts.map((a) => [a.account, [a.datasets, BigInt(a.records), BigInt(a.influence), BigInt(a.due.raw), a.claimed ? BigInt(a.claimed.raw) : null]])),
    new Map([...want.accounts].map(([account, v]) => [account, [v.datasets, v.records, v.influence, v.due, v.claimed]])),
  );
  for (const a of contributed.accounts)
    assert.equal(a.influence_bp, Number(sum('influence') ? (BigInt(a.influence) * 10000n) / sum('influence') : 0n));
  assert.equal(BigInt(contributed.records), sum('records'));
  assert.deepEqual(
    paid.epochs.map((e) => [e.epoch, e.statement, e.model, BigInt(e.pool.raw), BigInt(e.paid.raw), e.lines, e.sound]),
    want.epochs.map((e) => [Number(e.epoch), e.statement, e.model, e.pool, e.lines.reduce((total, { amount }) => total + BigInt(amount), 0n), e.lines.length, true]).reverse(),
  );
  assert.equal(paid.contributors_bp, Number(want.told.fees.contributors));
  assert.equal(paid.root, want.root);
  assert.equal(BigInt(paid.funds.raw), want.balance);
  assert.equal(paid.root_follows, true);
  assert.deepEqual(new Set(owns.licenses.filter(({ of }) => of === 'records').map(({ license }) => license)), new Set([...want.commitments].filter(([uid]) => want.versions[0].datasets?.some((d) => d.uid === uid)).map(([, { license }]) => license).filter(Boolean)));
}

// Each text in a card with its path; long lists give a few of theirs.
function* leaves(value, at = []) {
  if (typeof value === 'string') yield [at, value];
  else
    for (const [key, inner] of Object.entries(value)) {
      const many = Array.isArray(value) && value.length > 12;
      if (!many || Number(key) % Math.ceil(value.length / 12) === 0) yield* leaves(inner, [...at, key]);
    }
}

// Another value of the same form, in the one form of a card.
function altered(card, at, text) {
  const copy = structuredClone(card);
  const holder = at.slice(0, -1).reduce((value, key) => value[key], copy);
  const i = [...text].findLastIndex((c) => /[0-9a-z]/.test(c));
  const next = { 9: '8', f: 'e', z: 'y' }[text[i]] ?? String.fromCharCode(text.charCodeAt(i) + 1);
  holder[at.at(-1)] = text.slice(0, i) + next + text.slice(i + 1);
  const order = (list, hash) => list.sort((a, b) => (hash(a) < hash(b) ? -1 : 1));
  order(copy.texts, id);
  order(copy.nodes, (node) => (node.length % 2 ? node : keccak256(node)));
  order(copy.figures, ({ artifact }) => artifact);
  return canonical(copy);
}

// Alterations of the figures beyond their texts.
const structural = {
  'a figure more': (figures) => void (figures[0].members.world_best = 'yes'),
  'a figure less': (figures) => void delete figures.at(-1).members.validation_loss,
  'the name of a figure': (figures) => {
    const { lambda, ...rest } = figures[0].members;
    figures[0].members = { ...rest, lambdb: lambda };
  },
  'no figure at all': (figures) => void (figures[0].members = {}),
  'the version of figures': (figures) => {
    [figures[0].artifact, figures[1].artifact] = [figures[1].artifact, figures[0].artifact];
  },
  'figures of a version twice': (figures) => void figures.push(structuredClone(figures[0])),
};

// One datanet of a network as a profile of its own.
function profileOf(network, name) {
  const profile = structuredClone(network.profile);
  profile.datanets = profile.datanets.filter((datanet) => datanet.name === name);
  return profile;
}

async function main() {
  const first = started('a', '--networks', 'all');
  const names = first.networks.flatMap((network) => network.profile.datanets.map(({ name }) => [network, name]));
  const cards = new Map();
  const control = async ({ control: { url } }, call, body) => {
    const reply = await fetch(`${url}/control/${call}`, { method: 'POST', body: JSON.stringify(body) });
    assert.equal(reply.status, 200, call);
    return reply.json();
  };
  const mine = (devnet, blocks) => control(devnet, 'mine', { blocks });

  // Networks of the tests share one past; the cards are made at a block behind it.
  await mine(first, 10);
  for (const [network, name] of names)
    await step(`the card of ${name} answers what the chain and the documents say`, async () => {
      const profile = profileOf(network, name);
      writeFileSync(join(work, `${name}.json`), JSON.stringify(profile));
      byline(0, 'network-add', name, 'network', 'add', join(work, `${name}.json`), '--use');
      const { reply: list } = byline(0, 'models-list', name, 'models', 'list');
      const { artifact } = list.models.find(({ current }) => current);
      const file = join(work, `${name}.card`);
      const { reply: made } = byline(0, 'models-card', name, 'models', 'card', '--out', file);
      assert.equal(made.artifact, artifact);
      assert.equal(made.block.confirmed, true);
      const want = await answersOf(profile, artifact, made.block);
      compare(made, want);
      const { reply: offline } = byline(0, 'models-verify', name, 'models', 'verify', file, '--offline');
      assert.equal(offline.block.confirmed, false);
      for (const question of ['trained', 'contributed', 'paid', 'owns']) {
        assert.equal(offline[question].trust, 'reported');
        assert.equal(made[question].trust, 'proven');
      }
      compare(offline, want);
      const open = new Set(made.not_stated.map(({ question }) => question));
      const stated = want.versions[0].datasets !== null;
      assert.equal(made.contributed.answered, stated);
      assert.equal(open.has('contributed'), !stated);
      assert.equal(made.not_stated.some(({ what }) => what.includes('licence of the weights')), want.versions[0].license === '');
      assert.equal(made.not_stated.some(({ what }) => what.includes('attests no figures')), want.versions[0].figures === ZeroHash);
      assert.equal(made.trained.answered, want.versions[0].figures !== ZeroHash);
      cards.set(name, { file, profile });
    });

  await step('a machine without any profile of the chain folds the card and says so', () => {
    const { file } = cards.values().next().value;
    const { reply } = byline(0, 'models-verify', 'stranger', 'models', 'verify', file);
    assert.equal(reply.network, null);
    assert.equal(reply.block.confirmed, false);
  });

  await step('each alteration of a card is found', () => {
    const [[name, { file }]] = cards;
    const card = JSON.parse(readFileSync(file, 'utf8'));
    const target = join(work, 'altered.card');
    let n = 0;
    const refuse = (text, what) => {
      writeFileSync(target, text);
      const got = spawnSync(BYLINE, ['--config-dir', join(work, name), '--offline', 'models', 'verify', target], { encoding: 'utf8', env });
      assert.notEqual(got.status, 0, `${what} is another and was not found`);
      assert.notEqual(got.stderr.trim(), '');
      n++;
    };
    for (const [at, text] of leaves(card)) refuse(altered(card, at, text), at.join('.'));
    for (const [what, alter] of Object.entries(structural)) {
      const copy = structuredClone(card);
      alter(copy.figures);
      copy.figures.sort((a, b) => (a.artifact < b.artifact ? -1 : 1));
      refuse(canonical(copy), what);
    }
    console.log(`  note  ${n} alterations`);
    assert.ok(n >= 40);
  });

  await step('figures cannot be invented for a model whose publisher attests none', () => {
    const { file } = cards.get('topics');
    const card = JSON.parse(readFileSync(file, 'utf8'));
    assert.deepEqual(card.figures, []);
    card.figures.push({ artifact: card.artifact, members: { validation_loss: '0.001' } });
    writeFileSync(join(work, 'invented.card'), canonical(card));
    const { said } = byline(5, 'error', 'topics', '--offline', 'models', 'verify', join(work, 'invented.card'));
    assert.match(said, /figures of version \d+, of which the publisher attests none/);
  });

  await step('a publisher that attests other figures than its file has is found, whichever comes first', async () => {
    const [[{ profile: { nodes: [{ url }] } }, name]] = names;
    const preview = () => {
      byline(0, 'sync', name, 'sync');
      byline(0, 'preview', name, 'preview', first.corpus.unseen);
    };
    const told = () => byline(0, 'log', name, 'log').reply.events.filter(({ text }) => text.includes('attested other figures than its file has'));
    const versionOf = (wanted) => byline(0, 'models-list', name, 'models', 'list').reply.models.find(({ artifact }) => artifact === wanted);
    // Another model needs other datasets: contributors 4 and 3 withdraw theirs.
    const dismiss = async (role) => {
      const { private_key } = first.accounts.find((account) => account.name === role);
      const provider = new JsonRpcProvider(url);
      const wallet = new Wallet(private_key, provider);
      const { uid } = first.datasets.find(({ account }) => account === wallet.address.toLowerCase());
      const request = { schema: CONTRIBUTION.uid, data: { uid, value: 0n } };
      await wallet.sendTransaction({ to: EAS_ADDRESS, data: abi.eas.encodeFunctionData('revoke', [request]) });
      provider.destroy();
      await mine(first, 1);
      return (await control(first, 'train', { misjudge: true })).model;
    };
    assert.deepEqual(told(), []);
    const early = await dismiss('contributor-4');
    preview();
    assert.equal(versionOf(early).figures, 'not stated');
    assert.deepEqual(told(), []);
    await mine(first, 10);
    assert.equal(versionOf(early).figures, 'contradicted');
    assert.equal(told().length, 1);
    const late = await dismiss('contributor-3');
    await mine(first, 10);
    assert.equal(versionOf(late).figures, 'not read yet');
    preview();
    assert.equal(versionOf(late).figures, 'contradicted');
    assert.equal(told().length, 2);
    // The card stays of use, without the figures that nobody stands for.
    const { reply } = byline(0, 'models-card', name, 'models', 'card');
    const { versions: [newest] } = reply.trained;
    assert.deepEqual([newest.artifact, newest.figures], [late, null]);
    assert.notEqual(newest.figures_hash, null);
    assert.ok(reply.not_stated.some(({ what }) => what.includes('figures are not in the card')));
  });

  devnet('a', 'stop');
  await step('a card of a chain that is not there is consistent offline and refused online', async () => {
    const [[, { file, profile: old }]] = cards;
    const second = started('b');
    const profile = JSON.parse(readFileSync(join(work, 'b', 'profile.json'), 'utf8'));
    assert.equal(profile.chain_id, old.chain_id);
    byline(0, 'network-add', 'later', 'network', 'add', join(work, 'b', 'profile.json'), '--use');
    await mine(second, 20);
    byline(0, 'models-verify', 'later', 'models', 'verify', file, '--offline');
    const { said } = byline(5, 'error', 'later', 'models', 'verify', file);
    assert.match(said, /the chain has no such block/);
    devnet('b', 'stop');
  });
}

let failed = 0;
try {
  await main();
} catch (error) {
  if (error !== null) {
    failed = 1;
    console.log(`  FAIL  after ${passed} steps\n        ${error.stack}`);
  }
} finally {
  for (const name of ['a', 'b'])
    spawnSync('node', ['devnet/main.mjs', 'stop'], { env: { ...env, BYLINE_DEVNET_DIR: join(work, name) } });
  rmSync(work, { recursive: true });
}
console.log(`models: ${passed} passed, ${failed} failed`);
process.exitCode = failed;
