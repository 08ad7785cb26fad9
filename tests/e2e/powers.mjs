#!/usr/bin/env node
// What gives power away, and what nobody can show, through `byline sign` and `byline tx sign`: none
// is signed unasked (exit code 6, what it would give is said), nor by the everyday word, nor by a
// digest alone. Asked for by name and confirmed by its own words, typed at a terminal or given
// beside the digest, it is what ethers signs. The cases are those of
// tests/vectors/wallet/powers.json; no network is needed.
// In: BYLINE, the program; TYPIST, the program of tests/lib/typist.c; TEST, the one case that is
// tried, all of them if empty.
// The last line is "powers: N passed, N failed".
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BYLINE = process.env.BYLINE ?? './byline';
const TYPIST = process.env.TYPIST ?? 'build/tests/lib/typist';
const read = (name) => JSON.parse(readFileSync(new URL(`../vectors/wallet/${name}`, import.meta.url), 'utf8'));
const { phrase, profile, accounts } = read('signer.json');
const { cases, harmless } = read('powers.json');
const work = mkdtempSync(join(tmpdir(), 'powers-'));
const passphrase = 'a long passphrase';
// Replies are valid by their schemas.
const require = createRequire(new URL('../../devnet/package.json', import.meta.url));
const Ajv = require('ajv/dist/2020.js').default;
const { ethers } = require('ethers');
const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
const schemas = new URL('../../docs/schemas/cli/', import.meta.url);
for (const name of readdirSync(schemas)) ajv.addSchema(JSON.parse(readFileSync(new URL(name, schemas), 'utf8')));
function valid(schema, reply) {
  if (!ajv.validate(`${schema}.schema.json`, reply)) throw new Error(`${schema}: ${ajv.errorsText()}`);
  return reply;
}
let passed = 0, failed = 0;
let clock = '1790000000'; // before the times in the cases

// Runs byline without a terminal; the lines of `secret` are on descriptor 3.
const byline = (args, secret = passphrase) => run(['setsid', '-w'], args, secret);

// Runs byline at a terminal, where `text` is typed to sign, whatever is asked for.
const typed = (text, args) => run([TYPIST, '-s', text], args, passphrase);

function run([before, ...options], args, secret) {
  writeFileSync(join(work, 'secret'), secret + '\n');
  const fd = openSync(join(work, 'secret'), 'r');
  const got = spawnSync(before, [...options, BYLINE, '--config-dir', join(work, 'home'), '--offline', '--json', '--passphrase-fd', '3', ...args], {
    stdio: ['ignore', 'pipe', 'pipe', fd], encoding: 'utf8', env: { ...process.env, TZ: 'UTC', LANG: 'C.UTF-8', BYLINE_CLOCK: clock },
  });
  closeSync(fd);
  let reply;
  try { reply = JSON.parse(got.stdout); } catch { reply = {}; }
  return { code: got.status, reply, said: got.stderr };
}

function expect(got, code, ...parts) {
  if (got.code !== code) throw new Error(`exit code ${got.code}, not ${code}: ${got.said}`);
  for (const part of parts) if (!got.said.includes(part)) throw new Error(`"${part}" is not said: ${got.said}`);
  if (code !== 0 && 'signature' in got.reply) throw new Error('a signature was printed');
  return got.reply;
}

function test(name, body) {
  if (process.env.TEST && process.env.TEST !== name) return;
  try {
    body();
    passed++;
    console.log(`  ok    ${name}`);
  } catch (error) {
    failed++;
    console.log(`  FAIL  ${name}\n        ${error.message}`);
  }
}

// The command that signs a case, and where its signature comes out.
let n = 0;
function command(c) {
  const file = join(work, `case-${n++}`);
  if (c.kind === 'tx') {
    const document = { chain_id: profile.chain_id, format: 'byline-tx/1', from: accounts[1].address, network: profile.name, transaction: c.unsigned };
    writeFileSync(file, JSON.stringify(document));
    return ['--account', '1', 'tx', 'sign', file, '--out', `${file}.signed`];
  }
  if (c.kind === 'message') {
    writeFileSync(file, Buffer.from(c.bytes.slice(2), 'hex'));
    return ['--account', '1', 'sign', 'message', '--file', file];
  }
  writeFileSync(file, JSON.stringify(c.document));
  return ['--account', '1', 'sign', 'typed', file];
}

