// What the devnet itself does on its chain: send a signed call, look up its receipt, read a
// contract.

import { toQuantity } from "ethers";
import { CHAIN_ID } from "./genesis.mjs";

const GAS_LIMIT = 3_000_000n;
const MAX_FEE = 20_000_000_000n;
const TIP = 1_000_000_000n;

export class Chain {
  #sequencer;

  constructor(sequencer) {
    this.#sequencer = sequencer;
  }

  get sequencer() {
    return this.#sequencer;
  }

  /** A JSON-RPC call to a node that is in step. */
  rpc(method, ...params) {
    return this.#sequencer.leader.call(method, ...params);
  }

  /**
   * Signs and submits one call; resolves to the transaction's hash, which is not in a block yet.
   */
  async send(wallet, { to = null, data = "0x", value = 0n }) {
    const nonce = Number(await this.rpc("eth_getTransactionCount", wallet.address, "pending"));
    const raw = await wallet.signTransaction({
      type: 2,
      chainId: CHAIN_ID,
      nonce,
      to,
      data,
      value,
      gasLimit: GAS_LIMIT,
      maxFeePerGas: MAX_FEE,
      maxPriorityFeePerGas: TIP,
    });
    return this.#sequencer.submit(raw);
  }

  /** The receipt of a transaction that is in a block; throws if it failed or is in none. */
  async receipt(hash) {
    const receipt = await this.rpc("eth_getTransactionReceipt", hash);
    if (!receipt) throw new Error(`transaction ${hash} is in no block`);
    if (receipt.status !== "0x1") throw new Error(`transaction ${hash} was reverted`);
    return receipt;
  }

  /** Mines one block, now or at a chosen time. */
  mine(timestamp) {
    return this.#sequencer.mine(timestamp);
  }

  /** Calls a view function at the newest block. */
  async read(contract, to, name, args) {
    const data = contract.encodeFunctionData(name, args);
    return contract.decodeFunctionResult(name, await this.rpc("eth_call", { to, data }, "latest"));
  }

  /** Native balance in wei. */
  async balance(address) {
    return BigInt(await this.rpc("eth_getBalance", address, "latest"));
  }

  code(address) {
    return this.rpc("eth_getCode", address, "latest");
  }

  /** Logs of a contract with the given topics, from the first block on. */
  logs(address, topics) {
    return this.rpc("eth_getLogs", {
      address,
      topics,
      fromBlock: toQuantity(0),
      toBlock: "latest",
    });
  }
}
