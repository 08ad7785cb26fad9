// Merkl: one tree for all tokens, a time for disputes after each new one.

import { ZeroHash } from "ethers";
import { Payer, checksummed, textWithStrings } from "./payer.mjs";
import { shareOut } from "./people.mjs";
import { merklTree } from "./trees.mjs";

const NAME = "MerklDistributor";
const OPEN_BASE = 125n * 10n ** 17n;
const GRAIN_BASE = 42_750_000n;
const HOLLOW_BASE = 3n * 10n ** 18n;
// Of the wrapper one account is owed something.
const WRAPPED = { role: "contributor-1", amount: 4n * 10n ** 18n };
// Of what is accrued and in no tree yet, for the demo account alone.
const PENDING = 5n * 10n ** 17n;
const DEPOSIT = 100n * 10n ** 18n;
const WRAPPER_FEE_BASIS_POINTS = 100n;

// A dispute period of no epoch, in epochs of a second, is over in the block of the update.
const AT_ONCE = { epoch: 1, period: 0 };
// As the real one has it: no epoch of its own, and one to two hours for disputes.
const USUAL = { epoch: 0, period: 1 };

export class Merkl extends Payer {
  name = "merkl";
  kind = "merkl";
  title = "Merkl";
  isProxy = true;
  slots = {
    tree: "0x65",
    last_tree: "0x67",
    dispute: "0x6b",
    claimed: "0x6d",
    operators: "0x70",
    epoch: "0x71",
    recipients: "0x72",
    main_operators: "0x73",
  };
  unpinned = ["epoch", "main_operators"];
  /** Rows of account, role, token, amount. */
  leaves = [];
  #trees = new Map();

  async deploy() {
    const { workshop, tokens, wallets, people } = this;
    Object.assign(this, await workshop.deployProxy(NAME, workshop.owner));
    const holder = wallets.faucet;
    const wrapper = await workshop.deploy(
      "RewardWrapper",
      tokens.OPEN,
      this.address,
      holder.address,
      WRAPPER_FEE_BASIS_POINTS,
    );
    tokens.rOPEN = wrapper;
    this.holder = holder;
    const allowance = 10n ** 30n;
    await workshop.call("PlainToken", tokens.OPEN, "approve", [wrapper, allowance], holder);
    await this.#send("setDisputeToken", [tokens.OPEN]);
    await this.#send("setDisputeAmount", [DEPOSIT]);

    const rows = (token, base) => shareOut(people, base).map((one) => ({ ...one, token }));
    const { role, amount } = WRAPPED;
    const [wrapped] = people.filter((one) => one.role === role);
    this.leaves = [
      ...rows(tokens.OPEN, OPEN_BASE),
      ...rows(tokens.GRAIN, GRAIN_BASE),
      ...rows(tokens.HOLLOW, HOLLOW_BASE),
      { ...wrapped, token: wrapper, amount },
    ];
    for (const token of [tokens.OPEN, tokens.GRAIN, wrapper])
      await this.fund(token, this.#total(token));
    await this.#publish({});
  }

  /**
   * A new tree, with other amounts ({account: {token: amount}}). `epoch` (seconds) and `period`
   * (epochs) stay as they are given; without them the tree is in force at once.
   */
  async update({ amounts, epoch, period }) {
    const [disputer] = await this.workshop.read(NAME, this.address, "disputer", []);
    if (BigInt(disputer)) throw new Error("a dispute is open, and no tree can follow; resolve it");
    const before = new Map(this.#tokens.map((token) => [token, this.#total(token)]));
    for (const [account, byToken] of Object.entries(amounts))
      for (const [token, amount] of Object.entries(byToken)) this.#owe(account, token, amount);
    for (const token of this.#tokens) {
      const more = this.#total(token) - (before.get(token) ?? 0n);
      if (more > 0n && token !== this.tokens.HOLLOW) await this.fund(token, more);
    }
    await this.#publish({ epoch, period });
  }

  /** `wallet` pays the deposit and disputes the newest tree. */
  async dispute(wallet, reason) {
    const { workshop, tokens, address } = this;
    await workshop.mint(tokens.OPEN, wallet.address, DEPOSIT);
    await workshop.call("PlainToken", tokens.OPEN, "approve", [address, DEPOSIT], wallet);
    await this.#send("disputeTree", [reason], wallet);
  }

  resolve(valid) {
    return this.#send("resolveDispute", [valid]);
  }

  revoke() {
    return this.#send("revokeTree", []);
  }

  setRecipient(wallet, recipient, token) {
    return this.#send("setClaimRecipient", [recipient, token], wallet);
  }

  toggleOperator(wallet, operator) {
    return this.#send("toggleOperator", [wallet.address, operator], wallet);
  }

  async fund(token, amount) {
    if (token !== this.tokens.rOPEN) return super.fund(token, amount);
    // The holder keeps what the wrapper stands for.
    await this.workshop.mint(this.tokens.OPEN, this.holder.address, amount);
    await this.workshop.call("RewardWrapper", token, "mint", [amount], this.holder);
  }

  async drain(token, amount) {
    if (token !== this.tokens.rOPEN) return super.drain(token, amount);
    const { OPEN } = this.tokens;
    const { address } = this.holder;
    const [there] = await this.workshop.read("PlainToken", OPEN, "balanceOf", [address]);
    await this.workshop.burn(OPEN, address, amount ?? there);
  }

  owed() {
    const { proofOf } = this.tree;
    return this.leaves.map(({ account, role, token, amount }, i) => ({
      account,
      ...(role ? { role } : {}),
      token,
      amount: String(amount),
      proof: proofOf(i),
    }));
  }

  async state() {
    const { workshop, address } = this;
    const [inForce] = await workshop.read(NAME, address, "getMerkleRoot", []);
    const [end] = await workshop.read(NAME, address, "endOfDisputePeriod", []);
    const [disputer] = await workshop.read(NAME, address, "disputer", []);
    return {
      url: this.url,
      root: this.tree.root,
      root_in_force: inForce,
      end_of_dispute_period: String(end),
      disputer: disputer.toLowerCase(),
      holder: this.holder.address.toLowerCase(),
    };
  }

  async entry() {
    const { kind, title, url, pinnedSlots: slots } = this;
    return { kind, name: title, ...(await this.pins()), url, slots };
  }

  /**
   * The rewards of one account, as the server tells them: of the tree in force, and what the newer
   * one adds as pending. `early` takes the newest tree's; `claimedAt` is the block at which the
   * server last looked what was claimed.
   */
  async rewardsOf(account, { early = false, claimedAt = "latest" }) {
    const { workshop, address } = this;
    const [inForce] = await workshop.read(NAME, address, "getMerkleRoot", []);
    const tree = early ? this.tree : this.#trees.get(inForce);
    const newest = new Map(this.leaves.filter(isOf(account)).map((l) => [l.token, l.amount]));
    const rewards = [];
    for (const [i, leaf] of (tree?.leaves ?? []).entries()) {
      if (leaf.account !== account) continue;
      const [claimed] = await workshop.read(
        NAME,
        address,
        "claimed",
        [account, leaf.token],
        claimedAt,
      );
      const accrued = leaf.role === "demo" && leaf.token === this.tokens.OPEN ? PENDING : 0n;
      rewards.push({
        root: tree.root,
        token: leaf.token,
        amount: leaf.amount,
        claimed,
        pending: (newest.get(leaf.token) ?? 0n) - leaf.amount + accrued,
        proofs: tree.proofOf(i),
      });
    }
    return rewards;
  }

  get #tokens() {
    return [...new Set(this.leaves.map(({ token }) => token))];
  }

  #total(token) {
    return this.leaves.reduce((sum, leaf) => sum + (leaf.token === token ? leaf.amount : 0n), 0n);
  }

