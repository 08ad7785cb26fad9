#!/usr/bin/env node
// Nothing is signed that nobody agreed to: a person at the signer's own prompt, or a script by the
// hash. Each way out of a question leaves everything as it was, the terminal's modes too, which
// tests/lib/typist.c looks at. tests/e2e/unplugged.mjs says how it is told.
// The last line is "consent: N passed, N failed".
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PASSPHRASE, accounts, begin, byline, end, ethers, expect, fresh, phrase, profile, test, transactionFile, typed, valid, work } from './unplugged.mjs';

const ACCEPT = 'ACCEPT A NETWORK: ', REVIEW = 'SIGN A MESSAGE of 5 bytes';
const digest = ethers.hashMessage('hello');
const message = ['sign', 'message', 'hello'];
const signature = ethers.HDNodeWallet.fromPhrase(phrase).signMessageSync('hello');
const count = (text, part) => text.split(part).length - 1;
const check = (holds, why) => { if (!holds) throw new Error(why); };
const file = (folder, name) => readFileSync(join(work, folder, name));

// A payment with a nonce of its own: its file, its hash as ethers computes it, and who signs it into what.
let nonce = 0;
function payment(value = '0.5') {
  const tx = ethers.Transaction.from({
    type: 2, chainId: profile.chain_id, nonce: nonce++, to: accounts[1].address, value: ethers.parseEther(value),
    gasLimit: 21000, maxFeePerGas: 10n ** 9n, maxPriorityFeePerGas: 10n ** 9n,
  });
  const unsigned = transactionFile(accounts[0].address, tx.unsignedSerialized);
  return { unsigned, hash: tx.unsignedHash, signed: `${unsigned}.signed`, sign: ['tx', 'sign', unsigned, '--out', `${unsigned}.signed`] };
}

// Nothing of it was signed or kept.
function nothing({ signed }, options = {}) {
  check(!existsSync(signed), `${signed} is there`);
  const { transactions } = expect(byline(['tx', 'list'], { ...options, secret: null }), 0);
  check(!transactions.some(({ state }) => state !== 'confirmed'), `kept: ${JSON.stringify(transactions)}`);
}

function isSigned({ signed, hash }) {
  const tx = ethers.Transaction.from(JSON.parse(readFileSync(signed, 'utf8')).transaction);
  check(tx.unsignedHash === hash && tx.from.toLowerCase() === accounts[0].address, 'it is another transaction, or another account');
}

begin();

test('without a terminal and without a hash nothing is signed, and the way out is named: 2', () => {
  const p = payment();
  expect(byline(p.sign), 2, '--expect', 'no terminal');
  nothing(p);
  expect(byline(message), 2, '--expect', 'no terminal');
  expect(byline([...message, '--yes']), 2, '--expect');
});

test('--confirm stands for nobody without a hash: 2, and nobody is asked', () => {
  const p = payment();
  for (const words of ['SIGN', 'SEND', ''])
    for (const typist of [null, []])
      for (const act of [p.sign, message]) {
        const got = byline([...act, '--confirm', words], { typist });
        expect(got, 2, '--confirm', '--expect');
        check(got.shown === '', `it asked: ${got.shown}`);
      }
  nothing(p);
});

test('a wrong confirmation signs nothing and keeps nothing: 6', () => {
  const p = payment();
  for (const text of ['', 'send', 'SEN', 'SENDS', 'SEND SEND', 'SIGN', 'yes', p.hash, p.hash.slice(-4)])
    expect(typed(text, p.sign), 6, 'not confirmed');
  nothing(p);
  for (const text of ['', 'sign', 'SEND', digest.slice(-4)]) expect(typed(text, message), 6, 'not confirmed');
});

test('the review is on the terminal before the question, and SIGN signs what ethers signs', () => {
  const got = typed('SIGN', message);
  const reply = valid('sign-message', expect(got, 0));
  check(reply.signature === signature, 'not signed as ethers signs it');
  check(reply.digest === digest, 'another digest');
  const [review, ...rest] = got.shown.split('Type SIGN to sign: ');
  check(rest.length === 1 && review.includes(REVIEW) && review.includes('| hello') && review.includes(digest), got.shown);
});

