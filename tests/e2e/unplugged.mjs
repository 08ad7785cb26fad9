// byline in folders of their own, without a network: what is signed, and what is not.
// In: BYLINE, the program; TYPIST, the program of tests/lib/typist.c; TEST, the one test that is
// tried, all of them if empty.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BYLINE = process.env.BYLINE ?? './byline';
const TYPIST = process.env.TYPIST ?? 'build/tests/lib/typist';
export const PASSPHRASE = 'a long passphrase';
export const work = mkdtempSync(join(tmpdir(), 'unplugged-'));

/** A file of tests/vectors/wallet. */
export const vectors = (name) => JSON.parse(readFileSync(new URL(`../vectors/wallet/${name}`, import.meta.url), 'utf8'));
export const { phrase, profile, accounts } = vectors('signer.json');

const require = createRequire(new URL('../../devnet/package.json', import.meta.url));
export const { ethers } = require('ethers');
const Ajv = require('ajv/dist/2020.js').default;
const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
const schemas = new URL('../../docs/schemas/cli/', import.meta.url);
for (const name of readdirSync(schemas)) ajv.addSchema(JSON.parse(readFileSync(new URL(name, schemas), 'utf8')));

/** Fails unless the reply is valid by the schema; the reply. */
export function valid(schema, reply) {
  if (!ajv.validate(`${schema}.schema.json`, reply)) throw new Error(`${schema}: ${ajv.errorsText()}`);
  return reply;
}

/**
 * Runs byline with --json: {code, reply, said, shown}.
 *   folder  the name of its folder
 *   secret  the lines on --passphrase-fd; null: without that option
 *   typist  the options of tests/lib/typist.c; null: nobody is at a terminal
 *   clock   the time in seconds; before the times in the vectors if not given
 *   before  words of a command that runs byline
 */
export function byline(args, { folder = 'home', secret = PASSPHRASE, typist = null, clock = '1790000000', before = [] } = {}) {
  const file = join(work, 'secret'), shown = join(work, 'shown');
  writeFileSync(file, `${secret}\n`);
  rmSync(shown, { force: true });
  const fd = openSync(file, 'r');
  const person = typist ? [TYPIST, '-o', shown, ...typist] : ['setsid', '-w'];
  const words = [...before, BYLINE, '--config-dir', join(work, folder), '--offline', '--json', ...(secret === null ? [] : ['--passphrase-fd', '3'])];
  const got = spawnSync(person[0], [...person.slice(1), ...words, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', fd], encoding: 'utf8', env: { ...process.env, TZ: 'UTC', LANG: 'C.UTF-8', BYLINE_CLOCK: clock },
  });
  closeSync(fd);
  let reply;
  try { reply = JSON.parse(got.stdout); } catch { reply = {}; }
  return { code: got.status, reply, said: got.stderr, shown: typist ? readFileSync(shown, 'utf8') : '' };
}

/** The same at a terminal, where `text` is typed to sign, whatever is asked for. */
export const typed = (text, args, more = {}) => byline(args, { ...more, typist: ['-s', text] });

/** Fails unless it ended with that exit code and said each part; the reply. */
export function expect(got, code, ...parts) {
  if (got.code !== code) throw new Error(`exit code ${got.code}, not ${code}: ${got.said}`);
  for (const part of parts) if (!got.said.includes(part)) throw new Error(`"${part}" is not said: ${got.said}`);
  if (code !== 0 && 'signature' in got.reply) throw new Error('a signature was printed');
  return got.reply;
}

/** Makes a folder that has the network of the vectors and the vault of their phrase. */
export function begin(folder = 'home') {
  writeFileSync(join(work, 'profile.json'), JSON.stringify(profile));
  expect(byline(['network', 'add', join(work, 'profile.json'), '--use'], { folder }), 0);
  expect(byline(['restore'], { folder, secret: `${phrase}\n${PASSPHRASE}` }), 0);
}

let files = 0;
/** A name for one more file. */
export const fresh = () => join(work, `file-${files++}`);

/** Writes an unsigned transaction as byline keeps it; its file. */
export function transactionFile(from, transaction) {
  const file = fresh();
  writeFileSync(file, JSON.stringify({ chain_id: profile.chain_id, format: 'byline-tx/1', from, network: profile.name, transaction }));
  return file;
}

let passed = 0, failed = 0;
export function test(name, body) {
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

/** Removes the folders and prints the last line, "SUITE: N passed, N failed". */
export function end(suite) {
  rmSync(work, { recursive: true });
  console.log(`${suite}: ${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}
