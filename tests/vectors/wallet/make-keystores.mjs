// Writes keystores.json: keystores that other programs wrote, spelled in other ways, and such that
// byline refuses. Keys, addresses and files are those of go-ethereum, ethers, cast and Node's crypto;
// what byline must say of a refused one was written here by hand.
//
// node make-keystores.mjs CAST: the program of foundry; `ethers` 6 is installed beside the script.
import { execFileSync } from 'node:child_process';
import { createCipheriv, pbkdf2Sync, randomBytes, scryptSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ethers } from 'ethers';

const [, , cast] = process.argv;
const cases = [];
const hex = (bytes) => Buffer.from(bytes).toString('hex');
const addressOf = (key) => ethers.computeAddress(key);

function opens(name, from, file, passphrase, key) {
  const text = typeof file === 'string' ? file : JSON.stringify(file);
  cases.push({ name, from, file: text, passphrase: '0x' + hex(Buffer.from(passphrase)), key, address: addressOf(key) });
}

function refused(name, file, passphrase, status, says) {
  const text = typeof file === 'string' ? file : JSON.stringify(file);
  cases.push({ name, from: 'hand', file: text, passphrase: '0x' + hex(Buffer.from(passphrase)), status, says });
}

// accounts/keystore/testdata of go-ethereum: v3_test_vector.json, very-light-scrypt.json,
// v1_test_vector.json; the first two are those of the definition of Web3 Secret Storage.
const light = {
  address: '45dea0fb0bba44f4fcf290bba71fd57d7117cbb8',
  crypto: {
    cipher: 'aes-128-ctr',
    ciphertext: 'b87781948a1befd247bff51ef4063f716cf6c2d3481163e9a8f42e1f9bb74145',
    cipherparams: { iv: 'dc4926b48a105133d2f16b96833abf1e' },
    kdf: 'scrypt',
    kdfparams: { dklen: 32, n: 2, p: 1, r: 8, salt: '004244bbdc51cadda545b1cfa43cff9ed2ae88e08c61f1479dbb45410722f8f0' },
    mac: '39990c1684557447940d4c69e06b1b82b2aceacb43f284df65c956daf3046b85',
  },
  id: 'ce541d8d-c79b-40f8-9f8c-20f59616faba',
  version: 3,
};
const v3 = (kdf, kdfparams, iv, ciphertext, mac, id = '3198bc9c-6672-5ab3-d995-4942343ae5b6') => ({
  crypto: { cipher: 'aes-128-ctr', cipherparams: { iv }, ciphertext, kdf, kdfparams, mac }, id, version: 3,
});
const wikiKey = '0x7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d';
opens('wiki scrypt', 'go-ethereum', v3('scrypt',
  { dklen: 32, n: 262144, r: 1, p: 8, salt: 'ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19' },
  '83dbcc02d8ccb40e466191a123791e0e', 'd172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c',
  '2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097'), 'testpassword', wikiKey);
opens('wiki pbkdf2', 'go-ethereum', v3('pbkdf2',
  { c: 262144, dklen: 32, prf: 'hmac-sha256', salt: 'ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd' },
  '6087dab2f9fdbbfaddc31a909735c1e6', '5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46',
  '517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2'), 'testpassword', wikiKey);
opens('31 bytes of key', 'go-ethereum', v3('scrypt',
  { dklen: 32, n: 2, r: 8, p: 1, salt: '711f816911c92d649fb4c84b047915679933555030b3552c1212609b38208c63' },
  'e0c41130a323adc1446fc82f724bca2f', '9517cd5bdbe69076f9bf5057248c6c050141e970efa36ce53692d5d59a3984',
  'd5e116151c6aa71470e67a7d42c9620c75c4d23229847dcc127794f0732b0db5', 'fecfc4ce-e956-48fd-953b-30f8b52ed66c'),
  'foo', '0x00fa7b3db73dc7dfdf8c5fbdb796d741e4488628c41fc4febd9160a866ba0f35');
opens('30 bytes of key', 'go-ethereum', v3('scrypt',
  { dklen: 32, n: 2, r: 8, p: 1, salt: 'd0769e608fb86cda848065642a9c6fa046845c928175662b8e356c77f914cd3b' },
  '3ca92af36ad7c2cd92454c59cea5ef00', '108b7d34f3442fc26ab1ab90ca91476ba6bfa8c00975a49ef9051dc675aa',
  '75d0e6759f7b3cefa319c3be41680ab6beea7d8328653474bd06706d4cc67420', 'a37e1559-5955-450d-8075-7b8931b392b2'),
  'foo', '0x000081c29e8142bb6a81bef5a92bda7a8328a5c85bb2f9542e76f9b0f94fc018');
