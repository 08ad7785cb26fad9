// A small HTTP server for the tests of client/: wrong in every way a server can be wrong, and
// front ends that edit what one real anvil answers.
//
//   node faulty-server.mjs [--anvil PATH]   prints its port and anvil's; ends with its stdin
//
//   /fault/NAME           one of FAULTS below
//   /node/NAME            JSON-RPC front end of anvil; lies as told by GET /lie/NAME/LIE
//   /asked/NAME           how often that node was asked for anything
//   /searches/NAME        how often that node was asked for eth_getLogs; a lie may also be a
//                         provider of log-limits.mjs
//   /fixture/…            answers what was POSTed there, with an entity tag; /fixture-bytes tells
//                         how much of it was sent
//   /tls                  the port of the same over TLS, with a certificate that nobody signed
//   /files                tus uploads, misbehaving as told by GET /tus/MODE; /tus-state tells
//                         what arrived

import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import http from "node:http";
import https from "node:https";
import net from "node:net";

import { LIMITS, refusalOf, withinChain } from "./log-limits.mjs";

const bodyOf = async (request) => {
  const chunks = [];
  for await (const chunk of request)
    chunks.push(chunk);
  return Buffer.concat(chunks);
};

const idOf = (body) => {
  try {
    return JSON.parse(body).id;
  } catch {
    return null;
  }
};

const FAULTS = {
  ok: (response, body) =>
    response.end(JSON.stringify({ jsonrpc: "2.0", id: idOf(body), result: "0x1" })),
  garbage: (response) => response.end("<html>\u0007 it works"),
  empty: (response) => response.end(),
  "wrong-id": (response, body) =>
    response.end(JSON.stringify({ jsonrpc: "2.0", id: idOf(body) + 1, result: "0x1" })),
  truncated: (response) => {
    response.writeHead(200, { "content-length": 1000 });
    response.write('{"jsonrpc":"2.0"', () => response.socket.destroy());
  },
  dropped: (response) => response.socket.destroy(),
  "not-http": (response) => response.socket.end("SSH-2.0-OpenSSH_9.2\r\n"),
  endless: (response) => {
    const chunk = Buffer.alloc(65536, "a");
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on("drain", more);
    more();
  },
  announced: (response) => {
    response.writeHead(200, { "content-length": 1e12 });
    response.write("a");
  },
  headers: (response) => {
    const { socket } = response;
    socket.write("HTTP/1.1 200 OK\r\n");
    const more = () => {
      while (!socket.destroyed && socket.write(`X-More: ${"a".repeat(1000)}\r\n`));
    };
    socket.on("drain", more);
    socket.on("error", () => {});
    more();
  },
  "header-line": (response) => {
    response.socket.on("error", () => {});
    response.socket.write(`HTTP/1.1 200 OK\r\nX-More: ${"a".repeat(3 << 20)}\r\n\r\n{}`);
  },
  drip: (response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write("a"), 100);
    response.on("close", () => clearInterval(timer));
  },
  silent: () => {},
  late: (response, body) => setTimeout(() => FAULTS.ok(response, body), 400),
  redirect: (response) => response.writeHead(302, { location: "/fault/ok" }).end(),
  "500": (response) => response.writeHead(500).end("no"),
  // Infura and Alchemy: an error of JSON-RPC in a reply with another status than 200.
  "429-words": (response, body) =>
    response.writeHead(429).end(JSON.stringify({
      jsonrpc: "2.0",
      id: idOf(body),
      error: {
        code: -32005,
        message: "project ID request rate exceeded",
        data: { rate: { backoff_seconds: 90 } },
      },
    })),
  "403-words": (response) =>
    response.writeHead(403).end(
      '{"jsonrpc":"2.0","error":{"code":-32002,"message":"rejected due to project ID settings"}}',
    ),
  "429": (response) => response.writeHead(429, { "retry-after": "77" }).end(),
  gzip: (response) => response.writeHead(200, { "content-encoding": "gzip" }).end("not unfolded"),
  cookie: (response, body, request) =>
    response.writeHead(200, { "set-cookie": "a=b" }).end(request.headers.cookie ?? "none"),
};

