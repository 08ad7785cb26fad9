// The trees of the payers, as other people's libraries make them. Each is {root, proofOf(i)} over
// the leaves in the order given, with what the library writes into a file as `dump`, where it does.

import { SimpleMerkleTree, StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { AbiCoder, ZeroHash, concat, getBytes, keccak256, solidityPackedKeccak256 } from "ethers";
import { MerkleTree } from "merkletreejs";

const coder = AbiCoder.defaultAbiCoder();

/** OpenZeppelin's standard tree over rows of values. */
export function standardTree(rows, types) {
  const tree = StandardMerkleTree.of(rows, types);
  return { root: tree.root, proofOf: (i) => tree.getProof(i), dump: tree.dump() };
}

/** Merkl's tree over rows of account, token, amount: each leaf hashed once. */
export function merklTree(rows) {
  const types = ["address", "address", "uint256"];
  const tree = SimpleMerkleTree.of(rows.map((row) => keccak256(coder.encode(types, row))));
  return { root: tree.root, proofOf: (i) => tree.getProof(i) };
}

/** A tree over leaves that are packed and hashed once, with sorted pairs: Uniswap's and 1inch's. */
export function packedTree(rows, types) {
  const leaves = rows.map((row) => Buffer.from(getBytes(solidityPackedKeccak256(types, row))));
  const hash = (data) => Buffer.from(getBytes(keccak256(data)));
  const tree = new MerkleTree(leaves, hash, { sort: true });
  return { root: tree.getHexRoot(), proofOf: (i) => tree.getHexProof(leaves[i]) };
}

const EARNER_SALT = "0x00";
const TOKEN_SALT = "0x01";

/**
 * EigenLayer's tree of trees over [{earner, tokens: [{token, amount}]}], hashed in the order of the
 * indices. No library has it, so ethers' hash makes it. Gives {root, claimOf(earnerIndex)}; a claim
 * is of all tokens of the earner.
 */
export function earnersTree(earners) {
  const tokenTrees = earners.map(({ tokens }) =>
    indexTree(
      tokens.map(({ token, amount }) =>
        keccak256(concat([TOKEN_SALT, token, coder.encode(["uint256"], [amount])])),
      ),
    ),
  );
  const tree = indexTree(
    earners.map(({ earner }, i) => keccak256(concat([EARNER_SALT, earner, tokenTrees[i].root]))),
  );
  return {
    root: tree.root,
    claimOf: (i) => ({
      earnerIndex: i,
      earnerTreeProof: concat(tree.proofOf(i)),
      earnerLeaf: { earner: earners[i].earner, earnerTokenRoot: tokenTrees[i].root },
      tokenIndices: earners[i].tokens.map((_, j) => j),
      tokenTreeProofs: earners[i].tokens.map((_, j) => concat(tokenTrees[i].proofOf(j))),
      tokenLeaves: earners[i].tokens.map(({ token, amount }) => ({
        token,
        cumulativeEarnings: amount,
      })),
    }),
  };
}

// Leaves are filled up with zeroes to a power of two.
function indexTree(leaves) {
  const width = 2 ** Math.ceil(Math.log2(leaves.length));
  const layers = [[...leaves, ...Array(width - leaves.length).fill(ZeroHash)]];
  while (layers.at(-1).length > 1) {
    const below = layers.at(-1);
    layers.push(
      Array.from({ length: below.length / 2 }, (_, i) =>
        keccak256(concat([below[2 * i], below[2 * i + 1]])),
      ),
    );
  }
  return {
    root: layers.at(-1)[0],
    proofOf: (i) => layers.slice(0, -1).map((layer, depth) => layer[(i >> depth) ^ 1]),
  };
}