test('a file that changed after its hash was taken is refused: 5', () => {
  const p = payment('0.5');
  const shown = expect(byline(['tx', 'show', p.unsigned], { secret: null }), 0);
  check(shown.act.signing_hash === p.hash, 'ethers computes another hash');
  nonce--;
  writeFileSync(p.unsigned, readFileSync(payment('500').unsigned));
  expect(byline([...p.sign, '--expect', p.hash]), 5, 'nothing was signed');
  nothing(p);
  expect(byline(['sign', 'message', 'hullo', '--expect', digest]), 5, 'nothing was signed');
});

test('a network is accepted once by each vault', () => {
  for (const folder of ['first', 'second']) {
    begin(folder);
    const [first, again] = [payment(), payment()];
    let got = typed('SEND', first.sign, { folder });
    expect(got, 0);
    isSigned(first);
    check(count(got.shown, ACCEPT) === 1 && got.shown.indexOf(ACCEPT) < got.shown.indexOf('Type SEND'), got.shown);
    for (const part of [profile.title, profile.chain_id, profile.distributors[0].address, profile.tokens[0].address, '0.050 '])
      check(got.shown.toLowerCase().includes(part.toLowerCase()), `"${part}" is not shown: ${got.shown}`);
    got = byline(again.sign, { folder, typist: ['-a', first.hash.slice(-4)] });
    expect(got, 6);
    check(count(got.shown, ACCEPT) === 0, got.shown);
  }
});

test('a profile that changed is accepted anew', () => {
  const p = payment();
  const changed = join(work, 'changed.json');
  writeFileSync(changed, JSON.stringify({ ...profile, fee_cap_wei: '60000000000000000' }));
  begin('changed');
  expect(typed('SEND', payment().sign, { folder: 'changed' }), 0);
  expect(byline(['network', 'add', changed, '--replace', '--confirm', profile.name], { folder: 'changed', secret: null }), 0);
  const got = typed('-', p.sign, { folder: 'changed' });
  expect(got, 6, 'not confirmed');
  check(count(got.shown, ACCEPT) === 1 && got.shown.includes('0.060 '), got.shown);
});

test('a network that is refused signs nothing, and is asked about again', () => {
  begin('refuses');
  const p = payment();
  const vault = file('refuses', 'data/vault');
  for (const text of ['', 'no', 'DEVNET', 'SEND']) {
    const got = byline(p.sign, { folder: 'refuses', typist: ['-a', text] });
    expect(got, 6, 'not confirmed');
    check(!got.shown.includes('to sign: '), got.shown);
  }
  nothing(p, { folder: 'refuses' });
  check(vault.equals(file('refuses', 'data/vault')), 'the vault was changed');
  const got = typed('SEND', p.sign, { folder: 'refuses' });
  expect(got, 0);
  check(count(got.shown, ACCEPT) === 1, got.shown);
});

test('a hash that a script names is signed without acceptance, and nothing else is', () => {
  begin('script');
  const [named, other] = [payment(), payment()];
  expect(byline([...other.sign, '--expect', named.hash], { folder: 'script' }), 5, 'nothing was signed');
  nothing(other, { folder: 'script' });
  expect(byline([...named.sign, '--expect', named.hash], { folder: 'script' }), 0);
  isSigned(named);
  expect(byline(other.sign, { folder: 'script' }), 2, '--expect');
  check(!existsSync(other.signed), 'the other one was signed');
  const got = byline(payment().sign, { folder: 'script', typist: ['-a', '^C'] });
  check(count(got.shown, ACCEPT) === 1, 'the hash accepted the network');
});

test('a passphrase that is typed beside a hash stands below it, and nothing else is asked', () => {
  const got = byline([...message, '--expect', digest], { secret: null, typist: ['-p', PASSPHRASE] });
  check(expect(got, 0).signature === signature, 'not signed as ethers signs it');
  check(count(got.shown, ': ') === 1 && got.shown.indexOf(digest) >= 0 && got.shown.indexOf(digest) < got.shown.indexOf('Passphrase: '), got.shown);
});