const lightKey = new ethers.Wallet((await ethers.decryptKeystoreJson(JSON.stringify(light), '')).privateKey);
if (lightKey.address.toLowerCase() !== '0x' + light.address) throw new Error('ethers opens another key');
opens('very light scrypt', 'go-ethereum', light, '', lightKey.privateKey);

// What ethers and cast write, with cheap settings where they can be chosen.
const key = ethers.keccak256(ethers.toUtf8Bytes('keystores.json'));
const passphrase = 'correct horse battery staple';
const account = { address: addressOf(key), privateKey: key };
const scrypt = { N: 4096, r: 8, p: 1 };
const written = JSON.parse(ethers.encryptKeystoreJsonSync(account, passphrase, { scrypt }));
opens('ethers', 'ethers', written, passphrase, key);
const wallet = ethers.HDNodeWallet.fromPhrase('test test test test test test test test test test test junk');
opens('ethers with an encrypted phrase', 'ethers', ethers.encryptKeystoreJsonSync({
  address: wallet.address, privateKey: wallet.privateKey,
  mnemonic: { path: wallet.path, locale: 'en', entropy: wallet.mnemonic.entropy },
}, passphrase, { scrypt }), passphrase, wallet.privateKey);
const folder = mkdtempSync(join(tmpdir(), 'keystores-'));
execFileSync(cast, ['wallet', 'import', 'one', '--keystore-dir', folder, '--private-key', key, '--unsafe-password', passphrase]);
opens('cast', 'cast', readFileSync(join(folder, 'one'), 'utf8'), passphrase, key);
rmSync(folder, { recursive: true });

// Passphrases outside ASCII: ethers hashes NFKC, geth the bytes. The person may type either form.
const composed = 'Zürich ½ Å', apart = composed.normalize('NFKD');
const ofEthers = ethers.encryptKeystoreJsonSync(account, apart, { scrypt });
opens('ethers, accents, typed apart', 'ethers', ofEthers, apart, key);
opens('ethers, accents, typed as one', 'ethers', ofEthers, composed, key);
const kdf = { dklen: 32, n: 1024, p: 1, r: 8 };
const withNode = (pass, derive, params, iv = randomBytes(16), content = key) => {
  const derived = derive(Buffer.from(pass), params);
  const aes = createCipheriv('aes-128-ctr', derived.subarray(0, 16), iv);
  const ciphertext = Buffer.concat([aes.update(Buffer.from(content.slice(2), 'hex')), aes.final()]);
  const mac = ethers.keccak256(Buffer.concat([derived.subarray(16, 32), ciphertext])).slice(2);
  return v3('scrypt', params, hex(iv), hex(ciphertext), mac);
};
const salt = hex(randomBytes(32));
const byScrypt = (pass, p) => scryptSync(pass, Buffer.from(p.salt, 'hex'), p.dklen, { N: p.n, r: p.r, p: p.p, maxmem: 2 ** 30 });
const byPbkdf2 = (pass, p) => pbkdf2Sync(pass, Buffer.from(p.salt, 'hex'), p.c, p.dklen, 'sha256');
opens('the bytes of a passphrase that is not composed', 'node', withNode(apart, byScrypt, { ...kdf, salt }), apart, key);
opens('bytes that are not UTF-8', 'node', withNode(Buffer.from('ff00fe', 'hex'), byScrypt, { ...kdf, salt }), Buffer.from('ff00fe', 'hex'), key);
opens('64 derived bytes', 'node', withNode('a', byScrypt, { ...kdf, salt, dklen: 64 }), 'a', key);
opens('no salt', 'node', withNode('a', byScrypt, { ...kdf, salt: '' }), 'a', key);
opens('a counter that runs over', 'node', withNode('a', byScrypt, { ...kdf, salt }, Buffer.alloc(16, 0xff)), 'a', key);
opens('a counter that runs over its last byte', 'node', withNode('a', byScrypt, { ...kdf, salt }, Buffer.from('000102030405060708090a0b0c0d0eff', 'hex')), 'a', key);
const pb = withNode('a', byPbkdf2, { c: 1000, dklen: 64, prf: 'hmac-sha256', salt });
pb.crypto.kdf = 'pbkdf2';
opens('pbkdf2 with 64 derived bytes', 'node', pb, 'a', key);

