// Uploads by tus: who may send, and what happens to a file that is complete.

import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { FileStore } from "@tus/file-store";
import { Server } from "@tus/server";
import { keccak256, verifyTypedData } from "ethers";
import { EAS_ADDRESS } from "../contracts.mjs";
import { LIMITS } from "./datasets.mjs";
import { Problem } from "./http.mjs";
import { Rejection, associatedData, openSealed } from "./sealed.mjs";

export const UPLOADS_PATH = "/v1/files";

const SIGNED = {
  Upload: [
    { name: "dataset", type: "bytes32" },
    { name: "file", type: "bytes32" },
    { name: "size", type: "uint64" },
    { name: "expires", type: "uint64" },
  ],
};
const MAX_LEAD_SECONDS = 86_400;

const SHAPES = {
  dataset: /^0x[0-9a-f]{64}$/,
  file: /^0x[0-9a-f]{64}$/,
  size: /^\d{1,15}$/,
  expires: /^\d{1,15}$/,
  signature: /^0x[0-9a-f]{130}$/,
};

/**
 * The tus server, as a handler of requests below UPLOADS_PATH.
 *
 * @param domain EIP-712 domain; @param chainId of the commitments
 * @param intakeKeys the keys that files may be sealed to
 */
export function uploadServer({ directory, datasets, domain, chainId, intakeKeys, clock }) {
  mkdirSync(directory, { recursive: true });
  return new Server({
    path: UPLOADS_PATH,
    datastore: new FileStore({ directory }),
    maxSize: LIMITS.file_bytes,
    onUploadCreate: async (request, response, upload) => {
      await asTusError(() => admit(upload, { datasets, domain, clock }));
      return response;
    },
    onUploadFinish: async (request, response, upload) => {
      const { dataset, file: hash } = upload.metadata;
      const file = take(directory, upload.id);
      // The first good upload of a dataset counts, a second one does not.
      if (datasets.get(dataset)?.status !== "accepted") {
        const { attester } = await datasets.commitment(dataset);
        datasets.receive(dataset, attester);
        // Nobody waits here: the client asks for the verdict at /v1/datasets.
        datasets.judge(dataset, async () => {
          if (keccak256(file) !== hash)
            throw new Rejection("the file is not the one that was signed");
          return openSealed(file, intakeKeys(), associatedData(chainId, EAS_ADDRESS, dataset));
        });
      }
      return response;
    },
  });
}

// The sealed file holds the salts' key, so it stays on disk no longer than needed.
function take(directory, id) {
  const names = [id, `${id}.json`].map((name) => path.join(directory, name));
  const file = readFileSync(names[0]);
  names.forEach((name) => rmSync(name));
  return file;
}

async function admit(upload, { datasets, domain, clock }) {
  const metadata = upload.metadata ?? {};
  for (const [key, shape] of Object.entries(SHAPES)) {
    if (!shape.test(metadata[key] ?? ""))
      throw new Problem("bad-request", `Upload-Metadata has no proper ${key}`);
  }
  const { dataset, file, size, expires, signature } = metadata;
  if (Number(size) !== upload.size)
    throw new Problem("bad-request", "size is not the Upload-Length");
  const lead = Number(expires) - clock.now();
  if (lead <= 0 || lead > MAX_LEAD_SECONDS)
    throw new Problem(
      "bad-signature",
      "the signature has expired, or expires more than a day ahead",
    );
  const { attester } = await committed(datasets, dataset);
  if (signerOf(domain, { dataset, file, size, expires }, signature) !== attester)
    throw new Problem("bad-signature", "the upload is not signed by the dataset's attester");
  if (["received", "accepted"].includes(datasets.get(dataset)?.status))
    throw new Problem("conflict", "the dataset is already here");
}

async function committed(datasets, dataset) {
  try {
    return await datasets.commitment(dataset);
  } catch (error) {
    throw error instanceof Rejection ? new Problem("not-committed", error.message) : error;
  }
}

function signerOf(domain, message, signature) {
  try {
    return verifyTypedData(domain, SIGNED, message, signature).toLowerCase();
  } catch {
    throw new Problem("bad-signature", "the signature is malformed");
  }
}

async function asTusError(operation) {
  try {
    await operation();
  } catch (error) {
    throw error instanceof Problem ? { status_code: error.status, body: error.body } : error;
  }
}
