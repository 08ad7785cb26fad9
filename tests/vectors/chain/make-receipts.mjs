// Roots of lists by @ethereumjs/trie, and the receipts of blocks of a real node beside the root in
// their header. Run: ANVIL=…/anvil node make-receipts.mjs (see README.md).
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { RLP } from "@ethereumjs/rlp";
import { Trie } from "@ethereumjs/trie";
import { bytesToHex, hexToBytes } from "@ethereumjs/util";

const PORT = 18998;
const SENDER = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"; // anvil's published test account 0
const LOGGER = "0x00000000000000000000000000000000000000bb"; // logs topic 0xaa with the word 1
const DENIER = "0x00000000000000000000000000000000000000cc"; // reverts
const item = (i) => `0x${(i + 1).toString(16).padStart(4, "0").repeat(1 + i % 40)}`;

async function list(n) {
	const trie = new Trie();
	for (let i = 0; i < n; i++)
		await trie.put(RLP.encode(i), hexToBytes(item(i)));
	return { n, root: bytesToHex(trie.root()) };
}

async function call(method, params) {
	const reply = await fetch(`http://127.0.0.1:${PORT}`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
	});
	const { result, error } = await reply.json();
	if (error)
		throw new Error(`${method}: ${error.message}`);
	return result;
}

async function withAnvil(args, work) {
	const child = spawn(process.env.ANVIL, ["--port", String(PORT), "--no-mining", "--order", "fifo", "--silent", ...args], { stdio: "inherit" });
	try {
		for (let tries = 0; ; tries++) {
			try { await call("eth_chainId", []); break; } catch (error) { if (tries > 50) throw error; }
			await new Promise((done) => setTimeout(done, 100));
		}
		await call("anvil_setCode", [LOGGER, "0x600160005260aa60206000a100"]);
		await call("anvil_setCode", [DENIER, "0x60006000fd"]);
		return await work();
	} finally {
		child.kill();
		await new Promise((done) => child.on("exit", done));
	}
}

async function block(name, transactions) {
	for (const tx of transactions)
		await call("eth_sendTransaction", [{ from: SENDER, gas: "0x20000", ...tx }]);
	await call("anvil_mine", ["0x1"]);
	const { number, receiptsRoot } = await call("eth_getBlockByNumber", ["latest", false]);
	return { name, root: receiptsRoot, receipts: await call("eth_getBlockReceipts", [number]) };
}

const legacy = { gasPrice: "0x2540be400" };
const kinds = [
	{ to: LOGGER, ...legacy },
	{ to: LOGGER, ...legacy, accessList: [{ address: LOGGER, storageKeys: [] }] },
	{ to: LOGGER },
	{ to: DENIER, ...legacy },
	{ to: DENIER },
	{ data: "0x600160005260aa60206000a100" },
];

writeFileSync("lists.json", `${JSON.stringify(await Promise.all([0, 1, 2, 3, 15, 16, 17, 127, 128, 129, 130, 255, 256, 257, 300, 1000].map(list)), null, "\t")}\n`);
const blocks = await withAnvil([], async () => [
	await block("no transaction", []),
	await block("one", [kinds[2]]),
	await block("every type, some failed", kinds),
	await block("twenty", Array.from({ length: 20 }, (_, i) => kinds[i % 3])),
]);
const chains = await withAnvil(["--optimism"], async () => [
	await block("OP Stack", [kinds[2], { to: LOGGER, sourceHash: `0x${"11".repeat(32)}`, mint: "0x0", isSystemTx: false }]),
]);
writeFileSync("receipts.json", `${JSON.stringify([...blocks, ...chains], null, "\t")}\n`);
