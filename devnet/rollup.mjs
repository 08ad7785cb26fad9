// A network that is a rollup of the OP stack: beside gas it takes a fee for the bytes that go to
// Ethereum and one for the operator. anvil computes and charges both from the storage of L1Block;
// GasPriceOracle tells them.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { toBeHex } from "ethers";
import { runtimeCode } from "./contracts.mjs";

const L1_BLOCK = "0x4200000000000000000000000000000000000015";
const GAS_PRICE_ORACLE = "0x420000000000000000000000000000000000000F";
// Where the OP stack keeps the code behind that predeploy.
const FJORD = "0xc0d3C0d3C0d3c0D3C0D3C0d3C0d3C0D3C0D3000f";

// Ethereum's prices and the network's factors, such that a transfer pays some 0.00002 ETH for its
// bytes, about as much as for its gas, and 0.000001 ETH for the operator.
const L1_BASE_FEE = 10_000_000_000n;
const BLOB_BASE_FEE = 1_000_000_000n;
const BASE_FEE_SCALAR = 1_200_000n;
const BLOB_BASE_FEE_SCALAR = 900n;
const OPERATOR_SCALAR = 200_000_000n;
const OPERATOR_CONSTANT = 1_000_000_000_000n;

/** What makes an anvil charge these fees. */
export const ROLLUP_FLAGS = ["--network", "optimism"];

/** The contracts of such a network, for its genesis block. */
export function rollupGenesis() {
  const bothForks = 0x0101n;
  return {
    [L1_BLOCK]: contract(bedrock("L1Block"), {
      1: L1_BASE_FEE,
      3: (BASE_FEE_SCALAR << 96n) | (BLOB_BASE_FEE_SCALAR << 64n),
      7: BLOB_BASE_FEE,
      8: (OPERATOR_SCALAR << 64n) | OPERATOR_CONSTANT,
    }),
    [FJORD]: contract(bedrock("GasPriceOracle"), {}),
    [GAS_PRICE_ORACLE]: contract(runtimeCode("OperatorFee"), {
      0: bothForks,
      1: (OPERATOR_CONSTANT << 32n) | OPERATOR_SCALAR,
    }),
  };
}

function bedrock(name) {
  const file = `node_modules/@eth-optimism/contracts-bedrock/forge-artifacts/${name}.sol/${name}.json`;
  const text = readFileSync(fileURLToPath(new URL(file, import.meta.url)), "utf8");
  return JSON.parse(text).deployedBytecode.object;
}

function contract(code, slots) {
  const storage = Object.fromEntries(
    Object.entries(slots).map(([slot, value]) => [toBeHex(slot, 32), toBeHex(value, 32)]),
  );
  return { balance: "0x0", nonce: "0x1", code, storage };
}