// Commands with their questions in order, each answered as far as the one that is cancelled.
const QUESTIONS = [
  ['signing a message', message, [PASSPHRASE, 'SIGN']],
  ['signing a transaction', () => payment().sign, [PASSPHRASE, profile.name, 'SEND'], 'asks'],
  ['making a vault', ['init', '--show-phrase'], [PASSPHRASE, PASSPHRASE], 'empty'],
  ['restoring a phrase', ['restore'], [phrase, PASSPHRASE, PASSPHRASE], 'empty'],
  ['changing the passphrase', ['passwd'], [PASSPHRASE, 'another good passphrase', 'another good passphrase']],
  ['importing a key', ['account', 'import'], [PASSPHRASE, '7'.repeat(64)]],
  ['exporting a key', () => ['account', 'export', '0', '--keystore', fresh()], [PASSPHRASE, 'of the keystore', 'of the keystore']],
  ['showing the phrase', ['backup', '--show-phrase'], [PASSPHRASE, '']],
];
for (const [name, command, answers, folder = 'home'] of QUESTIONS)
  test(`Ctrl-C at each question of ${name} ends it, and nothing is done: 1`, () => {
    if (folder === 'asks') begin('asks');
    const vault = () => (existsSync(join(work, folder, 'data/vault')) ? file(folder, 'data/vault').toString('hex') : 'none');
    const before = vault();
    const args = typeof command === 'function' ? command() : command;
    answers.forEach((_, i) => {
      const typist = [...answers.slice(0, i), '^C'].flatMap((text) => ['-a', text]);
      const got = byline(args, { folder, secret: null, typist });
      check(expect(got, 1, 'cancelled').error.code === 'ERR_CANCELLED', 'not cancelled');
      check(!existsSync(args.at(-1)), `question ${i + 1}: ${args.at(-1)} is there`);
      // A network that was accepted stays accepted.
      const accepted = folder === 'asks' && i === 2;
      check((vault() === before) === !accepted, `question ${i + 1}: the vault is ${accepted ? 'the same' : 'another'}`);
    });
  });

for (const [name, key] of [['Ctrl-D', '^D'], ['Esc', '^[']])
  test(`${name} at the question ends it, and nothing is signed: 1`, () => {
    const p = payment(), folder = `key-${key}`;
    begin(folder);
    check(expect(byline(p.sign, { folder, typist: ['-s', key] }), 1, 'cancelled').error.code === 'ERR_CANCELLED', 'not cancelled');
    check(!existsSync(p.signed), 'it is signed');
    expect(byline(message, { typist: ['-a', key] }), 1, 'cancelled');
  });

test('each answer stands in the journal of the signer, and how it was agreed', () => {
  begin('journal');
  const folder = 'journal', [first, second] = [payment(), payment()];
  expect(typed('no', message, { folder }), 6);
  expect(byline(message, { folder, typist: ['-a', '^C'] }), 1);
  expect(typed('SIGN', message, { folder }), 0);
  expect(byline([...first.sign, '--expect', first.hash], { folder }), 0);
  expect(typed(first.hash, second.sign, { folder }), 6);
  const { decisions } = valid('log', expect(byline(['log', '--signer'], { folder, secret: null }), 0));
  const found = decisions.reverse().map((d) => [d.kind, d.outcome, d.consent, d.digest].join(' '));
  const expected = [
    `message refused  ${digest}`, `message refused  ${digest}`, `message approved typed ${digest}`,
    `transaction approved expected ${first.hash}`, 'profile approved typed ', `transaction refused  ${second.hash}`,
  ];
  check(found.join('\n') === expected.join('\n'), found.join('\n'));
  check(decisions[0].reason.includes('not confirmed') && decisions[1].reason === 'cancelled', 'other reasons');
});

test('a byline that is told to end at a question puts the terminal back, and nothing is signed: 1', () => {
  const p = payment();
  // A key that means nothing answers no question.
  const before = ['sh', '-c', '"$@" & p=$!; sleep 3; kill -TERM $p; wait $p', 'sh'];
  for (const secret of [null, PASSPHRASE]) {
    const got = byline(p.sign, { secret, before, typist: ['-a', '^A', '-a', '^A'] });
    check(expect(got, 1, 'cancelled').error.code === 'ERR_CANCELLED', 'not cancelled');
    check(!existsSync(p.signed), 'it is signed');
  }
});

end('consent');
