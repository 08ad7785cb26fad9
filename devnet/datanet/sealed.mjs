// The sealed upload file: who can open it, and what is in it.
//
//	  0   8  "BYLSEAL\n"
//	  8   1  version 1
//	  9  32  intake key id
//	 41  80  stream key, crypto_box_seal to the intake key
//	121  24  secretstream header
//	145  ..  chunks of 64 KiB plaintext (the last one shorter), each 17 bytes longer as ciphertext
//
// Associated data of each chunk: uint256be(chain id) ‖ EAS address ‖ dataset UID, so that a file
// opens only as the dataset that it was sealed for. Plaintext: uint64be(length) ‖ manifest ‖
// salt_key[32] ‖ n × (uint64be(length) ‖ record).

import { createRequire } from "node:module";
import { concat, getBytes, hexlify, keccak256, toBeHex } from "ethers";

// The package's own ES module imports a file that is not there.
const sodium = createRequire(import.meta.url)("libsodium-wrappers");

const MAGIC = Buffer.from("BYLSEAL\n");
const VERSION = 1;
const AT_KEY_ID = 9;
const AT_KEY = 41;
const AT_HEADER = 121;
const AT_CHUNKS = 145;
const CHUNK = 65536 + 17;

/** The fault of an upload, in words for its contributor. */
export class Rejection extends Error {}

/** A new X25519 intake key: {publicKey, privateKey, id}. */
export async function intakeKey() {
  await sodium.ready;
  const { publicKey, privateKey } = sodium.crypto_box_keypair();
  return { publicKey, privateKey, id: keccak256(publicKey) };
}

/** The associated data of a dataset's chunks. */
export function associatedData(chainId, eas, dataset) {
  return getBytes(concat([toBeHex(chainId, 32), eas, dataset]));
}

/**
 * Opens a sealed file with one of the intake keys; throws Rejection.
 *
 * Returns {manifest, saltKey, records} as bytes.
 */
export async function openSealed(file, keys, ad) {
  await sodium.ready;
  if (file.length <= AT_CHUNKS || !file.subarray(0, 8).equals(MAGIC))
    throw new Rejection("not a sealed upload file");
  if (file[8] !== VERSION)
    throw new Rejection(`version ${file[8]} of the sealed file is not known`);
  const keyId = hexlify(file.subarray(AT_KEY_ID, AT_KEY));
  const key = keys.find(({ id }) => id === keyId);
  if (!key) throw new Rejection("the file is sealed to an intake key that is not in use");
  const streamKey = attempt(
    () =>
      sodium.crypto_box_seal_open(file.subarray(AT_KEY, AT_HEADER), key.publicKey, key.privateKey),
    "the stream key does not open",
  );
  return unpack(decrypt(file, streamKey, ad));
}

function decrypt(file, streamKey, ad) {
  const state = attempt(
    () =>
      sodium.crypto_secretstream_xchacha20poly1305_init_pull(
        file.subarray(AT_HEADER, AT_CHUNKS),
        streamKey,
      ),
    "the stream's header is malformed",
  );
  const plain = [];
  for (let from = AT_CHUNKS; from < file.length; from += CHUNK) {
    const chunk = file.subarray(from, from + CHUNK);
    const pulled = sodium.crypto_secretstream_xchacha20poly1305_pull(state, chunk, ad);
    if (!pulled) throw new Rejection(`the sealed file does not open at byte ${from}`);
    const last = from + chunk.length === file.length;
    const final = pulled.tag === sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    if (last !== final)
      throw new Rejection(
        last ? "the sealed file has no end" : "the sealed file goes on after its end",
      );
    plain.push(pulled.message);
  }
  return Buffer.concat(plain);
}

function unpack(plain) {
  let at = 0;
  const take = (length) => {
    if (length > plain.length - at) throw new Rejection("the content is cut off");
    at += length;
    return plain.subarray(at - length, at);
  };
  const takeSized = () => take(Number(take(8).readBigUInt64BE()));

  const manifest = takeSized();
  const saltKey = take(32);
  const records = [];
  while (at < plain.length) records.push(takeSized());
  return { manifest, saltKey, records };
}

function attempt(operation, complaint) {
  try {
    return operation();
  } catch {
    throw new Rejection(complaint);
  }
}