writeFileSync(join(work, 'profile.json'), JSON.stringify(profile));
expect(byline(['network', 'add', join(work, 'profile.json'), '--use']), 0);
expect(byline(['restore'], `${phrase}\n${passphrase}`), 0);
expect(byline(['account', 'new']), 0);

cases.forEach((c, i) => test(c.name, () => {
  const sign = command(c);
  const names = c.allow ? c.allow.split(',') : [];
  expect(typed('SIGN', [...sign, '--yes']), 6, c.gives);
  // The signer's own test tries the rest of each case; here it is tried of every fourth.
  if (i % 4) return;
  if (c.digest) expect(byline([...sign, '--expect', c.digest]), 6, c.gives);
  // Asked for, but not confirmed by its own words.
  if (names.length) expect(typed('SIGN', [...sign, '--yes', '--allow', c.allow]), 6, 'not confirmed', c.words);
  if (names.length && c.digest) {
    const scripted = [...sign, '--expect', c.digest, '--allow', c.allow];
    expect(byline(scripted), 6, c.words);
    expect(byline([...scripted, '--confirm', 'SIGN']), 6, '--confirm');
    expect(byline([...scripted, '--confirm', c.words, '--expect', `0x${'ab'.repeat(32)}`]), 5);
  }
  if (names.length) expect(byline([...sign, '--confirm', c.words, '--allow', c.allow]), 2, '--expect');
  // One of several dangers is not asked for.
  if (names.length > 1) expect(typed(c.words, [...sign, '--allow', names.slice(1).join(',')]), 6, c.allow);
  if (!names.length || c.kind === 'tx') return;
  const ways = [typed(c.words, [...sign, '--allow', c.allow])];
  if (c.digest) ways.push(byline([...sign, '--expect', c.digest, '--confirm', c.words, '--allow', c.allow]));
  for (const got of ways) {
    const reply = valid(`sign-${c.kind}`, expect(got, 0));
    if (reply.signature !== c.signature) throw new Error('not signed as ethers signs it');
    if (reply.dangers.join() !== c.allow || !reply.gives.some((text) => text.includes(c.gives))) throw new Error('the reply does not say what was given');
  }
}));

test('an unknown name is a mistake and no permission', () => {
  const sign = command(cases[0]);
  expect(typed(cases[0].words, [...sign, '--allow', 'permits']), 2, 'permits', 'anywhere');
  expect(typed(cases[0].words, [...sign, '--allow', '']), 2);
});

test('a time that is past is called so', () => {
  const c = cases.find(({ name }) => name === 'a permit of a sum');
  clock = '1800000000';
  expect(typed('SIGN', command(c)), 6, 'until 2026-11-21T14:02:11Z (which is past)');
  clock = '1790000000';
});

test('a call that was asked for is signed into its file', () => {
  const c = cases.find(({ name }) => name === 'an approval of a sum'), sign = command(c);
  expect(typed(c.words, [...sign, '--allow', c.allow]), 0);
  const signed = JSON.parse(readFileSync(sign.at(-1), 'utf8'));
  if (signed.transaction !== c.signature) throw new Error('not signed as ethers signs it');
});

test('with an earlier transaction in the way both are typed', () => {
  const earlier = cases.find(({ name }) => name === 'an approval of a sum');
  const c = cases.find(({ name }) => name === 'every picture'), sign = command(c);
  const digits = ethers.keccak256(earlier.signature).slice(-4);
  for (const words of [c.words, digits]) expect(typed(words, [...sign, '--allow', c.allow]), 6, 'not confirmed');
  expect(typed(`${c.words} ${digits}`, [...sign, '--allow', c.allow]), 0);
});

for (const c of harmless.filter(({ kind }) => kind !== 'tx'))
  test(`${c.name} is signed by SIGN`, () => {
    const reply = valid(`sign-${c.kind}`, expect(typed('SIGN', command(c)), 0));
    if (reply.signature !== c.signature) throw new Error('not signed as ethers signs it');
  });

rmSync(work, { recursive: true });
console.log(`powers: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
