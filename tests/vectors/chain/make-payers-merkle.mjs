// Leaves, proofs and calls of contracts that pay by Merkle trees. Run: node make-payers-merkle.mjs
// (see README.md). Trees and proofs are @openzeppelin/merkle-tree's, leaves and calls ethers'; the
// proofs of Uniswap's own tests are copied from there and folded by the library here.
import { writeFileSync } from "node:fs";
import { SimpleMerkleTree, StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { AbiCoder, Interface, keccak256, solidityPacked } from "ethers";

const TYPES = { index: "uint256", account: "address", amount: "uint256" };
const RECIPIENT = `0x${"7e".repeat(20)}`;
const calls = {
	indexed: "function claim(uint256 index,address account,uint256 amount,bytes32[] proof)",
	sablier: "function claim(uint256 index,address recipient,uint128 amount,bytes32[] proof)",
	to: "function claimTo(uint256 index,address to,uint128 amount,bytes32[] proof)",
	rooted: "function claim(address account,uint256 cumulative,bytes32 root,bytes32[] proof)",
	plain: "function claim(address account,uint256 amount,bytes32[] proof)",
	cycle: "function claim(uint256 amount,uint256 cumulative,uint256 cycle,bytes32[] proof)",
};
const CYCLE = "17";
const takes = ({ amount }) => String((BigInt(amount) + 1n) / 2n);
const values = {
	indexed: (c) => [c.index, c.account, c.amount, c.proof],
	sablier: (c) => [c.index, c.account, c.amount, c.proof],
	to: (c) => [c.index, RECIPIENT, c.amount, c.proof],
	rooted: (c, root) => [c.account, c.amount, root, c.proof],
	plain: (c) => [c.account, c.amount, c.proof],
	cycle: (c) => [takes(c), c.amount, CYCLE, c.proof],
};

function leafOf({ leaf, encoding, hashes }, row) {
	const types = leaf.map((field) => TYPES[field]);
	const fields = leaf.map((field) => row[field]);
	const bytes = encoding === "packed" ? solidityPacked(types, fields) : AbiCoder.defaultAbiCoder().encode(types, fields);
	return hashes === "2" ? keccak256(keccak256(bytes)) : keccak256(bytes);
}

// The library's own tree where it can build one with these leaves; it must agree.
function check({ leaf, encoding, hashes }, rows, root) {
	if (encoding !== "abi" || hashes !== "2") return;
	const standard = StandardMerkleTree.of(rows.map((row) => leaf.map((field) => row[field])), leaf.map((field) => TYPES[field]));
	if (standard.root !== root) throw new Error(`StandardMerkleTree gives ${standard.root}, not ${root}`);
}

function tree(name, terms, call, rows, known) {
	const leaves = rows.map((row) => leafOf(terms, row));
	const simple = rows[0].proof ? null : SimpleMerkleTree.of(leaves);
	const root = simple?.root ?? known;
	if (known && root !== known) throw new Error(`${name}: root ${root}, not ${known}`);
	if (simple) check(terms, rows, root);
	const contract = new Interface([calls[call]]);
	const claims = rows.map((row, i) => {
		const claim = { ...row, leaf: leaves[i], proof: row.proof ?? simple.getProof(leaves[i]) };
		if (!SimpleMerkleTree.verify(root, leaves[i], claim.proof)) throw new Error(`${name}: claim ${i} does not fold to the root`);
		if (call === "to") claim.recipient = RECIPIENT;
		if (call === "cycle") Object.assign(claim, { cycle: CYCLE, takes: takes(row) });
		claim.calldata = contract.encodeFunctionData(contract.fragments[0], values[call](claim, root));
		// Paid to the account itself.
		if (call === "to") claim.own_calldata = contract.encodeFunctionData(contract.fragments[0], [claim.index, claim.account, claim.amount, claim.proof]);
		return claim;
	});
	return { name, ...terms, root, claims };
}

const uniswap = { leaf: ["index", "account", "amount"], encoding: "packed", hashes: "1", claimed: "bitmap", call: "uniswap" };
const sablier = { leaf: ["index", "account", "amount"], encoding: "abi", hashes: "2", claimed: "bitmap", call: "sablier-instant" };
const plain = { leaf: ["account", "amount"], encoding: "abi", hashes: "2", claimed: "map", call: "openzeppelin" };
const account = (byte) => `0x${byte.repeat(20)}`;
const four = ["1000000000000000000", "2000000000000000000", "123456789012345678901", "1"]
	.map((amount, i) => ({ account: account(["11", "22", "44", "55"][i]), amount }));
const indexed = four.map((row, i) => ({ index: String(i), ...row, amount: i === 2 ? String(2n ** 128n - 1n) : row.amount }));
const far = indexed.map((row, i) => ({ ...row, index: String([255n, 256n, 2n ** 64n - 1n, 1000n][i]) }));

// Uniswap/merkle-distributor 25a79e8: scripts/result.json, and test/MerkleDistributor.test.ts.
const one = [{ index: "0", account: "0x5C69bEe701ef814a2B6a3EDD4B1652CB9cc5aA6f", amount: "100", proof: [] }];
const C = "0xf3c5acb53398e1d11dcaa74e37acc33d228f5da944fbdea9a918684074a21cdb";
const three = [
	{ index: "0", account: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC", amount: "250",
		proof: ["0x0c9bcaca2a1013557ef7f348b514ab8a8cd6c7051b69e46b1681a2aff22f4a88"] },
	{ index: "1", account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8", amount: "300",
		proof: ["0xc86fd316fa3e7b83c2665b5ccb63771e78abcc0429e0105c91dde37cb9b857a4", C] },
	{ index: "2", account: "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", amount: "200",
		proof: ["0x0782528e118c4350a2465fbeabec5e72fff06991a29f21c08d37a0d275e38ddd", C] },
];

// "preset" names the kind whose terms these are; trees without are described by a profile alone.
const trees = [
	{ preset: "uniswap", ...tree("result.json", uniswap, "indexed", one, "0xdefa96435aec82d201dbd2e5f050fb4e1fef5edac90ce1e03953f916a5e1132d") },
	{ preset: "uniswap", ...tree("three leaves", uniswap, "indexed", three, "0xfa438d67adba59048c48cd14c4cd5ff18d99a4e4e2729b3cf81b51c46223bd22") },
	{ preset: "uniswap", ...tree("far indices", uniswap, "indexed", far) },
	{ preset: "1inch", ...tree("four leaves", { ...plain, encoding: "packed", hashes: "1", call: "1inch" }, "rooted", four, "0x89fb0d24e6acaab8d0a9b4c8fdc2c39dcc7124758a5595aec12a62de4dad1cf9") },
	{ preset: "openzeppelin", ...tree("readme", plain, "plain", [{ account: account("11"), amount: "5000000000000000000" }, { account: account("22"), amount: "2500000000000000000" }], "0xd4dee0beab2d53f2cc83e567171bd2820e49898130a22622b10ead383e90bd77") },
	{ preset: "openzeppelin", ...tree("seven leaves", plain, "plain", Array.from({ length: 7 }, (_, i) => ({ account: `0x${String(i + 1).padStart(40, "0")}`, amount: `${i + 1}00000000000000000` })), "0x07df8c2ca737186c91d0ae7e07f4f171e8cdf586ab9ae3a27cec9f902b538dff") },
	...["sablier-instant", "sablier-ll", "sablier-lt"].map((preset) => ({ preset, ...tree("four leaves", { ...sablier, call: preset }, "sablier", indexed, "0xfa33e16031b1927f3bb508c3cfb9c8e681c3e810b4152236ffc0fbbf18cdc04b") })),
	{ preset: "sablier-vca", ...tree("far indices", { ...sablier, call: "sablier-vca" }, "to", far) },
	{ preset: "weatherxm", ...tree("four leaves", { ...plain, claimed: "cycles", call: "weatherxm" }, "cycle", four, "0xca2ed24867cddf9d2200fab7a0e779fbe7c3c7836e3a78ac1778448dc5532852") },
	tree("amount first, packed, twice", { leaf: ["amount", "account", "index"], encoding: "packed", hashes: "2", claimed: "bitmap", call: "uniswap" }, "indexed", indexed),
	tree("amount first, once", { leaf: ["amount", "account"], encoding: "abi", hashes: "1", claimed: "map", call: "1inch" }, "rooted", four),
	tree("packed, twice", { leaf: ["account", "amount"], encoding: "packed", hashes: "2", claimed: "map", call: "openzeppelin" }, "plain", four),
	tree("paid once by account", { ...plain, claimed: "flags" }, "plain", four),
	tree("index with sums", { leaf: ["account", "index", "amount"], encoding: "abi", hashes: "2", claimed: "map", call: "uniswap" }, "indexed", far),
];

// Claims of 1inch's kinds with hashes of 16 bytes.
const refused = [
	"function claim(address account,uint256 amount,bytes proof,bytes signature)",
	"function claim(bytes16 salt,address account,uint256 cumulative,bytes16 root,bytes proof)",
].map((text, i) => {
	const salt = `0x${"ab".repeat(16)}`;
	const contract = new Interface([text]);
	const name = ["1inch's SignatureMerkleDrop128", "1inch's CumulativeMerkleDrop128"][i];
	const given = [[account("11"), 5n, salt, `0x${"cd".repeat(65)}`], [salt, account("11"), 5n, salt, salt]][i];
	return { name, calldata: contract.encodeFunctionData(contract.fragments[0], given) };
});

// How the contracts' getters are asked, and the slots that Solidity gives to what they answer.
const views = new Interface([
	"isClaimed(uint256)", "hasClaimed(uint256)", "cumulativeClaimed(address)", "claimed(address)", "claims(address)", "roots(uint256)",
	"merkleRoot()", "MERKLE_ROOT()", "CAMPAIGN_START_TIME()", "EXPIRATION()", "calculateMinFeeWei()", "VESTING_START_TIME()",
	"VESTING_TOTAL_DURATION()", "VESTING_END_TIME()",
].map((name) => `function ${name} view returns (uint256)`));
const view = (name, ...given) => views.encodeFunctionData(name, given);
const place = (type, key, slot) => keccak256(AbiCoder.defaultAbiCoder().encode([type, "uint256"], [key, slot]));
const who = account("11"), index = 2n ** 64n - 1n;
const campaign = { start: view("CAMPAIGN_START_TIME"), end: view("EXPIRATION"), fee: view("calculateMinFeeWei") };
const vesting = { vesting_start: view("VESTING_START_TIME"), vesting_duration: view("VESTING_TOTAL_DURATION") };
const flags = { called: new Interface(["function hasClaimed(address)"]).encodeFunctionData("hasClaimed", [who]), slot: place("address", who, 2) };
const bitmap = { claimed: place("uint256", index / 256n, 2) };
const sums = { claimed: place("address", who, 2) };
const words = [
	{ preset: "uniswap", called: { claimed: view("isClaimed", index) }, code: { root: view("merkleRoot") }, slots: bitmap },
	{ preset: "1inch", called: { root: view("merkleRoot"), claimed: view("cumulativeClaimed", who) }, slots: sums },
	{ preset: "openzeppelin", called: { root: view("merkleRoot"), claimed: view("claimed", who) }, slots: sums },
	{ preset: "weatherxm", called: { root: view("roots", 17), claimed: view("claims", who) }, slots: { root: place("uint256", 17, 1), ...sums } },
	...[["instant", {}], ["ll", vesting], ["lt", {}], ["vca", { vesting_end: view("VESTING_END_TIME") }]].map(([kind, more]) => ({
		preset: `sablier-${kind}`, called: { root: view("MERKLE_ROOT"), claimed: view("hasClaimed", index), ...campaign, ...more }, slots: bitmap,
	})),
];
writeFileSync("payers-merkle.json", `${JSON.stringify({ trees, refused, account: who, index: String(index), words, flags }, null, "\t")}\n`);
