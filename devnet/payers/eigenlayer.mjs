// EigenLayer: a list of roots of trees of trees, each valid after a delay.

import { Payer, checksummed, textWithNumbers, textWithStrings } from "./payer.mjs";
import { shareOut } from "./people.mjs";
import { earnersTree } from "./trees.mjs";

const NAME = "RewardsCoordinator";
const OPEN_BASE = 775n * 10n ** 16n;
const GRAIN_BASE = 5_000_000n;
// The first root is of rewards up to so many seconds ago; each further one is a second later.
const CALCULATED_BEFORE = 100_000;
const PAUSED_ROOTS = 8n;

export class EigenLayer extends Payer {
  name = "eigenlayer";
  kind = "eigenlayer";
  title = "EigenLayer";
  isProxy = true;
  slots = { paused: "0x66", roots: "0xca", claimers: "0xcc", claimed: "0xcd" };
  /** The trees of all roots. */
  trees = [];
  #delay = 0;

  async deploy() {
    const { workshop, tokens, people } = this;
    Object.assign(this, await workshop.deployProxy(NAME, workshop.owner, this.#delay));
    this.#calculated = workshop.now - CALCULATED_BEFORE;
    const grain = shareOut(people, GRAIN_BASE);
    this.earners = shareOut(people, OPEN_BASE).map(({ account, role, amount }, i) => ({
      earner: account,
      role,
      tokens: [
        { token: tokens.OPEN, amount },
        { token: tokens.GRAIN, amount: grain[i].amount },
      ],
    }));
    for (const token of [tokens.OPEN, tokens.GRAIN]) await this.fund(token, this.#total(token));
    await this.#submit();
  }

  #calculated = 0;

  /** Another root, with other earnings ({account: {token: amount}}), valid after `delay` s. */
  async submit({ amounts, delay }) {
    const [paused] = await this.workshop.read(NAME, this.address, "paused()", []);
    if (paused & PAUSED_ROOTS) throw new Error("roots are paused; take bit 3 away");
    const { OPEN, GRAIN } = this.tokens;
    const before = new Map([OPEN, GRAIN].map((token) => [token, this.#total(token)]));
    for (const [account, byToken] of Object.entries(amounts))
      for (const [token, amount] of Object.entries(byToken)) this.#owe(account, token, amount);
    for (const [token, sum] of before) {
      const more = this.#total(token) - sum;
      if (more > 0n) await this.fund(token, more);
    }
    if (delay !== undefined && Number(delay) !== this.#delay) {
      this.#delay = Number(delay);
      await this.#send("setActivationDelay", [this.#delay]);
    }
    await this.#submit();
  }

  disable(index) {
    return this.#send("disableRoot", [index]);
  }

  /** Sets the bits of what is paused; the contract adds and takes away by different functions. */
  async pause(bits) {
    const [before] = await this.workshop.read(NAME, this.address, "paused()", []);
    const adds = (before & bits) === before;
    await this.#send(adds ? "pause" : "unpause", [bits]);
  }

  setClaimer(wallet, claimer) {
    return this.#send("setClaimerFor", [claimer], wallet);
  }

  /** An account's claim of all tokens under a root, the newest by default; null for none. */
  claimOf(account, rootIndex = this.trees.length - 1) {
    const { tree, earners } = this.trees[rootIndex];
    const index = earners.findIndex(({ earner }) => earner === account);
    return index < 0 ? null : { rootIndex, ...tree.claimOf(index) };
  }

  owed() {
    return this.earners.flatMap(({ earner, role, tokens }) =>
      tokens.map(({ token, amount }) => ({
        account: earner,
        ...(role ? { role } : {}),
        token,
        amount: String(amount),
      })),
    );
  }

  async state() {
    const [paused] = await this.workshop.read(NAME, this.address, "paused()", []);
    return {
      roots: this.trees.map(({ tree }) => tree.root),
      activation_delay: String(this.#delay),
      paused: String(paused),
    };
  }

  async entry() {
    const { kind, title, slots } = this;
    return { kind, name: title, ...(await this.pins()), slots };
  }

  // Each account's claim under the newest root, of the shape of the public vectors and of the shape
  // in which the command line tool writes it.
  files() {
    const known = this.earners.filter(({ role }) => role);
    return known.flatMap(({ earner, role }) => {
      const claim = this.claimOf(earner);
      return [
        { name: `eigenlayer-${role}.json`, text: this.#vectorText(claim) },
        { name: `eigenlayer-cli-${role}.json`, text: textWithStrings(claim) },
      ];
    });
  }

  #vectorText(claim) {
    return textWithNumbers({
      Root: this.trees[claim.rootIndex].tree.root,
      RootIndex: claim.rootIndex,
      EarnerIndex: claim.earnerIndex,
      EarnerTreeProof: claim.earnerTreeProof,
      EarnerLeaf: {
        Earner: checksummed(claim.earnerLeaf.earner),
        EarnerTokenRoot: claim.earnerLeaf.earnerTokenRoot,
      },
      LeafIndices: claim.tokenIndices,
      TokenTreeProofs: claim.tokenTreeProofs,
      TokenLeaves: claim.tokenLeaves.map(({ token, cumulativeEarnings }) => ({
        Token: checksummed(token),
        CumulativeEarnings: cumulativeEarnings,
      })),
      TokenTreeProofsNum: claim.tokenTreeProofs.length,
      TokenLeavesNum: claim.tokenLeaves.length,
    });
  }

  #total(token) {
    const all = this.earners.flatMap(({ tokens }) => tokens);
    return all.reduce((sum, one) => sum + (one.token === token ? one.amount : 0n), 0n);
  }

  #owe(account, token, amount) {
    let earner = this.earners.find((one) => one.earner === account);
    if (!earner) {
      earner = { earner: account, role: this.roleOf(account), tokens: [] };
      this.earners.push(earner);
    }
    const leaf = earner.tokens.find((one) => one.token === token);
    if (leaf) leaf.amount = amount;
    else earner.tokens.push({ token, amount });
  }

  async #submit() {
    const earners = this.earners.map((one) => ({
      ...one,
      tokens: one.tokens.map((leaf) => ({ ...leaf })),
    }));
    const tree = earnersTree(earners);
    this.trees.push({ tree, earners });
    this.#calculated++;
    await this.#send("submitRoot", [tree.root, this.#calculated]);
  }

  #send(fn, args, wallet) {
    return this.workshop.call(NAME, this.address, fn, args, wallet);
  }
}
