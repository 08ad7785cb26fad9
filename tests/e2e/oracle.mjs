// What the loop compares byline's answers with: JSON Schemas, and other people's cryptography.
//
//	oracle.mjs schema NAME FILE            fails unless FILE is valid by docs/schemas/cli/NAME
//	oracle.mjs get FILE PATH               prints a member, "act.signing_hash"; PATH may filter a
//	                                       list: "epochs[epoch=31].finding"
//	oracle.mjs every FILE LIST MEMBER      prints the different values of a member in a list
//	oracle.mjs root PHRASE NONCE ATTESTER FILE     the root of the lines of FILE
//	oracle.mjs disclosure FILE             prints the root that a disclosure's proof folds to
//	oracle.mjs intake URL                  the id of the intake key that a datanet publishes

import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";

// Loaded by the commands that need them: the loop starts this program a hundred times.
const require = createRequire(new URL("../../devnet/package.json", import.meta.url));
const SCHEMAS = new URL("../../docs/schemas/cli/", import.meta.url);
const LEAF = ["address", "uint64", "bytes32"];

const read = (file) => JSON.parse(readFileSync(file, "utf8"));

function member(value, step) {
  const [, name, key, wanted] = /^(\w+)(?:\[(\w+)=(.*)\])?$/.exec(step);
  return key ? value[name].find((item) => item[key] === wanted) : value[name];
}

const COMMANDS = {
  schema: (name, file) => {
    const Ajv = require("ajv/dist/2020.js").default;
    const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
    for (const schema of readdirSync(SCHEMAS)) ajv.addSchema(read(new URL(schema, SCHEMAS)));
    if (!ajv.validate(`${name}.schema.json`, read(file)))
      throw new Error(`${name}: ${ajv.errorsText()}`);
  },
  get: (file, path) => {
    const value = path.match(/(?:\[[^\]]*\]|[^.[])+/g).reduce(member, read(file));
    if (value === undefined) throw new Error(`no ${path}`);
    return typeof value === "string" ? value : JSON.stringify(value);
  },
  every: (file, list, name) => [...new Set(read(file)[list].map((item) => item[name]))].join(","),
  root: async (phrase, nonce, attester, file) => {
    const { Mnemonic, getBytes } = require("ethers");
    const { recordTree } = await import("../../devnet/dataset.mjs");
    const { symmetricKey } = await import("../../devnet/slip21.mjs");
    const seed = getBytes(Mnemonic.fromPhrase(phrase).computeSeed());
    const records = readFileSync(file, "utf8").split("\n").filter(Boolean).map(Buffer.from);
    return recordTree(attester, symmetricKey(seed, "byline", "salt", nonce.slice(2)), records).root;
  },
  disclosure: (file) => {
    const { concat, keccak256 } = require("ethers");
    const { StandardMerkleTree } = require("@openzeppelin/merkle-tree");
    const { attestation, index, proof, record, salt } = read(file);
    const leaf = [attestation.attester, index, keccak256(concat([salt, record]))];
    if (!StandardMerkleTree.verify(attestation.root, LEAF, leaf, proof))
      throw new Error("the proof does not fold to the attested root");
    return attestation.root;
  },
  intake: async (url) => (await (await fetch(`${url}/v1/datanet`)).json()).datanet.intake.id,
};

const [command, ...rest] = process.argv.slice(2);
try {
  const answer = await COMMANDS[command](...rest);
  if (answer !== undefined) process.stdout.write(`${answer}\n`);
} catch (error) {
  console.error(`oracle ${command}: ${error.message}`);
  process.exitCode = 1;
}
