// Files of claims as other people's programs write them, and what byline must read in each.
// Run: node make-drops.mjs OUTPUT-FOLDER, in a folder whose node_modules has @openzeppelin/merkle-tree
// 1.0.8, ethers 6 and merkletreejs 0.5. Each proof is also folded by ethers.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(`${process.cwd()}/`);
const { SimpleMerkleTree, StandardMerkleTree } = require('@openzeppelin/merkle-tree');
const { AbiCoder, concat, getAddress, id, keccak256, solidityPackedKeccak256, toBeHex } = require('ethers');
const { MerkleTree } = require('merkletreejs');

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
const cases = [];
const account = (i) => getAddress(id(`account ${i}`).slice(0, 42));
const token = (i) => getAddress(id(`token ${i}`).slice(0, 42));
// From small numbers to 120 bits, so that many are above 2^53.
const amount = (i) => BigInt(id(`amount ${i}`)) >> BigInt(136 + ((i * 29) % 110));
const types = { index: 'uint256', account: 'address', token: 'address', amount: 'uint256' };
const kinds = {
	uniswap: { fields: ['index', 'account', 'amount'], packed: true },
	'1inch': { fields: ['account', 'amount'], packed: true },
	openzeppelin: { fields: ['account', 'amount'], twice: true },
	'sablier-instant': { fields: ['index', 'account', 'amount'], twice: true },
	weatherxm: { fields: ['account', 'amount'], twice: true },
	urd: { fields: ['account', 'token', 'amount'], twice: true },
	merkl: { fields: ['account', 'token', 'amount'] },
};

function leafOf(kind, claim) {
	const { fields, packed, twice } = kinds[kind];
	const names = fields.map((f) => types[f]);
	const values = fields.map((f) => claim[f]);
	const leaf = packed
		? solidityPackedKeccak256(names, values)
		: keccak256(AbiCoder.defaultAbiCoder().encode(names, values));
	return twice ? keccak256(leaf) : leaf;
}

const fold = (leaf, proof) =>
	proof.reduce((a, b) => keccak256(concat(BigInt(a) < BigInt(b) ? [a, b] : [b, a])), leaf);

const claims = (n, tokens = 1) =>
	Array.from({ length: n }, (_, i) => ({
		index: i,
		account: account(Math.floor(i / tokens)),
		token: token(i % tokens),
		amount: amount(i),
	}));

// `prove` gives a claim's proof. Of the claims, what byline must find for the accounts of a few.
function keep(file, text, kind, list, root, prove, more = {}) {
	const fields = kinds[kind].fields;
	const places = [...new Set([0, Math.floor(list.length / 2), list.length - 1])];
	const own = [...new Set(places.map((i) => list[i].account))].flatMap((a) =>
		list.flatMap((c, i) => (c.account === a ? [[c, i]] : [])));
	for (const [c, i] of own)
		if (fold(leafOf(kind, c), prove(c, i)) !== root) throw new Error(`${file}: ${i} does not fold`);
	writeFileSync(`${folder}/${file}`, text);
	cases.push({
		file,
		terms: kind,
		root,
		claims: String(list.length),
		total: new Set(list.map((c) => c.token)).size === 1 || !fields.includes('token')
			? String(list.reduce((sum, c) => sum + c.amount, 0n))
			: null,
		own: own.map(([c, i]) => ({
			account: c.account,
			token: fields.includes('token') ? c.token : null,
			index: fields.includes('index') ? String(c.index) : null,
			amount: String(c.amount),
			proof: prove(c, i),
		})),
		...more,
	});
}

const json = (value) => `${JSON.stringify(value, null, '\t')}\n`;
// Amounts as numbers without quotes, of any size.
const bare = (text) => text.replace(/"amount": "(\d+)"/g, '"amount": $1');

// Dumps of the library, for each kind whose leaves it makes.
for (const kind of ['openzeppelin', 'sablier-instant', 'weatherxm', 'urd'])
	for (const [n, sortLeaves] of [[1, true], [2, true], [7, true], [600, true], [11, false]]) {
		if (n === 600 && kind !== 'openzeppelin') continue;
		const list = claims(n, kind === 'urd' ? 2 : 1);
		const values = list.map((c) => kinds[kind].fields.map((f) => String(c[f])));
		const names = kinds[kind].fields.map((f) => types[f]);
		const tree = StandardMerkleTree.of(values, names, { sortLeaves });
		keep(`dump-${kind}-${n}${sortLeaves ? '' : '-unsorted'}.json`, json(tree.dump()), kind, list, tree.root,
			(c, i) => tree.getProof(i), { format: 'openzeppelin' });
	}
const hashes = SimpleMerkleTree.of([id('a'), id('b')]);
writeFileSync(`${folder}/refused-simple.json`, json(hashes.dump()));

// Other trees over leaves: complete ones by OpenZeppelin's library, carried ones by merkletreejs.
function complete(kind, list, sortLeaves = true) {
	const leaves = list.map((c) => leafOf(kind, c));
	const tree = SimpleMerkleTree.of(leaves, { sortLeaves });
	return { root: tree.root, prove: (c, i) => tree.getProof(i) };
}
function carried(kind, list, sortLeaves = true) {
	const leaves = list.map((c) => leafOf(kind, c));
	const tree = new MerkleTree(leaves, keccak256, { sortPairs: true, sortLeaves });
	return { root: tree.getHexRoot(), prove: (c, i) => tree.getHexProof(leaves[i]) };
}

