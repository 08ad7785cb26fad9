// Writes xpubs.json: extended public keys and the addresses that ethers derives below them, and keys
// that byline refuses.
import { writeFileSync } from 'node:fs';
import { ethers } from 'ethers';

const phrases = [
  'test test test test test test test test test test test junk',
  'legal winner thank year wave sausage worth useful legal winner thank yellow',
];
const NUMBERS = [0, 1, 2, 19, 2147483647];
const good = [];
for (const phrase of phrases)
  for (const path of ["m/44'/60'/0'", "m/44'/60'/7'", "m/44'/60'/0'/0", "m/44'/60'/0'/1"]) {
    const node = ethers.HDNodeWallet.fromPhrase(phrase, '', path).neuter();
    const below = path.split('/').length === 4 ? '0/' : '';
    const accounts = NUMBERS.map((i) => ({ number: `${i}`, child: `${below}${i}`, address: node.derivePath(`${below}${i}`).address }));
    good.push({ xpub: node.extendedKey, path, accounts });
  }
const other = ['m', "m/44'", "m/44'/60'", "m/44'/60'/0'/0/0"].map((path) => ({
  xpub: ethers.HDNodeWallet.fromPhrase(phrases[0], '', path).neuter().extendedKey,
  depth: `${path.split('/').length - 1}`,
}));
// The versions of SLIP-0132 on the first good key.
const bytes = ethers.getBytes(ethers.toBeHex(ethers.decodeBase58(good[0].xpub), 82)).slice(0, 78);
const kinds = Object.entries({ tpub: '043587cf', ypub: '049d7cb2', zpub: '04b24746', Ypub: '0295b43f', Zpub: '02aa7ed3', upub: '044a5262', vpub: '045f1cf6' }).map(
  ([kind, version]) => {
    const body = ethers.concat([`0x${version}`, bytes.slice(4)]);
    const check = ethers.dataSlice(ethers.sha256(ethers.sha256(body)), 0, 4);
    return { kind, key: ethers.encodeBase58(ethers.concat([body, check])) };
  },
);
for (const { kind, key } of kinds) if (!key.startsWith(kind)) throw new Error(kind);
writeFileSync('xpubs.json', JSON.stringify({ good, other, kinds }, null, 1) + '\n');
