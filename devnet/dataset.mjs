// A dataset as its contributor makes it: salted leaves, the tree's root, the manifest.
//
//	salt_i  = keccak256(salt_key ‖ uint64be(i))
//	blind_i = keccak256(salt_i ‖ record)
//	leaf_i  = keccak256(keccak256(abi.encode(address attester, uint64 i, bytes32 blind_i)))

import { randomBytes } from "node:crypto";
import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { concat, keccak256, toBeHex } from "ethers";
import { canonical } from "./json.mjs";
import { symmetricKey } from "./slip21.mjs";

const LEAF = ["address", "uint64", "bytes32"];

/** The tree over records in their order, which is the order of the leaves. */
export function recordTree(attester, saltKey, records) {
  const leaves = records.map((record, i) => {
    const salt = keccak256(concat([saltKey, toBeHex(i, 8)]));
    return [attester, String(i), keccak256(concat([salt, record]))];
  });
  return StandardMerkleTree.of(leaves, LEAF, { sortLeaves: false });
}

/**
 * Commits to records of the kind `lines` with the dataset keys of a seed.
 *
 * Returns {records, saltKey, manifest, text}: the manifest as an object and as the canonical text
 * that is attested.
 */
export function makeDataset(seed, attester, records, license) {
  const nonce = randomBytes(32).toString("hex");
  const saltKey = symmetricKey(seed, "byline", "salt", nonce);
  const bytes = records.reduce((sum, record) => sum + record.length, 0);
  const manifest = {
    blind: `0x${symmetricKey(seed, "byline", "manifest", nonce).toString("hex")}`,
    bytes: String(bytes),
    format: "byline-dataset/1",
    kind: "lines",
    label: { from: "key", name: "label" },
    license,
    nonce: `0x${nonce}`,
    records: String(records.length),
    root: recordTree(attester, saltKey, records).root,
    text: { from: "key", name: "text" },
  };
  return { records, saltKey, manifest, text: canonical(manifest) };
}

/** The records that packRecords() packed. */
export function unpackRecords(packed) {
  const records = [];
  for (let at = 0; at < packed.length; ) {
    const end = at + 8 + Number(packed.readBigUInt64BE(at));
    records.push(packed.subarray(at + 8, end));
    at = end;
  }
  return records;
}

/** Records as `byline model` reads them: n × (uint64be(length) ‖ record). */
export function packRecords(records) {
  return Buffer.concat(
    records.flatMap((record) => {
      const length = Buffer.alloc(8);
      length.writeBigUInt64BE(BigInt(record.length));
      return [length, record];
    }),
  );
}
