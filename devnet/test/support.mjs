// Shared by the tests: a devnet of their own, its HTTP interfaces, an independent Merkle tree.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import Ajv from "ajv/dist/2020.js";
import { concat, keccak256 } from "ethers";

const run = promisify(execFile);
const MAIN = fileURLToPath(new URL("../main.mjs", import.meta.url));

/** A devnet in the background, in a folder of its own, in which nothing happens by itself. */
export class TestDevnet {
  directory = mkdtempSync(path.join(tmpdir(), "devnet-test-"));
  /** The file of the past that it may begin with, "" for none. */
  past = process.env.BYLINE_DEVNET_PAST ?? "";

  /** Runs a command of devnet/main.mjs; resolves to its output. */
  async command(...args) {
    const env = {
      ...process.env,
      BYLINE_DEVNET_DIR: this.directory,
      BYLINE_DEVNET_PAST: this.past,
    };
    const { stdout } = await run(process.execPath, [MAIN, ...args], { env });
    return stdout;
  }

  /** @param options beyond --manual, such as ["--networks", "all"]. */
  async start(...options) {
    await this.command("start", "--manual", ...options);
    Object.assign(this, JSON.parse(readFileSync(path.join(this.directory, "devnet.json"))));
  }

  async stop() {
    await this.command("stop");
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** The address of an account by its role. */
  addressOf(role) {
    return this.accounts.find(({ name }) => name === role).address;
  }

  /** A control call; throws what the devnet says if it fails. */
  async do(name, parameters = {}) {
    const body = JSON.stringify(parameters);
    const reply = await fetch(`${this.control.url}/control/${name}`, { method: "POST", body });
    const answer = await reply.json();
    if (!reply.ok) throw new Error(answer.error);
    return answer;
  }

  /** GET of the first datanet: {status, type, text, json, etag}. */
  get(pathname, headers = {}) {
    return get(this.datanet.url, pathname, headers);
  }

  /** All datanets as devnet.json describes them, each with its `network`. */
  get datanets() {
    return this.networks.flatMap((network) =>
      network.datanets.map((datanet) => ({ ...datanet, network })),
    );
  }

  /** Every item of a list, page by page. */
  async all(pathname, member, limit = 7) {
    const items = [];
    for (let after = "0", more = true; more;) {
      const { json } = await this.get(`${pathname}?after=${after}&limit=${limit}`);
      items.push(...json[member]);
      ({ next: after, more } = json);
    }
    return items;
  }

  /** JSON-RPC to the front end of a node; resolves to the whole reply. */
  rpc(node, method, ...params) {
    return rpc(this.nodes.find(({ name }) => name === node).url, method, params);
  }
}

/** GET of any datanet: {status, type, text, json, etag}. */
export async function get(url, pathname, headers = {}) {
  const reply = await fetch(url + pathname, { headers });
  const text = await reply.text();
  const type = reply.headers.get("content-type");
  const json = type?.includes("json") && !type.includes("ndjson") ? JSON.parse(text) : null;
  return { status: reply.status, type, text, json, etag: reply.headers.get("etag") };
}

const SCHEMAS = new URL("../../docs/schemas/datanet/", import.meta.url);
const ajv = new Ajv({ allErrors: true });
for (const name of readdirSync(SCHEMAS))
  ajv.addSchema(JSON.parse(readFileSync(new URL(name, SCHEMAS))));

/** Fails unless a value is valid by the schema of a kind of reply. */
export function assertValid(name, value) {
  assert.ok(ajv.validate(`${name}.schema.json`, value), `${name}: ${ajv.errorsText()}`);
}

/** A function that calls views of contracts through a node of a network of devnet.json. */
export const reader = (network) => async (contract, to, name, args) => {
  const data = contract.encodeFunctionData(name, args);
  const { result } = await rpc(network.nodes.at(-1).url, "eth_call", [{ to, data }, "latest"]);
  return contract.decodeFunctionResult(name, result);
};

export async function rpc(url, method, params = []) {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 7, method, params });
  return (await fetch(url, { method: "POST", body })).json();
}

/** The root over leaf hashes in the order given: node n+k is over nodes 2k and 2k+1. */
export function rootOf(leaves) {
  const nodes = [...leaves];
  for (let k = 0; nodes.length < 2 * leaves.length - 1; k += 2)
    nodes.push(keccak256(concat([nodes[k], nodes[k + 1]].sort())));
  return nodes.at(-1);
}

/** Folds a proof with sorted pairs. */
export function fold(leaf, proof) {
  return proof.reduce((node, sibling) => keccak256(concat([node, sibling].sort())), leaf);
}
