#!/usr/bin/env node
// What gives power away, and what nobody can show, through `byline sign` and `byline tx sign`: none
// is signed unasked (exit code 6, what it would give is said), nor by the everyday word, nor by a
// digest alone. Asked for by name and confirmed by its own words, typed at a terminal or given
// beside the digest, it is what ethers signs. The cases are those of
// tests/vectors/wallet/powers.json; no network is needed.
// The last line is "powers: N passed, N failed". tests/e2e/unplugged.mjs says how it is told.
import { readFileSync, writeFileSync } from 'node:fs';
import { accounts, begin, byline, end, ethers, expect, fresh, test, transactionFile, typed, valid, vectors } from './unplugged.mjs';

const { cases, harmless } = vectors('powers.json');

// The command that signs a case, and where its signature comes out.
function command(c) {
  if (c.kind === 'tx') {
    const unsigned = transactionFile(accounts[1].address, c.unsigned);
    return ['--account', '1', 'tx', 'sign', unsigned, '--out', `${unsigned}.signed`];
  }
  const file = fresh();
  if (c.kind === 'message') {
    writeFileSync(file, Buffer.from(c.bytes.slice(2), 'hex'));
    return ['--account', '1', 'sign', 'message', '--file', file];
  }
  writeFileSync(file, JSON.stringify(c.document));
  return ['--account', '1', 'sign', 'typed', file];
}

begin();
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
  expect(typed('SIGN', command(c), { clock: '1800000000' }), 6, 'until 2026-11-21T14:02:11Z (which is past)');
});

test('a sign-in at the domain that was named needs no name of a danger', () => {
  const c = cases.find(({ name }) => name === 'a sign-in'), sign = command(c);
  const reply = valid('sign-message', expect(typed('SIGN', [...sign, '--domain', 'example.org']), 0));
  if (reply.signature !== c.signature || reply.dangers.length) throw new Error('not signed as ethers signs it');
  if (!reply.gives[0].startsWith('example.org ')) throw new Error('the domain is not the first thing that is told');
  expect(typed('SIGN', [...sign, '--domain', 'example.com']), 6, 'example.org is NOT the domain that was named, example.com', '--allow sign-in');
  expect(typed('SIGN', [...sign, '--domain', 'example.com', '--allow', 'sign-in']), 6, 'not confirmed');
  expect(typed(c.words, [...sign, '--domain', 'example.com', '--allow', 'sign-in']), 0);
  expect(typed('SIGN', ['--account', '0', ...sign.slice(2), '--domain', 'example.org', '--allow', 'sign-in']), 6, 'not for the account that signs');
  expect(typed('SIGN', ['--account', '1', 'sign', 'message', 'hello', '--domain', 'example.org']), 6, 'is no sign-in');
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

end('powers');
