// The devnet's own acts on its chain: send calls, look up receipts, read contracts.

const GAS_LIMIT = 3_000_000n;
const MAX_FEE = 20_000_000_000n;
const TIP = 1_000_000_000n;

export class Chain {
  #sequencer;
  #sending = Promise.resolve();

  /** @param id the chain's number, which every transaction names. */
  constructor(sequencer, id) {
    this.#sequencer = sequencer;
    this.id = id;
  }

  get sequencer() {
    return this.#sequencer;
  }

  /** A JSON-RPC call to a node that is in step. */
  rpc(method, ...params) {
    return this.#sequencer.leader.call(method, ...params);
  }

  /** Signs and submits one call; resolves to the transaction's hash, in no block yet. */
  send(wallet, call) {
    // One after the other: the nonce is that of the pool.
    const sent = this.#sending.then(() => this.#send(wallet, call));
    this.#sending = sent.catch(() => {});
    return sent;
  }

  async #send(wallet, { to = null, data = "0x", value = 0n, gasLimit = GAS_LIMIT }) {
    const nonce = Number(await this.rpc("eth_getTransactionCount", wallet.address, "pending"));
    const raw = await wallet.signTransaction({
      type: 2,
      chainId: this.id,
      nonce,
      to,
      data,
      value,
      gasLimit,
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

  /** Calls a view function at the newest block, or at the one that a tag or a number names. */
  async read(contract, to, name, args, block = "latest") {
    const data = contract.encodeFunctionData(name, args);
    return contract.decodeFunctionResult(name, await this.rpc("eth_call", { to, data }, block));
  }

  /** A contract's code. */
  code(address) {
    return this.rpc("eth_getCode", address, "latest");
  }
}