// What a lying node changes in a reply, by method.
const flip = (hex) => hex.slice(0, -1) + (hex.endsWith("0") ? "1" : "0");
const richer = (receipt) => ({
  ...receipt,
  logs: receipt.logs.map((log) => ({ ...log, data: flip(log.data) })),
});
// What no root covers.
const misplaced = (receipt) => ({
  ...receipt,
  logs: receipt.logs.map((log) => ({
    ...log,
    blockNumber: "0x1",
    transactionHash: flip(log.transactionHash),
    logIndex: "0x63",
  })),
});
// A chain whose headers byline cannot hash: another rule for the hash, or one more member.
const renamed = (r) => r && { ...r, hash: flip(r.hash), parentHash: flip(r.parentHash) };
// A token without code, as chains with tokens for precompiles have them: anvil knows none.
const B20 = "0xb200000000000000000000000000000000000001";
const tokenAnswer = (data) =>
  `0x${{ "0x70a08231": 5n * 10n ** 18n, "0x313ce567": 18n }[data.slice(0, 10)]
    ?.toString(16).padStart(64, "0") ?? Buffer.from("B20").toString("hex").padEnd(64, "0")}`;
const LIES = {
  otherhash: { eth_getBlockByNumber: renamed },
  tomorrow: { eth_getBlockByNumber: (r) => r && { ...renamed(r), verkleRoot: r.stateRoot } },
  tomorrowroot: {
    eth_getBlockByNumber: (r) => r && { ...renamed(r), stateRoot: flip(r.stateRoot), verkleRoot: "0x" },
  },
  // Nothing that byline uses is altered.
  damaged: { eth_getBlockByNumber: (r) => r && { ...r, gasUsed: "0x7" } },
  balance: { eth_getProof: (r) => ({ ...r, balance: "0x1" }), eth_getBalance: () => "0x1" },
  proof: { eth_getProof: (r) => ({ ...r, accountProof: r.accountProof.map(flip) }) },
  value: {
    eth_getProof: (r) => ({
      ...r,
      storageProof: r.storageProof.map((slot) => ({ ...slot, value: "0x1" })),
    }),
    eth_getStorageAt: flip,
  },
  nullproof: { eth_getProof: () => null },
  nullvalue: { eth_getStorageAt: () => null, eth_getProof: () => null },
  root: { eth_getBlockByNumber: (r) => r && { ...r, stateRoot: flip(r.stateRoot) } },
  hash: { eth_getBlockByNumber: (r) => r && { ...r, hash: flip(r.hash) } },
  chain: { eth_chainId: () => "0x1" },
  call: { eth_call: flip },
  logs: { eth_getLogs: (r) => r.slice(1) },
  invented: { eth_getLogs: (r) => [...r, { ...r[0], logIndex: "0x63" }] },
  gas_used: {
    eth_getBlockReceipts: (r) => r.map((one) => ({ ...one, cumulativeGasUsed: "0x1" })),
    eth_getTransactionReceipt: (r) => r && { ...r, cumulativeGasUsed: "0x1" },
  },
  richer: {
    eth_getBlockReceipts: (r) => r.map(richer),
    eth_getTransactionReceipt: (r) => r && richer(r),
  },
  misplaced: { eth_getBlockReceipts: (r) => r.map(misplaced) },
  another_tx: { eth_getBlockByNumber: (r) => r && { ...r, transactions: r.transactions.map(flip) } },
  receipt: { eth_getTransactionReceipt: (r) => r && { ...r, status: "0x0" } },
  ahead: {
    eth_getBlockByNumber: (r, [tag]) => (tag === "latest" ? { ...r, number: "0xffffff" } : r),
  },
  frozen: { eth_getBlockByNumber: (r, [tag]) => (tag === "latest" ? { ...r, number: "0x1" } : r) },
  code: { eth_getCode: flip },
  precompile: { eth_call: (r, [{ to, data }]) => (to === B20 ? tokenAnswer(data) : r) },
  nonce: { eth_getTransactionCount: () => "0x63" },
  // The whole block, as of a node that does not know the newest fork.
  block_gas: { eth_estimateGas: () => "0x1c9c380" },
  little_gas: { eth_estimateGas: () => "0x5207" },
  far_gas: { eth_estimateGas: () => "0xf00000" },
  gas: {
    eth_estimateGas: () => "0xffffffff",
    eth_maxPriorityFeePerGas: () => "0xffffffffffffffff",
  },
};
// What a node refuses to answer.
const REFUSALS = {
  noestimate: ["eth_estimateGas"],
  noproof: ["eth_getProof"],
  nohead: ["eth_getBlockByNumber"],
  noblock: ["eth_getBlockReceipts"],
  noreceipts: ["eth_getBlockReceipts", "eth_getTransactionReceipt"],
};

