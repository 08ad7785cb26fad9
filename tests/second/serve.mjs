// What byline talks to: three nodes, which all answer alike, and a datanet.
import http from "node:http";
import { close, listen } from "../../devnet/ports.mjs";

const NODES = ["alice", "bob", "carol"];
// Headers of the datanet's replies that byline reads.
export const KEPT = ["content-type", "etag"];

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The name under which the answer to a JSON-RPC request is recorded. */
export const keyOfCall = ({ method, params = [] }) => `${method} ${JSON.stringify(params)}`;

/** The name under which a reply of the datanet is recorded. */
export const keyOfGet = ({ url, headers }) =>
  [url, headers.range, headers["if-none-match"]].filter(Boolean).join(" ");

async function serveNode(answer, request, response) {
  const asked = JSON.parse(await bodyOf(request));
  const one = async (call) => {
    const { result, error } = await answer(call);
    return { jsonrpc: "2.0", id: call.id, ...(error ? { error } : { result }) };
  };
  const reply = Array.isArray(asked) ? await Promise.all(asked.map(one)) : await one(asked);
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(reply));
}

async function serveDatanet(get, request, response) {
  const { status, headers, body } = await get(request);
  for (const name of KEPT) if (headers[name]) response.setHeader(name, headers[name]);
  response.writeHead(status).end(body);
}

/**
 * @param answer (JSON-RPC request) to { result } or { error }; @param get (HTTP request) to
 * { status, headers, body }; @param profile the local network's. Resolves to the profile with the
 * addresses of these servers, and stop().
 */
export async function serve({ answer, get, profile }) {
  const servers = [];
  const open = async (handle, what) => {
    const server = http.createServer((request, response) =>
      handle(what, request, response).catch((error) => response.destroy(error)),
    );
    servers.push(server);
    return `http://127.0.0.1:${await listen(server)}`;
  };
  const nodes = [];
  for (const name of NODES)
    nodes.push({ name, operator: `operator of ${name}`, url: await open(serveNode, answer) });
  const [datanet] = profile.datanets;
  const url = await open(serveDatanet, get);
  return {
    profile: { ...profile, nodes, datanets: [{ ...datanet, url }] },
    stop: () => Promise.all(servers.map(close)),
  };
}
