// What the loop compares byline's answers with: JSON Schemas, and other people's cryptography.
//
//	oracle.mjs schema NAME FILE            fails unless FILE is valid by docs/schemas/cli/NAME
//	oracle.mjs requests FILE               the same for what a datanet was asked, by
//	                                       docs/schemas/datanet: every kind of request at least once
//	oracle.mjs get FILE PATH               prints a member, "act.signing_hash"; PATH may filter a
//	                                       list: "epochs[epoch=31].finding"
//	oracle.mjs sum FILE LIST PATH          prints the sum of a member of the items of a list
//	oracle.mjs mean FILE LIST PATH N       the mean of that member in the first N items, rounded down
//	oracle.mjs spearman FILE FILE          rank correlation of the numbers in two files, one a line
//	oracle.mjs csv-sum FILE COLUMN         prints the sum of a column of amounts, in units of 1e-18;
//	           csv-last                    or its last amount
//	oracle.mjs every FILE LIST MEMBER      prints the different values of a member in a list
//	oracle.mjs alter FILE PREFIX           writes PREFIX.N, FILE with one value altered each, and
//	                                       PREFIX's sibling FILE.cut; prints how many
//	oracle.mjs root PHRASE NONCE ATTESTER FILE     the root of the lines of FILE
//	oracle.mjs formats                     fails unless the examples of docs/formats.md are true
//	oracle.mjs disclosure FILE             prints the root that a disclosure's proof folds to
//	oracle.mjs checksum ADDRESS            the address with its checksum in upper and lower case
//	oracle.mjs intake URL                  the id of the intake key that a datanet publishes
//	oracle.mjs control URL NAME [JSON]     a control call to the local network; prints its answer
//	oracle.mjs serve FILE                  takes commands from stdin, one a line with tabs between its
//	                                       words; writes what each prints to FILE, then its exit code
//	                                       as a line to stdout

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

// Loaded by the commands that need them.
const require = createRequire(new URL("../../devnet/package.json", import.meta.url));
const SCHEMAS = new URL("../../docs/schemas/", import.meta.url);
const LEAF = ["address", "uint64", "bytes32"];

const read = (file) => JSON.parse(readFileSync(file, "utf8"));

function member(value, step) {
  const [, name, key, wanted] = /^(\w+)(?:\[(\w+)=(.*)\])?$/.exec(step);
  return key ? value[name].find((item) => String(item[key]) === wanted) : value[name];
}

// A validator that knows the schemas of a folder; making one takes longer than using it.
const validators = new Map();
function validator(folder, options) {
  if (validators.has(folder)) return validators.get(folder);
  const Ajv = require("ajv/dist/2020.js").default;
  const ajv = new Ajv(options);
  const schemas = new URL(folder, SCHEMAS);
  for (const schema of readdirSync(schemas)) ajv.addSchema(read(new URL(schema, schemas)));
  validators.set(folder, ajv);
  return ajv;
}

// "key base64,key base64" of tus as an object.
const metadataOf = (line) =>
  Object.fromEntries(
    line.split(",").map((pair) => {
      const [key, value] = pair.split(" ");
      return [key, Buffer.from(value, "base64").toString()];
    }),
  );

// A column of a CSV file whose texts have no comma; and an amount in units of 1e-18.
const csvColumn = (file, name) => {
  const [head, ...rows] = readFileSync(file, "utf8").trimEnd().split("\r\n");
  return rows.map((row) => row.split(",")[head.split(",").indexOf(name)]);
};
const units = (text) => {
  const [whole, part = ""] = (text || "0").split(".");
  return BigInt(whole + part.padEnd(18, "0"));
};

const sumOf = (items, path) =>
  items.reduce((sum, item) => sum + BigInt(path.split(".").reduce(member, item)), 0n);

const numbers = (file) => readFileSync(file, "utf8").trim().split("\n").map(Number);
// Equal numbers share their mean rank.
const ranks = (list) => list.map((x) => list.filter((y) => y < x).length + list.filter((y) => y === x).length / 2);
const pearson = (a, b) => {
  const mean = (list) => list.reduce((sum, x) => sum + x, 0) / list.length;
  const product = (x, y) => x.reduce((sum, v, i) => sum + (v - mean(x)) * (y[i] - mean(y)), 0);
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
};

