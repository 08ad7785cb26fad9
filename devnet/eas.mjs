// Attestations: the two schemas, and what the devnet writes to and reads from EAS.

import {
  AbiCoder,
  ZeroAddress,
  ZeroHash,
  keccak256,
  solidityPackedKeccak256,
  toUtf8Bytes,
} from "ethers";
import { EAS_ADDRESS, REGISTRY_ADDRESS, abi } from "./contracts.mjs";

const coder = AbiCoder.defaultAbiCoder();

function schema(text, revocable) {
  const uid = solidityPackedKeccak256(
    ["string", "address", "bool"],
    [text, ZeroAddress, revocable],
  );
  const fields = text.split(",").map((field) => field.split(" "));
  return {
    text,
    revocable,
    uid,
    types: fields.map(([type]) => type),
    names: fields.map(([, name]) => name),
  };
}

/** A contributor's commitment to a dataset. */
export const COMMITMENT = schema(
  "bytes32 root,uint64 records,uint64 size,bytes32 manifest,bytes32 nonce,string license",
  true,
);

/** The datanet's statement of an epoch's scores. */
export const STATEMENT = schema(
  "uint64 epoch,uint64 start,uint64 end,address distributor,address token,bytes32 distribution," +
    "bytes32 model,bytes32 scores,bytes32 document,uint256 pool,uint256 influence",
  false,
);

/** The datanet's word on a version of its model. */
export const MODEL = schema(
  "bytes32 artifact,bytes32 figures,bytes32 manifest,uint64 version,string name,string license",
  false,
);

const ATTESTED = abi.eas.getEvent("Attested").topicHash;

/** Registers a schema; resolves to the transaction's hash. */
export function registerSchema(chain, wallet, { text, revocable }) {
  const data = abi.registry.encodeFunctionData("register", [text, ZeroAddress, revocable]);
  return chain.send(wallet, { to: REGISTRY_ADDRESS, data });
}

/** Attests values (an object by field name); resolves to the transaction's hash. */
export function attest(
  chain,
  wallet,
  { types, names, uid, revocable },
  { recipient, refUID = ZeroHash, values },
) {
  const data = coder.encode(
    types,
    names.map((name) => values[name]),
  );
  const request = { recipient, expirationTime: 0n, revocable, refUID, data, value: 0n };
  return chain.send(wallet, {
    to: EAS_ADDRESS,
    data: abi.eas.encodeFunctionData("attest", [{ schema: uid, data: request }]),
  });
}

/** Revokes an attestation of the wallet's; resolves to the transaction's hash. */
export function revoke(chain, wallet, { uid: schema }, uid) {
  const request = { schema, data: { uid, value: 0n } };
  return chain.send(wallet, {
    to: EAS_ADDRESS,
    data: abi.eas.encodeFunctionData("revoke", [request]),
  });
}

/** The UID that a mined attestation got; it depends on the block's time. */
export async function attestedUid(chain, hash) {
  const { logs } = await chain.receipt(hash);
  return logs.find(({ topics }) => topics[0] === ATTESTED).data;
}

/**
 * An attestation by its UID, or null: {schema, attester, recipient, refUID, revoked, values}.
 * Values are by field name and only there for the given schema.
 */
export async function attestation(chain, uid, { types, names, uid: schemaUid }) {
  const [found] = await chain.read(abi.eas, EAS_ADDRESS, "getAttestation", [uid]);
  if (found.uid === ZeroHash) return null;
  const fields = found.schema === schemaUid ? coder.decode(types, found.data) : [];
  return {
    schema: found.schema,
    attester: found.attester.toLowerCase(),
    recipient: found.recipient.toLowerCase(),
    refUID: found.refUID,
    revoked: found.revocationTime > 0n,
    values: Object.fromEntries([...fields].map((value, i) => [names[i], value])),
  };
}

/** keccak256 of a text's UTF-8 bytes. */
export const hashText = (text) => keccak256(toUtf8Bytes(text));
