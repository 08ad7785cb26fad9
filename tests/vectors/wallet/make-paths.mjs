// Writes paths.json: the addresses and keys that ethers derives at the paths that wallets use.
import { writeFileSync } from 'node:fs';
import { ethers } from 'ethers';

const phrases = [
  ['test test test test test test test test test test test junk', ''],
  ['board flee heavy tunnel powder denial science ski answer betray cargo cat', 'Größe Ⅳ'],
];
const schemes = {
  metamask: (i) => `m/44'/60'/0'/0/${i}`,
  'ledger-live': (i) => `m/44'/60'/${i}'/0/0`,
  'ledger-legacy': (i) => `m/44'/60'/0'/${i}`,
  mew: (i) => `m/44'/60'/0'/${i}`,
};
const others = ["m/0", "m/44'/1'/0'/0/0", "m/44'/60'/160720'/0'/3", "m/2147483647'/2147483647/0'", "m/1/2'/3/4'/5/6'/7/8'/9/10'"];
const rows = [];
const add = (phrase, password, path, scheme, index) => {
  const node = ethers.HDNodeWallet.fromPhrase(phrase, password, path);
  rows.push({ phrase, password, path, ...(scheme && { scheme, index: `${index}` }), address: node.address, key: node.privateKey });
};
for (const [phrase, password] of phrases) {
  for (const [scheme, path] of Object.entries(schemes))
    for (const i of [0, 1, 2, 7, 49, 50, 2147483647]) add(phrase, password, path(i), scheme, i);
  for (const path of others) add(phrase, password, path);
}
writeFileSync('paths.json', JSON.stringify(rows, null, 1) + '\n');
