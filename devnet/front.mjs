// A node's public end: byline talks to it, it talks to anvil.
//
// The front end passes reads on, gives transactions to the sequencer, and refuses whatever would
// change this node alone. In this order it counts a request (tally.mjs), lets it move the head
// (head.mjs), refuses what its provider would (limits.mjs), asks anvil, and makes its faults
// (faults.mjs).

import http from "node:http";
import { deliver, falsify, lag } from "./faults.mjs";
import { Head } from "./head.mjs";
import { Limits, readRequest, unknownBlock, withhold } from "./limits.mjs";
import { close, listen } from "./ports.mjs";
import { RpcError, post } from "./rpc.mjs";

const MAX_REQUEST = 8 << 20;
const NO_TIMEOUT = 0;
const hex = (number) => `0x${number.toString(16)}`;
const PASSED_ON = /^(eth|net|web3)_(?!send|sign|submit|mining|newFilter|subscribe|capabilities)/;

export class Front {
  #anvil;
  #sequencer;
  #tally;
  #server = null;

  constructor({ name, operator, anvil, sequencer, tally }) {
    this.name = name;
    this.operator = operator;
    this.faults = [];
    this.limits = new Limits();
    this.head = new Head(sequencer);
    this.port = 0;
    this.#anvil = anvil;
    this.#sequencer = sequencer;
    this.#tally = tally;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Listens, on the same port each time. */
  async open() {
    if (this.#server) return;
    this.#server = http.createServer((request, response) => this.#serve(request, response));
    this.port = await listen(this.#server, this.port);
  }

  async close() {
    if (this.#server) await close(this.#server);
    this.#server = null;
  }

  async #serve(request, response) {
    response.on("error", () => {});
    try {
      const body = await readBody(request);
      response.setHeader("content-type", "application/json");
      const requests = JSON.parse(body);
      const list = [requests].flat();
      const methods = list.map(({ method }) => String(method));
      const counted = this.#tally.came(this.name, methods, body.length);
      const { status, headers, reply } = await this.#reply(requests, list);
      response.statusCode = status;
      for (const [header, value] of Object.entries(headers)) response.setHeader(header, value);
      const text = Buffer.from(JSON.stringify(reply));
      response.on("finish", () => this.#tally.left(counted, text.length));
      await deliver(this.faults, methods, response, text);
    } catch (error) {
      if (!response.headersSent) response.writeHead(error instanceof SyntaxError ? 400 : 502);
      response.end();
    }
  }

  /** The reply to what came as one HTTP request: {status, headers, reply}. */
  async #reply(requests, list) {
    const { limits } = this;
    const single = !Array.isArray(requests);
    const refusal = limits.tooOften(list.length, Date.now());
    if (refusal)
      return http200(refusal, refused(single ? (requests.id ?? null) : null, refusal));
    if (!single && limits.refusesBatches)
      return http200({}, refused(null, { code: -32600, message: "batch requests are refused" }));
    const answers = [];
    for (const one of list) {
      await this.head.asked();
      // Which block is the newest is settled as a request comes, not as it is answered.
      answers.push(this.#answer(one, this.#newest()));
    }
    const all = await Promise.all(answers);
    const replies = all.map(({ reply }) => reply);
    if (single) return http200(all[0].refusal ?? {}, replies[0]);
    return http200({}, limits.inOrder(replies));
  }

  async #answer(request, newest) {
    const { id = null, method, params = [] } = request;
    const { refusal, ...outcome } = await this.#execute(id, String(method), params, newest);
    const reply = refusal ? refused(id, refusal) : { jsonrpc: "2.0", id, ...outcome };
    return { refusal, reply: falsify(this.faults, method, reply) };
  }

  /** Resolves to {result}, {error}, or {refusal} for what the provider refuses. */
  async #execute(id, method, params, newest) {
    const { limits } = this;
    if (method === "eth_sendRawTransaction") return this.#submit(params[0]);
    const header = async (number) =>
      (await this.#ask(id, "eth_getBlockByNumber", [hex(number), false])).result;
    if (method === "eth_capabilities" && limits.tellsAbilities)
      return { result: limits.abilities(await header(newest)) };
    if (!PASSED_ON.test(method))
      return { error: { code: -32601, message: `the method ${method} is not available` } };

    const behind = newest < this.#sequencer.head.number;
    const read = readRequest(method, params, newest);
    const { block, tag } = read;
    if (block !== null && block > newest) return unknownBlock(method, block, newest);
    const refusal = await limits.refusal({
      ...{ method, params, block, tag, newest },
      header: () => header(block),
    });
    if (refusal) return { refusal };
    const { result, error } = await this.#ask(id, method, behind ? read.params : params);
    if (error) return { error };
    const tooMany = limits.tooMany(method, params, result, newest);
    if (tooMany) return { refusal: tooMany };
    if (method === "web3_clientVersion") return { result: limits.client ?? result };
    return { result: behind ? withhold(method, result, newest) : result };
  }

  async #submit(raw) {
    try {
      return { result: await this.#sequencer.submit(raw) };
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      return { error: { code: error.code, message: error.message, data: error.data } };
    }
  }

  /** The number of the newest block that whoever answers this request has. */
  #newest() {
    return Math.max(this.head.number - this.limits.lag() - lag(this.faults), 0);
  }

  async #ask(id, method, params) {
    // No time-out: a frozen node is one that never answers.
    const { body } = await post(
      this.#anvil.port,
      JSON.stringify({ jsonrpc: "2.0", id, method, params }),
      NO_TIMEOUT,
    );
    return JSON.parse(body);
  }
}

const http200 = ({ status = 200, headers = {} }, reply) => ({ status, headers, reply });

const refused = (id, { code, message, data }) => ({
  jsonrpc: "2.0",
  id,
  error: { code, message, data },
});

async function readBody(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > MAX_REQUEST) throw new Error("request too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
