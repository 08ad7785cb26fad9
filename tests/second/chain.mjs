// The local network's past on EDR: the transactions that anvil executed, in blocks of the same times.
// Attestations get the same UIDs, so that what the datanet signed is true of this chain too; hashes of
// blocks are others.
import { createRequire } from "node:module";
import { accounts as walletsOf } from "../../devnet/accounts.mjs";
import { startEdr } from "./edr.mjs";

const require = createRequire(new URL("../../devnet/package.json", import.meta.url));
const { Transaction } = require("ethers");
// Storage costs five times as much from Amsterdam on (EIP-8037).
const GAS_TIMES = { amsterdam: 5n };

const hex = (number) => `0x${number.toString(16)}`;
const bytes = (text) => Buffer.from(text.slice(2), "hex");

// The same transaction with room for what it costs under the rules of a fork.
function afforded(raw, times, wallets) {
  if (!times) return raw;
  const signed = Transaction.from(raw);
  const again = signed.clone();
  again.signature = null;
  again.gasLimit = signed.gasLimit * times;
  again.signature = wallets.get(signed.from).signingKey.sign(again.unsignedHash);
  return again.serialized;
}

// `genesis` is the content of the local network's genesis.json, `journal` that of its sequencer
// (devnet/sequencer.mjs). `more`: empty blocks behind them.
export async function relive({ hardfork, genesis, journal, more }) {
  const { alloc, config, timestamp } = genesis;
  const accounts = Object.entries(alloc).map(([address, { balance = "0x0", nonce = "0x0", code }]) => ({
    address: bytes(address),
    balance: BigInt(balance),
    nonce: BigInt(nonce),
    ...(code && { code: bytes(code) }),
  }));
  const edr = await startEdr({ hardfork, chainId: config.chainId, time: Number(timestamp), accounts });
  const { ask } = edr;
  const wallets = new Map(Object.values(walletsOf()).map((wallet) => [wallet.address, wallet]));
  for (const [address, { storage = {} }] of Object.entries(alloc))
    for (const [slot, value] of Object.entries(storage))
      await ask("hardhat_setStorageAt", address, hex(BigInt(slot)), value);
  for (const { kind, timestamp: time, transactions } of journal) {
    if (kind !== "mine") throw new Error(`the past has an operation "${kind}"`);
    const hashes = [];
    for (const raw of transactions) {
      const signed = afforded(raw, GAS_TIMES[hardfork], wallets);
      hashes.push(await ask("eth_sendRawTransaction", signed));
    }
    await ask("evm_mine", time);
    for (const hash of hashes) {
      const receipt = await ask("eth_getTransactionReceipt", hash);
      if (receipt?.status !== "0x1") throw new Error(`${hash} failed on EDR: ${JSON.stringify(receipt)}`);
    }
  }
  const last = journal.at(-1).timestamp;
  for (let i = 1; i <= more; i++) await ask("evm_mine", last + 2 * i);
  return edr;
}