  #owe(account, token, amount) {
    const leaf = this.leaves.find((one) => one.account === account && one.token === token);
    if (leaf) Object.assign(leaf, { amount });
    else this.leaves.push({ account, role: this.roleOf(account), token, amount });
  }

  async #publish({ epoch, period }) {
    const leaves = this.leaves.map((leaf) => ({ ...leaf }));
    const rows = leaves.map(({ account, token, amount }) => [account, token, amount]);
    this.tree = { ...merklTree(rows), leaves };
    this.#trees.set(this.tree.root, this.tree);
    const keeps = epoch !== undefined || period !== undefined;
    await this.#setPeriod(keeps ? { ...USUAL, ...definedOf({ epoch, period }) } : AT_ONCE);
    await this.#send("updateTree", [[this.tree.root, ZeroHash]]);
    if (!keeps) await this.#setPeriod(USUAL);
  }

  async #setPeriod({ epoch, period }) {
    await this.#send("setEpochDuration", [epoch]);
    await this.#send("setDisputePeriod", [period]);
  }

  #send(fn, args, wallet) {
    return this.workshop.call(NAME, this.address, fn, args, wallet);
  }
}

const isOf = (account) => (leaf) => leaf.account === account;

const definedOf = (object) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

/** Merkl's reply about one account, as JSON that a user may save. */
export function replyText(reply, { numbers = false } = {}) {
  const shown = reply.map(({ chain, rewards }) => ({
    chain: { id: chain, name: "byline devnet" },
    rewards: rewards.map(({ root, token, amount, claimed, pending, proofs, recipient }) => ({
      root,
      distributionChainId: chain,
      recipient,
      amount: numbers ? Number(amount) : String(amount),
      claimed: numbers ? Number(claimed) : String(claimed),
      pending: numbers ? Number(pending) : String(pending),
      proofs,
      token: { ...token, address: checksummed(token.address), chainId: chain },
    })),
  }));
  return textWithStrings(shown);
}
