// Claims from the payers that pay in other ways than URD: calldata by ethers, Merkl's trees by
// @openzeppelin/merkle-tree. eigenlayer.json, which is read here, is third-party (README.md).
// Run: node make-payer-calls.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { SimpleMerkleTree } from "@openzeppelin/merkle-tree";
import { AbiCoder, concat, Interface, keccak256, toBeHex, zeroPadValue } from "ethers";

const address = (byte) => `0x${byte.repeat(20)}`;
const [alice, bob, carol, token, other] = ["11", "22", "44", "33", "66"].map(address);
const recipient = address("77");
const split = (hex) => (hex.slice(2).match(/.{64}/g) ?? []).map((word) => `0x${word}`);

// A place in a mapping: the key, then the slot.
const mapped = (key, slot) => keccak256(concat([zeroPadValue(key, 32), slot]));
const behind = (slot, n) => toBeHex(BigInt(slot) + BigInt(n), 32);
const word = (n) => toBeHex(n, 32);

const coordinator = new Interface([
	`function processClaim((uint32 rootIndex, uint32 earnerIndex, bytes earnerTreeProof,
		(address earner, bytes32 earnerTokenRoot) earnerLeaf, uint32[] tokenIndices,
		bytes[] tokenTreeProofs, (address token, uint256 cumulativeEarnings)[] tokenLeaves) claim,
		address recipient)`,
]);
const processClaim = (claim, rootIndex, to) => coordinator.encodeFunctionData("processClaim", [{
	...claim,
	rootIndex,
	earnerLeaf: { earner: claim.earner, earnerTokenRoot: claim.earnerTokenRoot },
}, to]);
const eigenlayer = JSON.parse(readFileSync("eigenlayer.json", "utf8")).map((claim, i) => ({
	name: claim.name,
	recipient,
	root_index: String(i * 1000),
	calldata: processClaim(claim, i * 1000, recipient),
	own_calldata: processClaim(claim, i * 1000, claim.earner), // paid to the earner itself
}));

// More tokens than byline claims at once.
const nine = Array.from({ length: 9 });
const eigenlayerNine = coordinator.encodeFunctionData("processClaim", [{
	rootIndex: 0, earnerIndex: 0, earnerTreeProof: "0x",
	earnerLeaf: { earner: alice, earnerTokenRoot: word(1) },
	tokenIndices: nine.map((_, i) => i), tokenTreeProofs: nine.map(() => "0x"),
	tokenLeaves: nine.map(() => ({ token, cumulativeEarnings: 1 })),
}, alice]);

// Root 5 is the sixth element of the list, whose elements are of two words.
const rootsAt = keccak256(word(202));
const eigenlayerWords = {
	paused: word(102),
	roots: word(202),
	root: behind(rootsAt, 10),
	root_times: behind(rootsAt, 11),
	claimer: mapped(alice, word(204)),
	claimed: mapped(token, mapped(alice, word(205))),
};

const distributor = new Interface([
	"function claim(address[] users, address[] tokens, uint256[] amounts, bytes32[][] proofs)",
]);
const leafOf = (user, reward, amount) => keccak256(AbiCoder.defaultAbiCoder().encode(
	["address", "address", "uint256"], [user, reward, amount]));
const rows = [
	[alice, token, 10n ** 18n],
	[bob, token, 2n * 10n ** 18n],
	[alice, other, 5n],
	[carol, token, 2n ** 208n - 1n],
	[alice, address("99"), 7n * 10n ** 6n],
];
const trees = [5, 4, 2, 1].map((n) => {
	const leaves = rows.slice(0, n).map((row) => leafOf(...row));
	const tree = SimpleMerkleTree.of(leaves);
	return {
		root: tree.root,
		claims: rows.slice(0, n).map(([user, reward, amount], i) => ({
			user, token: reward, amount: String(amount), leaf: leaves[i], proof: tree.getProof(leaves[i]),
		})),
	};
});
const call = (claims) => ({
	parts: claims.map(({ leaf, ...part }) => part),
	calldata: distributor.encodeFunctionData("claim", [
		claims.map((c) => c.user), claims.map((c) => c.token),
		claims.map((c) => c.amount), claims.map((c) => c.proof),
	]),
});
const alices = trees[0].claims.filter((c) => c.user === alice);
const merklWords = {
	tree: word(101),
	last_tree: word(103),
	dispute: word(107),
	claimed: mapped(token, mapped(alice, word(109))),
	recipient: mapped(token, mapped(alice, word(114))),
	recipient_of_all: mapped(address("00"), mapped(alice, word(114))),
	operator: mapped(bob, mapped(alice, word(112))),
	operator_anyone: mapped(address("00"), mapped(alice, word(112))),
};
const merkl = {
	words: merklWords,
	trees,
	calls: [...trees.flatMap((t) => t.claims.map((c) => call([c]))), call(alices), call(alices.slice(1))],
	nine: distributor.encodeFunctionData("claim", [
		nine.map(() => alice), nine.map(() => token), nine.map(() => 1), nine.map(() => []),
	]),
	two_users: call([trees[0].claims[0], trees[0].claims[1]]).calldata,
};

