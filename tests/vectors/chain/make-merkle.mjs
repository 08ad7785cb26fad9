// Trees of @openzeppelin/merkle-tree. Run: node make-merkle.mjs (see README.md).
import { writeFileSync } from "node:fs";
import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { id, Interface, parseEther, Transaction } from "ethers";

const account = `0x${"11".repeat(20)}`;
const commitments = [];
for (let n = 1; n <= 600; n++) {
	const values = Array.from({ length: n }, (_, i) => [account, String(i), id(`blind${i}`)]);
	const tree = StandardMerkleTree.of(values, ["address", "uint64", "bytes32"], { sortLeaves: false });
	const indices = n > 64 ? [] : [...new Set([0, Math.floor(n / 2), n - 1])];
	commitments.push({
		n: String(n),
		root: tree.root,
		proofs: indices.map((i) => ({ index: String(i), proof: tree.getProof(i) })),
	});
}
writeFileSync("merkle.json", `${JSON.stringify({ commitments }, null, "\t")}\n`);

const urd = new Interface([
	"function claim(address account, address reward, uint256 claimable, bytes32[] proof)",
]);
const token = `0x${"33".repeat(20)}`;
const entitlements = Array.from({ length: 7 }, (_, i) => [
	`0x${(0x11 * (i + 1)).toString(16).padStart(2, "0").repeat(20)}`,
	token,
	String(parseEther(String(i + 1)) + BigInt(i)),
]);
const tree = StandardMerkleTree.of(entitlements, ["address", "address", "uint256"]);
const claims = entitlements.map(([owner, reward, cumulative], i) => {
	const proof = tree.getProof(i);
	return {
		account: owner,
		token: reward,
		cumulative,
		proof,
		leaf: tree.leafHash(entitlements[i]),
		calldata: urd.encodeFunctionData("claim", [owner, reward, cumulative, proof]),
	};
});
const distributor = `0x${"d1".repeat(20)}`;
const transaction = Transaction.from({
	type: 2, chainId: 31337, nonce: 0, to: distributor, data: claims[0].calldata, value: 0,
	gasLimit: 120000, maxFeePerGas: 2000000000n, maxPriorityFeePerGas: 1000000000n,
}).unsignedSerialized;
writeFileSync("distributor.json", `${JSON.stringify({ root: tree.root, distributor, transaction, claims }, null, "\t")}\n`);

const types = ["address", "bytes32", "uint64", "uint256", "uint256"];
const pool = 1000000000000000000001n;
const influences = [5n * 10n ** 18n, 0n, 123456789n, 7n * 10n ** 17n + 1n, 2n ** 100n];
const total = influences.reduce((a, b) => a + b);
const scores = influences.map((influence, i) => [
	`0x${(0x11 * (1 + Math.floor(i / 2))).toString(16).padStart(2, "0").repeat(20)}`,
	`0x${(0x21 * (i + 1)).toString(16).padStart(2, "0").repeat(32)}`,
	String(10 * i),
	String(influence),
	String((pool * influence) / total),
]);
const lines = scores.map(
	([owner, dataset, inferences, influence, amount]) =>
		`${JSON.stringify({ account: owner, amount, dataset, inferences, influence })}\n`,
);
writeFileSync("statement.json", `${JSON.stringify({
	pool: String(pool),
	influence: String(total),
	scores: StandardMerkleTree.of(scores, types, { sortLeaves: false }).root,
	document: id(lines.join("")),
	lines,
}, null, "\t")}\n`);
