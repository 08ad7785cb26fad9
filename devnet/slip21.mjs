// Symmetric keys from the seed (SLIP-0021): what the wallet derives, so that it recovers the demo
// account's datasets.

import { createHmac } from "node:crypto";

const hmac = (key, data) => createHmac("sha512", key).update(data).digest();

/** The 32-byte key at a path of labels below the 64-byte BIP-39 seed. */
export function symmetricKey(seed, ...labels) {
  let node = hmac("Symmetric key seed", seed);
  for (const label of labels)
    node = hmac(node.subarray(0, 32), Buffer.concat([Buffer.from([0]), Buffer.from(label)]));
  return node.subarray(32);
}
