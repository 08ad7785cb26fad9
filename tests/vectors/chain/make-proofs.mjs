// Headers, account and storage proofs and attestations of a real node: anvil with the contracts of
// @ethereum-attestation-service/eas-contracts. Run: node make-proofs.mjs (see README.md).
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";
import { AbiCoder, concat, Contract, ContractFactory, encodeRlp, getAddress, id, Interface, JsonRpcProvider, keccak256, NonceManager, toBeArray, toBeHex, Wallet, ZeroAddress, ZeroHash } from "ethers";

const require = createRequire(import.meta.url);
const artifact = (name) => require(`@ethereum-attestation-service/eas-contracts/artifacts/contracts/${name}.sol/${name}.json`);
const KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"; // anvil's published test key 0
const PORT = 18997;
const word = (v) => toBeHex(v, 32);

async function withAnvil(args, work) {
	const child = spawn(process.env.ANVIL, ["--port", String(PORT), "--silent", ...args], { stdio: "inherit" });
	const provider = new JsonRpcProvider(`http://127.0.0.1:${PORT}`, undefined, { cacheTimeout: -1, batchMaxCount: 1 });
	try {
		for (let tries = 0; ; tries++) {
			try { await provider.send("eth_chainId", []); break; } catch (error) { if (tries > 50) throw error; }
			await new Promise((done) => setTimeout(done, 100));
		}
		return await work(provider, new NonceManager(new Wallet(KEY, provider)));
	} finally {
		provider.destroy();
		child.kill();
		await new Promise((done) => child.on("exit", done));
	}
}

async function headers(args, name) {
	return withAnvil(args, async (provider, signer) => {
		await (await signer.sendTransaction({ to: `0x${"42".repeat(20)}`, value: 5n })).wait();
		return { name, block: await provider.send("eth_getBlockByNumber", ["latest", false]) };
	});
}

// An epoch block of BNB Chain carries its validators: 32 bytes, their number, an address and a BLS key each, the turn's length, a seal.
function withValidators({ block }, n) {
	const extraData = concat([`0x${"00".repeat(32)}`, toBeHex(n, 1), `0x${"5a".repeat(68 * n)}`, "0x08", `0x${"77".repeat(65)}`]);
	const number = (v) => (BigInt(v) === 0n ? "0x" : toBeArray(BigInt(v)));
	const b = { ...block, extraData };
	const fields = [b.parentHash, b.sha3Uncles, b.miner, b.stateRoot, b.transactionsRoot, b.receiptsRoot, b.logsBloom, number(b.difficulty), number(b.number), number(b.gasLimit), number(b.gasUsed), number(b.timestamp), b.extraData, b.mixHash, b.nonce, number(b.baseFeePerGas)];
	return { name: `${n} validators`, block: { ...b, hash: keccak256(encodeRlp(fields)) } };
}

const SCHEMAS = [
	["bytes32 root,uint64 records,uint64 size,bytes32 manifest,bytes32 nonce,string license", true],
	["uint64 epoch,uint64 start,uint64 end,address distributor,address token,bytes32 distribution,bytes32 model,bytes32 scores,bytes32 document,uint256 pool,uint256 influence", false],
	["bytes anything", true],
];
const COMMITMENT = ["bytes32", "uint64", "uint64", "bytes32", "bytes32", "string"];
const STATEMENT = ["uint64", "uint64", "uint64", "address", "address", "bytes32", "bytes32", "bytes32", "bytes32", "uint256", "uint256"];

async function proofOf(provider, address, slots, block) {
	return provider.send("eth_getProof", [address, slots, block]);
}

