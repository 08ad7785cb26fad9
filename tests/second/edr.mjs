// A node that is not anvil: Hardhat's EDR, in this process. It wants a newer Node than Debian's, which
// tests/second/package.json brings along. SECOND_TOOLS: the folder where its modules are installed.
import { createRequire } from "node:module";
import { resolve } from "node:path";

const require = createRequire(resolve(process.env.SECOND_TOOLS ?? "build/second", "package.json"));
const edr = require("@nomicfoundation/edr");
const silent = { enable: false, decodeConsoleLogInputsCallback: () => [], printLineCallback: () => {} };
const context = new edr.EdrContext();
let registered;

export class Refused extends Error {}

// A chain of its own with one rich account, whose key is given. `genesis`: [{ address, code }], bytes.
// `ask` gives the result of a request, or throws Refused; `answer` the whole answer, as a node sends it.
export async function startEdr({ hardfork, chainId, time, key, rich, genesis = [], gasLimit = 60_000_000n }) {
	registered ??= context.registerProviderFactory("L1", edr.l1ProviderFactory());
	await registered;
	const provider = await context.createProvider("L1", {
		allowBlocksWithSameTimestamp: false, allowUnlimitedContractSize: false,
		bailOnCallFailure: true, bailOnTransactionFailure: true,
		chainId: BigInt(chainId), networkId: BigInt(chainId), hardfork,
		coinbase: new Uint8Array(20).fill(0xc0), defaultTransactionGasLimit: 10_000_000n, minGasPrice: 0n,
		genesisState: [...edr.l1GenesisState(edr.l1HardforkFromString(hardfork)), { address: rich, balance: 10n ** 24n }, ...genesis],
		initialBaseFeePerGas: 1_000_000_000n, initialParentBeaconBlockRoot: new Uint8Array(32),
		mining: { autoMine: true, blockGasLimit: gasLimit, memPool: { order: "Fifo" } },
		network: { genesisBlockGasLimit: gasLimit, genesisBlockTime: BigInt(time) },
		observability: {}, ownedAccounts: [key], precompileOverrides: [],
	}, silent, { subscriptionCallback: () => {} }, new edr.ContractDecoder());
	const answer = async (request) => {
		const { data } = await provider.handleRequest(JSON.stringify(request));
		return typeof data === "string" ? JSON.parse(data) : data;
	};
	const ask = async (method, ...params) => {
		const { result, error } = await answer({ jsonrpc: "2.0", id: 1, method, params });
		if (error !== undefined)
			throw new Refused(`${method}: ${error.message}`);
		return result;
	};
	return { answer, ask };
}