// The most blocks that a node searches at once, and what it says to more.
const SPANS = {
  span5: { blocks: 5, error: { code: -32602, message: "Log range 0x0-0x9 is larger than allowed" } },
  span3: { blocks: 3, error: { code: -32005, message: "query returned more than 10000 results" } },
  nologs: { blocks: 0, error: { code: -32005, message: "limit exceeded" } },
};
// How often each node was asked, and how often to search.
const asked = new Map();
// A node with this lie asks for fewer requests once, and then answers.
const BUSY = { code: -32012, message: "credits limited to 6000/sec" };
const searches = new Map();

// Behind a balancer are servers of which one lags: every other call of a method about a block fails.
const turns = new Map();
function lags(name, method) {
  const turn = (turns.get(name + method) ?? 0) + 1;
  turns.set(name + method, turn);
  return turn % 2 === 1 && /Proof|Balance|Code|StorageAt|_call|Count/.test(method);
}

const lies = new Map();
let anvilPort = 0;

function anvil(body) {
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        host: "127.0.0.1",
        port: anvilPort,
        method: "POST",
        headers: { "content-type": "application/json" },
      },
      async (reply) => resolve(JSON.parse(await bodyOf(reply))),
    );
    request.on("error", reject);
    request.end(body);
  });
}

/** The logs that a filter finds on a chain that goes on with empty blocks above anvil's newest. */
async function searchWithin(id, filter) {
  const ask = (method, params) => anvil(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
  const head = Number((await ask("eth_blockNumber", [])).result);
  if (Number(filter.fromBlock) > head)
    return { jsonrpc: "2.0", id, result: [] };
  return ask("eth_getLogs", [withinChain(filter, head)]);
}

async function node(name, body, response) {
  const lie = lies.get(name) ?? "";
  if (FAULTS[lie])
    return FAULTS[lie](response, body);
  const { id, method, params } = JSON.parse(body);
  asked.set(name, (asked.get(name) ?? 0) + 1);
  const most = method === "eth_getLogs" ? SPANS[lie] : undefined;
  let reply;
  if (method === "eth_getLogs")
    searches.set(name, (searches.get(name) ?? 0) + 1);
  if (lie === "busy") {
    lies.set(name, "");
    reply = { jsonrpc: "2.0", id, error: BUSY };
  } else if (REFUSALS[lie]?.includes(method))
    reply = { jsonrpc: "2.0", id, error: { code: -32601, message: "method not found" } };
  else if ((lie === "balancer" && lags(name, method)) || (lie === "behind" && /Proof/.test(method)))
    reply = { jsonrpc: "2.0", id, error: { code: -32000, message: "header not found" } };
  else if (most && params[0].toBlock - params[0].fromBlock + 1 > most.blocks)
    reply = { jsonrpc: "2.0", id, error: most.error };
  else if (method === "eth_getLogs" && LIMITS[lie])
    reply = await searchWithin(id, params[0]);
  else
    reply = await anvil(body);
  const refusal = method === "eth_getLogs" && refusalOf(lie, params[0], reply.result);
  if (refusal) {
    reply = { jsonrpc: "2.0", id, error: refusal.error };
    response.statusCode = refusal.http;
  }
  const edit = LIES[lie]?.[method];
  if (edit && "result" in reply)
    reply.result = edit(reply.result, params);
  response.end(JSON.stringify(reply));
}

const fixtures = new Map();
let fixtureBytes = 0;

function fixture(request, response, body) {
  if (request.method === "POST") {
    fixtures.set(request.url, body);
    return response.end();
  }
  const found = fixtures.get(request.url);
  if (!found)
    return response
      .writeHead(404, { "content-type": "application/problem+json" })
      .end('{"type":"not-found","title":"There is no such thing","detail":"at \\u001b[31mall"}');
  const etag = `"${createHash("sha256").update(found).digest("hex")}"`;
  if (request.headers["if-none-match"] === etag) return response.writeHead(304, { etag }).end();
  fixtureBytes += found.length;
  response.writeHead(200, { "content-length": found.length, etag }).end(found);
}

// One upload at a time is enough.
let upload = null;
let tusMode = "";
let tusRequests = 0;

function tus(request, response, body) {
  tusRequests++;
  const { method, headers } = request;
  if (headers["tus-resumable"] !== "1.0.0")
    return response.writeHead(412).end();
  if (method === "POST") {
    if (tusMode === "refuse")
      return response.writeHead(401).end('{"title":"The signature is not valid","detail":"no"}');
    upload = {
      size: Number(headers["upload-length"]),
      metadata: headers["upload-metadata"],
      data: Buffer.alloc(0),
    };
    const location = tusMode === "elsewhere" ? "http://127.0.0.2:1/files/1" : "/files/1";
    return response.writeHead(201, { location }).end();
  }
  if (!upload || tusMode === "gone")
    return response.writeHead(404).end();
  if (tusMode === "locked")
    return response.writeHead(423).end();
  if (method === "HEAD")
    return response
      .writeHead(200, { "upload-offset": upload.data.length, "upload-length": upload.size })
      .end();
  if (Number(headers["upload-offset"]) !== upload.data.length)
    return response.writeHead(409).end();
  if (tusMode === "loses" && upload.data.length > 0) {
    // One chunk was taken; with the second, both are forgotten.
    upload.data = Buffer.alloc(0);
    return response.writeHead(500).end();
  }
  if (tusMode === "half") {
    // Half of the chunk arrives, then the line breaks: once.
    tusMode = "";
    upload.data = Buffer.concat([upload.data, body.subarray(0, body.length / 2)]);
    return request.socket.destroy();
  }
  upload.data = Buffer.concat([upload.data, body]);
  const offset = tusMode === "far" ? upload.size + 1 : upload.data.length;
  response.writeHead(204, { "upload-offset": offset }).end();
}

const state = () => JSON.stringify({
  requests: String(tusRequests),
  bytes: String(upload?.data.length ?? 0),
  sha256: createHash("sha256").update(upload?.data ?? "").digest("hex"),
  metadata: upload?.metadata ?? "",
});

function tlsPort() {
  // openssl cannot open Node's kind of pipe by name, but a shell's.
  const command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
    + " -subj /CN=lo -addext subjectAltName=IP:127.0.0.1 -keyout /dev/stdout 2>/dev/null | cat";
  const pem = execFileSync("sh", ["-c", command]);
  const tls = https.createServer({ key: pem, cert: pem }, serve);
  return new Promise((resolve) =>
    tls.listen(0, "127.0.0.1", () => resolve(tls.address().port)),
  );
}

async function serve(request, response) {
  response.on("error", () => {});
  request.on("error", () => {});
  const [, area, name, value] = request.url.split("/");
  try {
    const body = await bodyOf(request);
    if (area === "fault")
      FAULTS[name](response, body, request);
    else if (area === "node")
      await node(name, body, response);
    else if (area === "lie")
      response.end(String(lies.set(name, value ?? "").size));
    else if (area === "asked")
      response.end(String(asked.get(name) ?? 0));
    else if (area === "searches")
      response.end(String(searches.get(name) ?? 0));
    else if (area === "fixture")
      fixture(request, response, body);
    else if (area === "fixture-bytes")
      response.end(String(fixtureBytes));
    else if (area === "tls")
      response.end(String(await tlsPort()));
    else if (area === "files")
      tus(request, response, body);
    else if (area === "tus") {
      tusMode = name;
      tusRequests = 0;
      response.end();
    } else if (area === "tus-state")
      response.end(state());
    else
      response.writeHead(404).end();
  } catch (error) {
    response.destroy(error);
  }
}

const server = http.createServer(serve);

function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function startAnvil(path) {
  anvilPort = await freePort();
  const child = spawn(
    "setpriv",
    [
      ...["--pdeathsig", "KILL", path, "--host", "127.0.0.1", "--port", String(anvilPort)],
      ...["--no-mining", "--accounts", "2", "--silent", "--timestamp", "1700000000"],
      ...["--block-base-fee-per-gas", "1000000000"],
    ],
    { stdio: "ignore" },
  );
  child.on("exit", () => process.exit(1));
  for (;;) {
    try {
      await anvil('{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}');
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
if (process.argv[2] === "--anvil")
  await startAnvil(process.argv[3]);
server.keepAliveTimeout = 60000;
server.listen(0, "127.0.0.1", () => console.log(server.address().port, anvilPort || ""));