async function attestations(provider, signer) {
	const registry = await (await new ContractFactory(artifact("SchemaRegistry").abi, artifact("SchemaRegistry").bytecode, signer).deploy()).waitForDeployment();
	const eas = await (await new ContractFactory(artifact("EAS").abi, artifact("EAS").bytecode, signer).deploy(await registry.getAddress())).waitForDeployment();
	const uids = [];
	for (const [schema, revocable] of SCHEMAS) {
		const receipt = await (await registry.register(schema, ZeroAddress, revocable)).wait();
		uids.push(receipt.logs[0].topics[1]);
	}
	const coder = AbiCoder.defaultAbiCoder();
	const commitment = [id("root"), 500n, 123456n, id("manifest"), id("nonce"), "CC0-1.0"];
	const statement = [7n, 1700000000n, 1700000060n, `0x${"d1".repeat(20)}`, `0x${"70".repeat(20)}`, id("distribution"), id("model"), id("scores"), id("document"), 10n ** 21n, 2n ** 130n + 5n];
	const wanted = [
		{ what: "commitment", schema: uids[0], revocable: true, ref: null, data: coder.encode(COMMITMENT, commitment), fields: commitment.map(String) },
		{ what: "commitment", schema: uids[0], revocable: true, ref: 0, data: coder.encode(COMMITMENT, [id("root2"), 1n, 0n, id("manifest"), id("nonce2"), ""]), fields: [id("root2"), "1", "0", id("manifest"), id("nonce2"), ""] },
		{ what: "statement", schema: uids[1], revocable: false, ref: null, data: coder.encode(STATEMENT, statement), fields: statement.map(String) },
		{ what: "other", schema: uids[2], revocable: true, ref: null, data: "0x", fields: [] },
		{ what: "other", schema: uids[2], revocable: true, ref: null, data: "0xc0ffee", fields: [] },
		{ what: "other", schema: uids[2], revocable: true, ref: null, data: `0x${"ab".repeat(31)}`, fields: [] },
		{ what: "other", schema: uids[2], revocable: true, ref: null, data: `0x${"cd".repeat(32)}`, fields: [] },
		{ what: "other", schema: uids[2], revocable: true, ref: null, data: `0x${"ef".repeat(33)}`, fields: [] },
	];
	const recipient = getAddress(`0x${"da".repeat(20)}`);
	for (const a of wanted) {
		a.calldata = eas.interface.encodeFunctionData("attest", [{ schema: a.schema, data: { recipient, expirationTime: 0n, revocable: a.revocable, refUID: a.ref === null ? ZeroHash : wanted[a.ref].uid, data: a.data, value: 0n } }]);
		const receipt = await (await signer.sendTransaction({ to: eas, data: a.calldata })).wait();
		a.uid = receipt.logs[0].data;
	}
	// Three alike in one transaction: the contract tells them apart by the counter in their uids.
	const same = { recipient, expirationTime: 0n, revocable: true, refUID: ZeroHash, data: "0xc0ffee", value: 0n };
	const alike = await (await eas.multiAttest([{ schema: uids[2], data: [same, same, same] }])).wait();
	await (await eas.revoke({ schema: wanted[0].schema, data: { uid: wanted[0].uid, value: 0n } })).wait();
	const block = await provider.send("eth_getBlockByNumber", ["latest", false]);
	const address = await eas.getAddress();
	for (const a of wanted) {
		a.recipient = recipient;
		a.ref_uid = a.ref === null ? ZeroHash : wanted[a.ref].uid;
		a.returned = await provider.call({ to: address, data: eas.interface.encodeFunctionData("getAttestation", [a.uid]) });
		const base = BigInt(keccak256(coder.encode(["bytes32", "uint256"], [a.uid, 4n])));
		const slots = Array.from({ length: 7 }, (_, i) => word(base + BigInt(i)));
		const size = (a.data.length - 2) / 2;
		const first = BigInt(keccak256(word(base + 6n)));
		for (let i = 0; size > 31 && i < Math.ceil(size / 32); i++)
			slots.push(word(first + BigInt(i)));
		a.slots = slots;
		a.words = await Promise.all(slots.map((slot) => provider.getStorage(address, slot)));
		delete a.ref;
	}
	const twins = await Promise.all(alike.logs.map((log) => provider.call({ to: address, data: eas.interface.encodeFunctionData("getAttestation", [log.data]) })));
	const revocation = eas.interface.encodeFunctionData("revoke", [{ schema: wanted[0].schema, data: { uid: wanted[0].uid, value: 0n } }]);
	const get = eas.interface.encodeFunctionData("getAttestation", [wanted[0].uid]);
	const proof = await proofOf(provider, address, wanted[0].slots, block.number);
	return { address, attester: await signer.getAddress(), schemas: SCHEMAS.map(([schema, revocable], i) => ({ schema, revocable, uid: uids[i] })), revocation, get, attestations: wanted, twins, block, proof };
}

async function proofs(provider, signer) {
	// Constructors: i stored at slot i for 1..40 (PUSH1 i, DUP1, SSTORE); nothing; one word with a leading zero byte at slot 0.
	const stores = Array.from({ length: 40 }, (_, i) => `60${(i + 1).toString(16).padStart(2, "0")}8055`).join("");
	const full = await (await signer.sendTransaction({ data: `0x${stores}60016000f3` })).wait();
	const empty = await (await signer.sendTransaction({ data: "0x60016000f3" })).wait();
	const one = await (await signer.sendTransaction({ data: `0x7f0076cde8${"0".repeat(55)}160005560016000f3` })).wait();
	for (let i = 1; i <= 30; i++)
		await (await signer.sendTransaction({ to: `0x${i.toString(16).padStart(40, "0")}`.replace(/^0x0/, "0xa"), value: BigInt(i) ** 12n })).wait();
	const block = await provider.send("eth_getBlockByNumber", ["latest", false]);
	const absent = word(0xdeadn);
	const asked = [
		[await signer.getAddress(), []],
		[full.contractAddress, [word(1n), word(17n), word(40n), absent, word(0n)]],
		[empty.contractAddress, [word(0n)]],
		[one.contractAddress, [word(0n), word(1n)]],
		[getAddress(`0xa${"1".padStart(39, "0")}`), []],
		...Array.from({ length: 20 }, (_, i) => [getAddress(`0x${(0xb0 + i).toString(16).repeat(20)}`), [word(0n)]]),
	];
	const list = [];
	for (const [address, slots] of asked)
		list.push(await proofOf(provider, address, slots, block.number));
	return { block, proofs: list };
}

const write = (file, value) => writeFileSync(file, `${JSON.stringify(value, null, "\t")}\n`);
const list = [await headers(["--optimism"], "optimism")];
for (const fork of ["berlin", "london", "shanghai", "cancun", "prague"])
	list.push(await headers(["--hardfork", fork], fork));
list.push(...[45, 255].map((n) => withValidators(list.find((h) => h.name === "london"), n)));
write("headers.json", list);
write("eas.json", await withAnvil([], attestations));
write("proofs.json", await withAnvil([], proofs));
