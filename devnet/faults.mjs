// Faults that a front end makes when a test asks for them. A fault is {kind, methods?, ms?, bytes?,
// blocks?, from?, code?, message?}.
//
// `methods` limits it to some JSON-RPC methods; without it, it applies to all that it can apply to.

import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";

const GIGABYTE = 1 << 30;
const MINUTE_MS = 60_000;
const DEAR_HEX = "0x174876e800"; // 100 gwei for each gas, to the miner alone
const CHUNK = Buffer.alloc(64 << 10, " ");

const increment = (hex) =>
  hex === "0x" ? "0x01" : `0x${(BigInt(hex) + 1n).toString(16).padStart(hex.length - 2, "0")}`;
const flipLastBit = (hex) => hex.slice(0, -1) + (parseInt(hex.at(-1), 16) ^ 1).toString(16);
const hex = (number) => `0x${number.toString(16)}`;
const isProof = (method) => method === "eth_getProof";
const isBlock = (method) => method.startsWith("eth_getBlockBy");

// Blocks from a number on as of a fork to come: their headers have a member more, which is in their hash.
const tomorrow = (value, from) => {
  if (Array.isArray(value)) return value.map((each) => tomorrow(each, from));
  if (value === null || typeof value !== "object") return value;
  const renamed = { ...value };
  if (value.blockHash && Number(value.blockNumber) >= from)
    renamed.blockHash = flipLastBit(value.blockHash);
  if (value.logs) renamed.logs = tomorrow(value.logs, from);
  if (!value.stateRoot || Number(value.number) < from) return renamed;
  renamed.hash = flipLastBit(value.hash);
  if (Number(value.number) > from) renamed.parentHash = flipLastBit(value.parentHash);
  return { ...renamed, verkleRoot: value.stateRoot };
};

// Lies about one thing: (method, result, fault) to the false result.
const LIES = {
  balance: (method, result) => {
    if (isProof(method)) return { ...result, balance: increment(result.balance) };
    return method === "eth_getBalance" || method === "eth_call" ? increment(result) : result;
  },
  storage: (method, result) => {
    if (isProof(method)) {
      const storageProof = result.storageProof.map((slot) => ({
        ...slot,
        value: increment(slot.value),
      }));
      return { ...result, storageProof };
    }
    return method === "eth_getStorageAt" || method === "eth_call" ? increment(result) : result;
  },
  proof: (method, result) => {
    if (!isProof(method)) return result;
    const altered = (nodes) =>
      nodes.map((node, i) => (i === nodes.length - 1 ? flipLastBit(node) : node));
    const storageProof = result.storageProof.map((slot) => ({
      ...slot,
      proof: altered(slot.proof),
    }));
    return { ...result, accountProof: altered(result.accountProof), storageProof };
  },
  "block-hash": (method, result) =>
    isBlock(method) ? { ...result, hash: flipLastBit(result.hash) } : result,
  number: (method, result) =>
    isBlock(method) ? { ...result, number: hex(Number(result.number) + 1000) } : result,
  "state-root": (method, result) =>
    isBlock(method) ? { ...result, stateRoot: flipLastBit(result.stateRoot) } : result,
  tomorrow: (method, result, { from = 0 }) => tomorrow(result, from),
  "other-members": (method, result) =>
    isBlock(method)
      ? { timestampMs: "0x1", l1BlockNumber: "0x1", sendRoot: result.stateRoot, ...result }
      : result,
  "chain-id": (method, result) => {
    if (method === "eth_chainId") return increment(result);
    return method === "net_version" ? String(Number(result) + 1) : result;
  },
  code: (method, result) => (method === "eth_getCode" ? flipLastBit(result) : result),
  fee: (method, result) =>
    /^eth_(maxPriorityFeePerGas|gasPrice)$/.test(method) ? DEAR_HEX : result,
  nonce: (method, result) => (method === "eth_getTransactionCount" ? increment(result) : result),
  "hidden-logs": (method, result) => (method === "eth_getLogs" ? [] : result),
  "invented-logs": (method, result) =>
    method === "eth_getLogs"
      ? [...result, ...result.map((log) => ({ ...log, logIndex: increment(log.logIndex) }))]
      : result,
};

// Ways not to answer properly: (response, body, fault) writes the reply, or does not.
const MANNERS = {
  hang: () => {},
  drop: (response) => response.destroy(),
  garbage: (response) => response.end("\x00\xff{[<not json>"),
  html: (response) => response.end("<html><body>Welcome to the hotel's network</body></html>"),
  empty: (response) => response.end(),
  "http-500": (response) => response.writeHead(500).end("internal server error"),
  "http-429": (response) =>
    response.writeHead(429, { "retry-after": "30" }).end("too many requests"),
  truncate: (response, body) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": body.length });
    response.write(body.subarray(0, body.length >> 1), () => response.destroy());
  },
  huge: (response, body, { bytes = 2 * GIGABYTE }) =>
    pipeline(function* () {
      yield '{"jsonrpc":"2.0","id":1,"result":"';
      for (let sent = 0; sent < bytes; sent += CHUNK.length) yield CHUNK;
      yield '"}';
    }, response),
  trickle: async (response, body, { ms = MINUTE_MS }) => {
    for (let i = 0; i < body.length && !response.destroyed; i++) {
      response.write(body.subarray(i, i + 1));
      await sleep(ms, undefined, { ref: false });
    }
    response.end();
  },
  "header-line": (response, body, { bytes = 3 << 20 }) => {
    response.socket.write(`HTTP/1.1 200 OK\r\nX-Long: ${"a".repeat(bytes)}\r\n\r\n`);
    response.socket.end(body);
  },
  delay: async (response, body, { ms = 1000 }) => {
    await sleep(ms, undefined, { ref: false });
    response.end(body);
  },
};

const KINDS = [...Object.keys(LIES), "rpc-error", "null", "old", ...Object.keys(MANNERS)];

/** Throws unless `fault` is one that exists. */
export function checkFault(fault) {
  if (!KINDS.includes(fault?.kind))
    throw new Error(`no such fault: ${fault?.kind}; there are ${KINDS.join(", ")}`);
}

const concerns = (fault, method) => !fault.methods || fault.methods.includes(method);

/** By how many blocks a node with these faults lags behind what it was given; 0 when it does not. */
export function lag(faults) {
  return faults.find(({ kind }) => kind === "old")?.blocks ?? 0;
}

/** The reply to one JSON-RPC request as a node with these faults gives it. */
export function falsify(faults, method, reply) {
  let altered = reply;
  for (const fault of faults.filter((candidate) => concerns(candidate, method))) {
    if (fault.kind === "rpc-error")
      altered = {
        jsonrpc: "2.0",
        id: reply.id,
        error: { code: fault.code ?? -32603, message: fault.message ?? "internal error" },
      };
    else if (fault.kind === "null") altered = { jsonrpc: "2.0", id: reply.id, result: null };
    else if (LIES[fault.kind] && altered.result != null)
      altered = { ...altered, result: LIES[fault.kind](method, altered.result, fault) };
  }
  return altered;
}

/** Sends an HTTP body the way that the faults ask for. */
export function deliver(faults, methods, response, body) {
  const fault = faults.find(
    ({ kind, ...rest }) => MANNERS[kind] && methods.some((method) => concerns(rest, method)),
  );
  if (fault) return MANNERS[fault.kind](response, body, fault);
  response.end(body);
}
