// Writes signer.json: what ethers, @openzeppelin/merkle-tree and Node's own crypto give for one phrase.
import { createHmac, pbkdf2Sync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { StandardMerkleTree } from '@openzeppelin/merkle-tree';
import { ethers } from 'ethers';

const phrase = 'test test test test test test test test test test test junk';
const seed = pbkdf2Sync(phrase, 'mnemonic', 2048, 64, 'sha512');
const walletOf = (i) => ethers.HDNodeWallet.fromPhrase(phrase, '', `m/44'/60'/0'/0/${i}`);
const wallet = walletOf(1);
const signer = new ethers.Wallet(wallet.privateKey);
const account = wallet.address.toLowerCase();
const chainId = 31337;
const contract = (byte) => '0x' + byte.repeat(20);

// SLIP-0021
const child = (parent, label) =>
  createHmac('sha512', parent.subarray(0, 32)).update(Buffer.concat([Buffer.from([0]), Buffer.from(label)])).digest();
const master = createHmac('sha512', 'Symmetric key seed').update(seed).digest();
const key = (...labels) => '0x' + labels.reduce(child, master).subarray(32).toString('hex');
const nonce = '0x' + '5a'.repeat(31) + 'ff';

// The permission to upload
const domain = { name: 'byline datanet', version: '1', chainId, verifyingContract: contract('da') };
const types = {
  Upload: [
    { name: 'dataset', type: 'bytes32' },
    { name: 'file', type: 'bytes32' },
    { name: 'size', type: 'uint64' },
    { name: 'expires', type: 'uint64' },
  ],
};
const upload = { dataset: '0x' + '11'.repeat(32), file: '0x' + '22'.repeat(32), size: '123456789', expires: '1800000000' };
const document = {
  types: {
    EIP712Domain: [
      { name: 'name', type: 'string' },
      { name: 'version', type: 'string' },
      { name: 'chainId', type: 'uint256' },
      { name: 'verifyingContract', type: 'address' },
    ],
    ...types,
  },
  primaryType: 'Upload',
  domain: { ...domain, chainId: String(chainId) },
  message: upload,
};
const message = 'Earned by data.\n';

// A claim: three accounts in a cumulative distributor
const distributor = contract('d1');
const token = contract('70');
const tree = StandardMerkleTree.of(
  [0, 1, 2].map((i) => [walletOf(i).address, token, String(10n ** 18n * BigInt(i + 1))]),
  ['address', 'address', 'uint256'],
);
const claimed = '500000000000000000';
const claim = { account, token, cumulative: '2000000000000000000', proof: tree.getProof(1) };
const urd = new ethers.Interface(['function claim(address,address,uint256,bytes32[])']);
const fees = { chainId, maxPriorityFeePerGas: 1n, maxFeePerGas: 1403117727n };
const transfer = { type: 2, ...fees, nonce: 4, gasLimit: 21000n, to: walletOf(0).address, value: 1n };
const legacy = { type: 0, chainId, nonce: 0, gasLimit: 21000n, gasPrice: 10n ** 9n, to: transfer.to, value: 5n };
const transactions = {
  transfer,
  legacy,
  strange: { ...transfer, gasLimit: 21064n, data: '0xdeadbeef' },
  creation: { ...transfer, gasLimit: 60000n, to: null, data: '0x6000' },
  without_chain: { ...legacy, chainId: undefined },
  claim: {
    type: 2, ...fees, nonce: 5, gasLimit: 150000n, to: distributor, value: 0n,
    data: urd.encodeFunctionData('claim', [claim.account, claim.token, claim.cumulative, claim.proof]),
  },
};
const signed = async (t) => {
  const raw = await signer.signTransaction(t);
  return { unsigned: ethers.Transaction.from(t).unsignedSerialized, signed: raw, hash: ethers.keccak256(raw) };
};

const profile = {
  format: 'byline-network/1', name: 'devnet', title: 'byline devnet', chain_id: String(chainId),
  nodes: [{ name: 'alice', operator: 'Alpha', url: 'http://127.0.0.1:8101' }],
  quorum: '1', confirmations: '2', finality: 'none', max_age: '120', block_time: '2',
  native: { symbol: 'ETH', decimals: '18' }, fee_cap_wei: '50000000000000000',
  tokens: [{ address: token, symbol: 'OPEN', name: 'Open', decimals: '18' }],
  distributors: [{ kind: 'urd', address: distributor, token }],
};

writeFileSync('signer.json', JSON.stringify({
  phrase,
  seed: '0x' + seed.toString('hex'),
  nonce,
  keys: {
    salt_key: key('byline', 'salt', nonce.slice(2)),
    blind: key('byline', 'manifest', nonce.slice(2)),
    dedupe: key('byline', 'dedupe'),
  },
  accounts: [0, 1, 7, 2147483647].map((i) => ({ index: String(i), address: walletOf(i).address.toLowerCase() })),
  upload: {
    ...upload, chain_id: String(chainId), datanet: domain.verifyingContract,
    signature: await signer.signTypedData(domain, types, upload), digest: ethers.TypedDataEncoder.hash(domain, types, upload),
  },
  document,
  message: { text: message, signature: await signer.signMessage(message) },
  claim: { ...claim, distributor, claimed, root: tree.root },
  profile,
  transactions: Object.fromEntries(
    await Promise.all(Object.entries(transactions).map(async ([name, t]) => [name, await signed(t)]))),
}, null, 1) + '\n');
