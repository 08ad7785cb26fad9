// A server of Merkl's shape: GET /v4/users/{address}/rewards?chainId=N. Its faults are what a
// client must see through.

import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { close, listen } from "../ports.mjs";
import { replyText } from "./merkl.mjs";

const PATH = /^\/v4\/users\/(0x[0-9a-fA-F]{40})\/rewards$/;
const OTHER_CHAIN = 8453;
const SLOW_MS = 5000;
const HUGE_BYTES = 64 << 20;

// What can be wrong with a reply: with its content, or with how it is sent.
const KINDS = [
  "lag",
  "early",
  "other-user",
  "numbers",
  "other-chain",
  "huge",
  "slow",
  "garbage",
  "http-500",
  "hang",
  "proof",
];

const flipped = (hex) => hex.slice(0, -1) + (parseInt(hex.at(-1), 16) ^ 1).toString(16);

export class MerklServer {
  #merkl;
  #chain;
  #factsOf;
  #server;
  #faults = new Map();

  /** @param merkl the distributor; @param factsOf gives a token's {symbol, decimals} */
  constructor({ merkl, chain, factsOf }) {
    this.#merkl = merkl;
    this.#chain = chain;
    this.#factsOf = factsOf;
    this.#server = http.createServer((request, response) => this.#serve(request, response));
  }

  async open() {
    this.url = `http://127.0.0.1:${await listen(this.#server)}`;
  }

  close() {
    return close(this.#server);
  }

  get faults() {
    return [...this.#faults.values()];
  }

  /** [{kind, ...}]; `lag` shows what was claimed by now for as long as it is on. */
  set faults(list) {
    const unknown = list.find(({ kind }) => !KINDS.includes(kind));
    if (unknown) throw new Error(`no such fault: ${unknown.kind}; there are ${KINDS.join(", ")}`);
    const block = `0x${this.#chain.sequencer.head.number.toString(16)}`;
    this.#faults = new Map(list.map((fault) => [fault.kind, { block, ...fault }]));
  }

  async #serve(request, response) {
    try {
      const { pathname, searchParams } = new URL(request.url, "http://merkl");
      const [, address] = PATH.exec(pathname) ?? [];
      if (!address || request.method !== "GET") return json(response, 404, notFound);
      const chain = Number(searchParams.get("chainId"));
      if (!Number.isSafeInteger(chain) || chain < 1) return json(response, 400, needsChain);
      const reply = await this.replyOf(address.toLowerCase(), chain, this.#faults);
      await this.#send(response, reply);
    } catch (error) {
      json(response, 500, JSON.stringify({ message: error.message }));
    }
  }

  /** The reply's text about an account on a chain; `faults` by kind. */
  async replyOf(account, chain, faults = new Map()) {
    const about = faults.get("other-user")?.account ?? account;
    const rewards = chain === this.#chain.id ? await this.#rewards(about, faults) : [];
    const other = faults.get("other-chain");
    const shown = other ? (other.chain ?? OTHER_CHAIN) : chain;
    const reply = rewards.length ? [{ chain: shown, rewards }] : [];
    return replyText(reply, { numbers: faults.has("numbers") });
  }

  async #rewards(account, faults) {
    const early = faults.has("early");
    const claimedAt = faults.get("lag")?.block ?? "latest";
    const rewards = await this.#merkl.rewardsOf(account, { early, claimedAt });
    const breaks = faults.has("proof");
    return rewards.map((reward) => ({
      ...reward,
      recipient: account,
      proofs: breaks ? reward.proofs.map(flipped) : reward.proofs,
      token: { address: reward.token, ...this.#factsOf(reward.token) },
    }));
  }

  async #send(response, text) {
    const slow = this.#faults.get("slow");
    if (this.#faults.has("hang")) return undefined;
    if (slow) await sleep(slow.ms ?? SLOW_MS, undefined, { ref: false });
    if (this.#faults.has("http-500")) return json(response, 500, '{"message":"internal error"}');
    if (this.#faults.has("garbage")) return json(response, 200, text.slice(0, text.length / 2));
    if (!this.#faults.has("huge")) return json(response, 200, text);
    const { bytes = HUGE_BYTES } = this.#faults.get("huge");
    response.writeHead(200, { "content-type": "application/json" });
    return response.end(`${" ".repeat(bytes)}${text}`);
  }
}

const notFound = '{"message":"Not Found"}';
const needsChain = '{"message":"chainId is missing or no number"}';

function json(response, status, text) {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(text);
}