for (const n of [1, 2, 3, 5, 6, 13, 261]) {
	const list = claims(n);
	const t = carried('uniswap', list);
	const total = list.reduce((sum, c) => sum + c.amount, 0n);
	const even = (v) => toBeHex(v);
	const head = { merkleRoot: t.root, tokenTotal: even(total) };
	const entries = list.map((c, i) => [c.account, { index: c.index, amount: even(c.amount), proof: t.prove(c, i) }]);
	keep(`uniswap-${n}.json`, json({ ...head, claims: Object.fromEntries(entries) }), 'uniswap', list, t.root, t.prove,
		{ format: 'uniswap' });
	if (n !== 13) continue;
	const decimal = list.map((c, i) => ({ index: c.index, address: c.account.toLowerCase(), amount: String(c.amount), proof: t.prove(c, i) }));
	keep('uniswap-list.json', bare(json({ claims: decimal, ...head })), 'uniswap', list, t.root, t.prove,
		{ format: 'uniswap' });
	keep('uniswap-no-proofs.json', json(decimal.map(({ proof, ...c }) => c)), 'uniswap', list, t.root, t.prove,
		{ format: 'list', given: true });
	keep('uniswap-part.json', json({ merkleRoot: t.root, claims: Object.fromEntries(entries.slice(3, 8)) }), 'uniswap',
		list.slice(3, 8), t.root, (c) => t.prove(c, c.index), { format: 'uniswap', part: true });
	const other = complete('uniswap', list);
	keep('uniswap-complete.json', json(list.map((c, i) => ({ ...c, token: undefined, amount: String(c.amount), proof: other.prove(c, i) }))),
		'uniswap', list, other.root, other.prove, { format: 'list' });
}

// Morpho's: by account and token, and as a list.
{
	const list = claims(10, 2);
	const t = complete('urd', list);
	const rewards = {};
	list.forEach((c, i) => {
		rewards[c.account] ??= {};
		rewards[c.account][c.token] = { amount: String(c.amount), proof: t.prove(c, i) };
	});
	keep('urd.json', json({ root: t.root, rewards }), 'urd', list, t.root, t.prove, { format: 'urd' });
	const tree = list.map((c, i) => ({ account: c.account, reward: c.token, claimable: String(c.amount), proof: t.prove(c, i) }));
	keep('urd-list.json', json({ root: t.root, tree }), 'urd', list, t.root, t.prove, { format: 'urd' });
}

// CSV, in each order of leaves and each shape; the root is given, since a CSV names none.
for (const [kind, shape, sorted] of [
	['1inch', complete, true], ['weatherxm', complete, true], ['uniswap', carried, true], ['merkl', complete, true],
	['openzeppelin', carried, true], ['openzeppelin', carried, false], ['openzeppelin', complete, false],
	['sablier-instant', complete, true],
]) {
	const list = claims(21, kind === 'merkl' ? 3 : 1);
	const t = shape(kind, list, sorted);
	const { fields } = kinds[kind];
	const name = `${kind}-${shape.name}${sorted ? '' : '-unsorted'}`;
	const rows = list.map((c) => fields.map((f) => String(c[f])).join(','));
	keep(`${name}.csv`, `${rows.join('\n')}\n`, kind, list, t.root, t.prove, { format: 'csv', given: true });
	if (kind !== 'uniswap') continue;
	const turned = list.map((c) => ` ${c.amount} ,"said, ""once""",${c.index},"${c.account}"`.replace(/""/g, ''));
	keep('columns.csv', `\ufeffAmount,note,Index,"Account"\r\n${turned.join('\r\n')}\r\n\r\n`, kind, list, t.root, t.prove,
		{ format: 'csv', given: true });
}

// What Merkl's API says of one user, on one chain.
{
	const list = claims(12, 3);
	const t = complete('merkl', list);
	const mine = list.slice(3, 6);
	const rewards = mine.map((c) => ({
		root: t.root, recipient: c.account, amount: String(c.amount), claimed: '0', pending: '17',
		proofs: t.prove(c, c.index), token: { address: c.token, chainId: 1, symbol: 'T', decimals: 18 },
		breakdowns: [{ reason: 'x', amount: '1', claimed: '0', pending: '0', campaignId: id('c') }],
	}));
	const prove = (c) => t.prove(c, c.index);
	keep('merkl.json', json([{ chain: { id: 1, name: 'Ethereum' }, rewards }]), 'merkl', mine, t.root, prove,
		{ format: 'merkl', part: true, chain: '1' });
	const nameless = rewards.map(({ recipient, ...r }) => r);
	keep('merkl-nameless.json', json([{ chain: { id: 8453 }, rewards: nameless }]), 'merkl', mine, t.root, prove,
		{ format: 'merkl', part: true, chain: '8453' });
}

writeFileSync(`${folder}/cases.json`, json(cases));
