// A distributor of Morpho's kind that pays for no datanet. No profile names it, and its tree has a
// claim in a second token.

import { compiled } from "../contracts.mjs";
import { Drop } from "./drops.mjs";
import { checksummed, textWithStrings } from "./payer.mjs";
import { standardTree } from "./trees.mjs";

const CONSTRUCTOR = ["constructor(address, uint256, bytes32, bytes32)"];
const NO_DOCUMENT = `0x${"0".repeat(64)}`;
const GRAIN_OF_DEMO = 5_000_000n;

export class Urd extends Drop {
  name = "urd";
  kind = "urd";
  slots = { root: "0x0", ipfs_hash: "0x1", claimed: "0x2", pending_root: "0x6" };

  get base() {
    return 35n * 10n ** 17n;
  }

  async deploy() {
    this.tree = this.makeTree();
    const code = { abi: CONSTRUCTOR, bytecode: compiled().Distributor };
    const { owner } = this.workshop;
    this.address = await this.workshop.deploy(code, owner, 0n, this.tree.root, NO_DOCUMENT);
    await this.fund(this.token, this.total);
    await this.fund(this.tokens.GRAIN, GRAIN_OF_DEMO);
  }

  rows() {
    const { account } = this.leaves.find(({ role }) => role === "demo");
    return [
      ...this.leaves.map(({ account: one, amount }) => [one, this.token, String(amount)]),
      [account, this.tokens.GRAIN, String(GRAIN_OF_DEMO)],
    ];
  }

  makeTree() {
    return standardTree(this.rows(), ["address", "address", "uint256"]);
  }

  files() {
    const { root, proofOf, dump } = this.tree;
    const tree = this.rows().map(([account, reward, claimable], i) => ({
      account: checksummed(account),
      reward: checksummed(reward),
      claimable,
      proof: proofOf(i),
    }));
    return [
      { name: "urd.json", text: textWithStrings({ root, tree }) },
      { name: "urd-tree.json", text: textWithStrings(dump) },
    ];
  }

  /** No profile names it: whoever is owed by it brings a file. */
  async entry() {
    return null;
  }
}
