// Distributors of one token from one tree: Uniswap's, 1inch's, OpenZeppelin's, WeatherXM's.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Payer, checksummed, textWithStrings } from "./payer.mjs";
import { shareOut } from "./people.mjs";
import { packedTree, standardTree } from "./trees.mjs";

const UNISWAP = JSON.parse(
  readFileSync(
    fileURLToPath(
      new URL(
        "../node_modules/@uniswap/merkle-distributor/build/MerkleDistributor.json",
        import.meta.url,
      ),
    ),
    "utf8",
  ),
);

const hexAmount = (amount) => {
  const digits = amount.toString(16);
  return `0x${digits.length % 2 ? "0" : ""}${digits}`;
};

/** Files of Uniswap's shape: claims by account. */
function resultFile(root, leaves, proofOf) {
  return textWithStrings({
    merkleRoot: root,
    tokenTotal: hexAmount(leaves.reduce((sum, { amount }) => sum + amount, 0n)),
    claims: Object.fromEntries(
      leaves.map(({ account, index, amount }, i) => [
        checksummed(account),
        { ...(index === undefined ? {} : { index }), amount: hexAmount(amount), proof: proofOf(i) },
      ]),
    ),
  });
}

/** CSV of index, account, amount. */
export function csvOf(leaves) {
  const lines = leaves.map(({ index, account, amount }) => `${index},${account},${amount}\n`);
  return `index,account,amount\n${lines.join("")}`;
}

/** A distributor of one token with one leaf per account. */
export class Drop extends Payer {
  kind = "merkle";

  constructor(context) {
    super(context);
    this.token = this.tokens.OPEN;
    this.leaves = shareOut(this.people, this.base);
  }

  /** Replaces what accounts are owed ({account: amount}) and makes the tree anew. */
  change(amounts) {
    const fresh = Object.keys(amounts).filter((one) => !this.leaves.some((l) => l.account === one));
    this.leaves = [
      ...this.leaves.map((leaf) => ({ ...leaf, amount: amounts[leaf.account] ?? leaf.amount })),
      ...fresh.map((account) => ({
        account,
        role: this.roleOf(account),
        amount: amounts[account],
      })),
    ];
    this.tree = this.makeTree();
  }

  get total() {
    return this.leaves.reduce((sum, { amount }) => sum + amount, 0n);
  }

  owed() {
    return this.leaves.map(({ account, role, index, amount }, i) => ({
      account,
      ...(role ? { role } : {}),
      ...(index === undefined ? {} : { index: String(index) }),
      token: this.token,
      amount: String(amount),
      proof: this.tree.proofOf(i),
    }));
  }

  async state() {
    return { root: this.tree.root };
  }

  async entry() {
    const { kind, preset, token, pinnedSlots: slots } = this;
    return { kind, preset, name: this.title, ...(await this.pins()), token, slots };
  }
}

export class Uniswap extends Drop {
  name = "uniswap";
  preset = "uniswap";
  title = "Uniswap's distributor";
  slots = { claimed: "0x0" };

  get base() {
    return 8n * 10n ** 18n;
  }

  async deploy() {
    // Indices are by address, as Uniswap's own tool gives them.
    this.leaves.sort((a, b) => (a.account < b.account ? -1 : 1));
    this.leaves = this.leaves.map((leaf, index) => ({ ...leaf, index }));
    this.tree = this.makeTree();
    this.address = await this.workshop.deploy(UNISWAP, this.token, this.tree.root);
    await this.fund(this.token, this.total);
  }

  makeTree() {
    const rows = this.leaves.map(({ index, account, amount }) => [index, account, amount]);
    return packedTree(rows, ["uint256", "address", "uint256"]);
  }

  files() {
    const { root, proofOf } = this.tree;
    return [
      { name: "uniswap.json", text: resultFile(root, this.leaves, proofOf) },
      { name: "uniswap.csv", text: csvOf(this.leaves) },
    ];
  }
}

/** A drop whose owner replaces the root. */
class Replaced extends Drop {
  slots = { root: "0x1", claimed: "0x2" };

  async deploy() {
    this.tree = this.makeTree();
    this.address = await this.workshop.deploy(this.contract, this.token, this.workshop.owner);
    await this.replace({});
  }

  /** Sets the root of a tree with other amounts, and brings the money for it. */
  async replace(amounts) {
    const before = this.root ? this.total : 0n;
    this.change(amounts);
    this.root = this.tree.root;
    await this.workshop.call(this.contract, this.address, "setMerkleRoot", [this.root]);
    if (this.total > before) await this.fund(this.token, this.total - before);
  }
}

export class OneInch extends Replaced {
  name = "1inch";
  preset = "1inch";
  title = "1inch's drop";
  contract = "CumulativeDrop";

  get base() {
    return 625n * 10n ** 16n;
  }

  makeTree() {
    const rows = this.leaves.map(({ account, amount }) => [account, amount]);
    return packedTree(rows, ["address", "uint256"]);
  }

  files() {
    const { root, proofOf } = this.tree;
    return [{ name: "1inch.json", text: resultFile(root, this.leaves, proofOf) }];
  }
}

export class OpenZeppelin extends Replaced {
  name = "openzeppelin";
  preset = "openzeppelin";
  title = "An airdrop";
  contract = "AirdropOZ";

  get base() {
    return 95n * 10n ** 17n;
  }

  makeTree() {
    const rows = this.leaves.map(({ account, amount }) => [account, String(amount)]);
    return standardTree(rows, ["address", "uint256"]);
  }

  files() {
    return [{ name: "openzeppelin.json", text: textWithStrings(this.tree.dump) }];
  }
}

export class WeatherXM extends Drop {
  name = "weatherxm";
  preset = "weatherxm";
  title = "WeatherXM's rewards";
  isProxy = true;
  slots = { root: "0x193", claimed: "0x192", cycle: "0x195" };
  unpinned = ["cycle"];
  /** The tree of each cycle. */
  cycles = [];

  get base() {
    return 11n * 10n ** 18n;
  }

  async deploy() {
    const { token, workshop } = this;
    Object.assign(this, await workshop.deployProxy("RewardPool", token, workshop.owner));
    await this.replace({});
  }

  makeTree() {
    const rows = this.leaves.map(({ account, amount }) => [account, String(amount)]);
    return standardTree(rows, ["address", "uint256"]);
  }

  /** Submits the root of another cycle, and brings the money for it. */
  async replace(amounts) {
    const before = this.cycles.length ? this.total : 0n;
    this.change(amounts);
    this.cycles.push(this.tree);
    const more = this.total > before ? this.total - before : 0n;
    const args = [this.tree.root, more, 0n];
    await this.workshop.call("RewardPool", this.address, "submitMerkleRoot", args);
    if (more) await this.fund(this.token, more);
  }

  async state() {
    return { root: this.tree.root, cycle: String(this.cycles.length - 1) };
  }

  files() {
    return this.cycles.map(({ dump }, cycle) => ({
      name: cycle === this.cycles.length - 1 ? "weatherxm.json" : `weatherxm-${cycle}.json`,
      text: textWithStrings(dump),
    }));
  }
}