// The same file as other programs spell it.
const change = (f) => { const copy = structuredClone(light); return f(copy) ?? copy; };
const spelled = (name, f) => opens(name, 'go-ethereum, spelled otherwise', change(f), '', lightKey.privateKey);
const hexes = (f) => (k) => {
  k.address = f(k.address);
  k.crypto.ciphertext = f(k.crypto.ciphertext);
  k.crypto.mac = f(k.crypto.mac);
  k.crypto.cipherparams.iv = f(k.crypto.cipherparams.iv);
  k.crypto.kdfparams.salt = f(k.crypto.kdfparams.salt);
};
spelled('0x in front', hexes((t) => '0x' + t));
spelled('upper-case hex', hexes((t) => t.toUpperCase()));
spelled('0X and upper case', hexes((t) => '0X' + t.toUpperCase()));
spelled('Crypto', (k) => { k.Crypto = k.crypto; delete k.crypto; });
spelled('all names in upper case', (k) => JSON.parse(JSON.stringify(k).replace(/"(\w+)":/g, (_, n) => `"${n.toUpperCase()}":`)));
spelled('names of algorithms in upper case', (k) => { k.crypto.cipher = 'AES-128-CTR'; k.crypto.kdf = 'Scrypt'; });
spelled('no address', (k) => { delete k.address; });
spelled('address null', (k) => { k.address = null; });
spelled('an empty address', (k) => { k.address = ''; });
spelled('no id', (k) => { delete k.id; });
spelled('version as text', (k) => { k.version = '3'; });
spelled('members of others', (k) => { k.name = 'mine'; k.meta = { colour: [1, 2.5] }; });
spelled('white space', (k) => JSON.stringify(k, null, 4) + '\r\n');

