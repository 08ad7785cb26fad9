// The arithmetic of the score rule `epoch-net/1`, without any chain or file.
//
// Over an epoch's inferences z with fees f: influence of a dataset = max(0, ⌊Σ f_z·I_z / Σ f_z⌋),
// netted before it is clipped; amount = ⌊pool · influence / Σ influence⌋; the pool is the
// contributors' share of the fees.

import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { ZeroHash } from "ethers";
import { hashText } from "../eas.mjs";
import { canonical } from "../json.mjs";

export const RULE = "epoch-net/1";
/** The part of every fee, in basis points. */
export const CONTRIBUTORS_BP = 7000n;
export const WHOLE_BP = 10_000n;

const SCORE_LEAF = ["address", "bytes32", "uint64", "uint256", "uint256"];
const PAYMENT_LEAF = ["address", "address", "uint256"];

/**
 * Scores of one epoch.
 *
 * @param inferences [{fee, influence: Map(dataset → signed bigint)}], not empty
 * @param owners Map(dataset → account), the model's datasets
 * @param phantom influence added to the total for an account that is in no leaf: what a cheating
 * datanet does
 * Returns {pool, total, leaves}, leaves ascending by (account, dataset).
 */
export function score(inferences, owners, phantom = 0n) {
  const fees = inferences.reduce((sum, { fee }) => sum + fee, 0n);
  const pool = (fees * CONTRIBUTORS_BP) / WHOLE_BP;
  const leaves = [...owners].map(([dataset, account]) => {
    const values = inferences.map(({ fee, influence }) => [fee, influence.get(dataset) ?? 0n]);
    const weighted = values.reduce((sum, [fee, value]) => sum + fee * value, 0n);
    const count = values.filter(([, value]) => value !== 0n).length;
    return {
      account,
      dataset,
      inferences: BigInt(count),
      influence: weighted > 0n ? weighted / fees : 0n,
    };
  });
  leaves.sort((a, b) => (a.account + a.dataset < b.account + b.dataset ? -1 : 1));
  const total = leaves.reduce((sum, { influence }) => sum + influence, phantom);
  for (const leaf of leaves) leaf.amount = total ? (pool * leaf.influence) / total : 0n;
  return { pool, total, leaves };
}

const texts = ({ account, dataset, inferences, influence, amount }) => ({
  account,
  dataset,
  inferences: String(inferences),
  influence: String(influence),
  amount: String(amount),
});

/** The document of an epoch's leaves: {text, hash}. */
export function documentOf(leaves) {
  const text = leaves.map((leaf) => `${canonical(texts(leaf))}\n`).join("");
  return { text, hash: hashText(text) };
}

/** The scores tree, in the order of the leaves. */
export function scoreTree(leaves) {
  const values = leaves
    .map(texts)
    .map(({ account, dataset, inferences, influence, amount }) => [
      account,
      dataset,
      inferences,
      influence,
      amount,
    ]);
  return StandardMerkleTree.of(values, SCORE_LEAF, { sortLeaves: false });
}

/** The sum that every account was ever due, after these leaves too. */
export function accumulate(cumulative, leaves) {
  const after = new Map(cumulative);
  for (const { account, amount } of leaves) {
    if (amount) after.set(account, (after.get(account) ?? 0n) + amount);
  }
  return after;
}

/** The distributor's tree over cumulative amounts: {root, claimOf(account)}. */
export function distributionOf(cumulative, token) {
  if (!cumulative.size) return { root: ZeroHash, claimOf: () => null };
  const values = [...cumulative].map(([account, amount]) => [account, token, String(amount)]);
  const tree = StandardMerkleTree.of(values, PAYMENT_LEAF);
  return {
    root: tree.root,
    claimOf(account) {
      const index = values.findIndex(([other]) => other === account);
      return index < 0
        ? null
        : { cumulative: cumulative.get(account), proof: tree.getProof(index) };
    },
  };
}
