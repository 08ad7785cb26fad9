// The first block, the same on every node.

import { writeFileSync } from "node:fs";
import { toQuantity } from "ethers";

const ZERO_HASH = `0x${"00".repeat(32)}`;

/**
 * Writes the genesis file for `anvil --init`: balances in wei by address, and contracts as they are
 * after deployment.
 */
export function writeGenesis(file, { chainId, timestamp, balances, contracts }) {
  const alloc = { ...contracts };
  for (const [address, balance] of Object.entries(balances))
    alloc[address] = { balance: toQuantity(balance) };
  const genesis = {
    config: { chainId },
    timestamp: toQuantity(timestamp),
    gasLimit: toQuantity(30_000_000),
    baseFeePerGas: toQuantity(1_000_000_000),
    difficulty: "0x0",
    nonce: "0x0",
    extraData: "0x",
    mixHash: ZERO_HASH,
    coinbase: `0x${"00".repeat(20)}`,
    alloc,
  };
  writeFileSync(file, JSON.stringify(genesis));
}
