// The datasets that the datanet holds: what became of each upload, and the records that models are
// trained from.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { hexlify, keccak256 } from "ethers";
import { COMMITMENT, attestation } from "../eas.mjs";
import { packRecords, recordTree } from "../dataset.mjs";
import { canonical } from "../json.mjs";
import { Rejection } from "./sealed.mjs";

export const LIMITS = {
  file_bytes: 64 << 20,
  records: 100_000,
  // One piece of a file (1 MiB) with its path.
  record_bytes: (1 << 20) + (64 << 10),
  page: 500,
};

export class Datasets {
  #chain;
  #directory;
  #datanet;
  #byUid = new Map();

  /** @param datanet the address to which commitments must be made out. */
  constructor({ chain, directory, datanet }) {
    this.#chain = chain;
    this.#directory = directory;
    this.#datanet = datanet;
  }

  get(uid) {
    return this.#byUid.get(uid);
  }

  /** The accepted datasets with their files, for resume() of another datanet. */
  keep() {
    return [...this.#byUid.values()].map((entry) => ({
      entry,
      manifest: readFileSync(path.join(entry.dir, "manifest.json")),
      packed: readFileSync(path.join(entry.dir, "records")),
    }));
  }

  resume(kept) {
    for (const { entry, manifest, packed } of kept) {
      this.#byUid.set(entry.uid, entry);
      this.#store(entry, manifest, packed);
    }
  }

  /**
   * The attestation of a dataset that may be uploaded or used; throws Rejection if it is not a
   * valid commitment to this datanet.
   */
  async commitment(uid) {
    const found = await attestation(this.#chain, uid, COMMITMENT);
    if (!found) throw new Rejection("the dataset is not attested");
    if (found.schema !== COMMITMENT.uid) throw new Rejection("the attestation is not a commitment");
    if (found.recipient !== this.#datanet)
      throw new Rejection("the commitment is made out to another datanet");
    if (found.revoked) throw new Rejection("the commitment is revoked");
    return found;
  }

  /** Notes that an upload is complete and being checked. */
  receive(uid, account) {
    this.#byUid.set(uid, { uid, account, status: "received", models: [] });
  }

  /** Takes a dataset's content if it is what was committed to, and notes the verdict. */
  async judge(uid, content) {
    const entry = this.#byUid.get(uid);
    try {
      const commitment = await this.commitment(uid);
      const { manifest, saltKey, records } = await content(commitment);
      check(commitment, manifest, saltKey, records);
      this.#store(entry, manifest, packRecords(records));
      Object.assign(entry, {
        status: "accepted",
        refUID: commitment.refUID,
        records: records.length,
      });
    } catch (error) {
      entry.status = "rejected";
      entry.reason = error instanceof Rejection ? error.message : "the node failed to read it";
      if (!(error instanceof Rejection)) console.error(`datanet: dataset ${uid}: ${error.stack}`);
    }
  }

  #store(entry, manifest, packed) {
    entry.dir = path.join(this.#directory, entry.uid.slice(2));
    mkdirSync(entry.dir, { recursive: true });
    writeFileSync(path.join(entry.dir, "manifest.json"), manifest);
    writeFileSync(path.join(entry.dir, "records"), packed);
  }

  /** The datasets of the next model: accepted, not revoked, not replaced by a later version. */
  async current() {
    const accepted = [];
    for (const entry of this.#byUid.values()) {
      if (entry.status !== "accepted") continue;
      const { revoked } = await attestation(this.#chain, entry.uid, COMMITMENT);
      if (revoked) entry.status = "revoked";
      else accepted.push(entry);
    }
    const replaced = ({ uid, account }) =>
      accepted.some((other) => other.refUID === uid && other.account === account);
    return accepted.filter((entry) => !replaced(entry));
  }
}

function check({ attester, values }, manifestBytes, saltKey, records) {
  const require = (condition, complaint) => {
    if (!condition) throw new Rejection(complaint);
  };
  const text = manifestBytes.toString();
  require(keccak256(manifestBytes) === values.manifest, "the manifest is not the one committed to");
  const manifest = parse(text);
  require(canonical(manifest) === text, "the manifest is not canonical JSON");
  require(records.length > 0, "the dataset is empty");
  require(records.length <= LIMITS.records, `more than ${LIMITS.records} records`);
  require(records.every(
    ({ length }) => length <= LIMITS.record_bytes,
  ), `a record above ${LIMITS.record_bytes} bytes`);
  require(BigInt(records.length) ===
    values.records, "the number of records is not the one committed to");
  const bytes = records.reduce((sum, { length }) => sum + length, 0);
  require(BigInt(bytes) === values.size, "the size of the records is not the one committed to");
  require(manifest.nonce === values.nonce, "the manifest's nonce is not the one committed to");
  require(recordTree(attester, hexlify(saltKey), records).root ===
    values.root, "the Merkle root of the records is not the one committed to");
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Rejection("the manifest is not JSON");
  }
}
