// An upload's client side: sealing (docs/formats.md) and tus; apart from the datanet's code.

import { createRequire } from "node:module";
import { AbiCoder, concat, getBytes, keccak256, toBeHex } from "ethers";

const sodium = createRequire(import.meta.url)("libsodium-wrappers");

const CHUNK = 65536;
const UPLOAD = {
  Upload: [
    { name: "dataset", type: "bytes32" },
    { name: "file", type: "bytes32" },
    { name: "size", type: "uint64" },
    { name: "expires", type: "uint64" },
  ],
};

const sized = (bytes) => Buffer.concat([getBytes(toBeHex(bytes.length, 8)), bytes]);

/** A sealed upload file for a datanet (its reply to /v1/datanet). */
export async function seal({ intake, chain_id: chainId, eas }, dataset, content) {
  await sodium.ready;
  const { manifest, saltKey, records } = content;
  const plain = Buffer.concat([sized(Buffer.from(manifest)), saltKey, ...records.map(sized)]);
  const ad = getBytes(concat([toBeHex(BigInt(chainId), 32), eas, dataset]));
  const streamKey = sodium.crypto_secretstream_xchacha20poly1305_keygen();
  const stream = sodium.crypto_secretstream_xchacha20poly1305_init_push(streamKey);
  const chunks = [];
  for (let at = 0; at < plain.length; at += CHUNK) {
    const tag =
      at + CHUNK >= plain.length
        ? sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
        : sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
    const chunk = plain.subarray(at, at + CHUNK);
    chunks.push(sodium.crypto_secretstream_xchacha20poly1305_push(stream.state, chunk, ad, tag));
  }
  const sealedKey = sodium.crypto_box_seal(streamKey, getBytes(intake.key));
  const head = [Buffer.from("BYLSEAL\n\x01"), getBytes(intake.id), sealedKey, stream.header];
  return Buffer.concat([...head, ...chunks]);
}

/** Headers that create an upload, signed by `wallet`. */
export async function creation(datanet, wallet, dataset, file, expires = now() + 600) {
  const domain = {
    name: "byline datanet",
    version: "1",
    chainId: BigInt(datanet.chain_id),
    verifyingContract: datanet.address,
  };
  const message = { dataset, file: keccak256(file), size: file.length, expires };
  const signature = await wallet.signTypedData(domain, UPLOAD, message);
  const metadata = Object.entries({ ...message, signature })
    .map(([key, value]) => `${key} ${Buffer.from(String(value)).toString("base64")}`)
    .join(",");
  return {
    "tus-resumable": "1.0.0",
    "upload-length": String(file.length),
    "upload-metadata": metadata,
  };
}

export const now = () => Math.floor(Date.now() / 1000);

/** How much of an upload the server has. */
export async function offsetOf(location) {
  const headers = { "tus-resumable": "1.0.0" };
  const reply = await fetch(location, { method: "HEAD", headers });
  return Number(reply.headers.get("upload-offset"));
}

/** Sends a file from an offset on; resolves to the reply. */
export function send(location, file, offset) {
  return fetch(location, {
    method: "PATCH",
    body: file.subarray(offset),
    headers: {
      "tus-resumable": "1.0.0",
      "upload-offset": String(offset),
      "content-type": "application/offset+octet-stream",
    },
  });
}

/** The data of a commitment's attestation. */
export function commitmentData({ root, records, bytes, nonce, license }, manifestHash) {
  return AbiCoder.defaultAbiCoder().encode(
    ["bytes32", "uint64", "uint64", "bytes32", "bytes32", "string"],
    [root, records, bytes, manifestHash, nonce, license],
  );
}
