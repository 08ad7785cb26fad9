// A node that is not anvil: Hardhat's EDR, in this process. It wants a newer Node than Debian's, which
// tests/second/package.json brings along. SECOND_TOOLS: the folder where its modules are installed.
import { createRequire } from "node:module";
import { resolve } from "node:path";

const require = createRequire(resolve(process.env.SECOND_TOOLS ?? "build/second", "package.json"));
const edr = require("@nomicfoundation/edr");
const GAS_LIMIT = 60_000_000n;
const silent = {
  enable: false,
  decodeConsoleLogInputsCallback: () => [],
  printLineCallback: () => {},
};
const context = new edr.EdrContext();
let registered;

// A chain of its own that mines when it is told to (evm_mine). `accounts` are those of the first block:
// [{ address, balance, nonce?, code? }], in bytes and bigints; `time` is that block's.
// `ask` gives the result of a request or throws; `answer` gives the whole answer, as a node sends it.
export async function startEdr({ hardfork, chainId, time, accounts, keys = [] }) {
  registered ??= context.registerProviderFactory("L1", edr.l1ProviderFactory());
  await registered;
  const config = {
    allowBlocksWithSameTimestamp: false,
    allowUnlimitedContractSize: false,
    bailOnCallFailure: true,
    bailOnTransactionFailure: false,
    chainId: BigInt(chainId),
    networkId: BigInt(chainId),
    hardfork,
    coinbase: new Uint8Array(20).fill(0xc0),
    defaultTransactionGasLimit: 10_000_000n,
    minGasPrice: 0n,
    genesisState: [...edr.l1GenesisState(edr.l1HardforkFromString(hardfork)), ...accounts],
    initialBaseFeePerGas: 1_000_000_000n,
    initialParentBeaconBlockRoot: new Uint8Array(32),
    mining: { autoMine: false, blockGasLimit: GAS_LIMIT, memPool: { order: "Fifo" } },
    network: { genesisBlockGasLimit: GAS_LIMIT, genesisBlockTime: BigInt(time) },
    observability: {},
    ownedAccounts: keys,
    precompileOverrides: [],
  };
  const events = { subscriptionCallback: () => {} };
  const provider = await context.createProvider("L1", config, silent, events, new edr.ContractDecoder());
  const answer = async (request) => {
    const { data } = await provider.handleRequest(JSON.stringify(request));
    return typeof data === "string" ? JSON.parse(data) : data;
  };
  const ask = async (method, ...params) => {
    const { result, error } = await answer({ jsonrpc: "2.0", id: 1, method, params });
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
  };
  return { answer, ask };
}
