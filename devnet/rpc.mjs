// JSON-RPC over HTTP to a local anvil.

import http from "node:http";

// A frozen process accepts connections and never answers; others answer within this.
const TIMEOUT_MS = 30_000;

const agent = new http.Agent({ keepAlive: true });

export class RpcError extends Error {
  constructor(error) {
    super(error.message);
    this.code = error.code;
    this.data = error.data;
  }
}

/** Sends bytes to 127.0.0.1:port and resolves to {status, body}. */
export function post(port, body, timeoutMs = TIMEOUT_MS) {
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        host: "127.0.0.1",
        port,
        method: "POST",
        agent,
        headers: { "content-type": "application/json" },
      },
      (reply) => {
        const chunks = [];
        reply.on("data", (chunk) => chunks.push(chunk));
        reply.on("end", () => resolve({ status: reply.statusCode, body: Buffer.concat(chunks) }));
        reply.on("error", reject);
      },
    );
    request.setTimeout(timeoutMs, () => request.destroy(new Error(`no answer from port ${port}`)));
    request.on("error", reject);
    request.end(body);
  });
}

/** Calls one method; throws RpcError if the node answers with an error. */
export async function call(port, method, params = [], timeoutMs = TIMEOUT_MS) {
  const { body } = await post(
    port,
    JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    timeoutMs,
  );
  const { result, error } = JSON.parse(body);
  if (error) throw new RpcError(error);
  return result;
}
