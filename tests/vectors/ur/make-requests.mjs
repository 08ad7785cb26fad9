// Writes requests.json: what @keystonehq/bc-ur-registry-eth and @ngraveio/bc-ur make of requests, answers and messages.
// Run it in tests/ur after npm ci --ignore-scripts.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';

const require = createRequire(new URL('../../ur/package.json', import.meta.url));
const { DataType, ETHSignature, EthSignRequest } = require('@keystonehq/bc-ur-registry-eth');
const { UR, UREncoder } = require('@ngraveio/bc-ur');

const hex = (bytes) => '0x' + Buffer.from(bytes).toString('hex');
const noise = (name, n) => {
  const parts = [];
  for (let i = 0; parts.length * 32 < n; i++) parts.push(createHash('sha256').update(`${name} ${i}`).digest());
  return Buffer.concat(parts).subarray(0, n);
};
// Marked as a random UUID (RFC 9562, version 4), which the package's reader wants.
const idOf = (name) => {
  const id = Buffer.from(noise(name, 16));
  id[6] = (id[6] & 0x0f) | 0x40;
  id[8] = (id[8] & 0x3f) | 0x80;
  return id;
};
const uuid = (id) => hex(id).slice(2).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

const requests = [];
const lengths = [1, 23, 24, 255, 256, 1000, 65000, 70000];
for (const [i, type] of [DataType.transaction, DataType.typedData, DataType.personalMessage, DataType.typedTransaction].entries())
  for (const [j, chain] of [1, 31337, 2 ** 32 - 1, 2 ** 32 + 7, 2 ** 53 - 1].entries()) {
    const n = lengths[(3 * i + j) % lengths.length];
    const id = idOf(`id ${i} ${j}`);
    const address = noise(`address ${i} ${j}`, 20);
    const path = [`m/44'/60'/0'/0/0`, `m/44'/60'/2147483647'/0/23`, `m/44'/60'/0'/1000000`, `m/0`, `m/44'/60'/7'/0/255`][j];
    const fingerprint = j === 3 ? 'ffffffff' : '12345678';
    const request = EthSignRequest.constructETHRequest(noise(`data ${n}`, n), type, path, fingerprint,
      uuid(id), chain, hex(address), 'byline');
    requests.push({ id: hex(id), seed: `data ${n}`, len: String(n), type: String(type), chain: String(chain), path,
      fingerprint: String(parseInt(fingerprint, 16)), address: hex(address), sha256: hex(createHash('sha256').update(request.toCBOR()).digest()),
      front: hex(request.toCBOR().subarray(0, 40)) });
  }

const answers = [['00'], ['01'], ['1b'], ['1c'], ['f4f5'], ['f4f6'], ['25'], ['26']].map(([v], i) => {
  const signature = Buffer.concat([noise(`r ${i}`, 32), noise(`s ${i}`, 32), Buffer.from(v, 'hex')]);
  const answer = new ETHSignature(signature, i % 3 === 2 ? undefined : noise(`id ${i}`, 16), i % 2 ? 'Keystone' : undefined);
  return { cbor: hex(answer.toCBOR()), r: hex(signature.subarray(0, 32)), s: hex(signature.subarray(32, 64)),
    v: String(parseInt(v, 16)), id: i % 3 === 2 ? '' : hex(noise(`id ${i}`, 16)) };
});

// Of the longer messages only a hash of each frame: there are many, and each one is compared.
const films = [[1, 100], [50, 100], [101, 100], [256, 30], [999, 10], [1024, 100], [4000, 64], [5000, 200], [32767, 1000], [20000, 11]].map(([n, most]) => {
  const ur = new UR(noise(`film ${n}`, n), 'bytes');
  const encoder = new UREncoder(ur, most, 0, 10);
  const count = encoder.fragmentsLength;
  const all = createHash('sha256');
  let last;
  for (let i = 0; i < 3 * count + 5; i++) all.update(last = encoder.nextPart().toUpperCase() + '\n');
  return { len: String(n), most: String(most), count: String(count), frames: String(3 * count + 5), sha256: hex(all.digest()), last: last.length < 300 ? last.trim() : '' };
});

writeFileSync(new URL('requests.json', import.meta.url), JSON.stringify({ requests, answers, films }, null, 1) + '\n');