const COMMANDS = {
  schema: (name, file) => {
    const ajv = validator("cli/", { allErrors: true, allowUnionTypes: true });
    if (!ajv.validate(`${name}.schema.json`, read(file)))
      throw new Error(`${name}: ${ajv.errorsText()}`);
  },
  requests: (file) => {
    const ajv = validator("datanet/", {});
    const { schema } = ajv.getSchema("request.schema.json");
    const unseen = new Set(schema.oneOf.map(({ title }) => title));
    for (const request of read(file).requests) {
      const { "upload-metadata": line, "user-agent": asker } = request.headers;
      // The oracle asks too.
      if (/^(node|undici)/.test(asker)) continue;
      if (line) request.metadata = metadataOf(line);
      if (!ajv.validate("request.schema.json", request))
        throw new Error(`${JSON.stringify(request)}: ${ajv.errorsText()}`);
      const kind = ({ properties }) =>
        properties.method.const === request.method &&
        new RegExp(properties.path.pattern).test(request.path);
      unseen.delete(schema.oneOf.find(kind).title);
    }
    if (unseen.size) throw new Error(`never asked: ${[...unseen].join(", ")}`);
  },
  get: (file, path) => {
    const value = path.match(/(?:\[[^\]]*\]|[^.[])+/g).reduce(member, read(file));
    if (value === undefined) throw new Error(`no ${path}`);
    return typeof value === "string" ? value : JSON.stringify(value);
  },
  sum: (file, list, path) => String(sumOf(read(file)[list], path)),
  mean: (file, list, path, n) => String(sumOf(read(file)[list].slice(0, n), path) / BigInt(n)),
  spearman: (a, b) => String(pearson(ranks(numbers(a)), ranks(numbers(b)))),
  "csv-sum": (file, column) => String(csvColumn(file, column).reduce((sum, v) => sum + units(v), 0n)),
  "csv-last": (file, column) => String(units(csvColumn(file, column).at(-1))),
  every: (file, list, name) => [...new Set(read(file)[list].map((item) => item[name]))].join(","),
  alter: (file, prefix) => {
    const text = readFileSync(file, "utf8");
    const values = [...text.matchAll(/"((?:0x)?)([^"]+)"(?=[,\]}])/g)];
    values.forEach(({ index, 1: before, 2: value }, i) => {
      const at = index + 1 + before.length + (value.length >> 1);
      const other = text[at] === "1" ? "2" : "1";
      writeFileSync(`${prefix}.${i}`, text.slice(0, at) + other + text.slice(at + 1));
    });
    writeFileSync(`${file}.cut`, text.slice(0, text.length >> 1));
    return String(values.length);
  },
  root: async (phrase, nonce, attester, file) => {
    const { Mnemonic, getBytes } = require("ethers");
    const { recordTree } = await import("../../devnet/dataset.mjs");
    const { symmetricKey } = await import("../../devnet/slip21.mjs");
    const seed = getBytes(Mnemonic.fromPhrase(phrase).computeSeed());
    const records = readFileSync(file, "utf8").split("\n").filter(Boolean).map(Buffer.from);
    return recordTree(attester, symmetricKey(seed, "byline", "salt", nonce.slice(2)), records).root;
  },
  formats: () => {
    const { concat, keccak256, toBeHex, toUtf8Bytes } = require("ethers");
    const { StandardMerkleTree } = require("@openzeppelin/merkle-tree");
    const text = readFileSync(new URL("../../docs/formats.md", import.meta.url), "utf8");
    // The hash of an example is the next one in the text.
    for (const json of text.match(/^\{"(?:blind|account)".*\}$/gm)) {
      const [hash] = /0x[0-9a-f]{64}(?=`)/.exec(text.slice(text.indexOf(json) + json.length));
      if (keccak256(toUtf8Bytes(json)) !== hash) throw new Error(`${hash} is not of ${json}`);
    }
    const row = (name) =>
      text.match(new RegExp(`^[|] ${name} [|].*`, "m"))[0].match(/0x[0-9a-f]{64}/g);
    const [, attester, key] = /^Two records.* of `(0x\w+)` with salt_key `(0x\w+)`/m.exec(text);
    const salts = [0, 1].map((i) => keccak256(concat([key, toBeHex(i, 8)])));
    const blinds = ["yes", "no"].map((r, i) => keccak256(concat([salts[i], toUtf8Bytes(r)])));
    const leaves = blinds.map((blind, i) => [attester, i, blind]);
    const tree = StandardMerkleTree.of(leaves, LEAF, { sortLeaves: false });
    const leaf = leaves.map((value) => tree.leafHash(value));
    const computed = Object.entries({ salt: salts, blind: blinds, leaf, root: [tree.root] });
    for (const [name, values] of computed)
      if (row(name).join() !== values.join()) throw new Error(`another ${name}`);
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
  checksum: (address) => require("ethers").getAddress(address),
  intake: async (url) => (await (await fetch(`${url}/v1/datanet`)).json()).datanet.intake.id,
  control: async (url, name, body = "{}") => {
    const reply = await fetch(`${url}/control/${name}`, { method: "POST", body });
    const text = (await reply.text()).trimEnd();
    if (!reply.ok) throw new Error(`${name} ${body}: ${text}`);
    return text;
  },
  serve: async (file) => {
    for await (const line of createInterface({ input: process.stdin })) {
      const code = await execute(line.split("\t"), (text) => writeFileSync(file, text));
      process.stdout.write(`${code}\n`);
    }
  },
};

// Returns the exit code; what the command answers goes to `write`.
async function execute([command, ...rest], write) {
  try {
    const answer = await COMMANDS[command](...rest);
    write(answer === undefined ? "" : `${answer}\n`);
    return 0;
  } catch (error) {
    console.error(`oracle ${command}: ${error.message}`);
    return 1;
  }
}

process.exitCode = await execute(process.argv.slice(2), (text) => process.stdout.write(text));
