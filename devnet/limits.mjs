// How a front end follows the profile of a provider (providers.mjs): which block a request is about,
// and whether the provider would answer it.

import { providerOf } from "./providers.mjs";

const hex = (number) => `0x${number.toString(16)}`;
const TAGS = new Set(["latest", "pending", "safe", "finalized"]);

// Where a method's parameters name a block.
const BLOCK_AT = {
  eth_getBalance: 1,
  eth_getCode: 1,
  eth_getTransactionCount: 1,
  eth_getStorageAt: 2,
  eth_getProof: 2,
  eth_call: 1,
  eth_estimateGas: 1,
  eth_createAccessList: 1,
  eth_feeHistory: 1,
  eth_getBlockByNumber: 0,
  eth_getBlockReceipts: 0,
};

export class Limits {
  #profile = {};
  #window = 0;
  #left = 0;
  #turn = 0;

  constructor() {
    this.use("none");
  }

  use(name) {
    this.#profile = providerOf(name);
    this.name = name;
    this.#window = 0;
    this.#turn = 0;
  }

  /** How many blocks the member that has its turn lags behind. */
  lag() {
    const { members = [0] } = this.#profile;
    return members[this.#turn++ % members.length];
  }

  /** The refusal of `requests` more requests at this time, or null. */
  tooOften(requests, nowMs) {
    const { rate } = this.#profile;
    if (!rate) return null;
    const window = Math.floor(nowMs / rate.window_ms);
    if (window !== this.#window) this.#left = rate.budget;
    this.#window = window;
    this.#left -= requests;
    const left = (window + 1) * rate.window_ms - nowMs;
    return this.#left < 0 ? rate.refusal({ ...rate, left_ms: left }) : null;
  }

  get refusesBatches() {
    return this.#profile.batch === "refused";
  }

  /** Replies of a batch in the provider's order. */
  inOrder(replies) {
    return this.#profile.batch === "reversed" ? [...replies].reverse() : replies;
  }

  /** What web3_clientVersion says; undefined for anvil's own. */
  get client() {
    return this.#profile.client;
  }

  /** Whether eth_capabilities is offered. */
  get tellsAbilities() {
    return this.#profile.capabilities === true;
  }

  /**
   * The answer to eth_capabilities: https://github.com/ethereum/execution-apis/pull/755
   *
   * @param header of the newest block
   */
  abilities({ number, hash }) {
    const { proofs, logs } = this.#profile;
    const newest = Number(number);
    const all = { disabled: false, oldestBlock: "0x0" };
    const kept = Math.min(proofs?.depth ?? Infinity, newest + 1);
    return {
      head: { number, hash },
      ...{ state: all, tx: all, receipts: all, blocks: all },
      logs: { ...all, disabled: logs?.span === 0 },
      stateproofs: {
        disabled: false,
        oldestBlock: hex(newest - kept + 1),
        deleteStrategy: { type: "window", retentionBlocks: hex(kept) },
      },
    };
  }

  /**
   * The refusal of a request, or null. `block` is the number that it is about, `tag` says whether a
   * tag named it; `header` resolves to that block's header.
   */
  async refusal({ method, params, block, tag, newest, header }) {
    const { proofs, logs } = this.#profile;
    if (method === "eth_getProof" && proofs) {
      const missing = proofs.tags ? !tag : block <= newest - proofs.depth;
      return missing ? proofs.refusal(await header()) : null;
    }
    if (method === "eth_getLogs" && logs) {
      const range = rangeOf(params, newest);
      if (range && range.to - range.from + 1 > logs.span)
        return logs.refusal({ ...range, span: logs.span });
    }
    return null;
  }

  /** The refusal of a list of events that is too long, or null. */
  tooMany(method, params, result, newest) {
    const { results } = this.#profile;
    if (method !== "eth_getLogs" || !results || !(result?.length > results.most)) return null;
    return results.refusal({ ...rangeOf(params, newest), most: results.most });
  }
}

function numberOf(name, newest) {
  if (name === undefined || name === null || TAGS.has(name)) return newest;
  if (name === "earliest") return 0;
  return /^0x[0-9a-f]{1,15}$/i.test(name) ? Number(name) : null;
}

function rangeOf([filter], newest) {
  if (!filter || filter.blockHash) return null;
  return { from: numberOf(filter.fromBlock, newest), to: numberOf(filter.toBlock, newest) };
}

/**
 * A request as a node whose newest block is `newest` reads it.
 *
 * Returns: {block, tag, params}: the number of the block that it is about (null for none), whether a
 * tag named it, and the parameters with numbers in the place of tags.
 */
export function readRequest(method, params, newest) {
  if (method === "eth_getLogs") {
    const range = rangeOf(params, newest);
    if (!range) return { block: null, tag: false, params };
    const filter = { ...params[0], fromBlock: hex(range.from), toBlock: hex(range.to) };
    return { block: range.to, tag: false, params: [filter] };
  }
  const at = BLOCK_AT[method];
  if (at === undefined) return { block: null, tag: false, params };
  const name = params[at];
  const block = numberOf(name, newest);
  const tag = !/^0x/i.test(name ?? "latest");
  if (block === null || !tag) return { block, tag, params };
  const named = [...params];
  named[at] = hex(block);
  return { block, tag, params: named };
}

/** What a node says of a block that it does not have yet: a result of null, or an error. */
export function unknownBlock(method, block, newest) {
  if (method === "eth_getBlockByNumber" || method === "eth_getBlockReceipts")
    return { result: null };
  // https://github.com/DefiLlama/defillama-sdk/pull/254
  if (method === "eth_getLogs")
    return {
      error: {
        code: -32602,
        message: `block range extends beyond current head block: requested ${block}, head ${newest}`,
      },
    };
  // https://github.com/MetaMask/metamask-extension/issues/7234
  return { error: { code: -32000, message: "header not found" } };
}

/** A result without what a node cannot know yet whose newest block is `newest`. */
export function withhold(method, result, newest) {
  if (method === "eth_blockNumber") return hex(newest);
  const number = Number(result?.blockNumber ?? result?.number ?? 0);
  if (number <= newest) return result;
  if (method === "eth_getTransactionByHash")
    return { ...result, blockHash: null, blockNumber: null, transactionIndex: null };
  return method === "eth_getTransactionReceipt" || method === "eth_getBlockByHash" ? null : result;
}