const pods = new Interface([
	"function claimPodOwnerEmissions(uint256 podId, uint256 epoch)",
	"function getPodEmissionsOfEpoch(uint256 epoch, uint256 podId) view returns (uint256)",
	"function hasPodOwnerClaimedEmissions(uint256 epoch, uint256 podId) view returns (bool)",
	"function ownerOf(uint256 podId) view returns (address)",
]);
const reppo = [[7n, 31n], [0n, 0n], [2n ** 64n - 1n, 1n]].map(([pod, epoch]) => ({
	pod: String(pod),
	epoch: String(epoch),
	claim: pods.encodeFunctionData("claimPodOwnerEmissions", [pod, epoch]),
	emissions: pods.encodeFunctionData("getPodEmissionsOfEpoch", [epoch, pod]),
	claimed: pods.encodeFunctionData("hasPodOwnerClaimedEmissions", [epoch, pod]),
	owner: pods.encodeFunctionData("ownerOf", [pod]),
}));
const reppoWide = pods.encodeFunctionData("claimPodOwnerEmissions", [2n ** 64n, 1n]);

const vault = new Interface([
	"function claimRevenueOnBehalf(address claimer, address token)",
	"function claimRevenueOnBehalfByTokenBatch(address claimer, address[] tokenList)",
	"function isIpTagged(address ipId) view returns (bool)",
]);
const batch = (tokens) => ({
	claimer: alice,
	tokens,
	calldata: tokens.length === 1
		? vault.encodeFunctionData("claimRevenueOnBehalf", [alice, tokens[0]])
		: vault.encodeFunctionData("claimRevenueOnBehalfByTokenBatch", [alice, tokens]),
});
const erc7201 = {
	module: "0x98dd2c34f21d19fd1d178ed731f3db3d03e0b4e39f02dbeb040e80c9427a0300",
	disputes: "0x682945c2d364b4630e68ffe0854d372acb0c4ff549a1e3dbc6f878bd8da0c800",
	paused: "0xcd5ed15c6e187e77e9aee88184c21f4f2182ab5827cb3b7e07fbedcd63f03300",
	vault: "0xe1c3e3b0c445d504edb1b9e6fa2ca4fab60584208a4bc973fe2db2b554d1df00",
	shares: "0x52c63247e1f47db19d5ce0460030c497f067ca4cebf71ba98eeadabe20bace00",
};
const story = {
	calls: [batch([token]), batch([token, other]), batch(rows.map((_, i) => address(`5${i}`)))],
	batch_of_one: vault.encodeFunctionData("claimRevenueOnBehalfByTokenBatch", [alice, [token]]),
	batch_of_nine: vault.encodeFunctionData("claimRevenueOnBehalfByTokenBatch",
		[alice, Array.from({ length: 9 }, (_, i) => address(`5${i}`))]),
	ip: bob,
	slots: {
		vaults: behind(erc7201.module, 6),
		paused: erc7201.paused,
		tags: behind(erc7201.disputes, 10),
		accumulators: behind(erc7201.vault, 3),
		debts: behind(erc7201.vault, 4),
		shares: erc7201.shares,
		supply: behind(erc7201.shares, 2),
		beacon: word(1),
	},
	words: {
		vault: mapped(bob, behind(erc7201.module, 6)),
		account_is_vault: mapped(alice, behind(erc7201.module, 7)),
		paused: erc7201.paused,
		disputes: mapped(bob, behind(erc7201.disputes, 10)),
		accumulator: mapped(token, behind(erc7201.vault, 3)),
		debt: mapped(alice, mapped(token, behind(erc7201.vault, 4))),
		share: mapped(alice, erc7201.shares),
		supply: behind(erc7201.shares, 2),
		// keccak256("eip1967.proxy.beacon") - 1
		beacon: "0xa3f0ad74e5423aebfd80d3ef4346578335a9a72aeaee59ff6cb3582b35133d50",
		code: word(1),
	},
	tagged: vault.encodeFunctionData("isIpTagged", [bob]),
};
writeFileSync("payer-calls.json",
	`${JSON.stringify({
		eigenlayer, eigenlayer_nine: eigenlayerNine, eigenlayer_words: eigenlayerWords, merkl, reppo,
		reppo_wide: reppoWide, story,
	}, null, "\t")}\n`);
