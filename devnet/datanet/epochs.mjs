// Epochs: from the inferences of a minute to a statement on chain, and from statements to money
// that can be claimed.

import { ZeroHash } from "ethers";
import { abi } from "../contracts.mjs";
import { STATEMENT, attest, attestedUid } from "../eas.mjs";
import { accumulate, distributionOf, documentOf, score, scoreTree } from "./settlement.mjs";

export const EPOCH_SECONDS = 60;
/** Answers to customers in an epoch of the past, and in one in which nobody asks. */
export const EPOCH_INFERENCES = 24;
/** A root follows every tenth epoch; the last of them is epoch 28 of the thirty in the history. */
const EPOCHS_PER_ROOT = 10;
const ROOT_OFFSET = 8;

// A phantom account's share of the total influence, as a divisor.
const PHANTOM_SHARE = 10n;

export class Epochs {
  #chain;
  #operator;
  #treasurer;
  #contracts;
  #list = [];
  #funded = 0n;
  #published = 0;
  #start;

  /**
   * @param operator wallet of the datanet; @param treasurer wallet that may mint the token
   * @param contracts {token, distributor}; @param start unix seconds when the first epoch begins
   */
  constructor({ chain, operator, treasurer, contracts, start }) {
    this.#chain = chain;
    this.#operator = operator;
    this.#treasurer = treasurer;
    this.#contracts = contracts;
    this.#start = start;
    /** False: roots are published without the money behind them. */
    this.funding = true;
  }

  /** Number of the newest settled epoch; 0 if there is none. */
  get latest() {
    return this.#list.length;
  }

  /** When the running epoch ends by itself. */
  get nextAt() {
    return this.#start + EPOCH_SECONDS;
  }

  /** The distribution that is set on chain: {root, statement, claimOf(account)}. */
  get published() {
    const epoch = this.get(this.#published);
    if (!epoch) return { root: ZeroHash, statement: ZeroHash, claimOf: () => null };
    const { distribution, uid } = epoch;
    return { root: distribution.root, statement: uid, claimOf: distribution.claimOf };
  }

  /** All epochs, for resume() of another datanet with the same contracts. */
  keep() {
    // The trees have functions; they follow from the rest.
    const list = this.#list.map(({ tree, distribution, ...rest }) => rest);
    return { list, funded: this.#funded, published: this.#published, start: this.#start };
  }

  resume({ list, funded, published, start }) {
    this.#list = list.map((epoch) => ({
      ...epoch,
      tree: scoreTree(epoch.leaves),
      distribution: distributionOf(epoch.cumulative, this.#contracts.token),
    }));
    this.#funded = funded;
    this.#published = published;
    this.#start = start;
  }

  /** A settled epoch: {epoch, uid, leaves, tree, text, …}, or undefined. */
  get(epoch) {
    return this.#list[epoch - 1];
  }

  /** Settled epochs above `after`. */
  after(epoch) {
    return this.#list.slice(epoch);
  }

  /** True if a root belongs after the newest epoch. */
  get rootIsDue() {
    return this.latest % EPOCHS_PER_ROOT === ROOT_OFFSET;
  }

  /**
   * Settles inferences as the next epoch, ending at `end`, and mines the block with its statement
   * at `minedAt`.
   *
   * @param fraud {underpay: account} pays one unit too little; {phantom: true} dilutes everybody by
   * an account that is in no leaf; {forget: account} counts one inference too few; {omit: account}
   * leaves its datasets out; {misname: true} attests another root than the one that will be set;
   * {} is honest
   */
  async settle({ inferences, model, end: wantedEnd, minedAt, fraud = {} }) {
    const end = Math.max(wantedEnd, this.#start + 1);
    const datasets = model.datasets.filter(({ account }) => account !== fraud.omit);
    const owners = new Map(datasets.map(({ uid, account }) => [uid, account]));
    let { pool, total, leaves } = score(inferences, owners);
    if (fraud.phantom)
      ({ pool, total, leaves } = score(inferences, owners, total / PHANTOM_SHARE + 1n));
    if (fraud.underpay) underpay(leaves, fraud.underpay);
    if (fraud.forget) leaves.find(({ account }) => account === fraud.forget).inferences -= 1n;

    const cumulative = accumulate(this.#list.at(-1)?.cumulative ?? new Map(), leaves);
    const distribution = distributionOf(cumulative, this.#contracts.token);
    const document = documentOf(leaves);
    const tree = scoreTree(leaves);
    const epoch = this.latest + 1;
    const transaction = await attest(this.#chain, this.#operator, STATEMENT, {
      recipient: this.#contracts.distributor,
      refUID: this.#list.at(-1)?.uid ?? ZeroHash,
      values: {
        ...this.#contracts,
        epoch,
        start: this.#start,
        end,
        distribution: fraud.misname ? document.hash : distribution.root,
        model: model.keccak,
        scores: tree.root,
        document: document.hash,
        pool,
        influence: total,
      },
    });
    await this.#chain.mine(minedAt);
    const uid = await attestedUid(this.#chain, transaction);
    this.#list.push({
      epoch,
      uid,
      start: this.#start,
      end,
      pool,
      total,
      leaves,
      tree,
      model: model.keccak,
      text: document.text,
      cumulative,
      distribution,
    });
    this.#start = end;
    return this.#list.at(-1);
  }

  /**
   * Sets the newest epoch's distribution as the distributor's root, and brings the money for it.
   */
  async publish(minedAt) {
    const newest = this.#list.at(-1);
    if (!newest || newest.distribution.root === this.published.root) return;
    if (this.funding) await this.fund();
    await this.#chain.send(this.#operator, {
      to: this.#contracts.distributor,
      data: abi.distributor.encodeFunctionData("setRoot", [newest.distribution.root, newest.uid]),
    });
    await this.#chain.mine(minedAt);
    this.#published = newest.epoch;
  }

  /**
   * Submits a root that is not in force yet: the newest epoch's, as the distributor's pending root.
   */
  submitRoot() {
    const newest = this.#list.at(-1);
    return this.#chain.send(this.#operator, {
      to: this.#contracts.distributor,
      data: abi.distributor.encodeFunctionData("submitRoot", [
        newest.distribution.root,
        newest.uid,
      ]),
    });
  }

  /** Brings the distributor what all settled epochs owe and it has not got yet. */
  async fund() {
    const due = sum(this.#list.at(-1)?.cumulative ?? new Map());
    const missing = due - this.#funded;
    if (missing > 0n) await this.#mint("mint", missing);
  }

  /** Takes everything out of the distributor. */
  async drain() {
    const { token, distributor } = this.#contracts;
    const [balance] = await this.#chain.read(abi.token, token, "balanceOf", [distributor]);
    await this.#mint("burn", balance);
  }

  async #mint(name, amount) {
    const { token, distributor } = this.#contracts;
    await this.#chain.send(this.#treasurer, {
      to: token,
      data: abi.token.encodeFunctionData(name, [distributor, amount]),
    });
    this.#funded += name === "mint" ? amount : -amount;
  }
}

const sum = (cumulative) => [...cumulative.values()].reduce((total, amount) => total + amount, 0n);

function underpay(leaves, account) {
  const leaf = leaves.find((candidate) => candidate.account === account && candidate.amount > 0n);
  if (!leaf) throw new Error(`${account} earns nothing in this epoch, so it cannot be underpaid`);
  leaf.amount -= 1n;
}