const refuse = (name, f, status, says) => refused(name, change(f), '', status, says);
refused('wrong passphrase', light, 'x', 'ERR_WRONG_PASSPHRASE', 'wrong passphrase, or the file is damaged');
refuse('another MAC', (k) => { k.crypto.mac = '00'.repeat(32); }, 'ERR_WRONG_PASSPHRASE', 'wrong passphrase, or the file is damaged');
refuse('another address', (k) => { k.address = '0'.repeat(39) + '1'; }, 'ERR_MISMATCH', 'names the account 0x0000000000000000000000000000000000000001');
refuse('another iv', (k) => { k.crypto.cipherparams.iv = 'dc4926b48a105133d2f16b96833abf1f'; }, 'ERR_MISMATCH', 'its key is that of');
const N = '0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141';
refused('a key of zero', withNode('a', byScrypt, { ...kdf, salt }, undefined, '0x' + '00'.repeat(32)), 'a', 'ERR_RANGE', 'no private key');
refused('a key of one zero byte', withNode('a', byScrypt, { ...kdf, salt }, undefined, '0x00'), 'a', 'ERR_RANGE', 'no private key');
refused('the order of the curve as a key', withNode('a', byScrypt, { ...kdf, salt }, undefined, N), 'a', 'ERR_RANGE', 'no private key');
refused('a key of 33 bytes', withNode('a', byScrypt, { ...kdf, salt }, undefined, '0x01' + '02'.repeat(32)), 'a', 'ERR_PARSE', '"ciphertext"');
refused('version 1 of geth', {
  Crypto: {
    cipher: 'aes-128-cbc', cipherparams: { iv: '35337770fc2117994ecdcad026bccff4' },
    ciphertext: '6143d3192db8b66eabd693d9c4e414dcfaee52abda451af79ccf474dafb35f1bfc7ea013aa9d2ee35969a1a2e8d752d0',
    kdf: 'scrypt', kdfparams: { dklen: 32, n: 262144, p: 1, r: 8, salt: '9afcddebca541253a2f4053391c673ff9fe23097cd8555d149d929e4ccf1257f' },
    mac: '3f3d5af884b17a100b0b3232c0636c230a54dc2ac8d986227219b0dd89197644', version: '1',
  },
  address: 'cb61d5a9c4896fb9658090b597ef0e7be6f7b67e', id: 'e25f7c1f-d318-4f29-b62c-687190d4d299', version: '1',
}, 'g', 'ERR_UNSUPPORTED', 'version is "1"');
refuse('version 2', (k) => { k.version = 2; }, 'ERR_UNSUPPORTED', 'of version 2');
refuse('a validator\'s key', (k) => { k.version = 4; }, 'ERR_UNSUPPORTED', 'EIP-2335');
refuse('no version', (k) => { delete k.version; }, 'ERR_PARSE', 'this is no keystore');
refuse('a key that is not encrypted', (k) => ({ address: k.address, privatekey: '00'.repeat(32), id: k.id, version: 3 }), 'ERR_UNSUPPORTED', 'not encrypted');
refuse('aes-128-cbc', (k) => { k.crypto.cipher = 'aes-128-cbc'; }, 'ERR_UNSUPPORTED', 'cipher is "aes-128-cbc"; byline reads aes-128-ctr');
refuse('aes-256-ctr', (k) => { k.crypto.cipher = 'aes-256-ctr'; }, 'ERR_UNSUPPORTED', '"aes-256-ctr"');
refuse('a cipher that would colour the terminal', (k) => { k.crypto.cipher = '\u001b[31m' + 'x'.repeat(200); }, 'ERR_UNSUPPORTED', '"\ufffd[31mxxx');
refuse('argon2id', (k) => { k.crypto.kdf = 'argon2id'; }, 'ERR_UNSUPPORTED', 'key derivation is "argon2id"; byline reads scrypt and pbkdf2');
refuse('pbkdf2 with sha512', (k) => { k.crypto.kdf = 'pbkdf2'; k.crypto.kdfparams = { c: 1, dklen: 32, prf: 'hmac-sha512', salt: '00' }; }, 'ERR_UNSUPPORTED', 'hash of PBKDF2 is "hmac-sha512"');
refuse('16 derived bytes', (k) => { k.crypto.kdfparams.dklen = 16; }, 'ERR_UNSUPPORTED', 'derives 16 bytes');
const scryptWith = (name, o, status, says) => refuse(name, (k) => { Object.assign(k.crypto.kdfparams, o); }, status, says);
scryptWith('n that is no power of two', { n: 3 }, 'ERR_PARSE', 'power of two');
scryptWith('n of 1', { n: 1 }, 'ERR_PARSE', 'power of two');
scryptWith('n of 0', { n: 0 }, 'ERR_PARSE', '"n"');
scryptWith('n below 0', { n: -2 }, 'ERR_PARSE', '"n"');
scryptWith('n with a fraction', { n: 2.5 }, 'ERR_LIMIT', '"n" is no whole number');
scryptWith('n as text', { n: '2' }, 'ERR_PARSE', '"n"');
scryptWith('n of 2^62', { n: 2 ** 62 }, 'ERR_LIMIT', '"n" is no whole number up to');
scryptWith('2 GiB in many blocks', { n: 2 ** 21, r: 8 }, 'ERR_LIMIT', '2048 MiB of memory');
scryptWith('2 GiB in large blocks', { n: 2, r: 2 ** 23 - 1 }, 'ERR_LIMIT', 'MiB of memory');
scryptWith('2 GiB beside the blocks', { n: 2, r: 8, p: 2 ** 21 }, 'ERR_LIMIT', '2048 MiB of memory');
scryptWith('hours of work', { n: 2 ** 18, r: 8, p: 17 }, 'ERR_LIMIT', '16 times the work');
scryptWith('p above all', { p: 2 ** 40 }, 'ERR_LIMIT', '"p" is no whole number up to');
refuse('PBKDF2 for hours', (k) => { k.crypto.kdf = 'pbkdf2'; k.crypto.kdfparams = { c: 100000001, dklen: 32, prf: 'hmac-sha256', salt: '00' }; }, 'ERR_LIMIT', '"c" is no whole number up to 100000000');
refuse('two of a name but for the case', (k) => { k.Crypto = k.crypto; }, 'ERR_PARSE', 'two members called "crypto"');
refuse('two MACs', (k) => { k.crypto.MAC = k.crypto.mac; }, 'ERR_PARSE', 'two members called "mac"');
refuse('a MAC that is too short', (k) => { k.crypto.mac = '39'; }, 'ERR_PARSE', '"mac" is not 32 to 32 bytes');
refuse('an odd digit', (k) => { k.crypto.cipherparams.iv += '0'; }, 'ERR_PARSE', '"iv"');
refuse('an iv that is too long', (k) => { k.crypto.cipherparams.iv += '00'; }, 'ERR_PARSE', '"iv"');
refuse('an address of 19 bytes', (k) => { k.address = k.address.slice(2); }, 'ERR_PARSE', '"address"');
refuse('an address that is no text', (k) => { k.address = 5; }, 'ERR_PARSE', '"address"');
refuse('a salt that is too long', (k) => { k.crypto.kdfparams.salt = '00'.repeat(257); }, 'ERR_PARSE', '"salt"');
refuse('an empty ciphertext', (k) => { k.crypto.ciphertext = ''; }, 'ERR_PARSE', '"ciphertext"');
for (const name of ['cipher', 'ciphertext', 'cipherparams', 'kdf', 'kdfparams', 'mac'])
  refuse(`no ${name}`, (k) => { delete k.crypto[name]; }, 'ERR_PARSE', `"${name}" is missing`);
refuse('no crypto', (k) => { delete k.crypto; }, 'ERR_PARSE', '"crypto" is missing');
refused('no JSON', 'hello', '', 'ERR_PARSE', 'this is no keystore');
refused('a list', '[]', '', 'ERR_PARSE', 'this is no keystore');
refused('nothing', '', '', 'ERR_PARSE', 'this is no keystore');
refused('a file that is too long', JSON.stringify(light) + ' '.repeat(65536), '', 'ERR_LIMIT', '64 KiB');
for (const c of cases) if (c.file.length > 60000) { c.spaces = 65536; c.file = c.file.trimEnd(); }
writeFileSync('keystores.json', JSON.stringify(cases, null, 1) + '\n');
