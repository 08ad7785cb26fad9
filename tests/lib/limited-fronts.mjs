// Front ends of nodes that limit eth_getLogs as providers do: one for each URL=PROVIDER.
//
//   node limited-fronts.mjs FILE URL=PROVIDER…   writes the addresses of the front ends to FILE, a
//                                                line each, and goes on until it is killed
//
// GET ADDRESS/count is how often it was asked to search, and how often it refused: "12 3".

import fs from "node:fs";
import http from "node:http";

import { refusalOf } from "./log-limits.mjs";

const bodyOf = async (request) => {
  const chunks = [];
  for await (const chunk of request)
    chunks.push(chunk);
  return Buffer.concat(chunks);
};

const ask = async (url, body) =>
  (await fetch(url, { method: "POST", body, headers: { "content-type": "application/json" } })).json();

async function front(url, provider) {
  const count = { searches: 0, refused: 0 };
  const server = http.createServer(async (request, response) => {
    if (request.method === "GET")
      return response.end(`${count.searches} ${count.refused}`);
    const body = await bodyOf(request);
    const { id, method, params } = JSON.parse(body);
    let reply = await ask(url, body);
    const refusal = method === "eth_getLogs" && refusalOf(provider, params[0], reply.result);
    count.searches += method === "eth_getLogs";
    count.refused += Boolean(refusal);
    if (refusal)
      reply = { jsonrpc: "2.0", id, error: refusal.error };
    response.writeHead(refusal ? refusal.http : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(reply));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${server.address().port}/`;
}

const [file, ...fronts] = process.argv.slice(2);
const urls = [];
for (const each of fronts) {
  const at = each.lastIndexOf("=");
  urls.push(await front(each.slice(0, at), each.slice(at + 1)));
}
fs.writeFileSync(`${file}.part`, urls.map((url) => `${url}\n`).join(""));
fs.renameSync(`${file}.part`, file);
