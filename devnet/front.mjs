// A node's public end: byline talks to it, it talks to anvil.
//
// The front end passes reads on, gives transactions to the sequencer, and refuses whatever would
// change this node alone.

import http from "node:http";
import { deliver, falsify, lag } from "./faults.mjs";
import { close, listen } from "./ports.mjs";
import { RpcError, post } from "./rpc.mjs";

const MAX_REQUEST = 8 << 20;
const NO_TIMEOUT = 0;
const TAGS = new Set(["latest", "pending", "safe", "finalized"]);
const hex = (number) => `0x${number.toString(16)}`;
const PASSED_ON = /^(eth|net|web3)_(?!send|sign|submit|mining|newFilter|subscribe)/;

export class Front {
  #anvil;
  #sequencer;
  #server = null;

  constructor({ name, operator, anvil, sequencer }) {
    this.name = name;
    this.operator = operator;
    this.faults = [];
    this.port = 0;
    this.#anvil = anvil;
    this.#sequencer = sequencer;
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
      const replies = await Promise.all(list.map((one) => this.#answer(one)));
      const text = JSON.stringify(Array.isArray(requests) ? replies : replies[0]);
      await deliver(
        this.faults,
        list.map(({ method }) => String(method)),
        response,
        Buffer.from(text),
      );
    } catch (error) {
      if (!response.headersSent) response.writeHead(error instanceof SyntaxError ? 400 : 502);
      response.end();
    }
  }

  async #answer(request) {
    const { id = null, method, params = [] } = request;
    const reply = await this.#execute(id, String(method), params);
    return falsify(this.faults, method, reply);
  }

  async #execute(id, method, params) {
    const failed = (code, message, data) => ({
      jsonrpc: "2.0",
      id,
      error: { code, message, data },
    });
    if (method === "eth_sendRawTransaction") {
      try {
        return { jsonrpc: "2.0", id, result: await this.#sequencer.submit(params[0]) };
      } catch (error) {
        if (error instanceof RpcError) return failed(error.code, error.message, error.data);
        throw error;
      }
    }
    if (!PASSED_ON.test(method)) return failed(-32601, `the method ${method} is not available`);
    const behind = lag(this.faults);
    const newest = behind > 0 ? Math.max((await this.#newest()) - behind, 0) : Infinity;
    const asked = params.map((param) => (TAGS.has(param) && behind > 0 ? hex(newest) : param));
    if (asked.some((param) => /^0x[0-9a-f]{1,15}$/.test(param) && Number(param) > newest))
      return method === "eth_getBlockByNumber"
        ? { jsonrpc: "2.0", id, result: null }
        : failed(-32000, "header not found");
    // No time-out: a frozen node is one that never answers.
    const { body } = await post(
      this.#anvil.port,
      JSON.stringify({ jsonrpc: "2.0", id, method, params: asked }),
      NO_TIMEOUT,
    );
    return JSON.parse(body);
  }

  /** The newest block of the node behind this front end. */
  async #newest() {
    const { body } = await post(
      this.#anvil.port,
      JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_blockNumber", params: [] }),
      NO_TIMEOUT,
    );
    return Number(JSON.parse(body).result);
  }
}

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
