// Datasets committed to with @openzeppelin/merkle-tree. Run: node make-vectors.mjs (see README.md).
import { StandardMerkleTree } from '@openzeppelin/merkle-tree';
import { keccak256, concat, toUtf8Bytes, toBeHex, hexlify } from 'ethers';
import { writeFileSync } from 'node:fs';
const attester = '0x70997970c51812dc3a010c7d01b50e0d17dc79c8';
const saltKey = keccak256(toUtf8Bytes('salt key of the vectors'));
const records = [];
for (let i = 0; i < 64; i++) {
  // lengths around the boundaries of a keccak block behind a salt (136 - 32 = 104)
  const len = [1, 71, 72, 103, 104, 105, 135, 136, 137, 240, 241][i % 11] + Math.floor(i / 11) * 3;
  let t = `{"n":${i},"text":"é `;
  while (Buffer.byteLength(t) < len) t += String.fromCharCode(97 + (t.length * 7 + i) % 26);
  records.push(t);
}
const salt = i => keccak256(concat([saltKey, toBeHex(i, 8)]));
const blind = i => keccak256(concat([salt(i), toUtf8Bytes(records[i])]));
const types = ['address', 'uint64', 'bytes32'];
const out = { attester, salt_key: saltKey, records, salts: records.map((_, i) => salt(i)), roots: [], proofs: [] };
for (let n = 1; n <= 64; n++) {
  const rows = []; for (let i = 0; i < n; i++) rows.push([attester, i, blind(i)]);
  const tree = StandardMerkleTree.of(rows, types, { sortLeaves: false });
  out.roots.push(tree.root);
  if ([1, 2, 3, 7, 33, 64].includes(n)) for (let i = 0; i < n; i++)
    out.proofs.push({ records: String(n), index: String(i), leaf: tree.leafHash(rows[i]), proof: tree.getProof(i) });
}
writeFileSync('trees.json', JSON.stringify(out, null, 1) + '\n');
// manifests: canonical JSON by sorted keys (all names are ASCII)
const canon = v => Array.isArray(v) ? '[' + v.map(canon).join(',') + ']' : v && typeof v === 'object'
  ? '{' + Object.keys(v).sort().map(k => JSON.stringify(k) + ':' + canon(v[k])).join(',') + '}' : JSON.stringify(v);
const h = s => keccak256(toUtf8Bytes(s));
const base = { format: 'byline-dataset/1', records: '500', bytes: '123456', root: h('root'), nonce: h('nonce'), blind: h('blind'), license: 'CC0-1.0' };
const ms = [
  { ...base, kind: 'lines', text: { from: 'key', name: 'text' }, label: { from: 'key', name: 'label' } },
  { ...base, kind: 'lines', text: { from: 'record' }, label: { from: 'none' } },
  { ...base, kind: 'csv', header: 'id,"te""xt",label\twith tab,é\u2028', text: { from: 'column', name: 'te"xt' }, label: { from: 'none' } },
  { ...base, kind: 'files', text: { from: 'content' }, label: { from: 'folder' } },
];
writeFileSync('manifests.json', JSON.stringify(ms.map(m => ({ canonical: canon(m), hash: h(canon(m)) })), null, 1) + '\n');
